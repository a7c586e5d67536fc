"""Which inventory of a city tells what its emissions are made of."""

from __future__ import annotations

from collections.abc import Sequence

from analytics.inventories.inventory import Inventory


def opening(latest: Inventory | None, inventories: Sequence[Inventory]) -> Inventory | None:
    """The inventory by which to begin: ``latest``, the one that judges the city's target, or else the last.

    Where ``latest`` is a published total without sectors, the newest of its year or later that has sectors stands in
    its place, by whatever method: it alone says where emissions come from. None without an inventory.
    """
    if latest is None:
        return inventories[-1] if inventories else None
    if not latest.unsplit:
        return latest
    split = [item for item in inventories if item.year >= latest.year and not item.unsplit]
    return max(split, key=lambda item: item.year, default=latest)
