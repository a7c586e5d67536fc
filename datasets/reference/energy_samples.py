"""What is published of access to energy: figures, goals and measures of the sample cities, and national and regional
figures that stand beside those of any city."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, NamedTuple, TypeVar

from analytics.text.sentences import Sentence, shipped
from datasets.reference import catalogue
from datasets.store.kinds.energy_goals import EnergyGoal
from datasets.store.kinds.energy_indicators import EnergyIndicator
from datasets.store.kinds.energy_measures import EnergyMeasure

Told = TypeVar("Told", EnergyIndicator, EnergyGoal, EnergyMeasure)
_WHOLE = ("year", "base_year", "target_year", "first_year", "last_year")
_NUMBERS = ("value", "base_value", "target_value", "cost")
STATES: Mapping[str, tuple[str, str]] = {
    "US-NYC": ("US-NY", Sentence("New York State")),
    "US-BOS": ("US-MA", Sentence("Massachusetts")),
    "US-BAL": ("US-MD", Sentence("Maryland")),
    "US-SMO": ("US-CA", Sentence("California")),
    "US-FTC": ("US-CO", Sentence("Colorado")),
    "US-AUS": ("US-TX", Sentence("Texas")),
}
"""The state of each sample city in the United States: its code by ISO 3166-2, and its name."""


class YearlyShare(NamedTuple):
    """A national figure of one year in per cent, with the flag of its publisher."""

    year: int
    value: float
    flag: str


class StateElectricity(NamedTuple):
    """What the homes of a state used and paid for electricity in a year, and the income of its median household (None
    where it is not on file). ``preliminary``: the publisher may still change it."""

    year: int
    revenue_usd: float
    customers: float
    sales_mwh: float
    income_usd: float | None
    preliminary: bool


@cache
def indicators() -> Mapping[str, tuple[EnergyIndicator, ...]]:
    """Figures of cities and of their metropolitan areas by city."""
    return _by_city(EnergyIndicator(**_fields(row)) for row in catalogue.records("energy_indicators"))


@cache
def goals() -> Mapping[str, tuple[EnergyGoal, ...]]:
    """Goals by city. No target figure is printed for any of them."""
    return _by_city(EnergyGoal(**_fields(row)) for row in catalogue.records("energy_goals"))


@cache
def measures() -> Mapping[str, tuple[EnergyMeasure, ...]]:
    """Measures by city. Neither status nor cost nor groups are printed for any of them."""
    not_printed = dict.fromkeys(("people", "status", "last_year", "cost", "currency"), "")
    return _by_city(EnergyMeasure(**_fields({**not_printed, **row})) for row in catalogue.records("energy_measures"))


@cache
def national() -> Mapping[tuple[str, str], tuple[YearlyShare, ...]]:
    """National figures by country code and indicator, by year."""
    found: dict[tuple[str, str], list[YearlyShare]] = {}
    for row in catalogue.records("energy_context"):
        share = YearlyShare(int(row["year"]), float(row["value"]), row["flag"])
        found.setdefault((row["country_code"], row["indicator"]), []).append(share)
    return {key: tuple(sorted(shares)) for key, shares in found.items()}


@cache
def states() -> Mapping[str, tuple[StateElectricity, ...]]:
    """Electricity of homes by state, by year."""
    found: dict[str, list[StateElectricity]] = {}
    for row in catalogue.records("state_electricity"):
        found.setdefault(row["region_code"], []).append(
            StateElectricity(
                int(row["year"]),
                float(row["revenue_kusd"]) * 1000,
                float(row["customers"]),
                float(row["sales_mwh"]),
                float(row["income_usd"]) if row["income_usd"] else None,
                row["preliminary"] == "yes",
            )
        )
    return {code: tuple(sorted(years)) for code, years in found.items()}


def _fields(row: Mapping[str, str]) -> dict[str, Any]:
    """The cells of a shipped row as the fields of an entry."""
    found: dict[str, Any] = dict(row)
    found["area"] = shipped(row["area"]) if row["area"] else ""
    for name in row.keys() & {*_WHOLE, *_NUMBERS}:
        number = float(row[name]) if row[name] else None
        found[name] = int(number) if number is not None and name in _WHOLE else number
    return found


def _by_city(told: Iterable[Told]) -> dict[str, tuple[Told, ...]]:
    found: dict[str, list[Told]] = {}
    for one in told:
        found.setdefault(one.city_id, []).append(one)
    return {city_id: tuple(held) for city_id, held in found.items()}
