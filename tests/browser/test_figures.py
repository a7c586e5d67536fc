"""A person at the Figures page of the real program: a figure is corrected and taken back, files are taken along, and a
city is added, each in at most six clicks; by the keyboard alone, too."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.program import settle

MOST_CLICKS = 6
FIRST_CELL = 53
"""Pixels from the top of a table to the middle of its first row."""


class Clicks:
    """Clicks as a person makes them, counted."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def at(self, place: Locator) -> None:
        place.click()
        self.count += 1
        settle(self.page)

    def button(self, label: str) -> None:
        self.at(self.page.get_by_role("button", name=label).filter(visible=True))

    def write(self, label: str, words: str) -> None:
        field = self.page.get_by_label(label, exact=True).filter(visible=True)
        if not field.evaluate("field => field === document.activeElement"):  # as the first one of a box is at once
            field.click()
        self.count += 1
        field.fill(words)

    def cell(self, column: int) -> None:
        """Choose a cell of the first row by its column, from 0."""
        table = self.page.get_by_test_id("stDataFrame")
        table.click(position={"x": 10 + sum(WIDTHS[:column]) + WIDTHS[column] / 2, "y": FIRST_CELL})
        self.count += 1


WIDTHS = (50, 130, 128, 166, 130)
"""Pixels of the columns of inhabitants, the number of the row first, in a window 1440 wide."""


def typed(page: Page, words: str) -> None:
    """Write into the cell that is chosen."""
    page.keyboard.press("Enter")
    field = page.locator("#portal :is(input, textarea)")
    expect(field).to_be_visible()
    field.fill(words)
    field.press("Enter")
    settle(page)


@pytest.mark.longer("a whole task of a person, from the first page")
def test_inhabitants_are_corrected_with_their_effect_before_and_undone_after(visit: Callable[[str], Page]) -> None:
    page = visit("/?city=US-BOS")
    clicks = Clicks(page)
    clicks.at(page.get_by_role("link", name="Data", exact=True))
    clicks.at(page.get_by_role("link", name="Edit", exact=True))
    clicks.cell(3)
    typed(page, "700000")
    expect(page.get_by_text("2020, GPC BASIC, Inhabitants: 675,647 inhabitants → 700,000 inhabitants")).to_be_visible()
    expect(page.get_by_text("The verdict stays “Cannot tell · too close to call in 2020”")).to_be_visible()
    clicks.write("Reason", "a census")
    clicks.button("Save as a revision")
    expect(page.get_by_text("On file as revision")).to_be_visible()
    assert clicks.count <= MOST_CLICKS

    clicks = Clicks(page)
    clicks.button("Undo")
    clicks.write("Reason (needed)", "the wrong census")
    clicks.button("Undo revision")
    expect(page.get_by_text("what counted before counts again")).to_be_visible()
    expect(page.get_by_role("button", name="Undo")).to_have_count(0)
    assert clicks.count <= MOST_CLICKS


@pytest.mark.longer("one more visit to the page")
def test_inhabitants_that_no_city_has_are_asked_about_before_they_are_saved(visit: Callable[[str], Page]) -> None:
    page = visit("/figures?city=US-BOS")
    clicks = Clicks(page)
    clicks.cell(3)
    typed(page, "5")
    expect(page.get_by_test_id("stAlert")).to_contain_text("2020: 5 inhabitants")
    save = page.get_by_role("button", name="Save as a revision")
    expect(save).to_be_disabled()
    page.get_by_text("I have looked at it: the figures are right").click()
    expect(save).to_be_enabled()
    clicks.button("Drop the changes")
    expect(save).to_have_count(0)


@pytest.mark.longer("one more visit to the page")
def test_what_cannot_be_is_answered_at_its_cell_and_stays_where_it_was_typed(visit: Callable[[str], Page]) -> None:
    page = visit("/figures?city=US-BOS")
    clicks = Clicks(page)
    clicks.cell(3)
    typed(page, "-5")
    answer = page.get_by_text("Expected a number above 0")
    expect(answer).to_be_visible()
    page.get_by_role("link", name="History", exact=True).click()
    settle(page)
    page.get_by_role("link", name="Edit", exact=True).click()
    settle(page)
    expect(answer).to_be_visible()
    clicks.button("Drop the changes")
    expect(answer).to_have_count(0)


@pytest.mark.longer("two visits to the page")
def test_what_somebody_else_saved_meanwhile_is_told_and_nothing_typed_is_lost(visit: Callable[[str], Page]) -> None:
    page = visit("/figures?city=US-BOS")
    Clicks(page).cell(3)
    typed(page, "676001")
    other = page.context.new_page()
    other.goto(page.url)
    settle(other)
    Clicks(other).cell(3)
    typed(other, "676002")
    for one in (other, page):
        one.get_by_label("Reason", exact=True).filter(visible=True).fill("a census")
        Clicks(one).button("Save as a revision")
    expect(page.get_by_text("a table that somebody changed meanwhile")).to_be_visible()
    expect(page.get_by_text("Inhabitants: 676,002 inhabitants → 676,001 inhabitants")).to_be_visible()
    Clicks(page).button("Drop the changes")


@pytest.mark.longer("every format is made")
def test_every_format_is_two_clicks_away(visit: Callable[[str], Page], tmp_path: Path) -> None:
    page = visit("/exports?city=US-BOS")
    for label, end in (("MyCovenant (XLSX)", "covenant.xlsx"), ("CDP (CSV)", "cdp.csv"), ("All of them (ZIP)", "zip")):
        clicks = Clicks(page)
        clicks.button(label)
        with page.expect_download() as taken:
            clicks.button(f"Download: {label}")
        assert clicks.count == 2
        assert taken.value.suggested_filename.endswith(end)
        taken.value.save_as(tmp_path / end)
        expect(page.get_by_text("Not in it:")).to_be_visible()
    assert ZipFile(tmp_path / "covenant.xlsx").testzip() is None
    assert "Boston" in (tmp_path / "cdp.csv").read_text(encoding="utf-8-sig")


@pytest.mark.longer("a whole task of a person")
def test_a_city_is_added_opened_put_away_and_brought_back(visit: Callable[[str], Page]) -> None:
    page = visit("/?city=US-BOS")
    clicks = Clicks(page)
    clicks.at(page.get_by_role("link", name="Data", exact=True))
    clicks.at(page.get_by_role("link", name="Edit", exact=True))
    clicks.button("New city")
    clicks.write("Name of the city", "Springfield")
    clicks.write("Reason", "it joins the programme")
    clicks.button("Add the city")
    expect(page.get_by_role("heading", name="Edit the data of Springfield")).to_be_visible()
    expect(page).to_have_url(re.compile("city=US-SPRINGFIELD"))
    assert clicks.count <= MOST_CLICKS

    clicks = Clicks(page)
    clicks.button("Put away")
    clicks.write("Reason", "it left again")
    clicks.button("Put it away")
    expect(page.get_by_text("Springfield is put away; it can be brought back here.")).to_be_visible()
    clicks.button("Put away: 1")
    assert clicks.count <= MOST_CLICKS


@pytest.mark.longer("one more visit to the page")
def test_the_keyboard_alone_corrects_a_figure(visit: Callable[[str], Page]) -> None:
    page = visit("/figures?city=US-BOS")
    page.get_by_role("button", name="Reasons and uncertainties").focus()
    table = page.get_by_test_id("stDataFrame").locator("canvas").first
    for _ in range(8):
        page.keyboard.press("Tab")
        if table.evaluate("canvas => canvas === document.activeElement"):
            break
    expect(table).to_be_focused()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    typed(page, "676000")
    expect(page.get_by_text("→ 676,000")).to_be_visible()
    page.get_by_label("Reason", exact=True).filter(visible=True).focus()
    page.keyboard.type("counted by hand")
    page.keyboard.press("Enter")
    settle(page)
    expect(page.get_by_text("On file as revision")).to_be_visible()
