"""The rejected rows come alone under the header that says what they mean, and are never taken for the whole file."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest

from datasets.exports.rejected import rejected
from datasets.intake import drafting
from datasets.intake.drafted import Draft
from datasets.intake.own_files.sheet_words import LANGUAGES
from tests.datasets.files import drafted, empty_store
from tests.datasets.workbooks import workbook
from tests.effort import THOROUGH, few

CSV = (
    b"city;year;sector;carrier;value;unit\n"
    b"Turin;2019;residential;natural gas;12;MWh\n"
    b"Turin;2019;=cmd|x;electricity;-7;MWh\n"
    b"Turin;2019;tertiary;electricity;7;MWh\n"
)
HEAD = ("Sector", "Electricity", "Natural gas", "Diesel")
ENERGY = [
    ("Year", 2016),
    ("Unit", "MWh"),
    HEAD,
    ("Residential", 10, 20, "x1"),
    ("Tertiary", 5, 6, 7),
    ("Total", 15, 26, 7),
]
EMISSIONS = [
    ("Unit", "t CO2"),
    ("Sector", "Part", *HEAD[1:]),
    ("Residential", "", 1, 2, "x1"),
    ("Tertiary", "", 3, 4, 5),
]
ALONE = {"held-back": "alone"}


def codes(draft: Draft) -> list[tuple[str, str]]:
    """Severity and code of what is told of a draft."""
    return [(problem.severity, problem.code) for problem in draft.problems]


def saved(text: bytes) -> bytes:
    """A CSV file as a spreadsheet program saves it as a workbook."""
    book = openpyxl.Workbook()
    for cells in csv.reader(io.StringIO(text.decode("utf-8-sig"))):
        book.worksheets[0].append([int(cell) if cell.isdigit() else cell or None for cell in cells])
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def test_rejected_rows_that_were_mended_are_asked_about_before_they_stand_for_their_whole_file() -> None:
    out = rejected(CSV, "a.csv", drafted(CSV)).replace(b"'=cmd|x", b"industry").replace(b"-7", b"7")
    asked = drafted(out)
    assert codes(asked) == [("ask", "held-back")]
    assert '"a.csv"' in asked.problems[0].found
    alone = drafted(out, ALONE)
    assert (alone.ready, alone.imported, codes(alone)) == (True, 1, [("warn", "held-back")])


def test_a_workbook_of_rejected_rows_is_known_as_such() -> None:
    out = rejected(CSV, "a.csv", drafted(CSV)).replace(b"'=cmd|x", b"industry").replace(b"-7", b"7")
    assert codes(drafting.draft(empty_store(), saved(out), "a.xlsx")) == [("ask", "held-back")]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_rejected_rows_of_a_matrix_bear_its_titles_and_its_header(form: str) -> None:
    text = "\n".join(",".join(map(str, cells)) for cells in ENERGY).encode()
    out = rejected(text, "a.csv", drafted(text, city="Turin")).replace(b"x1", b"5")
    assert [line.split(",")[0] for line in out.decode("utf-8-sig").splitlines()] == [
        "Year",
        "Unit",
        "Sector",
        "Residential",
    ]
    again = drafting.draft(empty_store(), out if form == "csv" else saved(out), f"a.{form}", ALONE, "Turin")
    assert (again.ready, again.unused) == (True, ())
    assert [(item.year, item.rows, item.total, item.unit) for item in again.inventories] == [(2016, 3, 35, "MWh")]


def test_rejected_rows_of_several_sheets_come_each_under_its_own_header() -> None:
    data = workbook({"Energy": ENERGY, "Emissions": EMISSIONS})
    out = rejected(data, "a.xlsx", drafting.draft(empty_store(), data, "a.xlsx", city="Turin")).replace(b"x1", b"5")
    again = drafted(out, ALONE, city="Turin")
    assert {(item.year, item.total, item.unit) for item in again.inventories} == {(2016, 35, "MWh"), (2016, 8, "t CO2")}


def test_the_rejected_rows_come_alone_under_their_own_header_with_their_reasons() -> None:
    lines = rejected(CSV, "a.csv", drafted(CSV)).decode("utf-8-sig").splitlines()
    assert lines[0] == "city,year,sector,carrier,value,unit,held back from the file,row in the file,what is wrong"
    assert len(lines) == 2
    assert lines[1].startswith("Turin,2019,'=cmd|x,electricity,-7,MWh,a.csv,3,")
    assert "a consumption of zero or more" in lines[1]


def test_rows_that_share_one_refusal_are_all_among_the_rejected() -> None:
    text = "city,year,sector,carrier,value,unit\n" + "Turin,2019,residential,natural gas,many,MWh\n" * 150
    draft = drafted(text.encode())
    assert draft.rejected == 150
    assert len(rejected(text.encode(), "a.csv", draft).splitlines()) == 151


def test_a_clean_file_has_no_rejected_rows() -> None:
    text = b"city,year,sector,carrier,value,unit\nTurin,2019,residential,natural gas,5,MWh\n"
    assert len(rejected(text, "a.csv", drafted(text)).splitlines()) == 1


UGLY = (
    b"city;year;sector;label;value;unit\nTurin;20l9;waste;Compost;-1.234,5;t CO2e\n"
    b"Turin;20l9;waste;=SUM(A1);-7,5;t CO2e\nTurin;20l9;waste;'=quoted;8;t CO2e\nTurin;20l9;-forest;@area;+9,5;t CO2e\n"
)


@pytest.mark.parametrize("language", few(LANGUAGES, "bg", longer=("en",), rest=THOROUGH))
def test_corrected_rejected_rows_are_read_as_the_user_wrote_them(language: str) -> None:
    answers = {"decimal": "comma", "sector:-forest": "afolu"}
    out = rejected(UGLY, "a.csv", drafted(UGLY, answers), language=language)
    cells = [cell for line in csv.reader(io.StringIO(out.decode("utf-8-sig"))) for cell in line]
    assert not [
        cell for cell in cells if cell.startswith(("=", "@", "+")) or (cell[:1] == "-" and not cell[1:].isdigit())
    ]
    again = drafted(out.replace(b"20l9", b"2019"), {**answers, "held-back": "alone"})
    assert [problem for problem in again.problems if problem.severity != "warn"] == []
    assert again.unused == ()  # the columns that were added are none of the user's
    taken = list(zip(*(again.table[name].to_pylist() for name in ("label", "value", "original_text")), strict=True))
    assert taken == [
        ("Compost", -1234.5, "-1.234,5"),
        ("=SUM(A1)", -7.5, "-7,5"),
        ("'=quoted", 8.0, "8"),
        ("@area", 9.5, "+9,5"),
    ]


def test_an_apostrophe_in_a_file_of_the_user_stays() -> None:
    text = b"city,year,sector,label,value,unit\nTurin,2019,waste,'=quoted,8,t CO2e\n"
    assert drafted(text).table["label"].to_pylist() == ["'=quoted"]


def test_rejected_rows_that_were_written_without_the_name_of_their_file_are_known_still() -> None:
    text = b"city,year,sector,value,unit,row in the file,what is wrong\nTurin,2019,waste,8,t CO2e,3,a text\n"
    asked = drafted(text)
    assert (codes(asked), asked.unused) == ([("ask", "held-back")], ())
