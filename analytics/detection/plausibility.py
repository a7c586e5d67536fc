"""What a figure can be at all, and how far a reported one lies from another source.

The limits are checked before a formula runs, so that a wrong input is named and never turns into NaN or infinity.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from analytics.formula import formula
from analytics.text.digits import written
from analytics.text.problems import Problem, Refused, blocked, warn
from analytics.text.sentences import Sentence, counted

POPULATION_LIMIT_PERCENT = 50.0
"""[R] From the results that CDP printed in 2019: passes up to +22 %, flags from +54 %; the threshold itself is not."""

FEWEST_KEY_SECTORS = 3
"""[M] An inventory is accepted from three of the four key sectors; with fewer, a low figure per head says nothing."""

INHABITANTS = Sentence("inhabitants")
_NUMBER = Sentence("Give the figure; leave the row out where there is none.")
_CORRECT = Sentence("Correct the figure.")
_ANY = Sentence("a number")


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
    fix: str = _CORRECT,
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
        raise _refused("value-text", name, _shown_text(value), _ANY, _NUMBER) from None
    units = getattr(value, "units", None)
    said = str(units) if units else unit
    expected = _range(low, high, said, above)
    missing = ~np.isfinite(numbers)
    if missing.any():
        raise _refused("value-missing", name, _no_figure(numbers, missing), expected, _NUMBER)
    wrong = (numbers < low) | (numbers > high) | ((numbers == low) if above else False)
    if np.any(wrong):
        first = float(numbers[wrong].flat[0]) if numbers.ndim else float(numbers)
        code = "value-zero" if above and low == first == 0 else "value-range"
        raise _refused(code, name, _counted(_shown(first, said), np.asarray(wrong)), expected, fix)


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
    limit(name, value, unit, 0.0, fix=Sentence("Correct the sign: an amount is zero or more."))


def above_zero(name: str, value: Any, unit: str) -> None:
    """Refuse an amount that is zero or below, such as a denominator. Raises Refused, see ``limit``."""
    fix = Sentence("Give an amount above zero; without one there is no result.")
    limit(name, value, unit, 0.0, above=True, fix=fix)


def share(name: str, value: Any, *, above: bool = False) -> None:
    """Refuse a share outside 0 to 1, such as a percentage; ``above`` refuses 0 too. Raises Refused, see ``limit``."""
    fix = Sentence("Give a share from 0 to 1; divide a percentage by 100.")
    limit(name, value, "", 0.0, 1.0, above=above, fix=fix)


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
    fix = Sentence("Give a share above −1, such as −0.2.")
    limit(Sentence("change of the total"), total_change, "", -1.0, above=True, fix=fix)
    above_zero(Sentence("per inhabitant before"), per_head_before, "t")
    above_zero(Sentence("per inhabitant after"), per_head_after, "t")
    return 100 * ((1 + total_change) * per_head_before / per_head_after - 1)


@formula(
    name="Population against a register",
    text=Sentence("100 × (reported ÷ register − 1), a finding beyond {percent:g} %", percent=POPULATION_LIMIT_PERCENT),
    units="per cent of the register's inhabitants, downwards by the same factor",
    source="CDP, 2019 City Emissions Data Quality Checks; the limit is ours [R]",
    mark="V",
    remark="CDP printed passes up to +22 % and flags from +54 %.",
    also=(
        "analytics.detection.plausibility.deviation_percent",
        "analytics.detection.plausibility.implied_population_percent",
        "analytics.inventories.people.growth",
    ),
)
def population_problem(
    reported: float, reference: float, limit_percent: float = POPULATION_LIMIT_PERCENT
) -> Problem | None:
    """A warning when a reported population lies far from a reference (GeoNames); None when it is plausible.

    Far is more than ``limit_percent`` above, or below by the same factor. Raises Refused for a population of zero or
    below. Source: CDP 2019 City Emissions Data Quality Checks, check 1 [V]; limit and downward test are ours [R].
    """
    above_zero(Sentence("reported population"), reported, INHABITANTS)
    above_zero(Sentence("reference population"), reference, INHABITANTS)
    factor = 1 + limit_percent / 100
    if reference / factor <= reported <= reference * factor:
        return None
    off = deviation_percent(reference, reported)
    return warn(
        "population-deviation",
        Sentence(
            "{people} inhabitants, {percent}\u00a0% against the reference",
            people=_figure(reported, ",.0f"),
            percent=_figure(off, "+.0f"),
        ),
        Sentence(
            "at most {percent:g}\u00a0% away from {people}", percent=limit_percent, people=_figure(reference, ",.0f")
        ),
        "Check that the population is that of the boundary of the inventory, or say why it differs.",
        column="population",
    )


def _refused(code: str, name: str, found: str, expected: str, fix: str) -> Refused:
    return blocked(code, found, expected, fix, column=name)


def _figure(number: float, spec: str) -> str:
    return written(float(number), format(float(number), spec))


def _shown(number: float, unit: str) -> str:
    said = _figure(number, "g")
    return Sentence("{number} {unit}", number=said, unit=unit) if unit else said


def _shown_text(value: Any) -> str:
    return Sentence("nothing") if value is None else f'"{str(value)[:60]}"'


def _no_figure(numbers: np.ndarray[Any, np.dtype[np.float64]], missing: np.ndarray[Any, np.dtype[np.bool_]]) -> str:
    if numbers.ndim:
        return _counted(Sentence("a missing or infinite figure"), missing)
    return Sentence("{number:g}, which is no figure", number=float(numbers))


def _counted(found: str, wrong: np.ndarray[Any, np.dtype[np.bool_]]) -> str:
    """What was found, with how many figures of a column are like that."""
    if wrong.size <= 1:
        return found
    return counted(
        "{found} ({number} of {count} figures)",
        "{found} ({number} of {count} figures)",
        int(wrong.sum()),
        found=found,
        count=wrong.size,
    )


def _range(low: float, high: float, unit: str, above: bool) -> str:
    if math.isinf(low) and math.isinf(high):
        return _ANY
    if math.isinf(high):
        said: dict[str, object] = {"low": _shown(low, unit)}
        return Sentence("a figure above {low}", **said) if above else Sentence("{low} or more", **said)
    said = {"low": _shown(low, ""), "high": _shown(high, unit)}
    if above:
        return Sentence("a figure above {low} and up to {high}", **said)
    return Sentence("a figure from {low} to {high}", **said)
