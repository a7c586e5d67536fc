"""Three files as cities have them, brought by somebody who has never seen the program: each ends committed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.program import pick_option, settle
from tests.browser.test_upload import choose, press
from tests.serving import ROOT

pytestmark = pytest.mark.longer("whole files of others, through every question")

DATA = ROOT.parent / "shared" / "data"
# Figures of table of Turin's Climate City Contract, as a spreadsheet of an Italian office saves them.
TURIN = """\
Comune;Anno;Settore;Vettore;Valore;Unità
Torino;2019;Residenziale;gas naturale;1.424.218,0;MWh
Torino;2019;Residenziale;energia elettrica;856.614,5;MWh
Torino;2019;Terziario;gas naturale;824.681,2;MWh
Torino;2019;Illuminazione pubblica;energia elettrica;NO;MWh
Torino;2019;Trasporto pubblico;gasolio;IE;MWh
"""


@pytest.fixture(scope="module")
def app_url(workshop_url: str) -> str:
    """What is committed here, other tests need not see."""
    return workshop_url


def real(*parts: str) -> Path:
    """A real file of the shared data; its absence skips."""
    path = DATA.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"the real file {'/'.join(parts)} is not on this machine")
    return path


def committed(page: Page) -> None:
    press(page, "Commit this file")
    expect(page.get_by_test_id("stMain").get_by_text("Committed as revision")).to_be_visible()
    expect(page.get_by_test_id("stException")).to_have_count(0)


@pytest.mark.thorough("a large workbook of others, by all the clicks that it takes")
def test_the_rio_negro_workbook_ends_committed_as_a_new_city(
    visit: Callable[[str], Page], elsewhere: list[str]
) -> None:
    page = visit("/data?city=IT0004")
    choose(page, real("gcom-crf", "rio_negro_crf_2023.xlsx"))
    expect(page.get_by_text("A GCoM common reporting workbook (CRF)")).to_be_visible()
    pick_option(page.get_by_role("combobox", name="Which city is “Rio Negro”?"), "None of these")
    press(page, "Apply the answers")
    expect(page.get_by_role("heading", name="rio_negro_crf_2023.xlsx is ready to commit")).to_be_visible()
    expect(page.get_by_role("cell", name="42,947 t CO₂e").first).to_be_visible()
    committed(page)
    page.get_by_role("link", name="See what it does to Rio Negro").click()
    settle(page)
    expect(page.get_by_text("42.9").first).to_be_visible()
    assert elsewhere == []


@pytest.mark.thorough("a table of all cities that reported, by all the clicks that it takes")
def test_the_cdp_table_of_2021_ends_committed_with_every_city_that_reported(visit: Callable[[str], Page]) -> None:
    page = visit("/data?city=IT0004")
    choose(page, real("cdp-citywide", "2021_City-wide_Emissions.csv"))
    expect(page.get_by_text("A CDP table of city-wide emissions")).to_be_visible()
    for _ in range(6):  # what is answered can lead to the next question
        if "is ready to commit" in page.locator("h1").inner_text():
            break
        for group in page.get_by_role("radiogroup").filter(visible=True).all():
            if not group.get_by_role("radio", checked=True).count():
                group.locator("label").first.click()
        for reason in page.get_by_role("textbox", name="Why does this file hold less").all():
            reason.fill("what the city reported")
        for tick in page.get_by_test_id("stCheckbox").filter(visible=True).all():
            if not tick.get_by_role("checkbox").is_checked():
                tick.locator("label").click()
        for choices in page.get_by_role("combobox", name="Say which notation key").all():
            if "NE" not in choices.input_value():
                choices.fill("Write NE")
                choices.press("Enter")
        press(page, "Apply the answers")
    expect(page.locator("h1")).to_have_text("2021_City-wide_Emissions.csv is ready to commit")
    expect(page.get_by_text("380 cities; the verdict changes in")).to_be_visible()
    committed(page)


def test_a_semicolon_table_with_decimal_commas_and_keys_ends_committed_and_is_left_and_found_again(
    visit: Callable[[str], Page], tmp_path: Path
) -> None:
    file = tmp_path / "torino energia.csv"
    file.write_text(TURIN, encoding="cp1252")
    page = visit("/data?city=IT0004")
    choose(page, file)
    page.get_by_text("A comma: 1.234,5").click()
    press(page, "Apply the answers")
    expect(page.get_by_text("places on file for the energy of Turin in 2019").first).to_be_visible()
    page.get_by_role("textbox", name="Why does this file hold less").fill("five rows for a look")
    press(page, "Apply the answers")
    expect(page.get_by_role("heading", name="torino energia.csv is ready to commit")).to_be_visible()
    page.reload()
    settle(page)
    press(page, "Continue with torino energia.csv, left just now")
    expect(page.get_by_role("heading", name="torino energia.csv is ready to commit")).to_be_visible()
    expect(page.get_by_role("cell", name="3,105,514 MWh").first).to_be_visible()
    page.get_by_text("Cell by cell:").click()
    expect(page.get_by_role("cell", name="IE", exact=True)).to_be_visible()
    committed(page)


def test_the_users_own_workbook_comes_back_with_the_cells_marked(visit: Callable[[str], Page], tmp_path: Path) -> None:
    from openpyxl import Workbook, load_workbook

    book = Workbook()
    for row in (["city", "year", "sector", "value", "unit"], ["Turin", 2019, "residential", "n.d.", "MWh"]):
        book.worksheets[0].append(row)
    book.save(tmp_path / "own.xlsx")
    page = visit("/data?city=IT0004")
    choose(page, tmp_path / "own.xlsx")
    expect(page.get_by_role("heading", name="One problem keeps own.xlsx out")).to_be_visible()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Your file, cells marked (XLSX)").click()
    waiting.value.save_as(tmp_path / "marked.xlsx")
    marked = load_workbook(tmp_path / "marked.xlsx")
    cell = marked.worksheets[0]["D2"]
    assert cell.value == "n.d."
    assert cell.comment is not None
    assert "Expected" in cell.comment.text
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Rows held back (CSV, 1)").click()
    assert waiting.value.suggested_filename == "own-rejected.csv"
