"""Units as physics and chemistry: each forbidden conversion stands beside the allowed one."""

from __future__ import annotations

import itertools
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analytics import units
from analytics.text.header_units import header_fuel, header_problem, header_unit
from analytics.text.lexicon import lexicon
from analytics.text.problems import Problem, Refused
from analytics.units import ALIASES, UNITS, Unit, canonical, factor, of_gas, unit
from tests.effort import at_most

EACH_UNIT = st.sampled_from(sorted(UNITS.values(), key=lambda each: each.name))
NBSP = "\u00a0"


def refusal(text: str) -> Problem:
    with pytest.raises(Refused) as refused:
        unit(text)
    (problem,) = refused.value.problems
    return problem


def exactly(expected: float) -> object:
    return pytest.approx(expected, rel=1e-12, abs=0)


@pytest.mark.parametrize(
    ("text", "mwh"),
    [
        ("Wh", 1e-6),
        ("kWh", 1e-3),
        ("MWh", 1),
        ("GWh", 1e3),
        ("TWh", 1e6),
        ("J", 1 / 3.6e9),
        ("kJ", 1 / 3.6e6),
        ("MJ", 1 / 3600),
        ("GJ", 1 / 3.6),
        ("TJ", 1000 / 3.6),
        ("PJ", 1e6 / 3.6),
        ("toe", 11.63),
        ("tep", 11.63),
        ("ktoe", 11_630),
        ("ktep", 11_630),
        ("Mtoe", 11_630_000),
        ("kcal", 1.163e-6),
        ("Gcal", 1.163),
        ("thermie", 1.163e-3),
        ("Mcal", 1.163e-3),
        ("Btu", 1055.05585262 / 3.6e9),
        ("kBtu", 1055.05585262 / 3.6e6),
        ("MMBtu", 1055.05585262 / 3600),
        ("therm", 105505585.262 / 3.6e9),
        ("thm", 105505585.262 / 3.6e9),
        ("tce", 29.3076 / 3.6),
    ],
)
def test_energy_converts_as_defined(text: str, mwh: float) -> None:
    assert factor(unit(text), "MWh") == exactly(mwh)


@pytest.mark.parametrize(
    ("text", "tonnes"),
    [
        ("g", 1e-6),
        ("kg", 1e-3),
        ("t", 1),
        ("Mg", 1),
        ("tonnes", 1),
        ("metric tons", 1),
        ("kt", 1e3),
        ("Gg", 1e3),
        ("Mt", 1e6),
        ("lb", 0.00045359237),
        ("short ton", 0.90718474),
        ("long ton", 1.0160469088),
    ],
)
def test_mass_of_each_gas_converts_as_plain_mass_does(text: str, tonnes: float) -> None:
    assert factor(unit(text), "t") == exactly(tonnes)
    for gas in ("CO2", "CH4", "N2O", "CO2e"):
        assert factor(unit(f"{text} {gas}"), UNITS[f"t {gas}"]) == exactly(tonnes)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("t CO2e", "t CO2e"),
        ("tCO2e", "t CO2e"),
        ("tCO2eq", "t CO2e"),
        ("t CO2-eq", "t CO2e"),
        ("tCO₂e", "t CO2e"),
        (f"t{NBSP}CO2e", "t CO2e"),
        ("tonnes CO2e", "t CO2e"),
        ("tonnes CO2 equivalent", "t CO2e"),
        ("TCO2E", "t CO2e"),
        ("tonnes of CO2 eq.", "t CO2e"),
        ("Metric tonnes CO2e", "t CO2e"),
        ("teqCO2", "t CO2e"),
        ("[t CO2e]", "t CO2e"),
        ("kgCO2e", "kg CO2e"),
        ("kgCO2eq / year", "kg CO2e"),
        ("ktCO2e", "kt CO2e"),
        ("GgCO2e", "kt CO2e"),
        ("MtCO2e", "Mt CO2e"),
        ("MMTCO2e", "Mt CO2e"),
        ("kt CO2", "kt CO2"),
        ("KTCO2", "kt CO2"),
        ("t CH4", "t CH4"),
        ("t CH₄", "t CH4"),
        ("t N2O", "t N2O"),
        ("kg CH4", "kg CH4"),
        ("lbs CO2", "lb CO2"),
        ("Mg CO2", "t CO2"),
        ("KWH", "kWh"),
        ("mwh", "MWh"),
        ("MW h", "MWh"),
        ("mmBtu", "MMBtu"),
        ("TEP", "toe"),
        ("t.o.e.", "toe"),
        ("MWh/a", "MWh"),
        ("MWh per year", "MWh"),
        ("t CO2e yr-1", "t CO2e"),
        ("GWh a⁻¹", "GWh"),
        ("MWh p.a.", "MWh"),
        ("Equivalent tCO2/year", "t CO2e"),
        ("Equivalent tCO_{2}/year", "t CO2e"),
        ("equivalent tonnes of CO2", "t CO2e"),
        ("tCO_{2}", "t CO2"),
        ("CO2 tonnes/year", "t CO2"),
        ("CO2e kt", "kt CO2e"),
        ("Tones of CO2", "t CO2"),
    ],
)
def test_the_usual_spellings_are_read(text: str, name: str) -> None:
    assert unit(text) == UNITS[name]


def test_a_kilotonne_is_no_knot_and_a_calorie_is_the_international_one() -> None:
    assert factor(unit("kt"), "t") == 1000
    assert factor(unit("Gcal"), "GJ") == exactly(4.1868)
    with pytest.raises(Refused):
        factor(unit("kt"), "MWh")


def test_co2_converts_to_co2_and_never_to_co2e() -> None:
    assert factor(unit("kt CO2"), UNITS["t CO2"]) == 1000
    for forbidden in ("t CO2e", "t CH4", "t N2O", "MWh"):
        with pytest.raises(Refused) as refused:
            factor(unit("kt CO2"), UNITS[forbidden])
        (problem,) = refused.value.problems
        assert problem.code == "unit-dimension"
        assert "kt CO₂" in problem.found
        assert UNITS[forbidden].symbol in problem.expected


def test_tonnes_of_a_gas_are_meant_by_a_bare_t_and_plain_mass_is_not() -> None:
    assert factor(unit("kt CO2e"), "t") == 1000
    with pytest.raises(Refused):
        factor(unit("kt CO2e"), UNITS["t"])
    with pytest.raises(Refused):
        factor(unit("kt"), UNITS["t CO2e"])


@given(EACH_UNIT, EACH_UNIT)
def test_units_of_one_quantity_convert_both_ways_and_all_others_are_refused(one: Unit, other: Unit) -> None:
    if one.quantity == other.quantity:
        assert factor(one, other) * factor(other, one) == exactly(1)
    else:
        with pytest.raises(Refused):
            factor(one, other)


def test_no_dimension_leaks_in_the_registry() -> None:
    registry = units.registry()
    of_each = {registry.Quantity(1, each.pint).dimensionality for each in UNITS.values()}
    assert len(of_each) == len({each.quantity for each in UNITS.values()}) == 6
    for one, other in itertools.combinations(("t", "t CO2", "t CH4", "t N2O", "t CO2e", "MWh"), 2):
        assert not registry.Quantity(1, UNITS[one].pint).is_compatible_with(UNITS[other].pint)


@given(EACH_UNIT)
def test_every_unit_goes_to_its_canonical_one_and_back(each: Unit) -> None:
    home = canonical(each)
    assert home.name in {"MWh", "t", "t CO2", "t CH4", "t N2O", "t CO2e"}
    assert factor(each, "MWh" if each.quantity == "energy" else "t") == factor(each, home)
    assert 1234.5 * factor(each, home) * factor(home, each) == exactly(1234.5)


def test_every_alias_is_one_unit() -> None:
    assert {alias: unit(alias).name for alias in ALIASES} == ALIASES


@pytest.mark.parametrize("name", [*units.ENERGY, *units.MASSES])
def test_every_spelling_in_the_tables_is_the_unit_of_its_row(name: str) -> None:
    assert {unit(spelling).name for spelling in (name, *units.written(name))} == {name}


def test_no_spelling_has_two_outcomes() -> None:
    sets = {key.casefold() for key in units._ASKED}, {key.casefold() for key in units._REFUSED}
    assert not sets[0] & sets[1]
    assert not set(ALIASES) & (sets[0] | sets[1])
    assert {unit(each.name) for each in UNITS.values()} == set(UNITS.values())
    assert {unit(each.symbol) for each in UNITS.values()} == set(UNITS.values())


def test_case_decides_between_a_tonne_and_a_megatonne() -> None:
    assert factor(unit("Mt CO2e"), "t") == 1e6
    for asked in ("MT CO2e", "mt CO2e", "MTCO2e", "mt", "MT"):
        problem = refusal(asked)
        assert (problem.severity, problem.code, problem.key) == ("ask", "unit-ambiguous", "mt")
        assert problem.choices == ("tonne", "megatonne")
    assert unit("MT CO2e", {"mt": "tonne"}) == UNITS["t CO2e"]
    assert unit("MT CO2e", {"mt": "megatonne"}) == UNITS["Mt CO2e"]


def test_a_bare_ton_is_asked_about_and_a_named_one_is_not() -> None:
    for asked in ("ton", "tons", "Tons CO2e", "tons of CO2"):
        problem = refusal(asked)
        assert (problem.severity, problem.key) == ("ask", "ton")
        assert problem.choices == ("tonne", "short ton", "long ton")
    assert unit("short tons CO2") == unit("tons of CO2", {"ton": "short ton"}) == UNITS["short ton CO2"]
    assert unit("metric tons CO2") == UNITS["t CO2"]
    assert refusal("th").choices == ("thermie", "therm")


def test_averages_of_a_month_or_a_day_make_up_a_year_by_an_answer_alone() -> None:
    for asked in ("MWh/month", "MWh per month", "kWh/day", "t CO2e/mois"):
        problem = refusal(asked)
        assert (problem.severity, problem.key, problem.choices) == ("ask", "per-period", ("times", "of-the-year"))
    assert factor(unit("MWh/month", {"per-period": "times"}), "MWh") == 12
    assert factor(unit("kWh/day", {"per-period": "times"}), "MWh") == exactly(0.365)
    assert factor(of_gas(unit("t per month", {"per-period": "times"}), "CO2"), "t") == 12
    assert unit("MWh/month", {"per-period": "of-the-year"}) == UNITS["MWh"]
    assert refusal("km/month").code == "unit-unknown"


def test_tonnes_of_carbon_are_44_to_12_of_co2_by_an_answer_alone() -> None:
    problem = refusal("tC")
    assert (problem.severity, problem.key, problem.choices) == ("ask", "carbon", ("carbon", "CO2"))
    assert factor(unit("ktC", {"carbon": "carbon"}), "t") == exactly(44_000 / 12)
    assert unit("tonnes of carbon", {"carbon": "CO2"}) == UNITS["t CO2"]


def test_an_answer_that_is_no_choice_leaves_the_question_open() -> None:
    with pytest.raises(Refused):
        unit("ton", {"ton": "barrel"})


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("mWh", "unit-suspect", "did you mean MWh?"),
        ("mJ", "unit-suspect", "did you mean MJ?"),
        ("mg CO2", "unit-suspect", "did you mean Mg?"),
        ("MBtu", "unit-ambiguous", "a thousand Btu"),
        ("MBH", "unit-power", "power"),
        ("kW", "unit-power", "power"),
        ("m3", "unit-needs-fuel", "net calorific value"),
        ("m³", "unit-needs-fuel", "density"),
        ("Nm3", "unit-needs-fuel", "density"),
        ("Sm³", "unit-needs-fuel", "density"),
        ("litres", "unit-needs-fuel", "density"),
        ("quintal", "unit-needs-fuel", "density"),
        ("", "unit-missing", "MWh"),
        ("  ", "unit-missing", "MWh"),
        ("1,5 MWh", "unit-unknown", "nearest: MWh"),
        ("kWh/m2", "unit-unknown", "nearest"),
        ("MWg", "unit-unknown", "MWh"),
        ("knot", "unit-unknown", "MWh"),
    ],
)
def test_what_is_refused_says_why(text: str, code: str, said: str) -> None:
    problem = refusal(text)
    assert (problem.severity, problem.code) == ("block", code)
    assert said in problem.expected
    assert problem.fix


def test_a_figure_per_head_is_no_total() -> None:
    for text in ("t CO2e per capita", "t CO2e/cap", "tCO2e/inhabitant", "t CO2e/cap/yr", "t CO2e per year per capita"):
        found = unit(text)
        assert found.per_head
        assert found.kind == "emissions per head"
    per_head = unit("kg CO2e/cap")
    assert factor(per_head, canonical(per_head)) == exactly(0.001)
    with pytest.raises(Refused, match="per head"):
        factor(per_head, "t")
    assert not unit("t CO2e/yr").per_head


@given(st.text(max_size=300))
@example("9**9**9**9")
@example("MWh" * 100)
@example("(" * 250)
@example("t CO2e" + "/yr" * 60)
@example("\ufdfa" * 240)
def test_no_text_hangs_or_raises_anything_but_a_refusal(text: str) -> None:
    with at_most(20):
        try:
            found = unit(text)
        except Refused:
            pass
        else:
            assert found.name.removesuffix(" per head") in UNITS
        header_unit(text)
        header_problem(text)


def test_long_text_is_not_echoed_whole() -> None:
    assert len(refusal("x" * 100_000).found) < 100


def test_pint_is_loaded_only_when_something_is_converted(root: Path) -> None:
    program = "import sys, analytics.units as u; u.unit('t CO2e'); sys.exit('pint' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], cwd=root, timeout=600, check=False).returncode == 0


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("т", "t"),
        ("тон", "t"),
        ("тона", "t"),
        ("tonnellata", "t"),
        ("Tonnen", "t"),
        ("т CO2", "t CO2"),
        ("кг", "kg"),
        ("chilogrammi", "kg"),
        ("kilogramos", "kg"),
        ("quilogramas", "kg"),
        ("Kilogramm", "kg"),
        ("kilogramme CO2", "kg CO2"),
    ],
)
def test_tonnes_and_kilograms_are_known_in_each_language(text: str, name: str) -> None:
    assert unit(text).name == name


def test_every_spelling_of_a_volume_needs_the_fuel() -> None:
    words = lexicon("units").words("volume")
    assert set(units.VOLUMES) <= words
    assert {refusal(spelling).code for spelling in words} == {"unit-needs-fuel"}
    assert header_fuel("Gas naturale thousand m3") == "thousand m3"


@pytest.mark.parametrize("text", ["ton", "tons"])
def test_a_ton_stays_a_question(text: str) -> None:
    assert refusal(text).severity == "ask"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("МВтч", "MWh"),
        ("МВт·ч", "MWh"),
        ("МВт.ч", "MWh"),
        ("кВтч", "kWh"),
        ("ГВтч/год.", "GWh"),
        ("ТДж", "TJ"),
        ("ГДж", "GJ"),
        ("тне", "toe"),
        ("хил. тне", "ktoe"),
        ("Гкал", "Gcal"),
        ("т", "t"),
        ("тCO2", "t CO2"),
        ("тона CO2-екв.", "t CO2e"),
        ("хил. т CO2", "kt CO2"),
        ("МВтч на жител", "MWh per head"),
    ],
)
def test_the_units_of_energy_and_emissions_are_known_in_bulgarian(text: str, name: str) -> None:
    assert units.unit(text).name == name


@pytest.mark.parametrize("text", ["тСО2", "t СО2", "тCО2", "тСO2"])
def test_letters_that_look_alike_in_both_scripts_are_the_same_in_a_unit(text: str) -> None:
    assert units.unit(text).name == "t CO2"


@pytest.mark.parametrize(("text", "meant"), [("мВтч", "MWh"), ("МВт/ч", "MWh"), ("kW/h", "kWh")])
def test_a_slip_in_a_unit_of_energy_is_pointed_out_and_not_mended(text: str, meant: str) -> None:
    with pytest.raises(Refused) as refusal:
        units.unit(text)
    assert refusal.value.problems[0].code == "unit-suspect"
    assert f"did you mean {meant}?" in refusal.value.problems[0].expected
