"""What the rows of one inventory say of each other: "included elsewhere" that points at no number, and a parent beside
its parts. Warnings only: nothing is left out by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from math import fsum
from operator import eq

import numpy as np
import pyarrow as pa

from analytics.inventories import parents, pointers
from analytics.inventories.cells import NEVER, Cell
from analytics.inventories.parents import PARTS
from analytics.inventories.pointers import Filled, Pointer
from analytics.text.problems import Problem
from analytics.text.sentences import Sentence
from analytics.vocabulary import GPC_REFERENCES
from datasets.intake.checking import checks
from datasets.intake.checking.coded_columns import CellWords, groups
from datasets.intake.checking.number_cells import KEYS
from datasets.intake.checking.table import CheckedTable
from datasets.intake.checking.word_columns import NumberColumn
from datasets.intake.meaning.sum_words import is_rest
from datasets.intake.readers.encoding import quoted
from datasets.reference import catalogue
from datasets.store.combinations import combined, positions

IE = KEYS.index("IE")
MOST_TOLD = 20
"""Overlaps of one file that are told one by one; the last of them counts the others."""


def pointing(table: CheckedTable, part: NumberColumn) -> None:
    """Warn of each IE that names no place, or one where the inventory holds no number."""
    taken = table.account.taken
    places = positions((part.keys == IE) & taken)
    if not len(places):
        return
    columns = (table.city.codes, table.year.codes, table.method.codes, part.measure.codes)
    numbered = positions((part.keys < 0) & taken)
    codes, _ = combined(*(column[np.concatenate([places, numbered])] for column in columns))
    own, others = codes[: len(places)], codes[len(places) :]
    held = np.isin(others, own)
    numbered, others = numbered[held], others[held]
    _, pairs = combined(others, table.sector.codes[numbered], table.gpc.codes[numbered])
    filled = [(group, Filled(table.sector.values[sector], table.gpc.values[ref])) for group, sector, ref in pairs]
    beside = table.words("notation_key")
    inside = CellWords.of(part.column, part.texts.take(pa.array(places)))
    codes, different = combined(own, inside.codes, beside.codes[places])
    found = [
        Pointer(place, group, inside.words[text] or beside.words[key])
        for place, (group, text, key) in enumerate(different)
    ]
    for place, problem in pointers.without_target(found, filled, named=catalogue.sector_code):
        column = part.column if inside.words[different[place][1]] else beside.name
        table.account.add(replace(problem, column=column), places[codes == place])


def of_its_years(table: CheckedTable, part: NumberColumn) -> None:
    """Warn of a column of figures whose header names a year that is none of its rows: one of the two is wrong."""
    years = {int(year) for year in table.year.values if year is not None}
    if not years or not len(positions(table.account.taken)):
        return
    year = checks.other_year(part.column, next(iter(years)))
    if year is None or year in years:
        return
    table.account.tell(
        Problem(
            "warn",
            "year-in-header",
            quoted(part.column),
            Sentence("figures of the years beside them, such as {year}", year=min(years)),
            Sentence("They were read as those of the years in their rows; check which of the two is right."),
            row=table.sheet.dialect.header_row,
            column=part.column,
        )
    )


def burnt(table: CheckedTable) -> None:
    """Warn of electricity under a GPC reference of fuel that is burnt: what the grid supplies has the next one."""
    burnt_under = {
        ref: other
        for ref in filter(None, table.gpc.values)
        if ref.startswith(("I.", "II.")) and ref.endswith(".1") and (other := f"{ref[:-1]}2") in GPC_REFERENCES
    }
    if not burnt_under:
        return
    electricity = positions(table.carrier.mask(partial(eq, "electricity")) & table.account.taken)
    for (ref,), rows in groups(electricity, table.gpc):
        if ref in burnt_under:
            table.account.add(
                Problem(
                    "warn",
                    "electricity-burnt",
                    Sentence("electricity under {ref}, which is for fuel burnt in the city", ref=ref),
                    Sentence("{other}, for energy from the grid", other=burnt_under[ref]),
                    Sentence("It was kept as it is; check the reference."),
                    column=table.words("gpc_ref").name,
                ),
                rows,
            )


def overlapping(table: CheckedTable, parts: Sequence[NumberColumn]) -> None:
    """Warn of parents that stand beside parts of themselves, at the first row of each. A row whose label says that it
    holds the others only ("Other transport") is no parent."""
    sectors = table.sector.values
    here = {sector for sector in sectors if sector}
    paired = {parent for parent in here & PARTS.keys() if here & set(PARTS[parent])}
    if not paired:
        return
    wanted = paired | {child for parent in paired for child in PARTS[parent]}
    rest = table.label.mask(lambda label: label is not None and is_rest(label))
    mask = table.sector.mask(wanted.__contains__) & ~table.gpc.mask(bool) & ~rest
    places = positions(mask & table.account.taken)
    if not len(places):
        return
    cells: dict[str, list[Cell]] = {}
    first: dict[tuple[str, int, str, str], int] = {}
    for part in parts:
        mine = places[part.keys[places] < 0]
        columns = (table.city, table.year, table.method, table.sector, table.carrier, table.scope, part.quantity)
        for (city, year, method, sector, carrier, scope, quantity), rows in groups(mine, *columns):
            amount = fsum(part.amounts[rows])
            cell = Cell(year, method, sector, carrier, scope, None, quantity, None, amount, 1, "", 0, NEVER)
            cells.setdefault(city, []).append(cell)
            first.setdefault((city, year, method, sector), int(rows[0]))
    _tell(table, cells, first)


def _tell(table: CheckedTable, cells: dict[str, list[Cell]], first: dict[tuple[str, int, str, str], int]) -> None:
    found = [(city, overlap) for city, mine in cells.items() for overlap in parents.overlaps(mine)]
    column = table.words("sector").name
    for done, (city, overlap) in enumerate(found[:MOST_TOLD], start=1):
        place = first[city, overlap.year, overlap.method, overlap.parent]
        problem = table.account.located(replace(overlap.problem(), column=column), place)
        table.account.tell(replace(problem, cells=len(found) - done + 1 if done == MOST_TOLD else 1))
