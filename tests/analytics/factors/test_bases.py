"""Which calorific value a text speaks of: net or gross, in seven languages; else nothing."""

from __future__ import annotations

import pytest

from analytics import units
from analytics.factors import bases
from analytics.factors.bases import Basis
from analytics.text.header_units import header_unit
from analytics.text.problems import Refused


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("Natural gas (HHV)", "gross"),
        ("Gas naturale PCS", "gross"),
        ("gross calorific value", "gross"),
        ("higher heating value", "gross"),
        ("pouvoir calorifique supérieur", "gross"),
        ("poder calorífico superior", "gross"),
        ("potere calorifico superiore", "gross"),
        ("Brennwert", "gross"),
        ("oberer Heizwert", "gross"),
        ("висша топлина на изгаряне", "gross"),
        ("PCI", "net"),
        ("Heizwert", "net"),
        ("lower heating value", "net"),
        ("potere calorifico inferiore", "net"),
        ("долна топлина на изгаряне", "net"),
        ("PCS, not PCI", "gross"),
        ("Erdgas (Hs)", "gross"),
        ("Erdgas [Ho]", "gross"),
        ("Erdgas (Hi)", "net"),
        ("Природен газ (горна топлотворна способност)", "gross"),
        ("Природен газ (долна топлотворна)", "net"),
        ("Herr Ho", None),
        ("Hs. 5", None),
        ("100 pcs", None),
        ("gross floor area", None),
        ("Gross domestic product", None),
        ("Brennwertkessel", None),
        ("net emissions", None),
        ("Strom brutto", None),
    ],
)
def test_a_term_of_the_calorific_value_is_known_and_nothing_else_is(text: str, basis: Basis | None) -> None:
    assert bases.said(text) == basis


@pytest.mark.parametrize(
    ("text", "name", "basis"),
    [
        ("therm", "therm", "gross"),
        ("MMBtu", "MMBtu", "gross"),
        ("Dth", "MMBtu", "gross"),
        ("kBtu", "kBtu", "gross"),
        ("kWh (Hs)", "kWh gross", "gross"),
        ("kWh Ho", "kWh gross", "gross"),
        ("MWh PCS", "MWh gross", "gross"),
        ("GJ, brut", "GJ gross", "gross"),
        ("MWh (Brennwert)", "MWh gross", "gross"),
        ("Mio. kWh Hs", "GWh gross", "gross"),
        ("MWh gross/year", "MWh gross", "gross"),
        ("MWh PCI", "MWh net", "net"),
        ("kWh Hi", "kWh net", "net"),
        ("therm (LHV)", "therm net", "net"),
        ("MWh", "MWh", None),
        ("toe", "toe", None),
    ],
)
def test_a_unit_of_energy_says_its_basis(text: str, name: str, basis: Basis | None) -> None:
    found = units.unit(text)
    assert (found.name, found.basis) == (name, basis)
    assert units.unit(found.name) == found  # what is written of it is read again


@pytest.mark.parametrize("text", ["t CO2 gross", "m3 gross", "HHV", "gross"])
def test_nothing_but_energy_is_gross(text: str) -> None:
    with pytest.raises(Refused):
        units.unit(text)


@pytest.mark.parametrize("header", ["Consumo PCS (MWh)", "Consumo (MWh PCS)", "energy_mwh_hhv", "MWh Brennwert"])
def test_a_header_says_it_too(header: str) -> None:
    found = header_unit(header)
    assert found is not None
    assert found[1].basis == "gross"


def test_a_bulgarian_unit_says_its_basis() -> None:
    assert bases.parted("MWh горна") == ("MWh", "gross")
    assert bases.parted("MWh (долна топлотворна способност)") == ("MWh", "net")
