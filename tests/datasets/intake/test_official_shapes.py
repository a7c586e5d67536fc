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
