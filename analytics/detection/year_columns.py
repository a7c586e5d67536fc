"""The inventories of a city by one method side by side: a line for each place, a column for each year."""

from __future__ import annotations

from typing import Any

import numpy as np

from analytics.detection.places import EMISSIONS, ENERGY, Places

Cell = tuple[str, str, float, str]
"""A place without its label: sector, carrier, scope (0 where there is none) and GPC reference."""


class Years:
    """The sums of every place without its labels, which change from year to year.

    ``at`` are the years in order. ``amounts`` of what counts in the total, those of ``every`` place and ``half`` a unit
    of their last printed place are by measure, a line for each of ``keys`` and a column for each year, NaN where a
    place holds no number. ``first`` is a place in
    ``places`` by which a line is named.
    """

    def __init__(self, places: Places) -> None:
        """Line up the places of all inventories of one city and method."""
        self.places = places
        self.at = [int(year) for year in np.unique(places.years)]
        self.keys, self.first, line = np.unique(places.key, return_index=True, return_inverse=True)
        column = np.searchsorted(np.array(self.at), places.years)
        shape = (len(self.keys), len(self.at))
        counted = places.counted[self.first]
        self.every: dict[str, np.ndarray] = {}
        self.amounts: dict[str, np.ndarray] = {}
        self.half: dict[str, np.ndarray] = {}
        for measured in (ENERGY, EMISSIONS):
            held = np.isfinite(places.amounts[measured])
            cells, kept = np.full(shape, np.nan), np.zeros(shape)
            cells[line[held], column[held]] = 0.0
            np.add.at(cells, (line[held], column[held]), places.amounts[measured][held])
            np.add.at(kept, (line[held], column[held]), places.half[measured][held])
            self.every[measured], self.half[measured] = cells, kept
            self.amounts[measured] = np.where(counted[:, None], cells, np.nan)
        self.sector, self.carrier, self.ref, self.scope = (
            column[self.first] for column in (places.sector, places.carrier, places.ref, places.scope)
        )

    def cell(self, line: int | np.integer[Any]) -> Cell:
        """The place of a line."""
        scope = float(np.nan_to_num(self.scope[line]))
        return str(self.sector[line]), str(self.carrier[line]), scope, str(self.ref[line])

    def name(self, line: int | np.integer[Any]) -> str:
        """A line in words."""
        return self.places.name(self.first[line], rows=False)
