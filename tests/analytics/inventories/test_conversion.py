"""Moving inventories to the common reporting framework: every figure ends in one place, electricity is recomputed."""

from __future__ import annotations

from collections import Counter
from math import fsum

import pytest
from hypothesis import given
from hypothesis import strategies as some

from analytics.inventories.conversion import Conversion, ElectricityFactor, Figure, converted
from analytics.inventories.frameworks import COMMERCIAL, COVENANT, COVENANT_NAMES, GPC, INSTITUTIONAL
from analytics.vocabulary import CARRIERS, GPC_CELLS, NotationKey, Quantity

GRID = ElectricityFactor({"CO2": 0.3, "CO2e": 0.301}, "a national factor")
ROWS = {COVENANT: tuple(COVENANT_NAMES), GPC: tuple(GPC_CELLS)}
HOMES_ROW, ON_ROAD = "Stationary energy > Residential buildings", "Transportation > On-road"


def figure(row: str, carrier: str | None, amount: float | None, quantity: str = "co2", **changes: object) -> Figure:
    fields: dict[str, object] = {"row": row, "carrier": carrier, "scope": None, "quantity": quantity, "amount": amount}
    return Figure(**(fields | changes))  # type: ignore[arg-type]


@some.composite
def inventory(draw: some.DrawFn) -> tuple[str, list[Figure]]:
    """A table and figures in it: numbers and notation keys, energy and gases, with and without carrier and scope."""
    source = draw(some.sampled_from(list(ROWS)))
    rows = draw(some.lists(some.sampled_from(ROWS[source]), min_size=1, max_size=12))
    made = []
    for row in rows:
        scope = GPC_CELLS[row].scope if source == GPC else draw(some.sampled_from([None, 1, 2, 3]))
        numbered = draw(some.booleans())
        made.append(
            Figure(
                row,
                draw(some.sampled_from([None, "electricity", "natural_gas", "heat_cold", "diesel"])),
                scope,
                draw(some.sampled_from([quantity.value for quantity in Quantity])),
                draw(some.floats(-1e6, 1e6).map(lambda x: round(x, 2))) if numbered else None,
                None if numbered else draw(some.sampled_from([key.value for key in NotationKey])),
                draw(some.sampled_from(["", "A", "B"])),
            )
        )
    return source, made


def total(items: object, quantity: str) -> float:
    return fsum(item.amount for item in items if item.quantity == quantity and item.amount is not None)  # type: ignore[attr-defined]


@given(inventory(), some.booleans())
def test_every_figure_ends_in_exactly_one_place_and_the_sums_add_up(
    made: tuple[str, list[Figure]], known: bool
) -> None:
    source, given_figures = made
    found = converted(given_figures, source, GRID if known else None)
    ends = Counter(member for item in found.cells for member in item.members)
    ends.update(
        given_figures.index(item.figure) if given_figures.count(item.figure) == 1 else -1 for item in found.left_out
    )
    assert sum(ends.values()) == len(given_figures)
    assert all(count == 1 for member, count in ends.items() if member >= 0)
    for quantity in Quantity:
        moved = fsum(item.after_t - item.before_t for item in found.recomputed if item.quantity == quantity)
        after = total(found.cells, quantity) + total([item.figure for item in found.left_out], quantity)
        assert after - moved == pytest.approx(total(given_figures, quantity), rel=1e-9, abs=1e-6)
    places = [(item.row, item.scope, item.carrier, item.quantity) for item in found.cells]
    assert len(set(places)) == len(places)


@given(inventory())
def test_energy_and_fuels_are_never_changed(made: tuple[str, list[Figure]]) -> None:
    source, given_figures = made
    found = converted(given_figures, source, GRID)
    for item in found.cells:
        if item.quantity == Quantity.ENERGY or item.carrier != "electricity":
            whole = [given_figures[member].amount for member in item.members]
            numbers = [amount for amount in whole if amount is not None]
            assert item.amount == (pytest.approx(fsum(numbers)) if numbers else None)


HOMES = [
    figure("residential", "electricity", 1000.0, "energy"),
    figure("residential", "electricity", 245.0),
    figure("residential", "natural_gas", 500.0, "energy"),
    figure("residential", "natural_gas", 101.0),
]


def only(found: Conversion, quantity: str = "co2") -> dict[tuple[str, str | None], float | None]:
    return {(item.row, item.carrier): item.amount for item in found.cells if item.quantity == quantity}


def test_electricity_is_recomputed_with_the_grid_factor_and_gas_is_not() -> None:
    found = converted(HOMES, COVENANT, GRID)
    assert only(found) == {(HOMES_ROW, "electricity"): 300.0, (HOMES_ROW, "natural_gas"): 101.0}
    (again,) = found.recomputed
    assert (again.before_t, again.after_t, again.mwh, again.t_per_mwh) == (245.0, 300.0, 1000.0, 0.3)


def test_gpc_and_the_common_reporting_framework_share_the_grid_factor() -> None:
    cells = [figure("I.1.2", None, 300.0, scope=2), figure("I.1.1", None, 101.0, scope=1)]
    found = converted(cells, GPC)
    assert found.recomputed == ()
    assert total(found.cells, "co2") == 401.0


@pytest.mark.parametrize(
    ("given_figures", "factor", "words"),
    [
        (HOMES, None, "none was given"),
        (HOMES[1:], GRID, "MWh is not on file"),
        ([figure("residential", "electricity", None, "energy", key="NE"), HOMES[1]], GRID, "MWh is not on file"),
        ([HOMES[0]._replace(label="A"), HOMES[1]._replace(label="A"), HOMES[1]._replace(label="B")], GRID, "MWh"),
        ([HOMES[0], figure("residential", "electricity", 1.0, "ch4")], GRID, "not of this gas alone"),
        ([figure("residential", None, 245.0, scope=2)], GRID, "cannot be told from heat"),
    ],
)
def test_electricity_that_cannot_be_recomputed_is_left_out_with_the_reason(
    given_figures: list[Figure], factor: ElectricityFactor | None, words: str
) -> None:
    found = converted(given_figures, COVENANT, factor)
    assert found.left_out
    assert all(words in item.reason for item in found.left_out)
    assert all(item.carrier != "electricity" for item in found.cells if item.quantity != "energy")


def test_transport_by_owner_is_left_out() -> None:
    transport = [
        figure("public_transport", "diesel", 10.0, label="Buses"),
        figure("private_transport", "diesel", 90.0),
    ]
    found = converted(transport, COVENANT)
    assert (only(found), len(found.left_out)) == ({(ON_ROAD, "diesel"): 90.0}, 1)
    assert found.left_out[0].place == "Public transport, Buses, diesel"
    assert {item.place for item in found.reasons} == {"Private and commercial transport"}


def test_commercial_and_institutional_are_one_figure_and_one_key() -> None:
    found = converted([figure("I.2.1", None, 5.0, scope=1)], GPC)
    assert [(item.row.partition(" > ")[2], item.amount, item.key) for item in found.cells] == [
        ("Commercial buildings & facilities", 5.0, None),
        ("Institutional buildings & facilities", None, "IE"),
    ]
    assert found.cells[1].included_in == found.cells[0].row


def test_municipal_and_tertiary_stay_apart_in_the_common_reporting_framework() -> None:
    both = [figure("municipal_buildings", "diesel", 2.0), figure("tertiary", "diesel", 5.0)]
    assert only(converted(both, COVENANT)) == {(INSTITUTIONAL, "diesel"): 2.0, (COMMERCIAL, "diesel"): 5.0}


@pytest.mark.parametrize(("keys", "result"), [(("NO", "NE"), "NE"), (("NO", "C"), "C"), (("NO", "NO"), "NO")])
def test_keys_that_fall_together_leave_the_one_that_admits_most(keys: tuple[str, str], result: str) -> None:
    cells = [figure(row, "diesel", None, key=key) for row, key in zip(("industry", "industry_ets"), keys, strict=True)]
    (found,) = converted(cells, COVENANT).cells
    assert (found.amount, found.key) == (None, result)


def test_a_number_beside_not_estimated_says_that_its_sum_is_not_whole() -> None:
    cells = [figure("municipal_buildings", "diesel", None, key="NE"), figure("public_lighting", "diesel", 5.0)]
    found = converted(cells, COVENANT)
    assert [(item.amount, item.key) for item in found.cells] == [(5.0, None)]
    assert any("not whole" in reason.message and reason.place.startswith("Municipal") for reason in found.reasons)


def test_a_row_of_gpc_without_a_reference_is_left_out() -> None:
    (left,) = converted([figure("residential", None, 5.0, scope=1)], GPC).left_out
    assert left.reason == "It has no GPC reference."


def test_every_carrier_has_a_side() -> None:
    for carrier in CARRIERS:
        (found,) = converted([figure("residential", carrier, 1.0, "energy")], COVENANT).cells
        assert found.scope == (2 if carrier in ("electricity", "heat_cold") else 1)
