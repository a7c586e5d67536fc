"""The command ``wastewater``: the gases of a city's wastewater by both editions of the IPCC, and what lies between."""

from __future__ import annotations

import argparse
from typing import Any

from datasets import Cities, Store
from datasets.commands import Commands


def add(commands: Commands) -> None:
    """The command with its options."""
    counting = commands.add("wastewater")
    counting.add_argument("--people", type=float, required=True, help="inhabitants whose wastewater is treated")
    counting.add_argument("--bod", type=float, required=True, help="g BOD per inhabitant and day (Europe: 60)")
    counting.add_argument("--protein", type=float, required=True, help="kg of protein eaten per inhabitant and year")
    counting.add_argument("--plant", default="secondary", help="primary, secondary or tertiary")
    counting.add_argument("--region", default="Europe", help="a part of the name of a region of the Refinement")
    counting.set_defaults(tells=both)


def both(store: Store, asked: argparse.Namespace) -> tuple[Any, list[str]]:
    """Each edition and the difference, in t of each gas."""
    found = Cities(store).wastewater(asked.people, asked.bod, asked.protein, asked.plant, asked.region)
    values = {name: {**gases._asdict(), "n2o_t": gases.n2o_t} for name, gases in found.items()}
    lines = [
        f"{name:<22} CH4 {gases.ch4_t:>10,.1f} t   N2O {gases.n2o_t:>10,.1f} t "
        f"(effluent {gases.n2o_effluent_t:,.1f} t, plants {gases.n2o_plants_t:,.1f} t)"
        for name, gases in found.items()
    ]
    return values, [
        *lines,
        "An edition serves all years of a series; what lies between them is no change of emissions.",
    ]
