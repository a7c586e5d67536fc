"""A file is what its content is; a name that promises something else is told."""

from __future__ import annotations

import pytest

from datasets.intake.readers import grids, kind
from datasets.intake.readers.contents import described, form, misnamed
from tests.datasets.archives import CONTENT_TYPES, archive, stored, xlsx

CSV = b"city,year,value\nTurin,2019,5\n"
PAGE = b"<html><body><table><tr><td>city</td><td>value</td></tr><tr><td>Turin</td><td>5</td></tr></table></body></html>"
XML_SPREADSHEET = (
    b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
    b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet></Worksheet></Workbook>'
)


@pytest.mark.parametrize("name", ["city.csv", "city.xls", "city.png", "city"])
@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (CSV, "delimited"),
        (CSV.decode().encode("utf-16"), "delimited"),
        (b"", "empty"),
        (b"\xff\xfe", "empty"),
        (stored("kinds.xlsx"), "workbook"),
        (stored("kinds.xls"), "workbook"),
        (stored("kinds.ods"), "workbook"),
        (stored("locked.xlsx"), "workbook"),
        (stored("kinds.xlsx")[:3000], "workbook"),
        (PAGE, "other"),
        (PAGE.decode().encode("utf-16"), "other"),
        (b"\x89PNG\r\n\x1a\n", "other"),
        (b"MZ\x90\x00", "other"),
        (b"%PDF-1.7", "other"),
        (archive({"inventory.csv": CSV}), "other"),
        (archive({CONTENT_TYPES: b"", "word/document.xml": b""}), "other"),
        (b'{"city": "Turin"}', "other"),
    ],
)
def test_the_name_of_a_file_is_not_believed(data: bytes, expected: str, name: str) -> None:
    assert kind(data, name) == expected


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (archive({"inventory.csv": CSV}), 'a zip archive with "inventory.csv" in it'),
        (archive({CONTENT_TYPES: b"", "word/document.xml": b""}), "a Word document"),
        (archive({CONTENT_TYPES: b"", "xl/workbook.bin": b""}), "a binary Excel workbook (.xlsb)"),
        (b"\xd0\xcf\x11\xe0" + "WordDocument".encode("utf-16-le") + b"\0\0", "an old Word document"),
        (b"\x89PNG\r\n\x1a\n", "a PNG image"),
        (b"MZ\x90\x00\x03", "a Windows program"),
        (b"%PDF-1.7", "a PDF document"),
        (b'<?xml version="1.0"?>', "an XML document"),
        (b'[{"city": "Turin"}]', "a JSON document"),
        (b"MIME-Version: 1.0\r\n", "a web archive or an e-mail"),
    ],
)
def test_what_holds_no_table_is_named(data: bytes, words: str) -> None:
    assert described(data) == words
    found, problems = grids(data, "inventory.xlsx")
    assert found == ()
    assert [(problem.severity, problem.code) for problem in problems] == [("block", "wrong-type")]
    assert problems[0].found == f'{words}, named "inventory.xlsx"'


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (CSV, "city.xlsx", "delimited text"),
        (stored("kinds.xlsx"), "city.xls", "an Excel workbook (.xlsx)"),
        (stored("kinds.xls"), "city.csv", "an old Excel workbook (.xls)"),
        (stored("kinds.ods"), "city.xlsx", "an OpenDocument spreadsheet (.ods)"),
    ],
)
def test_a_misnamed_file_is_read_as_what_it_is_and_told(data: bytes, name: str, words: str) -> None:
    found, problems = grids(data, name)
    assert found
    told = [problem for problem in problems if problem.code == "wrong-extension"]
    assert [(problem.severity, problem.found) for problem in told] == [
        ("warn", f'a file named "{name}" that is {words}')
    ]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (PAGE, "an HTML page"),
        (PAGE.decode().encode("utf-16"), "an HTML page"),
        (b"  <!DOCTYPE html><html>", "an HTML page"),
        (b"<table><tr><td>city", "an HTML page"),
        (XML_SPREADSHEET, "an XML spreadsheet of 2003"),
        (b"\xef\xbb\xbf" + XML_SPREADSHEET, "an XML spreadsheet of 2003"),
    ],
)
def test_a_page_or_an_xml_spreadsheet_is_to_be_saved_as_a_workbook(data: bytes, words: str) -> None:
    found, (problem,) = grids(data, "city.xls")
    assert (found, problem.severity, problem.found) == ((), "block", f'{words}, named "city.xls"')
    assert problem.fix == "Open it in a spreadsheet program, save it as .xlsx and bring that file."


@pytest.mark.parametrize("name", ["city.csv", "city.txt", "city.tsv", "city", "2019.07"])
def test_a_name_that_promises_nothing_else_is_not_told(name: str) -> None:
    assert misnamed("delimited", name) is None


def test_an_excel_workbook_of_any_writer_is_one() -> None:
    assert form(xlsx(lambda book: book.active.append([1])), "x") == "xlsx"


def test_delimited_text_is_one_grid_with_every_row_in_its_place() -> None:
    data = b"Energy in Turin\n\ncity;value\nTurin;1,5\nLyon;2;x\nVarna;3\n\nSource: us\n\n"
    (grid,), problems = grids(data, "city.csv")
    assert grid.sheet is None
    assert grid.kinds is None
    assert grid.rows == (
        ("Energy in Turin", "", ""),
        ("", "", ""),
        ("city", "value", ""),
        ("Turin", "1,5", ""),
        ("Lyon", "2", "x"),
        ("Varna", "3", ""),
        ("", "", ""),
        ("Source: us", "", ""),
    )
    assert [(problem.code, problem.row, problem.cells) for problem in problems] == [("ragged-rows", 5, 1)]


def test_the_line_that_declares_the_delimiter_is_no_text_of_the_grid() -> None:
    (grid,), problems = grids(b"sep=;\ncity;value\nTurin;5\n", "city.csv")
    assert (grid.rows, problems) == ((("", ""), ("city", "value"), ("Turin", "5")), [])


@pytest.mark.parametrize(
    ("data", "code"), [(b"", "empty-file"), (b'a,b\n"c,d\n', "open-quote"), (b"a\0b,c\n1,2\n", "not-text")]
)
def test_text_that_is_no_table_gives_no_grid_and_a_reason(data: bytes, code: str) -> None:
    found, problems = grids(data, "city.csv")
    assert (found, [problem.code for problem in problems]) == ((), [code])
