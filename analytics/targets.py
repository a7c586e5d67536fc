"""What a city promised: how much, by when, against which year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["absolute", "per-capita"]


@dataclass(frozen=True)
class Target:
    """One target as the city reported it. Tonnes are t CO2e; ``method`` names the inventories it may be judged by.

    ``sector`` is None for a target on the whole inventory. ``declared_base_t`` and ``declared_target_t`` are the
    city's own figures; they are used only where no inventory of the base year exists.
    """

    city_id: str
    kind: Kind
    base_year: int
    year: int
    reduction_percent: float
    method: str
    source: str
    sector: str | None = None
    declared_base_t: float | None = None
    declared_target_t: float | None = None
    set_in: int | None = None
    exclusions: str | None = None

    @property
    def name(self) -> str:
        """The target in words, such as "50 % below 2005 by 2030"."""
        percent = f"{self.reduction_percent:g}"
        head = " per inhabitant" if self.kind == "per-capita" else ""
        where = f" ({self.sector})" if self.sector else ""
        return f"{percent} % below {self.base_year}{head} by {self.year}{where}"


def target_level(base: float, reduction_percent: float) -> float:
    """E_target = E_base x (1 - r): the level a reduction leads to, in the unit of ``base``
    (GCoM Common Reporting Framework, base-year emissions target).

    A per-capita target takes tonnes per inhabitant and gives the same.
    """
    return base * (1 - reduction_percent / 100)
