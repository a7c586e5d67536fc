"""Tables of texts: every text stays a text, rows and columns have headers, figures stand in line."""

from __future__ import annotations

from lxml import html

from dashboard import theme
from dashboard.tables import markup

HOSTILE = '<img src="http://example.org/x.png"><script>alert(1)</script>'


def test_no_text_becomes_markup() -> None:
    made = html.fromstring(markup({HOSTILE: [HOSTILE], "Found": [HOSTILE]}, HOSTILE, {"Found": ['"><img src=x>']}))
    assert not list(made.iter("img", "script"))
    assert made.findtext(".//td/span") == HOSTILE
    assert made.get("aria-label") == HOSTILE


def test_rows_and_columns_have_headers_and_the_region_can_be_reached_by_keyboard() -> None:
    made = html.fromstring(markup({"City": ["Turin"], "Emissions": ["2.40 Mt"]}, "Emissions of cities", {}))
    assert [cell.text for cell in made.findall(".//th[@scope='col']")] == ["City", "Emissions"]
    assert [cell.text for cell in made.findall(".//th[@scope='row']")] == ["Turin"]
    assert made.findtext(".//caption") == "Emissions of cities"
    assert made.get("tabindex") == "0"


def test_columns_of_figures_stand_at_the_right_even_where_one_is_missing() -> None:
    made = html.fromstring(markup({"City": ["A", "B"], "Gap": ["\u22120.2 Mt", "not reported"]}, "Gaps", {}))
    assert [cell.get("class") for cell in made.findall(".//td")] == ["number", "number"]


def test_a_wide_table_folds_on_a_phone_and_each_of_its_cells_says_what_it_is_of() -> None:
    wide = {"City": ["Turin"], "Today": ["–"], "Emissions": ["2.40 Mt"], "Target": ["−40%"]}
    made = html.fromstring(markup(wide, "Cities", {}))
    assert [cell.get("data-head") for cell in made.findall(".//td")] == ["Today", "Emissions", "Target"]
    told = {"Target": ["2030"], "Verdict": ["Cannot tell, on track in 2020"], "Gap": ["–"]}
    assert html.fromstring(markup(told, "Targets", {})).get("class") == "figures folds"
    endless = {name: cells * 41 for name, cells in wide.items()}
    for scrolled in (endless, dict(list(wide.items())[:3])):
        assert html.fromstring(markup(scrolled, "Cities", {})).get("class") == "figures"


def test_a_sign_is_drawn_larger_than_a_letter_or_a_figure() -> None:
    made = html.fromstring(
        markup({"Priority": ["Energy"], "Norte": ["●"], "Lazio": ["–"], "Rank": ["1"]}, "Shared", {})
    )
    assert [cell.find("span[@class='mark']") is not None for cell in made.findall(".//td")] == [True, False, False]


def test_a_sum_is_marked_in_the_last_row_alone() -> None:
    made = html.fromstring(markup({"Sector": ["Waste", "Total"], "t": ["1", "1"]}, "Emissions", {}, total=True))
    assert [row.get("class") for row in made.findall(".//tbody/tr")] == [None, "total"]


def test_a_colour_stands_beside_its_word() -> None:
    green = theme.palette().ours
    made = html.fromstring(markup({"City": ["A"], "Verdict": ["On track"]}, "Verdicts", {"Verdict": [green]}))
    cell = made.find(".//td/span")
    assert cell is not None
    assert (cell.get("style"), cell.text) == (f"color: {green}", "On track")
