"""Which answers per inhabitant rest on inhabitants in doubt, of many cities at once."""

from __future__ import annotations

import numpy as np

from analytics.commitment.codes import Code
from analytics.commitment.verdict_tables import METHODS, VERDICTS, Standing, Targets, Totals
from analytics.inventories.cells import Population
from analytics.inventories.people import PEOPLE, CountedPeople, doubts
from analytics.inventories.spots import Integers
from analytics.vocabulary import Verdict
from datasets.store.kinds.explanations import KIND
from datasets.store.records import Register
from datasets.store.sums import AllTables


def in_doubt(
    tables: AllTables,
    numbers: tuple[Integers, Integers],
    targets: Targets,
    standing: Standing,
    totals: Totals,
    register: Register,
) -> Integers:
    """For each target the code of what forbids its good answer where that rests on inhabitants in doubt. ``numbers``
    are of each table the number of its city and the row of its inventory in the totals."""
    city, inventory = numbers
    found = np.zeros(len(targets), dtype=np.int64)
    good = standing.verdict == VERDICTS.index(Verdict.ON_TRACK)
    rows = np.flatnonzero(good & targets.of_kind("per-capita") & (standing.base >= 0))
    if not len(rows):
        return found
    counted = _inhabitants(tables, np.flatnonzero(np.isin(city, targets.city[rows])), inventory, totals)
    by_city: dict[int, list[CountedPeople]] = {}
    for place, item in counted.items():
        by_city.setdefault(int(totals.city[place]), []).append(item)
    for row in rows.tolist():
        first, last = counted[int(standing.base[row])], counted[int(standing.latest[row])]
        whose = int(targets.city[row])
        known = register.of(KIND).get(register.cities[whose].city_id, ())
        explained = {item.year for item in known if item.place == PEOPLE}
        if first.year != last.year and doubts(first, last, by_city[whose], explained):
            found[row] = int(Code.HEADS_IN_DOUBT)
    return found


def _inhabitants(tables: AllTables, wanted: Integers, inventory: Integers, totals: Totals) -> dict[int, CountedPeople]:
    """The inhabitants of the inventories of the ``wanted`` tables, by their rows in the totals."""
    counted, written = tables.counted(wanted)
    sources: dict[int, set[str]] = {}
    for table, source in zip(written["place"].to_pylist(), written["source"].to_pylist(), strict=True):
        sources.setdefault(int(inventory[table]), set()).add(source)
    people: dict[int, Population] = {}
    for row in sorted(counted.to_pylist(), key=lambda row: int(row["revision"])):
        people[int(inventory[row["place"]])] = Population(
            row["inhabitants"], row["source"], row["population_year"], row["first_stated"]
        )
    found = {}
    for place in np.unique(inventory[wanted]).tolist():
        stated = people.get(place)
        apart = stated is not None and stated.source not in sources.get(place, ())
        number = stated.inhabitants if stated else None
        found[place] = CountedPeople(int(totals.year[place]), METHODS[totals.method[place]], number, stated, apart)
    return found
