"""One moment for each run of a page: nobody sees a page of two, and nothing that is kept is another's."""

from __future__ import annotations

import asyncio
import gc
import os
import random
import re
import time
from collections import Counter
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from difflib import unified_diff
from io import BytesIO
from math import inf
from pathlib import Path
from threading import Event
from typing import Any, NamedTuple, TypeVar
from zipfile import ZipFile

import plotly.graph_objects as go
import pytest

from analytics.vocabulary import Measure
from dashboard import kept_readings, long_work, session
from dashboard.parts.cities import city_sentences
from dashboard.parts.pairs import pairing
from datasets.city.overview import standing_of_all
from datasets.store import Moment, Store
from datasets.store.records import Register
from tests.datasets.builders import TOWN, row, submission
from tests.effort import first
from tests.visits.client import Visit, visit
from tests.visits.program import Program, running

Got = TypeVar("Got")
CITY, PARTNER = "US-BOS", "FR0009"
VISITS, COMMITS, FEWER = 25, 40, 12
WANTED = int(os.environ.get("COVENANT_PAGES", "400"))
"""How many pages are looked at beside commits; COVENANT_PAGES=10000 for the long run, with a commit to each hundred."""
EARLIER = "This page shows all cities after revision"
OF_ITS_OWN = re.compile(r"seal [0-9a-f]{64}|\d\d:\S*\d\d UTC")
"""What the page of the history says of the time of a commit, which no two databases share."""
BETWEEN = 0.05
"""Seconds between a commit and the next one."""
Address = tuple[str, tuple[tuple[str, str], ...]]
PAGES: tuple[Address, ...] = (
    ("", (("city", CITY), ("figure", "total"))),
    ("inventory", (("city", CITY),)),
    ("drivers", (("city", CITY),)),
    ("outlook", (("city", CITY),)),
    ("pairs", (("city", CITY),)),
)
MORE: tuple[Address, ...] = (
    ("cities", (("city", CITY),)),
    ("", (("city", CITY), ("language", "it"), ("figure", "gap"))),
    ("", (("city", PARTNER),)),
    ("inventory", (("city", CITY), ("with", "2005"), ("measure", "per-head"))),
    ("method", (("city", CITY), ("section", "formulas"))),
    ("outlook", (("city", PARTNER),)),
    ("history", (("city", CITY),)),
)


class Seen(NamedTuple):
    """A page as a visit saw it, and how many commits were done before it was asked for and when it was there."""

    address: Address
    text: str
    before: int
    after: int


def tonnes(number: int) -> tuple[str, int]:
    """The city and the tonnes of a commit: every fourth is the partner's, and no two leave the same figures."""
    return (PARTNER if number % 4 == 3 else CITY), 2_000_000 + 90_000 * number


def commit(program: Program, number: int) -> None:
    city, amount = tonnes(number)
    program.tell("commit", city, 2019, amount)


async def opened(program: Program, addresses: tuple[Address, ...]) -> dict[Address, str]:
    mine, found = await visit(program.url), dict[Address, str]()
    for address in addresses:
        text = await look_at(mine, address)
        while EARLIER in text:
            text = await look_at(mine, address)
        found[address] = text
    return found


async def look_at(mine: Visit, address: Address) -> str:
    page, asked = address
    shown = await mine.open(page, **({"language": "en"} | dict(asked)))
    assert not shown.fault
    return OF_ITS_OWN.sub("", shown.text())


async def read(program: Program, addresses: tuple[Address, ...], commits: int, least: int) -> list[Seen]:
    """Visits that look at one page after the other while commits come, spread over as many pages as asked for."""
    done, seen = 0, list[Seen]()

    async def look(number: int) -> None:
        mine, choose = await visit(program.url), random.Random(number)
        while done < commits:
            address, before = choose.choice(addresses), done
            text = await look_at(mine, address)
            seen.append(Seen(address, text, before, done))

    visits = [asyncio.create_task(look(number)) for number in range(VISITS)]
    for number in range(commits):
        await asyncio.to_thread(commit, program, number)
        done += 1
        await asyncio.sleep(BETWEEN)
        while len(seen) * commits < least * done and not any(one.done() for one in visits):
            await asyncio.sleep(BETWEEN)
    await asyncio.gather(*visits)
    return seen


def awaited(asked: Coroutine[Any, Any, Got]) -> Got:
    """What ``asked`` gives, in a thread of its own: that of the tests may have a loop already, left by a browser."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, asked).result()


def unlike(one: str, other: str) -> int:
    """How many lines of a page stand in one of two alone."""
    return sum(line[0] in "+-" for line in unified_diff(one.split("\n"), other.split("\n"), n=0))


def mixtures(tmp_path: Path, addresses: tuple[Address, ...], commits: int, least: int = 0) -> Counter[str]:
    """How many pages were seen under load, and how many of them at no moment, or at one that was over."""
    with ExitStack() as stack:
        quiet, busy = (
            stack.enter_context(running(tmp_path / f"{name}.duckdb", tmp_path / f"{name}.log"))
            for name in ("quiet", "busy")
        )
        for program in (quiet, busy):
            awaited(opened(program, addresses))  # the very first look at all cities shows how far it is
        with ThreadPoolExecutor(1) as beside:
            reading = beside.submit(asyncio.run, read(busy, addresses, commits, least))
            alone = [awaited(opened(quiet, addresses))]
            for number in range(commits):
                commit(quiet, number)
                alone.append(awaited(opened(quiet, addresses)))
            seen = reading.result()
    found: Counter[str] = Counter()
    for address, text, before, after in seen:
        plain = "\n".join(line for line in text.split("\n") if EARLIER not in line)
        moments = [number for number, pages in enumerate(alone) if pages[address] == plain]
        late = EARLIER in text  # it says that it is of an earlier moment
        found["seen"] += 1
        found["mixed"] += not moments
        if not moments:
            nearest = min((pages[address] for pages in alone), key=lambda known: unlike(known, plain))
            found.update(line[:200] for line in unified_diff(nearest.split("\n"), plain.split("\n"), n=0))
        found["over"] += not late and bool(moments) and not any(before <= number <= after + 1 for number in moments)
    return found


@pytest.mark.parametrize(
    "commits",
    [
        pytest.param(FEWER, marks=pytest.mark.longer("25 visits to one program, each page compared with another's")),
        pytest.param(COMMITS, marks=pytest.mark.thorough("the same beside more commits: minutes")),
    ],
)
def test_no_page_of_25_visits_shows_two_moments_while_commits_come(tmp_path: Path, commits: int) -> None:
    found = mixtures(tmp_path, PAGES, commits)
    assert found["seen"] > 2 * commits
    assert (found["mixed"], found["over"]) == (0, 0), found


@pytest.mark.thorough("25 visits to twelve pages of two cities: minutes")
def test_no_other_page_and_no_other_city_either(tmp_path: Path) -> None:
    found = mixtures(tmp_path, PAGES + MORE, max(COMMITS, WANTED // 100), WANTED)
    assert found["seen"] >= WANTED
    assert (found["mixed"], found["over"]) == (0, 0), found


@pytest.mark.thorough("slides and tables are made twice by a running program")
def test_a_file_taken_after_later_commits_is_of_the_page_that_offers_it(tmp_path: Path) -> None:
    """Slides and tables are made when they are asked for."""
    with running(tmp_path / "a.duckdb", tmp_path / "a.log") as program:

        async def taken() -> tuple[str, list[bytes], list[bytes]]:
            mine = await visit(program.url)
            mine.unfold(await mine.open(city=CITY, language="en"), "Numbers and files")
            mine.unfold(await mine.open(city=CITY, language="en"), "Download")
            shown = await mine.open(city=CITY, language="en")
            soon, late = [[await mine.download(name, shown) for name in FILES]], list[list[bytes]]()
            for number in range(3):
                await asyncio.to_thread(commit, program, number)
            late.append([await mine.download(name, shown) for name in FILES])
            return shown.text(), soon[0], late[0]

        text, soon, late = awaited(taken())
    assert [told(file) for file in soon] == [told(file) for file in late]
    assert "5.30" in text
    assert any("5.30" in line for line in told(late[0]))


FILES = ("Slides (PPTX)", "CSV table", "XLSX workbook")


def told(file: bytes) -> list[str]:
    """The words of a file; of slides those of every part."""
    if not file.startswith(b"PK"):
        return [file.decode("utf-8")]
    with ZipFile(BytesIO(file)) as parts:
        return [
            parts.read(name).decode("utf-8").replace("\u00a0", " ")
            for name in sorted(parts.namelist())
            if name.endswith(".xml") and "docProps" not in name
        ]


@pytest.fixture
def own(own_database: Path) -> Store:
    """A store of its own with the sample cities, for one test."""
    return session.store()


def change(store: Store, city_id: str, amount: float = 1.0) -> None:
    store.commit(submission(row(value=amount, city_id=city_id, method="gpc"), heads=1000.0))


def everything(city_id: str) -> list[object]:
    report = session.at_city(city_id).report()
    latest = report.leading.latest
    assert latest is not None
    figure = session.drawn("a picture", report, False, go.Figure)
    return [
        report,
        figure,
        session.at_city(city_id).drivers(),
        session.at_city(city_id).flips(),
        session.at_city(city_id).outlook(),
        session.at_city(city_id).examples(latest.year, latest.method),
        session.at_city(city_id).breakdown(Measure.EMISSIONS, latest.year, latest.method),
        session.at_city(city_id).passport("total"),
        session.at_city(city_id).factor_table(latest.year, latest.method),
    ]


def test_a_commit_leaves_what_is_kept_of_other_cities_and_drops_all_of_its_own(own: Store) -> None:
    before = {city: everything(city) for city in ("US-BOS", "US-NYC", "IT0004")}
    for number in range(3):
        change(own, "US-NYC", 5.0 + number)
    after = {city: everything(city) for city in before}
    for city in ("US-BOS", "IT0004"):
        assert all(one is other for one, other in zip(before[city], after[city], strict=True))
    assert not any(one is other for one, other in zip(before["US-NYC"], after["US-NYC"], strict=True))


@pytest.mark.parametrize("touched", first(1, [0, 1]))
def test_a_pairing_is_of_both_its_cities(own: Store, touched: int) -> None:
    ways = pairing.ways()
    before = {way: pairing.facing(way) for way in ways}
    pair = (CITY, PARTNER)
    change(own, pair[touched])
    after = {way: pairing.facing(way) for way in ways}
    assert {way for way in before if before[way] is not after[way]} == {pair, pair[::-1]}
    assert after[pair].left is session.at_city(CITY).report()
    assert after[pair].right is session.at_city(PARTNER).report()


def test_within_a_run_all_is_of_its_moment_and_outside_of_the_newest(own: Store) -> None:
    session.begin(past=False)
    try:
        before, cities, newest = session.at_city("US-NYC").report(), session.cities(), session.newest_revision()
        change(own, "US-NYC")
        own.commit(submission(row(), new_cities=(TOWN,)))
        assert (session.cities(), session.newest_revision()) == (cities, newest)
        assert session.at_city("US-NYC").report() is before
        assert session.revisions("US-NYC")[0].revision <= newest
        kept_readings._made.clear()
        assert session.at_city("US-NYC").drivers().report == before
    finally:
        session.end()
    assert session.newest_revision() == newest + 2
    assert session.at_city("US-NYC").report() != before
    assert TOWN in session.cities()


def test_what_stands_beside_all_cities_is_of_their_moment_and_not_of_that_of_the_run(own: Store) -> None:
    session.begin(past=False)
    try:
        asked, seal = session.newest_revision(), own.head()
        change(own, "US-NYC")
        kept_readings.overview().first(own.moment(), lambda *_told: None)  # another visit asks for all cities meanwhile
        assert session.newest_revision() == asked
        assert session.programme().revision == session.newest_revision() == own.newest_revision() > asked
    finally:
        session.end()
    assert own.head(asked) == seal != own.head()


def test_a_run_that_asks_twice_for_all_cities_is_given_the_same_though_later_ones_are_ready(own: Store) -> None:
    session.begin(past=False)
    try:
        found = session.programme()
        change(own, "US-NYC")
        kept_readings.overview().first(own.moment(), lambda *_told: None)  # another visit asks for all cities meanwhile
        assert session.programme() is found
        assert session.newest_revision() == found.revision < own.newest_revision()
    finally:
        session.end()
    assert session.programme().revision == own.newest_revision()


def test_what_is_made_of_a_thing_is_never_given_for_another(own: Store) -> None:
    """Also where the other lies at the same place in memory."""
    before = len(kept_readings._numbered)
    for number in range(200):
        thing = Thing(number)
        assert session.made_of("a thing", lambda thing=thing: thing.number, thing) == number  # type: ignore[misc]
        assert session.made_of("a thing", lambda: -1, thing) == number
        del thing
    gc.collect()
    assert len(kept_readings._numbered) < before + 200


@dataclass(eq=False)
class Thing:
    number: int


def moment(revision: int) -> Moment:
    return Moment(revision, Register((), (), {}, {}), {}, frozenset())


def test_while_the_next_is_made_the_last_one_serves_and_fifty_visits_make_it_once() -> None:
    going, made = Event(), list[int]()

    def make(at: Moment, last: int | None) -> int:
        if made:
            going.wait(10)
        made.append(at.revision)
        return at.revision

    latest = kept_readings.Latest(make)
    assert latest.empty
    assert latest.at(moment(1)) == 1
    with ThreadPoolExecutor(50) as visits:
        assert set(visits.map(lambda _: latest.at(moment(2)), range(50))) == {1}
    going.set()
    latest.close()
    assert latest.at(moment(2)) == 2
    assert made == [1, 2]


@pytest.mark.parametrize("rest", [inf, 1])
def test_what_takes_long_is_not_made_again_at_once_but_after_a_rest(rest: float) -> None:
    made = list[int]()

    def make(at: Moment, last: int | None) -> int:
        time.sleep(0.02)
        made.append(at.revision)
        return at.revision

    latest = kept_readings.Latest(make, patience=0.01, rest=rest)
    assert latest.at(moment(1)) == 1
    assert latest.at(moment(2)) == 1, "the first one says nothing of how long the next takes, which is begun at once"
    latest.close()
    if rest == inf:
        assert [latest.at(moment(3)) for _ in range(5)] == [2] * 5
        assert made == [1, 2]
        return
    end = time.monotonic() + 60
    while latest.at(moment(3)) == 2 and time.monotonic() < end:
        time.sleep(0.02)
    assert made == [1, 2, 3]


def test_the_first_one_ends_once_nobody_waits_and_is_made_again_for_who_asks_then() -> None:
    begun, left, told = Event(), Event(), list[tuple[str, int, int]]()

    def make(at: Moment, last: int | None) -> int:
        begun.set()
        if not left.is_set():
            latest.summed(3, 7)
            while True:  # until nobody waits
                latest.summed(4, 7)
        return at.revision

    def step(name: str, done: int = 0, of: int = 0) -> None:
        told.append((name, done, of))
        if begun.is_set():
            left.set()
            raise long_work.Stopped

    latest: kept_readings.Latest[int] = kept_readings.Latest(make)
    with pytest.raises(long_work.Stopped):
        latest.first(moment(1), step)
    latest.close()
    assert told
    assert latest.empty
    assert latest.first(moment(1), lambda name, done=0, of=0: None) == 1


def test_a_fault_in_the_making_is_said_to_those_who_wait_and_the_next_tries_again() -> None:
    faults = [RuntimeError("a fault")]

    def make(at: Moment, last: int | None) -> int:
        if faults:
            raise faults.pop()
        return at.revision

    latest = kept_readings.Latest(make)
    with pytest.raises(RuntimeError, match="a fault"):
        latest.at(moment(1))
    assert latest.at(moment(1)) == 1


def test_an_overview_of_an_earlier_moment_says_so(samples: Store) -> None:
    found = standing_of_all(samples)
    assert city_sentences.behind(found, found.revision) == ""
    assert str(found.revision + 1) in city_sentences.behind(found, found.revision + 1)
