"""Columns are matched by whole words and answers, one to one; what is not used is told."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from analytics.text.problems import Problem
from datasets.intake.meaning.fields import FIELDS
from datasets.intake.meaning.mapping import mapped
from datasets.intake.meaning.missing_columns import left_out, required
from tests.datasets.files import drafted


def fields(*header: str, answers: Mapping[str, str] | None = None) -> dict[str, str]:
    """Column -> field, as it was recognised."""
    return {match.column: match.field for match in mapped(header, answers or {}, 1)[0].matches}


def problems(*header: str, answers: Mapping[str, str] | None = None) -> list[Problem]:
    return mapped(header, answers or {}, 1)[1]


def missing(*header: str, city: str | None = None, year: int | None = None) -> list[str | None]:
    columns, found = mapped(header, {}, 1)
    return [
        problem.column
        for problem in required(columns, (city, year, None), header, [["2019 x"]] * len(header), 1, found)
    ]


@pytest.mark.parametrize(
    ("column", "field"),
    [
        ("City", "city"),
        ("inventory_year", "year"),
        ("Accounting Year", "year"),
        ("Measurement Year", "year"),
        ("  Sector name ", "sector"),
        ("macro_area", "macro_area"),
        ("Energy carrier", "carrier"),
        ("Energy source", "carrier"),
        ("GPC ref. no.", "gpc_ref"),
        ("energy_mwh", "value"),
        ("Emissions (t CO2e)", "value"),
        ("Energy\nMWh", "value"),
        ("Consumption", "value"),
        ("Consumption units", "unit"),
        ("Unità", "unit"),
        ("Notation key", "notation_key"),
        ("population_reported", "population"),
        ("Co\u200bmune", "city"),
        ("Anno\u00a0", "year"),
    ],
)
def test_a_column_is_known_by_its_words(column: str, field: str) -> None:
    assert fields(column) == {column: field}


@pytest.mark.parametrize(
    "column",
    [
        "EF kgCO2/kWh",
        "Target year",
        "base_year_emissions_tco2e",
        "Emission factor (t CO2/MWh)",
        "Previous year",
        "City ID",
        "Updated emissions",
        "Capacity",
        "Electricity",
        "",
    ],
)
def test_a_column_that_sounds_like_a_field_and_is_not_is_left_alone(column: str) -> None:
    assert fields(column) == {}


def test_a_subsector_is_not_the_sector() -> None:
    assert fields("Sub-sector", "Sector") == {"Sub-sector": "subsector", "Sector": "sector"}
    assert fields("Sub-sector name") == {"Sub-sector name": "subsector"}


def test_the_very_name_wins_over_a_name_that_holds_it() -> None:
    assert fields("Year reported", "Year") == {"Year": "year"}


def test_a_column_that_only_sounds_like_numbers_must_hold_some() -> None:
    header = ("Energy supplier", "City")
    assert mapped(header, {}, 1, [["IREN", "AEM"], ["Turin", "Turin"]])[0].values == ()
    assert mapped(header, {}, 1, [["12", "n.d."], ["Turin", "Turin"]])[0].values[0].column == "Energy supplier"


def test_columns_of_energy_and_of_emissions_are_both_read() -> None:
    columns, found = mapped(("city", "energy_gwh", "emissions_ktco2e"), {}, 1)
    assert found == []
    assert [(values.column, values.unit and values.unit.name) for values in columns.values] == [
        ("energy_gwh", "GWh"),
        ("emissions_ktco2e", "kt CO2e"),
    ]


def test_two_columns_that_measure_the_same_are_asked_about() -> None:
    (problem,) = problems("Energy (MWh)", "Energy (GWh)")
    assert (problem.severity, problem.code, problem.key) == ("ask", "two-columns", "column:value")
    assert problem.choices == ("Energy (MWh)", "Energy (GWh)")
    columns, found = mapped(("Energy (MWh)", "Energy (GWh)"), {"column:value": "Energy (GWh)"}, 1)
    assert (found, columns.unused) == ([], ("Energy (MWh)",))
    assert columns.values[0].unit is not None
    assert columns.values[0].unit.name == "GWh"


def test_two_columns_of_one_name_are_told_apart_by_their_letters() -> None:
    header = ("city", "value", "unit", "value")
    (problem,) = problems(*header)
    assert (problem.severity, problem.code, problem.choices) == ("ask", "duplicate-header", ("value [B]", "value [D]"))
    columns, found = mapped(header, {"column:value": "value [D]"}, 1)
    assert found == []
    assert columns.values[0].index == 3


def test_a_repeated_name_that_means_nothing_is_only_told() -> None:
    columns, found = mapped(("city", "remarks", "remarks"), {}, 1)
    assert found == []
    assert columns.unused == ("remarks", "remarks")


def test_an_answer_settles_a_column_and_none_leaves_it_out() -> None:
    assert fields("Jahrgang", answers={"column:year": "Jahrgang"}) == {"Jahrgang": "year"}
    assert fields("source of heat", answers={"column:source": "none"}) == {}


@pytest.mark.parametrize(
    ("column", "severity", "code"),
    [
        ("Emissions (tons CO2)", "ask", "unit-ambiguous"),
        ("Energy (mWh)", "block", "unit-suspect"),
        ("Power (MW)", "block", "unit-power"),
        ("Emissions per capita (t CO2e)", "block", "unit-per-head"),
    ],
)
def test_a_unit_in_a_header_that_cannot_be_taken_is_told_at_the_header(column: str, severity: str, code: str) -> None:
    (problem,) = problems("city", column)
    assert (problem.severity, problem.code, problem.row, problem.column) == (severity, code, 1, column)


def test_a_column_of_fuel_is_the_numbers_only_where_no_energy_stands_beside_it() -> None:
    columns, found = mapped(("carrier", "Gas (m3)"), {}, 1)
    assert found == []
    assert [(values.column, values.unit and (values.unit.name, values.unit.kind)) for values in columns.values] == [
        ("Gas (m3)", ("m3", "fuel"))
    ]
    columns, _ = mapped(("carrier", "Gas (m3)", "energy_mwh"), {}, 1)
    assert [values.column for values in columns.values] == ["energy_mwh"]
    assert columns.unused == ("Gas (m3)",)


def test_figures_per_head_beside_totals_are_left_out_and_told() -> None:
    columns, found = mapped(("Emissions (t CO2e)", "Emissions per capita (t CO2e)"), {}, 1)
    assert (found, columns.unused) == ([], ("Emissions per capita (t CO2e)",))


def test_each_missing_field_is_asked_for_at_the_header() -> None:
    assert missing("remarks") == ["city", "year", "sector", "value"]
    assert missing("remarks", city="Turin", year=2019) == ["sector", "value"]
    assert missing("city", "year", "gpc_ref", "emissions_tco2e") == []


def test_columns_that_are_not_used_are_named_in_one_warning() -> None:
    columns, _ = mapped(("city", "EF kgCO2/kWh", "Target year"), {}, 1)
    (problem,) = left_out(columns.unused, 3)
    assert (problem.severity, problem.code, problem.row, problem.cells) == ("warn", "column-unused", 3, 2)
    assert '"EF kgCO2/kWh", "Target year"' in problem.found
    assert left_out((), 1) == []


def test_no_name_stands_for_two_fields() -> None:
    names = [alias for aliases in FIELDS.values() for alias in aliases]
    assert len(names) == len(set(names))


HEADERS = {
    "bg": (
        "енергоносител",
        "стойност",
        "мярка",
        "код за обозначение",
        "обхват",
        "население",
        "източник",
        "метод",
        "държава",
        "код по GPC",
        "етикет",
    ),
    "de": (
        "Energieträger",
        "Wert",
        "Maßeinheit",
        "Notationsschlüssel",
        "Scope",
        "Bevölkerung",
        "Datenquelle",
        "Methodik",
        "Staat",
        "GPC-Referenz",
        "Beschriftung",
    ),
    "en": (
        "Energy carrier",
        "Value",
        "Unit",
        "Notation key",
        "Scope",
        "Population",
        "Source",
        "Method",
        "Country",
        "GPC reference",
        "Label",
    ),
    "es": (
        "Vector energético",
        "Cantidad",
        "Unidad",
        "Clave de notación",
        "Alcance",
        "Habitantes",
        "Fuente",
        "Método",
        "País",
        "Referencia GPC",
        "Etiqueta",
    ),
    "fr": (
        "Vecteur énergétique",
        "Quantité",
        "Unité",
        "Clé de notation",
        "Périmètre",
        "Habitants",
        "Source",
        "Méthode",
        "Pays",
        "Référence GPC",
        "Libellé",
    ),
    "it": (
        "Combustibile",
        "Consumo",
        "Unità",
        "Chiave di notazione",
        "Ambito",
        "Abitanti",
        "Fonte",
        "Metodologia",
        "Paese",
        "Riferimento GPC",
        "Etichetta",
    ),
    "pt": (
        "Vetor energético",
        "Quantidade",
        "Unidade",
        "Chave de notação",
        "Âmbito",
        "População",
        "Fonte",
        "Método",
        "País",
        "Referência GPC",
        "Rótulo",
    ),
}
NAMED = [
    "carrier",
    "value",
    "unit",
    "notation_key",
    "scope",
    "population",
    "source",
    "method",
    "country",
    "gpc_ref",
    "subsector",
]


@pytest.mark.parametrize("language", HEADERS)
def test_the_columns_of_a_long_table_are_known_in_each_language(language: str) -> None:
    columns, problems = mapped(HEADERS[language], {}, 1)
    assert [match.field for match in columns.matches] == NAMED
    assert (problems, columns.unused) == ([], ())


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("Fuente de energía", "carrier"),
        ("Consumo di combustibile annuo", "value"),
        ("Unità di misura", "unit"),
        ("Fattore di emissione", None),
        ("Emissionsfaktor (Wert)", None),
        ("целева стойност", None),
        ("Année de la consommation", "year"),
    ],
)
def test_a_longer_header_is_the_field_of_its_longest_name_unless_a_word_speaks_against_it(
    name: str, field: str | None
) -> None:
    assert [match.field for match in mapped((name,), {}, 1)[0].matches] == ([field] if field else [])


TOTALS = "Year;Energy (MWh);Emissions (t CO2e)\n2011;100;20\n2012;110;22\n"
BY_YEAR = "Carrier;2011 (MWh);2012 (MWh)\nElectricity;1;2\nNatural gas;3;4\n"


@pytest.mark.parametrize("text", [TOTALS, BY_YEAR], ids=["one number a row", "by year"])
def test_where_no_column_can_name_the_sector_it_is_asked_for_the_whole_file(text: str) -> None:
    asked = drafted(text, city="Turin")
    (question,) = asked.problems
    assert (question.severity, question.key, question.choices[0], asked.imported) == ("ask", "sector", "total", 0)
    draft = drafted(text, {"sector": "residential"}, city="Turin")
    assert draft.imported == draft.rows_in
    assert set(draft.table["sector"].to_pylist()) == {"residential"}


def test_where_a_column_is_left_that_may_name_the_sector_it_is_asked_for() -> None:
    draft = drafted("Year;Use;Energy (MWh)\n2011;Homes;100\n", city="Turin")
    assert [problem.key for problem in draft.problems if problem.severity == "ask"] == ["column:sector"]


SWAPPED = (
    "city,year,sector,carrier,value,unit\nTurin,2019,natural gas,Residential,5,MWh\nTurin,2019,diesel,Tertiary,6,MWh\n"
    "Turin,2019,electricity,Residential,7,MWh\n"
)


def test_columns_that_hold_each_others_words_are_one_question() -> None:
    (asked,) = [problem for problem in drafted(SWAPPED).problems if problem.severity != "warn"]
    assert (asked.key, asked.choices) == ("swapped-columns", ("swap", "as-named"))
    assert asked.found == '"natural gas" under "sector" and "Residential" under "carrier"'
    mended = drafted(SWAPPED, {"swapped-columns": "swap"})
    assert mended.ready
    assert mended.table["carrier"].to_pylist() == ["natural_gas", "diesel", "electricity"]
    assert {match.column: match.field for match in mended.mapping}["sector"] == "carrier"
    assert "sector:diesel" in {problem.key for problem in drafted(SWAPPED, {"swapped-columns": "as-named"}).problems}


def test_a_slip_in_one_row_is_no_swap_of_columns() -> None:
    text = SWAPPED.replace("natural gas,Residential", "Residential,natural gas").replace("diesel,Te", "tertiary,Te")
    assert "swapped-columns" not in {problem.key for problem in drafted(text).problems}


def test_amounts_beside_emissions_count_in_the_units_of_their_own_column() -> None:
    text = (
        "Sector,Fuente,Consumo,Ud.,Emisiones (tCO2)\n"
        "Residencial,Electricidad,3412300,kWh,1126.1\n"
        "Residencial,Gas natural,4987,MWh,1007.4\n"
    )
    draft = drafted(text, {"year": "2019"}, "Turin", 2019)
    assert draft.problems == ()
    assert draft.table is not None
    found = {(row["carrier"], row["quantity"]): row["value"] for row in draft.table.to_pylist()}
    assert found == {
        ("electricity", "energy"): 3412.3,
        ("electricity", "co2"): 1126.1,
        ("natural_gas", "energy"): 4987,
        ("natural_gas", "co2"): 1007.4,
    }


def test_amounts_in_units_of_something_else_stay_out_and_are_asked_about() -> None:
    text = "Sector,Amount,Unit,Emissions (t CO2e)\nRoad transport,3412300,vehicle-km,1126.1\nWaste,98,bins,3\n"
    draft = drafted(text, {"year": "2019"}, "Turin", 2019)
    assert ("ask", "columns-unused") in {(problem.severity, problem.code) for problem in draft.problems}


def test_a_column_of_kinds_of_customers_is_that_of_sectors_where_none_is_called_so() -> None:
    header = ("Comuna", "Tipo de cliente", "Energía (kWh)")
    samples = [["Quilpué"] * 4, ["Residencial", "No Residencial"] * 2, ["1", "2", "3", "4"]]
    columns, problems = mapped(header, {}, 1, samples)
    assert columns.positions == {"city": 0, "sector": 1}
    assert problems == []


def test_of_two_columns_of_sectors_without_a_name_that_is_known_none_is_taken() -> None:
    rows = [["Residential", "Industry"], ["Households", "Services"], ["1", "2"]]
    assert "sector" not in mapped(("Group", "User", "MWh"), {}, 1, rows)[0].positions


def test_words_of_sectors_that_tell_rows_apart_are_not_asked_about_as_carriers() -> None:
    header = ("Sector", "Category", "Year", "MWh")
    samples = [
        ["Energy"] * 4,
        ["Residential", "Commercial"] * 2,
        ["2018", "2018", "2019", "2019"],
        ["1", "2", "3", "4"],
    ]
    columns, problems = mapped(header, {}, 1, samples)
    assert "carrier" not in columns.positions
    assert problems == []
