"""The officer of Vila Nova de Famalicão learns from others, and lets others learn."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.program import pick_option, settle
from tests.browser.test_accessibility import findings

pytestmark = pytest.mark.longer("a whole task of a person, on a program of its own")

FOUND = {
    "Free public transport for residents": ("Measured before and after", "1.2 % more passengers"),
    "Free public transport in a whole country": ("Measured against a control group", "6.1 % less CO2"),
    "Electric bus rapid transit": ("Claimed", "1,520 t CO₂e a year"),
}
"""How each case is known, and its result."""


def test_an_officer_finds_measured_cases_and_shared_priorities_and_tells_what_fort_collins_sees(
    page: Page, workshop_url: str
) -> None:
    page.goto(f"{workshop_url}/knowledge?city=PT0014&q=transportes")
    settle(page)
    main = page.get_by_test_id("stMain")
    for case, words in FOUND.items():
        found = main.get_by_role("group").filter(has_text=case)
        for said in words:
            expect(found).to_contain_text(said)
    assert findings(page) == []

    page.goto(f"{workshop_url}/innovation?city=PT0014")
    settle(page)
    pick_option(main.get_by_role("combobox", name="Region beside ours"), "Piedmont")
    expect(page.get_by_role("heading", name="Norte and Piedmont")).to_be_visible()
    shared = page.get_by_role("table", name="What Norte and Piedmont share")
    expect(shared.get_by_text("“Sustainable mobility” (by: mobility)")).to_be_visible()
    assert "with=Piedmont" in page.url
    expect(main.get_by_text("No region strategy of Fort Collins yet.")).to_be_visible()
    assert findings(page) == []

    page.goto(f"{workshop_url}/knowledge?city=PT0014")
    settle(page)
    expect(main.locator(".fits")).to_have_text(["Fits: Transport"] * 3)
    written = {
        "Title": "Voltas",
        "What was done": "City buses <b>on electricity</b>",
        "Result, if any": "120",
        "Source (document or address)": "Municipality",
        "Reason": "for our partner",
    }
    for label, said in written.items():
        main.get_by_label(label, exact=True).fill(said)
    main.get_by_label("Unit (").fill("t CO2e")
    for choice, option in (("Of a year or in all", "a year"), ("Mitigation action that it was", "M1: Electric")):
        pick_option(main.get_by_role("combobox", name=choice), option)
    page.keyboard.press("Tab")  # a field that is left grows smaller, and the button moves
    settle(page)
    main.get_by_role("button", name="Save").click()
    settle(page)
    expect(main.get_by_text("On file as revision")).to_be_visible()

    page.goto(f"{workshop_url}/knowledge?city=US-FTC")
    settle(page)
    main.get_by_role("link", name="120 t CO₂e a year: Voltas").click()
    settle(page)
    told = main.locator("details[open]").filter(has_text="City buses <b>on electricity</b>")
    expect(told).to_contain_text("M1, for which the plan states 140")
