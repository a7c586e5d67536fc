"""Inhabitants against the register and other years, and totals per head against what is plausible at all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from analytics.bounding_limits import PER_HEAD_MWH, PER_HEAD_T
from analytics.detection.case import Case
from analytics.detection.figure_repairs import FigureRepair
from analytics.detection.messages import per_head
from analytics.detection.places import EMISSIONS, ENERGY
from analytics.detection.plausibility import FEWEST_KEY_SECTORS, population_problem
from analytics.inventories.people import LARGEST_GROWTH, carried_over, growth, jumped
from analytics.text.sentences import Sentence
from analytics.vocabulary import KEY_SECTORS, SECTORS

FAR = 10
"""[R] Energy of so many times what is plausible cannot be of so many inhabitants, whatever industry is there."""

POPULATION = Sentence("population")
CHECK_PEOPLE = Sentence("Give the inhabitants of the year, of the boundary of the inventory, with their source.")


class People(NamedTuple):
    """The inhabitants of an inventory, None where it states none: those of the register, those that the other years of
    the method state, the row of the file, and the year and source of those of the register."""

    stated: float | None = None
    register: float | None = None
    others: Mapping[int, float] = {}
    row: int | None = None
    counted: int | None = None
    source: str = ""

    @property
    def known(self) -> float | None:
        """The inhabitants to divide by: the stated ones, else those of the register."""
        return self.stated if self.stated and self.stated > 0 else self.register

    def citing(self, said: str) -> str:
        """What is said per inhabitant, with the year and source of the inhabitants where it is not the inventory that
        states them."""
        if self.known == self.stated or not self.source:
            return said
        return Sentence(
            "{finding} The inventory states no inhabitants; those of {year} were taken. Source: {source}.",
            finding=said,
            year=self.counted,
            source=self.source,
        )


def people(case: Case, found: People, told_later: bool) -> bool:
    """Tell inhabitants far from the register, unlike those of other years, or carried over; and totals per head that
    are not plausible at all. Whether figures per inhabitant can be looked at further."""
    if found.stated and found.stated > 0:
        said = doubtful(case.year, found, told_later)
        if said is not None:
            nobody = np.zeros(0, dtype=int)
            case.tell("population", nobody, POPULATION, None, *said, rows=[found.row], first=found.row)
            return False
    return bool(found.known) and not _totals(case, found)


def doubtful(year: int, found: People, told_later: bool) -> tuple[str, str] | None:
    """What is doubtful about the inhabitants of a year, and what to do; None where nothing is. ``told_later`` leaves
    what comes from a later year to that year. Source: our own rule [R]."""
    inhabitants = found.stated or 0.0
    problem = population_problem(inhabitants, found.register) if found.register else None
    if problem is not None:
        said = Sentence("{found}: {expected} were expected.", found=problem.found, expected=problem.expected)
        return said, problem.fix
    others = {other: count for other, count in found.others.items() if other < year or not told_later}
    for other in sorted(others, key=lambda at: abs(at - year)):
        if others[other] == inhabitants:
            return carried_over(year, other), CHECK_PEOPLE
    near = [*sorted(at for at in others if at < year)[-1:], *sorted(at for at in others if at > year)[:1]]
    for other in near:
        (first, before), (last, after) = sorted(((year, inhabitants), (other, others[other])))
        change = 100 * growth(before, after, last - first)
        if abs(change) > LARGEST_GROWTH:
            return jumped(change, first, last), CHECK_PEOPLE
    return None


def _totals(case: Case, found: People) -> bool:
    """Totals per head against what is plausible at all; whether one was told."""
    inhabitants = found.known or 0.0
    for column, (low, high) in ((EMISSIONS, PER_HEAD_T), (ENERGY, PER_HEAD_MWH)):
        counted = _whole(case, column)
        versions = (case.places.amounts[column], case.repaired[column])
        totals = [float(np.nansum(values[counted])) for values in versions]
        heads = [total / inhabitants for total in totals]
        complete = _complete(case, counted)
        if not counted.any() or any(head <= high and (head >= low or not complete) for head in heads):
            continue
        bound = high if heads[0] > high else low
        apart = abs(totals[0] - bound * inhabitants)
        case.tell(
            "per-head",
            np.flatnonzero(counted),
            column,
            apart if column == EMISSIONS else None,
            found.citing(per_head(column, totals[0], inhabitants, low, high)),
            Sentence("Check the unit of the whole table, and that inhabitants and figures are of the same boundary."),
            mends=_whole_table(case, column, counted, heads[0], (low, high)),
            share=apart / totals[0] if column == ENERGY and heads[0] > FAR * high else None,
            should=bound * inhabitants if column == EMISSIONS else None,
        )
        return True
    return False


def _whole_table(
    case: Case, column: str, counted: np.ndarray, head: float, limits: tuple[float, float]
) -> FigureRepair | None:
    """A thousandth, or a thousand times, of every figure of a table, where that alone makes the total plausible: no
    single figure is most of it, and none was found to be off by itself."""
    amounts = np.abs(case.places.amounts[column][counted])
    if any(found.mends for found in case.found) or amounts.max() > amounts.sum() / 2:
        return None
    return next((FigureRepair(column, by) for by in (1e-3, 1e3) if limits[0] <= head * by <= limits[1]), None)


def _whole(case: Case, column: str) -> np.ndarray:
    """The places that make up the total of a measure; a row "total" counts only where it has no parts."""
    holds = case.places.counted & np.isfinite(case.places.amounts[column])
    parts = holds & (case.places.sector != "total")
    return np.asarray(parts if parts.any() else holds)


def _complete(case: Case, counted: np.ndarray) -> bool:
    sectors = set(case.places.sector[counted])
    keys = {key for sector in sectors for key in SECTORS[sector].keys} & set(KEY_SECTORS)
    return "total" in sectors or len(keys) >= FEWEST_KEY_SECTORS
