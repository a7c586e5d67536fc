"""The knowledge that ships: results of measures in other cities, and resources, each with its source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from analytics.knowledge.gaps import PrintedChange
from analytics.knowledge.knowledge_entries import EntryResult, KnowledgeEntry
from datasets.reference import catalogue


@cache
def shipped() -> tuple[KnowledgeEntry, ...]:
    """Every entry that ships, experiences before resources."""
    return (*_experiences(), *_resources())


@cache
def climates() -> Mapping[str, str]:
    """The Köppen-Geiger class of cities by their ids, 1986 to 2010."""
    return {row["place_key"]: row["climate"] for row in catalogue.records("climates")}


def printed_changes(city_id: str) -> tuple[PrintedChange, ...]:
    """How far the sectors of a city moved where a page prints that, and no inventory tells it."""
    return tuple(
        PrintedChange(row["group"], float(row["change"]), int(row["since"]), int(row["year"]), row["source"])
        for row in catalogue.records("sector_changes")
        if row["city_id"] == city_id
    )


def _experiences() -> Iterable[KnowledgeEntry]:
    cases: dict[str, list[dict[str, str]]] = {}
    for row in catalogue.records("experiences"):
        cases.setdefault(row["id"], []).append(row)
    cities = {row["place_key"]: row for row in catalogue.records("case_cities")}
    for case, rows in cases.items():
        row, city = rows[0], cities[rows[0]["place_key"]]
        yield KnowledgeEntry(
            id=case,
            kind="experience",
            title=row["title"],
            told=row["what"],
            who=row["city"],
            topic=row["sector"],
            place_key=row["place_key"],
            country=row["country"],
            other_names=tuple(filter(None, city["other_names"].split("|"))),
            first_year=_year(row["first_year"]),
            last_year=_year(max(one["last_year"] for one in rows)),
            hazards=_several(row["hazard"]),
            languages=("en",),
            results=tuple(map(_result, rows)),
            for_whom=row["for_whom"],
            cost=float(row["cost"]) if row["cost"] else None,
            currency=row["currency"],
            address=row["address"],
            source="; ".join(dict.fromkeys(one["cited"] for one in rows)),
            page="; ".join(dict.fromkeys(one["place"] for one in rows)),
            inhabitants=float(city["inhabitants"]),
            climate=climates().get(row["place_key"], ""),
        )


def _resources() -> Iterable[KnowledgeEntry]:
    for row in catalogue.records("resources"):
        yield KnowledgeEntry(
            id=row["id"],
            kind="resource",
            title=row["title"],
            told=row["description"],
            who=row["publisher"],
            topic=row["sector"],
            first_year=_year(row["year"]),
            last_year=_year(row["year"]),
            form=row["kind"],
            hazards=_several(row["hazard"]),
            goals=_several(row["goals"]),
            languages=_several(row["language"]),
            access=row["access"],
            about=_several(row["cities"]),
            region=row["region"],
            address=row["address"],
            source=row["publisher"],
            note=row["note"],
        )


def _result(row: Mapping[str, str]) -> EntryResult:
    return EntryResult(float(row["result"]), row["unit"], row["result_of"], row["span"], row["baseline"], row["note"])


def _several(text: str) -> tuple[str, ...]:
    return tuple(filter(None, text.split(";")))


def _year(text: str) -> int | None:
    return int(text) if text else None
