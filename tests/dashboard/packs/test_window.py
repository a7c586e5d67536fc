"""The site without a server: a page of each signatory in each language, read without a script and small."""

from __future__ import annotations

import re
from pathlib import Path

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
@pytest.mark.parametrize("page", ["en/index.html", "de/city/IT0017.html", "fr/country-IT.html"])
def test_what_a_page_links_to_lies_beside_it_and_nothing_comes_from_elsewhere(site: Path, page: str) -> None:
    found = html.fromstring((site / page).read_bytes())
    links = [link for _element, _attribute, link, _place in found.iterlinks()]
    assert links
    assert not [link for link in links if re.match(r"(https?:)?//", link)]
    assert all((site / page).parent.joinpath(link).exists() for link in links)


@pytest.mark.longer("writes 36,000 pages")
@pytest.mark.browser
def test_from_a_folder_a_city_is_found_by_another_of_its_names_and_its_page_is_clean(site: Path) -> None:
    with sync_playwright() as playwright:
        browser = launch(playwright, chromium_path())
        page = browser.new_page()
        page.goto((site / "en" / "index.html").as_uri())
        page.get_by_role("searchbox").fill("padua")
        page.get_by_role("link", name="Padova (IT)").click()
        assert "promised to cut 2.2%" in page.locator("h1").inner_text()
        assert "Published by others" in page.locator("main").inner_text()
        assert not Axe().run(page).response["violations"]
        page.goto((site / "de" / "index.html").as_uri())
        assert not Axe().run(page).response["violations"]
        browser.close()


def test_a_folder_that_holds_files_is_left_as_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    assert window.run(["--out", str(tmp_path)]) == 2
    assert "holds files already" in capsys.readouterr().out
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
