"""The command of the factors: what is used is listed, with what was passed over."""

from __future__ import annotations

import argparse
from dataclasses import fields
from typing import Any

from analytics.vocabulary import Approach
from datasets import City, FactorUse, Store
from datasets.city import factor_choice
from datasets.commands import Commands, answer_lines, option, whole


def add(commands: Commands) -> None:
    """It with its options."""
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
