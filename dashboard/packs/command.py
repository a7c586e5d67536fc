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

KINDS = ("pptx", "pdf")
"""The kinds of file that a pack can hold: slides, and a page of paper of a city."""


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
            from dashboard.packs import deck_options

            made = [*deck_options.files(asked, store)] if "pptx" in kinds else []
            if "pdf" in kinds and asked.city:
                city = City(store, asked.city)
                name = f"{city.id.lower()}-handout.pdf"
                made.append((name, partial(_handout, city.report(), city.outlook(), city.code(), asked.language)))
            disk.made(asked.out)
            for name, make in made:
                content = language.bound(make)()
                disk.write(asked.out / name, content, asked.force)
                print(f"Wrote {asked.out / name} ({len(content):,} bytes).")
    except Refused as refusal:
        print("\n".join(problem.sentence() for problem in refusal.problems), file=sys.stderr)
        return 2
    return 0


def _handout(report: CityReport, ahead: Outlook, code: str | None, spoken: str) -> bytes:
    from dashboard.packs.handout import handout

    language.use(spoken)
    return handout(report, ahead, datetime.now(UTC), code)


def _arguments(argv: Sequence[str], database: Path | str) -> argparse.Namespace:
    from dashboard.packs import deck_options

    parser = argparse.ArgumentParser(
        prog="python -m dashboard pack",
        description="Write slides (PPTX) of a city, a pair or the programme, and the page of a city on paper (PDF).",
    )
    parser.add_argument("city", nargs="?", help="its id or name; the programme needs none")
    parser.add_argument("--out", metavar="DIR", type=Path, required=True, help="the folder to write into")
    parser.add_argument("--only", default=",".join(KINDS), help=f"the kinds of file: {', '.join(KINDS)}")
    spoken = ", ".join(language.LANGUAGES)
    parser.add_argument(
        "--language", metavar="CODE", default=language.ENGLISH, help=f"its language: {spoken} (default: en)"
    )
    deck_options.add(parser)
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
        raise Refused(Problem("block", "pack-kind", found, expected, fix, choices=KINDS))
    return kinds


def _spoken(code: str) -> None:
    """Refuse a language that the dashboard does not speak."""
    if code not in language.LANGUAGES:
        known = tuple(language.LANGUAGES)
        expected, fix = f"one of: {', '.join(known)}", "Give one of these codes, or none for English."
        raise Refused(Problem("block", "pack-language", f'the language "{code}"', expected, fix, choices=known))
