"""What public documents say of the climate hazards of the sample cities: facts that ship, each with source and
place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, TypeVar

from datasets.reference import catalogue
from datasets.store.kinds.adaptation_actions import AdaptationAction
from datasets.store.kinds.city_hazards import CityHazard
from datasets.store.kinds.climate_facts import ClimateFact

Told = TypeVar("Told", CityHazard, ClimateFact, AdaptationAction)


@cache
def hazards() -> Mapping[str, tuple[CityHazard, ...]]:
    """The hazards by city: what seven of them answered CDP in 2021, and two main risks of Turin. No level is stated."""
    not_stated = dict.fromkeys(("probability", "consequence", "intensity", "frequency", "confidence"), "")
    return _by_city(
        CityHazard(**_fields(row, not_stated, stated=_whole(row["stated"])))
        for row in catalogue.records("city_hazards")
    )


@cache
def facts() -> Mapping[str, tuple[ClimateFact, ...]]:
    """Events, observations, expectations and impacts by city."""
    return _by_city(
        ClimateFact(**_fields(row, _years(row), value=_number(row["value"]), most=_number(row["most"])))
        for row in catalogue.records("climate_facts")
    )


@cache
def actions() -> Mapping[str, tuple[AdaptationAction, ...]]:
    """Adaptation actions by city. Neither cost nor tags are printed for any of them."""
    not_stated: dict[str, Any] = dict.fromkeys(("sectors", "people", "currency", "mitigation", "sendai", "sdg"), "")
    return _by_city(
        AdaptationAction(**_fields(row, not_stated | _years(row), value=_number(row["value"]), cost=None))
        for row in catalogue.records("adaptation_actions")
    )


def _fields(row: Mapping[str, str], others: Mapping[str, Any], **numbers: float | None) -> dict[str, Any]:
    return {**row, **others, **numbers}


def _years(row: Mapping[str, str]) -> dict[str, int | None]:
    return {name: _whole(row[name]) for name in ("first_year", "last_year")}


def _whole(text: str) -> int | None:
    return int(text) if text else None


def _number(text: str) -> float | None:
    return float(text) if text else None


def _by_city(told: Iterable[Told]) -> dict[str, tuple[Told, ...]]:
    found: dict[str, list[Told]] = {}
    for one in told:
        found.setdefault(one.city_id, []).append(one)
    return {city_id: tuple(held) for city_id, held in found.items()}
