"""The command of adaptation: hazards are listed with climate facts, goals and actions."""

from __future__ import annotations

import argparse
from typing import Any

from analytics.adaptation.hazard_names import HAZARDS, hazard_name
from datasets import AdaptationRoom, City, Store
from datasets.commands import Commands

NOT_STATED = "not stated"


def add(commands: Commands) -> None:
    """It with its options."""
    commands.add("hazards", "city", tells=listing)


def listing(store: Store, asked: argparse.Namespace) -> tuple[Any, list[str]]:
    """The answer of ``hazards``: each with its levels, and what is on file of facts, goals and actions."""
    city = City(store, asked.city)
    room = city.adaptation()
    named = [_hazard(room, one.code) | {"number": one.number, "rated": one.rated} for one in room.named]
    values = {"hazards": named} | {
        name: [item._asdict() for item in held]
        for name, held in (
            ("statements", room.hazards),
            ("facts", room.facts),
            ("goals", room.goals),
            ("actions", room.actions),
        )
    }
    lines = [
        f"{one['number']}  {one['name']}: probability {one['probability'] or NOT_STATED}, "
        f"consequence {one['consequence'] or NOT_STATED}"
        for one in named
    ]
    lines += [
        f"{fact.kind}  {_years(fact.first_year, fact.last_year)}{fact.what}{_figure(fact)}" for fact in room.facts
    ]
    lines += [f"goal  {goal.goal} ({goal.target_year or NOT_STATED})" for goal in room.goals]
    lines += [f"action  {action.action} ({action.status or NOT_STATED})" for action in room.actions]
    return values, lines or [f"No hazard of {city.record.name} is on file."]


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


def _years(first: int | None, last: int | None) -> str:
    if first is None and last is None:
        return ""
    if first == last:
        return f"{first}: "
    return f"{first or ''}–{last or ''}: "


def _figure(fact: Any) -> str:
    if fact.value is None:
        return ""
    most = "" if fact.most is None else f" to {fact.most:,.10g}"
    area = f" ({fact.area})" if fact.area else ""
    return f", {fact.value:,.10g}{most} {fact.unit}{area}"
