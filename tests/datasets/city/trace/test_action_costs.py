"""What a tonne of an action costs opens its passport, as stated or from its energy and the city's factor."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from analytics.text.problems import Refused
from datasets import City, Store
from datasets.city.trace.passports import CityFigures
from tests.samples import own_samples

PLAN = b"""\
id,name,sector,carrier,start,end,status,energy_saved_mwh,avoided_t,cost,currency
A1,Retrofit,residential,natural_gas,2022,2030,decided,1000,,404000,EUR
A2,Buses,transport,,2022,2030,planned,,500,1000000,EUR
A3,Trees,residential,,2022,2030,planned,,500,,
"""


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with own_samples() as found:
        turin = City(found, "Turin")
        turin.commit_actions(turin.draft_actions(PLAN, "plan.csv"), who="Ada", reason="the plan")
        yield found


def test_the_cost_of_a_tonne_goes_down_to_the_cost_and_to_energy_times_the_factor(store: Store) -> None:
    found = City(store, "Turin").passport("action-cost:A1")
    cost, avoided = found.inputs
    (saved,) = avoided.inputs
    assert (cost.value, avoided.step, saved.step) == (404_000, "sum", "energy times factor")
    assert saved.inputs[0].value == 1000
    assert found.value == pytest.approx(404_000 / avoided.value)
    assert found.value == pytest.approx(2000, rel=0.01), "0.202 t/MWh of natural gas, by the IPCC"
    assert not found.faults()
    assert found.holds(found.recomputed())


def test_stated_tonnes_are_a_leaf_and_an_action_without_cost_has_none(store: Store) -> None:
    city = City(store, "Turin")
    assert [part.step for part in city.passport("action-cost:A2").inputs] == ["given", "given"]
    for name in ("action-cost:A3", "action-cost:A9"):
        with pytest.raises(Refused) as refusal:
            city.passport(name)
        assert refusal.value.problems[0].code == "figure-absent"


def test_every_cost_per_tonne_of_the_sample_actions_follows_from_its_leaves(store: Store) -> None:
    with store.reader() as reader:
        made = dict(CityFigures(reader, "IT0007").actions())
    assert len(made) == sum(item.cost_per_tonne is not None for item in City(store, "Bologna").outlook().estimates) > 20
    assert not [name for name, passport in made.items() if passport.faults()]
