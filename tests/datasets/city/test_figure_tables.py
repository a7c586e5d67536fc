"""What a city states beside its inventories is edited in tables: cell by cell, as one revision, and undone like a file.

No table has code of its own on the page: what it holds, and what a cell may be, stands in its kind of data.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from analytics.text.problems import Problem, Refused
from analytics.vocabulary import Verdict
from datasets import Cities, City, FigureEdit, NewTarget, Revision, Store
from datasets.city.figure_tables import EDITED, FigureTable
from datasets.store.kinds import BROUGHT
from tests.effort import first
from tests.samples import own_samples

FACTOR: Mapping[str, Any] = {
    "carrier": "natural_gas",
    "first_year": 2019,
    "last_year": 2020,
    "kind": "factor",
    "value": 0.2,
    "original_unit": "t/MWh",
    "basis": None,
    "gas": "CO2e",
    "used_for": "all",
    "approach": "activity-based",
    "fossil_carrier": None,
    "bio_carrier": None,
    "source": "the supplier",
}
ADDED: Mapping[str, Mapping[str, Any]] = {
    "gdp": {
        "year": 2019,
        "amount": 120.0,
        "unit": "million",
        "currency": "USD",
        "price_year": "2015",
        "source": "the statistical office",
    },
    "degree_days": {
        "first_year": 1991,
        "last_year": 2020,
        "hdd": 2900.0,
        "base": 18.0,
        "coldest_unheated": 15.0,
        "heating_share": 0.7,
        "source": "the weather service",
    },
    "factors": FACTOR,
    "areas": {"year": 2019, "km2": 125.2, "with_water": "no", "source": "the census"},
    "supply": {"year": 2019, "kind": "LPE", "value": 12.0, "original_unit": "GWh", "source": "the grid"},
}
"""A row of each table to which rows are added."""


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with own_samples() as samples:
        yield samples


@pytest.fixture
def boston(store: Store) -> City:
    return City(store, "US-BOS")


def changed(table: FigureTable, **cells: Any) -> FigureEdit:
    """An edit that changes cells of the first row."""
    first, *others = table.rows
    return FigureEdit(table.name, table.rows, ({**first, **cells}, *others))


def refused(city: City, edit: FigureEdit, reason: str = "a census") -> tuple[Problem, ...]:
    with pytest.raises(Refused) as refusal:
        city.state_figures(edit, who="Ada", reason=reason)
    return refusal.value.problems


def test_every_kind_with_columns_is_a_table_and_its_columns_name_fields_of_its_rows(boston: City) -> None:
    assert {kind.name for kind in BROUGHT if kind.editing} == EDITED.keys() == Cities.figure_titles().keys()
    for name in EDITED:
        table = boston.figures(name)
        fields = [column.field for column in table.editing.columns]
        assert set(table.editing.identity) <= set(fields)
        assert all(list(row) == fields for row in table.rows)
        assert all(column.choices for column in table.editing.columns if column.holds == "choice")
    with pytest.raises(Refused, match="Expected one of about"):
        boston.figures("moods")


@pytest.mark.longer("several commits, and what each does is found before")
def test_inhabitants_are_corrected_for_one_city_and_for_all_at_once_and_undone(boston: City, store: Store) -> None:
    table = boston.figures("population")
    edit = changed(table, inhabitants=700_000, source="Census 2020")
    assert boston.figures_effect(edit).changes == (
        "2020, GPC BASIC, Inhabitants: 675,647 inhabitants → 700,000 inhabitants",
        "2020, GPC BASIC, Source: C40 Cities, GPC inventory database, version 30.05.2023 → Census 2020",
    )
    assert boston.inventory(2020).inhabitants == 675_647, "a rehearsal writes nothing"
    made = boston.state_figures(edit, who="Ada", reason="a census")
    assert boston.inventory(2020).inhabitants == 700_000
    assert boston.inventory(2020).people.first_stated == 675_647
    assert boston.history()[0].in_force
    programme = Cities(store).programme()
    number = next(place for place, city in enumerate(programme.cities) if city.city_id == boston.id)
    line, latest = programme.line(number), boston.report().leading.latest
    assert latest is not None
    assert line.per_head_t == pytest.approx((latest.emissions_t or 0) / 700_000)

    boston.undo(made.revision, who="Ada", reason="the wrong census")
    assert boston.figures("population").rows == table.rows
    assert not store.revision(made.revision).in_force
    assert Cities(store).programme().line(number).per_head_t == pytest.approx((latest.emissions_t or 0) / 675_647)


@pytest.mark.longer("several commits, and what each does is found before")
def test_a_later_file_with_inhabitants_counts_in_the_place_of_a_correction_and_one_without_leaves_it() -> None:
    with own_samples() as store:
        varna = City(store, "BG0002")

        def brought(tonnes: int, people: str) -> Revision:
            file = f"city,year,sector,value,unit,population\nVarna,2019,residential,{tonnes},t CO2e,{people}\n"
            answers = {"method": "covenant", "reason": "counted anew"}
            return varna.commit(varna.draft(file.encode(), f"{tonnes}.csv", answers), "Ada", "counted anew")

        def people() -> float | None:
            return varna.inventory(2019).inhabitants

        brought(1000, "340000")
        varna.state_figures(changed(varna.figures("population"), inhabitants=335_000), who="Ada", reason="a census")
        assert people() == 335_000
        brought(1001, "")
        assert people() == 335_000
        later = brought(1002, "336000")
        assert people() == 336_000
        varna.undo(later.revision, who="Ada", reason="not yet")
        assert people() == 335_000


@pytest.mark.longer("several commits, and what follows from each")
def test_the_gwp_set_of_a_source_is_said_and_reaches_the_inventory(boston: City) -> None:
    made = boston.state_figures(changed(boston.figures("about"), gwp_set="AR4"), who="Ada", reason="the report says so")
    assert boston.figures("about").rows[0]["gwp_set"] == "AR4"
    boston.undo(made.revision, who="Ada", reason="misread")
    assert boston.figures("about").rows[0]["gwp_set"] == "unknown"


@pytest.mark.parametrize("name", first(2, ADDED))
def test_a_row_is_added_changed_and_undone(boston: City, name: str) -> None:
    table = boston.figures(name)
    row = dict(ADDED[name])
    first = boston.state_figures(FigureEdit(name, table.rows, (*table.rows, row)), who="Ada", reason="now known")
    assert row in boston.figures(name).rows
    (number,) = (column.field for column in table.editing.columns if column.field in ("amount", "hdd", "km2", "value"))
    now = boston.figures(name)
    rows = tuple({**held, number: 0.5} if held == row else held for held in now.rows)
    second = boston.state_figures(FigureEdit(name, now.rows, rows), who="Ada", reason="counted again")
    assert {**row, number: 0.5} in boston.figures(name).rows
    for revision, left in ((second, now.rows), (first, table.rows)):
        boston.undo(revision.revision, who="Ada", reason="not so")
        assert boston.figures(name).rows == left


@pytest.mark.longer("several commits, and what each does is found before")
@pytest.mark.parametrize("name", ["factors", "supply"])
def test_what_is_taken_away_counts_no_longer_and_says_so(boston: City, name: str) -> None:
    table, row = boston.figures(name), dict(ADDED[name])
    added = boston.state_figures(FigureEdit(name, table.rows, (row,)), who="Ada", reason="now known")
    edit = FigureEdit(name, (row,), ())
    assert [change.rpartition(": ")[2] for change in boston.figures_effect(edit).changes] == ["taken away"]
    taken = boston.state_figures(edit, who="Ada", reason="it was another city's")
    assert boston.figures(name).rows == ()
    for revision in (taken, added):
        boston.undo(revision.revision, who="Ada", reason="back")


@pytest.mark.parametrize(
    ("name", "cells", "row", "column", "found"),
    [
        ("population", {"inhabitants": 0}, 1, "Inhabitants", "0"),
        ("population", {"inhabitants": -5.0}, 1, "Inhabitants", "-5"),
        ("population", {"inhabitants": None}, 1, "Inhabitants", "nothing"),
        ("population", {"inhabitants": float("inf")}, 1, "Inhabitants", "inf"),
        ("population", {"population_year": 1066}, 1, "Counted in", "1066"),
        ("population", {"source": "seen\u202ebackwards"}, 1, "Source", "an invisible character (U+202E)"),
        ("population", {"source": "x" * 301}, 1, "Source", "301 letters"),
        ("about", {"gwp_set": "AR9"}, 1, "GWP set", '"AR9"'),
    ],
)
def test_a_wrong_cell_is_named_with_its_row_and_column(
    boston: City, name: str, cells: dict[str, Any], row: int, column: str, found: str
) -> None:
    (problem,) = refused(boston, changed(boston.figures(name), **cells))
    assert (problem.row, problem.column, problem.found) == (row, column, found)
    assert problem.expected
    assert problem.fix


@pytest.mark.parametrize(
    ("name", "rows", "code", "column"),
    [
        ("factors", [{**FACTOR, "original_unit": "kg/therm"}], "basis-open", "Unit"),
        ("factors", [{**FACTOR, "kind": "blend"}], "cell-missing", "Fossil part"),
        ("factors", [{**FACTOR, "kind": "biomass", "value": 0.5}], "cell-range", "Value"),
        ("factors", [{**FACTOR, "first_year": 2021}], "year-range", "From"),
        ("factors", [FACTOR, FACTOR], "row-twice", None),
        ("supply", [{**ADDED["supply"], "original_unit": "t"}], "unit-dimension", "Unit"),
        ("gdp", [ADDED["gdp"], {**ADDED["gdp"], "year": 2020, "currency": "EUR"}], "gdp-basis", None),
        (
            "degree_days",
            [ADDED["degree_days"], {**ADDED["degree_days"], "last_year": 2021, "base": 15.0}],
            "degree-days-bases",
            None,
        ),
    ],
)
def test_rows_that_do_not_go_together_are_refused_where_they_stand(
    boston: City, name: str, rows: list[Mapping[str, Any]], code: str, column: str | None
) -> None:
    (problem,) = refused(boston, FigureEdit(name, (), tuple(rows)))
    assert problem.code == code
    assert problem.column == column or column is None


def test_nothing_changed_no_reason_and_a_row_that_cannot_go_are_refused(boston: City) -> None:
    table = boston.figures("population")
    same = FigureEdit("population", table.rows, table.rows)
    assert [problem.code for problem in refused(boston, same)] == ["nothing-changed"]
    edit = changed(table, inhabitants=1000)
    assert [problem.code for problem in refused(boston, edit, " ")] == ["reason-missing"]
    shorter = FigureEdit("population", table.rows, table.rows[1:])
    assert [problem.code for problem in refused(boston, shorter)] == ["row-removed"]


@pytest.mark.longer("several commits, and what each does is found before")
def test_an_edit_of_what_somebody_else_changed_is_refused_with_the_change_and_laid_over_it(boston: City) -> None:
    table = boston.figures("population")
    mine = changed(table, source="my census")
    theirs = boston.state_figures(changed(table, inhabitants=680_000), who="Bob", reason="his census")
    (problem,) = refused(boston, mine)
    assert problem.code == "edited-meanwhile"
    assert "2020, GPC BASIC, Inhabitants: 675,647 inhabitants → 680,000 inhabitants" in problem.found
    again = mine.on(boston.figures("population"))
    assert (again.rows[0]["inhabitants"], again.rows[0]["source"]) == (680_000, "my census")
    made = boston.state_figures(again, who="Ada", reason="both")
    assert boston.inventory(2020).inhabitants == 680_000
    for revision in (made, theirs):
        boston.undo(revision.revision, who="Ada", reason="as it was")


@pytest.mark.longer("what a commit would do is found by doing it")
def test_the_effect_on_the_verdict_is_told_before_anything_is_written(boston: City) -> None:
    target = NewTarget(2005, 2035, kind="per-capita", reduction_percent=40, source="a vote")
    boston.state_target(target, who="Ada", reason="a vote")
    table = boston.figures("population")
    effect = boston.figures_effect(changed(table, inhabitants=100_000))
    per_head = [item for item in effect.after.progress if item.target and item.target.kind == "per-capita"]
    assert per_head[0].verdict is not Verdict.ON_TRACK
    assert boston.figures("population").rows == table.rows


@pytest.mark.parametrize(("inhabitants", "said"), first(1, [(5, "2020: "), (700_000, "")]))
def test_inhabitants_that_no_city_has_are_doubted_and_not_refused(boston: City, inhabitants: float, said: str) -> None:
    table = boston.figures("population")
    doubts = boston.figures_effect(changed(table, inhabitants=inhabitants)).doubts
    assert [doubt.startswith(said) for doubt in doubts] == ([True] if said else [])


@pytest.mark.parametrize("typed", [866.51, "866,51", "866.510", "866,510"])
def test_a_part_of_an_inhabitant_is_refused_and_what_reads_two_ways_is_asked(boston: City, typed: object) -> None:
    (problem,) = refused(boston, changed(boston.figures("population"), inhabitants=typed))
    assert (problem.row, problem.column) == (1, "Inhabitants")
    assert "866.51" in problem.found
    assert problem.code == ("number-two-ways" if str(typed).endswith("0") else "cell-fraction")


def test_an_edit_is_held_to_the_findings_of_a_file_whatever_table_it_changes(boston: City) -> None:
    (doubt,) = boston.figures_effect(changed(boston.figures("population"), inhabitants=867)).doubts
    assert "867" in doubt
    factors, row = boston.figures("factors"), dict(ADDED["factors"])
    assert boston.figures_effect(FigureEdit("factors", factors.rows, (*factors.rows, row))).doubts == ()


@pytest.mark.longer("a ledger of its own")
def test_a_level_under_a_source_that_does_not_state_it_is_doubted_and_a_row_of_its_own_is_not(store: Store) -> None:
    turin = City(store, "Turin")
    table = turin.figures("hazards")
    first, *others = table.rows
    rated = {**first, "probability": "high", "consequence": "low"}
    (doubt,) = turin.figures_effect(FigureEdit("hazards", table.rows, (rated, *others))).doubts
    assert doubt.startswith(f"Heat wave, Probability, Consequence: it will stand under the source “{first['source']}”")
    own = {**rated, "source": "our assessment of 2026"}
    assert not turin.figures_effect(FigureEdit("hazards", table.rows, (*table.rows, own))).doubts


def test_a_table_that_is_written_down_and_read_again_changes_nothing(boston: City) -> None:
    filled = [table for table in map(boston.figures, EDITED) if table.rows]
    assert len(filled) > 4
    for table in filled:
        assert table.merged(table.file(), "table.csv").rows == table.rows


@pytest.mark.longer("several commits, and what each does is found before")
def test_what_is_not_changed_is_not_doubted_again(boston: City) -> None:
    assert boston.figures_effect(changed(boston.figures("population"), source="my census")).doubts == ()
