"""A row that equals the rows below it within rounding is their parent: its parts count, in its sector."""

from __future__ import annotations

from math import fsum

from tests.datasets.files import drafted
from tests.effort import at_most

GUIMARAES = """\
A-1.1: Emissions by source sectors
Base year | 2019
Unit | t CO2 equivalent/year
Scope | Scope 2 | Scope 1
(Fuel type/ energy used) | Electricity | Natural gas | Non-Energy Use | Petroleum Products | Total | % of Total
Agriculture forestry and fisheries | 656 | 11 | 6 | 1 995 | 2 668 | 0,39%
Agriculture and Livestock | 655 | 11 | 3 | 1 995 | 2664 | 0,39%
Forestry | 1 | 0 | 0 | 0 | 1 | 0,00%
Fisheries | 0 | 0 | 3 | 0 | 3 | 0,00%
Residential | 42 548 | 12 431 | 0 | 12 310 | 67 288 | 9,89%
Industry | 76 503 | 103 739 | 8 732 | 6 918 | 195 891 | 28,80%
Water | 1992 | 0 | 0 | 0 | 1 992 | 0,29%
Construction | 2 168 | 76 | 8 495 | 3 317 | 14 056 | 2,07%
Food | 4 243 | 701 | 0 | 324 | 5 268 | 0,77%
Mining | 1 520 | 0 | 3 | 0 | 1 523 | 0,22%
Wood | 597 | 4 | 3 | 656 | 1 261 | 0,19%
Metallurgical | 2 703 | 5 419 | 9 | 352 | 8 484 | 1,25%
Chemicals and Petroleum | 259 | 30 | 113 | 84 | 487 | 0,07%
Textiles, clothing, and footwear | 55 376 | 95 570 | 96 | 857 | 151 899 | 22,33%
Other industries | 7 645 | 1 938 | 12 | 1 326 | 10 923 | 1,61%
Public Lightning | 2 768 | 0 | 0 | 0 | 2 768 | 0,41%
Energy production | 326 | 120 161 | 139 | 0 | 120 627 | 17,73%
Electricity, steam, hot and cold | 326 | 120 161 | 139 | 0 | 120 627 | 17,73%
Waste | 3 784 | 0 | 0 | 0 | 3 784 | 0,56%
Services | 37 872 | 6 309 | 6 | 4 496 | 48 683 | 7,16%
A-1.1: Emissions by source sectors
Public administration | 2 616 | 428 | 0 | 423 | 3 468 | 0,51%
Banking and insurance | 561 | 112 | 0 | 0 | 673 | 0,10%
Commerce | 10 898 | 156 | 6 | 870 | 11 930 | 1,75%
Education | 1 867 | 530 | 0 | 125 | 2 522 | 0,37%
Health | 933 | 515 | 0 | 116 | 1 564 | 0,23%
Tourism | 4 557 | 1 131 | 0 | 571 | 6 259 | 0,92%
Other Services | 16 440 | 3 436 | 0 | 2 390 | 22 266 | 3,27%
Transport | 19 | 0 | 575 | 237 947 | 238 541 | 35,07%
Total | 164 476 | 242 651 | 9 459 | 263 665 | 680 251 | 100,00%
% of Total | 24,2% | 35,7% | 1,4% | 38,8% | 100,0%
"""
"""Guimarães, Climate City Contract, table A-1.1, both of its pages below each other."""
SCOPES = "Year | 2019\nUnit | MWh\n | Scope 1 | Scope 2\n"


def text(table: str) -> str:
    """A table of cells parted by bars as one parted by tabs."""
    return "\n".join("\t".join(map(str.strip, line.split("|"))) for line in table.splitlines()) + "\n"


def test_the_table_of_guimaraes_needs_two_questions_and_gives_its_printed_total() -> None:
    draft = drafted(text(GUIMARAES), city="Guimarães")
    asked = {problem.key for problem in draft.problems if problem.severity == "ask"}
    assert asked == {"sector:Energy production", "carrier:Non-Energy Use"}
    assert [problem for problem in draft.problems if problem.severity == "block"] == []
    answers = {"sector:Energy production": "energy_industries", "carrier:Non-Energy Use": "not-stated"}
    done = drafted(text(GUIMARAES), answers, city="Guimarães")
    assert done.ready
    assert done.table is not None
    values = [value or 0.0 for value in done.table["value"].to_pylist()]
    assert abs(fsum(values) - 680_251) <= 15  # as much as rounding can do in 25 rows
    sectors = set(done.table["sector"].to_pylist())
    assert {"industry", "agriculture", "tertiary", "public_lighting", "energy_industries"} <= sectors


def test_a_sum_of_sums_is_found_at_every_level() -> None:
    rows = "Buildings | 73104 | 12341\nResidential | 61102 | 10342\nHeating | 60101 | 341\nCooking | 1001 | 10001\n"
    draft = drafted(text(SCOPES + rows + "Tertiary | 12002 | 1999\nTransport | 5 | 7\n"), city="Turin")
    assert draft.ready, draft.problems
    assert draft.table is not None
    held = zip(*(draft.table[name].to_pylist() for name in ("sector", "label", "value")), strict=True)
    assert {(sector, label): value for sector, label, value in held if value > 9999} == {
        ("residential", "Heating"): 60101.0,
        ("residential", "Cooking"): 10001.0,
        ("tertiary", "Tertiary"): 12002.0,
    }


def test_all_oil_together_is_asked_about_where_a_single_oil_stands_beside_it() -> None:
    head = "Year | 2019\nUnit | t CO2e\nSector | Electricity | Natural gas | Petroleum products | {}\n"
    table = text(head + "Residential | 1 | 2 | 30 | 20\nTransport | 4 | 5 | 60 | 50\n")
    asked = [problem.key for problem in drafted(table.format("Diesel"), city="Turin").problems if problem.key]
    assert asked == ["carrier:Petroleum products"]
    assert drafted(table.format("Biofuel"), city="Turin").ready


def test_a_row_that_names_the_sectors_of_the_figures_above_it_says_whose_they_are() -> None:
    table = "Year | 2018\nUnit | t CO2e\n | Scope 1 | | | Scope 2 | | | Total\n"
    table += "Buildings | 462.5 | 272.1 | 45 | 127.7 | 245.6 | 73 | 1225.9\n"
    names = "Residential | Tertiary | Industry and agriculture"
    draft = drafted(text(f"{table}Activity | {names} | {names} | \n"), city="Turin")
    assert draft.ready, draft.problems
    assert draft.table is not None
    held = zip(*(draft.table[name].to_pylist() for name in ("sector", "scope", "value")), strict=True)
    assert list(held)[::2] == [("residential", 1, 462.5), ("buildings", 1, 45.0), ("tertiary", 2, 245.6)]


def test_figures_that_add_up_to_a_column_of_totals_are_in_the_unit_of_its_header() -> None:
    head = "Year | 2019\nSector | Electricity | Natural gas | Diesel | Emissions (t CO2)\n"
    rows = "Residential | 10 | 20 | 5 | 35\nTertiary | 30 | 40 | 1 | 71\nTransport | 1 | 2 | 300 | 303\n"
    draft = drafted(text(head + rows), city="Turin")
    assert draft.ready, draft.problems
    assert [item.total for item in draft.inventories] == [409.0]
    apart = drafted(text(head + rows.replace("35", "99").replace("71", "9")), city="Turin")
    assert not apart.ready


def test_a_list_without_figures_is_refused_and_asks_nothing() -> None:
    draft = drafted(text("Table No | Title | Page\nA-1.1 | Final energy use | 27\nA-1.2 | Emission factors | 28\n"))
    assert [(problem.severity, problem.code) for problem in draft.problems if problem.severity != "warn"] == [
        ("block", "no-figures")
    ]


def test_a_column_for_each_year_shows_parents_too_and_its_parts_need_no_question() -> None:
    table = """\
Sector | 2018 | 2019
Industry | 41 312 | 43 001
Water | 1 200 | 1 995
Food | 15 000 | 14 050
Wood | 25 112 | 26 956
Transport | 500 | 237
"""
    draft = drafted(text(table), city="Turin", answers={"unit": "MWh"})
    assert draft.ready, "the words for water, food and wood are no sectors, but their sum is that of industry"
    assert draft.table is not None
    stored = zip(*(draft.table[name].to_pylist() for name in ("year", "sector", "label", "value")), strict=True)
    assert sorted(stored) == [
        (2018, "industry", "Food", 15000),
        (2018, "industry", "Water", 1200),
        (2018, "industry", "Wood", 25112),
        (2018, "transport", "Transport", 500),
        (2019, "industry", "Food", 14050),
        (2019, "industry", "Water", 1995),
        (2019, "industry", "Wood", 26956),
        (2019, "transport", "Transport", 237),
    ]
    kept = drafted(text(table), city="Turin", answers={"unit": "MWh", "total-rows": "keep"})
    asked = {problem.key for problem in kept.problems if problem.severity == "ask"}
    assert asked == {"sector:Water", "sector:Food", "sector:Wood"}, "each of them would count beside its sum"


def test_a_table_without_a_row_beside_sums_and_their_parts_is_made_of_them() -> None:
    head = "Sector,2018 (t CO2e),2019 (t CO2e)"
    parts = ("Residential,950,1000", "Services,480,500", "Transport,1900,2000", "Road,1700,1800", "Rail,200,200")
    parted = drafted("\n".join([head, "Buildings,1430,1500", *parts]), city="Turin")
    assert (parted.ready, [item.total for item in parted.inventories]) == (True, [3330, 3500])
    beside = drafted("\n".join([head, "Buildings,1430,1500", *parts[:2], "Waste,70,80"]), city="Turin")
    assert [problem.key for problem in beside.problems if problem.severity == "ask"] == ["sum-rows"]


def test_of_equal_rows_nobody_knows_which_one_holds_the_next() -> None:
    rows = (
        "Cyfanswm,440 Cludiant,40 Methan,30 Arall,10 Gwasanaeth,300 Nwy,100 Trydan,100 Olew,100 Diwydiant,100 Coed,100"
    )
    draft = drafted("\n".join(["Maes,MWh", *rows.split()]), {"year": "2019"}, city="Turin")
    asked = {problem.key for problem in draft.problems if problem.severity == "ask"}
    assert {"sector:Gwasanaeth", "sector:Diwydiant"} <= asked, "neither is taken for a sum of the whole table below it"


def test_a_row_that_equals_another_of_its_own_name_is_a_part_beside_it() -> None:
    rows = "Municipal buildings,Town hall,1000,1020\nMunicipal buildings,School A,1000,1020\n"
    text = f"Energy use (MWh),,,\nSector,Building,2018,2019\n{rows}Municipal buildings,School B,500,510\n"
    answers = {"column:carrier": "none", "rows:Building": "add-up"}
    draft = drafted(text, answers, "Turin")
    assert draft.ready, draft.problems
    assert [inventory.total for inventory in draft.inventories] == [2500, 2550]


def test_parts_of_unknown_names_are_of_the_sector_above_them_that_is_nearly_their_sum() -> None:
    rows = "Tertiary,1000,410\nZob,600,209\nVak,398,200\nTransport,5000,100\n"
    text = f"Emissions 2019 (t CO2),,\nSector,Scope 1,Scope 2\n{rows}"
    asked = drafted(text, None, "Turin")
    assert [problem.key for problem in asked.problems if problem.severity != "warn"] == ["total-rows"]
    found = drafted(text, {"total-rows": "leave-out"}, "Turin")
    sectors = [row["sector"] for row in found.table.to_pylist()]
    assert sorted(sectors) == ["tertiary"] * 4 + ["transport"] * 2


def test_thousands_of_rows_of_zeros_are_looked_through_once() -> None:
    rows = "".join(f"Plant {number};{9000 if number % 500 == 0 else 0};0\n" for number in range(3000))
    with at_most(150):
        draft = drafted(f"Sector;2018;2019\n{rows}")
    assert not draft.ready
