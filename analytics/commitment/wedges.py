"""What actions take off a scenario, year by year, and what it would take to reach a target.

The rule for overlaps is our own [R]. An action draws on a pool: the cells of sector group and carrier that it works
on. It takes the same part f of each of them, its tonnes by those of the whole pool, at most all. Several actions on one
cell leave E x (1 - f1)(1 - f2)... of it, each working on what the others leave, so that never more is saved than is
emitted and their order does not matter. What a cell loses in all is shared out among its actions in proportion to f.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any

import numpy as np

from analytics.commitment.actions import STATUS_NAMES, UNCOUNTED, Action, Estimate, in_effect
from analytics.commitment.scenarios import Scenario
from analytics.formula import OURS, formula
from analytics.text.sentences import Sentence, listed
from analytics.vocabulary import SECTORS

Place = tuple[str, str]
"""Sector group and carrier, "" for emissions that are not split by carrier."""
_WIDER = {
    "Municipal": ("Tertiary", "Buildings"),
    "Tertiary": ("Buildings",),
    "Residential": ("Buildings",),
    "Buildings": ("Municipal", "Tertiary", "Residential"),
}
"""Where the emissions of a group stand in an inventory that does not have that group."""
_EVERYWHERE = ("Total", "Energy generation")
"""Groups of actions that work on the whole inventory: those of the city as a whole, and power made in it."""
EASE = 1e-9


@dataclass(frozen=True)
class Wedge:
    """One action set against a scenario, in tonnes by the years of its plan. ``stated_t`` is what it would take off
    alone and without limit, beyond what was in effect in the first year; ``saved_t`` what it takes off beside the
    others. ``reason`` says why it takes off nothing."""

    action: Action
    stated_t: tuple[float, ...]
    saved_t: tuple[float, ...]
    reason: str | None = None


@dataclass(frozen=True)
class Plan:
    """A scenario with its actions: ``after_t`` is what is left of ``reference_t``, year by year."""

    years: tuple[int, ...]
    reference_t: tuple[float, ...]
    after_t: tuple[float, ...]
    wedges: tuple[Wedge, ...]

    def saved(self, year: int) -> float:
        """The tonnes that all actions take off in one year of the plan."""
        place = self.years.index(year)
        return float(sum(wedge.saved_t[place] for wedge in self.wedges))


@dataclass(frozen=True)
class WedgeStep:
    """One action that would be taken next: what it adds, and what then still lacks, in tonnes in the target year."""

    estimate: Estimate
    adds_t: float
    left_t: float


@dataclass(frozen=True)
class Needs:
    """What it would take to reach a level in the last year of a plan, in tonnes.

    ``to_cut_t`` lies between scenario and target, ``decided_t`` is what decided actions take off, ``open_t`` the
    shortfall after them. ``steps`` are the undecided actions that close it, ``left_t`` what then still lacks.
    ``ranked`` is False where costs could not order them; ``notes`` say how they were chosen.
    """

    year: int
    target_t: float
    to_cut_t: float
    decided_t: float
    every_t: float
    open_t: float
    left_t: float
    steps: tuple[WedgeStep, ...] = ()
    ranked: bool = True
    notes: tuple[str, ...] = ()

    @property
    def closed_percent(self) -> float | None:
        """The part of what has to be cut that all actions on file cut, in per cent; None where nothing has to be."""
        return 100 * self.every_t / self.to_cut_t if self.to_cut_t > 0 else None


@formula(
    name="Actions on one cell",
    text=Sentence("left = E × (1 − f₁) × (1 − f₂) …;  saved of each = saved × f ÷ Σ f"),
    units="t CO₂e; f is the part of the cell that an action takes off, from 0 to 1",
    source=OURS,
    mark="R",
    remark="Never more is saved than is emitted, and the order of the actions does not matter.",
    also=(
        "analytics.commitment.wedges.shared",
        "analytics.commitment.wedges.plan",
    ),
)
def remaining(emitted: Any, parts: Any) -> Any:
    """E x (1 - f1)(1 - f2)...: what actions leave of ``emitted`` tonnes, with their ``parts`` from 0 to 1 along the
    first axis. Any shape beyond it. Source: our own rule [R]."""
    return emitted * np.prod(1.0 - np.sort(np.asarray(parts, dtype=float), axis=0), axis=0)


def shared(saved: Any, parts: Any) -> Any:
    """The tonnes saved in a cell, for each action in proportion to its part: S x f / sum of f. The shape of ``parts``,
    actions along the first axis. Source: our own rule [R]."""
    parts = np.asarray(parts, dtype=float)
    whole = parts.sum(axis=0)
    return saved * parts / np.where(whole > 0, whole, 1.0)


def pool(action: Action, places: Collection[Place]) -> tuple[Place, ...]:
    """The cells of an inventory that an action works on; none where the inventory has nothing of its kind.

    In order: the unsplit electricity of an inventory that keeps it apart, the action's own sector group, a group that
    holds it, the unsplit total. Of these the cells of its carrier, else those not split by carrier.
    """
    groups = {group for group, _ in places}
    own = SECTORS[action.sector].group
    carrier = action.carrier or ("electricity" if action.energy_saved_mwh is None and action.renewable_mwh else None)
    if carrier == "electricity" and "Electricity" in groups:
        home: tuple[str, ...] = ("Electricity",)
    elif own in groups:
        home = (own,)
    elif own in _EVERYWHERE:
        home = tuple(groups)
    else:
        home = tuple(group for group in _WIDER.get(own, ()) if group in groups) or ("Total",)
        home = home if own == "Buildings" else home[:1]
    mine = sorted(place for place in places if place[0] in home)
    if carrier is None:
        return tuple(mine)
    fitting = [place for place in mine if place[1] == carrier]
    return tuple(fitting or [place for place in mine if not place[1]])


def plan(places: Mapping[Place, float], scenario: Scenario, estimates: Sequence[Estimate]) -> Plan:
    """What actions take off ``scenario``. ``places`` are the tonnes of the newest inventory, of the first year of the
    scenario; its cells keep their shares of the total. Only what an action adds after that year counts: what was in
    effect before is in the inventory already. Removals (cells below zero) cannot be saved. In t. Source: our own rule
    [R], see above.
    """
    years = np.array(scenario.years)
    whole = sum(places.values())
    growth = np.asarray(scenario.tonnes) / whole if whole > 0 else np.ones(len(years))
    named = [place for place, tonnes in places.items() if tonnes > 0]
    cells = np.array([places[place] for place in named]).reshape(-1, 1) * np.maximum(growth, 0.0)
    parts = np.zeros((len(estimates), len(named), len(years)))
    wedges = []
    for number, estimate in enumerate(estimates):
        stated = np.zeros(len(years))
        mine = [named.index(place) for place in pool(estimate.action, named)]
        reason = _reason(estimate, bool(mine), int(years[0]))
        if reason is None and estimate.avoided_t is not None:
            grown = in_effect(estimate.action, years)
            stated = estimate.avoided_t * np.maximum(grown - grown[0], 0.0)
            emitted = cells[mine].sum(axis=0)
            parts[number, mine] = np.minimum(stated / np.where(emitted > 0, emitted, np.inf), 1.0)
        wedges.append(Wedge(estimate.action, tuple(map(float, stated)), (), reason))
    saved = shared(cells - remaining(cells, parts), parts).sum(axis=1) if estimates else np.zeros((0, len(years)))
    after = np.asarray(scenario.tonnes) - saved.sum(axis=0)
    return Plan(
        scenario.years,
        scenario.tonnes,
        tuple(map(float, after)),
        tuple(replace(wedge, saved_t=tuple(map(float, row))) for wedge, row in zip(wedges, saved, strict=True)),
    )


@formula(
    name="What a target still needs",
    text=Sentence("lacking = what is left in the target year − the level of the target"),
    units="t CO₂e; undecided actions are added by cost per yearly tonne, the cheapest first",
    source=OURS,
    mark="R",
)
def needs(places: Mapping[Place, float], scenario: Scenario, estimates: Sequence[Estimate], target_t: float) -> Needs:
    """What still lacks to ``target_t`` in the last year of ``scenario``, and which undecided actions close it.

    They are taken one by one by cost per yearly tonne, the cheapest first, where all that have a cost have it in one
    currency; those without a cost after them, and all of them where currencies differ, by tonnes. Source: our own [R].
    """
    end = scenario.years[-1]
    taken = [item for item in estimates if not item.action.undecided]
    waiting = [item for item in estimates if item.action.undecided and item.avoided_t]

    def saved(chosen: Sequence[Estimate]) -> float:
        return plan(places, scenario, chosen).saved(end)

    to_cut, decided, every = scenario.tonnes[-1] - target_t, saved(taken), saved(estimates)
    found = Needs(end, target_t, to_cut, decided, every, max(to_cut - decided, 0.0), max(to_cut - decided, 0.0))
    order, ranked, notes = _order(waiting)
    steps: list[WedgeStep] = []
    so_far, left = decided, found.left_t
    for item in order:
        if left <= EASE * max(abs(to_cut), 1.0):
            left = 0.0
            break
        with_it = saved([*taken, *(step.estimate for step in steps), item])
        if with_it - so_far > EASE * max(abs(to_cut), 1.0):
            left = max(to_cut - with_it, 0.0)
            steps.append(WedgeStep(item, with_it - so_far, left))
            so_far = with_it
    return replace(found, left_t=left, steps=tuple(steps), ranked=ranked, notes=tuple(notes) if steps else ())


def _order(waiting: Sequence[Estimate]) -> tuple[list[Estimate], bool, list[str]]:
    """Undecided actions in the order in which they would be taken, whether cost orders them, and what to say of it."""
    priced = [item for item in waiting if item.cost_per_tonne is not None]
    currencies = sorted({item.action.currency or "" for item in priced})

    def size(item: Estimate) -> tuple[float, str]:
        return -(item.avoided_t or 0.0), item.action.id

    if len(currencies) > 1:
        note = Sentence(
            "Costs are in {currencies} and are not compared; the actions are taken by their tonnes.",
            currencies=reduce(lambda first, second: listed((first, second)), currencies),
        )
        return sorted(waiting, key=size), False, [note]
    rest = sorted((item for item in waiting if item.cost_per_tonne is None), key=size)
    if not priced:
        return rest, False, [Sentence("No cost is known here; the actions are taken by their tonnes.")]
    cheapest = sorted(priced, key=lambda item: (item.cost_per_tonne or 0.0, *size(item)))
    notes: list[str] = [
        Sentence(
            "Taken one by one by cost per yearly tonne. That is a rule of thumb: another choice may close the gap for "
            "less in all, since the last action may do more than is needed, and how long an action lasts is not known."
        )
    ]
    if rest:
        notes.append(Sentence("Actions without a cost come after those with one, by their tonnes."))
    return [*cheapest, *rest], True, notes


def _reason(estimate: Estimate, has_place: bool, first: int) -> str | None:
    """Why an action takes nothing off; None where it may."""
    action = estimate.action
    if action.status in UNCOUNTED:
        return STATUS_NAMES[action.status]
    if estimate.avoided_t is None:
        return estimate.reason
    if float(in_effect(action, first)) >= 1:
        return Sentence("in full effect in {year} already, and so part of that inventory", year=first)
    if not has_place:
        return Sentence("the newest inventory holds no emissions of this sector and carrier")
    return None
