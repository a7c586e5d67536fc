"""What would turn a verdict: each other reading by hand, what makes no difference once, and what cannot be told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from analytics.commitment.flips import Flips, flips
from analytics.commitment.progress import assess
from analytics.commitment.targets import Target
from analytics.inventories.cells import Population
from analytics.inventories.inventory import Inventory
from analytics.inventories.published import PublishedTotal
from analytics.vocabulary import Verdict
from tests.analytics.builders import explained, read, whole

TARGET = Target("XX", "absolute", 2010, 2030, 50.0, source="a council", method="covenant")


def series(totals: dict[int, float]) -> list[Inventory]:
    return read([cell for year, total in totals.items() for cell in whole(year, total)])


def tried(found: Sequence[Inventory], target: Target = TARGET, published: Sequence[PublishedTotal] = ()) -> Flips:
    causes = explained(*range(2000, 2030))
    claim = assess(target, found, explanations=causes)
    return flips(claim, found, lambda gwp_set, electricity: "as reported", causes, published)


def other(name: str, year: int, total_t: float, gas: str = "CO2e", boundary: str = "") -> PublishedTotal:
    return PublishedTotal("XX", year, name, total_t, 0.0, gas, boundary, "a page", "")


def of(found: Flips) -> dict[str, float]:
    return {name: item.gap_t for item in found.readings for name in item.names}


def test_the_years_around_the_base_year_and_their_mean_are_tried() -> None:
    found = of(tried(series({2008: 1100.0, 2010: 1000.0, 2011: 980.0, 2012: 900.0, 2020: 760.0})))
    assert found["Base year 2008"] == pytest.approx(760 - 1100 * (1 - 0.5 * 12 / 22))
    assert found["Base year 2011"] == pytest.approx(760 - 980 * (1 - 0.5 * 9 / 19))
    assert found["Base year 2012"] == pytest.approx(760 - 900 * (1 - 0.5 * 8 / 18))
    assert found["Base year as the mean of 2010 to 2012"] == pytest.approx(760 - 960 * (1 - 0.5 * 9 / 19))


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
    others = [other("City total", 2020, 800.0), other("A report", 2019, 1.0), other("First", 2010, 900.0)]
    found = of(tried(series({2010: 1000.0, 2020: 740.0}), published=others))
    assert found["Total of 2020 as published: City total (a page)"] == pytest.approx(50.0)
    assert found["Baseline of 2010 as published: First (a page)"] == pytest.approx(740 - 900 * 0.75)
    assert not any("A report" in name for name in found)


def test_a_published_total_of_another_gas_or_boundary_is_named_and_not_set_against_the_path() -> None:
    others = [other("In CO2", 2020, 1.0, "CO2"), other("Wider", 2020, 9e9, boundary="BASIC+")]
    found = tried(series({2010: 1000.0, 2020: 740.0}), published=others)
    told = {name: str(why) for names, why in found.untold for name in names}
    assert (
        told["Total of 2020 as published: In CO2 (a page)"] == "Its 1 t count CO2 alone, which is not set against CO2e."
    )
    assert told["Total of 2020 as published: Wider (a page)"] == "Its 9,000,000,000 t count something else: BASIC+."


def test_a_sentence_says_how_many_readings_could_be_made_and_which_could_not() -> None:
    found = tried(series({2010: 1000.0, 2020: 600.0}))
    assert found.sentence == (
        "The one other way to read the same figures that can be tried gives the same answer. "
        "3 more cannot be tried: “Per inhabitant”, "
        "“Electricity as bought (market-based)” and “Another GWP set”."
    )


def test_a_target_per_inhabitant_is_read_with_the_inhabitants_of_another_source() -> None:
    filed = read([*whole(2010, 1000.0), *whole(2020, 800.0)], inhabitants={2010: 100.0, 2020: 100.0})
    census = replace(filed[-1], method="gpc", inhabitants=90.0, people=Population(90.0, "the census"))
    found = of(tried([*filed, census], replace(TARGET, kind="per-capita")))
    assert found["By the inhabitants of 2020 of the census"] == pytest.approx(800 - 1000 * 0.75 * 0.9)


def test_an_inventory_by_another_method_without_a_total_is_no_total_of_zero() -> None:
    found = series({2010: 1000.0, 2020: 760.0})
    other = replace(found[-1], method="gpc")
    told = [name for name in of(tried([*found, other])) if name.startswith("Total of 2020")]
    silent = [name for name in of(tried([*found, replace(other, emissions_t=None)])) if name.startswith("Total of")]
    assert (told, silent) == ([], [])
    higher = of(tried([*found, replace(other, emissions_t=900.0)]))
    assert [gap for name, gap in higher.items() if name.startswith("Total of 2020")] == [pytest.approx(150.0)]


def test_readings_that_give_one_gap_are_told_once_and_what_changes_nothing_beside_them() -> None:
    others = [other("one", 2020, 800.0), other("two", 2020, 800.0), other("three", 2020, 740.0)]
    found = tried(series({2010: 1000.0, 2020: 740.0}), published=others)
    assert [len(item.names) for item in found.readings if "as published" in item.names[0]] == [2]
    assert found.alike == ("Total of 2020 as published: three (a page)",)


def test_where_nothing_turns_the_answer_all_that_could_be_made_are_named_with_what_makes_no_difference() -> None:
    found = tried(series({2010: 1000.0, 2020: 500.0}), published=[other("three", 2020, 500.0)])
    assert found.turning == ()
    assert len(found.told) == found.made
    assert found.told[-1] == ("Total of 2020 as published: three (a page)", found.claim.gap_t)


def test_what_cannot_be_told_is_told_once_for_each_reason() -> None:
    found = tried(series({2010: 1000.0, 2020: 740.0}))
    reasons = [reason for _name, reason in found.untold]
    assert len(reasons) == len(set(reasons))
    assert any(len(names) == 2 and "Another GWP set" in names for names, _reason in found.untold)


def test_without_a_verdict_there_is_nothing_to_turn() -> None:
    found = tried(series({2010: 1000.0}))
    assert (found.readings, found.claim.verdict) == ((), Verdict.CANNOT_TELL)
    assert found.sentence == "Once there is a verdict, it is told here what could turn it."
