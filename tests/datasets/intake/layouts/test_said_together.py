"""Words that say two things at once: a sector and its carrier, a year and a carrier, a measure and its unit."""

from __future__ import annotations

import pytest

from datasets.intake import drafting
from datasets.intake.drafted import Draft
from tests.datasets.files import empty_store

Figure = tuple[int, str, str | None, float]


def drafted(text: str, answers: dict[str, str] | None = None, year: int | None = None) -> Draft:
    return drafting.draft(empty_store(), text.encode(), "file.csv", answers, city="Turin", year=year)


def stored(draft: Draft, measure: str = "energy") -> set[Figure]:
    assert draft.table is not None
    names = ("year", "sector", "carrier", "value", "quantity")
    rows = zip(*(draft.table[name].to_pylist() for name in names), strict=True)
    return {row[:4] for row in rows if (row[4] == "energy") == (measure == "energy")}


INDICATORS = """\
Year,Sector,{name},Value
2019,Residential,"{energy}",100
2019,Residential,"{emissions}",40
2019,Industry,"{energy}",200
2019,Industry,"{emissions}",80
"""


@pytest.mark.parametrize("name", ["Indicator", "Metric", "Indicateur", "Mittari"])
@pytest.mark.parametrize(
    ("energy", "emissions", "carrier"),
    [
        ("Electricity consumption, MWh", "Electricity emissions, t CO2", "electricity"),
        ("Consumption of natural gas (MWh)", "Natural gas: t CO2e", "natural_gas"),
        ("Energy (MWh)", "CO2 emissions (t)", None),
    ],
)
def test_the_unit_in_the_words_of_a_column_is_that_of_each_figure(
    name: str, energy: str, emissions: str, carrier: str | None
) -> None:
    draft = drafted(INDICATORS.format(name=name, energy=energy, emissions=emissions))
    assert draft.ready
    assert stored(draft) == {(2019, "residential", carrier, 100.0), (2019, "industry", carrier, 200.0)}
    assert stored(draft, "emissions") == {(2019, "residential", carrier, 40.0), (2019, "industry", carrier, 80.0)}


def test_so_it_is_beside_columns_of_years() -> None:
    text = "Sector,Indicator,2018,2019\nResidential,Energy (MWh),90,100\nResidential,CO2 emissions (t CO2e),30,40\n"
    draft = drafted(text + "Industry,Energy (MWh),190,200\nIndustry,CO2 emissions (t CO2e),70,80\n")
    assert draft.ready
    assert {figure[3] for figure in stored(draft)} == {90, 100, 190, 200}
    assert {figure[3] for figure in stored(draft, "emissions")} == {30, 40, 70, 80}


@pytest.mark.parametrize("mark", [" – ", " - ", ": ", " / ", " "])
def test_a_sector_and_a_carrier_in_one_label_are_both_read(mark: str) -> None:
    pairs = [
        f"{sector}{mark}{carrier}" for sector in ("Households", "Industry") for carrier in ("natural gas", "diesel")
    ]
    wanted = [
        ("residential", "natural_gas"),
        ("residential", "diesel"),
        ("industry", "natural_gas"),
        ("industry", "diesel"),
    ]
    long = "Item,Amount,Unit\n" + "".join(f"{pair},{number},MWh\n" for number, pair in enumerate(pairs, 1))
    truth = {(2019, sector, carrier, float(number)) for number, (sector, carrier) in enumerate(wanted, 1)}
    assert stored(drafted(long, year=2019)) == truth
    wide = "Item (MWh),2018,2019\n" + "".join(f"{pair},9{number},{number}\n" for number, pair in enumerate(pairs, 1))
    assert {figure for figure in stored(drafted(wide)) if figure[0] == 2019} == truth


def test_a_fuel_in_such_a_label_is_converted_as_that_fuel() -> None:
    text = "Item,Amount,Unit\nHouseholds – heating oil,1000,l\nIndustry – diesel,2000,l\n"
    assert {problem.key for problem in drafted(text, year=2019).problems if problem.severity == "ask"} == {
        "density:heating_oil",
        "density:diesel",
    }


YEARS = ("2019 {}", "{} 2019", "2019: {}", "{} (2019)")


@pytest.mark.parametrize("order", YEARS)
def test_a_year_a_carrier_and_a_unit_in_one_head_are_all_read(order: str) -> None:
    heads = [order.format(words) for words in ("Electricity (MWh)", "natural gas MWh")]
    heads += [head.replace("2019", "2018") for head in heads]
    draft = drafted(f"Sector,{','.join(heads)}\nResidential,1,2,3,4\nIndustry,5,6,7,8\n")
    assert draft.ready
    assert {figure for figure in stored(draft) if figure[1] == "industry"} == {
        (2019, "industry", "electricity", 5.0),
        (2019, "industry", "natural_gas", 6.0),
        (2018, "industry", "electricity", 7.0),
        (2018, "industry", "natural_gas", 8.0),
    }


@pytest.mark.parametrize(
    "heads", ["2018 Electricity (MWh),2019 Electricity (MWh)", "2019 Electricity (MWh),2019 Gas oil (MWh)"]
)
def test_one_carrier_or_one_year_is_enough(heads: str) -> None:
    draft = drafted(f"Sector,{heads}\nResidential,1,2\nIndustry,3,4\n")
    assert draft.ready
    assert (2019, "industry", "heating_oil" if "Gas oil" in heads else "electricity", 4.0) in stored(draft)


def test_litres_of_a_year_are_amounts_of_the_fuel_of_their_row() -> None:
    text = "Fleet,Litres 2018,Litres 2019\nDiesel,1000,1100\nPetrol,2000,2100\n"
    answers = {"sector": "municipal_fleet"}
    asked = {problem.key for problem in drafted(text, answers).problems if problem.severity == "ask"}
    assert asked == {"density:diesel", "density:gasoline"}
    answers |= {"density:diesel": "0.84 kg/l", "density:gasoline": "0.75 kg/l"}
    draft = drafted(text, answers)
    assert draft.ready
    assert {figure[:3] for figure in stored(draft)} == {
        (year, "municipal_fleet", carrier) for year in (2018, 2019) for carrier in ("diesel", "gasoline")
    }


MIXED = "Electricity (GWh),1,2\nNatural gas (MWh),300,400\n"


def test_units_behind_the_labels_of_rows_hold_each_for_its_row() -> None:
    wide = drafted(f"Energy use,2018,2019\n{MIXED}", {"sector": "total"})
    assert stored(wide) == {
        (2018, "total", "electricity", 1000.0),
        (2019, "total", "electricity", 2000.0),
        (2018, "total", "natural_gas", 300.0),
        (2019, "total", "natural_gas", 400.0),
    }
    crossed = drafted(f",Residential,Industry\n{MIXED}", year=2019)
    assert stored(crossed) == {
        (2019, "residential", "electricity", 1000.0),
        (2019, "industry", "electricity", 2000.0),
        (2019, "residential", "natural_gas", 300.0),
        (2019, "industry", "natural_gas", 400.0),
    }
