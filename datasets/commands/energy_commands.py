"""The command of energy access: the figures of a city, what stands beside them, its goals and measures."""

from __future__ import annotations

import argparse
from typing import Any

from analytics.adaptation.goals_and_actions import STATUSES
from analytics.energy_access.access_indicators import ATTRIBUTES, BOUNDS, GEOGRAPHIES, INDICATORS
from datasets import City, Store
from datasets.commands import Commands

NOT_STATED = "not stated"


def add(commands: Commands) -> None:
    """It with its options."""
    commands.add("energy", "city", tells=listing)


def listing(store: Store, asked: argparse.Namespace) -> tuple[Any, list[str]]:
    """The answer of ``energy``: by attribute the city's own figures; then what stands beside them, each labelled by
    what it is of; goals, measures, and what is worked out with its passport."""
    city = City(store, asked.city)
    room, name = city.energy(), city.record.name
    lines: list[str] = []
    for attribute, called in ATTRIBUTES.items():
        own = [f"  {_figure(one)}" for one in room.of(attribute)]
        lines += [f"{called}, of {name} itself:", *(own or ["  no figure on file"])]
    lines += ["Beside it, not of the city:", *(f"  {_figure(one)}" for one in room.beside)]
    for series in room.context:
        year, value = series.points[-1]
        open_yet = ", provisional" if year in series.provisional else ""
        lines.append(f"  {series.name}: {value:,.4g} {series.unit} ({series.area}, {year}{open_yet}; {series.source})")
    lines += [f"goal  {one.goal} ({one.area or name}, {one.target_year or NOT_STATED})" for one in room.goals]
    lines += [
        f"measure  {one.measure} ({one.area or name}, {STATUSES.get(one.status, NOT_STATED)})" for one in room.measures
    ]
    for passport in room.passports.values():
        lines += passport.lines()
    values = {
        "own": [one._asdict() for one in room.own],
        "beside": [one._asdict() for one in room.beside],
        "context": [vars(series) for series in room.context],
        "goals": [one._asdict() for one in room.goals],
        "measures": [one._asdict() for one in room.measures],
        "worked_out": {name: passport.as_dict() for name, passport in room.passports.items()},
    }
    return values, lines


def _figure(one: Any) -> str:
    bound = f"{BOUNDS[one.bound]} " if one.bound else ""
    beside = [
        f"{GEOGRAPHIES[one.geography].lower()} {one.area}".strip(),
        str(one.year or "year not printed"),
        one.people,
    ]
    told = ", ".join(filter(None, beside))
    return f"{INDICATORS[one.indicator].name}: {bound}{one.value:,.10g} {one.in_unit} ({told}; {one.source})"
