"""How often a wrong figure turns a true "behind" into a good answer, and how often a real good answer is withheld.

Each kind of error is put into the newest year, the base year or both of a published series, and the target is chosen so
that the true answer is as far above its path as the wrong one is below it.
"""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from analytics.commitment.progress import assess
from analytics.commitment.targets import Target
from analytics.detection.case import Finding
from analytics.detection.findings import examined
from analytics.detection.places import Places
from analytics.detection.year_columns import Years
from analytics.factors.gases import Gwp
from analytics.inventories.cells import Cell
from analytics.inventories.inventory import Inventory, Making, inventories
from analytics.vocabulary import KEY_SECTORS, SECTORS, Verdict
from datasets.city import error_widths
from datasets.city.examining import detective
from tests.shipped_tables import shipped_table

ABOUT = (
    "Written by `python -m tests.benchmarks --only corrupting`. Every kind of error is put into published series where"
    " it can be made, and the target is chosen so that the true answer is as far above its path as the wrong one is"
    " below it. Good is an answer on track that was given all the same; real good answers are those of the series as"
    " they are, on targets that they meet by a margin of five to thirty per cent."
)
COMMITTED = datetime(2024, 5, 1, tzinfo=UTC)
AR5 = Gwp("AR5", 28.0, 265.0)
SHORT_TON, CARBON = 0.90718474, 12 / 44
SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "every-signatory"
UK_YEARS = (2005, 2007, 2009, 2011, 2013, 2014)
Cells = list[Cell]


class Series(NamedTuple):
    """The inventories of a city up to the one that judges, by year."""

    name: str
    years: dict[int, Cells]

    @property
    def base(self) -> int:
        """The first year."""
        return min(self.years)

    @property
    def newest(self) -> int:
        """The last year."""
        return max(self.years)


class NotHere(Exception):
    """A series has nothing that a kind of error could be made in."""


def read(years: dict[int, Cells]) -> list[Inventory]:
    """The inventories of these cells."""
    cells = [cell for mine in years.values() for cell in mine]
    return inventories("XX", cells, {}, {}, Making(lambda *_: None, AR5))


def shipped(city_id: str, method: str, *years: int) -> Series:
    """Some years of a sample city as its file holds them, emissions alone."""
    rows = shipped_table("inventories")
    rows = rows[(rows["city_id"] == city_id) & (rows["method"] == method) & (rows["quantity"] != "energy")]
    found: dict[int, Cells] = {}
    for row in rows[rows["year"].isin(years)].astype(object).where(rows.notna(), None).to_dict("records"):
        scope = None if row["scope"] is None else int(row["scope"])
        key, value = row["notation_key"], row["value"]
        place = (row["sector"], row["carrier"], scope if key is None else None, row["gpc_ref"], row["quantity"])
        amount = None if key is not None or value is None else float(value)
        if key is None and amount is None:
            continue
        cell = Cell(int(row["year"]), method, *place, key, amount, 1, "a file", 1, COMMITTED, row["original_text"])
        found.setdefault(int(row["year"]), []).append(cell)
    return Series(f"{city_id} {method} {max(found)}", {year: _summed(mine) for year, mine in found.items()})


def _summed(cells: Cells) -> Cells:
    """One cell for each place, as a ledger gives them."""
    found: dict[tuple[object, ...], Cell] = {}
    for cell in cells:
        where = cell[:8]
        held = found.get(where)
        amount = None if cell.amount is None else cell.amount + (held.amount or 0.0 if held else 0.0)
        found[where] = cell._replace(amount=amount, rows=held.rows + 1 if held else 1)
    return list(found.values())


def united_kingdom(code: str, years: Sequence[int] = UK_YEARS) -> Series:
    """The published CO2 of a local authority, taken as the whole of it."""
    found: dict[int, Cells] = {year: [] for year in years}
    with gzip.open(SHARED / "uk" / "uk.csv.gz", "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["authority_code"] == code and int(row["year"]) in found:
                place = (row["sector"], row["carrier"] or None, None, None, "co2e", None)
                amount = 1000 * float(row["emissions_kt_co2"])
                found[int(row["year"])].append(Cell(int(row["year"]), "own", *place, amount, 1, "a file", 1, COMMITTED))
    return Series(f"UK {code} {max(years)}", {year: _complete(_summed(mine)) for year, mine in found.items()})


def _complete(cells: Cells) -> Cells:
    """The cells with NO for each key sector that the source does not tell."""
    told = {key for cell in cells for key in SECTORS[cell.sector].keys}
    sectors = {key: next(code for code, sector in SECTORS.items() if key in sector.keys) for key in KEY_SECTORS}
    more = [
        Cell(cells[0].year, cells[0].method, sectors[key], None, None, None, "co2e", "NO", None, 1, "", 1, COMMITTED)
        for key in KEY_SECTORS
        if key not in told
    ]
    return [*cells, *more]


def subjects() -> list[Series]:
    """The published series that errors are put into; those of others where their tables are at hand."""
    boston = (2005, 2008, 2010, 2012, 2014, 2015, 2016, 2017, 2018, 2019, 2020)
    found = [shipped("US-BOS", "gpc", *(year for year in boston if year <= last)) for last in (2012, 2015, 2017, 2019)]
    found += [shipped("US-BOS", "gpc", 2005, 2019), shipped("US-BOS", "gpc", 2005, 2010, 2020)]
    barcelona = range(2013, 2021)
    found += [shipped("ES0002", "gpc", *(year for year in barcelona if year <= last)) for last in (2016, 2018, 2019)]
    found += [shipped("US-AUS", "gpc", 2013, 2016, 2017), shipped("US-AUS", "gpc", 2013, 2016, 2017, 2018)]
    found += [shipped("US-NYC", "gpc", 2014, 2016), shipped("US-NYC", "gpc", 2014, 2016, 2020)]
    found += [shipped("ES0002", "covenant", 2019, 2021), shipped("US-BAL", "own", 2010, 2014, 2017)]
    if SHARED.exists():
        found += [united_kingdom(code) for code in ("BIR", "LDS", "BST", "CMD", "EXE", "YOR", "CRY")]
    return found


Kind = Callable[[Cells, np.random.Generator], Cells]


def _numbers(cells: Cells) -> list[int]:
    """The places with a number above zero that count, the largest first."""
    beside = ("energy_supply", "other_scope_3", "industry_ets")
    found = [at for at, cell in enumerate(cells) if (cell.amount or 0) > 0 and cell.sector not in beside]
    found = [at for at in found if not (cells[at].gpc_ref and cells[at].scope == 3)]
    if not found:
        raise NotHere
    return sorted(found, key=lambda at: -(cells[at].amount or 0.0))


def _times(cells: Cells, rows: Sequence[int], ratio: float) -> Cells:
    if not rows:
        raise NotHere
    mine = set(rows)
    return [
        cell._replace(amount=cell.amount * ratio) if at in mine and cell.amount is not None else cell
        for at, cell in enumerate(cells)
    ]


def whole(ratio: float) -> Kind:
    """All figures of the year times a ratio."""
    return lambda cells, _: _times(cells, range(len(cells)), ratio)


def place(rank: int, ratio: float) -> Kind:
    """One of the largest places times a ratio."""

    def make(cells: Cells, _: np.random.Generator) -> Cells:
        found = _numbers(cells)
        if len(found) <= rank:
            raise NotHere
        return _times(cells, found[rank : rank + 1], ratio)

    return make


def key(rank: int, said: str | None) -> Kind:
    """One of the largest places with a notation key in the place of its number; None: its row is left out."""

    def make(cells: Cells, _: np.random.Generator) -> Cells:
        found = _numbers(cells)
        if len(found) <= rank + 1:
            raise NotHere
        at = found[rank]
        kept = [] if said is None else [cells[at]._replace(key=said, amount=None, scope=None, text=said)]
        return [*cells[:at], *kept, *cells[at + 1 :]]

    return make


def some(fits: Callable[[Cell], bool], ratio: float | None) -> Kind:
    """All places that fit times a ratio; None: their rows are left out."""

    def make(cells: Cells, _: np.random.Generator) -> Cells:
        mine = [at for at in _numbers(cells) if fits(cells[at])]
        if not mine or len(mine) == len(_numbers(cells)):
            raise NotHere
        return (
            [cell for at, cell in enumerate(cells) if at not in mine] if ratio is None else _times(cells, mine, ratio)
        )

    return make


def power(cell: Cell) -> bool:
    """Whether a place is electricity."""
    return cell.carrier == "electricity" or cell.scope == 2


def of_group(*names: str) -> Callable[[Cell], bool]:
    """Whether a place is of one of these groups of sectors."""
    return lambda cell: SECTORS[cell.sector].group in names


def uneven(low: float, high: float) -> Kind:
    """Every place times a ratio of its own."""

    def make(cells: Cells, random: np.random.Generator) -> Cells:
        return [
            cell if cell.amount is None else cell._replace(amount=cell.amount * float(random.uniform(low, high)))
            for cell in cells
        ]

    return make


def _small(cells: Cells, _: np.random.Generator) -> Cells:
    found = _numbers(cells)
    whole_t = sum(cells[at].amount or 0.0 for at in found)
    gone = [at for at in found if (cells[at].amount or 0.0) < 0.04 * whole_t]
    if not gone:
        raise NotHere
    return [cell for at, cell in enumerate(cells) if at not in gone]


def _every_other(cells: Cells, _: np.random.Generator) -> Cells:
    found = _numbers(cells)
    gone = set(found[1::2])
    if not gone:
        raise NotHere
    return [cell for at, cell in enumerate(cells) if at not in gone]


def _cut(cells: Cells, _: np.random.Generator) -> Cells:
    return cells[: max(2, 2 * len(cells) // 3)]


def sink(share: float) -> Kind:
    """A sink in land use, of a share of the total."""

    def make(cells: Cells, _: np.random.Generator) -> Cells:
        whole_t = sum(cells[at].amount or 0.0 for at in _numbers(cells))
        one = cells[0]
        return [
            *cells,
            Cell(one.year, one.method, "afolu", None, None, None, "co2e", None, -share * whole_t, 1, "", 1, COMMITTED),
        ]

    return make


def bare(ratio: float) -> Kind:
    """The whole year as one bare total, times a ratio."""

    def make(cells: Cells, _: np.random.Generator) -> Cells:
        if any(cell.sector == "total" for cell in cells):
            raise NotHere
        total = sum(cells[at].amount or 0.0 for at in _numbers(cells))
        one = cells[0]
        held = (one.year, one.method, "total", None, None, None, "co2e", None, ratio * total, 1, "", 1, COMMITTED)
        return [Cell(*held)]

    return make


def exchanged(cells: Cells, _: np.random.Generator) -> Cells:
    """The largest place holds the figure of the smallest of the five largest."""
    found = _numbers(cells)
    if len(found) < 5:
        raise NotHere
    return [cell._replace(amount=cells[found[4]].amount) if at == found[0] else cell for at, cell in enumerate(cells)]


def several(*kinds: Kind) -> Kind:
    """Several errors at once."""

    def make(cells: Cells, random: np.random.Generator) -> Cells:
        for kind in kinds:
            cells = kind(cells, random)
        return cells

    return make


NEWEST: dict[str, Kind] = {
    "half a year": whole(0.5),
    "three quarters of a year": whole(0.75),
    "eleven months": whole(11 / 12),
    "short tons": whole(SHORT_TON),
    "carbon for CO2": whole(CARBON),
    "every place 10 % lower": whole(0.9),
    "every place 15 % lower": whole(0.85),
    "every place 20 % lower": whole(0.8),
    "every place 30 % lower": whole(0.7),
    "every place lower, unevenly": uneven(0.6, 1.0),
    "every place much lower, unevenly": uneven(0.4, 0.9),
    "largest place halved": place(0, 0.5),
    "largest place a quarter lower": place(0, 0.75),
    "largest place a third": place(0, 1 / 3),
    "largest place by 3.6 too little": place(0, 1 / 3.6),
    "largest place with a digit lost": place(0, 0.1),
    "largest place in kt": place(0, 0.001),
    "largest place zero": place(0, 0.0),
    "largest place with a sign too many": place(0, -1.0),
    "largest place NE": key(0, "NE"),
    "largest place NO": key(0, "NO"),
    "largest place IE": key(0, "IE"),
    "largest place C": key(0, "C"),
    "largest place left out": key(0, None),
    "largest place holds another's figure": exchanged,
    "second place halved": place(1, 0.5),
    "second place left out": key(1, None),
    "second place NO": key(1, "NO"),
    "third place zero": place(2, 0.0),
    "third place a month": place(2, 1 / 12),
    "three places halved": several(place(0, 0.5), place(1, 0.5), place(2, 0.5)),
    "half the factor of the grid": some(power, 0.5),
    "a third off the factor of the grid": some(power, 2 / 3),
    "no electricity": some(power, None),
    "transport halved": some(of_group("Transport"), 0.5),
    "no transport": some(of_group("Transport"), None),
    "no waste": some(of_group("Waste"), None),
    "buildings by a third lower": some(of_group("Residential", "Tertiary", "Buildings", "Municipal"), 2 / 3),
    "small places left out": _small,
    "every other place left out": _every_other,
    "a third of the file cut off": _cut,
    "a sink of 15 %": sink(0.15),
    "a sink of 40 %": sink(0.4),
    "a bare total, a quarter lower": bare(0.75),
    "a bare total, 40 % lower": bare(0.6),
}
BASE: dict[str, Kind] = {
    "base year 10 % higher": whole(1.1),
    "base year 20 % higher": whole(1.2),
    "base year 30 % higher": whole(1.3),
    "base year in short tons twice": whole(1 / SHORT_TON),
    "base year half again": whole(1.5),
    "base year, CO2 for carbon": whole(1 / CARBON),
    "base year, largest place half again": place(0, 1.5),
    "base year, largest place doubled": place(0, 2.0),
    "base year, third place with a digit too many": place(2, 10.0),
    "base year, factor of the grid half again": some(power, 1.5),
    "base year, transport half again": some(of_group("Transport"), 1.5),
    "base year unevenly higher": uneven(1.0, 1.7),
}
BOTH: dict[str, tuple[Kind, Kind]] = {
    "base year 15 % higher, newest 15 % lower": (whole(1.15), whole(0.85)),
    "largest places of both": (place(0, 1.4), place(0, 0.7)),
    "grid of both": (some(power, 1.3), some(power, 0.75)),
    "uneven in both": (uneven(1.0, 1.4), uneven(0.7, 1.0)),
    "short tons in both, turned": (whole(1 / SHORT_TON), whole(SHORT_TON)),
}


class Outcome(NamedTuple):
    """One error put into a series: the answer, and how sure it was said, of 100."""

    kind: str
    series: str
    verdict: Verdict
    sure: float

    @property
    def good(self) -> bool:
        """Whether a good answer was given."""
        return self.verdict is Verdict.ON_TRACK


def judged(years: dict[int, Cells], share: float) -> tuple[Verdict, float]:
    """The verdict on a target that allows this share of the base year in the newest one, and how sure it is."""
    base, newest = min(years), max(years)
    method = years[newest][0].method
    percent = 100 * (1 - share) * (newest + 1 - base) / (newest - base)
    target = Target(
        "XX", "absolute", base_year=base, year=newest + 1, reduction_percent=percent, method=method, source="a plan"
    )
    found = assess(target, read(years), widths=error_widths.shipped())
    if found.verdict is Verdict.ON_TRACK and (told := findings(years)):
        found = assess(target, read(years), widths=error_widths.shipped(), findings=told)
    return found.verdict, found.strength.probability if found.strength else 0.0


def findings(years: dict[int, Cells]) -> list[Finding]:
    """What the detective says that figures of these years should be."""
    kept = [cell for cells in years.values() for cell in cells if cell.amount is not None]
    rows = [("XX", *cell[:2], 0, cell[2], "", *cell[3:7], cell.amount, None) for cell in kept]
    held = detective._places(pd.DataFrame(rows, columns=detective.ROW))
    whole, method, found = Places(held), kept[0].method, list[Finding]()
    for year in (min(years), max(years)):
        mine = whole.part(np.flatnonzero(held["year"] == year))
        by = detective.plausible("", year, "CO2e", "unknown")
        found += examined(mine, by, Years(whole), usual=detective.usual(), told_later=year < max(years))
    return [replace(item, method=method) for item in found if item.moves_t]


def totals(years: dict[int, Cells]) -> tuple[float, float] | None:
    """The totals of base year and newest year."""
    found = {item.year: item.emissions_t for item in read(years)}
    base, newest = found.get(min(years)), found.get(max(years))
    return (base, newest) if base and newest is not None else None


def wrong(series: Series, seed: int = 0) -> Iterator[tuple[str, dict[int, Cells]]]:
    """Every kind of error in a series, where it can be made."""
    kinds: list[tuple[str, Kind | None, Kind | None]] = [(name, None, kind) for name, kind in NEWEST.items()]
    kinds += [(name, kind, None) for name, kind in BASE.items()]
    kinds += [(name, *both) for name, both in BOTH.items()]
    for name, first, last in kinds:
        random = np.random.default_rng([seed, sum(name.encode())])
        years = dict(series.years)
        try:
            for year, kind in ((series.base, first), (series.newest, last)):
                if kind is not None:
                    years[year] = kind(years[year], random)
        except NotHere:
            continue
        yield name, years


def outcomes(found: Sequence[Series]) -> Iterator[Outcome]:
    """Every error in every series that turns a true "behind" by at least four per cent."""
    for series in found:
        true = totals(series.years)
        assert true is not None, series.name
        for name, years in wrong(series):
            held = totals(years)
            if held is None:
                continue
            share = (true[1] + held[1]) / (true[0] + held[0])
            if not 0.05 < share < 1 or not held[1] < share * held[0] or true[1] < 1.02 * share * true[0]:
                continue
            yield Outcome(name, series.name, *judged(years, share))


def real(found: Sequence[Series]) -> Iterator[Outcome]:
    """The series as they are, on targets that they meet by a margin."""
    for series in found:
        base, newest = totals(series.years) or (0.0, 0.0)
        for margin in (0.05, 0.1, 0.2, 0.3):
            share = newest / base * (1 + margin)
            if share < 1:
                yield Outcome(f"as it is, {margin:.0%}", series.name, *judged(series.years, share))


def summary(made: Sequence[Outcome]) -> str:
    """How many answers are good, and how many of these are said above 90 of 100."""
    good = [item for item in made if item.good]
    sure = [item for item in good if item.sure > 90]
    counts = ", ".join(f"{verdict.value} {count}" for verdict, count in Counter(item.verdict for item in made).items())
    return (
        f"{len(good)} of {len(made)} good ({100 * len(good) / max(len(made), 1):.1f} %), {len(sure)} above 90; {counts}"
    )


def measured() -> str:
    """Every error in every series, by kind, and the real good answers."""
    found = subjects()
    made, true = list(outcomes(found)), list(real(found))
    rows = ["| kind of error | good | of | surest |", "|---|---|---|---|"]
    for kind in dict.fromkeys(item.kind for item in made):
        mine = [item for item in made if item.kind == kind]
        good = [item.sure for item in mine if item.good]
        rows.append(f"| {kind} | {len(good)} | {len(mine)} | {max(good, default=0):.0f} |")
    names = ", ".join(series.name for series in found)
    parts = (f"Series: {names}.", f"Errors: {summary(made)}.", f"As they are: {summary(true)}.", "\n".join(rows))
    return "\n\n".join(parts)
