"""What a number format shows beside the number that a cell holds, in every kind of workbook."""

from __future__ import annotations

import io
import zipfile

import pytest
from openpyxl import Workbook
from openpyxl.styles import Color, Font, PatternFill

from datasets.intake.readers import workbook
from datasets.intake.readers.grid import STRUCK, UNSEEN, Grid, Shown
from datasets.intake.readers.number_formats import of_code
from tests.datasets.archives import archive, replaced, stored, xlsx

PERCENT, THOUSANDS, GWH = Shown(True, 1, ""), Shown(False, 1000, ""), Shown(False, 1, "GWh")
SHEET = "xl/worksheets/sheet1.xml"


def read(data: bytes, name: str = "city.xlsx") -> Grid:
    found, problems = workbook.read(data, name)
    assert problems == []
    return found[0]


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("General", None),
        ("0.00", None),
        ("#,##0", None),
        ("#,##0.00;[Red]-#,##0.00", None),
        ("@", None),
        ("0.00E+00", None),
        ("# ?/?", None),
        ('_-* #,##0.00\\ _€_-;-* #,##0.00\\ _€_-;_-* "-"??\\ _€_-', None),
        ('"+"0;"-"0', None),
        ("(#,##0_);(#,##0)", None),
        ("[$-407]0.0", None),
        ("0;0%", None),
        ("", None),
        ('0"', None),
        ("0%", PERCENT),
        ("0.00 %", PERCENT),
        ("[>1]0%;0.0%", PERCENT),
        ('0.0" %"', Shown(True, 1, "%")),
        ("#,##0,", THOUSANDS),
        ("0.0,", THOUSANDS),
        ("#,##0,.0", THOUSANDS),
        ("#,##0.0,,", Shown(False, 1000000, "")),
        ('0.0" GWh"', GWH),
        ("0.0\\ \\G\\W\\h", GWH),
        ('"GWh" 0', GWH),
        ('#,##0," GWh"', Shown(False, 1000, "GWh")),
        ("#,##0.00 [$€-407]", Shown(False, 1, "€")),
        ("$#,##0", Shown(False, 1, "$")),
        (";;;", Shown(False, 1, UNSEEN)),
        (";-0", Shown(False, 1, UNSEEN)),
        ("0;;", None),
    ],
)
def test_a_code_says_what_is_shown_beside_the_number(code: str, shown: Shown | None) -> None:
    assert of_code(code) == shown


@pytest.mark.parametrize(
    ("shown", "number", "text"),
    [
        (PERCENT, "0.051", "5.1\u00a0%"),
        (PERCENT, "0.07", "7\u00a0%"),
        (Shown(True, 1, "%"), "5", "5\u00a0%"),
        (GWH, "0.1", "0.1 GWh"),
        (THOUSANDS, "12345", "12345"),
        (Shown(False, 1000, "GWh"), "12300", "12.3 GWh"),
        (PERCENT, "12", "1200\u00a0%"),
    ],
)
def test_a_number_can_be_written_as_it_is_shown_without_losing_a_digit(shown: Shown, number: str, text: str) -> None:
    assert shown.written(number) == text


def formatted(book: Workbook) -> None:
    sheet = book.worksheets[0]
    sheet.append(["label", 0.05, 12345, 100, 7, "text", None])
    for cell, code in zip(sheet[1], ["0%", "0%", "#,##0,", '0.0" GWh"', "0.0", "0%", "0%"], strict=True):
        cell.number_format = code


XLSX = (None, PERCENT, THOUSANDS, GWH, None, None)


def test_a_workbook_tells_what_its_number_formats_show_of_numbers_alone() -> None:
    found = read(xlsx(formatted))
    assert found.rows == (("label", "0.05", "12345", "100", "7", "text"),)
    assert found.kinds == (("t", "n", "n", "n", "n", "t"),)
    assert found.shown == (XLSX,)


@pytest.mark.parametrize(
    ("font", "fill", "seen"),
    [
        ("FFFFFFFF", None, False),
        ("FFFFFFFF", "FFFFFFFF", False),
        ("FF1F497D", "FF1F497D", False),
        ("FFFFFFFF", "FF1F497D", True),
        ("FF000000", None, True),
        (None, "FFFFFFFF", True),
    ],
)
def test_a_font_in_the_colour_of_what_is_behind_it_is_not_seen(font: str | None, fill: str | None, seen: bool) -> None:
    def painted(book: Workbook) -> None:
        sheet = book.worksheets[0]
        sheet.append(["label", 100, 200])
        sheet["B1"].font = Font(color=font)
        sheet["B1"].fill = PatternFill("solid", fgColor=fill) if fill else PatternFill()

    found = read(xlsx(painted))
    assert found.shown == (None if seen else ((None, Shown(False, 1, UNSEEN), None),))


def test_the_first_colour_of_a_theme_is_that_of_the_paper() -> None:
    def painted(book: Workbook) -> None:
        book.worksheets[0].append(["label", 100])
        book.worksheets[0]["B1"].font = Font(color=Color(theme=0))

    assert read(xlsx(painted)).shown == ((None, Shown(False, 1, UNSEEN)),)


def test_a_workbook_with_plain_numbers_has_nothing_to_tell() -> None:
    assert read(xlsx(lambda book: book.worksheets[0].append([1, 2.5, "three"]))).shown is None


@pytest.mark.parametrize(
    "written",
    [
        lambda part: part.replace(b'<c r="', b'<c  r="'),  # not as programs write it, and parsed for that
        lambda part: part.replace(b"</sheetData>", b'<row r="2"><c r="B2" t="e"><v>#N/A</v></c></row></sheetData>'),
    ],
)
def test_it_does_so_however_the_sheet_is_written(written: object) -> None:
    assert callable(written)
    found = read(replaced(xlsx(formatted), {SHEET: written})).shown
    assert found is not None
    assert found[0] == XLSX


def test_the_first_style_is_that_of_cells_without_one() -> None:
    data = xlsx(lambda book: book.worksheets[0].append([0.05]))
    percent = {"xl/styles.xml": lambda part: part.replace(b'<xf numFmtId="0"', b'<xf numFmtId="9"')}
    assert read(replaced(data, percent)).shown == ((PERCENT,),)


def test_an_old_workbook_tells_the_same() -> None:
    """formats.xls was written by xlwt."""
    found = read(stored("formats.xls"), "formats.xls")
    assert found.rows[2] == ("", "12345", "12346", "12347", "12348", "12349", "12350")
    assert found.shown is not None
    assert found.shown[:3] == ((None,) * 7, *[(None, PERCENT, THOUSANDS, GWH, None, None, PERCENT)] * 2)


ODS_STYLES = """<office:automatic-styles>
<number:percentage-style style:name="N10"><number:number/><number:text>%</number:text></number:percentage-style>
<number:number-style style:name="N1"><number:number number:display-factor="1000"/></number:number-style>
<number:number-style style:name="N2P0" style:volatile="true"><number:number/><number:text> GWh</number:text>
</number:number-style><number:number-style style:name="N2"><number:text>-</number:text><number:number/>
<style:map style:condition="value()&gt;=0" style:apply-style-name="N2P0"/></number:number-style>
<style:style style:name="ce1" style:family="table-cell" style:data-style-name="N1"/>
<style:style style:name="ce2" style:family="table-cell" style:data-style-name="N2"/>
<style:style style:name="ce3" style:family="table-cell" style:parent-style-name="ce2"/>
<style:style style:name="ce4" style:family="table-cell"><style:text-properties style:text-line-through-style="solid"/>
</style:style><style:style style:name="T1" style:family="text"><style:text-properties
style:text-line-through-style="solid"/></style:style>
<style:style style:name="ce5" style:family="table-cell"><style:table-cell-properties fo:background-color="#ffffff"/>
<style:text-properties fo:color="#ffffff"/></style:style>
<style:style style:name="ce6" style:family="table-cell" style:parent-style-name="ce5"><style:table-cell-properties
fo:background-color="#1f497d"/></style:style>
<number:number-style style:name="N3P0" style:volatile="true"><number:text/></number:number-style>
<number:text-style style:name="N3"><number:text/><style:map style:condition="value()&gt;0"
style:apply-style-name="N3P0"/></number:text-style>
<style:style style:name="ce7" style:family="table-cell" style:data-style-name="N3"/>
<number:text-style style:name="N4"><number:text-content/></number:text-style>
<style:style style:name="ce8" style:family="table-cell" style:data-style-name="N4"/>
</office:automatic-styles>"""


def ods(table: str) -> bytes:
    """A spreadsheet of OpenDocument with one sheet."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text", "style")
    )
    spaces += ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
    content = (
        f'<office:document-content {spaces} xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0">'
        f'{ODS_STYLES}<office:body><office:spreadsheet><table:table table:name="BEI">{table}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(io.BytesIO(stored("kinds.ods"))) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    return archive({**parts, "content.xml": content.encode()}, zipfile.ZIP_STORED)


def test_an_open_document_tells_the_same_of_cells_rows_and_columns() -> None:
    columns = '<table:table-column table:default-cell-style-name="ce1"/><table:table-column/>'

    def cell(value: str, more: str = "", kind: str = "float") -> str:
        return f'<table:table-cell office:value-type="{kind}" office:value="{value}" {more}/>'

    styled, paid = "table:style-name='ce3' table:number-columns-repeated='2'", "office:currency='EUR'"
    first = (
        cell("12345")
        + cell("0.05", "", "percentage")
        + cell("100", styled)
        + cell("7", paid, "currency")
        + cell("8")
        + cell("9", "table:style-name='ce4'")
    )
    repeated = 'table:default-cell-style-name="ce2" table:number-rows-repeated="2"'
    rows = f"<table:table-row>{first}</table:table-row><table:table-row {repeated}>{cell('1')}</table:table-row>"
    found = read(ods(columns + rows), "city.ods")
    assert found.rows[0] == ("12345", "0.05", "100", "100", "7", "8", "9")
    assert found.shown is not None
    assert found.shown[0] == (THOUSANDS, PERCENT, GWH, GWH, Shown(False, 1, "EUR"), None, Shown(False, 1, STRUCK))
    assert [row[:2] for row in found.shown[1:]] == [(GWH, None)] * 2


def test_an_open_document_tells_which_numbers_nobody_sees() -> None:
    styles = ("ce5", "ce6", "ce7", "ce8")
    cells = "".join(
        f"<table:table-cell office:value-type='float' office:value='{number}' table:style-name='{style}'/>"
        for number, style in enumerate(styles, start=1)
    )
    found = read(ods(f"<table:table-row>{cells}</table:table-row>"), "city.ods")
    unseen = Shown(False, 1, UNSEEN)
    assert (found.rows, found.shown) == ((("1", "2", "3", "4"),), ((unseen, None, unseen, None),))
