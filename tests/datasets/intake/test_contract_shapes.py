"""Tables in the shapes that climate contracts print: read, or asked about once, each figure in its place."""

from __future__ import annotations

import pytest

from analytics.text.problems import Problem
from datasets.intake import drafting
from datasets.intake.drafted import Draft
from tests.datasets.files import empty_store

Place = tuple[int, str, str | None, int | None]


def drafted(text: str, answers: dict[str, str] | None = None, year: int | None = None) -> Draft:
    draft = drafting.draft(empty_store(), text.encode(), "file.csv", answers, city="Turin", year=year)
    assert draft.rows_in == draft.imported + draft.rejected + draft.ignored
    return draft


def asked(draft: Draft) -> set[str | None]:
    return {problem.key for problem in draft.problems if problem.severity == "ask"}


def told(draft: Draft, code: str) -> list[Problem]:
    return [problem for problem in draft.problems if problem.code == code]


def stored(draft: Draft) -> dict[Place, float]:
    assert draft.ready
    assert draft.table is not None
    names = ("year", "sector", "carrier", "scope", "value")
    found: dict[Place, float] = {}
    for *place, value in zip(*(draft.table[name].to_pylist() for name in names), strict=True):
        key = (place[0], place[1], place[2], place[3])
        found[key] = found.get(key, 0.0) + (value or 0.0)
    return found


# Headings

ACTIVITY = (
    "Base year 2019,,\n,Scope 1,Scope 2\nTransport,,\nBus demand (M km/year),66,\n"
    "Buildings and heating,,\nDomestic natural gas (GWh/year),2330,\n"
    "Electricity,,\nDomestic (GWh/year),,2004\nElectric vehicle (GWh/year),,13\n"
    "Waste,,\nTotal collected within the city (tonnes),744081,\nOther,,\nIndustrial natural gas (GWh/year),1122,\n"
)


def test_electricity_among_headings_of_sectors_is_one_of_them_and_the_carrier_of_its_rows() -> None:
    draft = drafted(ACTIVITY)
    assert stored(draft) == {
        (2019, "residential", "natural_gas", 1): 2330000,
        (2019, "residential", "electricity", 2): 2004000,
        (2019, "road_transport", "electricity", 2): 13000,
        (2019, "industry", "natural_gas", 1): 1122000,
    }
    assert sum(problem.cells for problem in told(draft, "row-left-out")) == 2  # kilometres and tonnes of waste


def test_headings_that_are_carriers_alone_are_still_those_of_their_rows() -> None:
    table = "Sector,MWh\nElectricity,\nResidential,100\nTertiary,50\nNatural gas,\nResidential,300\nTertiary,90\n"
    assert stored(drafted(table, year=2019)) == {
        (2019, "residential", "electricity", None): 100,
        (2019, "tertiary", "electricity", None): 50,
        (2019, "residential", "natural_gas", None): 300,
        (2019, "tertiary", "natural_gas", None): 90,
    }


FLEETS = (
    "Unit,MWh,,,,\nSector,Sub-sector,Diesel,Gasoline,Electricity,Total\n"
    "Municipal fleet,Mopeds,0,7,0,7\n,Motorcycles,0,66,0,66\n,Passenger cars,680,1319,9,2008\n"
    "Public transport,Buses,900,0,0,900\n,Metro,0,0,40,40\n"
)


def test_a_cell_merged_down_says_whose_the_vehicles_below_it_are() -> None:
    sectors: dict[str, float] = {}
    for (_, sector, _, _), value in stored(drafted(FLEETS, {"sector:Mopeds": "municipal_fleet"}, 2019)).items():
        sectors[sector] = sectors.get(sector, 0) + value
    assert sectors == {"municipal_fleet": 7 + 66 + 2008, "public_transport": 940}


# Sums

SLIPPED = (
    "Unit,MWh,,,,\nSector,Sub-sector,Natural gas,Diesel,Electricity,Total\n"
    "Buildings,Residential,100,20,30,150\n,Tertiary,50,0,41,91\nTransport,Buses,0,90,0,90\n"
    ",Private transport,5,70,1,76\n{row}\n"
)


def test_a_row_without_its_last_label_and_total_moves_back_where_it_adds_up() -> None:
    assert told(drafted(SLIPPED.format(row="Railways,,,12,11,"), year=2019), "row-straightened") == []
    draft = drafted(SLIPPED.format(row="Railways,,,12,12,"), year=2019)
    assert [problem.row for problem in told(draft, "row-straightened")] == [7]
    assert stored(draft)[2019, "railways", "electricity", None] == 12


def test_a_printed_total_is_asked_about_in_the_round_of_the_dashes() -> None:
    text = "Base year,2019,\nUnit,MWh,\n,Scope 1,Scope 2\nBuildings,100,50\nTransport,70,-\nTotal,{},50\n"
    assert asked(drafted(text.format(170))) == {"dash"}
    assert asked(drafted(text.format(190))) == {"dash", "printed-totals"}
    draft = drafted(text.format(190), {"dash": "NO", "printed-totals": "as-read"})
    assert stored(draft) == {
        (2019, "buildings", None, 1): 100,
        (2019, "buildings", None, 2): 50,
        (2019, "transport", None, 1): 70,
        (2019, "transport", None, 2): 0,
    }


def test_what_was_said_to_be_a_sum_is_not_asked_about_again_and_its_difference_is_told() -> None:
    text = "Base year,2019,\nUnit,MWh,\n,Scope 1,Scope 2\nOther,1136,61767\nIndustry,1136,51058\nPrimary,,10200\n"
    assert asked(drafted(text)) == {"total-rows"}
    draft = drafted(text, {"total-rows": "leave-out"})
    assert draft.ready
    assert [(problem.severity, problem.row) for problem in told(draft, "printed-total")] == [("warn", 4)]


PARTS = (
    "Base year,2019,\nUnit,t CO2e,\n,Scope 1,Scope 2\nResidential,443261923,52762090\nCooking,443261900,48655385\n"
    "Cooling,23,4106705\nTransport,1000,200\n"
)


def test_a_row_that_all_columns_together_add_up_to_is_the_sum_and_the_columns_that_differ_are_told() -> None:
    assert asked(drafted(PARTS)) == set()
    draft = drafted(PARTS.replace("23,4106705", "4106728,"))
    assert asked(draft) == {"printed-totals"}
    assert {problem.row for problem in told(draft, "printed-total")} == {4}
    assert "sector:Cooking" in asked(drafted(PARTS.replace("23,4106705", "4206728,")))  # they add up to nothing


def test_a_figure_that_stands_in_the_column_of_totals_alone_is_part_of_the_total_below_it() -> None:
    text = "Base year,2019,,\nUnit,t CO2e,,\n,Scope 1,Scope 2,Total\nBuildings,100,50,150\nTransport,70,5,75\n"
    draft = drafted(text + "AFOLU,,,-25\nTotal,170,55,200\n")
    assert draft.ready
    assert told(draft, "printed-total") == []
    assert draft.inventories[0].total == 200


def test_a_printed_total_proves_that_commas_part_thousands() -> None:
    text = 'Sector,2018 (t CO2e),2020 (t CO2e)\nEnergy supply,"510,300","401,200"\nTransport,"{}","560,700"\n'
    total = 'Total,"1,160,700","961,900"\n'
    assert asked(drafted(text.format("650,400"))) == {"decimal"}
    assert stored(drafted(text.format("650,400") + total))[2018, "transport", None, None] == 650400
    assert "decimal" in asked(drafted(text.format("650,4") + total))  # a comma before decimals disproves it


# What is none of an inventory

FACTORS = "Energy source,t CO2 eq /MWh,\n,2008,2018\nElectricity,0.819,0.461\nNatural gas,0.204,0.204\n"


def test_factors_by_year_are_refused_whatever_is_answered() -> None:
    draft = drafted(FACTORS, {"sector": "buildings", "unit": "MWh"})
    assert draft.outcome == "blocked"
    assert {problem.code for problem in draft.problems if problem.severity == "block"} == {"factor-no-amount"}
    assert draft.imported == 0


def test_a_column_of_percentages_is_left_out_whatever_it_is_called() -> None:
    head = "Basisjahr;2019;;;\nEinheit;MWh;;;\n;Scope 1;Scope 2;Summe;Anteil\n"
    draft = drafted(head + "Gebäude;60;20;80;80 %\nVerkehr;19;1;20;20 %\n")
    assert stored(draft)[2019, "transport", None, 1] == 19
    assert [problem.cells for problem in told(draft, "share-left-out")] == [2]


def test_scenarios_beside_the_base_year_are_left_out_and_told() -> None:
    head = "Sector (kt CO2e),2018 (base year),2030 BAU,2030 with measures\n"
    draft = drafted(head + "Buildings,10,11,3\nTransport,20,22,5\nWaste,1,1,1\n")
    assert {year for year, *_ in stored(draft)} == {2018}
    assert draft.inventories[0].total == 31000
    assert [problem.cells for problem in told(draft, "forecast-left-out")] == [6]


# What is said around a table


@pytest.mark.parametrize(
    "label",
    [
        "Rok bazowy",
        "Anul de bază",
        "Έτος βάσης",
        "Bázisév",
        "Basår",
        "Perusvuosi",
        "Basisjaar",
        "Basisår",
        "Výchozí rok",
    ],
)
def test_a_base_year_is_known_in_the_languages_of_the_signatories(label: str) -> None:
    text = f"{label},2019,\nMWh,,\n,Scope 1,Scope 2\nBuildings,100,50\nTransport,70,5\n"
    assert {year for year, *_ in stored(drafted(text))} == {2019}


@pytest.mark.parametrize("unit", ["t CO2e/rok", "t CO2e/έτος", "t CO2e/an", "t CO2e/år", "t CO2e/év"])
def test_a_unit_over_a_year_is_known_in_the_languages_of_the_signatories(unit: str) -> None:
    text = f"Base year,2019,\nUnit,{unit},\n,Scope 1,Scope 2\nBuildings,100,50\nTransport,70,5\n"
    assert drafted(text).inventories[0].total == 225


@pytest.mark.parametrize(
    "title", ["Final energy use by source sectors, 2019 (MWh/year)", "Energy by energy source in 2019, in MWh"]
)
def test_the_source_of_energy_or_emissions_is_no_source_of_a_publication(title: str) -> None:
    text = f'"{title}",,\n,Scope 1,Scope 2\nBuildings,100,50\nTransport,70,5\n'
    assert {year for year, *_ in stored(drafted(text))} == {2019}


def test_the_source_of_a_table_still_gives_it_no_year() -> None:
    text = '"Source: energy agency, 2021",,\nUnit,MWh,\n,Scope 1,Scope 2\nBuildings,100,50\nTransport,70,5\n'
    assert "year" in asked(drafted(text))


def test_the_year_behind_the_unit_above_a_table_is_that_of_its_figures() -> None:
    text = "Base year,,\nUnit,GWh in 2023,\n,Scope 1,Scope 2\nBuildings,100,50\nTransport,70,5\n"
    draft = drafted(text)
    assert {year for year, *_ in stored(draft)} == {2023}
    assert [problem.row for problem in told(draft, "year-read")] == [2]
    assert "year" in asked(drafted(text.replace("Base year,,", "Base year,2019,")))  # two years are one question


def test_the_year_in_the_title_of_a_long_table_is_read_and_told() -> None:
    text = "Energy use in 2019,,\nSector,Carrier,MWh\nResidential,Electricity,10\nTertiary,Electricity,20\n"
    draft = drafted(text, {"header-row": "2"})
    assert {year for year, *_ in stored(draft)} == {2019}
    assert [problem.row for problem in told(draft, "year-read")] == [1]
    assert "year" in asked(drafted(text.replace("2019", "2019 and 2020"), {"header-row": "2"}))


def test_a_unit_that_means_several_things_in_a_title_is_asked_about() -> None:
    text = "Utsläpp per sektor (ton CO2e),,\nSektor,2018,2019\nIndustri,10,11\nTransporter,20,21\nAvfall,1,1\n"
    assert asked(drafted(text)) == {"ton"}
    assert drafted(text, {"ton": "tonne"}).inventories[-1].total == 33


def test_rows_of_energy_or_emissions_alone_are_read_beside_those_of_both() -> None:
    text = "Year,Sector,Energy use [GWh],GHG emissions [kt CO2e]\n2019,Residential,12,3\n2019,Waste,,5\n"
    draft = drafted(text)
    assert {(item.measure, item.total) for item in draft.inventories} == {("energy", 12000), ("emissions", 8000)}


@pytest.mark.parametrize("unit", ["t CO2e GWP-AR5", "tCO2e, GWP100 AR4", "kt CO2e AR6"])
def test_a_unit_is_known_with_the_warming_potentials_behind_it(unit: str) -> None:
    text = f'Setor,"Emissões ({unit})"\nTransportes,10\nResíduos,20\n'
    assert drafted(text, year=2019).inventories[0].total == (30000 if unit.startswith("k") else 30)


def test_a_scope_is_known_with_its_number_before_the_word() -> None:
    text = "Baziniai metai,2019,\nt CO2e,,\nSektorius,1 aprėptis,2. aprėptis\nPastatai,100,50\nTransportas,70,5\n"
    assert {scope for _, _, _, scope in stored(drafted(text))} == {1, 2}


def test_an_answer_about_a_sector_leaves_its_known_parts_what_they_are() -> None:
    rows = [f"2019,Zzz,{part},MWh,{value}\n" for part, value in (("Residential", 10), ("Foo", 5), ("Motorcycles", 1))]
    text = "year,sector,subsector,unit,value\n" + "".join(rows)
    draft = drafted(text, {"sector:Zzz": "buildings"})
    assert {sector for _, sector, _, _ in stored(draft)} == {"residential", "buildings", "road_transport"}
    draft = drafted(text, {"sector:Zzz": "municipal_fleet"})
    assert {sector for _, sector, _, _ in stored(draft)} == {"municipal_fleet"}


# Words


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("Industrielle Prozesse (IPPU)", "ippu"),
        ("Rolnictwo i leśnictwo (AFOLU)", "afolu"),
        ("AFOLU – Landnutzung", "afolu"),
        ("Industrial facilities", "industry"),
        ("Municipal fleet of vehicles", "municipal_fleet"),
    ],
)
def test_a_sector_is_known_by_its_words_or_its_abbreviation(label: str, code: str) -> None:
    assert stored(drafted(f"year,sector,unit,value\n2019,{label},t CO2e,10\n")) == {(2019, code, None, None): 10}


def test_a_heading_with_a_figure_in_the_column_of_totals_alone_is_that_of_its_carriers() -> None:
    table = (
        "Base year 2021,,,\nUnit,MWh/year,,\n,Scope 1,Scope 2,Total\nBuildings,,,1647\nElectricity,,1027,1027\n"
        "District heating,620,,620\nTransport,,,290\nElectricity,,17,17\nFossil fuels (petrol/diesel),273,,273\n"
    )
    answers = {"carrier:Fossil fuels (petrol/diesel)": "other_fossil"}
    assert asked(drafted(table)) == set(answers)  # what stands in brackets is no unit
    assert stored(drafted(table, answers)) == {
        (2021, "buildings", "electricity", 2): 1027,
        (2021, "buildings", "heat_cold", 1): 620,
        (2021, "transport", "electricity", 2): 17,
        (2021, "transport", "other_fossil", 1): 273,
    }
    assert asked(drafted(table.replace("1647", "1290"), answers)) == {"printed-totals"}


def test_what_adds_up_to_the_row_above_is_its_carriers_wherever_the_known_one_stands() -> None:
    table = (
        "Base year 2006,,\nUnit,MWh/year,\n,Scope 1,Scope 2\nStationary energy,563,247\nHot water supply,266,\n"
        "Natural gas,297,\nElectricity,,247\nTransport,198,4\nPetrol,198,\nElectricity,,4\n"
    )
    answers = {"carrier:Hot water supply": "heat_cold"}
    assert asked(drafted(table)) == set(answers)
    assert stored(drafted(table, answers)) == {
        (2006, "buildings", "heat_cold", 1): 266,
        (2006, "buildings", "natural_gas", 1): 297,
        (2006, "buildings", "electricity", 2): 247,
        (2006, "transport", "gasoline", 1): 198,
        (2006, "transport", "electricity", 2): 4,
    }


def test_what_is_not_known_below_an_unknown_sum_of_known_sectors_is_asked_about_by_its_own_words() -> None:
    table = (
        "Year 2018,,\nSector,MWh,tCO2e\nGrounds and sites,40067,13879\nTown sites,404,181\nCommon sites,4809,2128\n"
        "Residential,10723,3592\nPublic lighting,230,117\nIndustry,23901,7861\nTransport,21661,5781\n"
    )
    words = {"sector:Town sites": "municipal_buildings", "sector:Common sites": "tertiary"}
    assert asked(drafted(table)) == set(words)
    found = stored(drafted(table, words))
    assert found[2018, "municipal_buildings", None, None] == 404 + 181
    assert sum(found.values()) == 40067 + 13879 + 21661 + 5781


def test_what_stands_behind_a_dash_is_the_carrier_of_what_stands_before_it() -> None:
    table = (
        "Year 2021,,\nUnit,MWh/year,\n,Scope 1,Scope 2\nTransport,700,8\nPublic transport - diesel,22,\n"
        "Public transport - electricity,,8\nPrivate transport - diesel,388,\nPrivate transport - petrol,290,\n"
    )
    draft = drafted(table, {"total-rows": "leave-out"})
    assert stored(draft) == {
        (2021, "public_transport", "diesel", 1): 22,
        (2021, "public_transport", "electricity", 2): 8,
        (2021, "private_transport", "diesel", 1): 388,
        (2021, "private_transport", "gasoline", 1): 290,
    }


def test_a_carrier_behind_two_sectors_is_kept_when_both_are_asked_about() -> None:
    table = (
        "Metric tonnes CO2e,2018,2019\nResidential natural gas,750,770\nResidential electricity,310,280\n"
        "Commercial & Industrial Natural Gas,980,990\nCommercial & Industrial Electricity,1090,960\n"
    )
    words = [f"sector:Commercial & Industrial {carrier}" for carrier in ("Natural Gas", "Electricity")]
    assert asked(drafted(table)) == set(words)
    found = stored(drafted(table, dict.fromkeys(words, "tertiary")))
    assert found[2019, "tertiary", "natural_gas", None] == 990
    assert found[2019, "tertiary", "electricity", None] == 960


def test_the_word_unit_above_labels_beside_scopes_states_no_unit() -> None:
    table = (
        "Base year 2021,MWh/year,,\nUnit,Scope 1,Scope 2,Scope 3\nBuildings,,,\nNatural gas,565,,\nElectricity,,400,\n"
        "Transport,,,\nDiesel,390,,\nWaste,,,\nWaste of the city (t),,,44\n"
    )
    draft = drafted(table, {"sector:Waste of the city (t)": "leave-out"})
    assert stored(draft) == {
        (2021, "buildings", "natural_gas", 1): 565,
        (2021, "buildings", "electricity", 2): 400,
        (2021, "transport", "diesel", 1): 390,
    }


def test_emissions_in_tons_beside_energy_are_a_measure_and_no_carrier() -> None:
    table = (
        "Year,2020,\nSource sector,Energy consumption [MWh],Emissions [tons CO2/year]\nBuildings,,\n"
        "Municipal buildings (electricity),1000,392\nMunicipal buildings (heating oil),300,80\n"
        "Municipal fleet (petrol),100,25\n"
    )
    assert asked(drafted(table)) == {"ton"}
    assert stored(drafted(table, {"ton": "tonne"})) == {
        (2020, "municipal_buildings", "electricity", None): 1392,
        (2020, "municipal_buildings", "heating_oil", None): 380,
        (2020, "municipal_fleet", "gasoline", None): 125,
    }


def test_the_steps_of_a_path_name_the_sector_by_the_last_one() -> None:
    table = "t CO2e,2019\nStationary energy > Residential buildings,182\nWaste > Wastewater,21\n"
    assert stored(drafted(table)) == {(2019, "residential", None, None): 182, (2019, "wastewater", None, None): 21}


def test_a_sector_with_its_carrier_in_brackets_is_both_beside_columns_of_which_one_is_left_out() -> None:
    table = (
        "Table 2: energy and emissions of 2020\n"
        "Source sector,Energy consumption [MWh],Primary energy [MWh],Emissions [tn CO₂/year]\nBuildings,,,\n"
        "Municipal buildings (electricity),1000,2900,392\nTertiary sector buildings (heating oil),300,330,80\n"
        "Municipal fleet (petrol),100,110,25\nTotal,1400,3340,497\n"
    )
    answers = {"other-figures": "as-inventory", "carrier:Primary energy": "leave-out", "ton": "tonne"}
    assert stored(drafted(table, answers)) == {
        (2020, "municipal_buildings", "electricity", None): 1392,
        (2020, "tertiary", "heating_oil", None): 380,
        (2020, "municipal_fleet", "gasoline", None): 125,
    }


def test_figures_of_a_model_are_asked_about_and_so_is_a_total_that_no_decimal_mark_makes_the_sum() -> None:
    model = "Activity by sector (from economic model data inputs),\nBase year,2018\nHeating demand (GWh/year),2287\n"
    assert "other-figures" in asked(drafted(f"{model}Electricity demand (GWh/year),625\n"))
    scopes = f"{model.partition(',')[0]},,,\n{ACTIVITY.replace('Base year', ',Base year', 1)}"
    assert "other-figures" in asked(drafted(scopes))
    slip = "Sector,Emissions in 2014 (t CO2e)\nBuildings,177.799\nTransport,177.825\nIPPU,17.3017\nTotal,552.428\n"
    assert asked(drafted(slip)) == {"printed-totals"}
