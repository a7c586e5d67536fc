"""Tables in the published shapes of national and international forms. Their column names and sectors are facts of the
source named beside each; the figures are test values and stand for nothing."""

from __future__ import annotations

import pytest

from datasets.intake import drafting
from datasets.intake.drafted import Draft
from tests.datasets.files import empty_store

GPC_FORM = """\
Inventory year|2019||||||||||
||||Gases (metric tonnes CO2e)|||||Data Quality||
GPC ref No.|Scope|GHG Emissions Source (By Sector and Sub-sector)|Notation keys|CO2|CH4|N2O|Total CO2e|CO2(b)|AD|EF|\
Explanatory comments
I||STATIONARY ENERGY|||||||||
I.1||Residential buildings|||||||||
I.1.1|1|Emissions from fuel combustion within the city boundary||100|1|2|103||H|M|test value
I.1.2|2|Emissions from grid-supplied energy consumed within the city boundary||50|||50||M|M|
I.1.3|3|Emissions from transmission and distribution losses|NE||||||||
II.1.1|1|Emissions from fuel combustion on-road transportation||70|||70||M|M|
TOTAL||||220|1|2|223||||
"""
"""GPC v1.1, chapter 4 and the form of C40's CIRIS: one row for each reference, its gases beside the total."""
SECAP = """\
Final energy consumption [MWh]||||
Inventory year|2019|||
Sector|Electricity|Natural gas|Diesel|Total
BUILDINGS, EQUIPMENT/FACILITIES AND INDUSTRIES||||
Municipal buildings, equipment/facilities|10|20||30
Residential buildings|100|500||600
Subtotal|110|520||630
TRANSPORT||||
Municipal fleet|||4|4
Private and commercial transport|5||400|405
Subtotal|5||404|409
TOTAL|115|520|404|1039
"""
"""Covenant of Mayors, Reporting Guidelines 2023, the emission inventory of the template."""
BISKO = """\
Endenergieverbrauch [MWh]||||||
Jahr|2019|||||
Energieträger|Private Haushalte|Gewerbe, Handel, Dienstleistungen|Industrie|Kommunale Einrichtungen|Verkehr|Gesamt
Strom|100|200|300|40|5|645
Erdgas|500|100|200|30||830
Heizöl EL|80|20||||100
Fernwärme|60|10||20||90
Diesel|||||400|400
Gesamt|740|330|500|90|405|2065
"""
"""BISKO, ifeu 2019: its five sectors of consumption, and carriers by their German names."""
PCAET = """\
Consommation d'énergie finale (GWh)||
Secteur|2018|2019
Résidentiel|110|120
Tertiaire|51|52
Transport routier|190|180
Autres transports|5|6
Agriculture|7|7
Industrie hors branche énergie|81|82
Branche énergie|3|3
Gestion des déchets|1|1
Total|448|451
"""
"""The sectors of the French decree on climate plans (arrêté of 4 August 2016), a column for each year as in the tables
of regional observatories."""
SNAP = """\
Macrosettore|Anno|CO2_eq (kt/anno)
1-Produzione energia e trasformazione combustibili|2019|10.4
2-Combustione non industriale|2019|302.7
3-Combustione nell'industria|2019|50.3
7-Trasporto su strada|2019|202
8-Altre sorgenti mobili e macchinari|2019|8
9-Trattamento e smaltimento rifiuti|2019|23.9
11-Altre sorgenti e assorbimenti|2019|-15
"""
"""INEMAR: the SNAP97 groups of the regional inventories of northern Italy."""
OWED = {
    "GPC form": (GPC_FORM, 2019, 223.0),
    "SECAP": (SECAP, 2019, 1039.0),
    "BISKO": (BISKO, 2019, 2065.0),
    "PCAET": (PCAET, 2019, 451_000.0),
    "SNAP": (SNAP, 2019, 582_300.0),
}


def drafted(text: str) -> Draft:
    return drafting.draft(empty_store(), text.encode(), "file.csv", {}, city="Turin")


@pytest.mark.parametrize("shape", OWED)
def test_a_published_form_is_read_without_a_question(shape: str) -> None:
    text, year, total = OWED[shape]
    draft = drafted(text)
    assert [problem.key for problem in draft.problems if problem.severity == "ask"] == []
    assert draft.ready
    assert draft.rows_in == draft.imported + draft.rejected + draft.ignored
    (newest,) = [item for item in draft.inventories if item.year == year]
    assert newest.total == pytest.approx(total)


UK_ACROSS = """\
UK local authority greenhouse gas emissions estimates 2005-2021 (kt CO2e)
Region/Country|Second Tier Authority|Local Authority|Local Authority Code|Calendar Year|Industry Electricity|\
Industry Gas |Large Industrial Installations|Industry 'Other'|Industry Total|Public Sector Electricity|\
Public Sector Gas |Public Sector 'Other'|Public Sector Total|Domestic Electricity|Domestic Gas|Domestic 'Other'|\
Domestic Total|Road Transport (A roads)|Road Transport (Minor roads)|Diesel Railways|Transport 'Other'|\
Transport Total|Net Emissions: Forest Land|Net Emissions: Indirect N2O|LULUCF Net Emissions|Agriculture Livestock|\
Landfill|Waste Management 'Other'|Waste Management Total|Grand Total|Population ('000s, mid-year estimate)|\
Per Capita Emissions (tCO2e)|Area (km2)|Emissions per km2 (kt CO2e)
North East|Hartlepool|Hartlepool|E06000001|2020|1.5|2|3|0.5|7|1|2|0.5|3.5|4|5|1|10|6|7|1|2|16|-2|0.5|-1.5|3|4|1|5|43|\
93.8|0.5|98|0.4
North East|Hartlepool|Hartlepool|E06000001|2021|1.25|2|3|0.5|6.75|1|2|0.5|3.5|4|5|1|10|6|7|1|2|16|-2|0.5|-1.5|3|4|1|5|\
42.75|93.9|0.5|98|0.4
"""
"""The UK's territorial emissions by local authority, table 1.1 of the edition 2005 to 2021 (BEIS, 2023)."""
UK_DOWN = """\
Country|Country Code|Region|Region Code|Second Tier Authority|Local Authority|Local Authority Code|Calendar Year|\
LA GHG Sector|LA GHG Sub-sector|Greenhouse gas|Territorial emissions (kt CO2e)|\
CO2 emissions within the scope of influence of LAs (kt CO2e)|Mid-year Population (thousands)|Area (km2)
England|E92000001|North East|E12000001|Hartlepool|Hartlepool|E06000001|2021|Industry|Industry Electricity|CO2|1.25|\
1.25|93.861|98.3
England|E92000001|North East|E12000001|Hartlepool|Hartlepool|E06000001|2021|Domestic|Domestic Gas|CO2|5|5|93.861|98.3
England|E92000001|North East|E12000001|Hartlepool|Hartlepool|E06000001|2021|Domestic|Domestic Gas|CH4|0.5|0|93.861|98.3
England|E92000001|North East|E12000001|Hartlepool|Hartlepool|E06000001|2021|LULUCF|Net Emissions: Forest Land|CO2|-2|0|\
93.861|98.3
"""
"""The same by sector, sub-sector and gas, one figure a row, as the publisher offers it for programs."""


def answered(text: str, answers: dict[str, str]) -> Draft:
    return drafting.draft(empty_store(), text.replace("|", ";").encode(), "file.csv", answers)


def test_sectors_and_carriers_across_beside_totals_and_figures_per_head_are_read_once_their_words_are_known() -> None:
    keys = [problem.key for problem in answered(UK_ACROSS, {}).problems if problem.severity != "warn"]
    open_words = ["sector:Public Sector", "carrier:Gas", "carrier:'Other'"]
    assert keys == open_words
    draft = answered(UK_ACROSS, dict(zip(open_words, ("tertiary", "natural_gas", "not-stated"), strict=True)))
    assert draft.ready
    assert [item.total for item in draft.inventories] == pytest.approx([43_000.0, 42_750.0])
    assert draft.rows_in == draft.imported + draft.rejected + draft.ignored
    assert draft.imported == 2 * 19
    held = {
        (row["sector"], row["carrier"]): row["value"]
        for row in draft.table.to_pylist()
        if row["year"] == 2021 and row["label"] in ("Industry", "Public Sector", "Railways")
    }
    assert held == {
        ("industry", "electricity"): 1250.0,
        ("industry", "natural_gas"): 2000.0,
        ("industry", None): 500.0,
        ("tertiary", "electricity"): 1000.0,
        ("tertiary", "natural_gas"): 2000.0,
        ("tertiary", None): 500.0,
        ("railways", "diesel"): 1000.0,
    }


def test_a_printed_subtotal_across_that_is_off_is_told_of_its_own_columns() -> None:
    off = UK_ACROSS.replace("|6.75|", "|9.75|")
    answers = {"sector:Public Sector": "tertiary", "carrier:Gas": "natural_gas", "carrier:'Other'": "not-stated"}
    draft = answered(off, answers)
    (question,) = [problem for problem in draft.problems if problem.severity != "warn"]
    assert question.key == "printed-totals"
    assert "Industry Total" in question.found


def test_the_same_table_with_one_figure_a_row_is_read_with_inhabitants_in_thousands() -> None:
    keys = [problem.key for problem in answered(UK_DOWN, {}).problems if problem.severity != "warn"]
    assert keys == ["column:value"]
    chosen = {"column:value": "Territorial emissions (kt CO2e)"}
    keys = [problem.key for problem in answered(UK_DOWN, chosen).problems if problem.severity != "warn"]
    assert keys == ["population-scaled"]
    draft = answered(UK_DOWN, {**chosen, "population-scaled": "thousands"})
    assert draft.ready
    assert [item.total for item in draft.inventories] == pytest.approx([4_750.0])
    assert [item.inhabitants for item in draft.population] == [93_861]
