"""Rows without a carrier among rows that name one: it is asked which carrier is meant, and never taken in silence."""

from __future__ import annotations

import pytest

from datasets.intake import drafting
from datasets.intake.checking import row_carriers
from datasets.intake.drafted import Draft
from tests.datasets.files import empty_store

HEADER = "city,year,sector,carrier,value,unit\n"
NAMED = (
    "Turin,2019,residential,electricity,300,t CO2\nTurin,2019,tertiary,electricity,240,t CO2\n"
    "Turin,2019,public_lighting,electricity,60,t CO2\n"
)
BLANK = "Turin,2019,residential,,100,t CO2\nTurin,2019,private_transport,,300,t CO2\n"


def drafted(text: str, **answers: str) -> Draft:
    return drafting.draft(empty_store(), (HEADER + text).encode(), "file.csv", answers)


def keys(draft: Draft) -> list[str | None]:
    return [problem.key for problem in draft.problems if problem.code == "carrier-blank"]


def test_rows_without_a_carrier_are_told_with_their_share_and_stored_as_they_are() -> None:
    draft = drafted(NAMED + BLANK)
    asked = [problem for problem in draft.problems if problem.code == "carrier-blank"]
    assert [(problem.row, problem.column, problem.key) for problem in asked] == [
        (5, "carrier", "carrier-of:residential"),
        (6, "carrier", "carrier-of:private_transport"),
    ]
    assert "row 6, with 30\u00a0% of the figures" in asked[1].found
    assert {problem.severity for problem in asked} == {"warn"}
    assert (draft.ready, draft.imported, draft.rejected) == (True, 5, 0)


def test_an_answer_gives_them_their_carrier_or_keeps_that_none_is_stated() -> None:
    given = {"carrier-of:residential": "natural_gas", "carrier-of:private_transport": "not-stated"}
    draft = drafted(NAMED + BLANK, **given)
    assert draft.ready
    assert draft.table["carrier"].to_pylist()[3:] == ["natural_gas", None]
    assert draft.answers == given
    refused = drafted(NAMED + BLANK, **{"carrier-of:residential": "moonlight"})
    assert [problem.code for problem in refused.problems if problem.severity == "block"] == ["answer-unknown"]


@pytest.mark.parametrize(
    "text",
    [
        BLANK,  # no row names one
        NAMED + "Turin,2019,solid_waste,,100,t CH4\nTurin,2019,afolu,,-5,t CO2\n",  # nothing of them is of a carrier
        "Turin,2019,residential,electricity,300,t CO2\n" + BLANK,  # most rows name none
    ],
)
def test_figures_that_are_split_otherwise_are_not_asked_about(text: str) -> None:
    assert keys(drafted(text)) == []


def test_of_many_names_it_is_asked_once_whether_the_source_states_none() -> None:
    sectors = ("industry", "agriculture", "railways", "navigation", "aviation", "off_road")
    assert len(sectors) > row_carriers.MOST_ASKED
    named = "".join(f"Turin,2019,{sector},electricity,300,t CO2\n" for sector in sectors)
    blank = "".join(f"Turin,2019,{sector},,1{place},t CO2\n" for place, sector in enumerate(sectors))
    assert keys(drafted(named + blank)) == ["carrier-blank"]
    assert drafted(named + blank, **{"carrier-blank": "not-stated"}).ready
