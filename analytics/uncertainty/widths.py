"""How wide the error of a place is: what the city states, else the grade of its file, else the default of a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

from analytics.formula import OURS, formula
from analytics.inventories.parents import PARTS
from analytics.inventories.spots import WHOLE, Spot
from analytics.text.sentences import Sentence
from analytics.uncertainty.errors import Interval
from analytics.vocabulary import CARRIERS, SECTORS, TOTAL_PLACE

PartName = Literal["activity", "factor", "emissions"]
Origin = Literal["stated", "graded", "default", "published"]

PART_NAMES: dict[str, str] = {
    # Translators: what is uncertain of a figure: the amount of energy, the emission factor, or the emissions
    # themselves.
    "activity": Sentence("activity data"),
    "factor": Sentence("emission factor"),
    "emissions": Sentence("emissions"),
}
GRADES = ("H", "M", "L")
"""Grades of data quality in the GPC and the common reporting framework: high, medium, low."""
MOST_PERCENT = 500.0
"""A half interval above this is no statement of a city: it says that the figure is not known."""

_FUELS = "any fuel"
_ANY = "any"
_SECTORS = {
    "Municipal": "municipal",
    "Tertiary": "tertiary",
    "Residential": "residential",
    "Buildings": "residential",
    "Industry": "industry",
    "Transport": "transport",
}
"""The words of the table by group of sectors, of those whose emissions come from energy."""
_CARRIERS = {
    "electricity": "electricity",
    "heat_cold": "heat",
    "other_biomass": "biomass",
    "municipal_waste": "waste",
}
_WHOLE_SECTORS = ("electricity",)


class DefaultRow(NamedTuple):
    """One row of the table of defaults. ``half_percent`` is half of its 95 % interval, ``interval`` its two sides as
    shares; ``alike`` whether the error is the same in the base year and later."""

    sector: str
    carrier: str
    gas: str
    gpc: str
    part: str
    quantity: str
    half_percent: float
    interval: Interval
    grade: str
    default: bool
    alike: bool
    mark: str
    source: str


class Statement(NamedTuple):
    """What a city states of an error: of a ``year`` or of all, of a sector or GPC
    reference or of all, of a carrier or gas or of all. One of ``interval`` and ``grade`` is None."""

    year: int | None
    place: str | None
    carrier: str | None
    gas: str | None
    part: PartName
    interval: Interval | None
    grade: str | None
    source: str

    def meets(self, spot: Spot, year: int) -> bool:
        """Whether it says something of a place in a year. What is said of transport holds for the roads too; what is
        said of a total without sectors for nothing else."""
        held = PARTS.get(self.place or "", ()) if self.place != TOTAL_PLACE else ()
        return (
            self.year in (None, year)
            and (self.place in (None, spot.sector, spot.gpc_ref) or spot.sector in held)
            and self.carrier in (None, spot.carrier)
            and self.gas in (None, spot.gas)
        )

    def rank(self, spot: Spot) -> tuple[bool, ...]:
        """How closely it names a place that it speaks of: the closest counts."""
        named = self.place is not None and self.place in (spot.sector, spot.gpc_ref)
        return named, self.place is not None, self.carrier is not None, self.gas is not None, self.year is not None


class Width(NamedTuple):
    """The error of one part of a place: its name, which all that was made with the same figure bear, how wide it is,
    whether it is alike in both years, and where that is from."""

    name: str
    part: PartName
    interval: Interval
    alike: bool
    origin: Origin
    quantity: str
    source: str


@dataclass(frozen=True)
class Widths:
    """The errors of the places of one city. ``fuels`` are the ranges of the factors of named fuels by carrier, category
    of combustion (road or stationary) and gas; ``stated`` what the city states, the newest first; ``graded`` the grades
    that files give their rows, by place (without its gas), year and part."""

    rows: Sequence[DefaultRow]
    fuels: Mapping[tuple[str, str, str], tuple[Interval, str]] = field(default_factory=dict)
    stated: Sequence[Statement] = ()
    graded: Mapping[tuple[Spot, int, str], str] = field(default_factory=dict)
    _kept: dict[tuple[Spot, int], tuple[Width, ...]] = field(default_factory=dict, compare=False, repr=False)

    def of(self, spot: Spot, year: int) -> tuple[Width, ...]:
        """The errors of a place in a year. Source: see ``of_place``."""
        if (spot, year) not in self._kept:
            self._kept[spot, year] = of_place(self, spot, year)
        return self._kept[spot, year]

    @property
    def default(self) -> Widths | None:
        """The defaults in place of what the city states or its files grade; None where nothing is."""
        return Widths(self.rows, self.fuels) if self.stated or self.graded else None

    @cached_property
    def grades(self) -> dict[str, DefaultRow]:
        """What each grade stands for."""
        return {row.grade: row for row in self.rows if row.grade}

    @cached_property
    def total(self) -> DefaultRow:
        """The row of a total that no sector is told of."""
        return next(row for row in self.rows if row.part == TOTAL_PLACE)

    def nearest(self, part: str, sector: str, carrier: str, gas: str, gpc_ref: str | None) -> DefaultRow | None:
        """The default row that names a place most closely; None where none speaks of it."""
        found = [
            (_closeness(row, gas), row)
            for row in self.rows
            if row.default and row.part == part and _speaks(row, sector, carrier, gas, gpc_ref)
        ]
        return max(found, key=lambda item: item[0])[1] if found else None


@formula(
    name="Uncertainty of a row",
    text=Sentence("what the city states, else the grade of its file (H, M, L), else the default of the table"),
    units="half of a 95 % interval in per cent of activity data, factor or emissions",
    source=OURS,
    mark="R",
    remark=(
        "A named fuel has its own range (IPCC). What was made with one factor bears one error: a fuel in all sectors "
        "and years; electricity and heat in all sectors of a year, since their factor is found anew each year. Gases "
        "that are not kept apart have the range of the one that makes most of them."
    ),
    also=("analytics.uncertainty.place_errors.place_errors",),
    conditional=True,
)
def of_place(widths: Widths, spot: Spot, year: int) -> tuple[Width, ...]:
    """The errors of a place in a year, as shares of its t: of activity data and factor, or of the emissions where the
    two are not told apart. The order is our own rule [R]; each default has its source in the table."""
    found = {width.part: width for width in _by_default(widths, spot)}
    for part in ("activity", "factor", "emissions"):
        given = _stated(widths, spot, year, part) or _graded(widths, spot, year, part)
        if given is None:
            continue
        if given.part == "emissions":
            return (given,)
        if given.part == "factor":
            found.pop("emissions", None)
        found[given.part] = given
    return tuple(found.values())


def _stated(widths: Widths, spot: Spot, year: int, part: str) -> Width | None:
    mine = [item for item in widths.stated if item.part == part and item.meets(spot, year)]
    if not mine:
        return None
    best = max(mine, key=lambda item: item.rank(spot))  # of several alike the first, which is the newest
    row = widths.grades.get(best.grade or "")
    interval = best.interval or (row.interval if row else None)
    if interval is None:
        return None
    named = "|".join(str(word or _ANY) for word in (best.part, best.place, best.carrier, best.gas))
    alone = best.part != "factor" or best.interval is None  # what a city says of a factor holds wherever that is used
    name = f"{named}|{_where(spot)}" if alone else named
    if best.part != "factor" and best.year is not None:  # an error of that year alone
        name = f"{name}|{best.year}"
    quantity = row.quantity if row else PART_NAMES[best.part]
    origin: Origin = "stated" if best.interval else "graded"
    return Width(name, best.part, interval, best.part == "factor", origin, quantity, best.source)


def _graded(widths: Widths, spot: Spot, year: int, part: str) -> Width | None:
    """What the grade of a row stands for: an error of that row alone; of a factor it is the same in every year."""
    whole = spot._replace(gas=WHOLE)
    grade = next((widths.graded[key] for key in _rows_of(whole, year, part) if key in widths.graded), None)
    if grade is None:
        return None
    row = widths.grades[grade]
    alike = part == "factor"
    name = "|".join(("graded", part, _where(spot), "" if alike else str(year)))
    # Translators: where the uncertainty of a figure is from: the grade (H, M, L) that its file gives the row.
    source = Sentence("data quality {grade} in its file", grade=grade)
    return Width(name, "factor" if alike else "activity", row.interval, alike, "graded", PART_NAMES[part], source)


def _rows_of(spot: Spot, year: int, part: str) -> tuple[tuple[Spot, int, str], ...]:
    """What a row of a place may say of itself: its scope, or none, where that follows from its carrier."""
    return (spot, year, part), (spot._replace(scope=None), year, part)


def _by_default(widths: Widths, spot: Spot) -> list[Width]:
    if spot.sector == TOTAL_PLACE:
        row = widths.total
        return [Width("emissions|total", "emissions", row.interval, row.alike, "default", row.quantity, row.source)]
    group = SECTORS[spot.sector].group
    sector = spot.sector if any(row.sector == spot.sector for row in widths.rows) else _SECTORS.get(group, _ANY)
    carrier = _carrier(spot, group)
    emissions = widths.nearest("emissions", sector, carrier, spot.gas, spot.gpc_ref)
    if emissions is not None and (emissions.sector != _ANY or carrier == _ANY):
        name = "|".join(("emissions", spot.sector, spot.gpc_ref or "", spot.gas))
        return [_width(name, "emissions", emissions)]
    activity = widths.nearest("activity", sector, carrier, spot.gas, spot.gpc_ref)
    found = [] if activity is None else [_width(f"activity|{_where(spot)}", "activity", activity)]
    return [*found, *_factor(widths, spot, sector, carrier)]


def _factor(widths: Widths, spot: Spot, sector: str, carrier: str) -> list[Width]:
    gas = spot.gas
    if spot.carrier and not CARRIERS[spot.carrier].renewable and gas == WHOLE:
        gas = "co2"
    category = "road" if sector == "transport" else "stationary"
    named = "|".join(("factor", spot.carrier or carrier, category, gas))
    own = widths.fuels.get((spot.carrier or "", category, gas.casefold()))
    if own is not None:
        interval, source = own
        return [Width(named, "factor", interval, True, "default", PART_NAMES["factor"], source)]
    row = widths.nearest("factor", sector, carrier, gas, spot.gpc_ref)
    if row is None:
        return []
    if carrier in ("electricity", "heat"):
        named = f"factor|{carrier}"
    elif spot.carrier is None:  # of fuels that nobody names, each sector has its own mix
        named = "|".join(("factor", carrier, spot.sector, gas))
    return [_width(named, "factor", row)]


def _width(name: str, part: PartName, row: DefaultRow) -> Width:
    return Width(name, part, row.interval, row.alike, "default", row.quantity, row.source)


def _carrier(spot: Spot, group: str) -> str:
    """The word of the table for what a place burns or buys; what is bought through a grid without a name is
    electricity, which most of it is."""
    if spot.carrier:
        return _CARRIERS.get(spot.carrier, _FUELS)
    if spot.sector in _WHOLE_SECTORS or (spot.scope == 2 and group in _SECTORS):
        return "electricity"
    return _FUELS if group in _SECTORS else _ANY


def _speaks(row: DefaultRow, sector: str, carrier: str, gas: str, gpc_ref: str | None) -> bool:
    fuels = row.carrier == _FUELS and carrier in (_FUELS, "biomass")
    return (
        row.sector in (_ANY, sector)
        and (row.carrier in (_ANY, carrier) or fuels)
        and row.gas.casefold() in (_ANY, gas.casefold())
        and (not row.gpc or (gpc_ref or "").startswith(row.gpc + "."))
    )


def _closeness(row: DefaultRow, gas: str) -> float:
    carrier = 0 if row.carrier == _ANY else 1 if row.carrier == _FUELS else 4
    return 8 * bool(row.gpc) + carrier + 2 * (row.sector != _ANY) + 0.5 * (row.gas.casefold() == gas.casefold())


def _where(spot: Spot) -> str:
    return "|".join((spot.sector, spot.carrier or "", str(spot.scope or ""), spot.gpc_ref or ""))
