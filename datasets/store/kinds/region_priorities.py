"""Priorities of the strategy of a region, by period."""

from __future__ import annotations

from typing import NamedTuple

from analytics.innovation.domains import DOMAINS
from analytics.innovation.innovation_words import PRIORITY_KINDS
from datasets.store.declared_kind import ADDRESS, NOTE, declared, in_order
from datasets.store.kind import SOURCE, EditedColumn
from datasets.store.kinds.city_regions import REGION

DOMAIN_NAMES = {code: domain.name for code, domain in DOMAINS.items()}
DOMAIN = EditedColumn("domains", "Domains", "choices", choices=DOMAIN_NAMES, blank=True)


class StatedPriority(NamedTuple):
    """One priority, which the strategy of a region names from ``first_year`` to ``last_year``.

    ``domains`` are codes of ``analytics.innovation.domains``, parted by semicolons: blank where the words of the
    priority are to say which it is of. What is ``withdrawn`` counts for nothing."""

    city_id: str
    region: str
    first_year: int
    last_year: int | None
    kind: str
    priority: str
    domains: str
    source: str
    address: str
    note: str
    withdrawn: bool = False
    revision: int = 0


KIND = declared(
    "region_priorities",
    StatedPriority,
    (
        REGION,
        EditedColumn("first_year", "From", "year"),
        EditedColumn("last_year", "To", "year", blank=True),
        EditedColumn("kind", "Kind", "choice", choices=PRIORITY_KINDS, settled=True, blank=True),
        EditedColumn("priority", "Priority", "text"),
        DOMAIN,
        SOURCE,
        ADDRESS,
        NOTE,
    ),
    called="priorities of a region",
    record="priority",
    title="Priorities of the region",
    purpose=(
        "What the strategy of the region specialises in, by period. Where no domain is chosen, the words of the "
        "priority say which it is of."
    ),
    place=51,
    key=("region", "first_year", "priority"),
    order=lambda one: (one.region, -one.first_year, one.priority),
    rules=(in_order("first_year", "last_year"),),
)
