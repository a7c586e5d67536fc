"""What was written down reads back as it was: the same numbers, to the last digit, and the same keys."""

from __future__ import annotations

import csv
import io
from collections import Counter
from math import fsum
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.inventories.inventory import in_total
from analytics.text import numerals
from analytics.text.problems import Refused
from datasets.exports import cdp_table, crf_workbook
from datasets.exports.covenant import covenant
from datasets.exports.holding import Holding, holding
from datasets.exports.long_csv import long
from datasets.intake import drafting
from datasets.intake.own_files.details import table_of
from datasets.intake.own_files.harmless import plain
from datasets.reference.samples import open_store
from tests.datasets.builders import TOWN, row, submission
from tests.datasets.files import sample_store
from tests.datasets.published_facts import fingerprint, published
from tests.effort import THOROUGH, few, first

CITIES = (
    "Austin",
    "Baltimore",
    "Barcelona",
    "Bologna",
    "Boston",
    "Fort Collins",
    "Lyon",
    "New York",
    "Santa Monica",
    "Turin",
    "Vila Nova de Famalicão",
)
FIELDS = ("year", "method", "sector", "label", "carrier", "scope", "gpc_ref", "quantity", "value", "notation_key")


def held(city: str, *years: int) -> Holding:
    return holding(sample_store(), city, years)


def rows(lines: Any) -> Counter[tuple[Any, ...]]:
    return Counter(tuple(getattr(line, name) for name in FIELDS) for line in lines)


@given(st.floats(min_value=-1e12, max_value=1e12, allow_nan=False))
def test_a_number_of_the_long_table_can_be_read_in_one_way_only(value: float) -> None:
    read = numerals.read_one(plain(value))
    assert read.value == value, plain(value)


@pytest.mark.parametrize("city", few(CITIES, "Turin", longer=("Baltimore", "Boston"), rest=THOROUGH))
def test_the_cells_of_the_covenant_workbook_are_the_exact_sums_on_file(city: str) -> None:
    years = sorted({year for year, _ in held(city).inventories})
    found = held(city, *years[-2:])
    book = openpyxl.load_workbook(io.BytesIO(covenant(found)))
    numbers = Counter()
    for line_set in by_table(found).values():
        numbers.update(table_of(line_set).values())
    printed = Counter()
    for sheet in book.worksheets[:-2]:
        head = next(cell.row for cell in sheet["A"] if cell.value == "Sector")
        printed.update(
            cell.value
            for cells in sheet.iter_rows(min_row=head + 1, min_col=2)
            for cell in cells
            if cell.value is not None
        )
    assert printed == numbers


def by_table(found: Holding) -> dict[tuple[Any, ...], list[Any]]:
    tables: dict[tuple[Any, ...], list[Any]] = {}
    for line in found.rows:
        if in_total(line.gpc_ref, line.sector):
            tables.setdefault((line.year, line.method, line.quantity), []).append(line)
    return tables


@pytest.mark.parametrize(("city", "year"), first(1, [("Turin", 2019), ("Lyon", 2019), ("Bologna", 2018)]))
def test_a_covenant_workbook_without_its_details_is_taken_in_with_the_same_cells(city: str, year: int) -> None:
    found = held(city, year)
    book = openpyxl.load_workbook(io.BytesIO(covenant(found, "it")))
    book.remove(book["Dettagli"] if "Dettagli" in book.sheetnames else book.worksheets[-2])
    tables = io.BytesIO()
    book.save(tables)
    draft = drafting.draft(sample_store(), tables.getvalue(), "covenant.xlsx")
    assert not [problem for problem in draft.problems if problem.severity == "block"]
    expected = {
        (*table, *place): value for table, lines in by_table(found).items() for place, value in table_of(lines).items()
    }
    names = ["year", "method", "quantity", "sector", "carrier", "value", "notation_key"]
    taken = draft.table.select(names).to_pylist()
    assert {
        (item["year"], item["method"], item["quantity"], item["sector"], item["carrier"]): item["notation_key"]
        if item["value"] is None
        else pytest.approx(item["value"], rel=1e-14)
        for item in taken
    } == expected


def test_the_details_hold_every_row_and_say_which_ones_the_tables_leave_out() -> None:
    found = held("Boston", 2019)
    sheet = openpyxl.load_workbook(io.BytesIO(covenant(found)))["Details"]
    head = [cell.value for cell in sheet[4]]
    listed = [dict(zip(head, cells, strict=True)) for cells in sheet.iter_rows(min_row=5, values_only=True)]
    assert [item["value"] for item in listed] == [line.value for line in found.rows]
    outside = {item["gpc_ref"] for item in listed if item["in the table"].startswith("no: outside")}
    assert outside == {line.gpc_ref for line in found.rows if not in_total(line.gpc_ref, line.sector)}
    assert "I.4.4" in outside


@pytest.mark.longer("every year of a city")
@pytest.mark.parametrize("city", first(1, ["Austin", "Boston", "New York"], rest=THOROUGH))
def test_the_common_reporting_tables_hold_every_figure_or_say_why_not(city: str) -> None:
    found = crf_workbook.newest(held(city))
    book = openpyxl.load_workbook(io.BytesIO(crf_workbook.crf(found)))
    flat = book["eCRF_3"]
    head = [cell.value for cell in flat[1]]
    taken = [dict(zip(head, cells, strict=True)) for cells in flat.iter_rows(min_row=2, values_only=True)]
    kept = Counter(
        (item["GPC ref. no."], item["GHGs (metric tonnes CO2e) - Total CO2e"], item["Notation key"]) for item in taken
    )
    left = {item.figure.row for item in found.result.left_out}
    on_file = Counter((line.gpc_ref, line.value, line.notation_key) for line in found.rows if line.gpc_ref not in left)
    assert on_file - kept == Counter()
    assert left <= {what.split()[0] for what, _ in found.left}
    assert len(list(book["Not converted"].iter_rows(min_row=2))) >= len(left)


def test_the_summary_of_the_common_reporting_tables_adds_up_to_the_flat_table() -> None:
    for city in ("Boston", "Lyon"):
        book = openpyxl.load_workbook(io.BytesIO(crf_workbook.crf(crf_workbook.newest(held(city)))))
        flat, summary = book["eCRF_3"], book["eCRF_2"]
        column = next(cell.column for cell in flat[1] if cell.value == "GHGs (metric tonnes CO2e) - Total CO2e")
        values = [
            cell.value
            for (cell,) in flat.iter_rows(min_row=2, min_col=column, max_col=column)
            if cell.value is not None
        ]
        grand = [summary.cell(summary.max_row, place).value for place in (2, 4, 6)]
        assert summary.cell(summary.max_row, 1).value == crf_workbook.GRAND
        assert fsum(value for value in grand if isinstance(value, int | float)) == pytest.approx(
            fsum(values), rel=1e-12
        )


def test_common_reporting_tables_that_would_be_empty_are_refused_with_the_reason() -> None:
    with pytest.raises(Refused, match="not split by sector"):
        crf_workbook.newest(held("Baltimore"))


def test_the_cdp_row_adds_up_to_basic_and_leaves_unknown_cells_blank() -> None:
    found = held("Boston", 2019)
    content, left = cdp_table.cdp(found)
    (record,) = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
    basic = [line.value for line in found.rows if in_total(line.gpc_ref, line.sector) and line.value is not None]
    assert float(record[cdp_table.BASIC]) == fsum(basic)
    numbers = [float(record[name]) for name in cdp_table.SCOPES if record[name] not in ("", "IE")]
    assert fsum(numbers) == pytest.approx(fsum(basic), rel=1e-12)
    assert record[cdp_table.DIRECT_SUPPLY] or not [line for line in found.rows if line.gpc_ref == "I.4.4"]
    assert record["Gases Included"] == record["TOTAL Scope 1 Emissions (metric tonnes CO2e)"] == ""
    assert record["Accounting year"] == "2019-01-01 - 2019-12-31"
    assert {item.what for item in left} >= {"2019, TOTAL Scope 1, 2 and 3"}


def test_the_columns_are_those_that_cdp_published() -> None:
    assert fingerprint((column,) for column in cdp_table.COLUMNS) == published("cdp-columns")


def test_a_city_without_a_gpc_inventory_has_no_cdp_row() -> None:
    with pytest.raises(Refused, match="no GPC inventory of Turin"):
        cdp_table.cdp(held("Turin"))


def test_a_city_or_year_without_an_inventory_is_refused_with_what_there_is() -> None:
    with pytest.raises(Refused, match=r"in 1999\. Expected one of 2018"):
        held("Bologna", 1999)


def test_hostile_text_is_live_in_no_export(tmp_path: Any) -> None:
    with open_store(":memory:", samples=False) as store:
        evil = '=HYPERLINK("http://x")'
        store.commit(submission(row(label=evil, scope=1, source="@SUM(1)", original_text="+cmd"), new_cities=(TOWN,)))
        found = holding(store, TOWN.city_id)
        table = list(csv.reader(io.StringIO(long(found).decode("utf-8-sig"))))
        assert not [cell for cells in table for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
        for content in (covenant(found), crf_workbook.crf(crf_workbook.newest(found))):
            for sheet in openpyxl.load_workbook(io.BytesIO(content)).worksheets:
                assert all(
                    cell.data_type != "f" and not cell.hyperlink for cells in sheet.iter_rows() for cell in cells
                )
