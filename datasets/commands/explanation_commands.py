"""The commands of explanations: ``explanations`` lists them, ``explain`` says why a place holds what it holds."""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from analytics.problems import Problem, Refused
from analytics.vocabulary import CARRIERS, SECTORS
from datasets import explanations
from datasets.commands import import_command
from datasets.commands.arguments import plain
from datasets.naming import find_city
from datasets.store import Revision, Store, Submission
from datasets.store.kinds.explanations import KIND, Explanation

LAYOUT = "explanations"
Command = Callable[[Store, argparse.Namespace], int]


def add(commands: Any, shared: argparse.ArgumentParser, told: Command, stated: Command) -> None:
    """Register both commands; ``told`` prints what ``asked.tells`` gives, ``stated`` commits ``asked.brings``."""
    listed = commands.add_parser("explanations", parents=[shared], help="why places of a city hold what they hold")
    listed.add_argument("city")
    listed.add_argument("--year", type=int, help="one inventory year (default: all)")
    listed.set_defaults(command=told, tells=listing)

    explaining = commands.add_parser("explain", parents=[shared], help="say why a place holds what it holds")
    explaining.add_argument("city")
    what = explaining.add_mutually_exclusive_group(required=True)
    what.add_argument("--year", type=int, help="the inventory year")
    what.add_argument("--file", type=Path, help=f"a CSV file with the columns {', '.join(explanations.COLUMNS)}")
    explaining.add_argument("--place", help="a sector or a GPC reference, such as residential or I.1.1")
    explaining.add_argument("--carrier", help="an energy carrier (default: all of the place)")
    explaining.add_argument("--reason", required=True, help="why; with --file, why the file is taken in")
    explaining.add_argument("--by", dest="author", help="who says so (default: the user of this machine)")
    explaining.set_defaults(command=stated, brings=state)


def state(store: Store, asked: argparse.Namespace, author: str) -> Revision:
    """Commit one explanation, or those of a file; the same place of a year again replaces what was said of it.

    Raises Refused: a year out of range, a place or carrier that nobody knows, a missing reason or name, a file that
    cannot be read.
    """
    city, name, sha256 = find_city(asked.city, store.cities()), None, None
    if asked.file is not None:
        data = import_command.content(asked.file)
        name, sha256 = plain(asked.file.name), hashlib.sha256(data).hexdigest()
        given = explanations.from_table(data, name, city, author)
        if not asked.reason.strip():
            found, fix = "no reason", "Say in a few words why."
            raise Refused(Problem("ask", "reason-missing", found, "a reason", fix, key="reason"))
    else:
        place, carrier = plain(asked.place or ""), plain(asked.carrier or "")
        given = (explanations.explanation(city, str(asked.year), place, carrier, asked.reason, author),)
    return store.commit(
        Submission(
            None,
            0,
            author,
            LAYOUT,
            reason=asked.reason.strip(),
            file_name=name,
            file_sha256=sha256,
            brings={KIND.name: given},
        )
    )


def listing(store: Store, asked: argparse.Namespace) -> tuple[Any, list[str]]:
    """The answer of ``explanations``: each place with its reason and who gave it, as values and as lines."""
    city = find_city(asked.city, store.cities())
    found = store.register().of(KIND).get(city.city_id, ())
    chosen = [item for item in found if asked.year in (None, item.year)]
    values = [item._asdict() for item in chosen]
    return values, [_line(item) for item in chosen] or [f"Nothing is explained for {city.name}."]


def _line(item: Explanation) -> str:
    place = SECTORS[item.place].name if item.place in SECTORS else item.place
    carrier = f", {CARRIERS[item.carrier].name}" if item.carrier else ""
    return f"{item.year}  {place}{carrier}: {item.reason} ({item.by}, revision {item.revision})"
