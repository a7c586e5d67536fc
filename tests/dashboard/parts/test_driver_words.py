"""The sentences of the Drivers page say what the bars say, and warn where these cannot carry a conclusion."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from analytics.change.attribution import SUPPLIED
from analytics.sentences import Sentence
from dashboard.parts import driver_words as words
from datasets.attribution import Drivers, drivers
from datasets.store import Store


@pytest.fixture(scope="module")
def boston(samples: Store) -> Drivers:
    return drivers(samples, "US-BOS")


def test_the_headline_is_the_share_of_the_bars_that_lowered_the_emissions(boston: Drivers) -> None:
    assert boston.direct is not None
    falls = {bar: tonnes for bar, tonnes in boston.direct.bars.items() if tonnes < 0}
    share = math.fsum(t for bar, t in falls.items() if bar.group == "Tertiary") / math.fsum(falls.values())
    assert words.headline(boston) == (
        f"Commercial and institutional buildings did {round(100 * share)}\u00a0% of Boston’s cuts since 2005"
    )


def test_supplied_energy_leads_where_it_does_more_than_any_sector(samples: Store) -> None:
    found = drivers(samples, "US-NYC")
    assert found.direct is not None
    falls = {bar: tonnes for bar, tonnes in found.direct.bars.items() if tonnes < 0}
    share = math.fsum(t for bar, t in falls.items() if bar.source == SUPPLIED) / math.fsum(falls.values())
    assert (
        words.headline(found) == f"Electricity and heat did {round(100 * share)}\u00a0% of New York’s cuts since 2014"
    )


def test_years_that_end_before_the_newest_are_both_named_and_a_rise_is_called_one(samples: Store) -> None:
    found = drivers(samples, "US-BOS", 2009, 2010)
    assert words.headline(found).endswith("of Boston’s increases from 2009 to 2010")
    assert (
        words.headline(drivers(samples, "US-FTC")) == "Fort Collins’s emissions fell since 2016; nobody can tell where"
    )


def test_cuts_and_increases_add_up_to_the_change(boston: Drivers) -> None:
    assert boston.direct is not None
    assert sum(words.sides(boston.direct)) == pytest.approx(boston.direct.change_t - boston.direct.restated_t)
    context = words.context(boston).replace("\u00a0", " ")
    assert context == (
        "Emissions fell by 2.52 Mt CO₂e (32 %) from 2005 to 2020: 4.23 Mt of cuts against 1.71 Mt of increases, "
        "1.68 Mt of them from 30 % more inhabitants."
    )


def test_the_cautions_name_what_the_data_cannot_carry(boston: Drivers) -> None:
    said = " ".join(words.cautions(boston)).replace("\u00a0", " ")
    assert "No energy is stated for 2005 and 2020" in said
    assert "The inhabitants on file change by +10 % from 2005 to 2006" in said
    assert "2020 alone is 14 % below 2019" in said
    assert "Summed year by year" in said


def test_where_the_way_of_summing_changes_nothing_no_bar_is_named(boston: Drivers) -> None:
    said = " ".join(words.cautions(replace(boston, stepwise=boston.direct)))
    assert "no bar moves by a tonne" in said
    assert "at most" not in said
    assert "at most" in " ".join(words.cautions(boston))


@pytest.mark.parametrize(
    ("city_id", "headline"),
    [("BG0002", "Varna: no inventory, so no change to explain"), ("IT0004", "Turin: one inventory is no change yet")],
)
def test_a_city_without_two_totals_says_what_would_fill_the_page(samples: Store, city_id: str, headline: str) -> None:
    found = drivers(samples, city_id)
    assert words.headline(found) == headline
    assert "Two inventories of one method" in words.context(found)
    assert words.cautions(found) == []


def test_reasons_that_differ_in_their_year_alone_are_said_once() -> None:
    reasons = [
        Sentence("The CO2e of {year} cannot be restated to {gwp_set}.", year=2005, gwp_set="AR5"),
        Sentence("The CO2e of {year} cannot be restated to {gwp_set}.", year=2020, gwp_set="AR5"),
        Sentence("The CO2e of {year} cannot be restated to {gwp_set}.", year=2020, gwp_set="AR6"),
        Sentence("The CO2e of {year} cannot be restated to {gwp_set}.", year=2020, gwp_set="AR5"),
        "No target of 2030 or 2050.",
    ]
    assert words.merged(reasons) == [
        "The CO2e of 2005 and 2020 cannot be restated to AR5.",
        "The CO2e of 2020 cannot be restated to AR6.",
        "No target of 2030 or 2050.",
    ]
