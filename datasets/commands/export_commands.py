"""The commands ``export`` and ``template``."""

from __future__ import annotations

import argparse
import mimetypes
from pathlib import Path

from analytics.text.problems import Problem, blocked
from datasets import Cities, City, Refused, Store
from datasets.commands import Commands, flag, needed, replies, whole
from datasets.exports import FORMATS
from datasets.intake.own_files.sheet_words import LANGUAGES

ENDINGS = {
    **dict.fromkeys(("primap2", "all", "bundle"), ".zip"),
    **dict.fromkeys(("covenant", "crf", "template"), ".xlsx"),
}
"""How the names of the files end that are no CSV."""


def add(commands: Commands) -> None:
    """Both commands with their options."""
    writing = argparse.ArgumentParser(add_help=False)
    writing.add_argument("--out", type=Path, help="the file to write")
    writing.add_argument("--force", action="store_true", help="replace a file that is there already")
    writing.add_argument("--language", default="en", help=f"one of {', '.join(LANGUAGES)} (default: en)")

    commands.add(
        "export",
        writing,
        "city",
        format=needed(choices=FORMATS),
        year=whole("an inventory year; may be repeated", action="append", default=[]),
        rehearse=flag("write nothing: say what a portal would send back (covenant, crf, cdp)"),
        command=export,
    )

    commands.add(
        "template", writing, city="the city to write into it", year=whole("the year to write into it"), command=template
    )


def export(store: Store, asked: argparse.Namespace) -> int:
    """Write an export, or say what would be sent back of it. Raises Refused where there is nothing to write, or a file
    stands in the way."""
    if asked.rehearse:
        # What a portal would send back, each with what it asks for and the page that settles it.
        city = City(store, asked.city)
        found = Cities.rehearsal(city, asked.format)
        if asked.json:
            replies.as_json({"city": city.id, "format": asked.format, "sent_back": [one._asdict() for one in found]})
            return 0
        for one in found:
            print(f"Would be sent back: {one.found}. {one.wanted} Settled on the page {one.page}.")
        if not found:
            print(f"Nothing that is known of would be sent back of {city.record.name}.")
        return 0
    _insist_on_a_name(asked, asked.format)  # before the work: a bundle of all formats takes seconds
    said = {"read": "Reading the figures", "write": "Writing the file", "pack": "Packing the files"}
    with replies.told_as_it_goes() as step:
        made = City(store, asked.city).export(asked.format, asked.year, asked.language, lambda name: step(said[name]))
    replies.written(asked, made.content, left_out=[{"what": what, "reason": reason} for what, reason in made.left_out])
    for what, reason in () if asked.json else made.left_out:
        print(f"Left out: {what}. {reason}")
    return 0


def template(store: Store, asked: argparse.Namespace) -> int:
    """Write the workbook to fill in. Raises Refused for an unknown language, or where a file stands in the way."""
    _insist_on_a_name(asked, "template")
    return replies.written(asked, Cities(store).template(asked.language, asked.city, asked.year), left_out=[])


def _insist_on_a_name(asked: argparse.Namespace, form: str) -> None:
    """Raise Refused where no file is named, or by the ending of another kind."""
    ending = ENDINGS.get(form, ".csv")
    fix = f"Name the file to write: --out FILE{ending}"
    if asked.out is None:
        raise Refused(Problem("block", "export-out", "no file to write into", "its name", fix))
    given = asked.out.suffix.lower()
    known = given in {".csv", *ENDINGS.values()} or mimetypes.guess_type(asked.out.name) != (None, None)
    if given != ending and known:
        found = f'"{asked.out.name}" for a file of the format {form}'
        raise blocked("export-ending", found, f"a name that ends in {ending}", fix)
