"""How long a page takes to run again among thousands of cities: median and 95th percentile of each page."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import duckdb

from datasets.reference.samples import open_store
from datasets.store import location
from tests.benchmarks import programme
from tests.serving import ROOT

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

CITIES = ("US-BOS", "US-NYC", "IT0004", "ES0002", "US-FTC", "BG0002")
"""The richest, the poorest, and those between."""
SAMPLES = (
    "INSERT INTO cities BY NAME SELECT * FROM samples.cities",
    "INSERT INTO pairings BY NAME SELECT * FROM samples.pairings",
    "INSERT INTO revisions BY NAME SELECT * REPLACE (revision + $made AS revision) FROM samples.revisions",
    "INSERT INTO slots BY NAME SELECT * REPLACE (revision + $made AS revision,"
    " content_revision + $made AS content_revision, slot + $number AS slot) FROM samples.slots",
    "INSERT INTO places BY NAME SELECT * REPLACE (place + $number AS place) FROM samples.places",
    "INSERT INTO origins BY NAME SELECT * REPLACE (origin + $number AS origin) FROM samples.origins",
    "INSERT INTO population BY NAME SELECT * REPLACE (revision + $made AS revision) FROM samples.population",
    "INSERT INTO about BY NAME SELECT * REPLACE (revision + $made AS revision) FROM samples.about",
    "INSERT INTO targets BY NAME SELECT * FROM samples.targets",
    "INSERT INTO city_factors BY NAME SELECT * REPLACE (revision + $made AS revision) FROM samples.city_factors",
    "INSERT INTO cells BY NAME SELECT * REPLACE (revision + $made AS revision, slot + $number AS slot,"
    " place + $number AS place, origin + $number AS origin) FROM samples.cells",
)


@dataclass
class Contestant:
    """The dashboard on one store, and how long its reruns took."""

    store: Path
    app: AppTest
    taken: list[float] = field(default_factory=list)

    def run(self, timed: bool = False) -> None:
        """One run of the page that is open."""

        os.environ[location.VARIABLE] = str(self.store)
        start = time.perf_counter()
        self.app.run()
        if timed:
            self.taken.append(time.perf_counter() - start)
        if self.app.exception:
            raise SystemExit(f"A page stopped on {self.store.name}: {self.app.exception[0].message}")

    def late(self) -> float:
        """The 95th percentile of the reruns in seconds."""
        return sorted(self.taken)[int(0.95 * (len(self.taken) - 1))]


def among(path: Path, cities: int) -> Path:
    """A store at ``path`` with the sample cities among this many made ones."""
    programme.build(path, cities)
    samples = path.with_name("samples.duckdb")
    open_store(samples).close()
    with duckdb.connect(str(path)) as connection:
        connection.execute(f"ATTACH '{samples}' AS samples (READ_ONLY)")
        for statement in SAMPLES:
            given = {"made": cities, "number": programme.NUMBERS * cities}
            connection.execute(statement, {name: held for name, held in given.items() if f"${name}" in statement})
    return path


def reruns(stores: Sequence[Path], runs: int) -> dict[str, list[Contestant]]:
    """Each page with the dashboard on each of the stores, its reruns timed; the stores take turns.

    Each city is shown ``runs`` times after two runs that fill the caches, as a reader who clicks on the page finds
    them. The script alone is timed, with its messages built; not the network and not the browser.
    """
    from streamlit.testing.v1 import AppTest

    from dashboard import session, sitemap

    apps = [AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=600) for _ in stores]
    found = {}
    for name in sorted({*sitemap.PAGES, *sitemap.PLACES}):
        page, tab = sitemap.place(name)
        here = found[name] = [Contestant(store, app) for store, app in zip(stores, apps, strict=True)]
        for app in apps:
            app.query_params[sitemap.TAB] = tab
            app.switch_page(f"views/{page}.py")
        for city in CITIES:
            for mine in here:
                mine.app.query_params["city"] = city
                mine.run()
                mine.run()
            for _ in range(runs):
                for mine in here:
                    mine.run(timed=True)
    session.close()
    return found


def beside(found: dict[str, list[Contestant]], cities: int) -> str:
    """The pages on two stores as a Markdown table: the sample cities alone, and the same among ``cities`` others."""
    many = f"among {cities:,}"
    lines = [
        f"| page      | alone    | p95      | {many:<12} | p95      | ratio |",
        f"|-----------|----------|----------|{'-' * 14}|----------|-------|",
    ]
    for name, (alone, other) in found.items():
        first, second = median(alone.taken), median(other.taken)
        lines.append(
            f"| {name:<9} | {1000 * first:5.1f} ms | {1000 * alone.late():5.1f} ms | {1000 * second:9.1f} ms |"
            f" {1000 * other.late():5.1f} ms | {second / first:5.2f} |"
        )
    return "\n".join(lines)
