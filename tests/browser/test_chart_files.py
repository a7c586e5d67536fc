"""A click below a chart gives a picture file made in the browser, and the table as files, without asking anyone."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.datasets.exports.test_numbers import read_csv

MARGINS = 48
"""Pixels at the left and right of the chart in its file."""


def taken(page: Page, button: str, folder: Path) -> tuple[str, bytes]:
    """The name and the bytes of the file that a button gives."""
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path.name, path.read_bytes()


def test_a_chart_is_taken_along_as_png_svg_csv_and_xlsx(
    visit: Callable[[str], Page], elsewhere: list[str], tmp_path: Path
) -> None:
    page = visit("/inventory?city=IT0004")
    chart = page.locator(".st-key-flows .js-plotly-plot").bounding_box()
    assert chart is not None
    faults: list[str] = []
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.locator(".st-key-take-flows").get_by_role("button", name="Numbers and files").click()
    width = round(chart["width"]) + MARGINS

    name, drawing = taken(page, "SVG drawing", tmp_path)
    svg = drawing.decode()
    assert name.endswith(".svg")
    assert re.search(r'<svg[^>]* width="(\d+)"', svg)[1] == str(width)  # type: ignore[index]
    height = int(re.search(r'<svg[^>]* height="(\d+)"', svg)[1])  # type: ignore[index]
    assert height > chart["height"]
    for words in ("Natural gas", "Città di Torino", "Revision", "@font-face"):
        assert words in svg
    assert not re.search(r'(?:href|src)="http', svg), "the file leans on nothing outside itself"

    name, picture = taken(page, "PNG picture", tmp_path)
    assert name.endswith(".png")
    assert picture.startswith(b"\x89PNG")
    assert struct.unpack(">II", picture[16:24]) == (2 * width, 2 * height), "two pixels for each one of the page"
    assert len(picture) > 20_000, "the picture is not empty"

    name, table = taken(page, "CSV table", tmp_path)
    told, rows = read_csv(table)
    assert name.endswith(".csv")
    assert told["City"] == "Turin"
    assert rows[0] == ["Carrier", "Sector", "Emissions (t CO₂)"]
    assert taken(page, "XLSX workbook", tmp_path)[1].startswith(b"PK")
    assert faults == []
    assert elsewhere == []


@pytest.mark.longer("one more page; axe counts tab stops, too")
def test_a_closed_list_of_files_is_one_tab_stop(visit: Callable[[str], Page]) -> None:
    page = visit("/inventory?city=US-BOS")
    below = page.locator('.st-key-take-inventory button, .st-key-take-inventory [tabindex="0"]')
    assert below.count() == 1


@pytest.mark.longer("one more page with charts")
def test_a_chart_is_shown_full_screen_until_escape_and_copied_as_a_picture(visit: Callable[[str], Page]) -> None:
    page = visit("/inventory?city=US-BOS")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator(".st-key-take-years").get_by_role("button", name="Numbers and files").click()
    page.get_by_role("button", name="Copy as a picture").click()
    page.get_by_text("The picture is copied.").wait_for()
    kinds = page.evaluate("navigator.clipboard.read().then(found => found.flatMap(item => item.types))")
    assert kinds == ["image/png"]
    page.get_by_role("button", name="Full screen").click()
    shown = page.get_by_role("dialog", name="Boston: Sixteen years by sector")
    shown.wait_for()
    box, size = shown.bounding_box(), page.viewport_size
    assert box is not None
    assert size is not None
    assert (round(box["width"]), round(box["height"])) == (size["width"], size["height"])
    assert shown.locator("svg .barlayer").count() > 0
    page.keyboard.press("Escape")
    shown.wait_for(state="detached")
