"""The unit and the scope of the figures that were picked on the sheet, and whether they are a total: as the file states
them, and what they can be instead.

What is chosen is an answer about the place of the figures (``unit:7`` for row 7), which the command line takes, too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import NamedTuple

import streamlit as st

from analytics import units
from analytics.text.sentences import Sentence
from dashboard import session
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.parts.data.review import Review
from dashboard.widgets import text
from datasets import Examination, SheetPart

AS_READ = ""
"""The choice by which no correction is made, or one is taken back."""
FIRST_UNITS = ("MWh", "GWh", "kWh", "TJ", "GJ", "toe", "t CO2e", "kt CO2e", "kg CO2e", "m3", "l")
UNITS = (*FIRST_UNITS, *(unit.name for unit in units.UNITS.values() if unit.kind in ("energy", "emissions")))
SCOPES: Mapping[str, str] = {
    "1": Sentence("Scope 1"),
    "2": Sentence("Scope 2"),
    "3": Sentence("Scope 3"),
    "not-stated": Sentence("No scope"),
}
TOTALS: Mapping[str, str] = {
    "yes": Sentence("Yes: they are a total, and are left out"),
    "no": Sentence("No: they count, though they look like a total"),
}
CHOICES = {"unit": UNITS, "scope": tuple(SCOPES), "total": tuple(TOTALS)}
LABELS: Mapping[str, str] = {
    "unit": Sentence("Unit of these figures"),
    "scope": Sentence("Scope of these figures"),
    "total": Sentence("Are these figures a total of others?"),
}
"""What is asked of the figures that were picked, by the kind of correction."""


class PickedFigures(NamedTuple):
    """The figures that were picked: what can be corrected of them, their places, and the unit and scope that all of
    them were read with ("" where they differ)."""

    kinds: tuple[str, ...]
    places: tuple[str, ...]
    read_with: Mapping[str, str]


def picked(part: SheetPart, name: str) -> PickedFigures | None:
    """The figures of a cell, a row or a column by its name in the grid ("7-2", "7-", "0-2"), or those of which it names
    the unit or the scope; None where there are none."""
    row, column = (int(number) if number else None for number in name.split("-"))
    kinds, places = part.figures(row or None, column)
    said = {kind: part.read_with(kind, row or None, column) for kind in kinds}
    return PickedFigures(kinds, places, said) if kinds else None


def fields(found: Review, figures: PickedFigures, told: Callable[[Mapping[str, str | None]], None]) -> None:
    """A field for each tag of some figures; ``told`` takes what was chosen as answers by their questions, None for one
    that is taken back."""
    for kind in figures.kinds:
        keys = [f"{kind}:{place}" for place in figures.places]
        now = {found.answers.get(key, AS_READ) for key in keys}
        given = now.pop() if len(now) == 1 else AS_READ
        where = f"tag-{keys[0]}-{found.draft.sha256[:12] if found.draft else ''}"
        session.keep(where, given)
        st.selectbox(
            say(LABELS[kind]),
            list(dict.fromkeys((AS_READ, *CHOICES[kind], given))),
            format_func=partial(_named, kind, figures.read_with[kind]),
            key=where,
            on_change=_chosen,
            args=(where, keys, told),
            accept_new_options=kind == "unit",
        )


def _named(kind: str, stated: str, choice: str) -> str:
    """A choice in words; that of no correction with what the figures were read with."""
    if choice != AS_READ:
        words = SCOPES if kind == "scope" else TOTALS
        return choice if kind == "unit" else say(words[choice])
    if kind == "total":
        return _("As the sheet was understood")
    return _("As the file states it: {stated}", stated=stated) if stated else _("As the file states it")


def _chosen(where: str, keys: list[str], told: Callable[[Mapping[str, str | None]], None]) -> None:
    choice = str(session.kept(where) or "").strip()
    told(dict.fromkeys(keys, choice or None))


def in_force(found: Review, told: Callable[[Mapping[str, str | None]], None]) -> None:
    """The corrections that hold, each with the button that takes it back."""
    for key, correction in Examination.corrections(found.answers).items():
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            remembered = found.remembered.get(key)
            note = ""
            if remembered:
                said = _("Remembered from revision {revision}: change it where it does not fit.", revision=remembered)
                note = f"  \n:gray[{said}]"
            st.markdown(f":material/edit: {text(_('Corrected: {correction}', correction=say(correction)))}{note}")
            st.button(
                _("Take it back"),
                icon=":material/undo:",
                key=f"take-back-tag-{key}",
                type="tertiary",
                on_click=told,
                args=({key: None},),
            )
