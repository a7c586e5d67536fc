"""A planned figure, a target or a number of inhabitants is no inventory: which rows are one is asked."""

from __future__ import annotations

import pytest

from datasets.intake.drafted import Draft
from tests.datasets.files import drafted

LONG = "year,sector,status,value,unit\n"
ROWS = "2019,Residential,actual,100,MWh\n2019,Transport,actual,200,MWh\n2019,Waste,{kind},300,MWh\n"
WIDE = "Sector,Scenario,Unit,2019,2020\nResidential,BAU,MWh,9,8\nResidential,Actual,MWh,7,6\n"


def asked(draft: Draft) -> list[tuple[str | None, tuple[str, ...]]]:
    return [(problem.key, problem.choices) for problem in draft.problems if problem.severity == "ask"]


@pytest.mark.parametrize(
    "kind",
    ["planned", "Target 2030", "Prognose", "objectif", "population", "with measures", "Jan-Jun", "H1", "invierno"],
)
def test_rows_of_several_kinds_are_asked_about_and_the_others_are_left_out(kind: str) -> None:
    text = LONG + ROWS.format(kind=kind)
    draft = drafted(text, city="Turin")
    assert asked(draft) == [("rows:status", ("actual", "leave-out", "keep"))]
    assert draft.imported == 0
    settled = drafted(text, {"rows:status": "actual"}, city="Turin")
    assert (settled.ready, settled.imported, settled.ignored) == (True, 2, 1)


def test_planned_figures_alone_are_never_an_inventory_by_themselves() -> None:
    draft = drafted(LONG + "2019,Residential,planned,100,MWh\n", city="Turin")
    assert asked(draft) == [("rows:status", ("leave-out", "keep"))]
    assert drafted(LONG + "2019,Residential,planned,100,MWh\n", {"rows:status": "keep"}, city="Turin").ready


def test_kinds_beside_years_across_are_asked_about_too() -> None:
    draft = drafted(WIDE, city="Turin")
    ((key, choices),) = asked(draft)
    assert choices == ("Actual", "leave-out", "keep")
    settled = drafted(WIDE, {str(key): "Actual"}, city="Turin")
    assert settled.ready
    assert [item.total for item in settled.inventories] == [7, 6]


def test_remarks_beside_the_figures_are_no_kinds() -> None:
    text = LONG + ROWS.format(kind='"metered until May, then projected from the year before"')
    assert asked(drafted(text, city="Turin")) == []


def test_emissions_by_contract_beside_those_of_the_grid_are_asked_about_and_never_added() -> None:
    kinds = (("Location-based", 5000), ("Market-based", 3000))
    rows = "".join(
        f"{sector},{kind},2019,{value}\n" for sector in ("Residential", "Transport") for kind, value in kinds
    )
    text = f"Sector,Method,Year,t CO2e\n{rows}"
    assert asked(drafted(text, city="Turin")) == [("rows:Method", ("Location-based", "leave-out", "keep"))]
    settled = drafted(text, {"rows:Method": "Location-based"}, city="Turin")
    assert (settled.ready, settled.inventories[0].total) == (True, 10_000)


def test_labels_that_are_planned_or_forecast_are_kinds_too() -> None:
    rows = "2019,measured,Residential,Electricity,402\n2025,forecast,Residential,Electricity,380\n"
    text = f"Year,Label,Sector,Carrier,MWh\n{rows}"
    assert asked(drafted(text, city="Turin")) == [("rows:Label", ("measured", "leave-out", "keep"))]
    settled = drafted(text, {"rows:Label": "measured"}, city="Turin")
    assert (settled.ready, settled.inventories[0].total) == (True, 402)


def test_all_but_what_is_planned_counts_where_that_is_answered() -> None:
    text = f"{LONG}2019,Residential,actual,100,MWh\n2019,Transport,estimated,200,MWh\n2019,Waste,planned,300,MWh\n"
    assert asked(drafted(text, city="Turin")) == [
        ("rows:status", ("actual", "estimated", "but-planned", "add-up", "of-the-city", "leave-out", "keep"))
    ]
    settled = drafted(text, {"rows:status": "but-planned"}, city="Turin")
    assert (settled.ready, settled.inventories[0].total, settled.ignored) == (True, 300, 1)


def test_the_words_of_a_column_may_tell_parts_apart_that_add_up() -> None:
    rows = "".join(
        f"2019,{sector},Electricity,{supplier},{value},MWh\n"
        for sector, base in (("Residential", 100), ("Tertiary", 300))
        for supplier, value in (("North Grid", base), ("South Grid", base + 50))
    )
    text = f"year,sector,carrier,supplier,value,unit\n{rows}"
    first = asked(drafted(text, city="Turin"))
    assert ("columns-unused", ("keep", "supplier")) in first
    told = {"columns-unused": "supplier"}
    (question,) = [each for each in asked(drafted(text, told, city="Turin")) if each[0] == "rows:supplier"]
    assert question[1] == ("North Grid", "South Grid", "add-up", "of-the-city", "leave-out", "keep")
    settled = drafted(text, {**told, "rows:supplier": "add-up"}, city="Turin")
    assert (settled.ready, settled.inventories[0].total) == (True, 900)


SOURCES = "year,sector,value,unit,source\n2019,Residential,100,MWh,meter data\n2019,Tertiary,50,MWh,sales\n"


def test_rows_whose_source_is_a_scenario_are_asked_about() -> None:
    text = f"{SOURCES}2024,Residential,90,MWh,business-as-usual scenario of the plan\n"
    assert asked(drafted(text, city="Turin")) == [
        ("rows:source", ("meter data", "sales", "but-planned", "add-up", "of-the-city", "leave-out", "keep"))
    ]
    settled = drafted(text, {"rows:source": "but-planned"}, city="Turin")
    assert (settled.ready, [(item.year, item.total) for item in settled.inventories]) == (True, [(2019, 150)])


def test_the_source_may_be_a_plan_or_a_project() -> None:
    text = f"{SOURCES}2020,Residential,90,MWh,Horizon 2020 project on the climate plan\n"
    assert drafted(text, city="Turin").ready


def test_the_words_of_a_column_may_belong_to_the_name_of_the_city() -> None:
    text = "City,State,Year,Sector,MWh\nSpringfield,IL,2019,Residential,100\nSpringfield,MA,2019,Residential,250\n"
    told = {"columns-unused": "State", "rows:State": "of-the-city"}
    keys = [key for key, _ in asked(drafted(text, told))]
    assert keys == ["city:Springfield, IL", "city:Springfield, MA"]
    settled = drafted(text, {**told, **dict.fromkeys(keys, "add")})
    assert (settled.ready, sorted(item.total for item in settled.inventories)) == (True, [100, 250])
