"""What a later file made smaller in the year that judges is open until somebody says why."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from analytics.commitment.codes import Code, Reason
from analytics.commitment.judged import Progress
from analytics.commitment.place_questions import Cause
from analytics.commitment.progress import assess
from analytics.inventories.inventory import Cell
from analytics.vocabulary import Verdict
from tests.analytics.builders import cell, formers, read, target, whole

AIM = target(base_year=2005, year=2015, reduction_percent=20.0)
BASE = [*whole(2005, 1000.0), cell("solid_waste", 10.0, year=2005)]
GROWN = [*whole(2015, 780.0), cell("solid_waste", 60.0, year=2015)]
"""Behind by 32 t; the waste, of which there were 10 t in the base year, is 60 t now."""
SAID = Cause(2015, "solid_waste", None, "counted twice", "Ada")
ALTHOUGH = (
    "Made smaller in the figures of 2015 by a correction, against revision 1: Solid waste (40 t). The reason given for "
    "the whole of 2015 is all that was said of it."
)
"""What stands beside a reason for a whole year."""


def judged(*filings: list[Cell], explanations: tuple[Cause, ...] = ()) -> Progress:
    """The verdict on the last filing, after the earlier ones."""
    filed = [read(cells) for cells in filings]
    return assess(AIM, filed[-1], explanations=explanations, former=formers(*filed))


def of_2015(waste: float, others: float = 780.0) -> list[Cell]:
    return [*BASE, *whole(2015, others), cell("solid_waste", waste, year=2015)]


def told(found: Progress) -> list[str]:
    return [item for item in (*found.reasons, *found.notes) if isinstance(item, Reason) and item.code is Code.CORRECTED]


def test_a_place_that_had_grown_and_is_corrected_down_is_named_with_its_former_revision() -> None:
    assert judged([*BASE, *GROWN]).verdict is Verdict.BEHIND
    found = judged([*BASE, *GROWN], of_2015(20.0))
    assert found.verdict is Verdict.CANNOT_TELL
    assert found.reasons == (
        "Made smaller in the figures of 2015 by a correction, against revision 1: Solid waste (40 t); at the former "
        "level, the city would not be on track. A reason for these places is missing, beside that of the file.",
    )
    assert found.reasons[0].tonnes == 40.0
    assert [(item.place, item.tonnes) for item in found.unexplained] == [("solid_waste", 40.0), ("total", None)]


def test_what_cannot_turn_the_answer_stands_beside_it() -> None:
    found = judged(of_2015(60.0, 700.0), of_2015(20.0, 700.0))
    assert (found.verdict, found.reasons) == (Verdict.ON_TRACK, ())
    (said,) = told(found)
    assert said.endswith("against revision 1: Solid waste (40 t); the verdict would be the same at the former level.")
    assert told(judged(of_2015(60.0, 700.0), of_2015(59.9, 700.0))) == []


def test_an_explanation_of_that_place_and_year_or_of_the_whole_inventory_settles_it() -> None:
    for said in (SAID, SAID._replace(place="total")):
        found = judged([*BASE, *GROWN], of_2015(20.0), explanations=(said,))
        assert found.verdict is Verdict.ON_TRACK
        assert any("counted twice (Ada)" in note for note in found.notes)
        assert told(found) == ([] if said is SAID else [ALTHOUGH])
    for other in (SAID._replace(year=2010), SAID._replace(place="residential"), SAID._replace(carrier="diesel")):
        found = judged([*BASE, *GROWN], of_2015(20.0), explanations=(other,))
        assert found.codes == Code.CORRECTED


def test_a_further_correction_washes_nothing_away() -> None:
    assert judged([*BASE, *GROWN], of_2015(20.0), of_2015(20.1)).codes == Code.CORRECTED
    assert judged([*BASE, *GROWN], of_2015(50.0), of_2015(40.0), of_2015(20.0)).codes == Code.CORRECTED
    assert judged([*BASE, *GROWN], of_2015(20.0), [*BASE, *GROWN]).verdict is Verdict.BEHIND


def test_what_an_undo_took_back_is_told_and_forbids_nothing() -> None:
    filed = [read([*BASE, *GROWN]), read(of_2015(20.0))]
    former = replace(formers(*filed), withdrawn=np.array([True]))
    found = assess(AIM, filed[-1], former=former)
    assert found.verdict is Verdict.ON_TRACK
    (said,) = told(found)
    assert said.startswith("Smaller in the figures of 2015 than in revision 1, which was taken back: Solid waste (")


def test_a_year_that_is_cut_alike_is_told_with_its_places_and_one_explanation_settles_it() -> None:
    cut = [row._replace(amount=(row.amount or 0.0) * 0.9) for row in GROWN]
    found = judged([*BASE, *GROWN], [*BASE, *cut])
    assert found.codes == Code.CORRECTED
    assert "Solid waste (6 t)" in found.reasons[0]
    said = SAID._replace(place="total", reason="another factor of the grid")
    assert judged([*BASE, *GROWN], [*BASE, *cut], explanations=(said,)).verdict is Verdict.ON_TRACK


def test_a_sector_that_is_told_by_other_carriers_has_not_fallen() -> None:
    first = [row for row in GROWN if row.sector != "residential"]
    halves = [
        cell("residential", amount, year=2015, carrier=name) for name, amount in (("diesel", 95.0), ("coal", 99.9))
    ]
    found = judged([*BASE, *GROWN], [*BASE, *first, *halves])
    assert (found.verdict, told(found)) == (Verdict.BEHIND, [])
    less = [row for row in first if row.sector != "solid_waste"]
    found = judged([*BASE, *GROWN], [*BASE, *less, *halves, cell("solid_waste", 20.0, year=2015)])
    assert "Solid waste (40 t), Residential buildings (0 t)" in found.reasons[0]


def test_what_moved_to_another_sector_is_no_fall_of_the_total() -> None:
    moved = [row._replace(amount=205.0 if row.sector == "residential" else row.amount) for row in GROWN]
    moved = [row._replace(amount=50.0 if row.sector == "solid_waste" else row.amount) for row in moved]
    found = judged([*BASE, *GROWN], [*BASE, *moved])
    assert (found.verdict, told(found)) == (Verdict.BEHIND, [])


def test_a_row_below_zero_that_came_is_a_fall_of_its_sector() -> None:
    found = judged([*BASE, *GROWN], [*BASE, *GROWN, cell("wastewater", -40.0, year=2015)])
    assert Code.CORRECTED in found.codes
    assert any("Wastewater (40 t)" in reason for reason in told(found))


def test_a_recalculation_of_all_years_that_finds_the_city_on_track_before_and_after_turns_nothing() -> None:
    first, then = [*whole(2005, 1000.0), *whole(2015, 795.0)], [*whole(2005, 900.0), *whole(2015, 715.0)]
    found = judged(first, then)
    assert (found.verdict, found.reasons) == (Verdict.ON_TRACK, ())
    assert told(found)
    behind = [*whole(2005, 1000.0), *whole(2015, 805.0)]
    assert judged(behind, then).codes == Code.CORRECTED


def test_a_baseline_raised_in_between_does_not_hide_that_the_city_was_behind() -> None:
    raised = [row._replace(amount=2 * (row.amount or 0.0)) for row in BASE]
    found = judged([*BASE, *GROWN], [*raised, *GROWN], of_2015(20.0))
    assert found.codes == Code.CORRECTED


def test_what_vanished_elsewhere_and_what_was_corrected_count_together() -> None:
    coal = [cell("residential", amount, year=year, carrier="coal") for year, amount in ((2005, 15.0), (2015, 0.0))]
    filed = [[*of_2015(waste), *coal] for waste in (40.0, 20.0)]
    aim = replace(AIM, reduction_percent=20.0)
    held = [read(cells) for cells in filed]
    found = assess(aim, held[-1], former=formers(*held))
    assert found.codes == Code.CORRECTED | Code.VANISHED
