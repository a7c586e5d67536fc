"""The commands of what cities state in rows: a table of it is taken in, and written down."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from datasets import Cities, City, Store
from datasets.commands import Commands, flag, import_command, needed, option, place, replies
from datasets.commands.arguments import author, plain

MOST_TOLD = 20
"""So many problems are printed for people; the rest is counted, and all are in the answer in JSON."""


def add(commands: Commands) -> None:
    """Both of them with their options."""
    commands.add(
        "import-statements",
        file=place("a CSV file as export-statements writes it, or CDP's table of 2021", type=Path),
        city="the city of rows that name none",
        reason=needed("why it is taken in"),
        by=option("who takes it in (default: the user of this machine)", dest="author"),
        command=take,
    )

    commands.add(
        "export-statements",
        "city",
        of=option("the kinds, such as hazard or goal (default: all)", nargs="+", default=[]),
        language=option(
            "headings and choices in this language, or crf or mycovenant for the words of the framework or MyCovenant",
            default="",
        ),
        blank=flag("a table to fill in, without what is on file"),
        out=needed("the file to write", type=Path),
        force=flag("replace a file that is there already"),
        command=write,
    )


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
    return replies.written(asked, content)
