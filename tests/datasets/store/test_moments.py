"""The moment that the store holds in memory is the one that the database holds, whatever was done to it."""

from __future__ import annotations

import random
import re
from contextlib import nullcontext
from dataclasses import replace

import pytest

from analytics.commitment.actions import Action
from analytics.commitment.targets import Target
from analytics.factors.heating import DegreeDays
from analytics.text.problems import Problem, Refused
from datasets.city import assessment
from datasets.store import CityFactor, GdpRow, LocalEnergy, Moment, Reader, Store, Submission, moments, reading, touched
from tests.datasets.builders import TOWN, Begin, row, submission
from tests.effort import seeds

OTHERS = tuple(replace(TOWN, city_id=f"XX000{number}", name=f"Town {number}") for number in (2, 3))
CITIES = tuple(city.city_id for city in (TOWN, *OTHERS))


@pytest.fixture
def store(begun: Begin) -> Store:
    paired = [(TOWN.city_id, CITIES[1], "a programme")]
    return begun(lambda store: store.seed([TOWN, *OTHERS], paired, [target(TOWN.city_id, 30)], []))


def target(city_id: str, percent: float) -> Target:
    return Target(
        city_id=city_id,
        kind="absolute",
        base_year=2005,
        year=2030,
        reduction_percent=percent,
        method="covenant",
        source="a plan",
    )


def beside(**held: object) -> Submission:
    return Submission(rows=None, row_count=0, author="an analyst", layout="long", **held)  # type: ignore[arg-type]


def acts(city_id: str, choose: random.Random) -> list[Submission]:
    """One submission of each kind that says something of a city."""
    number = choose.randrange(1, 1000)
    action = Action("A1", f"Action {number}", "residential", None, 2020, 2025, "planned", float(number))
    return [
        submission(row(value=number, city_id=city_id, year=choose.choice((2005, 2019)))),
        submission(*(row(value=number, city_id=each) for each in CITIES), heads=100.0 + number),
        beside(targets=(target(city_id, choose.randrange(10, 90)),)),
        beside(
            factors=(
                CityFactor(
                    city_id,
                    2005,
                    2030,
                    "electricity",
                    "all",
                    "factor",
                    "CO2",
                    number / 1000,
                    "activity-based",
                    "a study",
                ),
            )
        ),
        beside(supply=(LocalEnergy(city_id, 2019, "LPE", float(number), str(number), "MWh", "a plant"),)),
        beside(gdp=(GdpRow(city_id, 2019, float(number), "m", "EUR", "2015", "an office"),)),
        beside(actions={city_id: (action,)}),
        beside(degree_days=(DegreeDays(city_id, 2019, 2019, 15.5, None, 1000.0 + number, None, "a station"),)),
        submission(
            row(value=number, city_id=f"YY{number:04}"),
            new_cities=(replace(TOWN, city_id=f"YY{number:04}", name=f"New {number}", other_names=()),),
        ),
    ]


def call_off(reader: Reader) -> None:
    raise Refused(Problem("block", "called-off", "a test", "nothing", "Nothing."))


def read_anew(store: Store) -> Moment:
    with store._cursor() as cursor:
        return moments.moment(cursor)


def alike(one: Moment, other: Moment) -> bool:
    return (one.revision, one.register, dict(one.touched), one.samples) == (
        other.revision,
        other.register,
        dict(other.touched),
        other.samples,
    )


@pytest.mark.parametrize("seed", seeds(9))
def test_what_is_held_is_what_is_read_anew_after_any_act(store: Store, seed: int) -> None:
    """Here, and where another database of the ledger takes over what was committed here."""
    followed = store.followed
    with nullcontext() if followed is None else Store(":memory:", followed=followed.ledger.address) as other:
        _walk(store, other, random.Random(seed))


def _walk(store: Store, other: Store | None, choose: random.Random) -> None:
    store.moment()
    if other is not None:
        other.moment()
    for _step in range(16):
        act = choose.random()
        try:
            if act < 0.25 and store.newest_revision():
                store.undo(choose.randrange(1, store.newest_revision() + 1), "an analyst", "a reason")
            elif act < 0.35:
                with store.rehearsal(choose.choice(acts(choose.choice(CITIES), choose))) as reader:
                    assert reader.register is not None
            elif act < 0.45:
                with pytest.raises(Refused):
                    store.commit(choose.choice(acts(choose.choice(CITIES), choose)), call_off)
            else:
                store.commit(choose.choice(acts(choose.choice(CITIES), choose)))
        except Refused:
            pass
        assert alike(store.moment(), read_anew(store))
        if other is not None and choose.random() < 0.7:  # else several revisions are taken over together
            assert other.followed is not None
            other.followed.catch_up()
            assert alike(other.moment(), store.moment())


def test_a_rehearsal_sees_what_it_would_leave_and_nobody_else_does(store: Store) -> None:
    before = store.moment()
    with store.rehearsal(beside(targets=(target(CITIES[1], 77),))) as then:
        assert then.register.targets[CITIES[1]] == (target(CITIES[1], 77),)
        assert store.moment() is before
    assert store.moment() is before


@pytest.mark.longer("whole histories are read at every moment")
@pytest.mark.parametrize("seed", seeds(9))
def test_a_city_reads_alike_at_every_moment_with_the_same_newest_revision(store: Store, seed: int) -> None:
    """By that number the dashboard keeps what it made of a city."""
    choose, seen, held = random.Random(100 + seed), dict[tuple[str, int], object](), list[Moment]()
    for _step in range(12):
        try:
            if choose.random() < 0.3 and store.newest_revision():
                store.undo(choose.randrange(1, store.newest_revision() + 1), "an analyst", "a reason")
            else:
                store.commit(choose.choice(acts(choose.choice(CITIES), choose)))
        except Refused:
            continue
        held.append(store.moment())
    for moment in (*held, *held[::-1]):  # also long after later commits
        for city_id in CITIES:
            name = (city_id, moment.of_city(city_id))
            with store.reader(moment.revision) as reader:
                assert reader.register == moment.register
                found = (
                    assessment.read(reader, city_id, today=2026),
                    reader.in_force(city_id),
                    reader.inventory_rows(city_id),
                )
            assert seen.setdefault(name, found) == found
    held.clear()  # from here on nobody holds a moment
    for city_id in CITIES:
        for revision in store.history(city_id):
            known = seen.get((city_id, revision.revision))
            if known is not None:
                with store.reader(revision.revision) as reader:
                    whole = reading.register(reader._cursor, revision.revision)
                    here, there = (replace(held, cities=()) for held in (reader.register, whole))
                    assert here == there  # which cities there are is not kept by revision
                    assert assessment.read(reader, city_id, today=2026) == known[0]  # type: ignore[index]


def test_every_table_that_names_a_city_tells_by_which_revision_it_was_touched(store: Store) -> None:
    """Beside what files were called, by which number a bundle knew a revision, and who may do what: no figure rests on
    these."""
    with store._cursor() as cursor:
        tables = cursor.execute(
            """
            SELECT table_name FROM duckdb_tables() JOIN duckdb_columns() USING (table_name)
            WHERE column_name IN ('revision', 'city_id') GROUP BY ALL HAVING count(DISTINCT column_name) = 2
            """
        ).fetchall()
    named = {name for (name,) in tables}
    assert {name for name in named if not re.search(rf"FROM {name}\b", touched._SAID)} == {
        "mappings",
        "access_tokens",
        "carried_revisions",
        "city_roles",
    }


@pytest.mark.longer("several commits, and what follows from each")
def test_a_history_of_an_earlier_moment_is_what_it_was_then(store: Store) -> None:
    told = []
    for value in range(4):
        store.commit(submission(row(value=value), row(value=value, city_id=CITIES[1])))
        store.commit(submission(row(value=value, city_id=CITIES[1])))
        told.append((store.newest_revision(), store.history(TOWN.city_id), store.history(CITIES[1])))
    store.undo(store.newest_revision(), "an analyst", "a reason")
    for revision, *histories in told:
        assert [store.history(city_id, revision) for city_id in CITIES[:2]] == histories
