"""The remaining carbon budget of a target: what its path still allows, what has been emitted, and how long it lasts.

Our own rule [R], since neither the Covenant nor the GPC defines a budget. Every year counts once with its yearly
tonnes. The budget of a target is what its path allows in the years after the base year up to the target year. A year
without an inventory lies on the straight line between the two inventories around it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from analytics.commitment.comparability import same_chain
from analytics.commitment.coverage import judged_by
from analytics.commitment.judged import Progress
from analytics.commitment.paths import driver, ends
from analytics.commitment.targets import Target
from analytics.commitment.trajectory import cumulative
from analytics.detection.plausibility import divisor, figure
from analytics.formula import OURS, formula
from analytics.inventories.inventory import Inventory
from analytics.text.sentences import Sentence, counted


@dataclass(frozen=True)
class Budget:
    """The budget of one target, in tonnes of the inventories' gas; None where a figure cannot be given.

    ``whole_t`` is what the path allows from ``first_year`` (the year after the base year) to ``last_year`` (the target
    year), ``emitted_t`` what was emitted up to ``emitted_to``, ``remaining_t`` the rest of the budget, and ``ahead_t``
    what the path allows in the years after ``emitted_to``. ``years_left`` counts from the end of that year, at its
    emissions; negative when the budget is used up already. ``between`` are the years taken from the straight line
    between inventories. ``reasons`` say why figures are missing, ``notes`` what to know beside them.
    """

    first_year: int | None = None
    last_year: int | None = None
    emitted_to: int | None = None
    whole_t: float | None = None
    emitted_t: float | None = None
    remaining_t: float | None = None
    ahead_t: float | None = None
    years_left: float | None = None
    between: tuple[int, ...] = ()
    reasons: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def between_inventories(first_t: Any, last_t: Any, first_year: Any, last_year: Any) -> Any:
    """The tonnes emitted in the years after ``first_year`` up to ``last_year``, both ends being inventories.

    n x (E1 + E2)/2 + (E2 - E1)/2 with n years: the sum of the yearly amounts on the straight line between the two, with
    the later year counted in full and the earlier not at all. Any shape, in the unit of the tonnes. Source: our own
    rule [R].
    """
    return (first_t + last_t) * ((last_year - first_year) / 2) + (last_t - first_t) / 2


def years_left(remaining_t: Any, yearly_t: Any) -> Any:
    """In how many years a budget is used up at ``yearly_t`` a year: remaining / yearly. Any shape; the yearly tonnes
    must be above zero. Raises Refused (value-zero, value-range, value-missing) where they are not; in a column NaN
    stays NaN. Source: our own rule [R]."""
    figure(Sentence("remaining budget"), remaining_t, "t")
    divisor(Sentence("yearly emissions"), yearly_t, "t")
    return remaining_t / yearly_t


@formula(
    name="Remaining carbon budget",
    text=Sentence(
        "budget = Σ path(y), y₀ < y ≤ y_T;  remaining = budget − Σ E(y);  years left = remaining ÷ E(newest)"
    ),
    units="t CO₂e and years; years without an inventory lie on the straight line between the two around them",
    source=OURS,
    mark="R",
    remark=(
        "A plain sum: every year after the base year counts once with its own tonnes, and the base year not at all. A "
        "target per inhabitant or per GDP has no budget in tonnes."
    ),
    also=(
        "analytics.commitment.budget.added",
        "analytics.commitment.budget.between_inventories",
        "analytics.commitment.budget.years_left",
        "analytics.commitment.trajectory.cumulative",
    ),
)
def budget(progress: Progress, inventories: Sequence[Inventory]) -> Budget:
    """The remaining carbon budget of a judged target, from the inventories of its own chain.

    A target per inhabitant or per unit of GDP has no budget in tonnes without the inhabitants (or GDP) of the years
    to come: only ``ahead_t`` is given then, at those of the newest inventory, and said so. Source: our own rule [R].
    """
    target, base, latest = progress.target, progress.baseline, progress.latest
    if target is None or base is None or latest is None:
        return Budget(reasons=progress.reasons)
    path = ends(target, base)
    if path is None or progress.gap_t is None or latest.year <= base.year or latest.emissions_t is None:
        return Budget(base.year + 1, target.year, reasons=progress.reasons)
    end = min(latest.year, target.year)
    frame = (target.path, *path, base.year, target.year)
    now = driver(target, latest.inhabitants, latest.gdp)
    assert now is not None  # a gap was given
    ahead_t = float(cumulative(*frame, end + 1, target.year)) * now if end < target.year else 0.0
    if target.intensity:
        return Budget(
            base.year + 1,
            target.year,
            end,
            ahead_t=ahead_t,
            reasons=(_unknown_driver(target),),
            notes=(_held_level(target, latest.year),),
        )
    known = {base.year: base.emissions_t}
    known |= {item.year: item.emissions_t for item in added(progress, inventories) if item.emissions_t is not None}
    emitted_t = _emitted(known, end)
    whole_t = float(cumulative(*frame, base.year + 1, target.year))
    remaining_t = whole_t - emitted_t
    lasts = latest.year < target.year and latest.emissions_t > 0
    return Budget(
        first_year=base.year + 1,
        last_year=target.year,
        emitted_to=end,
        whole_t=whole_t,
        emitted_t=emitted_t,
        remaining_t=remaining_t,
        ahead_t=ahead_t,
        years_left=years_left(remaining_t, latest.emissions_t) if lasts else None,
        between=tuple(year for year in range(base.year + 1, end + 1) if year not in known),
        reasons=() if lasts else (_no_years(target, latest),),
        notes=_notes(progress, known, end),
    )


def added(progress: Progress, inventories: Sequence[Inventory]) -> list[Inventory]:
    """The inventories after the baseline that a budget counts, oldest first: those up to the newest, made like it, with
    a total in t that lacks no key sector which the newest has. Source: our own rule [R]."""
    target, base, latest = progress.target, progress.baseline, progress.latest
    if target is None or base is None or latest is None:
        return []
    found = {
        item.year: item
        for item in judged_by(target, inventories)
        if base.year < item.year <= latest.year
        and item.emissions_t is not None
        and set(item.missing_key_sectors) <= set(latest.missing_key_sectors)
        and same_chain(target, base, item)
    }
    return [found[year] for year in sorted(found)]


def _emitted(known: dict[int, float], end: int) -> float:
    """The tonnes of the years after the first known one up to ``end``, which may lie between two inventories."""
    total = 0.0
    for first, last in pairwise(sorted(known)):
        stop = min(last, end)
        if stop > first:
            reached = known[first] + (known[last] - known[first]) * (stop - first) / (last - first)
            total += between_inventories(known[first], reached, first, stop)
    return total


def _notes(progress: Progress, known: dict[int, float], end: int) -> tuple[str, ...]:
    assert progress.baseline is not None
    notes: list[str] = []
    open_years = [year for year in range(progress.baseline.year + 1, end + 1) if year not in known]
    if open_years:
        notes.append(
            counted(
                "{number} of the {years} years up to {year} have no inventory that can be added; they lie on the "
                "straight line between the inventories around them.",
                "{number} of the {years} years up to {year} have no inventory that can be added; they lie on the "
                "straight line between the inventories around them.",
                len(open_years),
                years=end - progress.baseline.year,
                year=end,
            )
        )
    if progress.reasons:
        notes.append(Sentence("No verdict can be given, so the budget is only as good as the figures on file."))
    return tuple(notes)


def _no_years(target: Target, latest: Inventory) -> str:
    if latest.year >= target.year:
        return Sentence(
            "The budget ended in {target_year}; the newest inventory is of {year}.",
            target_year=target.year,
            year=latest.year,
        )
    return Sentence(
        "Emissions of {year} are not above zero: at that rate the budget is never used up.", year=latest.year
    )


def _held_level(target: Target, year: int) -> str:
    if target.kind == "per-capita":
        return Sentence("What lies ahead is reckoned with the inhabitants of {year}, held level.", year=year)
    return Sentence("What lies ahead is reckoned with the GDP of {year}, held level.", year=year)


def _unknown_driver(target: Target) -> str:
    if target.kind == "per-capita":
        return Sentence(
            "A target per inhabitant has no budget in tonnes: its tonnes move with the inhabitants of every year, and "
            "those to come are not on file."
        )
    return Sentence(
        "A target per unit of GDP has no budget in tonnes: its tonnes move with the GDP of every year, and those to "
        "come are not on file."
    )
