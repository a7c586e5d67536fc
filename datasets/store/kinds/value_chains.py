"""Value chains that a region takes part in: what it contributes, and with which regions."""

from __future__ import annotations

from typing import NamedTuple

from datasets.store.declared_kind import ADDRESS, NOTE, PAGE, declared
from datasets.store.kind import SOURCE, EditedColumn
from datasets.store.kinds.city_regions import REGION
from datasets.store.kinds.region_priorities import DOMAIN


class ValueChain(NamedTuple):
    """One value chain: ``stage`` is what the region does in it, ``partners`` the regions with which, parted by
    semicolons, ``share`` its per cent of the jobs of the region. What is ``withdrawn`` counts for nothing."""

    city_id: str
    region: str
    chain: str
    stage: str
    partners: str
    domains: str
    share: float | None
    source: str
    address: str
    page: str
    note: str
    withdrawn: bool = False
    revision: int = 0


KIND = declared(
    "value_chains",
    ValueChain,
    (
        REGION,
        EditedColumn("chain", "Value chain", "text"),
        EditedColumn("stage", "What the region does in it", "text", blank=True),
        EditedColumn("partners", "Partners", "text", blank=True),
        DOMAIN,
        EditedColumn("share", "Share of the jobs", "number", "%", 0, 100, blank=True),
        SOURCE,
        ADDRESS,
        PAGE,
        NOTE,
    ),
    called="value chains",
    record="chain",
    title="Value chains of the region",
    purpose="Which chains the region takes part in, what it does there, and with which other regions.",
    place=53,
    key=("region", "chain"),
    order=lambda one: (one.region, one.chain),
)
