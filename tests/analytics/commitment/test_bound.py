"""The bound: a good answer stands only in the worst corner of what the figures of the two years may be.

The example: 1,000 t in 2005, half of it by 2025, so that the path allows 750 t in 2015.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.bounding_limits import PLACE_LIMIT, TOTAL_LIMIT
from analytics.commitment.codes import Code
from analytics.commitment.judged import Progress
from analytics.commitment.place_questions import Cause
from analytics.commitment.progress import assess
from analytics.detection.case import Finding, FoundPlace
from analytics.inventories.inventory import Cell
from analytics.text.sentences import Sentence
from analytics.vocabulary import Verdict
from datasets.city.error_widths import shipped
from tests.analytics.builders import KEY_SECTOR_CODES, cell, explained, read, target, whole
from tests.effort import examples

ON_TRACK, BEHIND, CANNOT_TELL = Verdict.ON_TRACK, Verdict.BEHIND, Verdict.CANNOT_TELL
WASTE = cell("solid_waste", 200.0, year=2005)


def judged(*cells: Sequence[Cell], why: Sequence[Cause] = ()) -> Progress:
    return assess(target(), read([item for mine in cells for item in mine]), explanations=why)


@pytest.mark.parametrize(
    "left",
    [
        [],
        [cell("solid_waste", key="NE", year=2015)],
        [cell("solid_waste", key="NO", year=2015)],
        [cell("solid_waste", key="C", year=2015)],
        [cell("solid_waste", key="IE", year=2015)],
        [cell("solid_waste", key="IE", year=2015, text="IE in residential buildings")],
        [cell("solid_waste", 0.0, year=2015)],
        [cell("solid_waste", -50.0, year=2015)],
        [cell("solid_waste", 1.0, year=2015)],
    ],
)
def test_a_place_without_its_figure_may_hold_what_it_held(left: list[Cell]) -> None:
    found = judged([*whole(2005, 1000.0), WASTE], whole(2015, 850.0), left)
    assert (found.verdict, found.codes) == (CANNOT_TELL, Code.UNSETTLED)
    first = found.reasons[0]
    assert (first.at and (first.at.year, first.at.place)) == (2015, "solid_waste")
    assert first.fix


def test_an_explanation_settles_a_place_and_no_other_one() -> None:
    cells = [*whole(2005, 1000.0), WASTE, *whole(2015, 850.0)]
    assert judged(cells, why=explained(2015, places=["solid_waste"])).verdict is ON_TRACK
    assert judged(cells, why=explained(2015, places=["industry"])).verdict is CANNOT_TELL
    assert judged(cells, why=explained(2015, places=["total"])).verdict is ON_TRACK


def test_a_fall_in_steps_is_answered_and_the_same_fall_at_once_is_not() -> None:
    held = ((2007, 800.0), (2009, 640.0), (2011, 520.0), (2013, 430.0))
    steps = [item for year, tonnes in held for item in whole(year, tonnes)]
    assert judged(whole(2005, 1000.0), steps, whole(2015, 400.0)).verdict is ON_TRACK
    assert judged(whole(2005, 1000.0), whole(2014, 1000.0), whole(2015, 400.0)).verdict is CANNOT_TELL


def test_what_vanished_stays_open_in_the_years_after_it() -> None:
    between = whole(2010, 800.0)
    assert judged([*whole(2005, 1000.0), WASTE], between, whole(2015, 850.0)).codes == Code.UNSETTLED


def test_parts_answer_for_the_whole_and_the_whole_for_its_parts() -> None:
    rest = [cell(code, 200.0, year=2005) for code in KEY_SECTOR_CODES if code != "transport"]
    before = [*rest, cell("transport", 400.0, year=2005)]
    now = [item._replace(year=2015, amount=145.0) for item in rest]
    parts = [cell("private_transport", 200.0, year=2015), cell("public_transport", 90.0, year=2015)]
    assert judged(before, now, parts).verdict is ON_TRACK
    assert judged(before, now, parts[1:]).verdict is CANNOT_TELL
    whole_again = [item._replace(year=2005, amount=200.0) for item in parts]
    assert judged([*rest, *whole_again], now, [cell("transport", 290.0, year=2015)]).verdict is ON_TRACK


def test_an_ie_is_settled_by_the_place_that_grew_by_it() -> None:
    said = cell("solid_waste", key="IE", year=2015, text="IE, included in residential buildings")
    first = [*whole(2005, 1000.0), WASTE._replace(amount=100.0)]
    for held, verdict in ((330.0, ON_TRACK), (180.0, CANNOT_TELL)):
        last = [item._replace(amount=held if item.sector == "residential" else 200.0) for item in whole(2015, 1.0)]
        aim = target(reduction_percent=20.0 if verdict is ON_TRACK else 50.0)
        assert assess(aim, read([*first, *last, said])).verdict is verdict


def test_behind_needs_no_bound_but_for_what_the_base_year_lacks() -> None:
    assert judged([*whole(2005, 1000.0), WASTE], whole(2015, 990.0)).verdict is BEHIND
    found = judged(whole(2005, 1000.0), whole(2015, 700.0), [cell("solid_waste", 300.0, year=2015)])
    assert (found.verdict, found.codes) == (CANNOT_TELL, Code.BASE_LACKS)


def test_places_that_only_the_newest_year_has_are_never_what_could_turn_a_good_answer() -> None:
    found = judged([*whole(2005, 1000.0), WASTE], whole(2015, 800.0), [cell("industry", 2.0, year=2015)])
    assert found.codes == Code.UNSETTLED
    assert all("Manufacturing" not in reason for reason in found.reasons)


def test_a_base_year_far_above_the_inventory_after_it_may_be_lower() -> None:
    found = judged(whole(2005, 1000.0), whole(2006, 600.0), whole(2015, 590.0))
    assert found.codes == Code.UNSETTLED
    assert {reason.at and reason.at.year for reason in found.reasons} == {2005}
    settled = judged(whole(2005, 1000.0), whole(2006, 600.0), whole(2015, 590.0), why=explained(2005, places=["total"]))
    assert settled.verdict is ON_TRACK


@pytest.mark.parametrize(
    ("inhabitants", "latest", "reason"),
    [
        ({2005: 40.0}, 750.0, "2005: 1,000 t are more than 20 t per inhabitant."),  # 800 t at most, which allow 600
        ({2015: 1600.0}, 700.0, "2015: 700 t are fewer than 0.5 t per inhabitant."),  # 800 t at least
        ({2005: 48.0}, 700.0, ""),  # good with 960 t, which allow 720, too
        ({2005: 60.0, 2015: 1400.0}, 700.0, ""),
    ],
)
def test_a_total_that_is_absurd_for_its_inhabitants_makes_no_good_answer(
    inhabitants: dict[int, float], latest: float, reason: str
) -> None:
    filed = read([*whole(2005, 1000.0), *whole(2010, 850.0), *whole(2015, latest)], inhabitants=inhabitants)
    steps = explained(2010) + explained(2015)
    found = assess(target(), filed, explanations=steps)
    assert found.verdict is (CANNOT_TELL if reason else ON_TRACK)
    assert [str(one) for one in found.reasons][:1] == ([reason] if reason else [])
    settled = explained(2005, 2015, places=["total"])
    assert assess(target(), filed, explanations=steps + settled).verdict is ON_TRACK


@pytest.mark.parametrize(
    ("year", "place", "should", "turned"),
    [
        (2015, "transport", 300.0, True),  # 125 t more, of the 50 t below the path
        (2015, "transport", 200.0, False),
        (2015, "transport", 100.0, False),  # less than it holds turns no good answer
        (2005, "transport", 100.0, True),  # 150 t less, by which the path allows 112 t less
        (2005, "transport", 200.0, False),
        (2010, "transport", 300.0, False),
        (2015, "industry", 300.0, False),  # no place of these inventories
    ],
)
def test_a_finding_whose_tonnes_turn_a_good_answer_is_an_interval_like_any_other(
    year: int, place: str, should: float, turned: bool
) -> None:
    filed = read([*whole(2005, 1000.0), *whole(2010, 850.0), *whole(2015, 700.0)])
    holds = {2005: 250.0, 2010: 212.5, 2015: 175.0}[year]
    said, settles = Sentence("Transport is in doubt."), Sentence("Look it up.")
    found = Finding("year-jump", None, None, "XX", year, 1.0, said, settles, (), (FoundPlace(place),))
    found = replace(found, holds_t=holds, should_t=should, method="covenant")
    answer = assess(target(), filed, findings=[found, found])
    assert answer.verdict is (CANNOT_TELL if turned else ON_TRACK)
    assert [(str(one), one.fix) for one in answer.reasons] == ([(said, settles)] if turned else [])
    assert assess(target(), filed, findings=[replace(found, method="gpc")]).verdict is ON_TRACK


def test_what_adds_most_is_named_first_and_no_trifle_at_all() -> None:
    places = [cell("industry", 300.0, year=2005), WASTE, cell("wastewater", 1.0, year=2005)]
    found = judged([*whole(2005, 1000.0), *places], whole(2015, 900.0))
    assert [reason.at and reason.at.place for reason in found.reasons] == ["industry", "solid_waste"]


def test_a_bare_total_that_is_divided_by_scope_fell_by_what_it_fell_in_all() -> None:
    parts = [cell("total", 300.0, year=2011, scope=1), cell("total", 250.0, year=2011, scope=2)]
    found = judged([cell("total", 1000.0, year=2005), cell("total", 990.0, year=2010)], parts)
    assert found.codes == Code.UNSETTLED
    assert found.reasons[0] == "Total, not split by sector fell by 44 % from 2010 to 2011."
    assert found.reasons[0].tonnes == pytest.approx(TOTAL_LIMIT * 990 - 550)


def test_a_key_sector_that_no_year_tells_leaves_the_total_unknown() -> None:
    told = [item for item in whole(2015, 600.0) if item.sector != "transport"]
    found = assess(target(declared_base_t=1000.0), read(told))
    assert (found.verdict, found.codes) == (CANNOT_TELL, Code.UNSETTLED)
    assert found.reasons[0].tonnes is None


@pytest.mark.parametrize(
    "cells",
    [
        [*whole(2005, 1000.0), cell("residential", 1.0, year=2015)],
        [*whole(2005, 0.0), *whole(2015, 0.0)],
        [cell("residential", 1000.0, year=2005), cell("residential", 100.0, year=2015)],
        [*whole(2005, 1000.0), cell("total", 100.0, year=2015)],
        [*whole(2016, 1000.0), *whole(2015, 10.0)],
    ],
)
def test_absurd_inventories_are_refused_with_a_reason(cells: list[Cell]) -> None:
    found = assess(target(), read(cells), explanations=explained(1990, places=["industry"]))
    assert found.verdict is CANNOT_TELL
    assert found.reasons


ratios = st.lists(st.floats(0.0, 1.0), min_size=4, max_size=4)


@given(ratios, st.floats(1.0, 3.0), st.floats(0.72, 0.99), st.lists(st.booleans(), min_size=4, max_size=4))
@examples(60)
def test_no_factor_and_no_missing_row_turns_behind_into_a_sure_good_answer(
    newest: list[float], base: float, true: float, dropped: list[bool]
) -> None:
    """A city that is behind beside steady inventories: whatever is done to the rows of the two years, a good answer is
    never given above 90 of 100, and above 66 only within what published inventories do."""
    between = [item for year in (2006, 2010, 2014) for item in whole(year, 1000.0 * true + 260.0 * (1 - true))]
    last = [
        item._replace(amount=(item.amount or 0.0) * ratio)
        for item, ratio, gone in zip(whole(2015, 1000.0), newest, dropped, strict=True)
        if not gone
    ]
    first = [item._replace(amount=(item.amount or 0.0) * base) for item in whole(2005, 1000.0)]
    if not last:
        return
    found = assess(target(), read([*first, *between, *last]), widths=shipped())
    if found.verdict is ON_TRACK:
        assert found.strength is not None
        assert found.strength.probability <= 90
        total = sum(item.amount or 0.0 for item in last)
        assert total >= TOTAL_LIMIT * PLACE_LIMIT * 900
