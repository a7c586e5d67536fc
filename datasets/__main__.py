"""The command line of the data: ``python -m datasets COMMAND``; ``--help`` lists the commands."""

from __future__ import annotations

import argparse
import io
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from datasets import Cities, City, Refused, Store, database, open_store
from datasets.city.assessment import GWP_SET
from datasets.city.examining import examination
from datasets.commands import (
    action_commands,
    convert_command,
    driver_commands,
    explanation_commands,
    export_commands,
    factor_commands,
    import_command,
    method_text,
    registry_command,
    replies,
    target_commands,
    uncertainty_commands,
)
from datasets.commands.arguments import TARGET, Visible, pairs, plain, user
from datasets.commands.upkeep import add as add_upkeep
from datasets.store import creation


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns 0 when done, 2 when refused; a fault of the program raises and ends with 1."""
    asked = _parser().parse_args(arguments)
    for name in ("city", "reason", "author"):
        if getattr(asked, name, None) is not None:
            setattr(asked, name, plain(getattr(asked, name)))
    try:
        if "alone" in asked:  # a command for which the database may not be open
            return int(asked.alone(asked))
        if "existing" in asked:  # there is nothing to copy or to check in one that would only now be made
            creation.existing(asked.database)
        with open_store(asked.database, samples=not asked.empty) as store:
            try:
                return int(asked.command(store, asked))
            finally:
                if store.heads is not None and store.heads.fault is not None:
                    replies.warning(store.heads.fault)
    except Refused as refusal:
        replies.refusal(refusal.problems, asked.json, importing=getattr(asked, "command", None) is import_command.run)
        return 2


def _shared() -> argparse.ArgumentParser:
    shared = argparse.ArgumentParser(add_help=False)
    default = database()
    shared.add_argument("--database", type=Path, default=default, help=f"the database file (default: {default})")
    shared.add_argument("--empty", action="store_true", help="create a missing database without the sample cities")
    shared.add_argument("--json", action="store_true", help="answer in JSON")
    return shared


def _parser() -> argparse.ArgumentParser:
    shared = _shared()
    parser = argparse.ArgumentParser(
        prog="python -m datasets", description="Inventories, targets and verdicts of cities."
    )
    commands = parser.add_subparsers(required=True, metavar="command")

    listing = commands.add_parser("cities", parents=[shared], help="list the cities on file")
    listing.add_argument("--find", metavar="NAME", help="look for a city by name or id, among all signatories too")
    listing.add_argument("--country", help="where to look: an ISO code or a name")
    listing.set_defaults(command=_cities)
    import_command.add(commands, shared)

    judging = commands.add_parser("status", parents=[shared], help="are we on track?")
    judging.add_argument("city")
    judging.add_argument("--year", type=int, help="as of the inventory of this year")
    judging.add_argument("--target", help=TARGET)
    judging.add_argument("--gwp", default=GWP_SET, help="the GWP set for gases kept apart")
    judging.add_argument("--approach", default="activity-based", choices=["activity-based", "life-cycle"])
    judging.add_argument("--revision", type=int, help="as it stood after this revision")
    judging.set_defaults(command=_status)

    doubting = commands.add_parser("findings", parents=[shared], help="what looks doubtful in what is in force")
    doubting.add_argument("city")
    doubting.set_defaults(command=_findings)

    convert_command.add(commands, shared, _convert)

    factor_commands.add(commands, shared, _factors, _state)
    target_commands.add(commands, shared, _told, _state)
    action_commands.add(commands, shared, _told)
    driver_commands.add(commands, shared, _told, _state)
    explanation_commands.add(commands, shared, _told, _state)
    uncertainty_commands.add(commands, shared, _told, _state)

    export_commands.add(commands, shared)
    add_upkeep(commands, shared)
    method_text.add(commands, shared)

    looking = commands.add_parser("history", parents=[shared], help="the revisions of a city")
    looking.add_argument("city")
    looking.set_defaults(command=_history)

    undoing = commands.add_parser("undo", parents=[shared], help="put back what counted before a revision")
    undoing.add_argument("revision", type=int)
    undoing.add_argument("--reason", required=True)
    undoing.add_argument("--author")
    undoing.set_defaults(command=_undo)
    return parser


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
    progress = found.judged(asked.target)
    if asked.json:
        replies.as_json(replies.of_status(found, progress))
    else:
        replies.status(found, progress)
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


def _convert(store: Store, asked: argparse.Namespace) -> int:
    city = City(store, asked.city)
    modes = pairs(asked.mode, "--mode public_transport=railways")
    found = city.conversion(asked.year, asked.to, asked.method, modes, asked.electricity)
    if asked.json:
        replies.as_json(convert_command.as_dict(found))
    else:
        print("\n".join(convert_command.lines(found)))
    return 0


def _factors(store: Store, asked: argparse.Namespace) -> int:
    city = City(store, asked.city, gwp=asked.gwp, approach=asked.approach)
    found = city.factors(asked.year, asked.electricity, asked.gas, asked.edition)
    if asked.json:
        replies.as_json([factor_commands.as_dict(use) for use in found])
    else:
        print("\n".join(factor_commands.lines(found)) or "No energy is on file that a factor could be used for.")
    return 0


def _told(store: Store, asked: argparse.Namespace) -> int:
    values, lines = asked.tells(store, asked)
    if asked.json:
        replies.as_json(values)
    else:
        print("\n".join(lines))
    return 0


def _state(store: Store, asked: argparse.Namespace) -> int:
    revision = asked.brings(store, asked, asked.author or user())
    if asked.json:
        replies.as_json(replies.of_revision(revision))
    else:
        print(replies.line(revision))
        replies.head(revision)
    return 0


def _history(store: Store, asked: argparse.Namespace) -> int:
    revisions = City(store, asked.city).history()
    if asked.json:
        replies.as_json([replies.of_revision(revision) for revision in revisions])
    else:
        for revision in revisions:
            print(replies.line(revision))
        if not revisions:
            print("Nothing has been committed for this city.")
    return 0


def _undo(store: Store, asked: argparse.Namespace) -> int:
    revision = Cities(store).undo(asked.revision, asked.author or user(), asked.reason)
    if asked.json:
        replies.as_json(replies.of_revision(revision))
    else:
        print(f"Revision {asked.revision} is undone by revision {revision.revision}.")
        replies.head(revision)
    return 0


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))  # so that the database is closed
    # A terminal that lacks a letter shows its code instead of failing.
    if isinstance(sys.stderr, io.TextIOWrapper):
        sys.stderr.reconfigure(errors="backslashreplace")
    if isinstance(out := sys.stdout, io.TextIOWrapper):
        buffered, encoding = out.line_buffering, out.encoding
        sys.stdout = Visible(out.detach(), encoding, "backslashreplace", line_buffering=buffered)
    try:
        status = main()
        sys.stdout.flush()
    except BrokenPipeError:  # whoever reads has seen enough, such as `head`; nothing is left to say at the end either
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 0
    sys.exit(status)
