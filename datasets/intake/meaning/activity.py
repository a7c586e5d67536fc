"""Amounts of activity that a file holds beside its figures: fuel by weight or volume, tonnes of waste, passenger
kilometres, floor areas. They are neither energy nor emissions, and are not kept, which is told."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analytics.text import multiples, numerals
from analytics.text.header_units import header_fuel, header_unit, is_factor_header
from analytics.text.problems import Problem, warn
from analytics.text.sentences import Sentence, counted
from analytics.units import MASS, PER_YEAR
from datasets.reference import catalogue

CODE = "activity-left-out"
_WORDS = catalogue.lexicon("figures")
_CARRIED = rf"{_WORDS.one_of('carried')}[- ]?{_WORDS.one_of('distance')}"
_OF_WASTE = rf"{_WORDS.one_of('mass of waste')} ?(?:of )?(?:{_WORDS.one_of('kind of waste')} )*{_WORDS.one_of('waste')}"
_OF_A_ROW = re.compile(rf"(?:[mk]\.? ?)?(?:[pvt]\.? ?km|{_CARRIED}|{_WORDS.one_of('activity unit')}|{_OF_WASTE})")
"""Units of activity that are no energy, gas or fuel."""


def counted_in(unit: str) -> bool:
    """Whether a unit beside a number says that it is an amount of activity: passenger-km, m², tonnes of waste."""
    yearly = PER_YEAR.sub("", catalogue.folded(unit).strip())
    several = multiples.counted(yearly)
    return _OF_A_ROW.fullmatch(several[1] if several else yearly) is not None


def worded(header: str) -> bool:
    """Whether the name of a column holds a word of activity."""
    words = catalogue.folded(header).replace("-", " ").replace("(", " ").replace(")", " ").split()
    return not _WORDS.words("activity").isdisjoint(words)


def named(header: str) -> bool:
    """Whether a column that is not used counts an activity, by its name or by a unit of fuel, mass or energy in it."""
    if is_factor_header(header):
        return False
    if header_fuel(header):
        return True
    unit = header_unit(header)
    return (unit is not None and unit[1].quantity == MASS) or worded(header)


def numeric(samples: Sequence[str]) -> bool:
    """Whether most of the filled cells of a column are numbers."""
    filled = [text for text in samples if text and text.strip()]
    return bool(filled) and sum(numerals.read_one(text).value is not None for text in filled) * 2 > len(filled)


def told(column: str, cells: int, row: int | None = None, sheet: str | None = None) -> Problem:
    """What is said of the amounts in one column that are not taken."""
    return warn(
        CODE,
        said(column, cells),
        "energy, emissions, or an amount of fuel with its carrier",
        "They were not taken: bring the energy in MWh, or the fuel as the figure of a row with its unit.",
        row=row,
        column=column,
        sheet=sheet,
        cells=cells,
    )


def said(column: str, cells: int) -> Sentence:
    """The amounts of a column in words."""
    return counted(
        '{number:,} amount of activity in the column "{column}", which is neither energy nor emissions',
        '{number:,} amounts of activity in the column "{column}", which are neither energy nor emissions',
        cells,
        column=column[:60],
    )
