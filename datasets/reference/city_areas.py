"""The areas of the sample cities, as they are published."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from datasets.reference import catalogue
from datasets.store.kinds.stated_areas import CityArea


@cache
def areas() -> Mapping[str, tuple[CityArea, ...]]:
    """The area of each city of which one ships; none of them is printed with a year."""
    return {
        row["city_id"]: (
            CityArea(
                row["city_id"],
                None,
                float(row["area_km2"]),
                row["with_water"] or None,
                catalogue.citation(row["source"]),
            ),
        )
        for row in catalogue.records("city_areas")
    }
