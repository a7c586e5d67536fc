"""What single places say of a verdict, in whole sentences whose places are terms of their own."""

from __future__ import annotations

import numpy as np

from analytics.commitment.codes import Code, Reason
from analytics.commitment.place_questions import PlaceQuestions
from analytics.commitment.place_reasons import AskedPlaces
from analytics.inventories.inventory import Inventory
from analytics.text.sentences import Sentence
from tests.analytics.builders import cell, one, target, whole
from tests.analytics.commitment.test_comparability import FIRST, LATEST, terms


def places(first: Inventory | None, latest: Inventory, gap_t: float) -> tuple[list[Reason], list[Sentence]]:
    """What the places say of a gap, against an inventory or a declared 1,000 t."""
    held = [latest] if first is None else [first, latest]
    base_t = (first and first.emissions_t) or 1000.0
    figures = (np.array([figure]) for figure in (gap_t, base_t, 750.0))
    then, none = np.array([len(held) - 1]), np.array([-1])
    yes, no, year = np.array([True]), np.array([False]), np.array([2015])
    based, slope = none if first is None else np.array([0]), np.array([1.0])
    asked = PlaceQuestions(
        based, none, then, year, *figures, yes, no, yes, slope, none[:, None], none[:, None], none[:, None]
    )
    return AskedPlaces(held, asked, [target()]).told(0)


def test_two_years_with_the_same_places_say_nothing() -> None:
    assert places(FIRST, LATEST, 100.0) == ([], [])
    (found,) = places(FIRST, LATEST, -10.0)[1]
    assert isinstance(found, Reason)
    assert found.code is Code.RESTS_ON
    assert found.startswith("From 2005 to 2015 these fell: ")


def test_a_place_without_a_figure_forbids_a_verdict_only_where_it_could_turn_it() -> None:
    first = one([*whole(2005, 1000.0), cell("municipal_fleet", 80.0, year=2005, carrier="diesel")])
    latest = one([*whole(2015, 700.0), cell("municipal_fleet", None, year=2015, carrier="diesel", key="NE")])
    told = "No figure in 2015 of what had one in 2005: Municipal fleet, Diesel (80 t); "
    assert places(first, latest, -10.0) == ([f"{told}with it, the city would not be on track."], [])
    assert places(first, latest, -390.0) == ([], [f"{told}the verdict would be the same with it."])
    ((reason,), _) = places(first, latest, -10.0)
    assert terms(reason, "places") == ["Municipal fleet, Diesel (80 t)"]


def test_rows_not_estimated_are_counted_where_no_places_of_the_baseline_are_known() -> None:
    for sectors, words in ((["municipal_fleet"], "1 row of 2015"), (["municipal_fleet", "ippu"], "2 rows of 2015")):
        open_rows = [cell(sector, None, year=2015, key="NE") for sector in sectors]
        found = places(None, one([*whole(2015, 700.0), *open_rows]), 10.0)
        assert found == ([], [f"{words} not estimated (NE); no places of the declared baseline are known."])
