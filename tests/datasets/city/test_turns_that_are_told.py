"""What turns or hides an answer without a fall of its own is told of one city and in the overview of all alike."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from analytics.commitment.codes import Code
from analytics.vocabulary import Verdict
from datasets.city import City
from datasets.store import Store
from tests.datasets.builders import TOWN
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
