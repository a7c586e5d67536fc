"""``python -m dashboard pack CITY --out DIR [--partner CITY] [--language it]``: the slides of a city, its page of paper
and its story, those of a pair, or of the programme (``pack --programme``), without opening the dashboard.

``handout`` and ``story`` in the place of ``pack`` write these alone.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from analytics.text.problems import Problem
from dashboard import language
from datasets import Cities, City, Refused, Store, open_store
from datasets.store import disk

if TYPE_CHECKING:
    from dashboard.packs.paper import Paper

COMMANDS: Mapping[str, tuple[str, ...]] = {"pack": (), "handout": ("pdf",), "story": ("html",)}
"""The commands by the kinds of file that they write; ``pack`` writes all that there are."""
KINDS: Mapping[str, tuple[str, ...]] = {
    "city": ("pptx", "pdf", "html"),
    "pair": ("pdf", "html"),
    "programme": ("pdf", "html"),
}
"""The kinds of file that there are of a city, of a pair and of the programme."""
NAMES: Mapping[str, str] = {"pptx": "progress", "pdf": "handout", "html": "story"}
"""What the name of a file says of its kind."""


@dataclass(frozen=True)
class Packed:
    """What a pack is of: how its files begin, and how each kind of them is made."""

    name: str
    makes: Mapping[str, Callable[[], bytes]]


def run(argv: Sequence[str], database: Path | str) -> int:
    """Write the pack of a city, a pair or the programme into a folder, which is made where it is missing; ``database``
    is the default file.

    Returns 0 when done and 2 when refused: a city, a kind or a language that is unknown, or a file that is there
    already.
    """
    asked = _arguments(argv, database)
    subject = "programme" if asked.programme else "pair" if asked.partner else "city"
    try:
        kinds = _known(asked.only, subject)
        _spoken(asked.language)
        disk.made(asked.out)
        with open_store(asked.database) as store:
            pack = {"city": _of_city, "pair": _of_pair, "programme": _of_programme}[subject](store, asked)
            for kind in kinds:
                path = asked.out / f"{pack.name}-{NAMES[kind]}.{kind}"
                content = language.bound(partial(_in, asked.language, pack.makes[kind]))()
                disk.write(path, content, asked.force)
                print(f"Wrote {path} ({len(content):,} bytes).")
    except Refused as refusal:
        print("\n".join(problem.sentence() for problem in refusal.problems), file=sys.stderr)
        return 2
    return 0


def _in(spoken: str, make: Callable[[], bytes]) -> bytes:
    language.use(spoken)
    return make()


# What only one kind of file needs is loaded when it is made.


def _of_city(store: Store, asked: argparse.Namespace) -> Packed:
    city, today = City(store, asked.city), datetime.now(UTC)
    report, code = city.report(), city.code()

    def slides() -> bytes:
        from dashboard.packs import decks
        from dashboard.packs.slide_deck import Edition

        return decks.mayor(city, Edition(today, decks.codes(city), languages=(asked.language,)))

    def printed() -> bytes:
        from dashboard.packs.city_paper import city_paper
        from dashboard.packs.handout import handout

        return handout(city_paper(report, city.outlook(), today, code), today, asked.paper)

    def told() -> bytes:
        from dashboard.packs.city_story import city_story
        from dashboard.packs.story import story

        return story(city_story(city, today))

    return Packed(city.id.lower(), {"pptx": slides, "pdf": printed, "html": told})


def _of_pair(store: Store, asked: argparse.Namespace) -> Packed:
    left, right = City(store, asked.city), City(store, asked.partner)
    today, codes = datetime.now(UTC), (left.code(), right.code())

    def printed() -> bytes:
        from dashboard.packs.handout import handout
        from dashboard.packs.pair_paper import pair_paper
        from dashboard.parts.pairs.pairing import faced

        return handout(pair_paper(faced(left, right), today, codes), today, asked.paper)

    def told() -> bytes:
        from dashboard.packs.pair_story import pair_story
        from dashboard.packs.story import story
        from dashboard.parts.pairs.pairing import faced

        return story(pair_story(faced(left, right), today, codes))

    return Packed(f"{left.id}-{right.id}".lower(), {"pdf": printed, "html": told})


def _of_programme(store: Store, asked: argparse.Namespace) -> Packed:
    every, today = Cities(store), datetime.now(UTC)

    @cache
    def paper() -> Paper:
        from dashboard.packs.programme_paper import programme_paper

        return programme_paper(every.programme(), every.pair_lines(), cache(partial(City, store)), today)

    def printed() -> bytes:
        from dashboard.packs.handout import handout

        return handout(paper(), today, asked.paper)

    def told() -> bytes:
        from dashboard.packs.story import story

        return story(paper())

    return Packed("programme", {"pdf": printed, "html": told})


def _arguments(argv: Sequence[str], database: Path | str) -> argparse.Namespace:
    command, *rest = argv
    parser = argparse.ArgumentParser(
        prog=f"python -m dashboard {command}",
        description="Write slides (PPTX), a page of paper (PDF) and a story (HTML) of a city; paper and story of a "
        "pair or of the programme.",
    )
    parser.add_argument("city", nargs="?", help="its id or name")
    parser.add_argument("--partner", metavar="CITY", help="the other city of a pair")
    parser.add_argument("--programme", action="store_true", help="of all cities together, in the place of a city")
    parser.add_argument("--out", metavar="DIR", type=Path, required=True, help="the folder to write into")
    kinds = ",".join(COMMANDS[command])
    parser.add_argument("--only", default=kinds, help=f"the kinds of file: {', '.join(NAMES)}")
    spoken = ", ".join(language.LANGUAGES)
    parser.add_argument(
        "--language", metavar="CODE", default=language.ENGLISH, help=f"its language: {spoken} (default: en)"
    )
    parser.add_argument("--paper", choices=("a4", "letter"), help="its size (default: that of the country)")
    parser.add_argument("--force", action="store_true", help="replace a file that is there already")
    parser.add_argument("--database", metavar="FILE", default=database, help=f"the database (default: {database})")
    asked = parser.parse_args(rest)
    if bool(asked.city) == asked.programme or (asked.partner and asked.programme):
        parser.error("name a city, with --partner a pair, or --programme in the place of both")
    return asked


def _known(asked: str, subject: str) -> list[str]:
    """The kinds of file that are asked for, all without any. Refuses those that there are not of the ``subject``."""
    there = KINDS[subject]
    kinds = list(dict.fromkeys(kind.strip().casefold() for kind in asked.split(","))) if asked else list(there)
    wrong = [kind for kind in kinds if kind not in there]
    if wrong:
        found, expected = f'the kind "{", ".join(wrong)}"', f"one of: {', '.join(there)}"
        fix = "Pictures and numbers are saved below each chart of the dashboard."
        raise Refused(Problem("block", "pack-kind", found, expected, fix, choices=there))
    return kinds


def _spoken(code: str) -> None:
    """Refuse a language that the dashboard does not speak."""
    if code not in language.LANGUAGES:
        known = tuple(language.LANGUAGES)
        expected, fix = f"one of: {', '.join(known)}", "Give one of these codes, or none for English."
        raise Refused(Problem("block", "pack-language", f'the language "{code}"', expected, fix, choices=known))
