"""What would turn a verdict: each other reading by hand, what makes no difference once, and what cannot be told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from analytics.commitment.flips import Flips, Published, flips
from analytics.commitment.progress import assess
from analytics.commitment.targets import Target
from analytics.inventories.inventory import Inventory
from analytics.vocabulary import Verdict
from tests.analytics.builders import explained, read, whole

TARGET = Target("XX", "absolute", 2010, 2030, 50.0, source="a council", method="covenant")


def series(totals: dict[int, float]) -> list[Inventory]:
    return read([cell for year, total in totals.items() for cell in whole(year, total)])


def tried(found: Sequence[Inventory], target: Target = TARGET, published: Sequence[Published] = ()) -> Flips:
    causes = explained(*range(2000, 2030))
    claim = assess(target, found, explanations=causes)
    return flips(claim, found, lambda gwp_set, electricity: "as reported", causes, published)


def of(found: Flips) -> dict[str, float]:
    return {name: item.gap_t for item in found.readings for name in item.names}


def test_the_years_around_the_base_year_and_their_mean_are_tried() -> None:
    found = of(tried(series({2008: 1100.0, 2010: 1000.0, 2011: 980.0, 2012: 900.0, 2020: 760.0})))
    assert found["Base year 2008"] == pytest.approx(760 - 1100 * (1 - 0.5 * 12 / 22))
    assert found["Base year 2011"] == pytest.approx(760 - 980 * (1 - 0.5 * 9 / 19))
    assert found["Base year 2012"] == pytest.approx(760 - 900 * (1 - 0.5 * 8 / 18))
    assert found["Base year as the mean of 2010 to 2012"] == pytest.approx(760 - 960 * 0.75)


def test_the_mean_of_three_years_is_held_against_the_path_of_the_same_three() -> None:
    found = of(tried(series({2010: 1000.0, 2018: 900.0, 2019: 850.0, 2020: 700.0})))
    gaps = [900 - 800, 850 - 775, 700 - 750]
    assert found["Mean of 2018 to 2020 in place of 2020"] == pytest.approx(sum(gaps) / 3)


def test_the_other_path_is_tried() -> None:
    found = tried(series({2010: 1000.0, 2020: 740.0}))
    assert of(found)["The same per cent every year"] == pytest.approx(740 - 1000 * 0.5**0.5)
    assert [item.name for item in found.turning] == ["The same per cent every year"]
    assert found.sentence.startswith("1 of")
    back = tried(series({2010: 1000.0, 2020: 740.0}), replace(TARGET, path="constant-rate"))
    assert of(back)["The same tonnes every year"] == pytest.approx(-10.0)


def test_another_published_total_of_the_year_is_tried_and_one_of_another_year_is_not() -> None:
    others = [Published("the city's page", 2020, 800.0), Published("a report", 2019, 1.0)]
    found = of(tried(series({2010: 1000.0, 2020: 740.0}), published=others))
    assert found["Total of 2020 as published: the city's page"] == pytest.approx(50.0)
    assert not any("a report" in name for name in found)


def test_an_inventory_by_another_method_without_a_total_is_no_total_of_zero() -> None:
    found = series({2010: 1000.0, 2020: 760.0})
    other = replace(found[-1], method="gpc")
    told = [name for name in of(tried([*found, other])) if name.startswith("Total of 2020")]
    silent = [name for name in of(tried([*found, replace(other, emissions_t=None)])) if name.startswith("Total of")]
    assert (told, silent) == ([], [])
    higher = of(tried([*found, replace(other, emissions_t=900.0)]))
    assert [gap for name, gap in higher.items() if name.startswith("Total of 2020")] == [pytest.approx(150.0)]


def test_readings_that_give_one_gap_are_told_once_and_what_changes_nothing_beside_them() -> None:
    others = [Published("one", 2020, 800.0), Published("two", 2020, 800.0), Published("three", 2020, 740.0)]
    found = tried(series({2010: 1000.0, 2020: 740.0}), published=others)
    assert [len(item.names) for item in found.readings if "as published" in item.names[0]] == [2]
    assert found.alike == ("Total of 2020 as published: three",)


def test_what_cannot_be_told_is_told_once_for_each_reason() -> None:
    found = tried(series({2010: 1000.0, 2020: 740.0}))
    reasons = [reason for _name, reason in found.untold]
    assert len(reasons) == len(set(reasons))
    assert any(name.startswith("Electricity as bought") and "GWP set SAR" in name for name, _reason in found.untold)


def test_without_a_verdict_there_is_nothing_to_turn() -> None:
    found = tried(series({2010: 1000.0}))
    assert (found.readings, found.claim.verdict) == ((), Verdict.CANNOT_TELL)
    assert found.sentence == "There is no verdict that another reading could turn."
