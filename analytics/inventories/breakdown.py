"""One inventory taken apart: sectors down, carriers or scopes across, each place a number, a notation key or blank."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import fsum
from typing import Literal, NamedTuple

from analytics.inventories.cells import Cell, in_total
from analytics.inventories.weighing import Weighed
from analytics.vocabulary import CARRIERS, GPC_REFERENCES, SECTORS, Measure, NotationKey, Quantity, measure

Across = Literal["carrier", "scope", "sector"]
"""What stands across: carriers, scopes, or nothing but the sector's own sum."""
SCOPES = ("1", "2", "3")
UNSTATED = ""
"""The column of what names no carrier (no scope)."""
_MOSTLY = 0.5
_SECTOR_ORDER = {code: place for place, code in enumerate(SECTORS)}
_COLUMN_ORDER = {name: place for place, name in enumerate((*CARRIERS, *SCOPES, UNSTATED))}


class Entry(NamedTuple):
    """What one place holds: an amount (MWh or t), None where none is known, and the notation keys that stand there."""

    amount: float | None
    keys: tuple[NotationKey, ...] = ()


BLANK = Entry(None)


@dataclass(frozen=True)
class Breakdown:
    """The table of one measure of one inventory; only what counts in its total.

    ``entries`` holds a place (sector, column) only where the file said something; any other place is blank, which is
    neither zero nor a key. Amounts are in MWh for energy and in t for emissions.
    """

    measure: Measure
    across: Across
    sectors: tuple[str, ...]
    columns: tuple[str, ...]
    entries: Mapping[tuple[str, str], Entry]

    def at(self, sector: str, column: str) -> Entry:
        """What a place holds; ``BLANK`` where nothing was said."""
        return self.entries.get((sector, column), BLANK)

    def row(self, sector: str) -> float | None:
        """The sum of one sector, None where it holds no number."""
        return _sum(entry.amount for (code, _), entry in self.entries.items() if code == sector)

    def column(self, column: str) -> float | None:
        """The sum of one column, None where it holds no number."""
        return _sum(entry.amount for (_, name), entry in self.entries.items() if name == column)

    def total(self) -> float | None:
        """The sum of all places, None where there is no number at all."""
        return _sum(entry.amount for entry in self.entries.values())

    def by_group(self) -> dict[tuple[str, str], float]:
        """The amounts by group of sectors and column, where there is a number."""
        parts: dict[tuple[str, str], list[float]] = {}
        for (sector, column), entry in self.entries.items():
            if entry.amount is not None:
                parts.setdefault((SECTORS[sector].group, column), []).append(entry.amount)
        return {place: fsum(found) for place, found in parts.items()}

    def largest(self) -> tuple[str, str, float] | None:
        """The place with the largest amount: sector, column and amount; None where nothing is above zero."""
        found = [(entry.amount, place) for place, entry in self.entries.items() if entry.amount and entry.amount > 0]
        if not found:
            return None
        amount, (sector, column) = max(found, key=lambda item: item[0])
        return sector, column, amount

    def per(self, inhabitants: float) -> Breakdown:
        """A breakdown with every amount divided by a count of inhabitants above zero."""
        entries = {
            place: entry if entry.amount is None else entry._replace(amount=entry.amount / inhabitants)
            for place, entry in self.entries.items()
        }
        return replace(self, entries=entries)


def breakdown(cells: Iterable[Cell], weighed: Sequence[Weighed], wanted: Measure, method: str) -> Breakdown:
    """The cells of one inventory as a table.

    For energy the amounts are the cells' own MWh; for emissions they are the tonnes of ``weighed``, the places of the
    total as ``weighing`` gives them. Carriers stand across where most of the amount names one, else scopes,
    else nothing. Source: the Covenant template (sectors by carriers) and the GPC (sub-sectors by scopes).
    """
    counted = [cell for cell in cells if in_total(cell.gpc_ref, cell.sector, method)]
    mine = [cell for cell in counted if measure(cell.quantity) is wanted]
    if wanted is Measure.ENERGY:
        amounts = [
            ((cell.sector, cell.carrier, _scope(cell)), cell.amount)
            for cell in mine
            if cell.quantity == Quantity.ENERGY and cell.amount is not None
        ]
    else:
        amounts = [
            ((place.sector, place.carrier, place.scope), place.tonnes) for place in weighed if place.tonnes is not None
        ]
    keyed = [((cell.sector, cell.carrier, _scope(cell)), cell.key) for cell in mine if cell.key is not None]
    across = _across(amounts)
    sums: dict[tuple[str, str], list[float]] = {}
    for place, amount in amounts:
        sums.setdefault(_at(place, across), []).append(amount)
    keys: dict[tuple[str, str], set[str]] = {}
    for place, key in keyed:
        keys.setdefault(_at(place, across), set()).add(key)
    entries = {
        place: Entry(
            fsum(sums[place]) if place in sums else None,
            tuple(key for key in NotationKey if key in keys.get(place, ())),
        )
        for place in sums.keys() | keys.keys()
    }
    sectors = sorted({sector for sector, _ in entries}, key=_SECTOR_ORDER.__getitem__)
    columns = sorted({column for _, column in entries}, key=_COLUMN_ORDER.__getitem__)
    return Breakdown(wanted, across, tuple(sectors), tuple(columns), entries)


Place = tuple[str, str | None, int | None]


def _scope(cell: Cell) -> int | None:
    """The scope of a cell; that of its reference where a key stands, which keeps no scope of its own."""
    return GPC_REFERENCES[cell.gpc_ref].scope if cell.gpc_ref else cell.scope


def _across(amounts: Sequence[tuple[Place, float]]) -> Across:
    whole = fsum(abs(amount) for _, amount in amounts)
    named = fsum(abs(amount) for (_, carrier, _), amount in amounts if carrier)
    if whole and named >= _MOSTLY * whole:
        return "carrier"
    return "scope" if any(scope for (_, _, scope), _ in amounts) else "sector"


def _at(place: Place, across: Across) -> tuple[str, str]:
    sector, carrier, scope = place
    if across == "carrier":
        return sector, carrier or UNSTATED
    return sector, str(scope) if across == "scope" and scope else UNSTATED


def _sum(amounts: Iterable[float | None]) -> float | None:
    known = [amount for amount in amounts if amount is not None]
    return fsum(known) if known else None
