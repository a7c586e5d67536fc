"""Several cities added: each tonne once, and what is left out is named."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from analytics.inventories.inventory import Inventory
from analytics.inventories.levels import LevelTotal
from analytics.inventories.territorial_sum import lying_within, territorial_sum
from tests.analytics.inventories.test_comparison import inventory


def told(tonnes: float | None, year: int = 2019, gas: str = "CO2e") -> Inventory:
    """An inventory with a territorial total, whose BASIC total is another one."""
    level = LevelTotal("territorial", tonnes, gas if tonnes is not None else None)
    return replace(inventory(), year=year, levels={"territorial": level}, effective_gwp="AR5")


def test_the_territorial_totals_are_added_and_never_the_basic_ones() -> None:
    found = territorial_sum({"A": [told(70, 2015), told(50, 2020)], "B": [told(30, 2018)]}, {})
    assert (found.tonnes, found.counted, found.gwp, found.left_out) == (80, {"A": 2020, "B": 2018}, ("AR5",), {})


def test_what_cannot_be_added_is_left_out_with_its_reason() -> None:
    found = territorial_sum({"A": [told(50)], "B": [inventory()], "C": [], "D": [told(9, gas="CO2")]}, {})
    assert found.tonnes == 50
    assert {city_id: why[:15] for city_id, why in found.left_out.items()} == {
        "B": "no inventory te",
        "C": "no inventory",
        "D": "no inventory te",
    }
    assert territorial_sum({"B": [inventory()]}, {}).tonnes is None


def test_the_very_figures_of_one_city_on_file_for_another_are_counted_once_and_said() -> None:
    found = territorial_sum({"A": [told(70.5)], "B": [told(70.5)], "C": [told(70.5, 2018)]}, {})
    assert (found.tonnes, found.counted) == (141.0, {"A": 2019, "C": 2018})
    assert found.left_out == {"B": "the very figures of another city, which counts"}


def test_a_city_and_its_metropolitan_body_are_never_both_in_a_sum() -> None:
    named = {
        "FR0009": ("Lyon", "FR"),
        "FR0002": ("Métropole de Lyon", "FR"),
        "ES0002": ("Barcelona", "ES"),
        "ES2999": ("Barcelona Metropolitan Area", "ES"),
        "IT0007": ("Bologna", "IT"),
        "X1": ("Metropolitan City of Bologna", "IT"),
        "X2": ("Città metropolitana di Bologna", "FR"),
        "IT2767": ("Bolognano", "IT"),
        "IT0409": ("Rivalta di Torino", "IT"),
        "IT0004": ("Torino", "IT"),
    }
    within = lying_within(named)
    assert within == {"FR0009": "FR0002", "ES0002": "ES2999", "IT0007": "X1"}
    both = territorial_sum({"FR0009": [told(10)], "FR0002": [told(40)]}, within)
    assert (both.tonnes, set(both.left_out)) == (40, {"FR0009"})
    assert territorial_sum({"FR0009": [told(10)], "FR0002": []}, within).tonnes == 10


@given(st.dictionaries(st.sampled_from("ABCDEF"), st.one_of(st.none(), st.integers(0, 10**9)), max_size=6))
def test_every_city_is_counted_or_left_out_and_the_sum_is_that_of_the_counted(held: dict[str, int | None]) -> None:
    found = territorial_sum({city: [told(tonnes)] for city, tonnes in held.items()}, {})
    assert set(found.counted) | set(found.left_out) == set(held)
    assert not set(found.counted) & set(found.left_out)
    assert (found.tonnes or 0) == sum({tonnes for tonnes in held.values() if tonnes is not None})
