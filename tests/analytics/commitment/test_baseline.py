"""What counts as the baseline of a target."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analytics.commitment.baseline import baseline, missing
from tests.analytics.builders import cell, read, target, whole


def test_the_inventory_of_the_base_year_is_the_baseline() -> None:
    found = baseline(target(declared_base_t=999.0), read(whole(2005, 1000.0), inhabitants={2005: 250}))
    assert found is not None
    assert (found.year, found.emissions_t, found.inhabitants, found.declared) == (2005, 1000.0, 250, False)


def test_an_inventory_of_another_method_or_year_is_no_baseline() -> None:
    other = read([*whole(2005, 1000.0, method="gpc"), *whole(2006, 900.0)])
    assert baseline(target(), other) is None


def test_a_declared_baseline_is_used_only_without_an_inventory_and_is_marked() -> None:
    found = baseline(target(declared_base_t=999.0), read(whole(2005, 1000.0, method="gpc")))
    assert found is not None
    assert (found.emissions_t, found.inhabitants, found.declared, found.inventory) == (999.0, None, True, None)


def test_a_declared_zero_is_a_declaration() -> None:
    found = baseline(target(declared_base_t=0.0), [])
    assert found is not None
    assert found.emissions_t == 0.0


def test_a_base_year_inventory_without_a_total_gives_way_to_the_declaration() -> None:
    energy_only = read([cell("residential", 10.0, year=2005, quantity="energy", carrier="heat_cold")])
    assert baseline(target(), energy_only) is None
    found = baseline(target(declared_base_t=999.0), energy_only)
    assert found is not None
    assert found.declared


def test_without_inventory_and_declaration_there_is_none() -> None:
    assert baseline(target(), []) is None


def test_a_base_year_without_an_inventory_is_named_with_the_years_that_have_one() -> None:
    had = read([*whole(2008, 900.0), *whole(2010, 800.0), *whole(2007, 850.0, method="gpc"), *whole(2030, 100.0)])
    problem = missing(target(), had)
    assert problem is not None
    assert (problem.code, problem.choices) == ("base-year-without-inventory", ("2008", "2010"))
    assert missing(target(base_year=2008), had) is None
    assert missing(target(declared_base_t=1000.0), had) is None
    none = missing(target(), [])
    assert none is not None
    assert "(there is none)" in none.expected


def test_the_baseline_knows_the_gdp_of_its_year() -> None:
    (first,) = read(whole(2005, 1000.0))
    found = baseline(target(), [replace(first, gdp=50.0)])
    assert found is not None
    assert found.gdp == 50.0


@pytest.mark.parametrize(
    ("declared", "rounding"), [(14_500_000.0, 50_000.0), (61_062_452.0, 0.5), (2_299_923.1, 0.05), (1000.0, 500.0)]
)
def test_a_declared_figure_tells_its_rounding(declared: float, rounding: float) -> None:
    found = baseline(target(declared_base_t=declared), [])
    assert found is not None
    assert found.rounding_t == pytest.approx(rounding)
    filed = baseline(target(), read(whole(2005, declared)))
    assert filed is not None
    assert filed.rounding_t is None
