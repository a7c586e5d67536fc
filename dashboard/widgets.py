"""Small pieces that several pages share. Text that comes from data is escaped here, never rendered as markdown."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from analytics.text.problems import Problem
from dashboard import downloads, theme
from dashboard.addresses import FRONT_PAGE
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.words.card import Card
from dashboard.words.verdicts import Answer
from datasets import Value

if TYPE_CHECKING:
    import plotly.graph_objects as go

Part = Callable[[], None]
PAGE_WIDTH = 1180
"""Pixels that a page takes at most: lines of text and charts stay readable on a wide screen."""
_LOG = logging.getLogger(__name__)
_MARKUP = re.compile(r"([\\`*_\[\]<>$~&#{}])")
_LIST_START = re.compile(r"^([-+](?=\s|$)|\d+(?=[.)](?:\s|$)))")
# Streamlit turns addresses, :names: and arrows in the finished text into links, pictures and signs, whatever was
# escaped before; an invisible word joiner keeps them apart.
_JOINED = re.compile(r"(:(?=[\w/])|@|www(?=\.)|[-<>~=](?=[-<>~=]))", re.IGNORECASE)
SEVERITY_ICONS = {"block": ":material/block:", "ask": ":material/help:", "warn": ":material/warning:"}
_CHART = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "showAxisDragHandles": False}


def text(value: object) -> str:
    """Text from data as markdown that shows exactly these characters on one line: no links, pictures or colours.

    What another floor says of it is said in the reader's language.
    """
    plain = " ".join(re.split(r"[ \t\r\n]+", say(value))).strip(" ")
    escaped = _MARKUP.sub(r"\\\1", _JOINED.sub("\\1\u2060", plain))
    return _LIST_START.sub(lambda found: found[1] + "\u2060" if found[1].isdigit() else "\\" + found[1], escaped)


def dark() -> bool:
    """Whether the reader's theme is dark; light while the browser has not said."""
    return st.context.theme.type == "dark"


class _FrontPage(StreamlitPage):
    """The first page as a link has to name it. Its own path is empty, and a link with none, opened in a new tab or
    copied, leads to the page on which it stands."""

    @property
    def url_path(self) -> str:
        """The root, seen from any page."""
        return "."


def page_link(page: str, label: str, asked: Mapping[str, str], icon: str | None = None, stretch: bool = False) -> None:
    """A link to the page ``page`` ("progress", "data" ...) with ``asked`` in its address; ``label`` is markdown."""
    st.page_link(_place(page), label=label, icon=icon, query_params=asked, width="stretch" if stretch else "content")


def a_page(name: str, title: str, icon: str | None = None) -> StreamlitPage:
    """One of the pages of ``views``, for a list of them. Each run has its own: it notes there which one it runs."""
    return copy(_page(name, title, icon))


# Looking for its file takes longer than all else about a page or a link, of which a run has twenty each.
@cache
def _page(name: str, title: str, icon: str | None) -> StreamlitPage:
    return st.Page(f"views/{name}.py", title=title, icon=icon, default=name == FRONT_PAGE)


@cache
def _place(page: str) -> StreamlitPage:
    path = f"views/{page}.py"
    return _FrontPage(path, default=True) if page == FRONT_PAGE else StreamlitPage(path)


def figure(
    fig: go.Figure,
    note: str,
    key: str,
    behind: Mapping[str, Sequence[Value]],
    title: str,
    about: Mapping[str, str] | None = None,
    chosen: Part | None = None,
) -> None:
    """A picture, and in its place for those who do not see it its title with its rows; below, its unit, method, source,
    revision and date, and its files.

    ``behind`` is the table that it draws, in the units that the heads name; ``title`` its finding, as it stands above;
    ``about`` what a file says of them (``origins.about``). ``note`` and all of these are plain text. A click on a
    point calls ``chosen``.
    """
    alt = downloads.aloud(title, behind)
    picture(fig, alt, key, chosen)
    st.caption(text(note))
    if (files := downloads.place(key)) is not None:
        found = downloads.numbers_behind(title, behind, about or {_("Note"): note})
        downloads.take_along(files, downloads.picture(key, title, alt, note, dark()), found)


def picture(fig: go.Figure, alt: str, key: str, chosen: Part | None = None) -> None:
    """A picture alone, with the sentence that replaces it; ``chosen`` is called when a point is clicked."""
    heard: dict[str, Any] = {"on_select": chosen, "selection_mode": "points"} if chosen else {}
    st.plotly_chart(fig, theme=None, config=_CHART, alt=say(alt), key=key, width="stretch", **heard)


def copy_link() -> None:
    """A button that copies the address of the page as it is shown, city, language and choices included."""
    words = {"copy": _("Copy link"), "copied": _("Copied"), "failed": _("Copy it from the address bar")}
    _copier()(data=words, key="copy-link", width="content")


@cache
def _copier() -> Callable[..., Any]:
    folder = Path(__file__).parent
    html = '<button type="button"></button><span role="status"></span>'
    script, css = (
        (folder / "copying.js").read_text(encoding="utf-8"),
        (folder / "copying.css").read_text(encoding="utf-8"),
    )
    return st.components.v2.component("covenant_copying", html=html, css=css, js=script)


def cards(found: Sequence[Card], narrow: bool = False) -> None:
    """Figures in bordered cards of one height: four in a row on a wide screen; two by two on a phone, and in a
    ``narrow`` place."""
    halves = (st.container(), st.container()) if narrow else st.columns(2)
    for half, pair in zip(halves, (found[:2], found[2:]), strict=True):
        for place, card in zip(half.columns(2, wrap=False), pair, strict=True):
            with place:
                _card(card)


def _card(card: Card) -> None:
    colour = "gray" if card.better is None else "green" if card.better else "orange"
    st.metric(
        text(card.label),
        text(card.value),
        text(card.change),
        delta_color=colour,  # type: ignore[arg-type]
        delta_arrow=card.arrow,
        border=True,
        height="stretch",
    )


def stacked(*parts: Part) -> None:
    """Cards below each other, each as wide as the page: where one is much taller than the other, side by side would
    leave the shorter one half empty."""
    for part in parts:
        with st.container(border=True):
            part()


def row(*parts: Part) -> None:
    """Cards of about as many words beside each other, of one width and height."""
    for place, part in zip(st.columns(len(parts)), parts, strict=True):
        with place, st.container(border=True, height="stretch"):
            part()


def nothing(what: str, then: str) -> None:
    """An empty place that says what is missing and what would fill it."""
    st.markdown(f"{text(what)} :gray[{text(then)}]")


def numbered(sentences: Iterable[str]) -> None:
    """Sentences, as markdown, one below the other with their numbers."""
    st.markdown("\n".join(f"{place}. {sentence}" for place, sentence in enumerate(sentences, start=1)))


def problems(found: Iterable[Problem]) -> None:
    """Every problem as one sentence with its place, the ones that keep a file out first."""
    order = {"block": 0, "ask": 1, "warn": 2}
    boxes = {"block": st.error, "ask": st.warning, "warn": st.info}
    for problem in sorted(found, key=lambda item: order[item.severity]):
        boxes[problem.severity](text(problem.sentence()), icon=SEVERITY_ICONS[problem.severity])


def marks() -> None:
    """What the marks behind a rule or a formula mean."""
    st.caption(_("V is confirmed by its source, V2 at second hand, M is from memory, R is our own reasoning."))


def eyebrow(words: str, sample: bool, answer: Answer | None = None) -> None:
    """The line above a title: the verdict where the page gives one (``verdict_badge``), who it is about, and a badge
    where its figures are samples that ship with the program."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="eyebrow"):
        if answer is not None:
            verdict_badge(answer)
        st.caption(text(words), width="content")
        if sample:
            st.badge(_("Sample figures"), icon=":material/science:", color="gray")


def verdict_badge(answer: Answer) -> None:
    """The verdict for today as icon, words and colour."""
    colour = theme.VERDICT_BADGES[answer.verdict]
    st.badge(answer.words, icon=theme.VERDICT_ICONS[answer.verdict], color=colour)  # type: ignore[arg-type]


def head(revision: int, sha256: str) -> None:
    """The newest revision with its hash, to be noted down elsewhere."""
    said = _(
        "Note this down elsewhere to tell later whether anything was lost: revision {revision}, seal {hash}",
        revision=revision,
        hash=sha256,
    )
    st.caption(said)


def calm(fault: Exception) -> bool:
    """Show an unforeseen fault in one calm sentence; the log keeps the details. Returns True: nothing more is shown."""
    _LOG.error("A page stopped with a fault.", exc_info=fault)
    st.error(
        _(
            "This page stopped because of a fault in the program. Nothing was changed in the data. "
            "Reload the page; if it happens again, give the log of the server to whoever looks after the dashboard."
        ),
        icon=":material/error:",
    )
    return True
