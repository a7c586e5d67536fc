"""The passport as a tree: every value follows from its inputs, and a value that does not is found."""

from __future__ import annotations

import json
from math import fsum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.commitment import trajectory
from analytics.commitment.budget import budget
from analytics.factors.gases import co2e
from analytics.passport import STEPS, Passport
from analytics.units import factor

AMOUNTS = st.floats(-1e9, 1e9, allow_nan=False)


def leaf(value: float, name: str = "a row", unit: str = "t CO2e") -> Passport:
    return Passport(name, value, unit)


def summed(*values: float, unit: str = "t CO2e") -> Passport:
    return Passport(
        "A total", fsum(values), unit, "sum", tuple(leaf(value, f"Row {n}") for n, value in enumerate(values))
    )


@given(st.lists(AMOUNTS, min_size=1, max_size=20))
def test_a_sum_follows_from_its_parts_and_no_other_number_does(values: list[float]) -> None:
    made = summed(*values)
    assert made.holds()
    assert made.recomputed() == made.value
    wrong = Passport(made.name, made.value + max(1.0, made.scale * 1e-6), made.unit, made.step, made.inputs)
    assert [part.name for part in wrong.faults()] == ["A total"]


def test_a_fault_deep_in_the_tree_is_found_and_named() -> None:
    wrong = Passport("Residential", 30.0, "t CO2e", "sum", (leaf(10.0), leaf(21.0)))
    whole = Passport("Emissions", 30.0, "t CO2e", "sum", (wrong,))
    assert [part.name for part in whole.faults()] == ["Residential"]
    assert whole.recomputed() == 31.0
    assert not whole.holds(whole.recomputed())


def test_the_gap_of_the_worked_example_recomputes() -> None:
    base, level = leaf(100.0, "Emissions of 2005"), leaf(50.0, "End of the path")
    years = tuple(leaf(year, "Year", "year") for year in (2005.0, 2030.0, 2020.0))
    path = Passport("Path", 70.0, "t CO2e", "linear path", (base, level, *years), trajectory.linear_path.formula)
    gap = Passport("Gap", 5.0, "t CO2e", "difference", (leaf(75.0), path), trajectory.gap.formula)
    share = Passport("Gap in per cent", 5.0, "%", "per cent", (gap, base), trajectory.gap.formula)
    late = trajectory.years_late("linear", 100.0, 50.0, 2005, 2030, 75.0, 2020)
    assert late == 2.5
    assert share.recomputed() == pytest.approx(5.0, rel=1e-12)
    assert not share.faults()


def test_after_the_target_year_nobody_below_the_target_is_late() -> None:
    assert trajectory.years_late("linear", 100.0, 50.0, 2005, 2030, 50.0, 2035) == 0.0
    assert trajectory.years_late("linear", 100.0, 50.0, 2005, 2030, 60.0, 2035) > 0


def test_the_gases_weigh_as_the_set_says() -> None:
    parts = tuple(leaf(value) for value in (1000.0, 2.0, 0.5, 28.0, 265.0))
    made = Passport("Waste", 1000 + 56 + 132.5, "t CO2e", "CO2e of gases", parts, co2e.formula)
    assert made.holds()


def test_every_value_and_fact_goes_into_json_and_comes_back() -> None:
    row = Passport(
        "Row 3", 1500.0, "MWh", "read", (leaf(1.5), leaf(1000.0)), factor.formula, {"row": {"file": "a.csv", "row": 3}}
    )
    held = json.loads(json.dumps(Passport("Energy", 1500.0, "MWh", "sum", (row,)).as_dict(), allow_nan=False))
    assert held["inputs"][0]["facts"] == {"row": {"file": "a.csv", "row": 3}}
    assert held["inputs"][0]["formula"]["text"].startswith("value in the store")
    assert held["formula"] is None


def test_a_long_sum_shows_its_largest_parts_and_counts_the_others() -> None:
    lines = summed(*range(1000)).lines(3)
    assert lines[0] == "A total: 499,500 t CO2e"
    assert [line.strip() for line in lines[1:4]] == [f"Row {n}: {n} t CO2e" for n in (997, 998, 999)]
    assert lines[4].strip() == "and 997 more, together 496,506 t CO2e"


def test_a_figure_that_was_shown_is_not_taken_apart_again() -> None:
    base = summed(1.0, 2.0)
    lines = Passport("Gap", 0.0, "t CO2e", "difference", (base, base)).lines()
    assert sum("Row 0" in line for line in lines) == 1
    assert lines[-1].endswith("A total: 3 t CO2e, as above")


@pytest.mark.parametrize(
    ("value", "shown"), [(0.0, "0 t"), (-0.25, "-0.25 t"), (1e-9, "1e-09 t"), (1234.5, "1,234.5 t")]
)
def test_a_true_zero_and_a_small_number_do_not_look_alike(value: float, shown: str) -> None:
    assert Passport("It", value, "t").lines() == [f"It: {shown}"]


def test_what_was_given_follows_by_no_step() -> None:
    assert "given" not in STEPS


def year(value: float, name: str = "Year") -> Passport:
    return leaf(value, name, "year")


def test_a_budget_recomputes_from_the_path_and_the_inventories() -> None:
    """The example of the budget: 1,000 t in 2005 and half by 2025; ten years on the path took 8,625 t."""
    base, end, newest = leaf(1000.0), leaf(500.0, "End of the path"), leaf(750.0, "Emissions of 2015")
    along = (base, end, year(2005), year(2025), year(2006), year(2025))
    whole = Passport("Budget", 14_750.0, "t CO2e", "sum of a linear path", along, budget.formula)
    between = Passport(
        "Emitted",
        8_625.0,
        "t CO2e",
        "between inventories",
        (base, newest, year(2005), year(2015)),
        budget.formula,
    )
    spent = Passport("Emitted up to 2015", 8_625.0, "t CO2e", "sum", (between,), budget.formula)
    left = Passport("Budget left", 6_125.0, "t CO2e", "difference", (whole, spent), budget.formula)
    lasts = Passport("Years left", 6_125 / 750, "years", "years left", (left, newest), budget.formula)
    assert lasts.faults() == []
    assert lasts.recomputed() == pytest.approx(6_125 / 750, rel=1e-12)
    wrong = Passport(left.name, 6_126.0, left.unit, left.step, left.inputs, left.formula)
    assert wrong.faults() == [wrong]


def test_a_figure_in_several_places_of_a_tree_is_walked_once() -> None:
    base = summed(1.0, 2.0)
    gap = Passport("Gap", 0.0, "t CO2e", "difference", (base, base), trajectory.gap.formula)
    assert [part.name for part in gap.walk()] == ["Gap", "A total", "Row 0", "Row 1"]


def test_a_formula_says_its_units_once() -> None:
    gap = Passport("Gap", 1.0, "t CO2e", "difference", (leaf(3.0), leaf(2.0)), trajectory.gap.formula)
    lines = Passport("Cell", 1.0, "t CO2e", "same", (gap,), trajectory.gap.formula).lines()
    assert [line.strip() for line in lines if line.strip().startswith("in ")] == [
        "in t CO₂e and per cent of the baseline; positive is behind"
    ]
