"""Every layout that a city has is read into the same long table, and every problem points at the cell in its file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import fsum
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from datasets.exports import template
from datasets.intake import drafting, layouts
from datasets.intake.drafted import Draft
from datasets.intake.layouts import crf_layout
from datasets.intake.layouts.long_records import Layout
from datasets.intake.own_files import sheet_words
from datasets.reference import catalogue
from tests.datasets.files import empty_store
from tests.datasets.tables import BARCELONA, BOLOGNA, CDP, FACTS, FLAT, GABROVO, GPC, MATRIX, TOTALS, WIDE
from tests.datasets.workbooks import grid, long_workbook, workbook
from tests.datasets.workbooks import row as typed


def csv(text: str) -> bytes:
    """A sheet of cells parted by bars as a file parted by tabs."""
    return "\n".join("\t".join(cells) for cells in grid(text).rows).encode()


def taken(data: bytes, answers: Mapping[str, str] | None = None, name: str = "file.csv", **options: object) -> Draft:
    """The draft of a file, with every row accounted for."""
    draft = drafting.draft(empty_store(), data, name, answers, **options)  # type: ignore[arg-type]
    assert draft.rows_in == draft.imported + draft.rejected + draft.ignored
    return draft


def rows(draft: Draft) -> list[tuple[Any, ...]]:
    """Row of the file, sector, carrier, scope, value and key of each row of a draft."""
    wanted = ("source_row", "sector", "carrier", "scope", "value", "notation_key")
    return list(zip(*(draft.table[name].to_pylist() for name in wanted), strict=True))


def differences(draft: Draft) -> list[tuple[int | None, str | None]]:
    """Where printed totals differ from their parts."""
    return [(problem.row, problem.column) for problem in draft.problems if problem.code == "printed-total"]


def test_a_covenant_matrix_gives_a_row_for_each_filled_cell_and_checks_its_totals() -> None:
    draft = taken(csv(MATRIX), {"decimal": "comma"})
    assert (draft.layout, draft.rows_in, draft.imported, draft.ignored) == ("covenant", 11, 5, 6)
    assert rows(draft) == [
        (6, "residential", "electricity", None, 1.0, None),
        (6, "residential", "natural_gas", None, 2.5, None),
        (6, "residential", "heating_oil", None, None, "NE"),
        (7, "transport", "natural_gas", None, 3.0, None),
        (7, "transport", "diesel", None, 4.0, None),
    ]
    assert differences(draft) == [(8, "Gasolio"), (8, "Totale")]
    off = next(problem for problem in draft.problems if problem.column == "Totale" and problem.code == "printed-total")
    assert "11.5 MWh" in off.found
    assert "10.5 MWh" in off.found
    assert "1 MWh apart" in off.found


def test_a_problem_in_a_matrix_points_at_its_cell_by_row_and_header() -> None:
    draft = taken(csv(MATRIX.replace("| 3            |", "| n.d.         |")), {"decimal": "comma"})
    bad = next(problem for problem in draft.problems if problem.severity == "block")
    assert (bad.row, bad.column, bad.found) == (7, "Gas naturale", '"n.d."')


def test_a_matrix_asks_for_its_decimal_style_like_any_table() -> None:
    asked = [problem for problem in taken(csv(MATRIX)).problems if problem.severity == "ask"]
    assert [(problem.code, problem.row, problem.column) for problem in asked] == [("decimal-style", 6, "Gas naturale")]


@pytest.mark.longer("a workbook in every language, written and read again")
@pytest.mark.parametrize("language", sheet_words.LANGUAGES)
def test_our_own_template_comes_back_in_every_language(language: str) -> None:
    from io import BytesIO

    from openpyxl import load_workbook

    book = load_workbook(BytesIO(template.template(language, "Turin", 2019)))
    energy, emissions = book.worksheets[:2]
    for sheet in (energy, emissions):
        lines = list(sheet.iter_rows(values_only=True))
        head = next(place for place, line in enumerate(lines, start=1) if sum(map(bool, line)) > 10)
        sheet.cell(head + 2, 2).value = 100
        sheet.cell(head + 2, 3).value = "NE"
    held = BytesIO()
    book.save(held)
    draft = taken(held.getvalue(), name="template.xlsx")
    assert draft.layout == "covenant"
    assert [(item.year, item.measure, item.rows, item.total, dict(item.keys)) for item in draft.inventories] == [
        (2019, "emissions", 2, 100.0, {"NE": 1}),
        (2019, "energy", 2, 100.0, {"NE": 1}),
    ]
    assert [problem for problem in draft.problems if problem.severity != "warn"] == []


def test_two_years_on_two_sheets_are_read_together_and_a_sheet_may_name_year_and_unit() -> None:
    cells: list[list[Any]] = [["Sector", "Electricity", "Natural gas", "Diesel"], ["Residential buildings", 1, 2, 3]]
    data = workbook({"BEI 2005 (GWh)": cells, "MEI 2019 (GWh)": cells, "Notes": [["Made by the energy office"]]})
    draft = taken(data, name="file.xlsx", city="Turin")
    assert [(item.year, item.measure, item.total) for item in draft.inventories] == [
        (2005, "energy", 6000.0),
        (2019, "energy", 6000.0),
    ]


def test_rows_that_nearly_are_the_sum_of_the_rows_below_are_asked_about_and_checked() -> None:
    asked = taken(csv(BARCELONA), {"decimal": "comma"}, city="Barcelona")
    (question,) = [problem for problem in asked.problems if problem.severity == "ask"]
    assert (question.key, question.row, question.cells) == ("total-rows", 10, 1)  # transport surely is a sum
    draft = taken(csv(BARCELONA), {"decimal": "comma", "total-rows": "leave-out"}, city="Barcelona")
    assert draft.inventories[0].total == pytest.approx(
        1e3 * fsum([3403.18, 326.78, 13.22, 1136.87, 510.58, 12.2, 58.31, 31.48])
    )
    assert differences(draft) == [(10, "Scope 2"), (10, "Total")]
    kept = taken(csv(BARCELONA), {"decimal": "comma", "total-rows": "keep"}, city="Barcelona")
    assert kept.imported == draft.imported + 4


def test_carriers_below_the_numbers_and_down_among_the_sectors_are_found() -> None:
    below = taken(csv(BOLOGNA), {"decimal": "point"}, city="Bologna")
    assert rows(below)[:3] == [
        (4, "buildings", "natural_gas", 1, 3518907.4, None),
        (4, "buildings", "heat_cold", 1, 191248.2, None),
        (4, "buildings", "electricity", 2, 1510823.23, None),
    ]
    down = taken(csv(GABROVO), city="Varna")
    assert [line[1:5] for line in rows(down)] == [
        ("buildings", "heating_oil", 1, 28025.0),
        ("buildings", "lignite", 1, 7814.0),
        ("buildings", "heat_cold", 2, 24005.0),
        ("buildings", "electricity", 2, 259641.0),
        ("transport", "diesel", 1, 373441.0),
        ("transport", "electricity", 2, 607.0),
    ]
    assert differences(down) == []


def test_a_wide_table_gives_a_row_for_each_year_and_reports_the_total_that_is_wrong() -> None:
    draft = taken(csv(WIDE))
    assert (draft.layout, draft.rows_in, draft.imported, draft.ignored) == ("wide", 9, 6, 3)
    assert [(item.year, item.total) for item in draft.inventories] == [(2019, 1272e3), (2020, 688e3), (2021, 1134e3)]
    assert differences(draft) == [(4, "2021")]
    (printed,) = draft.totals["ES0002", 2019, "covenant"]
    assert printed[:3] == ("emissions_t", 1272e3, 4)


def test_gpc_cells_in_columns_keep_their_keys_and_check_basic() -> None:
    draft = taken(csv(GPC), {"unit": "t CO2e"})
    assert draft.layout == "gpc"
    assert draft.table["gpc_ref"].to_pylist()[:5] == ["I.1.1", "I.1.2", "II.1.1", "III.1.1", "V.1"]
    assert draft.table["notation_key"].to_pylist()[:3] == [None, "NE", "IE"]
    assert draft.table["value"].to_pylist()[4] == -3.0
    assert differences(draft) == [(3, "BASIC")]
    assert draft.population[0].inhabitants == 866510


def test_cdp_rows_are_city_years_whatever_the_headers_of_the_year_are() -> None:
    asked = taken(csv(CDP))
    assert {problem.key for problem in asked.problems if problem.severity == "ask"} == {
        "reported-again",
        "fiscal-year",
        "scopes-apart",
        "scope-blank",
    }
    draft = taken(csv(CDP), {"reported-again": "latest", "fiscal-year": "first", "scope-blank": "NE"})
    assert (draft.layout, draft.rows_in, draft.imported, draft.ignored) == ("cdp", 4, 2, 2)
    turin = next(item for item in draft.inventories if item.city_id == "IT0004")
    assert (turin.year, turin.method, turin.total) == (2019, "own", 140.0)
    assert [item.inhabitants for item in draft.population if item.city_id == "IT0004"] == [389261.0]
    assert [(item.city_id, item.year) for item in draft.inventories] == [("IT0004", 2019), ("IT0007", 2017)]


def test_many_unknown_cities_are_one_question() -> None:
    lines = "\n".join(f"Village {number}|2019|waste|5" for number in range(8))
    text = csv(f"city|year|sector|energy_mwh\nTurin|2019|waste|5\n{lines}")
    (question,) = taken(text).problems
    assert (question.key, question.cells) == ("new-cities", 8)
    assert taken(text, {"new-cities": "add"}).imported == 9
    left = taken(text, {"new-cities": "leave-out"})
    assert (left.outcome, left.imported, left.ignored) == ("dry-run", 1, 8)


def reporting_workbook(flat: str = FLAT, totals: str = TOTALS) -> bytes:
    """A small workbook of the common reporting framework."""
    sheets = {"eCRF_1": FACTS, "eCRF_2": totals, "eCRF_3": flat}
    cells = {
        name: [
            [float(cell) if kind == "n" else cell for cell, kind in zip(line, kinds, strict=True)]
            for line, kinds in zip(sheet.rows, sheet.kinds or (), strict=True)
        ]
        for name, sheet in ((name, grid(text, typed=True)) for name, text in sheets.items())
    }
    return workbook(cells)


def test_a_reporting_workbook_gives_emissions_and_energy_and_never_a_silent_zero() -> None:
    draft = taken(reporting_workbook(), name="crf.xlsx")
    assert (draft.layout, draft.rows_in, draft.imported) == ("crf", 5, 5)
    assert draft.table["gpc_ref"].to_pylist() == ["I.1.1", "I.1.1", "I.1.2", "I.1.2", "V.1", "V.1", "II.2.1"]
    assert rows(draft)[2][4:] == (None, "NE")
    energy = next(item for item in draft.inventories if item.measure == "energy")
    assert energy.total == pytest.approx(3.0)
    told = {problem.code: (problem.sheet, problem.row) for problem in draft.problems}
    assert told["not-computable"] == ("eCRF_3", 3)
    assert told["gpc-ref-derived"] == ("eCRF_3", 2)
    assert told["printed-total"] == ("eCRF_2", 4)
    assert draft.about["IT0004", 2023, "gpc"].gwp_set == "AR5"


def test_keys_of_the_sheet_of_totals_are_kept_where_the_flat_table_says_nothing() -> None:
    totals = """
    2023
    Sectors and Sub-Sectors | Direct emissions | | Indirect emissions | | Emissions occurring outside |
     | in tCO2e | Notation key (if needed) | in tCO2e | Notation key (if needed) | in tCO2e | Notation key (if needed)
    Stationary energy > Residential buildings | 0.5 | | | IE | | NE
    Stationary energy > Agriculture | 7 | NE | | | |
    Waste > Biological treatment | | NO | | | |
    Waste > Burning of tyres | | NE | | | |
    Total AFOLU | 5 | | | NE | |
    """
    draft = taken(reporting_workbook(totals=totals), name="crf.xlsx")
    kept = [row for row in draft.table.to_pylist() if row["source_sheet"] == "eCRF_2"]
    names = ("gpc_ref", "notation_key", "value", "source_row", "source_column")
    assert [tuple(row[name] for name in names) for row in kept] == [
        ("I.1.3", "NE", None, 4, "G"),
        ("III.2.1", "NO", None, 6, "C"),
    ]
    assert (draft.rows_in, draft.imported, draft.ignored) == (8, 7, 1)
    (lost,) = [problem for problem in draft.problems if problem.code == "key-without-place"]
    assert (lost.sheet, lost.row) == ("eCRF_2", 7)


@pytest.mark.parametrize(
    ("sector", "part", "scope", "ref"),
    [
        ("Stationary energy", "Institutional buildings & facilities", 2, "I.2.2"),
        ("Transportation", "On-road > Bus", 1, "II.1.1"),
        ("Waste", "Wastewater", 3, "III.4.2"),
        ("IPPU", "Produce Use", 1, "IV.2"),
        ("AFOLU", "Other AFOLU", 1, "V.3"),
        ("AFOLU", "Livestock", 3, None),
        ("Generation of grid-supplied energy", "CHP generation", 1, "I.4.4"),
    ],
)
def test_gpc_references_follow_from_sector_part_and_scope(sector: str, part: str, scope: int, ref: str | None) -> None:
    assert crf_layout.gpc_ref(sector, part, scope) == ref


def test_a_number_typed_as_a_number_has_no_style_to_ask_for() -> None:
    draft = taken(long_workbook(typed(value=1.234)), name="file.xlsx")
    assert (draft.outcome, draft.inventories[0].total) == ("dry-run", 1.234)


def test_units_in_a_row_of_their_own_and_merged_headers_are_joined() -> None:
    data = workbook({"Data": [["city", "year", "sector", "Energy"], ["", "", "", "GWh"], ["Turin", 2019, "waste", 2]]})
    assert taken(data, name="file.xlsx").inventories[0].total == 2000.0


def test_the_sheet_with_the_table_is_found_and_another_row_can_be_named() -> None:
    cover: list[list[Any]] = [["Covenant of Mayors"], [""], ["City of Turin"]]
    table: list[list[Any]] = [
        ["Figures of the city"],
        ["city", "year", "sector", "energy_mwh"],
        ["Turin", 2019, "waste", 5],
    ]
    data = workbook({"Cover": cover, "BEI": table})
    asked = taken(data, name="file.xlsx")
    assert [(p.code, p.sheet, p.row) for p in asked.problems] == [("header-row", "BEI", 2)]
    assert taken(data, {"header-row": "2"}, "file.xlsx").outcome == "dry-run"


def test_the_answer_names_the_header_row_of_a_delimited_file() -> None:
    text = b"year,city,of,names\ncity,year,sector,energy_mwh\nTurin,2019,waste,5\n"
    assert taken(text, {"header-row": "2"}).inventories[0].total == 5.0


def test_jrc_tables_are_known_by_their_published_names() -> None:
    text = """
organisation_id | action_plan_id | inventory_year | population_in_the_inventory_year | aggregated_sector | \
aggregated_carrier | energy_measure | emission_measure
IT0004 | 17 | 2008 | 866510 | Residential buildings and facilities | Natural gas | 1424218 | 287692.5
IT0004 | 17 | 2008 | 866510 | Transportation | Diesel | - | 12.5
IT0004 | 17 | 2008 | 866510 | Waste | - | - | -
"""
    draft = taken(csv(text))
    assert (draft.layout, draft.rows_in, draft.imported, draft.ignored) == ("jrc", 3, 2, 1)
    assert [item.total for item in draft.inventories if item.measure == "emissions"] == [287705.0]
    assert [item.total for item in draft.inventories if item.measure == "energy"] == [1424218.0]


GROUPED = """
Year | 2019 | Unit | MWh |
Sector | Electricity | Natural gas | Diesel | Total
BUILDINGS | | | |
Residential | 4 | 5 | 6 | 15
Subtotal buildings | 4 | 5 | 6 | 15
 | | | |
TRANSPORT | | | |
Public transport | 0 | 0 | 7 | 7
Subtotal transport | 0 | 0 | 7 | 9
Total | 4 | 5 | 13 | 22
 | | | |
The weather of the year
Degree days | 2000 | 2100 | 2200 |
"""


def test_a_group_of_sectors_under_a_title_of_its_own_below_a_blank_row_belongs_to_the_table() -> None:
    draft = taken(csv(GROUPED), city="Turin")
    assert sum(item.total or 0 for item in draft.inventories) == 22
    assert [(problem.code, problem.row) for problem in draft.problems if problem.code == "printed-total"] == [
        ("printed-total", 9)
    ]


def test_a_header_right_below_a_table_begins_another_one() -> None:
    text = """
Unit | MWh | |
Sector | Electricity | Natural gas | Diesel
Residential | 1 | 2 | 3
Sector | Coal | Petrol | Heating oil
Transport | 4 | 5 | 6
"""
    draft = taken(csv(text), {"unit": "MWh"}, city="Turin", year=2019)
    assert {row["carrier"]: row["value"] for row in draft.table.to_pylist()} == {
        "electricity": 1,
        "natural_gas": 2,
        "diesel": 3,
        "coal": 4,
        "gasoline": 5,
        "heating_oil": 6,
    }


def test_figures_below_the_last_table_are_left_out_with_a_word() -> None:
    draft = taken(csv(GROUPED), city="Turin")
    (told,) = [problem for problem in draft.problems if problem.code == "row-left-out"]
    assert (told.severity, told.row, told.cells) == ("warn", 13, 3)


def test_a_row_of_units_below_the_years_is_read_and_a_year_may_stand_over_energy_and_emissions() -> None:
    text = """
Sector | Carrier | 2018 | | 2019 |
 | | GWh | t CO2 | MWh | t CO2
Residential | Electricity | 1 | 5 | 2000 | 7
Residential | Natural gas | 2 | 6 | 3000 | 8
"""
    draft = taken(csv(text), city="Turin")
    assert (draft.rows_in, draft.imported, draft.problems) == (8, 8, ())
    assert {(item.year, item.measure): item.total for item in draft.inventories} == {
        (2018, "energy"): 3000.0,
        (2018, "emissions"): 11.0,
        (2019, "energy"): 5000.0,
        (2019, "emissions"): 15.0,
    }
    assert set(draft.table["source_column"].to_pylist()) == {"2018 GWh", "D", "2019 MWh", "F"}


def test_a_year_without_a_unit_below_it_is_asked_for_one_and_not_left_out() -> None:
    text = "Sector | Carrier | 2018 | 2019\n | | GWh |\nResidential | Electricity | 1 | 2"
    draft = taken(csv(text), city="Turin")
    assert [(problem.code, problem.key) for problem in draft.problems] == [("unit-missing", "unit")]
    assert (draft.rows_in, draft.imported) == (2, 1)


def test_figures_beside_the_years_are_never_left_out_in_silence() -> None:
    text = """
Sector | Carrier | 2018 | | 2019 | 2019/20 | Share
Residential | Electricity | 10 | 1 | 11 | NE | 30 %
Residential | Natural gas | 20 | | 21 | 7 |
"""
    draft = taken(csv(text), {"unit": "MWh"}, city="Turin")
    assert (draft.rows_in, draft.imported, draft.rejected, draft.ignored) == (8, 4, 1, 3)
    told = [(p.severity, p.code, p.row, p.column, p.cells) for p in draft.problems]
    assert told == [
        ("block", "unnamed-column", 2, "D", 1),
        ("warn", "column-left-out", 2, "2019/20", 2),
        ("warn", "column-left-out", 2, "Share", 1),
    ]


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        ("6", []),
        ("6,0", []),
        ("NE", []),
        ("-", []),
        ("", []),
        ("n/a", []),
        ("7", ["printed-total"]),
        ("6.00.0", ["printed-total-unread"]),
        ("#REF!", ["printed-total-unread"]),
        ("about 6", ["printed-total-unread"]),
        ("6 %", ["printed-total-unread"]),
    ],
)
def test_a_printed_total_that_is_no_number_is_told_at_its_place(printed: str, told: list[str]) -> None:
    text = f"Unit | MWh | | |\nSector | Electricity | Natural gas | Diesel | Total\nResidential | 1 | 2 | 3 | {printed}"
    draft = taken(csv(text), city="Turin", year=2019)
    found = [problem for problem in draft.problems if problem.code.startswith("printed-total")]
    assert [problem.code for problem in found] == told
    assert all((problem.severity, problem.row, problem.column) == ("warn", 3, "Total") for problem in found)


@pytest.mark.parametrize(("printed", "told"), [("1,234", []), ("1.234", []), ("1,235", ["printed-total"])])
def test_a_total_with_either_decimal_mark_is_compared_where_one_of_them_fits(printed: str, told: list[str]) -> None:
    text = f"Unit | MWh | | |\nSector | Electricity | Natural gas | Diesel | Total\nWaste | 1000 | 200 | 34 | {printed}"
    draft = taken(csv(text), city="Turin", year=2019)
    assert [problem.code for problem in draft.problems if problem.code.startswith("printed-total")] == told


def test_a_file_without_an_inventory_says_what_was_looked_for() -> None:
    found = layouts.recognise([grid("Dear colleagues", "Letter", typed=True)], {})
    assert not isinstance(found, Layout)
    assert [problem.code for problem in found.problems] == ["no-table"]
    assert "Letter" in found.problems[0].found


# Real files, where they are at hand.


@pytest.fixture
def real(root: Path) -> Callable[[str], bytes]:
    """A file out of the collection of real ones."""
    folder = root.parent / "shared" / "data"

    def read(path: str) -> bytes:
        if not (folder / path).exists():
            pytest.skip("the collection of real files is not here")
        return (folder / path).read_bytes()

    return read


def test_the_rio_negro_workbook_adds_up_to_its_printed_total(real: Callable[[str], bytes]) -> None:
    draft = taken(real("gcom-crf/rio_negro_crf_2023.xlsx"), {"new-city": "add"}, "rio_negro_crf_2023.xlsx")
    assert (draft.outcome, draft.rows_in, draft.imported) == ("dry-run", 62, 62)
    emissions = [row for row in draft.table.to_pylist() if row["measure"] == "emissions" and row["value"] is not None]
    keys = [row for row in draft.table.to_pylist() if row["value"] is None]
    assert {(row["notation_key"], row["source_sheet"]) for row in keys} == {("NE", "eCRF_2")}
    assert {"I.1.2", "I.8.1", "II.4.1", "III.2.1", "IV.1", "IV.2"} <= {row["gpc_ref"] for row in keys}
    assert len(keys) == 23
    assert fsum(row["value"] for row in emissions) == pytest.approx(98052.596715096, abs=1e-6)
    assert differences(draft) == []
    grand = draft.totals["BR-RIO-NEGRO", 2023, "gpc"][-1]
    assert (grand.row, grand.value) == (34, 98052.596715096)


def test_an_empty_reporting_template_is_refused_with_its_reason(real: Callable[[str], bytes]) -> None:
    draft = taken(real("gcom-crf/eCRF_Export_template.xlsx"), name="template.xlsx")
    assert draft.outcome == "needs-answers"
    assert [problem.key for problem in draft.problems if problem.severity == "ask"] == ["city", "year"]


@pytest.mark.longer("whole published files")
@pytest.mark.parametrize(("year", "cities", "left"), [("2019", 341, 473), ("2021", 380, 609)])
def test_the_cdp_tables_end_in_inventories(year: str, cities: int, left: int, real: Callable[[str], bytes]) -> None:
    answers = {
        "new-cities": "add",
        "reported-again": "latest",
        "fiscal-year": "first",
        "year-date": "use-year",
        "year:-": "2018",
        "reason": "a test",
        "printed-totals": "as-read",
        "scopes-apart": "printed",
        "scopes-apart:183": "leave-out",  # prints 0 beside scopes of 2.7 Mt
        "scope-blank": "NE",
        "basic-plus": "own",
    }
    draft = taken(real(f"cdp-citywide/{year}_City-wide_Emissions.csv"), answers)
    assert draft.outcome == "dry-run"
    assert (draft.imported, draft.ignored) == (cities, left)


@pytest.mark.parametrize(("city", "off"), [("POA", 3), ("RIO", 2)])
def test_exports_with_gases_keep_the_totals_and_tell_where_the_gases_differ(
    city: str, off: int, real: Callable[[str], bytes]
) -> None:
    data = real(f"citycatalyst-inventories-br/inventory-BR {city}-2022.csv")
    asked = taken(data, {"new-city": "add"}, city=city, year=2022)
    assert {problem.key for problem in asked.problems if problem.severity == "ask"} == {
        "not-available",
        "printed-totals",
    }
    answers = {"new-city": "add", "not-available": "NE", "printed-totals": "as-read"}
    draft = taken(data, answers, city=city, year=2022)
    assert draft.outcome == "dry-run"
    assert len(differences(draft)) == off
    import csv as text

    printed = fsum(
        float(line["Total Emissions"])
        for line in text.DictReader(data.decode("utf-8-sig").splitlines())
        if line["Total Emissions"]
    )
    read = [value for value in draft.table["value"].to_pylist() if value is not None]
    assert fsum(read) == pytest.approx(printed, abs=1e-6)


def test_an_answer_that_names_a_column_is_refused_by_name_where_the_layout_knows_its_columns() -> None:
    draft = taken(csv(MATRIX), {"decimal": "comma", "column:sector": "Settore"})
    (refused,) = [problem for problem in draft.problems if problem.code == "answer-unknown"]
    assert refused.found == "the answer column:sector=Settore"
    assert "read as covenant" in refused.expected
    assert (draft.outcome, draft.imported) == ("blocked", 0)


def test_a_city_without_a_year_is_asked_about_alone_and_left_out_or_given_its_year() -> None:
    text = (
        "Year Reported to CDP | Account Number | Organization | City | Accounting Year | "
        "Total emissions (metric tonnes CO2e)\n"
        "2019 | 35886 | City of Turin | Turin | 2018 | 5\n2019 | 2 | City of Lyon | Lyon | - | 6\n"
        "2019 | 3 | City of Varna | Varna | | 7\n"
    )
    draft = taken(csv(text))
    assert [
        (problem.severity, problem.code, problem.row, problem.key, problem.cells) for problem in draft.problems
    ] == [("ask", "year-open", 3, "year:-", 2)]
    left = taken(csv(text), {"year:-": "leave-out"})
    assert (left.outcome, left.rows_in, left.imported, left.ignored) == ("dry-run", 3, 1, 2)
    given = taken(csv(text), {"year:-": "2017"})
    assert given.table["year"].to_pylist() == [2017, 2017, 2018]


@pytest.mark.parametrize(
    ("column", "protocol", "method"),
    [
        ("Primary Protocol", "Global Protocol for Community Greenhouse Gas Emissions Inventories (GPC)", "gpc"),
        ("Primary methodology", "Global Protocol for Community Greenhouse Gas Emissions Inventories (GPC): L", "gpc"),
        ("Primary Protocol", "Other: not the Global Protocol for Community Emissions", "own"),
        ("Primary Protocol", "2006 IPCC Guidelines for National Greenhouse Gas Inventories", "own"),
        ("Primary Protocol", "", "own"),
        ("Gases Included", "CO2", "own"),
    ],
)
def test_a_cdp_row_has_the_method_of_its_protocol(column: str, protocol: str, method: str) -> None:
    head = f"Account Number | City | Accounting Year | {column} | Total emissions (metric tonnes CO2e)"
    draft = taken(csv(f"{head}\n35886 | Turin | 2001 | {protocol} | 50\n"))
    assert [(item.method, item.total) for item in draft.inventories] == [(method, 50.0)]


def test_a_row_of_a_matrix_whose_only_figure_stands_under_no_name_is_told() -> None:
    text = "Year | 2019\nCity | Turin\nSector | Electricity | Natural gas | Diesel |  \n"
    found = taken(
        csv(f"{text}Residential | 1 | 2 | 3 | \nTransport | | | | 44\nTertiary | 1 | 1 | 1 | \n"), {"unit": "MWh"}
    )
    (stray,) = [problem for problem in found.problems if problem.code == "unnamed-column"]
    assert (stray.severity, stray.row, stray.found) == ("block", 5, '"44"')
    assert found.rejected_rows[None].tolist() == [5]


def test_a_sector_is_no_sum_of_sectors_that_it_does_not_hold() -> None:
    text = "Year | 2019\nCity | Turin\nUnit | MWh\nSector | Electricity | Natural gas | Diesel\n"
    body = "Residential | 5 | 7 | 9\nPublic lighting | 2 | 3 | 4\nMunicipal fleet | 3 | 4 | 5\n"
    assert taken(csv(text + body)).outcome == "dry-run"
    asked = taken(csv(text + body.replace("Residential", "Palaces")), {"sector:Palaces": "residential"})
    assert [problem.code for problem in asked.problems if problem.severity == "ask"] == ["parent-row"]


@pytest.mark.parametrize("gases", [("4", "", ""), ("4", "1", "0.5")])
def test_a_reporting_row_with_single_gases_is_read_and_never_not_estimated(gases: tuple[str, ...]) -> None:
    names = " | ".join(f"GHGs (metric tonnes CO2e) - {name}" for name in ("Total CO2e", "CO2", "CH4", "N2O"))
    head = f"Inventory year | GPC ref. no. | CRF - Sector | CRF - Sub-sector | Scope | Notation key | {names}"
    line = f"2023 | I.1.1 | Stationary Energy | Residential Buildings | Direct emissions | | | {' | '.join(gases)}"
    draft = taken(csv(f"{head}\n{line}\n"), city="Turin")
    amounts = [float(gas) for gas in gases if gas]
    assert draft.table["value"].to_pylist() == amounts
    assert set(draft.table["quantity"].to_pylist()) == {"co2" if len(amounts) == 1 else "co2e"}
    assert draft.inventories[0].total == sum(amounts)
    assert (draft.outcome, draft.rows_in, draft.imported) == ("dry-run", 1, 1)


@pytest.mark.parametrize(
    ("label", "code"),
    [("Buildings and facilities", "buildings"), ("Industrial Process and Product Use (IPPU)", "ippu")],
)
def test_further_names_of_sectors_are_known(label: str, code: str) -> None:
    assert catalogue.sector_code(label) == code


@pytest.mark.parametrize(("label", "code"), [("Lignite coal", "lignite"), ("Other coal", "coal")])
def test_further_names_of_carriers_are_known(label: str, code: str) -> None:
    assert catalogue.carrier_code(label) == code


def test_every_row_knows_its_sheet_and_column() -> None:
    draft = taken(long_workbook(typed(), typed(sector="tertiary")), name="file.xlsx")
    assert draft.table["source_sheet"].to_pylist() == ["BEI", "BEI"]
    assert draft.table["source_column"].to_pylist() == ["value", "value"]
    draft = taken(csv(MATRIX), {"decimal": "comma"})
    assert draft.table["source_sheet"].to_pylist() == [None] * 5
    assert draft.table["source_column"].to_pylist()[1] == "Gas naturale"


def test_a_draft_says_which_rows_were_rejected() -> None:
    draft = taken(long_workbook(typed(), typed(sector="Transpotr"), typed(value="n.d.")), name="file.xlsx")
    assert {sheet: found.tolist() for sheet, found in draft.rejected_rows.items()} == {"BEI": [3, 4]}
    assert draft.rejected == 2


@pytest.mark.parametrize("label", ["", "(unit)", "Unità di misura"])
def test_a_row_of_units_below_the_carriers_is_no_row_of_the_table(label: str) -> None:
    lines = [
        ["Inventory 2019"],
        ["Sector", "Electricity", "Natural gas", "Diesel"],
        [label, "GWh", "MWh", "MWh"],
        ["Residential", 1, 2000, None],
        ["Transport", None, 3, 4],
    ]
    draft = taken(workbook({"Data": lines}), name="file.xlsx", city="Turin")
    assert [problem.code for problem in draft.problems if problem.severity != "warn"] == []
    assert [found[:1] + found[4:5] for found in rows(draft)] == [(4, 1000.0), (4, 2000.0), (5, 3.0), (5, 4.0)]


def test_a_row_of_units_that_contradict_the_unit_above_is_left_to_be_asked_about() -> None:
    lines = [["Turin 2019 (GWh)"], ["Sector", "Electricity", "Natural gas", "Diesel"], ["", "MWh", "MWh", "MWh"]]
    draft = taken(workbook({"Data": [*lines, ["Residential", 1, 2, 3]]}), name="file.xlsx")
    refused = [problem.code for problem in draft.problems if problem.severity == "block"]
    assert set(refused) == {"title-inside"}
    assert [problem.code for problem in draft.problems if problem.severity == "ask"] == []  # of what was refused


def test_a_row_of_units_in_delimited_text_stands_beside_the_names() -> None:
    text = "city,year,sector,carrier,emissions\n,,,,kt CO2\nTurin,2019,residential,electricity,5\n"
    draft = taken(text.encode())
    assert (draft.rows_in, draft.imported, draft.inventories[0].total) == (1, 1, 5000.0)


def test_a_row_of_units_above_the_names_is_that_of_the_columns() -> None:
    lines = [
        ["", "", "GWh", "kt CO2e"],
        ["Sector", "Carrier", "Energy", "Emissions"],
        ["Residential", "electricity", 5, 2],
        ["Transport", "diesel", 3, 1],
    ]
    draft = taken(workbook({"Data": lines}), name="file.xlsx", city="Turin", year=2019)
    assert draft.ready, draft.problems
    assert {item.measure: item.total for item in draft.inventories} == {"energy": 8000.0, "emissions": 3000.0}


def test_a_name_that_is_merged_over_several_columns_belongs_to_each_of_them() -> None:
    lines = [
        ["", "", "Consumption", "", "Production", ""],
        ["Sector", "Carrier", "Value", "Unit", "Value", "Unit"],
        ["Residential", "electricity", 5, "MWh", 7, "MWh"],
        ["Transport", "diesel", 3, "MWh", 1, "MWh"],
    ]

    def merge(book: Workbook) -> None:
        for cells in ("C1:D1", "E1:F1"):
            book.worksheets[0].merge_cells(cells)

    draft = taken(workbook({"Data": lines}, merge), name="file.xlsx", city="Turin", year=2019)
    choices = {problem.key: problem.choices for problem in draft.problems if problem.severity == "ask"}
    assert choices["column:value"][:2] == ("Consumption Value", "Production Value")


def test_lines_of_facts_above_a_table_name_its_city_and_year_and_never_its_columns() -> None:
    cells = [
        ["CIRIS export"],
        ["City name", "Turin"],
        ["Inventory year", "2018"],
        [],
        ["GPC ref No.", "Scope", "GHG Emissions Source", "tCO2e", "Notation keys"],
        ["I.1.1", "1", "Residential buildings, fuel combustion", 82689, None],
        ["I.1.2", "2", "Residential buildings, grid-supplied energy", 76297, None],
        ["II.4.1", "1", "Aviation, in-boundary", None, "NO"],
    ]
    asked = taken(workbook({"Sheet1": cells}), name="file.xlsx")
    assert [(problem.code, problem.choices) for problem in asked.problems] == [("header-row", ("5", "leave-file-out"))]
    draft = taken(workbook({"Sheet1": cells}), {"header-row": "5"}, name="file.xlsx")
    assert draft.problems == ()
    assert [(one.city_id, one.year, one.rows, one.total) for one in draft.inventories] == [
        ("IT0004", 2018, 3, 158986.0)
    ]
    assert draft.table["gpc_ref"].to_pylist() == ["I.1.1", "I.1.2", "II.4.1"]
