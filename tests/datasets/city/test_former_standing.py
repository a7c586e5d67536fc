"""What figures once were is one more earlier figure of them, of one city and of all cities alike."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from analytics.commitment.codes import Code
from analytics.commitment.judged import Progress
from analytics.vocabulary import Verdict
from datasets.city import City
from datasets.city.assessment import report
from datasets.city.overview import standing_of_all
from datasets.store import Store
from tests.datasets.builders import TOWN, a_day_later, row, submission
from tests.datasets.city.test_assessment import target, whole


@pytest.fixture
def store() -> Iterator[Store]:
    """1,000 t in 2005, so that 750 t are right in 2015, which has 850 t."""
    with Store(":memory:") as opened:
        opened.seed([TOWN], [], [target()], [])
        opened.commit(submission(*whole(2005, 1000.0), *whole(2015, 850.0)))
        yield opened


def filed(opened: Store, year: int, total: float) -> int:
    """A file of a year with this total; the number of its revision."""
    rows = [item for item in whole(year, 850.0) if item["sector"] != "residential"]
    rows.append(row("residential", total - 637.5, year=year))
    return opened.commit(submission(*rows, reason="a new file")).revision


def judged(opened: Store) -> Progress:
    """The verdict, which one city and the overview of all tell alike."""
    leading = report(opened, TOWN.city_id).leading
    line = standing_of_all(opened).line(0)
    assert (line.then, Code(line.reasons)) == (leading.verdict, leading.codes)
    return leading


def test_a_correction_that_turns_the_answer_asks_for_a_reason_of_its_places(store: Store) -> None:
    assert judged(store).verdict is Verdict.BEHIND
    filed(store, 2015, 637.5)
    found = judged(store)
    assert (found.verdict, found.codes) == (Verdict.CANNOT_TELL, Code.UNSETTLED)
    first = found.reasons[0]
    assert first.tonnes == pytest.approx(212.5)
    assert first.at is not None
    assert (first.at.year, first.at.place) == (2015, "residential")
    City(store, TOWN.city_id).explain(2015, "residential", "", "Ada", "homes were counted twice before")
    assert judged(store).verdict is not Verdict.CANNOT_TELL


def test_a_reason_does_not_cover_what_a_later_file_makes_smaller_still(store: Store) -> None:
    filed(store, 2015, 640.0)
    City(store, TOWN.city_id).explain(2015, "residential", "", "Ada", "homes were counted twice before")
    filed(store, 2015, 637.5)
    assert judged(store).codes == Code.UNSETTLED


def test_an_inventory_that_was_taken_back_counts_as_an_earlier_figure_of_the_one_before_it(store: Store) -> None:
    filed(store, 2015, 700.0)
    City(store, TOWN.city_id).explain(2015, "total", "", "Ada", "measured anew")
    later = filed(store, 2018, 900.0)
    assert judged(store).verdict is Verdict.BEHIND
    a_day_later(store)
    store.undo(later, "Ada", "too high")
    assert judged(store).verdict is not Verdict.BEHIND


def test_a_base_year_that_was_raised_may_be_what_it_was(store: Store) -> None:
    filed(store, 2005, 1300.0)
    found = judged(store)
    assert (found.verdict, found.codes) == (Verdict.CANNOT_TELL, Code.UNSETTLED)
    City(store, TOWN.city_id).explain(2015, "residential", "", "Ada", "the homes of the old town burn no coal any more")
    assert {reason.at and reason.at.year for reason in judged(store).reasons} == {2005}
    City(store, TOWN.city_id).explain(2005, "residential", "", "Ada", "homes outside the old town were missing")
    assert judged(store).codes == Code(0)
