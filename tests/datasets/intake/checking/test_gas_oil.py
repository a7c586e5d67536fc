"""Gas oil is diesel in vehicles and heating oil in buildings, where a file names no more than that."""

from __future__ import annotations

import pytest

from tests.datasets.files import drafted


@pytest.mark.parametrize("word", ["Gas oil", "gasoil", "Gasolio", "Gasóleo"])
def test_gas_oil_is_the_carrier_of_its_sector(word: str) -> None:
    rows = "".join(
        f"2019,{sector},{word},{value}\n" for sector, value in (("Road transport", 302), ("Residential", 20))
    )
    draft = drafted(f"Year,Sector,Carrier,MWh\n{rows}", city="Turin")
    assert draft.ready
    assert [(row["sector"], row["carrier"]) for row in draft.table.to_pylist()] == [
        ("road_transport", "diesel"),
        ("residential", "heating_oil"),
    ]


def test_what_a_word_means_is_as_answered() -> None:
    text = "Year,Sector,Carrier,MWh\n2019,Road transport,Gas oil,302\n"
    draft = drafted(text, {"carrier:Gas oil": "heating_oil"}, city="Turin")
    assert [row["carrier"] for row in draft.table.to_pylist()] == ["heating_oil"]


def test_other_words_for_one_of_the_two_stand() -> None:
    text = "Year,Sector,Carrier,MWh\n2019,Residential,Diesel,302\n2019,Transport,Heating oil,5\n"
    assert [row["carrier"] for row in drafted(text, city="Turin").table.to_pylist()] == ["diesel", "heating_oil"]


def test_beside_heating_oil_under_its_own_name_gas_oil_is_diesel() -> None:
    text = "Year,Sector,Carrier,MWh\n2019,Tertiary,Heating oil,300\n2019,Tertiary,Gasolio,200\n"
    assert [row["carrier"] for row in drafted(text, city="Turin").table.to_pylist()] == ["heating_oil", "diesel"]


ACROSS = (
    "Unit;MWh\nSector;Electricity;Gas oil;Natural gas\nResidential;10;20;30\nRoad transport;1;50;2\nTotal;11;70;32\n"
)
YEARS = "Unit;MWh\nSector;Energy source;2018;2019\nResidential;Gasolio;20;21\nRoad transport;Gasolio;50;51\n"


def test_gas_oil_above_a_column_is_the_carrier_of_its_sector_too() -> None:
    draft = drafted(ACROSS, city="Turin", year=2019)
    assert draft.ready
    held = {row["sector"]: row["carrier"] for row in draft.table.to_pylist() if row["value"] in (20, 50)}
    assert held == {"residential": "heating_oil", "road_transport": "diesel"}


def test_a_total_below_gas_oil_is_kept_as_one_of_several_carriers() -> None:
    (totals,) = drafted(ACROSS, city="Turin", year=2019).totals.values()
    assert {total.column: total.carrier for total in totals} == {
        "Electricity": "electricity",
        "Gas oil": None,
        "Natural gas": "natural_gas",
    }
    alone = drafted(ACROSS.replace("Road transport", "Tertiary"), city="Turin", year=2019).totals.values()
    assert {total.carrier for total in next(iter(alone)) if total.column == "Gas oil"} == {"heating_oil"}


def test_gas_oil_beside_years_across_is_the_carrier_of_its_sector_too() -> None:
    rows = drafted(YEARS, city="Turin").table.to_pylist()
    assert {(row["sector"], row["carrier"]) for row in rows} == {
        ("residential", "heating_oil"),
        ("road_transport", "diesel"),
    }


def test_gas_oil_by_its_gross_energy_is_the_carrier_of_its_sector_too() -> None:
    text = "Year,Sector,Carrier,MWh PCS\n2019,Road transport,Gasolio,100\n2019,Residential,Gasolio,100\n"
    rows = drafted(text, {"gross-units": "gross"}, city="Turin").table.to_pylist()
    assert {row["carrier"]: row["value"] < 100 for row in rows} == {"diesel": True, "heating_oil": True}
