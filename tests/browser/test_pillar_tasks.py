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
OFFICERS = [("Turin", "IT0004", "2 overdue duties"), ("Varna", "BG0002", "1 overdue duty")]


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


def test_a_hazard_is_rated_in_its_row_and_stands_in_the_matrix_then(page: Page, program: str) -> None:
    page.goto(f"{program}/adaptation?city=US-BOS")
    settle(page)
    main = page.get_by_test_id("stMain")
    expect(main.get_by_role("heading", name="Not rated yet")).to_be_visible()
    expect(main.get_by_role("heading", name="How bad", exact=True)).to_have_count(0)
    rows = main.get_by_role("button", name=re.compile(r"\bRate\b"))
    waiting = rows.count()
    rows.first.click()
    settle(page)
    form = page.get_by_test_id("stPopoverBody")
    named_by = form.get_by_label("Source").input_value()
    assert "CDP" in named_by, "the source that names the hazard stands there already"
    form.get_by_label("Source").fill("")
    for place, level in enumerate(("moderate", "high")):
        form.get_by_role("radio", name=level).nth(place).click()
        settle(page)
    form.get_by_role("button", name="Save").click()
    settle(page)
    expect(form.get_by_text("Fill it in.")).to_be_visible()
    form.get_by_label("Source").fill(named_by)
    form.get_by_role("button", name="Save").click()
    settle(page)
    expect(main.get_by_role("heading", name="How bad", exact=True)).to_be_visible()
    expect(main.get_by_role("heading", level=1)).to_contain_text("1 of 8 hazards of Boston have a risk level")
    expect(rows).to_have_count(waiting - 1)
    main.get_by_role("button", name="Undo").click()
    settle(page)
    expect(rows).to_have_count(waiting)
