"""What others published: ``published`` lists the other totals of a city, ``grid-factors`` the electricity of areas."""

from __future__ import annotations

import argparse
from dataclasses import fields
from typing import Any

from analytics.inventories.published import difference
from datasets import Cities, City, Store
from datasets.commands import Commands


def add(commands: Commands) -> None:
    """Both commands with their options."""
    others = commands.add("published")
    others.add_argument("city")
    others.set_defaults(tells=published)

    grids = commands.add("grid-factors")
    grids.add_argument("country", help="an ISO code, such as US or CA")
    grids.add_argument("--area", help="an eGRID subregion, a state or a province, such as NEWE, TX or ON")
    grids.add_argument("--year", type=int)
    grids.add_argument("--gwp", default="AR5", help="the GWP set that makes CO2e of the gases")
    grids.set_defaults(tells=areas)


def published(store: Store, asked: argparse.Namespace) -> tuple[Any, list[str]]:
    """Every other published total beside the inventories of its year and gas, in t."""
    city = City(store, asked.city)
    values: list[dict[str, Any]] = []
    said: list[str] = []
    inventories = city.report().inventories
    for item in city.published():
        apart = ((found.method, difference(item, found)) for found in inventories)
        known = {method: by for method, by in apart if by is not None}
        values.append(item._asdict() | {"difference_t": known})
        beside = "".join(f"; {by:+,.0f} t against the inventory ({method})" for method, by in known.items())
        rounded = f" ± {item.rounding_t:,.0f}" if item.rounding_t >= 1 else ""
        said.append(f"{item.year}  {item.total_t:,.0f}{rounded} t {item.gas}  {item.label}{beside}")
        said += [f"      {text}" for text in (item.remark, f"source: {item.source}") if text]
    return values, said or [f"No other published total of {city.record.name} is on file."]


def areas(store: Store, asked: argparse.Namespace) -> tuple[Any, list[str]]:
    """The factors of a country or an area, in t/MWh, with the gases that they are made of."""
    found = Cities(store).grid_factors(asked.country, asked.area, asked.year, asked.gwp)
    plain = [
        {item.name: getattr(factor, item.name) for item in fields(factor)} | {"gases": dict(factor.gases)}
        for factor in found
    ]
    said = []
    for factor in found:
        made = f"by {factor.gwp}" if factor.gwp else "as printed"
        name = f"{factor.year}  {factor.area:<5} {factor.name} ({factor.measure})"
        said.append(f"{name:<58} {factor.t_per_mwh:.5f} t {factor.gas}/MWh  {made}; {factor.edition} [{factor.mark}]")
    sources = dict.fromkeys(f"source: {factor.source}" for factor in found)
    return plain, [*said, *sources] or [f"No factor of {asked.year} is on file for this area."]
