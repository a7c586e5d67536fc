"""The commands ``export`` and ``template``."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from datasets import Cities, City, Store
from datasets.commands import Commands, replies
from datasets.exports import FORMATS
from datasets.intake.own_files.sheet_words import LANGUAGES
from datasets.store import disk


def add(commands: Commands) -> None:
    """Both commands with their options."""
    writing = argparse.ArgumentParser(add_help=False)
    writing.add_argument("--out", type=Path, required=True, help="the file to write")
    writing.add_argument("--force", action="store_true", help="replace a file that is there already")
    writing.add_argument("--language", default="en", help=f"one of {', '.join(LANGUAGES)} (default: en)")

    taking = commands.add("export", writing)
    taking.add_argument("city")
    taking.add_argument("--format", required=True, choices=FORMATS)
    taking.add_argument("--year", type=int, action="append", default=[], help="an inventory year; may be repeated")
    taking.set_defaults(command=export)

    filling = commands.add("template", writing)
    filling.add_argument("--city", help="the city to write into it")
    filling.add_argument("--year", type=int, help="the year to write into it")
    filling.set_defaults(command=template)


def export(store: Store, asked: argparse.Namespace) -> int:
    """Write an export. Raises Refused where there is nothing to write, or a file stands in the way."""
    said = {"read": "Reading the figures", "write": "Writing the file", "pack": "Packing the files"}
    with replies.told_as_it_goes() as step:
        made = City(store, asked.city).export(asked.format, asked.year, asked.language, lambda name: step(said[name]))
    return _written(asked, made.content, made.left_out)


def template(store: Store, asked: argparse.Namespace) -> int:
    """Write the workbook to fill in. Raises Refused for an unknown language, or where a file stands in the way."""
    return _written(asked, Cities(store).template(asked.language, asked.city, asked.year))


def _written(asked: argparse.Namespace, content: bytes, left: Sequence[tuple[str, str]] = ()) -> int:
    disk.write(asked.out, content, asked.force)
    if asked.json:
        listed = [{"what": what, "reason": reason} for what, reason in left]
        replies.as_json({"outcome": "written", "file": str(asked.out), "bytes": len(content), "left_out": listed})
    else:
        print(f"Wrote {asked.out} ({len(content):,} bytes).")
        for what, reason in left:
            print(f"Left out: {what}. {reason}")
    return 0
