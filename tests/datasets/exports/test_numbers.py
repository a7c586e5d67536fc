"""The numbers behind a picture leave whole: every digit, every blank, and what they are."""

from __future__ import annotations

import csv as reading
import io
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.text.sentences import Sentence
from datasets.exports.numbers import Numbers
from datasets.intake.own_files.harmless import Value
from tests.effort import examples

FOUND = Numbers(
    "Homes cause 30 %",
    {"Sector": ["Homes", "=1+1", "Waste"], "Emissions (t CO₂e)": [712_008.25, 0.0, None]},
    {"Unit": "t CO₂e", "Source": "Test register", "Revision": "5", "Citation": "Test register, table 1.\nPage 2"},
)


def read_csv(data: bytes) -> tuple[dict[str, str], list[list[str]]]:
    """What is said above a table, and its rows."""
    lines = list(reading.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    told = dict(line[0][2:].split(": ", 1) for line in lines if line[0].startswith("# "))
    return told, [line for line in lines if not line[0].startswith("# ")]


def test_a_csv_says_what_its_numbers_are_and_keeps_zero_and_blank_apart() -> None:
    told, rows = read_csv(FOUND.csv())
    assert told["Title"] == "Homes cause 30 %"
    assert told["Citation"] == "Test register, table 1. Page 2", "a fact stays on its line"
    assert rows == [["Sector", "Emissions (t CO₂e)"], ["Homes", "712008.25"], ["'=1+1", "0"], ["Waste", ""]]


def test_a_workbook_holds_numbers_texts_blanks_and_what_they_are() -> None:
    book = openpyxl.load_workbook(io.BytesIO(FOUND.xlsx()))
    rows = list(book["Data"].iter_rows(values_only=True))
    assert rows == [("Sector", "Emissions (t CO₂e)"), ("Homes", 712008.25), ("=1+1", 0), ("Waste", None)]
    assert book["Data"]["A3"].data_type == "s", "a text stays a text and is no formula"
    assert dict(book["About"].iter_rows(values_only=True))["Source"] == "Test register"
    assert book.properties.title == "Homes cause 30 %"


def test_our_own_words_are_said_in_the_language_of_the_reader_and_those_of_the_picture_stay() -> None:
    german = {"Title": "Titel", "Data": "Daten", "About": "Angaben", "The numbers behind one picture": "Zahlen"}

    def say(text: str) -> str:
        return german[text.template] if isinstance(text, Sentence) else text

    told, rows = read_csv(FOUND.csv(say))
    assert told["Titel"] == "Homes cause 30 %"
    assert "Title" not in told
    assert (told["Unit"], rows[0][0]) == ("t CO₂e", "Sector")
    book = openpyxl.load_workbook(io.BytesIO(FOUND.xlsx(say=say)))
    assert book.sheetnames == ["Daten", "Angaben"]
    assert next(book["Angaben"].iter_rows(values_only=True)) == ("Titel", "Homes cause 30 %")
    assert book.properties.subject == "Zahlen"


def test_the_same_numbers_make_the_same_bytes(tmp_path: Path) -> None:
    assert FOUND.xlsx() == FOUND.xlsx()
    assert FOUND.csv() == FOUND.csv()


CELLS = st.one_of(st.none(), st.floats(allow_nan=False, allow_infinity=False), st.integers(-(10**9), 10**9))


@examples(0.5)
@given(st.lists(CELLS, max_size=8))
def test_every_number_comes_back_to_its_last_digit(cells: list[Value]) -> None:
    found = Numbers("Any", {"Value (t)": cells, "Row": [f"row {place}" for place in range(len(cells))]})
    _, rows = read_csv(found.csv())
    back = [None if row[0] == "" else float(row[0]) for row in rows[1:]]
    assert back == [None if cell is None else pytest.approx(cell, rel=0, abs=0) for cell in cells]
    sheet = openpyxl.load_workbook(io.BytesIO(found.xlsx()))["Data"]
    assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == cells
