"""What public pages say of the regions of the sample cities: facts that ship, each with its source."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from datasets.reference import catalogue
from datasets.store.kinds.city_regions import CityRegion
from datasets.store.kinds.innovation_projects import InnovationProject
from datasets.store.kinds.region_clusters import RegionCluster
from datasets.store.kinds.region_priorities import StatedPriority

TRANSLATED = "Name translated by this project."
"""What is to be known of every priority that ships."""


@cache
def regions() -> Mapping[str, tuple[CityRegion, ...]]:
    """The region of each city."""
    return _by_city("city_regions", lambda row: CityRegion(**row))


@cache
def priorities() -> Mapping[str, tuple[StatedPriority, ...]]:
    """The priorities of their strategies: no domain is printed for any."""
    return _by_city(
        "region_priorities",
        lambda row: StatedPriority(
            **{
                **row,
                "first_year": int(row["first_year"]),
                "last_year": int(row["last_year"]) if row["last_year"] else None,
                "domains": "",
                "note": TRANSLATED,
            }
        ),
    )


@cache
def clusters() -> Mapping[str, tuple[RegionCluster, ...]]:
    """The clusters that their documents name."""
    return _by_city("region_clusters", lambda row: RegionCluster(**row))


@cache
def projects() -> Mapping[str, tuple[InnovationProject, ...]]:
    """The projects that pages name for them; no share of a programme is printed for any."""
    return _by_city("innovation_projects", lambda row: InnovationProject(**row, domains="", share=None))


def _by_city(table: str, made: Callable[[Mapping[str, Any]], Any]) -> dict[str, tuple[Any, ...]]:
    found: dict[str, list[Any]] = {}
    for row in catalogue.records(table):
        found.setdefault(row["city_id"], []).append(made(row))
    return {city_id: tuple(held) for city_id, held in found.items()}


SHIPPED: Mapping[str, Callable[[], Mapping[str, Sequence[Any]]]] = {
    "city_regions": regions,
    "region_priorities": priorities,
    "region_clusters": clusters,
    "innovation_projects": projects,
}
"""What ships by the name of its kind."""
