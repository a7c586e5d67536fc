"""A title among the rows of a table holds for the rows below it, or these are refused with the place of the title."""

from __future__ import annotations

from typing import Any

import pytest

from datasets.intake import drafting
from datasets.intake.drafted import Draft
from tests.datasets.files import drafted, empty_store
from tests.datasets.workbooks import workbook

CARRIERS: list[Any] = ["Sector", "Electricity", "Natural gas", "Diesel"]
WITH_UNITS: list[Any] = ["Sector", "Electricity (MWh)", "Natural gas (MWh)", "Diesel (MWh)"]


def taken(*cells: list[Any]) -> Draft:
    draft = drafting.draft(empty_store(), workbook({"Energy": cells}), "file.xlsx", None, "Turin")
    assert draft.rows_in == draft.imported + draft.rejected + draft.ignored
    return draft


def totals(draft: Draft) -> list[tuple[int, str, float | None]]:
    return [(item.year, item.measure, item.total) for item in draft.inventories]


def refused(draft: Draft) -> list[tuple[int | None, str | None]]:
    return [(problem.row, problem.column) for problem in draft.problems if problem.code == "title-inside"]


def test_a_title_with_another_unit_than_the_columns_refuses_the_rows_below() -> None:
    rows: list[list[Any]] = [
        ["Sector", "2005 (MWh)", "2019 (MWh)"],
        ["Residential", 100, 200],
        ["Non-energy emissions (t CO2e)"],
        ["Waste", 10, 20],
    ]
    draft = taken(*rows)
    assert totals(draft) == [(2005, "energy", 100.0), (2019, "energy", 200.0)]
    assert refused(draft) == [(4, "2005 (MWh)"), (4, "2019 (MWh)")]
    (first, _) = draft.problems
    assert 'the title "Non-energy emissions (t CO2e)" of row 3' in first.expected
    text = "\n".join(",".join([*map(str, row), "", ""][:3]) for row in rows).encode()
    assert refused(drafting.draft(empty_store(), text, "file.csv", None, "Turin")) == refused(draft)


def test_the_same_unit_again_refuses_nothing() -> None:
    draft = taken(["Sector", "2005 (MWh)", "2019 (MWh)"], ["Buildings (MWh)"], ["Residential", 100, 200])
    assert (draft.imported, draft.problems) == (2, ())


def test_a_unit_above_the_table_is_stated_anew_by_a_title_within() -> None:
    draft = taken(
        ["Year", 2005],
        ["Final energy (MWh)"],
        CARRIERS,
        ["Residential", 100, 200, 1],
        [],
        ["CO2 emissions (t)"],
        ["Industry", 50, 60, 3],
    )
    assert totals(draft) == [(2005, "emissions", 113.0), (2005, "energy", 301.0)]
    assert draft.problems == ()


def test_a_year_above_the_table_is_stated_anew_by_a_title_within() -> None:
    draft = taken([2005], WITH_UNITS, ["Residential", 1, 2, 3], [], [2019], ["Industry", 4, 5, 6])
    assert totals(draft) == [(2005, "energy", 6.0), (2019, "energy", 15.0)]
    assert [(problem.code, problem.row) for problem in draft.problems] == [("year-read", 1), ("year-read", 5)]
    labelled = taken(["Year", 2005], WITH_UNITS, ["Residential", 1, 2, 3], ["Year", 2019], ["Industry", 4, 5, 6])
    assert (totals(labelled), labelled.problems) == (totals(draft), ())


@pytest.mark.parametrize("title", ["Target scenario", "Objectif 2030", "Turin 2019", "Emissions"])
def test_a_title_of_a_target_an_unsure_year_or_a_measure_without_unit_refuses_the_rows_below(title: str) -> None:
    draft = taken(
        ["Year", 2005], ["Unit", "MWh"], [], CARRIERS, ["Residential", 1, 2, 3], [title], ["Industry", 4, 5, 6]
    )
    assert totals(draft) == [(2005, "energy", 6.0)]
    assert refused(draft) == [(7, "Electricity"), (7, "Natural gas"), (7, "Diesel")]


def test_groups_of_sectors_and_a_sector_without_figures_are_no_such_titles() -> None:
    draft = taken(
        ["Year", 2005],
        ["Unit", "MWh"],
        [],
        CARRIERS,
        ["BUILDINGS AND FACILITIES"],
        ["Residential", 1, 2, 3],
        ["Industry in the emissions trading system"],
        ["Industrie im Emissionshandel"],
        ["TRANSPORT"],
        ["Private transport", 4, 5, 6],
    )
    assert (draft.imported, refused(draft)) == (6, [])


def test_the_names_of_other_columns_among_the_rows_refuse_the_rows_below() -> None:
    """The table of other sectors below the energy of the Covenant: one column, of emissions."""
    draft = taken(
        ["Year", 2019],
        ["Unit", "MWh"],
        [],
        CARRIERS,
        ["Residential", 1, 2, 3],
        [],
        ["Other sectors", "CO2 eq. emissions [t]"],
        ["Waste management", 10],
    )
    assert totals(draft) == [(2019, "energy", 6.0)]
    (told,) = draft.problems
    assert (told.code, told.row, told.column) == ("title-inside", 8, "Electricity")


def test_carriers_as_titles_are_the_carriers_of_the_rows_below() -> None:
    draft = taken(["MWh", 2005, 2019], ["Electricity"], ["Residential", 100, 200], ["Diesel"], ["Transport", 10, 20])
    found = zip(*(draft.table[name].to_pylist() for name in ("sector", "carrier", "value")), strict=True)
    assert list(found) == [
        ("residential", "electricity", 100.0),
        ("transport", "diesel", 10.0),
        ("residential", "electricity", 200.0),
        ("transport", "diesel", 20.0),
    ]
    scopes = taken(
        ["Year", 2019],
        ["Unit", "MWh"],
        [],
        ["Sector", "Scope 1", "Scope 2"],
        ["Natural gas"],
        ["Residential", 1, 2],
        ["Electricity"],
        ["Transport", 3, 4],
    )
    assert scopes.table["carrier"].to_pylist() == ["natural_gas", "natural_gas", "electricity", "electricity"]


def test_an_unknown_word_among_carriers_as_titles_is_asked_about_and_a_sector_ends_the_carrier() -> None:
    rows: list[list[Any]] = [["MWh", 2005, 2019], ["Electricity"], ["Residential", 100, 200]]
    unknown = taken(*rows, ["Motor fuels"], ["Transport", 10, 20])
    assert [(problem.key, problem.row) for problem in unknown.problems] == [("carrier:Motor fuels", 4)]
    assert refused(taken(*rows, ["Transport"], ["Private transport", 10, 20])) == [(5, "2005"), (5, "2019")]


def test_a_series_is_read_up_to_a_title_with_another_unit_or_of_a_forecast() -> None:
    for title in ("Emissions (t CO2e)", "Forecast"):
        draft = taken(["Year", "Residential (MWh)", "Transport (MWh)"], [2015, 1, 2], [title], [2016, 3, 4])
        assert totals(draft) == [(2015, "energy", 3.0)]
        assert refused(draft) == [(4, "Residential (MWh)"), (4, "Transport (MWh)")]


def test_the_header_once_more_below_a_title_changes_nothing_and_another_one_refuses_what_follows() -> None:
    rows: list[list[Any]] = [
        ["Energy (MWh)"],
        ["Sector", 2005, 2019],
        ["Residential", 1, 2],
        ["Total", 1, 2],
        [],
        ["Emissions (t CO2e)"],
    ]
    draft = taken(*rows, ["Sector", 2005, 2019], ["Residential", 3, 4], ["Total", 3, 5])
    assert totals(draft) == [
        (2005, "emissions", 3.0),
        (2005, "energy", 1.0),
        (2019, "emissions", 4.0),
        (2019, "energy", 2.0),
    ]
    assert [(problem.row, problem.column) for problem in draft.problems if problem.code == "printed-total"] == [
        (9, "2019")
    ]
    other = taken(*rows, ["Sector", 2010, 2019], ["Residential", 3, 4], ["Total", 3, 4])
    assert totals(other) == [(2005, "energy", 1.0), (2019, "energy", 2.0)]
    assert {row for row, _ in refused(other)} == {8, 9}


def test_a_row_without_figures_is_no_title_where_rows_name_their_own_carrier() -> None:
    draft = taken(
        ["Sector", "Carrier", "Unit", 2005, 2019],
        ["Residential", "Electricity", "MWh", 1, 2],
        ["Natural gas"],
        ["Waste", "", "t CO2e"],
        ["Transport", "Diesel", "MWh", 3, 4],
    )
    assert (totals(draft), draft.problems) == ([(2005, "energy", 4.0), (2019, "energy", 6.0)], ())


def test_a_unit_of_several_meanings_in_the_words_of_a_title_is_asked_about_and_no_other_word_with_it() -> None:
    text = (
        "Climate plan Turin – emissions in 1.000 ton CO2e\n;1990;2019\nResidential;960,8;782,6\nIndustry;915,9;779,1\n"
    )
    asked = {problem.key: problem for problem in drafted(text, city="Turin").problems if problem.severity == "ask"}
    assert asked["ton"].found == 'the unit "1.000 ton CO2e"'
    stored = drafted(text, {"ton": "tonne", "decimal": "comma"}, city="Turin")
    assert {(item.year, item.total) for item in stored.inventories} == {(1990, 1_876_700.0), (2019, 1_561_700.0)}
