"""A presentation is led by the arrow keys, read from the back of the room, and linked to slide by slide."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.program import settle

SMALLEST = 28
"""Pixels of the smallest letters on a screen of 1920."""
LETTERS = """() => {
    const sizes = {};
    for (const part of document.querySelectorAll('.st-key-stage *')) {
        const said = [...part.childNodes].some(child => child.nodeType === Node.TEXT_NODE && child.textContent.trim());
        if (!said || part.closest('[aria-hidden="true"], style, script')) continue;
        const drawn = part.getBoundingClientRect();
        if (!drawn.width || part.tagName === 'sub' || part.tagName === 'tspan' && part.style.fontSize) continue;
        const magnified = part instanceof SVGElement ? part.getScreenCTM().a : part.currentCSSZoom;
        sizes[part.textContent.trim().slice(0, 60)] = parseFloat(getComputedStyle(part).fontSize) * magnified;
    }
    return sizes;
}"""


def stage(page: Page) -> None:
    """Wait until the slide is drawn and its keys are heard: the script that hears them shows the last button."""
    expect(page.get_by_role("button", name="Full screen")).to_be_visible()
    settle(page)


@pytest.fixture
def hall(page: Page) -> Page:
    """A page as large as the screen of a hall."""
    page.set_viewport_size({"width": 1920, "height": 1080})
    return page


@pytest.mark.longer("every slide is drawn")
@pytest.mark.usefixtures("hall")
def test_the_arrow_keys_lead_through_the_slides_and_the_address_names_each(visit: Callable[[str], Page]) -> None:
    page = visit("/present?city=US-BOS")
    stage(page)
    for number, key in ((2, "ArrowRight"), (3, "PageDown"), (2, "ArrowLeft"), (3, " "), (2, "ArrowLeft")):
        page.keyboard.press(key)
        expect(page.locator(".st-key-stage-doors")).to_contain_text(f"{number} of 3")
        stage(page)
    page.wait_for_url("**slide=2*")
    page.reload()
    expect(page.locator("h1")).to_contain_text("Commercial and institutional buildings cut most since 2005")
    stage(page)
    notes = page.locator(".st-key-stage-notes")
    expect(notes).to_be_hidden()
    page.keyboard.press("n")
    expect(notes).to_contain_text("The bars describe what changed")
    page.keyboard.press("ArrowRight")
    stage(page)
    expect(notes).to_be_visible()
    page.get_by_role("button", name="Notes").click()
    expect(notes).to_be_hidden()
    page.keyboard.press("Escape")
    expect(page.locator("[data-testid=stSidebar]")).to_be_visible()
    assert "city=US-BOS" in page.url


@pytest.mark.longer("one more visit to the slides")
@pytest.mark.usefixtures("hall")
def test_a_key_that_is_typed_into_a_field_turns_no_slide(visit: Callable[[str], Page]) -> None:
    page = visit("/present?city=US-BOS")
    stage(page)
    page.evaluate("document.body.append(Object.assign(document.createElement('input'), {id: 'field'}))")
    page.locator("#field").focus()
    page.keyboard.type("a b")
    page.keyboard.press("ArrowRight")
    page.locator("#field").evaluate("field => field.blur()")
    assert page.locator("#field").input_value() == "a b"
    expect(page.locator(".st-key-stage-doors")).to_contain_text("1 of 3")


@pytest.mark.longer("every slide is drawn")
@pytest.mark.usefixtures("hall")
@pytest.mark.parametrize("slide", [1, 2, 3])
def test_what_a_slide_says_is_read_from_the_back_of_the_room_and_fits_the_screen(
    visit: Callable[[str], Page], slide: int
) -> None:
    page = visit(f"/present?city=US-BOS&slide={slide}")
    letters = page.evaluate(LETTERS)
    assert len(letters) > 3
    assert {said: size for said, size in letters.items() if size < SMALLEST - 0.1} == {}
    assert page.locator(".st-key-stage").bounding_box()["height"] <= 1080
