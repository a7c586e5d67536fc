"""The energy of two cities apart from its carbon: MWh per inhabitant, and t per MWh, where they are told alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analytics.formula import OURS, formula
from analytics.inventories.compared_rows import ComparedRow, candidates, in_full
from analytics.inventories.comparison_reasons import FURTHEST_YEARS, one_method
from analytics.inventories.grid_use import energy_mwh, matched_mwh
from analytics.inventories.inventory import Inventory
from analytics.text.sentences import Sentence
from analytics.vocabulary import SECTORS


@dataclass(frozen=True)
class EnergyRow:
    """One matter of both cities: energy in MWh, per inhabitant, and t per MWh; None where it cannot be given."""

    name: str
    mwh: tuple[float, float]
    per_head: tuple[float | None, float | None]
    t_per_mwh: tuple[float | None, float | None]


@dataclass(frozen=True)
class EnergyApart:
    """The two inventories with energy, None where a city has none, and the rows that both tell in full."""

    left: Inventory | None
    right: Inventory | None
    rows: tuple[EnergyRow, ...] = ()

    @property
    def apart(self) -> int:
        """The years between the two."""
        return abs(self.left.year - self.right.year) if self.left and self.right else 0


@formula(
    name="Energy and its carbon",
    text=Sentence("energy per head = A ÷ inhabitants;  carbon = E ÷ A"),
    units="MWh per inhabitant and t/MWh, by row; the two inventories with energy of the closest years",
    source=OURS,
    mark="R",
    remark=(
        "A row is given where both tell its energy in full; its carbon where energy and tonnes are of the same groups. "
        "Emissions are their product: how much is used, and how dirty it is."
    ),
    also=("analytics.inventories.grid_use.energy_mwh", "analytics.inventories.grid_use.matched_mwh"),
)
def energy_apart(left: Sequence[Inventory], right: Sequence[Inventory]) -> EnergyApart:
    """Energy per inhabitant in MWh and carbon in t/MWh of the rows that both tell in full. The closest years are taken,
    at most ``FURTHEST_YEARS`` apart for rows. Swapping mirrors it. Source: our own rule [R]."""
    told = [[item for item in side if item.energy_mwh] for side in (left, right)]
    if not all(told):
        one, other = (max(side, key=lambda item: (item.year, item.method), default=None) for side in told)
        return EnergyApart(one, other)
    one, other = min(((a, b) for a in told[0] for b in told[1]), key=lambda two: _closeness(*two))
    if abs(one.year - other.year) > FURTHEST_YEARS:
        return EnergyApart(one, other)
    reported = {
        SECTORS[sector].group for item in (one, other) for (sector, _), use in item.uses.items() if use.energy_mwh
    }
    alike = one_method(one, other) or one.city_id == other.city_id
    rows = [made for row in candidates(reported, alike) if (made := _row(row, one, other))]
    return EnergyApart(one, other, tuple(rows))


def _closeness(left: Inventory, right: Inventory) -> tuple[object, ...]:
    named = sorted((item.year, item.method, item.city_id, item.revision) for item in (left, right))
    return abs(left.year - right.year), -left.year - right.year, not one_method(left, right), named


def _row(row: ComparedRow, left: Inventory, right: Inventory) -> EnergyRow | None:
    sides = (left, right)
    groups = [_groups(item, row) for item in sides]
    if not all(_covers(item, row) for item in sides) or ("Industry" in groups[0]) != ("Industry" in groups[1]):
        return None
    mwh = (energy_mwh(left, row.groups), energy_mwh(right, row.groups))
    heads = [amount / item.inhabitants if item.inhabitants else None for amount, item in zip(mwh, sides, strict=True)]
    carbon = [_carbon(item, row) for item in sides]
    return EnergyRow(row.name, mwh, (heads[0], heads[1]), (carbon[0], carbon[1]))


def _groups(item: Inventory, row: ComparedRow) -> set[str]:
    """The groups of a row that hold energy."""
    return {
        SECTORS[sector].group
        for (sector, _), use in item.uses.items()
        if use.energy_mwh and SECTORS[sector].group in row.groups
    }


def _covers(item: Inventory, row: ComparedRow) -> bool:
    """Whether the energy of a row is told in full: every key sector of it, and above zero."""
    held = {key for (sector, _), use in item.uses.items() if use.energy_mwh for key in SECTORS[sector].keys}
    return set(row.keys) <= held and energy_mwh(item, row.groups) > 0


def _carbon(item: Inventory, row: ComparedRow) -> float | None:
    """The tonnes per MWh of a row; None where its tonnes are not of the groups that hold its energy."""
    if "Electricity" in item.sectors and "Electricity" not in row.groups:
        return None  # a part of its tonnes stands in electricity that is not split
    mwh, tonnes = matched_mwh(item, row.groups), in_full(item, row)
    return None if mwh is None or tonnes is None else tonnes / mwh
