"""Tables with a column for each year: which headers are years, and what stands above them."""

from __future__ import annotations

from typing import Any

import pytest

from datasets.intake import drafting
from datasets.intake.drafted import Draft
from tests.datasets.files import empty_store
from tests.datasets.workbooks import workbook


def taken(*cells: list[Any]) -> Draft:
    draft = drafting.draft(empty_store(), workbook({"Energy": cells}), "file.xlsx", None, "Turin")
    assert draft.rows_in == draft.imported + draft.rejected + draft.ignored
    return draft


PORTAL = """\
Län;Kommun;Huvudsektor;Undersektor;2018;2019
Skåne;Turin;Alla;Alla;1000;970
Skåne;Turin;Transport;Alla;700;680
Skåne;Turin;Transport;Personbilar;500;490
Skåne;Turin;Transport;Bussar;200;190
Skåne;Turin;Avfall;Alla;300;290
""".encode()


def totals(draft: Draft) -> list[tuple[int, float | None]]:
    return [(item.year, item.total) for item in draft.inventories]


@pytest.mark.longer("many heads, each in a file")
@pytest.mark.parametrize(
    "header",
    [
        ["Sector", "BEI 2005", "MEI 2019"],
        ["Sector", "Baseline (2005)", "2019"],
        ["Sector", "2005*", "2019¹"],
        ["Sector", "Consumption 2005 (MWh)", "2019 (rev.)"],
        ["Sector", "Baseline emissions inventory 2005", "Monitoring emissions inventory 2019"],
        ["Secteur", "Inventaire de référence 2005", "Inventaire de suivi 2019"],
        ["Sector", "Inventario de referencia 2005", "Inventario de seguimiento 2019"],
        ["Settore", "IBE 2005", "Anno di monitoraggio 2019"],
        ["Setor", "Ano de referência 2005", "Inventário 2019"],
        ["Sektor", "Basisjahr 2005", "Monitoring 2019"],
        ["Сектор", "Базова година 2005", "Мониторинг 2019"],
    ],
)
def test_a_header_may_say_which_inventory_its_year_is_of(header: list[str]) -> None:
    draft = taken(["Unit", "MWh"], header, ["Residential", 5, 6])
    assert (draft.layout, totals(draft)) == ("wide", [(2005, 5.0), (2019, 6.0)])


@pytest.mark.longer("many heads, each in a file")
@pytest.mark.parametrize(
    "header",
    [
        "Forecast 2020 (MWh)",
        "Prévision 2020 (MWh)",
        "Ziel 2020",
        "Obiettivo 2020 (MWh)",
        "Savings 2020 (MWh)",
        "Jan-Nov 2020 (MWh)",
        "Winter 2020 (MWh)",
        "Hiver 2020 (MWh)",
        "Max 2020 (MWh)",
        "With measures 2020 (MWh)",
    ],
)
def test_a_column_of_a_forecast_a_saving_or_a_part_of_a_year_is_no_year_and_is_left_out(header: str) -> None:
    draft = taken(["Sector", "2015 (MWh)", "2019 (MWh)", header], ["Residential", 5, 6, 7])
    assert totals(draft) == [(2015, 5.0), (2019, 6.0)]
    assert [(problem.code, problem.column) for problem in draft.problems] == [("column-left-out", header)]


def test_a_year_in_which_letters_stand_for_digits_waits_and_its_column_is_not_left_out() -> None:
    draft = taken(["Sector", "2014 (MWh)", "2O15", "2016 (MWh)"], ["Residential", 5, 6, 7], ["Transport", 8, 9, 10])
    assert [(problem.severity, problem.code, problem.found) for problem in draft.problems] == [
        ("block", "year-typo", '"2O15"')
    ]


def test_inhabitants_above_several_years_are_of_none_of_them() -> None:
    tables: list[list[list[Any]]] = [
        [["Sector", "2015 (MWh)", "2019 (MWh)"], ["Residential", 5, 6]],
        [["Year", "Residential (MWh)", "Transport (MWh)"], [2015, 5, 6], [2016, 5, 6]],
    ]
    for table in tables:
        draft = taken(["Population", 389261], *table)
        assert draft.population == ()
        assert [(problem.code, problem.row, problem.column) for problem in draft.problems] == [
            ("population-undated", 1, "B")
        ]


@pytest.mark.parametrize(
    "table",
    [
        [
            ["Earnáil", "Iompróir", "Tomhaltas (MWh)", "Bliain"],
            ["residential", "electricity", 1000, 2022],
            ["residential", "natural gas", 2000, 2022],
            ["transport", "diesel", 700, 2022],
        ],
        [
            ["Branch", "Energy source", "Consumption (MWh)", "Period"],
            ["residential", "electricity", 1000, 2021],
            ["residential", "natural gas", 2000, 2021],
            ["residential", "electricity", 900, 2022],
            ["residential", "natural gas", 1900, 2022],
        ],
        [
            ["Earnáil", "Iompróir", "Tomhaltas (MWh)", "Bliain"],
            ["residential", "electricity", 2022, 2022],
            ["residential", "natural gas", 2000, 2022],
            ["transport", "diesel", 700, 2022],
        ],
        [["Earnáil (MWh)", "Villamos energia", "Földgáz"], ["residential", 1990, 2010], ["tertiary", 500, 300]],
    ],
)
def test_figures_that_look_like_years_below_unknown_heads_are_no_header(table: list[list[Any]]) -> None:
    draft = taken(*table)
    assert draft.layout != "wide"
    assert any(problem.severity in ("ask", "block") for problem in draft.problems)
    assert draft.rows_in == (4 if draft.layout == "crossed" else len(table) - 1)  # cells, where words stand across


@pytest.mark.parametrize(
    "heads",
    [
        [["", 2018, "", 2019, ""], ["Sector", "Electricity", "Gas oil", "Electricity", "Gas oil"]],
        [["", "Electricity", "", "Gas oil", ""], ["Sector", 2018, 2019, 2018, 2019]],
    ],
    ids=["years over carriers", "carriers over years"],
)
def test_carriers_and_years_in_two_rows_say_together_what_a_column_is_of(heads: list[list[Any]]) -> None:
    draft = taken(["Unit", "MWh"], *heads, ["Residential", 1, 2, 3, 4], ["Transport", 5, 6, 7, 8])
    assert draft.ready
    assert draft.table is not None
    held = zip(*(draft.table[name].to_pylist() for name in ("year", "sector", "carrier", "value")), strict=True)
    found = {place[:3]: place[3] for place in held}
    second, third = (2.0, 3.0) if heads[0][1] == 2018 else (3.0, 2.0)
    assert found[2018, "residential", "electricity"] == 1.0
    assert found[2018, "residential", "heating_oil"] == second
    assert found[2019, "residential", "electricity"] == third
    assert found[2019, "transport", "diesel"] == 8.0


def test_labels_are_sectors_below_the_word_unit_and_beside_a_target() -> None:
    below_unit = taken(["Unit", "GWh"], ["", 2018, 2019], ["Residential", 1, 2], ["Transport", 3, 4])
    assert totals(below_unit) == [(2018, 4000.0), (2019, 6000.0)]
    target = taken(["Sector (MWh)", 2018, 2019], ["Residential", 1, 2], ["Transport", 3, 4], ["Target 2030", 0, 1])
    assert [problem.key for problem in target.problems if problem.severity == "ask"] == ["sector:Target 2030"]


def test_a_comma_in_the_first_name_of_a_file_of_tabs_parts_no_columns() -> None:
    text = "Sector, MWh\t2018\t2019\nResidential\t1\t2\nTransport\t3\t4\n"
    assert totals(drafting.draft(empty_store(), text.encode(), "file.txt", None, "Turin")) == [(2018, 4.0), (2019, 6.0)]


def test_a_portals_table_tells_sectors_from_city_and_region_and_a_sector_of_one_row_from_a_total() -> None:
    asked = drafting.draft(empty_store(), PORTAL, "portal.csv", None, "Turin")
    assert {problem.key for problem in asked.problems if problem.severity != "warn"} == {"unit"}
    answered = drafting.draft(empty_store(), PORTAL, "portal.csv", {"unit": "t CO2e"}, "Turin")
    assert totals(answered) == [(2018, 1000.0), (2019, 970.0)]  # waste has no row but the one that is called all of it


def test_a_total_within_a_sector_is_held_against_the_rows_of_that_sector_alone() -> None:
    wrong = PORTAL.replace(b"Personbilar;500", b"Personbilar;600")
    draft = drafting.draft(empty_store(), wrong, "portal.csv", {"unit": "t CO2e"}, "Turin")
    asked = [problem for problem in draft.problems if problem.severity == "ask"]
    assert [(problem.code, problem.row) for problem in asked] == [("printed-total", 2), ("printed-total", 3)]


UNDER_YEARS = "Sector,2018,,2019,\n,Zil (MWh),Vim (MWh),Zil (MWh),Vim (MWh)\nResidential,4,8,5,9\nIndustry,3,7,2,6\n"
BY_UNITS = "Sector,2018 kWh,2018 GJ,2019 kWh,2019 GJ\nResidential,4,8,5,9\nIndustry,3,7,2,6\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [(UNDER_YEARS, {"Zil", "Vim"}), (BY_UNITS, {"kWh", "GJ"})],
    ids=["in a row of their own", "units alone"],
)
def test_what_tells_columns_of_one_year_apart_is_asked_about_as_their_carriers(text: str, words: set[str]) -> None:
    draft = drafting.draft(empty_store(), text.encode(), "file.csv", None, "Turin")
    assert {problem.key for problem in draft.problems if problem.severity != "warn"} == {
        f"carrier:{word}" for word in words
    }
    answers = dict(zip((f"carrier:{word}" for word in sorted(words)), ("electricity", "natural_gas"), strict=True))
    settled = drafting.draft(empty_store(), text.encode(), "file.csv", answers, "Turin")
    assert settled.ready, settled.problems
    assert len({(row["year"], row["sector"], row["carrier"]) for row in settled.table.to_pylist()}) == 8


def test_energy_and_emissions_of_one_year_need_no_carrier() -> None:
    text = "Sector,2018 (MWh),2018 (t CO2),2019 (MWh),2019 (t CO2)\nResidential,4,8,5,9\nIndustry,3,7,2,6\n"
    draft = drafting.draft(empty_store(), text.encode(), "file.csv", None, "Turin")
    assert draft.ready, draft.problems


def test_a_column_called_source_that_holds_carriers_is_that_of_the_carriers() -> None:
    text = "Source,2018 (MWh),2019 (MWh)\nElectricity,1,2\nNatural gas,3,4\nDiesel,3,4\n"
    draft = drafting.draft(empty_store(), text.encode(), "file.csv", {"sector": "total"}, "Turin")
    assert draft.ready, draft.problems
    assert draft.table is not None
    assert set(draft.table["carrier"].to_pylist()) == {"electricity", "natural_gas", "diesel"}


def test_a_column_per_head_beside_years_is_left_out_and_told() -> None:
    draft = taken(
        ["Sector", "2005 kt CO2", "2019 kt CO2", "t per person 2019"],
        ["Residential", 606.1, 346.9, 0.7],
        ["Transport", 482.3, 307, 1.33],
    )
    assert [(problem.code, problem.column, problem.cells) for problem in draft.problems] == [
        ("share-left-out", "t per person 2019", 2)
    ]
    assert [(one.year, one.rows) for one in draft.inventories] == [(2005, 2), (2019, 2)]
