"""What stands above or below a table, or names its sheet, is never passed over where it makes the figures others."""

from __future__ import annotations

import pytest
from openpyxl import Workbook

from datasets.intake import drafting
from datasets.intake.drafted import Draft
from datasets.intake.meaning import said_beside
from tests.datasets.files import drafted, empty_store
from tests.datasets.workbooks import Cells, workbook

HEADER = "City,Year,Sector,Carrier,MWh\n"
LONG = f"{HEADER}Leeds,2019,Residential,Electricity,310200\nLeeds,2019,Tertiary,Electricity,210400\n"
CROSSED = "Sector;Electricity;Natural gas;District heat\nResidential;4102;8103;6204\nTertiary;5105;3106;4107\n"
OTHERS = [
    "Solar and efficiency potential",
    "Grid losses by user group",
    "Budgeted purchases",
    "Average monthly consumption",
    "Consumption in heating season",
    "Consumption per inhabitant",
    "Figures of the whole province",
    "Sample of 10 % of all meters",
    "Business as usual",
    "Einsparungen",
    "Verbrauch pro Kopf",
    "Scénario tendanciel",
    "Pérdidas",
    "Valori pro capite",
    "Загуби",
    "Placeholder values, do not use",
    "Sum of the years 2015 to 2019",
    "Average of 2012, 2013 and 2014.",
    "Mittelwerte 2012 bis 2014",
    "Moyenne 2017-2019",
    "Beispieldaten",
    "Vermiedene Emissionen",
    "Données fictives",
    "Datos de ejemplo",
    "Datos de la Comunidad Foral",
    "Valori di emissioni evitate grazie alle azioni",
    "Dati fittizi",
    "Dados fictícios",
    "Примерни данни",
    "Training example with invented figures",
    "Withdrawn, replaced by another edition",
    "Market share of 60 %",
    "The 50 largest consumers",
    "Graue Energie",
    "Bâtiments neufs",
    "Error estándar",
    "Differenza tra i due inventari",
    "Emissões permitidas",
    "Стандартна грешка",
]


def asked(found: Draft) -> list[tuple[str, int | None]]:
    return [(str(problem.found), problem.row) for problem in found.problems if problem.key == "other-figures"]


@pytest.mark.parametrize("words", OTHERS)
def test_a_line_below_a_long_or_a_crossed_table_is_asked_about_with_its_place(words: str) -> None:
    for text, row in ((f"{LONG}Note: {words}\n", 4), (f"Leeds 2019 (MWh);;;\n{CROSSED}{words};;;\n", 5)):
        found = drafted(text, None, "Leeds")
        assert [at for _, at in asked(found)] == [row]
        assert found.imported == 0, "nothing counts before the answer"


def test_a_sentence_below_a_long_table_of_a_workbook_is_no_row_of_it() -> None:
    cells = [["Sector", "Emissions (t CO2e)"], ["Residential", 2.2], ["Industry", 1.8], ["Figures are per inhabitant."]]
    found = drafting.draft(empty_store(), workbook({"A": cells}), "a.xlsx", {}, "Leeds", 2019)
    assert asked(found) == [('"Figures are per inhabitant." beside the table', 4)]
    assert (found.rows_in, found.ignored) == (3, 1)
    assert not [one for one in found.problems if one.code == "sector-unknown"]


def test_a_title_is_asked_about_once_and_its_answers_take_the_table_or_leave_it_out() -> None:
    text = f"Grid losses, Leeds 2019 (MWh);;;\n{CROSSED}"
    found = drafted(text, None, "Leeds")
    assert [one.choices for one in found.problems if one.key == "other-figures"] == [("as-inventory", "leave-out")]
    assert asked(found)[0][1] == 1
    taken = drafted(text, {"other-figures": "as-inventory"}, "Leeds")
    assert taken.ready
    assert taken.imported == 6
    left = drafted(text, {"other-figures": "leave-out"}, "Leeds")
    assert (left.imported, left.rejected, left.ignored) == (0, 0, 6)


@pytest.mark.parametrize("title", ["Energy in January 2019, Leeds (MWh)", "Verbrauch im März 2019, Leeds (MWh)"])
def test_a_month_in_a_title_is_no_year(title: str) -> None:
    assert asked(drafted(f"{title};;;\n{CROSSED}", None, "Leeds", 2019))


@pytest.mark.parametrize(
    "line",
    [
        "Final energy consumption, Leeds 2019 (MWh)",
        "Baseline emission inventory 2019",
        "Climate change action plan: inventory 2019",
        "Source: Statistics of the province",
        "Quelle: Landkreis",
        "Page 1",
    ],
)
def test_a_title_of_an_inventory_and_the_name_of_a_source_are_not_asked_about(line: str) -> None:
    assert not asked(drafted(f"{LONG}\n{line}\n", None))


def book(sheets: dict[str, Cells]) -> Draft:
    return drafting.draft(empty_store(), workbook(sheets), "a.xlsx")


ROWS: Cells = [("City", "Year", "Sector", "Carrier", "MWh"), ("Leeds", 2019, "Residential", "Electricity", 310.2)]


def test_the_name_of_a_sheet_and_a_sheet_of_notes_are_read() -> None:
    assert asked(book({"Business as usual": ROWS}))
    assert asked(book({"Data": ROWS, "Notes": [("The figures are those of the whole county",)]}))
    scale = book({"Data": ROWS, "Notes": [("All values in thousand MWh",)]})
    assert [one.sheet for one in scale.problems if one.key == "scale"] == ["Notes"]
    assert scale.imported == 0
    assert book({"Data": ROWS, "Notes": [("Figures of the energy agency",)]}).ready


@pytest.mark.parametrize("line", ["Note: figures in thousands", "* in 1000"])
def test_a_scale_in_a_footnote_of_a_long_table_is_asked_about(line: str) -> None:
    found = drafted(f"{LONG}{line}\n", None)
    assert [one.row for one in found.problems if one.key == "scale"] == [4]
    assert found.imported == 0


def test_the_name_of_a_sheet_that_contradicts_the_unit_is_asked_about() -> None:
    named = book({"in thousand MWh": ROWS})
    assert [one.sheet for one in named.problems if one.key == "scale"] == ["in thousand MWh"]
    assert named.imported == 0
    assert book({"MWh 2019": ROWS}).ready


def printed(text: str) -> Draft:
    def edit(held: Workbook) -> None:
        held.worksheets[0].oddHeader.center.text = text

    return drafting.draft(empty_store(), workbook({"Data": ROWS}, edit), "a.xlsx")


def test_what_stands_above_a_sheet_on_paper_is_read() -> None:
    scale = printed("Energy balance - all figures in thousand MWh")
    assert [one.key for one in scale.problems if one.severity == "ask"] == ["scale"]
    assert asked(printed("Solar potential"))
    assert printed("Energy balance of the city, page &P").ready


def test_a_source_that_is_a_scenario_is_asked_about() -> None:
    found = drafted(f"{LONG}Source: projection of the energy plan, scenario with measures\n", None)
    assert [row for _, row in asked(found)] == [4]


def test_the_name_of_sectors_above_their_rows_is_no_other_kind_of_figure() -> None:
    assert not said_beside.speaks_of_others("Industrie hors SEQE")
    assert not said_beside.speaks_of_others("Hors énergie")
    assert said_beside.speaks_of_others("Consommation hors chauffage")
