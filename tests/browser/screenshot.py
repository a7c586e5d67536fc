"""``make screenshot``: every page as a picture, in two widths and both themes, in .screenshots/."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.program import ROOT, chromium_path, dashboard, launch, settle

FOLDER = ROOT / ".screenshots"
README_PICTURE = ROOT / ".github" / "progress.png"
SIZES = {"wide": (1440, 1180), "phone": (390, 844)}


def pages() -> list[str]:
    """The addresses of the pages: one for each file of dashboard/views, whose name the address bears."""
    found = sorted(path.stem for path in (ROOT / "dashboard" / "views").glob("*.py") if not path.stem.startswith("_"))
    return [name for name in found if name != "progress"]


def pictures(browser: Browser, url: str, city: str, folder: Path) -> list[Path]:
    """Take every page in every size and theme; returns the files written."""
    taken = []
    for theme in ("light", "dark"):
        for size, (width, height) in SIZES.items():
            context = browser.new_context(
                viewport={"width": width, "height": height}, color_scheme=theme, locale="en-GB"
            )
            page = context.new_page()
            for name in ("", *pages()):
                page.goto(f"{url}/{name}?city={city}")
                settle(page)
                path = folder / f"{name or 'progress'}-{theme}-{size}.png"
                page.screenshot(path=path, full_page=True)
                taken.append(path)
            context.close()
    return taken


def readme_picture(browser: Browser, url: str, city: str) -> Path:
    """Take the one picture that the README shows: the Progress page, wide and light."""
    README_PICTURE.parent.mkdir(exist_ok=True)
    context = browser.new_context(viewport={"width": 1440, "height": 1280}, color_scheme="light", locale="en-GB")
    page = context.new_page()
    page.goto(f"{url}/?city={city}")
    settle(page)
    page.screenshot(path=README_PICTURE)
    context.close()
    return README_PICTURE


def main() -> None:
    """Start the program on a new database with the sample cities and take its pictures."""
    parser = argparse.ArgumentParser(prog="python -m tests.browser.screenshot", description="Take the pages' pictures.")
    parser.add_argument("--city", default="US-BOS", help="the city shown (default US-BOS)")
    parser.add_argument("--readme", action="store_true", help="take the picture of the README alone")
    asked = parser.parse_args()
    path = chromium_path()
    if path is None:
        raise SystemExit("Found no Chromium on the path: install it, or set CHROMIUM=/path/to/chromium.")
    FOLDER.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as work,
        dashboard(Path(work) / "covenant.duckdb", Path(work) / "program.log") as url,
        sync_playwright() as playwright,
    ):
        browser = launch(playwright, path)
        taken = [readme_picture(browser, url, asked.city)] if asked.readme else []
        for picture in taken or pictures(browser, url, asked.city, FOLDER):
            print(picture.relative_to(ROOT))
        browser.close()


if __name__ == "__main__":
    main()
