"""The places of many inventories at once as columns, read from the rows of those tables that a verdict hangs on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

import numpy as np

from analytics.commitment.former_inventories import NO_FORMER, FormerInventories
from analytics.commitment.verdict_tables import KEYS_MASK, MASKS, METHODS, Totals
from analytics.factors import gases
from analytics.factors.emissions import emissions
from analytics.inventories import pointers
from analytics.inventories.cells import NEVER, Cell
from analytics.inventories.missing import without_emissions
from analytics.inventories.spots import (
    CARRIER_CODES,
    ELSEWHERE,
    GASES,
    NOT_OCCURRING,
    NUMBER,
    OPEN,
    REFERENCES,
    SECRET,
    SECTOR_CODES,
    Floats,
    Integers,
    PlaceColumns,
    Truths,
    aimed,
    bits,
    summed,
)
from analytics.inventories.weighing import YearlyFactor
from analytics.vocabulary import Quantity
from datasets.store.formers import FormerTables
from datasets.store.sums import HeldCells, Meaning

_SECTOR_MASKS = np.array([MASKS[code] for code in SECTOR_CODES], dtype=np.int64)
_NEAR = np.array([bits(pointers.near(code)) for code in SECTOR_CODES], dtype=np.int64)
_KEYS = (None, "NO", "NE", "IE", "C")
_STATES = np.array([NUMBER, NOT_OCCURRING, OPEN, OPEN, SECRET])
_QUANTITIES = ("energy", *GASES[1:], "co2e")
_GAS = np.array([0, 1, 2, 3, 0])


class Weighable(NamedTuple):
    """What the weighing of cells has to know of each inventory: the number of its city, and its year."""

    city: Integers
    year: Integers


class ReadPlaces(NamedTuple):
    """The places of some inventories, in the order of their rows in the totals; and of the totals what single places
    alone tell: the rows whose boundary they correct, with it, and those whose energy lacks emissions."""

    places: PlaceColumns
    rows: Integers
    settled: Integers
    missing: Integers
    lacking: Integers

    def corrected(self, totals: Totals) -> Totals:
        """The totals with what the single places of some inventories alone tell of them."""
        settled, missing, lacking = totals.settled.copy(), totals.missing.copy(), totals.lacking.copy()
        settled[self.rows], missing[self.rows] = self.settled, self.missing
        lacking[self.lacking] = True
        return replace(totals, settled=settled, missing=missing, lacking=lacking)


def read(
    cells: HeldCells,
    inventory: Integers,
    totals: Totals,
    factor: Callable[[int], YearlyFactor],
    gwp: gases.Gwp,
) -> ReadPlaces:
    """The places of the inventories (``inventory``: for each table its row in the ``totals``) whose cells are given.
    ``factor`` gives the factors in t/MWh of the city with a number, one object for all cities that share them."""
    rows = inventory[cells.table]
    order = np.argsort(rows, kind="stable")
    columns = _Columns(cells.at(order), rows[order])
    energy = columns.quantity == 0
    made = totals.computed[columns.inventory]
    both = _distinct(columns.inventory[energy & (columns.key == 0) & ~made])
    lacking = [row for row in both.tolist() if columns.lacks(row, totals, factor(int(totals.city[row])))]
    columns = columns.at(energy == made)
    tonnes = columns.weighed(Weighable(totals.city, totals.year), factor, gwp)
    places = columns.places(tonnes)
    wanted = _distinct(columns.inventory)
    settled, missing = _boundaries(columns, places, wanted)
    return ReadPlaces(places, wanted, settled, missing, np.asarray(lacking, dtype=np.int64))


def former(
    tables: FormerTables,
    meaning: Meaning,
    city: Integers,
    factor: Callable[[int], YearlyFactor],
    gwp: gases.Gwp,
    came: Integers,
) -> FormerInventories:
    """The former states of inventories with their places. ``city`` are the numbers of the cities of the states, whose
    factors in t/MWh ``factor`` gives; ``came`` is the revision with which each inventory came."""
    states = tables.states
    if not len(states):
        return NO_FORMER
    cells = tables.cells(meaning)
    order = np.argsort(cells.table, kind="stable")
    columns = _Columns(cells.at(order), cells.table[order])
    withdrawn = states["withdrawn"].to_numpy(zero_copy_only=False)
    inventory, year, since, until = (
        states[name].to_numpy().astype(np.int64) for name in ("inventory", "year", "since", "until")
    )
    energy = columns.quantity == 0
    used, reported = (columns.inventory[(columns.key == 0) & side] for side in (energy, ~energy))
    made = np.isin(columns.inventory, np.setdiff1d(used, reported))
    columns = columns.at(energy == made)
    places = columns.places(columns.weighed(Weighable(city, year), factor, gwp))
    return FormerInventories(inventory, since, until, withdrawn, places, came)


class _Columns:
    """Cells as columns, in the order of their inventories."""

    def __init__(self, cells: HeldCells, inventory: Integers) -> None:
        self.cells, self.inventory, self.key = cells, inventory, cells.key
        self.amount: Floats = cells.amount
        words = zip(*cells.kinds, strict=True) if cells.kinds else [()] * 5
        known = (SECTOR_CODES, CARRIER_CODES, range(4), REFERENCES, _QUANTITIES)
        # The place of each word among the ``known`` ones; that of nothing is 0.
        coded = [
            np.array([names.index(word) if word is not None else 0 for word in column], dtype=np.int64).take(cells.kind)
            for column, names in zip(words, known, strict=True)
        ]
        self.sector, self.carrier, scope, self.reference, self.quantity = coded
        self.scope = np.where(self.key == 0, scope, 0)

    def at(self, chosen: Truths) -> _Columns:
        """These cells alone."""
        rows = np.flatnonzero(chosen)
        return _Columns(self.cells.at(rows), self.inventory[rows])

    @cached_property
    def elsewhere(self) -> tuple[Integers, list[pointers.PointedPlace | None]]:
        """The rows that hold an IE, and what each of them names."""
        rows = np.flatnonzero(self.key == _KEYS.index("IE"))
        return rows, [pointers.named_by(self.cells.texts[said]) for said in self.cells.said[rows].tolist()]

    def lacks(self, row: int, totals: Totals, factor: YearlyFactor) -> bool:
        """Whether one inventory holds energy without emissions beside reported ones."""
        year, method = int(totals.year[row]), METHODS[totals.method[row]]
        first, last = np.searchsorted(self.inventory, [row, row + 1]).tolist()
        found = []
        for place in range(first, last):
            sector, carrier, scope, ref, quantity = self.cells.kinds[self.cells.kind[place]]
            key, said = _KEYS[self.key[place]], int(self.cells.said[place])
            amount = float(self.amount[place]) if key is None else None
            text = self.cells.texts[said] if said >= 0 else None
            where = (sector, carrier, scope if key is None else None, ref, quantity)
            found.append(Cell._make((year, method, *where, key, amount, 1, "", 0, NEVER, text)))
        energy = [cell for cell in found if cell.quantity == Quantity.ENERGY]
        reported = [cell for cell in found if cell.quantity != Quantity.ENERGY]
        return bool(without_emissions(energy, reported, factor))

    def weighed(self, weighable: Weighable, factor: Callable[[int], YearlyFactor], gwp: gases.Gwp) -> Floats:
        """The tonnes of each number: as reported, weighed, or energy times factor; NaN beside a CO2e that counts."""
        weights = np.array([0.0, 1.0, gwp.ch4, gwp.n2o, 1.0])[self.quantity]
        ch4 = self.quantity == GASES.index("ch4")
        by_sector = np.array([gwp.of("CH4", gases.CH4_ORIGINS.get(code)) for code in SECTOR_CODES])
        weights[ch4] = by_sector[self.sector[ch4]]
        tonnes: Floats = self.amount * weights
        used = np.flatnonzero((self.quantity == 0) & (self.key == 0) & (self.amount != 0))
        if len(used):
            tonnes[used] = emissions(self.amount[used], self._factors(used, weighable, factor))
        number = self.key == 0
        whole = (self.quantity == len(_QUANTITIES) - 1) & number
        where = _key(self.inventory, self.sector, self.carrier, self.scope, self.reference)
        explained = number & ~whole & (self.quantity > 0) & np.isin(where, where[whole])
        tonnes[explained] = np.nan
        return tonnes

    def _factors(self, used: Integers, weighable: Weighable, factor: Callable[[int], YearlyFactor]) -> Floats:
        """The factor of each cell of energy, looked up once for all cities that share it, year, carrier and sector."""
        cities, city = np.unique(weighable.city[self.inventory[used]], return_inverse=True)
        chosen = [factor(number) for number in cities.tolist()]
        place = {id(one): number for number, one in enumerate(chosen)}  # of equal ones the last
        whose = np.array([place[id(one)] for one in chosen], dtype=np.int64)[city]
        year = weighable.year[self.inventory[used]]
        columns = (whose, year, self.carrier[used], self.sector[used])
        _, first, where = np.unique(_key(*columns), return_index=True, return_inverse=True)
        found = [
            chosen[number](then, CARRIER_CODES[carrier], SECTOR_CODES[sector]) if carrier else None
            for number, then, carrier, sector in zip(*(column[first].tolist() for column in columns), strict=True)
        ]
        return np.array([np.nan if value is None else value for value in found])[where]

    def places(self, tonnes: Floats) -> PlaceColumns:
        """What each place holds: its numbers added up, and each key once."""
        state, aim, aims = self._states()
        kept = np.flatnonzero((self.key > 0) | ~np.isnan(tonnes))
        columns = {
            "inventory": self.inventory,
            "sector": self.sector,
            "carrier": self.carrier,
            "scope": self.scope,
            "reference": self.reference,
            "gas": _GAS[self.quantity],
            "state": state,
            "aim": aim,
        }
        columns = {name: column[kept] for name, column in columns.items()}
        keys, first, where = np.unique(_key(*columns.values()), return_index=True, return_inverse=True)
        number = self.key[kept] == 0
        total = summed(where, np.where(number, tonnes[kept], 0.0), len(keys))
        counts = np.bincount(where[number], minlength=len(keys))
        made = {name: column[first] for name, column in columns.items()}
        return PlaceColumns(**made, tonnes=total, rows=counts, aims=aims)

    def _states(self) -> tuple[Integers, Integers, tuple[pointers.PointedPlace, ...]]:
        """What each cell holds, and what an IE names that leads to a number of its inventory."""
        state, aim = _STATES[self.key], np.full(len(self.key), -1)
        aims: dict[pointers.PointedPlace, int] = {}
        for row, found in zip(self.elsewhere[0].tolist(), self.elsewhere[1], strict=True):
            if found is not None:
                aim[row] = aims.setdefault(found, len(aims))
        numbers = self.key == 0
        for found, number in aims.items():
            filled = np.unique(self.inventory[numbers & aimed(found, self.sector, self.reference)])
            leads = (aim == number) & np.isin(self.inventory, filled)
            state[leads] = ELSEWHERE
            aim[(aim == number) & ~leads] = -1
        return state, aim, tuple(aims)

    def near(self, questions: Integers, sectors: Integers) -> Truths:
        """Which cells hold an IE that names no place, beside a number next to its own."""
        bare = np.zeros(len(self.key), dtype=bool)
        bare[self.elsewhere[0]] = [named is None for named in self.elsewhere[1]]
        beside: Truths = bare & (sectors[questions] & _NEAR[self.sector] != 0)
        return beside


def _boundaries(columns: _Columns, places: PlaceColumns, wanted: Integers) -> tuple[Integers, Integers]:
    """For each inventory the masks of what NO or a followed IE settles, and of the key sectors that are missing."""
    which = np.searchsorted(wanted, columns.inventory)
    state = columns._states()[0]
    numbers = np.zeros(len(wanted), dtype=np.int64)
    np.bitwise_or.at(numbers, which[columns.key == 0], 1 << columns.sector[columns.key == 0])
    answered = (state == NOT_OCCURRING) | (state == ELSEWHERE) | columns.near(which, numbers)
    settled, covered = (np.zeros(len(wanted), dtype=np.int64) for _ in range(2))
    masks = _SECTOR_MASKS[columns.sector]
    np.bitwise_or.at(settled, which[answered], masks[answered])
    told = answered | (columns.key == 0) | (state == SECRET)
    np.bitwise_or.at(covered, which[told], masks[told])
    return settled, KEYS_MASK & ~covered


def _distinct(rising: Integers) -> Integers:
    """Each of some rising numbers once."""
    return rising[np.flatnonzero(np.diff(rising, prepend=-1))]


def _key(*columns: Integers) -> Integers:
    """One number for the values of several columns, in the order of the first, then of the next."""
    key = np.zeros_like(columns[0])
    for column in columns:
        low = int(column.min(initial=0))
        key = key * (int(column.max(initial=0)) - low + 1) + column - low
    return key
