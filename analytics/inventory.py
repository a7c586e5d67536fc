"""From the summed cells of one city to its inventories: totals, sectors, completeness, what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from math import fsum
from typing import NamedTuple

from analytics import emissions, gases
from analytics.vocabulary import (
    GPC_CELLS,
    KEY_SECTORS,
    SECTOR_GROUPS,
    SECTORS,
    Measure,
    NotationKey,
    Quantity,
    measure,
)


class Cell(NamedTuple):
    """The rows of one sector, carrier, scope and quantity of one inventory that hold a number, summed; or those that
    hold one and the same notation key, counted.

    ``amount`` is in MWh for energy and in tonnes for a gas, None where ``key`` stands. ``rows`` is how
    many rows of the file stand behind it.
    """

    year: int
    method: str
    sector: str
    carrier: str | None
    scope: int | None
    gpc_ref: str | None
    quantity: str
    key: str | None
    amount: float | None
    rows: int
    source: str
    revision: int
    committed_at: datetime


class Population(NamedTuple):
    """The inhabitants of a city in an inventory year, by the source of that inventory."""

    inhabitants: float
    source: str


class About(NamedTuple):
    """What an inventory says of itself. An unknown GWP set stays "unknown"; it is never assumed."""

    approach: str = "unknown"
    gwp_set: str = "unknown"
    notes: str = ""


Factor = Callable[[int, str, str], float | None]
"""(year, carrier, sector) -> t CO2e per MWh, or None where no sourced factor exists."""


@dataclass(frozen=True)
class Inventory:
    """One city, year and method. ``emissions_t`` is None when it cannot be computed; ``notes`` then says why.

    ``gas`` is "CO2e" or "CO2"; ``computed`` is True when the emissions are energy times factors and were not reported.
    ``keys`` counts the notation keys among the cells that belong to the total. ``counted`` names the key sectors and
    the groups of all other sectors that hold a number, ``settled`` those that hold NO or IE in its place: together
    they are the boundary.
    """

    city_id: str
    year: int
    method: str
    emissions_t: float | None
    gas: str | None
    energy_mwh: float | None
    inhabitants: float | None
    sectors: Mapping[str, float]
    energy_by_carrier: Mapping[str, float]
    keys: Mapping[NotationKey, int]
    missing_key_sectors: tuple[str, ...]
    computed: bool
    about: About
    notes: tuple[str, ...]
    sources: tuple[str, ...]
    revision: int
    committed_at: datetime
    counted: frozenset[str] = frozenset()
    settled: frozenset[str] = frozenset()

    @property
    def per_head_t(self) -> float | None:
        """Tonnes per inhabitant, None without emissions or inhabitants."""
        if self.emissions_t is None or not self.inhabitants:
            return None
        return self.emissions_t / self.inhabitants


def in_total(gpc_ref: str | None, sector: str | None) -> bool:
    """Whether a cell counts in the inventory's total: BASIC for GPC; everything but grid supply elsewhere."""
    if gpc_ref is not None:
        return GPC_CELLS[gpc_ref].level == "BASIC"
    return sector not in ("energy_supply", "other_scope_3")


def inventories(
    city_id: str,
    cells: Iterable[Cell],
    population: Mapping[tuple[int, str], Population],
    about: Mapping[tuple[int, str], About],
    factor: Factor,
    gwp: gases.Gwp,
) -> list[Inventory]:
    """The inventories of one city, oldest first, one for each year and method found in ``cells``.

    Emissions that were reported are used; where only energy was, they are energy times ``factor``. ``gwp`` weighs
    gases that are kept apart; rows that hold only CO2e stay as reported.
    """
    grouped: dict[tuple[int, str], list[Cell]] = {}
    for cell in cells:
        grouped.setdefault((cell.year, cell.method), []).append(cell)
    return [
        _inventory(city_id, group, population.get(key), about.get(key, About()), factor, gwp)
        for key, group in sorted(grouped.items())
    ]


@dataclass
class _Sum:
    """Tonnes by sector group while they are being added. Sums are exact, so the order of the cells does not matter."""

    gas: str | None = None
    amounts: dict[str, list[float]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def add(self, sector: str, tonnes: float) -> None:
        self.amounts.setdefault(SECTORS[sector].group, []).append(tonnes)

    @property
    def sectors(self) -> dict[str, float]:
        return {group: fsum(self.amounts[group]) for group in SECTOR_GROUPS if group in self.amounts}

    @property
    def tonnes(self) -> float | None:
        return fsum(tonnes for group in self.amounts.values() for tonnes in group) if self.amounts else None


def _inventory(
    city_id: str, cells: list[Cell], population: Population | None, about: About, factor: Factor, gwp: gases.Gwp
) -> Inventory:
    counted = [cell for cell in cells if in_total(cell.gpc_ref, cell.sector)]
    reported = [cell for cell in counted if measure(cell.quantity) is Measure.EMISSIONS]
    energy = [cell for cell in counted if cell.quantity == Quantity.ENERGY]
    computed = not any(cell.amount is not None for cell in reported) and any(cell.amount is not None for cell in energy)
    total = _computed(energy, factor) if computed else _reported(reported, gwp)
    basis = energy if computed else reported
    by_carrier: dict[str, list[float]] = {}
    for cell in energy:
        if cell.amount is not None:
            by_carrier.setdefault(cell.carrier or "", []).append(cell.amount)
    sources = sorted({cell.source for cell in cells}) + ([population.source] if population else [])
    newest = max(cells, key=lambda cell: cell.revision)
    return Inventory(
        city_id=city_id,
        year=cells[0].year,
        method=cells[0].method,
        emissions_t=total.tonnes,
        gas=total.gas,
        energy_mwh=fsum(mwh for found in by_carrier.values() for mwh in found) if by_carrier else None,
        inhabitants=population.inhabitants if population else None,
        sectors=total.sectors,
        energy_by_carrier={carrier: fsum(found) for carrier, found in sorted(by_carrier.items())},
        keys=_keys(basis),
        missing_key_sectors=missing_key_sectors(basis),
        computed=computed,
        about=about,
        notes=(*total.notes, *([about.notes] if about.notes else [])),
        sources=tuple(dict.fromkeys(sources)),
        revision=newest.revision,
        committed_at=newest.committed_at,
        counted=_boundary(cell for cell in basis if cell.amount is not None),
        settled=_boundary(cell for cell in basis if cell.key in (NotationKey.NO, NotationKey.IE)),
    )


def _boundary(cells: Iterable[Cell]) -> frozenset[str]:
    """The key sectors that cells belong to, and the groups of all other sectors."""
    codes = {cell.sector for cell in cells}
    return frozenset(name for code in codes for name in SECTORS[code].keys or (SECTORS[code].group,))


def _reported(cells: list[Cell], gwp: gases.Gwp) -> _Sum:
    """Sums reported emissions. Where a place holds CO2e and its gases, the CO2e counts and they only explain it."""
    total = _Sum()
    places: dict[tuple[str, str | None, int | None, str | None], dict[str, float]] = {}
    for cell in cells:
        if cell.amount is not None:
            place = places.setdefault((cell.sector, cell.carrier, cell.scope, cell.gpc_ref), {})
            place[cell.quantity] = place.get(cell.quantity, 0.0) + cell.amount
    seen = {quantity for place in places.values() for quantity in place}
    for (sector, *_), found in places.items():
        if Quantity.CO2E in found:
            tonnes = found[Quantity.CO2E]
        else:
            tonnes = gases.co2e(
                found.get(Quantity.CO2, 0.0),
                found.get(Quantity.CH4, 0.0),
                found.get(Quantity.N2O, 0.0),
                gwp.ch4,
                gwp.n2o,
            )
        total.add(sector, tonnes)
    total.gas = None if not seen else "CO2" if seen == {Quantity.CO2} else "CO2e"
    if Quantity.CO2E in seen:
        alone = {SECTORS[sector].name for (sector, *_), found in places.items() if found.keys() == {Quantity.CO2}}
        if alone:
            listed = ", ".join(sorted(alone))
            total.notes.append(f"CO2 alone and CO2e are not added: {listed} holds CO2, other rows CO2e.")
            total.gas, total.amounts = None, {}
        elif any(Quantity.CO2E not in place for place in places.values()):
            total.notes.append("Some rows hold CO2e and others the single gases; both are added.")
    return total


def _computed(cells: list[Cell], factor: Factor) -> _Sum:
    """Energy times factor. One carrier without a factor leaves the whole total open: a part is not a total.

    Of a carrier that was not used (0 MWh) no factor is needed.
    """
    total = _Sum(gas="CO2e")
    open_carriers: dict[str, float] = {}
    for cell in cells:
        if cell.amount is None:
            continue
        value = factor(cell.year, cell.carrier, cell.sector) if cell.carrier else None
        if cell.amount == 0:
            total.add(cell.sector, 0.0)
        elif value is None:
            name = cell.carrier or "energy without a carrier"
            open_carriers[name] = open_carriers.get(name, 0.0) + cell.amount
        else:
            total.add(cell.sector, emissions.emissions(cell.amount, value))
    if open_carriers:
        listed = ", ".join(f"{name} ({amount:,.0f} MWh)" for name, amount in sorted(open_carriers.items()))
        total.notes.append(f"Emissions are not computable: no sourced factor for {listed}.")
        total.gas, total.amounts = None, {}
    return total


def _keys(cells: Iterable[Cell]) -> dict[NotationKey, int]:
    counts: dict[NotationKey, int] = {}
    for cell in cells:
        if cell.key is not None:
            key = NotationKey(cell.key)
            counts[key] = counts.get(key, 0) + cell.rows
    return {key: counts[key] for key in NotationKey if key in counts}


def missing_key_sectors(cells: Iterable[Cell]) -> tuple[str, ...]:
    """The Covenant key sectors with no number and no key but "not estimated" in these cells.

    A number, NO, IE or C covers a sector, NE or nothing does not (GPC v1.1 and GCoM framework, notation keys; the
    reading of completeness is our own).
    """
    covered = {key for cell in cells if cell.key != NotationKey.NE for key in SECTORS[cell.sector].keys}
    return tuple(key for key in KEY_SECTORS if key not in covered)
