"""The workbook to fill in: seven languages, no formula, and every name in it is understood when it comes back."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from analytics.text.problems import Refused
from analytics.vocabulary import CARRIERS, SECTORS
from datasets.exports.matrix_sheet import COLUMNS, GROUPS
from datasets.exports.template import template
from datasets.intake import drafting
from datasets.intake.own_files.sheet_words import LANGUAGES, without_carrier, words
from datasets.reference import catalogue
from tests.datasets.files import empty_store
from tests.effort import THOROUGH, few


def sheets(content: bytes) -> list[Worksheet]:
    return openpyxl.load_workbook(io.BytesIO(content)).worksheets


def place(sheet: Worksheet, sector: str, carrier: str) -> tuple[int, int]:
    """Row and column of a cell of the matrix, by the words at its side and head."""
    row = next(cell.row for cell in sheet["A"] if cell.value == sector)
    column = next(cell.column for cells in sheet.iter_rows() for cell in cells[1:] if cell.value == carrier)
    return row, column


@pytest.mark.parametrize("language", few(LANGUAGES, "bg", longer=("en",), rest=THOROUGH))
def test_every_language_has_the_same_words_and_each_name_leads_back_to_its_code(language: str) -> None:
    said = words(language)
    assert set(said.texts) == set(words("en").texts)
    assert {code: catalogue.sector_code(said.sector(code)) for code in SECTORS} == {code: code for code in SECTORS}
    assert {code: catalogue.carrier_code(said.carrier(code)) for code in CARRIERS} == {code: code for code in CARRIERS}
    assert catalogue.normal_label(said.carrier(None)) in without_carrier()
    assert catalogue.carrier_code(said.carrier(None)) is None


def test_another_language_is_refused_with_the_choices() -> None:
    with pytest.raises(Refused) as refused:
        template("xx")
    assert refused.value.problems[0].choices == LANGUAGES


@pytest.mark.parametrize("language", few(LANGUAGES, "bg", longer=("en",), rest=THOROUGH))
def test_it_holds_no_formula_macro_link_or_hidden_sheet_and_is_protected_but_for_the_cells_to_fill_in(
    language: str,
) -> None:
    content = template(language)
    said = words(language)
    for sheet in sheets(content):
        assert sheet.protection.sheet
        assert not sheet.protection.password
        assert sheet.sheet_state == "visible"
        assert all(cell.data_type != "f" for cells in sheet.iter_rows() for cell in cells)
        assert len(sheet.title) <= 31
        for rule in sheet.data_validations.dataValidation:  # the most that a workbook takes
            assert len(rule.error) <= 225
            assert len(rule.errorTitle) <= 32
            assert len(rule.formula1) <= 255
    energy, emissions, _ = sheets(content)
    for sheet, groups, carriers in (
        (energy, dict(list(GROUPS.items())[:3]), COLUMNS),
        (emissions, GROUPS, (*COLUMNS, None)),
    ):
        for sector in (code for codes in groups.values() for code in codes):
            for carrier in carriers:
                cell = sheet.cell(*place(sheet, said.sector(sector), said.carrier(carrier)))
                assert not cell.protection.locked
                assert any(cell.coordinate in rule.sqref for rule in sheet.data_validations.dataValidation)
        assert sheet["A1"].protection.locked
        assert sheet.freeze_panes
        assert sheet.page_setup.fitToWidth == 1
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert not [name for name in names if "vba" in name.lower() or "external" in name.lower()]


def test_the_same_request_gives_the_same_bytes() -> None:
    assert template("it", "Torino", 2019) == template("it", "Torino", 2019)


@pytest.mark.parametrize("language", few(LANGUAGES, "bg", longer=("en",), rest=THOROUGH))
def test_a_filled_template_is_taken_in_as_it_was_filled(language: str) -> None:
    said = words(language)
    book = openpyxl.load_workbook(io.BytesIO(template(language, "Turin", 2018)))
    energy, emissions, _ = book.worksheets
    energy.cell(*place(energy, said.sector("residential"), said.carrier("natural_gas"))).value = 1234.567
    energy.cell(*place(energy, said.sector("public_lighting"), said.carrier("electricity"))).value = "NE"
    emissions.cell(*place(emissions, said.sector("residential"), said.carrier("natural_gas"))).value = 249.25
    emissions.cell(*place(emissions, said.sector("wastewater"), said.carrier(None))).value = 77
    filled = io.BytesIO()
    book.save(filled)
    draft = drafting.draft(empty_store(), filled.getvalue(), "filled.xlsx")
    assert draft.outcome == "dry-run", [problem.sentence() for problem in draft.problems]
    rows = draft.table.select(["city_id", "year", "sector", "carrier", "quantity", "value", "notation_key"]).to_pylist()
    assert sorted(tuple(row.values()) for row in rows if row["value"]) == [
        ("IT0004", 2018, "residential", "natural_gas", "co2e", 249.25, None),
        ("IT0004", 2018, "residential", "natural_gas", "energy", 1234.567, None),
        ("IT0004", 2018, "wastewater", None, "co2e", 77.0, None),
    ]
    assert [(row["sector"], row["carrier"], row["notation_key"]) for row in rows if not row["value"]] == [
        ("public_lighting", "electricity", "NE")
    ]
