"""Every city's standing at once, from sums of all rows: what ``assessment`` says of one city, on columns."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from analytics.commitment import programme, verdict_tables
from analytics.commitment.codes import Code
from analytics.commitment.corrected import NO_FORMER, FormerInventories
from analytics.commitment.place_questions import NOTHING, Cause, ExplainedPlaces, PlaceQuestions, explained
from analytics.commitment.single_places import told
from analytics.commitment.targets import Target
from analytics.commitment.total_reasons import OLDEST_INVENTORY_YEARS
from analytics.commitment.verdict_tables import (
    ALL_YEARS,
    BOUNDARY,
    KEYS_MASK,
    METHODS,
    VERDICTS,
    Standing,
    Totals,
)
from analytics.factors import gases
from analytics.factors.emissions import emissions
from analytics.inventories.spots import Floats, Integers, Truths
from analytics.inventories.weighing import YearlyFactor
from analytics.uncertainty import weighing_sets
from analytics.uncertainty.likelihood import of_answer
from analytics.vocabulary import Method, Quantity, Verdict
from datasets.city import divided_targets, error_widths, factor_choice, held_places, outlived_reasons, row_meaning
from datasets.city.assessment import GWP_SET
from datasets.city.doubted_inhabitants import in_doubt
from datasets.city.former_standing import LookedBack
from datasets.store import CityRecord, Reader, Store
from datasets.store.sums import ELSEWHERE, NOT_ESTIMATED, AllTables

if TYPE_CHECKING:
    import pyarrow

_ELECTRICITY = "electricity"
_WIDTH = len(BOUNDARY)
_CHUNK = 20_000
"""Tables that are read by their single places at a time, which bounds the memory."""
_QUESTIONS = 5_000
"""Verdicts whose single places are looked at together, which bounds the memory."""


@dataclass(frozen=True)
class CityLine:
    """One city in a line: what its leading target is judged by, in tonnes; None where a figure is not known.

    ``verdict`` is that of the moment that was asked for, ``then`` that of the year of its inventory. ``reasons`` are
    the bits of ``Code`` that forbid the former, ``beside`` those of what stands beside the latter. ``chance`` is how
    probable it is, of 100, that ``then`` is right (of what is too close to call, that the city was at or below its
    path).
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


class CodedWords(NamedTuple):
    """The words that codes of the totals stand for, each by its place: GWP sets, and approaches to electricity."""

    gwp: tuple[str, ...]
    approaches: tuple[str, ...]


@dataclass(frozen=True)
class Programme:
    """The standing of all cities. A city's number is its place in ``cities``; ``rows`` are the targets of ``targets``.

    ``standing`` judges each target by all inventories; ``leading`` is by city number the row of its leading target,
    -1 where it has none, and ``newest`` that of its newest inventory by any method, -1 where it has none. ``revision``
    is that of the moment of all this. ``words`` are what the codes of the totals stand for.
    """

    cities: tuple[CityRecord, ...]
    totals: Totals
    targets: verdict_tables.Targets
    rows: tuple[Target, ...]
    standing: Standing
    leading: Integers
    newest: Integers
    revision: int
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

    def too_old(self, this_year: int) -> Truths:
        """By city number whether its verdict is by an inventory that says nothing about a calendar year."""
        years = np.append(self.totals.year, this_year)  # the last one stands for a city without inventory
        told: Truths = self.verdicts != VERDICTS.index(Verdict.CANNOT_TELL)
        told &= this_year - years[self.latest] > OLDEST_INVENTORY_YEARS
        told &= ~np.append(self.standing.final, False)[self.leading]  # a target that was met or missed stays so
        return told

    def today(self, this_year: int) -> Integers:
        """By city number the place in ``VERDICTS`` of its verdict for a calendar year: nobody can tell where the
        inventory is too old."""
        return np.where(self.too_old(this_year), VERDICTS.index(Verdict.CANNOT_TELL), self.verdicts)

    def line(self, number: int, this_year: int | None = None) -> CityLine:
        """What the programme's table says of one city, for a calendar year or (without one) for the year of its
        inventory."""
        row, place = int(self.leading[number]), int(self.latest[number])
        old = this_year is not None and bool(self.too_old(this_year)[number])
        totals, gap_t = self.totals, _known(self.standing.gap_t[row]) if row >= 0 else None
        emissions_t = _known(totals.emissions_t[place]) if place >= 0 else None
        people = _known(totals.inhabitants[place]) if place >= 0 else None
        return CityLine(
            city=self.cities[number],
            verdict=Verdict.CANNOT_TELL if old else VERDICTS[self.verdicts[number]],
            then=VERDICTS[self.verdicts[number]],
            target=self.rows[row] if row >= 0 else None,
            year=int(totals.year[place]) if place >= 0 else None,
            emissions_t=emissions_t,
            gas=None if emissions_t is None else "CO2" if totals.co2_alone[place] else "CO2e",
            per_head_t=emissions_t / people if emissions_t is not None and people else None,
            gap_t=gap_t,
            reasons=int(self.reasons[number]) | (int(Code.TOO_OLD) if old else 0),
            beside=int(self.standing.beside[row]) if row >= 0 else 0,
            chance=self._chance(row, VERDICTS[self.verdicts[number]]),
        )

    def _chance(self, row: int, verdict: Verdict) -> float | None:
        below = _known(self.standing.probability[row]) if row >= 0 else None
        if below is None or verdict is Verdict.CANNOT_TELL:
            return None
        return below if verdict is Verdict.TOO_CLOSE else float(of_answer(below))


def standing_of_all(store: Store, gwp: str = GWP_SET, approach: str = "activity-based") -> Programme:
    """The standing of every city. Raises Refused for an unknown GWP set."""
    with store.reader() as reader:
        return read(reader, gwp, approach)


def read(
    reader: Reader,
    gwp: str = GWP_SET,
    approach: str = "activity-based",
    cities: Collection[str] | None = None,
    words: CodedWords | None = None,
) -> Programme:
    """The standing of every city through an open reader.

    With ``cities`` the tables and targets of these alone are read, numbered as among all, and the codes go on from
    ``words``.
    """
    register = reader.register
    numbers = {city.city_id: number for number, city in enumerate(register.cities)}
    # What cities hold that were put away is on file, and counts for nothing.
    named = numbers.keys() if cities is None and register.away else cities
    asked_for = None if named is None else [city_id for city_id in named if city_id in numbers]
    in_force = reader.all_tables(asked_for)
    reading = _Reading(
        reader,
        in_force,
        numbers,
        gwp,
        approach,
        words or CodedWords(tuple(dict.fromkeys((*weighing_sets.WORDS, gwp))), ("unknown", approach)),
    )
    totals = reading.totals()
    promising = register.targets if asked_for is None else asked_for
    rows = tuple(target for city_id in promising if city_id in numbers for target in register.targets.get(city_id, ()))
    targets = verdict_tables.targets(rows, numbers)
    every = np.arange(len(rows))
    standing = programme.judge(targets, totals, every, np.full(len(rows), ALL_YEARS))

    def totals_of(tables: AllTables) -> Totals:
        return _Reading(reader, tables, numbers, gwp, approach, reading.coded).totals()

    before = LookedBack(reader, asked_for, numbers, totals_of)
    standing = before.beside(rows, targets, standing, totals)
    leading = np.full(len(register.cities), -1)
    chosen = programme.leading(targets, standing, totals)
    leading[targets.city[chosen]] = chosen
    newest = np.full(len(register.cities), -1)
    order = np.lexsort((-totals.method, totals.year))  # of two methods in one year the first, as for one city
    newest[totals.city[order]] = order
    standing, totals = reading.settled(targets, standing, totals)
    standing = divided_targets.judged(reader, rows, standing, gwp, approach)
    return Programme(register.cities, totals, targets, rows, standing, leading, newest, reader.as_of, reading.coded)


class _Reading:
    """The tables in force of all cities on their way to totals: one entry a table, then one an inventory."""

    def __init__(
        self, reader: Reader, tables: AllTables, numbers: dict[str, int], gwp: str, approach: str, coded: CodedWords
    ) -> None:
        self.reader, self.reading = reader, tables
        self.register, self.gwp, self.approach = reader.register, gwp, approach
        self.coded = coded
        self._factors: dict[str, YearlyFactor] = {}
        self.meaning = row_meaning.meaning(approach)
        found = tables.tables
        known = [numbers.setdefault(city_id, len(numbers)) for city_id in _words(found["city_id"])[0]]
        self.city = np.asarray(known, dtype=np.int64)[_words(found["city_id"])[1]]
        words, codes = _words(found["method"])
        self.method = np.asarray([METHODS.index(Method(word)) for word in words], dtype=np.int64)[codes]
        self.year = found["year"].to_numpy().astype(np.int64)
        words, codes = _words(found["measure"])
        self.energy = np.asarray([word == Quantity.ENERGY for word in words], dtype=bool)[codes]
        keys = (self.city * len(METHODS) + self.method) * (ALL_YEARS + 1) + self.year
        self.keys, self.inventory = np.unique(keys, return_inverse=True)

    def totals(self) -> Totals:
        """One row for each inventory."""
        energy, reported = self._tables()
        inhabitants, approach, stated = self._stated()
        chosen = self.coded.gwp.index(self.gwp)
        made = verdict_tables.computed(reported, energy)
        marks = np.where(made, *self._marks)
        tonnes, alone, gwp = verdict_tables.effective(reported, energy, stated, chosen)
        series, year = np.divmod(self.keys, ALL_YEARS + 1)
        city, method = np.divmod(series, len(METHODS))
        return Totals(
            city=city,
            year=year,
            method=method,
            emissions_t=tonnes,
            co2_alone=alone,
            computed=made,
            gwp=gwp,
            stated_gwp=stated,
            approach=np.where(made, self.coded.approaches.index(self.approach), approach),
            inhabitants=inhabitants,
            gdp=self._gdp(city, year),
            counted=np.where(made, energy.counted, reported.counted),
            settled=np.where(made, energy.settled, reported.settled),
            missing=KEYS_MASK & ~np.where(made, energy.covered, reported.covered),
            keyed=marks & (NOT_ESTIMATED | ELSEWHERE) != 0,
            lacking=np.zeros(len(city), dtype=bool),
        )

    def _tables(self) -> tuple[verdict_tables.Table, verdict_tables.Table]:
        """The energy and the emissions of each inventory."""
        found = self.reading.sums(self.meaning)
        place, count = found["place"].to_numpy(), len(self.city)

        def spread(name: str) -> Any:
            column = np.zeros(count, dtype=found[name].type.to_pandas_dtype())
            column[place] = found[name].to_numpy()
            return column

        tonnes, bits, electricity = self._weighed(spread), spread("bits"), spread("electricity")
        open_ones = np.isnan(tonnes)
        tonnes[open_ones] = 0.0
        self._add_electricity(tonnes, open_ones, electricity)
        self._by_own_factors(tonnes, open_ones)
        mask = (1 << _WIDTH) - 1
        parts = (bits & mask, (bits >> _WIDTH) & mask, (bits | bits >> _WIDTH | bits >> (2 * _WIDTH)) & mask)
        kinds = (spread("co2e"), spread("gases"), spread("co2_alone"), spread("fixed"))
        self._marks = tuple(self._by_inventory(side, spread("marks")) for side in (self.energy, ~self.energy))
        columns = (tonnes, bits >> (3 * _WIDTH) != 0, open_ones, *parts, *kinds)
        return self._side(self.energy, columns), self._side(~self.energy, columns)

    def _weighed(self, spread: Callable[[str], Any]) -> Floats:
        """The gases of each table as CO2e of the chosen set, CH4 by its origin where the set tells them apart."""
        chosen = factor_choice.gwp(self.gwp)
        tonnes = gases.co2e(spread("co2"), spread("ch4"), spread("n2o"), chosen.ch4, chosen.n2o)
        for name, origin in (("fossil_ch4", "fossil"), ("non_fossil_ch4", "non-fossil")):
            more = chosen.of("CH4", origin) - chosen.ch4
            if more:
                tonnes = tonnes + gases.co2e(0.0, spread(name), 0.0, more, chosen.n2o)
        return np.asarray(tonnes, dtype=float)

    def _side(self, mine: Any, columns: tuple[Any, ...]) -> verdict_tables.Table:
        return verdict_tables.Table(*(self._by_inventory(mine, column) for column in columns))

    def _by_inventory(self, mine: Any, column: Any) -> Any:
        held = np.zeros(len(self.keys), dtype=column.dtype)
        held[self.inventory[mine]] = column[mine]
        return held

    def settled(self, targets: verdict_tables.Targets, standing: Standing, totals: Totals) -> tuple[Standing, Totals]:
        """The standing after the single places of those inventories were read that a verdict hangs on, and the totals
        with what these places alone tell."""
        which = np.flatnonzero(standing.verdict != VERDICTS.index(Verdict.CANNOT_TELL))
        before = programme.earlier(totals, standing.latest[which])
        codes = np.zeros(len(targets), dtype=np.int64)
        probability = np.full(len(targets), np.nan)
        widths = error_widths.AllWidths(self.register)
        for part in _chunks(np.arange(len(which)), _QUESTIONS):
            mine = which[part]
            wanted = np.unique(np.concatenate([standing.latest[mine], standing.base[mine], before[part]]))
            found = self._places(totals, wanted[wanted >= 0])
            totals = found.corrected(totals)
            again = programme.judge(targets, totals, mine, np.full(len(mine), ALL_YEARS))
            codes[mine] |= again.reasons
            open_ones = again.reasons == 0
            mine, then = mine[open_ones], verdict_tables.taken(again, np.flatnonzero(open_ones))
            asked = programme.asked(targets, mine, then, before[part][open_ones], totals)
            known = self._explained(targets, mine, asked, totals)
            codes[mine] |= told(found.places, asked, known, self._former(asked, totals)).codes
            probability[mine] = widths.probabilities(then, totals, verdict_tables.taken(targets, mine), found.places)
        standing = programme.without(standing, codes)
        doubted = in_doubt(self.reading, (self.city, self.inventory), targets, standing, totals, self.register)
        return programme.called(programme.without(standing, doubted), probability), totals

    def _places(self, totals: Totals, rows: Integers) -> held_places.ReadPlaces:
        """The single places of these inventories."""
        tables = np.flatnonzero(np.isin(self.inventory, rows))
        cells = self.reading.cells(tables, self.meaning)
        return held_places.read(cells, self.inventory, totals, self._factor, factor_choice.gwp(self.gwp))

    def _former(self, asked: PlaceQuestions, totals: Totals) -> FormerInventories:
        """What the inventories that find a city on track, and those of their base years, held before later files took
        its place."""
        good = asked.gap_t <= 0
        mine = np.unique(np.concatenate([side[good] for side in (asked.then, asked.first)]))
        rows = np.intersect1d(mine, self.reading.filled_again(self.inventory))
        if not len(rows):
            return NO_FORMER
        city = totals.city[rows]
        tables = self.reader.former_tables(
            {
                "inventory": rows.tolist(),
                "city_id": [self.register.cities[number].city_id for number in city.tolist()],
                "year": totals.year[rows].tolist(),
                "method": [METHODS[number].value for number in totals.method[rows].tolist()],
            }
        )
        of_state = totals.city[tables.states["inventory"].to_numpy()]
        return held_places.former(tables, self.meaning, of_state, self._factor, factor_choice.gwp(self.gwp))

    def _factor(self, number: int) -> YearlyFactor:
        """The factors in t/MWh of the city with a number: those of its country unless it states some."""
        city = self.register.cities[number]
        stating = city.city_id in self.register.factors or city.city_id in self.register.supply
        whose = city.city_id if stating else city.country_code
        if whose not in self._factors:
            self._factors[whose] = factor_choice.of(self.register, city, self.approach, self.gwp).value
        return self._factors[whose]

    def _explained(
        self, targets: verdict_tables.Targets, which: Integers, asked: PlaceQuestions, totals: Totals
    ) -> ExplainedPlaces:
        """What somebody said of places of the years after the base year up to the one that judges, by question."""
        given = self.register.stated.get("explanations", {})
        if not given:
            return NOTHING
        cities = [self.register.cities[number].city_id for number in targets.city[which].tolist()]
        known = outlived_reasons.causes(self.reader, cities, self.approach, self.gwp)
        found: list[tuple[int, Cause]] = []
        for question, (row, latest) in enumerate(zip(which.tolist(), asked.then.tolist(), strict=True)):
            years = range(int(targets.base_year[row]) + 1, int(totals.year[latest]) + 1)
            found += [(question, item) for item in known.get(cities[question], ()) if item.year in years]
        return explained(found) if found else NOTHING

    def _add_electricity(self, tonnes: Floats, open_ones: Any, electricity: Floats) -> None:
        """Electricity by the national factor of each country and year; no factor is needed where none was used."""
        used = np.flatnonzero(self.energy & (electricity != 0))
        countries, code = np.unique([city.country_code for city in self.register.cities], return_inverse=True)
        keys, where = np.unique(code[self.city[used]] * (ALL_YEARS + 1) + self.year[used], return_inverse=True)
        by_country = [factor_choice.chosen(country, self.approach, self.gwp) for country in countries.tolist()]
        found = [
            by_country[key // (ALL_YEARS + 1)](key % (ALL_YEARS + 1), _ELECTRICITY, "total") for key in keys.tolist()
        ]
        factor = np.asarray([np.nan if value is None else value for value in found], dtype=float)[where]
        known = ~np.isnan(factor)
        tonnes[used[known]] += emissions(electricity[used[known]], factor[known])
        open_ones[used[~known]] = True

    def _by_own_factors(self, tonnes: Floats, open_ones: Any) -> None:
        """Energy of the cities that state factors or supply of their own, each by its own factors."""
        cities, stating = self.register.cities, {*self.register.factors, *self.register.supply}
        mine = [number for number, city in enumerate(cities) if city.city_id in stating]
        for part in _chunks(np.flatnonzero(self.energy & np.isin(self.city, mine)), _CHUNK):
            held = self.reading.cells(part, self.meaning)
            tonnes[part], open_ones[part] = 0.0, False
            used = held.at(np.flatnonzero((held.key == 0) & (held.amount != 0)))
            columns = (used.table.tolist(), used.kind.tolist(), used.amount.tolist())
            for place, kind, mwh in zip(*columns, strict=True):
                year, carrier, sector = int(self.year[place]), held.kinds[kind].carrier, held.kinds[kind].sector
                factor = self._factor(int(self.city[place]))(year, carrier, sector) if carrier else None
                if factor is None:
                    open_ones[place] = True
                else:
                    tonnes[place] += emissions(mwh, factor)

    def _stated(self) -> tuple[Floats, Integers, Integers]:
        """By inventory the inhabitants and the codes of approach and GWP set; new words are added to ``coded``."""
        people, about = self.reading.stated()
        inhabitants = np.full(len(self.keys), np.nan)
        order = np.argsort(people["revision"].to_numpy(), kind="stable")
        inhabitants[self.inventory[people["place"].to_numpy()[order]]] = people["inhabitants"].to_numpy()[order]
        coded, known = [], []
        order = np.argsort(about["revision"].to_numpy(), kind="stable")
        where = self.inventory[about["place"].to_numpy()[order]]
        for name, vocabulary in (("approach", self.coded.approaches), ("gwp_set", self.coded.gwp)):
            words, codes = _words(about[name])
            vocabulary = tuple(dict.fromkeys((*vocabulary, *words)))
            column = np.zeros(len(self.keys), dtype=np.int64)
            column[where] = np.asarray([vocabulary.index(word) for word in words], dtype=np.int64)[codes[order]]
            coded.append(column)
            known.append(vocabulary)
        self.coded = CodedWords(known[1], known[0])
        return inhabitants, coded[0], coded[1]

    def _gdp(self, city: Integers, year: Integers) -> Floats:
        numbers = {member.city_id: number for number, member in enumerate(self.register.cities)}
        had = sorted(
            (numbers[city_id] * (ALL_YEARS + 1) + row.year, row.amount)
            for city_id, rows in self.register.gdp.items()
            if city_id in numbers
            for row in rows
        )
        keys = np.asarray([key for key, _ in had] + [-1], dtype=np.int64)
        asked = city * (ALL_YEARS + 1) + year
        place = np.searchsorted(keys[:-1], asked)
        return np.where(keys[place] == asked, np.asarray([amount for _, amount in had] + [np.nan])[place], np.nan)


def _known(figure: float) -> float | None:
    return None if np.isnan(figure) else float(figure)


def _chunks(places: Integers, most: int) -> list[Integers]:
    return [places[start : start + most] for start in range(0, len(places), most)]


def _words(column: pyarrow.ChunkedArray) -> tuple[list[str], Integers]:
    """The distinct words of a column, and for each row which of them it holds."""
    held = column.dictionary_encode().combine_chunks()
    if not len(column):
        return [], np.zeros(0, dtype=np.int64)
    return held.dictionary.to_pylist(), held.indices.to_numpy()
