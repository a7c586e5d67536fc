"""Which figures of a row of CDP's table are the inventory: the total that the row prints, and its scopes where they add
up to it.

A scope is a whole here: scope 1 may hold processes and land use, scope 3 waste treated elsewhere, of which a BASIC
total takes some and leaves some. So the printed total is the figure, and scopes stand in its place only where they are
that total to its last digit. Without a printed total the inventory is scopes 1 and 2; scope 3 stands beside it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from analytics import units
from analytics.text import numerals
from analytics.text.problems import Problem, Refused, ask
from analytics.text.sentences import Sentence
from analytics.vocabulary import Method, NotationKey
from datasets.intake.layouts.long_records import NOWHERE, Printed, Records, SheetCell
from datasets.intake.meaning.questions import CHOICES, LEAVE_OUT, OF_ZERO, SCOPES_APART

Kind = tuple[int, str]
"""A column of emissions: its scope, 0 for the whole city, and "without" or "grid" energy made for the grid, or "total";
of the whole city "total", "basic" or "basic+"."""
SCOPES = (1, 2, 3)
INSIDE = (1, 2)
BESIDE = "other_scope_3"
"""The sector of emissions of scope 3 that no total holds."""
TONNES = "t CO2e"
"""The unit that CDP asks for, where no column names another one."""
APART, BLANK, PLUS = SCOPES_APART, "scope-blank", "basic-plus"
_BRACKETS = re.compile(r"\(([^()]*(?:co2|co₂|tonne|ton\b)[^()]*)\)", re.IGNORECASE)
_AT_THE_END = re.compile(r"[\s,;:]((?:[kMG]?t|(?:metric |kilo|mega)?tonnes?) ?CO[2₂][ -]?eq?)\s*$")
_PLAIN_TONNES = re.compile(r"(?:metric )?(?:t|tons?|tonnes?)(?: of)? ?co[2₂][ -]?e?q?", re.IGNORECASE)


class CdpRow(NamedTuple):
    """One city and year of the table: its place, what is said of it, its figures, and where a blank scope stands."""

    number: int
    about: Mapping[str, SheetCell]
    held: Mapping[Kind, SheetCell]
    blanks: Mapping[int, SheetCell]

    @property
    def method(self) -> str:
        """The method that the row names."""
        return self.about["method"].text


class CdpFigures:
    """The figures of the rows of one table as they become records; what a row leaves open is gathered, and asked once
    for the file."""

    def __init__(self, records: Records, answers: Mapping[str, str], columns: Iterable[str] = ()) -> None:
        """``answers`` may settle the questions ``APART``, ``BLANK`` and ``PLUS``. ``columns`` are the headers of all
        emissions of the table: the unit that they name is that of a column that names none."""
        self.records, self.answers = records, answers
        named = {unit for column in columns if (unit := _named_unit(column))}
        self._usual = named.pop() if len(named) == 1 else TONNES
        self._factor = cache(self._tonnes)
        self._open: dict[str, list[SheetCell]] = {}
        self._left: dict[str, list[SheetCell]] = {}
        self._alone: list[SheetCell] = []
        self._rounded_off: list[SheetCell] = []
        self._beside: list[SheetCell] = []
        self._first: dict[str, Problem] = {}

    def add(self, row: CdpRow) -> None:
        """Add what counts of one row."""
        scopes = _scopes(row.held)
        printed = self._printed(row)
        plus = row.held.get((0, "basic+"))
        if printed is not None and not self._number(printed) and any(map(self._number, scopes.values())):
            self._of_zero(row, scopes, printed)
        elif printed is None:
            if plus and not scopes:
                self._beyond_basic(row, plus)
            else:
                self._without_total(row, scopes)
        elif counted := self._adding_up(printed, scopes):
            if counted == SCOPES and self._holds_scope_3(row, scopes, printed):
                self._apart(row, scopes, printed, _asked_scope_3(printed))
            else:
                self._add_scopes(row, scopes, counted, printed)
        elif not any(self._number(cell) is not None for cell in scopes.values()):
            self._add_total(row, printed)
        elif self._rounded(printed, scopes):
            self._add_total(row, printed)
            self._rounded_off.append(printed)
        else:
            self._apart(row, scopes, printed, self._asked_apart(scopes, printed))

    def tell(self) -> None:
        """Ask what the rows left open, and say what was left out or stands beside a total."""
        for key, cells in self._open.items():
            self.records.problems.append(replace(self._first[key], cells=len(cells)))
        for cells in self._left.values():
            self.records.leave_out(
                "row-left-out",
                Sentence("rows whose total is not clear"),
                Sentence("The rows were left out, as answered."),
                cells,
            )
        self.records.leave_out(
            "scopes-left-out",
            Sentence("a printed total that its scopes do not add up to"),
            Sentence("The printed total was taken, and its scopes were left out."),
            self._alone,
            0,
        )
        self.records.leave_out(
            "scopes-rounded",
            Sentence("a printed total that its scopes add up to but for rounding"),
            Sentence("The printed total was taken, and its scopes were left out."),
            self._rounded_off,
            0,
        )
        self.records.leave_out(
            "scope-3-beside",
            Sentence("emissions of scope 3 next to a total of scopes 1 and 2"),
            Sentence("They are kept as other scope 3, which is in no total."),
            self._beside,
            0,
        )

    def _printed(self, row: CdpRow) -> SheetCell | None:
        """The total that a row prints for its method; None where it prints none that is a number."""
        order = ("basic", "total") if row.method == Method.GPC else ("total", "basic")
        cells = [row.held[0, kind] for kind in order if (0, kind) in row.held]
        return next((cell for cell in cells if self._number(cell) is not None), None)

    def _number(self, cell: SheetCell) -> float | None:
        if cell.kind == "n":
            return float(cell.text)
        styles: tuple[numerals.Decimal, ...] = ("point", "comma")
        answered = styles[::-1] if self.answers.get("decimal") == "comma" else styles
        readings = (numerals.read_one(cell.text, style).value for style in answered)
        return next((number for number in readings if number is not None), None)

    def _unit(self, column: str) -> str:
        return _named_unit(column) or self._usual

    def _tonnes(self, column: str) -> float:
        """How many tonnes one unit of a column is; 1 where that is asked about later."""
        try:
            return units.factor(units.unit(self._unit(column)), TONNES)
        except Refused:
            return 1.0

    def _amount(self, cell: SheetCell) -> float | None:
        number = self._number(cell)
        return None if number is None else number * self._factor(cell.column)

    def _holds_scope_3(self, row: CdpRow, scopes: Mapping[int, SheetCell], printed: SheetCell) -> bool:
        """Whether a total of a GPC row that is not called BASIC holds scope 3, of which BASIC takes the waste
        alone."""
        basic = row.held.get((0, "basic"))
        return row.method == Method.GPC and printed is not basic and bool(scopes.get(3) and self._number(scopes[3]))

    def _adding_up(self, printed: SheetCell, scopes: Mapping[int, SheetCell]) -> tuple[int, ...]:
        """The scopes that are the printed total to its last digit; none where they are not."""
        total = self._amount(printed) or 0.0
        for counted in (SCOPES, INSIDE):
            numbers = [self._amount(scopes[scope]) for scope in counted if scope in scopes]
            held = [number for number in numbers if number is not None]
            if held and math.isclose(math.fsum(held), total, rel_tol=1e-9, abs_tol=1e-6):
                return counted
        return ()

    def _rounded(self, printed: SheetCell, scopes: Mapping[int, SheetCell]) -> bool:
        """Whether scopes 1 and 2, or all three, differ from the total by no more than their last digits can do."""
        total = self._amount(printed) or 0.0
        for counted in (SCOPES, INSIDE):
            cells = [scopes[scope] for scope in counted if scope in scopes]
            numbers = [number for cell in cells if (number := self._amount(cell)) is not None]
            slack = math.fsum(_half_digit(cell.text) * self._factor(cell.column) for cell in (printed, *cells))
            if len(numbers) == len(counted) and abs(math.fsum(numbers) - total) <= slack:
                return True
        return False

    def _apart(self, row: CdpRow, scopes: Mapping[int, SheetCell], printed: SheetCell, asked: Problem) -> None:
        """A row whose scopes are not its printed total, or lack one of it, or of which the total holds scope 3."""
        answer = self._answer(APART)
        if answer == "scopes":
            self._without_total(row, scopes)
        elif answer == LEAVE_OUT:
            self._left.setdefault(APART, []).append(printed)
        else:
            with self._waiting(APART, printed, asked):
                self._add_total(row, printed)
            if answer:
                self._alone.append(printed)

    def _of_zero(self, row: CdpRow, scopes: Mapping[int, SheetCell], printed: SheetCell) -> None:
        """A row that prints 0 beside scopes that are more: no answer for all rows makes that its total."""
        key = f"{APART}:{printed.row}"
        answer = self.answers.get(key)
        if answer == LEAVE_OUT:
            self._left.setdefault(key, []).append(printed)
            return
        first = len(self.records)
        self._without_total(row, scopes)
        if answer != "scopes":
            self.records.waiting += range(first, len(self.records))
            fix = Sentence("Say whether scopes 1 and 2 count in this row, or leave it out.")
            self._first[key] = replace(self._asked_apart(scopes, printed), key=key, choices=OF_ZERO, fix=fix)
            self._open[key] = [printed]

    def _beyond_basic(self, row: CdpRow, plus: SheetCell) -> None:
        """A row that prints its BASIC+ total alone, which holds more than BASIC and says not how much."""
        if row.method != Method.GPC:
            self._add_total(row, plus)
        elif self._answer(PLUS) == LEAVE_OUT:
            self._left.setdefault(PLUS, []).append(plus)
        else:
            own = {**row.about, "method": row.about["method"].saying(Method.OWN.value)}
            with self._waiting(PLUS, plus, _asked_plus(plus)):
                self._add_total(row._replace(about=own), plus)

    def _without_total(self, row: CdpRow, scopes: Mapping[int, SheetCell]) -> None:
        """A row of which no total is printed: its scopes 1 and 2, where it says something of both. Nothing but zeros
        says nothing."""
        zeros = not any(self._number(cell) or numerals.read_one(cell.text).key for cell in row.held.values())
        blank = [scope for scope in INSIDE if scope not in scopes or zeros]
        if not blank:
            self._add_scopes(row, scopes, INSIDE)
            return
        cells = {scope: scopes.get(scope) or row.blanks.get(scope, NOWHERE) for scope in blank}
        where = next((cell for cell in cells.values() if cell.row), next(iter(row.held.values())))
        answer = self._answer(BLANK)
        if answer == LEAVE_OUT:
            self._left.setdefault(BLANK, []).append(where)
            return
        filled = {**scopes, **{scope: cell.saying(answer or NotationKey.NE) for scope, cell in cells.items()}}
        with self._waiting(BLANK, where, _asked_blank(blank, where)):
            self._add_scopes(row, filled, INSIDE)

    def _answer(self, key: str) -> str | None:
        answer = self.answers.get(key)
        return answer if answer in CHOICES[key] else None

    @contextmanager
    def _waiting(self, key: str, cell: SheetCell, asked: Problem) -> Iterator[None]:
        """The records that are added meanwhile wait for the answer to a question, where it has none yet."""
        first = len(self.records)
        yield
        if self._answer(key) is None:
            self.records.waiting += range(first, len(self.records))
            self._open.setdefault(key, []).append(cell)
            self._first.setdefault(key, asked)

    def _asked_apart(self, scopes: Mapping[int, SheetCell], printed: SheetCell) -> Problem:
        numbers = [number for cell in scopes.values() if (number := self._amount(cell)) is not None]
        return _asked(
            APART,
            Sentence(
                "{total} printed as the total, and {sum} as the sum of the scopes next to it (scopes {scopes})",
                total=printed.text,
                sum=f"{math.fsum(numbers) / self._factor(printed.column):,.10g}",
                scopes=", ".join(map(str, sorted(scopes))),
            ),
            Sentence("scopes that add up to the printed total"),
            Sentence("Say whether the printed totals count, or scopes 1 and 2, or leave such rows out."),
            printed,
        )

    def _add(self, row: CdpRow, cell: SheetCell, sector: str, scope: int) -> int:
        unit = self._unit(cell.column)
        label = " ".join(_BRACKETS.sub(" ", cell.column).split())
        said = {
            **row.about,
            "sector": cell.saying(sector),
            "subsector": cell.saying(label),
            "scope": cell.saying(str(scope)) if scope else NOWHERE,
            "unit": cell.saying(unit),
        }
        return self.records.add(cell, said, row.number)

    def _add_grid(self, row: CdpRow) -> dict[int, int]:
        """The energy made for the grid, which stands beside every total; the place of each scope's record."""
        return {
            scope: self._add(row, cell, "energy_supply", scope)
            for scope in SCOPES
            if (cell := row.held.get((scope, "grid"))) is not None
        }

    def _add_total(self, row: CdpRow, total: SheetCell) -> None:
        self._add(row, total, "total", 0)
        self._add_grid(row)

    def _add_scopes(
        self, row: CdpRow, scopes: Mapping[int, SheetCell], counted: tuple[int, ...], printed: SheetCell | None = None
    ) -> None:
        """The scopes of a row, those that are not ``counted`` beside the total; printed totals are compared."""
        grid = self._add_grid(row)
        inside = []
        for scope, cell in sorted(scopes.items()):
            place = self._add(row, cell, "total" if scope in counted else BESIDE, scope)
            if scope in counted:
                inside.append(place)
            elif self._number(cell):
                self._beside.append(cell)
            whole = row.held.get((scope, "total"))
            if whole is not None and whole.column != cell.column:
                parts = (place, grid[scope]) if scope in grid else (place,)
                self.records.printed.append(Printed(whole, parts, whole.column, self._unit(whole.column), scope=scope))
        unread = next((row.held[0, kind] for kind in ("basic", "total") if (0, kind) in row.held), None)
        if total := printed or (unread if unread and self._number(unread) is None else None):
            self.records.printed.append(Printed(total, tuple(inside), total.column, self._unit(total.column)))


def _scopes(held: Mapping[Kind, SheetCell]) -> dict[int, SheetCell]:
    """The figure of each scope: without the energy made for the grid, where the row tells it apart."""
    found = {}
    for scope in SCOPES:
        whole = held.get((scope, "total"))
        cell = held.get((scope, "without")) or (None if _made_for_grid(held.get((scope, "grid"))) else whole)
        if cell is not None:
            found[scope] = cell
    return found


def _made_for_grid(grid: SheetCell | None) -> bool:
    return grid is not None and bool(numerals.read_one(grid.text, "point").value)


def _named_unit(column: str) -> str:
    """The unit that the header of a column names, in brackets or at its end; "" where it names none."""
    named = _BRACKETS.search(column) or _AT_THE_END.search(column)
    if named is None:
        return ""
    return TONNES if _PLAIN_TONNES.fullmatch(named[1].strip()) else named[1].strip()


def _half_digit(text: str) -> float:
    """Half of the last digit that a number shows."""
    decimals = re.search(r"[.,]([0-9]{1,2}|[0-9]{4,})$", text.strip())
    return 0.5 * 10.0 ** -(len(decimals[1]) if decimals else 0)


def _asked_plus(plus: SheetCell) -> Problem:
    return _asked(
        PLUS,
        Sentence("{total} as a BASIC+ total, without a BASIC total or scopes", total=plus.text),
        Sentence("a BASIC total, or scopes 1 and 2"),
        Sentence("A BASIC+ total holds more than BASIC: say whether it is kept as a total by the city's own method."),
        plus,
    )


def _asked_scope_3(total: SheetCell) -> Problem:
    return _asked(
        APART,
        Sentence("{total} printed as the city total, which holds all of scope 3", total=total.text),
        Sentence("a BASIC total, or a total of scopes 1 and 2"),
        Sentence("Say whether the printed totals count, or scopes 1 and 2, or leave such rows out."),
        total,
    )


def _asked_blank(blank: list[int], cell: SheetCell) -> Problem:
    return _asked(
        BLANK,
        Sentence("no figure of scope {scopes}, and no total", scopes=" + ".join(map(str, blank))),
        Sentence("a printed total, or scopes 1 and 2"),
        Sentence("Say which notation key stands for such scopes, or leave such rows out."),
        cell,
    )


def _asked(key: str, found: str, expected: str, fix: str, cell: SheetCell) -> Problem:
    return ask(
        key,
        found,
        expected,
        fix,
        row=cell.row or None,
        column=cell.column or None,
        sheet=cell.sheet,
        key=key,
        choices=CHOICES[key],
    )
