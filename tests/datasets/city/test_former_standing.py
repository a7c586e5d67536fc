"""What figures once were is told beside the verdict, of one city and of all cities alike."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from analytics.commitment.codes import Code
from analytics.commitment.judged import Progress
from analytics.text.problems import Refused
from analytics.vocabulary import Verdict
from datasets.city import City
from datasets.city.assessment import report
from datasets.city.overview import standing_of_all
from datasets.store import Store
from tests.datasets.builders import TOWN, a_day_later, row, submission
from tests.datasets.city.test_assessment import target, whole


@pytest.fixture
def store() -> Iterator[Store]:
    """1,000 t in 2005, so that 750 t are right in 2015, which has 770 t."""
    with Store(":memory:") as opened:
        opened.seed([TOWN], [], [target()], [])
        opened.commit(submission(*whole(2005, 1000.0), *whole(2015, 770.0)))
        yield opened


def filed(opened: Store, year: int, residential: float, rest: float = 750.0) -> int:
    """A file of a year with residential buildings at this figure; the number of its revision."""
    rows = [item for item in whole(year, rest * 4 / 3) if item["sector"] != "residential"]
    return opened.commit(submission(*rows, row("residential", residential, year=year), reason="a new file")).revision


def judged(opened: Store) -> tuple[Progress, Code]:
    """The verdict, and the codes beside it, which one city and the overview of all tell alike."""
    leading = report(opened, TOWN.city_id).leading
    line = standing_of_all(opened).line(0)
    assert (line.then, Code(line.reasons)) == (leading.verdict, leading.codes)
    for code in (Code.BASELINE_RESTATED, Code.TURNED_TOGETHER):
        assert (code in Code(line.beside)) == any(note.code is code for note in leading.beside), code
    return leading, Code(line.beside)


def told(found: Progress, code: Code) -> list[str]:
    return [note for note in found.beside if note.code is code]


def asked(opened: Store) -> list[tuple[str, float | None]]:
    """The places of the base year that ask for a reason of a verdict, with their tonnes."""
    found = [item for item in City(opened, TOWN.city_id).unexplained() if item.year == 2005]
    return [(item.place, item.tonnes) for item in found if item.tonnes]


RAISED, LESS = (2005, 280.0, 750.0), (2015, 171.5, 577.5)
"""The base year at 1,030 t, which alone turns the answer; and the newest one at 749 t, which does as well."""


@pytest.mark.longer("judged after each of several commits")
@pytest.mark.parametrize("order", [(RAISED, LESS), (LESS, RAISED)])
def test_two_changes_that_turn_the_answer_together_say_so_with_both_former_figures(
    store: Store, order: tuple[tuple[int, float, float], ...]
) -> None:
    assert judged(store)[0].verdict is Verdict.BEHIND
    for change in order:
        filed(store, *change)
    found, beside = judged(store)
    assert (found.verdict, Code.TURNED_TOGETHER in beside) == (Verdict.ON_TRACK, True)
    (restated,) = told(found, Code.BASELINE_RESTATED)
    assert restated.endswith("With the former 1,000 t: On track.")
    assert told(found, Code.TURNED_TOGETHER) == [
        "The figures of 2005 and 2015 were both changed. By the former ones, 1,000 t and 770 t, the answer was behind, "
        "and the two changes turned it together."
    ]


@pytest.mark.longer("judged after each of several commits")
@pytest.mark.parametrize(("year", "place"), [(2005, "total"), (2005, "residential"), (2015, "total")])
def test_a_reason_for_one_of_the_two_changes_settles_what_they_did_together(
    store: Store, year: int, place: str
) -> None:
    for change in (RAISED, LESS):
        filed(store, *change)
    City(store, TOWN.city_id).explain(year, place, "", "Ada", "recalculated by the office")
    found, beside = judged(store)
    assert (found.verdict, beside & Code.TURNED_TOGETHER) == (Verdict.ON_TRACK, 0)
    assert (Code.BASELINE_RESTATED in beside) == (year == 2015)


@pytest.mark.longer("a ledger of its own")
def test_one_change_is_told_as_one(store: Store) -> None:
    filed(store, *RAISED)
    found, beside = judged(store)
    assert (found.verdict is not Verdict.BEHIND, beside) == (True, Code.BASELINE_RESTATED | Code.RESTS_ON)
    assert told(found, Code.BASELINE_RESTATED)[0].endswith("With the former 1,000 t: Behind.")


@pytest.mark.longer("judged after each of several commits")
def test_a_base_year_is_explained_as_a_whole_or_place_by_place_where_it_was_changed(store: Store) -> None:
    city = City(store, TOWN.city_id)
    with pytest.raises(Refused, match="a place that vanished or is in doubt"):
        city.explain(2005, "total", "", "Ada", "nothing was changed")
    filed(store, 2005, 290.0)
    assert asked(store) == [("residential", 40.0), ("total", 40.0)]
    with pytest.raises(Refused, match="found Transport, not split, 2005"):
        city.explain(2005, "transport", "", "Ada", "it stands as it was")
    city.explain(2005, "total", "", "Ada", "all of it was recalculated")
    assert judged(store)[1] == Code.RESTS_ON
    assert asked(store) == []


def test_a_former_figure_that_was_not_the_first_one_says_what_the_first_one_was(store: Store) -> None:
    filed(store, 2005, 200.0)
    filed(store, 2005, 280.0)
    (said,) = told(judged(store)[0], Code.BASELINE_RESTATED)
    assert said.startswith("Baseline raised by 8.4 %")
    assert said.endswith("With the former 950 t: Behind. The first figure on file was 1,000 t.")


@pytest.mark.longer("judged after each of several commits")
def test_an_undo_that_makes_the_newest_year_smaller_asks_for_a_reason_as_a_file_does(store: Store) -> None:
    filed(store, 2015, 162.5, 577.5)
    higher = filed(store, 2015, 192.5, 577.5)
    a_day_later(store)
    store.undo(higher, "Ada", "the former file")
    assert judged(store)[0].codes == Code.CORRECTED
    City(store, TOWN.city_id).explain(2015, "residential", "", "Ada", "counted twice")
    assert judged(store)[0].verdict is Verdict.ON_TRACK


def test_a_newest_year_that_found_the_city_behind_and_was_taken_back_asks_for_a_reason(store: Store) -> None:
    filed(store, 2015, 150.0, 577.5)
    City(store, TOWN.city_id).explain(2015, "total", "", "Ada", "counted twice")
    assert judged(store)[0].verdict is Verdict.ON_TRACK
    later = filed(store, 2018, 162.5, 577.5)
    assert judged(store)[0].verdict is Verdict.BEHIND
    a_day_later(store)
    store.undo(later, "Ada", "too high")
    found, _ = judged(store)
    assert (found.verdict, found.codes) == (Verdict.CANNOT_TELL, Code.TAKEN_BACK)
    assert found.reasons[0].startswith("An inventory of 2018 was on file until ")
    assert found.reasons[0].endswith("by it the city was 65 t above its path.")
    City(store, TOWN.city_id).explain(2018, "total", "", "Ada", "the figures of another town")
    assert judged(store)[0].verdict is Verdict.ON_TRACK
    assert [item.year for item in City(store, TOWN.city_id).unexplained() if item.year == 2018] == []


@pytest.mark.longer("judged after each of several commits")
def test_a_newest_year_that_was_taken_back_within_a_day_or_changes_nothing_asks_for_none(store: Store) -> None:
    filed(store, 2015, 150.0, 577.5)
    City(store, TOWN.city_id).explain(2015, "total", "", "Ada", "counted twice")
    store.undo(filed(store, 2018, 162.5, 577.5), "Ada", "a slip")
    assert judged(store)[0].verdict is Verdict.ON_TRACK
    lower = filed(store, 2018, 75.0, 577.5)
    a_day_later(store)
    store.undo(lower, "Ada", "a draft")
    assert judged(store)[0].verdict is Verdict.ON_TRACK


@pytest.mark.longer("judged after each of several commits")
def test_what_was_taken_back_within_a_day_is_told_with_the_answer_on_it_and_forbids_nothing(store: Store) -> None:
    filed(store, 2015, 150.0, 577.5)
    City(store, TOWN.city_id).explain(2015, "total", "", "Ada", "counted twice")
    store.undo(filed(store, 2015, 192.5, 577.5), "Ada", "a slip")
    store.undo(filed(store, 2005, 150.0), "Ada", "a slip")
    found, beside = judged(store)
    assert (found.verdict, beside) == (Verdict.ON_TRACK, Code.RESTS_ON)
    day = datetime.now(UTC).date()
    assert f"For less than a day, until {day}, the baseline was 900 t. With it: Behind." in found.notes
