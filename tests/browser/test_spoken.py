"""The page tells browsers and screen readers which language it speaks, and follows the choice of its reader."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page


def spoken(page: Page, code: str) -> bool:
    """Whether the page says, sooner or later, that it speaks this language."""
    page.locator(f"html[lang={code}]").wait_for(state="attached", timeout=10_000)
    return True


@pytest.mark.parametrize(("address", "code"), [("/?city=US-BOS", "en"), ("/method?city=US-BOS&language=it", "it")])
def test_the_language_of_the_page_is_the_one_of_its_words(
    page: Page, visit: Callable[[str], Page], address: str, code: str
) -> None:
    faults: list[str] = []
    page.on("console", lambda said: faults.append(said.text) if "Security Policy" in said.text else None)
    assert spoken(visit(address), code)
    assert faults == []


def test_the_language_of_the_page_follows_the_choice_of_its_reader(visit: Callable[[str], Page]) -> None:
    page = visit("/?city=US-BOS&language=de")
    assert spoken(page, "de")
    page.locator("[data-testid=stSidebar] [data-testid=stSelectbox] input").last.click()
    page.get_by_role("option", name="English").click()
    assert spoken(page, "en")
