"""The commands of the drivers and the weather: what they print, what they take in, and what they refuse."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pytest

from tests.effort import first

Run = Callable[..., tuple[int, Any, str]]


def days(run: Run, first: object, hdd: object, last: object = None, **cells: object) -> tuple[int, Any, str]:
    told = {"first_year": first, "last_year": last or first, "hdd": hdd, "base": 15, "source": "a station", **cells}
    said = (f"{name}={cell}" for name, cell in told.items())
    return run("set", "Boston", "degree_days", *said, "--reason", "for the correction", "--json")


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
        status, made, _ = days(run, year, hdd, heating_share=0.6)
        assert (status, made["layout"], made["reason"]) == (0, "degree_days", "for the correction")
    _, found, _ = run("drivers", "Boston", "--json")
    first, last = found["weather_corrected"]
    assert first["corrected_t"] == first["reported_t"]
    assert last["corrected_t"] == pytest.approx(last["reported_t"] + last["heating_t"] * (3000 / 2500 - 1))
    assert math.fsum(bar["t"] for bar in found["bars_weather_apart"]) == pytest.approx(found["change_t"])


@pytest.mark.longer("several commands, each on an opened database")
@pytest.mark.parametrize(
    ("cells", "code"),
    first(
        2,
        [
            ({"hdd": 0}, "cell-range"),
            ({"first": 1700, "last": 2019}, "cell-range"),
            ({"first": 2010, "last": 2009}, "year-range"),
            ({"heating_share": 60}, "cell-range"),
            ({"base": 288}, "cell-range"),
            ({"coldest_unheated": 20}, "value-range"),
            ({"first": 2006, "base": 18, "coldest_unheated": 15}, "degree-days-bases"),
            ({"first": 2006, "source": " "}, "cell-missing"),
        ],
    ),
)
def test_what_is_wrong_is_refused_and_nothing_is_written(run: Run, cells: dict[str, Any], code: str) -> None:
    days(run, 2004, 3000)
    _, before, _ = run("history", "Boston", "--json")
    status, said, _ = days(run, **{"first": 2005, "hdd": 3000, **cells})
    assert (status, [problem["code"] for problem in said["problems"]]) == (2, [code])
    assert said["problems"][0]["fix"]
    assert run("history", "Boston", "--json")[1] == before
