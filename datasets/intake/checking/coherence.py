"""What the rows of one inventory say of each other: rows that are the sum of rows beside them, with nothing in their
words that says so, of which it is asked whether both count; and as warnings "included elsewhere" that points at no
number, a parent beside its parts, and what contradicts its column or reference."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain, combinations
from math import fsum
from operator import eq
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from analytics.inventories import parents, pointers
from analytics.inventories.cells import NEVER, Cell
from analytics.inventories.parents import PARTS
from analytics.inventories.pointers import Filled, Pointer
from analytics.text.problems import warn
from analytics.text.sentences import Sentence, quoted
from analytics.vocabulary import GPC_REFERENCES, SECTORS
from datasets.intake.checking import checks, total_rows
from datasets.intake.checking.coded_columns import CellWords, Column, groups
from datasets.intake.checking.number_cells import KEYS
from datasets.intake.checking.table import CheckedTable
from datasets.intake.checking.word_columns import NumberColumn
from datasets.intake.meaning.questions import KEEP
from datasets.intake.meaning.sum_words import is_rest
from datasets.reference import catalogue
from datasets.store.combinations import combined, positions

IE = KEYS.index("IE")
MOST_TOLD = 20
"""Overlaps of one file that are told one by one; the last of them counts the others."""
SHARE = 0.01
"""How far a row may be from the sum of the others and still look like it: printed sums are often slightly off."""
NEAR = 0.1
"""[R] How far a sector may be from the sum of its parts and still be asked about: both would be counted."""
LEAST_PARTS = 2
"""A row beside a single other one is its sum only where the two are equal."""
ENERGY_WORDS = frozenset({"energy", "stationary", "stationary energy"})
"""What all use of energy is called; where nothing else is said our table of sectors keeps it as buildings."""
NO_ENERGY = frozenset({"waste", "solid_waste", "wastewater", "ippu", "afolu", "other", "other_scope_3", "total"})
"""The sectors of which a row of all energy holds nothing."""


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
        warn(
            "year-in-header",
            quoted(part.column),
            Sentence("figures of the years around them, such as {year}", year=min(years)),
            "They were read as those of the years in their rows; check which of the two is right.",
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
                warn(
                    "electricity-burnt",
                    Sentence("electricity under {ref}, which is for fuel burnt in the city", ref=ref),
                    Sentence("{other}, for energy from the grid", other=burnt_under[ref]),
                    "It was kept as it is; check the reference.",
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


class _Look(NamedTuple):
    """Which rows may be the sum of which others: those that are alike in every one of ``groups``; and ``near`` which
    share of it they are asked about."""

    groups: tuple[np.ndarray, ...]
    whole: np.ndarray
    inside: np.ndarray
    near: float = SHARE


def ask_of_sums(table: CheckedTable, parts: Sequence[NumberColumn]) -> None:
    """Ask whether rows that look like the sum of others are left out, or do as was answered."""
    if table.answers.get(total_rows.of_sums(table.answers)) == KEEP:
        return
    found = [_sums(table, parts, look) for look in (*_blanks(table), *_energy(table), *_parents(table))]
    places = np.unique(np.concatenate(found)) if found else np.zeros(0, dtype=np.int64)
    places = places[~table.told_totals[places]]
    if not len(places):
        return
    column = table.words("sector").name or table.words("gpc_ref").name
    total_rows.settle(table, places, table.label.at(places[0]) or "", column)


def _blanks(table: CheckedTable) -> Iterator[_Look]:
    """Rows that name no carrier, place or scope beside rows of the same sector that name one. The sector is meant as it
    is written: what stands below it may be known as another."""
    place, general = table.words("subsector"), table.words("sector")
    sector = table.sector.codes if general.name is None else general.codes
    columns: dict[str, Column] = {"carrier": table.carrier, "scope": table.scope, "place": place}
    named = {name: column.codes for name, column in columns.items()}
    parted = {
        name: column.mask(lambda value: value not in (None, ""))
        for name, column in columns.items()
        if len({value in (None, "") for value in column.values}) > 1
    }
    known = (table.city.codes, table.year.codes, table.method.codes, table.gpc.codes, sector)
    for count in range(1, len(parted) + 1):
        for blank in combinations(parted, count):
            whole = ~np.logical_or.reduce([parted[name] for name in blank])
            inside = np.logical_and.reduce([parted[name] for name in blank])
            inside &= np.isin(sector, np.unique(sector[whole]))
            if inside.any():
                rest = tuple(codes for name, codes in named.items() if name not in blank)
                yield _Look((*known, *rest), whole, inside)


def _energy(table: CheckedTable) -> Iterator[_Look]:
    """Rows of all energy, beside the sectors that used it: those that stand still, or transport as well."""
    general, place = table.words("sector"), table.words("subsector")
    if not any(catalogue.normal_label(word) in ENERGY_WORDS for word in general.words):
        return
    whole = general.mask(lambda word: catalogue.normal_label(word) in ENERGY_WORDS) & place.mask(lambda word: not word)
    if not whole.any():
        return
    traffic = SECTORS["transport"].group
    used = table.sector.mask(lambda sector: sector is not None and sector not in NO_ENERGY) & ~whole
    still = used & ~table.sector.mask(lambda sector: sector is not None and SECTORS[sector].group == traffic)
    known = (table.city.codes, table.year.codes, table.method.codes)
    for inside in (used, still):
        yield _Look(known, whole, inside)
        yield _Look((*known, table.carrier.codes, table.scope.codes), whole, inside)


def _parents(table: CheckedTable) -> Iterator[_Look]:
    """Rows of a sector beside those of its parts, in the carrier and the scope that it names, or in all where it names
    none. What holds the others only ("Other transport") is no sum of them; it may be one of its parts ("Other
    vehicles")."""
    here = sorted({*table.sector.values} & PARTS.keys() - {"total"})
    if not here:
        return
    rest, referred = table.label.mask(lambda label: label is not None and is_rest(label)), table.gpc.mask(bool)
    known = (table.city.codes, table.year.codes, table.method.codes)
    columns: dict[str, Column] = {"carrier": table.carrier, "scope": table.scope}
    for parent in here:
        inside = table.sector.mask(PARTS[parent].__contains__) & ~referred
        whole = table.sector.mask(partial(eq, parent)) & ~rest & ~referred
        for blank in chain.from_iterable(combinations(columns, count) for count in range(len(columns) + 1)):
            silent = [columns[name].mask(lambda value: value is None) for name in blank]
            silent_whole = np.logical_and.reduce([whole, *silent])
            if silent_whole.any() and inside.any():
                named = [column.codes for name, column in columns.items() if name not in blank]
                yield _Look((*known, *named), silent_whole, inside, NEAR)


def _sums(table: CheckedTable, parts: Sequence[NumberColumn], look: _Look) -> np.ndarray:
    """The positions of the rows that are a sum in each column of numbers in which they hold one."""
    rows = positions((look.whole | look.inside) & table.account.taken)
    fits, held = np.zeros(len(rows), dtype=bool), np.zeros(len(rows), dtype=bool)
    differs = np.zeros(len(rows), dtype=bool)
    for part in parts:
        amounts = part.amounts[rows]
        numbers = ~np.isnan(amounts) & (part.keys[rows] < 0)
        codes, groups = combined(*(column[rows] for column in look.groups), part.quantity.codes[rows])
        inside, whole = look.inside[rows] & numbers, look.whole[rows] & numbers
        sums = np.bincount(codes[inside], weights=amounts[inside], minlength=len(groups))[codes]
        number = np.bincount(codes[inside], minlength=len(groups))[codes]
        alone = np.bincount(codes[whole], minlength=len(groups))[codes] == 1
        apart = np.abs(np.where(whole, amounts, 0.0) - sums)
        close = apart <= np.where(number >= LEAST_PARTS, look.near, 1e-9) * np.abs(sums)
        equal = whole & alone & (number > 0) & (sums != 0) & close
        held |= whole
        fits |= equal
        differs |= whole & ~equal
    return np.asarray(rows[held & fits & ~differs])
