"""The user's own workbook comes back with its bad cells marked, and nothing else changed."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font

from analytics.text.problems import Problem, Refused
from datasets.exports import palette
from datasets.exports.marked import marked
from datasets.exports.problem_cells import ProblemCell, located
from datasets.exports.workbooks import put_number
from datasets.intake import drafting, readers
from datasets.intake.own_files.sheet_words import MARK
from datasets.intake.readers.grid import Grid
from tests.datasets.files import drafted, empty_store

HEAD = ("City", "Year", "Sector", "Carrier", "Value", "Unit")
ODD = 0.1 + 0.2
CSV = (
    b"city;year;sector;carrier;value;unit\n"
    b"Turin;2019;residential;natural gas;12;MWh\n"
    b"Turin;2019;=cmd|x;electricity;-7;MWh\n"
    b"Turin;2019;tertiary;electricity;7;MWh\n"
)


def workbook(*rows: tuple[object, ...]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "BEI's"
    for cells in (("A title",), (), HEAD, *rows):
        sheet.append(cells)
    sheet["A4"].font = Font(bold=True)
    other = book.create_sheet("Other")
    other["A1"] = "=SUM(1,2)"
    put_number(other["A2"], ODD)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def problem(severity: str = "block", **changes: object) -> Problem:
    values = {"severity": severity, "code": "value-text", "found": '"=x"', "expected": "a number", "fix": "Write one."}
    return Problem(**{**values, **changes})  # type: ignore[arg-type]


def ground(cell: object) -> str:
    return "#" + cell.fill.fgColor.rgb[-6:]  # type: ignore[attr-defined]


def test_a_bad_cell_is_coloured_by_its_worst_problem_and_says_all_of_them() -> None:
    data = workbook(("Turin", 2019, "residential", "gas", "x", "MWh"))
    told = [
        problem("warn", row=4, column="Value"),
        problem(row=4, column="Value", fix="Mend it."),
        problem("ask", row=4, column="D"),
    ]
    book = openpyxl.load_workbook(io.BytesIO(marked(data, "a.xlsx", told)))
    sheet = book["BEI's"]
    assert ground(sheet["E4"]) == palette.BLOCK
    assert ground(sheet["D4"]) == palette.ASK
    assert "Expected: a number" in sheet["E4"].comment.text
    assert "Mend it." in sheet["E4"].comment.text
    assert [cell.coordinate for cells in sheet.iter_rows() for cell in cells if cell.comment] == ["D4", "E4"]


def test_values_formulas_styles_and_other_sheets_stay() -> None:
    data = workbook(("Turin", 2019, "residential", "gas", "x", "MWh"))
    copy = openpyxl.load_workbook(io.BytesIO(marked(data, "a.xlsx", [problem(row=4, column="Value")])))
    assert copy.sheetnames == ["BEI's", "Other", "Problems"]
    before = openpyxl.load_workbook(io.BytesIO(data))
    for name in before.sheetnames:
        assert list(copy[name].values) == list(before[name].values)
    assert copy["Other"]["A1"].value == "=SUM(1,2)"
    assert copy["Other"]["A2"].value == ODD
    assert copy["BEI's"]["A4"].font.bold


def test_the_added_sheet_lists_every_problem_with_a_link_to_its_cell_and_what_is_lost() -> None:
    data = workbook(("Turin", 2019, "residential", "gas", "x", "MWh"))
    told = [problem(row=4, column="Value"), problem("ask", column=None)]
    sheet = openpyxl.load_workbook(io.BytesIO(marked(data, "a.xlsx", told)))["Problems"]
    assert [sheet.cell(row, 1).value for row in (5, 6)] == ["Refused", "Waits for an answer"]
    assert sheet["B5"].hyperlink.location == "'BEI''s'!E4"
    assert sheet["B6"].value == "The file"
    assert sheet["D5"].data_type == "s"
    assert "stored results of formulas" in sheet["A2"].value


def test_a_text_file_becomes_a_workbook_with_its_cells_as_text() -> None:
    draft = drafted(CSV)
    book = openpyxl.load_workbook(io.BytesIO(marked(CSV, "a.csv", draft.problems)))
    sheet = book["File"]
    assert sheet["C3"].value == "=cmd|x"
    assert sheet["C3"].data_type == sheet["E2"].data_type == "s"
    assert sheet["E2"].value == "12"
    assert ground(sheet["E3"]) == palette.BLOCK
    assert ground(sheet["C3"]) == palette.ASK


def test_the_same_file_is_marked_with_the_same_bytes() -> None:
    data = workbook(("Turin", 2019, "residential", "gas", "x", "MWh"))
    assert marked(data, "a.xlsx", [problem(row=4)]) == marked(data, "a.xlsx", [problem(row=4)])


def test_what_is_no_file_of_cells_is_refused() -> None:
    with pytest.raises(Refused):
        marked(b"%PDF-1.7", "a.pdf", [problem()])
    with pytest.raises(Refused):
        marked(workbook()[:-30], "a.xlsx", [problem()])


def test_a_workbook_that_declares_entities_is_not_opened() -> None:
    data, written = workbook(), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(written, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name.endswith("sheet2.xml"):
                content = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]>' + content
            target.writestr(name, content)
    with pytest.raises(Refused):
        marked(written.getvalue(), "a.xlsx", [problem(row=4)])


@pytest.mark.longer("a whole published file")
def test_a_published_workbook_is_marked_and_reads_as_before(shared_data: Path) -> None:
    data = (shared_data / "gcom-crf" / "rio_negro_crf_2023.xlsx").read_bytes()
    told = [problem(sheet="eCRF_3", row=2, column="GHGs (metric tonnes CO2e) - Total CO2e")]
    copy = marked(data, "rio.xlsx", told)
    before, after = (readers.grids(content, "rio.xlsx")[0] for content in (data, copy))
    assert [grid.rows for grid in before] == [grid.rows for grid in after[:-1]]
    sheet = openpyxl.load_workbook(io.BytesIO(copy))["eCRF_3"]
    assert ground(sheet["AB2"]) == palette.BLOCK


def test_a_draft_of_a_workbook_points_at_cells_that_are_there() -> None:
    data = workbook(
        ("Turin", 2019, "residential", "natural gas", "many", "MWh"),
        ("Turin", 2019, "tertiary", "natural gas", 5, "MWh"),
    )
    draft = drafting.draft(empty_store(), data, "a.xlsx", {"sheet": "BEI's", "header-row": "3"})
    sheet = openpyxl.load_workbook(io.BytesIO(marked(data, "a.xlsx", draft.problems)))["BEI's"]
    assert ground(sheet["E4"]) == palette.BLOCK


GRID = Grid("S", (("", "Direct", "", "Indirect"), ("Sector", "t", "key", "t"), ("Homes", "1", "", "2")), None)


@pytest.mark.parametrize(
    ("row", "column", "place"),
    [
        (3, "Direct t", (3, 2)),
        (3, "Indirect t", (3, 4)),
        (3, "C", (3, 3)),
        (3, "t [D]", (3, 4)),
        (None, "key", (2, 3)),
        (3, "not there", (3, 1)),
        (3, None, (3, 1)),
        (None, None, None),
        (None, "not there", None),
    ],
)
def test_a_column_is_found_by_its_name_its_joined_names_or_its_letter(
    row: int | None, column: str | None, place: tuple[int, int] | None
) -> None:
    found = located([GRID], problem(row=row, column=column))
    assert found == (place and ProblemCell("S", *place))


def test_the_copy_says_what_is_added_by_the_words_that_are_passed_down() -> None:
    data = workbook(("Turin", 2019, "residential", "gas", "x", "MWh"))
    told = [problem(row=4, column="Value", cells=3)]

    def shout(text: str) -> str:
        return str(text).upper()

    book = openpyxl.load_workbook(io.BytesIO(marked(data, "a.xlsx", told, shout)))
    comment = book["BEI's"]["E4"].comment
    assert comment is not None
    assert comment.text == 'REFUSED: FOUND "=X".\nEXPECTED: A NUMBER.\nWRITE ONE.\nTHE SAME IN 2 MORE CELLS.'
    words = [cell.value for row in book["PROBLEMS"].iter_rows(max_row=5) for cell in row if isinstance(cell.value, str)]
    own = ("BEI's!E4", "Value", "value-text", MARK)
    assert [word for word in words if word not in own and word != word.upper()] == []
