"""What two partners share: entered, changed, taken back, undone, and through a table without a difference."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.pairs.milestone_kinds import MILESTONES
from analytics.text.problems import Refused
from datasets import City
from datasets.city import pair_room, pair_table
from datasets.reference import programme_facts
from datasets.store import CityRecord, Store
from tests.datasets.builders import TOWN
from tests.effort import examples, first
from tests.samples import own_samples, sample_database

HARBOUR = CityRecord("XX0002", "Harbour", (), "XX", "Nowhere", "EU", None, None, False, "a register")
PAIRING = {
    "partner": "Harbour",
    "programme": "Twinning",
    "start": "2024-05",
    "end": "2026",
    "source": "a council paper",
}
PROMISE = {"partner": "Harbour", "who": "Office of Mobility", "what": "Send the cycling counts", "due": "2026-03"}
NOTE = {"partner": "Harbour", "what": "What worked in your pedestrian streets?"}
VISIT = {"partner": "Harbour", "kind": "visit", "date": "2025-02", "what": "Three days", "source": "a page"}


@pytest.fixture
def two() -> Store:
    store = Store(":memory:")
    store.seed([TOWN, HARBOUR], [], [], [])
    return store


def paired(store: Store) -> City:
    city = City(store, TOWN.city_id)
    city.pairs.state("pairing", PAIRING, "Ada", "a vote of the council")
    return city


def refused(store: Store, record: str, cells: Mapping[str, str]) -> tuple[str, str | None]:
    with pytest.raises(Refused) as refusal:
        City(store, TOWN.city_id).pairs.state(record, cells, "Ada", "a test of it")
    (problem,) = refusal.value.problems
    assert problem.sentence()
    assert problem.expected
    assert problem.fix
    return problem.code, problem.column


# --- what ships


def test_each_of_the_six_pairs_has_topics_a_start_and_milestones_with_source_and_address() -> None:
    with own_samples() as store:
        pairs = pair_room.pairs(store.register())
        assert len(pairs) == 6
        for left, right in pairs:
            room = City(store, left).pairs.room(right)
            (pairing,) = room.pairings
            assert pairing.start
            assert pairing.months == 18
            assert room.topics
            assert len(room.milestones) >= 4
            assert all(one.source and one.address.startswith("http") for one in (*room.pairings, *room.milestones))
            assert {one.kind for one in room.milestones} <= set(MILESTONES)


def test_what_ships_would_be_taken_from_a_person_as_well(two: Store) -> None:
    with own_samples() as store:
        for left, _ in pair_room.pairs(store.register()):
            speaker = pair_table.Speaker(City(store, left).record, "Ada", store.register())
            room = pair_room.room(store.register(), left)
            noted = [one._replace(note="looked at again") for one in (*room.pairings, *room.milestones)]
            brought = pair_table.brought(speaker, noted)
            assert len(brought["milestones"]) == 2 * len(room.milestones)


def test_the_groups_that_cities_work_on_are_those_of_their_rooms() -> None:
    with own_samples() as store:
        rooms = {city.city_id: City(store, city.city_id).pairs.room().group for city in store.cities()}
        assert pair_room.at_work(store.register()) == {city_id: group for city_id, group in rooms.items() if group}
        assert len(set(rooms.values()) - {None}) > 1


def test_both_dates_of_the_last_visit_of_new_york_are_kept_and_lyon_alone_has_an_end() -> None:
    visits = [one.date for one in programme_facts.milestones()["US-NYC"] if one.kind == "visit"]
    assert visits == ["2020-02", "2020-03"]
    ends = {city_id: one.end for city_id, told in programme_facts.pairings().items() for one in told}
    assert {city_id for city_id, end in ends.items() if end} == {"US-BOS", "FR0009"}


def test_a_partner_sees_the_pairing_turned_round() -> None:
    with own_samples() as store:
        (boston,) = City(store, "Boston").pairs.room("Lyon").pairings
        (lyon,) = City(store, "Lyon").pairs.room("Boston").pairings
        assert boston.partner_body == lyon.body == "Métropole de Lyon"
        assert programme_facts.mirrored(boston) == lyon


def test_a_database_from_before_the_kinds_has_its_pairs_facts_and_seals_and_takes_promises(tmp_path: Path) -> None:
    path = sample_database(tmp_path / "covenant.duckdb")
    with duckdb.connect(str(path)) as connection:
        for kind in pair_room.OF_PAIRS:
            for table in kind.tables:
                connection.execute(f"DROP TABLE {table}")
    with Store(path) as store:
        assert len(pair_room.pairs(store.register())) == 6
        varna = City(store, "Varna")
        assert varna.pairs.room("Santa Monica").topics == ("mobility planning", "sustainable transport")
        said = {"partner": "Santa Monica", "who": "Mobility", "what": "Send the plan", "due": "2027"}
        varna.pairs.state("promise", said, "Ada", "the meeting")
        assert all(made == now for _, made, now in store.seals(range(store.newest_revision() + 1)))


# --- what is entered


def test_an_entry_is_on_file_for_both_is_changed_and_undone(two: Store) -> None:
    city, other = paired(two), City(two, HARBOUR.city_id)
    city.pairs.state("milestone", VISIT | {"id": "v"}, "Ada", "the programme of the visit")
    changed = city.pairs.state("milestone", VISIT | {"id": "v", "date": "2025-03"}, "Ada", "it was in March")
    for seen in (city.pairs.room(HARBOUR.city_id), other.pairs.room(TOWN.city_id)):
        assert [one.date for one in seen.milestones] == ["2025-03"]
        assert [one.programme for one in seen.pairings] == ["Twinning"]
    assert [one.revision for one in other.history()] == [3, 2, 1]
    city.undo(changed.revision, "Ada", "it was in February")
    assert [one.date for one in other.pairs.room(TOWN.city_id).milestones] == ["2025-02"]
    assert pair_room.pairs(two.register()) == ((TOWN.city_id, HARBOUR.city_id),)


def test_a_city_has_several_pairings_and_one_with_a_partner_that_is_not_on_file(two: Store) -> None:
    city = paired(two)
    city.pairs.state("pairing", PAIRING | {"programme": "Second"}, "Ada", "a second one")
    city.pairs.state("pairing", PAIRING | {"partner": "Consórcio ABC", "on_file": "no"}, "Ada", "a page")
    assert [(one.partner, one.programme) for one in city.pairs.room().pairings] == [
        ("Consórcio ABC", "Twinning"),
        (HARBOUR.city_id, "Second"),
        (HARBOUR.city_id, "Twinning"),
    ]
    city.pairs.state("milestone", VISIT | {"partner": "Consórcio ABC"}, "Ada", "the page")
    assert len(city.pairs.room("Consórcio ABC").milestones) == 1
    assert pair_room.pairs(two.register()) == ((TOWN.city_id, HARBOUR.city_id),)


def test_what_ships_can_be_taken_back_and_an_undo_brings_it_again() -> None:
    with own_samples() as store:
        boston = City(store, "Boston")
        (pairing,) = boston.pairs.room("Lyon").pairings
        cells = {name: str(value or "") for name, value in pairing._asdict().items()}
        back = boston.pairs.state("pairing", cells | {"withdrawn": "yes"}, "Ada", "it has ended")
        assert boston.pairs.room("Lyon").pairings == ()
        assert len(pair_room.pairs(store.register())) == 5
        boston.undo(back.revision, "Ada", "it has not")
        assert len(pair_room.pairs(store.register())) == 6


# --- what is refused, and where


@pytest.mark.longer("a ledger of its own for each case")
@pytest.mark.parametrize(
    ("record", "cells", "code", "column"),
    first(
        4,
        [
            ("pairing", PAIRING | {"partner": "Town"}, "partner-itself", "partner"),
            ("pairing", PAIRING | {"partner": "Nowhereville"}, "partner-unknown", "partner"),
            ("pairing", PAIRING | {"end": "2023"}, "end-before-start", "end"),
            ("pairing", PAIRING | {"start": "May 2024"}, "date-unreadable", "start"),
            ("pairing", PAIRING | {"months": "1.5"}, "months-unreadable", "months"),
            ("pairing", PAIRING | {"months": "many"}, "number-unreadable", "months"),
            ("pairing", PAIRING | {"source": " "}, "source-missing", "source"),
            ("treaty", PAIRING, "record-unknown", "record"),
            ("milestone", VISIT | {"date": "2023"}, "milestone-outside", "date"),
            ("milestone", VISIT | {"date": "2027-01"}, "milestone-outside", "date"),
            ("milestone", VISIT | {"kind": "party"}, "milestone-kind", "kind"),
            ("promise", PROMISE | {"due": ""}, "date-missing", "due"),
            ("promise", PROMISE | {"kept": "2099"}, "kept-to-come", "kept"),
            ("promise", PROMISE | {"by_city": "Boston"}, "by-neither", "by_city"),
            ("note", NOTE | {"what": "x" * 100_000}, "text-too-long", "what"),
            ("note", NOTE | {"what": "\x00 \n"}, "what-missing", "what"),
            ("note", NOTE | {"reply_to": "nothing"}, "reply-to-none", "reply_to"),
        ],
    ),
)
def test_what_is_wrong_is_answered_where_it_stands(
    two: Store, record: str, cells: Mapping[str, str], code: str, column: str
) -> None:
    paired(two)
    assert refused(two, record, cells) == (code, column)
    assert two.newest_revision() == 1


def test_an_end_that_would_leave_a_milestone_outside_is_refused(two: Store) -> None:
    paired(two).pairs.state("milestone", VISIT, "Ada", "as the page says")
    assert refused(two, "pairing", PAIRING | {"end": "2024"}) == ("milestone-outside", "end")
    assert refused(two, "pairing", PAIRING | {"start": "2025-06", "end": ""}) == ("milestone-outside", "start")


def test_a_fourth_pairing_at_once_is_taken_with_a_warning(two: Store) -> None:
    city = paired(two)
    for number, (start, end) in enumerate([("2024", ""), ("2026-12", "2027"), ("2025", ""), ("2027", "")]):
        city.pairs.state(
            "pairing",
            PAIRING | {"partner": f"Far {number}", "on_file": "no", "start": start, "end": end},
            "Ada",
            "a vote",
        )
        assert len(city.pairs.room().doubts) == (number >= 2)
    (doubt,) = city.pairs.room(HARBOUR.city_id).doubts
    assert (doubt.severity, doubt.code, doubt.column) == ("warn", "pairings-many", "end")
    assert doubt.found == "4 pairings of Town at once, with Far 0, Harbour, Far 2 and Far 1"


@pytest.mark.parametrize(
    ("cells", "found"),
    first(
        1,
        [
            ({"due": "1999"}, ("promise-early", "due", "the promise “Send the counts”, due by 1999")),
            ({"figure": "150 %"}, ("figure-above", "figure", "the figure “150 %” of the promise “Send the counts”")),
            ({"figure": "150 % more cyclists"}, None),
            ({"figure": "+100,0 %"}, None),
        ],
    ),
)
def test_what_looks_like_a_slip_in_a_promise_is_taken_and_told_to_both(
    two: Store, cells: dict[str, str], found: tuple[str, str, str] | None
) -> None:
    city = paired(two)
    city.pairs.state("promise", PROMISE | {"what": "Send the counts"} | cells, "Ada", "the meeting")
    for seen in (city.pairs.room(), City(two, HARBOUR.city_id).pairs.room()):
        assert [(doubt.code, doubt.column, doubt.found) for doubt in seen.doubts] == ([found] if found else [])


@pytest.mark.longer("several commits, and what follows from each")
def test_a_promise_that_points_at_no_action_stands_as_plain_text_and_is_told(two: Store) -> None:
    city = paired(two)
    city.commit_actions(
        city.draft_actions(b"id,name,sector,start,end,status\nA1,PV,residential,2022,2026,decided", "p.csv"),
        "Ada",
        "the plan",
    )
    city.pairs.state("promise", PROMISE | {"action": "A1"}, "Ada", "the meeting")
    assert city.pairs.room().doubts == ()
    city.undo(two.newest_revision() - 1, "Ada", "another plan follows")
    for seen in (city.pairs.room(), City(two, HARBOUR.city_id).pairs.room()):
        ((doubt, promised),) = zip(seen.doubts, seen.promises, strict=True)
        assert (doubt.code, doubt.key, doubt.column) == ("action-unknown", promised.id, "action")
    city.pairs.state(
        "promise", PROMISE | {"id": promised.id, "action": "A1"} | {"kept": "2026-02"}, "Ada", "it was sent"
    )
    assert [one.kept for one in city.pairs.room().promises] == ["2026-02"]


@pytest.mark.parametrize(("record", "cells"), [("milestone", VISIT), ("promise", PROMISE), ("note", NOTE)])
def test_nothing_is_shared_without_a_pairing(two: Store, record: str, cells: Mapping[str, str]) -> None:
    assert refused(two, record, cells) == ("no-pairing", "partner")


@pytest.mark.longer("several commits, one after the other")
def test_what_came_before_and_after_a_pairing_has_kinds_of_its_own(two: Store) -> None:
    city = paired(two)
    for kind, date in (("earlier", "2016"), ("follow_up", "2030-01-01"), ("result", "2028"), ("visit", "2024")):
        city.pairs.state("milestone", VISIT | {"kind": kind, "date": date}, "Ada", "as the page says")
    assert len(city.pairs.room(HARBOUR.city_id).milestones) == 4


def test_a_faulty_table_is_refused_whole_with_every_row_that_is_wrong(two: Store) -> None:
    city = paired(two)
    rows = "note,Harbour,Hello there,\npromise,Harbour,To come,\nnote,Harbour,,\nnote,Harbour,Hello there,\n"
    with pytest.raises(Refused) as refusal:
        city.pairs.state_all(f"record,partner,what,due\n{rows}".encode(), "pair.csv", "Ada", "the minutes")
    assert {(one.row, one.code) for one in refusal.value.problems} == {
        (3, "who-missing"),
        (4, "what-missing"),
        (5, "said-twice"),
    }
    assert two.newest_revision() == 1


# --- out and in again

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
LINE = st.one_of(TEXT, st.sampled_from(["=1+1", "'=1", "<b>bold</b>", "-", "a,b;c|d", '"quoted"', "two\nlines", "- x"]))
DATE = st.sampled_from(["", "2024-06", "2025", "2025-12-31"])


def _cells(**fields: st.SearchStrategy[str]) -> st.SearchStrategy[dict[str, str]]:
    return st.fixed_dictionaries({"partner": st.just("Harbour")} | fields)


SAID = st.one_of(
    st.tuples(
        st.just("pairing"),
        _cells(
            **dict.fromkeys(("programme", "body", "partner_body", "topics", "source", "address", "note"), LINE),
            start=DATE,
            months=st.sampled_from(["", "18"]),
        ),
    ),
    st.tuples(
        st.just("milestone"),
        _cells(
            kind=st.sampled_from(sorted(MILESTONES)),
            date=DATE,
            value=st.sampled_from(["", "58000", "-0.1", "1e-7"]),
            **dict.fromkeys(("what", "unit", "source", "address", "note"), LINE),
        ),
    ),
    st.tuples(
        st.just("promise"),
        _cells(due=DATE, kept=DATE, by_city=st.sampled_from(["", "Harbour"]), who=LINE, what=LINE, figure=LINE),
    ),
    st.tuples(st.just("note"), _cells(author=LINE, what=LINE, about=LINE, by_city=st.sampled_from(["", "Harbour"]))),
)


def told(city: City) -> Any:
    """What counts of a city, without the numbers of the revisions."""
    found = city.pairs.room()
    kinds = (found.pairings, found.milestones, found.promises, found.notes)
    return [sorted(one._replace(revision=0) for one in held) for held in kinds]


@pytest.fixture(scope="module")
def both() -> Iterator[tuple[Store, Store]]:
    """Two databases, which are given back as they were: making them takes longer than all that is entered."""
    with Store(":memory:") as first, Store(":memory:") as second:
        for store in (first, second):
            store.seed([TOWN, HARBOUR], [], [], [])
        yield first, second


@pytest.mark.longer("a ledger of its own for each example")
@given(entered=st.lists(st.tuples(SAID, st.booleans()), max_size=6))
@examples(0.4)
def test_whatever_is_entered_comes_out_as_a_table_and_in_again_without_a_difference(
    both: tuple[Store, Store], entered: list[tuple[tuple[str, dict[str, str]], bool]]
) -> None:
    before = [store.newest_revision() for store in both]
    city, again = (City(store, TOWN.city_id) for store in both)
    speaker = pair_table.Speaker(TOWN, "Ada", both[0].register())
    taken = [pair_table.entry(speaker, PAIRING | {"record": "pairing"})]
    for (record, cells), withdrawn in entered:
        with suppress(Refused):  # such as a blank text
            said = cells | {"record": record, "withdrawn": "yes" if withdrawn else ""}
            taken += [one for one in [pair_table.entry(speaker, said)] if pair_table.brought(speaker, [*taken, one])]
    pair_table.state(both[0], speaker, taken, "a property")
    again.pairs.state_all(city.pairs.file(), "pair.csv", "Bea", "from the partner")
    assert told(again) == told(city)
    assert told(City(both[1], HARBOUR.city_id)) == told(City(both[0], HARBOUR.city_id))
    assert again.pairs.file() == city.pairs.file()
    for store, revision in zip(both, before, strict=True):
        store.undo(revision + 1, "Ada", "the next one")


@pytest.mark.longer("several commits, and a table of them read again")
def test_what_was_put_away_comes_in_again_with_all_that_hangs_on_it(two: Store) -> None:
    city = paired(two)
    city.pairs.state("milestone", VISIT, "Ada", "the visit")
    city.pairs.state("note", NOTE | {"id": "n"}, "Ada", "a question")
    city.pairs.state("note", NOTE | {"what": "A reply", "reply_to": "n"}, "Ada", "an answer")
    city.pairs.state("note", NOTE | {"id": "n", "withdrawn": "yes"}, "Ada", "it is settled")
    city.pairs.state("pairing", PAIRING | {"withdrawn": "yes"}, "Ada", "it has ended")
    with Store(":memory:") as other:
        other.seed([TOWN, HARBOUR], [], [], [])
        again = City(other, TOWN.city_id)
        again.pairs.state_all(city.pairs.file(), "pair.csv", "Bea", "from the partner")
        assert again.pairs.file() == city.pairs.file()
        assert pair_room.pairs(other.register()) == ()


def test_a_pairing_with_somebody_who_is_not_on_file_stands_among_the_others_in_place_of_the_shipped_one() -> None:
    with own_samples() as store:
        shipped = pair_room.others(store.register())
        assert [one.regions for one in shipped].count(True) == 12
        assert all(one.source and one.address.startswith("http") for one in shipped)
        mine = {
            city.name: [one.first for one in shipped if one.partner_of(city.names, city.country_code)]
            for city in store.cities()
        }
        assert {name: held for name, held in mine.items() if held} == {
            "Turin": ["Consórcio ABC"],
            "Bologna": ["Guangzhou"],
        }
        said = PAIRING | {"partner": "Consórcio ABC", "on_file": "no", "start": "2017-11"}
        City(store, "Turin").pairs.state("pairing", said, "Ada", "the page of the city")
        found = pair_room.others(store.register())
        assert len(found) == len(shipped)
        assert (found[0].first, found[0].second, found[0].year) == ("Turin", "Consórcio ABC", "2017-11")


def test_each_pair_stands_in_a_line_with_its_last_milestone_and_what_is_not_kept() -> None:
    with own_samples() as store:
        City(store, "Lyon").pairs.state("promise", PROMISE | {"partner": "Boston"}, "Ada", "the meeting")
        (boston,) = (line for line in pair_room.lines(store.register()) if line.left == "US-BOS")
        assert (boston.start, boston.end, boston.topics[0], boston.due) == (
            "2018",
            "2020",
            "urban mobility",
            ("2026-03",),
        )
        assert boston.last is not None
        assert boston.last[0].startswith("2020")
        assert [line.left for line in pair_room.lines(store.register())] == [
            left for left, _ in pair_room.pairs(store.register())
        ]


def test_the_shipped_facts_go_through_a_table_as_well() -> None:
    with own_samples() as store:
        turin = City(store, "Turin")
        before, file = told(turin), turin.pairs.file("US-BAL")
        with pytest.raises(Refused) as refusal:
            turin.pairs.state_all(file, "pair.csv", "Ada", "the same again")
        assert [problem.code for problem in refusal.value.problems] == ["nothing-new"]
        assert (told(turin), turin.pairs.only_named(file, "pair.csv")) == (before, ())
        header = next(csv.reader(io.StringIO(file.decode("utf-8-sig"))))
        assert header == list(pair_table.COLUMNS)


def test_the_table_of_the_partner_tells_its_side_and_a_table_of_both_does_not(two: Store) -> None:
    town, harbour = paired(two), City(two, HARBOUR.city_id)
    town.pairs.state("promise", PROMISE, "Ada", "agreed")
    theirs, ours = harbour.pairs.file("Town"), town.pairs.file("Harbour")
    assert town.pairs.side_of(theirs, "theirs.csv") == HARBOUR == harbour.pairs.side_of(theirs, "theirs.csv")
    assert town.pairs.side_of(ours, "ours.csv") == TOWN
    both = theirs + ours.partition(b"\n")[2]
    assert town.pairs.side_of(both, "both.csv") == TOWN
    with pytest.raises(Refused, match="nothing"):
        harbour.pairs.state_all(theirs, "theirs.csv", "Ben", "brought back")  # each of its rows is on file


def test_a_file_is_taken_in_where_the_partner_is_not_kept_and_the_city_bears_another_id(two: Store) -> None:
    city = paired(two)
    city.pairs.state("promise", PROMISE | {"by_city": "Harbour"}, "Ada", "the meeting")
    city.pairs.state("promise", PROMISE | {"what": "Send the plan"}, "Ada", "the meeting")
    with Store(":memory:") as elsewhere:
        elsewhere.seed([replace(TOWN, city_id="TOWN")], [], [], [])
        again = City(elsewhere, "Town")
        again.pairs.state_all(city.pairs.file(), "pair.csv", "Bea", "from the partner")
        room = again.pairs.room("Harbour")
        assert [(one.partner, one.programme) for one in room.pairings] == [("Harbour", "Twinning")]
        assert {(one.by_city, one.what) for one in room.promises} == {
            ("Harbour", "Send the cycling counts"),
            ("TOWN", "Send the plan"),
        }


@pytest.mark.longer("several commits, and what follows from each")
def test_the_second_of_two_who_change_one_entry_is_told_and_overwrites_nothing(two: Store) -> None:
    city = paired(two)
    city.pairs.state("promise", PROMISE, "Ada", "the meeting")
    (seen,) = city.pairs.room().promises
    said = PROMISE | {"id": seen.id}
    first = city.pairs.state("promise", said | {"due": "2026-05"}, "Ada", "later", seen.revision)
    with pytest.raises(Refused) as refusal:
        City(two, HARBOUR.city_id).pairs.state("promise", said | {"partner": "Town"}, "Bea", "kept", seen.revision)
    (problem,) = refusal.value.problems
    assert (problem.code, problem.column) == ("edited-meanwhile", "id")
    assert f"revision {first.revision}" in problem.found
    assert [one.due for one in city.pairs.room().promises] == ["2026-05"]
    city.pairs.state("promise", said | {"kept": "2026-02"}, "Bea", "kept", first.revision)
    assert [one.kept for one in city.pairs.room().promises] == ["2026-02"]
