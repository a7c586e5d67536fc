"""The inventory detective: what in one inventory contradicts itself, its other years, or what is physically possible.

It reports and never changes a figure. Each finding rests on a stated reference: other places of the inventory first,
then the factor that the city states, then a published default. Marks: [M] from memory, [R] our own reasoning.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from analytics.detection import heads, series, totals
from analytics.detection.case import Case, Finding
from analytics.detection.implied import Plausible
from analytics.detection.places import Places
from analytics.detection.totals import PrintedTotal

if TYPE_CHECKING:
    import pandas as pd


def findings(
    table: pd.DataFrame,
    factors: Mapping[tuple[str, str], Plausible],
    other_years: pd.DataFrame | None = None,
    inhabitants: float | None = None,
    register_inhabitants: float | None = None,
    printed_totals: Sequence[PrintedTotal] = (),
    population_row: int | None = None,
    told_later: bool = False,
) -> list[Finding]:
    """All findings of one inventory, those with most tonnes at stake first.

    ``table`` has one row a place: city_id, year, sector, label, carrier, scope, gpc_ref, energy_mwh, emissions_t,
    energy_row and emissions_row (rows of the file), and where the city states one stated_t_per_mwh. ``factors`` is by
    (carrier, "stationary" or "road"). ``other_years`` holds the same columns for years before and after, one method;
    ``told_later`` leaves what this year and the later one show together to the examination of the later one. Source:
    our own rules [R], the limits above; the fewest key sectors from memory [M].
    """
    if not len(table):
        return []
    import pandas as pd

    others = other_years if other_years is not None else table[:0]
    both = Places(pd.concat([table, others], ignore_index=True))
    places = both.part(np.arange(len(table)))
    later = np.arange(len(table), len(both))
    years = [both.part(later[both.years[later] == year]) for year in np.unique(both.years[later])]
    return examined(
        places, factors, years, inhabitants, register_inhabitants, printed_totals, population_row, told_later
    )


def examined(
    places: Places,
    factors: Mapping[tuple[str, str], Plausible],
    other_years: Sequence[Places] = (),
    inhabitants: float | None = None,
    register_inhabitants: float | None = None,
    printed_totals: Sequence[PrintedTotal] = (),
    population_row: int | None = None,
    told_later: bool = False,
) -> list[Finding]:
    """What looks doubtful in parts of one ``Places``, so that a table of many inventories is read once. In MWh and t.
    Source: our own rules [R]."""
    case = Case(places, factors)
    case.note_hits()
    case.repeats()
    near = [other for other in other_years if 0 < abs(other.year - places.year) <= series.LONGEST_GAP]
    before = [other for other in near if other.year < places.year][-1:]
    after = [other for other in near if other.year > places.year][:1]
    compared = before if told_later else [*before, *after]
    for other in compared:
        series.constant_ratio(case, other)
    series.zeros(case, [*before, *after])
    series.jumps(case, compared)
    totals.totals(case, printed_totals)
    heads.people(case, inhabitants, register_inhabitants, population_row)
    return sorted(case.found, key=lambda item: (-(item.tonnes_at_stake or 0.0), item.row or 0))
