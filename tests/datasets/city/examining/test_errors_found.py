"""Errors as people make them, put into published inventories, are found; ``make thorough`` puts in every kind."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from datasets.reference.samples import open_store
from tests.datasets.city.examining.kinds import KINDS
from tests.datasets.city.examining.trials import SUBJECTS, Outcome, Stores, outcomes, told, tried, year_of
from tests.samples import own_samples

FEWEST_KINDS = 60
LEAST_FOUND = 0.85


@pytest.fixture(scope="module")
def stores() -> Iterator[Stores]:
    with own_samples() as samples, open_store(":memory:", samples=False) as empty:
        yield Stores(samples, empty)


def share(found: list[Outcome]) -> float:
    return sum(outcome.found for outcome in found) / len(found)


def test_there_are_kinds_enough_and_each_has_a_name_of_its_own() -> None:
    assert len({made.name for made in KINDS}) == len(KINDS) >= FEWEST_KINDS


@pytest.mark.longer("errors are put into every inventory, which is examined each time")
@pytest.mark.parametrize("number", [0, 4])
def test_of_a_few_kinds_85_in_100_are_found(stores: Stores, number: int) -> None:
    clean = SUBJECTS[number]
    sound = {clean: told(stores.of(clean), year_of(clean, np.random.default_rng(0)))}
    trials = [tried(stores, made, clean, 0, sound) for made in KINDS[number::9]]
    found = [outcome for outcome in trials if outcome is not None]
    assert len(found) > 4
    assert share(found) >= LEAST_FOUND, [outcome.kind for outcome in found if not outcome.found]


@pytest.mark.thorough("every kind of error in every inventory: minutes")
def test_of_every_kind_85_in_100_are_found_beside_other_years_and_most_alone(stores: Stores) -> None:
    """Without another year a figure that is off by a factor of a few is as plausible as the right one."""
    found = list(outcomes(stores))
    assert share([outcome for outcome in found if not outcome.clean.alone]) >= 0.9
    assert share([outcome for outcome in found if outcome.clean.alone]) >= 0.65
    kinds = {made.name: [outcome for outcome in found if outcome.kind == made.name] for made in KINDS}
    assert sum(share(mine) >= 0.5 for mine in kinds.values()) >= LEAST_FOUND * len(kinds)
