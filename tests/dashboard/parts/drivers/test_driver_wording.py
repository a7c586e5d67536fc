"""The sentences of the Drivers page say what the bars of the real cities give."""

from __future__ import annotations

import pytest

from analytics.change.attribution import SUPPLIED
from analytics.change.contributions import contributions
from analytics.text.sentences import Sentence
from dashboard.parts.drivers import cautions, driver_wording
from dashboard.parts.progress import captions
from datasets.city.change_causes import Drivers, drivers
from datasets.store import Store


@pytest.fixture(scope="module")
def boston(samples: Store) -> Drivers:
    return drivers(samples, "US-BOS")


def test_the_headline_gives_the_leading_sector_the_share_of_the_cuts_that_progress_gives_it(boston: Drivers) -> None:
    assert boston.first is not None
    assert boston.last is not None
    assert driver_wording.headline(boston) == (
        "Boston’s emissions fell by 2.52\u00a0Mt since 2005. "
        "Commercial and institutional buildings did 67% of the cuts."
    )
    assert (
        captions.sector_title(boston.first, boston.last) == "Commercial and institutional buildings cut most since 2005"
    )


def test_supplied_energy_leads_where_it_does_more_than_any_sector(samples: Store) -> None:
    found = drivers(samples, "US-NYC")
    assert found.direct is not None
    assert all(found.direct.supply[SUPPLIED] < tonnes for tonnes in found.direct.sectors.values())
    share = contributions(found.direct.supply)[0].share
    assert driver_wording.headline(found).endswith(f". Electricity and heat did {round(100 * share)}% of the cuts.")


def test_years_that_end_before_the_newest_are_both_named_and_a_rise_is_called_one(samples: Store) -> None:
    found = drivers(samples, "US-BOS", 2009, 2010)
    said = driver_wording.headline(found).replace("\u00a0", " ")
    assert said.startswith("Boston’s emissions rose by")
    assert "from 2009 to 2010. " in said
    assert said.endswith("of the increases.")
    assert (
        driver_wording.headline(drivers(samples, "US-FTC"))
        == "Fort Collins’s emissions fell by 269\u00a0kt since 2016. The figures do not show where."
    )


def test_cuts_and_increases_add_up_to_the_change(boston: Drivers) -> None:
    assert boston.direct is not None
    assert sum(driver_wording.sides(boston.direct)) == pytest.approx(boston.direct.change_t - boston.direct.restated_t)
    context = driver_wording.context(boston).replace("\u00a0", " ")
    title = driver_wording.title(boston.direct, False).replace("\u00a0", " ")
    assert title == "What fell, 4.23 Mt, outweighed what rose, 1.71 Mt"
    assert context == (
        "32% less than in 2005. Per inhabitant from 15.0 t to 7.8 t CO₂e; the numbers of inhabitants are in doubt. "
        "By themselves 30% more inhabitants would have added 1.68 Mt."
    )


def test_why_the_bar_of_a_sector_has_another_share_than_the_title_says_is_told_where_the_bars_are_explained(
    boston: Drivers, samples: Store
) -> None:
    assert driver_wording.two_shares(boston) == (
        "The 67% in the title compare what each sector emitted in both years. In the bars the growth in inhabitants "
        "stands on its own, and each sector’s bar shows what changed per inhabitant: of what all bars that pull "
        "the same way make, 62% is due to Commercial and institutional buildings."
    )
    assert driver_wording.two_shares(drivers(samples, "BG0002")) == ""


@pytest.mark.parametrize(
    ("city_id", "headline"),
    [
        ("BG0002", "Varna: no inventory, so no change to explain"),
        ("IT0007", "Bologna: there is one inventory, and a change takes two"),
    ],
)
def test_a_city_without_two_totals_says_what_would_fill_the_page(samples: Store, city_id: str, headline: str) -> None:
    found = drivers(samples, city_id)
    assert driver_wording.headline(found) == headline
    assert "Two inventories of one method" in driver_wording.context(found)
    assert cautions.cautions(found) == []


def test_reasons_that_differ_in_their_year_alone_are_said_once() -> None:
    reasons = [
        Sentence("The CO2e of {year} cannot be restated to {gwp_set}.", year=2005, gwp_set="AR5"),
        Sentence("The CO2e of {year} cannot be restated to {gwp_set}.", year=2020, gwp_set="AR5"),
        Sentence("The CO2e of {year} cannot be restated to {gwp_set}.", year=2020, gwp_set="AR6"),
        Sentence("The CO2e of {year} cannot be restated to {gwp_set}.", year=2020, gwp_set="AR5"),
        "No target of 2030 or 2050.",
    ]
    assert driver_wording.merged(reasons) == [
        "The CO2e of 2005 and 2020 cannot be restated to AR5.",
        "The CO2e of 2020 cannot be restated to AR6.",
        "No target of 2030 or 2050.",
    ]
