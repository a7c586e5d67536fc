"""A city's pages begin with the inventory that says where its emissions come from."""

from __future__ import annotations

from analytics.inventories.inventory import Inventory
from analytics.inventories.opening import opening
from datasets.city import assessment
from tests.samples import own_samples


def told(*inventories: Inventory) -> list[tuple[int, str]]:
    return [(item.year, item.method) for item in inventories]


def test_a_total_without_sectors_gives_way_to_an_inventory_of_its_year_or_later() -> None:
    with own_samples() as store:
        for city, first in (("IT0004", (2019, "covenant")), ("ES0002", (2021, "covenant")), ("US-BOS", (2020, "gpc"))):
            found = assessment.report(store, city)
            shown = opening(found.leading.latest, found.inventories)
            assert shown is not None
            assert told(shown) == [first]


def test_where_nothing_has_sectors_the_one_that_is_judged_stays() -> None:
    with own_samples() as store:
        found = assessment.report(store, "US-FTC")
        assert opening(found.leading.latest, found.inventories) is found.leading.latest
    assert opening(None, ()) is None
