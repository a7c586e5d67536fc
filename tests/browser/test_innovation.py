"""The officer of Vila Nova de Famalicão sees what Norte shares with a partner region, and by which words."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.program import settle


def test_an_officer_finds_what_norte_shares_with_piedmont_and_by_which_words(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/innovation?city=PT0014")
    settle(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Norte and 4 other regions")
    page.get_by_role("combobox", name="Region beside ours").click()
    page.get_by_role("option", name="Piedmont (ITC1)").click()
    settle(page)
    expect(page.get_by_role("heading", name="Norte and Piedmont")).to_be_visible()
    shared = page.get_by_role("table", name="What Norte and Piedmont share")
    expect(shared.get_by_text("“Sustainable mobility” (by: mobility)")).to_be_visible()
    assert "with=Piedmont" in page.url
