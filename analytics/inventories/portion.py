"""The part of an inventory that stands in some sectors, as an inventory of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from math import fsum

from analytics.inventories.inventory import Inventory
from analytics.inventories.parents import PARTS
from analytics.inventories.spots import NOWHERE, Spot, Spots
from analytics.vocabulary import SECTORS


def portion(inventory: Inventory, sectors: frozenset[str]) -> Inventory:
    """What an inventory holds in these sectors, in t. It has no total where it holds nothing in them, or a figure of a
    sector that stands for some of them and for others as well: such a figure cannot be divided.

    Figures that are told of whole inventories alone (energy, uses, levels, memo items) are left out. Source: our own
    rule [R].
    """
    held = inventory.spots
    kept = Spots(
        {spot: tonnes for spot, tonnes in held.tonnes.items() if spot.sector in sectors},
        _within(held.open, sectors),
        _within(held.settled, sectors),
        {spot: said for spot, said in held.elsewhere.items() if spot.sector in sectors},
        {spot: count for spot, count in held.rows.items() if spot.sector in sectors},
        _within(held.secret, sectors),
    )
    told = inventory.emissions_t is not None and bool(kept.tonnes)
    told &= not any(_undivided(spot.sector, sectors) for spot, tonnes in held.tonnes.items() if tonnes)
    total = fsum(kept.tonnes.values()) if told else None
    keys = {key for code in sectors for key in SECTORS[code].keys}
    by_group: dict[str, list[float]] = {}
    for spot, tonnes in kept.tonnes.items():
        by_group.setdefault(SECTORS[spot.sector].group, []).append(tonnes)
    return replace(
        inventory,
        emissions_t=total,
        energy_mwh=None,
        sectors={group: fsum(by_group[group]) for group in inventory.sectors if group in by_group} if told else {},
        energy_by_carrier={},
        missing_key_sectors=tuple(key for key in inventory.missing_key_sectors if key in keys),
        counted=_boundary(kept.tonnes),
        settled=_boundary(kept.settled) | (inventory.settled & keys),
        memo={},
        levels={},
        uses={},
        spots=kept if told else NOWHERE,
        confidential=tuple(key for key in inventory.confidential if key in keys),
        covers=sectors,
        left_out_t=(inventory.emissions_t or 0.0) - total if total is not None else 0.0,
    )


def _within(spots: Iterable[Spot], sectors: frozenset[str]) -> frozenset[Spot]:
    return frozenset(spot for spot in spots if spot.sector in sectors)


def _undivided(sector: str, sectors: frozenset[str]) -> bool:
    """Whether a sector stands for some of these and for others as well."""
    parts = PARTS.get(sector)
    return parts is not None and bool(sectors.intersection(parts)) and not ({sector, *parts} <= sectors)


def _boundary(spots: Iterable[Spot]) -> frozenset[str]:
    codes = {spot.sector for spot in spots}
    return frozenset(name for code in codes for name in SECTORS[code].keys or (SECTORS[code].group,))
