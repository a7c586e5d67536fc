"""The findings on the way in: when a file is examined, and how a finding is said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from analytics.detection.case import Finding
from analytics.detection.places import ENERGY
from analytics.detection.totals import PrintedTotal
from analytics.text.problems import Problem
from datasets.city.examining import examination
from datasets.intake import drafting
from datasets.intake.drafted import Draft
from datasets.reference.samples import open_store
from datasets.store import Store
from tests.datasets.workbooks import long_workbook
from tests.datasets.workbooks import row as typed

HEADER = "city,year,sector,label,carrier,value,unit,method,population"


@pytest.fixture
def empty() -> Iterator[Store]:
    with open_store(":memory:", samples=False) as store:
        yield store


def drafted(store: Store, *rows: str, header: str = HEADER) -> Draft:
    return drafting.draft(store, "\n".join([header, *rows, ""]).encode(), "file.csv")


def gas(year: int, mwh: float, tonnes: float) -> list[str]:
    place = f"Turin,{year},residential,,natural_gas"
    return [f"{place},{mwh},MWh,own,", f"{place},{tonnes},t CO2,own,"]


def finding(**changes: object) -> Finding:
    fields: dict[str, object] = {
        "code": "unit-slip",
        "row": 9,
        "column": "value",
        "city_id": "IT0004",
        "year": 2019,
        "tonnes_at_stake": 12345.6,
        "message": "Emissions are 1000 times too large.",
        "repair": "Divide by 1000.",
        "rows": (9,),
    }
    return Finding(**(fields | changes))  # type: ignore[arg-type]


def test_a_finding_stands_under_the_column_name_of_the_file(empty: Store) -> None:
    (found,) = examination.of_draft(empty, drafted(empty, *gas(2019, 1234.0, 249268.0))).findings
    assert (found.code, found.row, found.column) == ("unit-slip", 3, "value")
    renamed = drafted(empty, *gas(2019, 1234.0, 249268.0), header=HEADER.replace("value", "Amount"))
    assert examination.of_draft(empty, renamed).findings[0].column == "Amount"


def test_where_a_file_has_a_column_for_each_measure_the_measure_is_named(empty: Store) -> None:
    header = "city,year,sector,carrier,energy_mwh,emissions_tco2"
    draft = drafted(empty, "Turin,2019,residential,natural_gas,1234,249268", header=header)
    (found,) = examination.of_draft(empty, draft).findings
    assert (found.row, found.column) == (2, "emissions")


def test_a_file_that_waits_for_an_answer_is_not_examined(empty: Store) -> None:
    draft = drafted(empty, *gas(2019, 1234.0, 249268.0), "Turin,2019,Transpotr,,diesel,1,MWh,own,")
    assert not draft.ready
    assert examination.of_draft(empty, draft) == examination.Examination()


def test_a_file_with_too_many_inventories_says_that_it_was_not_examined(
    empty: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = drafted(empty, *gas(2019, 1234.0, 249268.0), *gas(2018, 1234.0, 249268.0))
    monkeypatch.setattr(examination, "MOST_INVENTORIES", 1)
    found = examination.of_draft(empty, draft)
    assert found.findings == ()
    assert isinstance(found.not_examined, Problem)
    assert (found.not_examined.severity, found.not_examined.found) == ("warn", "2 inventories of 1 city in 4 rows")
    assert "not examined" in found.not_examined.fix.casefold()


def test_a_total_that_the_file_prints_is_held_against_its_rows(empty: Store) -> None:
    rows = ("Turin,2019,residential,,natural_gas,1234,MWh,own,", "Turin,2019,tertiary,,diesel,99,MWh,own,")
    draft = drafted(empty, *rows)
    assert examination.of_draft(empty, draft).findings == ()
    totals = {("IT0004", 2019, "own"): (PrintedTotal(ENERGY, 1433.0, 4),)}
    (found,) = examination.of_draft(empty, replace(draft, totals=totals)).findings
    assert (found.code, found.row) == ("total-differs", 4)


@pytest.mark.parametrize(("unit", "doubted"), [("kt CO2e", True), ("t CO2e", False)])
def test_a_unit_off_by_a_thousand_is_found_by_the_inhabitants_of_the_register(
    empty: Store, unit: str, doubted: bool
) -> None:
    sectors = {"residential": 90_123, "tertiary": 80_456, "transport": 151_789}
    rows = [f"Mechelen,2019,{sector},,,{value},{unit},covenant," for sector, value in sectors.items()]
    told = {found.code: found.message for found in examination.of_draft(empty, drafted(empty, *rows)).findings}
    assert ("per-head" in told) == doubted
    assert not doubted or "those of 2012 were taken. Source: European Commission JRC" in told["per-head"]


def test_every_kind_of_finding_has_a_name() -> None:
    kinds = {
        "implied-factor",
        "unit-slip",
        "repeated-quantity",
        "placeholder-zero",
        "constant-ratio",
        "total-differs",
        "year-jump",
        "vanished-place",
        "new-place",
        "exchanged",
        "per-head",
        "population",
        "below-zero",
        "other-gas",
        "rounded-figures",
        "finer-figure",
        "other-city",
        "as-taken",
    }
    assert set(examination.NAMES) == kinds


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, 'Row 9, column "value"'),
        ({"rows": (3, 9)}, 'Rows 9 and 3, column "value"'),
        ({"rows": tuple(range(2, 12))}, 'Rows 9, 2, 3, 4, 5, 6 and 4 more, column "value"'),
        ({"row": None, "rows": (), "column": "energy"}, "IT0004 2019, energy"),
    ],
)
def test_the_place_of_a_finding_in_words(changes: dict[str, object], words: str) -> None:
    assert examination.place(finding(**changes)) == words


def test_at_most_twenty_findings_are_printed_and_the_rest_counted() -> None:
    said = examination.lines([finding()] * 23)
    assert (len(said), said[-1].strip()) == (21, "and 3 more (all of them with --json)")
    assert said[0].startswith('[finding] Row 9, column "value" (unit-slip, 12,346 t at stake): Emissions are')


def test_tonnes_that_are_not_known_are_not_zero() -> None:
    assert "tonnes not known" in examination.lines([finding(tonnes_at_stake=None)])[0]
    assert examination.as_dict(finding(tonnes_at_stake=None))["tonnes_at_stake"] is None


def test_a_finding_in_a_workbook_names_its_sheet(empty: Store) -> None:
    rows = (typed(), typed(sector="tertiary"))
    data = long_workbook(*rows)
    draft = drafting.draft(empty, data, "file.xlsx")
    assert draft.ready
    held = examination.Examination((finding(year=2019, row=2),), sheets=examination._sheets(draft.table))
    assert held.sheet(held.findings[0]) == "BEI"
    assert held.sheet(finding(year=2019, row=99)) is None
