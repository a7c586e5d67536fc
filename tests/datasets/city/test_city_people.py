"""Roles: given, taken and undone by revisions with a reason, by who may, and kept out of all that leaves the house."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from datasets import Cities, City, Refused, Store, access
from datasets.city.access import ANALYST, CITY_LEAD, EVERY_CITY, NO_ROLE, PROGRAMME_OFFICE, VIEWER, Person, SystemUser
from tests.effort import first
from tests.samples import own_samples

ROOT_USER = SystemUser("root")
ADA, OFFICE = Person("ada@turin.example"), Person("office@programme.example")
WHY = "the council said so"


@pytest.fixture
def store() -> Iterator[Store]:
    with own_samples() as opened:
        people = Cities(opened).people
        people.give(ADA, CITY_LEAD, "Turin", ROOT_USER, WHY)
        people.give(OFFICE, PROGRAMME_OFFICE, None, ROOT_USER, WHY)
        access.guard(opened)
        yield opened


def held(store: Store, city: str | None = None) -> dict[tuple[str, str], str]:
    return {(one.person, one.city_id): one.role for one in Cities(store).people.roles(city)}


@pytest.mark.longer("a ledger of its own")
def test_a_city_lead_gives_and_takes_roles_in_their_city_alone(store: Store) -> None:
    people = Cities(store).people
    given = people.give(" Bob@Turin.example ", ANALYST, "Torino", ADA, WHY)
    assert (given.author, given.reason) == (ADA, WHY)
    assert held(store, "Turin")["bob@turin.example", "IT0004"] == ANALYST
    people.give("bob@turin.example", VIEWER, "IT0004", ADA, WHY)
    assert held(store, "Turin")["bob@turin.example", "IT0004"] == VIEWER
    people.give("bob@turin.example", NO_ROLE, "Turin", ADA, WHY)
    assert ("bob@turin.example", "IT0004") not in held(store)
    for city in ("Boston", None):
        with pytest.raises(Refused, match="City lead"):
            people.give("bob@turin.example", VIEWER, city, ADA, WHY)


def test_nobody_gives_or_takes_a_role_above_their_own(store: Store) -> None:
    people, before = Cities(store).people, store.newest_revision()
    with pytest.raises(Refused, match="Programme office"):
        people.give(ADA, PROGRAMME_OFFICE, "Turin", ADA, WHY)
    people.give("office@turin.example", PROGRAMME_OFFICE, "Turin", OFFICE, WHY)
    with pytest.raises(Refused, match="Programme office"):
        people.give("office@turin.example", VIEWER, "Turin", ADA, WHY)
    assert store.newest_revision() == before + 1


@pytest.mark.longer("a ledger of its own for each case")
@pytest.mark.parametrize(
    ("person", "role", "city", "code"),
    first(
        3,
        [
            ("bob@turin.example", "mayor", "Turin", "role-unknown"),
            ("bob@turin.example", VIEWER, "Nowhere", "city-unknown"),
            ("  ", VIEWER, "Turin", "person-unreadable"),
            ("bob\x1b[31m", VIEWER, "Turin", "person-unreadable"),
            ("b" * 255, VIEWER, "Turin", "person-unreadable"),
            (ADA, CITY_LEAD, "Turin", "role-held"),
            ("bob@turin.example", NO_ROLE, "Turin", "role-held"),
        ],
    ),
)
def test_what_is_no_role_of_a_city_is_refused_and_nothing_is_written(
    store: Store, person: str, role: str, city: str, code: str
) -> None:
    before = store.newest_revision()
    with pytest.raises(Refused) as refusal:
        Cities(store).people.give(person, role, city, OFFICE, WHY)
    assert [problem.code for problem in refusal.value.problems] == [code]
    with pytest.raises(Refused, match="reason"):
        Cities(store).people.give("bob@turin.example", VIEWER, "Turin", OFFICE, "")
    assert store.newest_revision() == before


def test_whoever_lost_a_role_does_not_get_it_back_by_an_undo(store: Store) -> None:
    everyone, former = Cities(store), Person("former@programme.example")
    everyone.people.give(former, PROGRAMME_OFFICE, None, ROOT_USER, WHY)
    taken = everyone.people.give(former, CITY_LEAD, None, OFFICE, WHY)
    with pytest.raises(Refused, match="Programme office"):
        everyone.undo(taken.revision, former, WHY)
    assert held(store)[former, EVERY_CITY] == CITY_LEAD


def test_what_ended_access_stays_ended_whatever_is_undone(store: Store) -> None:
    everyone, bob = Cities(store), "bob@turin.example"
    token = everyone.people.make_token(ADA, 5, OFFICE, WHY)
    ended = everyone.people.end_token(everyone.people.tokens()[0].name, OFFICE, WHY)
    everyone.people.give(bob, VIEWER, "Turin", ADA, WHY)
    raised = everyone.people.give(bob, ANALYST, "Turin", ADA, WHY)
    taken = everyone.people.give(bob, NO_ROLE, "Turin", ADA, WHY)
    newest = len(store.history(None))
    for revision, expected in ((ended.revision, "Make a new token"), (taken.revision, r"Give bob@turin\.example")):
        with pytest.raises(Refused, match=expected):
            everyone.undo(revision, OFFICE, WHY)
    assert len(store.history(None)) == newest
    assert everyone.people.of_token(token) is None
    assert (bob, "IT0004") not in held(store)
    everyone.undo(raised.revision, OFFICE, WHY)
    assert (bob, "IT0004") not in held(store)


@pytest.mark.longer("several acts and their undoing")
def test_a_city_lead_undoes_a_name_and_neither_a_putting_away_nor_its_undoing(store: Store) -> None:
    everyone, turin = Cities(store), City(store, "IT0004")
    everyone.undo(turin.rename("Torino nuova", ADA, WHY).revision, ADA, WHY)
    away = City(store, "IT0004").put_away(OFFICE, WHY)
    with pytest.raises(Refused, match="Programme office"):
        everyone.undo(away.revision, ADA, WHY)
    back = everyone.undo(away.revision, OFFICE, WHY)
    with pytest.raises(Refused, match="Programme office"):
        everyone.undo(back.revision, ADA, WHY)


@pytest.mark.longer("the whole ledger is verified")
def test_the_programme_office_undoes_what_was_said_of_roles_and_the_chain_stays_sound(store: Store) -> None:
    everyone = Cities(store)
    given = everyone.people.give("bob@turin.example", ANALYST, "Turin", ADA, WHY)
    for who in (ADA, Person("bob@turin.example"), "root"):
        with pytest.raises(Refused):
            everyone.undo(given.revision, who, WHY)
    back = everyone.undo(given.revision, OFFICE, WHY)
    assert ("bob@turin.example", "IT0004") not in held(store)
    with pytest.raises(Refused, match=r"Give bob@turin\.example the role anew"):
        everyone.undo(back.revision, OFFICE, WHY)
    assert ("bob@turin.example", "IT0004") not in held(store)
    assert held(store)[OFFICE, EVERY_CITY] == PROGRAMME_OFFICE
    assert everyone.verification().sound


@pytest.mark.longer("every file of a city is written")
def test_a_change_of_roles_touches_no_city_and_leaves_the_house_in_no_file(store: Store) -> None:
    turin, before = City(store, "Turin"), store.moment()
    history, bundle = turin.history(), turin.export("bundle").content
    Cities(store).people.give("bob@turin.example", ANALYST, "Turin", ADA, WHY)
    assert turin.history() == history
    assert store.moment().touched == before.touched
    read = Cities(store).read_bundle(bundle, "turin.zip")
    assert (len(read.new), read.changes, read.contradictions) == (0, (), ())
    for form in ("bundle", "all"):
        assert b"bob@turin.example" not in turin.export(form).content
