"""The Pairs page: six pairs, each with its task, its line of time, a picture of each city and what to ask."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import TextInput

from analytics.inventories.comparison import compare
from dashboard import session
from dashboard.figures.pair_bars import side_by_side
from dashboard.parts.pairs import pairing
from datasets import City
from datasets.reference import samples
from datasets.reference.naming import find_city
from datasets.reference.samples import open_store
from datasets.store import location
from tests.dashboard.views.conftest import to
from tests.datasets.builders import TOWN
from tests.effort import first

APP = Path(__file__).resolve().parents[3] / "dashboard" / "app.py"


@pytest.fixture
def app(shown_samples: Path) -> AppTest:
    """The Pairs page, not yet run."""
    page = AppTest.from_file(str(APP), default_timeout=60)
    to(page, "pairs")
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
    tables = [
        re.sub(r"<style>.*?</style>|<[^>]+>", " ", str(part.proto.body), flags=re.DOTALL) for part in page.get("html")
    ]
    said = [*(str(part.value) for part in parts), *(" ".join(unescape(table).split()) for table in tables)]
    return "\n".join(said).replace("\\", "")


EXPECTED: dict[str, tuple[str, ...]] = {
    "US-NYC~ES0002": (
        "New York and Barcelona share a task: housing",
        "Pairing announced: June 2018 (International Urban Cooperation), for housing.",
        "February 2020, Visit:** Second visit of a Barcelona delegation to New York",
        "March 2020, Visit:** Barcelona housing delegates in New York",
        "Residential buildings 33% (2020) 29% (2020)",
        "Change −21%, 2005–2020 −25%, 1992–2019",
        "Barcelona to New York: What has New York done for housing since 2022?",
    ),
    "US-BOS~FR0009": (
        "Boston and Lyon share a task: urban mobility",
        "Transport 30% (2019) 23% (2019)",
        "Paired: 2018 to 2020 (International Urban Cooperation), for urban mobility",
        "Taking part: Métropole de Lyon.",
        "Budget of the project: 58",
        "Change −32%, 2005–2020 missing",
        "Lyon to Boston: Commercial and institutional buildings: −40% from 2005 to 2020. What did it?",
        "Boston to Lyon: What has Lyon done for urban mobility since 2020?",
    ),
    "US-BAL~IT0004": (
        "Baltimore and Turin share a task: neighbourhood regeneration",
        "Inhabitants 610,481 (2017) 875,698 (2019)",
        "Change −13%, 2007–2017 −31%, 1991–2019",
        "Target 60% below 2007 by 2030 55% below 1991 by 2030",
        "26 actions on file: which of them can be taken over?",
        "Business partnership signed for the social housing project Homes4all in Turin",
        "10 November 2017, Before the pairing:** Turin at the first partners meeting",
    ),
    "US-SMO~BG0002": (
        "Santa Monica and Varna share a task: mobility planning",
        "Change −60%, 1990–2020 missing",
        "April 2019, Visit:** Three Santa Monica representatives visited Sofia and Varna",
        "Its target is 80% below 1990 by 2030: how was it set?",
        "What has Varna done for mobility planning since April 2019?",
    ),
    "US-FTC~PT0014": (
        "Fort Collins and Vila Nova de Famalicão share a task: sustainable urban mobility",
        "climate resilience, citizen engagement and circular economy.",
        "22 October 2020, Agreement:** Memorandum of understanding signed online",
        "Result:** Fort Collins delegates helped Famalicão with a mobility plan for cycling",
        "Change −24%, 2005–2020 0%, 2015–2021",
        "Fort Collins wanted to learn about: municipal bus service Voltas, social and school passes, agreements with",
        "Vila Nova de Famalicão wanted to learn about: promotion of cycling. What came of it? Source: Cidade Hoje",
        "Adaptation: LIFE Natural Adapt 4 Rural Areas: ecosystem-based solutions. Would it serve here? Source: Cidade",
        "Fort Collins copied the yellow sofa of citizenship from Famalicão for its climate plan debate. :gray[Source:",
        "What has Vila Nova de Famalicão done for sustainable urban mobility since 22 October 2020?",
    ),
    "US-AUS~IT0007": (
        "Austin and Bologna share a task: circular economy",
        "Paired: December 2017, planned for 18 months (International Urban Cooperation), for circular economy, "
        "environmental service",
        "Taking part: Città metropolitana di Bologna.",
        "Change −18%, 2010–2018 missing",
        "actions on file: which of them can be taken over?",
    ),
}
"""What each pair shows at least, written by hand from the facts and the figures on file."""


def plain(text: str) -> str:
    """A text with ordinary spaces, none before a sign of per cent, and without invisible marks."""
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("\u2060", "").replace(" %", "%")


@pytest.mark.parametrize("pair", first(1, EXPECTED))
def test_a_pair_shows_its_task_its_time_a_picture_of_each_city_and_what_to_ask(app: AppTest, pair: str) -> None:
    asked(app, pair=pair)
    said = plain(shown(app))
    assert [line for line in EXPECTED[pair] if line not in said] == []


@pytest.mark.longer("every pair is opened")
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


@pytest.mark.longer("the page is drawn after each act")
@pytest.mark.usefixtures("own_database")
def test_a_promise_and_a_note_are_recorded_for_both_cities_and_are_plain_text(app: AppTest) -> None:
    asked(app, pair="US-BOS~FR0009")
    boston = session.at_city("US-BOS")
    said = {"partner": "FR0009", "who": "Transport <b>", "what": "Send *counts*", "due": "2020-03"}
    boston.pairs.state("promise", said, who="Ada", reason="the meeting")
    boston.pairs.state("note", {"partner": "FR0009", "what": "<script>x</script>"}, who="Ada", reason="the meeting")
    asked(app, pair="FR0009~US-BOS")
    assert "late · by March 2020" in plain(shown(app))
    assert "Send *counts*" in shown(app)
    assert [note.value for note in app.get("text")] == ["<script>x</script>"]
    app.button(key=next(b.key for b in app.button if str(b.key).startswith("pair-kept-"))).click().run()
    assert "kept ·" in plain(shown(app))


@pytest.mark.longer("pages of two cities on a database of its own")
@pytest.mark.usefixtures("own_database")
def test_a_promise_that_is_open_stands_on_the_page_of_both_cities(app: AppTest) -> None:
    asked(app)
    said = {"partner": "FR0009", "who": "Transport", "what": "Send counts", "due": "2020-03"}
    session.at_city("US-BOS").pairs.state("promise", said, who="Ada", reason="the meeting")
    for city in ("US-BOS", "FR0009"):
        to(app, "progress")
        asked(app, city=city)
        assert any("One promise of a pair is late" in link.proto.label for link in app.get("page_link"))


@pytest.mark.usefixtures("own_database")
def test_a_meeting_is_set_with_its_questions_and_stands_for_both_and_in_the_calendar(app: AppTest) -> None:
    asked(app, pair="US-BOS~FR0009")
    save = next(button for button in app.button if button.label == "Save")
    save.click().run()
    assert "no date. Expected the day of the meeting. Choose it." in shown(app)
    day = date(session.this_year() + 1, 3, 12)
    (field,) = app.date_input
    field.set_value(day)
    for asked_there in [box for box in app.checkbox if "-meeting-" in str(box.key)][1:]:
        asked_there.uncheck()
    next(button for button in app.button if button.label == "Save").click().run()
    room = session.at_city("FR0009").pairs.room("US-BOS")
    (meeting,) = room.to_come(date.today())
    assert (meeting.kind, meeting.date) == ("meeting", day.isoformat())
    assert plain(meeting.what) in plain(shown(app).replace("- ", ""))
    assert f"DTSTART;VALUE=DATE:{day:%Y%m%d}" in room.calendar(date.today(), "Lyon").decode()
    assert room.last_met(date.today()) < "2021"


def recorded(page: AppTest, **cells: str) -> None:
    """The form of a promise filled in and sent."""
    for name, value in cells.items():
        field(page, name).set_value(value)
    next(button for button in page.button if button.label == "Record the promise").click().run()
    assert not page.exception


def field(page: AppTest, name: str) -> TextInput:
    return next(one for one in page.text_input if str(one.key).startswith(f"pair-promise-{name}-"))


def test_what_is_wrong_in_a_form_names_the_field_and_nothing_is_written(app: AppTest) -> None:
    asked(app, pair="US-BOS~FR0009")
    before = session.newest_revision()
    recorded(app, what="Send counts")
    assert "Not done. Office: nothing. Expected a text. Fill it in." in shown(app)
    assert "Not taken yet: what is wrong stands beside its field." in shown(app)
    assert session.store().newest_revision() == before
    assert field(app, "what").value == "Send counts"


@pytest.mark.longer("the page is drawn after each act")
@pytest.mark.usefixtures("own_database")
def test_a_form_is_empty_once_it_is_on_file_and_what_is_late_from_its_first_day_is_said_to_be(app: AppTest) -> None:
    asked(app, pair="US-BOS~FR0009")
    recorded(app, who="Transport", what="Send counts", due="2020-03")
    assert "Its date is past already: it counts as late." in shown(app)
    assert [field(app, name).value for name in ("who", "what", "due")] == [""] * 3
    recorded(app, who="Transport", what="Send them again", due="2099")
    assert "it counts as late" not in shown(app)
    recorded(app, who="Transport", what="Count bicycles", due="1999", action="X1", figure="40")
    told = shown(app)
    assert 'Number of a recorded action, if any: "X1". Expected a recorded action. Correct the number' in told
    assert 'Figure behind it, if any: "40". Expected a figure with its unit, and of what it is.' in told
    recorded(app, action="", figure="150 %")
    warned = "\n".join(one.value for one in app.warning).replace("\\", "")
    assert "the promise “Count bicycles”, due by 1999. Expected a date after the pairing began, 2018" in warned
    assert "the figure “150 %” of the promise “Count bicycles”" in warned


# --- a pairing entered in the browser

NEW = {"partner": "Varna", "programme": "Twinning", "start": "2024-05", "end": "2026", "topics": "heat; <b>parks</b>"}


def entered(page: AppTest, reason: str = "a vote of the council", **cells: str) -> AppTest:
    """The form of a new pairing filled in and sent."""
    for name, value in {"source": "a council paper", **cells, "reason": reason}.items():
        field = next(one for one in (*page.text_input, *page.text_area) if one.key == f"pairing-new-US-BOS-{name}")
        field.set_value(value)
    next(button for button in page.button if button.label == "Save the pairing").click().run()
    assert not page.exception
    return page


@pytest.mark.longer("the page is drawn after each act")
@pytest.mark.usefixtures("own_database")
def test_a_pairing_is_entered_changed_put_away_and_each_step_is_taken_back(app: AppTest) -> None:
    asked(app, city="US-BOS", new="1")
    assert app.title[0].value == "A new pairing of Boston"
    entered(app, **NEW)
    assert pair_of(app) == "US-BOS~BG0002"
    assert "Paired since May 2024 (Twinning) for heat and <b>parks</b>." in plain(shown(app)).replace("\\", "")
    assert session.at_city("BG0002").pairs.room("US-BOS").topics == ("heat", "<b>parks</b>")
    change(app, "end", "2028-01", "it goes on")
    assert [one.end for one in session.at_city("US-BOS").pairs.room("BG0002").pairings] == ["2028-01"]
    next(button for button in app.button if button.label == "Undo “it goes on”").click().run()
    assert [one.end for one in session.at_city("US-BOS").pairs.room("BG0002").pairings] == ["2026"]
    change(app, "reason", "it has ended", "it has ended", "Put it away")
    assert {"US-BOS", "BG0002"} not in map(set, session.pairings())
    assert not app.warning
    next(button for button in app.button if button.label == "Undo “it has ended”").click().run()
    assert {"US-BOS", "BG0002"} in map(set, session.pairings())


def change(page: AppTest, name: str, value: str, reason: str, label: str = "Change it") -> None:
    """The form of the pairing on screen filled in and sent."""
    fields = {str(one.key): one for one in page.text_input if str(one.key).startswith("pairing-US-BOS-")}
    next(one for key, one in fields.items() if key.endswith("-reason")).set_value(reason)
    next(one for key, one in fields.items() if key.endswith(f"-{name}")).set_value(value)
    next(button for button in page.button if button.label == label).click().run()
    assert not page.exception


@pytest.mark.parametrize(
    ("cells", "reason", "told"),
    first(
        3,
        [
            ({"partner": "Boston"}, "a vote", "Boston, paired with itself"),
            ({"partner": "Nowhereville"}, "a vote", "Nowhereville"),
            ({"end": "2023"}, "a vote", "an end after the start, 2024-05"),
            ({"start": "May"}, "a vote", "a date as far as it is known"),
            ({"source": " "}, "a vote", "nothing. Expected a text"),
            ({"note": "x" * 100_000}, "a vote", "100,000 characters"),
            ({}, "", "no reason"),
        ],
    ),
)
def test_what_is_wrong_in_a_new_pairing_is_said_beside_its_field(
    app: AppTest, cells: dict[str, str], reason: str, told: str
) -> None:
    asked(app, city="US-BOS", new="1")
    before = session.newest_revision()
    entered(app, **{**NEW, **cells}, reason=reason)
    assert told in plain(" ".join(one.value for one in app.warning)).replace("\\", "")
    assert session.store().newest_revision() == before
    assert app.title[0].value == "A new pairing of Boston"


@pytest.mark.longer("the page is drawn after each act")
@pytest.mark.usefixtures("own_database")
def test_a_fourth_pairing_at_once_is_taken_with_a_warning_and_stands_where_no_partner_is_on_file(app: AppTest) -> None:
    boston = session.at_city("US-BOS") if asked(app) else None
    assert boston is not None
    for number in range(3):
        said = {**NEW, "partner": f"Far {number}", "on_file": "no", "source": "a page"}
        boston.pairs.state("pairing", said, who="Ada", reason="a vote")
    asked(app, city="US-BOS", new="1", partner="Somewhere <i>else</i>", on_file="no")
    assert app.checkbox[0].value
    entered(app, **{name: value for name, value in NEW.items() if name != "partner"})
    said = plain(shown(app) + " ".join(one.value for one in app.warning)).replace("\\", "")
    assert "4 pairings of Boston at once" in said
    to(app, "partners")
    said = plain(shown(asked(app, city="US-BOS")))
    assert "Boston is also paired with Somewhere <i>else</i> (Twinning, May 2024)" in said


@pytest.mark.longer("the page is drawn after each act")
@pytest.mark.usefixtures("own_database")
def test_an_entry_is_put_away_with_a_reason_and_comes_back(app: AppTest) -> None:
    asked(app, pair="US-BOS~FR0009")
    boston = session.at_city("US-BOS")
    boston.pairs.state("note", {"partner": "FR0009", "what": "A question"}, who="Ada", reason="the meeting")
    asked(app, pair="US-BOS~FR0009")
    entry = next(one for one in app.selectbox if one.label == "Entry")
    entry.set_value(next(name for name in entry.options if "A question" in name))
    key = str(entry.key).removesuffix("-entry")
    next(one for one in app.text_input if one.key == f"{key}-reason").set_value("it is settled")
    next(
        button
        for button in app.button
        if "put_away" in str(button.key) or str(button.key).startswith(f"FormSubmitter:{key}")
    ).click().run()
    assert not app.exception
    assert not session.at_city("US-BOS").pairs.room("FR0009").notes
    next(button for button in app.button if button.label == "Undo “it is settled”").click().run()
    assert [one.what for one in session.at_city("FR0009").pairs.room("US-BOS").notes] == ["A question"]


@pytest.mark.longer("whole pages are drawn")
def test_a_second_pairing_of_a_city_is_told_without_a_comparison(app: AppTest) -> None:
    to(app, "partners")
    asked(app, city="IT0004")
    assert "Turin is also paired with Consórcio ABC, Brazil (International Urban Cooperation)." in plain(shown(app))
    assert "so nothing is compared" in shown(app)
    asked(app, city="IT0007")
    assert "Bologna is also paired with Guangzhou, China" in plain(shown(app))


@pytest.mark.longer("whole pages are drawn")
@pytest.mark.usefixtures("own_database")
def test_a_pair_that_is_opened_makes_its_first_city_that_of_the_list_and_a_city_without_one_says_so(
    app: AppTest,
) -> None:
    asked(app, city="US-BOS", pair="US-NYC~ES0002")
    assert str(app.query_params["city"]) in ("US-NYC", "['US-NYC']")
    pairs = session.at_city("US-BOS").pairs
    (lyon,) = pairs.room("FR0009").pairings
    cells = {name: str(cell or "") for name, cell in lyon._asdict().items()} | {"withdrawn": "yes"}
    pairs.state("pairing", cells, "Ada", "it is over")
    asked(app, city="US-BOS")
    assert [one.value for one in app.info if "Boston has no pairing here. Shown is" in one.value]


def test_swapping_mirrors_the_page(app: AppTest) -> None:
    asked(app, pair="US-NYC~ES0002")
    next(button for button in app.button if button.label == "Swap sides").click()
    app.run()
    assert pair_of(app) == "ES0002~US-NYC"
    assert app.title[0].value == "Barcelona and New York share a task: housing"
    assert "Residential buildings 29% (2020) 33% (2020)" in plain(shown(app))


def test_an_unknown_pairing_is_named(app: AppTest) -> None:
    asked(app, pair="US-BOS~XX9999")
    assert "US-BOS~XX9999" in shown(app)
    assert not any(link.proto.label.startswith("Pair ") for link in app.get("page_link"))
    assert pair_of(app) == "US-BOS~FR0009"


def test_two_cities_that_are_not_paired_can_be(app: AppTest) -> None:
    asked(app, pair="US-BOS~BG0002")
    (link,) = (link.proto for link in app.get("page_link") if link.proto.label == "Pair Boston with Varna")
    assert "new=1" in link.query_string
    assert "partner=BG0002" in link.query_string


@pytest.mark.longer("pages of a database of its own")
@pytest.mark.usefixtures("own_database")
def test_what_is_committed_shows_at_once(app: AppTest) -> None:
    asked(app, pair="US-NYC~ES0002")
    assert "29% (2020)" in plain(shown(app))
    samples.remove(session.store(), "ES0002", "an analyst", "own figures follow")
    asked(app, pair="US-NYC~ES0002")
    assert "29% (2020)" not in plain(shown(app))
    assert "Residential buildings 33% (2020) missing" in plain(shown(app))


def test_a_database_without_pairings_says_so(app: AppTest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "town.duckdb"
    with open_store(path, samples=False) as store:
        store.seed([TOWN], [], [], [])
    monkeypatch.setenv(location.VARIABLE, str(path))
    asked(app)
    assert app.title[0].value == "No pairing yet"


def test_the_picture_holds_each_row_of_both(app: AppTest) -> None:
    asked(app)
    reports = [session.at_city(city).report() for city in ("US-NYC", "ES0002")]
    names = ("New York", "Barcelona")
    result = compare(reports[0].inventories, reports[1].inventories, names)
    (bars,) = side_by_side(result, names).data
    told = [value for row in result.rows for value in (0.0, *result.amounts(row))]
    assert list(bars.x) == told, "below the name of each row a bar of either city"


def test_the_two_cities_differ_by_more_than_colour(app: AppTest) -> None:
    asked(app)
    reports = [session.at_city(city).report() for city in ("US-NYC", "ES0002")]
    names = ("New York", "Barcelona")
    for dark in (False, True):
        (bars,) = side_by_side(compare(reports[0].inventories, reports[1].inventories, names), names, dark).data
        assert list(bars.marker.pattern.shape[1:3]) == ["", "/"]
        assert bars.marker.color[1] != bars.marker.color[2]


@pytest.mark.longer("Ours, Compare and Ideas of every sample city")
@pytest.mark.parametrize("city", [city for pair in EXPECTED for city in pair.split("~")])
def test_partner_and_ideas_of_each_city_lead_with_something_true_of_it_and_never_with_what_is_missing(
    app: AppTest, city: str
) -> None:
    name = session.name_of(city)
    lacking = re.compile(r"cannot|no \w+ (?:(?:is|are) known )?here|nothing|\b0 of 100", re.IGNORECASE)
    for place in ("pairs", "twin", "knowledge"):
        to(app, place)
        title = asked(app, city=city).title[0].value.replace("\\", "")
        assert not lacking.search(title), (place, title)
        assert name in title or place == "knowledge", (place, title)


@pytest.mark.usefixtures("own_database")
def test_what_the_bundle_of_a_partner_brings_stands_on_the_page_at_once(app: AppTest) -> None:
    asked(app, pair="US-BOS~FR0009")
    with open_store(":memory:") as there:
        said = {"partner": "US-BOS", "who": "Mobility", "what": "Send the counts", "due": "2099"}
        City(there, "FR0009").pairs.state("promise", said, who="Bea", reason="the meeting")
        content = City(there, "FR0009").export("bundle").content
    every = session.all_cities()
    every.open_bundle(every.read_bundle(content, "lyon.zip"), "Ada", "from the partner")
    assert "Lyon, Mobility:** Send the counts" in shown(asked(app, pair="US-BOS~FR0009"))


def test_what_nobody_translated_says_its_language_to_readers_of_another(app: AppTest) -> None:
    told = "Fort Collins delegates helped Famalicão with a mobility plan for cycling"
    assert f"{told}. :gray[" in shown(asked(app, pair="US-FTC~PT0014"))
    assert f"{told} (English). :gray[" in shown(asked(app, pair="US-FTC~PT0014", language="de"))
