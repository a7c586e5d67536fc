"""Every link of every page leads to the page and the city that its words name, and a page shows one city throughout."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from dashboard import sitemap
from datasets.__main__ import main
from tests.browser.program import dashboard, settle
from tests.effort import THOROUGH, few
from tests.samples import sample_database

pytestmark = pytest.mark.longer("every page of a city, on a program of its own")

NEW = """\
city,year,sector,carrier,value,unit,source
Nova Dolina,2019,residential,natural_gas,1424218,MWh,own survey
Nova Dolina,2019,residential,electricity,524218,MWh,own survey
"""
MENU = {
    "Progress": "",
    "Emissions": "emissions",
    "Plan": "plan",
    "Adaptation & energy": "adaptation",
    "Duties": "duties",
    "Cities": "cities",
    "Partner": "partner",
    "Data": "data",
    "Method": "method",
}
TABS = {"Actions and targets": "plan", "Ideas": "knowledge", "Energy access": "energy", "Dates": "duties"}
TABS |= {"Drivers": "drivers", "Frames": "frames", "Compare": "twin", "Find": "partners"}
TABS |= {"Edit": "figures", "History": "history", "Export": "exports"}
"""The tabs that a page does not open with, by the name that the links within pages call them."""
PROGRAMME = ("Cities", "Partner")
WITHIN = {
    r"Add (an|its|the first) inventory.*|Add energy by carrier": "data",
    r"New pairing": "pairs",
    r"The whole method": "method",
    r"Accepted units, .*": "method",
    r"History of .*": "history",
    r"Progress of .*": "",
    r"See this state": "",
    r"See what it does to .*": "",
    r"See the outlook of .*": "outlook",
    r"Present": "present",
    r"See the drivers of .*": "drivers",
    r"Set a target.*|Import|Edit as a table|Enter the first action|Plan of .*": "plan",
    r"Say how sure a figure is|Add (?!energy|an inv|its inv|the first inv).*|Enter its inhabitants": "figures",
    r"Figures of .*|Enter it for .*|State the inhabitants of .*|Enter a commitment or a submission": "figures",
    r"Missing: an inventory .*": "data",
    r"Missing: (a target|an action|an action plan)\.": "plan",
    r"Missing: (?!an inventory|a target\.|an action\.|an action plan\.).*": "figures",
    r"Adaptation": "adaptation",
    r"Energy access": "energy",
    r"Progress": "",
    r"All duties, and the calendar": "duties",
    r"To the pair|Back to the pairs": "pairs",
    r"Compare with .*": "twin",
    r"State its hazards": "adaptation",
    r"State its region|Enter the contact office|Enter a (priority|project|cluster|value chain)|Tag an entry": "figures",
    r"Look at .*": "",
    r"Focus on .*": "knowledge",
    r"What moved them, step by step": "drivers",
    r"Decide more of the plan": "outlook",
    r"List what is decided": "outlook",
    r"Check the population": "figures",
    r"Report the sectors apart|Settle one question first": "data",
    r"Estimate .*|Data of .*": "data",
}
"""The words of a link within a page, and the page that they name; others are the names of cities, or of a partner."""
ENTRY = r"(Measured|Modelled|Bought|Claimed|Planned)\b.* · .*: .*"
"""The words of a link to an entry of knowledge: how it is known, its result, and its title."""
LINKS = """() => [...document.querySelectorAll('a[href]:not([href^="#"])')].map(link => ({
    words: [...link.querySelectorAll('p')].map(part => part.textContent).join(' ') || link.textContent,
    href: link.href, menu: !!link.closest('[data-testid="stSidebar"]'), tab: !!link.closest('.tabs'),
}))"""
CITIES = ("Boston", "Varna", "Nova Dolina")
Link = dict[str, str]


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the program with the sample cities and one that a file has made."""
    folder = tmp_path_factory.mktemp("links")
    file, database = folder / "new.csv", sample_database(folder / "covenant.duckdb")
    file.write_text(NEW, encoding="utf-8")
    assert main(["import", str(file), "--database", str(database), "--answer", "city:Nova Dolina=add"]) == 0
    with dashboard(database, folder / "program.log") as url:
        yield url


def opened(page: Page, address: str) -> Page:
    page.goto(address)
    settle(page)
    return page


def path_and_city(link: Link) -> tuple[str, str | None]:
    parts = urlsplit(link["href"])
    return parts.path.strip("/"), parse_qs(parts.query).get("city", [None])[0]


def page_of(place: str) -> str:
    """The page on which a place stands, as its address calls it."""
    page, _tab = sitemap.place(place or "progress")
    return "" if page == "progress" else page


def meant(link: Link, here: str, shown: str, known: dict[str, str]) -> tuple[str, str]:
    """The page and the city that the words of a link name, at the place ``here`` of the city ``shown``."""
    place, city = _meant(link, here, shown, known)
    return page_of(place), city


def _meant(link: Link, here: str, shown: str, known: dict[str, str]) -> tuple[str, str]:
    words = link["words"].strip()
    if link["tab"]:
        return here, known[shown]
    if link["menu"]:
        return MENU[words], known[shown]
    if here == "energy":
        return "energy" if words.startswith("Enter a") else "figures", known[shown]
    if here == "adaptation":  # whatever is missing there is entered in its table
        return "figures", known[shown]
    if re.fullmatch(ENTRY, words):  # its title may name any city
        return "knowledge", known[shown]
    named = next((name for name in known if name in words), shown)
    if words in known:
        return "", known[words]
    first, sign, _second = words.partition(" – ")
    if sign and first in known:  # a pair, by both its names
        return "pairs", known[first]
    if words == f"See {named}":  # the partner, on the page where one stands
        return here, known[named]
    places = {place for pattern, place in WITHIN.items() if re.fullmatch(pattern, words)}
    assert len(places) == 1, (here, words, places)
    return places.pop(), known[named]


def shows(page: Page, name: str, city: str, city_id: str) -> None:
    """Title, menu, city switch, address and heading of the page are of one page and one city."""
    title = name if name in PROGRAMME else f"{name} – {city}"
    page.wait_for_url(lambda url: path_and_city({"href": url}) == (MENU[name], city_id))
    expect(page).to_have_title(title)
    settle(page)
    expect(find_city(page)).to_have_attribute("placeholder", city)
    if name not in (*PROGRAMME, "Method"):
        main = page.get_by_test_id("stMain")
        expect(main.get_by_text(city.upper()).or_(main.locator("h1", has_text=city)).first).to_be_visible()
    wrong = {
        link["words"]: link["href"]
        for link in page.evaluate(LINKS)
        if link["menu"] and path_and_city(link)[1] != city_id
    }
    assert not wrong


def walk(page: Page, program: str, city: str, known: dict[str, str]) -> Iterator[tuple[str, list[Link]]]:
    """Every page of a city by its menu, in a fresh visit that begins at the city's address, with all links of each."""
    opened(page, f"{program}/?city={known[city]}")
    for name, place in MENU.items():
        page.get_by_test_id("stSidebar").get_by_role("link", name=name, exact=True).click()
        settle(page)
        shows(page, name, city, known[city])
        links = page.evaluate(LINKS)
        assert [link["words"].strip() for link in links if link["menu"]] == list(MENU)
        found = _true(links, program, place, city, known)
        for tab in [link["words"].strip() for link in links if link["tab"]][1:]:
            page.locator(".tabs").get_by_role("link", name=tab, exact=True).click()
            settle(page)
            found += _true(page.evaluate(LINKS), program, TABS[tab], city, known)
        yield name, found


def _true(links: list[Link], program: str, place: str, city: str, known: dict[str, str]) -> list[Link]:
    """These links, each of which names the page and the city that its words name."""
    for link in links:
        if link["href"].startswith(program):
            assert path_and_city(link) == meant(link, place, city, known), link
        else:  # the address of a source, which stands in full
            assert link["words"].strip() == link["href"], link
    return links


@pytest.fixture(scope="module")
def known(window: BrowserContext, program: str) -> dict[str, str]:
    """Name and id of every city, as the Cities page links them."""
    page = window.new_page()
    opened(page, f"{program}/cities")
    links = [link for link in page.evaluate(LINKS) if not link["menu"] and path_and_city(link)[0] == ""]
    page.close()
    found = {link["words"].strip(): str(path_and_city(link)[1]) for link in links}
    assert len(found) == 13
    return found


@pytest.mark.parametrize("city", few(CITIES, "Varna", rest=THOROUGH))
def test_every_link_of_every_page_names_the_page_and_the_city_that_its_words_name(
    page: Page, program: str, known: dict[str, str], city: str
) -> None:
    assert len(list(walk(page, program, city, known))) == len(MENU)


@pytest.mark.thorough("hundreds of links, each followed by two ways and back")
@pytest.mark.parametrize("city", CITIES)
def test_every_link_of_every_page_leads_there_and_back(
    page: Page, program: str, known: dict[str, str], city: str
) -> None:
    names, tried = {city_id: name for name, city_id in known.items()}, set[str]()
    for name, links in walk(page, program, city, known):
        for link in links:
            if link["menu"] or link["href"] in tried:
                continue
            tried.add(link["href"])
            there, of = meant(link, MENU[name], city, known)
            if there not in MENU.values():  # the presentation, without menu and switch, has tests of its own
                continue
            for go in (follow, reopen):
                go(page, link)
                shows(page, next(title for title, path in MENU.items() if path == there), names[of], of)
                page.go_back()
                settle(page)
                shows(page, name, city, known[city])
    assert tried


def follow(page: Page, link: Link) -> None:
    """Click a link, where it does not stand in a closed part of the page."""
    found = page.get_by_test_id("stMain").get_by_role("link", name=link["words"].strip()).first
    if found.is_visible():
        found.click()
        settle(page)
    else:
        reopen(page, link)


def reopen(page: Page, link: Link) -> None:
    """Open the address of a link, as a new tab does, or whoever it was sent to."""
    opened(page, link["href"])


def test_page_and_city_stay_together_by_switch_back_forth_reload_name_and_wrong_name(
    page: Page, program: str, known: dict[str, str]
) -> None:
    opened(page, f"{program}/inventory?city=Варна")
    shows(page, "Emissions", "Varna", "BG0002")
    switch(page, "Boston")
    shows(page, "Emissions", "Boston", "US-BOS")
    page.go_back()
    settle(page)
    shows(page, "Emissions", "Varna", "BG0002")
    page.go_forward()
    settle(page)
    shows(page, "Emissions", "Boston", "US-BOS")
    page.reload()
    settle(page)
    shows(page, "Emissions", "Boston", "US-BOS")
    opened(page, f"{program}/data?city=Atlantis")
    expect(page.get_by_text("“Atlantis”, which is not known here").first).to_be_visible()
    expect(page).to_have_title("Data – Boston")
    assert {path_and_city(link)[1] for link in page.evaluate(LINKS)} == {"US-BOS"}
    opened(page, f"{program}/nosuch?city=US-BOS")
    expect(page.get_by_role("heading", name="There is no page “nosuch”")).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)  # no notice of Streamlit's own
    opened(page, f"{program}/data?city=US-BOS")
    switch(page, "Nova Dolina")
    shows(page, "Data", "Nova Dolina", known["Nova Dolina"])


def test_the_way_back_from_another_city_leads_to_the_page_as_it_was_left(
    page: Page, program: str, known: dict[str, str]
) -> None:
    opened(page, f"{program}/pairs?city={known['Varna']}")
    left = page.url
    page.get_by_test_id("stMain").get_by_role("link", name="Progress of Santa Monica").first.click()
    shows(page, "Progress", "Santa Monica", known["Santa Monica"])
    page.go_back()
    shows(page, "Partner", "Varna", known["Varna"])
    assert page.url == left
    page.go_forward()
    shows(page, "Progress", "Santa Monica", known["Santa Monica"])


def test_the_past_of_one_city_is_carried_to_its_own_pages_and_to_no_other_city(
    page: Page, program: str, known: dict[str, str]
) -> None:
    opened(page, f"{program}/?city={known['Boston']}&rev=1")
    for link in page.evaluate(LINKS):
        of_past = (link["menu"] and link["words"].strip() in ("Progress", "Emissions", "Plan")) or link["tab"]
        assert ("rev=1" in link["href"]) == of_past, link
        assert path_and_city(link)[1] == known["Boston"]
    switch(page, "Varna")
    shows(page, "Progress", "Varna", "BG0002")
    assert not [link for link in page.evaluate(LINKS) if "rev=" in link["href"]]


def switch(page: Page, city: str) -> None:
    """Find another city by the field above the menu."""
    field = find_city(page)
    field.click()
    field.fill(city)
    page.get_by_role("option", name=re.compile(f"^{city}")).first.click()
    settle(page)


def find_city(page: Page) -> Locator:
    """The field above the menu, which names the city of the page."""
    return page.get_by_test_id("stSidebar").get_by_role("combobox", name="Find your city")
