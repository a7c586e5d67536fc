"""What a mayor needs stands on one screen: verdict, strip, chart and next steps; on a phone verdict, strip and the
first of the steps. In a smaller window it stands below each other, and nothing is cut off."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from dashboard.language import LANGUAGES
from tests.browser.program import settle

MAYORS = ("US-BOS", "IT0004", "BG0002")
"""A rich city, one with a declared baseline, and one without figures."""
ENDS = """names => Object.fromEntries(names.map(name => {
    const parts = [...document.querySelectorAll(name)].map(part => part.getBoundingClientRect());
    return [name, parts.length ? [Math.min(...parts.map(part => part.top)), parts.at(-1).bottom] : null];
}))"""
VERDICT, STRIP, CHART = "h1", ".strip", ".st-key-curve .main-svg"
HEADS = '[data-testid="stColumn"] h2'
STEPS = '[class*="st-key-step-"]'
LONGEST = (
    ("", "US-BOS", "de"),
    ("", "IT0004", "bg"),
    ("inventory", "US-BOS", "de"),
    ("drivers", "IT0004", "bg"),
    ("outlook", "US-BOS", "bg"),
)
"""Pages with figures in the languages with the longest words."""
TALLEST = (("", "IT0004"), ("twin", "US-BOS"), ("cities", "US-BOS"), ("pairs", "US-BOS"), ("outlook", "IT0004"))
"""The longest pages, each of a city that has much to show on it."""
WIDER = "() => document.querySelector('[data-testid=\"stMain\"]').scrollWidth > innerWidth"
"""Whether something lies beyond the right edge."""
TABS = 56
"""Pixels of the row of tabs above a page."""
SCREENS = 3 * 900 + TABS
TALL = """() => document.querySelector('[data-testid="stMain"]').scrollHeight"""
WIDTHS = (1280, 1024, 768, 390)
DRAWN = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
"""A new width runs no script: what stands in the page is only laid out anew."""
PRESSED = """() => {
    const doors = '.st-key-page-actions :is(a, button, [data-testid="stBidiComponentIsolated"])';
    const drawn = [...document.querySelectorAll(doors)].filter(door => door.getBoundingClientRect().width);
    return drawn.map(door => {
        const {top, left, width, height} = door.getBoundingClientRect();
        return [top, door.contains(document.elementFromPoint(left + width / 2, top + height / 2))];
    });
}"""
"""How far down each action of a page stands, and whether a click in its middle reaches it."""
CUT_OFF = """() => [...document.querySelectorAll('[data-testid="stMetric"]')].flatMap(card => {
    const edge = card.getBoundingClientRect().right;
    const words = [...card.querySelectorAll('p')].filter(text => text.getBoundingClientRect().right > edge - 8);
    return words.map(text => text.textContent);
})"""


def test_on_one_screen_a_mayor_sees_verdict_strip_chart_and_steps_and_on_a_phone_the_steps_first(
    page: Page, app_url: str
) -> None:
    for city in MAYORS:
        page.set_viewport_size({"width": 1440, "height": 900})
        page.goto(f"{app_url}/?city={city}")
        settle(page)
        found = page.evaluate(ENDS, [VERDICT, STRIP, CHART, STEPS])
        without = city == "BG0002"
        assert (found[STRIP] is None, found[CHART] is None) == (without, without), city
        shown = (VERDICT, STEPS) if without else (VERDICT, STRIP, CHART, STEPS)
        assert {name: found[name][1] <= 900 for name in shown} == dict.fromkeys(shown, True), (city, found)
        assert page.locator(STEPS).count() == 3
        page.set_viewport_size({"width": 390, "height": 844})
        page.evaluate(DRAWN)
        found = page.evaluate(ENDS, [VERDICT, STRIP, STEPS, CHART])
        assert without or found[STRIP][1] <= 844, (city, found)
        assert found[STEPS][0] < 500, (city, found)  # the steps come before the curve
        assert without or found[CHART][0] < 850, (city, found)
        assert not page.evaluate(WIDER), city


@pytest.mark.longer("one page in four widths")
def test_what_can_be_done_with_a_page_stands_at_the_top_and_nothing_lies_over_it(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/?city=US-BOS")
    settle(page)
    for width in (1280, 1366, 1440, 1920):
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate(DRAWN)
        found = page.evaluate(PRESSED)
        assert len(found) == 3, (width, found)
        assert all(top < 120 and hit for top, hit in found), (width, found)


@pytest.mark.longer("the longest pages in every language")
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_is_longer_than_three_screens_in_any_language(page: Page, app_url: str, language: str) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    found = {}
    for name, city in TALLEST:
        page.goto(f"{app_url}/{name}?city={city}&language={language}")
        settle(page)
        found[name] = page.evaluate(TALL)
    assert {name: tall for name, tall in found.items() if tall > SCREENS} == {}


@pytest.mark.thorough("five pages, each in four widths")
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
