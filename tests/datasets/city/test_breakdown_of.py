"""The table of an inventory adds up to the inventory, for every sample city, year and method."""

from __future__ import annotations

from collections.abc import Iterator
from math import fsum

import pytest

from analytics.vocabulary import Measure
from datasets.city import assessment, breakdown_of
from datasets.store import Store
from tests.samples import own_samples


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with own_samples() as opened:
        yield opened


@pytest.mark.longer("every table of every inventory")
def test_every_table_adds_up_to_the_total_and_the_sectors_of_its_inventory(store: Store) -> None:
    seen = 0
    for city in store.cities():
        for found in assessment.report(store, city.city_id).inventories:
            parts = breakdown_of.of(store, found, Measure.EMISSIONS)
            assert parts.total() == pytest.approx(found.emissions_t, rel=1e-12)
            groups: dict[str, list[float]] = {}
            for (group, _), amount in parts.by_group().items():
                groups.setdefault(group, []).append(amount)
            assert {name: fsum(amounts) for name, amounts in groups.items()} == pytest.approx(dict(found.sectors))
            energy = breakdown_of.of(store, found, Measure.ENERGY).total()
            assert energy == (None if found.energy_mwh is None else pytest.approx(found.energy_mwh, rel=1e-12))
            seen += 1
    assert seen > 40


def test_turin_stands_by_carrier_and_boston_by_scope(store: Store) -> None:
    turin = next(item for item in assessment.report(store, "IT0004").inventories if item.method == "covenant")
    parts = breakdown_of.of(store, turin, Measure.ENERGY)
    assert parts.across == "carrier"
    assert parts.at("residential", "natural_gas").amount == 1_424_218
    boston = assessment.report(store, "US-BOS").inventories[-1]
    scopes = breakdown_of.of(store, boston, Measure.EMISSIONS)
    assert scopes.across == "scope"
    assert scopes.at("industry", "1") == (None, ("IE",))
    assert scopes.at("aviation", "1") == (None, ("NE",))
    assert "energy_supply" not in scopes.sectors, "grid supply stands beside the total"
