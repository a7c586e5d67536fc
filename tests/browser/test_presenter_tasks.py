"""What somebody comes for who presents, in at most two clicks from any page of a city: presentation, slides, handout,
link, a chart as large as the window, and from the map to a city."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Page, TimeoutError, expect
from pptx import Presentation
from pypdf import PdfReader

from tests.browser.program import Clicks, settle
from tests.effort import THOROUGH, few

pytestmark = pytest.mark.longer("whole tasks of a person, through several pages")

OF_A_CITY = few(["Inventory", "Drivers", "Outlook", "Data", "Figures", "History"], "Drivers", rest=THOROUGH)
PAGES: dict[str, Callable[[BytesIO], int]] = {
    ".pptx": lambda content: len(Presentation(content).slides),
    ".pdf": lambda content: len(PdfReader(content).pages),
    ".html": lambda content: content.read().count(b"<h1>"),
}
"""How many slides or pages a file has."""
MOST_CLICKS = 2
VARNA = (27.91, 43.2)
"""East and north of its middle, in degrees."""
PLACE = """([plot, east, north]) => {
    const map = document.querySelector(plot), {xaxis, yaxis} = map._fullLayout, frame = map.getBoundingClientRect();
    return [frame.left + xaxis._offset + xaxis.c2p(east), frame.top + yaxis._offset + yaxis.c2p(north)];
}"""


def on_progress(page: Page) -> Page:
    """The first click: the page that has it all."""
    page.get_by_test_id("stSidebar").get_by_role("link", name="Progress", exact=True).click()
    expect(page.get_by_role("link", name="Present", exact=True)).to_be_visible()
    settle(page)
    return page


PRESENTED = "**/present?*city=US-BOS*"
A_WHILE = 30_000
"""Milliseconds after which somebody clicks once more."""
AFTER_A_FILE = 2000
"""Milliseconds until the page begins, at the latest, to be drawn anew without the file that was taken."""


@pytest.mark.parametrize("name", OF_A_CITY)
def test_presentation_handout_story_and_link_are_two_clicks_away(
    visit: Callable[[str], Page], tmp_path: Path, name: str
) -> None:
    page = on_progress(visit(f"/{name.lower()}?city=US-BOS"))
    expect(page.get_by_role("button", name="Copy link")).to_be_visible()
    page.get_by_test_id("stMain").get_by_role("button", name="Download", exact=True).click()
    for button, ending in (("Handout (PDF)", ".pdf"), ("Story", ".html")):
        with page.expect_download(timeout=60_000) as taken:
            page.get_by_role("button", name=button).click()
            expect(page.get_by_role("status").filter(has_text=f"Being made: {button}")).to_be_visible()
        expect(page.locator(".being-made")).to_have_count(0)
        path = tmp_path / taken.value.suggested_filename
        taken.value.save_as(path)
        assert path.suffix == ending
        content = BytesIO(path.read_bytes())
        assert PAGES[ending](content) == 1
    settle(page)
    page.wait_for_timeout(AFTER_A_FILE)
    settle(page)
    page.get_by_role("link", name="Present", exact=True).click()
    with suppress(TimeoutError):
        page.wait_for_url(PRESENTED, timeout=A_WHILE)
    if "/present" not in page.url:  # the page was drawn anew under the click, which fell on a link that is gone
        page.get_by_role("link", name="Present", exact=True).click()
    page.wait_for_url(PRESENTED)


def test_the_slides_of_a_pair_and_of_the_programme_are_two_clicks_away(
    visit: Callable[[str], Page], tmp_path: Path
) -> None:
    page = visit("/?city=US-BOS")
    for name, slides in (("Partner", 4), ("Cities", 8)):
        page.get_by_test_id("stSidebar").get_by_role("link", name=name, exact=True).click()
        settle(page)
        clicks = Clicks(page)
        with page.expect_download() as taken:
            clicks.on(page.get_by_test_id("stMain").get_by_role("button", name="Download", exact=True))
            clicks.on(page.get_by_role("button", name="Slides (PPTX)"))
        taken.value.save_as(tmp_path / "slides.pptx")
        assert PAGES[".pptx"](BytesIO((tmp_path / "slides.pptx").read_bytes())) >= slides
        assert clicks.count <= MOST_CLICKS


def test_the_key_f_shows_the_nearest_chart_as_large_as_the_window_and_takes_no_letter_from_a_field(
    visit: Callable[[str], Page],
) -> None:
    page = visit("/?city=US-BOS")
    page.locator("h1").click()
    page.keyboard.press("f")
    whole = page.locator("dialog.whole-chart")
    expect(whole.get_by_text("path to 2030")).to_be_visible()
    page.keyboard.press("Escape")
    expect(whole).to_have_count(0)
    page.keyboard.press("f")
    expect(whole).to_have_count(1)
    page.keyboard.press("f")
    expect(whole).to_have_count(0)
    page.evaluate("document.body.append(Object.assign(document.createElement('input'), {id: 'field'}))")
    page.locator("#field").focus()
    page.keyboard.type("of")
    assert page.locator("#field").input_value() == "of"
    expect(whole).to_have_count(0)


def test_a_mark_of_the_map_opens_its_city(visit: Callable[[str], Page]) -> None:
    page = visit("/cities?city=US-BOS")
    plot = ".st-key-map-Europe .js-plotly-plot"
    page.locator(plot).scroll_into_view_if_needed()
    settle(page)
    x, y = page.evaluate(PLACE, [plot, *VARNA])
    page.mouse.move(x, y)
    page.mouse.click(x, y)
    page.wait_for_url("**/?*city=BG0002*")
    expect(page.locator("h1")).to_contain_text("Varna")
