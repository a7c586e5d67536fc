"""How sure a verdict is by draws (Approach 2 of the IPCC), beside the strength that it bears (Approach 1)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from analytics.commitment import programme, verdict_tables
from analytics.commitment.codes import codes
from analytics.commitment.coverage import applied
from analytics.commitment.judged import Progress
from analytics.inventories.inventory import Inventory
from analytics.inventories.spots import columns
from analytics.text.digits import whole
from analytics.text.problems import blocked
from analytics.uncertainty import source_spread
from analytics.uncertainty.draws import DRAWS, SEED
from analytics.uncertainty.place_errors import place_errors
from analytics.uncertainty.strength import DrawnGap, gap_drawn
from analytics.uncertainty.widths import Widths
from datasets.reference import published_totals


def slope_of(judged: Progress) -> float:
    """By how many tonnes the path of a verdict moves with a tonne of its baseline."""
    return float(_standing(judged)[1].slope[0])


def drawn(judged: Progress, widths: Widths, seed: int | str = SEED, draws: int | str = DRAWS) -> DrawnGap | None:
    """The strength of a verdict by Approach 2; None where there is no gap. Raises Refused for a seed or a number of
    draws that is no whole number."""
    whole = [_whole(name, given) for name, given in (("seed", seed), ("draws", draws))]
    if judged.gap_t is None or judged.target is None:
        return None
    inventories, found, totals = _standing(judged)
    years = np.array([judged.target.base_year], dtype=np.int64)
    others = source_spread.columns(published_totals.of(judged.target.city_id), {judged.target.city_id: 0})
    asked = programme.unsure(found, totals, years, np.zeros(1, dtype=np.int64), others)
    errors = place_errors(asked, columns([item.spots for item in inventories]), [widths])
    return gap_drawn(errors, judged.gap_t, float(found.slope[0]), 0, *whole)


def _standing(judged: Progress) -> tuple[list[Inventory], verdict_tables.Standing, verdict_tables.Totals]:
    """The inventories behind a verdict, and it on columns."""
    first = judged.baseline.inventory if judged.baseline else None
    inventories = [item for item in (first, judged.latest) if item is not None]
    totals = verdict_tables.columns([inventories])
    assert judged.target is not None
    targets = verdict_tables.targets([applied(judged.target, inventories)], {judged.target.city_id: 0})
    every = np.array([verdict_tables.ALL_YEARS], dtype=np.int64)
    found = programme.judge(targets, totals, np.zeros(1, dtype=np.int64), every)
    # What stands beside it was told of all inventories, of which two are here.
    beside = np.array([int(codes(judged.beside))], dtype=np.int64)
    return inventories, replace(found, beside=beside), totals


def _whole(name: str, given: int | str) -> int:
    number = whole(str(given))
    if number is None:
        expected, fix = "a whole number such as 20260101", "Give another one, or leave it out."
        raise blocked(name, f'"{str(given)[:40]}" as the {name}', expected, fix, column=name)
    return number
