"""A row that is the sum of rows beside it is asked about before both are counted."""

from __future__ import annotations

import pytest

from datasets.intake import drafting
from datasets.intake.drafted import Draft
from tests.datasets.files import empty_store

CARRIERS = "Sector;Carrier;MWh\nResidential;;105\nResidential;electricity;100\nResidential;diesel;5\n"
PLACES = "Sector;Label;Carrier;MWh\nMunicipal;;diesel;10\nMunicipal;Schools;diesel;4\nMunicipal;Offices;diesel;6\n"
SCOPES = "Sector;Scope;tCO2e\nResidential;1;4\nResidential;2;6\nResidential;;10\nWaste;3;7\n"
BOTH = "Sector;Scope;Carrier;tCO2e\nResidential;1;natural gas;4\nResidential;2;electricity;6\nResidential;;;10\n"
ENERGY = "Sector;tCO2e\nEnergy;1000\nTransport;400\nBuildings;450\nIndustry;150\nWaste;50\n"
STATIONARY = "Sector;tCO2e\nStationary energy;600\nTransport;400\nBuildings;450\nIndustry;150\nWaste;50\n"
ROUNDED = CARRIERS.replace(";105", ";105.4")


def taken(text: str, **answers: str) -> Draft:
    draft = drafting.draft(empty_store(), text.encode(), "file.csv", answers, "Turin", 2012)
    assert draft.rows_in == draft.imported + draft.rejected + draft.ignored
    return draft


@pytest.mark.parametrize(
    ("text", "row", "whole", "parts"),
    [
        (CARRIERS, 2, 210, 105),
        (ROUNDED, 2, 210.4, 105),
        (PLACES, 2, 20, 10),
        (SCOPES, 4, 27, 17),
        (BOTH, 4, 20, 10),
        (ENERGY, 2, 2050, 1050),
        (STATIONARY, 2, 1650, 1050),
    ],
    ids=["carriers", "rounded", "places", "scopes", "scopes and carriers", "all energy", "energy that stands still"],
)
def test_a_row_above_its_parts_is_asked_about_and_counted_or_left_out_as_answered(
    text: str, row: int, whole: float, parts: float
) -> None:
    (asked,) = (problem for problem in taken(text).problems if problem.severity == "ask")
    assert (asked.key, asked.choices, asked.row) == ("sum-rows", ("leave-out", "keep"), row)
    left = taken(text, **{"sum-rows": "leave-out"})
    assert (left.ignored, sum(item.total or 0.0 for item in left.inventories)) == (1, pytest.approx(parts))
    assert any(problem.code == "total-row" and problem.row == row for problem in left.problems)
    kept = taken(text, **{"sum-rows": "keep"})
    assert (kept.ignored, sum(item.total or 0.0 for item in kept.inventories)) == (0, pytest.approx(whole))


@pytest.mark.parametrize(
    "text",
    [
        CARRIERS.replace(";105", ";70"),
        CARRIERS.replace("\nResidential;diesel;5", "").replace(";105", ";100.4"),
        CARRIERS.replace("Residential;;105", "Tertiary;;105"),
        CARRIERS.replace(";105", ";NE"),
        "Sector;MWh\nResidential;105\nTransport;100\nIndustry;5\n",
    ],
    ids=["another figure", "near one other row", "another sector", "a key", "no blanks"],
)
def test_other_rows_are_figures_of_their_own(text: str) -> None:
    assert not [problem for problem in taken(text).problems if problem.key == "sum-rows"]


def test_energy_and_emissions_of_a_row_have_both_to_be_sums() -> None:
    text = "Sector;Carrier;MWh;tCO2e\nResidential;;105;{}\nResidential;electricity;100;20\nResidential;diesel;5;2\n"
    assert [problem.key for problem in taken(text.format(22)).problems if problem.severity == "ask"] == ["sum-rows"]
    assert not [problem for problem in taken(text.format(40)).problems if problem.key == "sum-rows"]


@pytest.mark.parametrize(
    ("whole", "asked"), [("150", True), ("155", True), ("300", False)], ids=["equal", "near", "another figure"]
)
@pytest.mark.parametrize(
    "text",
    [
        "Year;Sector;MWh\n2012;Buildings;{0}\n2012;Residential;100\n2012;Tertiary buildings;50\n",
        "Year;Sector;Scope;MWh\n2012;Buildings;;{0}\n2012;Residential;1;100\n2012;Tertiary buildings;2;50\n",
        "Year;Buildings;Residential;Tertiary buildings;Unit\n2012;{0};100;50;MWh\n2011;{0};100;50;MWh\n",
        "Sector (MWh);2011;2012\nBuildings;{0};{0}\nResidential;100;100\nTertiary buildings;50;50\n",
    ],
    ids=["sectors", "scopes of the parts", "a series", "years across"],
)
def test_a_sector_that_is_the_sum_of_its_parts_is_asked_about_in_every_layout(
    text: str, whole: str, asked: bool
) -> None:
    draft = drafting.draft(empty_store(), text.format(whole).encode(), "file.csv", {}, "Turin")
    keys = {problem.key for problem in draft.problems if problem.severity == "ask"}
    assert keys == ({"sum-rows"} if asked else set())


@pytest.mark.parametrize(
    ("text", "named", "parts"),
    [
        (
            "Sector;MWh\nHomes;1010\nTertiary;2000\nBuildings;3011\nTransport;4000\nTotal;7010\n",
            "Buildings",
            7010,
        ),
        ("Sector;MWh\nTransport;930\nMunicipal fleet;10\nOther vehicles;890\nTotal;900\n", "Transport", 900),
        ("Sector;MWh\nLand;500\nIrrigation;500\nTransport;400\nTotal;900\n", "Land", 900),
    ],
    ids=["a sector below its parts", "a sector near its parts, one of them the others", "a sector with one part"],
)
def test_a_row_that_a_printed_total_leaves_no_room_for_is_asked_about(text: str, named: str, parts: float) -> None:
    words = {"sector:Other vehicles": "private_transport", "sector:Land": "afolu", "sector:Irrigation": "afolu"}
    given = {key: sector for key, sector in words.items() if key.partition(":")[2] in text}
    draft = taken(text, **given)
    asked = [problem for problem in draft.problems if problem.severity == "ask" and named in problem.found]
    assert [(problem.key, problem.choices) for problem in asked] == [("sum-rows", ("leave-out", "keep"))]
    assert "printed-totals" not in {problem.key for problem in draft.problems}
    left = taken(text, **given, **{"sum-rows": "leave-out", "total-rows": "leave-out"})
    assert sum(item.total or 0.0 for item in left.inventories) == pytest.approx(parts, abs=1)
    assert not [problem for problem in left.problems if problem.severity == "ask"]


def test_a_sector_in_one_scope_without_a_carrier_beside_its_parts_with_carriers_is_asked_about() -> None:
    rows = "Transport;1;;71\nMunicipal fleet;1;diesel;11\nPublic transport;1;diesel;20\nPublic transport;1;petrol;40\n"
    text = f"Sector;Scope;Carrier;MWh\n{rows}Transport;2;;5\nPublic transport;2;electricity;5\n"
    asked = [problem.key for problem in taken(text).problems if problem.severity == "ask"]
    assert asked == ["sum-rows"]
    left = taken(text, **{"sum-rows": "leave-out"})
    assert [item.total for item in left.inventories] == [76.0]
