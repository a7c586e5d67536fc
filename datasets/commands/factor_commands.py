"""The commands of the factors: ``factors`` lists what is used, ``factor`` and ``supply`` state a city's own figures."""

from __future__ import annotations

import argparse
from dataclasses import fields
from typing import Any

from analytics.vocabulary import Approach
from datasets import City, FactorUse, NewEnergy, NewFactor, Revision, Store
from datasets.city import factor_choice
from datasets.city.new_factor import ENERGIES, TONNES
from datasets.commands import Commands, answer_lines, needed, option, whole
from datasets.intake.meaning import fuel_amounts

GASES = ("CO2e", "CO2", "CH4", "N2O")
USES = ("all", "stationary", "transport")


def add(commands: Commands) -> None:
    """The three commands with their options."""
    commands.add(
        "factors",
        "city",
        year=whole("one inventory year (default: all)"),
        gwp=option("the GWP set", default="AR5"),
        approach=option(default="activity-based", choices=[choice.value for choice in Approach]),
        electricity=option(default="national", choices=["national", "local"]),
        gas=option(default="CO2e", choices=["CO2e", "CO2"]),
        edition="the edition of the national table",
        tells=_used,
    )

    stating = commands.add("factor", "city", carrier=needed())
    what = stating.add_mutually_exclusive_group(required=True)
    what.add_argument("--value", type=float, help="the factor, in --unit")
    what.add_argument("--blend", nargs=3, metavar=("SHARE", "FOSSIL", "BIO"), help="fossil share and both carriers")
    what.add_argument("--biomass", choices=["sustainable", "unsustainable"])
    what.add_argument("--withdraw", action="store_true", help="take the city's own factor back")
    stating.add_argument("--unit", default="", help="such as t/MWh, kg/kWh or kg/TJ")
    stating.add_argument("--gas", default="CO2e", choices=GASES)
    stating.add_argument("--basis", choices=fuel_amounts.BASES, help="calorific value of the energy (default: net)")
    stating.add_argument("--use", default="all", choices=USES)
    stating.add_argument("--approach", default="activity-based", choices=[choice.value for choice in Approach])
    stating.add_argument("--to", type=int, help="the last year it holds for (default: --year alone)")
    stating.set_defaults(brings=state)
    supplying = commands.add("supply", "city", kind=needed(choices=[*ENERGIES, *TONNES]))
    value = supplying.add_mutually_exclusive_group(required=True)
    value.add_argument("--value", type=float)
    value.add_argument("--withdraw", action="store_true", help="take the figure back")
    supplying.add_argument("--unit", default="")
    supplying.set_defaults(brings=supply)
    for parser in (stating, supplying):
        parser.add_argument("--year", type=int, required=True)
        parser.add_argument("--source", required=True)
        parser.add_argument("--reason", required=True)
        parser.add_argument("--author")


def _used(store: Store, asked: argparse.Namespace) -> answer_lines.InWords:
    city = City(store, asked.city, gwp=asked.gwp, approach=asked.approach)
    found = city.factors(asked.year, asked.electricity, asked.gas, asked.edition)
    values = [as_dict(use) for use in found]
    return answer_lines.InWords(
        values, [*answer_lines.lines(values), *(one.sentence() for one in factor_choice.mixed(found))]
    )


def as_dict(use: FactorUse) -> dict[str, Any]:
    """A factor with plain values, as the JSON of the command line prints it."""
    plain = {item.name: getattr(use, item.name) for item in fields(use)}
    return plain | {"unit": f"t {use.gas}/MWh", "others": [as_dict(other) for other in use.others]}


def state(store: Store, asked: argparse.Namespace, author: str) -> Revision:
    """Put the factor of the arguments on file, or take it back. Raises Refused as ``City.state_factor``."""
    factor = NewFactor(
        carrier=asked.carrier,
        year=asked.year,
        source=asked.source,
        last_year=asked.to,
        value=asked.value,
        unit=asked.unit,
        gas=asked.gas,
        basis=asked.basis,
        use=asked.use,
        approach=asked.approach,
        blend=asked.blend,
        biomass=asked.biomass,
    )
    return City(store, asked.city).state_factor(factor, author, asked.reason)


def supply(store: Store, asked: argparse.Namespace, author: str) -> Revision:
    """Put the local electricity or heat of the arguments on file, or take it back. Raises Refused as
    ``City.state_energy``."""
    energy = NewEnergy(asked.kind, asked.year, asked.source, asked.value, asked.unit)
    return City(store, asked.city).state_energy(energy, author, asked.reason)
