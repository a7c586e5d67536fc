"""The commands of one city: ``cities`` lists them, ``status`` judges one, ``findings``, ``history`` and ``undo``."""

from __future__ import annotations

import argparse
from typing import Any

from datasets import Cities, City, Revision, Store
from datasets.city.assessment import GWP_SET
from datasets.city.examining import examination
from datasets.commands import Commands, registry_command, replies
from datasets.commands.arguments import TARGET, user


def add(commands: Commands) -> None:
    """The five commands with their options."""
    listing = commands.add("cities")
    listing.add_argument("--find", metavar="NAME", help="look for a city by name or id, among all signatories too")
    listing.add_argument("--country", help="where to look: an ISO code or a name")
    listing.set_defaults(command=_cities)

    judging = commands.add("status")
    judging.add_argument("city")
    judging.add_argument("--year", type=int, help="as of the inventory of this year")
    judging.add_argument("--target", help=TARGET)
    judging.add_argument("--gwp", default=GWP_SET, help="the GWP set for gases kept apart")
    judging.add_argument("--approach", default="activity-based", choices=["activity-based", "life-cycle"])
    judging.add_argument("--revision", type=int, help="as it stood after this revision")
    judging.set_defaults(command=_status)

    doubting = commands.add("findings")
    doubting.add_argument("city")
    doubting.set_defaults(command=_findings)

    looking = commands.add("history")
    looking.add_argument("city")
    looking.set_defaults(tells=_history)

    undoing = commands.add("undo")
    undoing.add_argument("revision", type=int)
    undoing.add_argument("--reason", required=True)
    undoing.add_argument("--author")
    undoing.set_defaults(command=_undo)


def _cities(store: Store, asked: argparse.Namespace) -> int:
    if asked.find is not None:
        return registry_command.find(store, asked)
    cities = Cities(store).records()
    if asked.json:
        replies.as_json([{"city": city.city_id, "name": city.name, "country": city.country} for city in cities])
    else:
        for city in cities:
            print(f"{city.city_id:<10} {city.name}, {city.country}")
    return 0


def _status(store: Store, asked: argparse.Namespace) -> int:
    city = City(store, asked.city, asked.revision, asked.gwp, asked.approach)
    found = city.report(asked.year)
    progress, turning = found.judged(asked.target), city.flips(asked.target, asked.year)
    if asked.json:
        replies.as_json(replies.of_status(found, progress, turning))
    else:
        replies.status(found, progress, turning)
    return 0


def _findings(store: Store, asked: argparse.Namespace) -> int:
    city = City(store, asked.city)
    found = city.findings()
    if asked.json:
        replies.as_json([examination.as_dict(finding) for finding in found.findings])
    else:
        replies.findings(found, most=None)
        if not found.findings:
            print(f"Nothing that is in force for {city.record.name} looks doubtful.")
    return 0


def _history(store: Store, asked: argparse.Namespace) -> tuple[Any, list[str]]:
    revisions: list[Revision] = City(store, asked.city).history()
    lines = [replies.line(revision) for revision in revisions]
    return [replies.of_revision(revision) for revision in revisions], lines or [
        "Nothing has been committed for this city."
    ]


def _undo(store: Store, asked: argparse.Namespace) -> int:
    revision = Cities(store).undo(asked.revision, asked.author or user(), asked.reason)
    if asked.json:
        replies.as_json(replies.of_revision(revision))
    else:
        print(f"Revision {asked.revision} is undone by revision {revision.revision}.")
        replies.head(revision)
    return 0
