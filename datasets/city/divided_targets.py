"""The verdicts that are given city by city among those of many: on targets that cover a part of their inventories
alone, and of cities that changed the factors that they state. Both are few."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

import numpy as np

from analytics.commitment.codes import codes
from analytics.commitment.judged import Progress
from analytics.commitment.targets import Target
from analytics.commitment.verdict_tables import VERDICTS, Standing
from datasets.city import assessment
from datasets.store import Reader


def judged(
    reader: Reader, rows: Sequence[Target], standing: Standing, gwp: str, approach: str, cities: Set[str] = frozenset()
) -> Standing:
    """The standing of many targets with that of those on a sector, of those that leave something out, and of all of
    some ``cities``, as the page of each city gives it."""
    divided = [row for row, target in enumerate(rows) if target.sector or target.exclusions or target.city_id in cities]
    if not divided:
        return standing
    of_city: dict[str, Mapping[Target | None, Progress]] = {}
    columns = {name: column.copy() for name, column in vars(standing).items()}
    for row in divided:
        city_id = rows[row].city_id
        if city_id not in of_city:
            found = assessment.read(reader, city_id, gwp=gwp, approach=approach).progress
            of_city[city_id] = {item.target: item for item in found}
        for name, value in _values(of_city[city_id][rows[row]]).items():
            columns[name][row] = value
    return replace(standing, **columns)


def _values(found: Progress) -> dict[str, float | int]:
    """The figures of a verdict by the names of their columns; NaN for one that is not known."""
    figures = {
        "base_t": found.baseline.emissions_t if found.baseline else None,
        "target_t": found.target_t,
        "path_t": found.path_t,
        "gap_t": found.gap_t,
        "gap_percent": found.gap_percent,
        "years_late": found.years_late,
        "probability": found.strength.probability if found.strength else None,
    }
    return {
        **{name: np.nan if value is None else value for name, value in figures.items()},
        "verdict": VERDICTS.index(found.verdict),
        "reasons": int(found.codes),
        "final": found.outcome is not None,
        "beside": int(codes(found.beside)),
    }
