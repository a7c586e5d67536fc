"""Which explanations were outlived: what they explained, a later file made smaller still, or larger and then smaller.

An explanation settles what stood when it was given. Source: our own rule [R].
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from math import fsum

from analytics.commitment.place_questions import Cause, Outlived
from analytics.inventories.inventory import Inventory, inventories
from analytics.inventories.people import PEOPLE
from analytics.vocabulary import TOTAL_PLACE
from datasets.city import factor_choice
from datasets.store import CityRecord, Reader
from datasets.store.kinds.explanations import KIND, Explanation
from datasets.store.once_in_force import FormerFactors

LEAST_FALL_T = 0.5
"""[R] By no more than this a figure is another by its rounding alone, in t."""
LEAST_FALL = 0.001
"""[R] By no more than this share of it a figure is another by its rounding alone."""


def causes(reader: Reader, cities: Sequence[str], approach: str, gwp: str) -> dict[str, tuple[Cause, ...]]:
    """What somebody said of places of ``cities``, with what each was given for where a later file holds less.

    One place of a year may stand in inventories of several methods: it is outlived where one of them fell. Raises
    Refused for an unknown GWP set.
    """
    given = reader.register.of(KIND)
    known = {city_id: given[city_id] for city_id in cities if given.get(city_id)}
    filled = reader.filled(list(known)) if known else {}
    records = reader.register.by_id
    found: dict[str, tuple[Cause, ...]] = {}
    for city_id, mine in known.items():
        before = reader.former_factors(city_id)
        stated = max((item.before for item in before), default=0)
        newest: dict[int, int] = {}
        for (whose, year, _), revision in filled.items():
            if whose == city_id:
                newest[year] = max(revision, newest.get(year, 0))
        late = [item for item in mine if item.place != PEOPLE and max(newest.get(item.year, 0), stated) > item.revision]
        fallen = _outlived(reader, records[city_id], late, before, approach, gwp) if late else {}
        found[city_id] = tuple(
            Cause(item.year, item.place, item.carrier, item.reason, item.by, fallen.get(item)) for item in mine
        )
    return found


def _outlived(
    reader: Reader,
    city: CityRecord,
    late: Sequence[Explanation],
    before: Sequence[FormerFactors],
    approach: str,
    gwp: str,
) -> dict[Explanation, Outlived]:
    """Which of the explanations of a city are about a figure that is smaller now than it was when they were given or
    ever since but for a slip, of several the one that fell most; by the factors that the city stated then."""
    chosen = factor_choice.of(reader.register, city, approach, gwp)

    @cache
    def on_file(upto: int | None = None) -> list[Inventory]:
        then = next((item for item in before if upto is not None and item.before > upto), None)
        making = (chosen.once(then.own, then.supply) if then else chosen).making()
        return inventories(city.city_id, *reader.in_force(city.city_id, upto), making, {})

    stood = [(former.year, former.upto) for former in reader.former_contents([city.city_id]) if not former.slip]
    stood += [(item.year, former.before - 1) for former in before if not former.slip for item in late]
    found: dict[Explanation, Outlived] = {}
    for item in late:
        now = _tonnes(on_file(), item)
        since = sorted({upto for year, upto in stood if year == item.year and upto > item.revision})
        for number, upto in enumerate((item.revision, *since)):
            for method, then_t in _tonnes(on_file(upto), item).items():
                now_t = now.get(method)
                most = found[item].then_t - found[item].now_t if item in found else 0.0
                if now_t is not None and then_t - now_t > max(LEAST_FALL_T, LEAST_FALL * abs(then_t), most):
                    day = reader.revision(item.revision).committed_at.date()
                    found[item] = Outlived(day, then_t, now_t, later=number > 0)
    return found


def _tonnes(known: Sequence[Inventory], item: Explanation) -> dict[str, float]:
    """By method what the inventories of its year hold of what an explanation is about, in t; 0 for a place that one
    does not have, and nothing of those whose total nobody can tell."""
    found = {}
    for inventory in known:
        if inventory.year == item.year and inventory.emissions_t is not None:
            found[inventory.method] = (
                inventory.emissions_t
                if (item.place, item.carrier) == (TOTAL_PLACE, None)
                else fsum(
                    tonnes
                    for spot, tonnes in inventory.spots.tonnes.items()
                    if item.place in (spot.sector, spot.gpc_ref) and item.carrier in (None, spot.carrier)
                )
            )
    return found
