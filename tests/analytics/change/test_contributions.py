"""A part of a change has its share of all that moved the way the whole went."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.change.contributions import contributions

TONNES = st.floats(min_value=-1e9, max_value=1e9)


def test_of_a_fall_the_parts_that_fell_share_the_cuts_and_a_rise_among_them_takes_no_part() -> None:
    found = contributions({"Tertiary": -600.0, "Residential": -300.0, "Waste": 40.0})
    assert [(one.part, one.tonnes, round(one.share, 4)) for one in found] == [
        ("Tertiary", -600.0, 0.6667),
        ("Residential", -300.0, 0.3333),
    ]


def test_of_a_rise_the_parts_that_rose_share_the_increases() -> None:
    assert [(one.part, one.share) for one in contributions({"Transport": 5.0, "Waste": -1.0})] == [("Transport", 1.0)]


@pytest.mark.parametrize("moves", [{}, {"Waste": 0.0}, {"Transport": 2.0, "Waste": -2.0}])
def test_without_a_change_in_sum_nothing_did_most_of_it(moves: dict[str, float]) -> None:
    assert contributions(moves) == []


@given(st.dictionaries(st.text(max_size=2), TONNES, max_size=6))
def test_the_shares_sum_to_one_largest_first_and_signs_turned_they_stay(moves: dict[str, float]) -> None:
    found = contributions(moves)
    if found:
        assert sum(one.share for one in found) == pytest.approx(1)
    assert [one.share for one in found] == sorted((one.share for one in found), reverse=True)
    turned = contributions({part: -tonnes for part, tonnes in moves.items()})
    assert [one.part for one in turned] == [one.part for one in found]
