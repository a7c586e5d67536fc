"""What else was published as the total of a sample city and year, beside its inventories: it judges nothing."""

from __future__ import annotations

from functools import cache

from analytics.inventories.published import PublishedTotal
from datasets.reference import catalogue


def of(city_id: str) -> tuple[PublishedTotal, ...]:
    """The other published totals of a city, the oldest year first; none for a city without any on file."""
    return _by_city().get(city_id, ())


def every() -> tuple[PublishedTotal, ...]:
    """All of them."""
    return tuple(item for rows in _by_city().values() for item in rows)


@cache
def _by_city() -> dict[str, tuple[PublishedTotal, ...]]:
    found: dict[str, list[PublishedTotal]] = {}
    for row in catalogue.records("published_totals"):
        found.setdefault(row["city_id"], []).append(
            PublishedTotal(
                row["city_id"],
                int(row["year"]),
                row["label"],
                float(row["total_t"]),
                float(row["rounding_t"]),
                row["gas"],
                row["boundary"],
                row["source"],
                row["remark"],
            )
        )
    return {city_id: tuple(sorted(rows, key=lambda item: item.year)) for city_id, rows in found.items()}
