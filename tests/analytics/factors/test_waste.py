"""Waste and wastewater: masses of waste become masses of a gas, and no more gas than there is carbon."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics import units
from analytics.factors import waste
from analytics.text.problems import Refused
from datasets.reference import catalogue

SHARES = st.floats(0, 1)
TONNES = st.floats(0, 1e7)


def quantity(value: Any, unit: str) -> Any:
    return units.registry().Quantity(value, unit)


def test_a_landfill_gives_methane_and_nothing_else() -> None:
    q = quantity
    potential = waste.methane_potential(1.0, 0.15, 0.5, 0.5, q(16 / 12, "tCH4/t"))
    total = waste.methane_commitment(q(1.0, "kt"), potential, 0.0, 0.1)
    assert total.to("tCH4").magnitude == pytest.approx(45)
    with pytest.raises(TypeError, match="Cannot convert"):
        total.to("tCO2e")
    assert waste.methane_commitment(1000, waste.methane_potential(1, 0.15, 0.5, 0.5), 0, 0.1) == pytest.approx(45)


@given(st.lists(TONNES, min_size=1, max_size=12), st.floats(0.01, 0.4), st.floats(0, 0.3), SHARES)
def test_decay_spreads_the_commitment_over_the_years(
    deposits: list[float], rate: float, potential: float, oxidation: float
) -> None:
    found = waste.first_order_decay([*deposits, *[0.0] * 2500], rate, potential, oxidation=oxidation)
    commitment = waste.methane_commitment(sum(deposits), potential, 0.0, oxidation)
    assert found.sum() == pytest.approx(commitment, rel=1e-6, abs=1e-6)
    assert found[0] == 0
    assert (found >= 0).all()


def test_decay_starts_in_the_year_after_and_halves_in_its_half_life() -> None:
    found = waste.first_order_decay([1000, *[0] * 30], np.log(2) / 10, 0.05)
    assert found[1] == pytest.approx(50 * (1 - 2**-0.1))
    assert found[11] == pytest.approx(found[1] / 2)
    assert found[1:21].sum() == pytest.approx(50 * 0.75)
    less = waste.first_order_decay([1000, 0, 0], 0.05, 0.05, recovered=[0, 1, 1])
    assert less[1] == pytest.approx(50 * (1 - np.exp(-0.05)) - 1)


def test_compost_and_digestate_give_their_default_gas() -> None:
    q = quantity
    assert waste.treated(q(1.0, "kt"), q(4.0, "gCH4/kg")).to("tCH4").magnitude == pytest.approx(4)
    assert waste.treated(q(1.0, "kt"), q(0.24, "gN2O/kg")).to("kgN2O").magnitude == pytest.approx(240)
    assert waste.treated(1000, 0.0008, recovered=0.3) == pytest.approx(0.5)
    assert waste.treated(0.3, 1.0, recovered=0.1 + 0.2) == pytest.approx(0, abs=1e-15)
    column = waste.treated(pd.Series([1000.0, 500.0], index=["a", "b"]), 0.004)
    assert list(column) == [4, 2]
    assert list(column.index) == ["a", "b"]


def test_only_fossil_carbon_counts_when_waste_is_burnt() -> None:
    q = quantity
    assert waste.incineration_co2(1000, 1, 0.75, 1) == pytest.approx(2750)
    assert waste.incineration_co2(1000, 0.4, 0.38, 0) == 0
    assert waste.incineration_co2(1000, 1, 0.75, 1, 0.58) == pytest.approx(1595)
    burnt = waste.incineration_co2(q(1.0, "kt"), 1.0, 0.75, 1.0, 1.0, q(44 / 12, "tCO2/t"))
    assert burnt.to("tCO2").magnitude == pytest.approx(2750)
    mix = waste.incineration_co2(1000 * np.array([0.6, 0.4]), 1, np.array([0.75, 0.46]), np.array([1.0, 0.01]))
    assert mix.sum() == pytest.approx(1000 * (0.6 * 0.75 + 0.4 * 0.46 * 0.01) * 44 / 12)


@given(TONNES, SHARES, SHARES, SHARES, SHARES)
def test_burning_never_gives_more_co2_than_carbon_allows(a: float, b: float, c: float, d: float, e: float) -> None:
    assert 0 <= waste.incineration_co2(a, b, c, d, e) <= a * 44 / 12 * (1 + 1e-12)


def test_wastewater_gives_methane_by_population_load_and_treatment() -> None:
    q = quantity
    load = waste.organic_load(100_000, 60e-6, 1.25)
    assert load == pytest.approx(2737.5)
    assert waste.wastewater_ch4(load, 0.6, 0.3) == pytest.approx(492.75)
    assert waste.wastewater_ch4(load, 0.6, 0.3, sludge=load / 2, recovered=100) == pytest.approx(492.75 / 2 - 100)
    measured = waste.organic_load(q(100_000.0, "capita"), q(60.0, "g/capita"), 1.25)
    found = waste.wastewater_ch4(measured, q(0.6, "kgCH4/kg"), 0.3)
    assert found.to("tCH4").magnitude == pytest.approx(492.75)
    with pytest.raises(TypeError, match="Cannot convert"):
        waste.wastewater_ch4(measured, 0.6, 0.3).to("tCH4")


def test_shares_of_income_and_treatment_are_multiplied_and_never_divided_by() -> None:
    mcf = waste.of_mix([0.6 * 1.0, 0.4 * 0.5], [0.3, 0.5])
    assert mcf == pytest.approx(0.28)
    assert waste.wastewater_ch4(1000, 0.6, mcf) < waste.wastewater_ch4(1000, 0.6, 0.5)


def test_effluent_gives_nitrous_oxide_from_the_nitrogen_of_protein() -> None:
    q = quantity
    assert waste.effluent_n2o(100_000, 0.035, 0.16, 1.4, 1.25, 0.005) == pytest.approx(7.7)
    found = waste.effluent_n2o(
        q(100_000.0, "capita"), q(35.0, "kg/capita"), 0.16, 1.4, 1.25, 0.005, None, q(44 / 28, "tN2O/t")
    )
    assert found.to("tN2O").magnitude == pytest.approx(7.7)
    assert waste.effluent_n2o(1000, 0.035, sludge_nitrogen=1.0) < waste.effluent_n2o(1000, 0.035)


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda: waste.methane_potential(1, 15, 0.5, 0.5), "value-range"),
        (lambda: waste.methane_commitment(-1, 0.05), "value-range"),
        (lambda: waste.methane_commitment(1, 50), "value-range"),
        (lambda: waste.methane_commitment(1, 0.05, recovered_share=75), "value-range"),
        (lambda: waste.methane_commitment(float("nan"), 0.05), "value-missing"),
        (lambda: waste.first_order_decay([1, -1], 0.05, 0.05), "value-range"),
        (lambda: waste.first_order_decay([1, 1], 0, 0.05), "value-zero"),
        (lambda: waste.first_order_decay([1000, 0], 0.05, 0.05, recovered=[0, 9]), "value-range"),
        (lambda: waste.treated(1000, 4), "value-range"),
        (lambda: waste.treated(1000, 0.004, recovered=5), "value-range"),
        (lambda: waste.incineration_co2(1000, 90, 0.75, 1), "value-range"),
        (lambda: waste.organic_load(1000, 60), "value-range"),
        (lambda: waste.organic_load(1000, 60e-6, 0.9), "value-range"),
        (lambda: waste.wastewater_ch4(100, 0.6, 1.3), "value-range"),
        (lambda: waste.wastewater_ch4(100, 0.6, 0.3, sludge=101), "value-range"),
        (lambda: waste.effluent_n2o(1000, 0.035, 16), "value-range"),
        (lambda: waste.effluent_n2o(-1000, 0.035), "value-range"),
        (lambda: waste.of_mix([0.7, 0.4], [0.1, 0.2]), "value-range"),
    ],
)
def test_wrong_input_is_named_and_never_computed(call: Any, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        call()
    (problem,) = refusal.value.problems
    assert problem.code == code
    assert all((problem.found, problem.expected, problem.fix))


# --- the shipped table


def test_a_share_of_the_table_is_a_share_and_a_default_stands_once() -> None:
    rows = catalogue.records("waste_defaults")
    keys = [tuple(row[name] for name in ("parameter", "subject", "condition", "basis", "gas", "unit")) for row in rows]
    assert len(keys) == len(set(keys))
    for row in rows:
        if row["parameter"] in ("mcf_landfill", "mcf_wastewater", "oxidation_landfill", "docf", "methane_fraction"):
            assert 0 <= float(row["value"]) <= 1
        if row["unit"] == "%":
            assert 0 <= float(row["value"]) <= 100


def test_degradable_carbon_of_a_component_is_not_above_its_carbon() -> None:
    rows = catalogue.records("waste_defaults")
    total = {row["subject"]: float(row["value"]) for row in rows if row["parameter"] == "carbon_content"}
    for row in rows:
        if row["parameter"] == "doc" and row["basis"] == "dry":
            assert float(row["value"]) <= total[row["subject"]], row


def test_a_series_keeps_one_method_for_its_landfills() -> None:
    assert waste.one_method({2015: "methane-commitment", 2019: "methane-commitment"}) == "methane-commitment"
    with pytest.raises(Refused) as refused:
        waste.one_method({2015: "methane-commitment", 2019: "first-order-decay", 2021: "first-order-decay"})
    (problem,) = refused.value.problems
    assert problem.code == "waste-method-mixed"
    assert problem.found == "methane-commitment in 2015 and first-order-decay in 2019, 2021"


@pytest.mark.parametrize(("methods", "code"), [({}, "waste-method-missing"), ({2015: "guess"}, "waste-method-unknown")])
def test_a_series_without_a_known_method_is_refused(methods: dict[int, str], code: str) -> None:
    with pytest.raises(Refused) as refused:
        waste.one_method(methods)
    assert refused.value.problems[0].code == code


def test_the_two_methods_give_one_tonne_the_same_methane_in_the_end() -> None:
    potential = waste.methane_potential(1.0, 0.15, 0.5, 0.5)
    decayed = waste.first_order_decay([1000.0, *([0.0] * 400)], 0.1, potential, oxidation=0.1)
    assert decayed.sum() == pytest.approx(waste.methane_commitment(1000.0, potential, oxidation=0.1), rel=1e-9)
    assert decayed[0] == 0
    assert decayed[1] == max(decayed)
