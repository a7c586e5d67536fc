"""Texts beside a table that say its figures are in thousands or millions, or in another unit, while the unit at the
figures does not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from analytics.text import multiples
from analytics.text.header_units import header_unit
from analytics.text.problems import Problem
from analytics.text.sentences import Sentence, quoted
from analytics.units import LONGEST_TEXT, Unit, is_spelled, unit_key
from datasets.intake.meaning.fields import FIELDS
from datasets.intake.meaning.questions import CHOICES
from datasets.intake.readers.dialect import folded
from datasets.intake.readers.text_table import TextTable, array_of, blank_cells

Line = tuple[str, int | None, str | None]
"""A text beside a table, with its row and sheet."""
KEY, THOUSANDS = "scale", "thousands"
"""The question, and the answer that each figure is a thousand times as much."""


def asked(texts: Iterable[Line], answers: Mapping[str, str], sheet: TextTable) -> list[Problem]:
    """The question whether the figures are as they stand, at the first text (with its row and sheet) that speaks of
    thousands, or of another unit than those of its kind that stand in the table; none where it was answered."""
    if KEY in answers:
        return []
    found = next((each for each in texts if stated(each[0]) or contradicts(each[0], sheet)), None)
    if found is None:
        return []
    text, row, page = found
    thousands = multiples.in_thousands(text) if stated(text) else _thousandfold(text, sheet)
    whole = Sentence(
        "Write the unit of the figures in full, such as GWh for thousands of MWh; or say that the figures count as "
        "they are written."
    )
    return [
        Problem(
            "ask",
            "scale-stated",
            quoted(text),
            Sentence("a unit that says by itself how much a figure is")
            if stated(text)
            else Sentence("the unit that stands at the figures"),
            Sentence(
                "Say whether the figures are in thousands of the unit that stands there, or count as they are written."
            )
            if thousands
            else whole,
            row=row,
            sheet=page,
            key=KEY,
            choices=CHOICES[KEY] if thousands else CHOICES[KEY][:1],
        )
    ]


def contradicts(text: str, sheet: TextTable) -> bool:
    """Whether a text ends in a unit ("all figures in GWh"), and figures of its kind stand in others alone."""
    found = header_unit(text[: 2 * LONGEST_TEXT])
    if found is None:
        return False
    stem = found[0]
    behind = text.rpartition(stem)[2] if stem else ""
    if stem[-1:].isdigit() and is_spelled(unit_key(behind.strip(" .,;"))):  # "1 MWh = 3.6 GJ" is an amount
        return False
    kind, amount = _amount(found[1])
    used = {each for of, each in map(_amount, _units(sheet)) if of == kind}
    return bool(used) and amount not in used


@lru_cache(maxsize=4096)
def stated(text: str) -> bool:
    """Whether a text says that figures are in thousands or millions; those of inhabitants are others."""
    people = any(word in text.casefold() for word in FIELDS["population"])
    return multiples.stated(text[: 2 * LONGEST_TEXT]) and not people


def scaled(unit: Unit, answers: Mapping[str, str]) -> Unit:
    """The unit of figures that are in thousands of ``unit``, where that was answered; else ``unit``."""
    return replace(unit, times=1000 * unit.times) if answers.get(KEY) == THOUSANDS else unit


def _thousandfold(text: str, sheet: TextTable) -> bool:
    """Whether a text names a unit of which each that stands at figures of its kind is a thousandth."""
    found = header_unit(text[: 2 * LONGEST_TEXT])
    kind, amount = _amount(found[1]) if found else ("", "")
    return all(multiples.larger(used, 1) == amount for of, used in map(_amount, _units(sheet)) if of == kind)


def _units(sheet: TextTable) -> Iterator[Unit]:
    """The units of a table, in its header and in its column of units; a name above nothing states none."""
    for name, column in zip(sheet.header, sheet.columns, strict=True):
        if len(column) and header_unit(name) and blank_cells(column).all():
            continue
        words = array_of(column).unique().to_pylist() if folded(name) in FIELDS["unit"] else []
        yield from (known[1] for said in (name, *(f"({word})" for word in words)) if (known := header_unit(said)))


def _amount(said: Unit) -> tuple[str, str]:
    """What a unit measures, and in what amount: of "kt CO2e", and of "kt", the kilotonne."""
    return "energy" if said.kind == "energy" else f"mass {said.per_head}", said.name.split()[0]
