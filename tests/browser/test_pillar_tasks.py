"""A climate officer sees on one page what was promised, what is on file and what is due, and enters what is missing."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.program import dashboard, settle
from tests.effort import THOROUGH, first
from tests.samples import sample_database

pytestmark = pytest.mark.longer("whole tasks of a person, on a program of its own")

A_PAGE = re.compile(rb"/Type\s*/Page\b")
OFFICERS = [("Turin", "IT0004", "2 duties are overdue"), ("Varna", "BG0002", "1 duty is overdue")]


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a program that takes what is entered."""
    folder = tmp_path_factory.mktemp("pillars")
    with dashboard(sample_database(folder / "covenant.duckdb"), folder / "program.log") as url:
        yield url


@pytest.mark.parametrize(("city", "city_id", "past"), first(1, OFFICERS, rest=THOROUGH))
def test_what_is_missing_is_seen_on_one_page_and_entered_from_there(
    page: Page, program: str, city: str, city_id: str, past: str
) -> None:
    page.set_viewport_size({"width": 1440, "height": 1300})
    page.goto(f"{program}/pillars?city={city_id}")
    settle(page)
    main = page.get_by_test_id("stMain")
    expect(main.get_by_role("heading", level=1)).to_contain_text(past)
    for told in ("Joined the Covenant", "What is due, and why", f"{city} has no figure of its own on access to energy"):
        expect(main.get_by_text(told).first).to_be_visible()
    assert len(A_PAGE.findall(page.pdf(format="A4", print_background=True))) == 1

    main.get_by_role("link", name="Energy access").click()
    settle(page)
    page.get_by_test_id("stMain").get_by_role("link", name="Enter a first figure: Affordable").click()
    settle(page)
    form = page.get_by_test_id("stMain")
    form.get_by_label("Figure", exact=True).fill("9.4")
    form.get_by_label("Year", exact=True).fill("2025")
    form.get_by_label("Source", exact=True).fill("Household survey of the city")
    form.get_by_label("Reason", exact=True).fill("The survey of 2025")
    form.get_by_role("button", name="Save").click()
    title = page.get_by_role("heading", level=1)
    expect(title).to_have_text(f"{city} has figures of its own for 1 of the three attributes of energy access")

    page.get_by_test_id("stSidebar").get_by_role("link", name="Duties").click()
    settle(page)
    expect(page.get_by_test_id("stMain").get_by_text("Newest year: 2025")).to_be_visible()
