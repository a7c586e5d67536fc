"""Grades of data quality: read from the columns that files have for them, kept with their rows through every export,
used after what a city states and before the defaults, and gone with the file that gave them."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from openpyxl import load_workbook

from analytics.uncertainty.strength import Strength
from analytics.uncertainty.widths import Width
from datasets import City, NewTarget, Store
from datasets.city import error_widths
from datasets.intake.drafted import Draft
from datasets.store.kinds.grades import Grade
from tests.effort import first
from tests.samples import own_samples

ROWS = """\
city,year,sector,carrier,value,unit,Activity data - Data Quality,Emission factor - Data Quality
Varna,2010,tertiary,natural_gas,300000,t CO2e,H,M
Varna,2010,residential,natural_gas,400000,t CO2e,L,
Varna,2010,road_transport,diesel,300000,t CO2e,,
Varna,2023,tertiary,natural_gas,280000,t CO2e,high,medium
Varna,2023,residential,natural_gas,350000,t CO2e,L,
Varna,2023,road_transport,diesel,190000,t CO2e,fair,
"""
PLAIN = "\n".join(",".join(line.split(",")[:6]) for line in ROWS.splitlines()) + "\n"
COVENANT = {"method": "covenant"}
Told = set[tuple[int, str, str, str]]


@pytest.fixture
def store() -> Iterator[Store]:
    """The sample cities and the graded inventories of Varna, with a target."""
    with own_samples() as opened:
        city = City(opened, "BG0002")
        city.commit(drafted(city, ROWS), who="Ada")
        target = NewTarget(2010, 2030, reduction_percent=30, method="covenant", source="a vote")
        city.state_target(target, who="Ada", reason="a vote")
        yield opened


def drafted(city: City, text: str, **answers: str) -> Draft:
    return city.draft(text.encode(), "varna.csv", COVENANT | answers)


def told(grades: tuple[Grade, ...]) -> Told:
    return {(item.year, item.sector, item.part, item.grade) for item in grades}


GRADES: Told = {
    *((year, "tertiary", "activity", "H") for year in (2010, 2023)),
    *((year, "tertiary", "factor", "M") for year in (2010, 2023)),
    *((year, "residential", "activity", "L") for year in (2010, 2023)),
}


def strength(store: Store) -> Strength:
    found = City(store, "BG0002").report().leading.strength
    assert found is not None
    return found


def widths(store: Store, sector: str) -> dict[str, Width]:
    weights = strength(store).weights
    mine = next(weight for weight in weights if weight.spot is not None and weight.spot.sector == sector)
    return {width.part: width for width in mine.widths}


def test_each_row_keeps_its_grades_and_a_word_that_is_none_is_pointed_out_with_its_cell(store: Store) -> None:
    city = City(store, "BG0002")
    assert told(tuple(city.grades())) == GRADES
    (problem,) = (item for item in drafted(city, ROWS).problems if item.code == "grade-unknown")
    assert (problem.severity, problem.row, problem.column) == ("warn", 7, "Activity data - Data Quality")
    assert problem.found == '"fair"'
    assert problem.expected == "a grade of data quality: H, M or L, or a blank"
    assert {item.year: item.emissions_t for item in city.report().inventories} == {2010: 1e6, 2023: 820_000}


def test_a_grade_counts_before_the_default_and_after_what_the_city_states(store: Store) -> None:
    found = widths(store, "residential")
    assert (found["activity"].origin, found["activity"].interval.upper) == ("graded", 0.3)
    assert found["factor"].origin == "default"
    wide = strength(store).gap.upper
    City(store, "BG0002").state_uncertainty("activity", 2, place="residential", who="Ada", reason="our meters")
    assert widths(store, "road_transport")["activity"].origin == "default"
    assert all(weight.spot is None or weight.spot.sector != "residential" for weight in strength(store).weights)
    assert strength(store).gap.upper < wide
    City(store, "BG0002").state_uncertainty("activity", 1, place="road_transport", who="Ada", reason="our counts")
    assert {part: (width.origin, width.interval.upper) for part, width in widths(store, "tertiary").items()} == {
        "activity": ("graded", 0.05),
        "factor": ("graded", 0.15),
    }


@pytest.mark.longer("every export, written and read again")
@pytest.mark.parametrize("form", first(1, ["long", "covenant", "crf", "tables alone"]))
def test_every_export_with_rows_brings_the_grades_back(store: Store, form: str) -> None:
    content = City(store, "BG0002").export("crf" if form == "tables alone" else form).content
    if form == "tables alone":
        book, saved = load_workbook(io.BytesIO(content)), io.BytesIO()
        del book[book.sheetnames[-1]]
        book.save(saved)
        content = saved.getvalue()
    name = "varna.csv" if form == "long" else "varna.xlsx"
    found = told(City(store, "BG0002").draft(content, name, COVENANT).grades)
    newest = {item for item in GRADES if item[0] == 2023}
    if form == "tables alone":  # their sectors are those of the framework
        assert {(year, part, grade) for year, _, part, grade in found} == {
            (year, part, grade) for year, _, part, grade in newest
        }
    else:
        assert found == (newest if form == "crf" else GRADES)


@pytest.mark.longer("a ledger of the sample cities, and two commits")
def test_a_file_without_grades_takes_them_away_and_its_undo_brings_them_back(store: Store) -> None:
    city, wide = City(store, "BG0002"), strength(store).gap.upper
    later = city.commit(drafted(city, PLAIN, reason="from another source"), who="Bea")
    assert city.grades() == ()
    assert error_widths.of(store.register(), "BG0002").graded == {}
    assert strength(store).gap.upper < wide
    city.undo(later.revision, who="Bea", reason="a slip")
    assert told(tuple(city.grades())) == GRADES
    assert strength(store).gap.upper == wide


def test_a_file_without_grades_brings_none_and_its_exports_have_no_column_for_them() -> None:
    with own_samples() as plain:
        city = City(plain, "BG0002")
        draft = drafted(city, PLAIN)
        city.commit(draft, who="Ada")
        assert draft.grades == ()
        assert b"quality" not in city.export("long").content
