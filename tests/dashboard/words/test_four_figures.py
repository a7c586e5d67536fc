"""The four figures agree with the report that they are computed from, and none that is missing is a zero."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from analytics.vocabulary import Verdict
from dashboard.words import four_figures, verdicts
from datasets.city.assessment import CityReport
from tests.dashboard.conftest import CITIES, inventory, standing, target

Sample = Callable[[str], CityReport]


@pytest.mark.parametrize("city_id", CITIES)
def test_every_city_has_four_figures_and_no_missing_one_is_a_zero(sample: Sample, city_id: str) -> None:
    found = four_figures.cards(sample(city_id))
    assert len(found) == 4
    for card in found:
        assert card.label
        assert card.value
        assert not card.value.startswith("0")


@pytest.mark.parametrize("city_id", CITIES)
def test_nothing_is_green_or_red_about_the_path_where_nobody_can_tell(sample: Sample, city_id: str) -> None:
    report = sample(city_id)
    required = four_figures.cards(report)[1]
    assert (required.better is None) == (report.leading.verdict in (Verdict.CANNOT_TELL, Verdict.TOO_CLOSE))


def test_figures_of_boston_are_the_published_ones(sample: Sample) -> None:
    shown = [(card.value, card.change) for card in four_figures.cards(sample("US-BOS"))]
    assert [(value.replace("\u00a0", " "), change.replace("\u00a0", " ")) for value, change in shown] == [
        ("5.30 Mt", "down 0.89 Mt since 2019"),
        ("5.47 Mt", "0.18 Mt below path (± 0.84 Mt)"),
        ("7.8 t", "down 48%, under review"),
        ("1.39 Mt", "0.14 Mt a year from 2020"),
    ]


def test_a_change_is_told_only_from_an_inventory_that_was_made_alike() -> None:
    newest = inventory(2024, 40.0)
    assert (
        four_figures.cards(standing(inventory(2010, 100.0), newest))[0].change.replace("\u00a0", " ")
        == "down 60 t since 2010"
    )
    for other in (inventory(2010, 100.0, method="own"), replace(inventory(2010, 100.0), computed=True)):
        first = four_figures.cards(standing(other, newest))[0]
        assert (first.change, first.better) == ("no comparable one before", None)
    assert four_figures.cards(standing(newest))[0].change == "no earlier inventory"


def test_a_target_reached_early_leaves_nothing_to_cut() -> None:
    report = standing(inventory(2010, 100.0), inventory(2024, 40.0), targets=(target(),))
    left = four_figures.cards(report)[3]
    assert (left.value, left.better) == ("Nothing", True)


def test_what_is_below_a_target_is_not_green_where_key_sectors_are_missing() -> None:
    partly = inventory(2024, 40.0, missing=("residential",))
    left = four_figures.cards(standing(inventory(2010, 100.0), partly, targets=(target(),)))[3]
    assert (left.value, left.change, left.better) == (
        "Unknown",
        "some figures may be wrong, and could turn the answer",
        None,
    )


@pytest.mark.parametrize(
    ("people", "better"),
    [((20.0, 21.0), True), ((20.0, 20.0), None), ((20.0, 38.0), None)],
)
def test_a_fall_per_inhabitant_is_green_only_where_the_inhabitants_are_in_no_doubt(
    people: tuple[float, float], better: bool | None
) -> None:
    first, last = inventory(2010, 100.0, inhabitants=people[0]), inventory(2024, 40.0, inhabitants=people[1])
    report = standing(first, last, targets=(target(),))
    heads = four_figures.cards(report)[2]
    assert heads.change.startswith("down ")
    assert (heads.better, heads.arrow) == ((True, "down") if better else (None, "off"))
    assert ("under review" in heads.change) == (verdicts.head_doubts(report) is not None) == (better is None)


def test_there_is_no_good_verdict_per_inhabitant_while_the_inhabitants_are_in_doubt() -> None:
    doubted, sound = (
        standing(inventory(2010, 100.0), inventory(2024, 40.0, inhabitants=count), targets=(target(kind="per-capita"),))
        for count in (20.0, 21.0)
    )
    assert (doubted.leading.verdict, sound.leading.verdict) == (Verdict.CANNOT_TELL, Verdict.ON_TRACK)
    assert [four_figures.cards(report)[1].better for report in (doubted, sound)] == [None, True]
    assert any("very figure of 2010" in reason for reason in doubted.leading.reasons)
    assert "the inhabitants are in doubt" in verdicts.headline(doubted)
