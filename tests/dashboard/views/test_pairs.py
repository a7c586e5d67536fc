"""The Pairs page: six pairings, each compared or refused with its reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics.inventories.comparison import compare
from dashboard import session
from dashboard.figures.pair_bars import side_by_side, side_by_side_alt
from dashboard.parts.pairs import pairing
from datasets.reference import samples
from datasets.reference.naming import find_city
from datasets.reference.samples import open_store
from datasets.store import location
from tests.datasets.builders import TOWN

APP = Path(__file__).resolve().parents[3] / "dashboard" / "app.py"


@pytest.fixture
def app(own_database: Path) -> AppTest:
    """The Pairs page, not yet run."""
    page = AppTest.from_file(str(APP), default_timeout=60)
    page.switch_page("views/pairs.py")
    return page


def asked(page: AppTest, **address: str) -> AppTest:
    for name, value in address.items():
        page.query_params[name] = value
    page.run()
    assert not page.exception
    return page


def pair_of(page: AppTest) -> str:
    """The pairing in the address; AppTest gives a list for what the test set and a text for what the page set."""
    found = page.query_params["pair"]
    return found if isinstance(found, str) else found[0]


def shown(page: AppTest) -> str:
    parts = [*page.title, *page.header, *page.subheader, *page.markdown, *page.caption, *page.warning, *page.metric]
    return "\n".join(str(part.value) for part in parts).replace("\\", "")


def test_every_pairing_opens_and_says_something(app: AppTest) -> None:
    asked(app)
    pairs = session.store().pairings()
    assert len(pairs) == 6
    for pair in pairs:
        asked(app, pair=pairing.address(pair))
        names = [find_city(city, session.store().cities()).name for city in pair]
        assert all(name in shown(app) for name in names)


def test_the_pairing_of_the_chosen_city_is_shown_first(app: AppTest) -> None:
    asked(app, city="IT0007")
    assert pair_of(app) == "IT0007~US-AUS"


def test_a_pairing_without_an_inventory_says_why_and_shows_the_other_city(app: AppTest) -> None:
    asked(app, pair="US-SMO~BG0002")
    assert "Varna has no inventory on file." in shown(app)
    assert "None on file" in shown(app)
    assert "kt" in shown(app)
    assert not app.get("plotly_chart")


def test_swapping_mirrors_the_comparison_and_keeps_the_finding(app: AppTest) -> None:
    asked(app, pair="US-NYC~ES0002")
    finding = app.title[0].value
    next(button for button in app.button if button.label == "Swap sides").click()
    app.run()
    assert pair_of(app) == "ES0002~US-NYC"
    assert app.title[0].value == finding


def test_an_unknown_pairing_is_named(app: AppTest) -> None:
    asked(app, pair="US-BOS~XX9999")
    assert "US-BOS~XX9999" in shown(app)
    assert pair_of(app) == "US-BOS~FR0009"


def test_what_is_committed_shows_at_once(app: AppTest) -> None:
    asked(app, pair="US-NYC~ES0002")
    assert "Barcelona has no inventory on file." not in shown(app)
    samples.remove(session.store(), "ES0002", "an analyst", "own figures follow")
    asked(app, pair="US-NYC~ES0002")
    assert "Barcelona has no inventory on file." in shown(app)


def test_a_database_without_pairings_says_so(app: AppTest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "town.duckdb"
    with open_store(path, samples=False) as store:
        store.seed([TOWN], [], [], [])
    monkeypatch.setenv(location.VARIABLE, str(path))
    asked(app)
    assert app.title[0].value == "No pairing is on file"


def test_the_picture_and_its_words_hold_the_same_numbers(app: AppTest) -> None:
    asked(app)
    reports = [session.at_city(city).report() for city in ("US-NYC", "ES0002")]
    names = ("New York", "Barcelona")
    result = compare(reports[0].inventories, reports[1].inventories, names)
    figure, alt = side_by_side(result, names), side_by_side_alt(result, names)
    assert [len(bars.x) for bars in figure.data] == [len(result.rows)] * 2
    for bars in figure.data:
        assert all(label.partition(": ")[2] in alt for label in bars.hovertext)


def test_the_two_cities_differ_by_more_than_colour(app: AppTest) -> None:
    asked(app)
    reports = [session.at_city(city).report() for city in ("US-NYC", "ES0002")]
    names = ("New York", "Barcelona")
    for dark in (False, True):
        left, right = side_by_side(compare(reports[0].inventories, reports[1].inventories, names), names, dark).data
        assert left.marker.pattern.shape is None
        assert right.marker.pattern.shape == "/"
        assert left.marker.color != right.marker.color
