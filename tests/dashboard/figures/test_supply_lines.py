"""Bought power and heat beside all else: which years tell them apart, and what the title claims."""

from __future__ import annotations

from dataclasses import replace

from analytics.change.drivers import FROM_GRID, Use
from dashboard.figures import supply_lines
from dashboard.figures.supply_lines import Supply
from tests.dashboard.conftest import inventory


def test_years_that_do_not_tell_bought_energy_apart_are_left_out() -> None:
    uses = {("residential", FROM_GRID): Use(0.0, 4.0), ("residential", ""): Use(0.0, 6.0)}
    years = [replace(inventory(year, 10.0), uses=uses) for year in (2005, 2010)]
    assert supply_lines.supplies([*years, inventory(2015, 10.0)]) == [Supply(2005, 6.0, 4.0), Supply(2010, 6.0, 4.0)]
    assert supply_lines.supplies(years[:1]) == []


def test_a_part_of_a_fall_is_claimed_only_where_both_fell_together_or_the_whole_fell() -> None:
    fell = [Supply(2005, 6.0, 4.0), Supply(2010, 5.0, 2.0)]
    assert supply_lines.supply_title(fell).replace("\u00a0", " ") == "67% of the fall came with bought power and heat"
    for other in ([Supply(2005, 6.0, 4.0), Supply(2010, 7.0, 4.0)], [Supply(2005, 6.0, 4.0), Supply(2010, 5.0, 4.5)]):
        assert "%" not in supply_lines.supply_title(other)


def test_labels_at_one_height_are_moved_apart_and_the_table_has_every_year() -> None:
    found = [Supply(2005, 5.0, 5.0), Supply(2010, 4.0, 4.0)]
    ends = [label for label in supply_lines.lines(found).layout.annotations if label.x == 1]
    assert len({label.y for label in ends}) == 2
    assert supply_lines.lines_table(found, "CO2e")["Year"] == [2005, 2010]
