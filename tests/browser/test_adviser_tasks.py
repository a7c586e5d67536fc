"""What a mayor's adviser comes for, counted in clicks from the page that opens first: whether the city is on track,
whether the trend gets there, what closes the gap, how the partner does, and the slides."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pptx import Presentation

from tests.browser.program import Clicks

pytestmark = pytest.mark.longer("whole tasks of a person, through several pages")

MOST_CLICKS = 2


def test_each_of_an_advisers_five_questions_is_answered_in_two_clicks(
    visit: Callable[[str], Page], tmp_path: Path
) -> None:
    page = visit("/?city=IT0004")
    main, menu = page.get_by_test_id("stMain"), page.get_by_test_id("stSidebar")
    expect(main.get_by_role("heading", level=1)).to_have_text(re.compile("^Turin was .* (path|target)"))

    clicks = Clicks(page)
    clicks.on(menu.get_by_role("link", name="Plan", exact=True))
    expect(page.locator(".ladder")).to_contain_text("budgeted in part")
    clicks.on(main.get_by_text("How sure, and why"))
    expect(main.get_by_role("heading", name="What it would take")).to_be_visible()
    expect(main.get_by_text("The inventories show no clear trend")).to_be_visible()
    assert clicks.count <= MOST_CLICKS

    clicks = Clicks(visit("/?city=IT0004"))
    clicks.on(menu.get_by_role("link", name="Partner", exact=True))
    expect(main.get_by_role("heading", level=1)).to_contain_text("Turin and Baltimore")
    expect(main.get_by_role("link", name="Progress of Baltimore").first).to_be_visible()
    assert clicks.count <= MOST_CLICKS

    clicks = Clicks(visit("/?city=IT0004"))
    with page.expect_download() as taken:
        clicks.on(main.get_by_role("button", name="Download", exact=True))
        clicks.on(page.get_by_role("button", name="Slides (PPTX)"))
    taken.value.save_as(tmp_path / "slides.pptx")
    assert len(Presentation(BytesIO((tmp_path / "slides.pptx").read_bytes())).slides) == 3
    assert clicks.count <= MOST_CLICKS
