"""What lies ahead of a city: its scenarios, what its actions take off them, and what would reach a target."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import fsum, isclose

from analytics.commitment import ladder, levers, scenarios, wedges
from analytics.commitment.actions import UNCOUNTED, Estimate, estimate
from analytics.commitment.coverage import judged_by
from analytics.commitment.judged import Progress
from analytics.commitment.ladder import Rung
from analytics.commitment.scenarios import Scenario, Trend
from analytics.commitment.wedges import Needs, Place, Plan
from analytics.inventories import weighing
from analytics.inventories.cells import Cell, in_total
from analytics.inventories.inventory import Inventory
from analytics.inventories.published import PublishedTotal
from analytics.text.problems import Problem, Refused, block
from analytics.text.sentences import Sentence, joined
from analytics.vocabulary import SECTORS, Measure, Quantity, measure
from datasets.city import assessment, factor_choice
from datasets.city.assessment import CityReport
from datasets.city.factor_choice import Factors
from datasets.store import Reader, Store

KINDS = ("held", "given", "trend")
"""The scenarios by name; a number stands for a change in per cent a year."""
LONGEST_YEARS = 60
RATE = re.compile(r"[+-]?[0-9]{1,2}(?:\.[0-9]{1,3})?")
"""A change in per cent a year, as an address or a command names it."""


@dataclass(frozen=True)
class Outlook:
    """One city set against one of its targets. Figures are in tonnes of the gas of ``start``, the newest inventory.

    ``progress`` is the target in question, ``comparable`` whether its path and ``start`` may be subtracted.
    ``scenario`` is the one that actions are set against, ``trend`` the recent trend where there is one and ``line`` the
    line that it follows. ``plan`` and
    ``needs`` are None where ``reasons`` say so. ``refused`` says why a scenario cannot be had, by its name.
    """

    report: CityReport
    progress: Progress
    estimates: tuple[Estimate, ...]
    start: Inventory | None = None
    comparable: bool = False
    places: Mapping[Place, float] = field(default_factory=dict)
    scenario: Scenario | None = None
    trend: Scenario | None = None
    line: Trend | None = None
    plan: Plan | None = None
    needs: Needs | None = None
    refused: Mapping[str, str] = field(default_factory=dict)
    reasons: tuple[str, ...] = ()


def outlook(
    store: Store,
    city_id: str,
    target: str | None = None,
    scenario: str | None = None,
    revision: int | None = None,
    gwp: str = assessment.GWP_SET,
    approach: str = "activity-based",
    report: CityReport | None = None,
) -> Outlook:
    """What lies ahead of one city, to the target of a name (``assessment.names_of``; default: the next one) against
    ``scenario``: one of ``KINDS`` or a change in per cent a year (default: the given one where there is one, else held
    level), as it stood after ``revision`` where one is named; ``report`` is the standing that is read there, where it
    is at hand.

    Raises Refused for an unknown city, target, scenario or revision.
    """
    with store.reader(revision) as reader:
        return read(reader, city_id, target, scenario, gwp, approach, report)


def read(
    reader: Reader,
    city_id: str,
    target: str | None = None,
    scenario: str | None = None,
    gwp: str = assessment.GWP_SET,
    approach: str = "activity-based",
    report: CityReport | None = None,
) -> Outlook:
    """What lies ahead of one city, through an open reader, so that a rehearsal shows what a commit would do."""
    report = report or assessment.read(reader, city_id, gwp=gwp, approach=approach)
    progress = assessment.one_target(report, target)
    actions = reader.register.actions.get(report.city.city_id, ())
    start, comparable = start_of(report, progress)
    kept = reader.in_force(report.city.city_id)
    chosen = factor_choice.of(reader.register, report.city, approach, gwp, cells=kept.cells)

    def factor(carrier: str, sector: str) -> float | None:
        return chosen.value(start.year, carrier, sector) if start else None

    estimates = tuple(estimate(action, factor) for action in actions)
    found = Outlook(report, progress, estimates, start, comparable)
    if scenario is not None and scenario not in KINDS and not RATE.fullmatch(scenario):
        raise Refused(_unknown(scenario))
    if start is None or start.emissions_t is None:
        return _without(found, Sentence("No inventory with a total is known here: there is nothing to start from."))
    last = _horizon(found)
    if last <= start.year:
        why = Sentence("There is no target and no action for the years to come.")
        if progress.target:
            why = Sentence(
                "There is no target and no action for the years after {year}, that of the newest inventory.",
                year=start.year,
            )
        return _without(found, why)
    made = _scenarios(found, last, scenario)
    places = _places(kept.cells, start, chosen)
    against, reasons = _against(made, scenario)
    plan = wedges.plan(places, against, estimates)
    level = progress.target_t
    lacking = wedges.needs(places, against, estimates, level) if comparable and level is not None else None
    trend, line = (made["trend"], _line(found, start)) if isinstance(made["trend"], Scenario) else (None, None)
    refused = {name: item for name, item in made.items() if isinstance(item, str)}
    return Outlook(
        report,
        progress,
        estimates,
        start,
        comparable,
        places,
        against,
        trend,
        line,
        plan,
        lacking,
        refused,
        (*reasons, *_incomparable(progress, comparable)),
    )


def other_totals(found: Outlook, published: Sequence[PublishedTotal]) -> tuple[PublishedTotal, ...]:
    """What else was published as the total of the newest inventory's year, of no other boundary: the least where it is
    below the inventory and the most where it is above. None in a scenario that starts from the inventory alone."""
    start, scenario = found.start, found.scenario
    if start is None or start.emissions_t is None or scenario is None or scenario.kind not in ("held", "rate"):
        return ()
    same = [item for item in published if item.year == start.year and not item.boundary]
    other = sorted(
        (item for item in same if not isclose(item.total_t, start.emissions_t)), key=lambda item: item.total_t
    )
    below = [item for item in other if item.total_t < start.emissions_t]
    above = [item for item in other if item.total_t > start.emissions_t]
    return (*below[:1], *above[-1:])


def rungs(found: Outlook, others: Sequence[PublishedTotal]) -> tuple[Rung, ...]:
    """The steps from the newest inventory, and from ``others``, to the target; none where there is no plan."""
    if found.scenario is None or found.plan is None:
        return ()
    target_t = found.progress.target_t if found.comparable else None
    totals = [item.total_t for item in others]
    return ladder.ladder(found.places, found.scenario, found.estimates, target_t, totals)


def tried(found: Outlook, parts: Mapping[str, float]) -> Outlook:
    """What would lie ahead if a part, from 0 to 1, of the actions of each sector were carried out, or of each sector's
    emissions cut (``levers``); nothing is written. Raises Refused for a part or a sector that is not offered."""
    if found.scenario is None or found.plan is None:
        return found
    estimates = levers.tried(found.places, found.scenario, found.estimates, parts)
    return replace(found, estimates=estimates, plan=wedges.plan(found.places, found.scenario, estimates))


def start_of(report: CityReport, progress: Progress) -> tuple[Inventory | None, bool]:
    """The newest inventory with a total, and whether the target may be subtracted from it."""
    if progress.gap_t is not None and progress.latest is not None:
        return progress.latest, True
    known = [item for item in report.inventories if item.emissions_t is not None]
    whole = [item for item in known if item.gas == "CO2e"] or known
    return max(whole, key=lambda item: item.year, default=None), False


def _horizon(found: Outlook) -> int:
    """The last year of the plan: the target year, without a target the year in which the last action is whole."""
    assert found.start is not None
    target = found.progress.target
    ends = [item.action.end for item in found.estimates if item.action.status not in UNCOUNTED]
    last = target.year if target else max(ends, default=0)
    return min(last, found.start.year + LONGEST_YEARS)


def _scenarios(found: Outlook, last: int, asked: str | None) -> dict[str, Scenario | str]:
    """Every scenario by name, or in its place the sentence that says why it cannot be had."""
    start, target = found.start, found.progress.target
    assert start is not None
    assert start.emissions_t is not None
    base, year = start.emissions_t, start.year
    made: dict[str, Scenario | str] = {"held": scenarios.held(base, year, last)}
    points = target.scenario if target else ()
    try:
        if points:
            made["given"] = scenarios.given(points, base, year, last, target.scenario_source if target else None)
        else:
            made["given"] = Sentence("This target has no baseline scenario here.")
    except Refused as refusal:
        made["given"] = refusal.problems[0].sentence()
    try:
        made["trend"] = scenarios.following(_line(found, start), base, last)
    except Refused as refusal:
        problem = refusal.problems[0]
        made["trend"] = Sentence(
            "No trend: {found}; it takes {expected}.", found=problem.found, expected=problem.expected
        )
    if asked is not None and asked not in KINDS:
        try:
            made[asked] = scenarios.changing(base, float(asked), year, last)
        except Refused as refusal:
            made[asked] = refusal.problems[0].sentence()
    return made


def _line(found: Outlook, start: Inventory) -> Trend:
    target, known = found.progress.target, found.report.inventories
    judged = judged_by(target, known) if target and start.covers else known
    own = [item for item in judged if item.method == start.method and item.year <= start.year]
    return scenarios.trend(own)


def _against(made: Mapping[str, Scenario | str], asked: str | None) -> tuple[Scenario, tuple[str, ...]]:
    """The scenario that was asked for, or that is taken in its place and why."""
    name = asked or ("given" if isinstance(made["given"], Scenario) else "held")
    found, level = made[name], made["held"]
    if isinstance(found, Scenario):
        return found, ()
    assert isinstance(level, Scenario)
    return level, (joined((found, Sentence("Emissions are held level in its place."))),)


def _incomparable(progress: Progress, comparable: bool) -> tuple[str, ...]:
    if comparable or progress.target is None:
        return ()
    return progress.reasons


def _without(found: Outlook, why: str) -> Outlook:
    return Outlook(
        found.report,
        found.progress,
        found.estimates,
        found.start,
        found.comparable,
        reasons=(why, *_incomparable(found.progress, found.comparable)),
    )


def _places(cells: list[Cell], start: Inventory, chosen: Factors) -> dict[Place, float]:
    """The tonnes of an inventory by sector group and carrier; by group alone where its cells do not add up to it."""
    mine = [
        cell
        for cell in cells
        if (cell.year, cell.method) == (start.year, start.method)
        and cell.amount is not None
        and in_total(cell.gpc_ref, cell.sector, cell.method)
    ]
    if start.computed:
        weighed = weighing.computed([cell for cell in mine if cell.quantity == Quantity.ENERGY], chosen.value)
    else:
        reported = [cell for cell in mine if measure(cell.quantity) is Measure.EMISSIONS]
        weighed = weighing.reported(reported, factor_choice.gwp(chosen.gwp))
    found: dict[Place, list[float]] = {}
    for place in weighed:
        found.setdefault((SECTORS[place.sector].group, place.carrier or ""), []).append(place.tonnes or 0.0)
    places = {place: fsum(tonnes) for place, tonnes in found.items()}
    if isclose(fsum(places.values()), start.emissions_t or 0.0, rel_tol=1e-9, abs_tol=1e-6):
        return places
    return {(group, ""): tonnes for group, tonnes in start.sectors.items()}


def _unknown(scenario: str) -> Problem:
    return block(
        "scenario-unknown",
        Sentence('the scenario "{scenario}"', scenario=scenario[:60]),
        Sentence("one of {names}, or a change in per cent a year such as 1.5", names=", ".join(KINDS)),
        "Name one.",
        choices=KINDS,
    )
