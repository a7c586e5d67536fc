"""The numbers of a chart are the same in the table that opens below it, in its CSV and in its XLSX."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

import openpyxl
import pytest

from analytics.inventories.between_years import moves, unlike
from analytics.inventories.inventory import Inventory
from analytics.inventories.opening import opening
from analytics.vocabulary import Measure
from dashboard.downloads import texts
from dashboard.figures import behind as drawn
from dashboard.figures import (
    change_bars,
    flows,
    scopes,
    supply_lines,
    waterfall,
    wedge_areas,
    yearly_columns,
)
from dashboard.parts.drivers import driving
from dashboard.parts.inventory import inventory_parts
from dashboard.parts.outlook import outlooks
from dashboard.parts.published import published_beside
from dashboard.words import shown_series
from dashboard.words.amounts import Amounts
from dashboard.words.names import group_name
from datasets.city import breakdown_of, change_causes, outlook
from datasets.city.assessment import CityReport
from datasets.exports.numbers import Numbers
from datasets.store import Store
from tests.dashboard.conftest import CITIES, behind
from tests.dashboard.views.conftest import Open
from tests.datasets.exports.test_numbers import read_csv
from tests.effort import first


def charts(store: Store, report: CityReport) -> Iterator[drawn.Table]:
    """The table behind every chart of the newest inventory, with the changes since the oldest of its method."""
    found = opening(report.leading.latest, report.inventories)
    if found is None:
        return
    if found.sectors:
        yield drawn.composition(found)
    if found.energy_by_carrier:
        yield drawn.carriers(found)
    alike = [item for item in report.inventories if item.method == found.method]
    if bought := supply_lines.supplies([item for item in alike if not any(unlike(item, found, Measure.EMISSIONS))]):
        yield supply_lines.lines_table(bought, found.gas)
    for shown in ("emissions", "energy", "per-head"):
        amounts = Amounts(shown, found.gas)
        parts = _parts(store, found, amounts)
        if parts is None or parts.total() is None:
            continue
        if parts.across == "carrier":
            yield flows.flows_table(parts, amounts)
        else:
            yield scopes.scopes_table(parts, amounts)
        series = inventory_parts.yearly({str(item.year): item for item in alike}, shown)
        if len(series) > 1:
            yield yearly_columns.columns_table(series, amounts)
        first = min((item for item in report.inventories if item.method == found.method), key=lambda item: item.year)
        earlier = _parts(store, first, amounts)
        if first is not found and earlier is not None and earlier.total() is not None:
            yield change_bars.differences_table(moves(earlier, parts), amounts, (first.year, found.year))


def _largest_by_year(report: CityReport, base: Inventory) -> drawn.Table:
    """The three sectors that were largest in the base year, each through the years."""
    largest = sorted(base.sectors, key=lambda group: -base.sectors[group])[:3]
    told = [(group, item) for group in largest for item in shown_series.own_series(report) if item.year >= base.year]
    return {
        "Sector": [group_name(group) for group, _ in told],
        "Year": [item.year for _, item in told],
        drawn.tonnes_head(base.gas): [item.sectors[group] for group, item in told],
    }


def _parts(store: Store, found: Inventory, amounts: Amounts):  # type: ignore[no-untyped-def]
    parts = breakdown_of.of(store, found, Measure.ENERGY if amounts.shown == "energy" else Measure.EMISSIONS)
    if amounts.shown != "per-head":
        return parts
    return parts.per(found.inhabitants) if found.inhabitants else None


@pytest.mark.parametrize("city_id", CITIES)
def test_csv_and_workbook_say_the_same(samples: Store, sample: Callable[[str], CityReport], city_id: str) -> None:
    for table in charts(samples, sample(city_id)):
        found = Numbers("A chart", table)
        _, rows = read_csv(found.csv())
        book = openpyxl.load_workbook(io.BytesIO(found.xlsx()))["Data"]
        for row, sheet, given in zip(rows[1:], book.iter_rows(min_row=2, values_only=True), found.rows(), strict=True):
            assert sheet == given
            assert [
                type(value)(cell) if isinstance(value, int | float) else cell
                for cell, value in zip(row, given, strict=True)
            ] == ["" if value is None else value for value in given]


@pytest.mark.longer("pages are drawn for each case")
@pytest.mark.parametrize(
    ("city_id", "page"),
    [
        *(pytest.param(*city.values, "inventory", marks=city.marks) for city in CITIES),
        ("US-BOS", None),
        ("IT0004", None),
        ("FR0009", None),
    ],
)
def test_the_table_below_a_chart_holds_its_numbers(
    opened: Open, samples: Store, sample: Callable[[str], CityReport], city_id: str, page: str | None
) -> None:
    app = opened(page, city_id)
    pictures = app.get("plotly_chart")
    assert len(behind(app)) == len(pictures), "each chart has its table"
    shown = [texts(table) for table in charts(samples, sample(city_id))]
    report = sample(city_id)
    shown.append(texts(drawn.curve(report, published_beside.series(city_id))))
    base = report.leading.baseline
    if base and base.inventory and report.leading.latest:
        shown.append(texts(drawn.changes(base.inventory, report.leading.latest)))
        shown.append(texts(_largest_by_year(report, base.inventory)))
    for table in behind(app).values():
        assert table.to_dict("list") in shown


@pytest.mark.longer("pages are drawn for each case")
@pytest.mark.parametrize("city_id", first(1, ["US-BOS", "US-NYC"]))
@pytest.mark.parametrize("page", ["drivers", "outlook"])
def test_drivers_and_targets_offer_the_numbers_of_their_charts_with_what_they_are(
    opened: Open, samples: Store, city_id: str, page: str
) -> None:
    app = opened(page, city_id)
    tables = [table.to_dict("list") for table in behind(app).values()]
    assert len(tables) == len(app.get("plotly_chart")), "each chart has its table"
    moved, ahead = change_causes.drivers(samples, city_id), outlook.outlook(samples, city_id)
    assert moved.direct is not None
    expected = texts(waterfall.behind(moved.direct) if page == "drivers" else wedge_areas.behind(ahead))
    assert expected in tables
    said = driving.about(moved, moved.direct, "Moved") if page == "drivers" else outlooks.about(ahead, "Ahead")
    for inventory in (moved.first, moved.last) if page == "drivers" else (ahead.start,):
        assert inventory is not None
        assert str(inventory.year) in said["Years"]
        assert all(source in said["Source"] for source in inventory.sources)
    assert said["Unit"] == "t CO₂e"
    assert "not stated" not in (said["Method"], said["Source"], said["Revision"], said["As of"])


def test_the_curve_is_behind_its_picture_point_by_point(sample: Callable[[str], CityReport]) -> None:
    report = sample("US-BOS")
    table = drawn.curve(report)
    years = [year for point, year in zip(table["Point"], table["Year"], strict=True) if str(point).startswith("Inv")]
    assert years == [item.year for item in sorted(report.inventories, key=lambda item: item.year)]
