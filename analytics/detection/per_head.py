"""Inhabitants against the register, and totals per head against what is plausible at all."""

from __future__ import annotations

import numpy as np

from analytics.detection.case import Case
from analytics.detection.messages import per_head
from analytics.detection.places import EMISSIONS, ENERGY
from analytics.detection.plausibility import population_problem
from analytics.text.sentences import Sentence
from analytics.vocabulary import KEY_SECTORS, SECTORS

PER_HEAD_T = (0.5, 20.0)
"""[R] Plausible t CO2e per inhabitant and year (data quality)."""
PER_HEAD_MWH = (5.0, 60.0)
"""[R] Plausible final energy in MWh per inhabitant and year (data quality)."""
FEWEST_KEY_SECTORS = 3
"""[M] An inventory is accepted from three of the four key sectors; with fewer, a low figure per head says nothing."""

POPULATION = Sentence("population")


def people(case: Case, inhabitants: float | None, register: float | None, row: int | None) -> None:
    """The population against the register, and totals per head against what is plausible at all."""
    if not inhabitants or inhabitants <= 0:
        return
    problem = population_problem(inhabitants, register) if register else None
    if problem is not None:
        nobody = np.zeros(0, dtype=int)
        said = Sentence("{found}: {expected} were expected.", found=problem.found, expected=problem.expected)
        case.tell(
            "population",
            nobody,
            POPULATION,
            None,
            said,
            problem.fix,
            rows=[row],
            first=row,
        )
        return
    for column, (low, high) in ((EMISSIONS, PER_HEAD_T), (ENERGY, PER_HEAD_MWH)):
        counted = _whole(case, column)
        versions = (case.places.amounts[column], case.repaired[column])
        totals = [float(np.nansum(values[counted])) for values in versions]
        heads = [total / inhabitants for total in totals]
        complete = _complete(case, counted)
        if not counted.any() or any(head <= high and (head >= low or not complete) for head in heads):
            continue
        bound = high if heads[0] > high else low
        case.tell(
            "per-head",
            np.flatnonzero(counted),
            column,
            abs(totals[0] - bound * inhabitants) if column == EMISSIONS else None,
            per_head(column, totals[0], inhabitants, low, high),
            Sentence("Check the unit of the whole table, and that inhabitants and figures are of the same boundary."),
        )
        return


def _whole(case: Case, column: str) -> np.ndarray:
    """The places that make up the total of a measure; a row "total" counts only where it has no parts."""
    holds = case.places.counted & np.isfinite(case.places.amounts[column])
    parts = holds & (case.places.sector != "total")
    return np.asarray(parts if parts.any() else holds)


def _complete(case: Case, counted: np.ndarray) -> bool:
    sectors = set(case.places.sector[counted])
    keys = {key for sector in sectors for key in SECTORS[sector].keys} & set(KEY_SECTORS)
    return "total" in sectors or len(keys) >= FEWEST_KEY_SECTORS
