"""The page tells browsers and screen readers which language it speaks, where its menu is and which page is open."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.program import pick_option
from tests.effort import THOROUGH, first


def spoken(page: Page, code: str) -> bool:
    """Whether the page says, sooner or later, that it speaks this language."""
    page.locator(f"html[lang={code}]").wait_for(state="attached")
    return True


@pytest.mark.longer("one more page")
@pytest.mark.parametrize(
    ("address", "code"), first(1, [("/method?city=US-BOS&language=it", "it"), ("/?city=US-BOS", "en")], rest=THOROUGH)
)
def test_the_language_of_the_page_is_the_one_of_its_words(
    page: Page, visit: Callable[[str], Page], address: str, code: str
) -> None:
    faults: list[str] = []
    page.on("console", lambda said: faults.append(said.text) if "Security Policy" in said.text else None)
    assert spoken(visit(address), code)
    assert faults == []


@pytest.mark.longer("one more page")
def test_the_language_of_the_page_follows_the_choice_of_its_reader(visit: Callable[[str], Page]) -> None:
    page = visit("/?city=US-BOS&language=de")
    assert spoken(page, "de")
    pick_option(page.get_by_test_id("stSidebar").get_by_role("combobox", name="Sprache"), "English")
    assert spoken(page, "en")


@pytest.mark.longer("one more page")
@pytest.mark.parametrize(
    ("address", "name"), first(1, [("/data?city=US-BOS", "Data"), ("/?city=US-BOS", "Progress")], rest=THOROUGH)
)
def test_the_menu_is_a_landmark_that_says_which_page_is_open(
    visit: Callable[[str], Page], address: str, name: str
) -> None:
    open_one = visit(address).get_by_role("navigation", name="Menu").locator("[aria-current=page]")
    open_one.wait_for()
    assert open_one.all_inner_texts() == [name]


@pytest.mark.longer("one more page")
def test_on_a_phone_the_button_of_the_menu_says_whose_menu_it_is(visit: Callable[[str], Page], page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    button = visit("/?city=BG0002").get_by_role("button", name="Menu · Varna")
    assert button.is_visible()
    assert button.get_attribute("aria-expanded") == "false"
