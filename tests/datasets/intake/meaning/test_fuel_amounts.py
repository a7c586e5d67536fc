"""Every unit offered, with every carrier: a finite amount of energy, or a refusal with its reason."""

from __future__ import annotations

import math

import pytest

from analytics import units
from analytics.text.problems import Problem, Refused
from analytics.vocabulary import CARRIERS
from datasets.intake.meaning import fuel_amounts, questions
from datasets.intake.meaning.fuel_amounts import conversion, fuel_of

PAIRS = [(unit, carrier) for unit in (*units.ENERGY, *units.MASSES, *units.VOLUMES) for carrier in CARRIERS]
KEYS = ("density", "state", "fuel", "basis")
GHGP = "Greenhouse Gas Protocol, Emission Factors for Cross-Sector Tools, Stationary Combustion, Table 1 (v2.0)"


def outcome(unit: str, carrier: str, answers: dict[str, str]) -> float | Problem:
    try:
        return conversion(carrier, unit, answers)
    except Refused as refusal:
        (problem,) = refusal.problems
        return problem


@pytest.mark.parametrize("basis", ["net", "gross", None])
def test_every_unit_of_every_carrier_converts_or_says_why_not(basis: str | None) -> None:
    assert len(PAIRS) == len(set(PAIRS)) == (22 + 8 + 15) * len(CARRIERS)
    for unit, carrier in PAIRS:
        found = outcome(unit, carrier, {"basis": basis} if basis else {})
        if isinstance(found, float):
            assert math.isfinite(found), (unit, carrier)
            assert found > 0, (unit, carrier)
            continue
        assert len(found.found) > 3, (unit, carrier)
        assert len(found.expected) > 3, (unit, carrier)
        assert found.fix, (unit, carrier)
        if found.severity == "ask":
            assert found.key, (unit, carrier)
        assert "nan" not in found.sentence().casefold().split()


def test_what_is_asked_can_be_answered_until_every_pair_of_a_fuel_converts() -> None:
    """Each question is answered by its first choice; a density that nobody prints, by a value with its unit."""
    for unit, carrier in PAIRS:
        answers: dict[str, str] = {}
        for _ in range(5):
            found = outcome(unit, carrier, answers)
            if isinstance(found, float) or found.severity != "ask":
                break
            assert found.key
            assert found.key.partition(":")[0] in KEYS
            answers[found.key] = found.choices[0] if found.choices else "0.6 t/m3"
        gas_unit = unit in ("Nm3", "Sm3")
        if isinstance(found, Problem):
            assert found.code == ("carrier-no-fuel" if carrier in fuel_amounts.METERED else "unit-fuel"), (
                unit,
                carrier,
            )
            assert carrier in fuel_amounts.METERED or gas_unit
        elif unit not in units.ENERGY:
            assert carrier not in fuel_amounts.METERED


def test_a_mass_of_electricity_is_refused_with_the_reason_and_its_energy_is_not() -> None:
    problem = outcome("kg", "electricity", {})
    assert isinstance(problem, Problem)
    assert (problem.code, problem.severity) == ("carrier-no-fuel", "block")
    assert "MWh" in problem.expected
    assert outcome("GWh", "electricity", {}) == 1000


def test_a_volume_asks_for_the_density_of_its_own_carrier() -> None:
    problem = outcome("l", "diesel", {})
    assert isinstance(problem, Problem)
    assert (problem.severity, problem.key) == ("ask", "density:diesel")
    assert len(problem.choices) == 4
    assert conversion("diesel", "l", {"density:diesel": GHGP}) == pytest.approx(0.913280524e-3 * 43 / 3.6)
    assert conversion("diesel", "l", {"density:diesel": "0.84 kg/l"}) == pytest.approx(0.84e-3 * 43 / 3.6)


def test_two_sources_of_one_litre_lie_nine_per_cent_apart_so_none_is_taken_silently() -> None:
    found = [conversion("diesel", "l", {"density:diesel": source}) for source in fuel_of("diesel").densities]
    assert max(found) / min(found) == pytest.approx(0.913280524 / 0.84)


def test_a_standard_cubic_metre_of_gas_needs_the_state_of_its_density() -> None:
    answers = {"density:natural_gas": GHGP}
    problem = outcome("Sm3", "natural_gas", answers)
    assert isinstance(problem, Problem)
    assert problem.key == "state:natural_gas"
    as_standard = conversion("natural_gas", "Sm3", answers | {"state:natural_gas": "standard"})
    as_normal = conversion("natural_gas", "Sm3", answers | {"state:natural_gas": "normal"})
    assert as_normal / as_standard == pytest.approx(0.948, abs=1e-4)
    bad = outcome("Sm3", "natural_gas", answers | {"state:natural_gas": "liquid"})
    assert isinstance(bad, Problem)
    assert bad.code == "state-unknown"


def test_the_bill_decides_where_it_prints_the_calorific_value_and_says_on_which_basis() -> None:
    bill = {"calorific:natural_gas": "10.69 kWh/Sm3"}
    problem = outcome("Smc", "natural_gas", bill)
    assert isinstance(problem, Problem)
    assert (problem.key, problem.choices) == ("basis", ("net", "gross"))
    assert conversion("natural_gas", "Smc", bill | {"basis": "gross"}) == pytest.approx(0.01069 * 0.9)
    assert conversion("natural_gas", "MWh", {"basis:natural_gas": "gross"}) == pytest.approx(0.9)


def test_a_carrier_of_several_fuels_asks_which_and_another_may_be_named() -> None:
    problem = outcome("t", "other_fossil", {})
    assert isinstance(problem, Problem)
    assert (problem.key, "Peat" in problem.choices) == ("fuel:other_fossil", True)
    assert conversion("other_fossil", "t", {"fuel:other_fossil": "Peat"}) == pytest.approx(9.76 / 3.6)
    assert conversion("coal", "t", {"fuel:coal": "Anthracite"}) == pytest.approx(26.7 / 3.6)
    assert outcome("t", "coal", {"fuel:coal": "Peat"}) != outcome("t", "coal", {})


@pytest.mark.parametrize(
    ("unit", "carrier", "code"),
    [
        ("MWh", "dilithium", "carrier-unknown"),
        ("t", "dilithium", "carrier-unknown"),
        ("MW", "diesel", "unit-power"),
        ("parsec", "diesel", "unit-unknown"),
        ("t CO2", "diesel", "unit-dimension"),
        ("Nm3", "diesel", "unit-fuel"),
    ],
)
def test_an_unknown_word_is_named_with_the_alternatives(unit: str, carrier: str, code: str) -> None:
    answers = {"density:diesel": GHGP}
    problem = outcome(unit, carrier, answers)
    assert isinstance(problem, Problem)
    assert problem.code == code


def test_an_unknown_basis_is_refused() -> None:
    with pytest.raises(Refused, match="net or gross"):
        conversion("natural_gas", "MWh", {"basis": "middling"})


def test_a_unit_of_energy_is_converted_by_its_size_alone() -> None:
    assert conversion("natural_gas", "therm") == units.factor(units.unit("therm"), "MWh")


@pytest.mark.parametrize(
    "answers",
    [
        {"density:diesel": GHGP},
        {"density:diesel": "0.84 kg/l"},
        {"density:diesel": "7 lb/gal", "gal": "US gal"},
        {"fuel:coal": "Anthracite"},
        {"calorific:natural_gas": "10.69 kWh/Sm3", "basis": "gross"},
        {"basis:natural_gas": "gross"},
        {"state:natural_gas": "normal"},
    ],
)
def test_an_import_takes_the_answers_about_fuels(answers: dict[str, str]) -> None:
    assert questions.faults(answers, (), 1, ()) == []


@pytest.mark.parametrize(
    "answers",
    [
        {"density:diesel": "0.84"},
        {"density:diesel": "a rumour"},
        {"density": "0.84 kg/l"},
        {"density:heat_cold": "1 kg/l"},
        {"fuel:coal": "Peat"},
        {"calorific:natural_gas": "10.69"},
        {"basis": "middling"},
        {"basis:natural_gas": "middling"},
        {"state:natural_gas": "liquid"},
        {"gal": "gallon"},
        {"density:diesel": "7 lb/gal"},
    ],
)
def test_an_answer_about_a_fuel_that_means_nothing_is_refused(answers: dict[str, str]) -> None:
    (problem,) = questions.faults(answers, (), 1, ())
    assert problem.code == "answer-unknown"
    assert problem.expected
