"""Every city's standing at once, from sums of all rows: what ``assessment`` says of one city, on columns."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import numpy as np

from analytics.commitment import programme, verdict_tables
from analytics.commitment.bound import bound
from analytics.commitment.codes import Code
from analytics.commitment.former_inventories import NO_FORMER, FormerInventories
from analytics.commitment.place_questions import NOTHING, Cause, ExplainedPlaces, PlaceQuestions, explained
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
from analytics.inventories.spots import Floats, Integers
from analytics.inventories.weighing import YearlyFactor
from analytics.uncertainty import weighing_sets
from analytics.uncertainty.likelihood import moved, too_close
from analytics.vocabulary import Method, Quantity, Verdict
from datasets.city import (
    divided_targets,
    error_widths,
    factor_choice,
    former_standing,
    held_places,
    outlived_reasons,
    row_meaning,
)
from datasets.city.assessment import GWP_SET
from datasets.city.doubted_inhabitants import in_doubt
from datasets.city.examining import detective
from datasets.city.programme_standing import CodedWords, Programme
from datasets.store import Reader, Store
from datasets.store.sums import ELSEWHERE, NOT_ESTIMATED, AllTables, Summed

if TYPE_CHECKING:
    import pyarrow

_ELECTRICITY = "electricity"
_WIDTH = len(BOUNDARY)
_CHUNK = 20_000
"""Tables that are read by their single places at a time, which bounds the memory."""
_QUESTIONS = 5_000
"""Verdicts whose single places are looked at together, which bounds the memory."""


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
    today: int | None = None,
    by_default: bool = False,
    summed: Summed = lambda _done, _of: None,
) -> Programme:
    """The standing of every city through an open reader, led by the targets that are not over in the calendar year
    ``today`` (without one: in that of the clock).

    With ``cities`` the tables and targets of these alone are read, numbered as among all, and the codes go on from
    ``words``. ``by_default`` takes the default factors in place of what cities state, and looks back at nothing.
    ``summed`` is told of how many cities the inventories are added up, and of how many there are, and may end it by
    raising.
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
        by_default,
    )
    totals = reading.totals(summed)
    promising = register.targets if asked_for is None else asked_for
    rows = tuple(target for city_id in promising if city_id in numbers for target in register.targets.get(city_id, ()))
    targets = verdict_tables.targets(rows, numbers)
    every = np.arange(len(rows))
    standing = programme.judge(targets, totals, every, np.full(len(rows), ALL_YEARS))

    if not by_default:
        standing = former_standing.beside(reader, asked_for, numbers, rows, targets, standing, totals)
    leading = np.full(len(register.cities), -1)
    this_year = today or datetime.now(UTC).year
    chosen = programme.leading(targets, standing, totals, this_year)
    leading[targets.city[chosen]] = chosen
    newest = np.full(len(register.cities), -1)
    order = np.lexsort((-totals.method, totals.year))  # of two methods in one year the first, as for one city
    newest[totals.city[order]] = order
    gone = {} if by_default else former_standing.gone_from(reader, asked_for, numbers, totals)
    standing, totals = reading.settled(targets, standing, totals, gone)
    stating = [] if by_default else [city_id for city_id in promising if city_id in register.factors]
    if stating:
        others = read(reader, gwp, approach, stating, reading.coded, this_year, by_default=True)
        # The standing with a word on the targets whose answer is another one, or has much other odds, by the default
        # factors, by which the ``others`` are judged.
        place = {target: row for row, target in enumerate(others.rows)}
        at = np.array([place.get(target, -1) for target in rows], dtype=np.int64)
        turned = np.append(others.standing.verdict, -1)[at] != standing.verdict
        turned |= moved(np.append(others.standing.probability, np.nan)[at], standing.probability)
        told = (at >= 0) & turned & (standing.verdict != VERDICTS.index(Verdict.CANNOT_TELL))
        standing = replace(standing, beside=standing.beside | np.where(told, int(Code.FACTORS_OF_ITS_OWN), 0))
    good = rows if not by_default else ()
    on_track = standing.verdict == VERDICTS.index(Verdict.ON_TRACK)
    asked = {target.city_id for target, so in zip(good, on_track.tolist(), strict=False) if so}
    changed = frozenset[str]() if by_default else reader.refactored(asked_for)
    changed |= {city_id for city_id in asked - changed if detective.telling(reader, city_id)}
    standing = divided_targets.judged(reader, rows, standing, gwp, approach, changed)
    about = (reader.as_of, this_year, reading.coded)
    return Programme(register.cities, totals, targets, rows, standing, leading, newest, *about)


class _Reading:
    """The tables in force of all cities on their way to totals: one entry a table, then one an inventory."""

    def __init__(
        self,
        reader: Reader,
        tables: AllTables,
        numbers: dict[str, int],
        gwp: str,
        approach: str,
        coded: CodedWords,
        by_default: bool = False,
    ) -> None:
        self.reader, self.reading = reader, tables
        self.register, self.gwp, self.approach = reader.register, gwp, approach
        self.coded, self._by_default = coded, by_default
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

    def totals(self, summed: Summed = lambda _done, _of: None) -> Totals:
        """One row for each inventory."""
        energy, reported = self._tables(summed)
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

    def _tables(self, summed: Summed) -> tuple[verdict_tables.Table, verdict_tables.Table]:
        """The energy and the emissions of each inventory."""
        found = self.reading.sums(self.meaning, summed)
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

    def settled(
        self,
        targets: verdict_tables.Targets,
        standing: Standing,
        totals: Totals,
        gone: Mapping[str, list[Any]],
    ) -> tuple[Standing, Totals]:
        """The standing after the single places of those inventories were read that a verdict hangs on, and the totals
        with what these places alone tell. ``gone`` are inventories that were taken back.

        First every answer is held against the last inventory before; what still holds, against all that are between."""
        beside, probability = standing.beside.copy(), np.full(len(targets), np.nan)
        alone = probability.copy()
        codes = np.zeros(len(targets), dtype=np.int64)
        widths = error_widths.AllWidths(self.register)
        left = np.flatnonzero(standing.verdict != VERDICTS.index(Verdict.CANNOT_TELL))
        for deep in (False, True):
            found: list[Integers] = []
            for mine in _chunks(left, _QUESTIONS):
                then = verdict_tables.taken(standing, mine)
                good = then.gap_t <= 0
                mine, then = (mine[good], verdict_tables.taken(then, np.flatnonzero(good))) if deep else (mine, then)
                before = programme.lineage(totals, then, targets.base_year[mine], None if deep else ~np.isfinite(mine))
                wanted = np.unique(np.concatenate([then.latest, then.base, before.ravel()]))
                # The single places of these inventories.
                tables = np.flatnonzero(np.isin(self.inventory, wanted[wanted >= 0]))
                cells = self.reading.cells(tables, self.meaning)
                places = held_places.read(cells, self.inventory, totals, self._factor, factor_choice.gwp(self.gwp))
                totals = places.corrected(totals)
                asked = programme.asked(targets, mine, then, before, totals)
                known = self._explained(targets, mine, asked, totals)
                former = self._former(asked, totals, gone) if deep else NO_FORMER
                said = bound(places.places, asked, known, former, near=not deep)
                if not deep:
                    asked_of = verdict_tables.taken(targets, mine)
                    sure, usual = widths.probabilities(then, totals, asked_of, places.places, known)
                    probability[mine], alone[mine] = sure
                    own = moved(sure.said, usual)
                    beside[mine] |= np.where(own, int(Code.UNCERTAINTIES_OF_ITS_OWN), 0)
                close = too_close(alone[mine])  # which figures that may be others leave as it is
                against = np.where(close, said.codes & ~int(Code.UNSETTLED), said.codes)
                codes[mine] |= against
                found.append(mine[(against == 0) & ~close])
            left = np.concatenate([left[:0], *found])
        standing = replace(programme.without(standing, codes), beside=beside)
        doubted = in_doubt(self.reading, (self.city, self.inventory), targets, standing, totals, self.register)
        return programme.called(programme.without(standing, doubted), probability), totals

    def _former(self, asked: PlaceQuestions, totals: Totals, gone: Mapping[str, list[Any]]) -> FormerInventories:
        """What the inventories that find a city on track, those before them and those of their base years held before
        later files took its place."""
        mine = np.unique(np.concatenate([asked.then, asked.first, asked.earlier.ravel()]))
        rows = np.intersect1d(mine, self.reading.filled_again(self.inventory)).tolist()
        taken_back = set(gone.get("inventory", ())) & set(mine.tolist())
        if not rows and not taken_back:
            return NO_FORMER
        columns = {
            "inventory": rows,
            "city_id": [self.register.cities[number].city_id for number in totals.city[rows].tolist()],
            "year": totals.year[rows].tolist(),
            "method": [METHODS[number].value for number in totals.method[rows].tolist()],
        }
        for values in zip(*gone.values(), strict=True):
            if values[0] in taken_back:
                for column, value in zip(columns.values(), values, strict=True):
                    column.append(value)
        tables = self.reader.former_tables(columns)
        of_state, gwp = totals.city[tables.states["inventory"].to_numpy()], factor_choice.gwp(self.gwp)
        came = self.reading.first_filled(self.inventory)
        return held_places.former(tables, self.meaning, of_state, self._factor, gwp, came)

    def _factor(self, number: int) -> YearlyFactor:
        """The factors in t/MWh of the city with a number: those of its country unless it states some."""
        city = self.register.cities[number]
        stating = city.city_id in self.register.factors or city.city_id in self.register.supply
        whose = city.city_id if stating else city.country_code
        if whose not in self._factors:
            chosen = factor_choice.of(self.register, city, self.approach, self.gwp)
            self._factors[whose] = (chosen.by_default() if self._by_default else chosen).value
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
            years = range(int(targets.base_year[row]), int(totals.year[latest]) + 1)
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


def _chunks(places: Integers, most: int) -> list[Integers]:
    return [places[start : start + most] for start in range(0, len(places), most)]


def _words(column: pyarrow.ChunkedArray) -> tuple[list[str], Integers]:
    """The distinct words of a column, and for each row which of them it holds."""
    held = column.dictionary_encode().combine_chunks()
    if not len(column):
        return [], np.zeros(0, dtype=np.int64)
    return held.dictionary.to_pylist(), held.indices.to_numpy()
