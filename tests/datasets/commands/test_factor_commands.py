"""The commands of the factors: what they list, what they take in, and what they refuse with the alternatives."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.effort import first

Run = Callable[..., tuple[int, Any, str]]
WHY = ("--reason", "a bill", "--by", "an analyst", "--json")
CELLS = {
    "kind": "factor",
    "carrier": "diesel",
    "first_year": 2019,
    "last_year": 2019,
    "gas": "CO2e",
    "used_for": "all",
    "approach": "activity-based",
    "source": "the utility",
}


def factor(run: Run, act: str = "set", /, **cells: object) -> tuple[int, Any, str]:
    return run(act, "Turin", "factors", *(f"{name}={cell}" for name, cell in {**CELLS, **cells}.items()), *WHY)


def supply(run: Run, kind: str, value: object, unit: str) -> tuple[int, Any, str]:
    cells = ("year=2019", f"kind={kind}", f"value={value}", f"original_unit={unit}", "source=the utility")
    return run("set", "Turin", "supply", *cells, *WHY)


def used(run: Run, carrier: str, *choice: str) -> list[dict[str, Any]]:
    status, found, _ = run("factors", "Turin", "--json", *choice)
    assert status == 0
    return [use for use in found if use["carrier"] == carrier]


def code_of(answer: tuple[int, Any, str]) -> str:
    status, said, _ = answer
    (problem,) = said["problems"]
    assert status == 2
    assert problem["expected"]
    assert problem["fix"]
    return str(problem["code"])


def test_every_factor_is_listed_with_value_source_edition_and_what_was_passed_over(run: Run) -> None:
    (gas,) = (use for use in used(run, "natural_gas", "--gas", "CO2") if use["used_for"] == "stationary")
    assert (gas["value"], gas["unit"], gas["kind"]) == (0.202, "t CO2/MWh", "city")
    assert "Climate City Contract" in gas["source"]
    assert [other["edition"] for other in gas["others"]] == ["IPCC 2006"]
    (power, _) = used(run, "electricity")
    assert (power["kind"], power["edition"]) == ("national", "JRC CoM NEEFE 2024")
    status, said, _ = run("factors", "Turin")
    assert status == 0
    assert "source: JRC CoM NEEFE 2024, Table 2" in said
    assert "biogenic" in said


def test_a_city_without_energy_has_nothing_to_list(run: Run) -> None:
    status, said, _ = run("factors", "Boston")
    assert (status, said) == (0, "Nothing is on file.\n")


def test_a_stated_factor_is_committed_with_its_unit_and_used_from_then_on(run: Run) -> None:
    status, revision, _ = factor(run, carrier="heat_cold", value=161, original_unit="g CO2e/kWh")
    assert (status, revision["author"]) == (0, "an analyst")
    (heat,) = used(run, "heat_cold")
    assert (heat["kind"], heat["source"], heat["formula"]) == ("city", "the utility", "161 g CO2e/kWh")
    assert heat["value"] == pytest.approx(0.161)
    assert run("undo", revision["revision"], "--reason", "a slip")[0] == 0
    assert used(run, "heat_cold")[0]["value"] is None


def test_a_factor_on_gross_calorific_value_is_kept_on_net(run: Run) -> None:
    assert factor(run, carrier="natural_gas", value=0.18231, original_unit="kg/kWh", basis="gross")[0] == 0
    assert used(run, "natural_gas")[0]["value"] == pytest.approx(0.18231 / 0.9)


@pytest.mark.longer("several commands, each on an opened database")
def test_a_blend_unsustainable_wood_and_a_withdrawal_are_stated_alike(run: Run) -> None:
    assert factor(run, kind="blend", value=0.95, fossil_carrier="diesel", bio_carrier="biofuel")[0] == 0
    assert used(run, "diesel")[0]["kind"] == "blend"
    wood = {"carrier": "other_biomass", "kind": "biomass", "value": 0}
    assert factor(run, **wood)[0] == 0
    assert run("remove", "Turin", "factors", "carrier=other_biomass", "kind=factor", *WHY)[0] == 0
    (found, *_) = used(run, "other_biomass")
    assert (found["kind"], found["biogenic"]) == ("ipcc", 0)
    assert found["value"] > 0.4
    assert run("remove", "Turin", "factors", "kind=blend", *WHY)[0] == 0
    assert used(run, "diesel")[0]["kind"] != "blend"
    assert code_of(run("remove", "Turin", "factors", "kind=blend", *WHY)) == "row-unknown"
    assert code_of(run("remove", "Turin", "factors", "moods=good", *WHY)) == "column-unknown"


@pytest.mark.longer("a command on an opened database")
def test_local_electricity_is_stated_figure_by_figure(run: Run) -> None:
    figures = (("LPE", "500", "GWh"), ("CO2LPE", "20", "kt"), ("GEP", "0.1", "TWh"), ("CO2GEP", "0", "t CO2"))
    for kind, value, unit in figures:
        assert supply(run, kind, value, unit)[0] == 0
    grid = used(run, "electricity")[0]["value"]
    (use, _) = used(run, "electricity", "--electricity", "local")
    assert use["value"] == pytest.approx(((2_384_240 - 600_000) * grid + 20_000) / 2_384_240)
    assert use["location_based"] == pytest.approx(((2_384_240 - 500_000) * grid + 20_000) / 2_384_240)


@pytest.mark.longer("several commands, each on an opened database")
@pytest.mark.parametrize(
    ("cells", "code"),
    first(
        3,
        [
            ({"value": 0.27}, "factor-unit"),
            ({"value": 2.7, "original_unit": "kg/l"}, "unit-needs-fuel"),
            ({"value": 0.27, "original_unit": "kWh/t"}, "factor-unit"),
            ({"value": 0.27, "original_unit": "t CO2/MWh"}, "factor-gas"),
            ({"value": -0.27, "original_unit": "t/MWh"}, "cell-range"),
            ({"value": "nan", "original_unit": "t/MWh"}, "cell-range"),
            ({"original_unit": "t/MWh"}, "cell-missing"),
            ({"value": 0.27, "original_unit": "t/MWh", "carrier": "dilithium"}, "cell-choice"),
            (
                {"value": 0.27, "original_unit": "t/MWh", "carrier": "electricity", "basis": "gross"},
                "carrier-no-fuel",
            ),
            ({"kind": "blend", "value": 95, "fossil_carrier": "diesel", "bio_carrier": "biofuel"}, "value-range"),
            ({"kind": "blend", "value": 0.9, "fossil_carrier": "diesel"}, "cell-missing"),
            (
                {"kind": "blend", "value": 0.9, "fossil_carrier": "diesel", "bio_carrier": "electricity"},
                "carrier-no-fuel",
            ),
            ({"kind": "biomass", "value": 1}, "carrier-no-biomass"),
            ({"value": 0.27, "original_unit": "t/MWh", "last_year": 2010}, "year-range"),
            ({"value": 0.27, "original_unit": "t/MWh", "source": " "}, "cell-missing"),
        ],
    ),
)
def test_a_factor_that_cannot_be_right_is_refused_and_nothing_is_written(
    run: Run, cells: dict[str, object], code: str
) -> None:
    assert code_of(factor(run, **cells)) == code
    assert all(item["author"] == "Sample data" for item in run("history", "Turin", "--json")[1])


@pytest.mark.parametrize(
    ("kind", "value", "unit", "code"),
    first(
        1,
        [
            ("LPE", 5, "t", "unit-dimension"),
            ("CO2LPE", 5, "MWh", "unit-dimension"),
            ("LPE", -5, "MWh", "cell-range"),
            ("LPE", 5, "", "cell-missing"),
        ],
    ),
)
def test_a_local_figure_in_a_wrong_unit_is_refused(run: Run, kind: str, value: int, unit: str, code: str) -> None:
    assert code_of(supply(run, kind, value, unit)) == code
