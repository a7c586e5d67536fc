"""The axes of tables that offices make: rows of heads over each other, heads that say several things, names that come
back. Each is read as a person reads it, or asked about."""

from __future__ import annotations

import pytest

from datasets.intake import drafting
from datasets.intake.drafted import Draft
from tests.datasets.files import empty_store

SAID = {
    "sectors over units": (
        ",Residential,,Services,\nYear,MWh,t CO2,MWh,t CO2\n2019,10000,2000,4000,1200\n2020,9500,1900,3900,1100\n",
        {(2019, "energy"): 14000, (2020, "energy"): 13400, (2019, "emissions"): 3200, (2020, "emissions"): 3000},
    ),
    "a plan beside what was used": (
        "Sector,Carrier,Unit,2019 plan,2019 actual,2020 plan,2020 actual\n"
        "Residential,Natural gas,MWh,1000,1100,950,1050\nServices,Natural gas,MWh,500,540,490,520\n",
        {(2019, "energy"): 1640, (2020, "energy"): 1570},
    ),
    "years of two digits": (
        "Sector,'18,'19,'20p\nResidential,1200,1190,1100\nTransport,2200,2250,2000\nUnit: t CO2e,,,\n",
        {(2018, "emissions"): 3400, (2019, "emissions"): 3440, (2020, "emissions"): 3100},
    ),
    "a unit below each of two tables": (
        "Sector,2018,2019,,Sector,2018,2019\nResidential,1000,990,,Residential,5000,4900\n"
        "Transport,3000,2990,,Transport,12000,11900\nt CO2e,,,,MWh,,\n",
        {(2018, "emissions"): 4000, (2019, "emissions"): 3980, (2018, "energy"): 17000, (2019, "energy"): 16800},
    ),
    "years over scopes": (
        "Unit,t CO2e\nSector,2018,,,2019,,\n,Scope 1,Scope 2,Total,Scope 1,Scope 2,Total\n"
        "Residential,10,20,30,11,21,32\nServices,1,2,3,4,5,9\n",
        {(2018, "emissions"): 33, (2019, "emissions"): 41},
    ),
    "a unit beside each carrier and emissions behind it": (
        "Year,2019\nSector,Electricity (MWh),CO2 (t),Natural gas (MWh),CO2 (t)\n"
        "Residential,5000,1250,12000,2424\nServices,8000,2000,7000,1414\nTotal,13000,3250,19000,3838\n",
        {(2019, "energy"): 32000, (2019, "emissions"): 7088},
    ),
    "names that come back with another unit": (
        "Sector,Carrier,Year,Consumption (MWh)\nResidential,Electricity,2019,1000\nServices,Electricity,2019,2000\n"
        "Sector,Carrier,Year,Consumption (GJ)\nResidential,Natural gas,2019,3600\nServices,Natural gas,2019,7200\n",
        {(2019, "energy"): 6000},
    ),
}


def drafted(text: str, answers: dict[str, str] | None = None) -> Draft:
    draft = drafting.draft(empty_store(), text.encode(), "file.csv", answers, city="Turin")
    assert draft.rows_in == draft.imported + draft.rejected + draft.ignored
    return draft


def carriers(draft: Draft) -> set[tuple[str, str]]:
    assert draft.table is not None
    return set(zip(draft.table["sector"].to_pylist(), draft.table["carrier"].to_pylist(), strict=True))


@pytest.mark.parametrize("table", SAID)
def test_heads_say_together_what_their_figures_are(table: str) -> None:
    text, totals = SAID[table]
    draft = drafted(text)
    assert draft.ready
    assert {(item.year, item.measure): item.total for item in draft.inventories} == pytest.approx(totals)


def test_a_head_may_name_a_sector_and_a_carrier_at_once() -> None:
    months = "".join(f"{month}-19,100,50\n" for month in ("Jan", "Feb", "Mar", "Apr"))
    text = f"Month,Residential natural gas (MWh),Services electricity (MWh)\n{months}"
    draft = drafted(text, {"several-rows": "add-up", "part-year:2019": "as-sum"})
    assert draft.ready
    assert carriers(draft) == {("residential", "natural_gas"), ("tertiary", "electricity")}
    assert [(item.year, item.total) for item in draft.inventories] == [(2019, 600.0)]


def test_carriers_under_a_name_that_nobody_knows_are_carriers_all_the_same() -> None:
    text = "Τομέας;Φορέας;2018 (MWh);2019 (MWh)\nresidential;Natural gas;10;11\nresidential;Electricity;20;21\n"
    assert carriers(drafted(text)) == {("residential", "natural_gas"), ("residential", "electricity")}


@pytest.mark.parametrize("first", ["Year", "Sector"])
def test_a_head_that_nobody_knows_is_asked_about_beside_its_unit(first: str) -> None:
    labels = ("2018", "2019") if first == "Year" else ("Residential", "Industry")
    rows = "".join(f"{label},10,20,47\n" for label in labels)
    draft = drafted(
        f"{first},Electricity (MWh),Natural gas (MWh),Kivikatku (MWh)\n{rows}", {"sector": "total", "year": "2019"}
    )
    assert "carrier:Kivikatku" in {problem.key for problem in draft.problems if problem.severity == "ask"}


@pytest.mark.parametrize(
    "text",
    [
        "Unit,MWh\nYear,Residential,Transport\n2018,1,2\n2019,3,4\nSources,national statistics of the year,\n",
        "Year,2019\nSector,MWh\nBuildings,\nElectricity,9\nHeat,5\nTransport,\nDiesel,7\n,As the grid company wrote\n",
        "Year,2019\nUnit,MWh\nSector,Electricity,Heat,Diesel\nBuildings,9,5,1\nTransport,1,2,7\n,As it was billed,,\n",
    ],
    ids=["years down", "an outline", "carriers across"],
)
def test_a_sentence_below_the_figures_is_none(text: str) -> None:
    draft = drafted(text)
    assert draft.ready, draft.problems


def test_that_no_column_holds_figures_of_an_inventory_can_be_answered() -> None:
    text = "Sector,Carrier,Year,Energy saved (MWh)\nResidential,Natural gas,2019,100\n"
    (asked,) = (problem for problem in drafted(text).problems if problem.severity == "ask")
    assert asked.choices == ("Energy saved (MWh)", "none")
    answered = drafted(text, {"column:value": "none"})
    assert [problem.code for problem in answered.problems if problem.severity != "warn"] == ["no-figures"]


@pytest.mark.parametrize(
    ("word", "carrier", "key"),
    [("Renewables", "Electricity", "carrier:Renewables"), ("Hotels", "Residential", "sector:Hotels")],
)
def test_a_column_whose_year_stands_beside_a_word_that_nobody_knows_is_asked_about(
    word: str, carrier: str, key: str
) -> None:
    label, rows = (
        ("Sector", ("Residential", "Industry")) if carrier == "Electricity" else ("Carrier", ("Gasoline", "Coal"))
    )
    heads = ",".join(f"{year} {name} (MWh)" for year in (2018, 2019) for name in (carrier, word))
    draft = drafted(f"{label},{heads}\n{rows[0]},5,7,6,8\n{rows[1]},3,4,5,9\n", {})
    assert [(problem.key, problem.cells) for problem in draft.problems] == [(key, 4)]
    assert (draft.imported, draft.ignored) == (4, 0)


def test_a_total_of_each_year_beside_its_carriers_is_compared_with_them() -> None:
    heads = ",".join(f"{year} {name} (MWh)" for year in (2018, 2019) for name in ("Electricity", "Coal", "Total"))
    draft = drafted(f"Sector,{heads}\nResidential,5,7,12,6,8,14\nIndustry,3,4,7,5,9,14\n", {})
    assert [problem.code for problem in draft.problems] == ["total-left-out"]
    assert [item.total for item in draft.inventories] == [19, 28]


def test_energy_beside_carriers_under_each_year_is_no_figure_without_a_carrier() -> None:
    heads = "Sector,2018,,2019,\n,Electricity (MWh),Energy (MWh),Electricity (MWh),Energy (MWh)\n"
    draft = drafted(f"{heads}Residential,5,70,6,80\nIndustry,3,40,5,90\n", {})
    assert {problem.code for problem in draft.problems if problem.severity == "ask"} == {"printed-total"}
    assert set(draft.table["carrier"].to_pylist()) == {"electricity"}


def test_a_revised_year_beside_years_of_a_carrier_is_asked_about() -> None:
    heads = "Sector,2018 Electricity (MWh),2019 Electricity (MWh),2019 revised (MWh)\n"
    draft = drafted(f"{heads}Residential,5,7,8\nIndustry,3,4,5\n", {})
    assert [problem.key for problem in draft.problems] == ["carrier:revised"]


@pytest.mark.parametrize(
    "above",
    [
        "Electricity MWh,\nSector,2019\n",
        "Electricity MWh\nSector,2019\n",
        "Electricity MWh,\n,2019\n",
        "City of Turin\nElectricity MWh\nSector,2019\n",
    ],
)
def test_one_year_across_is_read_below_a_title_with_a_unit(above: str) -> None:
    draft = drafted(f"{above}Residential,5\nIndustry,6\n", {})
    assert not [problem for problem in draft.problems if problem.severity != "warn"]
    assert [(item.year, item.total) for item in draft.inventories] == [(2019, 11)]
    assert draft.table is not None
    assert set(draft.table["carrier"].to_pylist()) == {"electricity"}


def test_one_year_beside_another_column_of_figures_is_asked_about() -> None:
    draft = drafted("Sector,2019 (MWh),Electricity (MWh)\nResidential,5,3\nIndustry,6,4\n", {})
    assert draft.imported == 0
    assert "two-columns" in {problem.code for problem in draft.problems if problem.severity == "ask"}
