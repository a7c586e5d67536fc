"""The knowledge that ships: results of measures in other cities, and resources, each with its source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from analytics.knowledge.evidence import PLANNED
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
    for case, rows in cases.items():
        row, city = rows[0], _cities().get(rows[0]["place_key"], {})
        yield KnowledgeEntry(
            id=case,
            kind="experience",
            title=row["title"],
            told=row["what"],
            who=row["city"],
            topic=row["sector"],
            place_key=row["place_key"],
            country=row["country"],
            other_names=_names(city),
            first_year=_year(row["first_year"]),
            last_year=_year(max(one["last_year"] for one in rows)),
            hazards=_several(row["hazard"]),
            languages=("en",),
            results=tuple(_result(one) for one in rows if one["result"]),
            for_whom=row["for_whom"],
            cost=_number(row["cost"]),
            currency=row["currency"],
            address=row["address"],
            source="; ".join(dict.fromkeys(one["cited"] for one in rows)),
            page="; ".join(dict.fromkeys(one["place"] for one in rows if one["place"])),
            inhabitants=_number(city.get("inhabitants", "")),
            climate=climates().get(row["place_key"], ""),
            evidence=row["evidence"],
            how_known=row["how_known"],
            direction=row["direction"],
            shown_with=tuple(dict.fromkeys(" ".join(one["shown_with"] for one in rows).split())),
        )


@cache
def plans() -> tuple[KnowledgeEntry, ...]:
    """What cities plan, each with the tonnes that its city expects."""
    return tuple(_plan(row) for row in catalogue.records("contract_actions"))


def _plan(row: Mapping[str, str]) -> KnowledgeEntry:
    city = _cities().get(row["place_key"], {})
    gas = {"CO2": "t CO2", "CO2e": "t CO2e"}.get(row["gas"], "t")
    return KnowledgeEntry(
        id=row["id"],
        kind="plan",
        title=row["title"],
        told="; ".join(filter(None, (row["code"], row["status"], row["responsible"]))),
        who=row["city"],
        topic=row["sector"],
        place_key=row["place_key"] or row["city"],
        country=row["country"],
        other_names=_names(city),
        first_year=_year(row["start"]),
        last_year=_year(row["end"]),
        form=row["kind"],
        languages=(row["language"],),
        results=(EntryResult(float(row["tonnes"]), gas, "emissions", row["per"]),),
        cost=_number(row["cost"]),
        currency=row["currency"],
        source=row["cited"],
        note=row["note"],
        inhabitants=_number(city.get("inhabitants", "") or city.get("population", "")),
        climate=climates().get(row["place_key"], ""),
        evidence=PLANNED,
        actor=row["actor"],
    )


@cache
def _cities() -> Mapping[str, Mapping[str, str]]:
    """The cities of entries by their ids, as they ship beside them, else as they signed the Covenant."""
    beside = {row["place_key"]: row for row in catalogue.records("case_cities")}
    return {row["gcom_id"]: row for row in catalogue.records("signatories") if row["gcom_id"]} | beside


def _names(city: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(filter(None, city.get("other_names", "").split("|")))


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
    said = row["unit"], row["result_of"], row["span"], row["baseline"], row["note"]
    return EntryResult(float(row["result"]), *said, _number(row["low"]), _number(row["high"]))


def _number(text: str) -> float | None:
    return float(text) if text else None


def _several(text: str) -> tuple[str, ...]:
    return tuple(filter(None, text.split(";")))


def _year(text: str) -> int | None:
    return int(text) if text else None
