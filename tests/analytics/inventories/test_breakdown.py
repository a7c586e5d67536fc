"""An inventory as a table: numbers, keys and blanks each in their place, and nothing lost in the sums."""

from __future__ import annotations

from datetime import UTC, datetime
from math import fsum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.inventories.breakdown import BLANK, breakdown
from analytics.inventories.cells import Cell
from analytics.inventories.weighing import Weighed
from analytics.vocabulary import CARRIERS, SECTORS, Measure, NotationKey

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def cell(
    sector: str,
    carrier: str | None,
    amount: float | None,
    key: str | None = None,
    scope: int | None = None,
    ref: str | None = None,
    quantity: str = "energy",
) -> Cell:
    return Cell(2020, "covenant", sector, carrier, scope, ref, quantity, key, amount, 1, "Test register", 1, NOW)


def test_a_number_a_zero_a_key_and_a_blank_never_look_alike() -> None:
    found = breakdown(
        [
            cell("residential", "natural_gas", 5.0),
            cell("residential", "diesel", 0.0),
            cell("tertiary", "natural_gas", None, "NE"),
        ],
        [],
        Measure.ENERGY,
        "covenant",
    )
    assert found.at("residential", "natural_gas").amount == 5.0
    assert found.at("residential", "diesel").amount == 0.0
    assert found.at("tertiary", "natural_gas") == (None, (NotationKey.NE,))
    assert found.at("tertiary", "diesel") is BLANK
    assert found.row("tertiary") is None, "a sector of keys alone has no sum"


def test_a_place_with_rows_and_keys_shows_both() -> None:
    both = [cell("residential", "natural_gas", 5.0), cell("residential", "natural_gas", None, "IE")]
    assert breakdown(both, [], Measure.ENERGY, "covenant").at("residential", "natural_gas") == (5.0, ("IE",))


def test_a_key_stands_in_the_scope_of_its_reference() -> None:
    cells = [cell("road_transport", None, None, "NE", ref="II.1.2", quantity="co2e")]
    places = [Weighed("road_transport", None, 1, "II.1.1", 7.0, "CO2e")]
    found = breakdown(cells, places, Measure.EMISSIONS, "gpc")
    assert (found.across, found.columns) == ("scope", ("1", "2"))
    assert found.at("road_transport", "2").keys == ("NE",)


def test_what_stands_beside_the_total_stands_in_no_table() -> None:
    cells = [cell("industry_ets", "natural_gas", 9.0), cell("residential", "natural_gas", 1.0)]
    assert breakdown(cells, [], Measure.ENERGY, "covenant").total() == 1.0
    assert breakdown(cells, [], Measure.ENERGY, "gpc").total() == 10.0, "the GPC keeps industry in the ETS"


@pytest.mark.parametrize(
    ("carrier", "scope", "across"), [("diesel", 1, "carrier"), (None, 1, "scope"), (None, None, "sector")]
)
def test_carriers_stand_across_where_they_are_known_else_scopes_else_nothing(
    carrier: str | None, scope: int | None, across: str
) -> None:
    assert breakdown([cell("residential", carrier, 1.0, scope=scope)], [], Measure.ENERGY, "own").across == across


COUNTED = sorted(set(SECTORS) - {"energy_supply", "other_scope_3", "industry_ets"})
AMOUNTS = st.floats(-1e9, 1e9, allow_nan=False)
PLACES = st.tuples(
    st.sampled_from(COUNTED), st.sampled_from([None, *CARRIERS]), st.sampled_from([None, 1, 2, 3]), AMOUNTS
)


@given(st.lists(PLACES, min_size=1, max_size=30))
def test_rows_columns_and_groups_add_up_to_the_same_total(
    places: list[tuple[str, str | None, int | None, float]],
) -> None:
    cells = [cell(sector, carrier, amount, scope=scope) for sector, carrier, scope, amount in places]
    found = breakdown(cells, [], Measure.ENERGY, "covenant")
    whole = fsum(amount for *_, amount in places)
    near = pytest.approx(whole, rel=1e-9, abs=1e-5)
    assert found.total() == near
    assert fsum(found.row(code) or 0.0 for code in found.sectors) == near
    assert fsum(found.column(name) or 0.0 for name in found.columns) == near
    assert fsum(found.by_group().values()) == near
    assert (found.per(4.0).total() or 0.0) == pytest.approx(whole / 4, rel=1e-9, abs=1e-5)


def test_the_largest_place_is_above_zero_or_there_is_none() -> None:
    cells = [cell("afolu", None, -9.0), cell("residential", "natural_gas", 2.0), cell("tertiary", "diesel", 1.0)]
    assert breakdown(cells, [], Measure.ENERGY, "own").largest() == ("residential", "", 2.0)
    assert breakdown(cells[:1], [], Measure.ENERGY, "own").largest() is None
