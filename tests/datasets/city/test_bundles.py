"""A city goes from one installation to another and back without a difference, and two histories of it are brought
together without losing any of them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analytics.commitment.targets import Target
from datasets import Cities, City, NewTarget, Refused, Revision, Store, access, pair_room
from datasets.city import city_state
from datasets.intake.own_files import bundle_file
from datasets.reference.samples import open_store
from datasets.store import CityFactor, PopulationRow, Submission
from datasets.store.carrying import HeldTable
from datasets.store.kinds.grades import KIND as GRADES
from datasets.store.kinds.grades import Grade
from tests.datasets.builders import TOWN, row, submission
from tests.effort import THOROUGH, examples, few
from tests.samples import own_samples

CITIES = (
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
REASON = "from the partner, for the meeting"


@pytest.fixture(scope="module")
def samples() -> Iterator[Store]:
    with own_samples() as store:
        yield store


@contextmanager
def laptop() -> Iterator[Store]:
    """Another installation, without the sample cities."""
    with open_store(":memory:", samples=False) as store:
        yield store


def taken(store: Store, city: str = TOWN.city_id) -> bytes:
    return City(store, city).export("bundle").content


def opened(store: Store, data: bytes, **decided: str) -> Revision | None:
    draft = Cities(store).read_bundle(data, "city.zip")
    return Cities(store).open_bundle(draft, "Ada", REASON, decided)


def counting(store: Store, city: str = TOWN.city_id) -> city_state.State:
    with store.reader() as reader:
        return city_state.state(reader, city)


def sound(store: Store) -> bool:
    return Cities(store).verification().sound


@pytest.mark.parametrize("city", few(CITIES, "IT0004"))
def test_a_city_goes_to_another_installation_and_back_without_a_difference(samples: Store, city: str) -> None:
    there = taken(samples, city)
    before, answer = samples.newest_revision(), City(samples, city).report()
    with laptop() as other:
        assert opened(other, there) is not None
        assert taken(other, city) == there
        assert counting(other, city) == counting(samples, city)
        assert [one.verdict for one in City(other, city).report().progress] == [one.verdict for one in answer.progress]
        assert opened(other, there) is None  # the second time there is nothing to do
        assert opened(samples, taken(other, city)) is None
    assert samples.newest_revision() == before


@pytest.mark.longer("the ledger of another installation is verified")
def test_a_city_that_was_opened_is_sound_and_its_history_says_who_did_what_and_when(samples: Store) -> None:
    with laptop() as other:
        opened(other, taken(samples, "IT0004"))
        assert sound(other)
        told = [(item.author, item.committed_at, item.file_sha256) for item in samples.history("IT0004")]
        here = other.history("IT0004")[: len(told)]
        assert [(item.author, item.committed_at, item.file_sha256) for item in here] == told
        assert all(item.came for item in here), "nobody here checked who that was"
        note = other.revision(other.newest_revision())
        assert not note.came
        assert (note.author, note.layout, note.file_name, note.reason) == ("Ada", "bundle", "city.zip", REASON)


@pytest.mark.longer("ledgers of two installations")
def test_two_laptops_swap_bundles_and_the_twin_room_opens(samples: Store) -> None:
    from analytics.pairs.twin import twin

    with laptop() as boston, laptop() as lyon:
        opened(boston, taken(samples, "US-BOS"))
        opened(lyon, taken(samples, "FR0009"))
        opened(boston, taken(lyon, "FR0009"))
        opened(lyon, taken(boston, "US-BOS"))
        for store in (boston, lyon):
            found = twin(City(store, "US-BOS").twin_side(), City(store, "FR0009").twin_side())
            here = twin(City(samples, "US-BOS").twin_side(), City(samples, "FR0009").twin_side())
            assert found.comparability == here.comparability
            for one, other in (
                (found.comparison.left, here.comparison.left),
                (found.comparison.right, here.comparison.right),
            ):
                assert (one.year, one.emissions_t, one.sectors, one.keys) == (
                    *(other.year, other.emissions_t, other.sectors, other.keys),
                )
            assert pair_room.pairs(store.register()) or City(store, "US-BOS").pairs.room("Lyon").pairings


def aimed(store: Store, percent: float, source: str = "=A vote") -> None:
    target = Target(TOWN.city_id, "absolute", 2019, 2030, percent, "covenant", source)
    store.commit(Submission(None, 0, "Bea", "targets", reason="@voted", targets=(target,)))


def aim(store: Store, percent: float) -> Revision:
    target = NewTarget(2005, 2035, reduction_percent=percent, source="A law")
    return City(store, "US-BOS").state_target(target, "Bea", "The council decided.")


@pytest.mark.longer("ledgers of two installations")
def test_a_figure_code_opens_the_same_figures_in_the_other_installation() -> None:
    with own_samples() as here, own_samples() as there, laptop() as bare:
        aim(here, 60.0)
        code = City(here, "US-BOS").code()
        assert code is not None
        with pytest.raises(Refused, match="made from another database"):
            Cities(there).by_code(code)
        aim(here, 70.0)
        for store in (there, bare):
            opened(store, taken(here, "US-BOS"))
            city, revision = Cities(store).by_code(code)
            assert (
                City(store, city.city_id, revision).report().targets
                == City(here, "US-BOS", Cities(here).by_code(code)[1]).report().targets
            )
            assert City(store, city.city_id, revision).code() == code
            assert City(store, "US-BOS").code() == City(here, "US-BOS").code()


@pytest.mark.longer("ledgers of two installations")
def test_a_code_opens_nothing_where_something_else_counted_before_it() -> None:
    with own_samples() as here, own_samples() as there:
        aim(here, 60.0)
        code = City(here, "US-BOS").code()
        days = {"first_year": "2019", "last_year": "2019", "hdd": "2100", "base": "15", "source": "the station"}
        there_boston = City(there, "US-BOS")
        there_boston.state_figures(there_boston.figures("degree_days").stating(days), "Bea", "measured")
        opened(there, taken(here, "US-BOS"))
        assert code is not None
        with pytest.raises(Refused, match="made from another database"):
            Cities(there).by_code(code)
        assert City(there, "US-BOS").code() != code


def begun(store: Store, value: float = 10.0, **changes: Any) -> None:
    store.commit(submission(row(value=value), row("transport", 5.0), new_cities=[TOWN], heads=1000.0, **changes))


@pytest.mark.longer("ledgers of two installations are brought together and verified")
def test_what_only_one_side_changed_counts_after_both_and_nothing_is_lost() -> None:
    with laptop() as mine, laptop() as theirs:
        begun(mine)
        opened(theirs, taken(mine))
        mine.commit(submission(row(value=11.0, year=2020)))
        theirs.commit(submission(row(value=12.0, year=2021)))
        aimed(theirs, 40.0)
        draft = Cities(mine).read_bundle(taken(theirs), "city.zip")
        assert (len(draft.new), draft.only_here, draft.contradictions) == (2, 1, ())
        assert {one.piece.what for one in draft.changes} == {"inventory", "targets"}
        Cities(mine).open_bundle(draft, "Ada", REASON)
        years = {piece.of[0] for piece in counting(mine) if piece.what == "inventory"}
        assert years == {"2019", "2020", "2021"}
        assert sound(mine)
        opened(theirs, taken(mine))
        assert counting(theirs) == counting(mine)
        assert opened(theirs, taken(mine)) is None
        assert opened(mine, taken(theirs)) is None


@pytest.mark.longer("ledgers of two installations are brought together and verified")
@pytest.mark.parametrize("answer", few(["mine", "theirs"], "theirs", rest=THOROUGH))
def test_a_contradiction_is_listed_and_a_person_decides_and_both_stay_in_the_history(answer: str) -> None:
    with laptop() as mine, laptop() as theirs:
        begun(mine)
        opened(theirs, taken(mine))
        mine.commit(submission(row(value=11.0), row("transport", 5.0), reason="a recount"))
        theirs.commit(submission(row(value=12.0), row("transport", 5.0), reason="an estimate"))
        for store, percent in ((mine, 40.0), (theirs, 55.0)):
            aimed(store, percent)
        before, newest = counting(mine), mine.newest_revision()
        with pytest.raises(Refused) as refusal:
            opened(mine, taken(theirs))
        assert [problem.key for problem in refusal.value.problems] == ["inventory/2019/covenant/emissions", "targets"]
        said = refusal.value.problems[0].found
        assert ("16.000 t CO2e" in said, "17.000 t CO2e" in said) == (True, True)
        assert (counting(mine), mine.newest_revision()) == (before, newest)

        there = counting(theirs)
        opened(mine, taken(theirs), all=answer)
        assert counting(mine) == (before if answer == "mine" else {**before, **there})
        held = [one.reason for one in mine.city_revisions(TOWN.city_id)[1].values()]
        assert {"a recount", "an estimate"} <= set(held)
        assert sound(mine)
        opened(theirs, taken(mine))  # what was decided once is no question in the other place
        assert counting(theirs) == counting(mine)
        assert {"a recount", "an estimate"} <= {one.reason for one in theirs.city_revisions(TOWN.city_id)[1].values()}


GRADE = Grade(TOWN.city_id, 2019, "covenant", "emissions", "residential", "", None, None, None, "activity", "M")


WORDS: dict[int, tuple[dict[str, str], dict[str, str]]] = {
    2016: ({"source": "Certified audit 2018"}, {"source": "PARTNER DRAFT"}),
    2017: ({"original_text": "11"}, {"original_text": "11.0 t"}),
    2018: ({"original_unit": "t CO2e"}, {"original_unit": "kt CO2e"}),
    2019: ({"source_sheet": "Final"}, {"source_sheet": "Draft"}),
}
"""By year what is said of one and the same figure here and there."""


@pytest.mark.parametrize("answer", ["mine", "theirs"])
def test_what_differs_in_words_alone_is_a_contradiction_that_shows_these_words(answer: str) -> None:
    with laptop() as mine, laptop() as theirs:
        mine.commit(submission(*(row(value=10.0, year=year) for year in WORDS), new_cities=[TOWN]))
        opened(theirs, taken(mine))
        for side, store in enumerate((mine, theirs)):
            rows = [row(value=11.0, year=year, **said[side]) for year, said in WORDS.items()]
            store.commit(submission(*rows, reason="a recount"))
        before, wanted = counting(mine), counting(theirs)
        with pytest.raises(Refused) as refusal:
            opened(mine, taken(theirs))
        shown = {problem.key: problem.found.split("; in the bundle ") for problem in refusal.value.problems}
        assert list(shown) == [f"inventory/{year}/covenant/emissions" for year in WORDS]
        for found, said in zip(shown.values(), WORDS.values(), strict=True):
            assert [text.endswith(word) for text, of in zip(found, said, strict=True) for word in of.values()] == [
                True
            ] * 2
        assert counting(mine) == before
        opened(mine, taken(theirs), all=answer)
        assert counting(mine) == (before if answer == "mine" else wanted)


def test_targets_that_differ_in_their_source_alone_are_shown_by_it() -> None:
    with laptop() as mine, laptop() as theirs:
        begun(mine)
        opened(theirs, taken(mine))
        aimed(mine, 40.0, "Council vote")
        aimed(theirs, 40.0, "PARTNER DRAFT")
        with pytest.raises(Refused, match="here 2030, source: Council vote; in the bundle 2030, source: PARTNER DRAFT"):
            opened(mine, taken(theirs))


@pytest.mark.parametrize(("here", "shown"), [("", "nothing"), ("H", "H")])
def test_a_grade_that_differs_alone_is_a_contradiction_that_shows_both(here: str, shown: str) -> None:
    with laptop() as mine, laptop() as theirs:
        begun(mine)
        opened(theirs, taken(mine))
        graded = {GRADES.name: [GRADE._replace(grade=here)]} if here else {}
        mine.commit(replace(submission(row(value=11.0), reason="a recount"), brings=graded))
        theirs.commit(replace(submission(row(value=11.0), reason="an estimate"), brings={GRADES.name: [GRADE]}))
        with pytest.raises(Refused, match=f"activity: {shown}; in the bundle Data quality.*activity: M"):
            opened(mine, taken(theirs))


@pytest.mark.longer("ledgers of two installations are brought together and verified")
@pytest.mark.parametrize("answer", few(["mine", "theirs"], "mine", rest=THOROUGH))
def test_an_undo_here_against_a_change_there_can_be_settled_either_way(answer: str) -> None:
    with laptop() as mine, laptop() as theirs:
        begun(mine)
        mine.commit(submission(row(value=3.0, year=2020)))
        opened(theirs, taken(mine))
        mine.undo(2, "Ada", "a slip")
        theirs.commit(submission(row(value=4.0, year=2020)))
        opened(mine, taken(theirs), all=answer)
        years = {piece.of[0] for piece in counting(mine) if piece.what == "inventory"}
        assert years == ({"2019"} if answer == "mine" else {"2019", "2020"})


def test_another_city_under_the_same_id_is_refused() -> None:
    with laptop() as mine, laptop() as theirs:
        begun(mine)
        other = replace(TOWN, name="Elsewhere", other_names=(), country_code="YY", country="Another")
        theirs.commit(submission(row(), new_cities=[other]))
        with pytest.raises(Refused, match="These are two cities"):
            opened(mine, taken(theirs))


@pytest.mark.longer("ledgers of two installations")
def test_a_bundle_puts_no_city_away_and_none_on_file_for_whom_may_not() -> None:
    lead, office = access.Person("lead@town.example"), access.Person("office@town.example")
    village = replace(TOWN, city_id="XX0002", name="Village", other_names=())
    with laptop() as store, laptop() as elsewhere:
        begun(elsewhere)
        opened(store, taken(elsewhere))
        elsewhere.commit(submission(row(city_id=village.city_id), new_cities=[village]))
        City(elsewhere, TOWN.city_id).put_away("somebody", REASON)
        city, revisions = elsewhere.city_revisions(TOWN.city_id)
        away = bundle_file.written(bundle_file.Bundle(city, tuple(revisions.values())))
        new = taken(elsewhere, village.city_id)
        people = Cities(store).people
        people.give(lead, access.CITY_LEAD, None, access.SystemUser("root"), REASON)
        people.give(office, access.PROGRAMME_OFFICE, None, access.SystemUser("root"), REASON)
        access.guard(store)
        for bundle in (away, new):
            draft = Cities(store).read_bundle(bundle, "b.zip")
            with pytest.raises(Refused, match="Programme office"):
                Cities(store).open_bundle(draft, lead, REASON)
            assert Cities(store).open_bundle(draft, office, REASON)
        assert [city.city_id for city in store.cities()] == [village.city_id]


@pytest.mark.parametrize("name", ["revisions; DROP TABLE cities", "browser_key", "city_roles"])
def test_a_bundle_with_a_table_that_none_has_is_refused(samples: Store, name: str) -> None:
    city, revisions = samples.city_revisions("US-BOS")
    *_, newest = revisions.values()
    strange = replace(newest, reason="another", origins=(), tables={name: HeldTable(("a",), (("b",),))})
    data = bundle_file.written(bundle_file.Bundle(city, (*revisions.values(), strange)))
    with pytest.raises(Refused, match="which this edition does not have"):
        Cities(samples).read_bundle(data, "b.zip")


def test_no_city_of_a_bundle_bears_the_sign_for_every_city(samples: Store) -> None:
    city, revisions = samples.city_revisions("US-BOS")
    data = bundle_file.written(bundle_file.Bundle(replace(city, city_id="*"), tuple(revisions.values())))
    with pytest.raises(Refused, match="not what a bundle holds"):
        Cities(samples).read_bundle(data, "b.zip")


@pytest.mark.longer("ledgers of two installations")
def test_two_bundles_are_compared_by_what_only_one_holds_and_what_counts_otherwise() -> None:
    with laptop() as mine:
        begun(mine)
        first = taken(mine)
        mine.commit(submission(row(value=11.0), reason="a recount", heads=1000.0))
        mine.commit(
            replace(submission(row(year=2020)), population=(PopulationRow(TOWN.city_id, 2020, "covenant", 5.0, "b"),))
        )
        found = Cities.compare_bundles((first, "a"), (taken(mine), "b"))
    assert (found.same, found.only_left, len(found.only_right)) == (False, (), 2)
    assert [one.piece.code for one in found.differences] == [
        "inventory/2019/covenant/emissions",
        "inventory/2020/covenant/emissions",
        "population/2020/covenant",
    ]
    assert [tuple(said) for said in found.differences[0].said] == [
        ("", "2 rows, 15.000 t CO2e in all", "1 row, 11.000 t CO2e in all"),
        ("Residential buildings and co2e", "10", "11"),
        ("Transport, not split and co2e", "5", None),
    ]
    assert Cities.compare_bundles((first, "a"), (first, "b")).same


STEP = st.sampled_from(["rows", "other year", "target", "factor", "people", "undo"])
STEPS = st.lists(STEP, max_size=4)


def step(store: Store, what: str, number: float) -> None:
    if what == "rows":
        store.commit(submission(row(value=number), row("transport", None, notation_key="NE", original_text="NE")))
    elif what == "other year":
        store.commit(
            submission(row(value=number, year=2021, quantity="energy", carrier="electricity"), heads=number + 1)
        )
    elif what == "target":
        aimed(store, number % 90 + 1)
    elif what == "factor":
        factor = CityFactor(
            TOWN.city_id, 2019, 2019, "natural_gas", "all", "factor", "CO2", number / 1000, "unknown", "-supplier"
        )
        store.commit(Submission(None, 0, "Bea", "factors", reason="+measured", factors=(factor,)))
    elif what == "people":
        store.commit(submission(row(value=number), heads=number + 1))
    else:
        newest = next((item for item in store.history(TOWN.city_id) if item.in_force and item.revision > 1), None)
        if newest is not None:
            try:
                store.undo(newest.revision, "Bea", "taken back")
            except Refused:
                return


@pytest.mark.longer("ledgers of two installations are brought together and verified")
@pytest.mark.parametrize(
    ("shared", "here", "there"),
    [
        # What is said of an inventory here alone, and a newer file of it there that came without it.
        (["rows", "rows"], ["other year", "factor", "people"], ["target", "rows", "factor"]),
        (["people"], ["rows", "people"], ["rows"]),
    ],
)
@pytest.mark.parametrize("answer", few(["mine", "theirs"], "mine", rest=THOROUGH))
def test_what_is_said_of_an_inventory_goes_with_its_tables(
    shared: list[str], here: list[str], there: list[str], answer: str
) -> None:
    brought_together(shared, here, there, answer)


@pytest.mark.thorough("three ledgers for each example")
@settings(examples(0.1), suppress_health_check=[HealthCheck.too_slow])
@given(STEPS, STEPS, STEPS, st.sampled_from(["mine", "theirs"]))
def test_whatever_two_people_did_both_histories_are_kept_and_both_arrive_at_the_same(
    shared: list[str], here: list[str], there: list[str], answer: str
) -> None:
    brought_together(shared, here, there, answer)


def brought_together(shared: list[str], here: list[str], there: list[str], answer: str) -> None:
    with laptop() as mine, laptop() as theirs, laptop() as third:
        begun(mine)
        for place, what in enumerate(shared):
            step(mine, what, 10.0 + place)
        opened(theirs, taken(mine))
        assert taken(theirs) == taken(mine)
        for place, what in enumerate(here):
            step(mine, what, 20.0 + place)
        for place, what in enumerate(there):
            step(theirs, what, 30.5 + place)
        held = {one.identity for store in (mine, theirs) for one in store.city_revisions(TOWN.city_id)[1].values()}
        opened(mine, taken(theirs), all=answer)
        opened(theirs, taken(mine), all=answer)
        opened(third, taken(mine))
        for store in (mine, theirs, third):
            assert held <= {one.identity for one in store.city_revisions(TOWN.city_id)[1].values()}
            assert counting(store) == counting(mine)
        assert taken(third) == taken(mine)


@pytest.mark.longer("a program is started and killed")
@pytest.mark.skipif(not hasattr(os, "fork"), reason="the program forks")
@pytest.mark.parametrize("statements", few(["4 8", "1 2 3 5 6 7"], "4 8", rest=THOROUGH))
def test_an_opening_that_is_killed_in_the_middle_leaves_nothing_half(
    statements: str, tmp_path: Path, root: Path
) -> None:
    command = [sys.executable, "-m", "tests.datasets.half_opened", str(tmp_path), *statements.split()]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr
    *killed, whole = json.loads(done.stdout)
    assert killed == [[True, 0, 0, False]] * len(statements.split())
    assert whole == [False, 4, 1, True]


def test_what_a_partner_recorded_on_another_installation_stands_in_the_room_once_its_bundle_is_opened() -> None:
    with own_samples() as there, own_samples() as here:
        turin = City(there, "IT0004")
        promise = {"partner": "US-BAL", "who": "Environment", "what": "Send the list", "due": "2027-06"}
        turin.pairs.state("promise", promise, who="Ada", reason="the meeting")
        turin.pairs.state("note", {"partner": "US-BAL", "what": "What worked?"}, who="Ada", reason="the meeting")
        content, everyone = turin.export("bundle").content, Cities(here)
        everyone.open_bundle(everyone.read_bundle(content, "turin.zip"), "Bea", "from the partner")
        baltimore = City(here, "US-BAL")
        (seen,), (note,) = baltimore.pairs.room("IT0004").promises, baltimore.pairs.room("IT0004").notes
        assert (seen.by_city, seen.what, seen.partner) == ("IT0004", "Send the list", "IT0004")
        answer = {"partner": "IT0004", "what": "Buses.", "reply_to": note.id}
        baltimore.pairs.state("note", answer, who="Bea", reason="our answer")
        kept = {name: str(cell) for name, cell in seen._asdict().items() if cell} | {"kept": "2026-12-01"}
        baltimore.pairs.state("promise", kept, "Bea", "it came today", seen.revision)
        for one in (baltimore, City(here, "IT0004")):
            room = one.pairs.room("IT0004" if one is baltimore else "US-BAL")
            assert [promised.kept for promised in room.promises] == ["2026-12-01"]
            assert len(room.notes) == 2
        back = Cities(there).read_bundle(baltimore.export("bundle").content, "baltimore.zip")
        assert back.contradictions == (), "that it was kept says all of the promise, and more"
        Cities(there).open_bundle(back, "Ada", "their answer")
        room = City(there, "IT0004").pairs.room("US-BAL")
        assert ([promised.kept for promised in room.promises], len(room.notes)) == (["2026-12-01"], 2)
