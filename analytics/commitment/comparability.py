"""What keeps two inventories of one method from being subtracted."""

from __future__ import annotations

from collections.abc import Sequence

from analytics.commitment.baseline import Baseline
from analytics.commitment.targets import Target
from analytics.inventories.inventory import Inventory
from analytics.text.sentences import Sentence


def made(inventory: Inventory) -> tuple[object, ...]:
    """How the tonnes of an inventory were made. Partly weighed from gases and partly CO2e, the CO2e keeps its set."""
    kept = inventory.about.gwp_set if inventory.gwp_set == "mixed" else None
    return inventory.gas, inventory.computed, inventory.gwp_set, inventory.approach, kept


def comparable(first: Inventory, latest: Inventory) -> bool:
    """Whether a verdict may hold two inventories against each other: one gas, one kind of factors, and no two
    approaches that are stated and differ. Source: our own rule [R]."""
    alike = (first.gas, first.computed) == (latest.gas, latest.computed)
    return alike and len({first.approach, latest.approach} - {"unknown"}) < 2


def same_chain(target: Target, base: Baseline, latest: Inventory) -> bool:
    """Whether base and latest may be held against each other: one method and what ``comparable`` asks. Source: our own
    rule [R]."""
    if latest.method != target.method or latest.gas == "CO2":
        return False
    first = base.inventory
    return first is None or comparable(first, latest)


def earlier(latest: Inventory, inventories: Sequence[Inventory]) -> Inventory | None:
    """The newest inventory of the years before ``latest`` that may be subtracted from it: by its method, made alike,
    with a total, and like it by sector or not. None where there is none, or where ``latest`` itself gives no total.
    Source: our own rule [R].
    """
    if latest.emissions_t is None:
        return None
    alike = [
        item
        for item in inventories
        if item.method == latest.method and item.year < latest.year and item.emissions_t is not None
        if made(item) == made(latest) and item.unsplit == latest.unsplit
    ]
    return max(alike, key=lambda item: item.year, default=None)


def change_since(before: Inventory | None, latest: Inventory) -> float | None:
    """E(y) − E(before): how far the total moved since an ``earlier`` inventory, in t; negative is a fall. None where
    one of the two gives no total. Source: our own rule [R]."""
    if before is None or before.emissions_t is None or latest.emissions_t is None:
        return None
    return latest.emissions_t - before.emissions_t


def differing_factors(first: Inventory, latest: Inventory) -> Sentence:
    """That one of two inventories is as reported and the other energy times our factors."""
    years: dict[str, object] = {"base_year": first.year, "year": latest.year}
    if first.computed:
        return Sentence(
            "The emissions of {base_year} are energy times our factors and those of {year} as reported: their factors "
            "differ.",
            **years,
        )
    return Sentence(
        "The emissions of {base_year} are as reported and those of {year} energy times our factors: their factors "
        "differ.",
        **years,
    )
