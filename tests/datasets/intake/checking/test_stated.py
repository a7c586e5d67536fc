"""GWP set and approach belong to the inventory beside which they stand, and population to its year."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import openpyxl
import pytest

from analytics.inventories.inventory import About
from datasets.exports.covenant import covenant
from datasets.exports.holding import Holding, holding
from datasets.exports.long_csv import long
from datasets.intake import drafting
from datasets.intake.drafted import Draft
from datasets.intake.own_files.own_tables import COLUMNS
from datasets.reference.samples import open_store
from datasets.store import AboutRow, Store
from tests.datasets.builders import TOWN, row, submission
from tests.datasets.files import drafted, told
from tests.datasets.workbooks import grid, workbook
from tests.samples import own_samples

HEAD = "city,year,sector,emissions_tco2e,gwp_set,approach\n"
SHEET = """
City | Turin
Inventory year | {year}
Inhabitants | {people}
GWP set | {gwp}
Approach | {approach}
Unit | {unit}

Sector | Electricity | Natural gas | Diesel
Residential | 1 | 2 | 3
"""


def abouts(store: Store) -> dict[tuple[int, str], tuple[str, str]]:
    found = holding(store, store.cities()[0].city_id).about
    return {key: (about.gwp_set, about.approach) for key, about in found.items()}


def covenant_workbook(*sheets: dict[str, str]) -> Draft:
    blank = {"people": "", "gwp": "", "approach": "", "unit": "MWh"}
    cells = {
        f"Sheet {place}": grid(SHEET.format(**{**blank, **said}), typed=True).rows for place, said in enumerate(sheets)
    }
    numbers = {
        name: [[float(cell) if cell.replace(".", "").isdecimal() else cell for cell in line] for line in lines]
        for name, lines in cells.items()
    }
    with own_samples() as store:
        return drafting.draft(store, workbook(numbers), "covenant.xlsx", {"reason": "a test"})


def about(draft: Draft) -> dict[int, tuple[str | None, str | None]]:
    return {year: tuple(said) for (_, year, _), said in draft.about.items()}


def test_each_sheet_keeps_its_own_gwp_set_and_approach() -> None:
    draft = covenant_workbook(
        {"year": "2005", "gwp": "AR4", "approach": "life-cycle"},
        {"year": "2020", "gwp": "AR6", "approach": "activity-based"},
        {"year": "2021"},
    )
    assert draft.outcome == "dry-run"
    assert about(draft) == {2005: ("AR4", "life-cycle"), 2020: ("AR6", "activity-based")}
    assert "gwp" not in draft.answers


def test_the_energy_and_emissions_sheets_of_one_year_share_and_other_years_do_not() -> None:
    draft = covenant_workbook(
        {"year": "2005", "people": "900000", "gwp": "AR4"},
        {"year": "2005", "unit": "t CO2e"},
        {"year": "2020", "unit": "t CO2e"},
    )
    assert {(item.year, item.inhabitants) for item in draft.population} == {(2005, 900000.0)}
    assert about(draft) == {2005: ("AR4", None)}


def test_two_gwp_sets_within_one_year_are_refused_at_their_cell() -> None:
    draft = covenant_workbook({"year": "2005", "gwp": "AR4"}, {"year": "2005", "gwp": "AR5", "unit": "t CO2e"})
    (problem,) = [item for item in draft.problems if item.severity == "block"]
    assert (problem.code, problem.sheet, problem.row, problem.found) == ("gwp-conflict", "Sheet 1", 4, "AR5 beside AR4")


def test_a_long_table_states_them_by_inventory_and_answers_fill_the_silent_ones() -> None:
    text = f"{HEAD}Turin,2005,residential,5,AR4,life-cycle\nTurin,2005,transport,5,,\nTurin,2020,residential,4,,\n"
    with own_samples() as store:
        draft = drafting.draft(store, text.encode(), "f.csv", {"gwp": "SAR", "reason": "a test"})
        assert draft.outcome == "dry-run"
        drafting.commit(store, draft, "an analyst", "a test")
        found = holding(store, "Turin").about
    assert found[2005, "covenant"] == About("life-cycle", "AR4", "")
    assert found[2020, "covenant"] == About("unknown", "SAR", "")


@pytest.mark.parametrize("name", ["gwp", "GWP set", "Global Warming Potential", "gwp_set"])
def test_the_column_is_known_by_its_whole_name(name: str) -> None:
    draft = drafted(f"city,year,sector,emissions_tco2e,{name}\nTurin,2001,residential,5,ar5\n")
    assert about(draft) == {2001: ("AR5", None)}


def test_a_longer_name_is_another_column() -> None:
    text = "city,year,sector,emissions_tco2e,our approach to data\nTurin,2001,residential,5,careful\n"
    draft = drafted(text, {"columns-unused": "keep"})
    assert draft.outcome == "dry-run"
    assert draft.unused == ("our approach to data",)


def test_a_word_that_is_no_gwp_set_is_asked_about_with_the_choices() -> None:
    text = f"{HEAD}Turin,2001,residential,5,AR7,\n"
    asked = drafted(text)
    assert told(asked) == [("ask", "gwp-unknown", 2, "gwp_set")]
    assert asked.problems[0].choices == ("SAR", "AR4", "AR5", "AR5_CCF", "AR6", "unknown")
    assert about(drafted(text, {"gwp": "AR6"})) == {2001: ("AR6", None)}


def test_two_approaches_of_one_inventory_are_refused_and_unknown_says_nothing() -> None:
    rows = "Turin,2001,residential,5,unknown,life-cycle\nTurin,2001,transport,5,AR5,activity-based\n"
    assert told(drafted(HEAD + rows)) == [("block", "approach-conflict", 3, "approach")]


@pytest.mark.longer("exports of one ledger into another one")
@pytest.mark.parametrize("form", [long, covenant])
def test_exports_give_back_what_each_inventory_said(form: Callable[[Holding], bytes]) -> None:
    with open_store(":memory:", samples=False) as store, open_store(":memory:", samples=False) as other:
        said = {2005: ("life-cycle", "AR4"), 2020: ("activity-based", "AR6")}
        store.commit(
            submission(
                *(row(year=year) for year in said),
                new_cities=(TOWN,),
                about=[AboutRow(TOWN.city_id, year, "covenant", *words, "") for year, words in said.items()],
            )
        )
        content = form(holding(store, TOWN.city_id))
        draft = drafting.draft(other, content, "again", {"new-city": "add"})
        drafting.commit(other, draft, "an analyst", None)
        assert (
            abouts(other)
            == abouts(store)
            == {(2005, "covenant"): ("AR4", "life-cycle"), (2020, "covenant"): ("AR6", "activity-based")}
        )


def test_a_city_that_was_added_comes_back_by_its_name_and_under_its_id() -> None:
    text = "city,year,sector,emissions_tco2e\nTeststädt,2001,residential,5\n"
    with open_store(":memory:", samples=False) as store, open_store(":memory:", samples=False) as other:
        drafting.commit(store, drafting.draft(store, text.encode(), "f.csv", {"new-city": "add"}), "an analyst", None)
        (city,) = store.cities()
        content = long(holding(store, city.city_id))
        drafting.commit(other, drafting.draft(other, content, "f.csv", {"city:Teststädt": "add"}), "an analyst", None)
        assert [(item.city_id, item.name) for item in other.cities()] == [(city.city_id, "Teststädt")]
    assert next(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))["city"] == "Teststädt"


def test_a_city_of_the_register_comes_back_without_a_question() -> None:
    text = "city,country,year,sector,emissions_tco2e\nParma,Italy,2001,residential,5\n"
    with open_store(":memory:", samples=False) as store, open_store(":memory:", samples=False) as other:
        drafting.commit(store, drafting.draft(store, text.encode(), "f.csv"), "an analyst", None)
        (city,) = store.cities()
        again = drafting.draft(other, long(holding(store, city.city_id)), "f.csv")
        assert (again.outcome, again.new_cities) == ("dry-run", (city,))
    assert "gwp_set" in COLUMNS


def test_a_name_that_is_like_no_city_on_file_is_not_offered_one() -> None:
    (problem,) = drafted("city,year,sector,emissions_tco2e\nRio Negro,2001,residential,5\n").problems
    assert (problem.code, problem.severity) == ("city-unknown", "ask")
    assert not {"Torino", "Turin"} & set(problem.choices)


def test_the_details_are_read_only_while_nothing_was_changed() -> None:
    with own_samples() as store:
        content = covenant(holding(store, "Boston", (2019,)))
        book = openpyxl.load_workbook(io.BytesIO(content))
        sheet = book.worksheets[0]
        values = ((cell, cell.value) for cells in sheet.iter_rows(min_row=15) for cell in cells)
        cell, value = next((cell, value) for cell, value in values if isinstance(value, float))
        cell.value = value + 1000
        held = io.BytesIO()
        book.save(held)
        whole = drafting.draft(store, content, "c.xlsx", {"reason": "a test"})
        changed = drafting.draft(store, held.getvalue(), "c.xlsx", {"reason": "a test"})
    assert set(whole.table["source_sheet"].to_pylist()) == {"Details"}
    assert "Details" not in set(changed.table["source_sheet"].to_pylist())
    assert [problem.code for problem in changed.problems if problem.sheet == "Details"] == ["details-differ"]
    before, after = whole.inventories[0].total or 0.0, changed.inventories[0].total or 0.0
    assert after - before == pytest.approx(1000)
