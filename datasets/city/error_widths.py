"""How wide the errors of a city's figures are: the shipped defaults, and what is stated of the city itself."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import numpy as np

from analytics.commitment import programme
from analytics.commitment.place_questions import ExplainedPlaces
from analytics.commitment.verdict_tables import Standing, Targets, Totals
from analytics.inventories.spots import Floats, PlaceColumns, Spot
from analytics.text.sentences import Sentence
from analytics.text.sentences import shipped as shipped_word
from analytics.uncertainty import source_spread
from analytics.uncertainty.errors import Interval
from analytics.uncertainty.place_errors import place_errors
from analytics.uncertainty.strength import Probabilities, probabilities
from analytics.uncertainty.widths import GRADES as ORDER
from analytics.uncertainty.widths import DefaultRow, Statement, Widths
from datasets.reference import catalogue, published_totals
from datasets.store.kinds.grades import KIND as GRADES
from datasets.store.kinds.grades import Grade, counting
from datasets.store.kinds.uncertainties import KIND, Uncertainty
from datasets.store.records import Register

_ROAD, _STATIONARY = "road", "residential"
_CATEGORIES = {_ROAD: "road", _STATIONARY: "stationary"}
"""Of the IPCC's categories those whose ranges stand for all: where it burns, a fuel's range hardly differs."""


@cache
def defaults() -> tuple[DefaultRow, ...]:
    """The shipped table of defaults."""
    return tuple(
        DefaultRow(
            sector=row["sector"],
            carrier=row["carrier"],
            gas=row["gas"],
            gpc=row["gpc"],
            part=row["part"],
            quantity=shipped_word(row["quantity"]),
            half_percent=float(row["half_95_percent"]),
            interval=Interval(float(row["lower_percent"]) / 100, float(row["upper_percent"]) / 100),
            grade=row["grade"],
            default=row["default"] == "yes",
            alike=row["alike"] == "yes",
            mark=row["mark"],
            source=row["source"],
        )
        for row in catalogue.records("uncertainty")
    )


@cache
def fuel_ranges() -> dict[tuple[str, str, str], tuple[Interval, str]]:
    """The ranges of the shipped fuel factors by carrier, road or stationary, and gas, each with its source; of a fuel
    whose range is not known there is none."""
    found = {}
    for row in catalogue.records("fuel_factors"):
        value = float(row["kg_per_tj"])
        if row["default"] == "yes" and row["category"] in _CATEGORIES and row["lower"] and value > 0:
            interval = Interval(1 - float(row["lower"]) / value, float(row["upper"]) / value - 1)
            found[row["carrier"], _CATEGORIES[row["category"]], row["gas"].casefold()] = interval, row["source"]
    return found


@cache
def shipped() -> Widths:
    """The errors of the figures of a city of which nothing is stated: the defaults."""
    return Widths(defaults(), fuel_ranges())


def of(register: Register, city_id: str) -> Widths:
    """The errors of the figures of a city: its own statements, the grades of its files, else the defaults."""
    own, grades = register.of(KIND).get(city_id, ()), counting(register.of(GRADES).get(city_id, ()))
    if not own and not grades:
        return shipped()
    return Widths(defaults(), fuel_ranges(), tuple(statements(own)), graded(grades))


class AllWidths:
    """The widths of the errors of all cities: the shipped ones, and those of the cities that state some."""

    def __init__(self, register: Register) -> None:
        stating = sorted({*register.of(KIND), *register.of(GRADES)})
        numbers = {city_id: number for number, city_id in enumerate(stating, 1)}
        self._whose = np.array([numbers.get(city.city_id, 0) for city in register.cities], dtype=np.int64)
        cities = {city.city_id: number for number, city in enumerate(register.cities)}
        self._published = source_spread.columns(published_totals.every(), cities)
        self._widths = [shipped(), *(of(register, city_id) for city_id in stating)]

    def probabilities(
        self, found: Standing, totals: Totals, targets: Targets, places: PlaceColumns, given: ExplainedPlaces
    ) -> tuple[Probabilities, Floats]:
        """For each question the probability of being at or below the path, of 100, and what it would be by the
        defaults; ``targets`` has a row for each."""
        whose = self._whose[targets.city]
        asked = programme.unsure(found, totals, targets.base_year, whose, self._published)
        shift_t = programme.expected(found, totals, targets.base_year, given)
        own = probabilities(place_errors(asked, places, self._widths), found.gap_t, found.slope, shift_t)
        if not whose.any():
            return own, own.said
        asked = asked._replace(widths=np.zeros_like(whose))
        return own, probabilities(place_errors(asked, places, self._widths), found.gap_t, found.slope, shift_t).said


def graded(grades: Iterable[Grade]) -> dict[tuple[Spot, int, str], str]:
    """Grades in the terms of the method; of several rows of one place the lowest counts."""
    found: dict[tuple[Spot, int, str], str] = {}
    for item in grades:
        where = Spot(item.sector, item.carrier, item.scope, item.gpc_ref), item.year, item.part
        found[where] = max(found.get(where, item.grade), item.grade, key=ORDER.index)
    return found


def statements(found: Iterable[Uncertainty]) -> list[Statement]:
    """Statements in the terms of the method, the newest first; a figure goes before a grade."""
    ordered = sorted(found, key=lambda item: (item.grade is not None, -item.revision))
    return [
        Statement(
            item.year,
            item.place,
            item.carrier,
            item.gas,
            item.part,  # type: ignore[arg-type]
            _interval(item),
            item.grade,
            # Translators: why a figure is as uncertain as it is, and who says so, in brackets.
            Sentence("{reason} ({by})", reason=item.reason, by=item.by),
        )
        for item in ordered
    ]


def _interval(item: Uncertainty) -> Interval | None:
    if item.lower_percent is None or item.upper_percent is None:
        return None
    return Interval(item.lower_percent / 100, item.upper_percent / 100)
