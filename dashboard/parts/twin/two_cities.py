"""Which two cities stand in the twin room: the address says it, two lists change it, a button swaps them."""

from __future__ import annotations

import streamlit as st

from analytics.pairs.twin import Twin, twin
from dashboard import choices, session
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.parts.pairs.pairing import PARAMETER, Pair, address
from dashboard.widgets import text

_CITY = "twin-city"


def chosen() -> Pair:
    """The two cities of the address (``?pair=US-BOS~FR0009``), any two on file; otherwise the chosen city and its
    partner, or the next city. Another city of the sidebar takes the place of the first."""
    city = session.city().city_id
    moved = session.kept(_CITY, city) != city
    session.keep(_CITY, city)
    on_file = [record.city_id for record in session.cities()]
    asked = st.query_params.get(PARAMETER)
    left, _tilde, right = (asked or "").partition("~")
    if asked and not {left, right} <= set(on_file):
        st.warning(_("The address names the cities “{asked}”, which are not both known here.", asked=text(asked)))
    pair = (left, right) if {left, right} <= set(on_file) and not moved else (city, _partner(city, on_file))
    st.query_params[PARAMETER] = address(pair)
    return pair


def _partner(city: str, on_file: list[str]) -> str:
    """The city that one is paired with, otherwise the next one on file, in the end the city itself."""
    paired = {one: other for pair in reversed(session.pairings()) for one, other in (pair, pair[::-1])}
    return paired.get(city) or next((other for other in on_file if other != city), city)


def room(pair: Pair) -> Twin:
    """The room of two cities, made anew where something is said of either."""
    left, right = (session.at_city(city_id).twin_side() for city_id in pair)
    return session.made_of("twin", lambda: twin(left, right), left, right)


def selector(pair: Pair) -> None:
    """Two lists of all cities, with the swap between them."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for place, label in enumerate((_("First city"), _("Second city"))):
            _list(pair, place, label)
        with st.container(horizontal=True, vertical_alignment="center", width="content"):
            st.button(
                _("Swap sides"),
                icon=":material/swap_horiz:",
                type="tertiary",
                on_click=choices.choose,
                args=(PARAMETER, address(pair[::-1])),
            )
            if frozenset(pair) in map(frozenset, session.pairings()) and pair[0] != pair[1]:
                session.link(
                    "pairs", _("To the pair"), pair[0], ":material/handshake:", asked={PARAMETER: address(pair)}
                )


def _list(pair: Pair, place: int, label: str) -> None:
    with st.container(width=260):
        record = session.by_id()[pair[place]]
        names = choices.cities(session.cities(), record, f"twin-find-{place}")
        key = f"twin-{place}"
        session.keep(key, pair[place])
        st.selectbox(
            label, list(names), format_func=names.__getitem__, key=key, on_change=_picked, args=(pair, place, key)
        )


def _picked(pair: Pair, place: int, key: str) -> None:
    one = session.kept(key)
    choices.choose(PARAMETER, address((one, pair[1]) if place == 0 else (pair[0], one)))


def names(found: Twin) -> Pair:
    """The names of both cities in the reader's language."""
    return say(found.left.name), say(found.right.name)
