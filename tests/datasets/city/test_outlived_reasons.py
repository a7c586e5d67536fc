"""An explanation settles what stood when it was given, and nothing that a later file makes smaller still."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from analytics.commitment.codes import Code
from analytics.commitment.targets import Target
from analytics.vocabulary import Verdict
from datasets.city import new_explanation, outlived_reasons
from datasets.city.assessment import report
from datasets.city.overview import standing_of_all
from datasets.store import Store
from tests.datasets.builders import TOWN, a_day_later, row, submission
from tests.effort import first

AIM = Target(
    city_id=TOWN.city_id,
    kind="absolute",
    base_year=2005,
    year=2025,
    reduction_percent=50.0,
    method="covenant",
    source="a plan",
)


def rows(year: int, transport: float, **changes: float) -> list[dict[str, Any]]:
    """An inventory of four sectors of 200 t each, of which ``transport`` holds another figure."""
    held = {"municipal_buildings": 200.0, "tertiary": 200.0, "residential": 200.0, "transport": transport} | changes
    return [row(sector, value, year=year) for sector, value in held.items()]


def filed(opened: Store, transport: float, **changes: float) -> int:
    return opened.commit(submission(*rows(2015, transport, **changes), reason="a new file")).revision


def explained(opened: Store, place: str) -> int:
    why = new_explanation.explanation(TOWN, "2015", place, "", "typing error", "Ada")
    return new_explanation.state(opened, (why,), "Ada", "told by the office").revision


@pytest.fixture
def store() -> Iterator[Store]:
    """1,000 t in 2005, so that 750 t are right in 2015; 800 t in 2015, which a correction made 799.8 t."""
    with Store(":memory:") as opened:
        opened.seed([TOWN], [], [AIM], [])
        opened.commit(submission(*rows(2005, 400.0)))
        filed(opened, 200.0)
        filed(opened, 199.8)
        yield opened


def answer(opened: Store) -> tuple[Verdict, Code]:
    """The verdict and its reasons, which one city and the overview of all tell alike."""
    leading = report(opened, TOWN.city_id).leading
    line = standing_of_all(opened).line(0)
    assert (line.then, Code(line.reasons)) == (leading.verdict, leading.codes)
    return leading.verdict, leading.codes


def outlived(opened: Store) -> list[str]:
    return [note for note in report(opened, TOWN.city_id).leading.notes if "The reason given on" in note]


@pytest.mark.parametrize(("place", "then"), [("transport", "200 t"), ("total", "800 t")])
@pytest.mark.parametrize("later", first(1, [100.0, 0.0]))
def test_a_reason_for_a_small_correction_covers_no_later_fall(
    store: Store, place: str, then: str, later: float
) -> None:
    given = explained(store, place)
    assert answer(store) == (Verdict.BEHIND, Code(0))
    filed(store, later)
    verdict, codes = answer(store)
    assert (verdict, Code.CORRECTED in codes) == (Verdict.CANNOT_TELL, True)
    (said,) = outlived(store)
    day = store.revision(given).committed_at.date()
    now = later + (600.0 if place == "total" else 0.0)
    assert said.endswith(
        f"typing error (Ada). The reason given on {day} was for {then}; a later file holds {now:,.0f} t."
    )
    explained(store, place)  # and given anew it settles what stands now
    assert outlived(store) == []
    assert Code.CORRECTED not in answer(store)[1]


@pytest.mark.parametrize("later", first(1, [100.0, 99.6, 130.0]))
def test_a_figure_that_comes_again_or_is_larger_keeps_its_reason(store: Store, later: float) -> None:
    filed(store, 100.0)
    assert answer(store) == (Verdict.CANNOT_TELL, Code.CORRECTED)
    explained(store, "transport")
    assert answer(store) == (Verdict.ON_TRACK, Code(0))
    filed(store, later)
    assert answer(store) == (Verdict.ON_TRACK, Code(0))
    assert outlived(store) == []


@pytest.mark.longer("judged after each of several commits")
@pytest.mark.parametrize("undone", [False, True])
def test_what_came_on_file_after_the_reason_and_went_again_needs_one_of_its_own(store: Store, undone: bool) -> None:
    filed(store, 100.0)
    explained(store, "transport")
    right = filed(store, 190.0)
    assert answer(store)[0] is Verdict.BEHIND
    a_day_later(store)
    filed(store, 100.0) if not undone else store.undo(right, "Ada", "the former file again")
    assert answer(store) == (Verdict.CANNOT_TELL, Code.CORRECTED)
    (said,) = outlived(store)
    assert said.endswith("says nothing of the fall from 190 t, which came on file later, to 100 t.")
    explained(store, "transport")
    assert answer(store) == (Verdict.ON_TRACK, Code(0))


def test_a_slip_after_the_reason_leaves_it_as_it_is(store: Store) -> None:
    filed(store, 100.0)
    explained(store, "transport")
    store.undo(filed(store, 190.0), "Ada", "a wrong file")
    assert answer(store) == (Verdict.ON_TRACK, Code(0))
    assert outlived(store) == []


@pytest.mark.longer("judged after each of several commits")
def test_a_fall_elsewhere_leaves_the_reason_of_a_place_and_one_that_was_undone_gives_it_back(store: Store) -> None:
    filed(store, 100.0)
    explained(store, "transport")
    elsewhere = filed(store, 100.0, tertiary=150.0)
    assert outlived(store) == []
    store.undo(elsewhere, "Ada", "a wrong file")
    less = filed(store, 80.0)
    assert answer(store) == (Verdict.CANNOT_TELL, Code.CORRECTED)
    assert len(outlived(store)) == 1
    store.undo(less, "Ada", "a wrong file")
    assert outlived(store) == []
    assert answer(store) == (Verdict.ON_TRACK, Code(0))


@pytest.mark.longer("judged after each of several commits")
def test_small_steps_are_held_against_the_figure_that_was_explained(store: Store) -> None:
    filed(store, 100.0)
    explained(store, "transport")
    for step in range(1, 4):
        filed(store, 100.0 - step * outlived_reasons.LEAST_FALL_T / 2)
        assert len(outlived(store)) == (step == 3)
    assert answer(store) == (Verdict.CANNOT_TELL, Code.CORRECTED)
