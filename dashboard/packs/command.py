"""``python -m dashboard pack CITY --out DIR [--with CITY] [--language it]``: slides, page of paper and story of a city,
of a pair or, without a city, of the programme, without opening the dashboard.

``handout`` and ``story`` in the place of ``pack`` write these alone.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from analytics.text.problems import Problem
from dashboard import language
from datasets import Cities, City, Refused, Store, open_store
from datasets.store import disk

if TYPE_CHECKING:
    from dashboard.packs.deck_options import Made
    from dashboard.packs.paper import Paper

KINDS = ("pptx", "pdf", "html")
"""The kinds of file that a pack can hold: slides, a page of paper, and a story."""
COMMANDS: Mapping[str, tuple[str, ...]] = {"pack": KINDS, "handout": ("pdf",), "story": ("html",)}
"""The commands, by the kinds of file that they write."""


def run(argv: Sequence[str], database: Path | str) -> int:
    """Write the pack of a city, a pair or the programme into a folder, which is made where it is missing; ``database``
    is the default file.

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
            papers = _of_pair if asked.city and asked.partner else _of_city if asked.city else _of_programme
            made += [(name, make) for name, make in papers(store, asked) if name.rpartition(".")[2] in kinds]
            disk.made(asked.out)
            for name, make in made:
                content = language.bound(partial(_in, asked.language, make))()
                disk.write(asked.out / name, content, asked.force)
                print(f"Wrote {asked.out / name} ({len(content):,} bytes).")
    except Refused as refusal:
        print("\n".join(problem.sentence() for problem in refusal.problems), file=sys.stderr)
        return 2
    return 0


def _in(spoken: str, make: Callable[[], bytes]) -> bytes:
    language.use(spoken)
    return make()


# What only one kind of file needs is loaded when it is made.


def _of_city(store: Store, asked: argparse.Namespace) -> list[Made]:
    city, today = City(store, asked.city), datetime.now(UTC)
    code = city.code()

    def printed() -> bytes:
        from dashboard.packs.city_paper import city_paper
        from dashboard.packs.handout import handout

        return handout(city_paper(city.report(), city.outlook(), today, code), today, asked.paper)

    def told() -> bytes:
        from dashboard.packs.city_story import city_story
        from dashboard.packs.story import story

        return story(city_story(city, today))

    return _named(city.id.lower(), printed, told)


def _of_pair(store: Store, asked: argparse.Namespace) -> list[Made]:
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

    return _named(f"{left.id}-{right.id}".lower(), printed, told)


def _of_programme(store: Store, asked: argparse.Namespace) -> list[Made]:
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

    return _named("programme", printed, told)


def _named(name: str, printed: Callable[[], bytes], told: Callable[[], bytes]) -> list[Made]:
    return [(f"{name}-handout.pdf", printed), (f"{name}-story.html", told)]


def _arguments(argv: Sequence[str], database: Path | str) -> argparse.Namespace:
    command, *rest = argv
    parser = argparse.ArgumentParser(
        prog=f"python -m dashboard {command}",
        description="Write slides (PPTX), a page of paper (PDF) and a story (HTML) of a city, of a pair (--with), or "
        "without a city of the programme.",
    )
    parser.add_argument("city", nargs="?", help="its id or name; the programme needs none")
    parser.add_argument("--out", metavar="DIR", type=Path, required=True, help="the folder to write into")
    from dashboard.packs import deck_options

    kinds = ",".join(COMMANDS[command])
    parser.add_argument("--only", default=kinds, help=f"the kinds of file: {', '.join(KINDS)}")
    spoken = ", ".join(language.LANGUAGES)
    parser.add_argument(
        "--language", metavar="CODE", default=language.ENGLISH, help=f"its language: {spoken} (default: en)"
    )
    parser.add_argument("--paper", choices=("a4", "letter"), help="its size (default: that of the country)")
    deck_options.add(parser)
    parser.add_argument("--force", action="store_true", help="replace a file that is there already")
    parser.add_argument("--database", metavar="FILE", default=database, help=f"the database (default: {database})")
    asked = parser.parse_args(rest)
    if asked.partner and not asked.city:
        parser.error("name a city, and with --with the other one of the pair")
    return asked


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
