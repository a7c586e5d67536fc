"""In which sectors a city must cut, by the verdict on its leading target: for what its region specialises in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import fsum

from analytics.commitment.judged import Progress
from analytics.innovation.domains import DOMAINS
from analytics.inventories.inventory import UNSPLIT

LARGE = 0.1
"""[R] A group of sectors from this share of the newest total on is one in which a city must cut."""


@dataclass(frozen=True)
class SectorsToCut:
    """What is left to the target level in the newest inventory (``year``): ``left_t`` tonnes, and the ``shares`` of the
    groups of sectors that are a tenth of its total or more, the largest first."""

    year: int
    left_t: float
    shares: Mapping[str, float]


def to_cut(leading: Progress) -> SectorsToCut | None:
    """Where a city must cut by the verdict on its leading target; None where the newest inventory may not be held
    against it, or is not told apart by sector. Nothing is to be cut in a city that is at its target level. Source: our
    own rule [R]."""
    latest, left = leading.latest, leading.left_t
    if latest is None or left is None or not latest.sectors.keys() - {UNSPLIT}:
        return None
    if left <= 0:
        return SectorsToCut(latest.year, left, {})
    whole = fsum(amount for amount in latest.sectors.values() if amount > 0)
    shares = {group: amount / whole for group, amount in latest.sectors.items() if whole and amount >= LARGE * whole}
    return SectorsToCut(latest.year, left, dict(sorted(shares.items(), key=lambda item: -item[1])))


def touched(domain: str, *cities: SectorsToCut | None) -> tuple[str, ...]:
    """The groups of sectors that a domain touches and in which every one of some cities must cut; none where one of
    them is not known."""
    return tuple(
        group for group in DOMAINS[domain].groups if cities and all(city and group in city.shares for city in cities)
    )
