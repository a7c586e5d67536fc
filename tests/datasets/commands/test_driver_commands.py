"""The commands of the drivers and the weather: what they print, what they take in, and what they refuse."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pytest

from tests.effort import first

Run = Callable[..., tuple[int, Any, str]]
WHY = ("--source", "a station", "--reason", "for the correction", "--author", "an analyst")


def test_the_bars_of_a_city_are_listed_with_their_change_and_depth(run: Run) -> None:
    status, found, _ = run("drivers", "Boston", "--from", 2005, "--to", 2019, "--json")
    assert status == 0
    assert (found["from"], found["to"], found["method"]) == (2005, 2019, "gpc")
    for name in ("bars", "bars_year_by_year"):
        assert math.fsum(bar["t"] for bar in found[name]) == pytest.approx(found["change_t"], rel=1e-9)
    status, said, _ = run("drivers", "Boston", "--to", 2019)
    assert "change t: -1,627,333.78" in said
    assert "- driver: population" in said


def test_a_city_without_two_inventories_has_no_bars(run: Run) -> None:
    status, found, _ = run("drivers", "Varna", "--json")
    assert (status, found["from"], found["bars"]) == (0, None, None)


@pytest.mark.longer("several commands, each on an opened database")
def test_stated_degree_days_give_corrected_figures_beside_the_reported_ones(run: Run) -> None:
    for year, hdd in ((2005, 3000), (2020, 2500)):
        status, made, _ = run(
            "degree-days", "Boston", "--year", year, "--hdd", hdd, "--base", 15, "--share-heating", 0.6, *WHY, "--json"
        )
        assert (status, made["layout"], made["reason"]) == (0, "degree-days", "for the correction")
    _, found, _ = run("drivers", "Boston", "--json")
    first, last = found["weather_corrected"]
    assert first["corrected_t"] == first["reported_t"]
    assert last["corrected_t"] == pytest.approx(last["reported_t"] + last["heating_t"] * (3000 / 2500 - 1))
    assert math.fsum(bar["t"] for bar in found["bars_weather_apart"]) == pytest.approx(found["change_t"])


@pytest.mark.longer("several commands, each on an opened database")
@pytest.mark.parametrize(
    ("arguments", "code"),
    first(
        2,
        [
            (("--year", 2005, "--hdd", 0, "--base", 15), "value-zero"),
            (("--year", 1700, "--hdd", 3000, "--base", 15), "year-range"),
            (("--average", 2010, 2010, "--hdd", 3000, "--base", 15), "year-range"),
            (("--year", 2005, "--hdd", 3000, "--base", 15, "--share-heating", 60), None),
            (("--year", 2005, "--hdd", 3000, "--base", 288), None),
            (("--year", 2006, "--hdd", 3000, "--base", 18, "--days-up-to", 15), "degree-days-bases"),
            (("--year", 2006, "--hdd", 3000, "--base", 15, "--source", " "), "source-missing"),
        ],
    ),
)
def test_what_is_wrong_is_refused_and_nothing_is_written(
    run: Run, arguments: tuple[object, ...], code: str | None
) -> None:
    run("degree-days", "Boston", "--year", 2004, "--hdd", 3000, "--base", 15, *WHY)
    _, before, _ = run("history", "Boston", "--json")
    status, said, _ = run("degree-days", "Boston", *WHY, *arguments, "--json")
    assert status == 2
    (problem,) = said["problems"]
    assert code in (None, problem["code"])
    assert problem["fix"]
    assert run("history", "Boston", "--json")[1] == before
