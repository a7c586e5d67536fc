"""The emissions of several cities added, each tonne once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from analytics.formula import GPC, formula
from analytics.inventories.inventory import Inventory
from analytics.text.sentences import Sentence

_BODY = re.compile(
    r"\b(?:m[ée]tropole|metropolitan|metropolitana?|metropolregion|city of|citt[àa]|area|[áa]rea|greater|grand"
    r"|de|di|do|da|of)\b|[^\w\s]"
)
"""What a metropolitan body adds to the name of its city: "Métropole de Lyon", "Barcelona Metropolitan Area"."""
_METROPOLITAN = re.compile(r"m[ée]tropol|\bgreater\b|\bgrand\b")


@dataclass(frozen=True)
class TerritorialSum:
    """What is emitted on the territory of several cities, in t CO2e, from the newest inventory of each that tells it.

    ``tonnes`` is None where none does. ``counted`` are the years by city, ``gwp`` the sets of these tonnes, and
    ``left_out`` the reasons by city.
    """

    tonnes: float | None
    counted: Mapping[str, int]
    gwp: tuple[str, ...]
    left_out: Mapping[str, str]


@formula(
    name="Sum of several cities",
    text=Sentence("sum of the territorial totals of each city's newest inventory that has one"),
    units="t CO₂e",
    source=GPC,
    mark="R",
    remark=(
        "Bought power is emitted in another place; a city within another one that counts is not added, and of two "
        "cities with the very same total of one year one alone is."
    ),
)
def territorial_sum(cities: Mapping[str, Sequence[Inventory]], within: Mapping[str, str]) -> TerritorialSum:
    """Add the territorial totals of ``cities`` in tonnes, by id their inventories.

    Power from the grid and other scopes 2 and 3 are emitted elsewhere, in a neighbour's total as well, so that BASIC
    totals are never added. A city that lies ``within`` another one that counts is in that total already; of two with
    the very same total of one year one was most likely filed under the wrong name. Source: GPC v1.1, territorial
    totals; what is left out instead of guessed is our own rule [R].
    """
    newest = {city_id: found for city_id, held in cities.items() if (found := _newest(held)) is not None}
    left_out: dict[str, str] = {}
    counted: dict[str, int] = {}
    tonnes, gwp = [], set()
    for city_id, held in cities.items():
        if city_id not in newest:
            left_out[city_id] = (
                Sentence("no inventory tells what is emitted on the territory itself")
                if any(item.emissions_t is not None for item in held)
                else Sentence("no inventory")
            )
        elif within.get(city_id) in newest:
            left_out[city_id] = Sentence("within another city that counts")
        elif newest[city_id] in (newest[other] for other in counted):
            left_out[city_id] = Sentence("the very figures of another city, which counts")
        else:
            year, amount, weighed = newest[city_id]
            counted[city_id] = year
            tonnes.append(amount)
            gwp.add(weighed)
    return TerritorialSum(sum(tonnes) if tonnes else None, counted, tuple(sorted(gwp)), left_out)


def lying_within(named: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    """The cities that lie within another one, by id that other one: ``named`` gives the name and the country of each.

    Told by names alone: a metropolitan body bears the name of its city. Source: our own rule [R].
    """
    bodies: dict[tuple[str, str], str] = {}
    for city_id, (name, country) in named.items():
        said = name.casefold()
        if _METROPOLITAN.search(said):
            bodies[" ".join(_BODY.sub(" ", said).split()), country] = city_id
    found = {city_id: bodies.get((name.casefold(), country)) for city_id, (name, country) in named.items()}
    return {city_id: body for city_id, body in found.items() if body is not None and body != city_id}


def _newest(held: Iterable[Inventory]) -> tuple[int, float, str] | None:
    """The year, the t CO2e and the GWP set of the newest territorial total."""
    found = [
        (item.year, level.tonnes, item.effective_gwp or "unknown")
        for item in held
        if (level := item.levels.get("territorial")) is not None and level.tonnes is not None and level.gas == "CO2e"
    ]
    return max(found, default=None)
