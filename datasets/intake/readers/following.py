"""The numbers of rows that follow each other without a gap, as an array that takes no memory."""

from __future__ import annotations

from typing import Any

import numpy as np


class Following:
    """Whole numbers from ``first`` on, ``count`` of them; indexed as a numpy array of them is."""

    def __init__(self, first: int, count: int) -> None:
        """Begin with ``first``."""
        self.first, self.count = first, count

    def __len__(self) -> int:
        """How many there are."""
        return self.count

    def __getitem__(self, places: Any) -> Any:
        """The numbers at one place, at several, or where a mask is true. Raises IndexError beyond the last."""
        if isinstance(places, slice):
            return np.arange(self.first, self.first + self.count)[places]
        chosen = np.asarray(places)
        if chosen.dtype == bool:
            chosen = np.flatnonzero(chosen)
        elif chosen.size and not (-self.count <= chosen.min() and chosen.max() < self.count):
            raise IndexError(f"place {places} of {self.count} rows")
        found = np.where(chosen < 0, chosen + self.count, chosen) + self.first
        return found if found.ndim else int(found)

    def tolist(self) -> list[int]:
        """All of them."""
        return list(range(self.first, self.first + self.count))
