"""The twin room: two cities restated to what both report, per head, per area and per GDP, with their energy apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from analytics.commitment.judged import Progress
from analytics.formula import OURS, formula
from analytics.inventories.comparison import Comparison, compare
from analytics.inventories.inventory import Inventory
from analytics.pairs.borrowing import Borrowed, borrowed
from analytics.pairs.energy_apart import EnergyApart, energy_apart
from analytics.pairs.likeness import Comparability, comparability
from analytics.text.sentences import Sentence


class Area(NamedTuple):
    """The area of a city in km2, ``with_water`` where its waters are counted, of the boundary of a ``year``; None where
    nobody says."""

    km2: float
    with_water: bool | None
    source: str
    year: int | None = None


class Product(NamedTuple):
    """The gross domestic product of a city in one year, in ``unit`` (such as million) of ``currency`` at the prices of
    ``price_year``."""

    amount: float
    unit: str
    currency: str
    price_year: str


@dataclass(frozen=True)
class TwinSide:
    """One city of the room: its inventories, what they are divided by, and where it stands towards its target."""

    city_id: str
    name: str
    inventories: tuple[Inventory, ...] = ()
    areas: tuple[Area, ...] = ()
    products: Mapping[int, Product] = field(default_factory=dict)
    progress: Progress | None = None

    def area(self, year: int) -> Area | None:
        """The area of the boundary nearest to a year, the later one of two; one without a year where none has one."""
        return min(
            self.areas,
            key=lambda one: (one.year is None, abs((one.year or 0) - year), -(one.year or 0)),
            default=None,
        )


@dataclass(frozen=True)
class TwinMeasure:
    """What both report, as a ``code`` says: "total" in t, "head" in t per inhabitant, "area" in t/km2, "product" in t
    per ``unit`` of GDP. A side is None where it cannot be given; ``reasons`` say why the two are not compared by it,
    and ``table`` and ``cities`` in which of their tables what is missing is entered. ``notes`` are what one must know
    of both."""

    code: str
    left: float | None
    right: float | None
    unit: str = ""
    reasons: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    table: str = ""
    cities: tuple[str, ...] = ()


@dataclass(frozen=True)
class Twin:
    """The room of two cities: what compares of them, how well, by what measures, and what each could borrow."""

    left: TwinSide
    right: TwinSide
    comparison: Comparison
    comparability: Comparability
    measures: tuple[TwinMeasure, ...]
    energy: EnergyApart
    left_borrows: tuple[Borrowed, ...]
    right_borrows: tuple[Borrowed, ...]

    @property
    def names(self) -> tuple[str, str]:
        """The names of both cities."""
        return self.left.name, self.right.name


def twin(left: TwinSide, right: TwinSide) -> Twin:
    """Two cities in one room, restated to what both report, in t and per inhabitant. Swapping them mirrors the room; a
    city beside itself has equal sides, nothing to borrow and the full score. It is never refused: what cannot be
    compared says why. Source: our own rules [R]."""
    found = compare(left.inventories, right.inventories, (left.name, right.name))
    return Twin(
        left,
        right,
        found,
        comparability(found),
        measures(left, right, found),
        energy_apart(left.inventories, right.inventories),
        borrowed(left.name, left.inventories, left.progress, right.name, right.inventories),
        borrowed(right.name, right.inventories, right.progress, left.name, left.inventories),
    )


@formula(
    name="What both report, by measure",
    text=Sentence("total = Σ of the rows of both;  per head = total ÷ inhabitants;  total ÷ km²;  total ÷ GDP"),
    units="t, t per inhabitant, t/km², t per unit of GDP; each of the year of the inventory",
    source=OURS,
    mark="R",
    remark=(
        "GDP compares in one unit, currency and year of prices alone. Where an area includes waters, that is said; "
        "national figures are never put in the place of a city's."
    ),
    also=("analytics.pairs.twin.twin",),
)
def measures(left: TwinSide, right: TwinSide, found: Comparison) -> tuple[TwinMeasure, ...]:
    """The sums of the compared rows of both cities: t, t per inhabitant, t/km2, t per unit of GDP. Empty without rows.
    Source: our own rule [R]."""
    if not found.rows:
        return ()
    return (
        TwinMeasure("total", *found.compared_t),
        _head(found, left, right),
        _area(found, left, right),
        _product(found, left, right),
    )


def _by(found: Comparison, divisors: Sequence[float | None]) -> tuple[float | None, float | None]:
    left, right = (tonnes / by if by else None for tonnes, by in zip(found.compared_t, divisors, strict=True))
    return left, right


def _head(found: Comparison, left: TwinSide, right: TwinSide) -> TwinMeasure:
    assert found.left is not None
    assert found.right is not None
    amounts = _by(found, (found.left.inhabitants, found.right.inhabitants))
    return TwinMeasure(
        "head", *amounts, reasons=found.headless, table="population", cities=_missing(amounts, left, right)
    )


def _area(found: Comparison, left: TwinSide, right: TwinSide) -> TwinMeasure:
    assert found.left is not None
    assert found.right is not None
    areas = {side.city_id: side.area(item.year) for side, item in ((left, found.left), (right, found.right))}
    amounts = _by(found, [area.km2 if (area := areas[side.city_id]) else None for side in (left, right)])
    why, notes = [], []
    for side in {side.city_id: side for side in (left, right)}.values():
        area = areas[side.city_id]
        if area is None:
            why.append(Sentence("No area of {city} is known here.", city=side.name))
            continue
        told = {"city": side.name, "km2": area.km2, "source": area.source}
        if area.with_water:
            notes.append(Sentence("The area of {city}, {km2:,.10g} km², includes its waters ({source}).", **told))
        else:
            notes.append(Sentence("The area of {city} is {km2:,.10g} km² ({source}).", **told))
    return TwinMeasure(
        "area",
        *amounts,
        reasons=tuple(why),
        notes=tuple(notes),
        table="areas",
        cities=_missing(amounts, left, right),
    )


def _product(found: Comparison, left: TwinSide, right: TwinSide) -> TwinMeasure:
    assert found.left is not None
    assert found.right is not None
    told = [side.products.get(item.year) for side, item in ((left, found.left), (right, found.right))]
    amounts = _by(found, [one.amount if one else None for one in told])
    why = tuple(
        dict.fromkeys(
            Sentence("No GDP of {city} in {year} is known here.", city=side.name, year=item.year)
            for side, item, one in zip((left, right), (found.left, found.right), told, strict=True)
            if one is None
        )
    )
    units = {(one.unit, one.currency, one.price_year) for one in told if one}
    if len(units) > 1:
        amounts, why = (None, None), (Sentence("The GDP of the two is in other units, currencies or prices."),)
    unit = " ".join(filter(None, next(iter(units))[:2])) if len(units) == 1 else ""
    return TwinMeasure("product", *amounts, unit, why, table="gdp", cities=_missing(amounts, left, right))


def _missing(amounts: tuple[float | None, float | None], left: TwinSide, right: TwinSide) -> tuple[str, ...]:
    """The cities of which something is missing, by their ids."""
    return tuple(sorted({side.city_id for side, one in zip((left, right), amounts, strict=True) if one is None}))
