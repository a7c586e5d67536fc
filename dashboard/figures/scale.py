"""The unit of an axis, whichever gives short numbers, and the lines of its grid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, log10

from dashboard import theme


@dataclass(frozen=True)
class Scale:
    """One axis unit: its symbol, how many tonnes it is, and the decimals that a label carries."""

    symbol: str
    tonnes: float
    digits: int

    def number(self, value: float, signed: bool = False) -> str:
        """A value of this axis as a label, without its unit."""
        return theme.number(value, self.digits, signed)


def scale(values: Sequence[float]) -> Scale:
    """The unit that suits the largest of ``values`` (tonnes)."""
    largest = max((abs(value) for value in values), default=0.0)
    if largest >= 999_500:
        return Scale("Mt", 1e6, 2)
    if largest >= 999.5:
        return Scale("kt", 1e3, 0 if largest >= 99_950 else 1)
    return Scale("t", 1.0, 0)


def steps(lowest: float, most: float) -> float:
    """The distance between two lines of the grid: a round number, about five lines in all."""
    rough = (most - lowest) / 5
    power = 10.0 ** floor(log10(rough))
    return float(next(size * power for size in (1, 2, 5, 10) if size * power >= rough))
