"""The commands of figures: what a city states beside its inventories, written down by table and taken in again."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from analytics.text.problems import Problem, Refused
from datasets import Cities, City, FigureEdit, Revision, Store
from datasets.commands import Commands, flag, import_command, needed, option, place, replies
from datasets.commands.arguments import pairs, plain
from datasets.store import disk


def add(commands: Commands) -> None:
    """All of them with their options."""
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

    for act in (put, remove):
        commands.add(
            act.__name__.replace("put", "set"),
            "city",
            table=place(f"one of {names}"),
            cells=place("the cells of a row as the command figures names them", nargs="+", metavar="COLUMN=VALUE"),
            reason=needed("why"),
            by=option("who says so (default: the user of this machine)", dest="author"),
            brings=act,
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


def put(store: Store, asked: argparse.Namespace, author: str) -> Revision:
    """State one row, in the place of its like. Raises Refused as ``City.state_figures``."""
    city = City(store, asked.city)
    table = city.figures(asked.table)
    columns = table.editing.columns
    stated = table.stating(_cells(asked, [column.field for column in columns]))
    try:
        return city.state_figures(stated, author, asked.reason)
    except Refused as refused:
        # A person types the names of the columns here, and not the titles that a page shows.
        fields = {column.title: column.field for column in columns}
        told = (replace(item, row=None, column=fields.get(item.column or "", item.column)) for item in refused.problems)
        raise Refused(*told) from None


def remove(store: Store, asked: argparse.Namespace, author: str) -> Revision:
    """Take the one row back that has such cells. Raises Refused for none or several, and as ``City.state_figures``."""
    city = City(store, asked.city)
    table = city.figures(asked.table)
    like = table.like(_cells(asked, [column.field for column in table.editing.columns]))
    if len(like) != 1:
        fix = f"The command figures lists them: figures {city.id} {table.name}."
        raise Refused(Problem("block", "row-unknown", replies.several(len(like), "row"), "the cells of one row", fix))
    kept = tuple(row for row in table.rows if row not in like)
    return city.state_figures(FigureEdit(table.name, table.rows, kept), author, asked.reason)


def _cells(asked: argparse.Namespace, names: Sequence[str]) -> dict[str, str]:
    """The texts of a row by their columns. Raises Refused for a column that there is not."""
    cells = pairs(asked.cells, "year=2019")
    if unknown := sorted(cells.keys() - set(names)):
        found, expected = f'"{unknown[0][:40]}"', f"one of {', '.join(names)}"
        raise Refused(Problem("block", "column-unknown", found, expected, "Correct the name."))
    return cells
