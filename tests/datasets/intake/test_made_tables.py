"""Of tables whose truth is known none is stored wrong: each is read right, asked about, or refused."""

from __future__ import annotations

import os
from collections import defaultdict
from functools import partial

import pytest

from datasets.intake import drafting
from datasets.intake.drafted import Draft
from tests.datasets.files import empty_store
from tests.datasets.intake.made_parts import Made, Place
from tests.datasets.intake.made_tables import SHAPES, make
from tests.datasets.intake.made_words import UNKNOWN

TABLES = int(os.environ.get("COVENANT_FILES", "200"))
"""How many tables are made and read; 10,000 is a long look."""
MOST_ROUNDS = 3
READ = (
    "two-headers",
    "cities",
    "headings",
    "long-headings",
    "wide-headings",
    "scope-headings",
    "wide",
    "wide-carriers",
    "scopes",
    "long",
)
"""The shapes that are read or asked about with a right answer nearly always."""


def settled(made: Made) -> Draft:
    """The draft of a table after its questions were answered as one would who knows the truth."""
    city = None if made.about["shape"] == "cities" else "Turin"
    draft = partial(drafting.draft, empty_store(), *made.file(), city=city)
    answers: dict[str, str] = {}
    found = draft(answers)
    for _ in range(MOST_ROUNDS):
        new = {key: right for key in keys(found) - answers.keys() if (right := made.answer(key)) is not None}
        if not new:
            break
        answers |= new
        found = draft(answers)
    return found


def keys(draft: Draft) -> set[str]:
    """What is asked."""
    return {problem.key for problem in draft.problems if problem.severity != "warn" and problem.key and problem.choices}


def stored(draft: Draft) -> dict[Place, float]:
    """The figures that a commit of the draft would store."""
    found: dict[Place, float] = defaultdict(float)
    table = draft.table
    columns = (table[name].to_pylist() if table else () for name in ("year", "sector", "carrier", "value"))
    for year, sector, carrier, value in zip(*columns, strict=True):
        if value is not None:
            found[year, None if sector == "total" else sector, carrier] += value
    return found


def coarse(figures: dict[Place, float], made: Made) -> dict[Place, float]:
    """The figures as far as they are told apart where nobody knows the language: carriers may be details there."""
    if made.about["language"] != UNKNOWN or made.about["shape"] == "series-carriers":
        return figures
    found: dict[Place, float] = defaultdict(float)
    for (year, sector, _), value in figures.items():
        found[year, sector, None] += value
    return found


@pytest.mark.parametrize("shape", SHAPES)
def test_no_made_table_is_stored_wrong(shape: str) -> None:
    ready = 0
    number = max(TABLES // len(SHAPES), 1)
    for seed in range(number):
        made = make(seed, shape)
        draft = settled(made)
        if not draft.ready:
            continue
        ready += 1
        if shape != "cities":
            found, truth = coarse(stored(draft), made), coarse(made.truth, made)
            for place in {*found, *truth}:
                assert found.get(place, 0.0) == pytest.approx(truth.get(place, 0.0)), (seed, made.about, place)
    if shape in READ:
        assert ready >= 0.8 * number
