"""Two cities side by side: only what both report, per head, and refused where it would not be a comparison."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from analytics.formula import OURS, formula
from analytics.inventories.inventory import Inventory
from analytics.text.sentences import Sentence, counted
from analytics.vocabulary import KEY_SECTORS, METHOD_NAMES, Method, NotationKey, stated_or_not

FURTHEST_YEARS = 3
"""Inventories further apart than this are not set side by side (our own rule)."""
UNLIKE_GROUPS = ("Other", "Energy generation")
"""Groups that hold something else in every city; they are never compared."""
_BUILDINGS = ("Buildings", "Municipal", "Residential", "Tertiary")
_ENERGY = (*_BUILDINGS, "Electricity", "Industry", "Transport")


@dataclass(frozen=True)
class ComparedRow:
    """What both cities report of one matter. ``keys`` are the Covenant key sectors that both must cover in full."""

    name: str
    groups: tuple[str, ...]
    keys: tuple[str, ...] = ()


RESIDENTIAL = ComparedRow(Sentence("Residential buildings"), ("Residential",), ("residential",))
SERVICES = ComparedRow(
    Sentence("Municipal and tertiary buildings"), ("Municipal", "Tertiary"), ("municipal", "tertiary")
)
BUILDINGS = ComparedRow(Sentence("All buildings"), _BUILDINGS, ("municipal", "tertiary", "residential"))
TRANSPORT = ComparedRow(Sentence("Transport"), ("Transport",), ("transport",))
ENERGY = ComparedRow(Sentence("Buildings, industry and transport"), _ENERGY, KEY_SECTORS)
INDUSTRY = ComparedRow(Sentence("Industry"), ("Industry",))
WASTE = ComparedRow(Sentence("Waste"), ("Waste",))
PROCESSES = ComparedRow(Sentence("Industrial processes"), ("Industrial processes",))
LAND = ComparedRow(Sentence("Land use"), ("Land use",))
ONE_METHOD_ROWS = (INDUSTRY, WASTE, PROCESSES, LAND)
"""A Covenant inventory counts industry without the emissions trading system, and waste only where the plan acts on it
(JRC, The Covenant of Mayors approach); GPC counts both. Across methods these rows do not mean the same."""


@dataclass(frozen=True)
class Side:
    """One row of the comparison, in tonnes a year; ``Comparison.amounts`` makes it comparable."""

    name: str
    groups: tuple[str, ...]
    left_t: float
    right_t: float


@dataclass(frozen=True)
class LeftOut:
    """What is not compared, and why, in tonnes a year. A side is None where that city does not report it."""

    name: str
    left_t: float | None
    right_t: float | None
    reason: str


@dataclass(frozen=True)
class Comparison:
    """Two inventories side by side. ``refused`` says why there is no comparison; ``left_out`` lists what only one
    city reports or what cannot be matched; ``differences`` are those of method that a reader must know."""

    left: Inventory | None
    right: Inventory | None
    rows: tuple[Side, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    differences: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()

    @property
    def compared_t(self) -> tuple[float, float]:
        """The sum of the compared rows of each city, in tonnes."""
        return sum(row.left_t for row in self.rows), sum(row.right_t for row in self.rows)

    def amounts(self, row: Side) -> tuple[float, float]:
        """A row of both cities in t per inhabitant. Raises ValueError where inhabitants are unknown (it is refused)."""
        if not (self.left and self.left.inhabitants and self.right and self.right.inhabitants):
            raise ValueError("Without the inhabitants of both cities there are no amounts per inhabitant.")
        return row.left_t / self.left.inhabitants, row.right_t / self.right.inhabitants


@formula(
    name=Sentence("Side by side"),
    text=Sentence("row = sum of the groups that both report in full ÷ inhabitants"),
    units=Sentence(
        "t per inhabitant and year; the pair of inventories with one method, then the closest years, then the newest"
    ),
    source=OURS,
    mark="R",
    remark=Sentence(
        "Refused between CO₂ and CO₂e, without inhabitants, or when more than {years} years lie between. Industry "
        "and waste are left out between two methods, whose boundaries differ [V, JRC and GPC].",
        years=FURTHEST_YEARS,
    ),
)
def compare(
    left: Sequence[Inventory],
    right: Sequence[Inventory],
    names: tuple[str, str] = (Sentence("The first city"), Sentence("The second city")),
) -> Comparison:
    """Set two cities side by side by the pair of inventories that can best be compared.

    Preferred are inventories of one method, then the closest years, then the newest, then the most rows. Without
    inhabitants it is refused. Swapping the cities (and ``names``) mirrors the result; a city against itself gives equal
    sides. Without a pair that allows a comparison, ``refused`` says why; the inventories that come closest are then
    still given. Source: our own rule [R].
    """
    if not left or not right:
        missing = [no_inventory(name) for name, found in zip(names, (left, right), strict=True) if not found]
        return Comparison(_newest(left), _newest(right), refused=tuple(dict.fromkeys(missing)))
    # What two cities are compared by must not depend on which of them is named first, so ties are settled alike.
    return min((_side_by_side(a, b, names) for a in left for b in right), key=_preference)


def no_inventory(city: str) -> Sentence:
    """The reason of a city without any inventory."""
    return Sentence("{city} has no inventory on file.", city=city)


def _preference(tried: Comparison) -> tuple[object, ...]:
    left, right = tried.left, tried.right
    assert left is not None
    assert right is not None
    return (
        bool(tried.refused),
        len(tried.refused),
        left.method != right.method,
        abs(left.year - right.year),
        -left.year - right.year,
        -len(tried.rows),
        sorted((item.year, item.method, item.city_id, item.revision) for item in (left, right)),
    )


def _newest(inventories: Sequence[Inventory]) -> Inventory | None:
    return max(inventories, key=lambda item: (item.year, item.method), default=None)


def _side_by_side(left: Inventory, right: Inventory, names: tuple[str, str]) -> Comparison:
    refused = list(_refusals(left, right, names))
    rows = tuple(_rows(left, right))
    result = Comparison(left, right, rows, tuple(_left_out(left, right, rows)), tuple(_differences(left, right, names)))
    if not rows:
        refused.append(Sentence("No sector is reported apart, and in full, by both cities."))
    if refused:
        return replace(result, rows=(), left_out=(), refused=tuple(dict.fromkeys(refused)))
    return result


def _refusals(left: Inventory, right: Inventory, names: tuple[str, str]) -> Iterator[str]:
    for name, inventory in zip(names, (left, right), strict=True):
        if inventory.emissions_t is None:
            yield Sentence(
                "The inventory of {city} for {year} gives no total of emissions.", city=name, year=inventory.year
            )
        if not inventory.inhabitants:
            yield Sentence(
                "No source states the inhabitants of {city} in {year}, so nothing can be given per head.",
                city=name,
                year=inventory.year,
            )
    if abs(left.year - right.year) > FURTHEST_YEARS:
        yield Sentence(
            "The inventories are of {year} ({city}) and {other_year} ({other_city}), more than {years} years apart.",
            year=left.year,
            city=names[0],
            other_year=right.year,
            other_city=names[1],
            years=FURTHEST_YEARS,
        )
    if left.gas != right.gas and left.gas and right.gas:
        yield Sentence(
            "{city} counts {gas} and {other_city} {other_gas}; the other gases cannot be added or taken away "
            "afterwards.",
            city=names[0],
            gas=left.gas,
            other_city=names[1],
            other_gas=right.gas,
        )


def _candidates(left: Inventory, right: Inventory) -> tuple[ComparedRow, ...]:
    """The rows to try: as fine as the coarser of the two inventories allows."""
    reported = set(left.sectors) | set(right.sectors)
    if "Electricity" in reported:
        # Electricity that is not split belongs to every sector that uses it, so only their sum means the same.
        energy: tuple[ComparedRow, ...] = (ENERGY,) if left.method == right.method else ()
    elif "Buildings" in reported:
        energy = (BUILDINGS, TRANSPORT)
    else:
        energy = (RESIDENTIAL, SERVICES, TRANSPORT)
    if left.method != right.method:
        return energy
    taken = {group for row in energy for group in row.groups}
    return energy + tuple(row for row in ONE_METHOD_ROWS if not taken & set(row.groups))


def _rows(left: Inventory, right: Inventory) -> list[Side]:
    rows = []
    for row in _candidates(left, right):
        amounts = [_tonnes(item, row) for item in (left, right)]
        if amounts[0] is not None and amounts[1] is not None and _same_extent(row, left, right):
            groups = tuple(group for group in row.groups if group in left.sectors or group in right.sectors)
            rows.append(Side(row.name, groups, amounts[0], amounts[1]))
    return rows


def _tonnes(inventory: Inventory, row: ComparedRow) -> float | None:
    """Tonnes of one row; None when the inventory has none of it or covers its key sectors in part."""
    found = [inventory.sectors[group] for group in row.groups if group in inventory.sectors]
    if not found or set(row.keys) & set(inventory.missing_key_sectors):
        return None
    return sum(found)


def _same_extent(row: ComparedRow, left: Inventory, right: Inventory) -> bool:
    """Whether a row that may hold industry holds it on both sides or on neither."""
    return "Industry" not in row.groups or ("Industry" in left.sectors) == ("Industry" in right.sectors)


def _left_out(left: Inventory, right: Inventory, rows: Sequence[Side]) -> Iterator[LeftOut]:
    matched = {group for row in rows for group in row.groups}
    reported = [*left.sectors, *(group for group in right.sectors if group not in left.sectors)]
    for group in sorted(set(reported) - matched):
        amounts = [item.sectors.get(group) for item in (left, right)]
        yield LeftOut(group, amounts[0], amounts[1], _reason(group, amounts, left, right))


def _reason(group: str, amounts: list[float | None], left: Inventory, right: Inventory) -> str:
    if group == "Total":
        return Sentence("A total that is not split by sector.")
    if group in UNLIKE_GROUPS:
        return Sentence("What stands in it differs from city to city.")
    if left.method != right.method and any(group in row.groups for row in ONE_METHOD_ROWS):
        return Sentence("The two methods draw its boundary differently.")
    if None in amounts:
        return Sentence("Only one of the two cities reports it apart.")
    if "Electricity" in {*left.sectors, *right.sectors}:
        return Sentence("One city does not split its electricity by sector.")
    return Sentence("One of the two cities covers it only in part.")


def _differences(left: Inventory, right: Inventory, names: tuple[str, str]) -> Iterator[str]:
    cities = {"city": names[0], "other_city": names[1]}
    if left.method != right.method:
        yield Sentence(
            "Methods: {city}: {method}; {other_city}: {other_method}. Boundaries and electricity factors differ.",
            method=METHOD_NAMES[Method(left.method)],
            other_method=METHOD_NAMES[Method(right.method)],
            **cities,
        )
    if left.year != right.year:
        yield Sentence(
            "Years: {city}: {year}; {other_city}: {other_year}.", year=left.year, other_year=right.year, **cities
        )
    if left.gwp_set != right.gwp_set or left.gwp_set in ("unknown", "mixed"):
        yield Sentence(
            "Warming potentials (GWP set): {city}: {gwp_set}; {other_city}: {other_gwp_set}. Reported CO2e is not "
            "restated.",
            gwp_set=stated_or_not(left.gwp_set),
            other_gwp_set=stated_or_not(right.gwp_set),
            **cities,
        )
    if left.approach != right.approach:
        yield Sentence(
            "Approach: {city}: {approach}; {other_city}: {other_approach}.",
            approach=stated_or_not(left.approach),
            other_approach=stated_or_not(right.approach),
            **cities,
        )
    if left.computed != right.computed:
        yield (
            Sentence("Emissions: {city}: energy times factors; {other_city}: as reported.", **cities)
            if left.computed
            else Sentence("Emissions: {city}: as reported; {other_city}: energy times factors.", **cities)
        )
    for name, item in zip(names, (left, right), strict=True):
        open_cells = item.keys.get(NotationKey.NE, 0)
        if open_cells:
            yield counted(
                "{city}: {number} cell is not estimated in {year} and missing in its figures.",
                "{city}: {number} cells are not estimated in {year} and missing in its figures.",
                open_cells,
                city=name,
                year=item.year,
            )
