"""What is offered for the gap of each of the twelve cities is right by a judgement written before it was made."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from datasets import Cities, City, Store
from tests.samples import own_samples

JUDGED = list(csv.DictReader((Path(__file__).parent / "judged_gaps.csv").open(encoding="utf-8")))


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with own_samples() as found:
        yield found


def test_what_is_offered_fits_the_gap_of_each_city(store: Store) -> None:
    known = Cities(store).knowledge().entries
    for row in JUDGED:
        knowledge = City(store, row["city_id"]).knowledge
        found = knowledge.help(known, of_hazards=row["gap"] == "hazard")
        offered = [fit.entry.id for fit in found.fits] if found else []
        right = row["right"].split("|") if row["right"] else []
        assert set(offered) <= set(right), row
        assert len(offered) >= min(2, len(right)), row
        if offered:
            assert offered[0] in row["first"].split("|"), (row, offered)
            assert row["gap"] in ("hazard", found.gap.group if found else ""), row
