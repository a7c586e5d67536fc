"""Progress on paper: one page of A4, without what is only there to click."""

from __future__ import annotations

import re
from typing import Literal

import pytest
from playwright.sync_api import Page

from tests.browser.program import PATIENCE, settle
from tests.effort import THOROUGH, few

pytestmark = pytest.mark.longer("pages as paper, each city and theme anew")

Scheme = Literal["light", "dark"]
A_PAGE = re.compile(rb"/Type\s*/Page\b")

INVERTED = "dark => getComputedStyle(document.querySelector('.stApp')).filter.includes('invert') === dark"


@pytest.mark.parametrize("city", few(["US-BOS", "IT0004", "BG0002"], "US-BOS", rest=THOROUGH))
def test_progress_is_printed_on_one_page(page: Page, app_url: str, city: str) -> None:
    page.goto(f"{app_url}/?city={city}")
    settle(page)
    paper = page.pdf(format="A4", print_background=True)
    page.emulate_media(media="print")
    clickable = page.locator(
        '[data-testid="stSidebar"], [data-testid="stExpander"], .st-key-page-actions,'
        ' [data-testid="stPageLink"]:not([class*="st-key-step-"] *)'  # the doors of steps are words on paper
    )
    assert len(A_PAGE.findall(paper)) == 1
    assert clickable.count() > 0
    assert not any(part.is_visible() for part in clickable.all())
    assert all(part.is_visible() for part in page.locator('[class*="st-key-step-"] p').all()), (
        "a step without its words"
    )


@pytest.mark.parametrize("scheme", few(["light", "dark"], "dark", rest=THOROUGH))
def test_paper_stays_white_where_the_system_turns_and_forms_stay_on_the_screen(
    page: Page, app_url: str, scheme: Scheme
) -> None:
    page.emulate_media(color_scheme="light" if scheme == "dark" else "dark")
    page.goto(f"{app_url}/plan?city=US-BOS&part=targets")
    settle(page)
    page.emulate_media(color_scheme=scheme)  # nobody clicks, yet the page is drawn in the colours of this theme
    form = page.get_by_role("heading", name="Add a target").or_(page.get_by_role("button", name="Add the target"))
    assert [part.is_visible() for part in form.all()] == [True, True]
    page.emulate_media(media="print")
    assert not any(part.is_visible() for part in form.all())
    assert not any(part.is_visible() for part in page.locator('input, [data-testid="stForm"]').all())
    assert page.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor") == "rgba(0, 0, 0, 0)"
    page.wait_for_function(INVERTED, arg=scheme == "dark", timeout=PATIENCE)


@pytest.mark.thorough("that pages of paper are whole is tested in the PDF, too")
def test_the_last_page_of_paper_holds_a_whole_card(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/drivers?city=US-BOS")
    settle(page)
    page.emulate_media(media="print")
    cards = page.locator('[data-testid="stLayoutWrapper"]')
    assert cards.count() > 0
    assert {card.evaluate("node => getComputedStyle(node).breakInside") for card in cards.all()} == {"avoid"}
