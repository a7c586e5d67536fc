"""The ladder says in words what it draws: what is left after each step, what is open, and when the target is passed."""

from __future__ import annotations

import re

import pytest

from analytics.commitment.ladder import Rung
from dashboard import theme
from dashboard.parts.outlook.way_to_target import markup, note
from datasets import City
from datasets.store import Store


def plain(said: str) -> str:
    return said.replace(theme.NBSP, " ")


def rows(store: Store, city_id: str, target: str | None = None) -> list[str]:
    """The rows of a city's ladder as text."""
    city = City(store, city_id)
    ahead = city.outlook(target)
    return plain(markup(ahead, city.ladder(ahead))).split("<tr>")[2:]


def test_each_step_says_how_many_actions_what_they_cut_and_what_is_open(samples: Store) -> None:
    found = rows(samples, "IT0004")
    for place, words in enumerate(
        (
            ("as in 2019", "3.08 Mt", "▲ 1.06 Mt open"),
            ("decided", "3 actions", "−74.6 kt", "▲ 0.99 Mt open"),
            ("budgeted in part", "3 actions", "−0.12 Mt", "▲ 0.87 Mt open"),
            ("no status yet", "20 actions", "−0.75 Mt", "▲ 0.12 Mt open"),
            ("expected without an action", "not an action", "−0.33 Mt", "● passed by 0.21 Mt, in 2028"),
        )
    ):
        for said in words:
            assert said in found[place], (place, said)


def test_a_year_of_arrival_that_has_passed_is_never_told(samples: Store) -> None:
    city = City(samples, "IT0004")
    ahead = city.outlook()
    passed = [Rung((), 0, (0.0,), (1_900_000.0,), (-100_000.0,), (year,)) for year in (2024, 2028)]
    found = plain(markup(ahead, passed)).split("<tr>")[2:]
    assert "2024" not in found[0]
    assert "passed by 0.10 Mt, in 2028" in found[-1]


def test_a_target_by_another_method_leaves_nothing_open_and_says_why(samples: Store) -> None:
    city = City(samples, "IT0007")
    ahead = city.outlook()
    found = plain(markup(ahead, city.ladder(ahead)))
    assert "target by another method" in found
    assert "open</b>" not in found
    assert "aim" not in found.partition("<tbody>")[2]


def test_the_note_names_each_total_its_gas_and_that_it_judges_nothing(samples: Store) -> None:
    city = City(samples, "IT0004")
    ahead = city.outlook()
    said = plain(note(ahead, city.other_totals(ahead)))
    assert said.startswith("From 3.08 Mt CO₂e of 2019 as judged")
    assert "judges nothing: 2.40 Mt CO₂ (TOTAL (A-1.3)" in said
    assert note(ahead, ()) == ""


@pytest.mark.parametrize("city_id", ["US-BOS", "US-NYC"])
def test_a_city_without_actions_sees_where_it_stands(samples: Store, city_id: str) -> None:
    (found,) = rows(samples, city_id)
    assert "open</b>" in found


def test_a_bar_ends_at_what_is_left_and_its_parts_meet_at_the_target(samples: Store) -> None:
    city = City(samples, "IT0004")
    ahead = city.outlook()
    parts = re.findall(r'class="(\w+)" style="left: ([\d.]+)%; width: ([\d.]+)%"', markup(ahead, city.ladder(ahead)))
    below, opened = parts[0], parts[1]
    aim, left = ahead.progress.target_t, city.ladder(ahead)[0].left_t[0]
    assert (below[0], opened[0]) == ("below", "open")
    assert float(below[1]) == 0
    assert float(below[2]) == pytest.approx(float(opened[1]))
    assert float(opened[2]) / float(below[2]) == pytest.approx((left - aim) / aim, abs=1e-3)
