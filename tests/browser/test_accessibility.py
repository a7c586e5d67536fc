"""Every page for everybody: no finding of axe, open and closed, no sideways scroll, few tab stops, no request to
elsewhere, and every chart as a table."""

from __future__ import annotations

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.program import settle
from tests.browser.screenshot import pages
from tests.effort import THOROUGH, few

RICH, POOR = "US-BOS", "BG0002"
MOST_STOPS = 2
"""Tab stops of one chart: the chart, and its list of files."""
TAB_STOPS = """() => [...document.querySelectorAll('[data-testid="stPlotlyChart"]')].map(chart =>
    [...chart.querySelectorAll('a[href], button, input, select, [tabindex]')]
        .filter(stop => stop.tabIndex >= 0).length)"""


WITHOUT_CHART = (
    *("data", "duties", "energy", "figures", "frames", "history", "knowledge", "method", "pairs"),
    *("partner", "partners", "pillars", "plan", "present", "roles"),
)
WITH_FILES = ("", "emissions", "drivers", "plan", "cities", "twin")
"""The pages whose charts have their points in their list of files; those of Adaptation stand in a table beside each."""
OPENED = """() => {
    const closed = [...document.querySelectorAll('[data-testid="stMain"] details:not([open]) > summary')];
    closed.forEach(summary => summary.click());
    return closed.length;
}"""
LISTS = '[data-testid="stMain"] [data-testid="stPopover"] button'
"""What opens over a page, such as the table and the files of a chart."""
CHARTS = """() => [...document.querySelectorAll('[data-testid="stMain"] [class*="st-key-"]')]
    .filter(place => place.querySelector('[data-testid="stPlotlyChart"]') && !place.querySelector('[class*="st-key-"]'))
    .map(place => [...place.classList].find(name => name.startsWith('st-key-')).replace('st-key-', ''))"""
NUMBERED = """() => [...document.querySelectorAll('*')].forEach((part, number) => { part.dataset.walked = number; })"""
FOCUSED = """() => {
    const part = document.activeElement;
    if (!part || part === document.body) return null;
    const grid = part.closest('canvas');
    return grid ? grid.dataset.walked + (grid.querySelector('[aria-selected="true"]')?.id ?? '') : part.dataset.walked;
}"""
"""Where the keyboard is; in a table that is edited, its cell: Tab leads to the next one, and out after the last."""
IN_GRID = "() => Boolean(document.activeElement.closest('canvas'))"
MOVED = f"before => ({FOCUSED})() !== before"
IN_TOOLBAR = "() => Boolean(document.activeElement.closest('[role=\"toolbar\"]'))"
"""Whether the arrow keys walk where the keyboard is: a group of chips is one stop of the tab key."""
# What can be seen, used and reached by the keyboard at all: not one of several to choose, and nothing inside a picture.
UNREACHED = """reached => [...document.querySelectorAll(
        '[data-testid="stMain"] :is(button, a[href], summary, input:not([type=radio])), .menu a[href]')]
    .filter(part => part.checkVisibility({visibilityProperty: true}) && !part.disabled && part.tabIndex >= 0)
    .filter(part => !part.closest('.js-plotly-plot, [aria-hidden="true"]') && !reached.includes(part.dataset.walked))
    .map(part => part.outerHTML.slice(0, 160))"""
BACK = "place => document.querySelector(`[data-walked='${place}']`).focus()"
MOST_KEYS = 300


def findings(page: Page) -> list[str]:
    """What axe finds moderate or worse on the page as it stands."""
    return [
        f"{item['id']}: {node['html'][:200]}"
        for item in Axe().run(page).response["violations"]
        if item["impact"] in ("moderate", "serious", "critical")
        for node in item["nodes"]
    ]


def in_every_state(page: Page) -> dict[str, list[str]]:
    """What axe finds on the page as it opens, with all that folds open, and with each list over it."""
    found = {"closed": findings(page)}
    if page.evaluate(OPENED):
        settle(page)
        found["open"] = findings(page)
    for place in page.locator(LISTS).all()[:2]:
        if place.is_visible():
            place.click()
            settle(page)
            found[place.inner_text()] = findings(page)
            page.keyboard.press("Escape")
            settle(page)
    return {state: said for state, said in found.items() if said}


LOOKED_AT = ("", "emissions", "plan", "adaptation", "cities", "figures")
"""The pages at which axe looks in `make test_rest`."""


@pytest.mark.parametrize("name", few(["", *pages()], "duties", longer=LOOKED_AT, rest=THOROUGH))
@pytest.mark.parametrize(
    ("city", "theme"),
    [
        (RICH, "dark"),
        pytest.param(POOR, "light", marks=pytest.mark.thorough("axe looks at every page once more: minutes")),
    ],
)
def test_a_page_has_no_finding_on_a_phone_open_or_closed_and_does_not_scroll_sideways(
    page: Page, app_url: str, city: str, theme: Literal["light", "dark"], name: str
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme=theme)
    page.goto(f"{app_url}/{name}?city={city}")
    settle(page)
    assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    stops = page.evaluate(TAB_STOPS)
    assert max(stops, default=0) <= MOST_STOPS
    assert stops or city == POOR or name in WITHOUT_CHART, "no chart was found at all"
    assert in_every_state(page) == {}


@pytest.mark.thorough("axe looks at every page in both themes: minutes")
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_wide_page_has_no_finding_open_or_closed_and_at_most_two_tab_stops_a_chart(
    page: Page, app_url: str, elsewhere: list[str], theme: Literal["light", "dark"]
) -> None:
    found, stops = {}, {}
    page.emulate_media(color_scheme=theme)
    for name in ("", *pages()):
        page.goto(f"{app_url}/{name}?city={RICH}")
        settle(page)
        stops[name or "progress"] = page.evaluate(TAB_STOPS)
        if said := in_every_state(page):
            found[name or "progress"] = said
    assert found == {}
    assert {name: count for name, count in stops.items() if max(count, default=0) > MOST_STOPS} == {}
    assert any(stops.values()), "no chart was found at all"
    assert elsewhere == []


@pytest.mark.longer("every list of every chart is opened by keys")
@pytest.mark.parametrize("name", few(WITH_FILES, "", "twin", rest=THOROUGH))
def test_every_chart_has_its_points_as_a_table(page: Page, app_url: str, name: str) -> None:
    page.goto(f"{app_url}/{name}?city={RICH}")
    settle(page)
    drawn = page.evaluate(CHARTS)
    assert drawn
    for key in drawn:
        list_of_files = page.locator(f".st-key-take-{key} button").first
        list_of_files.focus()
        page.keyboard.press("Enter")
        expect(page.locator('[data-testid="stPopoverBody"] table tbody tr').first).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator('[data-testid="stPopoverBody"]')).to_have_count(0)


@pytest.mark.longer("every tab stop of a page")
@pytest.mark.parametrize("name", few(["", *pages()], "duties", longer=("",), rest=THOROUGH))
def test_the_keyboard_alone_walks_through_a_page_and_never_stays(page: Page, app_url: str, name: str) -> None:
    page.goto(f"{app_url}/{name}?city={RICH}")
    settle(page)
    page.evaluate(NUMBERED)
    reached: list[str] = []
    here = None
    for _ in range(MOST_KEYS):
        page.keyboard.press("Tab")
        if page.evaluate(IN_GRID):
            page.wait_for_function(MOVED, arg=here)  # it tells its cell a moment after Tab has led there
        here = page.evaluate(FOCUSED)
        if here is None or here in reached:
            break
        reached.append(here)
        if page.evaluate(IN_TOOLBAR):
            reached += [other for key in ("ArrowRight", "ArrowLeft") for other in walked(page, key, here)]
    assert page.evaluate(UNREACHED, reached) == []


def walked(page: Page, key: str, first: str) -> list[str]:
    """Where a key leads from the ``first`` place of a group until nothing is new; the keyboard goes back there."""
    found = [first]
    for _ in range(MOST_KEYS):
        page.keyboard.press(key)
        here = page.evaluate(FOCUSED)
        if here in found:
            break
        found.append(here)
    page.evaluate(BACK, first)
    return found
