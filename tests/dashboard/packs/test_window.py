"""The site without a server: a page of each signatory in each language, read without a script and small."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from lxml import html
from playwright.sync_api import sync_playwright

from dashboard.packs import window
from tests.browser.program import chromium_path, launch


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("window") / "site"
    assert window.run(["--out", str(folder)]) == 0
    return folder


@pytest.mark.longer("writes 36,000 pages")
def test_every_signatory_has_a_page_in_three_languages_and_all_is_small(site: Path) -> None:
    assert {len(list((site / code / "city").iterdir())) for code in ("en", "fr", "de")} == {11973}
    assert sum(path.stat().st_size for path in site.rglob("*") if path.is_file()) <= 60_000_000


@pytest.mark.longer("writes 36,000 pages")
@pytest.mark.parametrize("page", ["en/index.html", "de/city/IT0017.html", "fr/country-IT.html", "fr/sources.html"])
def test_what_a_page_links_to_lies_beside_it_and_nothing_comes_from_elsewhere(site: Path, page: str) -> None:
    found = html.fromstring((site / page).read_bytes())
    links = [link for _element, _attribute, link, _place in found.iterlinks()]
    assert links
    assert not [link for link in links if re.match(r"(https?:)?//", link)]
    assert all((site / page).parent.joinpath(link).exists() for link in links)


@pytest.mark.longer("writes 36,000 pages")
def test_every_figure_says_what_it_counts_and_leads_to_its_source_with_its_terms(site: Path) -> None:
    (table,) = html.fromstring((site / "en" / "city" / "IT0017.html").read_bytes()).iter("table")
    assert [head.text for head in table.iter("th")][:4] == ["Year", "Emissions", "What it counts", "Source"]
    first = [cell.text_content() for cell in next(row for row in table.iter("tr") if row.find("td") is not None)]
    assert first == [
        "2005",
        "1.72\u00a0Mt",
        "four sectors",
        "European Commission, Joint Research Centre, September 2019",
    ]
    terms = (site / "en" / "sources.html").read_text(encoding="utf-8")
    assert terms.count("<li>") == 6
    assert "CC BY 4.0" in terms
    assert "mySociety" in terms


@pytest.mark.longer("writes 36,000 pages")
def test_countries_stand_by_their_names(site: Path) -> None:
    for code, names in {"en": ["Albania", "Algeria", "Andorra"], "de": ["Albanien", "Algerien", "Andorra"]}.items():
        found = html.fromstring((site / code / "index.html").read_bytes())
        assert [link.text for link in found.iter("a") if "country-" in link.get("href")][:3] == names


CITIES = ("IT0017", "AT0013", "GB0005", "SE0014", "CZ0034", "IT0004", "DE0003", "BG0001", "CY0004", "ES0024")


@pytest.mark.longer("writes 36,000 pages")
@pytest.mark.browser
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_from_a_folder_a_city_is_found_by_another_of_its_names_and_each_page_is_clean(
    site: Path, colours: Literal["light", "dark"]
) -> None:
    with sync_playwright() as playwright:
        browser = launch(playwright, chromium_path())
        page = browser.new_page(color_scheme=colours)
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto((site / "en" / "index.html").as_uri())
        page.get_by_role("searchbox").fill("padua")
        page.get_by_role("link", name="Padova (IT)").click()
        assert "promised to cut 2.2%" in page.locator("h1").inner_text()
        assert "Published by others" in page.locator("main").inner_text()
        places = ["index.html", "sources.html", *(f"city/{city}.html" for city in CITIES)]
        for code, place in product(("en", "fr", "de"), places):
            page.goto((site / code / place).as_uri())
            assert not Axe().run(page).response["violations"], (code, place)
        assert not [address for address in asked if not address.startswith("file:")]
        browser.close()


def test_a_folder_that_holds_files_is_left_as_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    assert window.run(["--out", str(tmp_path)]) == 2
    assert "holds files already" in capsys.readouterr().out
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
