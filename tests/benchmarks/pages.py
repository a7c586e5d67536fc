"""How long the server takes to run a page again: median and 95th percentile of each page on the sample cities."""

from __future__ import annotations

import os
import time
from pathlib import Path
from statistics import median

from tests.browser.program import ROOT

CITIES = ("US-BOS", "US-NYC", "IT0004", "ES0002", "US-FTC", "BG0002")
"""The richest, the poorest, and those between."""


def reruns(work: Path, runs: int) -> list[tuple[str, float, float]]:
    """Each page with the median and the 95th percentile of its reruns in seconds.

    Each city is shown ``runs`` times after a first run that fills the caches, as a reader who clicks on the page finds
    them. The script alone is timed, with its messages built; not the network and not the browser.
    """
    from streamlit.testing.v1 import AppTest

    from dashboard import session

    os.environ[session.DATABASE_VARIABLE] = str(work / "pages.duckdb")
    found = []
    app = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=60)
    app.run()
    for page in sorted((ROOT / "dashboard" / "views").glob("*.py")):
        app.switch_page(f"views/{page.name}")
        taken = []
        for city in CITIES:
            app.query_params["city"] = city
            app.run()
            for _ in range(runs):
                start = time.perf_counter()
                app.run()
                taken.append(time.perf_counter() - start)
            if app.exception:
                raise SystemExit(f"{page.stem} stopped for {city}: {app.exception[0].message}")
        taken.sort()
        found.append((page.stem, median(taken), taken[int(0.95 * (len(taken) - 1))]))
    session.close()
    return found


def table(found: list[tuple[str, float, float]]) -> str:
    """The pages as a Markdown table, in milliseconds."""
    lines = ["| page      | median   | p95      |", "|-----------|----------|----------|"]
    lines += [f"| {name:<9} | {1000 * middle:5.1f} ms | {1000 * late:5.1f} ms |" for name, middle, late in found]
    return "\n".join(lines)
