"""What is said of two inventories that are set side by side: why not, what was left out, and how the two differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analytics.inventories.compared_rows import ONE_METHOD_ROWS, UNLIKE_GROUPS, candidates, in_full
from analytics.inventories.inventory import UNSPLIT, Inventory
from analytics.text.sentences import Sentence, counted
from analytics.vocabulary import METHOD_NAMES, Method, NotationKey, stated_or_not

FURTHEST_YEARS = 3
"""[R] Inventories further apart than this are not set side by side."""
NOT_ALIKE = Sentence("The two cities do not report it in the same way.")
ONLY_ONE = Sentence("Only one of the two cities reports it apart.")


def no_inventory(city: str) -> Sentence:
    """The reason of a city without any inventory."""
    return Sentence("{city} has no inventory here.", city=city)


def refusals(left: Inventory, right: Inventory, names: tuple[str, str]) -> Iterator[str]:
    """Why the two cannot be set side by side, whatever their sectors."""
    for name, inventory in zip(names, (left, right), strict=True):
        if inventory.emissions_t is None:
            yield Sentence(
                "The inventory of {city} for {year} gives no total of emissions.", city=name, year=inventory.year
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


def is_whole(inventory: Inventory) -> bool:
    """Whether an inventory is one total without sectors, or nothing at all."""
    return inventory.sectors.keys() <= {UNSPLIT}


def nothing_shared(left: Inventory, right: Inventory, names: tuple[str, str]) -> Iterator[Sentence]:
    """Why two inventories that could be set side by side have no row in common."""
    wholes = [name for name, item in zip(names, (left, right), strict=True) if is_whole(item)]
    for name in wholes:
        yield Sentence("{city} has no inventory by sector here.", city=name)
    if wholes:
        return
    if left.gas != right.gas:
        yield Sentence(
            "{city} counts {gas} and {other_city} {other_gas}; the other gases cannot be added or taken away "
            "afterwards.",
            city=names[0],
            gas=left.gas,
            other_city=names[1],
            other_gas=right.gas,
        )
    else:
        yield Sentence("No sector is reported apart, and in full, by both cities.")


def no_inhabitants(city: str, year: int) -> Sentence:
    """Why nothing can be given per head."""
    return Sentence(
        "The inhabitants of {city} in {year} are missing, so nothing can be given per head.", city=city, year=year
    )


def one_method(left: Inventory, right: Inventory) -> bool:
    """Whether two inventories draw their boundaries by one method; cities' own methods are each another one. Source:
    our own rule [R]."""
    return left.method == right.method and (left.method != Method.OWN or left.city_id == right.city_id)


def reason(
    group: str, amounts: Sequence[float | None], sides: tuple[Inventory, Inventory], names: tuple[str, str]
) -> str:
    """Why a group of sectors is not compared, with the name of the city that covers it only in part."""
    left, right = sides
    if group == "Total":
        return Sentence("A total that is not split by sector.")
    if group in UNLIKE_GROUPS:
        return Sentence("What stands in it differs from city to city.")
    if not one_method(left, right) and any(group in row.groups for row in ONE_METHOD_ROWS):
        return Sentence("The two methods draw its boundary differently.")
    if None in amounts:
        return ONLY_ONE
    if "Electricity" in {*left.sectors, *right.sectors}:
        return Sentence("One city does not split its electricity by sector.")
    rows = [row for row in candidates({*left.sectors, *right.sectors}, one_method(left, right)) if group in row.groups]
    part = [name for name, item in zip(names, sides, strict=True) if any(in_full(item, row) is None for row in rows)]
    if len(part) == 1:
        return Sentence("{city} covers it only in part.", city=part[0])
    return Sentence("Neither of the two cities covers it in full.") if part else NOT_ALIKE


def differences(left: Inventory, right: Inventory, names: tuple[str, str]) -> Iterator[str]:
    """What a reader must know of how the two were made."""
    cities = {"city": names[0], "other_city": names[1]}
    if left.method == right.method == Method.OWN and left.city_id != right.city_id:
        yield Sentence(
            "Methods: {city} and {other_city} each count by a method of their own. Boundaries and electricity factors "
            "differ.",
            **cities,
        )
    elif not one_method(left, right):
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
                "{city}: {number} emission source is not estimated in {year} and missing in its figures.",
                "{city}: {number} emission sources are not estimated in {year} and missing in its figures.",
                open_cells,
                city=name,
                year=item.year,
            )
