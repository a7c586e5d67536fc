"""The areas of the sample cities, as they are published."""

from __future__ import annotations

from functools import cache

from analytics.pairs.twin import Area
from datasets.reference import catalogue


def of(city_id: str) -> Area | None:
    """The area of a city in km2, None where none ships."""
    return _by_city().get(city_id)


@cache
def _by_city() -> dict[str, Area]:
    return {
        row["city_id"]: Area(
            float(row["area_km2"]),
            {"yes": True, "no": False}.get(row["with_water"]),
            catalogue.citation(row["source"]),
        )
        for row in catalogue.records("city_areas")
    }
