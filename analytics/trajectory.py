"""The straight path from the baseline to the target, and where on it a city stands."""

from __future__ import annotations


def linear_path(base: float, target: float, base_year: int, target_year: int, year: float) -> float:
    """E(y) = E0 + (ET - E0)(y - y0)/(yT - y0), in the unit of ``base``.

    The straight line is our own rule: the Covenant prescribes no path.

    After the target year the path stays at the target. Raises ValueError when the target year is not after the base
    year or ``year`` lies before the base year: there is no path there.
    """
    if target_year <= base_year:
        raise ValueError(f"The target year {target_year} must come after the base year {base_year}.")
    if year < base_year:
        raise ValueError(f"The path starts in {base_year}; {year:g} lies before it.")
    share = min((year - base_year) / (target_year - base_year), 1.0)
    return base + (target - base) * share


def year_on_path(base: float, target: float, base_year: int, target_year: int, level: float) -> float | None:
    """The year in which the straight path passes ``level``; None when base and target are the same.

    The line is prolonged at both ends, so a level above the baseline gives a year before the base year.
    """
    if base == target:
        return None
    return base_year + (base - level) / (base - target) * (target_year - base_year)
