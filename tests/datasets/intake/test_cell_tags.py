"""Every filled cell of a person's own sheet has one tag: what it was read as, and the answer that changes it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from datasets import Cities
from datasets.intake.cell_tags import CellTag, counted, tagged
from datasets.intake.meaning.tag_answers import KINDS, TagPlace
from datasets.store import Store
from tests.samples import own_samples

MATRIX = """\
Emissions of the city;;;;
Base year;2019;;;
Unit;t CO2e;;;
Scope;Scope 2;Scope 1;;
Fuel;Electricity;Natural gas;Total;% of Total
Residential;40;10;50;50,0%
Lamps of squares;20;0;20;20,0%
Transport;5;25;30;30,0%
Total;65;35;100;100,0%
% of Total;65,0%;35,0%;100,0%;
"""
LONG = """\
city;year;sector;carrier;value;unit;remark
Varna;2019;Residential;natural gas;1000.5;MWh;by meter
Varna;2019;Homess;electricity;2000.5;MWh;
"""
WIDE = "Sector;Unit;2018;2019\nResidential;t CO2e;100;90\nTransport;t CO2e;200;210\nTotal;t CO2e;300;290\n"


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with own_samples() as found:
        yield found


def read(store: Store, said: str, answers: Mapping[str, str] | None = None) -> dict[str, CellTag]:
    """The tags by the names of the cells, such as A6; those of all filled cells, once each."""
    cities, data = Cities(store), said.encode()
    (grid,) = cities.sheets(data, "table.csv")
    draft = cities.draft(data, "table.csv", answers or {}, "BG0002")
    found = tagged(grid, draft, range(1, len(grid.rows) + 1))
    assert sum(counted(found).values()) == len(found) == sum(bool(cell.strip()) for row in grid.rows for cell in row)
    return {f"{'ABCDEFG'[column]}{row}": tag for (row, column), tag in found.items()}


def test_a_matrix_is_told_cell_by_cell_as_a_person_reads_it(store: Store) -> None:
    found = read(store, MATRIX)
    assert {name: (tag.tag, tag.meant) for name, tag in found.items() if name[1:] in ("2", "3", "4", "5")} == {
        "A2": ("label", ""),
        "B2": ("year", "2019"),
        "A3": ("label", ""),
        "B3": ("unit", ""),
        "A4": ("label", ""),
        "B4": ("scope", "2"),
        "C4": ("scope", "1"),
        "A5": ("label", ""),
        "B5": ("carrier", "electricity"),
        "C5": ("carrier", "natural_gas"),
        "D5": ("label", ""),
        "E5": ("label", ""),
    }
    assert found["A6"] == CellTag("sector", "residential", "sector:Residential")
    assert [found[name].tag for name in ("B6", "C6", "D6", "E6")] == ["figure", "figure", "sum", "left"]
    assert found["A7"] == CellTag("sector", "", "sector:Lamps of squares", asked=True)
    assert (found["B7"].tag, found["B7"].asked) == ("figure", True)
    assert [found[name].tag for name in ("A9", "B9", "E9", "A10", "B10")] == ["label", "sum", "left", "left", "left"]


def test_a_word_that_is_answered_means_what_was_said_and_its_figures_count(store: Store) -> None:
    found = read(store, MATRIX, {"sector:Lamps of squares": "public_lighting", "sector:Residential": "leave-out"})
    assert found["A7"] == CellTag("sector", "public_lighting", "sector:Lamps of squares")
    place = TagPlace(None, 7, "Scope 2 Electricity")
    assert found["B7"] == CellTag("figure", figures=(place,), corrected=KINDS, unit="t CO2e", scope="2")
    assert found["B6"].tag == "left"
    assert found["A6"].key == "sector:Residential", "so that it can be taken back"


def test_a_sum_says_whether_it_agrees_with_its_parts(store: Store) -> None:
    found = read(store, WIDE)
    assert [(found[name].tag, found[name].meant) for name in ("C1", "D1", "A2")] == [
        ("year", "2018"),
        ("year", "2019"),
        ("sector", "residential"),
    ]
    assert [found[name].agrees for name in ("C4", "D4")] == [True, False]


def test_a_long_table_is_told_by_its_columns_and_their_names_can_be_corrected(store: Store) -> None:
    found = read(store, LONG)
    assert [found[f"{letter}1"] for letter in "CG"] == [
        CellTag("label", "sector", "column"),
        CellTag("label", "", "column"),
    ]
    assert [found[f"{letter}2"].tag for letter in "ABCDEFG"] == [
        *("city", "year", "sector", "carrier", "figure", "unit", "label")
    ]
    assert found["C3"] == CellTag("sector", "", "sector:Homess", asked=True)
    assert (found["E2"].asked, found["E3"].asked) == (False, True)


def test_figures_of_several_columns_of_a_long_table_are_told_each_with_its_unit(store: Store) -> None:
    bills = "year;sector;Electricity (kWh);District heating (MWh);Remark\n2019;Residential;1000;20;10\n"
    found = read(store, bills, {"column:value": "every-column"})
    assert [found[f"{letter}2"].tag for letter in "ABCDE"] == ["year", "sector", "figure", "figure", "left"]
    assert [(found[name].asked, found[name].unit) for name in ("C2", "D2")] == [(False, "kWh"), (False, "MWh")]


def test_of_what_could_not_be_read_nothing_is_told(store: Store) -> None:
    cities, data = Cities(store), b"a;b\nhello;world\n"
    draft = cities.draft(data, "x.csv")
    assert all(not tagged(grid, draft, [1, 2]) or draft.mapping for grid in cities.sheets(data, "x.csv"))
