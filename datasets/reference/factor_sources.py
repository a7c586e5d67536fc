"""Where a factor can come from: the city itself, its own plants, the national tables, the IPCC. One result for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from analytics.factors import electricity, heat
from analytics.factors.emissions import blend, factor_t_per_mwh
from analytics.factors.gases import Gwp, co2e
from analytics.text.problems import Refused
from analytics.text.sentences import Sentence, joined, listed
from analytics.vocabulary import CARRIERS, SECTORS, Approach
from datasets.reference import catalogue
from datasets.store import CityFactor, LocalEnergy

Kind = Literal["city", "blend", "local", "national", "ipcc", "missing"]
CATEGORIES = {"Transport": "road", "Tertiary": "commercial", "Municipal": "commercial", "Industry": "industry"}
"""IPCC category of combustion by sector group; everything else is read as residential."""
STATED = Sentence("stated by the city")
COMPUTED = Sentence("computed from what the city states")
USES = {"stationary": Sentence("stationary"), "transport": Sentence("transport")}
"""What a factor is used for, by its word."""
KIND_NAMES: dict[str, str] = {
    # Translators: kinds of sources of an emission factor: the city states it, a blend of fuels, local plants,
    # the national table, the IPCC.
    "city": Sentence("city"),
    "blend": Sentence("blend"),
    "local": Sentence("local"),
    "national": Sentence("national"),
    "ipcc": Sentence("ipcc"),
}
"""The kinds of sources within a sentence."""


@dataclass(frozen=True, slots=True)
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
    found, expected = problem.found, problem.expected
    if problem.code == "electricity-year" and isinstance(found, Sentence):
        return Sentence(
            "No {approach} {gas} factor for {country} in {year}; expected {expected}.",
            **found.values,
            expected=expected,
        )
    if problem.code == "fuel-category" and isinstance(found, Sentence):
        return Sentence('No factor for {fuel} in "{category}"; expected {expected}.', **found.values, expected=expected)
    return Sentence("{found}; expected {expected}.", found=found, expected=expected)


def national(asked: Asked) -> FactorUse:
    """The national factor of consumed electricity of that very year, in one edition (JRC NEEFE)."""
    try:
        found = catalogue.electricity_factor(
            asked.country, asked.year, asked.approach, asked.gas, edition=asked.edition
        )
    except Refused as refusal:
        return asked.missing(Sentence("national electricity factors"), _why(refusal))
    return asked.use(
        "national",
        found.value_t_per_mwh,
        found.source,
        edition=found.edition,
        mark=found.mark,
        co2=found.value_t_per_mwh if asked.gas == "CO2" else None,
        formula=Sentence("national emissions of generation ÷ national final consumption; grid losses are inside"),
        reason=Sentence("The national factor of {country} in {year}.", country=found.country, year=asked.year),
    )


def ipcc(asked: Asked, sustainable: bool = True) -> FactorUse:
    """The IPCC 2006 factor of a fuel where it burns; the CO2 of sustainable biomass is a memo item."""
    if asked.approach == Approach.LIFE_CYCLE:
        why = Sentence("IPCC 2006 counts what is emitted at the point of combustion, no life cycle.")
        return asked.missing("IPCC 2006", why)
    try:
        fuel = catalogue.fuel_factor(asked.carrier, asked.category, sustainable=sustainable)
    except Refused as refusal:
        return asked.missing("IPCC 2006", _why(refusal))
    co2, ch4, n2o = (factor_t_per_mwh(kg) for kg in (fuel.co2_kg_per_tj, fuel.ch4_kg_per_tj, fuel.n2o_kg_per_tj))
    memo = factor_t_per_mwh(fuel.biogenic_co2_kg_per_tj) if sustainable else 0.0
    reasons = [Sentence("{fuel}, burnt in: {category}.", fuel=fuel.fuel, category=fuel.category)]
    if memo:
        reasons.append(Sentence("{co2} of sustainable biomass is a memo item.", co2="CO2"))
    elif fuel.biogenic_co2_kg_per_tj:
        reasons.append(Sentence("Its {co2} counts: it is not produced sustainably.", co2="CO2"))
    weights = f" + {fuel.ch4_kg_per_tj:g} × {asked.gwp.ch4:g} + {fuel.n2o_kg_per_tj:g} × {asked.gwp.n2o:g}"
    weights = "" if asked.gas == "CO2" else weights
    return asked.use(
        "ipcc",
        asked.weighed(co2, ch4, n2o),
        fuel.source,
        edition=fuel.edition,
        mark=fuel.mark,
        co2=co2,
        ch4=ch4,
        n2o=n2o,
        biogenic=memo,
        formula=f"({fuel.co2_kg_per_tj:g}{weights}) kg/TJ × 3.6 × 10⁻⁶",
        reason=joined(reasons),
    )


def own(asked: Asked, stated: Sequence[CityFactor], default: FactorUse) -> FactorUse | None:
    """The factor that the city states; None where it states none.

    One in the gas asked for goes first. CO2 alone is completed by the CH4 and N2O of ``default`` where that gives
    parts, and is not taken for CO2e where it does not: CO2 and CO2e are never one sum.
    """
    # The newest factor of each gas, one for this use before one for all; a factor taken back counts as none.
    found: dict[str, CityFactor] = {}
    for row in fitting(asked, stated, "factor"):
        found.setdefault(row.gas, row)
    by_gas = {gas: row for gas, row in found.items() if row.value is not None}
    if not by_gas:
        return None
    by_gas = {asked.gas: by_gas[asked.gas]} if asked.gas in by_gas else by_gas
    source = "; ".join(dict.fromkeys(row.source for row in by_gas.values()))
    edition = _edition(next(iter(by_gas.values())), max(row.revision for row in by_gas.values()))
    if asked.gas in by_gas:
        value = float(by_gas[asked.gas].value or 0.0)
        return asked.use(
            "city",
            value,
            source,
            edition=edition,
            mark=STATED,
            co2=value if asked.gas == "CO2" else None,
            formula=_as_stated(by_gas[asked.gas]),
            reason=Sentence("The city's own factor."),
        )
    if asked.gas == "CO2" or "CO2" not in by_gas:
        why = Sentence(
            "The city's own factor is in {gases}, and {gas} is asked for.", gases=", ".join(by_gas), gas=asked.gas
        )
        return asked.missing(source, why)
    ch4 = by_gas["CH4"].value if "CH4" in by_gas else default.ch4
    n2o = by_gas["N2O"].value if "N2O" in by_gas else default.n2o
    if ch4 is None or n2o is None:
        why = Sentence("The city's own factor counts {co2} alone, which is not {co2e}.", co2="CO2", co2e="CO2e")
        return asked.missing(source, why)
    co2 = float(by_gas["CO2"].value or 0.0)
    reason = Sentence("The city's own {co2} and other gases.", co2="CO2")
    if not {"CH4", "N2O"} <= set(by_gas):
        # Translators: the sources of a factor: that of its CO2, and that of its other gases.
        source = Sentence(
            "{source}; {ch4} and {n2o}: {other}", source=source, ch4="CH4", n2o="N2O", other=default.source
        )
        reason = Sentence("The city's own {co2}, completed by the other gases.", co2="CO2")
    return asked.use(
        "city",
        asked.weighed(co2, ch4, n2o),
        source,
        edition=edition,
        mark=STATED,
        co2=co2,
        ch4=ch4,
        n2o=n2o,
        formula=f"{co2:g} + {ch4:.3g} × {asked.gwp.ch4:g} + {n2o:.3g} × {asked.gwp.n2o:g}",
        reason=reason,
        biogenic=default.biogenic if co2 == 0 else 0.0,
    )


def fitting(asked: Asked, stated: Sequence[CityFactor], kind: str) -> list[CityFactor]:
    """What the city states for this carrier, use, year and approach, the first to be taken first."""
    fits = [
        row
        for row in stated
        if row.kind == kind
        and row.carrier == asked.carrier
        and row.first_year <= asked.year <= row.last_year
        and row.used_for in ("all", asked.used_for)
        and row.approach == asked.approach
    ]
    return sorted(fits, key=lambda row: row.used_for == "all")


def is_sustainable(asked: Asked, stated: Sequence[CityFactor]) -> bool:
    """Whether the carrier's biomass is produced sustainably, by the city's own statement; yes where it makes none."""
    said = fitting(asked, stated, "biomass")
    return said[0].value != 0 if said and said[0].value is not None else True


def _years(row: CityFactor) -> str:
    if row.first_year == row.last_year:
        return str(row.first_year)
    return Sentence("{first} to {last}", first=row.first_year, last=row.last_year)


def _edition(row: CityFactor, revision: int) -> str:
    # Translators: the years of a factor that a city states, and the revision that it was stated with.
    return Sentence("{years}, revision {revision}", years=_years(row), revision=revision)


def _as_stated(row: CityFactor) -> str:
    return f"{row.original_text} {row.original_unit}".strip()


def blended(asked: Asked, row: CityFactor, fossil: FactorUse, bio: FactorUse) -> FactorUse:
    """The factor of a blended fuel by its fossil share (SEAP Guidebook part 2, Box 1), each gas apart.

    Where the bio part has no CH4 and N2O for this use, it takes those of the fossil part, which burns in the same
    engine [R].
    """
    share = float(row.value or 0.0)
    names = listed([CARRIERS[row.fossil_carrier or ""].name, CARRIERS[row.bio_carrier or ""].name])
    bio_co2 = bio.co2 if bio.co2 is not None else (0.0 if bio.value == 0 else None)
    if fossil.value is None or fossil.co2 is None or bio_co2 is None:
        own_co2 = Sentence("a part has no {co2} of its own", co2="CO2")
        why = next((use.reason for use in (fossil, bio) if use.value is None), own_co2)
        said = Sentence("The blend of {names} is not computable: {reason}", names=names, reason=why)
        return asked.missing(row.source, said)
    co2 = float(blend(share, fossil.co2, bio_co2))
    ch4, n2o = (
        None if part is None else float(blend(share, part, part if other is None else other))
        for part, other in ((fossil.ch4, bio.ch4), (fossil.n2o, bio.n2o))
    )
    if asked.gas != "CO2" and (ch4 is None or n2o is None):
        said = Sentence(
            "The blend of {names} is known in {co2} alone, which is not {co2e}.", names=names, co2="CO2", co2e="CO2e"
        )
        return asked.missing(row.source, said)
    source = joined(dict.fromkeys((row.source, fossil.source, bio.source)), "semicolon")
    return asked.use(
        "blend",
        asked.weighed(co2, ch4 or 0.0, n2o or 0.0),
        source,
        edition=_edition(row, row.revision),
        mark=COMPUTED,
        co2=co2,
        ch4=ch4,
        n2o=n2o,
        biogenic=(1 - share) * bio.biogenic,
        formula=f"CO2: {share:g} × {fossil.co2:.6g} + {1 - share:g} × {bio_co2:.6g}",
        reason=Sentence("The city states a fossil share of {share:.1%} ({names}).", share=share, names=names),
    )


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
        # Translators: two figures, by their abbreviations, of which a city has to state both.
        lacks: list[str] = [Sentence("{kind} and {other} together", kind=kind, other=f"CO2{kind}") for kind in half]
        why = Sentence(
            "The local electricity factor needs {figures}; state 0 where there is none.",
            figures=joined(lacks + (["TCE"] if "TCE" not in had else []), "comma"),
        )
        return asked.missing(source, why)
    if grid.value is None:
        why = Sentence("The local factor needs the national one: {reason}", reason=grid.reason)
        return asked.missing(source, why)
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
        f"({co2_lpe:g} + {co2_gep:g}) ÷ ({lpe:g} + {gep:g})"
        if exporter
        else f"(({tce:g} − {lpe:g} − {gep:g}) × {grid.value:.6g} + {co2_lpe:g} + {co2_gep:g}) ÷ {tce:g}"
    )
    return asked.use(
        "local",
        float(value),
        f"{source}; {grid.source}",
        edition=grid.edition,
        mark=COMPUTED,
        formula=formula,
        co2=float(value) if asked.gas == "CO2" else None,
        location_based=float(location),
        reason=Sentence("The local factor of a net exporter.")
        if exporter
        else Sentence("The local factor, by production and purchases."),
    )


def local_heat(asked: Asked, supply: Sequence[LocalEnergy]) -> FactorUse | None:
    """The factor EFH of district heat by what is produced, imported and exported; None where the city states none."""
    had = amounts(asked, supply)
    if not {"CO2LPH", "CO2IH"} & set(had):
        return None
    source = _sources(had, "LHC", "CO2LPH", "CO2IH", "CO2EH")
    if "LHC" not in had:
        why = Sentence("The local heat factor needs LHC, the heat consumed in the territory.")
        return asked.missing(source, why)
    made, imported, exported, consumed = (
        float(had[kind].value or 0.0) if kind in had else 0.0 for kind in ("CO2LPH", "CO2IH", "CO2EH", "LHC")
    )
    try:
        value = float(heat.local_factor(made, imported, exported, consumed))
    except Refused as refusal:
        return asked.missing(source, _why(refusal))
    return asked.use(
        "local",
        value,
        source,
        edition=str(asked.year),
        mark=COMPUTED,
        co2=value if asked.gas == "CO2" else None,
        formula=f"({made:g} + {imported:g} − {exported:g}) ÷ {consumed:g}",
        reason=Sentence("The local factor of heat."),
    )


def _sources(had: dict[str, LocalEnergy], *kinds: str) -> str:
    return "; ".join(dict.fromkeys(had[kind].source for kind in kinds if kind in had))


@cache
def gwp(name: str) -> Gwp:
    """The GWP set of this name. Raises Refused when there is none."""
    found = catalogue.gwp(name)
    unsure = {
        row["variant"]
        for row in catalogue.records("gwp")
        if (row["gwp_set"], row["gas"], row["mark"]) == (found.name, "CH4", "from memory")
    }
    return Gwp(found.name, found.ch4, found.n2o, found.ch4_fossil, found.ch4_non_fossil, frozenset(unsure))
