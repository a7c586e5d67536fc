"""What is known of all cities at once: the standing of each, and the line in which a list tells it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from analytics.bounding_limits import OLDEST_INVENTORY_YEARS
from analytics.commitment import verdict_tables
from analytics.commitment.codes import Code, name
from analytics.commitment.targets import Target
from analytics.commitment.total_reasons import is_over
from analytics.commitment.verdict_tables import VERDICTS, Standing, Totals
from analytics.inventories.spots import Floats, Integers, Truths
from analytics.text.sentences import Sentence, listed
from analytics.uncertainty.likelihood import of_answer
from analytics.vocabulary import Verdict
from datasets.store import CityRecord


@dataclass(frozen=True)
class CityLine:
    """One city in a line: what its leading target is judged by, in tonnes; None where a figure is not known.

    ``verdict`` is that of the moment that was asked for, ``then`` that of the year of its inventory. ``reasons`` are
    the bits of ``Code`` that forbid the former, ``beside`` those of what stands beside the latter. ``chance`` is how
    probable it is, of 100, that ``then`` is right (of what is too close to call, that the city was at or below its
    path). ``alike`` are the names of the cities whose inventory of that year has the very same total.
    """

    city: CityRecord
    verdict: Verdict
    then: Verdict
    target: Target | None
    year: int | None
    emissions_t: float | None
    gas: str | None
    per_head_t: float | None
    gap_t: float | None
    reasons: int
    beside: int
    chance: float | None = None
    alike: tuple[str, ...] = ()

    @property
    def reservation(self) -> Sentence | None:
        """The first of what stands beside the answer of the year of its inventory, in a few words, before all others
        that its figures are on file for another city, too; None where nothing does, or there is none."""
        if self.alike:
            return Sentence("the same figures as {cities}", cities=listed(self.alike))
        return None if self.then is Verdict.CANNOT_TELL or not self.beside else name(self.beside)


class CodedWords(NamedTuple):
    """The words that codes of the totals stand for, each by its place: GWP sets, and approaches to electricity."""

    gwp: tuple[str, ...]
    approaches: tuple[str, ...]


@dataclass(frozen=True)
class Programme:
    """The standing of all cities. A city's number is its place in ``cities``; ``rows`` are the targets of ``targets``.

    ``standing`` judges each target by all inventories; ``leading`` is by city number the row of its leading target,
    -1 where it has none, and ``newest`` that of its newest inventory by any method, -1 where it has none. ``revision``
    is that of the moment of all this, ``this_year`` the calendar year by which the targets lead. ``words`` are what the
    codes of the totals stand for.
    """

    cities: tuple[CityRecord, ...]
    totals: Totals
    targets: verdict_tables.Targets
    rows: tuple[Target, ...]
    standing: Standing
    leading: Integers
    newest: Integers
    revision: int
    this_year: int
    words: CodedWords

    @cached_property
    def verdicts(self) -> Integers:
        """By city number the place in ``VERDICTS`` of its leading target; a city without a target cannot be told."""
        return np.append(self.standing.verdict, VERDICTS.index(Verdict.CANNOT_TELL))[self.leading]

    @cached_property
    def reasons(self) -> Integers:
        """By city number the bits of ``Code`` that forbid a verdict on its leading target."""
        bare = np.where(self.newest >= 0, 0, int(Code.NO_INVENTORY)) | int(Code.NO_TARGET)
        return np.where(self.leading >= 0, np.append(self.standing.reasons, 0)[self.leading], bare)

    @cached_property
    def latest(self) -> Integers:
        """By city number the row of the inventory that judges its leading target, else the newest; -1 for none."""
        judged = np.append(self.standing.latest, -1)[self.leading]
        return np.where(self.leading >= 0, judged, self.newest)

    @cached_property
    def outdone(self) -> Any:
        """By city number whether an inventory by another method is newer than the one that judges its target."""
        years = np.append(self.totals.year, 0)  # the last one stands for a city without inventory
        return years[self.newest] > years[self.latest]

    @cached_property
    def alike(self) -> Mapping[int, tuple[int, ...]]:
        """By city number the others whose inventory (``latest``) is of the same year, counts the same sectors and has
        the very same total above zero: of several cities that is no chance [R]."""
        told, held = self.totals, dict[tuple[int, float, int], list[int]]()
        for number, row in enumerate(self.latest.tolist()):
            if row >= 0 and told.emissions_t[row] > 0:
                key = int(told.year[row]), float(told.emissions_t[row]), int(told.counted[row])
                held.setdefault(key, []).append(number)
        several = (numbers for numbers in held.values() if len(numbers) > 1)
        return {number: tuple(one for one in numbers if one != number) for numbers in several for number in numbers}

    @cached_property
    def order(self) -> tuple[int, ...]:
        """The numbers of the cities, the programme's own ones first, then by name."""
        cities = self.cities
        return tuple(sorted(range(len(cities)), key=lambda number: (not cities[number].sample, cities[number].name)))

    def within(self, west: float, east: float, south: float, north: float) -> list[int]:
        """The cities between these degrees, in their ``order``."""
        latitude, longitude = self._places
        inside = (west <= longitude) & (longitude <= east) & (south <= latitude) & (latitude <= north)
        return [number for number in self.order if inside[number]]

    @cached_property
    def _places(self) -> tuple[Floats, Floats]:
        where = [(city.latitude, city.longitude) for city in self.cities]
        columns = np.asarray(where, dtype=float).reshape(-1, 2)  # None becomes NaN, which lies nowhere
        return columns[:, 0], columns[:, 1]

    def over(self, this_year: int) -> Truths:
        """By city number whether the year of its leading target is past without an inventory of it."""
        years, of_target = np.append(self.totals.year, this_year), np.append(self.targets.year, this_year)
        told: Truths = self.verdicts != VERDICTS.index(Verdict.CANNOT_TELL)
        return told & is_over(of_target[self.leading], years[self.latest], this_year)

    def too_old(self, this_year: int) -> Truths:
        """By city number whether its verdict is by an inventory that says nothing about a calendar year."""
        years = np.append(self.totals.year, this_year)  # the last one stands for a city without inventory
        told: Truths = self.verdicts != VERDICTS.index(Verdict.CANNOT_TELL)
        told &= this_year - years[self.latest] > OLDEST_INVENTORY_YEARS
        told &= ~np.append(self.standing.final, False)[self.leading]  # a target that was met or missed stays so
        return told

    def today(self, this_year: int) -> Integers:
        """By city number the place in ``VERDICTS`` of its verdict for a calendar year."""
        return np.where(self.silent(this_year) != 0, VERDICTS.index(Verdict.CANNOT_TELL), self.verdicts)

    def silent(self, this_year: int) -> Integers:
        """By city number the code of why its verdict says nothing about a calendar year: its target is over, or the
        inventory too old; 0 where it holds."""
        old = np.where(self.too_old(this_year), int(Code.TOO_OLD), 0)
        return np.where(self.over(this_year), int(Code.TARGET_OVER), old)

    def line(self, number: int, this_year: int | None = None) -> CityLine:
        """What the programme's table says of one city, for a calendar year or (without one) for the year of its
        inventory."""
        row, place = int(self.leading[number]), int(self.latest[number])
        silent = 0 if this_year is None else int(self.silent(this_year)[number])
        totals, gap_t = self.totals, _known(self.standing.gap_t[row]) if row >= 0 else None
        emissions_t = _known(totals.emissions_t[place]) if place >= 0 else None
        people = _known(totals.inhabitants[place]) if place >= 0 else None
        return CityLine(
            city=self.cities[number],
            verdict=Verdict.CANNOT_TELL if silent else VERDICTS[self.verdicts[number]],
            then=VERDICTS[self.verdicts[number]],
            target=self.rows[row] if row >= 0 else None,
            year=int(totals.year[place]) if place >= 0 else None,
            emissions_t=emissions_t,
            gas=None if emissions_t is None else "CO2" if totals.co2_alone[place] else "CO2e",
            per_head_t=emissions_t / people if emissions_t is not None and people else None,
            gap_t=gap_t,
            reasons=int(self.reasons[number]) | silent,
            beside=int(self.standing.beside[row]) if row >= 0 else 0,
            chance=self._chance(row, VERDICTS[self.verdicts[number]]),
            alike=tuple(self.cities[other].name for other in self.alike.get(number, ())),
        )

    def _chance(self, row: int, verdict: Verdict) -> float | None:
        below = _known(self.standing.probability[row]) if row >= 0 else None
        if below is None or verdict is Verdict.CANNOT_TELL:
            return None
        return below if verdict is Verdict.TOO_CLOSE else float(of_answer(below))


def _known(figure: float) -> float | None:
    return None if np.isnan(figure) else float(figure)
