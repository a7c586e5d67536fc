"""Mitigation actions: what one is, what is wrong with it, when it takes effect, and what it avoids."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from analytics.detection.plausibility import above_zero
from analytics.factors.emissions import emissions
from analytics.formula import OURS, formula
from analytics.text.problems import Problem, block
from analytics.text.sentences import Sentence
from analytics.vocabulary import CARRIERS, SECTORS

Status = Literal["planned", "partly", "decided", "ongoing", "done", "postponed", "cancelled", "unstated", "expected"]
STATUS_NAMES: dict[Status, str] = {
    "planned": Sentence("planned, not decided"),
    # Translators: where an action stands: a part of its money is in a budget.
    "partly": Sentence("budgeted in part"),
    # Translators: where an action stands.
    "decided": Sentence("decided"),
    # Translators: where an action stands.
    "ongoing": Sentence("under way"),
    # Translators: where an action stands.
    "done": Sentence("done"),
    # Translators: where an action stands.
    "postponed": Sentence("postponed"),
    # Translators: where an action stands, and why it takes nothing off.
    "cancelled": Sentence("cancelled"),
    # Translators: where an action stands: its source does not say.
    "unstated": Sentence("not stated"),
    # Translators: said of tonnes in a list of actions that no action of the city brings, such as a cleaner grid.
    "expected": Sentence("expected without an action"),
}
"""Where an action stands. The Covenant's template has "new", "ongoing", "completed", "postponed" and "not started" [M];
the split between planned, budgeted in part and decided is our own [R]. A source that says nothing is "unstated"; what
others bring, such as cleaner electricity, is "expected" and counts as no action."""
OPEN: tuple[Status, ...] = ("planned", "partly", "postponed", "unstated")
"""What nobody has decided as a whole yet, or has put off."""
UNCOUNTED: tuple[Status, ...] = ("cancelled", "expected")
"""What takes nothing off as an action of the city."""
LONGEST_LIFE = 100.0
"""[R] No action is said to last longer than so many years."""
Factor = Callable[[str, str], float | None]
"""(carrier, sector) -> t CO2e per MWh, or None where no sourced factor exists."""


@dataclass(frozen=True)
class Action:
    """One mitigation action as a city reported it. Energy in MWh and ``avoided_t`` in t CO2e, all a year and once the
    action is in full effect; None where the city gave no figure.

    ``start`` and ``end`` are the years in which its effect begins to build up and is whole. ``carrier`` is what is
    saved or replaced. ``cost`` is the whole cost in ``currency`` (ISO 4217). ``sdg`` holds goals from 1 to 17.
    ``life_years`` is how long it lasts, None where nobody says so.
    """

    id: str
    name: str
    sector: str
    carrier: str | None
    start: int
    end: int
    status: Status
    energy_saved_mwh: float | None = None
    renewable_mwh: float | None = None
    avoided_t: float | None = None
    cost: float | None = None
    currency: str | None = None
    responsible: str | None = None
    sdg: tuple[int, ...] = ()
    source: str | None = None
    life_years: float | None = None

    @property
    def undecided(self) -> bool:
        """Whether the action still waits for a decision."""
        return self.status in OPEN


@dataclass(frozen=True)
class Estimate:
    """What an action avoids in full effect, in t CO2e a year. ``how`` is "stated" by the city, or "computed" from its
    energy and the city's factor; None with a ``reason`` where neither can be."""

    action: Action
    avoided_t: float | None = None
    how: Literal["stated", "computed"] | None = None
    reason: str | None = None

    @property
    def cost_per_tonne(self) -> float | None:
        """The cost per yearly tonne in the action's own currency; None without a cost or without tonnes."""
        if self.action.cost is None or not self.avoided_t:
            return None
        return float(cost_per_tonne(self.action.cost, self.avoided_t))

    def over_life(self, years: float | None = None) -> float | None:
        """The cost for each tonne avoided in the action's own life, in one of so many ``years`` where nobody stated it;
        None without a cost, tonnes or either life. Raises Refused for a life that is not above zero. Source: our own
        rule [R]."""
        life = years if self.action.life_years is None else self.action.life_years
        if self.action.cost is None or not self.avoided_t or life is None:
            return None
        return float(cost_over_life(self.action.cost, self.avoided_t, life))


@formula(
    name="Cost per tonne over an action's life",
    text="k = C ÷ (ΔE × L)",
    units="k in the currency per t CO₂e; C is the whole cost, ΔE in t a year in full effect, L the life in years",
    source=OURS,
    mark="R",
    remark=(
        "The life that the city states; no other is assumed unless one is asked for. Nothing is discounted, and what "
        "an action saves in energy bills is not taken off."
    ),
    also=("analytics.commitment.actions.Estimate.over_life",),
)
def cost_over_life(cost: Any, avoided_t: Any, years: Any) -> Any:
    """The whole cost for each tonne that an action avoids in its life: C / (A x L), in the currency of ``cost`` per t.

    ``avoided_t`` in t a year in full effect, above zero; ``years`` how long it lasts, above zero. Any shape. Raises
    Refused for a life that is not above zero. Source: our own rule [R].
    """
    above_zero("life of the action", years, "years")
    return cost_per_tonne(cost, avoided_t) / years


@formula(
    name="An action takes effect",
    text=Sentence("part(y) = (y − start) ÷ (end − start), within 0 and 1"),
    units="part from 0 to 1; none of a cancelled action, all of a done one",
    source=OURS,
    mark="R",
    also=("analytics.commitment.actions.in_effect",),
)
def ramp(start: Any, end: Any, year: Any) -> Any:
    """The part of an action that is in effect in ``year``, from 0 to 1: (y - start)/(end - start), kept within 0 and 1.

    It builds up on a straight line and is whole from ``end`` on; an action of one year is whole in that year. Nothing
    is said of its wearing off. Any shape; ``end`` is not before ``start``. Source: our own rule [R].
    """
    span = np.asarray(end) - start
    grown = np.clip((year - start) / np.where(span > 0, span, 1), 0.0, 1.0)
    part = np.where(np.asarray(year) >= end, 1.0, np.where(span > 0, grown, 0.0))
    return part if part.ndim else float(part)


def in_effect(action: Action, year: Any) -> Any:
    """The part of an action that counts in ``year``: none of a cancelled one, all of a done one from its end on and
    nothing before, else its ramp. Any shape of ``year``. Source: our own rule [R]."""
    if action.status == "cancelled":
        return 0.0 * ramp(action.start, action.end, year)
    return ramp(action.end if action.status == "done" else action.start, action.end, year)


def cost_per_tonne(cost: Any, avoided_t: Any) -> Any:
    """The whole cost for each tonne avoided a year in full effect, in the currency of ``cost``: C / A. Any shape; the
    tonnes must be above zero. How long an action lasts is not known, so no lifetime is put in. Source: our own rule
    [R]."""
    return cost / avoided_t


@formula(
    name="What an action avoids",
    text=Sentence("ΔE = as stated, or (energy saved + renewable energy) × F"),
    units="ΔE in t CO₂e a year in full effect, energy in MWh, F in t/MWh of the carrier replaced",
    source=OURS,
    mark="R",
    remark="A missing factor leaves the figure open. Cost per tonne is the whole cost ÷ ΔE.",
    also=("analytics.commitment.actions.cost_per_tonne",),
)
def estimate(action: Action, factor: Factor) -> Estimate:
    """The tonnes an action avoids a year: as stated, else energy saved and renewable energy times the city's factor.

    Renewable energy replaces the carrier named, or electricity where none is. Energy saved needs a carrier. A missing
    factor leaves the whole figure open. Source: the core equation of a Covenant inventory; the rule is our own [R].
    """
    if action.avoided_t is not None:
        return Estimate(action, action.avoided_t, "stated")
    parts = ((action.energy_saved_mwh, action.carrier), (action.renewable_mwh, action.carrier or "electricity"))
    given = [(mwh, carrier) for mwh, carrier in parts if mwh is not None]
    if not given:
        return Estimate(action, reason=Sentence("neither tonnes nor energy are stated"))
    tonnes = 0.0
    for mwh, carrier in given:
        if carrier is None:
            return Estimate(action, reason=Sentence("energy is saved, but of which carrier is not stated"))
        value = factor(carrier, action.sector)
        if value is None:
            named = CARRIERS[carrier].within
            return Estimate(action, reason=Sentence("no sourced factor for {carrier}", carrier=named))
        tonnes += float(emissions(mwh, value))
    return Estimate(action, tonnes, "computed")


def problems(action: Action) -> list[Problem]:
    """Everything that is wrong with one action in itself, each with the column that it stands in."""
    found = []
    if not action.id.strip() or not action.name.strip():
        column = "name" if action.id.strip() else "id"
        expected = Sentence("the name of the action") if column == "name" else Sentence("the id of the action")
        found.append(_block("blank-value", Sentence("a blank cell"), expected, Sentence("Fill it in."), column))
    if action.sector not in SECTORS:
        expected, fix = Sentence("a sector"), Sentence("Name a known one.")
        found.append(_block("sector-unknown", f'"{action.sector}"', expected, fix, "sector"))
    if action.carrier is not None and action.carrier not in CARRIERS:
        expected, fix = Sentence("a carrier"), Sentence("Name a known one.")
        found.append(_block("carrier-unknown", f'"{action.carrier}"', expected, fix, "carrier"))
    if action.status not in STATUS_NAMES:
        expected, fix = Sentence("one of {choices}", choices=", ".join(STATUS_NAMES)), Sentence("Write one of them.")
        found.append(_block("status-unknown", f'"{action.status}"', expected, fix, "status"))
    if action.end < action.start:
        said = Sentence("the end {end} before the start {start}", end=action.end, start=action.start)
        expected = Sentence("a year from {year} on", year=action.start)
        fix = Sentence("Correct one; they may have been swapped.")
        found.append(_block("action-years", said, expected, fix, "end"))
    for column in ("energy_saved_mwh", "renewable_mwh", "avoided_t", "cost"):
        value = getattr(action, column)
        if value is not None and not (math.isfinite(value) and value >= 0):
            fix = Sentence("A saving is written without a sign; an action that adds emissions is none.")
            expected = Sentence("a figure of zero or more")
            found.append(_block("action-negative", Sentence("{value:,g}", value=value), expected, fix, column))
    if action.life_years is not None and not 0 < action.life_years <= LONGEST_LIFE:
        expected = Sentence("a life above 0 and up to {years:g} years", years=LONGEST_LIFE)
        said = Sentence("{value:,g}", value=action.life_years)
        found.append(_block("action-life", said, expected, Sentence("Correct it."), "life_years"))
    if action.cost is not None and not action.currency:
        said = Sentence("a cost of {cost:,g} without a currency", cost=action.cost)
        expected, fix = Sentence("a currency"), Sentence("Write its code, such as EUR.")
        found.append(_block("currency-missing", said, expected, fix, "currency"))
    wrong = [goal for goal in action.sdg if not 1 <= goal <= 17]
    if wrong:
        said, expected = Sentence("the goal {goal}", goal=wrong[0]), Sentence("goals from 1 to 17")
        found.append(_block("sdg-unknown", said, expected, Sentence("Correct it."), "sdg"))
    return found


def _block(code: str, found: str, expected: str, fix: str, column: str) -> Problem:
    return block(code, found, expected, fix, column=column)
