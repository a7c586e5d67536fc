"""What once counted of many cities: the former contents of their inventories, and their former targets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from analytics.commitment import programme, verdict_tables
from analytics.commitment.codes import Code
from analytics.commitment.looking_back import Aims, asking_more, covers
from analytics.commitment.targets import Target
from analytics.commitment.verdict_tables import ALL_YEARS, METHODS, Standing, Targets, Totals
from analytics.inventories.spots import Integers
from analytics.vocabulary import Method
from datasets.store import Reader


def beside(
    reader: Reader,
    cities: Sequence[str] | None,
    numbers: dict[str, int],
    rows: Sequence[Target],
    targets: Targets,
    standing: Standing,
    totals: Totals,
) -> Standing:
    """The standing on these targets with the code of another one, on file or once on file, that asks for more."""
    formers = reader.former_targets(cities)
    known = [item.target for city_id, mine in formers.items() if city_id in numbers for item in mine]
    then = verdict_tables.targets(known, numbers)
    judged = programme.judge(then, totals, np.arange(len(known)), np.full(len(known), ALL_YEARS))
    year = np.append(totals.year, 0)
    aims = Aims(
        np.concatenate([targets.city, then.city]),
        [covers(target) for target in (*rows, *known)],
        np.concatenate([targets.year, then.year]),
        np.concatenate([year[standing.latest], year[judged.latest]]),
        np.concatenate([standing.gap_t, judged.gap_t]),
        np.arange(len(rows) + len(known)) < len(rows),
    )
    more = asking_more(aims)[: len(rows)] >= 0
    return replace(standing, beside=standing.beside | np.where(more, int(Code.OTHER_TARGET), 0))


def gone_from(
    reader: Reader, cities: Sequence[str] | None, numbers: Mapping[str, int], totals: Totals
) -> dict[str, list[Any]]:
    """The inventories of which nothing counts any more, as former contents of the newest one of their city and method
    in the ``totals`` where they are of a later year; in the columns of ``former_tables``."""
    order: Integers = np.argsort(totals.year, kind="stable")
    keys = zip(totals.city[order].tolist(), totals.method[order].tolist(), strict=True)
    newest = dict(zip(keys, order.tolist(), strict=True))
    found: dict[str, list[Any]] = {"inventory": [], "city_id": [], "year": [], "method": []}
    for item in reader.former_contents(cities):
        row = newest.get((numbers.get(item.city_id, -1), METHODS.index(Method(item.method))))
        if item.gone and not item.slip and row is not None and item.year > totals.year[row]:
            values = (row, item.city_id, item.year, item.method)
            if values not in zip(*found.values(), strict=True):
                for column, value in zip(found.values(), values, strict=True):
                    column.append(value)
    return found
