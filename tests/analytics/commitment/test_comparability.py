"""What keeps two inventories apart is said in whole sentences, with the sectors as terms of their own."""

from __future__ import annotations

from dataclasses import replace

from analytics.commitment.codes import Reason
from analytics.commitment.comparability import checks, made
from analytics.commitment.progress import assess
from analytics.inventories.inventory import About, Inventory
from analytics.text.sentences import Sentence, Series
from tests.analytics.builders import cell, one, target, whole

FIRST, LATEST = one(whole(2005, 1000.0)), one(whole(2015, 700.0))


def differences(first: Inventory, latest: Inventory) -> list[Reason]:
    """Why the two are not set against each other."""
    return list(assess(target(), [first, latest]).reasons)


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
        "2005 was made with the GWP set SAR (approach: life-cycle) and 2015 with the GWP set AR5 (approach: "
        "activity-based), and they cannot be restated."
    )
    assert isinstance(said, Sentence)
    assert isinstance(said.values["approach"], Sentence)
    assert said.values["gwp_set"] == "AR5"


def test_a_key_sector_that_fell_to_zero_is_to_be_checked() -> None:
    latest = one([*whole(2015, 700.0)[:-1], cell("transport", 0.0, year=2015)])
    (said,) = checks(FIRST, latest)
    assert said == "The key sector transport is 0 in 2015 after 250 t in 2005: check."
