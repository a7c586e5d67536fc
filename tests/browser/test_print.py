"""Progress on paper: one page of A4, without what is only there to click."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser

from tests.browser.program import settle

A_PAGE = re.compile(rb"/Type\s*/Page\b")


@pytest.mark.parametrize("city", ["US-BOS", "IT0004", "BG0002"])
def test_progress_is_printed_on_one_page(browser: Browser, app_url: str, city: str) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 1180})
    page.goto(f"{app_url}/?city={city}")
    settle(page)
    paper = page.pdf(format="A4", print_background=True)
    page.emulate_media(media="print")
    clickable = page.locator('[data-testid="stSidebar"], [data-testid="stPageLink"], [data-testid="stExpander"]')
    assert len(A_PAGE.findall(paper)) == 1
    assert clickable.count() > 0
    assert not any(part.is_visible() for part in clickable.all())
    page.close()
