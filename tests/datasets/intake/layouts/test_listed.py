"""Figures beside their labels without a row of names are read, the first of them, too."""

from __future__ import annotations

import pytest

from tests.datasets.intake.test_contract_shapes import asked, drafted, stored, told


def test_the_first_row_of_a_list_below_its_title_is_a_figure_and_no_row_of_names() -> None:
    table = (
        "City GHG emissions by sector 2018 (ktCO2e),,\nResidential,802.4,30%\nCommercial,1004.6,38%\nTransport,8,32%\n"
    )
    draft = drafted(table)
    assert asked(draft) == set()
    assert stored(draft) == {
        (2018, "residential", None, None): 802400,
        (2018, "tertiary", None, None): 1004600,
        (2018, "transport", None, None): 8000,
    }
    assert [problem.cells for problem in told(draft, "share-left-out")] == [3]


def test_the_units_of_a_list_may_stand_behind_its_labels() -> None:
    table = (
        "Inventory year,2017\nRegion,Piedmont\nBuildings (kt CO2e),63.1\nRoad transport (kt CO2e),187.3\n"
        "Agriculture (kt CO2e),103.7\nTotal (kt CO2e),354.1\nInhabitants,870952\n"
    )
    draft = drafted(table)
    assert asked(draft) == set()
    assert stored(draft) == {
        (2017, "buildings", None, None): 63100,
        (2017, "road_transport", None, None): 187300,
        (2017, "agriculture", None, None): 103700,
    }
    assert [total.value for held in draft.totals.values() for total in held] == [354100]


@pytest.mark.parametrize(
    "table",
    [
        "Sector,t CO2e 2019\nResidential,10\nTransport,20\n",
        "Year,2019\nSector,t CO2e\nResidential,10\nTransport,20\n",
    ],
)
def test_a_row_that_names_the_columns_makes_a_table_no_list(table: str) -> None:
    assert stored(drafted(table)) == {(2019, "residential", None, None): 10, (2019, "transport", None, None): 20}
