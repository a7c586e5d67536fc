"""The commands of what cities state in rows: a table of it is taken in, and written down."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from datasets import Cities, City, Store
from datasets.commands import Commands, import_command, replies
from datasets.commands.arguments import author, plain
from datasets.store import disk

MOST_TOLD = 20
"""So many problems are printed for people; the rest is counted, and all are in the answer in JSON."""


def add(commands: Commands) -> None:
    """Both of them with their options."""
    taking = commands.add("import-statements")
    taking.add_argument("file", type=Path, help="a CSV file as export-statements writes it, or CDP's table of 2021")
    taking.add_argument("--city", help="the city of rows that name none")
    taking.add_argument("--reason", required=True, help="why it is taken in")
    taking.add_argument("--by", dest="author", help="who takes it in (default: the user of this machine)")
    taking.set_defaults(command=take)

    writing = commands.add("export-statements")
    writing.add_argument("city")
    writing.add_argument("--of", nargs="+", default=[], help="the kinds, such as hazard or goal (default: all)")
    writing.add_argument(
        "--language",
        default="",
        help="headings and choices in this language, or crf or mycovenant for the words of the framework or MyCovenant",
    )
    writing.add_argument("--blank", action="store_true", help="a table to fill in, without what is on file")
    writing.add_argument("--out", type=Path, required=True, help="the file to write")
    writing.add_argument("--force", action="store_true", help="replace a file that is there already")
    writing.set_defaults(command=write)


def take(store: Store, asked: argparse.Namespace) -> int:
    """Take in a table; what of it is not taken in is told with row, column and reason. Raises Refused as
    ``Cities.state_statements``."""
    cities = Cities(store)
    found = cities.read_statements(import_command.content(asked.file), plain(asked.file.name), asked.city)
    made = cities.state_statements(found, author(asked.author, store), asked.reason)
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
    of = replies.several(len(found.cities), "city", "cities")
    print(f"{replies.several(found.rows, 'row')} read; taken in: {told} of {of}.")
    replies.committed(made, as_values=False)
    return 0


def write(store: Store, asked: argparse.Namespace) -> int:
    """Write a table. Raises Refused where a file stands in the way."""
    content = City(store, asked.city).statements_file(*asked.of, language=asked.language, empty=asked.blank)
    disk.write(asked.out, content, asked.force)
    if asked.json:
        replies.as_json({"outcome": "written", "file": str(asked.out), "bytes": len(content)})
    else:
        print(f"Wrote {asked.out} ({len(content):,} bytes).")
    return 0
