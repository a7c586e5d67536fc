"""Text stays text, numbers keep their last digit, the same workbook is the same bytes."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from datasets.exports import palette
from datasets.exports.workbooks import put_number, put_text, saved
from datasets.intake.own_files.harmless import shortest
from tests.effort import examples
from tests.test_house import contrast


def written(*cells: str | float) -> openpyxl.worksheet.worksheet.Worksheet:
    book = Workbook()
    for row, cell in enumerate(cells, start=1):
        (put_text if isinstance(cell, str) else put_number)(book.worksheets[0].cell(row, 1), cell)  # type: ignore[operator]
    return openpyxl.load_workbook(io.BytesIO(saved(book, "Title", "Subject", None))).worksheets[0]


@examples(0.3)
@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=60))
def test_every_number_comes_back_to_the_last_digit(values: list[float]) -> None:
    sheet = written(*values)
    assert [cell.value for (cell,) in sheet.iter_rows()] == values
    assert {cell.data_type for (cell,) in sheet.iter_rows()} == {"n"}
    assert [float(shortest(value)) for value in values] == values


@pytest.mark.parametrize(
    "text",
    ["=1+1", '=HYPERLINK("http://x")', "+1", "-2+3", "@SUM(A1)", "\t=1", "#REF!", "http://x/", "12", "2019-01-01"],
)
def test_no_text_becomes_a_formula_an_error_a_link_or_a_number(text: str) -> None:
    cell = written(text)["A1"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_a_character_that_no_workbook_holds_is_shown_as_unreadable() -> None:
    assert written("a\x00b")["A1"].value == "a\ufffdb"


def test_the_same_workbook_is_the_same_bytes_whatever_the_time_of_day() -> None:
    at = datetime(2026, 1, 2, 3, 4, 5, 678, UTC)
    first, second = (saved(Workbook(), "T", "S", at) for _ in range(2))
    assert first == second
    properties = openpyxl.load_workbook(io.BytesIO(first)).properties
    assert properties.created == properties.modified == datetime(2026, 1, 2, 3, 4, 5)


def test_every_text_can_be_read_on_its_ground() -> None:
    grounds = (palette.PAPER, palette.GROUP, palette.INPUT, palette.FIXED, palette.KEYED, *palette.SEVERITIES.values())
    assert min(contrast(palette.INK, ground) for ground in grounds) >= 4.5
    assert contrast(palette.PAPER, palette.BAND) >= 4.5
    assert contrast(palette.SOFT, palette.PAPER) >= 4.5
