"""Which factor turns a city's energy into emissions: IPCC 2006 for fuels, the national factor for electricity."""

from __future__ import annotations

from functools import cache

from analytics.emissions import factor_co2e
from analytics.gases import Gwp
from analytics.inventory import Factor
from analytics.problems import Refused
from analytics.vocabulary import SECTORS, Approach
from datasets import catalogue

CATEGORIES = {"Transport": "road", "Tertiary": "commercial", "Municipal": "commercial", "Industry": "industry"}
"""IPCC category of combustion by sector group; everything else is read as residential."""


@cache
def gwp(name: str) -> Gwp:
    """The GWP set of this name. Raises Refused when there is none."""
    found = catalogue.gwp(name)
    return Gwp(found.name, found.ch4, found.n2o)


@cache
def chosen(country: str, approach: str, gwp_set: str) -> Factor:
    """The factor in t CO2e/MWh of a year, carrier and sector, for a city of ``country``.

    Electricity takes the national factor of that very year; district heat, and everything in the life-cycle approach
    but electricity, has no sourced default and gives None. Nothing is put in the place of a missing factor.
    """
    weights = gwp(gwp_set)

    @cache
    def factor(year: int, carrier: str, sector: str) -> float | None:
        try:
            if carrier == "electricity":
                return catalogue.electricity_factor(country, year, approach).value_t_per_mwh
            if approach == Approach.LIFE_CYCLE:
                return None
            fuel = catalogue.fuel_factor(carrier, CATEGORIES.get(SECTORS[sector].group, "residential"))
        except Refused:
            return None
        return float(factor_co2e(fuel.co2_kg_per_tj, fuel.ch4_kg_per_tj, fuel.n2o_kg_per_tj, weights.ch4, weights.n2o))

    return factor
