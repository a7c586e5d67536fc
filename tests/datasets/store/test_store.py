"""The store: what it refuses to hold, that nothing is ever lost from it, and that reading never sees a half of it."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from typing import Any

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.text.problems import Refused
from datasets.city import assessment
from datasets.intake import drafting
from datasets.reference.naming import find_city
from datasets.store import CityRecord, Reader, Revision, Slot, Store
from tests.datasets.builders import TOWN, Beginning, knows_a_town, row, slot, submission
from tests.effort import examples, first

TABLES = (
    "cities",
    "pairings",
    "revisions",
    "slots",
    "places",
    "origins",
    "cells",
    "population",
    "about",
    "targets",
    "edition",
)


def everything(store: Store) -> dict[str, list[Any]]:
    """Every row of every table, sorted."""
    with store._cursor() as cursor:
        return {name: sorted(map(repr, cursor.table(name).fetchall())) for name in TABLES}


def values(store: Store, of: Slot | None = None) -> list[Any]:
    return sorted(found[6] for found in store.rows_in_force(of or slot()))


# What a row may hold


@pytest.mark.parametrize(
    "wrong",
    first(
        6,
        [
            {"value": None},
            {"value": 1.0, "notation_key": "NE"},
            {"value": float("inf")},
            {"value": float("-inf")},
            {"value": float("nan")},
            {"value": None, "notation_key": "NA"},
            {"value": None, "notation_key": "ne"},
            {"value": None, "notation_key": ""},
            {"scope": 0},
            {"scope": 4},
            {"quantity": "co2eq", "measure": "emissions"},
            {"quantity": "energy", "measure": "emissions"},
            {"quantity": "co2e", "measure": "energy"},
            {"measure": "waste"},
            {"city_id": None},
            {"source": None},
            {"original_text": None},
            {"sector": None},
        ],
    ),
    ids=str,
)
def test_a_row_that_breaks_a_rule_keeps_its_whole_file_out(store: Store, wrong: dict[str, Any]) -> None:
    before = everything(store)
    with pytest.raises((duckdb.ConstraintException, duckdb.ConversionException, ValueError)):
        store.commit(submission(row(), row(**wrong)))
    assert everything(store) == before
    store.commit(submission(row()))
    assert values(store) == [1.0]


@pytest.mark.longer("a ledger of its own for each case")
@pytest.mark.parametrize("key", ["NO", "NE", "IE", "C"])
def test_a_key_and_a_zero_are_kept_apart(store: Store, key: str) -> None:
    store.commit(submission(row(value=0.0), row("tertiary", None, notation_key=key)))
    held = {found[0]: found[6:8] for found in store.rows_in_force(slot())}
    assert held == {"residential": (0.0, None), "tertiary": (None, key)}


def test_inhabitants_are_above_zero(store: Store) -> None:
    with pytest.raises(duckdb.ConstraintException):
        store.commit(submission(row(), heads=0.0))
    assert store.newest_revision() == 0


def test_a_number_comes_back_to_the_last_bit(store: Store) -> None:
    exact = [0.1 + 0.2, 1e-300, 123456789.123456789, -0.5, 5e-324]
    store.commit(submission(*(row(f"{place}", number) for place, number in enumerate(exact))))
    assert values(store) == sorted(exact)


# Revisions


def test_a_revision_replaces_whole_tables_and_leaves_the_others_alone(store: Store) -> None:
    store.commit(submission(row(value=1.0), row("tertiary", 2.0), row(value=9.0, quantity="energy")))
    store.commit(submission(row(value=5.0, year=2020)))
    store.commit(submission(row(value=7.0)))
    assert values(store) == [7.0]
    assert values(store, slot(measure="energy")) == [9.0]
    assert values(store, slot(2020)) == [5.0]


def test_energy_and_emissions_are_replaced_and_undone_apart(store: Store) -> None:
    store.commit(submission(row(value=1.0)))
    energy = store.commit(submission(row(value=100.0, quantity="energy")))
    store.commit(submission(row(value=2.0)))
    store.undo(energy.revision, "an analyst", "the wrong file")
    assert values(store) == [2.0]
    assert values(store, slot(measure="energy")) == []


def test_the_same_file_twice_does_not_double_the_figures(store: Store) -> None:
    for _ in range(2):
        store.commit(submission(row(value=4.0), file_sha256="aa"))
    assert values(store) == [4.0]
    with store.reader() as reader:
        found = reader.same_file("aa")
        assert found is not None
        assert found.revision == 2
        assert reader.same_file("bb") is None


def test_a_revision_says_who_when_why_and_from_what(store: Store) -> None:
    found = store.commit(submission(row(), row("tertiary"), author="Ada", reason="a better meter", file_sha256="ab"))
    assert (found.revision, found.author, found.reason, found.rows) == (1, "Ada", "a better meter", 2)
    assert (found.file_name, found.file_sha256, found.layout, found.sample) == ("file.csv", "ab", "long", False)
    assert found.committed_at.utcoffset() is not None
    assert (found.slots, found.undoes, found.in_force) == ((slot(),), None, True)


def test_history_is_the_revisions_of_one_city_newest_first(store: Store) -> None:
    store.commit(submission(row()))
    store.commit(submission(row(city_id="YY")))
    store.commit(submission(row(year=2020)))
    assert [found.revision for found in store.history(TOWN.city_id)] == [3, 1]
    assert store.history("nobody") == []
    assert store.newest_revision() == 3


def test_an_unknown_revision_is_refused(store: Store) -> None:
    for number in (0, -1, 2, 2**31, 2**63, 10**40):
        with pytest.raises(Refused) as refusal:
            store.undo(number, "an analyst", "a reason")
        assert refusal.value.problems[0].code == "revision-unknown"
    with pytest.raises(Refused):
        store.revision(5)


# Undo


def test_undo_puts_back_what_counted_before(store: Store) -> None:
    store.commit(submission(row(value=1.0), heads=100.0))
    second = store.commit(submission(row(value=2.0), heads=200.0))
    undone = store.undo(second.revision, "Ada", "the wrong file")
    assert (undone.undoes, undone.rows, undone.reason, undone.author) == (2, 0, "the wrong file", "Ada")
    assert values(store) == [1.0]
    with store.reader() as reader:
        assert reader.in_force(TOWN.city_id).population[2019, "covenant"].inhabitants == 100.0


def test_several_revisions_are_read_at_once_as_each_by_itself(store: Store) -> None:
    for value in (10.0, 20.0):
        store.commit(submission(row(value=value), row(value=value, year=2020)))
    store.undo(2, "an analyst", "a wrong file")
    with store.reader() as reader:
        assert reader.revisions([3, 1, 2, 4, 2**80]) == {number: reader.revision(number) for number in (1, 2, 3)}
        assert reader.revisions([]) == {}


def test_one_inventory_as_it_was_is_what_the_city_held_of_it_then(store: Store) -> None:
    store.commit(submission(row(value=10.0), row(value=7.0, year=2020), heads=5.0))
    store.commit(submission(row(value=20.0), row(value=1.0, method="own")))
    store.commit(submission(row(value=30.0), row(value=4.0, quantity="energy")))
    with store.reader() as reader:
        for upto in (1, 2, 3):
            whole = reader.in_force(TOWN.city_id, upto)
            for year, method in ((2019, "covenant"), (2019, "own"), (2020, "covenant")):
                alone = reader.inventory_once(TOWN.city_id, year, method, upto)
                mine = [cell for cell in whole.cells if (cell.year, cell.method) == (year, method)]
                assert alone == whole._replace(cells=mine)


def test_undo_of_the_first_revision_leaves_nothing_rather_than_zeros(store: Store) -> None:
    store.commit(submission(row(value=1.0), heads=100.0))
    store.undo(1, "Ada", "not ours")
    with store.reader() as reader:
        assert reader.in_force(TOWN.city_id) == ([], {}, {})
    assert assessment.report(store, TOWN.city_id).inventories == ()


def test_undo_of_an_undo_restores(store: Store) -> None:
    store.commit(submission(row(value=1.0)))
    store.commit(submission(row(value=2.0)))
    store.undo(2, "Ada", "wrong")
    store.undo(3, "Ada", "it was right")
    assert values(store) == [2.0]
    assert [found.in_force for found in store.history(TOWN.city_id)] == [True, False, True, False]


def test_undo_of_a_replaced_revision_is_refused_and_names_the_later_one(store: Store) -> None:
    store.commit(submission(row(value=1.0), row(value=1.0, year=2020)))
    store.commit(submission(row(value=2.0)))
    with pytest.raises(Refused) as refusal:
        store.undo(1, "Ada", "wrong")
    problem = refusal.value.problems[0]
    assert problem.code == "revision-replaced"
    assert problem.found == "revision 1, which revision 2 has since replaced"
    assert problem.fix == "Undo revision 2 first."
    assert store.newest_revision() == 2


def test_what_counts_again_after_an_undo_can_be_undone_too(store: Store) -> None:
    """Two imports are taken back one after the other, the later one first."""
    store.commit(submission(row(value=1.0)))
    store.commit(submission(row(value=2.0)))
    store.undo(2, "Ada", "wrong")
    assert [found.in_force for found in store.history(TOWN.city_id)] == [True, False, True]
    store.undo(1, "Ada", "wrong too")
    assert values(store) == []
    store.undo(4, "Ada", "it was right")
    assert values(store) == [1.0]


def test_the_same_revision_is_not_undone_twice(store: Store) -> None:
    store.commit(submission(row(value=1.0)))
    store.undo(1, "Ada", "wrong")
    with pytest.raises(Refused, match="which revision 2 has since replaced"):
        store.undo(1, "Ada", "wrong")


@pytest.mark.parametrize(("reason", "code"), [("  \n", "reason-missing"), ("n/a", "reason-empty")])
def test_an_undo_needs_a_reason(store: Store, reason: str, code: str) -> None:
    store.commit(submission(row(value=1.0)))
    with pytest.raises(Refused) as refusal:
        store.undo(1, "Ada", reason)
    assert refusal.value.problems[0].code == code
    assert values(store) == [1.0]


Step = tuple[str, int, int]
STEPS = st.lists(
    st.tuples(st.sampled_from(["commit", "undo"]), st.integers(2018, 2020), st.integers(1, 9)), max_size=12
)


@pytest.mark.longer("many acts on a ledger of its own for each example")
@examples(0.2)
@given(STEPS)
def test_whatever_is_done_nothing_is_changed_or_removed_and_undo_is_exact(
    beginning: Beginning, steps: list[Step]
) -> None:
    """A plain dictionary of what should count goes along with the store."""
    with beginning(knows_a_town) as store:
        states: list[dict[int, list[float]]] = [{}]
        touched: dict[int, set[int]] = {}
        before = everything(store)
        for number, (act, year, amount) in enumerate(steps, start=1):
            if act == "commit":
                done = store.commit(submission(row(value=float(amount), year=year), row("tertiary", 0.5, year=year)))
                states.append(states[-1] | {year: sorted([float(amount), 0.5])})
                touched[done.revision] = {year}
            else:
                try:
                    done = store.undo(amount, "Ada", f"step {number}")
                except Refused:
                    continue
                years = touched[amount]
                old = states[amount - 1]
                states.append(states[-1] | {each: old.get(each, []) for each in years})
                touched[done.revision] = years
            after = everything(store)
            for name in TABLES:
                assert set(before[name]) <= set(after[name])
            before = after
            for each in (2018, 2019, 2020):
                assert values(store, slot(each)) == states[-1].get(each, [])


def test_a_rehearsal_leaves_nothing_and_sees_what_a_commit_would_leave(store: Store) -> None:
    store.commit(submission(row(value=1.0)))
    before = everything(store)
    newcomer = CityRecord("YY0002", "Newtown", (), "YY", "Elsewhere", "EU", None, None, False, "a file")
    offered = submission(row(value=2.0), row(value=3.0, city_id="YY0002"), heads=5.0, new_cities=(newcomer,))
    with store.rehearsal(offered) as reader:
        assert [found[6] for found in reader.rows_in_force(slot())] == [2.0]
        assert assessment.read(reader, "Newtown").inventories[0].emissions_t == 3.0
        assert values(store) == [1.0]
    assert everything(store) == before
    with pytest.raises(Refused):
        find_city("Newtown", store.cities())
    assert store.commit(submission(row(value=2.0))).revision == 2


def test_a_rehearsal_that_fails_leaves_nothing(store: Store) -> None:
    before = everything(store)
    with pytest.raises(ZeroDivisionError), store.rehearsal(submission(row())):
        raise ZeroDivisionError
    assert everything(store) == before


def test_a_seed_is_written_whole_or_not_at_all() -> None:
    """In a file alone: a ledger on a server begins with what was seeded in one, and takes no seed itself."""
    with Store(":memory:") as store:
        with pytest.raises(duckdb.ConstraintException):
            store.seed([TOWN], [], [], [submission(row()), submission(row(value=float("nan")))])
        assert store.cities() == []
        assert store.newest_revision() == 0
        assert store.new


def test_only_what_somebody_committed_counts_as_committed(store: Store) -> None:
    def committed(*slots: Slot) -> dict[Slot, Revision]:
        with store.reader() as reader:
            return reader.committed(slots)

    store.commit(submission(row(), sample=True))
    assert committed(slot(), slot(2020)) == {}
    mine = store.commit(submission(row(value=2.0)))
    assert committed(slot(), slot(2020)) == {slot(): mine}
    store.undo(mine.revision, "Ada", "wrong")
    assert committed(slot()) == {}
    assert committed() == {}


def test_a_commit_gives_the_revision_as_it_is_read_afterwards(store: Store) -> None:
    plain = store.commit(submission(row(value=2.0), row(year=2020)))
    whole = store.commit(submission(row(quantity="energy"), heads=5.0, answers={"b": "2", "a": "1"}, reason="a reason"))
    assert (plain, whole) == (store.revision(plain.revision), store.revision(whole.revision))
    assert plain.slots == (slot(), slot(2020))


# Many at once


@pytest.mark.longer("many readings beside commits")
def test_reading_while_somebody_commits_is_never_mixed_or_empty(store: Store) -> None:
    """Every revision gives all its cells one number; a reading that holds two of them, or none, would be a mixture."""
    sectors = ("municipal_buildings", "tertiary", "residential", "transport")

    def revision(number: int) -> Any:
        cells = [row(sector, float(number)) for sector in sectors]
        cells += [row(sector, float(number), quantity="energy", carrier="diesel") for sector in sectors]
        return submission(*cells, heads=float(number))

    store.commit(revision(1))
    wrong: list[str] = []
    seen: set[float] = set()
    done = threading.Event()

    def look() -> None:
        while not done.is_set():
            (found,) = assessment.report(store, TOWN.city_id).inventories
            number = found.inhabitants or 0.0
            if (found.emissions_t, found.energy_mwh) != (4 * number, 4 * number) or found.revision != number:
                wrong.append(repr(found))
            seen.add(number)

    readers = [threading.Thread(target=look) for _ in range(4)]
    for reader in readers:
        reader.start()
    begun = time.monotonic()
    number = 1
    # On a busy machine the readers may not have come round in that time: they are waited for.
    while (spent := time.monotonic() - begun) < 0.5 or (len(seen) < 3 and not wrong and spent < 60):
        number += 1
        store.commit(revision(number))
    done.set()
    for reader in readers:
        reader.join()
    assert wrong == []
    assert len(seen) > 2


def test_one_reader_sees_one_moment_whatever_is_committed_meanwhile(store: Store) -> None:
    store.commit(submission(row(value=1.0)))
    with store.reader() as reader:
        before = (reader.in_force(TOWN.city_id), reader.rows_in_force(slot()), reader.newest_revision(), reader.links())
        other = replace(TOWN, city_id="T2", name="Elsewhere")
        store.commit(submission(row(value=2.0), row(city_id="T2"), new_cities=[other]))
        store.commit(submission(row("tertiary", 3.0)))
        after = (reader.in_force(TOWN.city_id), reader.rows_in_force(slot()), reader.newest_revision(), reader.links())
        assert before == after
        assert [city.city_id for city in reader.register.cities] == [TOWN.city_id]
    assert {city.city_id for city in store.cities()} == {TOWN.city_id, "T2"}
    assert values(store) == [3.0]


def test_a_commit_that_its_check_calls_off_leaves_nothing(store: Store) -> None:
    store.commit(submission(row(value=1.0)))

    def check(reader: Reader) -> None:
        assert reader.committed([slot()])
        raise ValueError("not this one")

    with pytest.raises(ValueError, match="not this one"):
        store.commit(submission(row(value=2.0)), check)
    assert (values(store), store.newest_revision()) == ([1.0], 1)


@pytest.mark.longer("many writers at once")
def test_many_writers_get_each_their_own_revision(store: Store) -> None:
    def write(year: int) -> None:
        for amount in range(5):
            store.commit(submission(row(value=float(amount), year=year)))

    writers = [threading.Thread(target=write, args=(year,)) for year in range(2000, 2008)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    history = store.history(TOWN.city_id)
    assert [found.revision for found in history] == list(range(40, 0, -1))
    assert all(values(store, slot(year)) == [4.0] for year in range(2000, 2008))


@pytest.mark.longer("readings beside commits")
def test_a_new_city_is_known_at_once_to_every_reader(store: Store) -> None:
    """The register is kept between commits; a reading that began before one must not keep the old one."""
    missing: list[str] = []
    done = threading.Event()

    def look() -> None:
        while not done.is_set():
            store.cities()
            time.sleep(0.0005)

    readers = [threading.Thread(target=look) for _ in range(4)]
    for reader in readers:
        reader.start()
    for number in range(15):
        city = CityRecord(f"ZZ{number}", f"City {number}", (), "ZZ", "Elsewhere", "EU", None, None, False, "a file")
        store.commit(submission(row(city_id=city.city_id), new_cities=(city,)))
        if city not in store.cities():
            missing.append(city.city_id)
    done.set()
    for reader in readers:
        reader.join()
    assert missing == []


@pytest.mark.longer("several commits, and what follows from each")
def test_of_two_drafts_of_one_year_the_second_is_asked_for_a_reason(store: Store) -> None:
    """Both were checked while nothing was on file; the second must not replace the first unsaid."""
    text = "city,year,sector,carrier,value,unit\nTown,2021,residential,diesel,{},MWh\n"
    first, second = (drafting.draft(store, text.format(amount).encode(), "file.csv") for amount in (7, 8))
    assert first.ready
    assert second.ready
    drafting.commit(store, first, "Ada", None)
    with pytest.raises(Refused) as refusal:
        drafting.commit(store, second, "Grace", None)
    assert [problem.code for problem in refusal.value.problems] == ["year-committed"]
    assert values(store, slot(2021, "energy")) == [7.0]
    assert drafting.commit(store, second, "Grace", "a better meter").reason == "a better meter"
    assert values(store, slot(2021, "energy")) == [8.0]
