"""Words down and words across that no other layout knows: turned tables, and a language that no list holds."""

from __future__ import annotations

import pytest

from datasets.intake import drafting
from datasets.intake.drafted import Draft
from tests.datasets.files import empty_store
from tests.datasets.workbooks import workbook

TURNED = """\
Energy (MWh),,,
Year,2019,,
Carrier,Residential,Transport,Total
Natural gas,120,,120
Diesel,5,90,95
Total,125,90,215
"""
UNKNOWN = """\
Energia (MWh),,,
Bliain,2019,,
Earnáil,Sähkö,Kaukolämpö,Kaikki
Cartrefi,100,700,800
Gwasanaethau,250,350,600
"""
MONTHS = "Month,Electricity (kWh),Natural gas (kWh)\n" + "".join(
    f"2019-{month:02},{100 + month},{300 - month}\n" for month in range(1, 13)
)
ANSWERS = {
    "words-down": "sector",
    "sector:Cartrefi": "residential",
    "sector:Gwasanaethau": "tertiary",
    "carrier:Sähkö": "electricity",
    "carrier:Kaukolämpö": "heat_cold",
    "year": "2019",
}


def drafted(text: str, answers: dict[str, str] | None = None) -> Draft:
    return drafting.draft(empty_store(), text.encode(), "file.csv", answers, city="Turin")


def stored(draft: Draft) -> set[tuple[str, str, float]]:
    assert draft.table is not None
    columns = (draft.table[name].to_pylist() for name in ("sector", "carrier", "value"))
    return {row for row in zip(*columns, strict=True) if row[2] is not None}


def test_carriers_down_and_sectors_across_are_read_and_their_totals_held_against_them() -> None:
    draft = drafted(TURNED)
    assert draft.ready
    natural_gas, diesel = ("residential", "natural_gas", 120.0), ("residential", "diesel", 5.0)
    assert stored(draft) == {natural_gas, diesel, ("transport", "diesel", 90.0)}
    assert [inventory.year for inventory in draft.inventories] == [2019]
    wrong = drafted(TURNED.replace("125", "130"))
    assert [problem.key for problem in wrong.problems if problem.severity == "ask"] == ["printed-totals"]


def test_a_table_that_names_its_columns_again_loses_nothing() -> None:
    head, diesel = "Carrier,Residential,Transport,Total\n", "Diesel,5,90,95\n"
    assert stored(drafted(TURNED.replace(diesel, head + diesel))) == stored(drafted(TURNED))


def test_of_a_language_that_nobody_knows_is_asked_which_words_are_sectors_and_then_what_they_mean() -> None:
    first = {problem.key for problem in drafted(UNKNOWN).problems if problem.severity == "ask"}
    assert "words-down" in first
    draft = drafted(UNKNOWN, ANSWERS)
    assert draft.ready
    assert stored(draft) == {
        ("residential", "electricity", 100.0),
        ("residential", "heat_cold", 700.0),
        ("tertiary", "electricity", 250.0),
        ("tertiary", "heat_cold", 350.0),
    }


def test_a_table_without_a_unit_of_energy_or_emissions_is_none() -> None:
    assert not drafted("Pupils,Boys,Girls\nNorth,120,130\nSouth,90,95\n").ready
    assert drafted("Pupils,Boys,Girls\nNorth,120,130\nSouth,90,95\n").layout != "crossed"


def test_months_are_added_up_once_somebody_says_so() -> None:
    one = {"sector": "municipal_buildings"}
    draft = drafted(MONTHS, one)
    assert not draft.ready
    assert [problem.key for problem in draft.problems if problem.severity != "warn"] == ["several-rows"]
    added = drafted(MONTHS, {**one, "several-rows": "add-up"})
    assert added.ready
    assert added.inventories[0].total == pytest.approx((1278 + 3522) / 1000)
    assert added.imported == added.rows_in == 24


def test_a_second_table_below_is_of_its_own_year() -> None:
    second = TURNED.replace("2019", "2015").replace("Natural gas", "Coal").replace("Diesel", "Petrol")
    draft = drafted(TURNED + second)
    assert draft.ready
    assert draft.table is not None
    years, carriers = (draft.table[name].to_pylist() for name in ("year", "carrier"))
    assert {2015: {"coal", "gasoline"}, 2019: {"natural_gas", "diesel"}} == {
        year: {code for of, code in zip(years, carriers, strict=True) if of == year} for year in (2015, 2019)
    }


CITIES = """\
Energianvändning 2019 (MWh),,
{},Cartrefi,Diwydiant
Turin,100,200
Milan,10,20
"""


@pytest.mark.parametrize("corner", ["Kunta", "Obec", "Περιοχή", ""])
def test_cities_down_and_sectors_across_are_among_what_is_asked(corner: str) -> None:
    text = CITIES.format(corner)
    drafted_alone = drafting.draft(empty_store(), text.encode(), "file.csv")
    (problem,) = [problem for problem in drafted_alone.problems if problem.key == "words-down"]
    assert "city" in problem.choices
    keys = {problem.key for problem in drafted_alone.problems if problem.severity == "ask"}
    assert keys == {"words-down", "sector:Cartrefi", "sector:Diwydiant"}  # whose words they are is known by their names
    answers = {"words-down": "city", "sector:Cartrefi": "residential", "sector:Diwydiant": "industry"}
    draft = drafting.draft(empty_store(), text.encode(), "file.csv", answers)
    assert draft.ready
    assert {(item.city_id, item.total) for item in draft.inventories} == {("IT0004", 300), ("IT0002", 30)}


def test_what_cannot_stand_beside_the_rows_is_not_offered() -> None:
    text = "Energy 2019 (MWh),,\n,Residential,Industry\nalpha,1,2\nbeta,3,4\n"
    (problem,) = [problem for problem in drafted(text).problems if problem.key == "words-down"]
    assert problem.choices == ("carrier", "city")


def test_a_table_that_adds_up_both_ways_is_read_without_a_unit_that_anybody_knows_and_asked_about_it() -> None:
    table = "a,b,c,d\nე,10,20,30\nვ,1,2,3\nზ,11,22,33\n"
    answers = {"words-down": "sector", "sector:ე": "residential", "sector:ვ": "transport", "carrier:b": "electricity"}
    answers |= {"carrier:c": "natural_gas", "year": "2019"}
    draft = drafting.draft(empty_store(), table.encode(), "table.csv", answers, "Turin")
    assert [problem.key for problem in draft.problems if problem.severity != "warn"] == ["unit"]
    settled = drafting.draft(empty_store(), table.encode(), "table.csv", answers | {"unit": "MWh"}, "Turin")
    assert [(item.year, item.total) for item in settled.inventories] == [(2019, 33.0)]
    apart = table.replace("33", "34").encode()
    assert drafting.draft(empty_store(), apart, "table.csv", answers, "Turin").layout != draft.layout


SACKS = [["Sector", "Electricity (MWh)", "Charcoal (sacks)", "Peat (stacks)"], ["Residential", 410, 80, 20]]


@pytest.mark.parametrize("title", [[], [["Energy use 2019, MWh"]]])
def test_what_stands_in_brackets_beside_a_carrier_that_was_asked_about_is_never_read_in_the_unit_of_another_column(
    title: list[list[str]],
) -> None:
    rows = [*title, *SACKS, ["Commercial", 300, 40, 10]]
    answers = {"carrier:Charcoal (sacks)": "other_biomass", "carrier:Peat (stacks)": "leave-out", "year": "2019"}
    draft = drafting.draft(empty_store(), workbook({"Sheet1": rows}), "file.xlsx", answers, city="Turin")
    assert not draft.ready
    assert stored(draft) == {("residential", "electricity", 410.0), ("tertiary", "electricity", 300.0)}
    (refused,) = (problem for problem in draft.problems if problem.severity == "block")
    assert (refused.column, refused.code) == ("Charcoal (sacks)", "unit-unknown")


def test_a_unit_of_several_meanings_behind_a_comma_is_asked_about_and_not_passed_over() -> None:
    rows = [["Sector", "Electricity, MWh", "Coal, tons"], ["Residential", 410, 80], ["Commercial", 300, 40]]
    draft = drafting.draft(empty_store(), workbook({"Sheet1": rows}), "file.xlsx", {"year": "2019"}, city="Turin")
    assert "ton" in {problem.key for problem in draft.problems if problem.severity == "ask"}
    assert {carrier for _, carrier, _ in stored(draft)} == {"electricity"}


def test_a_figure_like_a_year_alone_in_its_row_is_a_figure_where_rows_of_figures_stand_around_it() -> None:
    text = "Energy use 2018 (MWh),,\nZoj,Vim,Kel\nAba,36463,7072\nEde,2024,\nIdi,73947,5950\n"
    asked = drafted(text)
    assert asked.layout == "crossed"
    answers = {"words-down": "sector", "carrier:Vim": "electricity", "carrier:Kel": "natural_gas"}
    answers |= {"sector:Aba": "residential", "sector:Ede": "public_lighting", "sector:Idi": "industry"}
    assert ("public_lighting", "electricity", 2024.0) in stored(drafted(text, answers))
