"""Every bar starts at zero, on pages and on slides: one that is cut looks like another share than its figures."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from datasets.store import Store
from tests.dashboard.packs.slide_reading import EDITION, charts
from tests.dashboard.packs.slide_reading import opened as slides
from tests.dashboard.packs.test_decks import DECKS
from tests.dashboard.views.conftest import Open
from tests.dashboard.views.test_what_is_offered import ASKED
from tests.effort import few

SHOWN = ASKED | {
    "emissions": ({}, {"measure": "energy"}, {"measure": "per-head"}),
    "progress": ({}, {"by": "cause"}, *({"tab": "drivers", "view": view} for view in ("once", "yearly", "weather"))),
}
"""What is asked of the pages, and there of whatever draws bars."""
CITIES = few(("US-BOS", "IT0004", "BG0002", "FR0009", "ES0002", "IT0007", "US-NYC", "US-AUS", "PT0014"), "IT0004")


def axes(app: AppTest) -> Iterator[tuple[str, float, float]]:
    """Of each picture with bars on a page what it says aloud, and where the axis of its bars begins and ends."""
    for drawn in app.get("plotly_chart"):
        made = json.loads(drawn.proto.spec)
        for trace in made["data"]:
            if trace["type"] == "bar":
                axis = made["layout"]["xaxis" if trace.get("orientation") == "h" else "yaxis"]
                assert axis.get("type", "linear") == "linear"
                hatches = trace["marker"].get("pattern", {})
                assert hatches.get("fillmode") != "overlay", "Plotly takes the colours of bars for one, and warns"
                yield drawn.proto.alt, *axis["range"]


@pytest.mark.parametrize("city", CITIES)
def test_every_bar_of_every_page_starts_at_zero(opened: Open, city: str) -> None:
    pages = [opened(page, city, **asked) for page, every in SHOWN.items() for asked in every]
    found = [axis for page in pages for axis in axes(page)]
    assert found or city == "BG0002"
    for alt, low, high in found:
        assert low <= 0.0 <= high, alt
        assert low < high, alt


@pytest.mark.parametrize("kind", few([*DECKS], "technical"))
def test_every_bar_of_every_deck_starts_at_zero(samples: Store, kind: str) -> None:
    drawn = [
        shape for slide in slides(DECKS[kind](samples, replace(EDITION, languages=("en",)))) for shape in charts(slide)
    ]
    found = [shape.chart for shape in drawn if shape.chart._chartSpace.xpath(".//c:barChart")]
    assert found or kind == "poor"
    for chart in found:
        assert chart.value_axis.minimum_scale <= 0.0 <= chart.value_axis.maximum_scale
        assert not chart._chartSpace.xpath(".//c:logBase")
