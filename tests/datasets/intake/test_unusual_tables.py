"""Tables as people make them who have never seen the template: read, or asked about with the right answer among the
choices."""

from __future__ import annotations

import pytest

from datasets.intake import drafting
from datasets.intake.drafted import Draft
from tests.datasets.files import empty_store


def drafted(text: str, answers: dict[str, str] | None = None, year: int | None = None) -> Draft:
    draft = drafting.draft(empty_store(), text.encode(), "file.csv", answers, city="Turin", year=year)
    assert draft.rows_in == draft.imported + draft.rejected + draft.ignored
    return draft


def asked(draft: Draft) -> dict[str, tuple[str, ...]]:
    return {str(problem.key): problem.choices for problem in draft.problems if problem.severity != "warn"}


def stored(draft: Draft) -> dict[tuple[int, str, str | None], float]:
    assert draft.ready
    assert draft.table is not None
    names = ("year", "sector", "carrier", "value")
    found: dict[tuple[int, str, str | None], float] = {}
    for *place, value in zip(*(draft.table[name].to_pylist() for name in names), strict=True):
        key = (place[0], place[1], place[2])
        found[key] = found.get(key, 0.0) + value
    return found


# Choices that cannot be meant


def test_a_column_without_a_year_is_not_offered_as_that_of_years() -> None:
    draft = drafted("sector,carrier,MWh,notes\nresidential,electricity,10,ok\ntertiary,electricity,20,ok\n")
    assert asked(draft) == {"year": ("leave-out",)}
    draft = drafted("Bliain,sector,MWh\n2018,residential,10\n2019,residential,20\n")
    assert asked(draft) == {"column:year": ("Bliain", "none")}


@pytest.mark.parametrize("word", ["Public Works", "Parks department", "City schools"])
def test_a_word_in_common_makes_no_likeness_and_every_sector_is_offered(word: str) -> None:
    draft = drafted(f"year,sector,MWh\n2019,{word},10\n2019,residential,20\n")
    (problem,) = [problem for problem in draft.problems if problem.severity == "ask"]
    assert problem.expected == "a sector"
    assert {"municipal_buildings", "municipal_fleet", "tertiary", "industry", "leave-out"} <= set(problem.choices)


# Words


@pytest.mark.parametrize(
    "word",
    ["Water supply", "Wasserversorgung", "Abastecimiento de agua", "Eau potable", "Acquedotto", "Водоснабдяване"],
)
def test_water_supply_is_a_facility_and_no_carrier(word: str) -> None:
    text = f"Sector,MWh\nMunicipal,\nElectricity,10\n{word},7\nTransport,\nDiesel,10\n"
    assert stored(drafted(text, year=2019))[2019, "municipal_buildings", None] == 7


HEADINGS = "Sektor;2018 (MWh);2019 (MWh)\nDomy;;\n{0};10;11\n{1};20;21\nFabryki;;\n{0};30;31\n{1};40;41\n"


@pytest.mark.parametrize("words", [("nwy", "glo"), ("բնական գազ", "ածուխ"), ("都市ガス", "石炭")])
def test_natural_gas_is_offered_for_what_stands_under_headings_in_an_unknown_language(words: tuple[str, str]) -> None:
    questions = asked(drafted(HEADINGS.format(*words)))
    assert set(questions) == {"sector:Domy", "sector:Fabryki", *(f"carrier:{word}" for word in words)}
    assert all("natural_gas" in questions[f"carrier:{word}"] for word in words)
    answers = {"sector:Domy": "residential", "sector:Fabryki": "industry"}
    answers |= {f"carrier:{words[0]}": "natural_gas", f"carrier:{words[1]}": "coal"}
    assert stored(drafted(HEADINGS.format(*words), answers))[2019, "industry", "coal"] == 41


# Shapes

JAPANESE = "部門,2018年度,2019年度\n家庭,100,111\n業務,200,222\n産業,350,399\n"


def test_years_beside_a_word_that_nobody_knows_are_years_by_answer() -> None:
    assert set(asked(drafted(JAPANESE, {"unit": "MWh"}))) == {"year-words"}
    assert stored(drafted(JAPANESE, {"unit": "MWh", "year-words": "use-year"}))[2019, "industry", None] == 399


def test_targets_beside_a_word_that_nobody_knows_stay_a_question() -> None:
    assert "year-words" in asked(drafted(JAPANESE.replace("年度", "目標"), {"unit": "MWh"}))


TWO_LEVELS = "Sector,Electricity,,Natural gas,\n,2018,2019,2018,2019\n,{0},{0},MWh,MWh\nResidential,10,11,20,21\n"


@pytest.mark.parametrize(("unit", "size"), [("MWh", 1), ("GWh", 1000)])
def test_a_row_of_units_below_two_rows_of_heads_holds_for_each_column(unit: str, size: int) -> None:
    figures = stored(drafted(TWO_LEVELS.format(unit) + "Industry,30,31,40,41\n"))
    assert figures[2019, "industry", "electricity"] == 31 * size
    assert figures[2019, "industry", "natural_gas"] == 41


GROUPS = "Buildings,Residential,{0}11\nBuildings,Tertiary,{0}22\nBuildings,,{0}33\n"
GROUPS += "Transport,Municipal fleet,{0}2\nTransport,Private transport,{0}4\nTransport,,{0}6\n"


@pytest.mark.parametrize("name", ["Sub-category", "Subsector", "Type", "Unterkategorie", ""])
def test_the_total_of_a_group_may_leave_its_detail_blank(name: str) -> None:
    text = f"Sector,{name},2018 (MWh),2019 (MWh)\n" + GROUPS.format("1,")
    text = text.replace("33\n", "33\n").replace(",,1,33", ",,2,33").replace(",,1,6", ",,2,6")
    assert set(asked(drafted(text))) == {"sum-rows"}
    figures = stored(drafted(text, {"sum-rows": "leave-out"}))
    assert figures[2019, "tertiary", None] == 22
    assert sum(value for (year, _, _), value in figures.items() if year == 2019) == 39


@pytest.mark.parametrize("words", [("preliminary", "final"), ("alt", "neu"), ("v1", "v2")])
def test_rows_of_one_sector_that_an_unknown_word_tells_apart_are_never_added_up_unasked(words: tuple[str, str]) -> None:
    rows = [
        f"{sector},{word},1,{number}" for number, sector in enumerate(("Residential", "Tertiary"), 1) for word in words
    ]
    wide = drafted("\n".join(("Sector,Edition,2018 (MWh),2019 (MWh)", *rows)) + "\n")
    long = drafted("\n".join(("sector,Edition,year,MWh", *(row.replace(",1,", ",2019,") for row in rows))) + "\n")
    assert not wide.ready
    assert not long.ready


@pytest.mark.parametrize("name", ["Sub-category", "Subsector"])
def test_so_it_may_in_a_long_table(name: str) -> None:
    text = f"sector,{name},MWh\n" + GROUPS.format("")
    assert set(asked(drafted(text, year=2019))) == {"sum-rows"}
    assert sum(stored(drafted(text, {"sum-rows": "leave-out"}, 2019)).values()) == 39


# Parts of a year


@pytest.mark.parametrize("head", ["Half", "Halbjahr", "Semestre"])
def test_halves_of_a_year_add_up_once_somebody_says_so(head: str) -> None:
    text = f"Year,{head},Sector,MWh\n2019,H1,Residential,100\n2019,H2,Residential,120\n"
    assert set(asked(drafted(text))) == {"several-rows"}
    assert stored(drafted(text, {"several-rows": "add-up"})) == {(2019, "residential", None): 220}
    gap = drafted(text.replace("2019,H2", "2018,H2"), {"several-rows": "add-up"})
    assert set(asked(gap)) <= {"part-year:2018", "part-year:2019"}


@pytest.mark.parametrize(
    "heads", [("H1 2019", "H2 2019"), ("2019-H1", "2019-H2"), ("1. Halbjahr 2019", "2. Halbjahr 2019")]
)
def test_so_do_halves_above_columns(heads: tuple[str, str]) -> None:
    text = f"Energy (MWh),,\nSector,{heads[0]},{heads[1]}\nResidential,100,120\nIndustry,300,320\n"
    assert set(asked(drafted(text))) == {"several-rows"}
    assert stored(drafted(text, {"several-rows": "add-up"})) == {
        (2019, "residential", None): 220,
        (2019, "industry", None): 620,
    }


def test_and_months_of_which_some_are_missing_are_told() -> None:
    text = "Sector,Jan 2019 (MWh),Feb 2019 (MWh)\nResidential,100,120\nIndustry,300,320\n"
    assert set(asked(drafted(text))) == {"several-rows", "part-year:2019"}


# Totals of another gas


def test_a_total_of_carbon_dioxide_is_not_held_against_parts_of_all_gases() -> None:
    text = "Emissions 2019 (t CO2e),,,,\nSector,Electricity,Natural gas,Diesel,Total (t CO2)\n"
    draft = drafted(text + "Residential,1,2,3,5\nIndustry,4,5,6,14\n")
    assert asked(draft) == {}
    assert len(stored(draft)) == 6


# Kinds of customers and categories

CATEGORIES = """\
Município;Setor;Categoria;Gás;2018 (t CO2e);2019 (t CO2e)
Turin;Energia;Residencial;CO2e;61266;212588
Turin;Energia;Comercial;CO2e;32762;144915
Turin;Energia;Transporte rodoviário;CO2e;119428;225432
Turin;Resíduos;Disposição de resíduos sólidos;CO2e;21326;110586
"""


def test_categories_of_sectors_that_are_known_are_the_sectors_of_their_rows() -> None:
    assert set(asked(drafted(CATEGORIES))) == {"columns-unused"}  # the gas that is the same in every row
    assert stored(drafted(CATEGORIES, {"columns-unused": "keep"})) == {
        (2018, "residential", None): 61266,
        (2018, "tertiary", None): 32762,
        (2018, "road_transport", None): 119428,
        (2018, "solid_waste", None): 21326,
        (2019, "residential", None): 212588,
        (2019, "tertiary", None): 144915,
        (2019, "road_transport", None): 225432,
        (2019, "solid_waste", None): 110586,
    }


def test_of_kinds_of_customers_only_those_that_are_not_known_are_asked_about() -> None:
    text = "Año;Tipo de cliente;Energía (MWh)\n2019;Residencial;145\n2019;No Residencial;121\n"
    text += "2019;Consumo propio;9\n2019;Industrial;30\n"
    questions = asked(drafted(text))
    assert set(questions) == {"sector:No Residencial", "sector:Consumo propio"}
    assert all({"tertiary", "energy_industries", "leave-out"} <= set(choices) for choices in questions.values())
    answers = {"sector:No Residencial": "tertiary", "sector:Consumo propio": "leave-out"}
    assert stored(drafted(text, answers)) == {
        (2019, "residential", None): 145,
        (2019, "tertiary", None): 121,
        (2019, "industry", None): 30,
    }


def test_a_column_of_sub_sectors_alone_says_the_sectors() -> None:
    text = "Subsector;Emisiones (Gg CO2eq);Año\nResidencial;7.5;2015\nComercial e institucional;3.25;2015\n"
    assert stored(drafted(text, {"decimal": "point"})) == {
        (2015, "residential", None): 7500,
        (2015, "commercial_institutional", None): 3250,
    }
