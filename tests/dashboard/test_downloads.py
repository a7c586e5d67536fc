"""What leaves a page below a chart: file names, cells in words, and what the browser needs to draw the file."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from contextvars import copy_context

import openpyxl
import pytest
import streamlit as st

from analytics.text.sentences import Sentence
from dashboard import downloads, language, theme
from dashboard.words import origins
from datasets.exports.numbers import Numbers
from tests.dashboard.conftest import inventory
from tests.effort import THOROUGH, few


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Boston: 63% arises in the city itself", "boston-63-arises-in-the-city-itself"),
        ("../../etc/passwd", "etc-passwd"),
        ("Варна: 2 Mt CO₂e", "варна-2-mt-co2e"),
        ("···", "chart"),
        ("a" * 200, "a" * 60),
    ],
)
def test_a_file_is_named_by_its_title_and_by_nothing_dangerous(title: str, name: str) -> None:
    assert downloads.file_name(title) == name


def test_what_stands_for_a_picture_is_its_title_with_its_rows_of_many_the_first_and_the_last() -> None:
    assert downloads.aloud("By sector", {"Sector": ["Waste", "Homes"], "t": [1234.0, None]}) == (
        "By sector. Sector, t: Waste, 1,234; Homes, not reported."
    )
    said = downloads.aloud("By year", {"Year": list(range(1990, 2020))})
    assert said.count(";") == downloads.MOST_SAID
    assert "1995; 18 more; 2014" in said


def test_zero_blank_year_and_text_are_written_apart() -> None:
    written = downloads.texts({"Year": [2020], "t": [0.0], "gap": [None], "small": [0.25], "Sector": ["Homes"]})
    assert written == {"Year": ["2020"], "t": ["0"], "gap": [theme.missing()], "small": ["0.25"], "Sector": ["Homes"]}


def test_a_file_holds_its_words_in_the_language_of_the_reader_and_its_numbers_with_every_digit() -> None:
    def in_italian() -> tuple[dict[str, str], list[tuple[object, ...]]]:
        language.use("it")
        figures = {Sentence("Energy of {year}", year=2020): [Sentence("{amount:,.1f} MWh", amount=1234.5), 1234.5]}
        made = downloads.numbers_behind("Title", figures, {"Note": Sentence("{share:.1%}", share=0.125)})
        return dict(made.about), made.rows()

    about, rows = copy_context().run(in_italian)
    assert about == {"Note": "12,5%"}
    assert rows == [("1.234,5 MWh",), (1234.5,)]


@pytest.mark.parametrize("code", few(language.LANGUAGES, "en", "bg", rest=THOROUGH))
def test_a_workbook_has_its_two_sheets_in_every_language(code: str) -> None:
    def spoken() -> tuple[list[str], list[str]]:
        language.use(code)
        book = openpyxl.load_workbook(io.BytesIO(Numbers("A chart", {"Year": [2020]}).xlsx(say=language.say)))
        return book.sheetnames, [language.say(Sentence("Data")), language.say(Sentence("About"))]

    sheets, words = copy_context().run(spoken)
    assert sheets == words, "names that a sheet may bear, and two different ones"


def test_the_files_of_a_chart_speak_the_language_of_the_page_that_offers_them(monkeypatch: pytest.MonkeyPatch) -> None:
    offered: dict[str, Callable[[], bytes]] = {}

    def button(_label: str, made: Callable[[], bytes], name: str, *_rest: object, **_options: object) -> None:
        offered[name] = made

    monkeypatch.setattr(downloads.st, "download_button", button)
    monkeypatch.setattr(downloads, "_drawer", lambda: lambda *_given, **_named: None)
    shown = downloads.picture("key", "Title", "alt", "note", dark=False)

    def in_german() -> str:
        language.use("de")
        downloads.take_along(st.container(), shown, Numbers("Title", {"t": [1.0]}))
        return language.say(Sentence("Data"))

    word = copy_context().run(in_german)
    assert word != "Data"
    assert language.current() == "en"
    book = openpyxl.load_workbook(io.BytesIO(offered["title.xlsx"]()))
    assert book.sheetnames[0] == word
    assert offered["title.csv"]().startswith(b"\xef\xbb\xbf# ")


def test_the_key_of_a_picture_is_the_class_that_the_page_gives_its_chart() -> None:
    made = downloads.picture("map-North America", "Title", "alt", "note", dark=True)
    assert made.key == "map-North-America"
    assert (made.ink, made.paper) == (theme.DARK.ink, theme.DARK.paper)


def test_the_script_asks_no_other_host_and_builds_no_code_from_text() -> None:
    script = downloads._SCRIPT.read_text(encoding="utf-8")
    hosts = set(re.findall(r"https?://[^\"'\s]+", script))
    assert hosts == {"http://www.w3.org/2000/svg"}, "the name of a format, not an address that is asked"
    assert not re.search(r"\beval\b|innerHTML|new Function|document\.write", script)


def test_numbers_leave_with_unit_method_source_revision_date_and_citation() -> None:
    told = origins.about("Testville", "Homes lead", "t CO₂e", [inventory(2020, 10.0)])
    assert told["Unit"] == "t CO₂e"
    assert told["Method"] == "GPC BASIC"
    assert told["Source"] == "Test register, table 1"
    assert (told["Revision"], told["As of"]) == ("3", "2026-11-24")
    assert told["GWP set"] == "not stated", "an unknown set is never assumed"
    assert told["Citation"].startswith("Testville: Homes lead. Test register, table 1.")
