"""What an inventory tells of its electricity in some sectors: the energy, and the tonnes that were counted for it."""

from __future__ import annotations

from collections.abc import Collection
from math import fsum
from typing import NamedTuple

from analytics.change.drivers import FROM_GRID
from analytics.inventories.inventory import Inventory
from analytics.vocabulary import SECTORS

MOST_T_PER_MWH = 2.5
"""[R] A factor above this is no factor of electricity: energy and tonnes are then not of the same things. The largest
national one since 2010 is 2.24 t/MWh (JRC, national and European emission factors, Turkmenistan)."""
SURELY_ELECTRIC = ("Transport", "Electricity")
"""[R] Groups in which energy from a grid is electricity where nobody says whether it is that or heat."""


class GridUse(NamedTuple):
    """Electricity in MWh, and the tonnes counted for it."""

    mwh: float
    tonnes: float

    @property
    def t_per_mwh(self) -> float:
        """The factor by which it was counted. Source: definition."""
        return self.tonnes / self.mwh


def grid_use(inventory: Inventory, groups: Collection[str], without: Collection[str] = ()) -> GridUse | None:
    """The electricity of some groups of sectors, in MWh and t; None where energy or tonnes are not told apart from
    heat, or belong to other things. Source: our own rule [R]."""
    mwh, tonnes = [], []
    for (sector, carrier), use in inventory.uses.items():
        group = SECTORS[sector].group
        if group not in groups or sector in without:
            continue
        if carrier == FROM_GRID and group not in SURELY_ELECTRIC:
            return None
        if carrier in ("electricity", FROM_GRID):
            mwh.append(use.energy_mwh)
            tonnes.append(use.emissions_t)
    found = GridUse(fsum(mwh), fsum(tonnes))
    if found.mwh <= 0 or found.tonnes < 0 or (found.tonnes == 0 and not inventory.computed):
        return None
    return found if found.t_per_mwh <= MOST_T_PER_MWH else None


def grid_t(inventory: Inventory, groups: Collection[str], without: Collection[str] = ()) -> float:
    """The tonnes of grid-supplied energy in some groups of sectors, electricity and what may be heat. Source:
    definition."""
    return fsum(
        use.emissions_t
        for (sector, carrier), use in inventory.uses.items()
        if carrier in ("electricity", FROM_GRID) and SECTORS[sector].group in groups and sector not in without
    )


def energy_mwh(inventory: Inventory, groups: Collection[str], without: Collection[str] = ()) -> float:
    """The energy of some groups of sectors in MWh. Source: definition."""
    return fsum(
        use.energy_mwh
        for (sector, _carrier), use in inventory.uses.items()
        if SECTORS[sector].group in groups and sector not in without
    )


def matched_mwh(inventory: Inventory, groups: Collection[str], without: Collection[str] = ()) -> float | None:
    """The energy of some groups of sectors in MWh, where the groups that hold it are those that hold the tonnes; None
    where energy and tonnes are of other things. Source: our own rule [R]."""
    held = {
        SECTORS[sector].group
        for (sector, _carrier), use in inventory.uses.items()
        if use.energy_mwh and sector not in without
    }
    emitting = {group for group in groups if group in inventory.sectors}
    return energy_mwh(inventory, groups, without) if emitting and held.intersection(groups) == emitting else None
