"""A table is of the year that its labels and titles say, and of no other year that stands above it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from datasets.intake import drafting
from datasets.intake.drafted import Draft
from tests.datasets.files import empty_store
from tests.datasets.workbooks import workbook
from tests.effort import THOROUGH, first

TABLE: list[list[Any]] = [
    ["Sector", "Electricity (MWh)", "Natural gas (MWh)", "Diesel (MWh)"],
    ["Residential", 1, 2, 3],
]


def taken(
    above: list[list[Any]], sheet: str = "Energy", answers: Mapping[str, str] | None = None, year: int | None = None
) -> Draft:
    """The draft of a matrix below some rows."""
    draft = drafting.draft(empty_store(), workbook({sheet: [*above, *TABLE]}), "file.xlsx", answers, "Turin", year)
    assert draft.rows_in == draft.imported + draft.rejected + draft.ignored
    return draft


def years(draft: Draft) -> list[int]:
    return [item.year for item in draft.inventories]


def told(draft: Draft) -> list[tuple[str, str, int | None, str | None]]:
    return [(problem.severity, problem.code, problem.row, problem.column) for problem in draft.problems]


@pytest.mark.longer("many titles, each in a file")
@pytest.mark.parametrize(
    ("base", "own"),
    first(
        4,
        [
            ("Baseline year", "Monitoring year"),
            ("Base year", "Inventory year"),
            ("Base year", "Year"),
            ("Année de référence", "Année du bilan"),
            ("Anno base", "Anno monitoraggio"),
            ("Año de referencia", "Año del inventario"),
            ("Ano de referência", "Ano do inventário"),
            ("Bezugsjahr", "Bilanzjahr"),
            ("Базова година", "Година на мониторинга"),
        ],
        rest=THOROUGH,
    ),
)
def test_the_year_of_the_inventory_goes_before_that_of_its_baseline(base: str, own: str) -> None:
    for above in ([[base, 2005], [own, 2019]], [[own, 2019], [base, 2005]]):
        draft = taken(above)
        assert (years(draft), draft.problems) == ([2019], ())
        assert years(taken(above, year=2019)) == [2019]


def test_a_base_year_alone_is_the_year_of_the_table_unless_another_is_named_for_the_file() -> None:
    above = [["Base year", 2005]]
    assert (years(taken(above)), taken(above).problems) == ([2005], ())
    other = taken(above, year=2019)
    assert years(other) == [2019]
    assert told(other) == [("warn", "base-year-beside", 1, "B")]


def test_a_sheet_of_a_monitoring_inventory_goes_before_a_base_year_and_is_told() -> None:
    draft = taken([["Base year", 2005]], "MEI 2019")
    assert years(draft) == [2019]
    assert [(problem.code, problem.sheet, problem.row) for problem in draft.problems] == [
        ("year-read", "MEI 2019", None)
    ]


@pytest.mark.parametrize(
    "above",
    [
        [["Base year", 2005], ["Energy balance 2019"]],
        [["Year", 2005, 2019]],
        [["Inventory year", 2005], ["Inventory year", 2019]],
        [["BEI 2005"], ["MEI 2019"]],
    ],
)
def test_two_years_that_may_be_meant_are_both_named_in_one_question(above: list[list[Any]]) -> None:
    draft = taken(above)
    (asked,) = draft.problems
    assert (asked.severity, asked.key, asked.choices) == ("ask", "year", ("2005", "2019", "leave-out"))
    assert draft.imported == 0
    assert years(taken(above, answers={"year": "2019"})) == [2019]


@pytest.mark.parametrize(
    "above",
    first(
        5,
        [
            ["Target year", 2020],
            ["Target", 2020],
            ["Target year 2020"],
            ["Forecast 2020"],
            ["Objectif 2020"],
            ["Prévision tendancielle 2020"],
            ["Escenario tendencial 2020"],
            ["Obiettivo al 2020"],
            ["Meta para 2020"],
            ["Ziel-Szenario 2020"],
            ["Klimaziel 2020"],
            ["Цел 2020"],
            ["Прогноза 2020"],
        ],
    ),
)
def test_the_year_of_a_target_or_forecast_is_asked_for_and_no_choice_but_to_leave_it_out(above: list[Any]) -> None:
    draft = taken([above])
    assert [(problem.severity, problem.code, problem.key, problem.choices) for problem in draft.problems] == [
        ("ask", "year-unclear", "year", ("leave-out",))
    ]
    assert draft.imported == 0
    left = taken([above], answers={"year": "leave-out"})
    assert (left.imported, left.rejected, told(left)) == (
        0,
        0,
        [("warn", "undated-left-out", None, None), ("block", "nothing-left", None, None)],
    )


def test_a_sheet_of_a_target_dates_nothing() -> None:
    assert told(taken([], "Ziel-Szenario 2020")) == [("ask", "year-unclear", None, None)]


@pytest.mark.parametrize(
    "above",
    [
        ["Emission factors: IPCC 2006"],
        ["GWP: IPCC AR4 (2007)"],
        ["Printed on 12.03.2021"],
        ["Quelle: Energieagentur, Abruf 2023"],
        ["Population (census 2011)"],
        ["Population", 2011],
        ["SEAP approved by council in 2012"],
        ["Piano d'azione per l'energia 2012"],
        ["Turin 2019"],
    ],
)
def test_a_year_of_something_else_is_not_that_of_the_table(above: list[Any]) -> None:
    draft = taken([above])
    assert [(problem.severity, problem.key) for problem in draft.problems] == [("ask", "year")]
    assert draft.imported == 0


@pytest.mark.parametrize(
    "above",
    [
        "Energy balance 2019",
        "Bilan des émissions de GES 2019",
        "Inventario emissioni 2019",
        "Endenergieverbrauch 2019",
        "Inventário de emissões 2019",
        "Consumo de energía 2019",
        "Енергиен баланс 2019",
        "2019",
    ],
)
def test_a_title_of_the_inventory_dates_it_and_the_place_is_told(above: str) -> None:
    draft = taken([[above]])
    assert (years(draft), told(draft)) == ([2019], [("warn", "year-read", 1, "A")])


def test_a_label_goes_before_a_title_and_a_fiscal_year_is_asked_about() -> None:
    labelled = taken([["Energy balance, published in 2021"], ["Year", 2019]])
    assert (years(labelled), labelled.problems) == ([2019], ())
    assert [problem.key for problem in taken([["Year", "2018/19"]]).problems] == ["fiscal-year"]


def test_tables_of_which_only_some_are_dated_are_refused_where_the_year_is_open() -> None:
    sheets = {"Energy": [["Year", 2005], *TABLE], "Later": [["Target year", 2020], *TABLE]}
    draft = drafting.draft(empty_store(), workbook(sheets), "file.xlsx", None, "Turin")
    found = [(problem.severity, problem.code, problem.sheet) for problem in draft.problems]
    assert ("block", "year-unclear", "Later") in found
    assert years(draft) == [2005]
    assert draft.imported == 3


def test_a_sheet_that_contradicts_the_label_in_it_is_refused_beside_another_of_that_year() -> None:
    """The sheet of a year, copied for the next one, with its label left as it was."""
    sheets = {"2005": [["Year", 2005], *TABLE], "2019": [["Year", 2005], *TABLE]}
    draft = drafting.draft(empty_store(), workbook(sheets), "file.xlsx", None, "Turin")
    assert ("block", "year-unclear", "2019") in [(item.severity, item.code, item.sheet) for item in draft.problems]
    assert draft.imported == 3


def test_a_date_beside_the_label_of_a_year_is_asked_about() -> None:
    assert [problem.key for problem in taken([["Year", date(2019, 12, 31)]]).problems] == ["year-date"]
    assert years(taken([["Printed on", date(2021, 12, 31)], ["Year", 2019]])) == [2019]


def test_titles_right_above_a_second_header_belong_to_its_table() -> None:
    assert years(taken([["Year", 2005], *TABLE, ["Year", 2019]])) == [2005, 2019]
    assert years(taken([["Year", 2005], *TABLE, ["Energy balance 2019"]])) == [2005, 2019]
