"""Rows of a person's own file around the cells to look at, with what each was read as."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from datasets import Cities
from datasets.store import Store
from tests.datasets.workbooks import long_workbook
from tests.datasets.workbooks import row as typed
from tests.samples import own_samples

TEXT = "notes\ncity;year;sector;carrier;value;unit\n" + "\n".join(
    f"Varna;{2000 + row};{sector};natural_gas;{1000.5 + row};MWh"
    for row in range(20)
    for sector in (("residential",) if row != 9 else ("Homess",))
)


@pytest.fixture
def store() -> Iterator[Store]:
    with own_samples() as found:
        yield found


def test_the_rows_around_a_marked_cell_are_shown_below_the_names_of_their_columns(store: Store) -> None:
    cities, data = Cities(store), TEXT.encode()
    draft = cities.draft(data, "homes.csv", {"header-row": "2"})
    part = cities.excerpt(cities.sheets(data, "homes.csv"), draft, [(None, 12, "sector")], 6, 7)
    assert part is not None
    assert [row.number for row in part.rows] == [2, 10, 11, 12, 13, 14, 15]
    assert (part.letters, part.of) == (("A", "B", "C", "D", "E", "F"), 22)
    names, *rows = part.rows
    assert [cell.tag.meant for cell in names.cells if cell.tag] == [
        "city",
        "year",
        "sector",
        "carrier",
        "value",
        "unit",
    ]
    assert (names.state, {row.number: row.state for row in rows}[12]) == ("names", "asked")
    (marked,) = [(row.number, cell.column, cell.text) for row in rows for cell in row.cells if cell.marked]
    assert marked == (12, 2, "Homess")
    assert all(row.sectors == ("residential",) and row.carriers == ("natural_gas",) for row in rows if row.number != 12)


def test_of_many_columns_those_are_shown_that_say_most_and_every_marked_one(store: Store) -> None:
    header = "a,b,city,c,d,year,sector,e,value,unit,f"
    data = f"{header}\n1,2,Varna,3,4,2020,residential,5,77.5,t CO2,6\n".encode()
    cities = Cities(store)
    draft = cities.draft(data, "wide.csv", {"columns-unused": "keep"})
    part = cities.excerpt(cities.sheets(data, "wide.csv"), draft, [(None, 2, "e")], 5, 5)
    assert part is not None
    assert part.letters == ("F", "G", "H", "I", "J")
    assert [cell.text for cell in part.rows[1].cells] == ["2020", "residential", "5", "77.5", "t CO2"]
    assert part.cut


def test_a_workbook_is_shown_by_its_own_rows_and_what_cannot_be_read_is_not_shown(store: Store) -> None:
    cities, data = Cities(store), long_workbook(typed(), typed(sector="tertiary"))
    draft = cities.draft(data, "own.xlsx")
    part = cities.excerpt(cities.sheets(data, "own.xlsx"), draft, [], 5, 7)
    assert part is not None
    assert part.rows[0].number == 1
    broken = b"\x89PNG\r\n\x1a\n"
    assert cities.excerpt(cities.sheets(broken, "x.csv"), cities.draft(broken, "x.csv"), [], 5, 7) is None


def test_what_can_be_corrected_of_a_cell_a_row_or_a_column_is_told_with_its_place(store: Store) -> None:
    cities = Cities(store)
    for said, asked in (
        (
            "Comune;Settore;Vettore;Unit;2018;2019\n"
            "Varna;Residential;natural gas;kWh;5;6\n"
            "Varna;Transport;diesel;kWh;7;8\n",
            {
                (2, 4): (("unit", "scope", "total"), ("2:2018",)),
                (2, None): (("unit", "scope", "total"), ("2",)),
                (None, 4): (("unit", "scope", "total"), (":2018",)),
                (2, 3): (("unit",), ("2",)),
                (None, 3): (("unit",), ("",)),
                (1, 1): ((), ()),
            },
        ),
        (
            "city;year;sector;carrier;scope;value;unit\nVarna;2019;residential;diesel;1;5;MWh\nVarna;2019;transport;diesel;1;5;MWh\n",
            {
                (3, 5): (("unit", "scope", "total"), ("3:value",)),
                (1, 5): (("unit", "scope", "total"), (":value",)),
                (None, 6): (("unit",), ("",)),
                (2, 4): (("scope",), ("2",)),
            },
        ),
    ):
        data = said.encode()
        part = cities.excerpt(cities.sheets(data, "t.csv"), cities.draft(data, "t.csv"), [], 9, 9)
        assert part is not None
        assert {place: part.figures(*place) for place in asked} == asked
        assert part.read_with("unit", 2, None) in ("kWh", "MWh")
