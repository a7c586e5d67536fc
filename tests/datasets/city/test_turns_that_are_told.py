"""What turns or hides an answer without a fall of its own is told of one city and in the overview of all alike."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from analytics.commitment.codes import Code, Reason
from analytics.vocabulary import Verdict
from datasets.city import City
from datasets.store import CityFactor, Store
from tests.datasets.builders import TOWN, a_day_later, row, submission
from tests.datasets.city.test_assessment import target
from tests.datasets.city.test_remembered_years import filed, judged, opened, told

pytestmark = pytest.mark.longer("judged after each of several commits")


@pytest.fixture
def store() -> Iterator[Store]:
    """A base year of 2012 with six places and NO in a seventh, of about 1,000 t; 885 t are right in 2015."""
    with opened(target(base_year=2012)) as found:
        filed(found, 2012, 1000.0, {"afolu": None, "fugitive": None})
        yield found


def test_an_amount_below_zero_where_nothing_occurred_gives_no_good_answer_until_it_is_explained(store: Store) -> None:
    filed(store, 2015, 1000.0, {"fugitive": -300.0})
    found = judged(store)
    assert (found.verdict, found.codes) == (Verdict.CANNOT_TELL, Code.BELOW_ZERO)
    assert told(found, Code.BELOW_ZERO).startswith("Below zero in 2015, without a reason on file: Fugitive emissions")
    assert [(place.place, place.tonnes) for place in found.unexplained] == [("fugitive", 300.0)]
    City(store, TOWN.city_id).explain(2015, "fugitive", "", "Ada", "the well was sealed and is credited")
    assert judged(store).verdict is Verdict.ON_TRACK


def test_an_amount_below_zero_without_which_the_answer_stands_is_told_beside_it(store: Store) -> None:
    filed(store, 2015, 700.0, {"fugitive": -3.0})
    found = judged(store)
    assert found.verdict is Verdict.ON_TRACK
    assert any(note.startswith("Below zero in 2015: Fugitive emissions (3 t)") for note in found.notes)


def test_a_published_total_is_held_against_the_sum_of_the_sectors_that_come_in_its_place() -> None:
    with opened(target(declared_base_t=1000.0)) as store:
        filed_total(store, 2012, 900.0)
        filed(store, 2015, 600.0)
        notes = [str(note) for note in judged(store).notes]
    assert any(note.startswith("The totals change by -33\u00a0% from 2012 to 2015") for note in notes), notes
    assert any(
        note.startswith("Without what fell in 1 place from 2012 to 2015")
        and note.endswith("Total, not split by sector (300 t).")
        for note in notes
    ), notes


def test_of_a_base_year_without_sectors_the_fall_is_that_of_the_totals() -> None:
    with opened(target(base_year=2012)) as store:
        filed_total(store, 2012, 1000.0)
        filed(store, 2015, 800.0)
        (said,) = [str(note) for note in judged(store).beside if note.startswith("From 2012 to 2015 these fell")]
    assert "Total, not split by sector (200 t)" in said


def filed_total(store: Store, year: int, tonnes: float) -> None:
    store.commit(submission(row("total", tonnes, year=year), reason="a new file"))
    a_day_later(store)


HEAT, DIESEL = 1000.0, 2000.0
"""MWh of heat in each of three sectors, and of diesel on the road."""


@pytest.fixture
def heated() -> Iterator[Store]:
    """The same energy in 2012 and 2015, with 0.2 t/MWh of heat: behind."""
    with opened(target(base_year=2012)) as found:
        heat_of(found, 0.2, 2000, 2030)
        for year in (2012, 2015):
            used: dict[str, Any] = {"year": year, "quantity": "energy", "original_unit": "MWh"}
            rows = [row(code, HEAT, carrier="heat_cold", **used) for code in ("municipal_buildings", "tertiary")]
            rows.append(row("residential", HEAT, carrier="heat_cold", **used))
            found.commit(submission(*rows, row("transport", DIESEL, carrier="diesel", **used), reason="a new file"))
            a_day_later(found)
        yield found


def heat_of(store: Store, value: float | None, first: int, last: int) -> None:
    stated = CityFactor(
        TOWN.city_id, first, last, "heat_cold", "all", "factor", "CO2e", value, "activity-based", "the network"
    )
    store.commit(submission(factors=(stated,), reason="a factor of the network", file_name=None, file_sha256=None))
    a_day_later(store)


def test_a_factor_that_makes_the_newest_year_smaller_asks_for_a_reason_as_a_file_does(heated: Store) -> None:
    assert judged(heated).verdict is Verdict.BEHIND
    heat_of(heated, 0.08, 2015, 2015)
    found = judged(heated)
    assert (found.verdict, found.codes) == (Verdict.CANNOT_TELL, Code.CORRECTED)
    assert "Residential buildings, District heat and cold (120 t)" in told(found, Code.CORRECTED)
    City(heated, TOWN.city_id).explain(2015, "total", "", "Ada", "the network burns waste wood now")
    assert judged(heated).verdict is Verdict.ON_TRACK
    a_day_later(heated)
    heat_of(heated, 0.05, 2015, 2015)
    assert judged(heated).codes == Code.CORRECTED


def test_a_factor_that_raises_the_baseline_is_told_as_a_file_is(heated: Store) -> None:
    heat_of(heated, 0.45, 2012, 2012)
    found = judged(heated)
    assert found.verdict is Verdict.ON_TRACK
    (said,) = [str(note) for note in found.beside if note.code is Code.BASELINE_RESTATED]
    assert said.startswith("Baseline raised by")
    assert said.endswith(": Behind.")


def test_uncertainties_of_the_citys_own_that_turn_the_answer_are_told_with_the_answer_by_default(store: Store) -> None:
    filed(store, 2015, 1000.0)
    assert judged(store).verdict is Verdict.BEHIND
    City(store, TOWN.city_id).state_uncertainty("emissions", 95.0, who="Ada", reason="expert judgement")
    found = judged(store)
    assert found.verdict is Verdict.TOO_CLOSE
    assert found.strength is not None
    assert found.strength.of_its_own[0] > 0
    (said,) = [str(note) for note in found.beside if note.code is Code.UNCERTAINTIES_OF_ITS_OWN]
    assert said.startswith("By the default uncertainties in place of the city's own: Behind")


def test_falls_that_make_an_answer_too_close_to_call_are_named(store: Store) -> None:
    filed(store, 2015, 1000.0)
    filed(store, 2016, 850.0)
    found = judged(store)
    assert (found.verdict, (found.gap_t or 0) > 0) == (Verdict.TOO_CLOSE, True)
    (said,) = [str(note) for note in found.beside if note.code is Code.RESTS_ON]
    assert said.startswith("Without what fell in")


def test_other_factors_that_move_the_odds_of_a_city_behind_are_told(heated: Store) -> None:
    heat_of(heated, 0.17, 2015, 2015)
    found = judged(heated)
    notes = [str(note) for note in found.notes if isinstance(note, Reason) and note.code is Code.CORRECTED]
    assert found.verdict is not Verdict.ON_TRACK
    assert any("At the former level the chance of being at or below the path" in note for note in notes), notes
