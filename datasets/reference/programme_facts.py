"""What public pages say of the pairings of the programme: facts that ship, each with its source and address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, TypeVar, cast

from analytics.pairs.at_a_glance import OtherPairing
from analytics.text.sentences import shipped
from datasets.reference import catalogue
from datasets.store.kinds.city_pairings import CityPairing
from datasets.store.kinds.milestones import Milestone
from datasets.store.kinds.pair_promises import PairPromise
from datasets.store.kinds.partner_notes import PartnerNote

PROGRAMME = "International Urban Cooperation"
Told = TypeVar("Told", CityPairing, Milestone)
Shared = TypeVar("Shared", bound=CityPairing | Milestone | PairPromise | PartnerNote)


def mirrored(told: Shared) -> Shared:
    """What is kept of a pair for its other city."""
    turned: Any = told._replace(city_id=told.partner, partner=told.city_id)
    if isinstance(turned, CityPairing):
        turned = turned._replace(body=turned.partner_body, partner_body=turned.body)
    return cast(Shared, turned)


@cache
def pairings() -> Mapping[str, tuple[CityPairing, ...]]:
    """The six pairings by city, each seen from both of its cities."""
    return _from_both(
        CityPairing(
            city_id=row["left_city"],
            partner=row["right_city"],
            programme=row["programme"],
            body=row["body"],
            partner_body=row["partner_body"],
            start=row["start"],
            end=row["end"],
            months=int(row["months"]),
            topics=row["topics"],
            source=row["told_by"],
            address=row["address"],
            note=row["note"],
        )
        for row in catalogue.records("pairings")
    )


@cache
def milestones() -> Mapping[str, tuple[Milestone, ...]]:
    """Their milestones by city."""
    return _from_both(
        Milestone(
            city_id=row["left_city"],
            partner=row["right_city"],
            id=row["id"],
            kind=row["kind"],
            date=row["date"],
            what=row["what"],
            value=float(row["value"]) if row["value"] else None,
            unit=row["unit"],
            source=row["source"],
            address=row["address"],
            note=row["note"],
        )
        for row in catalogue.records("milestones")
    )


@cache
def other_pairings() -> tuple[OtherPairing, ...]:
    """The pairings of the programme beside the six, of cities and of regions, as its pages name them."""
    return tuple(
        OtherPairing(
            row["partner"],
            row["partner_country"],
            row["eu_partner"],
            row["eu_country"],
            row["component"] == "region-to-region",
            PROGRAMME,
            row["year"],
            row["source"],
            row["address"],
        )
        for row in catalogue.records("other_pairings")
    )


def topic(said: str) -> tuple[str, str | None]:
    """A topic in words that can be translated where it ships, and the group of sectors that it touches, None for one
    that names no sector: our own reasoning [R]."""
    row = _topics().get(said.casefold())
    return (shipped(row["topic"]), row["group"] or None) if row else (said, None)


@cache
def _topics() -> Mapping[str, dict[str, str]]:
    return {row["topic"]: row for row in catalogue.records("pairing_topics")}


def _from_both(told: Iterable[Told]) -> dict[str, tuple[Told, ...]]:
    found: dict[str, list[Told]] = {}
    for one in told:
        for side in (one, mirrored(one)):
            found.setdefault(side.city_id, []).append(side)
    return {city_id: tuple(sides) for city_id, sides in found.items()}
