"""Figures in hidden rows: whether they count is asked, with what they are."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from openpyxl import Workbook

from datasets.intake import drafting
from datasets.intake.drafted import Draft
from tests.datasets.files import empty_store
from tests.datasets.workbooks import long_workbook, row, workbook


def hidden(*rows: int) -> object:
    def edit(book: Workbook) -> None:
        for number in rows:
            book.worksheets[0].row_dimensions[number].hidden = True

    return edit


def drafted(data: bytes, answers: Mapping[str, str] | None = None) -> Draft:
    return drafting.draft(empty_store(), data, "file.xlsx", answers, city="Turin", year=2019)


LONG = long_workbook(
    row(value=100), row(value=30, sector="tertiary"), row(value=7, sector="transport"), edit=hidden(3, 4)
)
MATRIX = workbook(
    {
        "BEI": [
            ["Energy (MWh)", None, None],
            ["Sector", "Electricity", "Natural gas"],
            ["Residential", 100, 200],
            ["Tertiary", 10, 20],
            ["Total", 110, 220],
        ]
    },
    hidden(4),
)


@pytest.mark.parametrize(("answer", "total"), [("keep", 137), ("leave-out", 100)])
def test_hidden_rows_are_counted_or_left_out_as_answered(answer: str, total: float) -> None:
    (problem,) = drafted(LONG).problems
    assert (problem.severity, problem.key, problem.cells) == ("ask", "hidden-rows", 2)
    assert problem.found == '2 hidden rows: 3, 4, with "30", "7"'
    settled = drafted(LONG, {"hidden-rows": answer})
    assert settled.ready
    assert settled.inventories[0].total == total
    assert [told.code for told in settled.problems] == ["hidden-rows"]
    assert settled.rows_in == settled.imported + settled.ignored


def test_a_total_that_holds_hidden_rows_is_a_question_once_they_are_left_out() -> None:
    assert drafted(MATRIX, {"hidden-rows": "keep"}).ready
    asked = drafted(MATRIX, {"hidden-rows": "leave-out"})
    assert {problem.key for problem in asked.problems if problem.severity == "ask"} == {"printed-totals"}
    settled = drafted(MATRIX, {"hidden-rows": "leave-out", "printed-totals": "as-read"})
    assert settled.inventories[0].total == 300
