"""What turns or hides an answer without a fall of its own is told of one city and in the overview of all alike."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from analytics.commitment.codes import Code
from analytics.vocabulary import Verdict
from datasets.city import City
from datasets.store import Store
from tests.datasets.builders import TOWN, a_day_later, row, submission
from tests.datasets.city.test_assessment import target
from tests.datasets.city.test_remembered_years import filed, judged, opened, told


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
    assert told(found, Code.BELOW_ZERO).startswith("Below zero in 2015, and nobody has said why: Fugitive emissions")
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
