"""Every city's standing at once, from sums of all rows: what ``datasets.assessment`` says of one city, on columns."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from analytics import gases, programme
from analytics.cells import in_total
from analytics.emissions import emissions
from analytics.programme import (
    ALL_YEARS,
    BOUNDARY,
    KEYS_MASK,
    MASKS,
    METHODS,
    Floats,
    Integers,
    Reason,
    Standing,
    Totals,
)
from analytics.targets import Target
from analytics.vocabulary import CARRIERS, GPC_CELLS, SECTORS, Method, Quantity, Verdict
from datasets import factors
from datasets.assessment import GWP_SET
from datasets.factor_sources import CATEGORIES
from datasets.store import City, Reader, Store, sums
from datasets.store.records import Register
from datasets.store.sums import AllTables, Weights

if TYPE_CHECKING:
    import pyarrow

_FUELS = (*dict.fromkeys(CATEGORIES.values()), "residential")
_ELECTRICITY = "electricity"
_WIDTH = len(BOUNDARY)
_CHUNK = 20_000
"""Tables that are read by their single places at a time, which bounds the memory."""


@dataclass(frozen=True)
class Programme:
    """The standing of all cities. A city's number is its place in ``cities``; ``rows`` are the targets of ``targets``.

    ``standing`` judges each target by all inventories; ``leading`` is by city number the row of its leading target,
    -1 where it has none, and ``newest`` that of its newest inventory by any method, -1 where it has none.
    """

    cities: tuple[City, ...]
    totals: Totals
    targets: programme.Targets
    rows: tuple[Target, ...]
    standing: Standing
    leading: Integers
    newest: Integers

    @cached_property
    def verdicts(self) -> Integers:
        """By city number the place in ``VERDICTS`` of its leading target; a city without a target cannot be told."""
        return np.append(self.standing.verdict, programme.VERDICTS.index(Verdict.CANNOT_TELL))[self.leading]

    @cached_property
    def reasons(self) -> Integers:
        """By city number the bits of ``Reason`` that forbid a verdict on its leading target."""
        without = np.where(self.newest >= 0, 0, int(Reason.NO_INVENTORY)) | int(Reason.NO_TARGET)
        return np.where(self.leading >= 0, np.append(self.standing.reasons, 0)[self.leading], without)

    @cached_property
    def latest(self) -> Integers:
        """By city number the row of the inventory that judges its leading target, else the newest; -1 for none."""
        judged = np.append(self.standing.latest, -1)[self.leading]
        return np.where(self.leading >= 0, judged, self.newest)

    def every_year(self) -> tuple[Integers, Standing]:
        """The leading target of each city as of each of its inventories: these rows of the totals, and the verdicts."""
        which = self.leading[self.totals.city]
        rows = np.flatnonzero(which >= 0)
        return rows, programme.judge(self.targets, self.totals, which[rows], self.totals.year[rows])


def standing_of_all(store: Store, gwp: str = GWP_SET, approach: str = "activity-based") -> Programme:
    """The standing of every city. Raises Refused for an unknown GWP set."""
    with store.reader() as reader:
        return read(reader, gwp, approach)


def read(reader: Reader, gwp: str = GWP_SET, approach: str = "activity-based") -> Programme:
    """The same through an open reader."""
    register = reader.register
    numbers = {city.city_id: number for number, city in enumerate(register.cities)}
    totals = _Reading(reader.all_tables(), register, numbers, gwp, approach).totals()
    rows = tuple(target for city_id, mine in register.targets.items() if city_id in numbers for target in mine)
    targets = programme.targets(rows, numbers)
    every = np.arange(len(rows))
    standing = programme.judge(targets, totals, every, np.full(len(rows), ALL_YEARS))
    leading = np.full(len(register.cities), -1)
    chosen = programme.leading(targets, standing, totals)
    leading[targets.city[chosen]] = chosen
    newest = np.full(len(register.cities), -1)
    order = np.lexsort((-totals.method, totals.year))  # of two methods in one year the first, as for one city
    newest[totals.city[order]] = order
    return Programme(register.cities, totals, targets, rows, standing, leading, newest)


def weights(gwp: str, approach: str) -> Weights:
    """What one unit of a row weighs by the same formulas as for one city, applied to one tonne and one MWh."""
    chosen, factor = factors.gwp(gwp), factors.chosen("", approach, gwp)
    ch4 = {code: chosen.of("CH4", gases.CH4_ORIGINS.get(code)) for code in SECTORS}
    categories = {code: CATEGORIES.get(sector.group, "residential") for code, sector in SECTORS.items()}
    first = {category: code for code, category in categories.items()}
    fuels: list[dict[str, float]] = [
        {
            # Electricity is weighed apart, by country and year.
            carrier: value
            for carrier in CARRIERS
            if (value := 0.0 if carrier == _ELECTRICITY else factor(0, carrier, first[category])) is not None
        }
        for category in _FUELS
    ]
    one = {"co2": (1.0, 0.0, 0.0), "n2o": (0.0, 0.0, 1.0)}
    return Weights(
        counts={code: 2 * in_total(None, code, Method.GPC) + in_total(None, code) for code in SECTORS},
        references=[ref for ref in GPC_CELLS if in_total(ref, None)],
        masks=MASKS,
        width=_WIDTH,
        gases={gas: float(gases.co2e(*amounts, chosen.ch4, chosen.n2o)) for gas, amounts in one.items()}
        | {Quantity.CO2E.value: 1.0},
        ch4={code: float(gases.co2e(0.0, 1.0, 0.0, weight, chosen.n2o)) for code, weight in ch4.items()},
        categories={code: _FUELS.index(category) for code, category in categories.items()},
        fuels=fuels,
    )


class _Reading:
    """The tables in force of all cities on their way to totals: one entry a table, then one an inventory."""

    def __init__(self, tables: AllTables, register: Register, numbers: dict[str, int], gwp: str, approach: str) -> None:
        self.reading, self.register, self.gwp, self.approach = tables, register, gwp, approach
        self.weights = weights(gwp, approach)
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
        chosen, words = 1, ["unknown", self.gwp]
        inhabitants, approach, stated, approaches = self._stated(words)
        made = programme.computed(reported, energy)
        tonnes, alone, gwp = programme.effective(reported, energy, stated, chosen)
        series, year = np.divmod(self.keys, ALL_YEARS + 1)
        city, method = np.divmod(series, len(METHODS))
        return Totals(
            city=city, year=year, method=method, emissions_t=tonnes, co2_alone=alone, computed=made, gwp=gwp,
            stated_gwp=stated, approach=np.where(made, approaches.index(self.approach), approach),
            inhabitants=inhabitants, gdp=self._gdp(city, year),
            counted=np.where(made, energy.counted, reported.counted),
            settled=np.where(made, energy.settled, reported.settled),
            missing=KEYS_MASK & ~np.where(made, energy.covered, reported.covered),
        )  # fmt: skip

    def _tables(self) -> tuple[programme.Table, programme.Table]:
        """The energy and the emissions of each inventory."""
        found = self.reading.sums(self.weights)
        place = found["place"].to_numpy()
        count = len(self.city)
        tonnes, bits = np.zeros(count), np.zeros(count, dtype=np.int64)
        electricity = np.full(count, np.nan)
        tonnes[place] = _numbers(found["tonnes"], 0.0)
        electricity[place] = _numbers(found["electricity"], np.nan)
        bits[place] = found["bits"].to_numpy()
        open_ones = np.isnan(tonnes)
        tonnes[open_ones] = 0.0
        kind = bits >> (3 * _WIDTH)
        gas, co2, co2e = (kind & bit != 0 for bit in (sums.GASES, sums.CO2, sums.CO2E))
        fixed = co2e.copy()
        self._add_electricity(tonnes, open_ones, electricity)
        self._by_own_factors(tonnes, open_ones)
        for part in _chunks(np.flatnonzero(co2e & (co2 | gas))):
            held = self.reading.places(part, self.weights)
            place = held["place"].to_numpy()
            tonnes[place] = held["tonnes"].to_numpy()
            for column, name in ((gas, "gases"), (co2, "co2"), (fixed, "fixed")):
                column[place] = held[name].to_numpy(zero_copy_only=False)
        mask = (1 << _WIDTH) - 1
        parts = (bits & mask, (bits >> _WIDTH) & mask, (bits | bits >> _WIDTH | bits >> (2 * _WIDTH)) & mask)
        columns = (tonnes, kind != 0, open_ones, *parts, co2e, gas, co2, fixed)
        return self._side(self.energy, columns), self._side(~self.energy, columns)

    def _side(self, mine: Any, columns: tuple[Any, ...]) -> programme.Table:
        spread = []
        for column in columns:
            held = np.zeros(len(self.keys), dtype=column.dtype)
            held[self.inventory[mine]] = column[mine]
            spread.append(held)
        return programme.Table(*spread)

    def _add_electricity(self, tonnes: Floats, open_ones: Any, electricity: Floats) -> None:
        """Electricity by the national factor of each country and year; no factor is needed where none was used."""
        used = np.flatnonzero(self.energy & ~np.isnan(electricity) & (electricity != 0))
        countries = [city.country_code for city in self.register.cities]
        words = list(dict.fromkeys(countries))
        place = {word: number for number, word in enumerate(words)}
        code = np.asarray([place[word] for word in countries], dtype=np.int64)[self.city[used]]
        keys, where = np.unique(code * (ALL_YEARS + 1) + self.year[used], return_inverse=True)
        by_country = [factors.chosen(word, self.approach, self.gwp) for word in words]
        found = [
            by_country[key // (ALL_YEARS + 1)](key % (ALL_YEARS + 1), _ELECTRICITY, "total") for key in keys.tolist()
        ]
        factor = np.asarray([np.nan if value is None else value for value in found], dtype=float)[where]
        known = ~np.isnan(factor)
        tonnes[used[known]] += emissions(electricity[used[known]], factor[known])
        open_ones[used[~known]] = True

    def _by_own_factors(self, tonnes: Floats, open_ones: Any) -> None:
        """Energy of the cities that state factors or supply of their own, each by its own factors."""
        cities = self.register.cities
        mine = [
            number
            for number, city in enumerate(cities)
            if city.city_id in {*self.register.factors, *self.register.supply}
        ]
        for part in _chunks(np.flatnonzero(self.energy & np.isin(self.city, mine))):
            held = self.reading.energy(part, self.weights)
            tonnes[part], open_ones[part] = 0.0, False
            chosen = {
                number: factors.of(self.register, cities[number], self.approach, self.gwp).value
                for number in np.unique(self.city[part]).tolist()
            }
            for place, carrier, sector, mwh in zip(
                *(held[name].to_pylist() for name in held.column_names), strict=True
            ):
                if mwh == 0:
                    continue
                year = int(self.year[place])
                factor = chosen[int(self.city[place])](year, carrier, sector) if carrier else None
                if factor is None:
                    open_ones[place] = True
                else:
                    tonnes[place] += emissions(mwh, factor)

    def _stated(self, gwp_words: list[str]) -> tuple[Floats, Integers, Integers, list[str]]:
        """By inventory the inhabitants and the codes of approach and GWP set; and the words of the approaches."""
        people, about = self.reading.stated()
        approaches = list(dict.fromkeys(["unknown", self.approach]))
        inhabitants = np.full(len(self.keys), np.nan)
        order = np.argsort(people["revision"].to_numpy(), kind="stable")
        inhabitants[self.inventory[people["place"].to_numpy()[order]]] = people["inhabitants"].to_numpy()[order]
        coded = []
        order = np.argsort(about["revision"].to_numpy(), kind="stable")
        where = self.inventory[about["place"].to_numpy()[order]]
        for name, vocabulary in (("approach", approaches), ("gwp_set", gwp_words)):
            words, codes = _words(about[name])
            vocabulary += [word for word in words if word not in vocabulary]
            column = np.zeros(len(self.keys), dtype=np.int64)
            column[where] = np.asarray([vocabulary.index(word) for word in words], dtype=np.int64)[codes[order]]
            coded.append(column)
        return inhabitants, coded[0], coded[1], approaches

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


def _chunks(places: Integers) -> list[Integers]:
    return [places[start : start + _CHUNK] for start in range(0, len(places), _CHUNK)]


def _words(column: pyarrow.ChunkedArray) -> tuple[list[str], Integers]:
    """The distinct words of a column, and for each row which of them it holds."""
    held = column.dictionary_encode().combine_chunks()
    if not len(column):
        return [], np.zeros(0, dtype=np.int64)
    return held.dictionary.to_pylist(), held.indices.to_numpy()


def _numbers(column: pyarrow.ChunkedArray, blank: float) -> Floats:
    found: Floats = column.fill_null(blank).to_numpy()
    return found
