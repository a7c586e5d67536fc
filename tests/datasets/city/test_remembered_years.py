"""What stood first is remembered in later years, of one city and of all cities alike."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from analytics.commitment.codes import Code
from analytics.commitment.judged import Progress
from analytics.commitment.targets import Target
from analytics.vocabulary import Verdict
from datasets.city import City
from datasets.city.assessment import report
from datasets.city.overview import standing_of_all
from datasets.store import Store
from tests.datasets.builders import TOWN, a_day_later, row, submission
from tests.datasets.city.test_assessment import target

pytestmark = pytest.mark.longer("judged after each of several commits")

SHARES = {
    "municipal_buildings": 0.05,
    "tertiary": 0.2,
    "residential": 0.25,
    "transport": 0.3,
    "solid_waste": 0.15,
    "wastewater": 0.05,
}
"""Six places, of which each has a figure of its own in each year."""
UNEVEN = {2012: (1, 1, 1, 1, 1, 1), 2015: (1.02, 0.99, 1.0, 1.01, 0.98, 1.03), 2018: (0.98, 1.0, 1.01, 0.99, 1.02, 1)}


def opened(aim: Target) -> Store:
    store = Store(":memory:")
    store.seed([TOWN], [], [aim], [])
    return store


@pytest.fixture
def store() -> Iterator[Store]:
    """A declared baseline of 1,000 t in 2005, so that 825 t are right in 2012, 750 in 2015 and 675 in 2018; and 900 t
    in 2012."""
    with opened(target(declared_base_t=1000.0)) as found:
        filed(found, 2012, 900.0)
        yield found


def rows(year: int, total: float, places: dict[str, float | None] | None = None, **more: Any) -> list[dict[str, Any]]:
    """The rows of a year: the shares of a total, but for some ``places``, of which None is NO."""
    figures = zip(SHARES.items(), UNEVEN.get(year, UNEVEN[2012]), strict=True)
    held: dict[str, float | None] = {code: total * share * factor for (code, share), factor in figures}
    held |= places or {}
    return [
        row(code, value, year=year, notation_key="NO" if value is None else None, **more)
        for code, value in held.items()
    ]


def filed(store: Store, year: int, total: float, places: dict[str, float | None] | None = None, **more: Any) -> None:
    store.commit(submission(*rows(year, total, places, **more), reason="a new file"))
    a_day_later(store)


def judged(store: Store) -> Progress:
    """The verdict, which one city and the overview of all tell alike, with what stands beside it."""
    leading = report(store, TOWN.city_id).leading
    line = standing_of_all(store).line(0)
    assert (line.then, Code(line.reasons)) == (leading.verdict, leading.codes)
    for code in (Code.YEAR_RESTATED, Code.BASELINE_RESTATED, Code.UNCERTAINTIES_OF_ITS_OWN):
        assert (code in Code(line.beside)) == any(note.code is code for note in leading.beside), code
    return leading


def told(found: Progress, code: Code) -> str:
    (said,) = [item for item in found.reasons if item.code is code]
    return said


GONE: dict[str, float | None] = {"residential": None}


def test_a_place_that_vanished_stays_unsettled_whatever_the_years_between_until_it_is_explained(store: Store) -> None:
    filed(store, 2015, 850.0, GONE)
    assert judged(store).codes == Code.VANISHED
    filed(store, 2018, 750.0, GONE)
    found = judged(store)
    assert (found.verdict, found.codes) == (Verdict.CANNOT_TELL, Code.VANISHED)
    assert told(found, Code.VANISHED).startswith(
        "All but gone in 2018 of what stood in 2012, without a reason on file: Residential buildings (225 t)"
    )
    City(store, TOWN.city_id).explain(2018, "residential", "", "Ada", "all homes have heat pumps")
    assert not judged(store).reasons


def test_a_place_that_is_back_is_settled(store: Store) -> None:
    filed(store, 2015, 850.0, GONE)
    filed(store, 2018, 600.0)
    assert not judged(store).reasons


def test_a_place_that_a_correction_takes_out_of_the_year_before_stays_unsettled(store: Store) -> None:
    filed(store, 2015, 850.0)
    filed(store, 2018, 750.0, GONE)
    filed(store, 2015, 850.0, GONE)
    assert told(judged(store), Code.VANISHED).startswith("All but gone in 2018 of what stood in 2015")


def test_a_correction_that_nobody_explained_is_told_in_the_next_year_too(store: Store) -> None:
    filed(store, 2015, 800.0)
    filed(store, 2015, 740.0)
    assert judged(store).codes == Code.CORRECTED
    filed(store, 2018, 660.0, {"transport": 200.0})
    found = judged(store)
    assert (found.verdict, found.codes) == (Verdict.CANNOT_TELL, Code.CORRECTED)
    assert told(found, Code.CORRECTED).startswith("Made smaller in the figures of 2015 by a correction")
    City(store, TOWN.city_id).explain(2018, "total", "", "Ada", "the meters were read anew")
    found = judged(store)
    assert not found.reasons
    (beside,) = [note for note in found.notes if note.startswith("Made smaller in the figures of 2015")]
    assert beside.endswith("The reason given for the whole of 2018 is all that was said of it.")


def test_a_correction_of_an_earlier_year_says_nothing_of_a_year_that_was_on_file_before(store: Store) -> None:
    filed(store, 2015, 800.0)
    filed(store, 2018, 660.0, {"transport": 190.0})
    filed(store, 2015, 740.0)
    assert not judged(store).reasons


def test_a_base_year_on_file_above_what_the_target_declares_gives_no_good_answer(store: Store) -> None:
    filed(store, 2015, 800.0)
    assert judged(store).verdict is not Verdict.ON_TRACK
    filed(store, 2005, 1300.0)
    found = judged(store)
    assert (found.verdict, found.codes) == (Verdict.CANNOT_TELL, Code.BASELINE_APART)
    said = told(found, Code.BASELINE_APART)
    assert said.startswith("The inventory of 2005 holds 1,300 t, and the target itself declares 1,000 t")


def test_a_base_year_on_file_above_what_the_target_declares_is_told_where_the_answer_is_the_same(store: Store) -> None:
    filed(store, 2015, 500.0)
    filed(store, 2005, 1300.0)
    found = judged(store)
    assert not found.reasons
    assert any("the target itself declares 1,000 t" in note for note in found.notes)


def test_a_year_whose_correction_takes_a_reason_away_is_named_with_its_former_figure_and_answer() -> None:
    with opened(target(declared_base_t=1000.0)) as store:
        filed(store, 2008, 850.0)
        filed(store, 2015, 720.0, {"transport": 190.0})
        assert judged(store).codes == Code.BASELINE_APART
        filed(store, 2008, 950.0)
        found = judged(store)
        assert not found.reasons
        (said,) = [note for note in found.beside if note.code is Code.YEAR_RESTATED]
        assert "the inventory of 2008 held 850 t. With that figure the answer was: Cannot tell" in said


def test_a_year_copied_from_what_another_one_held_at_first_is_no_year_of_its_own(store: Store) -> None:
    filed(store, 2018, 650.0 * 1.0)
    copied = {code: 900.0 * share * 0.7 for code, share in SHARES.items()}
    filed(store, 2018, 0.0, dict(copied))
    assert Code.COPIED in judged(store).codes
    disturbed = {code: 900.0 * share * (1 + 0.02 * place) for place, (code, share) in enumerate(SHARES.items())}
    filed(store, 2012, 0.0, dict(disturbed))
    assert told(judged(store), Code.COPIED).startswith("6 places of 2018, 100 % of its emissions, are 0.700 times")


def test_a_year_copied_from_what_the_base_year_held_at_first_is_no_year_of_its_own() -> None:
    with opened(target()) as store:
        filed(store, 2005, 0.0, {code: 1000.0 * share for code, share in SHARES.items()})
        filed(store, 2015, 0.0, {code: 700.0 * share for code, share in SHARES.items()})
        assert Code.COPIED in judged(store).codes
        filed(
            store,
            2005,
            0.0,
            {code: 1000.0 * share * (1 + place / 50) for place, (code, share) in enumerate(SHARES.items())},
        )
        assert Code.COPIED in judged(store).codes


def test_the_figures_of_another_method_under_the_name_of_the_targets_give_no_good_answer() -> None:
    with opened(target(declared_base_t=1000.0, method="own")) as store:
        filed(store, 2015, 650.0)
        assert judged(store).codes == Code.OTHER_METHOD
        filed(store, 2015, 650.0, method="own")
        found = judged(store)
        assert (found.verdict, found.codes) == (Verdict.CANNOT_TELL, Code.RELABELLED)
        assert "has the figures of the one by another method" in told(found, Code.RELABELLED)
        filed(store, 2015, 640.0, {"transport": 205.0})
        assert judged(store).codes == Code.RELABELLED
        City(store, TOWN.city_id).explain(2015, "total", "", "Ada", "both methods count the same here")
        assert not judged(store).reasons


def test_small_and_honest_changes_leave_the_answer_as_it_is(store: Store) -> None:
    filed(store, 2015, 660.0)
    assert not judged(store).reasons
    filed(store, 2015, 660.0, {"residential": 160.0})
    assert not judged(store).reasons
    filed(store, 2018, 590.0)
    assert not judged(store).reasons
