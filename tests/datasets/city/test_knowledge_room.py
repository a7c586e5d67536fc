"""What is offered for the gap of each of the twelve cities is right by a judgement written before it was made."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from analytics.adaptation.hazard_names import HAZARDS
from datasets import Cities, City, Store
from tests.samples import own_samples

JUDGED = list(
    csv.DictReader((Path(__file__).parents[2] / "data" / "knowledge" / "judged_gaps.csv").open(encoding="utf-8"))
)


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with own_samples() as found:
        yield found


def test_what_is_offered_fits_the_gap_of_each_city(store: Store) -> None:
    known = Cities(store).knowledge().entries
    for row in JUDGED:
        knowledge = City(store, row["city_id"]).knowledge
        found = knowledge.help(known)
        offered = [fit.entry.id for fit in found.fits] if found else []
        right = row["right"].split("|") if row["right"] else []
        assert set(offered) <= set(right), row
        assert len(offered) >= min(2, len(right)), row
        if offered:
            assert offered[0] in row["first"].split("|"), (row, offered)
            assert row["gap"] == (found.gap.group if found else ""), row


@pytest.mark.parametrize("city_id", [row["city_id"] for row in JUDGED])
def test_each_hazard_of_a_city_has_results_of_its_kind_alone_the_strongest_first_or_none(
    store: Store, city_id: str
) -> None:
    found = City(store, city_id).knowledge.hazard_help(Cities(store).knowledge().entries)
    for one in found:
        group = {HAZARDS[code].group for code in one.gap.hazards}
        assert len(group) == 1
        for fit in one.fits:
            for code in fit.hazards:  # the same, or one of the two is the whole group
                (kind,) = group
                assert {kind, code} & {*fit.entry.hazards} or code == kind
            assert fit.entry.evidence
        ranks = [fit.entry.rank for fit in one.fits]
        assert ranks == sorted(ranks)
    assert bool(found) == (city_id not in ("BG0002", "PT0014"))
