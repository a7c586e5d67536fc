"""The command of adaptation: hazards are listed with climate facts, goals and actions."""

from __future__ import annotations

import argparse
from typing import Any

from analytics.adaptation.hazard_names import HAZARDS, hazard_name
from datasets import AdaptationRoom, City, Store
from datasets.commands import Commands


def add(commands: Commands) -> None:
    """It with its options."""
    commands.add("hazards", "city", tells=listing)


def listing(store: Store, asked: argparse.Namespace) -> dict[str, Any]:
    """The answer of ``hazards``: each with its levels, and what is on file of facts, goals and actions."""
    room = City(store, asked.city).adaptation()
    named = [_hazard(room, one.code) | {"number": one.number, "rated": one.rated} for one in room.named]
    return {"hazards": named} | {
        name: [item._asdict() for item in held]
        for name, held in (
            ("statements", room.hazards),
            ("facts", room.facts),
            ("goals", room.goals),
            ("actions", room.actions),
        )
    }


def _hazard(room: AdaptationRoom, code: str) -> dict[str, Any]:
    (one,) = (item for item in room.named if item.code == code)
    return {
        "hazard": code,
        "name": hazard_name(code),
        "group": HAZARDS[code].group if code in HAZARDS else None,
        "probability": one.probability or None,
        "consequence": one.consequence or None,
        "differing": one.differing,
    }
