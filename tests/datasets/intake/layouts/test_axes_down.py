"""Years down, sectors or carriers across: each figure gets the year on its left and the name above it."""

from __future__ import annotations

from typing import Any

import pytest

from datasets.intake.drafted import Draft
from tests.datasets.intake.layouts.test_layouts import csv, differences, taken
from tests.datasets.tables import SERIES, SERIES_IN_GROUPS, SERIES_OF_CARRIERS, SERIES_WITH_UNITS
from tests.datasets.workbooks import grid, workbook

TURIN: dict[str, Any] = {"city": "Turin"}


def figures(draft: Draft) -> list[tuple[Any, ...]]:
    """Row of the file, year, sector, carrier, MWh or t, and key of each figure."""
    wanted = ("source_row", "year", "sector", "carrier", "value", "notation_key")
    return list(zip(*(draft.table[name].to_pylist() for name in wanted), strict=True))


def test_sectors_across_give_a_figure_for_each_year_and_sector_and_totals_are_held_against_them() -> None:
    draft = taken(csv(SERIES), {"unit": "MWh"}, **TURIN)
    assert (draft.layout, draft.rows_in, draft.imported, draft.ignored) == ("series", 8, 6, 2)
    assert figures(draft) == [
        (2, 2015, "residential", None, 100.0, None),
        (2, 2015, "tertiary", None, 200.0, None),
        (2, 2015, "transport", None, 300.0, None),
        (3, 2016, "residential", None, 110.0, None),
        (3, 2016, "tertiary", None, 210.0, None),
        (3, 2016, "transport", None, None, "NE"),
    ]
    assert differences(draft) == [(3, "Total")]


def test_without_a_unit_nothing_is_taken_until_it_is_named() -> None:
    draft = taken(csv(SERIES), **TURIN)
    assert draft.imported == 0
    assert "unit" in {problem.key for problem in draft.problems}


def test_whose_use_carriers_are_is_asked_and_each_column_keeps_its_unit() -> None:
    asked = taken(csv(SERIES_OF_CARRIERS), **TURIN)
    (question,) = (problem for problem in asked.problems if problem.severity != "warn")
    assert (question.severity, question.key, question.choices[0], asked.imported) == ("ask", "sector", "total", 0)
    draft = taken(csv(SERIES_OF_CARRIERS), {"sector": "residential"}, **TURIN)
    assert figures(draft) == [
        (2, 2015, "residential", "electricity", 100.0, None),
        (2, 2015, "residential", "natural_gas", 2000.0, None),
        (2, 2015, "residential", "heating_oil", 300.0, None),
        (3, 2016, "residential", "electricity", 110.0, None),
        (3, 2016, "residential", "natural_gas", 3000.0, None),
        (3, 2016, "residential", "heating_oil", 310.0, None),
    ]


def test_an_answer_that_is_no_sector_is_refused_by_name() -> None:
    draft = taken(csv(SERIES_OF_CARRIERS), {"sector": "everybody"}, **TURIN)
    assert draft.imported == 0
    assert "the answer sector=everybody" in {problem.found for problem in draft.problems}


def test_groups_of_energy_and_emissions_side_by_side_keep_their_units_and_their_totals_apart() -> None:
    draft = taken(csv(SERIES_IN_GROUPS), **TURIN)
    table = draft.table.to_pydict()
    by_unit = {
        measure: [value for value, other in zip(table["value"], table["measure"], strict=True) if other == measure]
        for measure in dict.fromkeys(table["measure"])
    }
    assert list(by_unit.values()) == [[100.0, 300.0, 110.0, 310.0], [10.0, 30.0, 11.0, 31.0]]
    assert [row for row, _ in differences(draft)] == [5]
    assert "row-left-out" in {problem.code for problem in draft.problems}


def test_units_below_the_names_inhabitants_shares_and_other_figures_are_each_what_they_are() -> None:
    draft = taken(csv(SERIES_WITH_UNITS), {"sector": "total"}, **TURIN)
    assert [(year, carrier, value) for _, year, _, carrier, value, _ in figures(draft)] == [
        (2015, "electricity", 100.0),
        (2015, "natural_gas", 2000.0),
        (2016, "electricity", 110.0),
        (2016, "natural_gas", 3000.0),
    ]
    told = {problem.code: problem for problem in draft.problems}
    assert told["share-left-out"].column == "Part renouvelable (%)"
    assert told["column-left-out"].column == "Degree days"
    assert (draft.rows_in, draft.ignored) == (8, 4)


def test_a_misspelt_sector_is_asked_about_and_not_left_out() -> None:
    draft = taken(csv(SERIES.replace("Tertiary", "Tertairy")), {"unit": "MWh"}, **TURIN)
    assert "sector:Tertairy" in {problem.key for problem in draft.problems}


def test_a_workbook_reads_like_the_text() -> None:
    text = taken(csv(SERIES_OF_CARRIERS), {"sector": "total"}, **TURIN)
    book = taken(workbook({"Serie": grid(SERIES_OF_CARRIERS).rows}), {"sector": "total"}, "series.xlsx", **TURIN)
    assert figures(book) == figures(text)


@pytest.mark.parametrize(
    "text",
    [
        "Year | Sector | Value\n2015 | Residential | 5\n2016 | Transport | 6",
        "Year | Residential\n2015 | 100\n2016 | 110",
        "Year | Residential | Tertiary\n2015 | 100 | 5",
    ],
    ids=["one number a row", "one sector", "one year"],
)
def test_what_is_no_series_is_read_otherwise(text: str) -> None:
    draft = taken(csv(text), {"unit": "MWh"}, **TURIN)
    assert draft.layout != "series"


def test_a_title_within_holds_up_to_the_next_one() -> None:
    text = """
Energy (MWh)
Year | Residential | Tertiary
2010 | 100 | 200
CO2 emissions (t CO2e)
2011 | 10 | 20
Energy (MWh)
2012 | 110 | 210
"""
    draft = taken(csv(text), **TURIN)
    assert [(item.year, item.measure, item.total) for item in draft.inventories] == [
        (2010, "energy", 300.0),
        (2011, "emissions", 30.0),
        (2012, "energy", 320.0),
    ]


def test_a_column_for_each_sector_and_carrier_under_two_header_rows_is_read() -> None:
    text = """
Unit | MWh
     | Residential |             |       | Transport   |        |       | Total
Year | Electricity | Natural gas | Total | Electricity | Diesel | Total |
2018 | 1           | 2           | 3     | 4           | 5      | 9     | 12
2019 | 10          | 20          | 30    | 40          | 50     | 91    | 120
"""
    draft = taken(csv(text), {"printed-totals": "as-read"}, **TURIN)
    assert [found[1:5] for found in figures(draft)[4:]] == [
        (2019, "residential", "electricity", 10.0),
        (2019, "residential", "natural_gas", 20.0),
        (2019, "transport", "electricity", 40.0),
        (2019, "transport", "diesel", 50.0),
    ]
    assert draft.ready
    assert differences(draft) == [(5, "G")]


def test_a_column_of_cities_gives_each_its_own_inventory_and_their_sum_is_none() -> None:
    text = """
Year | 2019
Unit | MWh
City    | Residential | Transport
Turin   | 1           | 2
Bologna | 10          | 20
Total   | 11          | 22
"""
    draft = taken(csv(text))
    assert sorted((item.city_id, item.total) for item in draft.inventories) == [("IT0004", 3.0), ("IT0007", 30.0)]


ROADS = """\
Emissions in kt CO2,,,,
Year,Industry electricity,Domestic electricity,Council electricity,Road transport (by-passes)
2018,78.4,2.6,17.2,65.2
2019,76.7,3.1,18.4,13.9
"""


def test_a_head_that_names_a_sector_among_carriers_is_one_and_takes_none_of_its_neighbour() -> None:
    asked = taken(csv(ROADS), **TURIN)
    keys = {problem.key for problem in asked.problems if problem.severity == "ask"}
    assert keys == {"sector:Council", "sector:Road transport (by-passes)"}
    draft = taken(
        csv(ROADS),
        {"sector:Council": "municipal_buildings", "sector:Road transport (by-passes)": "road_transport"},
        **TURIN,
    )
    assert [row[2:5] for row in figures(draft) if row[1] == 2018] == [
        ("industry", "electricity", 78400.0),
        ("residential", "electricity", 2600.0),
        ("municipal_buildings", "electricity", 17200.0),
        ("road_transport", None, 65200.0),
    ]


def test_words_that_no_list_knows_beside_a_column_of_cities_are_asked_about_as_sectors() -> None:
    text = "Unit | MWh\nYear | 2019\nCity | Cartrefi | Diwydiant\nTurin | 1 | 2\nBoston | 3 | 4\nLyon | 5 | 6\n"
    draft = taken(csv(text))
    asked = [problem.key for problem in draft.problems if problem.severity == "ask"]
    assert (draft.layout, asked) == ("series", ["sector:Cartrefi", "sector:Diwydiant"])


def test_beside_cities_one_known_sector_is_enough_and_the_other_word_is_asked_about() -> None:
    text = "Energy use 2019 (MWh)\nCity;Residential;Kanzleien\nTurin;1200;300\nMilan;2200;500\n"
    asked = taken(text.encode())
    (question,) = (problem for problem in asked.problems if problem.severity != "warn")
    assert question.key == "sector:Kanzleien"
    assert {"tertiary", "municipal_buildings", "leave-out"} <= set(question.choices)
    draft = taken(text.encode(), {"sector:Kanzleien": "tertiary"})
    assert draft.ready
    assert sorted(row[1:5] for row in figures(draft)) == [
        (2019, "residential", None, 1200.0),
        (2019, "residential", None, 2200.0),
        (2019, "tertiary", None, 300.0),
        (2019, "tertiary", None, 500.0),
    ]
