"""A person at the Data page of the real program: choose a file, answer, commit, see it count, take it back."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.program import settle

# Sums by sector of the inventory in Turin's Climate City Contract (table ), without waste and urban green.
TURIN = """\
city;year;sector;label;value;unit;source
Torino;2019;municipal_buildings;Municipal buildings;54311;t CO2;Climate City Contract, table A-1.3
Torino;2019;public_lighting;Public lighting;14504;t CO2;Climate City Contract, table A-1.3
Torino;2019;residential;Residential;712008;t CO2;Climate City Contract, table A-1.3
Torino;2019;tertiary;Tertiary;524538;t CO2;Climate City Contract, table A-1.3
Torino;2019;industry_non_ets;Non-ETS;329712;t CO2;Climate City Contract, table A-1.3
Torino;2019;private_transport;Private transport;582616,81;t CO2;Climate City Contract, table A-1.3
Torino;2019;public_transport;Public transport;52.910,28;t CO2;Climate City Contract, table A-1.3
"""
BEFORE = "2.40\u00a0Mt"
AFTER = "2.27\u00a0Mt"


def choose(page: Page, path: Path) -> None:
    page.locator("input[type=file]").set_input_files(path)
    expect(page.get_by_role("button", name="Close the file")).to_be_visible()  # once it is checked
    settle(page)


def press(page: Page, label: str) -> None:
    page.get_by_role("button", name=label, exact=True).click()
    settle(page)


@pytest.mark.longer("a whole task of a person, through many pages")
def test_a_file_is_answered_committed_counted_and_taken_back(
    visit: Callable[[str], Page], elsewhere: list[str], tmp_path: Path
) -> None:
    file = tmp_path / "torino 2019.csv"
    file.write_text(TURIN, encoding="cp1252")
    page = visit("/inventory?city=IT0004")
    expect(page.get_by_text(BEFORE).filter(visible=True).first).to_be_visible()

    page = visit("/data?city=IT0004")
    choose(page, file)
    expect(page.get_by_role("heading", name="One question before torino 2019.csv can be committed")).to_be_visible()
    said = page.locator("#covenant-said")
    expect(said).to_have_text("One question before torino 2019.csv can be committed")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    expect(page.get_by_role("img", name=re.compile(" icon$"))).to_have_count(0)
    expect(page.get_by_role("button", name="Commit this file")).to_have_count(0)
    page.get_by_text("A comma: 1.234,5").click()
    press(page, "Apply the answers")
    page.get_by_role("textbox", name="Why does this file hold less").fill("a first look")
    press(page, "Apply the answers")
    expect(page.get_by_role("heading", name="torino 2019.csv is ready to commit")).to_be_visible()
    expect(page.get_by_role("heading", name="Emissions of Turin in 2019 would fall by")).to_be_visible()

    press(page, "Commit this file")
    expect(page.get_by_test_id("stMain").get_by_text("Committed as revision")).to_be_visible()
    expect(said).to_contain_text("Committed as revision")
    expect(page.locator(".st-key-outcome")).to_be_focused()
    page.get_by_role("link", name="See what it does to Turin").click()
    settle(page)
    page = visit("/inventory?city=IT0004")
    expect(page.get_by_text(AFTER).filter(visible=True).first).to_be_visible()
    expect(page.get_by_text(BEFORE).filter(visible=True)).to_have_count(0)

    page = visit("/history?city=IT0004")
    page.get_by_role("button", name=re.compile(r"^Undo \d+$")).first.click()
    expect(page.get_by_placeholder("Why it is taken back")).to_be_focused()
    page.keyboard.type("Waste is missing")
    page.get_by_role("button", name="Undo revision").click()
    settle(page)
    expect(page.locator(".st-key-outcome")).to_contain_text("what counted before counts again")
    page = visit("/inventory?city=IT0004")
    expect(page.get_by_text(BEFORE).filter(visible=True).first).to_be_visible()
    assert elsewhere == []


def test_a_picture_named_csv_gets_a_sentence_and_no_traceback(
    visit: Callable[[str], Page], elsewhere: list[str], tmp_path: Path
) -> None:
    file = tmp_path / "scan.csv"
    file.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(200))
    page = visit("/data?city=IT0004")
    choose(page, file)
    expect(page.get_by_role("heading", name="One problem keeps scan.csv out")).to_be_visible()
    expect(page.get_by_role("cell", name="PNG").first).to_be_visible()
    expect(page.get_by_test_id("stException")).to_have_count(0)
    expect(page.get_by_text("Traceback")).to_have_count(0)
    assert elsewhere == []


def test_text_of_a_file_calls_nobody(visit: Callable[[str], Page], elsewhere: list[str], tmp_path: Path) -> None:
    picture = "![x](http://example.org/x.png)"
    file = tmp_path / "hostile.csv"
    file.write_text(f"city,year,sector,value,unit\n{picture},2019,{picture},1,{picture}\n", encoding="utf-8")
    page = visit("/data?city=IT0004")
    choose(page, file)
    expect(page.get_by_text("example.org").first).to_be_visible()
    expect(page.locator("[data-testid=stMain] img")).to_have_count(0)
    assert elsewhere == []
