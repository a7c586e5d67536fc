"""A meeting of two cities is prepared: from the overview to the pair, a promise, a note, and the pair as a file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from datasets import City, open_store
from tests.browser.program import settle

pytestmark = pytest.mark.longer("a whole meeting, on a program of its own")

PAIRS = {
    "Boston – Lyon": ("US-BOS", "FR0009", "Lyon"),
    "Fort Collins – Vila Nova de Famalicão": ("US-FTC", "PT0014", "Vila Nova de Famalicão"),
}
MOST_CLICKS = 2
"""For each step."""


class Step:
    """One step of the walk, with its clicks counted."""

    def __init__(self, page: Page) -> None:
        """Begins with none."""
        self.page, self.count = page, 0

    def click(self, what: Locator) -> None:
        """One click, and the page at rest after it."""
        what.click()
        self.count += 1
        assert self.count <= MOST_CLICKS
        settle(self.page)


@pytest.mark.parametrize("pair", PAIRS)
def test_a_meeting_is_prepared_held_and_taken_along(page: Page, workshop_url: str, tmp_path: Path, pair: str) -> None:
    first, second, partner = PAIRS[pair]
    page.goto(f"{workshop_url}/cities?city=US-NYC")
    settle(page)

    step = Step(page)
    step.click(page.get_by_role("link", name=pair, exact=True))
    page.wait_for_url(re.compile(rf"/partner\\?.*pair={first}(~|%7E){second}"))
    settle(page)
    expect(page.get_by_role("heading", name="Why they are paired")).to_be_visible()
    main = page.get_by_test_id("stMain")
    agenda = main.get_by_role("listitem").filter(has_text=re.compile("^.* to .*: "))
    assert agenda.count() >= 3
    page.get_by_text(re.compile("^Milestones, each with its source")).click()
    expect(main.get_by_role("button", name=re.compile("^The bundle of"))).to_be_visible()

    step = Step(page)
    step.click(page.get_by_role("button", name="Record a promise"))
    form = page.get_by_test_id("stPopoverBody")
    form.get_by_label("Office").fill("Transport <b>Department</b>")
    form.get_by_label("What it does").fill("Send the counts of *cyclists*")
    form.get_by_label("By when").fill("2027-03")
    step.click(form.get_by_role("button", name="Record the promise"))
    expect(main.get_by_text("Send the counts of *cyclists*").last).to_be_visible()
    page.keyboard.press("Escape")

    step = Step(page)
    step.click(page.get_by_role("button", name="Write a note"))
    form = page.get_by_test_id("stPopoverBody")
    form.get_by_label("Note", exact=True).fill("What worked in your <i>streets</i>?")
    step.click(form.get_by_role("button", name="Send the note"))
    expect(main.get_by_text("What worked in your <i>streets</i>?").last).to_be_visible()
    page.keyboard.press("Escape")

    step = Step(page)
    step.click(page.get_by_role("link", name=f"Progress of {partner}").first)
    page.wait_for_url(re.compile(f"city={second}"))
    settle(page)
    expect(page.get_by_role("link", name="One promise of a pair is open")).to_be_visible()
    step.click(page.get_by_role("link", name="One note of a partner waits for an answer"))
    page.wait_for_url(re.compile(r"/partner\\?"))
    settle(page)
    expect(main.get_by_role("heading", name="Notes between partners")).to_be_in_viewport()
    expect(main.get_by_text("Send the counts of *cyclists*").last).to_be_visible()
    expect(main.get_by_text("What worked in your <i>streets</i>?").last).to_be_visible()

    with page.expect_download() as taken:
        page.get_by_role("button", name="Take the pair along (CSV)").click()
    file = tmp_path / "pair.csv"
    taken.value.save_as(file)
    with open_store(tmp_path / "other.duckdb") as other:
        city = City(other, second)
        assert not city.pairs.room(first).promises
        city.pairs.state_all(file.read_bytes(), "pair.csv", "Bea", "from the partner")
        assert city.pairs.file(first) == file.read_bytes()
        assert [note.what for note in City(other, first).pairs.room(second).notes] == [
            "What worked in your <i>streets</i>?"
        ]


POINTS = """opens => [...document.querySelectorAll('.js-plotly-plot')].flatMap(chart => chart._fullData
    .filter(trace => trace.customdata).flatMap(trace => Array.from(trace.x, (x, place) => {
        const {left, top} = chart.getBoundingClientRect(), {xaxis, yaxis} = chart._fullLayout;
        return {opens: trace.customdata[place], x: left + xaxis._offset + xaxis.l2p(x),
            y: top + yaxis._offset + yaxis.l2p(trace.y[place])};
    })).filter(point => point.opens === opens))"""


def test_a_click_on_the_line_of_a_pair_opens_it(page: Page, app_url: str) -> None:
    page.set_viewport_size({"width": 1440, "height": 2000})
    page.goto(f"{app_url}/cities?city=BG0002")
    settle(page)
    points = page.evaluate(POINTS, "US-AUS~IT0007")
    spot = points[len(points) // 4]
    page.mouse.move(spot["x"], spot["y"])
    page.mouse.click(spot["x"], spot["y"])
    page.wait_for_url(re.compile(r"/partner\?.*pair=US-AUS(~|%7E)IT0007"))
    settle(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Austin and Bologna")
