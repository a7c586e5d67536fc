"""Dates as far as they are printed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.pairs import dated


@pytest.mark.parametrize(
    ("said", "read"),
    [("", ""), (" 2018 ", "2018"), ("2018-7", "2018-07"), ("2018-07", "2018-07"), ("2018-7-9", "2018-07-09")],
)
def test_a_date_is_kept_as_far_as_it_is_said(said: str, read: str) -> None:
    assert dated.read(said) == read


@pytest.mark.parametrize("said", ["18", "July 2018", "2018-13", "2019-02-29", "2018-07-18T10", "1899", "2101", "0000"])
def test_what_no_calendar_has_is_no_date(said: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        dated.read(said)


def test_a_year_and_a_month_mean_all_their_days() -> None:
    assert (dated.earliest("2020"), dated.latest("2020")) == (date(2020, 1, 1), date(2020, 12, 31))
    assert (dated.earliest("2020-02"), dated.latest("2020-02")) == (date(2020, 2, 1), date(2020, 2, 29))
    assert dated.earliest("2020-02-10") == dated.latest("2020-02-10") == date(2020, 2, 10)


def test_a_span_of_months_ends_on_the_last_day_that_it_may() -> None:
    assert dated.after("2018-06", 18) == date(2019, 12, 30)
    assert dated.after("2018", 18) == date(2020, 6, 30)
    assert dated.after("2020-08-31", 6) == date(2021, 2, 28)


def test_a_date_stands_in_the_middle_of_what_it_may_mean() -> None:
    assert dated.middle("2018") == pytest.approx(2018.5, abs=0.01)
    assert dated.middle("2018-01") == pytest.approx(2018.04, abs=0.01)


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)))
def test_a_day_reads_back_and_lies_within_its_month_and_year(day: date) -> None:
    said = day.isoformat()
    assert dated.read(said) == said
    for shorter in (said[:7], said[:4]):
        assert dated.earliest(shorter) <= day <= dated.latest(shorter)
        assert dated.earliest(shorter).year <= dated.middle(shorter) <= dated.latest(shorter).year + 1
