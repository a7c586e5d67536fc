"""What keeps two inventories apart is said in whole sentences, with the sectors as terms of their own."""

from __future__ import annotations

from dataclasses import replace

from analytics.commitment.comparability import checks, differences, made, places
from analytics.inventories.inventory import About, Inventory
from analytics.text.sentences import Sentence, Series
from tests.analytics.builders import cell, one, whole

FIRST, LATEST = one(whole(2005, 1000.0)), one(whole(2015, 700.0))


def terms(sentence: str, name: str) -> list[str]:
    """The parts of a list within a sentence, each of which is a term that can be translated."""
    assert isinstance(sentence, Sentence)
    series = sentence.values[name]
    assert isinstance(series, Series)
    assert all(isinstance(part, Sentence | Series) for part in series.parts)
    return list(series.parts)


def test_two_inventories_made_alike_may_be_subtracted() -> None:
    assert made(FIRST) == made(LATEST)
    assert differences(FIRST, LATEST) == checks(FIRST, LATEST) == []
    assert places(FIRST, LATEST, -10.0) == ([], [])


def test_what_only_one_of_them_counts_is_listed_as_terms() -> None:
    first = one([*whole(2005, 1000.0), cell("solid_waste", 50.0, year=2005), cell("ippu", 50.0, year=2005)])
    (said,) = differences(first, LATEST)
    assert said == "The boundary differs: figures in 2005 and none in 2015 for Waste, Industrial processes."
    assert terms(said, "sectors") == ["Waste", "Industrial processes"]


def test_factors_that_differ_are_named_in_the_order_of_the_years() -> None:
    for first, latest, words in (
        (FIRST, replace(LATEST, computed=True), "2005 are as reported and those of 2015 energy times our factors"),
        (replace(FIRST, computed=True), LATEST, "2005 are energy times our factors and those of 2015 as reported"),
    ):
        assert f"The emissions of {words}: their factors differ." in differences(first, latest)


def test_an_approach_is_named_by_a_term_and_a_gwp_set_by_its_name() -> None:
    def described(found: Inventory, approach: str, gwp_set: str) -> Inventory:
        return replace(found, about=About(approach, gwp_set), effective_gwp=gwp_set)

    (said,) = differences(described(FIRST, "life-cycle", "SAR"), described(LATEST, "activity-based", "AR5"))
    assert said == (
        "2005 was made with SAR / life-cycle and 2015 with AR5 / activity-based (GWP set / approach), and they cannot "
        "be restated."
    )
    assert isinstance(said, Sentence)
    assert isinstance(said.values["approach"], Sentence)
    assert said.values["gwp_set"] == "AR5"


def test_a_place_without_a_figure_forbids_a_verdict_only_where_it_could_turn_it() -> None:
    first = one([*whole(2005, 1000.0), cell("municipal_fleet", 80.0, year=2005, carrier="diesel")])
    latest = one([*whole(2015, 700.0), cell("municipal_fleet", None, year=2015, carrier="diesel", key="NE")])
    told = "No figure in 2015 of what had one in 2005: Municipal fleet, Diesel (80 t); "
    assert places(first, latest, -10.0) == ([f"{told}with it, on track would not hold."], [])
    assert places(first, latest, -90.0) == ([], [f"{told}the verdict would be the same with it."])
    ((reason,), _) = places(first, latest, -10.0)
    assert terms(reason, "places") == ["Municipal fleet, Diesel (80 t)"]


def test_rows_not_estimated_are_counted_where_no_places_of_the_baseline_are_known() -> None:
    for sectors, words in ((["municipal_fleet"], "1 row of 2015"), (["municipal_fleet", "ippu"], "2 rows of 2015")):
        open_rows = [cell(sector, None, year=2015, key="NE") for sector in sectors]
        found = places(None, one([*whole(2015, 700.0), *open_rows]), 10.0)
        assert found == ([], [f"{words} not estimated (NE); no places of the declared baseline are known."])


def test_a_key_sector_that_fell_to_zero_is_to_be_checked() -> None:
    latest = one([*whole(2015, 700.0)[:-1], cell("transport", 0.0, year=2015)])
    (said,) = checks(FIRST, latest)
    assert said == "The key sector transport is 0 in 2015 after 250 t in 2005: check."
