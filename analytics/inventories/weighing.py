"""From cells to tonnes: reported gases weighed with a GWP set, or energy times factor. One gas in one sum."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import fsum
from typing import NamedTuple

from analytics.factors import emissions, gases
from analytics.formula import GPC, formula
from analytics.inventories.cells import Cell
from analytics.text.sentences import Sentence, joined
from analytics.vocabulary import CARRIERS, SECTOR_GROUPS, SECTORS, Quantity

YearlyFactor = Callable[[int, str, str], float | None]
"""(year, carrier, sector) -> t CO2e per MWh, or None where no sourced factor exists."""

GROUPS = {code: sector.group for code, sector in SECTORS.items()}
# Translators: where methane comes from, as in "CH4 of fossil origin".
_ORIGINS = {"fossil": Sentence("fossil"), "non-fossil": Sentence("non-fossil")}
GASES = (Quantity.CO2.value, Quantity.CH4.value, Quantity.N2O.value)


class Weighed(NamedTuple):
    """The tonnes of one place. ``basis`` is "CO2e" as reported, "gases" weighed, "CO2" alone, or "energy" times factor.

    ``tonnes`` is None where energy has no factor; ``open_mwh`` is then that energy.
    """

    sector: str
    carrier: str | None
    scope: int | None
    gpc_ref: str | None
    tonnes: float | None
    basis: str
    open_mwh: float = 0.0


@formula(
    name="Gases and their potentials",
    text="E = CO₂ + CH₄ × GWP(CH₄) + N₂O × GWP(N₂O)",
    units="t CO₂e; one set of GWPs for the whole series, chosen when it is read",
    source="IPCC assessment reports, see the table of potentials",
    mark="V",
    remark=(
        "Reported CO₂e keeps the set that it was made with and is never restated. CH₄ of fugitive sources is "
        "fossil, of waste and land use non-fossil, where the set tells them apart [R]."
    ),
    also=("analytics.inventories.weighing.effective",),
)
def reported(cells: Iterable[Cell], gwp: gases.Gwp) -> list[Weighed]:
    """Reported emissions by place. Where a place holds CO2e and its gases, the CO2e counts and they only explain it.

    In t. Source: IPCC, potentials over 100 years [V].
    """
    places: dict[tuple[str, str | None, int | None, str | None], dict[str, float]] = {}
    for cell in cells:
        if cell.amount is not None:
            place = places.setdefault((cell.sector, cell.carrier, cell.scope, cell.gpc_ref), {})
            place[cell.quantity] = place.get(cell.quantity, 0.0) + cell.amount
    return [Weighed(*place, *_weighed(place[0], found, gwp)) for place, found in places.items()]


def _weighed(sector: str, found: dict[str, float], gwp: gases.Gwp) -> tuple[float, str]:
    if Quantity.CO2E in found:
        return found[Quantity.CO2E], "CO2e"
    co2, ch4, n2o = (found.get(gas, 0.0) for gas in GASES)
    tonnes = gases.co2e(co2, ch4, n2o, gwp.of("CH4", gases.CH4_ORIGINS.get(sector)), gwp.n2o)
    return tonnes, "CO2" if found.keys() == {Quantity.CO2} else "gases"


def computed(cells: Iterable[Cell], factor: YearlyFactor) -> list[Weighed]:
    """Energy times factor by cell. Of a carrier that was not used (0 MWh) no factor is needed.

    A negative consumption, which nobody takes in, leaves its place open. In t. Source: IPCC 2006 vol. 2, tier 1 [V].
    """
    found = []
    for cell in cells:
        if cell.amount is None:
            continue
        place = (cell.sector, cell.carrier, cell.scope, cell.gpc_ref)
        value = factor(cell.year, cell.carrier, cell.sector) if cell.carrier else None
        if cell.amount == 0:
            found.append(Weighed(*place, 0.0, "energy"))
        elif value is None or cell.amount < 0:
            found.append(Weighed(*place, None, "energy", cell.amount))
        else:
            found.append(Weighed(*place, emissions.emissions(cell.amount, value), "energy"))
    return found


class Total(NamedTuple):
    """One total in t of ``gas`` ("CO2e" or "CO2"); None where there is nothing, or where ``notes`` say why not.

    Sums are exact, so the order of the places does not matter.
    """

    tonnes: float | None = None
    gas: str | None = None
    notes: tuple[str, ...] = ()


NOTHING = Total()


@formula(
    name="Total of a GPC inventory (BASIC)",
    text=Sentence(
        "BASIC = I scopes 1 and 2 (without I.4.4) + II scopes 1 and 2 + III scopes 1 and 3 for waste of the city"
    ),
    units="t CO₂e; BASIC+ rows, grid supply and imported waste are left out",
    source=f"{GPC}; sector tables of CityCatalyst",
    mark="V",
    remark="BASIC and territorial totals overlap and are never added.",
    also=("analytics.inventories.inventory.inventories",),
)
def total(places: Sequence[Weighed]) -> Total:
    """The sum of places. CO2 alone and CO2e make no sum, and a carrier without a factor leaves the whole total open:
    a part is not a total.
    In t. Source: GPC v1.1, notation keys; that an open part leaves the total open is our own rule [R]."""
    if not places:
        return NOTHING
    tonnes = [place.tonnes for place in places if place.tonnes is not None]
    if len(tonnes) < len(places):
        return Total(notes=(_open(places),))
    bases = {place.basis for place in places}
    if {"CO2", "CO2e"} <= bases:
        sectors = joined(sorted({SECTORS[place.sector].name for place in places if place.basis == "CO2"}), "comma")
        note = Sentence("CO2 alone and CO2e are not added: {sectors} holds CO2, other rows CO2e.", sectors=sectors)
        return Total(notes=(note,))
    mixed = {"gases", "CO2e"} <= bases
    notes = (Sentence("Some rows hold CO2e and others the single gases; both are added."),) if mixed else ()
    return Total(fsum(tonnes), "CO2" if bases == {"CO2"} else "CO2e", notes)


def by_group(places: Iterable[Weighed]) -> dict[str, float]:
    """The tonnes of each group of sectors, in the order of the groups, of places that make a total.

    Source: our own grouping [R].
    """
    amounts: dict[str, list[float]] = {}
    for place in places:
        amounts.setdefault(GROUPS[place.sector], []).append(place.tonnes or 0.0)
    return {group: fsum(amounts[group]) for group in SECTOR_GROUPS if group in amounts}


def _open(places: Iterable[Weighed]) -> Sentence:
    open_carriers: dict[tuple[bool, str], float] = {}
    for place in places:
        if place.tonnes is None:
            named = CARRIERS[place.carrier].within if place.carrier else Sentence("energy without a carrier")
            kind = (place.open_mwh < 0, named)
            open_carriers[kind] = open_carriers.get(kind, 0.0) + place.open_mwh
    without, negative = (
        joined(
            (
                # Translators: an energy carrier and its energy.
                Sentence("{carrier} ({energy:,.0f} MWh)", carrier=name, energy=mwh)
                for (below, name), mwh in sorted(open_carriers.items())
                if below == side
            ),
            "comma",
        )
        for side in (False, True)
    )
    if not negative:
        return Sentence("Emissions are not computable: no sourced factor for {carriers}.", carriers=without)
    if not without:
        return Sentence(
            "Emissions are not computable: a negative consumption is none, of {negative}.", negative=negative
        )
    return Sentence(
        "Emissions are not computable: no sourced factor for {carriers}; a negative consumption is none, of "
        "{negative}.",
        carriers=without,
        negative=negative,
    )


class Effective(NamedTuple):
    """The GWP set that tonnes are in, those that could not be restated to the chosen one, and what to say of it."""

    gwp_set: str
    unrestated_t: float = 0.0
    notes: tuple[str, ...] = ()


def effective(places: Iterable[Weighed], stated: str, gwp: gases.Gwp) -> Effective:
    """The set of a total: the chosen one where all was weighed from gases or computed, the ``stated`` one (or
    "unknown") where CO2e was reported, "mixed" where both. Reported CO2e is never restated.
    In t. Source: our own rule [R]."""
    bases: set[str] = set()
    fixed: list[float] = []
    sectors: set[str] = set()
    for place in places:
        bases.add(place.basis)
        if place.basis == "CO2e":
            fixed.append(place.tonnes or 0.0)
        elif place.basis == "gases":
            sectors.add(place.sector)
    # What to say where CH4 of a known origin has a potential of its own. A series is weighed alike, so this is no break
    # in it.
    told = sorted({gases.CH4_ORIGINS[sector] for sector in sectors if sector in gases.CH4_ORIGINS})
    origins = tuple(_of_origin(origin, gwp) for origin in told if gwp.of("CH4", origin) != gwp.ch4)
    if not bases:
        return Effective(stated)
    if "CO2e" not in bases or ("gases" in bases and not any(fixed)):
        return Effective(gwp.name, 0.0, origins)
    if stated == gwp.name:
        return Effective(stated, 0.0, origins)
    kept = fsum(fixed)
    if "gases" not in bases:
        return Effective(stated, kept)
    if stated == "unknown":
        note = Sentence(
            "{emissions:,.0f} t CO2e were reported without saying with which GWP set and could not be restated; all "
            "other rows are in {gwp_set}.",
            emissions=kept,
            gwp_set=gwp.name,
        )
    else:
        note = Sentence(
            "{emissions:,.0f} t CO2e were reported with {stated} and could not be restated; all other rows are in "
            "{gwp_set}.",
            emissions=kept,
            stated=stated,
            gwp_set=gwp.name,
        )
    return Effective("mixed", kept, (note, *origins))


def _of_origin(origin: str, gwp: gases.Gwp) -> Sentence:
    said: dict[str, object] = {
        "gwp_set": gwp.name,
        "origin": _ORIGINS[origin],
        "potential": gwp.of("CH4", origin),
        "other": gwp.ch4,
    }
    if origin in gwp.from_memory:
        return Sentence(
            "{gwp_set} weighs CH4 of {origin} origin with {potential:g}, other CH4 with {other:g} (the value is from "
            "memory).",
            **said,
        )
    return Sentence("{gwp_set} weighs CH4 of {origin} origin with {potential:g}, other CH4 with {other:g}.", **said)
