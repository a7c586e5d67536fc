"""The commands of figures: what a city states beside its inventories, written down by table and taken in again."""

from __future__ import annotations

import argparse
from pathlib import Path

from datasets import Cities, City, Revision, Store
from datasets.commands import Commands, flag, import_command, needed, option, place, replies
from datasets.commands.arguments import plain
from datasets.store import disk


def add(commands: Commands) -> None:
    """Both commands with their options."""
    names = ", ".join(Cities.figure_titles())
    commands.add(
        "figures",
        "city",
        table=place(f"one of {names}"),
        out=option("the CSV file to write (default: print it)", type=Path),
        force=flag("replace a file that is there already"),
        command=write,
    )

    commands.add(
        "import-figures",
        "city",
        table=place(f"one of {names}"),
        file=place("a CSV file as the command figures writes it; other rows stay", type=Path),
        reason=needed("why it is taken in"),
        by=option("who takes it in (default: the user of this machine)", dest="author"),
        brings=take,
    )


def write(store: Store, asked: argparse.Namespace) -> int:
    """Print a table, or write it to a file. Raises Refused for a table that is none, and where a file stands in the
    way."""
    found = City(store, asked.city).figures(asked.table)
    if asked.out is not None:
        disk.write(asked.out, found.file(), asked.force)
    if asked.json:
        replies.as_json({"table": found.name, "rows": list(found.rows), "file": asked.out and str(asked.out)})
    else:
        print(f"Wrote {asked.out}." if asked.out else found.file().decode("utf-8-sig"), end="\n" if asked.out else "")
    return 0


def take(store: Store, asked: argparse.Namespace, author: str) -> Revision:
    """Take in a table. Raises Refused as ``City.state_figures``."""
    city = City(store, asked.city)
    edit = city.figures(asked.table).merged(import_command.content(asked.file), plain(asked.file.name))
    return city.state_figures(edit, author, asked.reason)
