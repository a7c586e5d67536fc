"""Tables as plans print them, with sinks, titles in the city's own language and a total of energy beside emissions."""

from __future__ import annotations

import pytest

from analytics.text.problems import Problem
from tests.datasets.intake.test_contract_shapes import asked, drafted, stored, told

SINKS = (
    "Year 2019,\nSector,kt CO2e\nResidential,38.4\nRoad transport,118.9\nIndustry,402.7\nAgriculture,54.5\n"
    "Forestry,-391.6\nWaste,17.3\nTotal without LULUCF,631.8\nTotal with LULUCF,240.2\n"
)


def test_a_total_of_the_emissions_alone_does_not_make_the_removals_a_sum_of_other_rows() -> None:
    draft = drafted(SINKS)
    assert asked(draft) == set()
    found = stored(draft)
    assert min(found.values()) == -391600
    assert sum(found.values()) == pytest.approx(240200)
    assert [problem.severity for problem in told(draft, "printed-total")] == ["warn"]
    wrong = drafted(SINKS.replace("631.8", "611.8"))
    assert asked(wrong) == {"printed-totals"}


@pytest.mark.parametrize(
    "title",
    [
        "Klimagassutslipp i Turin (t CO2e)",
        "Växthusgasutsläpp i Turin (t CO2e)",
        "Kasvihuonekaasupäästöt Turin (t CO2e)",
        "Emisija stakleničkih plinova Turin (t CO2e)",
        "Emisja gazów cieplarnianych Turin (t CO2e)",
        "Broeikasgasuitstoot gemeente Turin (t CO2e)",
    ],
)
def test_gas_in_the_word_for_greenhouse_gases_is_no_carrier(title: str) -> None:
    draft = drafted(f"{title},,\nSector,2009,2018\nTransport,602,511\nIndustry,382,210\n")
    assert asked(draft) == set()
    assert stored(draft)[2018, "transport", None, None] == 511


BESIDE = (
    "Inventory year,2018,\nSector,{name} (MWh),GHG emissions (tCO2e)\n"
    "Residential,288204,71118\nCommercial,191306,48204\n"
    "Transport,341204,88116\nTotal,820714,207438\n"
)


def energy(problems: list[Problem]) -> int:
    return sum(problem.cells for problem in problems)


def test_a_total_of_energy_beside_emissions_is_no_sum_of_them() -> None:
    draft = drafted(BESIDE.format(name="Total energy"))
    assert asked(draft) == set()
    assert draft.imported == 6
    assert stored(draft)[2018, "residential", None, None] == 288204 + 71118
    assert energy(told(draft, "total-left-out")) == 2  # the last row


def test_a_total_of_primary_energy_beside_emissions_is_asked_about() -> None:
    name = "Total primary energy requirement"
    draft = drafted(BESIDE.format(name=name))
    assert asked(draft) == {f"carrier:{name}"}
    left = drafted(BESIDE.format(name=name), {f"carrier:{name}": "leave-out"})
    assert stored(left)[2018, "residential", None, None] == 71118


@pytest.mark.parametrize(("text", "key"), [("N/E", "NE"), ("N.O.", "NO"), ("I/E", "IE")])
def test_the_letters_of_a_notation_key_may_be_parted(text: str, key: str) -> None:
    draft = drafted(f"year,sector,unit,value\n2019,residential,t CO2e,10\n2019,industry,t CO2e,{text}\n")
    assert asked(draft) == set()
    assert draft.table is not None
    assert draft.table["notation_key"].to_pylist() == [None, key]


@pytest.mark.parametrize("text", ["n. a.", "s.o.", "excluded", "brak danych", "ei tietoa"])
def test_a_word_that_there_is_no_figure_is_asked_about_once(text: str) -> None:
    table = f"year,sector,unit,value\n2019,residential,t CO2e,10\n2019,industry,t CO2e,{text}\n"
    assert asked(drafted(table)) == {"not-available"}
    assert stored(drafted(table, {"not-available": "NE"}))[2019, "residential", None, None] == 10


def test_a_share_in_brackets_behind_a_figure_is_asked_about_like_the_mark_of_a_footnote() -> None:
    table = 'Sector,Emissions 2019 (tCO2e)\nBuildings,"1200 (40%)"\nTransport,"1500 (50 %)"\nWaste,"300 (10.0%)"\n'
    assert asked(drafted(table)) == {"marked"}
    found = stored(drafted(table, {"marked": "drop"}))
    assert [found[2019, sector, None, None] for sector in ("buildings", "transport", "waste")] == [1200, 1500, 300]


@pytest.mark.parametrize("unit", ["kt CO2 équivalent/an", "kt CO2 ech/an", "kt CO2 ekvivalenta", "kt ekw. CO2/rok"])
def test_equivalents_of_carbon_dioxide_are_known_in_the_languages_of_cities(unit: str) -> None:
    draft = drafted(f"Base year,2019,\nUnit,{unit}\n,Scope 1,Scope 2\nBuildings,3,2\nTransport,4,1\n")
    assert stored(draft)[2019, "transport", None, 1] == 4000


# Labels


def test_carriers_in_brackets_below_a_sector_are_its_carriers() -> None:
    table = (
        "Base year,2019,\nUnit,MWh/year,\n,Scope 1,Scope 2\nBuildings,271,198\n(Electricity),0,198\n"
        "(Heating oil),181,0\n(Biomass),90,0\nTransport,402,0\n(Diesel),214,0\n(Petrol),188,0\n"
        "AFOLU,0,31\n(Electricity),0,31\n"
    )
    draft = drafted(table)
    assert asked(draft) == set()
    found = {place: value for place, value in stored(draft).items() if value}
    assert found == {
        (2019, "buildings", "electricity", 2): 198,
        (2019, "buildings", "heating_oil", 1): 181,
        (2019, "buildings", "other_biomass", 1): 90,
        (2019, "transport", "diesel", 1): 214,
        (2019, "transport", "gasoline", 1): 188,
        (2019, "afolu", "electricity", 2): 31,
    }


def test_a_part_of_the_row_above_is_of_the_sector_that_it_names() -> None:
    table = (
        "Base year,2019,\nUnit,t CO2e/year,\n,Scope 1,Scope 2\nBuildings,889004,241009\n"
        "of which residential,541002,122003\nof which tertiary,348002,119006\nTransport,1204008,6012\n"
        "of which road,1011003,1005\nof which rail,193005,5007\n"
    )
    draft = drafted(table)
    assert asked(draft) == set()
    assert {place[1] for place in stored(draft)} == {"residential", "tertiary", "road_transport", "railways"}
    assert sum(stored(draft).values()) == 889004 + 241009 + 1204008 + 6012


def test_years_above_groups_of_scopes_are_those_of_their_figures() -> None:
    table = (
        "Unit,t CO2e,,,,,\n,2006,,,2021,,\n,Scope 1,Scope 2,Total,Scope 1,Scope 2,Total\n"
        "Residential,182,121,303,139,67,206\nTransport,259,1,260,231,1,232\nTotal,441,122,563,370,68,438\n"
    )
    draft = drafted(table)
    assert asked(draft) == set()
    found = stored(draft)
    assert found[2006, "residential", None, 2] == 121
    assert found[2021, "transport", None, 1] == 231
    assert not told(draft, "printed-total")
    assert {problem.severity for problem in told(drafted(table.replace("563", "663")), "printed-total")} == {"ask"}


def test_years_beside_the_name_of_them_head_no_columns_above_a_row_of_years() -> None:
    table = (
        "Base year,1990,,2021,\nUnit,t CO2e/year,,,\n,1990,%,2021,%\nBuildings,712,54%,318,40%\n"
        "Transport,271,20%,241,31%\nTotal,983,100%,559,100%\n"
    )
    draft = drafted(table)
    assert asked(draft) == set()
    assert stored(draft)[1990, "buildings", None, None] == 712
    assert sum(stored(draft).values()) == 983 + 559


def test_a_column_called_source_that_holds_sectors_is_that_of_the_sectors() -> None:
    draft = drafted("Emissions of Turin (t CO2e),,\nSource,2010,2019\nElectricity,1021,398\nRoad transport,602,131\n")
    assert asked(draft) == set()
    assert stored(draft)[2019, "road_transport", None, None] == 131


def test_the_groups_of_the_references_of_gpc_leave_the_sector_to_its_name() -> None:
    table = (
        "Emissions 2019 (t CO2e),,,\nGPC ref.,Sector,Scope 1,Scope 2\nI.1,Residential buildings,281,71\n"
        "I.3,Manufacturing industries and construction,235,52\nIII.1,Solid waste disposal,29,\n"
        "III.4,Wastewater treatment and discharge,9,\n"
    )
    draft = drafted(table)
    assert asked(draft) == set()
    found = stored(draft)
    assert found[2019, "solid_waste", None, 1] == 29
    assert found[2019, "wastewater", None, 1] == 9
    assert found[2019, "residential", None, 2] == 71


def test_a_sub_sector_merged_down_beside_its_carriers_is_that_of_each_of_them() -> None:
    table = (
        "year,sector,subsector,carrier,MWh\n2019,Buildings,Residential,Electricity,10\n2019,,,Natural gas,20\n"
        "2019,,Tertiary,Electricity,8\n2019,Transport,,Petrol,30\n2019,,,Diesel,25\n"
    )
    assert asked(drafted(table)) == {"fill-down"}
    assert stored(drafted(table, {"fill-down": "yes"})) == {
        (2019, "residential", "electricity", None): 10,
        (2019, "residential", "natural_gas", None): 20,
        (2019, "tertiary", "electricity", None): 8,
        (2019, "transport", "gasoline", None): 30,
        (2019, "transport", "diesel", None): 25,
    }


def test_scopes_may_stand_beside_the_rows_and_sectors_above_the_columns() -> None:
    table = (
        "GHG emissions 2019 (t CO2e),,,,\n,Buildings,Transport,Waste,Total\nScope 1 (direct),100,300,20,420\n"
        "Scope 2,200,5,,205\nTotal,300,305,20,625\n"
    )
    draft = drafted(table)
    assert asked(draft) == set()
    assert stored(draft) == {
        (2019, "buildings", None, 1): 100,
        (2019, "transport", None, 1): 300,
        (2019, "waste", None, 1): 20,
        (2019, "buildings", None, 2): 200,
        (2019, "transport", None, 2): 5,
    }
    assert not told(draft, "printed-total")
