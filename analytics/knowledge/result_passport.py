"""The passport of a result: what somebody stated, brought to the unit of its kind, and what a yearly tonne cost."""

from __future__ import annotations

from analytics import units
from analytics.commitment import actions
from analytics.knowledge.knowledge_entries import EntryResult, KnowledgeEntry
from analytics.knowledge.results import MASS_OF_GASES, Result, result
from analytics.passport import Passport
from analytics.text.sentences import Sentence


def passport(entry: KnowledgeEntry, one: EntryResult) -> Passport:
    """A result in MWh, t, m3, a currency, people or per cent, whatever it was stated in. Source of the formula: the
    definitions of the units."""
    name = Sentence("Result of {title}", title=entry.title)
    kept = result(one.value, one.unit) if one.of or one.span else Result(one.value, one.unit)
    source = ", ".join(filter(None, (entry.source, entry.page)))
    facts = {"source": source} if source else {}
    against = (Sentence("against {baseline}", baseline=one.baseline),) if one.baseline else ()
    notes = (*against, *filter(None, (one.note,)))
    if kept.unit == one.unit:
        return Passport(name, one.value, one.unit, facts=facts, notes=notes)
    stated = Passport(Sentence("Number as written"), one.value, one.unit, facts=facts, notes=notes)
    per = Sentence("{unit} per {other}", unit=kept.unit, other=one.unit)
    step = Passport(Sentence("Unit step"), kept.value / one.value, per)
    return Passport(name, kept.value, kept.unit, "product", (stated, step), units.factor.formula)


def cost_passport(entry: KnowledgeEntry, one: EntryResult) -> Passport | None:
    """What an experience cost for each tonne that it saves a year; None without a cost, or of another result. Source
    of the formula: ``analytics.commitment.actions.cost_per_tonne``."""
    saved = passport(entry, one)
    if entry.cost is None or entry.kind == "plan" or one.span != "year" or saved.unit not in MASS_OF_GASES:
        return None
    facts = {"source": entry.source} if entry.source else {}
    cost = Passport(Sentence("Whole cost"), entry.cost, entry.currency, facts=facts)
    unit = Sentence("{currency} per t avoided a year", currency=entry.currency)
    name = Sentence("Cost per yearly tonne: {action}", action=entry.title)
    return Passport(name, entry.cost / saved.value, unit, "per unit", (cost, saved), actions.estimate.formula)
