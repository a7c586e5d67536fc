"""Printed totals against the sum of their parts. A difference is told with both figures and never repaired."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from analytics import numerals, units
from analytics.detection.totals import PrintedTotal
from analytics.digits import Digits
from analytics.problems import Problem, Refused
from analytics.sentences import Sentence
from analytics.vocabulary import Measure
from datasets.checking import total_rows
from datasets.layouts.records import Cell, Printed
from datasets.meaning.fuel_amounts import FUEL
from datasets.meaning.questions import LEAVE_OUT
from datasets.readers.encoding import quoted

if TYPE_CHECKING:
    from datasets.checking.table import Part, Table

Slot = tuple[str, int, str]
COLUMNS = {Measure.ENERGY: "energy_mwh", Measure.EMISSIONS: "emissions_t"}
"""How the figures are called where a printed total is looked at again with the whole inventory."""
MOST_LISTED = 10
"""More totals than these that rounding sets apart from their parts are told together."""


class _Difference(NamedTuple):
    """The warning of a total that differs from the sum of its parts, and whether their last digits can do that much."""

    problem: Problem
    rounding: bool


def compared(table: Table, parts: Sequence[Part], known: Iterable[Printed]) -> Mapping[Slot, tuple[PrintedTotal, ...]]:
    """Compare every printed total with its parts as they were read, warn of those that differ from their sum,
    and give all of them in MWh or t by city, year and method: those that an adapter has ``known``, and the rows of a
    long table that are totals of others.

    A total of parts that were not all read, that measure different things, or that are amounts of fuel, says nothing.
    """
    found: dict[Slot, list[PrintedTotal]] = {}
    for number, part in enumerate(parts):
        rounded: list[Problem] = []
        for printed in chain(known if number == 0 else (), total_rows.printed(table, part)):
            if of := _compared(printed, part, table, rounded):
                found.setdefault(of[0], []).append(of[1])
        together = len(rounded) > MOST_LISTED
        table.account.tell(*([replace(rounded[0], cells=len(rounded))] if together else rounded))
    return {slot: tuple(totals) for slot, totals in found.items()}


def _compared(printed: Printed, part: Part, table: Table, rounded: list[Problem]) -> tuple[Slot, PrintedTotal] | None:
    """One total: a warning where it differs (of those that rounding explains in ``rounded``), and its place in the
    inventory where that can be told."""
    places = np.array(printed.parts, dtype=np.int64)
    places = places[~table.account.ignored[places]]
    values = readings(printed.cell, table.answers)
    if values is None:
        table.account.tell(_unread(printed))
    if values and any(values) and not (len(places) and (part.keys[places] < 0).any()):
        table.account.tell(_alone(printed, table.answers))
        return None
    if not values or not len(places) or table.account.out[places].any():
        return None
    own = {part.unit.values[code] for code in part.unit.codes[places]}
    if None in own or len({unit.quantity for unit in own}) > 1 or any(unit.kind == FUEL for unit in own):
        return None
    first = part.unit.values[part.unit.codes[places[0]]]
    stated = _unit(printed.unit, table.answers)
    unit = stated if stated and stated.quantity == first.quantity else first
    totals = [value * units.factor(unit, units.canonical(unit)) for value in values]
    differing = [_difference(printed, total, unit, places, part) for total in totals]
    fitting = differing.index(None) if None in differing else 0
    if (told := differing[fitting]) is not None:
        if len(values) > 1:
            table.account.tell(_unread(printed))
            return None
        if told.rounding:
            rounded.append(told.problem)
        else:
            table.account.tell(told.problem)
    return _selection(printed, totals[fitting], places, part, table)


def _difference(printed: Printed, total: float, unit: units.Unit, places: np.ndarray, part: Part) -> _Difference | None:
    """How a total differs from the sum of its parts; None where it does not."""
    with_number = places[~np.isnan(part.amounts[places])]
    if not len(with_number):
        return None
    factor = units.factor(unit, units.canonical(unit))
    parts = math.fsum(part.amounts[with_number].tolist())
    own_digit = _rounding(printed.cell.text, factor)
    slack = own_digit
    for place in with_number.tolist():
        own = part.unit.values[part.unit.codes[place]]
        slack += _rounding(part.texts[place].as_py(), units.factor(own, units.canonical(own)))
    apart = abs(total - parts)
    if apart <= max(own_digit, 1e-9 * abs(total)) * (1 + 1e-9):
        return None
    rounding = apart <= slack
    return _Difference(_differs(printed, total / factor, parts / factor, unit.symbol, rounding), rounding)


def _selection(
    printed: Printed, total: float, places: np.ndarray, part: Part, table: Table
) -> tuple[Slot, PrintedTotal] | None:
    """The total by the sectors, the carrier and the scope of its parts, for another look at the whole inventory.

    None where those do not tell its parts from the other cells of the inventory.
    """
    measure = part.measure.codes
    same = ~table.account.settled
    slot = []
    for column in (table.city, table.year, table.method):
        codes = column.codes[places]
        if (codes != codes[0]).any() or column.values[codes[0]] is None:
            return None
        same &= column.codes == codes[0]
        slot.append(column.values[codes[0]])
    kind = part.measure.values[measure[places[0]]]
    same &= part.measure.mask(lambda item: item == kind)
    if printed.scope is not None:
        same &= table.scope.mask(lambda item: item == printed.scope)
    if printed.carrier is not None:
        same &= table.carrier.mask(lambda item: item == printed.carrier)
    sectors = {table.sector.values[code] for code in table.sector.codes[places]}
    within = same & table.sector.mask(lambda item: item in sectors)
    if set(np.flatnonzero(within).tolist()) != set(places.tolist()):
        return None
    named = () if int(within.sum()) == int(same.sum()) else tuple(sorted(sectors))
    column_name = COLUMNS[kind]
    found = PrintedTotal(column_name, total, printed.cell.row, named, printed.carrier, printed.scope)
    return (slot[0], slot[1], slot[2]), found


def readings(cell: Cell, answers: Mapping[str, str]) -> tuple[float, ...] | None:
    """What a printed total says: one number, two where its decimal mark may be either and nobody was asked, none where
    it says nothing; None where it is something else than a number."""
    if cell.kind == "n":
        return (float(cell.text),)
    said = answers.get("decimal")
    styles: tuple[numerals.Decimal, ...] = ("comma",) if said == "comma" else ("point",) if said else ("point", "comma")
    found = [numerals.read_one(cell.text, style) for style in styles]
    values = tuple(dict.fromkeys(reading.value for reading in found if reading.value is not None))
    silent = any(reading.key or reading.fault in ("blank", "dash", "not-available") for reading in found)
    return values if values or silent else None


def _unread(printed: Printed) -> Problem:
    cell = printed.cell
    return Problem(
        "warn",
        "printed-total-unread",
        Sentence("{text} as the printed total ({name})", text=quoted(cell.text), name=printed.named[:60]),
        Sentence("a total that can be read in one way only"),
        Sentence("It was left out, and nothing was compared with it; correct it to have its parts checked."),
        row=cell.row or None,
        column=cell.column or None,
        sheet=cell.sheet,
    )


def _alone(printed: Printed, answers: Mapping[str, str]) -> Problem:
    """A total that is the only figure: nothing else holds what it says, so that leaving it out would lose it."""
    cell, left = printed.cell, answers.get("total-rows") == LEAVE_OUT
    return Problem(
        "warn" if left else "ask",
        "total-alone",
        Sentence("{text} printed as the total ({name}), of which no part holds a figure", text=quoted(cell.text),
                 name=printed.named[:60]),
        Sentence("a total that is the sum of its parts"),
        Sentence("It was left out, as answered.") if left
        else Sentence("Write the figure in a row or column that is no total, or say that it is left out."),
        row=cell.row or None, column=cell.column or None, sheet=cell.sheet,
        key=None if left else "total-rows", choices=() if left else (LEAVE_OUT,),
    )  # fmt: skip


def _unit(text: str, answers: Mapping[str, str]) -> units.Unit | None:
    """The unit that a total is printed in; None where none is named. A plain mass is that of the gas answered."""
    try:
        found = units.unit(text, answers) if text else None
        return units.unit(f"{found.name} {answers['gas']}") if found and found.quantity == units.MASS else found
    except (Refused, KeyError):
        return None


def _rounding(text: str, factor: float) -> float:
    """Half of the last digit that a number shows."""
    digits = re.sub(r"[^0-9.,eE]", "", text)
    if "e" in digits.lower():
        return 0.0
    shown = re.search(r"[.,]([0-9]+)$", digits)
    decimals = len(shown[1]) if shown and not (len(shown[1]) == 3 and len(digits) > 4) else 0
    return 0.5 * 10.0**-decimals * factor


def _differs(printed: Printed, total: float, parts: float, symbol: str, rounded: bool) -> Problem:
    cell = printed.cell
    said = {
        "total": _shown(total),
        "unit": symbol,
        "name": printed.named[:60],
        "sum": _shown(parts),
        "number": len(printed.parts),
        "difference": _shown(total - parts),
    }
    return Problem(
        "warn",
        "printed-total",
        Sentence(
            "{total} {unit} printed as the total ({name}), {sum} {unit} as the sum of its {number} parts: "
            "{difference} {unit} apart, as much as rounding can do",
            **said,
        )
        if rounded
        else Sentence(
            "{total} {unit} printed as the total ({name}), {sum} {unit} as the sum of its {number} parts: "
            "{difference} {unit} apart",
            **said,
        ),
        Sentence("a total that is the sum of its parts"),
        Sentence("The parts were kept as they are; check which of the figures is wrong."),
        row=cell.row or None,
        column=cell.column or None,
        sheet=cell.sheet,
    )


def _shown(value: float) -> Sentence:
    return Sentence("{number}", number=Digits(value, f"{value:,.6f}".rstrip("0").rstrip(".")))
