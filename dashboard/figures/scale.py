"""The unit of an axis, whichever gives short numbers, and the lines of its grid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, log10

from dashboard import theme


@dataclass(frozen=True)
class Scale:
    """One axis unit: its symbol, how many tonnes it is, the decimals that a label carries, and the largest tonnes."""

    symbol: str
    tonnes: float
    digits: int
    largest: float

    def number(self, value: float, signed: bool = False) -> str:
        """A value of this axis as a label, without its unit."""
        return theme.number(value, self.digits, signed)

    def words(self, value: float, signed: bool = False) -> str:
        """A value of this axis with its unit, or with a smaller one where nothing would remain of it."""
        return theme.tonnes(value * self.tonnes, None, signed, self.largest, theme.OF_ONE_CHART)


def scale(values: Sequence[float]) -> Scale:
    """The unit that suits the largest of ``values`` (tonnes)."""
    largest = max((abs(value) for value in values), default=0.0)
    return Scale(*theme.unit_of(largest), largest)


def steps(lowest: float, most: float) -> float:
    """The distance between two lines of the grid: a round number, about five lines in all."""
    rough = (most - lowest) / 5
    power = 10.0 ** floor(log10(rough))
    return float(next(size * power for size in (1, 2, 5, 10) if size * power >= rough))
