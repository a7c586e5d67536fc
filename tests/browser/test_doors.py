"""What a person types is read as they write it, a step lands on what it names, and a headline says what it rests on:
for a rich city, one with a declared baseline, and one without figures."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.program import settle
from tests.browser.test_figures import Clicks, typed
from tests.browser.test_upload import choose

pytestmark = pytest.mark.longer("whole tasks of a person, each in several cities")

TYPED = [
    ("IT0004", "it", "866.510", "875.698 abitanti → 866.510 abitanti"),
    ("IT0004", "it", "866,510", "che può essere 866,51 o 866.510"),
    ("IT0004", "en", "866.510", "which can be 866.51 or 866,510"),
    ("IT0004", "de", "866,5", "eine ganze Zahl von Einwohnern"),
    ("IT0004", "it", "1.234", "il valore atteso era al massimo 50% di distanza"),
    ("US-BOS", "en", "675,648", "675,647 inhabitants → 675,648 inhabitants"),
    ("US-BOS", "fr", "675 648", "675\u202f647 habitants → 675\u202f648 habitants"),
    ("US-BOS", "en", "6,75,648", 'found "6,75,648"'),
]
"""What somebody types as inhabitants of a city's newest inventory, in their language, and what the page answers."""
LANDS = [
    (
        "/emissions?city=US-BOS",
        "Estimate on-road transport",
        "/data",
        "Estimate on-road transport (from the grid) and aviation",
    ),
    ("/emissions?city=FR0009", "Fill in municipal buildings", "/data", "Fill in municipal buildings"),
    ("/?city=US-BOS", "Focus on Transport", "/plan", "Transport: fell least of the large sectors"),
    ("/?city=IT0004", "Decide more of the plan", "/plan", "Decided actions close 7% of Turin’s gap to 2030"),
    ("/adaptation?city=IT0004", "Rate Heat wave first", "/data", "Climate hazards"),
    ("/?city=BG0002", "Set a target", "/plan", "Add a target"),
    ("/adaptation?city=BG0002", "Name the hazards", "/data", "Climate hazards"),
]
"""Where a step stands, its words, the page to which it leads, and what stands there."""
SAYS = [
    ("/plan?city=IT0004", "h1", "Decided actions close 7%"),
    ("/knowledge?city=US-BOS", "h1", "measured elsewhere"),
    ("/knowledge?city=IT0004", "h1", "measured elsewhere"),
    ("/plan?city=BG0002", "h1", "Varna"),
    ("/?city=IT0004", '[data-testid="stMain"]', "the answer is about 3.08 Mt CO₂e by city's own method"),
]
"""A page, a part of it, and what that part says of what it rests on."""
TABLES = """() => [...document.querySelectorAll('[data-testid="stMain"] table')].flatMap(table => {
    const frame = table.parentElement.getBoundingClientRect();
    return [...table.querySelectorAll('th, td')].filter(cell => cell.getBoundingClientRect().width)
        .filter(cell => cell.getBoundingClientRect().right > Math.min(frame.right, innerWidth) + 1
            || cell.scrollWidth > cell.clientWidth + 1).map(cell => cell.textContent);
})"""
"""The cells of the tables on a page that end beyond their table or the window."""


@pytest.mark.parametrize(("city", "spoken", "words", "answer"), TYPED)
def test_inhabitants_are_read_by_the_readers_language_shown_back_and_asked_where_they_read_two_ways(
    visit: Callable[[str], Page], city: str, spoken: str, words: str, answer: str
) -> None:
    page = visit(f"/figures?city={city}&language={spoken}")
    Clicks(page).cell(3)
    typed(page, words)
    expect(page.get_by_test_id("stMain").get_by_text(answer).first).to_be_visible()
    page.get_by_test_id("stFormSubmitButton").get_by_role("button").nth(1).click()
    settle(page)


@pytest.mark.parametrize(("start", "step", "path", "there"), LANDS)
def test_a_step_lands_on_what_it_names(
    visit: Callable[[str], Page], start: str, step: str, path: str, there: str
) -> None:
    page = visit(start)
    page.get_by_test_id("stMain").get_by_role("link", name=step).first.click()
    settle(page)
    assert path in page.url
    expect(page.get_by_test_id("stMain").get_by_text(there).first).to_be_visible()


@pytest.mark.parametrize(("address", "where", "words"), SAYS)
def test_a_headline_says_what_it_rests_on_and_a_second_total_why_it_differs(
    visit: Callable[[str], Page], address: str, where: str, words: str
) -> None:
    expect(visit(address).locator(where).first).to_contain_text(words)


@pytest.mark.parametrize("city", ["US-BOS", "IT0004", "BG0002"])
def test_no_column_of_adaptation_and_energy_is_cut_on_a_small_screen(visit: Callable[[str], Page], city: str) -> None:
    for address in (f"/adaptation?city={city}", f"/energy?city={city}"):
        page = visit(address)
        page.set_viewport_size({"width": 1280, "height": 900})
        settle(page)
        assert page.evaluate(TABLES) == [], address
        assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth")


def test_what_was_not_estimated_is_filled_in_from_the_table_that_the_step_hands_out(
    page: Page, workshop_url: str, tmp_path: Path
) -> None:
    page.goto(f"{workshop_url}/emissions?city=US-BOS")
    settle(page)
    page.get_by_role("link", name="Estimate on-road transport").click()
    settle(page)
    with page.expect_download() as taken:
        page.get_by_role("button", name="Download: 2020-gpc-NE.csv").click()
    taken.value.save_as(tmp_path / "taken.csv")
    head, *rows = csv.reader((tmp_path / "taken.csv").read_text(encoding="utf-8-sig").splitlines())
    first = [dict(zip(head, row, strict=True)) for row in rows[:2]]
    assert [(row["gpc_ref"], row["value"], row["notation_key"]) for row in first] == [
        ("II.1.2", "", ""),
        ("II.4.1", "", ""),
    ]
    for row in rows[:2]:
        row[head.index("value")], row[head.index("source")] = "5000", "own estimate"
    with (tmp_path / "filled.csv").open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows([head, *rows])
    choose(page, tmp_path / "filled.csv")
    expect(page.locator("h1")).to_have_text("filled.csv is ready to commit")


def test_a_hazard_is_rated_in_the_row_where_the_step_lands_and_the_other_rows_stay(
    page: Page, workshop_url: str
) -> None:
    page.goto(f"{workshop_url}/adaptation?city=IT0004")
    settle(page)
    page.get_by_role("link", name="Rate Heat wave first").click()
    settle(page)
    table = page.get_by_test_id("stDataFrame")
    expect(table.locator("table tbody tr")).to_have_count(2)
    expect(table).to_contain_text("heat_wave")
    page.get_by_role("link", name="Every row").click()
    settle(page)
    expect(table.locator("table tbody tr")).to_have_count(4)


def test_a_target_alone_is_set_for_a_city_without_an_inventory(page: Page, workshop_url: str) -> None:
    page.goto(f"{workshop_url}/?city=BG0002")
    settle(page)
    page.get_by_role("link", name="Set a target").click()
    settle(page)
    for label, words in (
        ("Base year", "2007"),
        ("Emissions of the base year in t CO₂e, as declared", "1,234,567"),
        ("Reduction in per cent", "55"),
        ("Document that sets it", "Council of Varna, 2024"),
        ("Reason", "council vote"),
    ):
        field = page.get_by_label(label, exact=True).filter(visible=True).first
        field.fill(words)
        field.press("Tab")
        settle(page)
    page.get_by_role("button", name="Add the target").click()
    settle(page)
    page.goto(f"{workshop_url}/?city=BG0002")
    settle(page)
    expect(page.get_by_role("link", name="Set a target", exact=True)).to_have_count(0)
    expect(page.get_by_test_id("stMain")).to_contain_text("1.23 declared for 2007")
