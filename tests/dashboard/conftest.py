"""Real inventories and verdicts of the sample cities, and cities made up of a few plain numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from lxml import html
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest, local_script_runner

from analytics.commitment.progress import assess, of_today
from analytics.commitment.targets import Target
from analytics.inventories.inventory import About, Inventory
from analytics.text.problems import Problem
from dashboard import opened, session
from datasets.city.assessment import CityReport, report
from datasets.store import CityRecord, Store, location
from tests.effort import THOROUGH, few
from tests.samples import own_samples, sample_database, sample_revisions

SAMPLES = (
    "US-AUS",
    "US-BAL",
    "ES0002",
    "IT0007",
    "US-BOS",
    "US-FTC",
    "FR0009",
    "US-NYC",
    "US-SMO",
    "IT0004",
    "BG0002",
    "PT0014",
)
CITIES = few(SAMPLES, "IT0004", "BG0002", longer=("US-BOS", "US-BAL"), rest=THOROUGH)
"""At each commit one whose emissions are computed, and one without any."""


def asked(key: str, *choices: str, severity: str = "ask", code: str = "x", row: int = 2, fix: str = "Say.") -> Problem:
    """What a check asks about a file."""
    return Problem(severity, code, '"1"', "a number", fix, row=row, key=key, choices=choices)  # type: ignore[arg-type]


def tables(app: AppTest) -> list[pd.DataFrame]:
    """The tables of a page itself, every cell as the text that it shows."""
    return [table for caption, table in _tables(app) if not caption.startswith(BEHIND)]


def behind(app: AppTest) -> dict[str, pd.DataFrame]:
    """The tables that open below the charts of a page, by the title of their chart."""
    return {caption.removeprefix(BEHIND): table for caption, table in _tables(app) if caption.startswith(BEHIND)}


BEHIND = "The numbers behind: "


def _tables(app: AppTest) -> Iterator[tuple[str, pd.DataFrame]]:
    for element in app.get("html"):
        for table in html.fromstring(element.proto.body).iter("table"):
            header, *rows = ([cell.text_content() for cell in row] for row in table.iter("tr"))
            yield table.findtext("caption") or "", pd.DataFrame(rows, columns=header, dtype=str)


@pytest.fixture(scope="session", autouse=True)
def components() -> Iterator[None]:
    """Streamlit looks through all installed packages for components before each page under test: once is enough."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield


@pytest.fixture(scope="session", autouse=True)
def waited_for() -> Iterator[None]:
    """Streamlit asks a thousand times a second whether a page under test is drawn: it may draw while we wait."""
    asks = local_script_runner.require_widgets_deltas

    def wait(runner: local_script_runner.LocalScriptRunner, timeout: float = 3) -> None:
        if runner._script_thread is not None:
            runner._script_thread.join(timeout)
        asks(runner, timeout)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(local_script_runner, "require_widgets_deltas", wait)
        yield


class Everything(set[str]):
    """The keys of all that can be opened."""

    def __contains__(self, key: object) -> bool:
        return True


@pytest.fixture(scope="session", autouse=True)
def everything_opened() -> Iterator[None]:
    """A page under test is read whole, as in a visit in which all that opens was opened once (``dashboard.opened``)."""
    begin = AppTest.__init__

    def begun(app: AppTest, *given: Any, **named: Any) -> None:
        begin(app, *given, **named)
        app.session_state[opened.EVER] = Everything()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(AppTest, "__init__", begun)
        yield


@pytest.fixture(scope="session")
def samples() -> Iterator[Store]:
    """The sample cities in memory."""
    with own_samples() as store:
        yield store


@pytest.fixture(scope="session")
def shown_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The sample cities for all pages that write nothing, which none of them did at the end. On a disk, since a page
    that reads another database closes this one: to open it again is ten times as quick as to make it anew."""
    path = sample_database(tmp_path_factory.mktemp("shown") / "covenant.duckdb")
    yield path
    session.close()
    with Store(path) as store:
        assert store.newest_revision() == sample_revisions(), "a page wrote to the database that all of them show"


@pytest.fixture
def shown_samples(request: pytest.FixtureRequest, shown_database: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The database of the pages of this test: that of all which write nothing, unless it asks for ``own_database``."""
    if "own_database" in request.fixturenames:
        return Path(request.getfixturevalue("own_database"))
    monkeypatch.setenv(location.VARIABLE, str(shown_database))
    return shown_database


@pytest.fixture
def own_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A database with the sample cities that the pages of one test read and write."""
    path = sample_database(tmp_path / "covenant.duckdb")
    monkeypatch.setenv(location.VARIABLE, str(path))
    yield path
    session.close()


@pytest.fixture(scope="session")
def sample(samples: Store) -> Callable[[str], CityReport]:
    """The standing of one sample city, judged in 2026."""
    return lambda city_id: report(samples, city_id, today=2026)


def inventory(
    year: int,
    emissions_t: float | None,
    method: str = "gpc",
    sectors: Mapping[str, float] | None = None,
    inhabitants: float | None = 20.0,
    gas: str | None = "CO2e",
    energy: Mapping[str, float] | None = None,
    missing: tuple[str, ...] = (),
) -> Inventory:
    """An inventory of a made-up city; nothing in it is a published figure."""
    return Inventory(
        city_id="XX-TST",
        year=year,
        method=method,
        emissions_t=emissions_t,
        gas=gas if emissions_t is not None else None,
        energy_mwh=sum(energy.values()) if energy else None,
        inhabitants=inhabitants,
        sectors=sectors or {},
        energy_by_carrier=energy or {},
        keys={},
        missing_key_sectors=missing,
        computed=False,
        about=About(),
        notes=(),
        sources=("Test register, table 1",),
        revision=3,
        committed_at=datetime(2026, 11, 24, 12, 0, tzinfo=UTC),
    )


def target(year: int = 2030, percent: float | None = 50.0, base_year: int = 2010, **more: object) -> Target:
    """A target of the made-up city."""
    fields: dict[str, object] = {"city_id": "XX-TST", "kind": "absolute", "method": "gpc", "source": "Test register"}
    return Target(**(fields | {"base_year": base_year, "year": year, "reduction_percent": percent} | more))  # type: ignore[arg-type]


def standing(*inventories: Inventory, targets: tuple[Target, ...] = (), name: str = "Testville") -> CityReport:
    """A made-up city with these inventories and targets, judged in 2026 by the first target."""
    city = CityRecord("XX-TST", name, (), "XX", "Testland", "Europe", 48.0, 9.0, False, "Test register")
    progress = tuple(assess(item, inventories) for item in targets)
    leading = progress[0] if progress else assess(None, inventories)
    today = of_today(leading, inventories, 2026)
    return CityReport(city, inventories, targets, progress, leading, today, None, this_year=2026)
