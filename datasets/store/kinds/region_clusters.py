"""Clusters of a region: organisations of one field that work together."""

from __future__ import annotations

from typing import NamedTuple

from datasets.store.declared_kind import ADDRESS, NOTE, PAGE, declared
from datasets.store.kind import SOURCE, EditedColumn
from datasets.store.kinds.city_regions import REGION


class RegionCluster(NamedTuple):
    """One cluster; ``kind`` and ``field`` as the source prints them. What is ``withdrawn`` counts for nothing."""

    city_id: str
    region: str
    cluster: str
    kind: str
    field: str
    source: str
    address: str
    page: str
    note: str
    withdrawn: bool = False
    revision: int = 0


KIND = declared(
    "region_clusters",
    RegionCluster,
    (
        REGION,
        EditedColumn("cluster", "Cluster", "text"),
        EditedColumn("kind", "Kind", "text", blank=True),
        EditedColumn("field", "Field", "text", blank=True),
        SOURCE,
        ADDRESS,
        PAGE,
        NOTE,
    ),
    called="clusters of a region",
    record="cluster",
    title="Clusters of the region",
    purpose="Organisations of one field that work together, with the field that they work on.",
    place=52,
    key=("region", "cluster"),
    order=lambda one: (one.region, one.cluster),
)
