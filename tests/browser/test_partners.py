"""A partner is looked for: what should count is moved by the keyboard, and a city is taken to the form that adds it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.program import settle

pytestmark = pytest.mark.longer("a whole task of a person, through several pages")


def test_what_counts_is_moved_the_order_follows_and_a_candidate_is_put_on_file(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/partners?city=US-BOS")
    settle(page)
    title = page.locator("h1")
    expect(title).to_contain_text("Rotterdam is most like Boston")
    page.get_by_role("slider", name="Hazards in common").press("Home")
    page.wait_for_url(re.compile("count-hazards=0"))
    settle(page)
    page.get_by_role("button", name="Back to the usual weights").click()
    settle(page)
    expect(title).to_contain_text("Rotterdam is most like Boston")

    page.get_by_role("link", name="Put Rotterdam on file").click()
    page.wait_for_url(re.compile("/data.*new=Rotterdam"))
    settle(page)
    expect(page.get_by_label("Name of the city").first).to_have_value("Rotterdam")
