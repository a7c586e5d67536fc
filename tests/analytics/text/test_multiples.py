"""A unit that is counted by the thousand or the million is the larger unit, and never the bare one."""

from __future__ import annotations

import pytest

from analytics.text import multiples
from analytics.text.header_units import header_problem, header_unit
from analytics.text.problems import Refused
from analytics.units import factor, unit


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("Energy, 1000 MWh", "GWh"),
        ("Energy in thousand MWh", "GWh"),
        ("Energy ('000 MWh)", "GWh"),
        ("Energy 000 MWh", "GWh"),
        ("Emissions 10³ t CO2e", "kt CO2e"),
        ("Emissions (10^3 t CO2)", "kt CO2"),
        ("Emissions (thousands) t CO2e", "kt CO2e"),
        ("Emissions million tonnes CO2e", "Mt CO2e"),
        ("Verbrauch in Mio. kWh", "GWh"),
        ("Verbrauch (Mrd. kWh)", "TWh"),
        ("Tsd. t CO2", "kt CO2"),
        ("Émissions (milliers de t CO2e)", "kt CO2e"),
        ("Emisiones miles de t CO2e", "kt CO2e"),
        ("Consumo migliaia di MWh", "GWh"),
        ("Consumo mln kWh", "GWh"),
        ("Consumo milhares de MWh", "GWh"),
        ("Потребление, хил. MWh", "GWh"),
        ("10³ tep", "ktoe"),
        ("Mio MWh/a", "TWh"),
    ],
)
def test_thousands_of_a_unit_are_the_larger_unit(header: str, name: str) -> None:
    found = header_unit(header)
    assert found is not None
    assert found[1].name == name


@pytest.mark.parametrize("header", ["Energy 100 kWh", "Energy x 1000 (MWh)", "Energy (thousands) [MWh]"])
def test_a_multiple_that_is_no_part_of_the_unit_is_refused(header: str) -> None:
    assert header_unit(header) is None
    problem = header_problem(header)
    assert problem is not None
    assert problem.code == "unit-multiplied"


@pytest.mark.parametrize(
    ("header", "name"),
    [("Energy 2000 MWh", "MWh"), ("Scope 1 (t CO2e)", "t CO2e"), ("CO2 2012 (t)", "t CO2"), ("Zone 30 MWh", "MWh")],
)
def test_other_numbers_before_a_unit_are_no_multiples(header: str, name: str) -> None:
    found = header_unit(header)
    assert found is not None
    assert found[1].name == name


@pytest.mark.parametrize("text", ["1000 Mt CO2", "million TWh", "100 kWh", "1000 short ton CO2", "thousand", "1000 GW"])
def test_a_multiple_without_a_larger_unit_is_unknown(text: str) -> None:
    with pytest.raises(Refused) as refused:
        unit(text)
    assert refused.value.problems[0].code == "unit-unknown"


@pytest.mark.parametrize(
    ("header", "mwh"),
    [
        ("Тепло, тыс. Гкал", 1163),
        ("Heat (million kcal)", 1.163),
        ("Isı (bin Gcal)", 1163),
        ("Öljy (tuhat toe)", 11630),
        ("熱 (千kWh)", 1),
        ("電力 (万kWh)", 10),
        ("ไฟฟ้า (พัน kWh)", 1),
        ("كهرباء (ألف kWh)", 1),
        ("बिजली (हज़ार kWh)", 1),
        ("Elektra (tūkst. MWh)", 1000),
        ("Електроенергія, тис. MWh", 1000),
        ("Áram (ezer MWh)", 1000),
        ("Ρεύμα (χιλ. MWh)", 1000),
    ],
)
def test_thousands_in_any_language_and_script_count_also_where_no_prefix_of_the_unit_is_accepted(
    header: str, mwh: float
) -> None:
    found = header_unit(header)
    assert found is not None
    assert factor(found[1], "MWh") == pytest.approx(mwh)


@pytest.mark.parametrize(
    ("text", "mwh"),
    [("lakh kWh", 100), ("Lakhs kWh", 100), ("crore kWh", 10_000), ("lacs of MWh", 100_000), ("1,00,000 kWh", 100)],
)
def test_lakhs_and_crores_of_a_unit_are_as_much_of_it(text: str, mwh: float) -> None:
    assert factor(unit(text), "MWh") == pytest.approx(mwh)
    found = header_unit(f"Consumption ({text})")
    assert found is not None
    assert factor(found[1], "MWh") == pytest.approx(mwh)


@pytest.mark.parametrize(
    ("text", "mwh"),
    [("lakh units", 100), ("million units", 1000), ("MU", 1000), ("MUs", 1000), ("crore units", 10_000)],
)
def test_that_units_are_those_of_electricity_bills_in_india_is_asked(text: str, mwh: float) -> None:
    with pytest.raises(Refused) as refused:
        unit(text)
    assert (refused.value.problems[0].key, refused.value.problems[0].choices) == ("units", ("kWh",))
    assert factor(unit(text, {"units": "kWh"}), "MWh") == pytest.approx(mwh)


def test_the_name_of_a_column_of_units_is_no_unit() -> None:
    assert [header_problem(name) for name in ("Unit", "Units", "Consumption units")] == [None] * 3


def test_a_ton_stays_a_question_by_the_thousand() -> None:
    with pytest.raises(Refused) as refused:
        unit("thousand tons CO2")
    assert refused.value.problems[0].key == "ton"
    assert unit("thousand tons CO2", {"ton": "tonne"}).name == "kt CO2"


@pytest.mark.parametrize(
    "text", ["Inventory (values in thousands)", "Angaben in Tsd.", "En milliers", "(000s)", "x 1000"]
)
def test_a_text_says_that_figures_are_in_thousands(text: str) -> None:
    assert multiples.stated(text)


@pytest.mark.parametrize("text", ["Verbrauch in Mio. kWh", "in thousands of t", "Milan", "(1000 t)", "in 2000", ""])
def test_a_text_that_names_the_unit_says_nothing_more(text: str) -> None:
    assert not multiples.stated(text)
