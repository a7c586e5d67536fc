"""An idea of others becomes an action of the city with its origin and without the tonnes of others, or is refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from datasets import Cities, City, Refused, Store
from datasets.reference import knowledge_facts
from tests.samples import own_samples

PLANS = {entry.id: entry for entry in knowledge_facts.plans()}
FOUND = {entry.id: entry for entry in knowledge_facts.shipped()}


@pytest.fixture
def store() -> Iterator[Store]:
    with own_samples() as found:
        yield found


def test_a_plan_of_another_city_is_taken_undecided_with_its_origin_and_without_its_tonnes(store: Store) -> None:
    boston = City(store, "Boston")
    idea = next(entry for entry in PLANS.values() if entry.topic == "transport" and entry.form == "planned")
    made = boston.knowledge.take(idea, 2027, 2030, "Ada", "a talk with the partner")
    (taken,) = City(store, "Boston").actions()
    assert (taken.name, taken.sector, taken.start, taken.end) == (idea.title, "transport", 2027, 2030)
    assert (taken.status, taken.avoided_t, taken.cost) == ("planned", None, None)
    assert taken.source is not None
    assert taken.source.startswith(f"Idea: Planned, {idea.who}")
    boston.undo(made.revision, "Ada", "taken by mistake")
    assert not City(store, "Boston").actions()


def test_what_is_in_the_plan_stays_and_an_idea_is_taken_once(store: Store) -> None:
    before = City(store, "Turin").actions()
    City(store, "Turin").knowledge.take(FOUND["m120"], 2027, 2030, "Ada", "the council asked")
    assert City(store, "Turin").actions()[:-1] == before
    with pytest.raises(Refused, match="in the plan already"):
        City(store, "Turin").knowledge.take(FOUND["m120"], 2027, 2030, "Ada", "again")


@pytest.mark.parametrize(
    ("entry", "years", "reason", "said"),
    [
        (FOUND["r22"], (2027, 2030), "a reason", "one measure in a sector that emits"),
        (next(one for one in FOUND.values() if one.hazards), (2027, 2030), "a reason", "one measure"),
        (next(one for one in PLANS.values() if one.form == "programme"), (2027, 2030), "a reason", "one measure"),
        (FOUND["m120"], (2030, 2027), "a reason", "the end 2027 before the start 2030"),
        (FOUND["m120"], (2027, 2030), "", "reason"),
    ],
)
def test_what_is_no_action_or_runs_backwards_is_refused_and_nothing_is_written(
    store: Store, entry: object, years: tuple[int, int], reason: str, said: str
) -> None:
    boston, before = City(store, "Boston"), store.newest_revision()
    with pytest.raises(Refused, match=said):
        boston.knowledge.take(entry, *years, "Ada", reason)  # type: ignore[arg-type]
    assert store.newest_revision() == before


def test_markup_and_formulas_in_a_title_stay_text(store: Store) -> None:
    idea = replace(FOUND["m120"], title='=HYPERLINK("x") <b>bikes</b>')
    City(store, "Boston").knowledge.take(idea, 2027, 2030, "Ada", "a trial of bad input")
    assert City(store, "Boston").actions()[-1].name == '=HYPERLINK("x") <b>bikes</b>'


def test_plans_stand_apart_from_what_was_found(store: Store) -> None:
    found, planned = Cities(store).knowledge().entries, Cities(store).plans().entries
    assert {entry.evidence for entry in planned} == {"planned"}
    assert "planned" not in {entry.evidence for entry in found}
    assert not {entry.id for entry in found} & {entry.id for entry in planned}
