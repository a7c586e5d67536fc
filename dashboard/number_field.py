"""Where people type a number: read by the marks of their language, and shown back by its size before it is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from analytics.text import typed_numbers
from analytics.text.problems import Refused
from dashboard import language, session
from dashboard.language import say
from dashboard.widgets import text

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

MOST_LETTERS = 40
"""So many letters a typed number has at most."""


def field(
    label: str,
    key: str,
    unit: str = "",
    where: DeltaGenerator | None = None,
    placeholder: str | None = None,
) -> None:
    """A field for one number in a ``unit``, and below it how it was read. It stands in no form: a form shows nothing
    back before it is sent."""
    with where or st.container():
        st.text_input(label, key=key, max_chars=MOST_LETTERS, placeholder=placeholder)
        try:
            value = typed(session.kept(key))
        except Refused as refusal:
            (problem,) = refusal.problems
            st.caption(text(f"{say(problem.found)}. {say(problem.fix)}"))
            return
        if value is not None:
            st.caption(text(f"{shown(value)} {say(unit)}".strip()))


def typed(said: object, column: str | None = None) -> float | None:
    """The number that was typed; None where nothing was. Raises Refused where it is none, or can be two."""
    if said is None or isinstance(said, int | float):
        return said
    written = str(said).strip()
    return typed_numbers.number(written, language.separators()[1], column=column) if written else None


def taken(said: object) -> float | str | None:
    """What was typed into a cell: its number, or the text itself where the check of its table has to refuse it."""
    try:
        return typed(said)
    except Refused:
        return str(said)


def shown(value: float) -> str:
    """A number with each of its digits, as people of this language type it."""
    return language.styled(typed_numbers.digits(value))
