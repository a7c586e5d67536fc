"""A year that is another one over again is no year of its own."""

from __future__ import annotations

import numpy as np
import pytest

from analytics.commitment.codes import Code, Reason
from analytics.commitment.judged import Progress
from analytics.commitment.place_questions import Cause
from analytics.commitment.progress import assess
from analytics.vocabulary import Verdict
from tests.analytics.builders import cell, read, target
from tests.analytics.commitment.test_one_row import PLACES

AIM = target(base_year=2005, year=2030, reduction_percent=40.0)
FIRST = {place: 100.0 + 17 * number for number, place in enumerate(PLACES)}
THEN = {place: amount * (0.6 + 0.02 * number) for number, (place, amount) in enumerate(FIRST.items())}


def judged(newest: dict[tuple[str, str | None], float], *said: Cause) -> Progress:
    years = {2005: FIRST, 2012: THEN, 2015: newest}
    cells = [
        cell(sector, amount, carrier=carrier, year=year)
        for year, held in years.items()
        for (sector, carrier), amount in held.items()
    ]
    return assess(AIM, read(cells), explanations=said)


@pytest.mark.parametrize("ratio", [1.0, 0.93, 1.04])
def test_a_copy_of_the_last_inventory_or_a_multiple_of_it_forbids_on_track(ratio: float) -> None:
    found = judged({place: amount * ratio for place, amount in THEN.items()})
    assert found.codes == Code.COPIED
    (said,) = found.reasons
    assert said.startswith("10 places of 2015, 100 % of its emissions, ")
    assert ("the very figures of 2012" in said) == (ratio == 1.0)


def test_so_does_a_multiple_of_the_base_year() -> None:
    found = judged({place: amount * 0.7 for place, amount in FIRST.items()})
    assert "are 0.700 times those of 2005" in found.reasons[0]


def test_a_few_places_that_move_apart_hide_no_copy_and_an_explanation_of_the_whole_settles_it() -> None:
    newest = {**THEN, PLACES[0]: 20.0}
    assert judged(newest).codes & Code.COPIED
    said = [Cause(2015, "total", None, "no survey that year", "Ada"), Cause(2015, *PLACES[0], "sold", "Ada")]
    assert judged(newest, *said).verdict is Verdict.ON_TRACK
    assert judged(newest, *said[1:]).codes == Code.COPIED
    assert judged(newest, said[0]._replace(year=2012), said[1]).codes == Code.COPIED


def test_a_place_that_is_next_to_nothing_hides_no_copy() -> None:
    with np.errstate(divide="raise"):
        assert judged({**THEN, PLACES[0]: 5e-324}).codes & Code.COPIED


def test_half_a_copy_is_told_beside_the_answer_and_less_is_not() -> None:
    for copied, tells in ((7, True), (4, False)):
        newest = {
            place: amount * (1.0 if number >= 10 - copied else 0.9 + 0.011 * number)
            for number, (place, amount) in enumerate(THEN.items())
        }
        found = judged(newest)
        assert found.verdict is Verdict.ON_TRACK
        assert tells == any(isinstance(note, Reason) and note.code is Code.COPIED for note in found.notes)


def test_the_factor_of_the_grid_may_move_apart_from_the_rest() -> None:
    newest = {place: amount * (0.7 if place[1] == "electricity" else 0.95) for place, amount in THEN.items()}
    (said,) = judged(newest).reasons
    assert "10 places of 2015, 100 % of its emissions, are 0.950 times those of 2012, and those from the grid" in said
