"""A column that is not used may say which figures count, or what they count: it is passed over only where it is known
to be harmless."""

from __future__ import annotations

import pytest

from datasets.intake.drafted import Draft
from tests.datasets.files import drafted

ROWS = (("Residential", "Electricity", 100), ("Residential", "Natural gas", 200), ("Tertiary", "Electricity", 300))


def table(column: str, *cells: str) -> str:
    rows = "".join(
        f"2019,{sector},{carrier},{value},{cell}\n" for (sector, carrier, value), cell in zip(ROWS, cells, strict=True)
    )
    return f"Year,Sector,Carrier,MWh,{column}\n{rows}"


def asked(draft: Draft) -> list[tuple[str | None, tuple[str, ...]]]:
    return [(problem.key, problem.choices) for problem in draft.problems if problem.severity == "ask"]


@pytest.mark.parametrize(
    ("column", "cells"),
    [
        ("Flow", ("Consumption", "Consumption", "Production")),
        ("Multiplier", ("1000", "1000", "1")),
        ("Scale", ("thousands", "units", "units")),
        ("Counted in total", ("yes", "yes", "no")),
        ("Share of the supply area", ("0.4", "0.4", "0.2")),
        ("Months covered", ("12", "12", "6")),
        ("Per", ("inhabitant", "inhabitant", "inhabitant")),
        ("Geography", ("Municipality", "Municipality", "Metropolitan area")),
        ("Geography", ("All municipalities", "All municipalities", "All municipalities")),
        ("End use", ("All uses", "All uses", "Heating")),
        ("Bundesland", ("Brandenburg", "Brandenburg", "Brandenburg")),
        ("Data year", ("2017", "2017", "2017")),
    ],
)
def test_a_column_that_may_change_what_the_figures_mean_is_asked_about(column: str, cells: tuple[str, ...]) -> None:
    draft = drafted(table(column, *cells), city="Turin")
    assert asked(draft) == [("columns-unused", ("keep", column))]
    assert draft.imported == 0
    kept = drafted(table(column, *cells), {"columns-unused": "keep"}, city="Turin")
    assert (kept.ready, kept.inventories[0].total) == (True, 600)


def test_the_words_of_the_column_stand_in_the_question() -> None:
    (problem,) = (
        problem
        for problem in drafted(table("Flow", "Use", "Use", "Output"), city="Turin").problems
        if problem.severity == "ask"
    )
    assert problem.found == 'columns that are not used: "Flow" (Use, Output)'


def test_a_column_that_tells_which_rows_count_leaves_the_others_out() -> None:
    text = table("Flow", "Use", "Use", "Output")
    draft = drafted(text, {"columns-unused": "Flow"}, city="Turin")
    assert asked(draft) == [("rows:Flow", ("Use", "Output", "add-up", "of-the-city", "leave-out", "keep"))]
    settled = drafted(text, {"columns-unused": "Flow", "rows:Flow": "Use"}, city="Turin")
    assert (settled.ready, settled.imported, settled.ignored) == (True, 2, 1)
    assert settled.inventories[0].total == 300


def test_several_such_columns_are_one_question() -> None:
    text = "Year,Sector,MWh,Flow,Basin\n2019,Residential,100,Use,North\n2019,Tertiary,300,Output,South\n"
    assert asked(drafted(text, city="Turin")) == [("columns-unused", ("keep", "Flow", "Basin"))]
    assert asked(drafted(text, {"rows:Flow": "Use"}, city="Turin")) == [("columns-unused", ("keep", "Basin"))]


@pytest.mark.parametrize(
    ("column", "cells"),
    [
        ("Comment", ("metered", "", "metered")),
        ("Bemerkungen", ("gemessen", "", "gemessen")),
        ("Contact e-mail", ("a@b.example", "", "")),
        ("Sector code", ("1", "1", "2")),
        ("Latitude", ("45.1", "45.1", "45.1")),
        ("Data quality (1-5)", ("1", "2", "2")),
        ("Last updated", ("2020-01-05", "2020-01-05", "2020-01-05")),
        ("Cost (EUR)", ("10", "20", "30")),
        ("Emission factor (t/MWh)", ("0.3", "0.2", "0.3")),
        ("Usage", ("Tous usages", "Tous usages", "tous usages")),
        ("Circumstances", ("", "", "")),
        ("Circumstances", ("the meters were read by the supplier in the week of January", "", "")),
    ],
)
def test_a_column_that_is_known_to_be_harmless_is_passed_over(column: str, cells: tuple[str, ...]) -> None:
    draft = drafted(table(column, *cells), city="Turin")
    assert (draft.ready, draft.inventories[0].total) == (True, 600)


def test_an_answer_that_names_no_column_is_refused() -> None:
    draft = drafted(table("Flow", "Use", "Use", "Output"), {"columns-unused": "Flux"}, city="Turin")
    assert [problem.code for problem in draft.problems if problem.severity == "block"] == ["answer-unknown"]


def test_an_answer_that_is_none_of_the_choices_is_refused() -> None:
    draft = drafted(table("Flow", "Consumption", "Consumption", "Production"), {"columns-unused": "nothing"}, "Turin")
    assert [(one.code, one.key) for one in draft.problems if one.severity == "block"] == [
        ("answer-unknown", "columns-unused")
    ]
    assert not draft.ready


LAYOUTS = {
    "years across": lambda column, one, other: (
        f"Sector,{column},Carrier,2018 (MWh),2019 (MWh)\n"
        f"Residential,{one},Electricity,100,110\nTertiary,{one},Natural gas,200,210\nIndustry,{other},Coal,400,410\n"
    ),
    "a column right of the years": lambda column, one, other: (
        f"Sector,Carrier,2018 (MWh),2019 (MWh),{column}\n"
        f"Residential,Electricity,100,110,{one}\nTertiary,Natural gas,200,210,{one}\nIndustry,Coal,400,410,{other}\n"
    ),
    "carriers across": lambda column, one, other: (
        f"Year,2019\nUnit,MWh\nSector,{column},Electricity,Natural gas,Heating oil\n"
        f"Residential,{one},100,200,5\nTertiary,{one},50,60,7\nIndustry,{other},400,410,9\n"
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(
    ("column", "cells"),
    [
        ("Area", ("Turin", "Elsewhere")),
        ("Flow", ("Consumption", "Production")),
        ("Scale", ("x 1000", "x 1")),
        ("Measure", ("Absolute", "Per 1000 inhabitants")),
    ],
)
def test_words_beside_the_figures_are_asked_about_in_every_layout(
    layout: str, column: str, cells: tuple[str, str]
) -> None:
    text = LAYOUTS[layout](column, *cells)
    draft = drafted(text, city="Turin")
    assert asked(draft) == [("columns-unused", ("keep", column))]
    assert draft.imported == 0
    some = drafted(text, {"columns-unused": column, f"rows:{column}": cells[0]}, city="Turin")
    every = drafted(text, {"columns-unused": "keep"}, city="Turin")
    assert some.ready
    assert every.ready
    assert 0 < some.imported < every.imported
    assert "industry" not in some.table["sector"].to_pylist()


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("column", ["Notes", "Source of data", "ID", "Comment"])
def test_notes_and_numbers_of_rows_are_passed_over_in_every_layout(layout: str, column: str) -> None:
    draft = drafted(LAYOUTS[layout](column, "A1", "A2"), city="Turin")
    assert asked(draft) == []
    assert draft.ready


def test_words_beside_years_may_be_carriers_that_nobody_knows() -> None:
    text = "Sektors;Avots;2018 (MWh);2019 (MWh)\nHouses;Siltums;100;110\nHouses;Strāva;200;210\nShops;Strāva;400;410\n"
    keys = {problem.key: problem.choices for problem in drafted(text, city="Turin").problems}
    assert "Avots" in keys["column:carrier"]
    known = {"column:carrier": "Avots", "sector:Houses": "residential", "sector:Shops": "tertiary"}
    settled = drafted(text, {**known, "carrier:Siltums": "heat_cold", "carrier:Strāva": "electricity"}, city="Turin")
    assert settled.ready
    assert set(settled.table["carrier"].to_pylist()) == {"heat_cold", "electricity"}


def test_scopes_are_known_by_their_words_whatever_their_column_is_called() -> None:
    text = "Sector,Boundary,2018 (t CO2e),2019 (t CO2e)\nResidential,scope 3,100,110\nTertiary,scope 1,200,210\n"
    draft = drafted(text, city="Turin")
    assert draft.ready
    assert set(zip(draft.table["sector"].to_pylist(), draft.table["scope"].to_pylist(), strict=True)) == {
        ("residential", 3),
        ("tertiary", 1),
    }


@pytest.mark.parametrize("region", ["County", "Bundesland", "Län"])
def test_the_region_beside_the_name_of_the_city_says_nothing_of_the_figures(region: str) -> None:
    named = f"City,{region},Sector,2018 (MWh),2019 (MWh)\nTurin,North,Residential,100,110\nTurin,North,Tertiary,20,21\n"
    assert asked(drafted(named)) == []
    alone = f"{region},Sector,2018 (MWh),2019 (MWh)\nNorth,Residential,100,110\nNorth,Tertiary,20,21\n"
    assert asked(drafted(alone, city="Turin")) == [("columns-unused", ("keep", region))]
