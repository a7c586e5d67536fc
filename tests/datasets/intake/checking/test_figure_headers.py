"""A good unit in a header does not make its column one of an inventory: words that are not known are asked about."""

from __future__ import annotations

import pytest

from datasets.intake.checking.doubtful_columns import unknown_words
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


@pytest.mark.parametrize(
    "title",
    [
        "Cumulative emissions since 1990 (t CO2e)",
        "Electricity generation by sector (MWh)",
        "Primary energy by sector (MWh)",
        "Change of emissions against 1990 (t CO2e)",
        "Biogenic CO2 emissions (t)",
        "Kumulierte Emissionen seit 1990 (t CO2e)",
        "Stromerzeugung nach Sektoren (MWh)",
        "Émissions évitées (t CO2e)",
        "Produzione locale di energia (MWh)",
        "Modelled energy demand (MWh)",
        "EU ETS allowances allocated (t CO2e)",
        "Emissions excluding heating (t CO2e)",
    ],
)
def test_a_title_that_states_the_unit_is_asked_about_where_it_measures_something_else(title: str) -> None:
    text = f"{title};;\nSector;2018;2019\nResidential;41230;40111\nTertiary;30155;29333\n"
    asked = [problem for problem in drafted(text, city="Turin").problems if problem.severity == "ask"]
    assert [(problem.key, problem.row) for problem in asked] == [("other-figures", 1)]
    assert drafted(text, {"other-figures": "as-inventory"}, city="Turin").ready


@pytest.mark.parametrize(
    "title",
    [
        "Final energy consumption by sector, Turin (MWh)",
        "Energy use of the city (MWh)",
        "Endenergieverbrauch nach Sektoren (MWh)",
        "Consommation d'énergie finale par secteur (MWh)",
        "Consumo energetico finale per settore (MWh)",
        "Greenhouse gas emissions of Lyon (t CO2e)",
        "Treibhausgasemissionen nach Sektoren (t CO2e)",
    ],
)
def test_a_title_of_an_inventory_is_not_asked_about(title: str) -> None:
    text = f"{title};;\nSector;2018;2019\nResidential;41230;40111\nTertiary;30155;29333\n"
    assert not [problem.found for problem in drafted(text, city="Turin").problems if problem.severity == "ask"]


def test_a_line_that_names_its_source_is_no_title_of_another_city() -> None:
    text = "Energy use (MWh);;\nSector;2018;2019\nResidential;41230;40111\nTertiary;30155;29333\n"
    assert drafted(f"{text}Källa: SCB, regional energistatistik;;\n", city="Turin").ready
