"""What opens with a click is drawn from the first time on that somebody opens it: most visits never do, and whatever
stands in it takes as long as what stands on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import streamlit as st

if TYPE_CHECKING:
    from streamlit.elements.lib.mutable_expander_container import ExpanderContainer
    from streamlit.elements.lib.mutable_popover_container import PopoverContainer

EVER = "opened"
"""Under which name a visit keeps the keys of all that was ever opened in it."""


def popover(
    label: str, icon: str | None, key: str, kind: Literal["secondary", "tertiary"] = "secondary"
) -> PopoverContainer | None:
    """A button ``label`` that opens a place over the page: the place to draw into, None as long as nobody opened it.

    Once it was opened in a visit it is drawn in each run, so that what was typed there stays when it is closed.
    """
    place = st.popover(label, icon=icon, type=kind, key=key, on_change="rerun")
    return place if _ever(key, place.open) else None


def expander(label: str, icon: str | None, key: str, asked: bool = False) -> ExpanderContainer | None:
    """A line ``label`` that opens a place below it: the place to draw into, None as long as nobody opened it, nor the
    address ``asked`` for it."""
    place = st.expander(label, asked, icon=icon, key=key, on_change="rerun")
    return place if _ever(key, place.open) else None


def _ever(key: str, now: bool | None) -> bool:
    known: set[str] = st.session_state.setdefault(EVER, set())
    if now:
        known.add(key)
    return key in known
