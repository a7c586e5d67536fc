"""The command ``wastewater``: the gases of a city's wastewater by both editions of the IPCC, and what lies between."""

from __future__ import annotations

import argparse
from typing import Any

from datasets import Cities, Store
from datasets.commands import Commands, needed, option


def add(commands: Commands) -> None:
    """The command with its options."""
    commands.add(
        "wastewater",
        people=needed("inhabitants whose wastewater is treated", type=float),
        bod=needed("g BOD per inhabitant and day (Europe: 60)", type=float),
        protein=needed("kg of protein eaten per inhabitant and year", type=float),
        plant=option("primary, secondary or tertiary", default="secondary"),
        region=option("a part of the name of a region of the Refinement", default="Europe"),
        tells=both,
    )


def both(store: Store, asked: argparse.Namespace) -> dict[str, Any]:
    """Each edition in t of each gas; one serves all years of a series, and what lies between two is no change."""
    found = Cities(store).wastewater(asked.people, asked.bod, asked.protein, asked.plant, asked.region)
    return {name: {**gases._asdict(), "n2o_t": gases.n2o_t} for name, gases in found.items()}
