"""A plan that is typed: it reads back as it is, each cell is refused at its place, and two people lose nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.commitment.actions import Action
from analytics.text.problems import Refused
from datasets import City
from datasets.intake.plans import edited
from datasets.intake.plans.edited import cells
from datasets.intake.plans.listing import COLUMNS
from datasets.store import Store
from tests.samples import own_samples

TURIN = "IT0004"


@pytest.fixture
def store() -> Iterator[Store]:
    with own_samples() as opened:
        yield opened


def on_file(store: Store) -> tuple[Action, ...]:
    return tuple(store.register().actions[TURIN])


def typed(store: Store, place: int, **changed: str) -> list[dict[str, str]]:
    """The rows of Turin with some cells of one of them typed over."""
    rows = [cells(action) for action in on_file(store)]
    rows[place] |= changed
    return rows


def test_every_sample_action_reads_back_from_its_cells_as_it_is(store: Store) -> None:
    for city_id in (TURIN, "IT0007"):
        base = store.register().actions[city_id]
        draft = City(store, city_id).edited_actions([cells(action) for action in base])
        assert draft.ready
        assert draft.actions == tuple(base)


@pytest.mark.parametrize(
    ("changed", "column", "found"),
    [
        ({"start": ""}, "start", "a blank cell"),
        ({"end": "2300"}, "end", "2300"),
        ({"end": "2001"}, "end", "the end 2001 before the start 2019"),
        ({"avoided_t": "-5"}, "avoided_t", "-5"),
        ({"life_years": "0"}, "life_years", "0"),
        ({"cost": "100", "currency": ""}, "currency", "a cost of 100 without a currency"),
        ({"sdg": "18"}, "sdg", "18"),
        ({"name": ""}, "name", "a blank cell"),
    ],
)
def test_a_cell_that_cannot_be_is_refused_at_its_row_and_column(
    store: Store, changed: dict[str, str], column: str, found: str
) -> None:
    draft = City(store, TURIN).edited_actions(typed(store, 3, **changed))
    (problem,) = draft.problems
    assert (problem.severity, problem.row, problem.column) == ("block", 4, column)
    assert found in problem.found
    assert not draft.ready


def test_a_new_row_takes_a_free_id_and_says_what_it_lacks(store: Store) -> None:
    rows = [*typed(store, 0, id="N1"), dict.fromkeys(COLUMNS, "") | {"name": "Trams"}, dict.fromkeys(COLUMNS, " ")]
    assert [row["id"] for row in edited.named(rows)[-1:]] == ["N2"]
    draft = City(store, TURIN).edited_actions(rows)
    assert {(item.row, item.column) for item in draft.problems} == {
        (28, "sector"),
        (28, "start"),
        (28, "end"),
        (28, "status"),
    }


def test_a_commit_needs_the_list_that_it_was_typed_over_and_names_what_changed_meanwhile(store: Store) -> None:
    city, base = City(store, TURIN), on_file(store)
    mine = typed(store, 0, status="done")
    theirs = typed(store, 1, life_years="40", status="planned")
    city.commit_edited(city.edited_actions(theirs), base, "Bo", "lives are known")
    before = store.newest_revision()
    with pytest.raises(Refused) as refusal:
        city.commit_edited(city.edited_actions(mine), base, "Ada", "it is done")
    said = [str(problem.found) for problem in refusal.value.problems]
    assert said == [
        "“Thermal Insulation”, Status: meanwhile planned in place of unstated",
        "“Thermal Insulation”, Life (years): meanwhile 40 in place of –",
    ]
    assert store.newest_revision() == before
    rows = edited.rebased(base, mine, on_file(store))
    added = city.commit_edited(city.edited_actions(rows), on_file(store), "Ada", "it is done")
    first, second = on_file(store)[:2]
    assert (first.status, second.status, second.life_years) == ("done", "planned", 40.0)
    assert (added.file_name, added.layout) == (None, "actions")
    city.undo(added.revision, "Ada", "not yet")
    assert on_file(store)[0].status == base[0].status


def test_a_file_comes_in_the_place_of_the_list_that_was_on_file_when_it_was_read_and_of_no_other(store: Store) -> None:
    city, base = City(store, TURIN), on_file(store)
    plan = b"id,name,sector,start,end,status\nA1,PV,residential,2022,2026,decided"
    brought = city.draft_actions(plan, "plan.csv")
    added = city.commit_edited(city.edited_actions(typed(store, 0, status="done")), base, "Bo", "it is done")
    with pytest.raises(Refused, match="compared with") as refusal:
        city.commit_actions(brought, "Ada", "the plan of 2026")
    assert [problem.found for problem in refusal.value.problems] == [
        f"“{base[0].name}”, Status: meanwhile done in place of {base[0].status}"
    ]
    assert store.newest_revision() == added.revision
    city.commit_actions(city.draft_actions(plan, "plan.csv"), "Ada", "the plan of 2026")
    assert [action.id for action in on_file(store)] == ["A1"]


def test_without_a_reason_nothing_is_committed(store: Store) -> None:
    city = City(store, TURIN)
    with pytest.raises(Refused, match="no reason for the list"):
        city.commit_edited(city.edited_actions(typed(store, 0, status="done")), on_file(store), "Ada", " ")


A, B, C = (Action(name, f"Action {name}", "transport", None, 2020, 2030, "planned") for name in "ABC")


def test_of_a_cell_that_both_changed_stays_what_was_typed_and_rows_come_and_go_once() -> None:
    mine = [cells(A) | {"status": "done", "end": "2031"}, cells(C) | {"id": "N1", "name": "Mine"}]
    now = (replace(A, status="ongoing", cost=5.0, currency="EUR"), B, replace(C, name="Theirs"))
    found = edited.rebased((A, B), mine, now)
    assert [row["name"] for row in found] == ["Action A", "Theirs", "Mine"], "B was deleted here, C is new there"
    assert (found[0]["status"], found[0]["end"], found[0]["cost"]) == ("done", "2031", "5")
    assert edited.rebased((A, B), [cells(A), cells(B)], (A,)) == [cells(A)], "what others deleted stays away"
    assert edited.rebased((A, B), [cells(A), cells(B) | {"end": "2031"}], (A,))[1]["end"] == "2031"


CELLS = st.sampled_from(["", "2021", "7", "EUR", "done", "transport", "Ä “x”"])


@given(st.dictionaries(st.sampled_from(COLUMNS[1:]), CELLS))
def test_over_an_unchanged_list_what_was_typed_is_what_stands(changed: dict[str, str]) -> None:
    mine = [cells(A) | changed, cells(B)]
    assert edited.rebased((A, B), mine, (A, B)) == mine


def test_tonnes_and_cost_that_stand_twice_are_told_with_the_earlier_action(store: Store) -> None:
    (pair,) = edited.twice(on_file(store))
    assert [action.id for action in pair] == ["FS13", "FT1"]
    rows = edited.without_tonnes(typed(store, 0), "FT1")
    assert [row["id"] for row in rows if not row["avoided_t"]] == ["FS3", "FS7", "FT1", "FE1", "FE2"]


def test_one_of_several_targets_is_withdrawn_with_a_reason_and_the_only_one_is_not(store: Store) -> None:
    boston = City(store, "US-BOS")
    names = list(boston.report().target_names)
    with pytest.raises(Refused, match="no reason"):
        boston.withdraw_target(names[0], "Ada", "")
    boston.withdraw_target(names[0], "Ada", "repealed by the council")
    assert list(boston.report().target_names) == names[1:]
    turin = City(store, TURIN)
    with pytest.raises(Refused, match="the only target"):
        turin.withdraw_target(next(iter(turin.report().target_names)), "Ada", "repealed")
