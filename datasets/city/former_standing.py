"""Which verdicts have a baseline that was raised, or a target that asks for less than a former one, of many cities at
once: what ``assessment`` says of one city, on columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from analytics.commitment import programme, verdict_tables
from analytics.commitment.codes import Code
from analytics.commitment.looking_back import asks_for_less
from analytics.commitment.targets import Target
from analytics.commitment.total_reasons import LEAST_RAISE
from analytics.commitment.trajectory import percent_of
from analytics.commitment.verdict_tables import ALL_YEARS, METHODS, VERDICTS, Standing, Targets, Totals
from analytics.inventories.spots import Floats, Integers
from analytics.vocabulary import TOTAL_PLACE, Method, Verdict
from datasets.city import assessment
from datasets.store import Reader
from datasets.store.kinds.explanations import KIND
from datasets.store.once_in_force import FormerContent
from datasets.store.sums import AllTables

Key = tuple[int, int, int]
"""The number of a city, the place of a method, and a year."""


class LookedBack:
    """What once counted of many cities. ``totals_of`` gives the totals of tables, ``numbers`` those of the cities,
    ``cities`` the ids of those that are read (None: of all)."""

    def __init__(
        self,
        reader: Reader,
        cities: Sequence[str] | None,
        numbers: dict[str, int],
        totals_of: Callable[[AllTables], Totals],
    ) -> None:
        self._reader, self._cities, self._numbers, self._totals_of = reader, cities, numbers, totals_of

    def beside(self, rows: Sequence[Target], targets: Targets, standing: Standing, totals: Totals) -> Standing:
        """The standing on these targets with the codes of what was otherwise before."""
        codes = standing.beside.copy()
        codes[self._raised(targets, standing, totals)] |= int(Code.BASELINE_RESTATED)
        codes[self._eased(rows, targets, standing, totals)] |= int(Code.TARGET_EASED)
        # The rows of the targets with a good answer beside another one on file that asks for more and has none.
        year: Integers = np.append(totals.year, -1)[standing.latest]
        above: dict[int, list[int]] = {}
        for row in np.flatnonzero(standing.gap_t > 0).tolist():
            above.setdefault(int(targets.city[row]), []).append(row)
        gaps = standing.gap_t
        codes[
            [
                row
                for row in np.flatnonzero(gaps <= 0).tolist()
                for other in above.get(int(targets.city[row]), ())
                if asks_for_less(rows[row], rows[other], int(year[row]), float(gaps[row]), float(gaps[other]))
            ]
        ] |= int(Code.OTHER_TARGET)
        return replace(standing, beside=codes)

    def cleared(self, targets: Targets, standing: Standing, totals: Totals) -> Standing:
        """The standing with a word on the good answers that a declared baseline far from the former figure of a year
        would forbid."""
        good = (standing.gap_t <= 0) & (standing.base < 0) & (standing.reasons == 0)
        if not good.any():
            return standing
        cities = set(targets.city[good].tolist())
        held = [item for item in self._reader.former_contents(self._cities) if self._key(item)[0] in cities]
        held = [item for item in held if not item.slip and not self._explained(item)]
        codes = standing.beside.copy()
        for then in self._once(held):
            which = np.flatnonzero(good & np.isin(targets.city, then.city))
            gone = set(_keys(then, np.arange(len(then))))
            kept = [row for row, key in enumerate(_keys(totals, np.arange(len(totals)))) if key not in gone]
            rest = verdict_tables.taken(totals, np.array(kept, dtype=np.int64))
            again = programme.judge(targets, _both(rest, then), which, np.full(len(which), ALL_YEARS))
            codes[which[again.reasons & int(Code.BASELINE_APART) != 0]] |= int(Code.YEAR_RESTATED)
        return replace(standing, beside=codes)

    def _raised(self, targets: Targets, standing: Standing, totals: Totals) -> list[int]:
        """The rows of the targets whose baseline is more than it once was."""
        having = np.flatnonzero(standing.base >= 0)
        base = standing.base[having]
        wanted: dict[Key, list[int]] = {}
        for row, key in zip(having.tolist(), _keys(totals, base), strict=True):
            wanted.setdefault(key, []).append(row)
        lowest = self._lowest(wanted)
        found: list[int] = []
        for key, (tonnes, co2_alone) in lowest.items():
            first = int(standing.base[wanted[key][0]])
            raised = percent_of(totals.emissions_t[first] - tonnes, tonnes) >= LEAST_RAISE
            if raised and bool(totals.co2_alone[first]) == co2_alone:
                found += self._unexplained(key, wanted[key])
        return found

    def _lowest(self, wanted: dict[Key, list[int]]) -> dict[Key, tuple[float, bool]]:
        """The lowest total above zero that the inventories of base years once had, and whether it is of CO2 alone."""
        contents = self._reader.former_contents(self._cities) if wanted else ()
        found: dict[Key, tuple[float, bool]] = {}
        for then in self._once([item for item in contents if self._key(item) in wanted and not item.slip]):
            figures = zip(then.emissions_t.tolist(), then.co2_alone.tolist(), strict=True)
            for key, (tonnes, alone) in zip(_keys(then, np.arange(len(then))), figures, strict=True):
                if tonnes > 0 and tonnes < found.get(key, (np.inf, alone))[0]:
                    found[key] = (tonnes, alone)
        return found

    def _key(self, item: FormerContent) -> Key:
        return self._numbers.get(item.city_id, -1), METHODS.index(Method(item.method)), item.year

    def _once(self, contents: Sequence[FormerContent]) -> Iterator[Totals]:
        """The totals of former contents, of each inventory one at a time, the earlier ones first."""
        ranks: list[list[FormerContent]] = []
        count: dict[Key, int] = {}
        for item in contents:
            rank = count[self._key(item)] = count.get(self._key(item), -1) + 1
            ranks += [[]] * (rank == len(ranks))
            ranks[rank] = [*ranks[rank], item]
        for held in ranks:
            yield self._totals_of(self._reader.tables_once(held))

    def taken_back(self, targets: Targets, standing: Standing, totals: Totals) -> Standing:
        """The standing without the good answers by the inventory before one that was taken back, which found the city
        behind, where nobody said why."""
        gone = [item for item in self._reader.former_contents(self._cities) if item.gone and not item.slip]
        gone = [item for item in gone if item.city_id in self._numbers and not self._explained(item)]
        good = (standing.gap_t <= 0) & (standing.verdict != VERDICTS.index(Verdict.CANNOT_TELL))
        codes = np.zeros(len(targets), dtype=np.int64)
        for then in self._once(gone):
            which = np.flatnonzero(good & np.isin(targets.city, then.city))
            together = _both(totals, then)
            again = programme.judge(targets, together, which, np.full(len(which), ALL_YEARS))
            later = (again.latest >= len(totals)) & (together.year[again.latest] > totals.year[standing.latest[which]])
            codes[which[later & (again.gap_t > 0)]] |= int(Code.TAKEN_BACK)
        return programme.without(standing, codes)

    def _explained(self, item: FormerContent) -> bool:
        """Whether somebody gave a reason for the whole year of a former content."""
        given = self._reader.register.of(KIND).get(item.city_id, ())
        return any((why.year, why.place, why.carrier) == (item.year, TOTAL_PLACE, None) for why in given)

    def _unexplained(self, key: Key, rows: list[int]) -> list[int]:
        """The rows of a baseline that was raised; where somebody explained its year, as the city's own page says."""
        register = self._reader.register
        city_id = register.cities[key[0]].city_id
        if not any(item.year == key[2] for item in register.of(KIND).get(city_id, ())):
            return rows
        report = assessment.read(self._reader, city_id)
        still = any(
            note.code is Code.BASELINE_RESTATED and (item.baseline and item.baseline.year == key[2])
            for item in report.progress
            for note in item.beside
        )
        return rows if still else []

    def _eased(self, rows: Sequence[Target], targets: Targets, standing: Standing, totals: Totals) -> list[int]:
        """The rows of the targets that ask for less than one that was once on file."""
        formers = self._reader.former_targets(self._cities)
        known = [item.target for city_id, mine in formers.items() if city_id in self._numbers for item in mine]
        if not known:
            return []
        columns = verdict_tables.targets(known, self._numbers)
        every = np.arange(len(known))
        then: Floats = programme.judge(columns, totals, every, np.full(len(known), ALL_YEARS)).gap_t
        year: Integers = np.append(totals.year, -1)[standing.latest]
        mine: dict[int, list[int]] = {}
        for row, number in enumerate(targets.city.tolist()):
            mine.setdefault(number, []).append(row)
        return [
            row
            for place, number in enumerate(columns.city.tolist())
            for row in mine.get(number, [])
            if asks_for_less(rows[row], known[place], int(year[row]), float(standing.gap_t[row]), float(then[place]))
        ]


def _both(totals: Totals, others: Totals) -> Totals:
    """The rows of two tables in one."""
    return Totals(*(np.concatenate([getattr(side, name) for side in (totals, others)]) for name in vars(totals)))


def _keys(totals: Totals, rows: Integers) -> list[Key]:
    columns = (totals.city[rows], totals.method[rows], totals.year[rows])
    return list(zip(*(column.tolist() for column in columns), strict=True))
