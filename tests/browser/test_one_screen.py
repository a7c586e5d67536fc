"""What a mayor needs stands on one screen: verdict, figures, curve beside drivers; next steps and targets begin there.
In a smaller window it stands below each other, and nothing is cut off."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.program import settle

LOWEST = """name => [...document.querySelectorAll('[data-testid="stColumn"]')]
    .filter(part => part.querySelector(`[data-testid="stHeading"]`)?.textContent.includes(name))
    .map(part => part.getBoundingClientRect().bottom)[0]"""
LEAST_ROOM = 8
LONGEST = (
    ("", "US-BOS", "de"),
    ("", "IT0004", "bg"),
    ("inventory", "US-BOS", "de"),
    ("drivers", "IT0004", "bg"),
    ("targets", "US-BOS", "bg"),
)
"""Pages with figures in the languages with the longest words."""
WIDTHS = (1280, 1024, 768, 390)
DRAWN = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
"""A new width runs no script: what stands in the page is only laid out anew."""
CUT_OFF = """() => [...document.querySelectorAll('[data-testid="stMetric"]')].flatMap(card => {
    const edge = card.getBoundingClientRect().right;
    const words = [...card.querySelectorAll('p')].filter(text => text.getBoundingClientRect().right > edge - 8);
    return words.map(text => text.textContent);
})"""


def test_the_curve_and_the_drivers_of_boston_end_on_the_first_screen_and_the_next_steps_begin_on_it(
    visit: Callable[[str], Page],
) -> None:
    page = visit("/?city=US-BOS")
    height = page.viewport_size["height"]  # type: ignore[index]
    for name in ("Sixteen inventories against the path", "most of the fall"):
        assert page.evaluate(LOWEST, name) < height - LEAST_ROOM
    first = page.get_by_role("heading", name="Three next steps").bounding_box()
    assert first is not None
    assert first["y"] + first["height"] < height - LEAST_ROOM


@pytest.mark.thorough
def test_no_word_of_a_figure_is_cut_off_in_any_width(page: Page, app_url: str) -> None:
    found = {}
    for name, city, language in LONGEST:
        page.goto(f"{app_url}/{name}?city={city}&language={language}")
        settle(page)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            page.evaluate(DRAWN)
            if cut := page.evaluate(CUT_OFF):
                found[name, city, width] = cut
    assert found == {}
