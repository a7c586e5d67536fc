"""One moment for each run of a page: nobody sees a page of two, and nothing that is kept is another's."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.visits.client import Shown, visit
from tests.visits.program import Program, running

CITY, PARTNER = "US-BOS", "FR0009"
VISITS, COMMITS = 25, 40
BETWEEN = 0.05
"""Seconds between a commit and the next one."""
Address = tuple[str, tuple[tuple[str, str], ...]]
PAGES: tuple[Address, ...] = (
    ("", (("city", CITY), ("figure", "total"))),
    ("inventory", (("city", CITY),)),
    ("drivers", (("city", CITY),)),
    ("targets", (("city", CITY),)),
    ("pairs", (("city", CITY),)),
    ("cities", (("city", CITY),)),
)
MORE: tuple[Address, ...] = (
    ("", (("city", CITY), ("language", "it"), ("figure", "gap"))),
    ("", (("city", PARTNER),)),
    ("inventory", (("city", CITY), ("with", "2005"), ("measure", "per-head"))),
    ("method", (("city", CITY), ("section", "formulas"))),
    ("targets", (("city", PARTNER),)),
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
    mine = await visit(program.url)
    return {
        address: sound(await mine.open(address[0], **({"language": "en"} | dict(address[1])))) for address in addresses
    }


def sound(shown: Shown) -> str:
    assert not shown.fault
    return shown.text()


async def read(program: Program, addresses: tuple[Address, ...]) -> list[Seen]:
    """Visits that look at one page after the other while commits come."""
    done, seen = 0, list[Seen]()

    async def look(number: int) -> None:
        mine, choose = await visit(program.url), random.Random(number)
        while done < COMMITS:
            address, before = choose.choice(addresses), done
            text = sound(await mine.open(address[0], **({"language": "en"} | dict(address[1]))))
            seen.append(Seen(address, text, before, done))

    visits = [asyncio.create_task(look(number)) for number in range(VISITS)]
    for number in range(COMMITS):
        await asyncio.to_thread(commit, program, number)
        done += 1
        await asyncio.sleep(BETWEEN)
    await asyncio.gather(*visits)
    return seen


def mixtures(tmp_path: Path, addresses: tuple[Address, ...]) -> Counter[str]:
    """How many pages were seen under load, and how many of them at no moment, or at one that was over."""
    with ExitStack() as stack:
        quiet, busy = (
            stack.enter_context(running(tmp_path / f"{name}.duckdb", tmp_path / f"{name}.log"))
            for name in ("quiet", "busy")
        )
        alone = [asyncio.run(opened(quiet, addresses))]
        for number in range(COMMITS):
            commit(quiet, number)
            alone.append(asyncio.run(opened(quiet, addresses)))
        seen = asyncio.run(read(busy, addresses))
    found: Counter[str] = Counter()
    for address, text, before, after in seen:
        moments = [number for number, pages in enumerate(alone) if pages[address] == text]
        found["seen"] += 1
        found["mixed"] += not moments
        found["over"] += bool(moments) and not any(before <= number <= after + 1 for number in moments)
    return found


def test_no_page_of_25_visits_shows_two_moments_while_40_commits_come(tmp_path: Path) -> None:
    found = mixtures(tmp_path, PAGES)
    assert found["seen"] > 10 * COMMITS
    assert (found["mixed"], found["over"]) == (0, 0), found


@pytest.mark.thorough
def test_no_other_page_and_no_other_city_either(tmp_path: Path) -> None:
    found = mixtures(tmp_path, MORE)
    assert (found["mixed"], found["over"]) == (0, 0), found
