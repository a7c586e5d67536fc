"""The decks of the command line: which there are, what is asked for with them, and the files that they become."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from analytics.text.problems import Refused, blocked
from dashboard import language
from dashboard.packs import decks, logo
from dashboard.packs.logo import Logo
from dashboard.packs.slide_deck import Edition
from datasets import City, Store

Made = tuple[str, Callable[[], bytes]]
"""The name of a file, and what makes it."""
DECKS = ("mayor", "technical", "pair", "programme", "since")


def add(parser: argparse.ArgumentParser) -> None:
    """The options of the decks."""
    usual = "mayor; with --with pair; without a city programme"
    parser.add_argument("--deck", metavar="KINDS", help=f"the decks of slides: {', '.join(DECKS)} (default: {usual})")
    parser.add_argument(
        "--with", metavar="CITY", dest="partner", help="the other city of a pair (default: its partner)"
    )
    parser.add_argument("--since", metavar="DATE", help="the day of the last meeting (2026-05-12), for the deck since")
    parser.add_argument("--beside", metavar="CODE", help="a second language, beside the first one on each slide")
    parser.add_argument("--logo", metavar="FILE", type=Path, help="a picture for the upper corner of each slide")


def files(asked: argparse.Namespace, store: Store, read: Callable[[str], City]) -> Iterator[Made]:
    """The decks that are asked for, of cities that ``read`` gives by their ids. Raises Refused for one that is unknown,
    or lacks a city or its partner."""
    kinds = list(dict.fromkeys(kind.strip().casefold() for kind in _wanted(asked).split(",")))
    wrong = [kind for kind in kinds if kind not in DECKS]
    if wrong:
        fix = "Give one or several of them, with commas between."
        raise _refused("deck-kind", f'the deck "{", ".join(wrong)}"', f"one of: {', '.join(DECKS)}", fix)
    languages = _languages(asked.spoken, asked.beside)
    city = read(City(store, asked.city).id) if asked.city else None
    picture = logo.read(asked.logo, city.record.name if city else asked.logo.stem) if asked.logo else None
    for kind in kinds:
        if kind == "programme":
            yield "programme.pptx", partial(_programme, store, languages, picture)
        elif city is None:
            raise _refused(
                "deck-city", "no city", f"a city for the deck {kind}", "Name it first: pack Boston --out DIR"
            )
        elif kind == "pair":
            other = _partner(store, read, city, asked.partner)
            name = f"{city.id.lower()}-{other.id.lower()}-pair.pptx"
            edition = Edition(datetime.now(UTC), decks.codes(city, other), picture, languages)
            yield name, partial(decks.pair, city, other, edition)
        elif kind == "since":
            day = _day(asked.since)
            revision = decks.revision_of(city, day)
            then = None if revision is None else decks.read_once(store, city.id, revision)
            edition = Edition(datetime.now(UTC), decks.codes(city), picture, languages)
            yield f"{city.id.lower()}-since-{day}.pptx", partial(decks.since, city, then, day, edition)
        else:
            make, name = {"mayor": (decks.mayor, "progress"), "technical": (decks.technical, "technical")}[kind]
            edition = Edition(datetime.now(UTC), decks.codes(city), picture, languages)
            yield f"{city.id.lower()}-{name}.pptx", partial(make, city, edition)


def _wanted(asked: argparse.Namespace) -> str:
    """The decks by their names with commas between: those that were given, else the one that fits what a pack is of."""
    given: str | None = asked.deck
    return given or ("pair" if asked.partner else "mayor" if asked.city else "programme")


def _programme(store: Store, languages: tuple[str, ...], picture: Logo | None) -> bytes:
    return decks.programme(decks.of_all(store), Edition(datetime.now(UTC), (), picture, languages))


def _day(asked: str | None) -> date:
    """The day of the last meeting."""
    try:
        return date.fromisoformat(asked or "")
    except ValueError:
        found = f'the day "{asked}"' if asked else "no day"
        fix = "Give it with the deck since: --since 2026-05-12"
        raise _refused("deck-since", found, "a day as 2026-05-12", fix) from None


def _partner(store: Store, read: Callable[[str], City], city: City, asked: str | None) -> City:
    """The other city of a pair: the one that is asked for, else its partner."""
    twin = city.report().twin
    if asked is None and twin is None:
        found, expected = f"no pairing of {city.record.name}", "a partner"
        raise _refused("deck-partner", found, expected, "Name one, paired or not: --with Lyon")
    other = read(City(store, asked or (twin.city_id if twin else "")).id)
    if other.id == city.id:
        found, expected = f"{city.record.name} twice", "two cities"
        raise _refused("deck-partner", found, expected, "Name another one: --with Lyon")
    return other


def _languages(first: str, second: str | None) -> tuple[str, ...]:
    """The language of the slides, or the two of them."""
    if second is None:
        return (first,)
    known, fix = tuple(language.LANGUAGES), "Give another one of these codes, or leave --beside out."
    if second == first or second not in known:
        again = " twice" if second == first else ""
        raise _refused("pack-language", f'the language "{second}"{again}', f"one of: {', '.join(known)}", fix)
    return first, second


def _refused(rule: str, found: str, expected: str, fix: str) -> Refused:
    """What is said to who types a command is in its language, and not collected for translation."""
    return blocked(rule, found, expected, fix)
