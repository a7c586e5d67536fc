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
from datasets import assessment, intake, replies
from datasets.samples import open_store
from datasets.store import Store

DATABASE = Path("data") / "covenant.duckdb"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns 0 when done, 2 when refused; a fault of the program raises and ends with 1."""
    asked = _parser().parse_args(arguments)
    for name in ("city", "reason", "author"):
        if getattr(asked, name, None) is not None:
            setattr(asked, name, _plain(getattr(asked, name)))
    try:
        with open_store(asked.database, samples=not asked.empty) as store:
            return int(asked.command(store, asked))
    except Refused as refusal:
        replies.refusal(refusal.problems, asked.json, importing=asked.command is _import)
        return 2


def _parser() -> argparse.ArgumentParser:
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--database", type=Path, default=DATABASE, help=f"the database file (default: {DATABASE})")
    shared.add_argument("--empty", action="store_true", help="create a missing database without the sample cities")
    shared.add_argument("--json", action="store_true", help="answer in JSON")
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
    judging.set_defaults(command=_status)

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
    if draft.ready and not asked.dry_run:
        revision = intake.commit(store, draft, asked.author or _user(), asked.reason)
        outcome = "committed"
    if asked.json:
        replies.as_json(replies.of_draft(draft, outcome, revision))
    else:
        replies.draft(draft, outcome, revision)
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
    for text in asked.answer:
        key, equals, value = text.partition("=")
        if not equals:
            raise Refused(
                Problem(
                    "block", "answer-unreadable", f'"{text}"', "KEY=VALUE", "Write for example --answer decimal=comma."
                )
            )
        settled[_plain(key)] = _plain(value)
    if asked.reason:
        settled["reason"] = asked.reason
    return settled


def _status(store: Store, asked: argparse.Namespace) -> int:
    city = store.city(asked.city)
    found = assessment.report(store, city.city_id, asked.year, asked.gwp, asked.approach)
    progress = assessment.one_target(found, asked.target)
    if asked.json:
        replies.as_json(replies.of_status(found, progress))
    else:
        replies.status(found, progress)
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
