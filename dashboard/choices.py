"""One of several: a row of buttons or a list whose choice stands in the address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from dashboard.widgets import text
from datasets.store import City

LISTED = 200
"""Cities in one list; a search field finds the others."""


def row(parameter: str, options: Mapping[str, str], chosen: str) -> None:
    """A button for each option (value in the address: label); the chosen one is filled and ticked.

    Pills and tabs would write the chosen one in the accent colour, which cannot be read on the dark page.
    """
    with st.container(horizontal=True, gap="xsmall"):
        for value, label in options.items():
            mine = value == chosen
            st.button(
                text(label),
                key=f"{parameter}-{value}",
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


def menu(parameter: str, label: str, options: Mapping[str, str], chosen: str) -> None:
    """A list with a label for each option (value in the address: label); the choice goes into the address."""
    key = f"{parameter}-menu"
    st.session_state[key] = chosen
    st.selectbox(
        label,
        list(options),
        format_func=lambda value: options[value],
        key=key,
        on_change=_picked,
        args=(parameter, key),
    )


def cities(every: Sequence[City], chosen: City | None) -> dict[str, str]:
    """The cities to choose from, by id: all of them, or of very many those that a search field finds.

    The ``chosen`` one always stands among them; of a search the first ``LISTED``.
    """
    if len(every) <= LISTED:
        return {city.city_id: city.name for city in every}
    asked = st.text_input("Find a city", placeholder="a part of its name", max_chars=80)
    found = [city for city in every if city.named(asked)] if asked.strip() else every
    if len(found) > LISTED or not found:
        st.caption(
            f"{len(found):,} cities; the first {LISTED} are listed." if found else "No city has this in its name."
        )
    return {city.city_id: city.name for city in ([chosen] if chosen else []) + list(found[:LISTED])}


def _picked(parameter: str, key: str) -> None:
    choose(parameter, st.session_state[key])
