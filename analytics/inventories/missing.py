"""Places that hold a number in one inventory and none in another, and energy that stands in a total without emissions.

A place is a GPC reference, else a sector and scope; where "not estimated" was written out, also a carrier or a gas.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import fsum
from typing import NamedTuple

from analytics.factors import gases
from analytics.formula import OURS, formula
from analytics.inventories import pointers
from analytics.inventories.cells import Cell
from analytics.inventories.parents import PARTS
from analytics.inventories.weighing import Factor, Weighed
from analytics.text.sentences import Sentence, counted, joined
from analytics.vocabulary import CARRIERS, SECTORS, NotationKey, Quantity

WHOLE = "CO2e"
"""What a place holds where its gases are not kept apart."""
_GASES = (Quantity.CO2.value, Quantity.CH4.value, Quantity.N2O.value)
_NAMED = 5


class Spot(NamedTuple):
    """A place in its finest division. ``gas`` is ``WHOLE``, or the one gas that stands there."""

    sector: str
    carrier: str | None = None
    scope: int | None = None
    gpc_ref: str | None = None
    gas: str = WHOLE

    @property
    def name(self) -> str:
        """The place in words, without its scope and gas."""
        named = self.gpc_ref or SECTORS[self.sector].name
        return joined((named, CARRIERS[self.carrier].name), "comma") if self.carrier else named


class Spots(NamedTuple):
    """The places of one inventory: the tonnes of those in its total, those open (NE, C, an IE that leads nowhere),
    and those settled without a number (NO, an IE that leads to one)."""

    tonnes: Mapping[Spot, float]
    open: frozenset[Spot] = frozenset()
    settled: frozenset[Spot] = frozenset()


NOWHERE = Spots({})


def spots(basis: Sequence[Cell], places: Iterable[Weighed], gwp: gases.Gwp) -> Spots:
    """The places of an inventory from the cells of its total, and from their tonnes as weighed. In t.

    A gas that stands apart is weighed with ``gwp``. Source: our own rule [R].
    """
    tonnes: dict[Spot, list[float]] = {}
    apart = set()
    for place in places:
        where = (place.sector, place.carrier, place.scope, place.gpc_ref)
        if place.basis in ("gases", "CO2"):
            apart.add(where)
        else:
            tonnes.setdefault(Spot(*where), []).append(place.tonnes or 0.0)
    keyed: dict[bool, set[Spot]] = {True: set(), False: set()}
    numbers = pointers.filled(basis)
    for cell in basis:
        where = (cell.sector, cell.carrier, cell.scope, cell.gpc_ref)
        gas = cell.quantity if cell.quantity in _GASES else WHOLE
        if cell.key is not None:
            settled = cell.key == NotationKey.NO or (cell.key == NotationKey.IE and pointers.leads(cell, numbers))
            keyed[settled].add(Spot(*where, gas))
        elif cell.amount is not None and where in apart:
            weight = {_GASES[1]: gwp.of("CH4", gases.CH4_ORIGINS.get(cell.sector)), _GASES[2]: gwp.n2o}.get(gas, 1.0)
            tonnes.setdefault(Spot(*where, gas), []).append(cell.amount * weight)
    summed = {spot: fsum(found) for spot, found in tonnes.items()}
    return Spots(summed, frozenset(keyed[False]), frozenset(keyed[True]))


@formula(
    name=Sentence("Missing places"),
    text=Sentence("On track stands if gap + m ≤ 0.  Behind stands if gap − n > 0.  Else: cannot tell"),
    units=Sentence(
        "m: tonnes of the baseline in places with no figure in the newest inventory; n: tonnes of the newest in "
        "places with none in the baseline; a place is a GPC reference, else a sector and scope, and what is "
        "written as NE"
    ),
    source=OURS,
    mark="R",
    remark=Sentence(
        "Tonnes below zero count on the other side. NO, and an IE that leads to a number, is an answer; C is not."
    ),
    also=(
        "analytics.inventories.missing.spots",
        "analytics.inventories.missing.dropped",
    ),
)
def missing(first: Spots, then: Spots) -> dict[str, float]:
    """What ``first`` holds and ``then`` neither holds nor settles: the tonnes of ``first`` by the names of the places.

    A row that is absent for one carrier of a place with other numbers is no missing place; one that says NE is. Where
    the carriers of ``first`` are not known, NE for one of them leaves open as much as the sector fell. Sectors that
    hold each other answer for each other where an inventory is divided otherwise. Source: our own rule [R].
    """
    found: dict[str, list[float]] = {}
    lost: dict[str, list[float]] = {}
    there = _by_sector(then)
    sectors = {spot.sector for spot in then.tonnes} - {spot.sector for spot in first.tonnes}
    for spot, amount in first.tonnes.items():
        if amount and _open(spot, there.get(spot.sector, NOWHERE), sectors):
            found.setdefault(spot.name, []).append(amount)
            lost.setdefault(spot.sector, []).append(amount)
    unsaid = {spot.sector for spot in first.tonnes if spot.gpc_ref is None and spot.carrier is None}
    for sector in sorted(unsaid & {spot.sector for spot in then.open if spot.gpc_ref is None}):
        fell = _of(sector, first) - _of(sector, then) - fsum(lost.get(sector, ()))
        if fell > 0 and any(spot.sector == sector for spot in then.tonnes):
            found.setdefault(SECTORS[sector].name, []).append(fell)
    return {name: fsum(amounts) for name, amounts in found.items()}


def _by_sector(held: Spots) -> dict[str, Spots]:
    """The spots of an inventory by sector, so that a place is held against those of its own sector alone."""
    found = {}
    for sector in {spot.sector for spot in (*held.tonnes, *held.open, *held.settled)}:
        found[sector] = Spots(
            {spot: amount for spot, amount in held.tonnes.items() if spot.sector == sector},
            frozenset(spot for spot in held.open if spot.sector == sector),
            frozenset(spot for spot in held.settled if spot.sector == sector),
        )
    return found


def dropped(first: Spots, then: Spots) -> dict[str, float]:
    """The tonnes of ``first`` by carrier rows that ``then`` neither has nor writes a key for, beside other carriers of
    the same sector: nobody says whether they fell to nothing. In t. Source: our own rule [R]."""
    there = {(spot.sector, spot.carrier) for spot in (*then.tonnes, *then.open, *then.settled)}
    split = {sector for sector, carrier in there if carrier} - {sector for sector, carrier in there if not carrier}
    found: dict[str, list[float]] = {}
    for spot, amount in first.tonnes.items():
        if amount and spot.carrier and spot.sector in split and (spot.sector, spot.carrier) not in there:
            found.setdefault(spot.name, []).append(amount)
    return {name: fsum(amounts) for name, amounts in found.items()}


def alone(first: Spots, then: Spots) -> tuple[str, ...]:
    """The sectors that hold CO2 alone in one of two inventories, and CO2e in the other."""
    held: list[dict[str, set[str]]] = []
    for spots_ in (first, then):
        by_sector: dict[str, set[str]] = {}
        for spot in spots_.tonnes:
            by_sector.setdefault(spot.sector, set()).add(spot.gas)
        held.append(by_sector)
    only = {_GASES[0]}
    return tuple(
        sorted(
            SECTORS[sector].name
            for sector in held[0].keys() & held[1].keys()
            if (held[0][sector] == only and WHOLE in held[1][sector])
            or (held[1][sector] == only and WHOLE in held[0][sector])
        )
    )


def _of(sector: str, held: Spots) -> float:
    return fsum(amount for spot, amount in held.tonnes.items() if spot.sector == sector)


def _open(spot: Spot, then: Spots, divided: set[str]) -> bool:
    """Whether ``then`` leaves a place open; ``divided`` are its sectors that the other inventory does not have."""
    if _settled(spot, then):
        return False
    there = [other for other in then.tonnes if _same(spot, other)]
    if any(other.carrier in (None, spot.carrier) and _holds(other, spot) for other in there):
        return False
    if spot.carrier and any(
        key.carrier == spot.carrier and _place(key, spot) and _holds(key, spot) for key in then.open
    ):
        return True
    if there:  # other carriers hold numbers there, or other gases do
        return not any(_holds(other, spot) for other in there)
    return not divided & related(spot.sector)


def _place(one: Spot, other: Spot) -> bool:
    return one.sector == other.sector and (one.gpc_ref == other.gpc_ref or None in (one.gpc_ref, other.gpc_ref))


def _same(one: Spot, other: Spot) -> bool:
    """Whether two stand in one place: one reference, or one sector and scope."""
    return _place(one, other) and (one.scope == other.scope or None in (one.scope, other.scope))


def _holds(other: Spot, spot: Spot) -> bool:
    """Whether the gases of ``other`` hold that of ``spot``; CO2 alone is not all of a CO2e."""
    return other.gas in (WHOLE, spot.gas) or (spot.gas == WHOLE and other.gas in _GASES)


def _settled(spot: Spot, then: Spots) -> bool:
    return any(
        _place(key, spot) and (key.carrier is None or spot.carrier in (None, key.carrier)) and _holds(key, spot)
        for key in then.settled
    )


def related(sector: str) -> frozenset[str]:
    """The sectors that hold a sector, and those that it holds."""
    return frozenset({*PARTS.get(sector, ()), *(parent for parent, parts in PARTS.items() if sector in parts)})


def listed(found: Mapping[str, float]) -> str:
    """Places and their tonnes in words, the largest first."""
    ordered = sorted(found.items(), key=lambda item: (-abs(item[1]), item[0]))
    # Translators: a place of an inventory and its tonnes, as in "Waste (1,200 t)".
    named = [Sentence("{place} ({amount:,.0f} t)", place=name, amount=amount) for name, amount in ordered[:_NAMED]]
    places, rest = joined(named, "comma"), len(ordered) - _NAMED
    return (
        counted("{places} and {number} more", "{places} and {number} more", rest, places=places) if rest > 0 else places
    )


@formula(
    name=Sentence("Energy without emissions"),
    text=Sentence("E lacks a place where A > 0 and no figure of emissions stands for it"),
    units=Sentence(
        "A in MWh by sector and carrier; renewable carriers need none, and emissions without any carrier cover all"
    ),
    source=OURS,
    mark="R",
    remark=Sentence(
        "Where emissions are reported, what has none counts as lacking, never as zero: the total gives no verdict."
    ),
)
def without_emissions(energy: Iterable[Cell], reported: Sequence[Cell], factor: Factor) -> tuple[Sentence, ...]:
    """One sentence for each sector and carrier whose energy (MWh) stands beside reported emissions and has none.

    Covered is energy whose sector, or one that holds it or that it holds, has a number (NO, a followed IE or C too)
    for its carrier or without any. NE leaves it open. Emissions that name no carrier at all cover everything, and
    renewable carriers need none. Source: our own rule [R].
    """
    told = [cell for cell in reported if cell.key != NotationKey.NE]
    if not any(cell.amount is not None for cell in reported):
        return ()
    whole = not any(cell.carrier for cell in reported)
    refused = {(cell.sector, cell.carrier, cell.gpc_ref) for cell in reported if cell.key == NotationKey.NE}
    found: dict[tuple[str, str | None], list[float]] = {}
    for cell in energy:
        if cell.amount is None or cell.amount <= 0 or _needs_none(cell, factor):
            continue
        if whole and (cell.sector, None, cell.gpc_ref) not in refused:
            continue
        if not any(_covers(other, cell) for other in told):
            found.setdefault((cell.sector, cell.carrier), []).append(cell.amount)
    return tuple(
        _unweighed(sector, carrier, fsum(amounts))
        for (sector, carrier), amounts in sorted(found.items(), key=lambda item: (item[0][0], item[0][1] or ""))
    )


def _unweighed(sector: str, carrier: str | None, mwh: float) -> Sentence:
    where = SECTORS[sector].within
    if not carrier:
        return Sentence(
            "The energy in {sector} ({energy:,.0f} MWh) has no emissions; the total lacks them.",
            sector=where,
            energy=mwh,
        )
    return Sentence(
        "The energy of {carrier} in {sector} ({energy:,.0f} MWh) has no emissions; the total lacks them.",
        carrier=CARRIERS[carrier].within,
        sector=where,
        energy=mwh,
    )


def _needs_none(cell: Cell, factor: Factor) -> bool:
    if cell.carrier is None:
        return False
    return CARRIERS[cell.carrier].renewable or factor(cell.year, cell.carrier, cell.sector) == 0


def _covers(other: Cell, cell: Cell) -> bool:
    if other.sector not in (cell.sector, *related(cell.sector)):
        return False
    if other.sector == cell.sector and None not in (other.gpc_ref, cell.gpc_ref) and other.gpc_ref != cell.gpc_ref:
        return False
    return cell.carrier is None or other.carrier in (None, cell.carrier)
