"""The rows by which two inventories are set side by side: which groups of sectors mean the same in both."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from analytics.inventories.inventory import Inventory
from analytics.text.sentences import Sentence
from analytics.vocabulary import KEY_SECTORS

UNLIKE_GROUPS = ("Other", "Energy generation")
"""Groups that hold something else in every city; they are never compared."""
_BUILDINGS = ("Buildings", "Municipal", "Residential", "Tertiary")
_ENERGY = (*_BUILDINGS, "Electricity", "Industry", "Transport")


@dataclass(frozen=True)
class ComparedRow:
    """What both cities report of one matter. ``keys`` are the Covenant key sectors that both must cover in full."""

    name: str
    groups: tuple[str, ...]
    keys: tuple[str, ...] = ()


RESIDENTIAL = ComparedRow(Sentence("Residential buildings"), ("Residential",), ("residential",))
SERVICES = ComparedRow(
    Sentence("Municipal and commercial buildings"), ("Municipal", "Tertiary"), ("municipal", "tertiary")
)
OFFICES = replace(SERVICES, name=Sentence("Commercial and institutional buildings"))
"""Where no inventory has municipal buildings apart, their row bears the name of the group that holds them all."""
BUILDINGS = ComparedRow(Sentence("All buildings"), _BUILDINGS, ("municipal", "tertiary", "residential"))
TRANSPORT = ComparedRow(Sentence("Transport"), ("Transport",), ("transport",))
ENERGY = ComparedRow(Sentence("Buildings, industry and transport"), _ENERGY, KEY_SECTORS)
INDUSTRY = ComparedRow(Sentence("Industry"), ("Industry",))
WASTE = ComparedRow(Sentence("Waste"), ("Waste",))
PROCESSES = ComparedRow(Sentence("Industrial processes"), ("Industrial processes",))
LAND = ComparedRow(Sentence("Land use"), ("Land use",))
ONE_METHOD_ROWS = (INDUSTRY, WASTE, PROCESSES, LAND)
"""A Covenant inventory counts industry without the emissions trading system, and waste only where the plan acts on it
(JRC, The Covenant of Mayors approach); GPC counts both. Across methods these rows do not mean the same."""


def services(reported: Collection[str]) -> ComparedRow:
    """The row of the buildings of services, by the name that fits the groups that either city reports."""
    return SERVICES if "Municipal" in reported else OFFICES


def candidates(reported: Collection[str], one_method: bool) -> tuple[ComparedRow, ...]:
    """The rows to try for the groups that either city reports: as fine as the coarser of the two allows. Source: our
    own rule [R]."""
    if "Electricity" in reported:
        # Electricity that is not split belongs to every sector that uses it, so only their sum means the same.
        energy: tuple[ComparedRow, ...] = (ENERGY,) if one_method else ()
    elif "Buildings" in reported:
        energy = (BUILDINGS, TRANSPORT)
    else:
        energy = (RESIDENTIAL, services(reported), TRANSPORT)
    if not one_method:
        return energy
    taken = {group for row in energy for group in row.groups}
    return energy + tuple(row for row in ONE_METHOD_ROWS if not taken & set(row.groups))


def in_full(inventory: Inventory, row: ComparedRow) -> float | None:
    """The tonnes of one row, in t; None where the inventory has none of it or covers its key sectors in part. Source:
    our own rule [R]."""
    found = [inventory.sectors[group] for group in row.groups if group in inventory.sectors]
    if not found or set(row.keys) & set(inventory.missing_key_sectors):
        return None
    return sum(found)


def same_extent(row: ComparedRow, left: Inventory, right: Inventory) -> bool:
    """Whether a row that may hold industry holds it on both sides or on neither."""
    return "Industry" not in row.groups or ("Industry" in left.sectors) == ("Industry" in right.sectors)
