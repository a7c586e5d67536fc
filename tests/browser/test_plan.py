"""What an adviser and an analyst do on Outlook and Plan, with the number of clicks that it takes."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.program import Clicks, dashboard, settle
from tests.effort import THOROUGH, few
from tests.samples import sample_database

pytestmark = pytest.mark.longer("whole tasks of a person, on a program of its own")

SCREENS = 3 * 900
TALL = """() => document.querySelector('[data-testid="stMain"]').scrollHeight"""


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a program whose plans the tests change."""
    folder = tmp_path_factory.mktemp("plan")
    with dashboard(sample_database(folder / "covenant.duckdb"), folder / "program.log") as url:
        yield url


def opened(page: Page, address: str) -> Page:
    page.goto(address)
    settle(page)
    return page


def test_the_old_address_of_the_page_leads_to_it_with_all_that_it_asks_for(page: Page, app_url: str) -> None:
    opened(page, f"{app_url}/targets?city=US-BOS&target=2050&scenario=trend&try=Transport:500,Nowhere:50")
    assert re.search(r"/plan\?.*city=US-BOS", page.url)
    assert "scenario=trend" in page.url
    expect(page.locator("h1")).to_contain_text("2050")
    expect(page.get_by_test_id("stAlert")).to_have_count(1)
    expect(page.get_by_test_id("stAlert")).to_contain_text(
        re.compile(r"Transport:\W?500, Nowhere:\W?50. in the address")
    )


def test_a_slider_moves_the_path_stays_over_a_reload_and_goes_back_in_one_click(page: Page, app_url: str) -> None:
    opened(page, f"{app_url}/outlook?city=US-BOS&why=1")
    clicks = Clicks(page)
    slider = page.get_by_role("slider", name="Transport")
    slider.focus()
    for _ in range(10):
        page.keyboard.press("ArrowRight")
    expect(page.get_by_role("heading", name=re.compile("^Tried:"))).to_be_visible()
    page.wait_for_function("() => location.search.includes('Transport%3A50')")
    settle(page)
    title = page.get_by_role("heading", name=re.compile("^Tried:")).inner_text()
    page.reload()
    settle(page)
    expect(page.get_by_role("heading", name=title)).to_be_visible()
    clicks.on(page.get_by_role("button", name="Reset"))
    expect(page.get_by_role("heading", name=re.compile("^Tried:"))).to_have_count(0)
    assert "try=" not in page.url
    assert clicks.count == 1


def test_a_cell_is_typed_committed_and_taken_back_in_five_clicks(page: Page, program: str) -> None:
    opened(page, f"{program}/outlook?city=IT0004")
    clicks = Clicks(page)
    clicks.on(page.get_by_role("link", name="Edit as a table"))
    expect(page).to_have_url(re.compile("tab=edit"))
    table = page.get_by_test_id("stDataFrame")
    box = table.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 0.5 * box["width"], box["y"] + 52)  # the tonnes of the first action
    clicks.count += 1
    page.wait_for_function("() => document.activeElement.id.startsWith('glide-cell-')")
    page.keyboard.press("Enter")
    cell = page.locator("#portal :is(input, textarea)")
    cell.fill("70000")
    cell.press("Enter")
    expect(page.get_by_text("1 changed, 26 unchanged")).to_be_visible()
    settle(page)
    page.get_by_label("Reason").fill("measured anew")
    clicks.count += 1
    clicks.on(page.get_by_role("button", name="Commit the plan"))
    expect(page.get_by_text("The plan is saved as revision")).to_be_visible()
    clicks.on(page.get_by_role("button", name="Undo “measured anew”"))
    expect(page.get_by_text("is taken back")).to_be_visible()
    assert clicks.count == 5


def test_an_action_is_decided_where_it_is_read_in_six_clicks(page: Page, program: str) -> None:
    opened(page, f"{program}/outlook?city=IT0004")
    clicks = Clicks(page)
    clicks.on(page.get_by_role("link", name="Thermal Insulation"))
    expect(page.get_by_label("Avoided (t CO₂e a year)")).to_have_value("144,893")
    clicks.on(page.get_by_role("combobox", name="Status"))
    clicks.on(page.get_by_role("option", name="decided", exact=True))
    expect(page.get_by_text("Decided actions would close 20% of the gap instead of 7%.")).to_be_visible()
    page.get_by_label("Reason").fill("the council")
    clicks.count += 1
    clicks.on(page.get_by_role("button", name="Save"))
    expect(page.locator("h1")).to_contain_text("20% of Turin’s gap")
    assert "action=" not in page.url
    clicks.on(page.get_by_role("button", name="Undo “the council”"))
    expect(page.locator("h1")).to_contain_text("7% of Turin’s gap")
    assert clicks.count == 6


@pytest.mark.parametrize("city", few(["IT0004", "US-BOS", "US-NYC", "BG0002"], "IT0004", rest=THOROUGH))
def test_no_part_of_the_plan_is_longer_than_three_screens(page: Page, app_url: str, city: str) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    for part in ("actions", "targets", "list"):
        opened(page, f"{app_url}/plan?part={part}&city={city}")
        assert page.evaluate(TALL) <= SCREENS, part
