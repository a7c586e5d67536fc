"""What a figure can be at all, and how far a reported one lies from another source.

The limits are checked before a formula runs, so that a wrong input is named and never turns into NaN or infinity.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from analytics.problems import Problem, Refused

POPULATION_LIMIT_PERCENT = 50.0
"""[R] From the results that CDP printed in 2019: passes up to +22 %, flags from +54 %; the threshold itself is not."""

_NUMBER = "Give the figure; leave the row out where there is none."


def magnitudes(value: Any) -> np.ndarray[Any, np.dtype[np.float64]]:
    """The bare numbers of a number, sequence, array, column or quantity; raises TypeError or ValueError for text."""
    plain = value.m_as("") if getattr(value, "dimensionless", False) else getattr(value, "magnitude", value)
    return np.asarray(plain, dtype=float)


def limit(
    name: str,
    value: Any,
    unit: str = "",
    low: float = -math.inf,
    high: float = math.inf,
    *,
    above: bool = False,
    fix: str = "Correct the figure.",
) -> None:
    """Refuse a figure that is missing, infinite, no number, or outside ``low`` to ``high`` (``above``: low excluded).

    Looks at every number of a column, array or quantity, and says how many are wrong. A quantity in a unit of its own
    is held against zero only, since the other limits are in ``unit``. Raises Refused: value-text, value-missing,
    value-zero (a zero that would be divided by), value-range.
    """
    if not getattr(value, "dimensionless", True):
        low, high = (0.0 if low == 0 else -math.inf), math.inf
    try:
        numbers = magnitudes(value)
    except (TypeError, ValueError):
        raise _refused("value-text", name, _shown_text(value), "a number", _NUMBER) from None
    said = str(getattr(value, "units", unit) or unit)
    expected = _range(low, high, said, above)
    missing = ~np.isfinite(numbers)
    if missing.any():
        count = _count(missing)
        found = f"a missing or infinite figure{count}" if numbers.ndim else f"{numbers:g}, which is no figure"
        raise _refused("value-missing", name, found, expected, _NUMBER)
    wrong = (numbers < low) | (numbers > high) | ((numbers == low) if above else False)
    if np.any(wrong):
        first = float(numbers[wrong].flat[0]) if numbers.ndim else float(numbers)
        code = "value-zero" if above and low == first == 0 else "value-range"
        raise _refused(code, name, f"{_shown(first, said)}{_count(np.asarray(wrong))}", expected, fix)


def figure(name: str, value: Any, unit: str = "") -> None:
    """Refuse a single number that is NaN or infinite, which is no figure. In a column NaN stands for a figure that is
    missing, and passes. Raises Refused (value-missing)."""
    if isinstance(value, float | int):  # as most are, and numpy costs more than many a formula
        wrong = not math.isfinite(value)
    else:
        numbers = magnitudes(value)
        wrong = not numbers.ndim and not np.isfinite(numbers)
    if wrong:
        limit(name, value, unit)


def divisor(name: str, value: Any, unit: str = "") -> None:
    """Refuse what a formula divides by where it is zero or below: a single number as ``above_zero`` does; in a column
    NaN stands for a figure that is missing, and passes. Raises Refused, see ``limit``."""
    numbers = magnitudes(value)
    above_zero(name, numbers[~np.isnan(numbers)] if numbers.ndim else value, unit)


def not_negative(name: str, value: Any, unit: str) -> None:
    """Refuse an amount below zero. Raises Refused, see ``limit``."""
    limit(name, value, unit, 0.0, fix="Correct the sign: an amount is zero or more.")


def above_zero(name: str, value: Any, unit: str) -> None:
    """Refuse an amount that is zero or below, such as a denominator. Raises Refused, see ``limit``."""
    limit(name, value, unit, 0.0, above=True, fix="Give an amount above zero; without one there is no result.")


def share(name: str, value: Any, *, above: bool = False) -> None:
    """Refuse a share outside 0 to 1, such as a percentage; ``above`` refuses 0 too. Raises Refused, see ``limit``."""
    limit(name, value, "", 0.0, 1.0, above=above, fix="Give a share from 0 to 1; divide a percentage by 100.")


def deviation_percent(reference: Any, value: Any) -> Any:
    """How far ``value`` lies above (+) or below (−) ``reference`` in per cent of the reference: 100 (v / r − 1).

    Both in one unit; numbers, arrays, columns or quantities. Also the change between two years or two editions of a
    factor. Raises Refused for a reference of zero or below and for a missing figure. Source: arithmetic [R].
    """
    above_zero("reference", reference, "")
    limit("value", value)
    return 100 * (value / reference - 1)


def implied_population_percent(total_change: float, per_head_before: float, per_head_after: float) -> float:
    """The growth of population in per cent that a change of the total and one per inhabitant imply together.

    ``total_change`` is a share such as −0.2; the figures per inhabitant are in one unit, both above zero. A growth
    that no city has shows that one of the statements is wrong. Raises Refused for a change of −1 or below and for
    figures that are not above zero. Source: our arithmetic [R].
    """
    limit("change of the total", total_change, "", -1.0, above=True, fix="Give a share above −1, such as −0.2.")
    above_zero("per inhabitant before", per_head_before, "t")
    above_zero("per inhabitant after", per_head_after, "t")
    return 100 * ((1 + total_change) * per_head_before / per_head_after - 1)


def population_problem(
    reported: float, reference: float, limit_percent: float = POPULATION_LIMIT_PERCENT
) -> Problem | None:
    """A warning when a reported population lies far from a reference (GeoNames); None when it is plausible.

    Far is more than ``limit_percent`` above, or below by the same factor. Raises Refused for a population of zero or
    below. Source: CDP 2019 City Emissions Data Quality Checks, check 1 [V]; limit and downward test are ours [R].
    """
    above_zero("reported population", reported, "inhabitants")
    above_zero("reference population", reference, "inhabitants")
    factor = 1 + limit_percent / 100
    if reference / factor <= reported <= reference * factor:
        return None
    off = deviation_percent(reference, reported)
    said, other = (f"{number:,.0f}".replace(",", "\u00a0") for number in (reported, reference))
    found = f"{said} inhabitants, {off:+.0f}\u00a0% against the reference".replace("-", "−")
    expected = f"at most {limit_percent:g}\u00a0% away from {other}"
    fix = "Check that the population is that of the boundary of the inventory, or say why it differs."
    return Problem("warn", "population-deviation", found, expected, fix, column="population")


def _refused(code: str, name: str, found: str, expected: str, fix: str) -> Refused:
    return Refused(Problem("block", code, found, expected, fix, column=name))


def _shown(number: float, unit: str) -> str:
    return f"{number:g} {unit}".strip().replace("-", "−")


def _shown_text(value: Any) -> str:
    return "nothing" if value is None else f'"{str(value)[:60]}"'


def _count(wrong: np.ndarray[Any, np.dtype[np.bool_]]) -> str:
    return f" ({int(wrong.sum())} of {wrong.size} figures)" if wrong.size > 1 else ""


def _range(low: float, high: float, unit: str, above: bool) -> str:
    if math.isinf(low) and math.isinf(high):
        return "a number"
    if math.isinf(high):
        return f"a figure above {_shown(low, unit)}" if above else f"{_shown(low, unit)} or more"
    return (
        f"a figure {'above' if above else 'from'} {_shown(low, '')} {'and up ' if above else ''}to {_shown(high, unit)}"
    )
