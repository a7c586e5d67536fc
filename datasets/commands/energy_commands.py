"""The command of energy access: the figures of a city, what stands beside them, its goals and measures."""

from __future__ import annotations

import argparse
from typing import Any

from datasets import City, Store
from datasets.commands import Commands


def add(commands: Commands) -> None:
    """It with its options."""
    commands.add("energy", "city", tells=listing)


def listing(store: Store, asked: argparse.Namespace) -> dict[str, Any]:
    """The answer of ``energy``: by attribute the city's own figures; then what stands beside them, each labelled by
    what it is of; goals, measures, and what is worked out with its passport."""
    room = City(store, asked.city).energy()
    return {
        "own": [one._asdict() for one in room.own],
        "beside": [one._asdict() for one in room.beside],
        "context": [vars(series) for series in room.context],
        "goals": [one._asdict() for one in room.goals],
        "measures": [one._asdict() for one in room.measures],
        "worked_out": {name: passport.as_dict() for name, passport in room.passports.items()},
    }
