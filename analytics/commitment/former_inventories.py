"""What inventories held before later files, or other factors, took its place: one more earlier figure of each place."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analytics.inventories.spots import Floats, Integers, PlaceColumns, Truths, columns, ranges, summed

_NONE = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True)
class FormerInventories:
    """What inventories held before later files took its place: one row for each state of one, in their order.

    ``inventory`` is the number of the inventory that it was a state of. It was in force from the revision ``since``
    until before ``until``; ``withdrawn`` is what an undo took back within a day, a slip. The number of a state among
    the ``places`` is that of its row. ``came`` is for each inventory, by its number, the revision with which it came.
    """

    inventory: Integers
    since: Integers
    until: Integers
    withdrawn: Truths
    places: PlaceColumns
    came: Integers

    def of(self, inventories: Integers) -> tuple[Integers, Integers]:
        """The states of each of these inventories (-1 for none): the place in that list, and the row of the state."""
        first, last = (np.searchsorted(self.inventory, inventories, side=side) for side in ("left", "right"))
        return ranges(first, np.where(inventories >= 0, last, first))

    def tonnes(self) -> Floats:
        """The total of each state, in t."""
        return summed(self.places.inventory, self.places.tonnes, len(self.inventory))


NO_FORMER = FormerInventories(_NONE, _NONE, _NONE, np.zeros(0, dtype=bool), columns([]), _NONE)
