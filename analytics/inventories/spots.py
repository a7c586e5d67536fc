"""The places of inventories, one by one and as columns: what each holds, a number or a notation key.

A place is one sector, carrier, scope, GPC reference and gas of one inventory. Columns are numpy arrays with one entry a
place; what a place does not say (a carrier, a scope, a reference) is 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cache
from math import fsum
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from analytics.factors import gases
from analytics.inventories import pointers
from analytics.inventories.cells import Cell
from analytics.inventories.parents import PARTS
from analytics.inventories.weighing import Weighed
from analytics.text.sentences import Sentence, joined
from analytics.vocabulary import CARRIERS, GPC_REFERENCES, SECTORS, NotationKey, Quantity

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]

WHOLE = "CO2e"
"""What a place holds where its gases are not kept apart."""
GASES = (WHOLE, Quantity.CO2.value, Quantity.CH4.value, Quantity.N2O.value)
SECTOR_CODES = tuple(SECTORS)
CARRIER_CODES = ("", *CARRIERS)
REFERENCES = ("", *GPC_REFERENCES)
NUMBER, NOT_OCCURRING, ELSEWHERE, OPEN, SECRET = range(5)
"""What a place holds: a number; NO; an IE that names a place with a number; NE, or an IE that leads to none; C. The
last two leave it open."""


class Spot(NamedTuple):
    """A place in its finest division. ``gas`` is ``WHOLE``, or the one gas that stands there."""

    sector: str
    carrier: str | None = None
    scope: int | None = None
    gpc_ref: str | None = None
    gas: str = WHOLE

    @property
    def name(self) -> str:
        """The place in words, with its GPC reference, without its scope and gas."""
        known = GPC_REFERENCES.get(self.gpc_ref or "")
        sector = SECTORS.get(known.sector if known else self.sector)
        named = sector.name if sector else self.gpc_ref or self.sector
        if sector and self.gpc_ref:
            # Translators: a sector and the GPC reference of the place in it, as in "On-road transport II.1.1".
            named = Sentence("{sector} {reference}", sector=sector.name, reference=self.gpc_ref)
        return joined((named, CARRIERS[self.carrier].name), "comma") if self.carrier else named


class Spots(NamedTuple):
    """The places of one inventory: the tonnes of those in its total, those open (NE, C, an IE that names no place or
    one without a number), those settled without a number (NO, an IE that leads to one), what the IE among these say,
    in how many rows the number of a place stands where these are several, and which of the open ones are C."""

    tonnes: Mapping[Spot, float]
    open: frozenset[Spot] = frozenset()
    settled: frozenset[Spot] = frozenset()
    elsewhere: Mapping[Spot, str] = {}
    rows: Mapping[Spot, int] = {}
    secret: frozenset[Spot] = frozenset()


NOWHERE = Spots({})


def spots(basis: Sequence[Cell], places: Iterable[Weighed], gwp: gases.Gwp) -> Spots:
    """The places of an inventory from the cells of its total, and from their tonnes as weighed. In t.

    A gas that stands apart is weighed with ``gwp``. An IE that names no place is not estimated there: nobody can
    follow it. Source: our own rule [R].
    """
    tonnes: dict[Spot, list[float]] = {}
    apart = set()
    for place in places:
        where = (place.sector, place.carrier, place.scope, place.gpc_ref)
        if place.basis in ("gases", "CO2"):
            apart.add(where)
        else:
            tonnes.setdefault(Spot(*where), []).append(place.tonnes or 0.0)
    keyed: dict[int, set[Spot]] = {state: set() for state in (NOT_OCCURRING, ELSEWHERE, OPEN, SECRET)}
    said: dict[Spot, str] = {}
    rows: dict[Spot, int] = {}
    numbers = pointers.filled(basis)
    for cell in basis:
        where = (cell.sector, cell.carrier, cell.scope, cell.gpc_ref)
        gas = cell.quantity if cell.quantity in GASES else WHOLE
        spot = Spot(*where, gas)
        if cell.key is not None:
            state = state_of(cell.key, cell.text, numbers)
            keyed[state].add(spot)
            if state == ELSEWHERE:
                said[spot] = cell.text or ""
            continue
        if cell.amount is not None and where in apart:
            weight = {GASES[2]: gwp.of("CH4", gases.CH4_ORIGINS.get(cell.sector)), GASES[3]: gwp.n2o}.get(gas, 1.0)
            tonnes.setdefault(spot, []).append(cell.amount * weight)
        rows[spot] = rows.get(spot, 0) + cell.rows
    summed = {spot: fsum(found) for spot, found in tonnes.items()}
    several = {spot: count for spot, count in rows.items() if count > 1 and spot in summed}
    settled, left = keyed[NOT_OCCURRING] | keyed[ELSEWHERE], keyed[OPEN] | keyed[SECRET]
    return Spots(summed, frozenset(left), frozenset(settled), said, several, frozenset(keyed[SECRET]))


def by_name(held: Spots) -> dict[str, float]:
    """The tonnes of an inventory by the names of its places."""
    found: dict[str, float] = {}
    for spot, amount in held.tonnes.items():
        found[spot.name] = found.get(spot.name, 0.0) + amount
    return found


def state_of(key: str, text: str | None, numbers: Iterable[pointers.Filled]) -> int:
    """What a notation key says of its place, of the ``numbers`` of its inventory. Source: our own rule [R]."""
    if key == NotationKey.NO:
        return NOT_OCCURRING
    if key == NotationKey.C:
        return SECRET
    aim = pointers.named_by(text) if key == NotationKey.IE else None
    return ELSEWHERE if aim is not None and aim.filled(numbers) else OPEN


@dataclass(frozen=True)
class PlaceColumns:
    """One row for each place and what it holds, in the order of the inventories.

    ``inventory`` is any number of one. ``sector``, ``carrier``, ``scope``, ``reference`` and ``gas`` are places in
    ``SECTOR_CODES``, ``CARRIER_CODES``, 0 to 3, ``REFERENCES`` and ``GASES``. ``tonnes`` are 0 where ``state`` is no
    ``NUMBER``; ``rows`` is in how many rows a number stands; ``aim`` a place in ``aims``, what an IE names, else -1.
    """

    inventory: Integers
    sector: Integers
    carrier: Integers
    scope: Integers
    reference: Integers
    gas: Integers
    state: Integers
    tonnes: Floats
    rows: Integers
    aim: Integers
    aims: tuple[pointers.PointedPlace, ...] = field(default=())

    def __len__(self) -> int:
        """How many places."""
        return len(self.inventory)

    def at(self, chosen: Any) -> PlaceColumns:
        """These rows alone."""
        columns = {name: getattr(self, name)[chosen] for name in COLUMNS}
        return replace(self, **columns)

    def of(self, inventories: Integers) -> PlaceColumns:
        """The places of each of these inventories (-1 for none), each with its place in that list as its number."""
        first = np.searchsorted(self.inventory, inventories, side="left")
        last = np.searchsorted(self.inventory, inventories, side="right")
        which, rows = ranges(first, np.where(inventories >= 0, last, first))
        return replace(self.at(rows), inventory=which)

    def key(self) -> Integers:
        """One number for the place of each row: its inventory, and all that tells places apart."""
        key = self.inventory
        for name, width in WIDTHS.items():
            key = key * width + getattr(self, name)
        return key

    def spot(self, row: int) -> Spot:
        """One place in words of the vocabulary."""
        return Spot(
            SECTOR_CODES[self.sector[row]],
            CARRIER_CODES[self.carrier[row]] or None,
            int(self.scope[row]) or None,
            REFERENCES[self.reference[row]] or None,
            GASES[self.gas[row]],
        )


WIDTHS = {
    "sector": len(SECTOR_CODES),
    "reference": len(REFERENCES),
    "scope": 4,
    "carrier": len(CARRIER_CODES),
    "gas": len(GASES),
}
"""The columns that name a place, and how many values each can have; the first ones divide the most coarsely."""
COLUMNS = tuple(item.name for item in fields(PlaceColumns) if item.name != "aims")


def columns(held: Sequence[Spots]) -> PlaceColumns:
    """The places of inventories as columns; the place of an inventory in ``held`` is its number."""
    aims: dict[pointers.PointedPlace, int] = {}
    rows: list[tuple[float, ...]] = []
    for number, mine in enumerate(held):
        for spot, amount in mine.tonnes.items():
            rows.append((number, *_coded(spot), NUMBER, amount, mine.rows.get(spot, 1), -1))
        for spot in sorted(mine.open, key=_coded):
            rows.append((number, *_coded(spot), SECRET if spot in mine.secret else OPEN, 0.0, 0, -1))
        for spot in sorted(mine.settled, key=_coded):
            aim = pointers.named_by(mine.elsewhere[spot]) if spot in mine.elsewhere else None
            state = NOT_OCCURRING if aim is None else ELSEWHERE
            rows.append((number, *_coded(spot), state, 0.0, 0, -1 if aim is None else aims.setdefault(aim, len(aims))))
    table = np.asarray(rows, dtype=np.float64).reshape(-1, len(COLUMNS))
    made: dict[str, Any] = {name: table[:, place].astype(np.int64) for place, name in enumerate(COLUMNS)}
    made["tonnes"] = table[:, COLUMNS.index("tonnes")]
    return PlaceColumns(**made, aims=tuple(aims))


@cache
def _coded(spot: Spot) -> tuple[int, int, int, int, int]:
    return (
        SECTOR_CODES.index(spot.sector),
        CARRIER_CODES.index(spot.carrier or ""),
        spot.scope or 0,
        REFERENCES.index(spot.gpc_ref or ""),
        GASES.index(spot.gas),
    )


def ranges(first: Integers, last: Integers) -> tuple[Integers, Integers]:
    """Every number from ``first`` up to ``last``, one range after the other, each with the place of its range."""
    count = last - first
    which = np.repeat(np.arange(len(first)), count)
    within = np.arange(len(which)) - np.repeat(np.cumsum(count) - count, count)
    return which, first[which] + within


def summed(keys: Integers, tonnes: Floats, count: int) -> Floats:
    """The tonnes of each key from 0 up to ``count``."""
    return np.bincount(keys, tonnes, count).astype(np.float64)


def aimed(aim: pointers.PointedPlace, sector: Integers, reference: Integers) -> Truths:
    """Which places, by their columns, an IE names."""
    begun = tuple(f"{name}." for name in aim.references)
    sectors = np.array([code in aim.sectors for code in SECTOR_CODES])
    references = np.array([bool(begun) and f"{name}.".startswith(begun) for name in REFERENCES])
    found: Truths = sectors[sector] | references[reference]
    return found


def related(sector: str) -> frozenset[str]:
    """The sectors that hold a sector, and those that it holds."""
    return frozenset({*PARTS.get(sector, ()), *(parent for parent, parts in PARTS.items() if sector in parts)})


def bits(sectors: Iterable[str]) -> int:
    """Sectors as bits, each at its place in ``SECTOR_CODES``."""
    return sum(1 << SECTOR_CODES.index(code) for code in set(sectors))


RELATED = np.array([bits(related(code)) for code in SECTOR_CODES], dtype=np.int64)
"""For each sector the bits of the sectors that hold it or that it holds."""
