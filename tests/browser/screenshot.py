"""``make screenshot``: every page from top to bottom as a picture, in two widths and both themes, in .screenshots/."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from dashboard import sitemap
from dashboard.language import LANGUAGES
from tests.browser.program import chromium_path, dashboard, launch, settle, window_of
from tests.serving import ROOT

FOLDER = ROOT / ".screenshots"
README_PICTURE = ROOT / "docs" / "pictures" / "progress.png"
SIZES = {"wide": (1440, 1180), "phone": (390, 844)}
THEMES = ("light", "dark")
# Streamlit scrolls inside of the window, so that a picture of the full page ends where the window does.
HEIGHT = """() => Math.ceil(Math.max(...['stMain', 'stSidebarContent'].map(name => {
    const part = document.querySelector(`[data-testid="${name}"]`);
    const shown = part && part.getBoundingClientRect().right > 0;
    return shown ? part.scrollHeight + part.getBoundingClientRect().top : 0;
})))"""


def pages() -> list[str]:
    """The addresses of the pages and of their tabs, by the name that leads to each."""
    return sorted(
        {*sitemap.PAGES, *sitemap.PLACES}
        - {"progress", "targets", "outlook", "pillars", "pairs", "inventory", "innovation"}
    )


def views() -> dict[str, str]:
    """What there is to take, as name and address without the city: every page, and the Method page in each section."""
    from dashboard.parts.method.reference import SECTIONS  # wakes Streamlit, which the other users do not need

    found = {"progress": "", **{name: name for name in pages()}}
    found |= {f"method-{section}": f"method?section={section}" for section in SECTIONS}
    del found["method"]
    return found


def whole(page: Page, width: int, height: int) -> None:
    """Make the window as tall as what it holds, at least ``height``; twice, since that may move things."""
    for _ in range(2):
        page.set_viewport_size({"width": width, "height": max(height, int(page.evaluate(HEIGHT)))})
        settle(page)


def pictures(browser: Browser, url: str, asked: argparse.Namespace) -> Iterator[Path]:
    """Take what was asked for; gives each file as it is written. A page is opened once and follows the theme."""
    for language, size in product(asked.language, asked.size):
        width, height = SIZES[size]
        first, *_ = asked.theme
        context = window_of(browser, viewport={"width": width, "height": height}, color_scheme=first, locale="en-GB")
        page = context.new_page()
        for city, name in product(asked.city, asked.page):
            address = views()[name]
            page.emulate_media(color_scheme=first)
            page.set_viewport_size({"width": width, "height": height})
            page.goto(f"{url}/{address}{'&' if '?' in address else '?'}city={city}&language={language}")
            for theme in asked.theme:
                page.emulate_media(color_scheme=theme)
                settle(page)
                whole(page, width, height)
                path = asked.out / f"{city}-{name}-{language}-{theme}-{size}.png"
                page.screenshot(path=path)
                yield path
        context.close()


def readme_picture(browser: Browser, url: str, city: str) -> Path:
    """Take the one picture that the README shows: the Progress page, wide and light."""
    README_PICTURE.parent.mkdir(exist_ok=True)
    width, height = SIZES["wide"]
    context = window_of(browser, viewport={"width": width, "height": height}, color_scheme="light", locale="en-GB")
    page = context.new_page()
    page.goto(f"{url}/?city={city}")
    settle(page)
    page.screenshot(path=README_PICTURE)
    context.close()
    return README_PICTURE


def main() -> None:
    """Start the program, on a new database with the sample cities unless another is named, and take its pictures."""
    parser = argparse.ArgumentParser(prog="python -m tests.browser.screenshot", description="Take the pages' pictures.")
    parser.add_argument("--city", nargs="+", default=["US-BOS"], help="the cities shown (default US-BOS)")
    parser.add_argument("--page", nargs="+", default=list(views()), choices=list(views()), help="default: all")
    parser.add_argument("--language", nargs="+", default=["en"], choices=list(LANGUAGES), help="default: en")
    parser.add_argument("--theme", nargs="+", default=list(THEMES), choices=THEMES, help="default: both")
    parser.add_argument("--size", nargs="+", default=list(SIZES), choices=list(SIZES), help="default: both")
    parser.add_argument("--database", type=Path, help="an existing database, instead of the sample cities")
    parser.add_argument("--out", type=Path, default=FOLDER, help="the folder (default .screenshots)")
    parser.add_argument("--readme", action="store_true", help="take the picture of the README alone")
    asked = parser.parse_args()
    path = chromium_path()
    if path is None:
        raise SystemExit("Found no Chromium on the path: install it, or set CHROMIUM=/path/to/chromium.")
    asked.out.mkdir(exist_ok=True, parents=True)
    with (
        tempfile.TemporaryDirectory() as work,
        dashboard(asked.database or Path(work) / "covenant.duckdb", Path(work) / "program.log") as url,
        sync_playwright() as playwright,
    ):
        browser = launch(playwright, path)
        taken = [readme_picture(browser, url, asked.city[0])] if asked.readme else pictures(browser, url, asked)
        for picture in taken:
            print(picture)
        browser.close()


if __name__ == "__main__":
    main()
