"""One of several: a row of buttons or a list whose choice stands in the address; the reader's language is one, too.

A list shows what the state of the session holds under its key, so the choice of the address is put there before it is
drawn. ``session`` draws the list of cities with this file; so it is the one place beside it that touches that state.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import streamlit as st

from dashboard import language
from dashboard.language import LANGUAGES, say
from dashboard.language import gettext as _
from dashboard.widgets import text
from datasets import CityRecord

_LANGUAGE = "language"
TRIED = "try"
"""The parameter of the address that says which sliders were moved, and where to."""
LISTED = 200
"""Cities in one list; a search field finds the others."""
Named = Literal[
    "year",
    "year to compare with",
    "target",
    "scenario",
    "method",
    "view",
    "figure",
    "measure",
    "life",
    "slide",
    "table",
    "weight",
    "region",
    "trait",
    "frame",
]
"""What an address can name beside a city."""


MANY = 6
"""More choices than these would fill the screen of a phone."""


def row(parameter: str, options: Mapping[str, str], chosen: str, beside: bool = False, above: str = "") -> None:
    """A button for each option (value in the address: label); the chosen one is filled and ticked. ``beside`` another
    row it takes no more room than its buttons. ``above`` names a row over another one of the parameter, which it may
    share values with.

    Pills and tabs would write the chosen one in the accent colour, which cannot be read on the dark page.
    """
    name = f"{parameter}-{above}" if above else parameter
    key = f"many-{name}" if len(options) > MANY else None  # on a phone these stand on one line
    with st.container(horizontal=True, gap="xsmall", width="content" if beside else "stretch", key=key):
        for value, label in options.items():
            mine = value == chosen
            st.button(
                text(label),
                key=f"{name}-{value}",
                type="primary" if mine else "secondary",
                icon=":material/check:" if mine else None,
                on_click=choose,
                args=(parameter, value),
            )


def choose(parameter: str, value: str) -> None:
    """Put a choice into the address; an empty one leaves it."""
    if value:
        st.query_params[parameter] = value
    else:
        st.query_params.pop(parameter, None)


def menu(parameter: str, label: str, options: Mapping[str, str], chosen: str, quiet: bool = False) -> None:
    """A list with a label for each option (value in the address: label); the choice goes into the address. Its own
    label is read aloud alone where it is ``quiet``."""
    key = f"{parameter}-menu"
    st.session_state[key] = chosen
    st.selectbox(
        say(label),
        list(options),
        format_func=lambda value: say(options[value]),
        key=key,
        on_change=_picked,
        args=(parameter, key),
        label_visibility="collapsed" if quiet else "visible",
    )


def slider(parameter: str, label: str, options: Mapping[str, str], chosen: str) -> None:
    """A slider over options that have an order, such as years; the choice goes into the address."""
    key = f"{parameter}-menu"
    st.session_state[key] = chosen
    st.select_slider(
        label,
        list(options),
        format_func=lambda value: options[value],
        key=key,
        on_change=_picked,
        args=(parameter, key),
    )


def part(name: str, label: str, chosen: int, usual: int) -> None:
    """A slider from 0 to 100 per cent of what ``name`` stands for; a place other than the ``usual`` one goes into the
    address, beside those of the other sliders."""
    key = f"{TRIED}-{name}"
    st.session_state[key] = chosen
    st.slider(
        label, 0, 100, step=5, key=key, format=language.per_cent("%d") + "%", on_change=_moved, args=(name, key, usual)
    )


def _moved(name: str, key: str, usual: int) -> None:
    try_part(name, st.session_state[key], usual)


def try_part(name: str, percent: int, usual: int) -> None:
    """Put the place of a slider into the address, or take it out where it is the usual one."""
    others = [said for said in st.query_params.get(TRIED, "").split(",") if said and said.partition(":")[0] != name]
    choose(TRIED, ",".join([*others, *([f"{name}:{percent}"] if percent != usual else [])]))


def point(parameter: str, key: str) -> None:
    """Put what was clicked in the chart ``key`` into the address."""
    if found := pointed(key):
        choose(parameter, found)


def pointed(key: str) -> str | None:
    """What was clicked in the chart ``key``: the ``customdata`` of its first point; None where that has none."""
    points = st.session_state[key]["selection"]["points"]
    found = points[0].get("customdata") if points else None
    return str(found[0] if isinstance(found, list) else found) if found else None


def cities(every: Sequence[CityRecord], chosen: CityRecord | None, key: str | None = None) -> dict[str, str]:
    """The cities to choose from, by id: all of them, or of very many those that a search field finds.

    The ``chosen`` one always stands among them; of a search the first ``LISTED``.
    """
    if len(every) <= LISTED:
        return {city.city_id: say(city.name) for city in every}
    asked = st.text_input(_("Find a city"), placeholder=_("a part of its name"), max_chars=80, key=key)
    found = [city for city in every if city.named(asked)] if asked.strip() else every
    if len(found) > LISTED or not found:
        many = _("{number:,} cities; the first {listed} are listed.", number=len(found), listed=LISTED)
        st.caption(many if found else _("No city has this in its name."))
    return {city.city_id: say(city.name) for city in ([chosen] if chosen else []) + list(found[:LISTED])}


def not_on_file(what: Named, asked: str, options: Sequence[str]) -> str:
    """That an address names what is not on file, and what is, as markdown."""
    value = text(asked)
    said = {
        "year": _("The address names the year “{asked}”, which is not known here.", asked=value),
        "year to compare with": _(
            "The address names the year to compare with “{asked}”, which is not known here.", asked=value
        ),
        "target": _("The address names the target “{asked}”, which is not known here.", asked=value),
        "scenario": _("The address names the scenario “{asked}”, which is not known here.", asked=value),
        "method": _("The address names the method “{asked}”, which is not known here.", asked=value),
        "view": _("The address names the view “{asked}”, which is not known here.", asked=value),
        "figure": _("The address names the figure “{asked}”, which is not known here.", asked=value),
        "measure": _("The address names the measure “{asked}”, which is not known here.", asked=value),
        "table": _("The address names the table “{asked}”, which there is not.", asked=value),
        "slide": _("The address names the slide “{asked}”, which there is not.", asked=value),
        "weight": _("The address names the weight “{asked}”, which there is not.", asked=value),
        "region": _("The address names the region “{asked}”, which there is not.", asked=value),
        "frame": _("The address names the frame “{asked}”, which there is not.", asked=value),
        "trait": _("The address names the trait “{asked}”, which there is not.", asked=value),
        "life": _("The address names a life of “{asked}” years, which is not offered.", asked=value),
    }[what]
    names = ", ".join(map(text, options))
    known = _("On file: {names}.", names=names) if options else _("There is none to choose.")
    return f"{said} {known}"


def _picked(parameter: str, key: str) -> None:
    choose(parameter, st.session_state[key])


def speak() -> None:
    """Speak the language of the address (``?language=it``), otherwise the one chosen last, otherwise the browser's.

    A language that we do not speak is said to be wrong.
    """
    asked, last = st.query_params.get(_LANGUAGE), st.session_state.get(_LANGUAGE)
    named = asked.lower() if asked else None  # tags of languages are the same in upper case (RFC 5646, section 2.1.1)
    code = named if named in LANGUAGES else last or language.known(st.context.locale)
    language.use(code)
    if asked and named not in LANGUAGES:
        spoken = ", ".join(f"{name} ({key})" for key, name in LANGUAGES.items())
        st.warning(
            _(
                "The address asks for the language “{asked}”, which the dashboard does not speak. It speaks {spoken}.",
                asked=text(asked),
                spoken=spoken,
            )
        )
    st.session_state[_LANGUAGE] = code


def languages() -> None:
    """The list of languages, each under its own name."""
    menu(_LANGUAGE, _("Language"), LANGUAGES, language.current())


def spoken() -> dict[str, str]:
    """The language for the address of a link: as long as it was never asked for, the browser's own is spoken."""
    return {_LANGUAGE: language.current()} if _LANGUAGE in st.query_params else {}
