"""A table with one number a row (or a few columns of numbers) to the rows of the store: our own long CSV, the tidy
tables that cities publish, and GPC cell tables. Every column is checked on its distinct words."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from operator import eq
from typing import Any

import numpy as np
import pyarrow as pa

from analytics import units
from analytics.detection.totals import PrintedTotal
from analytics.text.problems import Problem, ask, block
from analytics.text.sentences import Sentence, quoted
from analytics.vocabulary import Quantity
from datasets.intake.checking import (
    checks,
    coherence,
    doubtful_columns,
    population,
    printed_totals,
    repaired_cells,
    row_carriers,
    rows_apart,
    same_place,
    total_rows,
)
from datasets.intake.checking.account import Account
from datasets.intake.checking.number_cells import KEYS
from datasets.intake.checking.ready import Ready
from datasets.intake.checking.stated import Stated, about, grades
from datasets.intake.checking.table import CheckedTable
from datasets.intake.checking.word_columns import NumberColumn
from datasets.intake.layouts import titled_figures
from datasets.intake.layouts.counts import Counts
from datasets.intake.layouts.long_records import IN_THEIR_ROWS, Layout
from datasets.intake.meaning import activity, said_beside, year_words
from datasets.intake.meaning import questions as asked
from datasets.intake.meaning.fields import FIELDS
from datasets.intake.meaning.mapping import Columns, Match, mapped
from datasets.intake.meaning.missing_columns import UNDATED, beside_fuels, left_out, required, without_figures
from datasets.intake.own_files import own_tables
from datasets.intake.readers.source import give_back
from datasets.intake.readers.splitting import side_by_side
from datasets.intake.readers.text_table import TextTable, blank_cells
from datasets.store import CityRecord, PopulationRow, Slot
from datasets.store.combinations import SPAN, combined, positions
from datasets.store.kinds.grades import Grade

SAMPLE_ROWS = 50
OF_ANOTHER_LENGTH = ("short-row", "extra-cell")
"""The refusals of rows of a delimited text that are none of its table."""
SEVERAL_GASES = "t of several gases"
"""The unit of a table without a total of its own: its gases are weighed when they are read."""
GASES = (Quantity.CO2, Quantity.CH4, Quantity.N2O)


@dataclass(frozen=True)
class Tidy:
    """What a table says: rows for the store, and the account of every row of the file."""

    layout: str
    matches: tuple[Match, ...]
    unused: tuple[str, ...]
    problems: list[Problem]
    rows_in: int
    imported: int
    rejected: int
    ignored: int
    rows: Ready | None = None
    slots: tuple[Slot, ...] = ()
    inventories: tuple[dict[str, Any], ...] = ()
    population: tuple[PopulationRow, ...] = ()
    cities: tuple[CityRecord, ...] = ()
    rejected_rows: Mapping[str | None, np.ndarray] = field(default_factory=dict)
    totals: Mapping[tuple[str, int, str], tuple[PrintedTotal, ...]] = field(default_factory=dict)
    about: Mapping[tuple[str, int, str], Stated] = field(default_factory=dict)
    """GWP set and approach as the file states them, by city, year and method."""
    accounts: Mapping[str, str] = field(default_factory=dict)
    """The ids of the cities that have rows, by the accounts that the file states beside them."""
    grades: tuple[Grade, ...] = ()
    """The grades of data quality that the file gives its rows."""


def read(
    sheet: TextTable,
    name: str,
    answers: Mapping[str, str],
    cities: Sequence[CityRecord],
    city: str | None,
    year: int | None,
    layout: Layout | None = None,
    accounts: Mapping[str, str] | None = None,
) -> Tidy:
    """Check every cell of ``sheet`` and give its rows, with one located problem for each fault, in the order of rows.

    ``answers`` settles questions (``questions``); ``city`` and ``year`` stand in for columns that are missing.
    ``accounts`` gives the ids of cities by their accounts on file.
    ``layout`` is what the table was made from, where it was not a long table of its own: problems then point there.
    """
    lines = _around(sheet) if layout is None else layout.origins.beside
    noted, sheet, year = rows_apart.noted(sheet, layout, lines, answers, year)
    plain, layout = layout is None, layout or Layout("long", sheet, IN_THEIR_ROWS)
    made = layout.name != "long"
    samples = _samples(sheet)
    named = asked.unfitting(answers, layout.name, sheet.header) if made else []
    if named:
        answers = {key: answer for key, answer in answers.items() if not key.startswith("column:")}
    columns, problems = mapped(sheet.header, answers, sheet.dialect.header_row, samples, made)
    around, of_rows = lines if plain else [], {each.line for each in noted}
    beside, out = _said_beside(sheet, layout, around, columns, samples, answers, city, of_rows)
    problems += [] if out else _missing(sheet, columns, problems, samples, (city, year), answers, made)
    wrong = asked.faults(answers, sheet.header, sheet.dialect.header_row, tuple(FIELDS))
    faults = [*named, *wrong, *repaired_cells.faults(answers)]
    account = Account(sheet.rows, sheet.header, layout.origins, answers)
    told = [asked.leavable(each) if each.code in OF_ANOTHER_LENGTH else each for each in sheet.problems]
    unread = {key for key, answer in answers.items() if key.startswith(asked.UNREAD) and answer == asked.LEAVE_OUT}
    left = [one for one in told if one.key in unread]
    own = {problem.key for problem in told if problem.severity == "ask"}  # asked better by the layout
    general = [problem for problem in problems if problem.code != "missing-column" or problem.key not in own]
    account.tell(
        *(one.answered(asked.LEFT_OUT) if one in left else one for one in told),
        *([] if out else _titles(sheet, answers)),
        *faults,
        *general,
        *left_out(own_tables.foreign(columns.unused, sheet.header), None if made else sheet.dialect.header_row),
        *([] if made else _activities(sheet, columns, samples)),
    )
    account.tell(*beside)
    kind = layout.name if made else "gpc" if columns.of_references else "long"
    counts = Counts.of(sheet, layout, left)
    if faults or any(problem.code != "missing-column" for problem in problems):
        everything = counts.rows_of(account.rows, account.origins.sheets, np.ones(len(sheet.rows), dtype=bool))
        return Tidy(kind, columns.matches, columns.unused, account.problems(), *counts.none(), rejected_rows=everything)
    if out:
        account.ignored[:] = account.settled[:] = True
    elif problems or beside:
        account.waiting[:] = True
    account.waiting[list(layout.origins.waiting)] = True
    _of_other_kinds(sheet, samples, columns, account, made, noted)
    table = CheckedTable(sheet, answers, columns, account, cities, city, year, accounts or {})
    table.carrier = row_carriers.with_answered(table)
    parts = [table.numbers(values) for values in columns.values]
    if table.length > SPAN:  # else the spans in which the numbers were read would stay beside all that follows
        give_back()
    _held_together(table, parts)
    parts = repaired_cells.carried_out(table, parts)
    people, stated = population.told(table, name), about(table)
    printed = printed_totals.compared(table, parts, layout.origins.printed)
    if not problems:
        doubtful_columns.ask_of_unused(sheet, samples, columns.unused, account, "city" in columns.positions)
    graded = grades(table, parts)  # before the result, which takes the problems that were told so far
    return replace(_result(table, parts, people, kind, name, counts, printed), about=stated, grades=graded)


def _missing(
    sheet: TextTable,
    columns: Columns,
    found: Sequence[Problem],
    samples: Sequence[Sequence[str]],
    of_all: tuple[str | None, int | None],
    answers: Mapping[str, str],
    made: bool,
) -> list[Problem]:
    """What is asked and refused because of columns that are not there, beside what was ``found`` of those that are;
    ``of_all`` are city and year of the whole file, where they were named."""
    row, year = sheet.dialect.header_row, of_all[1]
    other_year = [] if "year" in columns.positions else _of_another_year(columns, year, row)
    if listed := [] if made or found else without_figures(columns, sheet.header, samples, row):
        return [*listed, *other_year]
    if made and not len(sheet.rows):  # of figures that were all refused nothing is known, neither is anything asked
        return other_year
    fuels = [] if made else beside_fuels(columns, answers, row)
    named = (*of_all, answers.get("sector"))
    return [*required(columns, named, sheet.header, samples, row, found, made, answers), *fuels, *other_year]


def _said_beside(
    sheet: TextTable,
    layout: Layout,
    around: Sequence[said_beside.Line],
    columns: Columns,
    samples: Sequence[Sequence[str]],
    answers: Mapping[str, str],
    city: str | None,
    of_rows: Collection[said_beside.Line | None],
) -> tuple[list[Problem], bool]:
    """What is asked because of the names of columns and the texts around a table: its scale, and whether it is an
    inventory; and whether all of it is left out, as answered. Where the year of a line is open, that is asked first.
    A name above nothing stands beside a table that bears its own names. The lines ``of_rows`` speak of some rows
    alone."""
    if "year" not in columns.positions and answers.get("year") == asked.LEAVE_OUT:
        return [UNDATED], True
    row, origins, own = sheet.dialect.header_row, layout.origins, layout.name == "long"
    blank = [name for name, cells in zip(sheet.header, samples, strict=True) if not any(map(str.strip, cells))]
    around = [*[(name, row, None) for name in blank if own and name in columns.unused], *around]
    names = [(column.column, row, None) for column in (columns.values if own else ())]
    scaling = [line for line in (*names, *around, *origins.beside) if line not in of_rows]
    scale = said_beside.scale_asked(scaling, answers, sheet)
    asked_first = {(problem.row, problem.sheet) for problem in sheet.problems if problem.severity == "ask"}
    texts = [line for line in (*around, *origins.outside) if line not in of_rows and line[1:] not in asked_first]
    odd = [line for line in texts if city and doubtful_columns.of_others(line[0], city)]
    odd += titled_figures.doubtful(sheet, texts)
    carriers = sheet.columns[sheet.header.index("carrier")].to_pylist() if "carrier" in sheet.header else []
    titles = doubtful_columns.odd_titles(origins, city or "") if origins.made else ()
    odd += [line for line in titles if line[0] not in carriers]  # else the carrier is asked for beside the same words
    others, out = said_beside.asked(texts, answers, odd)
    return [*scale, *others], out


def _around(sheet: TextTable) -> list[said_beside.Line]:
    """The texts above and below a delimited table, each with its row; of those below it that of the first."""
    first = sheet.dialect.header_row - len(sheet.dialect.titles)
    below = next((problem.row for problem in sheet.problems if problem.code == "footnote"), None)
    above = [(text, max(row, 1), None) for row, text in enumerate(sheet.dialect.titles, first)]
    return [*above, *((text, below, None) for text in sheet.dialect.notes)]


def _samples(sheet: TextTable) -> list[list[str]]:
    """Some cells of each column, from all over a long one: it may be sorted by one of them."""
    if len(sheet.rows) <= SAMPLE_ROWS:
        return [column.to_pylist() for column in sheet.columns]
    some = pa.array(np.linspace(0, len(sheet.rows) - 1, SAMPLE_ROWS, dtype=np.int64))
    return [column.take(some).to_pylist() for column in sheet.columns]


def _held_together(table: CheckedTable, parts: Sequence[NumberColumn]) -> None:
    """What the rows say of each other: sums, rows without a carrier, repeated rows, and what does not agree."""
    if parts:
        coherence.ask_of_sums(table, parts)
        row_carriers.ask_blank(table, parts)
        same_place.settle(table, parts)
        table.duplicates(parts)
        coherence.overlapping(table, parts)
        coherence.burnt(table)
    for part in parts:
        coherence.pointing(table, part)
        coherence.of_its_years(table, part)
    doubtful_columns.ask_of_header(table)


def _activities(sheet: TextTable, columns: Columns, samples: Sequence[Sequence[str]]) -> list[Problem]:
    """What is told of amounts of activity in columns that are not used."""
    unused = set(columns.unused)
    return [
        activity.told(name, int((~blank_cells(column)).sum()), sheet.dialect.header_row)
        for name, column, first in zip(sheet.header, sheet.columns, samples, strict=True)
        if name in unused and activity.named(name) and activity.numeric(first)
    ]


def _of_another_year(columns: Columns, year: int | None, row: int) -> list[Problem]:
    """The refusal of columns of figures whose header names another year than the one that was named for the file."""
    return [
        replace(problem, row=row, column=values.column)
        for values in columns.values
        if (found := checks.other_year(values.column, year))
        for problem in checks.contradiction("year", str(found), str(year)).problems
    ]


def _titles(sheet: TextTable, answers: Mapping[str, str]) -> list[Problem]:
    """The question whether the column names were found in the right row, where texts stand above them."""
    row = sheet.dialect.header_row
    if not sheet.dialect.titles or "header-row" in answers:
        return []
    names = ", ".join(quoted(name) for name in sheet.header[:3])
    return [
        ask(
            "header-row",
            Sentence("{words} above the column names {names}", words=quoted(sheet.dialect.titles[0]), names=names),
            "the column names in row 1",
            Sentence("Say that they stand in row {row}, or delete the rows above them.", row=row),
            row=row,
            key="header-row",
            choices=(str(row),),
        )
    ]


def _of_other_kinds(
    sheet: TextTable,
    samples: Sequence[Sequence[str]],
    columns: Columns,
    account: Account,
    made: bool,
    noted: Sequence[rows_apart.NotedRows],
) -> None:
    """What is settled of rows before any word of them is looked at: cells under no name, rows of kinds, hidden rows,
    and those of which a note speaks."""
    # Refuse cells under no column name: a shifted row has them too. A first column may be a count of rows.
    for place, name in enumerate(sheet.header):
        if place and not name.strip():
            column = sheet.columns[place]
            account.add(
                block(
                    "unnamed-column",
                    "",
                    "a name above every column that holds something",
                    "Name the column or empty it; a number with a comma may need quotation marks.",
                ),
                positions(~blank_cells(column)),
                partial(_under_no_name, column),
            )
    label = columns.positions.get("subsector")
    planned = not made and label is not None and any(map(year_words.elsewhen, filter(None, samples[label])))
    labels = [sheet.header[label]] if label is not None and planned else []
    source = None if made else columns.positions.get("source")
    rows_apart.kinds(sheet, samples, [*columns.unused, *labels], account)
    rows_apart.forecasts(sheet, source, account)
    rows_apart.hidden(sheet, columns.values, account)
    rows_apart.settle_noted(noted, account)


def _under_no_name(column: pa.Array, place: int) -> str:
    return Sentence("{text} under no column name", text=quoted(column[place].as_py()))


def _result(
    table: CheckedTable,
    parts: Sequence[NumberColumn],
    people: tuple[PopulationRow, ...],
    layout: str,
    name: str,
    counts: Counts,
    printed: Mapping[tuple[str, int, str], tuple[PrintedTotal, ...]],
) -> Tidy:
    """The rows that stand ready, with their inventories, and the account of all the others."""
    account, columns = table.account, table.columns
    rows_in, imported, rejected, ignored = counts.after(account.out, account.ignored)
    slots, inventories = _inventories(table, parts)
    cities = {slot.city_id for slot in slots}
    filled = {(slot.city_id, slot.year, slot.method) for slot in slots}
    return Tidy(
        layout=layout,
        matches=columns.matches,
        unused=columns.unused,
        problems=account.problems(),
        rows_in=rows_in,
        imported=imported,
        rejected=rejected,
        ignored=ignored,
        rows=Ready(table, parts, name) if slots else None,
        slots=slots,
        inventories=inventories,
        population=tuple(row for row in people if row[:3] in filled),
        cities=tuple(city for key, city in sorted(table.known.items()) if key in cities),
        accounts={account: city_id for account, city_id in table.accounts.items() if city_id in cities},
        rejected_rows=counts.rows_of(account.rows, account.origins.sheets, account.out),
        totals=printed,
    )


def _inventories(
    table: CheckedTable, parts: Sequence[NumberColumn]
) -> tuple[tuple[Slot, ...], tuple[dict[str, Any], ...]]:
    """The tables of inventories that the rows fill, each with its total (BASIC for GPC) and its notation keys."""
    found: dict[Slot, dict[str, Any]] = {}
    for part in parts:
        sums: dict[tuple[int, ...], np.ndarray] = {}
        for found_here in side_by_side(partial(_sums, table, part), table.account.spans()):
            for group, mine in found_here.items():
                sums[group] = sums.get(group, 0) + mine
        measures, canonical = part.measure.values, [each and units.canonical(each).name for each in part.unit.values]
        for (city, year, method, unit), (*counts, numbers, total) in sums.items():
            slot = Slot(table.city.values[city], table.year.values[year], table.method.values[method], measures[unit])
            keys = {key: int(count) for key, count in zip(KEYS, counts[1:], strict=True) if count}
            _add(found, slot, canonical[unit], int(sum(counts)), float(total) if numbers else None, keys)
    for slot, item in found.items():
        of_units: dict[str, float | None] = item.pop("sums")
        if len(of_units) == 1 or ("t CO2e" in of_units and _explained(table, parts, slot)):
            item["unit"] = "t CO2e" if "t CO2e" in of_units else next(iter(of_units))
            item["total"] = of_units[item["unit"]]
    slots = tuple(sorted(found))
    return slots, tuple(found[slot] for slot in slots)


def _explained(table: CheckedTable, parts: Sequence[NumberColumn], slot: Slot) -> bool:
    """Whether CO2e stands at each place of which single gases are told: they explain it, and its sum is the total."""
    codes = combined(table.sector.codes, table.carrier.codes, table.scope.codes, table.gpc.codes)[0]
    mine = table.account.taken.copy()
    for column, value in zip((table.city, table.year, table.method), slot, strict=False):
        mine &= column.mask(partial(eq, value))
    whole, gases = set(), set()
    for part in parts:
        held = mine & ~np.isnan(part.amounts)
        whole |= set(codes[held & part.quantity.mask(partial(eq, Quantity.CO2E))].tolist())
        gases |= set(codes[held & part.quantity.mask(GASES.__contains__)].tolist())
    return gases <= whole


def _sums(table: CheckedTable, part: NumberColumn, rows: np.ndarray | slice) -> dict[tuple[int, ...], np.ndarray]:
    """For the city, year, method and unit of some rows: how many have no key and each key, how many numbers are in the
    total, and what these add up to."""
    codes, groups = combined(*[column.codes[rows] for column in (table.city, table.year, table.method, part.unit)])
    width = len(KEYS) + 1
    keys = np.bincount(codes * np.int64(width) + np.maximum(part.keys[rows], -1) + 1, minlength=len(groups) * width)
    amounts = part.amounts[rows]
    numbers = total_rows.counted(table, rows) & ~np.isnan(amounts)
    # Longer than a double, so that the total of a million figures is the one that their exact sum rounds to.
    sums = np.zeros(len(groups), dtype=np.longdouble)
    np.add.at(sums, codes[numbers], amounts[numbers])
    counted = np.bincount(codes[numbers], minlength=len(groups))
    return dict(zip(groups, np.column_stack([keys.reshape(len(groups), width), counted, sums]), strict=True))


def _add(
    found: dict[Slot, dict[str, Any]], slot: Slot, unit: str, rows: int, total: float | None, keys: Mapping[str, int]
) -> None:
    """Join one quantity to its table. Several gases have no common total before a GWP set is chosen."""
    blank = {**slot._asdict(), "rows": 0, "total": None, "unit": SEVERAL_GASES, "keys": {}, "sums": {}}
    item = found.setdefault(slot, blank)
    before = item["sums"].setdefault(unit, None)
    item["sums"][unit] = before if total is None else (before or 0.0) + total
    item["rows"] += rows
    for key, count in keys.items():
        item["keys"][key] = item["keys"].get(key, 0) + count
