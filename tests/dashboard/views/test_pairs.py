"""The Pairs page: six pairs, each with its task, its line of time, a picture of each city and what to ask."""

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


EXPECTED: dict[str, tuple[str, ...]] = {
    "US-NYC~ES0002": (
        "New York and Barcelona share a task: housing",
        "Residential buildings: 33% of the emissions of New York in 2020, 29% of those of Barcelona in 2020.",
        "Pairing announced: June 2018 (International Urban Cooperation), for housing.",
        "February 2020, Visit:** Second visit of a Barcelona delegation to New York",
        "March 2020, Visit:** Barcelona housing delegates in New York",
        "Transport: 25% in New York, 32% in Barcelona",
        "New York −21% from 2005 to 2020, Barcelona −25% from 1992 to 2019",
        "Per inhabitant** · shown",
        "Nine years counted, 2013 to 2021",
        "What has New York done for housing since 2022?",
    ),
    "US-BOS~FR0009": (
        "Boston and Lyon share a task: urban mobility",
        "Transport: 30% of the emissions of Boston in 2019, 23% of those of Lyon in 2019.",
        "Taking part: Métropole de Lyon.",
        "Budget of the project: 58",
        "Residential buildings: 19% in Boston, 38% in Lyon",
        "Boston −32% from 2005 to 2020; Lyon has no curve yet",
        "Lyon has no target on file.",
        "Commercial and institutional: −40% from 2005 to 2020. What did it?",
        "Sixteen years counted, 2005 to 2020",
        "What has Lyon done for urban mobility since 2020?",
    ),
    "US-BAL~IT0004": (
        "Baltimore and Turin share a task: neighbourhood regeneration",
        "The largest part of Turin: Residential buildings, 30%",
        "Baltimore −13% from 2007 to 2017, Turin −31% from 1991 to 2019",
        "Baltimore has no inventory by sector on file.",
        "26 actions on file: which of them can be taken over?",
        "Business partnership signed for the social housing project Homes4all in Turin",
        "10 November 2017, Before the pairing:** Turin at the first partners meeting",
    ),
    "US-SMO~BG0002": (
        "Santa Monica and Varna share a task: mobility planning",
        "Santa Monica −60% from 1990 to 2020; Varna has no curve yet",
        "April 2019, Visit:** Three Santa Monica representatives visited Sofia and Varna",
        "Varna has no inventory on file.",
        "Five years counted, 2011 to 2020",
        "Its target is 80% below 1990 by 2030: how was it set?",
        "What has Varna done for mobility planning since April 2019?",
    ),
    "US-FTC~PT0014": (
        "Fort Collins and Vila Nova de Famalicão share a task: sustainable urban mobility",
        "climate resilience, citizen engagement and circular economy.",
        "22 October 2020, Agreement:** Memorandum of understanding signed online",
        "Result:** Fort Collins delegates helped Famalicão with a mobility plan for cycling",
        "Fort Collins −24% from 2005 to 2020, Vila Nova de Famalicão 0% from 2015 to 2021",
        "Two targets, two verdicts** · shown",
        "Three years counted, 2016 to 2020",
        "What has Vila Nova de Famalicão done for sustainable urban mobility since 22 October 2020?",
    ),
    "US-AUS~IT0007": (
        "Austin and Bologna share a task: circular economy",
        "Paired since December 2017 (International Urban Cooperation) for circular economy, environmental service",
        "Taking part: Città metropolitana di Bologna.",
        "All buildings: 37% in Austin, 78% in Bologna",
        "Austin −18% from 2010 to 2018; Bologna has no curve yet",
        "actions on file: which of them can be taken over?",
    ),
}
"""What each pair shows at least, written by hand from the facts and the figures on file."""


def plain(text: str) -> str:
    """A text with ordinary spaces, none before a sign of per cent, and without invisible marks."""
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("\u2060", "").replace(" %", "%")


@pytest.mark.parametrize("pair", EXPECTED)
def test_a_pair_shows_its_task_its_time_a_picture_of_each_city_and_what_to_ask(app: AppTest, pair: str) -> None:
    asked(app, pair=pair)
    said = plain(shown(app))
    assert [line for line in EXPECTED[pair] if line not in said] == []
    assert len(app.get("plotly_chart")) >= 2
    assert app.title[0].value


def test_no_pair_opens_on_a_refusal(app: AppTest) -> None:
    asked(app)
    for pair in session.store().pairings():
        asked(app, pair=pairing.address(pair))
        assert "cannot be compared" not in app.title[0].value
        names = [find_city(city, session.store().cities()).name for city in pair]
        assert all(name in shown(app) for name in names)


def test_the_pairing_of_the_chosen_city_is_shown_first(app: AppTest) -> None:
    asked(app, city="IT0007")
    assert pair_of(app) == "IT0007~US-AUS"


def test_a_promise_and_a_note_are_recorded_for_both_cities_and_are_plain_text(app: AppTest) -> None:
    asked(app, pair="US-BOS~FR0009")
    boston = session.at_city("US-BOS")
    said = {"partner": "FR0009", "who": "Transport <b>", "what": "Send *counts*", "due": "2020-03"}
    boston.state_pair("promise", said, who="Ada", reason="the meeting")
    boston.state_pair("note", {"partner": "FR0009", "what": "<script>x</script>"}, who="Ada", reason="the meeting")
    asked(app, pair="FR0009~US-BOS")
    assert "late · by March 2020" in plain(shown(app))
    assert "Send *counts*" in shown(app)
    assert [note.value for note in app.get("text")] == ["<script>x</script>"]
    app.button(key=next(b.key for b in app.button if str(b.key).startswith("pair-kept-"))).click().run()
    assert "kept ·" in plain(shown(app))


def test_a_promise_that_is_open_stands_on_the_page_of_both_cities(app: AppTest) -> None:
    asked(app)
    said = {"partner": "FR0009", "who": "Transport", "what": "Send counts", "due": "2020-03"}
    session.at_city("US-BOS").state_pair("promise", said, who="Ada", reason="the meeting")
    for city in ("US-BOS", "FR0009"):
        app.switch_page("views/progress.py")
        asked(app, city=city)
        assert any("One promise of a pair is late" in link.proto.label for link in app.get("page_link"))


def test_what_is_wrong_in_a_form_is_said_and_nothing_is_written(app: AppTest) -> None:
    asked(app, pair="US-BOS~FR0009")
    before = session.newest_revision()
    next(button for button in app.button if button.label == "Record the promise").click().run()
    assert "Not done" in shown(app)
    assert session.store().newest_revision() == before


def test_swapping_mirrors_the_page(app: AppTest) -> None:
    asked(app, pair="US-NYC~ES0002")
    next(button for button in app.button if button.label == "Swap sides").click()
    app.run()
    assert pair_of(app) == "ES0002~US-NYC"
    assert app.title[0].value == "Barcelona and New York share a task: housing"
    assert "Transport: 32% in Barcelona, 25% in New York" in plain(shown(app))


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
