"""What a tonne costs that an action avoids, as a passport: its cost, and its tonnes as stated or from its energy."""

from __future__ import annotations

from collections.abc import Callable

from analytics.commitment import actions
from analytics.commitment.actions import Action, Estimate
from analytics.factors.emissions import emissions
from analytics.passport import Passport
from analytics.text.sentences import Sentence
from datasets.city.trace.bookkeeping import node
from datasets.reference.factor_sources import FactorUse

Use = Callable[[str, str], FactorUse]
"""The factor of a carrier in a sector, of the year from which actions are counted."""


def passport(found: Estimate, use: Use) -> Passport | None:
    """The cost of an action for each tonne that it avoids a year, in its own currency; None without a cost or tonnes.
    Source of the formula: ``analytics.commitment.actions.cost_per_tonne``."""
    action, value = found.action, found.cost_per_tonne
    if value is None or action.cost is None:
        return None
    cost = _leaf(Sentence("Whole cost"), action.cost, action.currency or "", action)
    avoided = _avoided(found, use)
    unit = Sentence("{currency} per t avoided a year", currency=action.currency)
    name = Sentence("Cost per yearly tonne: {action}", action=action.name)
    return Passport(name, value, unit, "per unit", (cost, avoided), actions.estimate.formula)


def _avoided(found: Estimate, use: Use) -> Passport:
    """The tonnes that an action avoids a year: as stated, else its energy times the factors of what that replaces."""
    action, name = found.action, Sentence("Avoided in a year, in full effect")
    if found.how == "stated" or found.avoided_t is None:
        return _leaf(name, found.avoided_t or 0.0, "t CO2e", action)
    saved = (Sentence("Energy saved"), action.energy_saved_mwh, action.carrier)
    made = (Sentence("Renewable energy"), action.renewable_mwh, action.carrier or "electricity")
    parts = []
    for what, mwh, carrier in (saved, made):
        if mwh is not None and carrier is not None:
            factor = _factor(use(carrier, action.sector))
            parts.append(
                node(
                    what, "t CO2e", "energy times factor", (_leaf(what, mwh, "MWh", action), factor), emissions.formula
                )
            )
    return node(name, "t CO2e", "sum", parts, actions.estimate.formula)


def _leaf(name: str, value: float, unit: str, action: Action) -> Passport:
    facts = {"action": action.id, **({"source": action.source} if action.source else {})}
    return Passport(name, value, unit, facts=facts)


def _factor(use: FactorUse) -> Passport:
    facts = {"source": use.source, "edition": use.edition, "mark": use.mark}
    given = {key: value for key, value in facts.items() if value}
    return Passport(Sentence("Factor"), use.value or 0.0, "t/MWh", facts=given)
