"""Factors and local energy as a city states them: units are converted, and what would be a tenth off is refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from analytics import units
from analytics.detection.plausibility import not_negative, share
from analytics.factors.emissions import stated_factor
from analytics.factors.fuels import factor_on_net
from analytics.text.problems import Refused, ask, blocked
from analytics.text.sentences import Sentence
from analytics.text.years import FIRST_YEAR, LAST_YEAR
from analytics.vocabulary import CARRIERS
from datasets.intake.meaning import fuel_amounts
from datasets.store import CityFactor, LocalEnergy
from datasets.store.kinds.own_factors import BIOMASS, BLEND, FACTOR, ON_GROSS

ENERGIES = ("TCE", "LPE", "GEP", "LHC")
"""What a city states of its electricity and heat in MWh: electricity used, local production of it, certified purchases
and heat used (Guidebook, part II)."""
TONNES = ("CO2LPE", "CO2GEP", "CO2LPH", "CO2IH", "CO2EH")
"""What a city states of its electricity and heat in tonnes."""


def factor(city_id: str, row: Mapping[str, Any]) -> CityFactor:
    """One factor in t/MWh, blend (its fossil share) or statement on biomass (1 where it is sustainable), of the cells
    of its table. Raises Refused: years that run backwards, a wrong unit, value or share, a carrier that it cannot be
    of."""
    carrier, kind, value, unit = row["carrier"], row["kind"], row["value"], row["original_unit"] or ""
    insist_on_years(row["first_year"], row["last_year"])
    gas, text, parts = row["gas"], f"{value:.15g}", {}
    if kind != FACTOR:
        gas, unit = "CO2", ""
    if kind == BLEND:
        share("fossil share", value)
        for part in ("fossil_carrier", "bio_carrier"):
            if row[part] is None:
                raise Refused(
                    ask(
                        "cell-missing",
                        Sentence("nothing"),
                        "both parts of the blend",
                        "Choose its fossil and biogenic part.",
                        column=part,
                    )
                )
            fuel_amounts.fuel_of(row[part])
            parts[part] = row[part]
    elif kind == BIOMASS:
        if value not in (0, 1):
            raise blocked(
                "cell-range",
                Sentence("{number:.15g}", number=value),
                "1 or 0",
                "Write 1 for sustainable biomass, 0 for other.",
                column="value",
            )
        text = "sustainable" if value else "unsustainable"
        if not CARRIERS[carrier].renewable or not fuel_amounts.fuels_of(carrier):
            raise blocked(
                "carrier-no-biomass",
                Sentence("{carrier}, which is no biomass", carrier=CARRIERS[carrier].name),
                "a carrier of biomass",
                "Name biofuel, plant oil or biomass.",
                column="carrier",
            )
    else:
        value = stated_factor(value, unit, gas)
        # A factor per therm, MMBtu or gross kWh of a fuel wants its basis: it is a tenth off on the wrong one.
        energy = units.unit(units.plain_text(unit).replace(" per ", "/").partition("/")[2])
        if row["basis"] is None and energy.basis == "gross" and fuel_amounts.fuels_of(carrier):
            raise blocked(
                "basis-open",
                Sentence('the unit "{unit}" without a basis', unit=unit),
                "net or gross calorific value",
                "Choose the calorific value that it is of.",
                column="original_unit",
            )
        if row["basis"] == "gross":
            value, unit = factor_on_net(value, fuel_amounts.fuel_of(carrier).net_over_gross), unit + ON_GROSS
    held = {
        name: row[name] for name in ("first_year", "last_year", "carrier", "used_for", "kind", "approach", "source")
    }
    return CityFactor(city_id, gas=gas, value=value, original_text=text, original_unit=unit, **held, **parts)


def energy(city_id: str, row: Mapping[str, Any]) -> LocalEnergy:
    """One figure of local electricity or heat, in MWh or t, of the cells of its table. Raises Refused: a wrong unit or
    value."""
    kind, value, unit = row["kind"], row["value"], row["original_unit"]
    found = units.unit(unit)
    in_mwh = kind in ENERGIES
    if (found.kind == "energy") != in_mwh or found.per_head or found.quantity in ("ch4", "n2o"):
        expected = "MWh" if in_mwh else "t CO2"
        raise blocked(
            "unit-dimension",
            found.symbol,
            expected,
            Sentence("{figure} is energy.", figure=kind) if in_mwh else Sentence("{figure} is emissions.", figure=kind),
            column="original_unit",
        )
    not_negative(kind, value, unit)
    converted = value * units.factor(found, units.canonical(found))
    return LocalEnergy(city_id, row["year"], kind, converted, f"{value:.15g}", unit, row["source"])


def insist_on_years(first: int, last: int) -> None:
    """Raise Refused for years that do not follow each other."""
    if first > last:
        raise blocked(
            "year-range",
            Sentence("the years {first} to {last}", first=first, last=last),
            Sentence("years from {low} to {high}, the first one first", low=FIRST_YEAR, high=LAST_YEAR),
            "Correct the years.",
            column="first_year",
        )
