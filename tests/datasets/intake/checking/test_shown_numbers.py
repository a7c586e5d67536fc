"""A number is never taken for something else than its cell shows without a word of it."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import openpyxl
import pytest
from openpyxl import Workbook

from analytics import units
from datasets.exports.marked import marked
from datasets.exports.rejected import rejected
from datasets.intake import drafting
from datasets.intake.checking.shown_numbers import agrees
from datasets.intake.drafted import Draft
from datasets.intake.plans import listing
from tests.datasets.archives import stored
from tests.datasets.files import HEADER, empty_store, sample_store, told
from tests.datasets.workbooks import Cells, long_workbook, row, workbook

VALUE = "value"


def taken(code: str, *rows: list[Any], answers: Mapping[str, str] | None = None, column: str = VALUE) -> Draft:
    """The draft of a long table whose ``column`` has this number format."""
    return drafting.draft(empty_store(), shown(code, *rows, column=column), "city.xlsx", answers)


def shown(code: str, *rows: list[Any], column: str = VALUE) -> bytes:
    place = HEADER.index(column) + 1

    def edit(book: Workbook) -> None:
        for number in range(len(rows)):
            book.worksheets[0].cell(number + 2, place).number_format = code

    return long_workbook(*rows, edit=edit)


def matrix(code: str, header: str, *cells: Any) -> Draft:
    """The draft of a table by carrier for Turin in 2019, whose numbers have this format."""

    def edit(book: Workbook) -> None:
        for line in book.worksheets[0].iter_rows(min_row=2, min_col=2):
            for cell in line:
                cell.number_format = code

    rows: Cells = [
        ("Sector", *[f"{name} ({header})" for name in ("Natural gas", "Electricity")]),
        ("Residential", *cells),
    ]
    return drafting.draft(empty_store(), workbook({"BEI": rows}, edit), "city.xlsx", None, "Turin", 2019)


def test_a_number_that_is_shown_as_a_percentage_is_refused_at_its_cell() -> None:
    draft = taken("0%", row(value=0.05), row(value=0.125, sector="transport"))
    assert told(draft) == [("block", "value-percent", 2, VALUE), ("block", "value-percent", 3, VALUE)]
    assert draft.problems[1].found == '"0.125", which the workbook shows as 12.5\u00a0%'
    assert (draft.imported, draft.rejected) == (0, 2)


def test_so_is_one_with_a_written_sign_in_a_table_by_carrier() -> None:
    draft = matrix('0.0" %"', "MWh", 5, 7)
    assert [(code, column) for _, code, _, column in told(draft)] == [
        ("value-percent", "Natural gas (MWh)"),
        ("value-percent", "Electricity (MWh)"),
    ]
    assert draft.problems[0].found == '"5", which the workbook shows as 5\u00a0%'


@pytest.mark.parametrize(("answer", "total"), [("as-held", 19345), ("as-shown", 19.345)])
def test_of_a_number_that_is_shown_in_thousands_it_is_asked_which_of_the_two_is_meant(
    answer: str, total: float
) -> None:
    rows = row(value=12345), row(value=7000, sector="transport")
    draft = taken("#,##0,", *rows)
    assert told(draft) == [("ask", "value-divided", 2, VALUE)]
    assert draft.problems[0].found == '"12345", which the workbook shows as "12.345"'
    assert (draft.problems[0].cells, draft.problems[0].choices) == (2, ("as-held", "as-shown"))
    settled = taken("#,##0,", *rows, answers={"shown-divided": answer})
    assert (settled.problems, settled.inventories[0].total) == ((), pytest.approx(total))


def test_a_printed_total_is_read_as_its_parts_are() -> None:
    rows = row(value=12000), row(value=8000, sector="transport"), row(value=20000, sector="Total")
    answers = {"shown-divided": "as-shown", "total-rows": "leave-out"}
    draft = taken("#,##0,", *rows, answers=answers)
    assert draft.ready
    assert draft.inventories[0].total == 20
    ((totals,),) = [tuple(draft.totals.values())]
    assert [total.value for total in totals] == [20]


def test_a_letter_for_the_thousands_says_no_more() -> None:
    assert told(taken('#,##0,"k"', row(value=12345))) == [("ask", "value-divided", 2, VALUE)]


@pytest.mark.parametrize("code", ["0.00", "#,##0", "#,##0.00;[Red]-#,##0.00", '0.0" MWh"', '0.0," GWh"'])
def test_what_agrees_with_the_unit_stated_needs_no_word(code: str) -> None:
    draft = taken(code, row(value=100))
    assert (draft.problems, draft.inventories[0].total) == ((), 100)


def test_a_unit_that_disagrees_with_the_one_stated_is_refused() -> None:
    assert told(taken('0.0" GWh"', row(value=100))) == [("block", "unit-conflict", 2, VALUE)]
    assert {code for _, code, _, _ in told(matrix('0.0" GWh"', "MWh", 1, 2))} == {"unit-conflict"}


def test_a_unit_that_nothing_else_states_is_the_unit() -> None:
    draft = taken('0.0" GWh"', row(value=1.2345, unit=None), row(value=2, sector="transport", unit=None))
    assert (draft.problems, draft.inventories[0].total) == ((), pytest.approx(3234.5))
    assert draft.table is not None
    assert draft.table.column("original_text").to_pylist() == ["1.2345 GWh", "2 GWh"]


@pytest.mark.parametrize("code", ['0.0" €"', '0.0" k"', '0.0,," GWh"'])
def test_a_text_that_fits_neither_number_nor_unit_is_asked_about(code: str) -> None:
    asked = taken(code, row(value=100))
    assert told(asked) == [("ask", "value-shown", 2, VALUE)]
    assert (asked.problems[0].key, asked.problems[0].choices) == ("number-format", ("as-held", "leave-out"))
    assert asked.imported == 0
    settled = taken(code, row(value=100), answers={"number-format": "as-held"})
    assert (settled.problems, settled.inventories[0].total) == ((), 100)


def test_an_ambiguous_unit_is_asked_about_as_anywhere_else() -> None:
    asked = taken('0.0" tons CO2"', row(value=100, unit=None))
    assert [problem.key for problem in asked.problems] == ["ton"]
    assert taken('0.0" tons CO2"', row(value=100, unit=None), answers={"ton": "tonne"}).inventories[0].total == 100


def test_texts_and_notation_keys_have_no_number_format() -> None:
    draft = taken("0%", row(value="NE"), row(value=None, notation_key="NO", sector="transport"))
    assert (draft.problems, draft.imported) == ((), 2)


def test_years_and_shares_may_be_formatted_as_they_like() -> None:
    assert taken('0" г."', row(value=100), column="year").problems == ()


@pytest.mark.parametrize(
    ("code", "people", "problem"),
    [
        ("0%", 0.5, ("block", "value-percent")),
        ("#,##0,", 850000, ("warn", "value-divided")),
        ('0.0" Mio."', 1.2, ("block", "population-scaled")),
        ('#,##0" ab."', 850000, None),
    ],
)
def test_inhabitants_are_looked_at_too(code: str, people: float, problem: tuple[str, str] | None) -> None:
    def edit(book: Workbook) -> None:
        book.worksheets[0].cell(2, len(HEADER) + 1).number_format = code

    data = workbook({"BEI": [(*HEADER, "population"), (*row(value=100), people)]}, edit)
    found = drafting.draft(empty_store(), data, "city.xlsx").problems
    assert [(each.severity, each.code, each.row, each.column) for each in found] == (
        [(*problem, 2, "population")] if problem else []
    )


def test_the_files_to_mend_keep_what_the_workbook_showed() -> None:
    data = shown("0%", row(value=0.05), row(value=0.1, sector="transport"))
    draft = drafting.draft(empty_store(), data, "city.xlsx")
    again = drafting.draft(empty_store(), rejected(data, "city.xlsx", draft), "rejected.csv", {"held-back": "alone"})
    percents = [("block", "value-percent", 2, VALUE), ("block", "value-percent", 3, VALUE)]
    assert told(again) == [("warn", "held-back", None, None), *percents]
    book = openpyxl.load_workbook(io.BytesIO(marked(data, "city.xlsx", draft.problems)))
    assert book["BEI"].cell(2, HEADER.index(VALUE) + 1).number_format == "0%"
    new = openpyxl.load_workbook(io.BytesIO(marked(stored("formats.xls"), "formats.xls", ())))
    assert [cell.value for cell in new["BEI"][3]][1:4] == ["1234500\u00a0%", 12346, "12347 GWh"]


@pytest.mark.parametrize(
    ("code", "problems"),
    [
        ("0%", [("block", "value-percent", 2, "energy_saved_mwh")]),
        ('0" GWh"', [("block", "unit-conflict", 2, "energy_saved_mwh")]),
        ('0" MWh"', []),
        ("#,##0,", [("warn", "value-divided", 2, "energy_saved_mwh")]),
    ],
)
def test_savings_of_actions_are_looked_at_too(code: str, problems: list[tuple[Any, ...]]) -> None:
    header = ("id", "name", "sector", "start", "end", "status", "energy_saved_mwh", "source")
    line = ("A1", "Retrofit", "Residential", 2021, 2030, "ongoing", 1000, "a plan")

    def edit(book: Workbook) -> None:
        book.worksheets[0].cell(2, 7).number_format = code

    draft = listing.draft(sample_store(), workbook({"Actions": [header, line]}, edit), "actions.xlsx", "US-BOS", {})
    found = [(each.severity, each.code, each.row, each.column) for each in draft.problems]
    assert [each for each in found if each[1] != "unused-columns"] == problems


@pytest.mark.parametrize(
    ("own", "divided", "stated", "same"),
    [
        ("GWh", 1, "GWh", True),
        ("GWh", 1, "MWh", False),
        ("GWh", 1000, "MWh", True),
        ("GWh", 1000, "GWh", False),
        ("t", 1, "t CO2e", True),
        ("kt", 1000, "t CO2", True),
        ("t CO2", 1, "t CO2e", False),
        ("t", 1, "MWh", False),
        ("MWh", 1, "t CO2e", False),
        ("kg", 1, "t CO2e", False),
    ],
)
def test_a_unit_agrees_where_both_say_the_same_amount(own: str, divided: int, stated: str, same: bool) -> None:
    assert agrees(units.unit(own), divided, units.unit(stated)) is same


@pytest.mark.parametrize(("answer", "total"), [("as-held", 200), ("leave-out", 100)])
def test_a_figure_that_nobody_sees_counts_or_is_left_out_as_answered(answer: str, total: float) -> None:
    rows = (row(value=100), row(value=100, sector="tertiary"))

    def hidden(book: Workbook) -> None:
        book.worksheets[0].cell(3, HEADER.index(VALUE) + 1).number_format = ";;;"

    data = long_workbook(*rows, edit=hidden)
    (problem,) = drafting.draft(empty_store(), data, "city.xlsx").problems
    assert (problem.severity, problem.key, problem.row) == ("ask", "number-format", 3)
    assert problem.found == '"100", which the workbook does not show'
    settled = drafting.draft(empty_store(), data, "city.xlsx", {"number-format": answer})
    assert (settled.ready, settled.inventories[0].total) == (True, total)
    assert settled.rows_in == settled.imported + settled.ignored


def test_a_figure_with_a_line_through_it_is_asked_about_and_counts_by_answer_alone() -> None:
    from openpyxl.styles import Font

    def struck(book: Workbook) -> None:
        book.worksheets[0].cell(2, HEADER.index(VALUE) + 1).font = Font(strike=True)

    data = long_workbook(row(), row(sector="tertiary"), edit=struck)
    asked = drafting.draft(empty_store(), data, "city.xlsx")
    (problem,) = [problem for problem in asked.problems if problem.severity == "ask"]
    assert (problem.code, problem.row, problem.key, problem.cells) == ("value-shown", 2, "number-format", 1)
    assert "struck through" in problem.sentence()
    assert drafting.draft(empty_store(), data, "city.xlsx", {"number-format": "as-held"}).ready
    left = drafting.draft(empty_store(), data, "city.xlsx", {"number-format": "leave-out"})
    assert (left.ready, left.imported, left.ignored) == (True, 1, 1)
