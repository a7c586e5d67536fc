"""Printed totals against the sum of their parts. A difference is told with both figures and never repaired."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from analytics import units
from analytics.detection.totals import PrintedTotal, beyond
from analytics.text import numerals
from analytics.text.digits import Digits
from analytics.text.problems import Problem, Refused, ask, warn
from analytics.text.sentences import Sentence, quoted
from analytics.vocabulary import Measure
from datasets.intake.checking import shown_numbers, total_rows
from datasets.intake.checking.coded_columns import Coded
from datasets.intake.checking.word_columns import LEAVING
from datasets.intake.layouts.long_records import Printed, SheetCell
from datasets.intake.meaning.fuel_amounts import FUEL
from datasets.intake.meaning.questions import AS_READ, CHOICES, KEEP, LEAVE_OUT, LEFT_OUT
from datasets.intake.meaning.said_beside import scaled
from datasets.store.combinations import combined

if TYPE_CHECKING:
    from datasets.intake.checking.table import CheckedTable
    from datasets.intake.checking.word_columns import NumberColumn

Slot = tuple[str, int, str]
COLUMNS = {Measure.ENERGY: "energy_mwh", Measure.EMISSIONS: "emissions_t"}
"""How the figures are called where a printed total is looked at again with the whole inventory."""
MOST_LISTED = 10
"""So many totals that differ are told one by one, those furthest apart first; the last says how many more there are."""
LEAST_SURE = 100.0
"""[R] A figure so many times as large as the rounding is by no chance what a total and the sum of its parts differ by.
"""
LEAST_PARTS = 2
"""[R] Where one of so many parts is set aside, nothing is left to add up."""
KEY = "printed-totals"
"""The question about totals that differ from their parts."""


class _Sum(NamedTuple):
    """What the parts of a total add up to and how far their digits can be off, in MWh or t, as the file states them;
    ``kept`` is the sum that is kept of them, which is less where they are gross."""

    stated: float
    kept: float
    slack: float
    number: int


class _Told(NamedTuple):
    """A total, the unit in which it is told, the sum it was held against, and how much of its parts was ``left`` out by
    their sector, carrier or year; of what is left out otherwise, such as a hidden row, a total may say that it counts.
    """

    printed: Printed
    total: float
    unit: units.Unit
    sum: _Sum
    rounding: float
    left: float = 0.0

    @property
    def apart(self) -> float:
        """How far the total is from the sum of the parts that count."""
        return self.total - self.sum.stated

    @property
    def explained(self) -> bool:
        """Whether it counts what was left out, too, and differs by nothing else."""
        nearer = abs(self.apart - self.left) < abs(self.apart)
        return nearer and not beyond(self.total - self.left, self.sum.stated, self.rounding)


def compared(
    table: CheckedTable, parts: Sequence[NumberColumn], known: Iterable[Printed]
) -> Mapping[Slot, tuple[PrintedTotal, ...]]:
    """Compare every printed total with its parts as they were read, ask about those that differ from their sum by more
    than rounding and what was left out by its word, and give all of them in MWh or t by city, year and method: those
    that an adapter has ``known``, and the rows of a long table that are totals of others.

    A total of parts that were not all read, that measure different things, or that are amounts of fuel, says nothing.
    One that its parts exceed by the figure of one of them shows that this one adds up others, and is asked about.
    """
    found: dict[Slot, list[PrintedTotal]] = {}
    rounded: list[_Told] = []
    explained: list[_Told] = []
    differing: list[_Told] = []
    twice: set[int] = set()
    inventories, left = _Inventories(table), _left_by_word(table)
    for number, part in enumerate(parts):
        named = table.tags.printed(part, partial(total_rows.cell, table, part))
        for printed in chain(known if number == 0 else (), named, total_rows.printed(table, part)):
            told = _compared(printed, part, table, left)
            if told is None:
                continue
            if told.explained or _before_removals(told, part, table):
                explained.append(told)
            elif beyond(told.total, told.sum.stated, told.rounding):
                differing.append(told)
                twice |= {*_counted_twice(told, part, table)[:1]}
            elif not _agrees(told):
                rounded.append(told)
            if of := _kept(told, part, table, inventories):
                found.setdefault(of[0], []).append(of[1])
    if twice and table.answers.get(total_rows.of_sums(table.answers)) != KEEP:
        places = np.array(sorted(twice), dtype=np.int64)
        total_rows.settle(table, places, table.label.at(places[0]) or "", table.words("sector").name)
        return compared(table, parts, known)
    if differing and table.answers.get(KEY) == LEAVE_OUT:
        for told in differing:
            places = _counting(np.array(told.printed.parts, dtype=np.int64), table)
            whole = inventories.of(places) if len(places) else None
            question = _differs(told, table.answers).answered(LEFT_OUT)
            table.account.leave_out(question, whole[1] if whole else places)
        return compared(table, parts, known)
    # The totals that differ, as one question: those furthest apart, and how many more there are.
    worst = sorted(differing, key=lambda told: -abs(told.apart))
    problems = [_differs(told, table.answers) for told in worst[:MOST_LISTED]]
    if len(worst) > MOST_LISTED:
        problems[-1] = replace(problems[-1], cells=1 + len(worst) - MOST_LISTED)
    table.account.tell(*problems, *_within(explained), *_within(rounded))
    return {slot: tuple(totals) for slot, totals in found.items()}


def _counted_twice(told: _Told, part: NumberColumn, table: CheckedTable) -> list[int]:
    """The parts without which their sum is the total that is printed."""
    places = _counting(np.array(told.printed.parts, dtype=np.int64), table)
    held = [(place, float(part.amounts[place])) for place in places.tolist()]
    least = LEAST_SURE * told.rounding
    found = [place for place, amount in held if abs(amount) >= least and abs(amount + told.apart) <= told.rounding]
    return found if len(held) > LEAST_PARTS else []


def _before_removals(told: _Told, part: NumberColumn, table: CheckedTable) -> bool:
    """Whether a total is that of the emissions alone, and the removals among its parts set it apart from their sum."""
    amounts = part.amounts[_counting(np.array(told.printed.parts, dtype=np.int64), table)]
    removed = float(amounts[amounts < 0].sum())
    return removed < 0 and not beyond(told.total + removed, told.sum.stated, told.rounding)


def _counting(places: np.ndarray, table: CheckedTable) -> np.ndarray:
    """Those of some rows that are neither left out nor asked about as the sum of others."""
    return np.asarray(places[~(table.account.ignored | table.account.settled)[places]])


def _within(rounded: Sequence[_Told]) -> list[Problem]:
    """The totals that rounding, a trifle or what was left out sets apart from their parts; many of them are told as
    one, by that furthest apart."""
    problems = [_differs(told, {KEY: AS_READ}) for told in sorted(rounded, key=lambda told: -abs(told.apart))]
    return problems if len(problems) <= MOST_LISTED else [replace(problems[0], cells=len(problems))]


def _left_by_word(table: CheckedTable) -> np.ndarray:
    """The rows that were left out by an answer about their year, their sector or their carrier."""
    fields = LEAVING.items() if LEAVE_OUT in table.answers.values() else ()
    found = np.zeros(table.length, dtype=bool)
    for field, kind in fields:
        found |= table.left_by_word(field, kind)
    return np.asarray(found & table.account.ignored)


def _compared(printed: Printed, part: NumberColumn, table: CheckedTable, left_by_word: np.ndarray) -> _Told | None:
    """One total beside the sum of its parts; None where it says nothing, which is told where that would lose it."""
    every = np.array(printed.parts, dtype=np.int64)
    places = _counting(every, table)
    if printed.parts and not len(places):  # they were left out, which is told of them
        return None
    values = readings(printed.cell, table.answers)
    if values is None:
        table.account.tell(_unread(printed))
    if values and any(values) and not (len(places) and (part.keys[places] < 0).any()):
        # A total that is the only figure: nothing else holds what it says, so that leaving it out would lose it.
        question = ask(
            "total-alone",
            Sentence(
                "{text} printed as the total ({name}), of which no part holds a figure",
                text=quoted(printed.cell.text),
                name=printed.named[:60],
            ),
            "a total that is the sum of its parts",
            "Write the figure in a row or column that is no total, or say that it is left out.",
            key="total-alone",
            choices=CHOICES["total-alone"],
        )
        table.account.tell(
            printed.cell.located(question.by(table.answers, {LEAVE_OUT: Sentence("It was left out, as answered.")}))
        )
        return None
    if not values or not len(places) or not all(map(partial(_dash, part), places[table.account.out[places]])):
        return None
    own = set(map(part.unit.at, places))
    if None in own or len({unit.quantity for unit in own}) > 1 or any(unit.kind == FUEL for unit in own):
        return None
    first = part.unit.at(places[0])
    stated = None if np.isin(places, table.tags.of_units(part.column)).all() else _unit(printed.unit, table.answers)
    if stated and stated.quantity not in (first.quantity, units.MASS):  # CO2 printed below parts in CO2e
        return None
    unit = scaled(stated if stated and stated.quantity == first.quantity else first, table.answers)
    added = _beside(printed, table.answers) if printed.beside else _sum(places, part, table.answers)
    if added is None:
        return None
    step = units.factor(unit, units.canonical(unit))
    like = Coded(part.unit.codes, [item and (item.quantity, item.kind == FUEL) for item in part.unit.values])
    out = every[left_by_word[every] & _held(like, every, (first.quantity, False))]
    left = _sum(out, part, table.answers) or _Sum(0.0, 0.0, 0.0, 0)
    slack = added.slack + left.slack
    told = [
        _Told(printed, value * step, unit, added, slack + _rounding(printed.cell, value * step, unit), left.stated)
        for value in values
    ]
    return min(told, key=lambda each: (not _agrees(each), abs(each.apart)))


def _dash(part: NumberColumn, place: int) -> bool:
    """Whether a figure that waits for an answer is a dash: whatever it means, it adds nothing to a sum."""
    return numerals.read_one(part.texts[place].as_py() or "").fault == "dash"


def _agrees(told: _Told) -> bool:
    """Whether a total is the sum of its parts to the last digit that it shows."""
    own_digit = _rounding(told.printed.cell, told.total, told.unit)
    return abs(told.total - told.sum.stated) <= max(own_digit, 1e-9 * abs(told.total)) * (1 + 1e-9)


def _sum(places: np.ndarray, part: NumberColumn, answers: Mapping[str, str]) -> _Sum | None:
    """The sum of the parts that hold a number; None where none of them does."""
    with_number = places[~np.isnan(part.amounts[places])]
    if not len(with_number):
        return None
    kept = part.amounts[with_number]
    stated = kept if part.net is None else kept / part.net[with_number]
    slack = 0.0
    for place, amount in zip(with_number.tolist(), stated.tolist(), strict=True):
        unit = scaled(part.unit.at(place), answers)
        slack += _rounding(SheetCell(part.texts[place].as_py()), amount, unit)
    return _Sum(math.fsum(stated.tolist()), math.fsum(kept.tolist()), slack, len(with_number))


def _beside(printed: Printed, answers: Mapping[str, str]) -> _Sum | None:
    """The sum of parts that are no records, in the quantity of the total; None where none of them is a number."""
    amounts, slack = [], 0.0
    for cell, named in printed.beside:
        unit = scaled(units.unit(named), answers)
        step = units.factor(unit, units.canonical(unit))
        value = numerals.read_one(cell.text, "point").value
        if value is not None:
            amounts.append(value * step)
            slack += _rounding(cell, value * step, unit)
    whole = math.fsum(amounts)
    return _Sum(whole, whole, slack, len(amounts)) if amounts else None


class _Inventories:
    """The rows of each inventory of a table, found once for all totals."""

    def __init__(self, table: CheckedTable) -> None:
        self.table = table

    @cached_property
    def codes(self) -> np.ndarray:
        """The number of the inventory (city, year and method) of each row."""
        return combined(self.table.city.codes, self.table.year.codes, self.table.method.codes)[0]

    @cached_property
    def _order(self) -> tuple[np.ndarray, np.ndarray]:
        order = np.argsort(self.codes, kind="stable")
        return order, self.codes[order]

    def of(self, places: np.ndarray) -> tuple[Slot, np.ndarray] | None:
        """The inventory that all of these rows belong to, and its rows; None where they belong to several or none."""
        code = self.codes[places[0]]
        city, year, method = (column.at(places[0]) for column in (self.table.city, self.table.year, self.table.method))
        if (self.codes[places] != code).any() or None in (city, year, method):
            return None
        order, ordered = self._order
        first, last = np.searchsorted(ordered, [code, code + 1])
        rows = order[first:last]
        return (city, year, method), rows[~self.table.account.settled[rows]]


def _kept(
    told: _Told, part: NumberColumn, table: CheckedTable, inventories: _Inventories
) -> tuple[Slot, PrintedTotal] | None:
    """The total as it is kept with its inventory, and its place in it by the sectors, the carrier and the scope of its
    parts; None where its parts are of several inventories."""
    printed = told.printed
    places = _counting(np.array(printed.parts, dtype=np.int64), table)
    if (of := inventories.of(places)) is None:
        return None
    slot, rows = of
    measure = part.measure
    kind = measure.at(places[0])
    mine = rows[_held(measure, rows, kind)]
    if printed.scope is not None:
        mine = mine[_held(table.scope, mine, printed.scope)]
    carriers = set(map(table.carrier.at, places))
    carrier = next(iter(carriers)) if printed.carrier is not None and len(carriers) == 1 else None  # gas oil may be two
    if carrier is not None:
        mine = mine[_held(table.carrier, mine, carrier)]
    sectors = set(map(table.sector.at, places))
    within = mine[_held(table.sector, mine, *sectors)]
    selects = not printed.beside and set(within.tolist()) == set(places.tolist())
    named = () if len(within) == len(mine) else tuple(sorted(sector for sector in sectors if sector))
    cell, added = printed.cell, told.sum
    return slot, PrintedTotal(
        COLUMNS[kind],
        told.total + (added.kept - added.stated) - (told.left if told.explained else 0.0),
        cell.row or None,
        named,
        carrier,
        printed.scope,
        selects,
        added.kept,
        added.number,
        told.rounding,
        str(printed.named)[:60],
        cell.text,
        told.unit.name,
        cell.sheet,
        cell.column or None,
    )


def _held(column: Coded, rows: np.ndarray, *values: object) -> np.ndarray:
    """Which of some rows hold one of the values; several codes may stand for one, such as a sector by its labels."""
    return np.isin(column.codes[rows], [code for code, held in enumerate(column.values) if held in values])


def readings(cell: SheetCell, answers: Mapping[str, str]) -> tuple[float, ...] | None:
    """What a printed total says: one number, two where its decimal mark may be either and nobody was asked, none where
    it says nothing; None where it is something else than a number."""
    if cell.kind == "n":
        shown = answers.get(shown_numbers.DIVIDED) == shown_numbers.AS_SHOWN
        return (float(shown_numbers.as_shown([cell.text], [cell.shown], answers)[0] if shown else cell.text),)
    said = answers.get("decimal")
    styles: tuple[numerals.Decimal, ...] = ("comma",) if said == "comma" else ("point",) if said else ("point", "comma")
    found = [numerals.read_one(cell.text, style) for style in styles]
    values = tuple(dict.fromkeys(reading.value for reading in found if reading.value is not None))
    silent = any(reading.key or reading.fault in ("blank", "dash", "not-available") for reading in found)
    return values if values or silent else None


def _unread(printed: Printed) -> Problem:
    return printed.cell.located(
        warn(
            "printed-total-unread",
            Sentence("{text} as the printed total ({name})", text=quoted(printed.cell.text), name=printed.named[:60]),
            "a total that can be read in one way only",
            "It was left out, and nothing was compared with it; correct it to have its parts checked.",
        )
    )


def _unit(text: str, answers: Mapping[str, str]) -> units.Unit | None:
    """The unit that a total is printed in; None where none is named. A plain mass is that of the gas answered."""
    try:
        found = units.unit(text, answers) if text else None
        return units.of_gas(found, answers["gas"]) if found and found.quantity == units.MASS else found
    except (Refused, KeyError):
        return None


def _rounding(cell: SheetCell, amount: float, unit: units.Unit) -> float:
    """Half of the last digit that the number of a cell shows, in MWh or t; ``amount`` is what it was read as. Marks
    that part thousands show no decimals: without them the digits are the number itself."""
    digits = re.sub(r"[^0-9.,eE]", "", cell.text)
    if "e" in digits.lower():
        return 0.0
    step = units.factor(unit, units.canonical(unit))
    plain = re.sub(r"[.,]", "", digits)
    shown = re.search(r"[.,]([0-9]+)$", digits)
    whole = bool(plain) and cell.kind != "n" and math.isclose(float(plain) * step, abs(amount), rel_tol=1e-9)
    return 0.5 * 10.0 ** -(len(shown[1]) if shown and not whole else 0) * step


def _differs(told: _Told, answers: Mapping[str, str]) -> Problem:
    step = units.factor(told.unit, units.canonical(told.unit))
    said = {
        "total": _shown(told.total / step),
        "unit": told.unit.symbol,
        "name": told.printed.named[:60],
        "sum": _shown(told.sum.stated / step),
        "number": told.sum.number,
        "difference": _shown(told.apart / step),
    }
    found = Sentence(
        "{total} {unit} printed as the total ({name}), {sum} {unit} as the sum of its {number} parts: "
        "{difference} {unit} apart",
        **said,
    )
    if told.explained:
        found = Sentence(
            "{total} {unit} printed as the total ({name}), {sum} {unit} as the sum of its {number} parts: "
            "{difference} {unit} apart, which is what was left out",
            **said,
        )
    elif abs(told.apart) <= told.rounding * (1 + 1e-9):
        found = Sentence(
            "{total} {unit} printed as the total ({name}), {sum} {unit} as the sum of its {number} parts: "
            "{difference} {unit} apart, as much as rounding can do",
            **said,
        )
    elif told.left:
        found = Sentence(
            "{total} {unit} printed as the total ({name}), {sum} {unit} as the sum of its {number} parts: "
            "{difference} {unit} apart; {left} {unit} of its parts were left out",
            left=_shown(told.left / step),
            **said,
        )
    question = ask(
        "printed-total",
        found,
        "a total that is the sum of its parts",
        "Correct the one that is wrong, or say that the figures count as they were read: the difference is kept "
        "and stays a finding.",
        key=KEY,
        choices=CHOICES[KEY],
    )
    kept = Sentence("The parts were kept as they are; check which of the figures is wrong.")
    if told.printed.beside:
        kept = Sentence("The total was kept; check its parts.")
    elif told.explained:
        kept = Sentence("The total is held against the parts that count, without what was left out.")
    return told.printed.cell.located(
        question.answered(kept) if answers.get(KEY) == AS_READ or told.printed.near else question
    )


def _shown(value: float) -> Sentence:
    return Sentence("{number}", number=Digits(value, f"{value:,.6f}".rstrip("0").rstrip(".")))
