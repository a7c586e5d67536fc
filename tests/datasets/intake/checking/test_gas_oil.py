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
