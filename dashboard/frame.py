"""What stands around every page and belongs to none: its language, the menu as a landmark, the page that is open."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from html import escape
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard import language, session, widgets
from dashboard.addresses import FRONT_PAGE
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.sitemap import ENTRIES, TAB, tab

PART = "part"
"""The parameter of the address that names the part of a page at which it begins."""
_ACTS, _MARKS = "acts", "page-marks"
_SCRIPT = Path(__file__).with_name("frame.js")


def marks(city: str | None) -> None:
    """Tell browsers and screen readers the language of the page, which part of it is the menu and which of its pages is
    open; the button that opens the menu on a phone bears words, and the name of the ``city`` that the menu is about.
    While a file is made that somebody asked for, it is said which; where it could not be made, what to do."""
    menu = _("Menu")
    _marks()(
        data={
            "language": language.current(),
            "dark": widgets.dark(),
            "menu": menu,
            "open": f"{menu} · {city}" if city else menu,
            "close": _("Close the menu"),
            "whole": _("Close"),
            "choose": _("Choose a file"),
            # Translators: beside the button that chooses a file: how large it may be.
            "most": _("at most {number} MB", number=st.get_option("server.maxUploadSize")),
            # Translators: said below a button whose file could not be made.
            "unmade": _(
                "No file could be made. Load the page again: where you may not read here any more, it says why."
            ),
            # Translators: said while somebody waits; {file} are the words of the button, such as "Slides (PPTX)".
            "making": _("Being made: {file}. It is saved as soon as it is done.", file="{file}"),
        },
        key=_MARKS,
        on_turned_change=lambda: None,  # a theme that has changed asks for a run, and for nothing else
        on_opened_change=partial(session.enters, _MARKS),
    )


def menu(pages: Sequence[str]) -> None:
    """The ``pages`` of the menu in their groups. They are links of one text, since Streamlit's own would be a third of
    a page's elements; ``marks`` hears the clicks on them, and says which page is open."""
    groups: dict[str, list[str]] = {}
    for page in pages:
        entry = ENTRIES[page]
        link = f'<a href="{escape(session.of_menu(page))}" data-icon="{entry.icon}">{escape(say(entry.title))}</a>'
        groups.setdefault(entry.group, []).append(link)
    parts = [f'<div class="{name}">{"".join(links)}</div>' for name, links in groups.items()]
    st.html(f'<nav class="menu" aria-label="{escape(_("Menu"))}">{"".join(parts)}</nav>')


def tabs(page: str, shown: Mapping[str, Callable[[], None]]) -> None:
    """The tabs of a page as links, and below them what the open one shows, by the word of the address.

    A link of a page to itself tells its next run alone, and leaves the browser's address as it was: said again, it
    stands there, so that the tab and what else the link opened stay open when something is typed.
    """
    entry = ENTRIES[page]
    asked = session.asked(TAB, list(entry.tabs), "view")
    st.query_params.update(st.query_params.to_dict())
    open_ = asked or tab(page, st.query_params.to_dict() | {TAB: ""})
    first = next(iter(entry.tabs))
    links = []
    for name, title in entry.tabs.items():
        address = escape(session.of_menu(page, "" if name == first else name))
        here = ' aria-current="page"' if name == open_ else ""
        links.append(f'<a href="{address}"{here}>{escape(say(title))}</a>')
    if page != FRONT_PAGE or open_ != first:  # the answer stands alone; its other tab is opened from within it
        st.html(f'<nav class="tabs" aria-label="{escape(say(entry.title))}">{"".join(links)}</nav>')
    with st.container():
        shown[open_]()


def begins(part: str) -> None:
    """Begin the page at the container with the key ``part``, once, where the address asks for it."""
    if st.query_params.get(PART) == part:
        _marks()(data={"begins": part}, key="page-begins")


def act() -> None:
    """Note that somebody did something whose outcome the page says aloud when it is drawn again (``tell``)."""
    session.keep(_ACTS, session.kept(_ACTS, 0) + 1)


def tell(words: str) -> None:
    """Have a screen reader say what the last act led to, once, and the keyboard go on at its heading."""
    _marks()(data={"words": words, "acts": session.kept(_ACTS, 0)}, key="page-said")


@cache  # given as a file, it is read and turned into this address in each run
def icon() -> str:
    """The icon of all pages, as an address that holds it."""
    drawn = Path(__file__).with_name("icon.svg").read_bytes()
    return f"data:image/svg+xml;base64,{b64encode(drawn).decode()}"


@cache
def _marks() -> Callable[..., Any]:
    return st.components.v2.component("covenant_marks", js=_SCRIPT.read_text(encoding="utf-8"))
