"""The region that a city lies in: by NUTS 2 in Europe, by state or province elsewhere."""

from __future__ import annotations

from typing import NamedTuple

from datasets.store.declared_kind import ADDRESS, NOTE, declared
from datasets.store.kind import SOURCE, EditedColumn

REGION = EditedColumn("region", "Region", "text")


class CityRegion(NamedTuple):
    """One region: ``code`` is that of NUTS 2 or ISO 3166-2, ``former_code`` that of an earlier edition by which lists
    name it, ``own_name`` its name in its own language. What is ``withdrawn`` counts for nothing."""

    city_id: str
    region: str
    code: str
    former_code: str
    own_name: str
    source: str
    address: str
    note: str
    withdrawn: bool = False
    revision: int = 0


KIND = declared(
    "city_regions",
    CityRegion,
    (
        REGION,
        EditedColumn("code", "Code (NUTS 2 or ISO 3166-2)", "text", blank=True),
        EditedColumn("former_code", "Earlier code", "text", blank=True),
        EditedColumn("own_name", "Name in its own language", "text", blank=True),
        SOURCE,
        ADDRESS,
        NOTE,
    ),
    called="regions",
    record="region",
    title="Region of the city",
    purpose="The region whose strategy, clusters and projects the city takes part in.",
    place=50,
    key=("region",),
    order=lambda one: one.region,
)
