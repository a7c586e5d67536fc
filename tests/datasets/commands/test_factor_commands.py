"""The commands of the factors: what they list, what they take in, and what they refuse with the alternatives."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.effort import first

Run = Callable[..., tuple[int, Any, str]]
WHY = ("--source", "the utility", "--reason", "a bill", "--author", "an analyst")


def used(run: Run, carrier: str, *choice: str) -> list[dict[str, Any]]:
    status, found, _ = run("factors", "Turin", "--json", *choice)
    assert status == 0
    return [use for use in found if use["carrier"] == carrier]


def refusal(run: Run, *arguments: object) -> dict[str, Any]:
    status, said, _ = run(*arguments, "--json")
    assert status == 2
    (problem,) = said["problems"]
    assert isinstance(problem, dict)
    assert problem["expected"]
    assert problem["fix"]
    return problem


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
    arguments = ("--carrier", "heat_cold", "--value", "161", "--unit", "g CO2e/kWh", "--year", "2019")
    status, revision, _ = run("factor", "Turin", *arguments, *WHY, "--json")
    assert (status, revision["author"]) == (0, "an analyst")
    (heat,) = used(run, "heat_cold")
    assert (heat["kind"], heat["source"], heat["formula"]) == ("city", "the utility", "161 g CO2e/kWh")
    assert heat["value"] == pytest.approx(0.161)
    assert run("undo", revision["revision"], "--reason", "a slip")[0] == 0
    assert used(run, "heat_cold")[0]["value"] is None


def test_a_factor_on_gross_calorific_value_is_kept_on_net(run: Run) -> None:
    gross = ("--carrier", "natural_gas", "--value", "0.18231", "--unit", "kg/kWh", "--basis", "gross", "--year", "2019")
    assert run("factor", "Turin", *gross, *WHY)[0] == 0
    assert used(run, "natural_gas")[0]["value"] == pytest.approx(0.18231 / 0.9)


@pytest.mark.longer("several commands, each on an opened database")
def test_a_blend_unsustainable_wood_and_a_withdrawal_are_stated_alike(run: Run) -> None:
    assert (
        run("factor", "Turin", "--carrier", "diesel", "--blend", "0.95", "diesel", "biofuel", "--year", "2019", *WHY)[0]
        == 0
    )
    assert used(run, "diesel")[0]["kind"] == "blend"
    wood = ("factor", "Turin", "--carrier", "other_biomass", "--year", "2019")
    assert run(*wood, "--biomass", "unsustainable", *WHY)[0] == 0
    assert run(*wood, "--withdraw", "--gas", "CO2", *WHY)[0] == 0
    (found, *_) = used(run, "other_biomass")
    assert (found["kind"], found["biogenic"]) == ("ipcc", 0)
    assert found["value"] > 0.4


@pytest.mark.longer("a command on an opened database")
def test_local_electricity_is_stated_figure_by_figure(run: Run) -> None:
    figures = (("LPE", "500", "GWh"), ("CO2LPE", "20", "kt"), ("GEP", "0.1", "TWh"), ("CO2GEP", "0", "t CO2"))
    for kind, value, unit in figures:
        done = run("supply", "Turin", "--kind", kind, "--value", value, "--unit", unit, "--year", "2019", *WHY)
        assert done[0] == 0
    grid = used(run, "electricity")[0]["value"]
    (use, _) = used(run, "electricity", "--electricity", "local")
    assert use["value"] == pytest.approx(((2_384_240 - 600_000) * grid + 20_000) / 2_384_240)
    assert use["location_based"] == pytest.approx(((2_384_240 - 500_000) * grid + 20_000) / 2_384_240)


@pytest.mark.longer("several commands, each on an opened database")
@pytest.mark.parametrize(
    ("arguments", "code"),
    first(
        3,
        [
            (("--carrier", "diesel", "--value", "0.27"), "factor-unit"),
            (("--carrier", "diesel", "--value", "2.7", "--unit", "kg/l"), "unit-needs-fuel"),
            (("--carrier", "diesel", "--value", "0.27", "--unit", "kWh/t"), "factor-unit"),
            (("--carrier", "diesel", "--value", "0.27", "--unit", "t CO2/MWh"), "factor-gas"),
            (("--carrier", "diesel", "--value", "-0.27", "--unit", "t/MWh"), "value-range"),
            (("--carrier", "diesel", "--value", "nan", "--unit", "t/MWh"), "value-missing"),
            (("--carrier", "dilithium", "--value", "0.27", "--unit", "t/MWh"), "carrier-unknown"),
            (("--carrier", "electricity", "--value", "0.27", "--unit", "t/MWh", "--basis", "gross"), "carrier-no-fuel"),
            (("--carrier", "diesel", "--blend", "95", "diesel", "biofuel"), "value-range"),
            (("--carrier", "diesel", "--blend", "much", "diesel", "biofuel"), "value-text"),
            (("--carrier", "diesel", "--blend", "0.9", "diesel", "electricity"), "carrier-no-fuel"),
            (("--carrier", "diesel", "--biomass", "sustainable"), "carrier-no-biomass"),
            (("--carrier", "diesel", "--value", "0.27", "--unit", "t/MWh", "--to", "2010"), "year-range"),
            (("--carrier", "diesel", "--value", "0.27", "--unit", "t/MWh", "--source", " "), "source-missing"),
        ],
    ),
)
def test_a_factor_that_cannot_be_right_is_refused_and_nothing_is_written(
    run: Run, arguments: tuple[str, ...], code: str
) -> None:
    assert refusal(run, "factor", "Turin", "--year", "2019", *WHY, *arguments)["code"] == code
    assert all(item["author"] == "Sample data" for item in run("history", "Turin", "--json")[1])


@pytest.mark.parametrize(
    ("arguments", "code"),
    first(
        1,
        [
            (("--kind", "LPE", "--value", "5", "--unit", "t"), "unit-dimension"),
            (("--kind", "CO2LPE", "--value", "5", "--unit", "MWh"), "unit-dimension"),
            (("--kind", "LPE", "--value", "-5", "--unit", "MWh"), "value-range"),
            (("--kind", "LPE", "--value", "5"), "unit-missing"),
        ],
    ),
)
def test_a_local_figure_in_a_wrong_unit_is_refused(run: Run, arguments: tuple[str, ...], code: str) -> None:
    assert refusal(run, "supply", "Turin", "--year", "2019", *WHY, *arguments)["code"] == code
