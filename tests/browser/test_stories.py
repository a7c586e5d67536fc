"""A story opens from a file, without a server: no finding of axe in either theme, no sideways scroll on a phone, one
drawing of each chart at a time, and no request for anything."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page

from dashboard.packs.city_story import city_story
from dashboard.packs.pair_story import pair_story
from dashboard.packs.story import story
from dashboard.parts.pairs import pairing
from datasets import City
from datasets.store import Store
from tests.browser.test_accessibility import findings
from tests.effort import THOROUGH, few
from tests.samples import own_samples

pytestmark = pytest.mark.longer("axe looks at whole stories")

TODAY = datetime(2026, 11, 24, tzinfo=UTC)
SEEN = "() => [...document.querySelectorAll('figure > [role=img]')].map(picture =>"
SEEN += " [...picture.children].filter(drawing => drawing.checkVisibility()).map(drawing => drawing.className))"
TOO_WIDE = "() => document.documentElement.scrollWidth - innerWidth"


def written(store: Store, of: str) -> bytes:
    boston, lyon = City(store, "US-BOS"), City(store, "FR0009")
    if of == "city":
        return story(city_story(boston, TODAY))
    return story(pair_story(pairing.faced(boston, lyon), TODAY, [boston.code(), lyon.code()]))


@pytest.mark.parametrize("of", few(["city", "pair"], "city", rest=THOROUGH))
def test_a_story_is_for_everybody_in_both_themes_on_a_wide_page_and_a_phone(
    page: Page, elsewhere: list[str], tmp_path: Path, of: str
) -> None:
    path = tmp_path / "story.html"
    with own_samples() as store:
        path.write_bytes(written(store, of))
    for theme, width, size in (("light", 1280, "wide"), ("dark", 390, "narrow")):
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(path.as_uri())
        seen = page.evaluate(SEEN)
        assert seen
        assert all(drawings == [f"{theme} {size}"] for drawings in seen)
        assert page.evaluate(TOO_WIDE) <= 0
        page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
        assert findings(page) == []
    assert set(elsewhere) == {path.as_uri()}
