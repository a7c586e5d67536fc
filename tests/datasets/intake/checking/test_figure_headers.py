"""A good unit in a header does not make its column one of an inventory: words that are not known are asked about."""

from __future__ import annotations

import pytest

from datasets.intake.checking.figure_headers import unknown_words
from tests.datasets.files import drafted

ROWS = "2019,Residential,41\n2019,Tertiary,61\n"


@pytest.mark.parametrize(
    "header",
    [
        "Offsets retired (t CO2e)",
        "Exported to grid (MWh)",
        "Guarantees of origin cancelled (MWh)",
        "Standard deviation (MWh)",
        "Unserved energy (MWh)",
        "Consumption per dwelling (MWh)",
        "Allocated allowances (t CO2)",
        "Lifetime emissions (t CO2e)",
        "Carbon stored in buildings (t CO2e)",
        "Emissions ceiling (t CO2e)",
    ],
)
def test_a_header_of_unknown_words_is_asked_about_and_believed_or_refused_as_answered(header: str) -> None:
    text = f"Year,Sector,{header}\n{ROWS}"
    (problem,) = (problem for problem in drafted(text, city="Turin").problems if problem.severity == "ask")
    assert (problem.code, problem.key, problem.choices) == ("header-unknown", "column:value", (header, "none"))
    believed = drafted(text, {"column:value": header}, city="Turin")
    assert (believed.ready, believed.inventories[0].total) == (True, 102)
    refused = drafted(text, {"column:value": "none"}, city="Turin")
    assert [problem.code for problem in refused.problems if problem.severity == "block"] == ["no-figures"]


@pytest.mark.parametrize(
    "header",
    [
        "energy_mwh",
        "emissions_tco2e",
        "Final energy consumption (MWh/a)",
        "Annual electricity use in MWh",
        "Total GHG emissions (t CO2e)",
        "Stromverbrauch der Haushalte [MWh]",
        "Consommation d'énergie finale (GWh)",
        "Emissioni di CO2 (t)",
        "Consumo de energía eléctrica (kWh)",
        "MWh",
    ],
)
def test_a_header_of_known_words_is_believed(header: str) -> None:
    assert unknown_words(header) == []
