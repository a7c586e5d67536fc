"""What a target is measured against."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from analytics.inventory import Inventory
from analytics.targets import Target


@dataclass(frozen=True)
class Baseline:
    """Emissions of the base year, in tonnes. ``inventory`` is None when the target's own declaration is used."""

    year: int
    emissions_t: float
    inhabitants: float | None
    inventory: Inventory | None

    @property
    def declared(self) -> bool:
        """Whether the figure is the target's declaration and not an inventory."""
        return self.inventory is None


def baseline(target: Target, inventories: Iterable[Inventory]) -> Baseline | None:
    """The base year's inventory by the target's own method; where none has a total, the emissions it declares.

    None when neither exists.
    """
    for inventory in inventories:
        if (inventory.year, inventory.method) == (
            target.base_year,
            target.method,
        ) and inventory.emissions_t is not None:
            return Baseline(target.base_year, inventory.emissions_t, inventory.inhabitants, inventory)
    if target.declared_base_t is not None:
        return Baseline(target.base_year, target.declared_base_t, None, None)
    return None
