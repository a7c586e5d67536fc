"""The gap of a city that knowledge should help with: the sector that fell least, or the hazards that it names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from analytics.inventories.inventory import Inventory

SMALL_SHARE = 0.05
"""A sector below this share of the total is too small to lead [R]."""
LEAST_APART = 0.01
"""Changes that differ by less are no news: none of them fell least [R]."""
WITHOUT_SECTOR = frozenset({"Total"})


@dataclass(frozen=True)
class KnowledgeGap:
    """What lacks: a ``group`` of sectors or the codes of ``hazards``.

    Of a group, ``share`` of the total in ``year`` and ``moved`` since the year ``since``, in per cent, where both are
    on file; ``printed`` names what prints the change where no inventory tells it. Of a group that a pairing works on,
    the id of the ``partner``. ``after`` names the group that lags more, where this is the next one.
    """

    group: str = ""
    hazards: tuple[str, ...] = ()
    share: float | None = None
    year: int | None = None
    moved: float | None = None
    since: int | None = None
    printed: str = ""
    partner: str = ""
    after: str = ""


class PrintedChange(NamedTuple):
    """How far a ``group`` of sectors moved from the year ``since`` to ``year``, in per cent, as a ``source`` prints it;
    "" for what is no group, such as a fuel of several."""

    group: str
    moved: float
    since: int
    year: int
    source: str


def printed_gap(changes: Iterable[PrintedChange], after: str = "") -> KnowledgeGap | None:
    """The group that fell least of those whose change is printed, but for the one ``after`` which it comes; None where
    fewer than two are. Source: our own rule [R]."""
    told = [one for one in changes if one.group not in ("", after)]
    if len(told) < 2:
        return None
    least = max(told, key=lambda one: one.moved)
    since, year, source = least.since, least.year, least.source
    return KnowledgeGap(least.group, moved=least.moved, since=since, year=year, printed=source, after=after)


def sector_gap(latest: Inventory | None, first: Inventory | None, after: str = "") -> KnowledgeGap | None:
    """The large sector that fell least since ``first``, but for the one ``after`` which it comes; without that by
    sector, the largest one. None where the total is not above zero, or is not split. Source: our own rule [R]."""
    if latest is None or latest.emissions_t is None or latest.emissions_t <= 0:
        return None
    shares = {
        group: value / latest.emissions_t
        for group, value in latest.sectors.items()
        if group not in WITHOUT_SECTOR and group != after
    }
    if not shares:
        return None
    if first is not None:
        large = {
            group: latest.sectors[group] / first.sectors[group] - 1
            for group, share in shares.items()
            if share >= SMALL_SHARE and first.sectors.get(group, 0) > 0
        }
        if large and max(large.values()) - min(large.values()) >= LEAST_APART:
            group = max(large, key=lambda name: (large[name], shares[name]))  # of several alike the largest
            moved = 100 * large[group]
            return KnowledgeGap(
                group, share=100 * shares[group], year=latest.year, moved=moved, since=first.year, after=after
            )
    group = max(shares, key=lambda name: shares[name])
    return KnowledgeGap(group, share=100 * shares[group], year=latest.year, after=after)
