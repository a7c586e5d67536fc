"""Two cities facing each other: shares of their sectors, curves on their own base, and what compares.

Nothing here needs one method of both: a share is of a city's own total, an index of its own base year. What is set
beside each other tonne for tonne or per head is ``inventories.comparison``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from analytics.formula import OURS, formula
from analytics.inventories.compared_rows import BUILDINGS, RESIDENTIAL, TRANSPORT, services
from analytics.inventories.comparison import Comparison
from analytics.inventories.comparison_reasons import no_inhabitants, one_method
from analytics.inventories.inventory import UNSPLIT, Inventory
from analytics.text.sentences import Sentence

REST = Sentence("Industry, waste, other")
MOST_CARRIERS = 5
"""So many carriers are shown apart; the others are one row."""
ENERGY_WITHOUT_SECTOR = "Electricity"
"""A group that holds electricity of all sectors: where it stands, no sector's share is whole."""


@dataclass(frozen=True)
class PairSide:
    """One city of a pair: all its inventories, those that make its curve (one method, the oldest first), its target in
    words, and how many actions it has on file.

    ``base`` are year and tonnes of the baseline of its target, ``base_inventory`` and ``latest`` the two inventories
    that the verdict subtracts; each only where it may subtract them.
    """

    city_id: str
    name: str
    inventories: tuple[Inventory, ...] = ()
    series: tuple[Inventory, ...] = ()
    target: str = ""
    actions: int = 0
    base: tuple[int, float] | None = None
    base_inventory: Inventory | None = None
    latest: Inventory | None = None


@dataclass(frozen=True)
class ShareRow:
    """What one matter is of the total of each city, from 0 to 1; None where that city does not tell it apart."""

    name: str
    groups: tuple[str, ...]
    left: float | None
    right: float | None


@dataclass(frozen=True)
class Shares:
    """The shares of two inventories, None where a city has none that is split by sector."""

    left: Inventory | None
    right: Inventory | None
    rows: tuple[ShareRow, ...] = ()

    def of(self, group: str) -> ShareRow | None:
        """The row that holds a group of sectors and, beside others of buildings, nothing else."""
        return next((row for row in self.rows if group in row.groups), None)


@formula(
    name="Sector shares of two cities",
    text=Sentence("share = sum of the groups of a row ÷ total of the city's own inventory"),
    units="a number from 0 to 1; the two inventories with most rows in common, then the closest years",
    source=OURS,
    mark="R",
    remark=(
        "Each share is of the city's own total by its own method. Buildings are as fine as the coarser of the two "
        "tells them; what is left is one row."
    ),
    also=("analytics.pairs.facing.carrier_shares",),
)
def shares(left: Sequence[Inventory], right: Sequence[Inventory]) -> Shares:
    """The sector shares of two cities, each of its own total, as fine as the coarser of the two tells them.

    Of all their inventories that are split by sector, the two are taken that have most rows in common, then the closest
    years, then the newest. A city without one has no share. Swapping the cities mirrors the result. Source: our own
    rule [R].
    """
    told = [_or_none(item for item in side if split(item)) for side in (left, right)]
    return min((Shares(one, other, tuple(_rows(one, other))) for one in told[0] for other in told[1]), key=_preference)


def _or_none(found: Iterable[Inventory]) -> list[Inventory | None]:
    return [*found] or [None]


def split(inventory: Inventory) -> bool:
    """Whether the total of an inventory is above zero and told apart by sector, its electricity too."""
    groups = set(inventory.sectors) - {UNSPLIT}
    return bool(inventory.emissions_t and inventory.emissions_t > 0 and groups) and not {
        UNSPLIT,
        ENERGY_WITHOUT_SECTOR,
    } & set(inventory.sectors)


def _preference(found: Shares) -> tuple[object, ...]:
    years = [item.year for item in (found.left, found.right) if item]
    named = sorted((item.year, item.method, item.city_id, item.revision) for item in (found.left, found.right) if item)
    return -len(found.rows), max(years, default=0) - min(years, default=0), -sum(years), named


def _rows(left: Inventory | None, right: Inventory | None) -> Iterator[ShareRow]:
    present = [item for item in (left, right) if item]
    if not present:
        return
    reported = {group for item in present for group in item.sectors}
    buildings = (BUILDINGS,) if "Buildings" in reported else (services(reported), RESIDENTIAL)
    taken: tuple[str, ...] = ()
    for matter in (TRANSPORT, *buildings):
        amounts = [_share(item, matter.groups) for item in (left, right)]
        if any(amount is None for amount, item in zip(amounts, (left, right), strict=True) if item):
            continue  # one of them does not tell it apart: it is part of the rest
        taken += matter.groups
        yield ShareRow(matter.name, matter.groups, *amounts)
    others = tuple(dict.fromkeys(group for item in present for group in sorted(item.sectors) if group not in taken))
    yield ShareRow(REST, tuple(sorted(others)), *(_share(item, others, 0.0) for item in (left, right)))


def _share(inventory: Inventory | None, groups: Sequence[str], otherwise: float | None = None) -> float | None:
    if inventory is None or not inventory.emissions_t:
        return None
    found = [inventory.sectors[group] for group in groups if group in inventory.sectors]
    return sum(found) / inventory.emissions_t if found else otherwise


def carrier_shares(left: Sequence[Inventory], right: Sequence[Inventory]) -> Shares:
    """What each carrier is of the energy of two cities, each by its newest inventory with energy; the largest first.

    A city without energy on file has no share. Source: our own rule [R].
    """
    found = [
        max((item for item in side if item.energy_by_carrier), key=lambda item: (item.year, item.method), default=None)
        for side in (left, right)
    ]
    parts = [_parts(item.energy_by_carrier) if item else {} for item in found]
    weights = {name: sum(part.get(name, 0.0) for part in parts) for name in {name for part in parts for name in part}}
    ordered = sorted(weights, key=lambda name: (-weights[name], name))
    rows: list[tuple[str, tuple[str, ...]]] = [(name, (name,)) for name in ordered[:MOST_CARRIERS]]
    if ordered[MOST_CARRIERS:]:
        rows.append((Sentence("Other carriers"), tuple(ordered[MOST_CARRIERS:])))
    made = (
        ShareRow(name, names, *(sum(part.get(one, 0.0) for one in names) if part else None for part in parts))
        for name, names in rows
    )
    return Shares(found[0], found[1], tuple(made))


def _parts(energy: Mapping[str, float]) -> dict[str, float]:
    whole = sum(energy.values())
    return {name: value / whole for name, value in energy.items()} if whole > 0 else {}


@formula(
    name="Curve on its own base",
    text=Sentence("index = 100 × emissions of the year ÷ emissions of the city's own base year"),
    units="index, base year = 100; one method",
    source=OURS,
    mark="R",
    remark="Two such curves say how far each city has come, never which of the two emits more.",
)
def index(side: PairSide) -> tuple[tuple[int, float], ...]:
    """The curve of a city as an index of its own base year, which it begins with where no inventory is of it; of its
    first year where the verdict may subtract none from a base. Empty where nothing is above zero to refer to. Source:
    our own rule [R]."""
    known = {item.year: item.emissions_t for item in side.series if item.emissions_t is not None}
    year, base = side.base or next(iter(known.items()), (0, 0.0))
    if base <= 0:
        return ()
    return tuple((at, 100 * tonnes / base) for at, tonnes in sorted(({year: base} | known).items()))


@dataclass(frozen=True)
class PairMatter:
    """Something that two cities can be held against each other by: ``code``, whether it is ``shown``, else why not,
    and where what is missing is entered: the page, and each city that lacks it."""

    code: str
    shown: bool
    reasons: tuple[str, ...] = ()
    page: str = "data"
    city_ids: tuple[str, ...] = ()


def matters(left: PairSide, right: PairSide, found: Shares, compared: Comparison) -> tuple[PairMatter, ...]:
    """What can be compared of two cities, and what would unlock more: shares, curves, verdicts, per inhabitant, tonne
    for tonne. Swapping the cities gives the same matters. Source: our own rule [R]."""
    sides = sorted((left, right), key=lambda side: side.city_id)
    without_sectors = [side for side in sides if not any(split(item) for item in side.inventories)]
    short = [side for side in sides if len(index(side)) < 2]
    aimless = [side for side in sides if not side.target]
    return (
        _matter("shares", without_sectors, Sentence("{city} has no inventory by sector here.")),
        _matter("curves", short, Sentence("{city} has fewer than two inventories by one method.")),
        _matter("verdicts", aimless, Sentence("{city} has no target here."), "plan"),
        _per_head(sides, compared),
        _tonne_for_tonne(sides, compared),
    )


def _matter(code: str, lacking: Sequence[PairSide], reason: Sentence, page: str = "data") -> PairMatter:
    said = tuple(Sentence(reason.template, city=side.name) for side in lacking)
    return PairMatter(code, not lacking, said, page, tuple(side.city_id for side in lacking))


def _per_head(sides: Sequence[PairSide], compared: Comparison) -> PairMatter:
    why = compared.refused or compared.headless
    if not why:
        return PairMatter("per-head", True)
    counted = (item for item in (compared.left, compared.right) if item is not None and item.emissions_t is not None)
    if headless := sorted((item.city_id, item.year) for item in counted if not item.inhabitants):
        names = {side.city_id: side.name for side in sides}
        uncounted = tuple(no_inhabitants(names[city_id], year) for city_id, year in headless)
        cities = tuple(city_id for city_id, _year in headless)
        return PairMatter("per-head", False, (*uncounted, *compared.refused), "figures", cities)
    empty = [side for side in sides if not any(item.inhabitants for item in side.inventories)]
    return PairMatter("per-head", False, why, "data", tuple(side.city_id for side in empty or sides))


def _tonne_for_tonne(sides: Sequence[PairSide], compared: Comparison) -> PairMatter:
    """Totals beside each other: only where method, gas and GWP set are alike and stated. Of what differs either city
    can bring it as the other has it; of what is not stated those that do not say it."""
    every = tuple(side.city_id for side in sides)
    one, other = compared.left, compared.right
    if one is None or other is None:
        bare = tuple(side.city_id for side in sides if not side.inventories)
        return PairMatter("tonnes", False, compared.refused, "data", bare or every)
    reasons: list[str] = []
    lacking: set[str] = set()
    if not one_method(one, other):
        own = Sentence("Each of the two counts by a method of its own, which draws its own boundary.")
        different = Sentence("The two follow different methods, which draw their boundaries differently.")
        reasons.append(own if one.method == other.method else different)
        lacking.update(every)
    if one.gas != other.gas:
        reasons.append(Sentence("One counts CO2 alone, the other CO2e."))
        lacking.update([item.city_id for item in (one, other) if item.gas == "CO2"] or every)
    silent = {item.city_id for item in (one, other) if item.gwp_set in ("unknown", "mixed")}
    if one.gwp_set != other.gwp_set or silent:
        reasons.append(Sentence("The warming potentials (GWP set) of both are not known to be the same."))
        lacking.update(silent or every)
    return PairMatter("tonnes", not reasons, tuple(reasons), "data", tuple(sorted(lacking)))
