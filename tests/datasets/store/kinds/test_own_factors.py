"""A city's own factors in the ledger: added, replaced, taken back, and gone with the revision that is undone."""

from __future__ import annotations

from typing import Any

import pytest

from analytics.text.problems import Refused
from datasets.store import CityFactor, LocalEnergy, Revision, Store, Submission
from tests.datasets.builders import TOWN, Begin, row, submission
from tests.effort import first


@pytest.fixture
def store(begun: Begin) -> Store:
    return begun(lambda store: store.seed((), (), (), ()))


def factor(value: float | None) -> CityFactor:
    return CityFactor(
        TOWN.city_id,
        2015,
        2020,
        "natural_gas",
        "all",
        "factor",
        "CO2e",
        value,
        "activity-based",
        "the utility",
        original_text=str(value),
        original_unit="t CO2e/MWh",
    )


def commit(store: Store, *factors: CityFactor, supply: tuple[LocalEnergy, ...] = ()) -> Revision:
    cities = () if store.cities() else (TOWN,)
    return store.commit(
        Submission(None, 0, "an analyst", "factors", reason="a bill", new_cities=cities, factors=factors, supply=supply)
    )


def values(store: Store) -> list[float | None]:
    return [row.value for row in store.register().factors.get(TOWN.city_id, ())]


def test_what_is_stated_comes_back_as_it_was_with_its_revision(store: Store) -> None:
    local = LocalEnergy(TOWN.city_id, 2019, "LPE", 5.0, "5000", "kWh", "the plants")
    made = commit(store, factor(0.21), supply=(local,))
    assert store.register().factors[TOWN.city_id] == (factor(0.21)._replace(revision=made.revision),)
    assert store.register().supply[TOWN.city_id] == (local._replace(revision=made.revision),)
    assert (made.author, made.reason, made.rows, made.in_force) == ("an analyst", "a bill", 0, True)


def test_the_newest_stands_first_and_the_older_one_is_kept(store: Store) -> None:
    commit(store, factor(0.21))
    commit(store, factor(0.22))
    commit(store, factor(None))
    assert values(store) == [None, 0.22, 0.21]
    assert [revision.revision for revision in store.history(TOWN.city_id)] == [3, 2, 1]


def test_an_undone_revision_takes_its_factors_with_it_and_cannot_be_undone_twice(store: Store) -> None:
    commit(store, factor(0.21))
    second = commit(store, factor(0.22))
    store.undo(second.revision, "an analyst", "a slip")
    assert values(store) == [0.21]
    assert not store.revision(second.revision).in_force
    assert [revision.undoes for revision in store.history(TOWN.city_id)] == [2, None, None]
    with pytest.raises(Refused, match="revision 2"):
        store.undo(second.revision, "an analyst", "again")


def test_a_factor_beside_rows_goes_and_comes_back_with_them(store: Store) -> None:
    made = store.commit(submission(row(), new_cities=(TOWN,), factors=(factor(0.21),)))
    undone = store.undo(made.revision, "an analyst", "a slip")
    assert values(store) == []
    store.undo(undone.revision, "an analyst", "it was right")
    assert values(store) == [0.21]


def test_factors_are_part_of_a_rehearsal_and_leave_nothing_behind(store: Store) -> None:
    with store.rehearsal(submission(row(), new_cities=(TOWN,), factors=(factor(0.21),))) as reader:
        assert TOWN.city_id in reader.register.factors
    assert values(store) == []


@pytest.mark.parametrize(
    "changes",
    first(
        3,
        [
            {"kind": "guess"},
            {"gas": "SF6"},
            {"value": -0.1},
            {"value": float("nan")},
            {"first_year": 2021},
            {"used_for": "ships"},
            {"kind": "blend", "value": 95.0},
        ],
    ),
)
def test_the_store_takes_no_factor_that_means_nothing(store: Store, changes: dict[str, Any]) -> None:
    with pytest.raises(Exception, match=r"[Cc]onstraint|CHECK"):
        commit(store, factor(0.2)._replace(**changes))
    assert values(store) == []
