"""Rows that hold again what other rows hold are asked about, where no word and no exact sum above them tells."""

from __future__ import annotations

import pytest

from datasets.intake.drafted import Draft
from tests.datasets.files import drafted, told

PARTIAL = """\
CO2 emissions (t CO2e)
Sector,2018,2019
Buildings,81385,79444
- Residential,41230,40111
- Commercial,30155,29333
Waste,310,300
"""
SPLIT = """\
Energy use (MWh)
Sector,2018,2019
Residential,41230,42055
Commercial,30155,30759
Electricity,31230,31855
Natural gas,40155,40959
"""


def stored(draft: Draft) -> dict[tuple[int, str], float]:
    assert draft.table is not None
    rows = draft.table.to_pylist()
    return {(row["year"], row["sector"]): row["value"] for row in rows}


def test_parts_listed_below_a_larger_figure_are_asked_about() -> None:
    asked = drafted(PARTIAL, None, "Turin")
    assert [problem[:2] for problem in told(asked)] == [("ask", "listed-parts")]
    without = drafted(PARTIAL, {"listed-parts": "leave-out"}, "Turin")
    assert stored(without) == {
        (2018, "buildings"): 81385,
        (2019, "buildings"): 79444,
        (2018, "waste"): 310,
        (2019, "waste"): 300,
    }
    assert (without.rows_in, without.imported, without.ignored) == (8, 4, 4)
    kept = stored(drafted(PARTIAL, {"listed-parts": "keep"}, "Turin"))
    assert kept[2018, "residential"] == 41230


def test_parts_are_listed_by_how_far_they_stand_from_the_edge_too() -> None:
    indented = PARTIAL.replace("- ", "   ")
    assert [problem[:2] for problem in told(drafted(indented, None, "Turin"))] == [("ask", "listed-parts")]


@pytest.mark.parametrize(
    "changed",
    [
        ("81385,79444", "71385,69444"),  # the sum of its parts, which is checked and left out
        ("81385,79444", "900,800"),  # less than they are
        ("Buildings", "Industry"),  # which holds no homes
    ],
)
def test_rows_in_a_list_that_cannot_be_parts_of_what_stands_above_are_not_asked_about(changed: tuple[str, str]) -> None:
    draft = drafted(PARTIAL.replace(*changed), None, "Turin")
    assert "listed-parts" not in {code for _, code, _, _ in told(draft)}


def test_the_same_energy_by_carriers_below_that_by_sectors_is_asked_about() -> None:
    asked = drafted(SPLIT, None, "Turin")
    assert ("ask", "split-again") in {problem[:2] for problem in told(asked)}
    once = drafted(SPLIT, {"total-rows": "leave-out"}, "Turin")
    assert stored(once) == {
        (2018, "residential"): 41230,
        (2019, "residential"): 42055,
        (2018, "tertiary"): 30155,
        (2019, "tertiary"): 30759,
    }


def test_carriers_of_another_sum_are_another_thing() -> None:
    assert "split-again" not in {code for _, code, _, _ in told(drafted(SPLIT.replace("31230", "1230"), None, "Turin"))}


def test_carriers_below_sectors_with_another_sum_are_asked_about_with_the_totals_of_both_readings() -> None:
    differing = SPLIT.replace("31230", "28000")
    (question,) = [problem for problem in drafted(differing, None, "Turin").problems if problem.key == "split-rows"]
    assert question.choices == ("leave-out", "keep")
    assert '68,155 in the column "2018", where the rows above them hold 71,385' in question.found
    assert "so that 71,385 count" in question.fix
    assert "so that 139,540 count" in question.fix
    once = drafted(differing, {"split-rows": "leave-out"}, "Turin")
    assert once.ready
    assert {place: value for place, value in stored(once).items() if place[0] == 2018} == {
        (2018, "residential"): 41230,
        (2018, "tertiary"): 30155,
    }
    kept = drafted(differing, {"split-rows": "keep", "sector:Natural gas": "energy_supply"}, "Turin")
    assert stored(kept)[2018, "electricity"] == 28000


def test_carriers_below_the_heading_of_their_sector_are_no_second_split() -> None:
    text = "Energy use (MWh)\nSector,2018,2019\nResidential,410,420\nTransport,130,131\nDiesel,70,71\nPetrol,60,60\n"
    assert "split-rows" not in {problem.key for problem in drafted(text, None, "Turin").problems}
