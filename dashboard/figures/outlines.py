"""Schematic shores, for orientation only: no border, no distance to be read off.

They stand in ``outlines.csv`` as points in degrees, those of one shore in their order.
"""

from __future__ import annotations

import csv
from itertools import groupby
from operator import itemgetter
from pathlib import Path

Shore = tuple[tuple[float, float], ...]
TABLE = Path(__file__).with_name("outlines.csv")


def outlines(continent: str, surface: str) -> tuple[Shore, ...]:
    """The shores of the "land" or the "water" of a continent, each as points (longitude, latitude) in degrees."""
    with TABLE.open(encoding="utf-8", newline="") as table:
        points = [row for row in csv.DictReader(table) if (row["continent"], row["surface"]) == (continent, surface)]
    return tuple(
        tuple((float(point["longitude"]), float(point["latitude"])) for point in shore)
        for _, shore in groupby(points, key=itemgetter("shore"))
    )
