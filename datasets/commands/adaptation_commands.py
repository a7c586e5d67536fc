"""The commands of adaptation: hazards with goals and actions are listed, taken in from a table, and written down."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from analytics.adaptation.hazard_names import HAZARDS, hazard_name
from datasets import AdaptationRoom, Cities, City, Store
from datasets.commands import Commands, import_command, replies
from datasets.commands.arguments import plain, user
from datasets.store import disk

MOST_TOLD = 20
"""So many problems are printed for people; the rest is counted, and all are in the answer in JSON."""
NOT_STATED = "not stated"


def add(commands: Commands) -> None:
    """All of them with their options."""
    listed = commands.add("hazards")
    listed.add_argument("city")
    listed.set_defaults(tells=listing)

    taking = commands.add("import-hazards")
    taking.add_argument("file", type=Path, help="a CSV file as export-hazards writes it, or CDP's table of 2021")
    taking.add_argument("--city", help="the city of rows that name none")
    taking.add_argument("--reason", required=True, help="why it is taken in")
    taking.add_argument("--by", dest="author", help="who takes it in (default: the user of this machine)")
    taking.set_defaults(command=take)

    writing = commands.add("export-hazards")
    writing.add_argument("city")
    writing.add_argument("--out", type=Path, required=True, help="the file to write")
    writing.add_argument("--force", action="store_true", help="replace a file that is there already")
    writing.set_defaults(command=write)


def take(store: Store, asked: argparse.Namespace) -> int:
    """Take in a table; what of it is not taken in is told with row, column and reason. Raises Refused as
    ``Cities.state_adaptation``."""
    cities = Cities(store)
    found = cities.read_adaptation(import_command.content(asked.file), plain(asked.file.name), asked.city)
    made = cities.state_adaptation(found, asked.author or user(), asked.reason)
    counts = {name: len(held) for name, held in found.entries.items()}
    if asked.json:
        problems = replies.nothing_read(found.problems)["problems"]
        answer = {"cities": list(found.cities), "rows": found.rows, "taken": counts, "problems": problems}
        replies.as_json({**replies.of_revision(made), **answer})
        return 0
    for problem in found.problems[:MOST_TOLD]:
        print(problem.sentence(), file=sys.stderr)
    if len(found.problems) > MOST_TOLD:
        print(f"... and {len(found.problems) - MOST_TOLD:,} more (all of them with --json)", file=sys.stderr)
    told = ", ".join(f"{number:,} {name.replace('_', ' ')}" for name, number in counts.items())
    print(f"{found.rows:,} rows read; taken in: {told} of {len(found.cities)} cities.")
    replies.committed(made, as_values=False)
    return 0


def write(store: Store, asked: argparse.Namespace) -> int:
    """Write a table. Raises Refused where a file stands in the way."""
    content = City(store, asked.city).adaptation_file()
    disk.write(asked.out, content, asked.force)
    if asked.json:
        replies.as_json({"outcome": "written", "file": str(asked.out), "bytes": len(content)})
    else:
        print(f"Wrote {asked.out} ({len(content):,} bytes).")
    return 0


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
