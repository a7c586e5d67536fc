"""Tables beside each other on one sheet, a blank column between them, are each read as if they stood alone."""

from __future__ import annotations

import pytest

from datasets.intake import drafting
from datasets.intake.drafted import Draft
from tests.datasets.files import empty_store


def drafted(text: str, year: int | None = None) -> Draft:
    return drafting.draft(empty_store(), text.encode(), "file.csv", city="Turin", year=year)


def stored(draft: Draft) -> dict[tuple[str, str | None, str], float]:
    assert draft.table is not None
    names = ("sector", "carrier", "quantity", "value")
    return {row[:3]: row[3] for row in zip(*(draft.table[name].to_pylist() for name in names), strict=True)}


@pytest.mark.parametrize("between", [",,", ",,,"])
def test_of_two_measures(between: str) -> None:
    rows = (
        ("Sector,Energy (MWh)", "Sector,Emissions (t CO2e)"),
        ("Residential,10", "Residential,2"),
        ("Industry,30", "Industry,4"),
    )
    draft = drafted("\n".join(between.join(row) for row in rows) + "\n", 2019)
    assert draft.ready
    assert stored(draft) == {
        ("residential", None, "energy"): 10,
        ("industry", None, "energy"): 30,
        ("residential", None, "co2e"): 2,
        ("industry", None, "co2e"): 4,
    }


def test_equal_figures_of_two_tables_are_asked_about_and_none_vanishes() -> None:
    text = (
        "Sector,Carrier,MWh,,Sector,Carrier,MWh\n"
        "Residential,Electricity,100,,Residential,Electricity,100\nTransport,Diesel,300,,Industry,Coal,75\n"
    )
    draft = drafted(text, 2019)
    assert [(problem.severity, problem.key) for problem in draft.problems] == [("ask", "duplicate-rows")]
    assert not draft.ready


def test_of_other_carriers_and_of_other_lengths() -> None:
    text = (
        "Energy 2019 (MWh),,,,Energy 2019 (MWh),,\nSector,Electricity,Gas oil,,Sector,Diesel,Petrol\n"
        "Residential,1,2,,Road transport,3,4\nIndustry,5,6,,,,\n"
    )
    draft = drafted(text)
    assert draft.ready
    assert stored(draft) == {
        ("residential", "electricity", "energy"): 1,
        ("residential", "heating_oil", "energy"): 2,
        ("industry", "electricity", "energy"): 5,
        ("industry", "heating_oil", "energy"): 6,
        ("road_transport", "diesel", "energy"): 3,
        ("road_transport", "gasoline", "energy"): 4,
    }


@pytest.mark.parametrize("heads", ["Electricity,Gas oil", "Electricity,Diesel"])
def test_of_the_same_cells_neither_is_added_to_the_other_unasked(heads: str) -> None:
    text = f"Energy 2019 (MWh),,,,,,\nSector,Electricity,Gas oil,,Sector,{heads}\n"
    draft = drafted(text + "Residential,1,2,,Residential,3,4\nIndustry,5,6,,Industry,7,8\n", 2019)
    assert not draft.ready
    assert {problem.code for problem in draft.problems if problem.severity != "warn"} == {"conflicting-duplicate"}
