"""Factors and local energy as a city states them: units are converted, and what would be a tenth off is refused."""

from __future__ import annotations

from dataclasses import dataclass

from analytics import units
from analytics.detection.plausibility import not_negative, share
from analytics.factors.emissions import stated_factor
from analytics.factors.fuels import factor_on_net
from analytics.text.problems import Problem, Refused, block, blocked
from analytics.text.sentences import Sentence
from analytics.text.years import FIRST_YEAR, LAST_YEAR
from analytics.vocabulary import CARRIERS
from datasets.city import stated_table
from datasets.intake.meaning import fuel_amounts
from datasets.store import CityFactor, LocalEnergy, Revision, Store
from datasets.store.kinds import local_energy, own_factors
from datasets.store.kinds.own_factors import ON_GROSS

ENERGIES = ("TCE", "LPE", "GEP", "LHC")
"""What a city states of its electricity and heat in MWh: electricity used, local production of it, certified purchases
and heat used (Guidebook, part II)."""
TONNES = ("CO2LPE", "CO2GEP", "CO2LPH", "CO2IH", "CO2EH")
"""What a city states of its electricity and heat in tonnes."""
LAYOUT = "factors"


@dataclass(frozen=True)
class NewFactor:
    """A factor of a city's own for a carrier, from ``year`` to ``last_year`` (without one, ``year`` alone).

    It states one of three things: a ``value`` in ``unit`` (such as t/MWh, kg/kWh or kg/TJ) of ``gas``, for energy by
    the net or gross calorific value (``basis``); a ``blend``, which is its fossil share and both carriers; or whether
    ``biomass`` is "sustainable" or "unsustainable". With none of them the city takes its own factor back.
    """

    carrier: str
    year: int
    source: str
    last_year: int | None = None
    value: float | None = None
    unit: str = ""
    gas: str = "CO2e"
    basis: str | None = None
    use: str = "all"
    approach: str = "activity-based"
    blend: tuple[str, str, str] | None = None
    biomass: str | None = None


@dataclass(frozen=True)
class NewEnergy:
    """Local electricity or heat of a year: ``kind`` is one of ``ENERGIES`` or ``TONNES``. Without a ``value`` the city
    takes the figure back."""

    kind: str
    year: int
    source: str
    value: float | None = None
    unit: str = ""


def state(store: Store, city_id: str, stated: NewFactor, who: str, reason: str) -> Revision:
    """Commit one factor, blend or statement on biomass. Raises Refused, see ``factor``."""
    return stated_table.bring(store, LAYOUT, {own_factors.KIND.name: (factor(city_id, stated),)}, who, reason)


def factor(city_id: str, stated: NewFactor) -> CityFactor:
    """One factor, blend or statement on biomass in t/MWh. Raises Refused: a wrong year, unit, carrier, value, share."""
    last = stated.year if stated.last_year is None else stated.last_year
    _years(stated.year, last)
    fuel_amounts.fuels_of(stated.carrier)  # refuses an unknown carrier
    kind, value, text, fossil, bio = "factor", None, "", None, None
    gas = stated.gas
    if stated.blend:
        kind, (text, fossil, bio), gas = "blend", stated.blend, "CO2"
        for name in (fossil, bio):
            fuel_amounts.fuel_of(name)
        value = _share(text)
    elif stated.biomass:
        kind, value, text, gas = "biomass", float(stated.biomass == "sustainable"), stated.biomass, "CO2"
        if not CARRIERS[stated.carrier].renewable or not fuel_amounts.fuels_of(stated.carrier):
            raise blocked(
                "carrier-no-biomass",
                Sentence("{carrier}, which is no biomass", carrier=CARRIERS[stated.carrier].name),
                "a carrier of biomass",
                "Name biofuel, plant oil or biomass.",
                column="carrier",
            )
    elif stated.value is not None:
        value, text = stated_factor(stated.value, stated.unit, gas), f"{stated.value:.15g}"
        if stated.basis is None:
            # Refuse a factor per therm, MMBtu or gross kWh of a fuel without its basis: it is a tenth off on the wrong
            # one.
            energy = units.unit(units.plain_text(stated.unit).replace(" per ", "/").partition("/")[2])
            if energy.basis == "gross" and fuel_amounts.fuels_of(stated.carrier):
                found = Sentence('the unit "{unit}" without a basis', unit=stated.unit)
                expected = Sentence("net or gross calorific value")
                raise Refused(
                    Problem("block", "basis-open", found, expected, "Say --basis gross or --basis net.", column="unit")
                )
        if stated.basis == "gross":
            value = factor_on_net(value, fuel_amounts.fuel_of(stated.carrier).net_over_gross)
    unit = f"{stated.unit}{ON_GROSS if stated.basis == 'gross' else ''}" if kind == "factor" else ""
    return CityFactor(
        city_id,
        stated.year,
        last,
        stated.carrier,
        stated.use,
        kind,
        gas,
        value,
        stated.approach,
        _said(stated.source),
        fossil,
        bio,
        text,
        unit,
    )


def supply(store: Store, city_id: str, stated: NewEnergy, who: str, reason: str) -> Revision:
    """Commit one figure of local electricity or heat. Raises Refused, see ``energy``."""
    return stated_table.bring(store, LAYOUT, {local_energy.KIND.name: (energy(city_id, stated),)}, who, reason)


def energy(city_id: str, stated: NewEnergy) -> LocalEnergy:
    """One figure of local electricity or heat, in MWh or t. Raises Refused: a wrong year, unit or value."""
    _years(stated.year, stated.year)
    value = None
    if stated.value is not None:
        found = units.unit(stated.unit)
        in_mwh = stated.kind in ENERGIES
        if (found.kind == "energy") != in_mwh or found.per_head or found.quantity in ("ch4", "n2o"):
            expected = "MWh" if in_mwh else "t CO2"
            raise blocked(
                "unit-dimension",
                found.symbol,
                expected,
                Sentence("{figure} is energy.", figure=stated.kind)
                if in_mwh
                else Sentence("{figure} is emissions.", figure=stated.kind),
                column="unit",
            )
        not_negative(stated.kind, stated.value, stated.unit)
        value = stated.value * units.factor(found, units.canonical(found))
    return LocalEnergy(
        city_id,
        stated.year,
        stated.kind,
        value,
        "" if stated.value is None else f"{stated.value:.15g}",
        stated.unit,
        _said(stated.source),
    )


def _years(first: int, last: int) -> None:
    if not FIRST_YEAR <= first <= last <= LAST_YEAR:
        raise Refused(years_out_of_range(first, last))


def years_out_of_range(first: int, last: int) -> Problem:
    """What is wrong with years that do not follow each other or lie out of range."""
    limits = {"low": FIRST_YEAR, "high": LAST_YEAR}
    return block(
        "year-range",
        Sentence("the years {first} to {last}", first=first, last=last),
        Sentence("years from {low} to {high}, the first one first", **limits),
        "Correct the years.",
        column="year",
    )


def _share(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        found, fix = f'"{text[:40]}" as a fossil share', "Write for example 0.95."
        raise Refused(Problem("block", "value-text", found, "a share from 0 to 1", fix, column="share")) from None
    share("fossil share", value)
    return value


def _said(source: str) -> str:
    if not source.strip():
        fix = "A factor without its source cannot be checked."
        raise Refused(Problem("block", "source-missing", "no source", "a source", fix, column="source"))
    return source.strip()
