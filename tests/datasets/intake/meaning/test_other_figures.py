"""A column of other figures than what was used or emitted in the year is never taken for it unasked."""

from __future__ import annotations

import pytest

from datasets.intake import drafting
from datasets.intake.drafted import Draft
from datasets.intake.meaning.other_figures import measures_others
from tests.datasets.files import empty_store


def taken(header: str, value: str = "120", **answers: str) -> Draft:
    text = f"Sector;{header}\nResidential;{value}\n"
    return drafting.draft(empty_store(), text.encode(), "file.csv", answers, "Turin", 2012)


@pytest.mark.parametrize(
    "header",
    [
        "Cost per MWh",
        "Price per kWh",
        "Coste por MWh",
        "Prix par MWh",
        "Prezzo per MWh",
        "Kosten pro MWh",
        "Цена на MWh",
        "Revenue per GJ",
        "Removals (t CO2e)",
        "Sequestration (t CO2e)",
        "Assorbimenti (t CO2e)",
        "Absorptions (t CO2e)",
        "Senken (t CO2e)",
        "Average monthly consumption (kWh)",
        "Émissions cumulées (t CO2e)",
        "Cumulative emissions (t CO2e)",
        "Number of meters MWh",
        "Grid losses MWh",
        "Biogenic CO2 (t)",
        "CO2 biogénique (t)",
        "Biogene CO2 (t)",
        "Removals, t CO2e",
        "Emissions (cumulative), t CO2e",
        "Energy (losses), MWh",
    ],
)
def test_what_is_paid_counted_lost_or_taken_up_is_no_figure_of_the_year(header: str) -> None:
    draft = taken(header)
    assert draft.imported == 0
    assert [problem.key for problem in draft.problems if problem.severity == "ask"] == ["column:value"]


@pytest.mark.parametrize(
    "header",
    [
        "Energy (MWh)",
        "Consumption per year (MWh)",
        "Emissions (t CO2e per year)",
        "LULUCF change (t CO2e)",
        "Energie / MWh",
        "Consumo annuo (MWh)",
    ],
)
def test_what_was_used_or_emitted_is_taken(header: str) -> None:
    assert taken(header).imported == 1


@pytest.mark.parametrize(
    "header",
    ["Population (Tsd.)", "Население (хил.)", "População (milhares)", "Population (k)", "population_thousands"],
)
def test_inhabitants_by_the_thousand_are_refused(header: str) -> None:
    draft = taken(f"Energy (MWh);{header}", "120;389")
    assert "population-scaled" in {problem.code for problem in draft.problems}


@pytest.mark.parametrize(
    ("title", "asked"),
    [
        ("Energy use, January to June (MWh)", True),
        ("Verbrauch Oktober bis Dezember (MWh)", True),
        ("Consumi gennaio-marzo (MWh)", True),
        ("Energy use, January to December (MWh)", False),
        ("Data set of energy use by sector (MWh)", False),
        ("Consumo energetico per settore (MWh)", False),
    ],
)
def test_a_title_that_names_some_months_speaks_of_a_part_of_the_year(title: str, asked: bool) -> None:
    assert measures_others(title) is asked
