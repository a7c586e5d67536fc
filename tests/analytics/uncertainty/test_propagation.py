"""Approach 1: totals, trends and gaps, against worked examples and by what no figure may do."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.uncertainty.draws import drawn, half_percent
from analytics.uncertainty.errors import ErrorParts, Errors, KnownErrors, Sides, combined, of_parts, rounding
from analytics.uncertainty.likelihood import at_or_below
from analytics.uncertainty.propagation import of_gap, of_total, of_trend
from tests.effort import examples

DATA = Path(__file__).resolve().parents[2] / "data" / "uncertainty_examples.csv"
VECTORS = Path(os.environ.get("COVENANT_UNCERTAINTY_VECTORS") or DATA)


def vectors() -> list[dict[str, str]]:
    with VECTORS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def of_example(categories: list[dict[str, Any]]) -> tuple[ErrorParts, KnownErrors]:
    """The categories of a worked example: each has an error of its own for its activity data and for its factor."""
    count = len(categories)
    both = [(item, what) for what in ("activity", "factor") for item in categories]
    below, above = (
        np.array([item.get(f"{what}_{side}_percent", item[f"{what}_half_percent"]) / 100 for item, what in both])
        for side in ("lower", "upper")
    )
    alike = np.array([item[f"{what}_correlated"] for item, what in both])
    tonnes = (np.array([float(item[year]) for item in categories]) for year in ("base", "year"))
    parts = ErrorParts(np.zeros(count, dtype=np.int64), *tonnes, np.arange(count), np.arange(count, 2 * count))
    return parts, KnownErrors(Sides(below, above), alike)


@pytest.mark.parametrize("row", vectors(), ids=lambda row: row["id"])
def test_the_trend_of_a_worked_example_comes_out_by_either_approach(row: dict[str, str]) -> None:
    said = json.loads(row["inputs_json"])
    parts, known = of_example(said["categories"])
    if said["approach"] == 1:
        errors, _ = of_parts(parts, known)
        found = of_trend(errors, 1, [parts.base_t.sum()], [parts.year_t.sum()])
        half = (found.below[0] + found.above[0]) / 2
    else:
        half = half_percent(drawn(parts, known, draws=said["draws"]).change_percent)
    assert half == pytest.approx(float(row["expected"]), rel=float(row["rel_tol"]))


def test_the_trend_holds_the_error_of_a_declared_baseline_which_is_in_the_base_year_alone() -> None:
    parts = ErrorParts(
        np.zeros(2, dtype=np.int64), np.array([500.0, 0.0]), np.array([0.0, 400.0]), np.array([0, 1]), np.full(2, -1)
    )
    known = KnownErrors(Sides(np.array([0.1, 0.05]), np.array([0.1, 0.05])), np.array([False, False]))
    errors, _ = of_parts(parts, known)
    found = of_trend(errors, 1, [500.0], [400.0])
    assert found.above[0] == pytest.approx(100 * 0.8 * np.hypot(0.1, 0.05))
    assert half_percent(drawn(parts, known).change_percent) == pytest.approx(found.above[0], rel=0.03)


def test_a_total_adds_the_squares_of_its_errors() -> None:
    found = of_total(np.array([0, 0]), np.array([300.0, 400.0]), Sides(np.array([0.1, 0.1]), np.array([0.1, 0.2])), 1)
    assert found.below[0] == pytest.approx(50.0)  # 30 and 40
    assert found.above[0] == pytest.approx(np.hypot(30, 80))


def test_activity_data_and_factor_are_combined_by_their_squares() -> None:
    assert combined(3.0, 4.0) == 5.0
    assert combined(np.array([3.0, 0.0]), 4.0).tolist() == [5.0, 4.0]


def test_each_group_is_carried_by_itself() -> None:
    one = Errors(np.zeros(1, dtype=np.int64), np.array([100.0]), np.array([80.0]), *sides(0.1), alike=np.array([False]))
    two = Errors(*(np.concatenate((column, column)) for column in (one.group, one.base_t, one.year_t)), *both(one))
    apart = two._replace(group=np.array([0, 1]))
    single = of_gap(one, np.array([0.7]), 1).above[0]
    assert of_gap(apart, np.array([0.7, 0.7]), 2).above.tolist() == [single, single]
    assert of_gap(two, np.array([0.7]), 1).above[0] == pytest.approx(single * np.sqrt(2))


def sides(share: float) -> tuple[Sides]:
    return (Sides(np.array([share]), np.array([share])),)


def both(errors: Errors) -> tuple[Sides, Any]:
    below, above = (np.concatenate((side, side)) for side in errors.interval)
    return Sides(below, above), np.concatenate((errors.alike, errors.alike))


def test_a_removal_is_more_uncertain_upwards_where_its_interval_reaches_further_down() -> None:
    found = of_total(np.array([0]), np.array([-100.0]), Sides(np.array([0.2]), np.array([0.5])), 1)
    assert (found.below[0], found.above[0]) == (50.0, 20.0)


def test_an_error_that_both_years_share_leaves_the_sign_of_a_gap_nearly_certain_where_the_mix_did_not_change() -> None:
    base = np.array([500.0, 300.0])
    parts = ErrorParts(np.zeros(2, dtype=np.int64), base, 0.9 * base, np.full(2, -1), np.array([0, 1]))
    errors, _ = of_parts(parts, KnownErrors(Sides(np.full(2, 0.1), np.full(2, 0.1)), np.array([True, True])))
    gap = 0.9 * 800 - 0.95 * 800
    assert at_or_below(np.array([gap]), of_gap(errors, np.array([0.95]), 1))[0] > 99.9


@pytest.mark.parametrize(
    ("tonnes", "half"),
    [(14_500_000, 50_000), (4_743_380, 5), (2_299_923.1, 0.05), (8_570_441, 0.5), (0, 0), (1e6, 5e5), (-1_200, 50)],
)
def test_a_declared_figure_is_as_wrong_as_half_of_its_last_digit(tonnes: float, half: float) -> None:
    assert rounding(tonnes) == pytest.approx(half)
    assert rounding(np.array([tonnes, tonnes]))[1] == pytest.approx(half)


tonnes = st.floats(0, 1e6)
shares = st.floats(0, 5)


@examples(1)
@given(
    st.lists(st.tuples(tonnes, tonnes, shares, shares, st.booleans()), min_size=1, max_size=6),
    st.floats(-1e6, 1e6),
    st.floats(0, 1.2),
    st.data(),
)
def test_more_uncertainty_never_makes_an_answer_stronger(
    rows: list[tuple[float, float, float, float, bool]], gap: float, slope: float, data: st.DataObject
) -> None:
    columns = [np.asarray(column, dtype=float) for column in zip(*rows, strict=True)]
    errors = Errors(
        np.zeros(len(rows), dtype=np.int64),
        columns[0],
        columns[1],
        Sides(np.minimum(columns[2], 1.0), columns[3]),
        columns[4].astype(bool),
    )
    wider = data.draw(st.integers(0, len(rows) - 1))
    below, above = errors.interval.below.copy(), errors.interval.above.copy()
    below[wider] = min(1.0, below[wider] + data.draw(st.floats(0, 1)))
    above[wider] += data.draw(st.floats(0, 5))
    found, then = (
        float(at_or_below(np.array([gap]), of_gap(item, np.array([slope]), 1))[0])
        for item in (errors, errors._replace(interval=Sides(below, above)))
    )
    assert abs(then - 50) <= abs(found - 50) + 1e-9
