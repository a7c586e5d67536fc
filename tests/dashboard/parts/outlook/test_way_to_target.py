"""The ladder says in words what it draws: what is left after each step, what is open, and when the target is passed."""

from __future__ import annotations

import pytest

from analytics.commitment.ladder import Rung
from dashboard import theme
from dashboard.parts.outlook.way_to_target import markup, note, span
from datasets import City
from datasets.store import Store

LIKE = 3_000_000.0


def plain(said: str) -> str:
    return said.replace(theme.NBSP, " ")


def rows(store: Store, city_id: str, target: str | None = None) -> list[str]:
    """The rows of a city's ladder as text."""
    city = City(store, city_id)
    ahead = city.outlook(target)
    return plain(markup(ahead, city.ladder(ahead))).split("<tr>")[2:]


def test_two_amounts_share_their_unit_and_one_amount_stands_alone() -> None:
    assert plain(span((2_400_000.0, 3_080_000.0), LIKE)) == "2.40 to 3.08 Mt"
    assert plain(span((2_400_000.0, 2_400_000.0), LIKE)) == "2.40 Mt"
    assert plain(span((500.0, 3_080_000.0), LIKE)) == "500 t to 3.08 Mt"


def test_each_step_says_what_it_adds_what_is_left_and_what_is_open(samples: Store) -> None:
    found = rows(samples, "IT0004")
    for place, words in enumerate(
        (
            ("as in 2019", "2.40 to 3.08 Mt", "▲ 0.39 to 1.06 Mt open"),
            ("if the recent trend went on", "2.15 Mt", "○ no clear trend"),
            ("with what is decided", "3 actions, 74.6 kt less", "2.32 to 3.00 Mt", "▲ 0.31 to 0.99 Mt open"),
            ("and what is budgeted in part", "3 actions, 0.12 Mt less", "▲ 0.20 to 0.87 Mt open"),
            ("and the actions without a status", "20 actions, 0.75 Mt less", "◆ 0.12 Mt open, or passed by 0.52 Mt"),
            ("and what is expected without an action", "0.33 Mt less", "● passed by 0.21 to 0.82 Mt"),
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
def test_a_city_without_actions_sees_where_it_stands_and_where_the_trend_leads(samples: Store, city_id: str) -> None:
    found = rows(samples, city_id)
    assert len(found) == 2
    assert "open</b>" in found[0]
    assert "if the recent trend went on" in found[1]
