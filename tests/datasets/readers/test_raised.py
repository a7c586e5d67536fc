"""The mark of a footnote is no digit of a number, and text that was deleted or is hidden is none, in every format."""

from __future__ import annotations

import io
import zipfile

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from datasets import intake
from datasets.readers import grids
from datasets.readers.raised import Part, raised, texts
from tests.datasets.files import empty_store

MANIFEST = 'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
EXCEL = "urn:schemas-microsoft-com:office:spreadsheet"
PAGE = (
    "<table><tr><td>city<td>year<td>sector<td>carrier<td>value<td>unit"
    "<tr><td>Turin<td>2019<td>residential<td>natural_gas<td>{cell}<td>MWh</table>"
)


def of_page(cell: str) -> str:
    (grid,), _ = grids(PAGE.format(cell=cell).encode(), "city.html")
    return grid.rows[1][4]


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


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("1234<sup>1</sup>", "1234¹"),
        ("1234<sup>(1)</sup>", "1234⁽¹⁾"),
        ("1234<sup>a</sup>", "1234(a)"),
        ("<del>100</del>200", "200"),
        ("<s>100</s> 200", "200"),
        ('5<span style="display:none">7</span>', "5"),
        ("5<span hidden>7</span>", "5"),
        ('5<span style="display: none"><span>7</span>8</span>', "5"),
        ("5<div style='mso-hide:all'>7</div>", "5"),
        ("t CO<sub>2</sub>", "t CO2"),
        ("t CO<sup>2</sup>e", "t CO2e"),
        ("m<sup>3</sup>", "m³"),
        ("<s>5", ""),
    ],
)
def test_a_page_says_what_it_shows(cell: str, text: str) -> None:
    assert of_page(cell) == text


def test_what_a_cell_leaves_open_ends_with_it() -> None:
    (grid,), _ = grids(b"<table><tr><td><s>a<td>b<tr><td>c<td>d</table>", "city.html")
    assert grid.rows == (("", "b"), ("c", "d"))


def test_a_hidden_cell_ends_where_the_next_begins() -> None:
    (grid,), _ = grids(b"<table><tr><td hidden>a<td>b</td><td>c<tr><td>d<td>e<td>f</table>", "city.html")
    assert grid.rows == (("", "b", "c"), ("d", "e", "f"))


def test_a_number_with_a_footnote_is_asked_about_and_read_without_its_mark() -> None:
    page = PAGE.format(cell="1234<sup>1</sup>").encode()
    asked = intake.draft(empty_store(), page, "city.html")
    assert ("ask", "marked") in {(problem.severity, problem.key) for problem in asked.problems}
    assert intake.draft(empty_store(), page, "city.html", {"marked": "drop"}).inventories[0].total == 1234


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


def test_an_xml_spreadsheet_says_what_it_shows() -> None:
    spaces = (
        'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"'
    )
    data = (
        f'<?xml version="1.0"?><Workbook {spaces}><Worksheet ss:Name="BEI"><Table><Row><Cell>'
        '<ss:Data ss:Type="String">1234<Sup>1</Sup><S>9</S></ss:Data></Cell></Row></Table></Worksheet></Workbook>'
    )
    assert first(data.encode(), "city.xml") == "1234¹"


def test_only_what_stands_above_the_line_is_changed() -> None:
    assert [raised("CO", "2"), raised("12", "2"), raised("12", "ab"), raised("No", "o"), raised("5", " ")] == [
        "2",
        "²",
        "(ab)",
        "o",
        " ",
    ]
    assert texts([Part("5"), Part("6", gone=True), Part("7", raised=True)]) == ["5", "", "⁷"]
