"""The tables of verdicts: targets, inventories and answers as columns, one entry a row.

Columns are numpy arrays; an unknown figure is NaN, an unknown row is -1.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, TypeVar

import numpy as np

from analytics.commitment.targets import (
    KIND_NAMES,
    Target,
    scenario_emissions,
)
from analytics.commitment.trajectory import PATHS
from analytics.inventories.inventory import UNSPLIT, Inventory
from analytics.inventories.spots import Floats, Integers, Truths
from analytics.uncertainty import weighing_sets
from analytics.vocabulary import KEY_SECTORS, SECTORS, Method, Verdict

Columns = TypeVar("Columns", bound="Totals | Targets | Standing")


VERDICTS = tuple(Verdict)


METHODS = tuple(sorted(Method))


KINDS = tuple(KIND_NAMES)


BOUNDARY = (*KEY_SECTORS, *dict.fromkeys(sector.group for sector in SECTORS.values() if not sector.keys))
"""The names of a boundary, each one bit of a mask: the key sectors, and the groups of all other sectors."""


MASKS = {
    code: sum(1 << BOUNDARY.index(name) for name in sector.keys or (sector.group,)) for code, sector in SECTORS.items()
}
"""The bits of ``BOUNDARY`` that each sector belongs to."""


KEYS_MASK = (1 << len(KEY_SECTORS)) - 1


MIXED = -1
"""The code of a GWP set where a total is partly weighed from gases and partly CO2e of another set."""


UNSAID = 0
"""The code of a GWP set or an approach that nobody states; those of the sets are places in ``weighing_sets.WORDS``."""


ALL_YEARS = 4095


UNSPLIT_BIT = 1 << BOUNDARY.index(UNSPLIT)
"""The bit of a figure that no sector is told of."""


YEARS_WIDTH = 4096


@dataclass(frozen=True)
class Totals:
    """One row for each city, year and method, with what a verdict needs of an inventory.

    ``city`` is any number of the city, ``method`` a place in ``METHODS``. ``emissions_t`` in t of CO2e, or of CO2 where
    ``co2_alone``. ``gwp``, ``stated_gwp`` and ``approach`` are codes: equal where the words are. ``counted``,
    ``settled`` and ``missing`` are masks over ``BOUNDARY``; ``keyed`` where NE, IE or C stands for a number;
    ``lacking`` where energy stands in it without emissions.
    """

    city: Integers
    year: Integers
    method: Integers
    emissions_t: Floats
    co2_alone: Truths
    computed: Truths
    gwp: Integers
    stated_gwp: Integers
    approach: Integers
    inhabitants: Floats
    gdp: Floats
    counted: Integers
    settled: Integers
    missing: Integers
    keyed: Truths
    lacking: Truths

    def __len__(self) -> int:
        """How many inventories."""
        return len(self.city)

    @property
    def weighed_with(self) -> Integers:
        """The codes of the GWP sets of what was reported as CO2e (``Inventory.weighed_with``)."""
        return np.where(self.gwp == MIXED, self.stated_gwp, self.gwp)


@dataclass(frozen=True)
class Targets:
    """One row for each target. ``scenario_t`` is what a baseline scenario expects in the target year, ``unclear`` where
    what it leaves out could not be applied (``coverage.applied``), ``whole`` where it is on no single sector.
    """

    city: Integers
    method: Integers
    kind: Integers
    rate: Truths
    whole: Truths
    base_year: Integers
    year: Integers
    reduction_percent: Floats
    level_t: Floats
    scenario_t: Floats
    declared_base_t: Floats
    unclear: Truths

    def __len__(self) -> int:
        """How many targets."""
        return len(self.city)

    def of_kind(self, *kinds: str) -> Truths:
        """Which targets are of one of these kinds."""
        found: Truths = np.array([kind in kinds for kind in KINDS])[self.kind]
        return found


@dataclass(frozen=True)
class Standing:
    """One row for each question: a target judged by an inventory, as ``analytics.commitment.judged.Progress``.

    ``latest`` and ``base`` are rows of the totals, -1 where there is none. Tonnes; ``verdict`` is a place in
    ``VERDICTS``; ``reasons`` are the bits of ``Code``; ``final`` where the target year itself was judged; ``beside``
    are codes of what stands beside it.
    ``slope`` is by how many tonnes the path moves with a tonne of the baseline, ``probability`` that of being at or
    below the path, of 100, NaN until the places were asked.
    """

    latest: Integers
    base: Integers
    base_t: Floats
    target_t: Floats
    path_t: Floats
    gap_t: Floats
    gap_percent: Floats
    years_late: Floats
    verdict: Integers
    reasons: Integers
    final: Truths
    beside: Integers
    slope: Floats
    probability: Floats


@dataclass(frozen=True)
class Table:
    """The energy or the emissions of each inventory, of what counts in its total.

    ``tonnes`` is the sum, ``number`` whether any row holds one, ``open`` whether something has no factor. The masks
    are over ``BOUNDARY``. ``co2e``, ``gases`` and ``co2`` say which places hold CO2e as reported, gases weighed and
    CO2 alone; ``fixed`` whether the reported CO2e is more than zeros.
    """

    tonnes: Floats
    number: Truths
    open: Truths
    counted: Integers
    settled: Integers
    covered: Integers
    co2e: Truths
    gases: Truths
    co2: Truths
    fixed: Truths


def targets(targets: Sequence[Target], city: Mapping[str, int]) -> Targets:
    """Targets as columns, with the numbers of their cities."""
    return Targets(
        city=whole_numbers(city[target.city_id] for target in targets),
        method=whole_numbers(METHODS.index(Method(target.method)) for target in targets),
        kind=whole_numbers(KINDS.index(target.kind) for target in targets),
        rate=truths(target.path == PATHS[1] for target in targets),
        whole=truths(not target.sector for target in targets),
        base_year=whole_numbers(target.base_year for target in targets),
        year=whole_numbers(target.year for target in targets),
        reduction_percent=numbers(target.reduction_percent for target in targets),
        level_t=numbers(target.level_t for target in targets),
        scenario_t=numbers(
            scenario_emissions(target.scenario, target.year) if target.scenario else None for target in targets
        ),
        declared_base_t=numbers(target.declared_base_t for target in targets),
        unclear=truths(bool(target.exclusions) for target in targets),
    )


def columns(cities: Sequence[Sequence[Inventory]]) -> Totals:
    """The inventories of cities as columns; the place of a city is its number."""
    city = [number for number, mine in enumerate(cities) for _ in mine]
    items = [item for mine in cities for item in mine]
    words = {word: code for code, word in enumerate(weighing_sets.WORDS)}

    def coded(found: Iterable[str]) -> Integers:
        return whole_numbers(words.setdefault(word, len(words)) for word in found)

    def masks(found: Iterable[Iterable[str]]) -> Integers:
        return whole_numbers(sum(1 << BOUNDARY.index(name) for name in names) for names in found)

    gwp = coded(item.gwp_set for item in items)
    mixed = truths(item.gwp_set == "mixed" for item in items)
    return Totals(
        city=whole_numbers(city),
        year=whole_numbers(item.year for item in items),
        method=whole_numbers(METHODS.index(Method(item.method)) for item in items),
        emissions_t=numbers(item.emissions_t for item in items),
        co2_alone=truths(item.gas == "CO2" for item in items),
        computed=truths(item.computed for item in items),
        gwp=np.where(mixed, MIXED, gwp),
        stated_gwp=coded(item.about.gwp_set for item in items),
        approach=coded(item.approach for item in items),
        inhabitants=numbers(item.inhabitants for item in items),
        gdp=numbers(item.gdp for item in items),
        counted=masks(item.counted for item in items),
        settled=masks(item.settled for item in items),
        missing=masks(item.missing_key_sectors for item in items),
        keyed=truths(bool(item.keys) for item in items),
        lacking=truths(bool(item.lacking) for item in items),
    )


def computed(emissions: Table, energy: Table) -> Truths:
    """Where emissions are energy times factors: no emissions were reported, and some energy was."""
    return ~emissions.number & energy.number


def effective(emissions: Table, energy: Table, stated: Integers, chosen: int) -> tuple[Floats, Truths, Integers]:
    """The total of each inventory in tonnes (NaN where none can be given), where it is CO2 alone, and the code of its
    GWP set: ``analytics.inventories.weighing.total`` and ``effective`` on columns.

    ``stated`` are the codes of the sets that inventories name, ``chosen`` that of the set of the weights.
    """
    made = computed(emissions, energy)
    broken = np.where(made, energy.open, ~emissions.number | (emissions.co2 & emissions.co2e))
    tonnes = np.where(broken, np.nan, np.where(made, energy.tonnes, emissions.tonnes))
    alone = ~made & ~broken & emissions.co2 & ~emissions.gases & ~emissions.co2e
    weighed = made | ~emissions.co2e | (emissions.gases & ~emissions.fixed)
    kept = np.where(emissions.gases & (stated != chosen), MIXED, stated)
    return tonnes, alone, np.where(broken, stated, np.where(weighed, chosen, kept))


def unsplit(totals: Totals) -> Truths:
    """Which inventories are one published total (``Inventory.unsplit``)."""
    unsplit: Truths = (totals.counted == UNSPLIT_BIT) & (totals.settled == 0) & ~totals.keyed
    return unsplit


def in_order(series: Integers, year: Integers, then: Integers | None = None) -> tuple[Integers, Integers]:
    """The rows by series and year, and their keys in that order."""
    keys = series * YEARS_WIDTH + year
    order = np.argsort(keys, kind="stable") if then is None else np.lexsort((then, keys))
    return order, keys[order]


def last_up_to(order: Integers, keys: Integers, series: Integers, year: Integers, first: bool = False) -> Integers:
    """The last row of each series up to a year (of several in that year the ``first``), -1 where there is none."""
    place = np.searchsorted(keys, series * YEARS_WIDTH + year, side="right") - 1
    held = np.append(keys, -1)[place]
    found = (place >= 0) & (held // YEARS_WIDTH == series)
    if first:
        place = np.searchsorted(keys, held)
    return np.where(found, np.append(order, -1)[np.where(found, place, -1)], -1)


def taken(columns: Columns, rows: Integers) -> Columns:
    """These rows of all columns; -1 is a row of its own, of zeros and NaN."""
    taken = {}
    for field in fields(columns):
        column = getattr(columns, field.name)
        blank = np.nan if column.dtype.kind == "f" else 0
        taken[field.name] = np.append(column, np.array([blank], dtype=column.dtype))[rows]
    return type(columns)(**taken)


def masked(numbers: Any, mask: Truths) -> Floats:
    """These numbers where the mask holds, NaN elsewhere."""
    return np.where(mask, numbers, np.nan)


def whole_numbers(values: Iterable[int]) -> Integers:
    """A column of whole numbers."""
    return np.fromiter(values, dtype=np.int64)


def truths(values: Iterable[bool]) -> Truths:
    """A column of truths."""
    return np.fromiter(values, dtype=np.bool_)


def numbers(values: Iterable[float | None]) -> Floats:
    """A column of figures, NaN for one that is not known."""
    return np.fromiter((np.nan if value is None else value for value in values), dtype=np.float64)
