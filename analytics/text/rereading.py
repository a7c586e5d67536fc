"""Reading a cell of a file again: from its original text and unit to the value that should stand in the store.

A text can have several honest readings, such as 1.234, for which the file was asked when it came in. Then the stored
value has to be one of them.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from analytics import units
from analytics.text import numerals
from analytics.text.header_units import header_unit
from analytics.text.problems import Refused
from analytics.text.sentences import Sentence

AGREES = 1e-12
"""How far a stored value may lie from number x unit step, relative."""


class Reread(NamedTuple):
    """One cell read again. ``number`` and ``step`` are None where text and unit do not say a value by themselves.

    ``step`` is the factor from the original unit to MWh or t. ``agrees`` is False where no reading gives the value.
    ``note`` says why it was not read, or which of several readings the value is.
    """

    number: float | None
    step: float | None
    agrees: bool
    note: str = ""


def reread(text: str, unit_text: str, quantity: str, value: float, answered: tuple[float, ...] = ()) -> Reread:
    """Read the cell behind ``value`` (MWh for energy, t for a gas) again from its text and the text of its unit.

    ``answered`` are the steps that follow from answers kept with the file, such as a density: they go first.
    """
    numbers = numbers_of(text)
    steps = tuple(dict.fromkeys((*answered, *steps_of(unit_text, quantity))))
    if not numbers:
        return Reread(None, None, True, Sentence('The text "{text}" was taken apart when it came in.', text=text))
    if not steps:
        note = Sentence('The unit "{unit}" needs more than its text: the value stands as stored.', unit=unit_text)
        return Reread(None, None, True, note)
    readings = [(number, step) for number in numbers for step in steps]
    found = next((reading for reading in readings if close(reading[0] * reading[1], value)), None)
    if found is None:
        return Reread(*readings[0], False, Sentence("The stored value is none of the readings of the text."))
    several = len({number * step for number, step in readings}) > 1
    return Reread(*found, True, Sentence("One of several readings, settled by an answer.") if several else "")


def close(one: float, other: float) -> bool:
    """Whether two numbers are the same but for a rounding or two."""
    return abs(one - other) <= AGREES * max(abs(one), abs(other))


def numbers_of(text: str) -> tuple[float, ...]:
    """Every number that a text can mean, the surest first; none where it is no number."""
    readings = [numerals.read_one(text, decimal) for decimal in (None, "point", "comma")]
    if readings[0].fault == "unit-in-cell" and (parts := numerals.split_unit(text)):
        return numbers_of(parts[0])
    if (fault := readings[0].fault) in numerals.INNER:
        return numbers_of(numerals.inner(text, fault))
    return tuple(dict.fromkeys(reading.value for reading in readings if reading.value is not None))


@lru_cache(maxsize=4096)
def steps_of(text: str, quantity: str) -> tuple[float, ...]:
    """Every factor to MWh or t that the text of a unit (or of a column header) can mean for a quantity."""
    found = []
    for unit in _units(text):
        if unit.per_head or unit.quantity not in (quantity, units.MASS):
            continue
        to = units.UNITS["t"] if unit.quantity == units.MASS else units.canonical(unit)
        found.append(units.factor(unit, to))
    return tuple(dict.fromkeys(found))


def _units(text: str) -> list[units.Unit]:
    try:
        return [units.unit(text)]
    except Refused as refusal:
        problem = refusal.problems[0]
    if problem.choices and problem.key:
        return [units.unit(text, {problem.key: choice}) for choice in problem.choices]
    headed = header_unit(text)
    return [headed[1]] if headed else []
