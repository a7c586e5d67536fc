"""Every page for everybody: no serious finding of axe, no sideways scroll, few tab stops, no request to elsewhere."""

from __future__ import annotations

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.program import settle
from tests.browser.screenshot import pages
from tests.effort import few

RICH, POOR = "US-BOS", "BG0002"
MOST_STOPS = 2
"""Tab stops of one chart: the chart, and its list of files."""
TAB_STOPS = """() => [...document.querySelectorAll('[data-testid="stPlotlyChart"]')].map(chart =>
    [...chart.querySelectorAll('a[href], button, input, select, [tabindex]')]
        .filter(stop => stop.tabIndex >= 0).length)"""


WITHOUT_CHART = ("data", "duties", "figures", "history", "method", "pairs", "present")


@pytest.mark.parametrize(
    "name", few(["", *pages()], "", "inventory", "outlook", "adaptation", "duties", "cities", "data")
)
@pytest.mark.parametrize(("city", "theme"), [(RICH, "dark"), pytest.param(POOR, "light", marks=pytest.mark.thorough)])
def test_a_page_has_no_serious_finding_on_a_phone_and_does_not_scroll_sideways(
    page: Page, app_url: str, city: str, theme: Literal["light", "dark"], name: str
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme=theme)
    page.goto(f"{app_url}/{name}?city={city}")
    settle(page)
    answer = Axe().run(page).response
    serious = {
        f"{item['id']}: {node['html'][:200]}"
        for item in answer["violations"]
        if item["impact"] in ("serious", "critical")
        for node in item["nodes"]
    }
    assert serious == set()
    assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    stops = page.evaluate(TAB_STOPS)
    assert max(stops, default=0) <= MOST_STOPS
    assert stops or city == POOR or name in WITHOUT_CHART, "no chart was found at all"


@pytest.mark.thorough
def test_a_wide_page_has_no_serious_finding_and_at_most_two_tab_stops_a_chart(
    page: Page, app_url: str, elsewhere: list[str]
) -> None:
    found, stops = {}, {}
    for name in ("", *pages()):
        page.goto(f"{app_url}/{name}?city={RICH}")
        settle(page)
        answer = Axe().run(page).response
        serious = [item["id"] for item in answer["violations"] if item["impact"] in ("serious", "critical")]
        if serious:
            found[name or "progress"] = serious
        stops[name or "progress"] = page.evaluate(TAB_STOPS)
    assert found == {}
    assert {name: count for name, count in stops.items() if max(count, default=0) > MOST_STOPS} == {}
    assert any(stops.values()), "no chart was found at all"
    assert elsewhere == []
