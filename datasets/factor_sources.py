"""Where a factor can come from: the city itself, its own plants, the national tables, the IPCC. One result for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from analytics.factors import electricity, heat
from analytics.factors.emissions import blend, factor_t_per_mwh
from analytics.factors.gases import Gwp, co2e
from analytics.problems import Refused
from analytics.vocabulary import CARRIERS, SECTORS, Approach
from datasets import catalogue
from datasets.store import CityFactor, LocalEnergy

Kind = Literal["city", "blend", "local", "national", "ipcc", "missing"]
CATEGORIES = {"Transport": "road", "Tertiary": "commercial", "Municipal": "commercial", "Industry": "industry"}
"""IPCC category of combustion by sector group; everything else is read as residential."""
STATED = "stated by the city"
COMPUTED = "computed from what the city states"
MARKS = ("verified", "secondary", "from memory", STATED, COMPUTED)


@dataclass(frozen=True)
class FactorUse:
    """The factor of one carrier, sector and year, with where it is from; or why there is none.

    ``value`` in t of ``gas`` (CO2e or CO2) per MWh of net calorific value, None when ``kind`` is missing. ``co2``,
    ``ch4`` and ``n2o`` are its parts in t of each gas per MWh, None where the source gives no parts.
    ``biogenic`` is the memo item: t CO2 per MWh of sustainable biomass, in no total. ``formula`` shows the arithmetic,
    ``reason`` says why this one was taken, or why not. ``location_based`` stands beside a local electricity factor:
    the same without certified purchases. ``mark`` is how well it is sourced. ``others`` are the choices passed over.
    """

    year: int
    carrier: str
    used_for: str
    gas: str
    value: float | None
    kind: Kind
    source: str
    edition: str = ""
    mark: str = ""
    co2: float | None = None
    ch4: float | None = None
    n2o: float | None = None
    biogenic: float = 0.0
    formula: str = ""
    reason: str = ""
    location_based: float | None = None
    others: tuple[FactorUse, ...] = ()


@dataclass(frozen=True)
class Asked:
    """What a factor is asked for. ``gas`` is CO2e or CO2, ``used_for`` stationary or transport."""

    year: int
    carrier: str
    sector: str
    country: str
    approach: str
    gas: str
    gwp: Gwp
    edition: str | None = None

    @property
    def used_for(self) -> str:
        """Transport or stationary: as finely as cities and the IPCC's road tables tell factors apart."""
        return "transport" if self.category == "road" else "stationary"

    @property
    def category(self) -> str:
        """The IPCC category of combustion of the sector."""
        return CATEGORIES.get(SECTORS[self.sector].group, "residential")

    def use(self, kind: Kind, value: float | None, source: str, **more: object) -> FactorUse:
        """A result for this question."""
        return FactorUse(self.year, self.carrier, self.used_for, self.gas, value, kind, source, **more)  # type: ignore[arg-type]

    def missing(self, source: str, reason: str) -> FactorUse:
        """No factor from this source, and why."""
        return self.use("missing", None, source, reason=reason)

    def weighed(self, co2: float, ch4: float, n2o: float) -> float:
        """The three gases in t/MWh as the gas asked for."""
        return co2 if self.gas == "CO2" else float(co2e(co2, ch4, n2o, self.gwp.ch4, self.gwp.n2o))


def _why(refusal: Refused) -> str:
    problem = refusal.problems[0]
    return f"{problem.found[0].upper()}{problem.found[1:]}; expected {problem.expected}."


def national(asked: Asked) -> FactorUse:
    """The national factor of consumed electricity of that very year, in one edition (JRC NEEFE)."""
    try:
        found = catalogue.electricity_factor(
            asked.country, asked.year, asked.approach, asked.gas, edition=asked.edition
        )
    except Refused as refusal:
        return asked.missing("national electricity factors", _why(refusal))
    return asked.use(
        "national", found.value_t_per_mwh, found.source, edition=found.edition, mark=found.mark,
        co2=found.value_t_per_mwh if asked.gas == "CO2" else None,
        formula="national emissions of generation ÷ national final consumption; grid losses are inside",
        reason=f"The national factor of {found.country} in {asked.year}.",
    )  # fmt: skip


def ipcc(asked: Asked, sustainable: bool = True) -> FactorUse:
    """The IPCC 2006 factor of a fuel where it burns; the CO2 of sustainable biomass is a memo item."""
    if asked.approach == Approach.LIFE_CYCLE:
        return asked.missing("IPCC 2006", "IPCC 2006 counts what is emitted at the point of combustion, no life cycle.")
    try:
        fuel = catalogue.fuel_factor(asked.carrier, asked.category, sustainable=sustainable)
    except Refused as refusal:
        return asked.missing("IPCC 2006", _why(refusal))
    co2, ch4, n2o = (factor_t_per_mwh(kg) for kg in (fuel.co2_kg_per_tj, fuel.ch4_kg_per_tj, fuel.n2o_kg_per_tj))
    memo = factor_t_per_mwh(fuel.biogenic_co2_kg_per_tj) if sustainable else 0.0
    counted = " CO2 of sustainable biomass is a memo item." if memo else ""
    if fuel.biogenic_co2_kg_per_tj and not memo:
        counted = " Its CO2 counts: it is not produced sustainably."
    weights = f" + {fuel.ch4_kg_per_tj:g} × {asked.gwp.ch4:g} + {fuel.n2o_kg_per_tj:g} × {asked.gwp.n2o:g}"
    weights = "" if asked.gas == "CO2" else weights
    return asked.use(
        "ipcc", asked.weighed(co2, ch4, n2o), fuel.source, edition=fuel.edition, mark=fuel.mark,
        co2=co2, ch4=ch4, n2o=n2o, biogenic=memo,
        formula=f"({fuel.co2_kg_per_tj:g}{weights}) kg/TJ × 3.6 × 10⁻⁶",
        reason=f"{fuel.fuel}, burnt in: {fuel.category}.{counted}",
    )  # fmt: skip


def own(asked: Asked, stated: Sequence[CityFactor], default: FactorUse) -> FactorUse | None:
    """The factor that the city states; None where it states none.

    One in the gas asked for goes first. CO2 alone is completed by the CH4 and N2O of ``default`` where that gives
    parts, and is not taken for CO2e where it does not: CO2 and CO2e are never one sum.
    """
    by_gas = _by_gas(asked, stated)
    if not by_gas:
        return None
    by_gas = {asked.gas: by_gas[asked.gas]} if asked.gas in by_gas else by_gas
    source = "; ".join(dict.fromkeys(row.source for row in by_gas.values()))
    edition = f"{_years(next(iter(by_gas.values())))}, revision {max(row.revision for row in by_gas.values())}"
    if asked.gas in by_gas:
        value = float(by_gas[asked.gas].value or 0.0)
        return asked.use(
            "city", value, source, edition=edition, mark=STATED, co2=value if asked.gas == "CO2" else None,
            formula=_as_stated(by_gas[asked.gas]), reason="The city's own factor.",
        )  # fmt: skip
    if asked.gas == "CO2" or "CO2" not in by_gas:
        said = ", ".join(by_gas)
        return asked.missing(source, f"The city's own factor is in {said}, and {asked.gas} is asked for.")
    ch4 = by_gas["CH4"].value if "CH4" in by_gas else default.ch4
    n2o = by_gas["N2O"].value if "N2O" in by_gas else default.n2o
    if ch4 is None or n2o is None:
        return asked.missing(source, "The city's own factor counts CO2 alone, which is not CO2e.")
    co2 = float(by_gas["CO2"].value or 0.0)
    more = "" if {"CH4", "N2O"} <= set(by_gas) else f"; CH4 and N2O: {default.source}"
    return asked.use(
        "city", asked.weighed(co2, ch4, n2o), source + more, edition=edition, mark=STATED, co2=co2, ch4=ch4, n2o=n2o,
        formula=f"{co2:g} + {ch4:.3g} × {asked.gwp.ch4:g} + {n2o:.3g} × {asked.gwp.n2o:g}",
        reason="The city's own CO2" + (", completed by the other gases." if more else " and other gases."),
        biogenic=default.biogenic if co2 == 0 else 0.0,
    )  # fmt: skip


def _by_gas(asked: Asked, stated: Sequence[CityFactor]) -> dict[str, CityFactor]:
    """The newest factor of each gas, one for this use before one for all; a factor taken back counts as none."""
    found: dict[str, CityFactor] = {}
    for row in fitting(asked, stated, "factor"):
        found.setdefault(row.gas, row)
    return {gas: row for gas, row in found.items() if row.value is not None}


def fitting(asked: Asked, stated: Sequence[CityFactor], kind: str) -> list[CityFactor]:
    """What the city states for this carrier, use, year and approach, the first to be taken first."""
    fits = [
        row for row in stated
        if row.kind == kind and row.carrier == asked.carrier and row.first_year <= asked.year <= row.last_year
        and row.used_for in ("all", asked.used_for) and row.approach == asked.approach
    ]  # fmt: skip
    return sorted(fits, key=lambda row: row.used_for == "all")


def is_sustainable(asked: Asked, stated: Sequence[CityFactor]) -> bool:
    """Whether the carrier's biomass is produced sustainably, by the city's own statement; yes where it makes none."""
    said = fitting(asked, stated, "biomass")
    return said[0].value != 0 if said and said[0].value is not None else True


def _years(row: CityFactor) -> str:
    return str(row.first_year) if row.first_year == row.last_year else f"{row.first_year} to {row.last_year}"


def _as_stated(row: CityFactor) -> str:
    return f"{row.original_text} {row.original_unit}".strip()


def blended(asked: Asked, row: CityFactor, fossil: FactorUse, bio: FactorUse) -> FactorUse:
    """The factor of a blended fuel by its fossil share (SEAP Guidebook part 2, Box 1), each gas apart.

    Where the bio part has no CH4 and N2O for this use, it takes those of the fossil part, which burns in the same
    engine [R].
    """
    share = float(row.value or 0.0)
    names = f"{CARRIERS[row.fossil_carrier or ''].name} and {CARRIERS[row.bio_carrier or ''].name}"
    bio_co2 = bio.co2 if bio.co2 is not None else (0.0 if bio.value == 0 else None)
    if fossil.value is None or fossil.co2 is None or bio_co2 is None:
        why = next((use.reason for use in (fossil, bio) if use.value is None), "a part has no CO2 of its own")
        return asked.missing(row.source, f"The blend of {names} is not computable: {why}")
    co2 = float(blend(share, fossil.co2, bio_co2))
    ch4, n2o = (
        None if part is None else float(blend(share, part, part if other is None else other))
        for part, other in ((fossil.ch4, bio.ch4), (fossil.n2o, bio.n2o))
    )
    if asked.gas != "CO2" and (ch4 is None or n2o is None):
        return asked.missing(row.source, f"The blend of {names} is known in CO2 alone, which is not CO2e.")
    source = "; ".join(dict.fromkeys((row.source, fossil.source, bio.source)))
    return asked.use(
        "blend", asked.weighed(co2, ch4 or 0.0, n2o or 0.0), source, edition=f"{_years(row)}, revision {row.revision}",
        mark=COMPUTED, co2=co2, ch4=ch4, n2o=n2o, biogenic=(1 - share) * bio.biogenic,
        formula=f"CO2: {share:g} × {fossil.co2:.6g} + {1 - share:g} × {bio_co2:.6g}",
        reason=f"The city states a fossil share of {share:.1%} ({names}).",
    )  # fmt: skip


def bio_part(asked: Asked, sustainable: bool) -> FactorUse:
    """The bio part of a blend: on the road, where IPCC 2006 prints no row for biofuel, only its CO2."""
    found = ipcc(asked, sustainable)
    if found.value is None and asked.category == "road":
        stationary = ipcc(replace(asked, sector="residential"), sustainable)
        found = replace(stationary, value=stationary.co2, ch4=None, n2o=None)
    return found


def amounts(asked: Asked, supply: Sequence[LocalEnergy]) -> dict[str, LocalEnergy]:
    """The figures of local electricity and heat of the year; what was taken back counts as none."""
    found: dict[str, LocalEnergy] = {}
    for row in supply:
        if row.year == asked.year:
            found.setdefault(row.kind, row)
    return {kind: row for kind, row in found.items() if row.value is not None}


def local_electricity(asked: Asked, supply: Sequence[LocalEnergy], grid: FactorUse) -> FactorUse | None:
    """The factor EFE of the city by its production and certified purchases; None where it states none of them.

    Of a pair (LPE and CO2LPE, GEP and CO2GEP) both or neither must be stated: an unknown CO2 is not zero. In t/MWh;
    beside it the location-based factor. Source: technical annex to the SEAP template; GPC, scope 2 [V].
    """
    had = amounts(asked, supply)
    if not {"LPE", "GEP"} & set(had):
        return None
    source = _sources(had, "TCE", "LPE", "CO2LPE", "GEP", "CO2GEP")
    half = [kind for kind in ("LPE", "GEP") if (kind in had) != (f"CO2{kind}" in had)]
    if half or "TCE" not in had:
        lacks = ", ".join([f"{kind} and CO2{kind} together" for kind in half] + (["TCE"] if "TCE" not in had else []))
        return asked.missing(source, f"The local electricity factor needs {lacks}; state 0 where there is none.")
    if grid.value is None:
        return asked.missing(source, f"The local factor needs the national one: {grid.reason}")
    tce, lpe, gep, co2_lpe, co2_gep = (
        float(had[kind].value or 0.0) if kind in had else 0.0 for kind in ("TCE", "LPE", "GEP", "CO2LPE", "CO2GEP")
    )
    try:
        value = electricity.local_factor(tce, lpe, gep, grid.value, co2_lpe, co2_gep)
        location = electricity.local_factor(tce, lpe, 0.0, grid.value, co2_lpe, 0.0)
    except Refused as refusal:
        return asked.missing(source, _why(refusal))
    exporter = bool(electricity.is_net_exporter(tce, lpe, gep))
    formula = (
        f"({co2_lpe:g} + {co2_gep:g}) ÷ ({lpe:g} + {gep:g})" if exporter
        else f"(({tce:g} − {lpe:g} − {gep:g}) × {grid.value:.6g} + {co2_lpe:g} + {co2_gep:g}) ÷ {tce:g}"
    )  # fmt: skip
    return asked.use(
        "local", float(value), f"{source}; {grid.source}", edition=grid.edition, mark=COMPUTED, formula=formula,
        co2=float(value) if asked.gas == "CO2" else None, location_based=float(location),
        reason="The local factor" + (" of a net exporter." if exporter else ", by production and purchases."),
    )  # fmt: skip


def local_heat(asked: Asked, supply: Sequence[LocalEnergy]) -> FactorUse | None:
    """The factor EFH of district heat by what is produced, imported and exported; None where the city states none."""
    had = amounts(asked, supply)
    if not {"CO2LPH", "CO2IH"} & set(had):
        return None
    source = _sources(had, "LHC", "CO2LPH", "CO2IH", "CO2EH")
    if "LHC" not in had:
        return asked.missing(source, "The local heat factor needs LHC, the heat consumed in the territory.")
    made, imported, exported, consumed = (
        float(had[kind].value or 0.0) if kind in had else 0.0 for kind in ("CO2LPH", "CO2IH", "CO2EH", "LHC")
    )
    try:
        value = float(heat.local_factor(made, imported, exported, consumed))
    except Refused as refusal:
        return asked.missing(source, _why(refusal))
    return asked.use(
        "local", value, source, edition=str(asked.year), mark=COMPUTED, co2=value if asked.gas == "CO2" else None,
        formula=f"({made:g} + {imported:g} − {exported:g}) ÷ {consumed:g}", reason="The local factor of heat.",
    )  # fmt: skip


def _sources(had: dict[str, LocalEnergy], *kinds: str) -> str:
    return "; ".join(dict.fromkeys(had[kind].source for kind in kinds if kind in had))


@cache
def gwp(name: str) -> Gwp:
    """The GWP set of this name. Raises Refused when there is none."""
    found = catalogue.gwp(name)
    unsure = {
        row["variant"] for row in catalogue.records("gwp")
        if (row["gwp_set"], row["gas"], row["mark"]) == (found.name, "CH4", "from memory")
    }  # fmt: skip
    return Gwp(found.name, found.ch4, found.n2o, found.ch4_fossil, found.ch4_non_fossil, frozenset(unsure))
