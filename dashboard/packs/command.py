"""``python -m dashboard pack CITY --out DIR [--language it]``: the slides of a city and its page of paper, without
opening the dashboard."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from analytics.text.problems import Problem
from dashboard import language
from datasets import City, CityReport, Outlook, Refused, open_store
from datasets.store import disk

KINDS = {"pptx": "progress", "pdf": "handout"}
"""The kinds of file that a pack can hold, by what the name of the file says beside the city."""


def run(argv: Sequence[str], database: Path | str) -> int:
    """Write the pack of a city into a folder, which is made where it is missing; ``database`` is the default file.

    Returns 0 when done and 2 when refused: a city, a kind or a language that is unknown, or a file that is there
    already.
    """
    asked = _arguments(argv, database)
    try:
        kinds = _known(asked.only)
        _spoken(asked.language)
        with open_store(asked.database) as store:
            city = City(store, asked.city)
            report, ahead, code = city.report(), city.outlook(), city.code()
            makes = {"pptx": partial(_slides, city), "pdf": partial(_handout, report, ahead, code)}
            disk.made(asked.out)
            for kind in kinds:
                path = asked.out / f"{report.city.city_id.lower()}-{KINDS[kind]}.{kind}"
                content = language.bound(partial(makes[kind], asked.language))()
                disk.write(path, content, asked.force)
                print(f"Wrote {path} ({len(content):,} bytes).")
    except Refused as refusal:
        print("\n".join(problem.sentence() for problem in refusal.problems), file=sys.stderr)
        return 2
    return 0


def _slides(city: City, spoken: str) -> bytes:
    from dashboard.packs import decks
    from dashboard.packs.slide_deck import Edition

    return decks.mayor(city, Edition(datetime.now(UTC), decks.codes(city), languages=(spoken,)))


def _handout(report: CityReport, ahead: Outlook, code: str | None, spoken: str) -> bytes:
    from dashboard.packs.handout import handout

    language.use(spoken)
    return handout(report, ahead, datetime.now(UTC), code)


def _arguments(argv: Sequence[str], database: Path | str) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m dashboard pack",
        description="Write the Progress page of a city as slides (PPTX) and as a page of paper (PDF).",
    )
    parser.add_argument("city", help="its id or name")
    parser.add_argument("--out", metavar="DIR", type=Path, required=True, help="the folder to write into")
    parser.add_argument("--only", default=",".join(KINDS), help=f"the kinds of file: {', '.join(KINDS)}")
    spoken = ", ".join(language.LANGUAGES)
    parser.add_argument(
        "--language", metavar="CODE", default=language.ENGLISH, help=f"its language: {spoken} (default: en)"
    )
    parser.add_argument("--force", action="store_true", help="replace a file that is there already")
    parser.add_argument("--database", metavar="FILE", default=database, help=f"the database (default: {database})")
    return parser.parse_args(argv)


def _known(asked: str) -> list[str]:
    """The kinds of file that are asked for. Refuses those that a pack does not hold."""
    kinds = list(dict.fromkeys(kind.strip().casefold() for kind in asked.split(",")))
    wrong = [kind for kind in kinds if kind not in KINDS]
    if wrong:
        found, expected = f'the kind "{", ".join(wrong)}"', f"one of: {', '.join(KINDS)}"
        fix = "Pictures and numbers are saved below each chart of the dashboard."
        raise Refused(Problem("block", "pack-kind", found, expected, fix, choices=tuple(KINDS)))
    return kinds


def _spoken(code: str) -> None:
    """Refuse a language that the dashboard does not speak."""
    if code not in language.LANGUAGES:
        known = tuple(language.LANGUAGES)
        expected, fix = f"one of: {', '.join(known)}", "Give one of these codes, or none for English."
        raise Refused(Problem("block", "pack-language", f'the language "{code}"', expected, fix, choices=known))
