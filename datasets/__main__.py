"""The command line of the data: ``python -m datasets import | status | history | undo | cities``."""

from __future__ import annotations

import argparse
import getpass
import io
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from analytics.problems import Problem, Refused
from datasets import assessment, commitments, conversion, examination, factor_commands, intake, replies
from datasets.exports import commands as export_commands
from datasets.samples import open_store
from datasets.store import Store
from datasets.upkeep import add as add_upkeep

DATABASE = Path("data") / "covenant.duckdb"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns 0 when done, 2 when refused; a fault of the program raises and ends with 1."""
    asked = _parser().parse_args(arguments)
    for name in ("city", "reason", "author"):
        if getattr(asked, name, None) is not None:
            setattr(asked, name, _plain(getattr(asked, name)))
    try:
        if "alone" in asked:  # a command for which the database may not be open
            return int(asked.alone(asked))
        with open_store(asked.database, samples=not asked.empty) as store:
            return int(asked.command(store, asked))
    except Refused as refusal:
        replies.refusal(refusal.problems, asked.json, importing=getattr(asked, "command", None) is _import)
        return 2


def _shared() -> argparse.ArgumentParser:
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--database", type=Path, default=DATABASE, help=f"the database file (default: {DATABASE})")
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
    listing.set_defaults(command=_cities)
    taking = commands.add_parser("import", parents=[shared], help="check a file and take it in")
    taking.add_argument("file", type=Path)
    taking.add_argument("--city", help="the city of a file that names none")
    taking.add_argument("--year", type=int, help="the inventory year of a file that names none")
    taking.add_argument("--mapping", type=Path, help='a JSON file of answers, such as {"column:year": "Anno"}')
    taking.add_argument("--answer", action="append", default=[], metavar="KEY=VALUE", help="settle a question")
    taking.add_argument("--reason", help="why a committed inventory is corrected")
    taking.add_argument("--author", help="who commits (default: the user of this machine)")
    taking.add_argument("--dry-run", action="store_true", help="check and report, write nothing")
    taking.set_defaults(command=_import)

    judging = commands.add_parser("status", parents=[shared], help="are we on track?")
    judging.add_argument("city")
    judging.add_argument("--year", type=int, help="as of the inventory of this year")
    judging.add_argument("--target", type=int, help="the target of this year (default: the next one)")
    judging.add_argument("--gwp", default=assessment.GWP_SET, help="the GWP set for gases kept apart")
    judging.add_argument("--approach", default="activity-based", choices=["activity-based", "life-cycle"])
    judging.add_argument("--revision", type=int, help="as it stood after this revision")
    judging.set_defaults(command=_status)

    doubting = commands.add_parser("findings", parents=[shared], help="what looks doubtful in what is in force")
    doubting.add_argument("city")
    doubting.set_defaults(command=_findings)

    conversion.add(commands, shared, _convert)

    factor_commands.add(commands, shared, _factors, _state)
    commitments.add(commands, shared, _told, _state)

    export_commands.add(commands, shared)
    add_upkeep(commands, shared)

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
    cities = store.cities()
    if asked.json:
        replies.as_json([{"city": city.city_id, "name": city.name, "country": city.country} for city in cities])
    else:
        for city in cities:
            print(f"{city.city_id:<10} {city.name}, {city.country}")
    return 0


def _import(store: Store, asked: argparse.Namespace) -> int:
    draft = intake.draft(store, _content(asked.file), _plain(asked.file.name), _answers(asked), asked.city, asked.year)
    revision = None
    outcome = draft.outcome
    examined = examination.of_draft(store, draft)
    if draft.ready and not asked.dry_run:
        revision = intake.commit(store, draft, asked.author or _user(), asked.reason)
        outcome = "committed"
    if asked.json:
        replies.as_json(replies.of_draft(draft, outcome, revision, examined))
    else:
        replies.draft(draft, outcome, revision, examined)
    return 0 if draft.ready else 2


def _content(path: Path) -> bytes:
    try:
        if path.is_char_device() or path.is_block_device():  # such as /dev/zero, which never ends
            raise OSError(None, "a device")
        return path.read_bytes()
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise Refused(
            Problem(
                "block",
                "file-unreadable",
                f'"{path}" ({why})',
                "a file that can be read",
                "Check the path and the rights.",
            )
        ) from error


def _answers(asked: argparse.Namespace) -> dict[str, str]:
    settled: dict[str, str] = {}
    if asked.mapping:
        try:
            settled |= {str(key): str(value) for key, value in json.loads(asked.mapping.read_text("utf-8")).items()}
        except (OSError, ValueError, AttributeError, RecursionError) as error:
            raise Refused(
                Problem(
                    "block", "mapping-unreadable", f'"{asked.mapping}"',
                    'a JSON object such as {"column:year": "Anno"}',
                    "Mend the file.",
                )
            ) from error  # fmt: skip
    settled |= _pairs(asked.answer, "--answer decimal=comma")
    if asked.reason:
        settled["reason"] = asked.reason
    return settled


def _pairs(texts: Sequence[str], example: str) -> dict[str, str]:
    """Options of the form KEY=VALUE. Raises Refused for one that is not."""
    found = {}
    for text in texts:
        key, equals, value = text.partition("=")
        if not equals:
            problem = Problem("block", "answer-unreadable", f'"{text}"', "KEY=VALUE", f"Write for example {example}.")
            raise Refused(problem)
        found[_plain(key)] = _plain(value)
    return found


def _status(store: Store, asked: argparse.Namespace) -> int:
    city = store.city(asked.city)
    with store.reader(asked.revision) as reader:
        found = assessment.read(reader, city.city_id, asked.year, asked.gwp, asked.approach)
    progress = assessment.one_target(found, asked.target)
    if asked.json:
        replies.as_json(replies.of_status(found, progress))
    else:
        replies.status(found, progress)
    return 0


def _findings(store: Store, asked: argparse.Namespace) -> int:
    city = store.city(asked.city)
    found = examination.of_city(store, city.city_id)
    if asked.json:
        replies.as_json([examination.as_dict(finding) for finding in found.findings])
    else:
        replies.findings(found, most=None)
        if not found.findings:
            print(f"Nothing that is in force for {city.name} looks doubtful.")
    return 0


def _convert(store: Store, asked: argparse.Namespace) -> int:
    city_id = store.city(asked.city).city_id
    modes = _pairs(asked.mode, "--mode public_transport=railways")
    found = conversion.convert(store, city_id, asked.year, asked.to, asked.method, modes, asked.electricity)
    if asked.json:
        replies.as_json(conversion.as_dict(found))
    else:
        print("\n".join(conversion.lines(found)))
    return 0


def _factors(store: Store, asked: argparse.Namespace) -> int:
    found = factor_commands.listing(store, asked)
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
    revision = asked.brings(store, asked, asked.author or _user())
    if asked.json:
        replies.as_json(replies.of_revision(revision))
    else:
        print(replies.line(revision))
    return 0


def _history(store: Store, asked: argparse.Namespace) -> int:
    revisions = store.history(store.city(asked.city).city_id)
    if asked.json:
        replies.as_json([replies.of_revision(revision) for revision in revisions])
    else:
        for revision in revisions:
            print(replies.line(revision))
        if not revisions:
            print("Nothing has been committed for this city.")
    return 0


def _undo(store: Store, asked: argparse.Namespace) -> int:
    revision = store.undo(asked.revision, asked.author or _user(), asked.reason)
    if asked.json:
        replies.as_json(replies.of_revision(revision))
    else:
        print(f"Revision {asked.revision} is undone by revision {revision.revision}.")
    return 0


def _plain(text: str) -> str:
    """An argument as text that can be kept and printed: bytes that are no text are shown by their number."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a user without a name; which one it is depends on Python and system
        return "command line"


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal that lacks a letter shows its code instead of failing
            stream.reconfigure(errors="backslashreplace")
    sys.exit(main())
