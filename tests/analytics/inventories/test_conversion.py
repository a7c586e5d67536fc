"""Moving inventories between tables: every figure ends in one place, electricity is recomputed, totals add up."""

from __future__ import annotations

from collections import Counter
from math import fsum

import pytest
from hypothesis import assume, given
from hypothesis import strategies as some

from analytics.inventories.conversion import Conversion, ConvertedFigure, GivenElectricityFactor, converted, figures
from analytics.inventories.frameworks import (
    COVENANT,
    COVENANT_ROWS,
    CRF,
    CRF_ROWS,
    FRAMEWORKS,
    GPC,
    INSTITUTIONAL,
    counted,
)
from analytics.text.problems import Refused
from analytics.vocabulary import CARRIERS, GPC_REFERENCES, NotationKey, Quantity

GRID = GivenElectricityFactor({"CO2": 0.3, "CO2e": 0.301}, "a national factor")
ROWS = {COVENANT: tuple(COVENANT_ROWS), CRF: tuple(CRF_ROWS), GPC: tuple(GPC_REFERENCES)}


def figure(
    row: str, carrier: str | None, amount: float | None, quantity: str = "co2", **changes: object
) -> ConvertedFigure:
    fields: dict[str, object] = {"row": row, "carrier": carrier, "scope": None, "quantity": quantity, "amount": amount}
    return ConvertedFigure(**(fields | changes))  # type: ignore[arg-type]


@some.composite
def inventory(draw: some.DrawFn) -> tuple[str, list[ConvertedFigure]]:
    """A table and figures in it: numbers and notation keys, energy and gases, with and without carrier and scope."""
    source = draw(some.sampled_from(list(FRAMEWORKS)))
    rows = draw(some.lists(some.sampled_from(ROWS[source]), min_size=1, max_size=12))
    made = []
    for row in rows:
        scope = GPC_REFERENCES[row].scope if source == GPC else draw(some.sampled_from([None, 1, 2, 3]))
        numbered = draw(some.booleans())
        made.append(
            ConvertedFigure(
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


@given(inventory(), some.sampled_from(list(FRAMEWORKS)), some.booleans())
def test_every_figure_ends_in_exactly_one_place_and_the_sums_add_up(
    made: tuple[str, list[ConvertedFigure]], target: str, known: bool
) -> None:
    source, given_figures = made
    assume(source != target)
    found = converted(given_figures, source, target, GRID if known else None)
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
    for quantity, change in found.totals.items():
        assert change.before + fsum(change.steps.values()) == pytest.approx(change.after, rel=1e-9, abs=1e-6)
        counted_there = [item for item in found.cells if counted(target, item.row, item.scope)]
        assert change.after == pytest.approx(total(counted_there, quantity), rel=1e-9, abs=1e-6)
    places = [(item.row, item.scope, item.carrier, item.quantity) for item in found.cells]
    assert len(set(places)) == len(places)


@given(inventory(), some.sampled_from(list(FRAMEWORKS)))
def test_energy_and_fuels_are_never_changed(made: tuple[str, list[ConvertedFigure]], target: str) -> None:
    source, given_figures = made
    assume(source != target)
    found = converted(given_figures, source, target, GRID)
    for item in found.cells:
        if item.quantity == Quantity.ENERGY or item.carrier != "electricity":
            whole = [given_figures[member].amount for member in item.members]
            numbers = [amount for amount in whole if amount is not None]
            assert item.amount == (pytest.approx(fsum(numbers)) if numbers else None)


@given(inventory(), some.sampled_from([GPC, CRF]))
def test_there_and_back_without_a_loss_gives_the_same_figures(
    made: tuple[str, list[ConvertedFigure]], target: str
) -> None:
    source, given_figures = made
    assume(source != target)
    there = converted(given_figures, source, target, GRID)
    back = converted(there.cells, target, source, GRID)
    for found in (there, back):
        if found.left_out or found.reasons or found.recomputed:
            return
    assert {item.row for item in back.cells} == {item.row for item in given_figures}
    for quantity in Quantity:
        assert total(back.cells, quantity) == pytest.approx(total(given_figures, quantity))


HOMES = [
    figure("residential", "electricity", 1000.0, "energy"),
    figure("residential", "electricity", 245.0),
    figure("residential", "natural_gas", 500.0, "energy"),
    figure("residential", "natural_gas", 101.0),
]


def only(found: Conversion, quantity: str = "co2") -> dict[tuple[str, str | None], float | None]:
    return {(item.row, item.carrier): item.amount for item in found.cells if item.quantity == quantity}


def test_electricity_is_recomputed_with_the_grid_factor_and_gas_is_not() -> None:
    found = converted(HOMES, COVENANT, GPC, GRID)
    assert only(found) == {("I.1.2", "electricity"): 300.0, ("I.1.1", "natural_gas"): 101.0}
    (again,) = found.recomputed
    assert (again.before_t, again.after_t, again.mwh, again.t_per_mwh) == (245.0, 300.0, 1000.0, 0.3)
    assert found.totals["co2"] == (346.0, 401.0, {"recomputed electricity": 55.0})
    assert found.totals["energy"] == (1500.0, 1500.0, {})


def test_the_way_back_takes_the_local_factor() -> None:
    there = converted(HOMES, COVENANT, GPC, GRID)
    local = GivenElectricityFactor({"CO2": 0.245}, "the city")
    back = converted(there.cells, GPC, COVENANT, local)
    assert only(back) == {("residential", "electricity"): 245.0, ("residential", "natural_gas"): 101.0}


def test_gpc_and_the_common_reporting_framework_share_the_grid_factor() -> None:
    cells = [figure("I.1.2", None, 300.0, scope=2), figure("I.1.1", None, 101.0, scope=1)]
    found = converted(cells, GPC, CRF)
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
    given_figures: list[ConvertedFigure], factor: GivenElectricityFactor | None, words: str
) -> None:
    found = converted(given_figures, COVENANT, GPC, factor)
    assert found.left_out
    assert all(words in item.reason for item in found.left_out)
    assert all(item.carrier != "electricity" for item in found.cells if item.quantity != "energy")


def test_transport_by_owner_is_left_out_until_its_mode_is_said() -> None:
    transport = [
        figure("public_transport", "diesel", 10.0, label="Buses"),
        figure("public_transport", "diesel", 3.0, label="Boats"),
        figure("private_transport", "diesel", 90.0),
    ]
    found = converted(transport, COVENANT, GPC)
    assert (only(found), len(found.left_out)) == ({("II.1.1", "diesel"): 90.0}, 2)
    assert found.left_out[0].place == "Public transport, Buses, diesel"
    found = converted(
        transport, COVENANT, GPC, modes={"public_transport": "road_transport", "public_transport/Boats": "navigation"}
    )
    assert only(found) == {("II.1.1", "diesel"): 100.0, ("II.3.1", "diesel"): 3.0}
    assert {item.place for item in found.reasons} == {"Public transport", "Private and commercial transport"}


def test_commercial_and_institutional_are_one_figure_and_one_key() -> None:
    found = converted([figure("I.2.1", None, 5.0, scope=1)], GPC, CRF)
    assert [(item.row.partition(" > ")[2], item.amount, item.key) for item in found.cells] == [
        ("Commercial buildings & facilities", 5.0, None),
        ("Institutional buildings & facilities", None, "IE"),
    ]
    assert found.cells[1].included_in == found.cells[0].row
    back = converted(found.cells, CRF, GPC)
    assert [(item.row, item.amount) for item in back.cells] == [("I.2.1", 5.0)]


def test_municipal_and_tertiary_stay_apart_in_the_common_reporting_framework() -> None:
    both = [figure("municipal_buildings", "diesel", 2.0), figure("tertiary", "diesel", 5.0)]
    assert sorted(only(converted(both, COVENANT, CRF)).values()) == [2.0, 5.0]  # type: ignore[type-var]
    assert only(converted(both, COVENANT, GPC)) == {("I.2.1", "diesel"): 7.0}
    assert INSTITUTIONAL in {item.row for item in converted(both, COVENANT, CRF).cells}


def test_processes_and_land_use_count_there_and_not_in_basic() -> None:
    cells = [
        figure("I.1.1", None, 100.0, scope=1),
        figure("IV.1", None, 7.0, scope=1),
        figure("V.2", None, -2.0, scope=1),
    ]
    change = converted(cells, GPC, CRF).totals["co2"]
    assert change == (100.0, 105.0, {"beside the total before, counted there": 5.0})


@pytest.mark.parametrize(("keys", "result"), [(("NO", "NE"), "NE"), (("NO", "C"), "C"), (("NO", "NO"), "NO")])
def test_keys_that_fall_together_leave_the_one_that_admits_most(keys: tuple[str, str], result: str) -> None:
    cells = [
        figure(row, "diesel", None, key=key) for row, key in zip(("municipal_buildings", "tertiary"), keys, strict=True)
    ]
    (found,) = converted(cells, COVENANT, GPC).cells
    assert (found.amount, found.key) == (None, result)


def test_a_number_beside_not_estimated_says_that_its_sum_is_not_whole() -> None:
    cells = [figure("municipal_buildings", "diesel", None, key="NE"), figure("tertiary", "diesel", 5.0)]
    found = converted(cells, COVENANT, GPC)
    assert [(item.amount, item.key) for item in found.cells] == [(5.0, None)]
    assert any("not whole" in reason.message and reason.place.startswith("Municipal") for reason in found.reasons)


def test_the_rows_of_an_inventory_become_figures_of_its_table() -> None:
    (gpc,) = figures([("residential", None, None, 1, "I.1.1", "co2", 5.0, None)], GPC)
    (covenant,) = figures([("residential", "Homes", "diesel", 1, None, "co2", 5.0, None)], COVENANT)
    assert (gpc.row, covenant.row, covenant.label, covenant.amount) == ("I.1.1", "residential", "Homes", 5.0)
    (left,) = converted(figures([("residential", None, None, 1, None, "co2", 5.0, None)], GPC), GPC, CRF).left_out
    assert left.reason == "It has no GPC reference."


@pytest.mark.parametrize(
    ("source", "target", "factor", "code"),
    [
        (GPC, "ipcc", None, "framework-unknown"),
        (GPC, GPC, None, "framework-same"),
        (COVENANT, GPC, GivenElectricityFactor({"CO2": float("nan")}, "nobody"), "factor-impossible"),
    ],
)
def test_a_table_or_factor_that_cannot_be_is_refused(
    source: str, target: str, factor: GivenElectricityFactor | None, code: str
) -> None:
    with pytest.raises(Refused) as refusal:
        converted([], source, target, factor)
    assert refusal.value.problems[0].code == code


def test_every_carrier_has_a_side() -> None:
    for carrier in CARRIERS:
        (found,) = converted([figure("residential", carrier, 1.0, "energy")], COVENANT, GPC).cells
        assert found.row == ("I.1.2" if carrier in ("electricity", "heat_cold") else "I.1.1")
