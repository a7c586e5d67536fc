"""The mark of a footnote is no digit of a number, and text that was deleted or is hidden is none, in every format."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from datasets.intake import drafting
from datasets.intake.readers import grids
from datasets.intake.readers.raised import RaisedText, raised, texts
from tests.datasets.archives import stored
from tests.datasets.files import empty_store
from tests.datasets.workbooks import long_workbook, row

MANIFEST = 'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'


def xlsx(*runs: str | TextBlock) -> bytes:
    book = Workbook()
    book.worksheets[0]["A1"] = CellRichText(*runs)
    book.worksheets[0]["B1"] = "plain"
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def ods(style: str, text: str) -> bytes:
    names = {"office": "office", "table": "table", "text": "text", "style": "style"}
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{of}:1.0"' for name, of in names.items())
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} office:version="1.2">'
        '<office:automatic-styles><style:style style:name="T0" style:family="text"/>'
        f'<style:style style:name="T1" style:family="text"><style:text-properties {style}/></style:style>'
        '</office:automatic-styles><office:body><office:spreadsheet><table:table table:name="BEI"><table:table-row>'
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
        "</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
    )
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("META-INF/manifest.xml", f"<manifest:manifest {MANIFEST}/>")
        packed.writestr("content.xml", content)
    return held.getvalue()


def first(data: bytes, name: str) -> str:
    found, problems = grids(data, name)
    assert not [problem for problem in problems if problem.severity == "block"]
    return found[0].rows[0][0]


def test_a_number_with_a_footnote_is_asked_about_and_read_without_its_mark() -> None:
    value = CellRichText("1234", TextBlock(InlineFont(vertAlign="superscript"), "1"))
    data = long_workbook(row(value=value))
    asked = drafting.draft(empty_store(), data, "city.xlsx")
    assert ("ask", "marked") in {(problem.severity, problem.key) for problem in asked.problems}
    assert drafting.draft(empty_store(), data, "city.xlsx", {"marked": "drop"}).inventories[0].total == 1234


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        (("1234", TextBlock(InlineFont(vertAlign="superscript"), "1")), "1234¹"),
        ((TextBlock(InlineFont(strike=True), "100"), "200"), "200"),
        ((TextBlock(InlineFont(strike=True), "100"), TextBlock(InlineFont(strike=True), "200")), "100200"),
        (("t CO", TextBlock(InlineFont(vertAlign="subscript"), "2"), "e"), "t CO2e"),
        (("a ", TextBlock(InlineFont(b=True), "b & c")), "a b & c"),
    ],
)
def test_a_workbook_says_what_it_shows(runs: tuple[str | TextBlock, ...], text: str) -> None:
    data = xlsx(*runs)
    assert first(data, "city.xlsx") == text
    assert grids(data, "city.xlsx")[0][0].rows[0][1] == "plain"


@pytest.mark.parametrize(
    ("style", "text", "read"),
    [
        ('style:text-position="super 58%"', '1234<text:span text:style-name="T1">1</text:span>', "1234¹"),
        ('style:text-position="sub 58%"', 't CO<text:span text:style-name="T1">2</text:span>', "t CO2"),
        ('style:text-line-through-style="solid"', '<text:span text:style-name="T1">100</text:span>200', "200"),
        ('style:text-line-through-style="none"', '<text:span text:style-name="T1">1</text:span>2', "12"),
    ],
)
def test_an_opendocument_spreadsheet_says_what_it_shows(style: str, text: str, read: str) -> None:
    assert first(ods(style, text), "city.ods") == read


@pytest.mark.parametrize("changed", [{4: 0x08}, {10: 1}])
def test_an_old_workbook_with_raised_or_struck_text_is_to_be_saved_anew(changed: dict[int, int]) -> None:
    data = bytearray(stored("kinds.xls"))
    font = data.index(struct.pack("<2H", 0x31, 26)) + 2  # [MS-XLS] 2.4.122: options at 2, escapement at 8
    for place, value in changed.items():
        data[font + place] = value
    found, (problem,) = grids(bytes(data), "city.xls")
    assert (found, problem.severity, problem.code) == ((), "block", "raised-text")
    assert problem.fix == "Open it in a spreadsheet program, save it as .xlsx and bring that file."


def test_only_what_stands_above_the_line_is_changed() -> None:
    assert [raised("CO", "2"), raised("12", "2"), raised("12", "ab"), raised("No", "o"), raised("5", " ")] == [
        "2",
        "²",
        "(ab)",
        "o",
        " ",
    ]
    assert texts([RaisedText("5"), RaisedText("6", gone=True), RaisedText("7", raised=True)]) == ["5", "", "⁷"]
