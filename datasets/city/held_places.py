"""The places of many inventories at once as columns, read from the rows of those tables that a verdict hangs on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

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

if TYPE_CHECKING:
    import pyarrow

_SECTOR_MASKS = np.array([MASKS[code] for code in SECTOR_CODES], dtype=np.int64)
_NEAR = np.array([bits(pointers.near(code)) for code in SECTOR_CODES], dtype=np.int64)
_KEYS = ("", "NO", "NE", "IE", "C")
_STATES = np.array([NUMBER, NOT_OCCURRING, OPEN, OPEN, SECRET])
_QUANTITIES = ("energy", *GASES[1:], "co2e")
_GAS = np.array([0, 1, 2, 3, 0])


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
    cells: pyarrow.Table,
    inventory: Integers,
    totals: Totals,
    factor: Callable[[int], YearlyFactor],
    gwp: gases.Gwp,
) -> ReadPlaces:
    """The places of the inventories (``inventory``: for each table its row in the ``totals``) whose cells are given
    (``AllTables.cells``). ``factor`` gives the factors in t/MWh of the city with a number."""
    rows = inventory[cells["place"].to_numpy()]
    order = np.argsort(rows, kind="stable")
    columns = _Columns(cells.take(order), rows[order])
    energy = columns.quantity == 0
    made = totals.computed[columns.inventory]
    numbers = columns.key == 0
    both = np.unique(columns.inventory[energy & numbers & ~made])
    lacking = [row for row in both.tolist() if columns.lacks(row, totals, factor(int(totals.city[row])))]
    columns = columns.at(energy == made)
    tonnes = columns.weighed(totals, factor, gwp)
    places = columns.places(tonnes)
    wanted = np.unique(columns.inventory)
    settled, missing = _boundaries(columns, places, wanted)
    return ReadPlaces(places, wanted, settled, missing, np.asarray(lacking, dtype=np.int64))


class _Columns:
    """Cells as columns, in the order of their inventories."""

    def __init__(self, cells: pyarrow.Table, inventory: Integers) -> None:
        self.cells, self.inventory = cells, inventory
        self.sector = _coded(cells["sector"], SECTOR_CODES)
        self.carrier = _coded(cells["carrier"], CARRIER_CODES)
        self.reference = _coded(cells["gpc_ref"], REFERENCES)
        self.quantity = _coded(cells["quantity"], _QUANTITIES)
        self.key = _coded(cells["notation_key"], _KEYS)
        self.scope = cells["scope"].fill_null(0).to_numpy().astype(np.int64)
        self.amount: Floats = cells["value"].fill_null(0.0).to_numpy().astype(float)
        self.rows = cells["rows"].to_numpy().astype(np.int64)

    def at(self, chosen: Truths) -> _Columns:
        """These cells alone."""
        rows = np.flatnonzero(chosen)
        return _Columns(self.cells.take(rows), self.inventory[rows])

    def lacks(self, row: int, totals: Totals, factor: YearlyFactor) -> bool:
        """Whether one inventory holds energy without emissions beside reported ones."""
        mine = self.cells.slice(*_span(self.inventory, row)).to_pylist()
        year, method = int(totals.year[row]), METHODS[totals.method[row]]
        found = [
            Cell._make((year, method, *(cell[name] for name in _CELL), cell["rows"], "", 0, NEVER, cell["text"]))
            for cell in mine
        ]
        energy = [cell for cell in found if cell.quantity == Quantity.ENERGY]
        reported = [cell for cell in found if cell.quantity != Quantity.ENERGY]
        return bool(without_emissions(energy, reported, factor))

    def weighed(self, totals: Totals, factor: Callable[[int], YearlyFactor], gwp: gases.Gwp) -> Floats:
        """The tonnes of each number: as reported, weighed, or energy times factor; NaN beside a CO2e that counts."""
        weights = np.array([0.0, 1.0, gwp.ch4, gwp.n2o, 1.0])[self.quantity]
        ch4 = self.quantity == GASES.index("ch4")
        by_sector = np.array([gwp.of("CH4", gases.CH4_ORIGINS.get(code)) for code in SECTOR_CODES])
        weights[ch4] = by_sector[self.sector[ch4]]
        tonnes: Floats = self.amount * weights
        used = np.flatnonzero((self.quantity == 0) & (self.key == 0) & (self.amount != 0))
        if len(used):
            tonnes[used] = emissions(self.amount[used], self._factors(used, totals, factor))
        number = self.key == 0
        whole = (self.quantity == len(_QUANTITIES) - 1) & number
        where = _key(self.inventory, self.sector, self.carrier, self.scope, self.reference)
        explained = number & ~whole & (self.quantity > 0) & np.isin(where, where[whole])
        tonnes[explained] = np.nan
        return tonnes

    def _factors(self, used: Integers, totals: Totals, factor: Callable[[int], YearlyFactor]) -> Floats:
        """The factor of each cell of energy, looked up once for each city, year, carrier and sector."""
        city, year = totals.city[self.inventory[used]], totals.year[self.inventory[used]]
        columns = (city, year, self.carrier[used], self.sector[used])
        _, first, where = np.unique(_key(*columns), return_index=True, return_inverse=True)
        found = [
            factor(number)(then, CARRIER_CODES[carrier], SECTOR_CODES[sector]) if carrier else None
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
        counts = np.bincount(where, np.where(number, self.rows[kept], 0), len(keys)).astype(np.int64)
        made = {name: column[first] for name, column in columns.items()}
        return PlaceColumns(**made, tonnes=total, rows=counts, aims=aims)

    def _states(self) -> tuple[Integers, Integers, tuple[pointers.PointedPlace, ...]]:
        """What each cell holds, and what an IE names that leads to a number of its inventory."""
        state, aim = _STATES[self.key], np.full(len(self.key), -1)
        aims: dict[pointers.PointedPlace, int] = {}
        elsewhere = np.flatnonzero(self.key == _KEYS.index("IE"))
        texts = self.cells["text"].take(elsewhere).to_pylist()
        named = [pointers.named_by(text) for text in texts]
        for row, found in zip(elsewhere.tolist(), named, strict=True):
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
        elsewhere = np.flatnonzero(self.key == _KEYS.index("IE"))
        texts = self.cells["text"].take(elsewhere).to_pylist()
        bare[elsewhere] = [pointers.named_by(text) is None for text in texts]
        beside: Truths = bare & (sectors[questions] & _NEAR[self.sector] != 0)
        return beside


_CELL = ("sector", "carrier", "scope", "gpc_ref", "quantity", "notation_key", "value")


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


def _span(inventory: Integers, row: int) -> tuple[int, int]:
    first, last = (int(np.searchsorted(inventory, row, side=side)) for side in ("left", "right"))
    return first, last - first


def _key(*columns: Integers) -> Integers:
    """One number for the values of several columns, in the order of the first, then of the next."""
    key = np.zeros_like(columns[0])
    for column in columns:
        low = int(column.min(initial=0))
        key = key * (int(column.max(initial=0)) - low + 1) + column - low
    return key


def _coded(column: Any, words: tuple[str, ...]) -> Integers:
    """The place of each word among ``words``; that of nothing is 0."""
    found = column.fill_null("").combine_chunks().dictionary_encode()
    places = np.asarray([words.index(word) for word in found.dictionary.to_pylist()] or [0], dtype=np.int64)
    coded: Integers = places[found.indices.to_numpy()]
    return coded
