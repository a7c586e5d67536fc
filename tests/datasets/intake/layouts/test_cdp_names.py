"""The cities of CDP's tables: found again in the table of a later year, and never taken for their namesakes."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasets.intake import drafting
from datasets.intake.drafted import Draft
from datasets.store import Store
from tests.datasets.files import drafted
from tests.effort import THOROUGH, examples, first
from tests.samples import own_samples

HEAD = (
    "Year Reported to CDP",
    "Account Number",
    "Organization",
    "City",
    "Country",
    "Accounting Year",
    "Primary Protocol",
    "Total BASIC Emissions (GPC)",
)
GPC = "Global Protocol for Community Greenhouse Gas Emissions Inventories (GPC)"
US = "United States of America"


def table(*rows: Sequence[str], head: Sequence[str] = HEAD, year: int = 2018) -> str:
    """Rows of account, organisation, city and country, each with a total of its own."""
    written = io.StringIO()
    out = csv.writer(written, lineterminator="\n")
    out.writerow(head)
    out.writerows((str(year + 1), *row, f"{year}-01-01 - {year}-12-31", GPC, str(100 + int(row[0]))) for row in rows)
    return written.getvalue()


def stored(draft: Draft) -> dict[float, str]:
    """The city of each total."""
    return {row["value"]: row["city_id"] for row in draft.table.to_pylist()} if draft.rows is not None else {}


ROWS = [
    ("1184", "City of Austin", "Austin", US),
    ("2", "City of Austin, MN", "Austin", US),
    ("3", "City of Austin, IN", "Austin", US),
    ("4", "City of Austin, AR", "Austin", US),
    ("5", "Austin", "Austin", US),
    ("6", "Municipalidad de San José", "San José", "Costa Rica"),
    ("7", "Municipalidad de San Jose", "San Jose", "Guatemala"),
    ("35883", "City of San José", "San José, CA", US),
    ("8", "City of Durham", "Durham", US),
    ("9", "Regional Municipality of Durham", "Durham", "Canada"),
    ("10", "City of Manchester", "Manchester", "United Kingdom"),
    ("11", "Greater Manchester Combined Authority", "Manchester", "United Kingdom"),
    ("35886", "Comune di Torino", "Torino", "Italy"),
    ("12", "Città Metropolitana di Torino", "Torino", "Italy"),
    ("31180", "Región Metropolitana de Santiago", "Santiago", "Chile"),
    ("60393", "Municipalidad de Santiago", "Santiago", "Chile"),
    ("13", "Área Metropolitana de Barcelona", "Barcelona", "Spain"),
    ("14", "Seoul Metropolitan Government", "Seoul", "Republic of Korea"),
]


@pytest.mark.longer("a file of many cities is read twice for each example")
@examples(0.4)
@given(st.permutations(ROWS))
def test_no_two_accounts_become_one_city_whatever_the_order_of_rows(rows: list[tuple[str, ...]]) -> None:
    mine, first = (drafted(table(*lines), {"new-cities": "add"}) for lines in (rows, ROWS))
    assert stored(mine) == stored(first)
    assert {tuple(row) for row in mine.accounts} == {tuple(row) for row in first.accounts}
    assert set(mine.new_cities) == set(first.new_cities)
    assert len(set(stored(mine).values())) == len(ROWS)
    assert (stored(mine)[1284.0], stored(mine)[35986.0]) == ("US-AUS", "IT0004")
    assert {city.city_id: (city.name, city.country_code) for city in mine.new_cities}["KR-SEOUL"] == ("Seoul", "KR")


@pytest.mark.parametrize("row", [row for row in ROWS if row[0] in ("2", "5", "11", "12", "13")])
def test_a_namesake_alone_in_its_file_is_asked_about_and_not_taken_for_the_city(row: Sequence[str]) -> None:
    draft = drafted(table(row))
    assert stored(draft) == {}
    (asked,) = [problem for problem in draft.problems if problem.severity == "ask"]
    assert asked.key is not None
    assert asked.key.startswith("city:")


def committed(store: Store, data: bytes, **answers: str) -> Draft:
    said = {"new-cities": "add", "new-city": "add", "reason": "a test", **answers}
    draft = drafting.draft(store, data, "file.csv", said)
    drafting.commit(store, draft, "Ada", None)
    return draft


def test_the_table_of_a_later_year_finds_the_same_cities_however_they_are_called() -> None:
    later = [
        ("1184", "City of Austin, TX", "Austin, TX", "USA"),
        ("6", "San José (Costa Rica)", "", "CR"),
        ("8", "Durham", "City of Durham, NC", "USA"),
        ("12", "CMTo", "Turin", "Italia"),
        ("11", "GMCA", "Greater Manchester", "UK"),
        ("14", "Seoul", "서울", "South Korea"),
    ]
    with own_samples() as store:
        before = stored(committed(store, table(*ROWS).encode()))
        draft = drafting.draft(store, table(*later, year=2020).encode(), "later.csv")
        assert [problem.code for problem in draft.problems if problem.severity != "warn"] == []
        assert stored(draft) == {value: before[value] for value in stored(draft)}
        assert len(stored(draft)) == len(later)
        assert (draft.new_cities, draft.accounts) == ((), ())


def test_the_names_of_the_table_of_2016_are_those_of_its_cities() -> None:
    head = (
        "Reporting Year",
        "Account Number",
        "City Name",
        "City Short Name",
        "Country",
        "Measurement Year",
        "Primary Methodology",
        "Total City-wide Emissions (metric tonnes CO2e)",
    )
    rows = [("35886", "Comune di Torino", "Torino", "Italy"), ("59996", "Batangas City", "Batangas", "Philippines")]
    draft = drafted(table(*rows, head=head), {"new-city": "add"})
    assert {city.name for city in draft.new_cities} == {"Turin", "Batangas"}


def test_of_two_reports_made_at_the_same_time_none_is_the_later_one_in_any_order() -> None:
    rows = [("1184", "City of Austin", "Austin", US), ("1184", "City of Austin", "Austin", US)]
    text = table(*rows).replace("1284\n", "77\n", 1)
    lines = text.splitlines()
    for order in (lines, [lines[0], *lines[:0:-1]]):
        draft = drafted("\n".join(order), {"reported-again": "latest"})
        assert not draft.ready
        assert stored(draft) == {}


@pytest.mark.longer("whole published tables")
@pytest.mark.parametrize("years", first(1, [(("2019", "2021"),), (("2021", "2019"),)], rest=THOROUGH))
def test_the_published_tables_of_two_years_give_one_city_an_account(years: Sequence[str], shared_data: Path) -> None:
    answers = {
        "reported-again": "latest",
        "fiscal-year": "first",
        "year-date": "use-year",
        "year:-": "leave-out",
        "scopes-apart": "printed",
        "scopes-apart:183": "leave-out",  # prints 0 beside scopes of 2.7 Mt
        "scope-blank": "NE",
        "basic-plus": "own",
        "printed-totals": "as-read",
    }
    with own_samples() as store:
        of_account: dict[str, set[str]] = {}
        for year in years:
            path = shared_data / "cdp-citywide" / f"{year}_City-wide_Emissions.csv"
            if not path.exists():
                pytest.skip("the collection of real files is not here")
            draft = committed(store, path.read_bytes(), **answers)
            with path.open(encoding="utf-8-sig", newline="") as file:
                accounts = {number: row["Account Number"] for number, row in enumerate(csv.DictReader(file), start=2)}
            for row in draft.table.to_pylist():
                of_account.setdefault(accounts[row["source_row"]], set()).add(row["city_id"])
        assert [account for account, cities in of_account.items() if len(cities) > 1] == []
        cities = [next(iter(cities)) for cities in of_account.values()]
        assert len(set(cities)) == len(cities) > 500
        assert [city.city_id for city in store.cities() if not city.country] == []
