"""The commands of explanations: ``explanations`` lists them, ``explain`` says why a place holds what it holds."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from datasets import City, Revision, Store
from datasets.commands import Commands, import_command, whole
from datasets.commands.arguments import plain


def add(commands: Commands) -> None:
    """Both commands with their options."""
    commands.add("explanations", "city", year=whole("one inventory year (default: all)"), tells=listing)

    explaining = commands.add("explain", "city")
    what = explaining.add_mutually_exclusive_group(required=True)
    what.add_argument("--year", type=int, help="the inventory year")
    what.add_argument("--file", type=Path, help="a CSV file with the columns year, place, carrier, reason and by")
    explaining.add_argument("--place", help="a sector, a GPC reference (residential, I.1.1), or inhabitants")
    explaining.add_argument("--carrier", help="an energy carrier (default: all of the place)")
    explaining.add_argument("--reason", required=True, help="why; with --file, why the file is taken in")
    explaining.add_argument("--by", dest="author", help="who says so (default: the user of this machine)")
    explaining.set_defaults(brings=state)


def state(store: Store, asked: argparse.Namespace, author: str) -> Revision:
    """Put one explanation on file, or those of a table. Raises Refused as ``City.explain`` and ``City.explain_all``."""
    city = City(store, asked.city)
    if asked.file is not None:
        return city.explain_all(import_command.content(asked.file), plain(asked.file.name), author, asked.reason)
    return city.explain(asked.year, plain(asked.place or ""), plain(asked.carrier or ""), author, asked.reason)


def listing(store: Store, asked: argparse.Namespace) -> list[dict[str, Any]]:
    """The answer of ``explanations``: each place with its reason and who gave it."""
    found = City(store, asked.city).explanations()
    return [item._asdict() for item in found if asked.year in (None, item.year)]
