"""``python -m dashboard pack CITY --out DIR [--with CITY] [--language it]``: slides, page of paper, story and numbers
of a city, of a pair or, without a city, of the programme, without opening the dashboard; ``--all`` of every city.

``handout`` and ``story`` in the place of ``pack`` write these alone.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache, partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from analytics.text.problems import blocked
from dashboard import language
from datasets import Cities, City, Refused, Store, open_store, pair_room
from datasets.store import disk

if TYPE_CHECKING:
    from dashboard.packs import every_city
    from dashboard.packs.deck_options import Made
    from dashboard.packs.paper import Paper
    from dashboard.parts.pairs.pairing import Facing

KINDS = ("pptx", "pdf", "html", "xlsx", "csv")
"""The kinds of file that a pack holds: slides, a page of paper, a story, and the numbers of all of them as a workbook
and as tables."""
WHOLE = "zip"
"""What is written on request: every format of a city's inventories in one archive, and its bundle."""
COMMANDS: Mapping[str, tuple[str, ...]] = {"pack": KINDS, "handout": ("pdf",), "story": ("html",)}
"""The commands, by the kinds of file that they write."""
BAR = 24
"""So many signs is the bar of progress long."""


def run(argv: Sequence[str], database: Path | str, called: str = "python -m dashboard") -> int:
    """Write the pack of a city, a pair, the programme or every city into a folder, which is made where it is missing;
    ``database`` is the default file, ``called`` how the program is called.

    Returns 0 when done and 2 when refused: a city, a kind or a language that is unknown, or a file that is there
    already.
    """
    asked = _arguments(argv, database, called)
    try:
        fix = "Pictures and numbers are saved below each chart of the dashboard."
        kinds = _chosen(asked.only, (*KINDS, WHOLE), "pack-kind", "kind", fix)
        fix = "Give one of these codes or several, as it,en, or none for English."
        spoken = _chosen(asked.language, tuple(language.LANGUAGES), "pack-language", "language", fix)
        with open_store(asked.database) as store:
            if asked.all:
                _every(store, partial(_write, asked, kinds, spoken))
            else:
                _write(asked, kinds, spoken, store, asked.city, _tell)
    except Refused as refusal:
        print("\n".join(problem.sentence() for problem in refusal.problems), file=sys.stderr)
        return 2
    return 0


def _every(store: Store, write: every_city.Write) -> None:
    """The packs of every city, with a line for each file and a bar of progress."""
    from dashboard.packs import every_city

    cities = [city.city_id for city in store.cities()]
    _bar(0, "")
    for number, done in enumerate(every_city.written(store, cities, write), 1):
        for line in done.lines:
            _tell(line)
        if done.refused:
            raise Refused(*done.refused)
        _bar(number / len(cities), "")


def _write(
    asked: argparse.Namespace,
    kinds: Sequence[str],
    spoken: Sequence[str],
    store: Store,
    city: str | None,
    tell: Callable[[str], None],
) -> None:
    """One pack, in each language in a folder of its own where there are several; a line is told of each file."""
    asked.city = city
    for asked.spoken in spoken:
        folder = asked.out / asked.spoken if len(spoken) > 1 else asked.out
        disk.made(folder)
        for name, make in _files(store, asked, kinds):
            if not asked.all:
                _bar(spoken.index(asked.spoken) / len(spoken), name)
            content = language.bound(partial(_in, asked.spoken, make))()
            disk.write(folder / name, content, asked.force)
            tell(f"Wrote {folder / name} ({len(content):,} bytes).")


def _bar(share: float, name: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\033[K{'█' * round(share * BAR):░<{BAR}} {share:4.0%} {name} …", end="", file=sys.stderr, flush=True)


def _tell(line: str) -> None:
    print("\r\033[K" if sys.stderr.isatty() else "", end="", file=sys.stderr, flush=True)
    print(line)


def _files(store: Store, asked: argparse.Namespace, kinds: Sequence[str]) -> Iterator[Made]:
    """The files of these kinds; the readings of a city are made once for all of them."""
    from dashboard.packs import deck_options, decks

    read = cache(partial(decks.read_once, store))
    if "pptx" in kinds:
        yield from [*deck_options.files(asked, store, read)]
    papers = _of_pair if asked.city and asked.partner else _of_city if asked.city else _of_programme
    yield from ((name, make) for name, make in papers(store, asked, read) if name.rpartition(".")[2] in kinds)


def _in(spoken: str, make: Callable[[], bytes]) -> bytes:
    language.use(spoken)
    return make()


# What only one kind of file needs is loaded when it is made.


def _of_city(store: Store, asked: argparse.Namespace, read: Callable[[str], City]) -> list[Made]:
    city, today = read(City(store, asked.city).id), datetime.now(UTC)
    code = city.code()

    def printed() -> bytes:
        from dashboard.packs.city_paper import city_paper
        from dashboard.packs.handout import handout

        return handout(city_paper(city.report(), city.outlook(), today, code), today, asked.paper)

    def told() -> Paper:
        from dashboard.packs.city_story import city_story

        return city_story(city, today)

    name = city.id.lower()
    made = [*_named(name, printed, told), (f"{name}-bundle.zip", lambda: city.export("bundle").content)]
    if city.report().inventories:
        every = partial(city.export, "all", language=asked.spoken)
        made.append((f"{name}-inventories.csv", lambda: city.export("long").content))
        made.append((f"{name}-inventories.zip", lambda: every().content))
    return made


def _of_pair(store: Store, asked: argparse.Namespace, read: Callable[[str], City]) -> list[Made]:
    left, right = (read(City(store, one).id) for one in (asked.city, asked.partner))
    today, codes = datetime.now(UTC), (left.code(), right.code())

    @cache
    def found() -> Facing:
        from dashboard.parts.pairs.pairing import faced

        return faced(left, right)

    def printed() -> bytes:
        from dashboard.packs.handout import handout
        from dashboard.packs.pair_paper import pair_paper

        return handout(pair_paper(found(), today, codes), today, asked.paper)

    def told() -> Paper:
        from dashboard.packs.pair_story import pair_story

        return pair_story(found(), today, codes)

    return _named(f"{left.id}-{right.id}".lower(), printed, told)


def _of_programme(store: Store, asked: argparse.Namespace, read: Callable[[str], City]) -> list[Made]:
    every, today = Cities(store), datetime.now(UTC)

    @cache
    def paper() -> Paper:
        from dashboard.packs.programme_paper import programme_paper

        return programme_paper(every.programme(), pair_room.lines(every.store.register()), read, today)

    def printed() -> bytes:
        from dashboard.packs.handout import handout

        return handout(paper(), today, asked.paper)

    return _named("programme", printed, paper)


def _named(name: str, printed: Callable[[], bytes], told: Callable[[], Paper]) -> list[Made]:
    """The page of paper; the story, and its numbers as a workbook and as a table."""
    story = cache(told)

    def made(module: str, kind: str) -> bytes:
        content: bytes = getattr(import_module(f"dashboard.packs.{module}"), kind)(story())
        return content

    return [
        (f"{name}-handout.pdf", printed),
        (f"{name}-story.html", partial(made, "story", "story")),
        (f"{name}-numbers.xlsx", partial(made, "pack_numbers", "workbook")),
        (f"{name}-numbers.csv", partial(made, "pack_numbers", "table")),
    ]


def _arguments(argv: Sequence[str], database: Path | str, called: str) -> argparse.Namespace:
    command, *rest = argv
    parser = argparse.ArgumentParser(
        prog=f"{called} {command}",
        description="Write slides (PPTX), a page of paper (PDF), a story (HTML) and the numbers (XLSX, CSV) of a city, "
        "of a pair (--with), of every city (--all), or without a city of the programme.",
    )
    parser.add_argument("city", nargs="?", help="its id or name; the programme needs none")
    parser.add_argument("--all", action="store_true", help="every city on file")
    parser.add_argument("--out", metavar="DIR", type=Path, required=True, help="the folder to write into")
    from dashboard.packs import deck_options

    kinds = ",".join(COMMANDS[command])
    known = f"{', '.join(KINDS)}, and {WHOLE}: every format of a city's inventories, and its bundle"
    parser.add_argument("--only", default=kinds, help=f"the kinds of file: {known} (default: {kinds})")
    spoken = ", ".join(language.LANGUAGES)
    parser.add_argument(
        "--language",
        metavar="CODES",
        default=language.ENGLISH,
        help=f"its language: {spoken} (default: en); of several, as it,en, each has a folder",
    )
    parser.add_argument("--paper", choices=("a4", "letter"), help="its size (default: that of the country)")
    deck_options.add(parser)
    parser.add_argument("--force", action="store_true", help="replace a file that is there already")
    parser.add_argument("--database", metavar="FILE", default=database, help=f"the database (default: {database})")
    asked = parser.parse_args(rest)
    if asked.partner and not asked.city:
        parser.error("name a city, and with --with the other one of the pair")
    if asked.all and asked.city:
        parser.error("name a city, or give --all")
    return asked


def _chosen(asked: str, known: tuple[str, ...], rule: str, what: str, fix: str) -> list[str]:
    """What is named with commas between, each once. Refuses what is not known, and nothing."""
    found = list(dict.fromkeys(filter(None, (part.strip().casefold() for part in asked.split(",")))))
    wrong = [one for one in found if one not in known]
    if wrong or not found:
        raise blocked(rule, f'the {what} "{", ".join(wrong)}"', f"one of: {', '.join(known)}", fix, choices=known)
    return found
