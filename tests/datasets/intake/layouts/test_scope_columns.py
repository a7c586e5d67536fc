"""Scopes across a table, by whatever name they bear: each figure has one scope, and none is counted twice."""

from __future__ import annotations

from typing import Any

import pytest

from datasets.intake import drafting
from datasets.intake.drafted import Draft
from datasets.intake.layouts import header_rows
from tests.datasets.files import empty_store
from tests.datasets.workbooks import workbook


def taken(header: list[Any], *rows: list[Any]) -> Draft:
    cells = [["Year", 2019], ["Unit", "t CO2e"], ["Sector", *header], *rows]
    draft = drafting.draft(empty_store(), workbook({"Emissions": cells}), "file.xlsx", None, "Turin")
    assert draft.rows_in == draft.imported + draft.rejected + draft.ignored
    return draft


def scopes(draft: Draft) -> list[tuple[int | None, float | None]]:
    return list(zip(draft.table["scope"].to_pylist(), draft.table["value"].to_pylist(), strict=True))


@pytest.mark.longer("words of every language")
@pytest.mark.parametrize(
    "header",
    [
        ["Scope 1", "Scope 2"],
        ["Alcance 1", "Alcance 2"],
        ["Portée 1", "Portée 2"],
        ["Âmbito 1", "Âmbito 2"],
        ["Ambito 1", "Ambito 2"],
        ["Обхват 1", "Обхват 2"],
        ["Direct", "Indirect"],
        ["Dirette", "Indirette"],
        ["Direct emissions (t CO2e)", "Indirect emissions (t CO2e)"],
        ["Émissions directes", "Émissions indirectes"],
        ["Directas", "Indirectas"],
        ["Emissões diretas", "Emissões indiretas"],
        ["Direkte Emissionen", "Indirekte Emissionen"],
        ["Преки емисии", "Непреки емисии"],
    ],
)
def test_scopes_are_known_in_seven_languages_and_by_directness(header: list[str]) -> None:
    assert scopes(taken(header, ["Residential", 1, 2])) == [(1, 1.0), (2, 2.0)]


@pytest.mark.parametrize(
    "text",
    [
        "Scope 1+2",
        "Scope 1 & 2",
        "Scopes 1 and 2",
        "Scope 1-3",
        "Alcances 1 y 2",
        "Ambito 1 e 2",
        "Geltungsbereich 1 und 2",
    ],
)
def test_several_scopes_are_no_single_one(text: str) -> None:
    assert header_rows.scope(text) is None
    assert header_rows.scopes(text)


def test_figures_of_several_scopes_are_refused_where_nothing_parts_them() -> None:
    draft = taken(["Scope 1+2", "Scope 3"], ["Residential", 1, 2], ["Total", 1, 2])
    assert scopes(draft) == [(3, 2.0)]
    blocked = [(problem.code, problem.row) for problem in draft.problems if problem.severity == "block"]
    assert blocked == [("scope-mixed", 4), ("scope-mixed", 5)]


def test_figures_of_several_scopes_beside_each_of_them_are_their_total_and_are_checked() -> None:
    draft = taken(["Scope 1", "Scope 2", "Scope 3", "Scope 1+2"], ["Residential", 1, 2, 3, 3], ["Industry", 4, 5, 6, 8])
    assert [scope for scope, _ in scopes(draft)] == [1, 2, 3, 1, 2, 3]
    assert [problem.row for problem in draft.problems if problem.code == "printed-total"] == [5]


def test_market_based_emissions_beside_location_based_ones_are_left_out() -> None:
    for header in (
        ["Scope 1", "Scope 2 market-based", "Scope 2 location-based"],
        ["Scope 1", "Scope 2 (marktbasiert)", "Scope 2 (standortbasiert)"],
    ):
        draft = taken(header, ["Residential", 1, 20, 2])
        assert scopes(draft) == [(1, 1.0), (2, 2.0)]
        assert [(problem.severity, problem.code, problem.cells) for problem in draft.problems] == [
            ("warn", "market-left-out", 1)
        ]
    alone = taken(["Scope 1", "Scope 2 (market-based)"], ["Residential", 1, 20])
    assert scopes(alone) == [(1, 1.0), (2, 20.0)]


@pytest.mark.parametrize(("total", "asked"), [(3100, []), (3500, ["printed-total"])])
def test_sub_sectors_of_the_gpc_are_cells_by_the_scope_above_them(total: int, asked: list[str]) -> None:
    text = (
        "GPC ref,Sector,Scope 1 (t CO2e),Scope 2 (t CO2e),Scope 3 (t CO2e),Total (t CO2e)\n"
        f"I.1,Residential,1000,2000,100,{total}\nI.2,Commercial,500,600,NE,1100\nII.1,On-road,4000,NO,IE,4000\n"
    )
    draft = drafting.draft(empty_store(), text.encode(), "file.csv", {}, "Turin", 2019)
    (found,) = draft.inventories
    assert (found.method, found.total, draft.imported) == ("gpc", 8100.0, 9)  # scope 3 of buildings is beyond BASIC
    assert [problem.code for problem in draft.problems if problem.severity == "ask"] == asked


def test_a_sub_sector_of_several_cells_in_a_scope_is_refused() -> None:
    text = "gpc_ref,scope,emissions_tco2e\nIII.1,1,5\nI.1,2,6\nII.1,,7\n"
    draft = drafting.draft(empty_store(), text.encode(), "file.csv", {}, "Turin", 2019)
    assert [(problem.code, problem.row) for problem in draft.problems] == [
        ("gpc-ref-unknown", 2),
        ("gpc-ref-unknown", 4),
    ]


@pytest.mark.parametrize(("base", "ahead"), [("Baseline 2018", "Target 2030"), ("2018", "2030 (hedef)")])
def test_columns_below_the_year_of_a_target_are_left_out_and_those_of_the_base_year_read(base: str, ahead: str) -> None:
    cells = [
        ["Emissions of Turin, t CO2e"],
        [None, base, None, ahead, None],
        ["Sector", "Scope 1", "Scope 2", "Scope 1", "Scope 2"],
        ["Residential", 205007, 84618, 200409, 78619],
        ["Transport", 329729, 128331, 264295, 113728],
        ["Total", 534736, 212949, 464704, 192347],
    ]
    draft = drafting.draft(empty_store(), workbook({"Table": cells}), "file.xlsx", None, "Turin")
    assert [(problem.code, problem.cells) for problem in draft.problems] == [
        ("year-read", 1),
        ("forecast-left-out", 6),
        ("total-left-out", 2),
    ]
    assert scopes(draft) == [(1, 205007.0), (2, 84618.0), (1, 329729.0), (2, 128331.0)]
    assert [(one.year, one.total) for one in draft.inventories] == [(2018, 747685.0)]


def test_scopes_in_the_words_that_define_them_are_scopes() -> None:
    cells = [
        ["Emissions of Turin 2019, t CO2e"],
        [
            "Sector",
            "Direct emissions (metric tonnes CO2e)",
            "Indirect emissions from the use of grid-supplied electricity, heat, steam and/or cooling (t CO2e)",
            "Emissions occurring outside the jurisdiction boundary as a result of in-jurisdiction activities (t CO2e)",
        ],
        ["Residential", 205007, 84618, None],
        ["Solid waste", 3100, None, 8100],
    ]
    draft = drafting.draft(empty_store(), workbook({"Table": cells}), "file.xlsx", None, "Turin")
    assert scopes(draft) == [(1, 205007.0), (2, 84618.0), (1, 3100.0), (3, 8100.0)]
