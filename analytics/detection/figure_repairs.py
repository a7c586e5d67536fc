"""The repair of a finding that can be carried out: what becomes of the figures of which places, and of no others."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple


class HeldPlace(NamedTuple):
    """A place as its rows in a file have it; a scope that they do not name is None, a text "" ."""

    sector: str
    label: str
    carrier: str
    scope: int | None
    gpc_ref: str


@dataclass(frozen=True)
class FigureRepair:
    """What is done to the figures of ``places`` in one ``measure`` (energy or emissions).

    They are multiplied by ``times`` (a slip of the unit, or of the sign), or with ``exchanged`` those of two places
    change places; ``columns`` exchanges energy and emissions of each place; ``carrier`` is the one that the rows of
    both measures are of instead. Exactly one of them is given.
    """

    measure: str
    times: float = 1.0
    carrier: str = ""
    exchanged: bool = False
    columns: bool = False
    places: tuple[HeldPlace, ...] = ()

    def of(self, places: tuple[HeldPlace, ...]) -> FigureRepair:
        """The repair of the figures of these places."""
        return replace(self, places=places)


def scaled(amount: float, times: float) -> float:
    """An amount multiplied by ``times``; by a part of one it is divided, so that a thousandth loses no digit.

    In the unit of the amount. Source: arithmetic [R].
    """
    whole = round(1 / times, 9) if 0 < abs(times) < 1 else 0.0
    return amount / whole if whole and abs(whole * times - 1) < 1e-12 else amount * times
