"""What an analyst comes to Data for, counted in clicks after the file was chosen: a new city from a workbook, and a
thousandfold slip that is found, repaired, undone and repaired again."""

from __future__ import annotations

import calendar
import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from datasets import City
from tests.browser.program import pick_option, settle
from tests.browser.screenshot import HEIGHT
from tests.browser.test_files import real
from tests.browser.test_upload import choose
from tests.samples import own_samples

pytestmark = pytest.mark.longer("whole tasks of a person, on a program of its own")

MOST_CLICKS = 6
MOST_SCREENS = 3


@pytest.fixture(scope="module")
def app_url(workshop_url: str) -> str:
    """What is committed here, other tests need not see."""
    return workshop_url


class Clicks:
    """A hand that counts its clicks; after each of them the page is as short as it has to be."""

    def __init__(self, page: Page) -> None:
        self.page, self.number = page, 0

    def on(self, place: Locator) -> None:
        """Click, and wait until the page has answered."""
        place.click()
        settle(self.page)
        self.number += 1
        height = self.page.viewport_size or {"height": 900}
        assert self.page.evaluate(HEIGHT) <= MOST_SCREENS * height["height"]

    def button(self, name: str) -> None:
        """Click on a button, which may go on to say more than its name."""
        self.on(self.page.get_by_role("button", name=name).first)


def serious(page: Page) -> list[str]:
    """What axe finds serious or critical on the page as it stands."""
    found = Axe().run(page).response["violations"]
    return [
        f"{item['id']}: {item['nodes'][0]['html'][:200]}" for item in found if item["impact"] in ("serious", "critical")
    ]


@pytest.fixture
def slip(tmp_path: Path) -> Path:
    """Boston's newest inventory as it is exported, with one figure in kilograms."""
    with own_samples() as store:
        table = City(store, "Boston").export("long").content.decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(table))
    year, value = head.index("year"), head.index("value")
    newest = max(int(row[year]) for row in rows)
    mine = [row for row in rows if int(row[year]) == newest]
    first = next(row for row in mine if row[value])
    first[value] = repr(float(first[value]) * 1000)
    path = tmp_path / "boston.csv"
    with path.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows([head, *mine])
    return path


def test_a_thousandfold_slip_is_found_repaired_undone_and_committed(visit: Callable[[str], Page], slip: Path) -> None:
    page = visit("/data?city=US-BOS")
    page.set_viewport_size({"width": 1440, "height": 900})
    choose(page, slip)
    title = page.locator("h1")
    expect(title).to_contain_text("One figure looks a thousand times too large")
    commit = page.get_by_role("button", name="Commit this file")
    expect(commit).to_be_disabled()
    expect(page.get_by_role("heading", name="The repair turns 713")).to_be_visible()
    assert serious(page) == []
    clicks = Clicks(page)
    clicks.button("Apply this repair")
    expect(title).to_have_text("boston.csv is ready to commit")
    assert serious(page) == []
    expect(page.get_by_role("cell", name="708,889,704 t")).to_be_visible()
    clicks.button("Undo this repair")
    expect(title).to_contain_text("One figure looks a thousand times too large")
    clicks.button("Apply this repair")
    clicks.button("Commit this file")
    expect(page.get_by_test_id("stMain").get_by_text("Committed as revision")).to_be_visible()
    assert clicks.number <= MOST_CLICKS
    page = visit("/history?city=US-BOS")
    expect(page.get_by_text("Repaired in row 2")).to_be_visible()


def test_a_new_city_comes_from_a_workbook(visit: Callable[[str], Page]) -> None:
    page = visit("/data?city=IT0004")
    page.set_viewport_size({"width": 1440, "height": 900})
    choose(page, real("gcom-crf", "rio_negro_crf_2023.xlsx"))
    expect(page.locator('.steps [aria-current="step"]')).to_contain_text("1 left")
    clicks = Clicks(page)
    clicks.on(page.get_by_text("None of these: add"))
    clicks.button("Apply the answers")
    expect(page.get_by_text("is new: the commit will create it").first).to_be_visible()
    commit = page.get_by_role("button", name="Commit this file")
    if commit.is_disabled():
        clicks.on(page.get_by_text("I have looked at").first)
    clicks.button("Commit this file")
    expect(page.get_by_test_id("stMain").get_by_text("Committed as revision")).to_be_visible()
    assert clicks.number <= MOST_CLICKS


SIX = """\
city;year;sector;carrier;value;unit
Torino;2031;Homess;natural gass;1424218;MWh
Torino;2031;Homess;electrisity;856614;MWh
Torino;2031;Terciary bldgs;natural gass;614218;MWh
Torino;2031;Trnsport;dieseloil fuel;2394218;MWh
Torino;2031;Publik lightning;electrisity;46614;MWh
"""


def test_words_that_were_mistyped_are_answered_together_and_taken_back_together(
    visit: Callable[[str], Page], tmp_path: Path
) -> None:
    path = tmp_path / "six words.csv"
    path.write_text(SIX.replace("2031", "2012"), encoding="utf-8")
    page = visit("/data?city=IT0004")
    page.set_viewport_size({"width": 1440, "height": 900})
    choose(page, path)
    title = page.locator("h1")
    expect(title).to_contain_text("Seven questions")
    clicks = Clicks(page)
    clicks.button("Take these answers")
    expect(title).to_contain_text("One question")
    clicks.button("Undo the last correction")
    expect(title).to_contain_text("Seven questions")
    clicks.button("Take these answers")
    clicks.on(page.get_by_text("Tertiary buildings and facilities").first)
    clicks.button("Apply the answers")
    expect(title).not_to_contain_text("before")
    assert clicks.number <= MOST_CLICKS
    assert serious(page) == []


CONTRACT = """\
Emissions of the city;;;
Base year;2019;;
Unit;t CO2;;
Scope;Scope 2;Scope 1;
Fuel;Electricity;Natural gas;Total
Residential;400000;300000;700000
Lamps of squares;200000;0;200000
Transport;50000;700000;750000
Total;650000;1000000;1650000
"""


def test_a_contracts_table_is_read_cell_by_cell_and_corrected_by_keyboard_and_mouse(
    visit: Callable[[str], Page], tmp_path: Path
) -> None:
    path = tmp_path / "torino.csv"
    path.write_text(CONTRACT.replace("of the city", "of Torino"), encoding="utf-8")
    page = visit("/data?city=IT0004")
    page.set_viewport_size({"width": 1440, "height": 900})
    choose(page, path)
    sheet, panel = page.get_by_role("grid"), page.locator(".st-key-picked-cell")
    expect(sheet.get_by_role("row").filter(has_text="Lamps of squares")).to_contain_text("in question")
    assert serious(page) == []

    sheet.locator('[tabindex="0"]').focus()
    for key in (*["ArrowDown"] * 6, "Enter"):
        page.keyboard.press(key)
    settle(page)
    expect(panel).to_contain_text("A7 “Lamps of squares”")
    expect(sheet.locator('[data-cell="7-0"]')).to_be_focused()
    pick_option(panel.get_by_role("combobox", name="What it is"), "Public lighting")
    expect(panel).to_contain_text("Read as: sector")
    expect(sheet.locator('[data-cell="7-0"]')).to_have_class(re.compile("sector"))

    sheet.locator('[data-cell="3-1"]').click()
    settle(page)
    page.get_by_test_id("stForm").get_by_text("Turin, Italy").click()
    page.get_by_role("button", name="Apply the answers").click()
    settle(page)
    expect(panel).to_contain_text("Total of 2019 as read so far: 1,650,000 t CO₂")
    pick_option(panel.get_by_role("combobox", name="Unit of these figures"), "kt CO2e", exact=True)
    expect(panel).to_contain_text("Corrected: kt CO2e as the unit of all figures of the file")
    expect(panel).to_contain_text("Total of 2019 as read so far: 1,650,000,000 t CO₂e")
    expect(panel).to_contain_text("Before the last correction: 1,650,000 t CO₂")
    assert serious(page) == []
    panel.get_by_role("button", name="Take it back").click()
    settle(page)
    expect(panel).to_contain_text("Total of 2019 as read so far: 1,650,000 t CO₂")
    sheet.locator('[data-cell="6-"]').click()
    settle(page)
    expect(panel).to_contain_text("A6 “Residential”")
    panel.get_by_role("button", name="Undo the last correction").click()
    settle(page)
    expect(sheet.locator('[data-cell="7-0"]')).to_have_class(re.compile("asked"))
    page.set_viewport_size({"width": 390, "height": 844})
    assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    assert serious(page) == []


BILLS = "Bills of municipal buildings\nMonth;Building;Electricity (kWh);Natural gas (m3)\n" + "".join(
    f"{month} 2031;{building};{1000 + place};{500 + place}\n"
    for place, month in enumerate(calendar.month_name[1:])
    for building in ("Town hall", "School")
)


def test_monthly_bills_are_asked_about_in_one_round(visit: Callable[[str], Page], tmp_path: Path) -> None:
    path = tmp_path / "bills.csv"
    path.write_text(BILLS.replace("2031", "2013"), encoding="utf-8")
    page = visit("/data?city=IT0004")
    page.set_viewport_size({"width": 1440, "height": 900})
    choose(page, path)
    form, title = page.get_by_test_id("stForm"), page.locator("h1")
    expect(form).to_contain_text("what you answer now is not asked again")
    clicks = Clicks(page)
    given = ("The column names are in row 2", "Turin, Italy", "Each of these columns counts")
    for answer in (*given, "The year of the date", "All of these rows count"):
        clicks.on(form.get_by_text(answer).first)
    for name, part in (("Or one sector", "Municipal buildings"), ("the volume of natural gas", "Greenhouse")):
        pick_option(form.get_by_role("combobox", name=re.compile(name)).first, part)
        clicks.number += 2
    clicks.button("Apply the answers")
    expect(title).to_have_text("bills.csv is ready to commit")


def test_the_browsers_way_back_leads_to_the_questions_again(visit: Callable[[str], Page], tmp_path: Path) -> None:
    path = tmp_path / "words.csv"
    path.write_text(SIX.replace("2031", "2014"), encoding="utf-8")
    page = visit("/history?city=IT0004")
    page.get_by_role("navigation").get_by_text("Data", exact=True).click()
    settle(page)
    choose(page, path)
    title = page.locator("h1")
    expect(title).to_contain_text("Seven questions")
    page.go_back()
    expect(title).to_contain_text("revision")
    page.go_forward()
    expect(title).to_contain_text("Seven questions")
    page.get_by_role("button", name="Take these answers").click()
    expect(title).to_contain_text("One question")
