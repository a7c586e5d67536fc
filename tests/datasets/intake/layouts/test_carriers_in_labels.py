"""A label that names a carrier, alone or after words for who used it, gives it to the figures of its row."""

from __future__ import annotations

import pytest

from datasets.intake.drafted import Draft
from tests.datasets.files import drafted


def stored(draft: Draft) -> set[tuple[str, str | None, float]]:
    assert draft.table is not None
    return {
        (row["sector"], row["carrier"], row["value"]) for row in draft.table.to_pylist() if row["value"] is not None
    }


def test_the_carrier_of_a_label_that_is_asked_about_as_a_sector_is_kept() -> None:
    text = "Emissions (t CO2e)\nSector,2018,2019\nDistrict heating,1,2\nCouncil vans diesel,3,4\nRoad transport,5,6\n"
    answers = {"sector:District heating": "buildings", "sector:Council vans diesel": "municipal_fleet"}
    asked = drafted(text, None, "Turin")
    assert {problem.key for problem in asked.problems} == set(answers)
    assert stored(drafted(text, answers, "Turin")) >= {
        ("buildings", "heat_cold", 2),
        ("municipal_fleet", "diesel", 4),
        ("road_transport", None, 6),
    }


def test_a_label_that_lists_carriers_is_one_unknown_carrier_of_its_heading_whatever_its_last_word_names() -> None:
    text = 'Emissions (t CO2e),2019\nBuildings,\nElectricity,9\n"Gas, oil, agriculture",12\nTransport,\nPetrol,3\n'
    asked = drafted(text, None, "Turin")
    assert [problem.key for problem in asked.problems] == ["carrier:Gas, oil, agriculture"]
    named = drafted(text, {"carrier:Gas, oil, agriculture": "other_fossil"}, "Turin")
    assert stored(named) == {
        ("buildings", "electricity", 9),
        ("buildings", "other_fossil", 12),
        ("transport", "gasoline", 3),
    }


@pytest.mark.parametrize("unread", ["about 100", "12 GWh", "~12", "10-12", "12 000 ca."])
def test_a_figure_that_cannot_be_read_is_told_where_its_row_heads_the_carriers_below_it(unread: str) -> None:
    text = (
        f"Energy (MWh),2019\nBuildings,\nResidential,{unread}\nElectricity,30\nNatural gas,70\nTransport,\nDiesel,20\n"
    )
    draft = drafted(text, None, "Turin")
    assert stored(draft) == {
        ("residential", "electricity", 30),
        ("residential", "natural_gas", 70),
        ("transport", "diesel", 20),
    }
    (told,) = [problem for problem in draft.problems if problem.code == "printed-total-unread"]
    assert (told.row, f'"{unread}"' in told.found, "Residential" in told.found) == (3, True, True)


def test_the_use_in_brackets_behind_a_carrier_is_its_sector_below_scopes_too() -> None:
    text = (
        '"GHG inventory 2015 (tonnes CO2e)",,\n'
        "GHG source,Scope 1,Scope 2\n"
        "Electricity consumption (households),,34\n"
        "Electricity consumption (commercial),,82\n"
        "On-road transport,23,\n"
    )
    assert {("residential", "electricity", 34), ("tertiary", "electricity", 82)} < stored(drafted(text, None, "Turin"))


def test_one_branch_that_bears_the_name_of_a_carrier_is_no_carrier() -> None:
    text = "Energy use (MWh)\nSector,2018,2019\nFood,1,2\nWood,3,4\nResidential,5,6\n"
    answers = {"sector:Food": "industry", "sector:Wood": "industry", "same-place:Wood": "add-up"}
    assert ("industry", None, 4) in stored(drafted(text, answers, "Turin"))
