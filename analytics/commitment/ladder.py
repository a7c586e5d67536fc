"""A target seen step by step: what is left in its year with the actions that are decided, then with those budgeted in
part, and so on to what nobody of the city brings. None of the steps is a forecast."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from analytics.commitment.actions import Estimate, Status
from analytics.commitment.scenarios import Scenario
from analytics.commitment.wedges import Place, Plan, plan
from analytics.formula import OURS, formula
from analytics.text.sentences import Sentence

STEPS: tuple[tuple[Status, ...], ...] = (
    ("decided", "ongoing", "done"),
    ("partly",),
    ("unstated",),
    ("planned",),
    ("postponed",),
    ("expected",),
)
"""[R] Which actions are added together, the surest first; what is cancelled is on no step."""


@dataclass(frozen=True)
class Rung:
    """One step of a ladder, in tonnes in the last year of the scenario. ``statuses`` are those of the actions that it
    adds to the steps before it, none for the first one, and ``count`` how many they are.

    The other fields hold a figure for each total that the ladder starts from: ``adds_t`` is what the step takes off,
    ``left_t`` what is left after it, ``open_t`` that minus the target (at or below zero where it is passed; without a
    target empty), ``passed`` the first year at or below the target, None where there is none.
    """

    statuses: tuple[Status, ...]
    count: int
    adds_t: tuple[float, ...]
    left_t: tuple[float, ...]
    open_t: tuple[float, ...] = ()
    passed: tuple[int | None, ...] = ()


@formula(
    name="Ladder to a target",
    text=Sentence("left(step) = E(y_T) − what the actions of this step and of those before it take off"),
    units="t CO₂e in the target year; open = left − E_T, passed where that is at or below zero",
    source=OURS,
    mark="R",
    remark=(
        "Decided first, then budgeted in part, without a stated status, planned, postponed, and last what is expected "
        "without an action. From another published total the sectors keep their shares."
    ),
)
def ladder(
    places: Mapping[Place, float],
    scenario: Scenario,
    estimates: Sequence[Estimate],
    target_t: float | None = None,
    totals_t: Sequence[float] = (),
) -> tuple[Rung, ...]:
    """The steps of a plan against ``scenario``, from its first year's total and from each of ``totals_t`` in t, other
    totals of that year. The first step is the scenario itself; a step without actions is left out. Source: our own
    rule [R]."""
    starts = [_scaled(places, scenario, total) for total in (scenario.tonnes[0], *totals_t)]
    taken: list[Estimate] = []
    before = [plan(mine, against, ()) for mine, against in starts]
    found = [_rung((), 0, before, before, target_t)]
    for statuses in STEPS:
        mine = [item for item in estimates if item.action.status in statuses]
        if not mine:
            continue
        taken += map(_counting, mine)
        after = [plan(cells, against, taken) for cells, against in starts]
        found.append(_rung(statuses, len(mine), before, after, target_t))
        before = after
    return tuple(found)


def _counting(item: Estimate) -> Estimate:
    """What is expected without an action, as if it were one: on its step of the ladder alone it counts."""
    if item.action.status != "expected":
        return item
    return replace(item, action=replace(item.action, status="planned"))


def _scaled(places: Mapping[Place, float], scenario: Scenario, total_t: float) -> tuple[dict[Place, float], Scenario]:
    """Sectors and scenario from another total of the first year, each with its share."""
    first = scenario.tonnes[0]
    part = total_t / first if first > 0 else 1.0
    cells = {place: tonnes * part for place, tonnes in places.items()}
    return cells, replace(scenario, tonnes=tuple(tonnes * part for tonnes in scenario.tonnes))


def _rung(
    statuses: tuple[Status, ...], count: int, before: Sequence[Plan], after: Sequence[Plan], target_t: float | None
) -> Rung:
    left = tuple(item.after_t[-1] for item in after)
    adds = tuple(was.after_t[-1] - now for was, now in zip(before, left, strict=True))
    if target_t is None:
        return Rung(statuses, count, adds, left)
    return Rung(
        statuses,
        count,
        adds,
        left,
        tuple(now - target_t for now in left),
        tuple(first_at(item, target_t) for item in after),
    )


def first_at(found: Plan, target_t: float) -> int | None:
    """The first year of a plan with no more than ``target_t`` tonnes left; None without one. Source: arithmetic [R]."""
    under = (year for year, left in zip(found.years, found.after_t, strict=True) if left <= target_t)
    return next(under, None)
