"""A fresh installation: a person finds their city, reads what others published of it, and brings its own file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from datasets import load_national, open_store
from datasets.store import location
from tests.browser.program import dashboard, settle
from tests.browser.test_accessibility import findings
from tests.browser.test_upload import choose, press
from tests.datasets.published.test_loading import SWEDEN

pytestmark = pytest.mark.longer("a whole walk of a person, through many pages")

FOUND = {
    "Padova": ("Padova", "Padova promised to cut 2.2% of its 2005 level a year to 2030"),
    "laxemburg": ("Laxenburg", "In 2014 Laxenburg reported 8% less than in 2008"),
    "Leeds": ("Leeds", "Statistics put Leeds 45% below 2005 in 2020"),
    "Troskot": ("Troskotovice", "Troskotovice joined the Covenant in 2022"),
    "Botkyrka": ("Botkyrka", "Botkyrka promised to cut 2.0% of its 1990 level a year to 2030"),
}
"""What a person types, with the city that it means and the answer from what others published."""
# Buildings, transport and industry of Laxenburg as the JRC's table of September 2019 prints them, in t.
LAXENBURG = """\
city;year;sector;value;unit;source
Laxenburg;2008;municipal_buildings;443;t CO2e;JRC, GCoM-MyCovenant, September 2019
Laxenburg;2008;tertiary;3900;t CO2e;JRC, GCoM-MyCovenant, September 2019
Laxenburg;2008;residential;7218;t CO2e;JRC, GCoM-MyCovenant, September 2019
Laxenburg;2008;private_transport;6334;t CO2e;JRC, GCoM-MyCovenant, September 2019
Laxenburg;2008;industry_non_ets;3609;t CO2e;JRC, GCoM-MyCovenant, September 2019
Laxenburg;2014;municipal_buildings;394;t CO2e;JRC, GCoM-MyCovenant, September 2019
Laxenburg;2014;tertiary;3063;t CO2e;JRC, GCoM-MyCovenant, September 2019
Laxenburg;2014;residential;6305;t CO2e;JRC, GCoM-MyCovenant, September 2019
Laxenburg;2014;private_transport;6638;t CO2e;JRC, GCoM-MyCovenant, September 2019
Laxenburg;2014;industry_non_ets;3248;t CO2e;JRC, GCoM-MyCovenant, September 2019
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an installation that holds no city."""
    found = tmp_path_factory.mktemp("fresh")
    with open_store(found / "covenant.duckdb", samples=False):
        pass
    return found


@pytest.fixture(scope="module")
def app_url(folder: Path) -> Iterator[str]:
    """The program on that installation."""
    with dashboard(folder / "covenant.duckdb", folder / "program.log") as url:
        yield url


def find(page: Page, url: str, typed: str, name: str) -> None:
    page.goto(url)
    settle(page)
    field = page.get_by_test_id("stMain").get_by_role("combobox", name="Find your city")
    field.fill(typed)
    expect(page.get_by_role("option").first).to_contain_text(name)
    field.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)
    settle(page)


@pytest.mark.parametrize("typed", FOUND)
def test_a_person_finds_their_city_on_the_first_screen_and_its_answer_is_that_of_others(
    page: Page, app_url: str, elsewhere: list[str], typed: str
) -> None:
    name, answer = FOUND[typed]
    find(page, app_url, typed, name)
    expect(page.get_by_role("heading", level=1)).to_have_text(answer)
    main = page.get_by_test_id("stMain")
    expect(main.get_by_text(f"Published by others, not {name}’s own inventory")).to_be_visible()
    expect(main.get_by_role("link", name="Bring our inventory")).to_have_count(1)
    for place in main.locator("summary").all():
        place.click()
        settle(page)
    assert not re.search(r"on track|ahead of|behind", main.inner_text())
    assert findings(page) == []
    assert elsewhere == []


def test_the_first_screen_is_clean_and_its_list_of_all_signatories_leads_to_each(page: Page, app_url: str) -> None:
    page.goto(app_url)
    settle(page)
    page.get_by_text("All signatories", exact=True).click()
    settle(page)
    assert findings(page) == []
    page.get_by_role("link", name="London", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("London")


@pytest.mark.skipif(not SWEDEN.exists(), reason="the Swedish table is not on this machine")
def test_with_the_swedish_file_the_national_series_answers(
    page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = tmp_path / "covenant.duckdb"
    monkeypatch.setenv(location.VARIABLE, str(database))
    with open_store(database, samples=False):
        pass
    load_national("sweden", SWEDEN)
    with dashboard(database, tmp_path / "program.log") as url:
        find(page, url, "botkyr", "Botkyrka")
        expect(page.get_by_role("heading", level=1)).to_have_text("Statistics put Botkyrka 68% below 1990 in 2024")


def test_an_office_brings_its_own_file_and_is_judged_by_it_alone(page: Page, tmp_path: Path) -> None:
    with open_store(tmp_path / "covenant.duckdb", samples=False):
        pass
    file = tmp_path / "laxenburg.csv"
    file.write_text(LAXENBURG, encoding="utf-8")
    with dashboard(tmp_path / "covenant.duckdb", tmp_path / "program.log") as url:
        find(page, url, "AT0013", "Laxenburg")
        page.get_by_role("link", name="Bring our inventory").click()
        settle(page)
        choose(page, file)
        for looked in page.get_by_text("I have looked at").all():
            looked.click()
            settle(page)
        press(page, "Commit this file")
        expect(page.get_by_test_id("stMain").get_by_text("Committed as revision")).to_be_visible()
        page.goto(f"{url}/targets?city=AT0013")
        settle(page)
        page.get_by_role("link", name="Set a target").click()
        settle(page)
        for field, text in (("Base year", "2008"), ("Target year", "2020"), ("Reduction in per cent", "20")):
            page.get_by_label(field, exact=True).fill(text)
            page.keyboard.press("Enter")
            settle(page)
        page.get_by_label("Reason", exact=True).fill("the plan of 2010")
        page.keyboard.press("Enter")
        settle(page)
        press(page, "Add the target")

        page.goto(f"{url}/?city=AT0013")
        settle(page)
        main = page.get_by_test_id("stMain")
        expect(page.get_by_role("heading", level=1)).to_have_text(
            "Too close to call: Laxenburg and its 2020 path in 2014"
        )
        expect(main.get_by_text("not Laxenburg’s own inventory")).to_have_count(0)
        page.get_by_text("Published by others: 17% less than its own figure of 2014").click()
        settle(page)
        expect(main.get_by_role("cell", name="−17%").first).to_be_visible()
        expect(main.get_by_text("What each counts can differ. Its own figures alone are judged.")).to_be_visible()
        assert findings(page) == []
