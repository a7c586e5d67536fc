"""What leaves a page below a chart: file names, cells in words, and what the browser needs to draw the file."""

from __future__ import annotations

import re

import pytest

from dashboard import downloads, theme
from dashboard.parts import origins
from tests.dashboard.conftest import inventory


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Boston: 63\u00a0% arises in the city itself", "boston-63-arises-in-the-city-itself"),
        ("../../etc/passwd", "etc-passwd"),
        ("Варна: 2 Mt CO₂e", "варна-2-mt-co2e"),
        ("···", "chart"),
        ("a" * 200, "a" * 60),
    ],
)
def test_a_file_is_named_by_its_title_and_by_nothing_dangerous(title: str, name: str) -> None:
    assert downloads.file_name(title) == name


def test_zero_blank_year_and_text_are_written_apart() -> None:
    written = downloads.texts({"Year": [2020], "t": [0.0], "gap": [None], "small": [0.25], "Sector": ["Homes"]})
    assert written == {"Year": ["2020"], "t": ["0"], "gap": [theme.MISSING], "small": ["0.25"], "Sector": ["Homes"]}


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
