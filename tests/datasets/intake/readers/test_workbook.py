"""A workbook gives the cells that a person sees, each with what it was typed as, or the reason why not."""

from __future__ import annotations

import datetime as dt
import io
import os
import random
import zipfile
from pathlib import Path

import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.workbook import Workbook

from analytics.text.problems import Problem
from datasets.intake import drafting
from datasets.intake.readers import grids, workbook
from datasets.intake.readers.grid import KINDS, Grid
from datasets.intake.readers.limits import UPLOAD, Limits
from tests.datasets.archives import archive, replaced, stored, xlsx
from tests.datasets.files import empty_store
from tests.effort import at_most

MUTATIONS = int(os.environ.get("COVENANT_MUTATIONS", "45"))
BEI = (
    ("Energy in Turin", "", "", "", ""),
    ("", "", "", "", ""),
    ("city", "year", "value", "", ""),
    ("Turin", "2019", "100", "", ""),
    ("Lyon", "0.1", "101", "", ""),
    ("Varna", "#DIV/0!", "10000000000000000000000", "", ""),
    ("2020-02-01", "2020-02-01T12:30:00", "03:04:00", "30:00:00", ""),
    ("TRUE", "007", "0", "-1234.5678", ""),
    ("", " spaced ", "two\nlines", "Città", "#N/A"),
    ("merged", "", "", "", ""),
    ("", "", "", "", ""),
    ("", "", "0.3", "", ""),
)
BEI_KINDS = ("t....", ".....", "ttt..", "tnn..", "tnn..", "ten..", "dddd.", "btnn.", ".ttte", "t....", ".....", "..n..")


def read(data: bytes, name: str = "city.xlsx", limits: Limits = UPLOAD) -> tuple[Grid, ...]:
    found, problems = workbook.read(data, name, limits)
    assert not [problem for problem in problems if problem.severity == "block"], problems
    return found


def refused(data: bytes, name: str = "city.xlsx", limits: Limits = UPLOAD) -> Problem:
    found, problems = workbook.read(data, name, limits)
    assert found == ()
    assert [problem.severity for problem in problems] == ["block"]
    return problems[0]


def kinds(grid: Grid) -> tuple[str, ...]:
    assert grid.kinds is not None
    return tuple("".join(kind or "." for kind in row) for row in grid.kinds)


@pytest.mark.parametrize("name", ["kinds.xlsx", "kinds.xls", "kinds.ods"])
def test_the_same_workbook_gives_the_same_cells_in_every_format(name: str) -> None:
    found, problems = workbook.read(stored(name), name)
    assert [grid.sheet for grid in found] == ["BEI", "Lists"]
    assert found[0].rows == BEI
    assert kinds(found[0]) == BEI_KINDS
    assert found[0].hidden == (5,)
    assert found[0].merged == ((9, 0, 10, 1),)
    assert [(problem.severity, problem.code, problem.sheet) for problem in problems] == [
        ("warn", "hidden-sheet", "Lists")
    ]


@pytest.mark.parametrize("name", ["kinds.xlsx", "kinds.xls", "kinds.ods"])
def test_a_cell_keeps_its_place_where_the_first_rows_and_columns_are_empty(name: str) -> None:
    lists = read(stored(name), name)[1]
    assert lists.rows == (("", ""), ("", ""), ("", "5"))
    assert (lists.visible, kinds(lists)) == (False, ("..", "..", ".n"))


@pytest.mark.parametrize("name", ["locked.xlsx", "locked.xls", "locked.ods"])
def test_a_password_is_called_one(name: str) -> None:
    assert refused(stored(name), name).code == "password"


@pytest.mark.parametrize("name", ["kinds.xlsx", "kinds.xls", "kinds.ods"])
@pytest.mark.parametrize("share", [0.02, 0.5, 0.98])
def test_a_file_that_was_cut_off_is_damaged(name: str, share: float) -> None:
    data = stored(name)
    problem = refused(data[: int(len(data) * share)], name)
    assert problem.code == "damaged"
    assert "\n" not in problem.found


def test_a_formula_without_a_stored_result_is_neither_blank_nor_zero() -> None:
    def fill(book: Workbook) -> None:
        book.active.append(["value", "=1+1", 5])

    (grid,) = read(xlsx(fill))
    assert (grid.rows, kinds(grid)) == ((("value", "", "5"),), ("tfn",))


def test_a_zero_that_stands_for_a_result_never_computed_is_a_formula_without_a_result() -> None:
    def zero(part: bytes) -> bytes:
        return part.replace(b"<v></v>", b"<v>0</v>").replace(b"<v />", b"<v>0</v>")

    def fill(book: Workbook) -> None:
        book.active.append(["value", "=1-1"])

    data = replaced(xlsx(fill), {"xl/worksheets/sheet1.xml": zero})
    assert kinds(read(data)[0]) == ("tf",)
    calculated = replaced(data, {"xl/workbook.xml": lambda part: part.replace(b'fullCalcOnLoad="1"', b"")})
    assert (read(calculated)[0].rows, kinds(read(calculated)[0])) == ((("value", "0"),), ("tn",))


def test_an_empty_text_as_result_of_a_formula_is_a_blank_cell() -> None:
    def fill(book: Workbook) -> None:
        book.active.append(["value", "=A2", "x"])

    data = replaced(
        xlsx(fill),
        {"xl/worksheets/sheet1.xml": lambda part: part.replace(b'<c r="B1">', b'<c r="B1" t="str">')},
    )
    assert kinds(read(data)[0]) == ("t.t",)


def test_a_number_stored_as_text_is_text_and_a_date_in_a_value_column_is_a_date() -> None:
    def fill(book: Workbook) -> None:
        book.active.append(["100", 100, dt.date(2021, 2, 1)])

    (grid,) = read(xlsx(fill))
    assert (grid.rows, kinds(grid)) == ((("100", "100", "2021-02-01"),), ("tnd",))


@pytest.mark.parametrize("value", [0.1, 1 / 3, 1e-7, 123456789.25, 2**53, -5e-324, 1.7976931348623157e308, 0.1 + 0.2])
def test_a_number_is_its_shortest_exact_decimal(value: float) -> None:
    (grid,) = read(xlsx(lambda book: book.active.append([repr(value), value])))
    assert "e" not in grid.rows[0][1]
    # openpyxl writes 16 digits, so that 0.1 + 0.2 is 0.3 in the file already.
    assert float(grid.rows[0][1]) == float(f"{value:.16g}")


@pytest.mark.parametrize("mac", [False, True])
def test_both_date_systems_give_the_same_day(mac: bool) -> None:
    def fill(book: Workbook) -> None:
        if mac:
            book.epoch = CALENDAR_MAC_1904
        book.active.append([dt.date(2019, 12, 31)])

    assert read(xlsx(fill))[0].rows == (("2019-12-31",),)


def test_a_used_range_of_empty_cells_is_trimmed_to_what_is_filled() -> None:
    def fill(book: Workbook) -> None:
        book.active["B2"] = 1
        for place in ("SF1024", "A1024", "SF1"):
            book.active[place].number_format = "0.00"

    assert read(xlsx(fill))[0].rows == (("", ""), ("", "1"))


def test_a_workbook_without_any_filled_cell_is_called_empty() -> None:
    assert refused(xlsx(lambda book: None)).code == "empty-file"


def test_a_chart_sheet_is_no_sheet_of_cells() -> None:
    def fill(book: Workbook) -> None:
        book.active.append(["x"])
        book.create_chartsheet("Chart")

    assert [grid.sheet for grid in read(xlsx(fill))] == ["Sheet"]


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(1000, 10**8, 10**6, 10**6), "too-large"),
        (Limits(10**6, 1000, 10**6, 10**6), "zip-bomb"),
        (Limits(10**6, 10**8, 5, 10**6), "too-many-rows"),
        (Limits(10**6, 10**8, 10**6, 20), "too-many-cells"),
        (Limits(10**6, 10**8, 10**6, 10**6, seconds=0.001), "too-slow"),
    ],
)
def test_every_limit_has_an_answer_of_its_own(limits: Limits, code: str) -> None:
    assert refused(stored("kinds.xlsx"), limits=limits).code == code


def test_a_cell_at_the_far_end_of_the_sheet_costs_no_more_than_the_limits_allow() -> None:
    def fill(book: Workbook) -> None:
        book.active["A1"] = 1
        book.active["XFD1048576"] = 1

    with at_most(200):
        assert refused(xlsx(fill)).code == "too-much-memory"


def test_a_changed_digit_inside_a_workbook_is_never_read_silently() -> None:
    data = bytearray(replaced(xlsx(lambda book: book.active.append([123456])), {}))
    place = data.index(b"xl/worksheets/sheet1.xml") + 60
    data[place] ^= 0x10
    assert refused(bytes(data)).code == "damaged"


@pytest.mark.longer("many damaged workbooks")
@pytest.mark.parametrize("name", ["kinds.xlsx", "kinds.xls", "kinds.ods"])
def test_mutated_workbooks_give_cells_or_a_reason_and_never_take_long(name: str) -> None:
    chance = random.Random(f"{name} 11")
    whole = stored(name)
    for _ in range(max(MUTATIONS // 3, 1)):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        if chance.random() < 0.3:
            del data[chance.randrange(len(data)) :]
        with at_most(40):
            found, problems = grids(bytes(data), name)
        assert found or any(problem.severity == "block" for problem in problems)
        for grid in found:
            assert grid.kinds is None or {kind for row in grid.kinds for kind in row} <= set(KINDS)
            assert len({len(row) for row in grid.rows}) == 1


def test_the_published_reporting_workbooks_are_read_as_they_are(shared_data: Path) -> None:
    sizes = {}
    for path in sorted((shared_data / "gcom-crf").glob("*.xlsx")):
        found = read(path.read_bytes(), path.name)
        assert [grid.sheet for grid in found] == ["eCRF_1", "eCRF_2", "eCRF_3"]
        assert found[1].merged[0] == (0, 0, 0, 7)
        sizes[path.name] = [(len(grid.rows), len(grid.rows[0])) for grid in found]
    assert sizes == {
        "eCRF_Export_template.xlsx": [(34, 3), (34, 8), (71, 33)],
        "ecrf_template.xlsx": [(34, 3), (34, 8), (68, 33)],
        "rio_negro_crf_2023.xlsx": [(34, 3), (34, 8), (45, 33)],
    }


def test_the_total_of_rio_negro_is_the_same_on_both_of_its_sheets(shared_data: Path) -> None:
    data = (shared_data / "gcom-crf" / "rio_negro_crf_2023.xlsx").read_bytes()
    _, matrix, flat = read(data)
    column = flat.rows[0].index("GHGs (metric tonnes CO2e) - Total CO2e")
    assert flat.kinds is not None
    total = sum(float(row[column]) for row, kind in zip(flat.rows, flat.kinds, strict=True) if kind[column] == "n")
    printed = next(row for row in matrix.rows if row[0].startswith("Total Emissions (excluding"))
    assert printed[1] == "98052.596715096"
    assert total == pytest.approx(float(printed[1]), abs=1e-6)


def test_what_stands_above_and_below_a_sheet_on_paper_is_told_without_its_codes() -> None:
    def printed(book: Workbook) -> None:
        sheet = book.worksheets[0]
        sheet.append(["a", 1])
        sheet.oddHeader.left.text = "Energy &B2019&B"
        sheet.oddHeader.center.text = "All figures in thousand MWh"
        sheet.oddHeader.center.font = "Arial,Bold"
        sheet.oddHeader.center.size = 12
        sheet.oddFooter.right.text = "Page &P of &N"
        sheet.oddFooter.left.text = "&D"

    (found,), _ = workbook.read(xlsx(printed), "city.xlsx")
    assert found.printed == ("Energy 2019", "All figures in thousand MWh", "Page of")


def test_an_open_document_tells_what_stands_on_its_pages() -> None:
    header = "<style:header><text:p>All figures in <text:span>thousand MWh</text:span></text:p></style:header>"
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "style", "text")
    )
    styles = f"<office:document-styles {spaces}>{header}</office:document-styles>"
    with zipfile.ZipFile(io.BytesIO(stored("kinds.ods"))) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    data = archive({**parts, "styles.xml": styles.encode()}, zipfile.ZIP_STORED)
    (found, *_), _ = workbook.read(data, "city.ods")
    assert found.printed == ("All figures in thousand MWh",)


DRAWING = """<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:oneCellAnchor><xdr:sp><xdr:txBody>
<a:p><a:r><a:t>All figures in </a:t></a:r><a:r><a:t>GWh</a:t></a:r></a:p><a:p><a:r><a:t>Forecast 2030</a:t></a:r></a:p>
</xdr:txBody></xdr:sp></xdr:oneCellAnchor></xdr:wsDr>"""
RELATION = """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship
 Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing"
 Target="../drawings/drawing1.xml"/>
</Relationships>"""


def with_box(data: bytes) -> bytes:
    """A workbook of one sheet with a box of text on it."""
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    more = {"xl/worksheets/_rels/sheet1.xml.rels": RELATION, "xl/drawings/drawing1.xml": DRAWING}
    return archive(parts | {name: text.encode() for name, text in more.items()}, zipfile.ZIP_STORED)


def table(book: Workbook) -> None:
    for row in (["Sector", "2018", "2019"], ["Residential", 5, 6], ["Transport", 7, 8]):
        book.worksheets[0].append(row)
    book.worksheets[0].title = "Energy MWh"


def test_the_lines_of_a_box_of_text_are_beside_the_cells() -> None:
    (found,), _ = workbook.read(with_box(xlsx(table)), "city.xlsx")
    assert found.printed == ("All figures in GWh", "Forecast 2030")


def test_the_properties_of_a_workbook_are_beside_its_cells() -> None:
    def titled(book: Workbook) -> None:
        table(book)
        book.properties.title, book.properties.contentStatus = "Energy in thousand MWh", "Draft"

    (found,), _ = workbook.read(xlsx(titled), "city.xlsx")
    assert found.printed == ("Energy in thousand MWh", "Draft")


def test_what_a_box_says_of_the_figures_is_asked_about_or_told() -> None:
    draft = drafting.draft(empty_store(), with_box(xlsx(table)), "city.xlsx", None, "Turin")
    found = {(problem.severity, problem.code): problem.found for problem in draft.problems}
    assert found["ask", "other-figures"].startswith('"Forecast 2030"')
    assert found["warn", "box-unread"].startswith('"All figures in GWh"')


def test_a_title_in_the_properties_that_counts_in_thousands_is_asked_about() -> None:
    def titled(book: Workbook) -> None:
        table(book)
        book.properties.title = "Energy in thousand MWh"

    draft = drafting.draft(empty_store(), xlsx(titled), "city.xlsx", None, "Turin")
    assert "scale" in {problem.key for problem in draft.problems}
