"""The sentences of the Targets page, computed from a city's outlook. Plain text: pages escape it."""

from __future__ import annotations

import re

from analytics.commitment.actions import STATUS_NAMES, Estimate
from analytics.commitment.ambition import Ambition, ambition
from analytics.commitment.baseline import level_gas
from analytics.commitment.budget import Budget, budget
from analytics.commitment.progress import Progress
from analytics.commitment.wedges import Wedge
from analytics.vocabulary import CARRIERS, SECTORS, Verdict
from dashboard import theme
from dashboard.parts import wording
from dashboard.parts.wording import Card
from datasets.plans.outlook import Outlook

SCENARIOS = {"given": "Baseline scenario", "held": "Held level", "trend": "Recent trend"}
HOW = (
    "Actions are set against a scenario, from the newest inventory on. What was in effect before that year is in the "
    "inventory already. An action builds up on a straight line from its start and is whole from its end on; a done one "
    "counts from its end, a cancelled one never. Several actions on the same sector and carrier each work on what the "
    "others leave, so that never more is saved than is emitted and their order does not matter. Each sector keeps its "
    "share of the total. Cost per yearly tonne is the whole cost over the tonnes avoided a year in full effect. All of "
    "these are our own rules."
)


def headline(found: Outlook, this_year: int) -> str:
    """The finding in one sentence."""
    name, progress, needs = found.report.city.name, found.progress, found.needs
    target = progress.target
    if target is None:
        return f"No target is on file for {name}"
    if found.start is None:
        return f"{name}: the target for {target.year} is on file, an inventory to measure it is not"
    if not found.comparable:
        return f"{name}: target and inventories cannot be set against each other"
    if needs is None:
        if progress.outcome:
            return f"{name} {progress.outcome} its target for {target.year}"
        return f"{name}: the year of the target, {target.year}, has passed"
    like = found.start.emissions_t
    if needs.to_cut_t <= 0:
        if found.scenario and found.scenario.kind == "held":
            spare = theme.tonnes(-needs.to_cut_t, None, like=like)
            return f"{name} is {spare} below its target for {target.year} already"
        return f"In this scenario {name} reaches its target for {target.year} without an action"
    left = theme.tonnes(needs.to_cut_t, None, like=like)
    if target.year < this_year:
        return f"{name} had {left} left to cut for {target.year}, and no inventory since says whether it did"
    if not found.estimates:
        return f"{name} has no action on file; {left} remain to be cut by {target.year}"
    percent = needs.closed_percent or 0.0
    if percent >= 100:
        return f"The actions on file close all of {possessive(name)} gap to {target.year}"
    shown = theme.percent(percent) if percent >= 1 or percent == 0 else f"less than {theme.percent(1)}"
    return f"The actions on file close {shown} of {possessive(name)} gap to {target.year}"


def possessive(name: str) -> str:
    """A name with its genitive: ``Boston’s``, ``Fort Collins’``."""
    return f"{name}’" if name.endswith("s") else f"{name}’s"


def context(found: Outlook) -> str:
    """One sentence below the headline: from where to where, and how much that is a year."""
    target, start, needs = found.progress.target, found.start, found.needs
    if target is None:
        return "A base year, a target year and a percentage are enough; they can be added below."
    promise = f"The target is {wording.promise(target)}."
    if start is None or needs is None:
        return promise
    span = needs.year - start.year
    way = f"From {theme.tonnes(start.emissions_t, start.gas)} in {start.year} to "
    way += theme.tonnes(needs.target_t, level_gas(target, found.progress.baseline))
    if start.emissions_t is not None and start.emissions_t > needs.target_t:
        yearly = theme.tonnes((start.emissions_t - needs.target_t) / span, None)
        return f"{promise} {way} in {needs.year} is {yearly} less each year."
    return f"{promise} In {start.year} emissions were {theme.tonnes(start.emissions_t, start.gas)}."


def cards(found: Outlook) -> list[Card]:
    """The four figures: to cut, decided actions, all actions, still open."""
    needs, start = found.needs, found.start
    target = found.progress.target
    if needs is None or start is None:
        year = f" by {target.year}" if target else ""
        count = len(found.estimates)
        known = level(found.progress) if found.progress.target_t is not None else "Unknown"
        return [
            Card(f"Left to cut{year}", "Unknown", "see the reasons" if target else "no target on file"),
            Card("Level of the target", known if target else "No target", "as reported" if target else "none on file"),
            Card("Actions on file", str(count) if count else "None", "of this city"),
            Card("Still open", "Unknown", "see the reasons" if target else "no target on file"),
        ]
    like = start.emissions_t
    decided = sum(not item.action.undecided and item.action.status != "cancelled" for item in found.estimates)
    every = sum(item.action.status != "cancelled" for item in found.estimates)
    left = max(needs.to_cut_t - needs.every_t, 0.0)
    cut = theme.tonnes(needs.to_cut_t, None, like=like) if needs.to_cut_t > 0 else "Nothing"
    return [
        Card(f"Left to cut by {needs.year}", cut, _against(found)),
        Card("Decided actions", _saves(needs.decided_t, like), _counted(decided)),
        Card("All actions", _saves(needs.every_t, like), _counted(every)),
        Card("Still open", theme.tonnes(left, None, like=like) if left > 0 else "Nothing", f"in {needs.year}", "off",
             None if left > 0 else True),
    ]  # fmt: skip


def _against(found: Outlook) -> str:
    kind = found.scenario.kind if found.scenario else "held"
    names = {"held": f"from {found.start.year if found.start else ''}, held level", "given": "of the baseline scenario",
             "trend": "after the trend", "rate": "at a constant rate"}  # fmt: skip
    return names[kind]


def _saves(tonnes: float, like: float | None) -> str:
    return theme.tonnes(tonnes, None, like=like) if tonnes > 0 else "Nothing"


def _counted(count: int) -> str:
    return "none on file" if not count else f"{count} {'action' if count == 1 else 'actions'}"


def chart_title(found: Outlook) -> str:
    """What the picture shows."""
    plan = found.plan
    assert plan is not None
    end, like = plan.years[-1], plan.reference_t[-1]
    saved = plan.saved(end)
    if saved <= 0:
        return f"{plan.years[0]} to {end}: no action takes anything off yet"
    return f"Actions take {theme.tonnes(saved, None, like=like)} off by {end}"


def chart_note(found: Outlook) -> str:
    """How to read the picture, and where its figures are from."""
    start, scenario = found.start, found.scenario
    assert start is not None
    assert scenario is not None
    parts = [printed(scenario.said)]
    if found.trend and scenario.kind != "trend":
        parts.append(f"Dashed: {found.trend.said[0].lower()}{printed(found.trend.said[1:])}")
    if found.comparable:
        parts.append("Dotted: the required path.")
    if any(item.action.undecided for item in found.estimates):
        parts.append("Hatched: not decided yet.")
    if scenario.source:
        parts.append(f"Source of the scenario: {scenario.source}.")
    parts.append(wording.source_note(start))
    return " ".join(parts)


def printed(said: str) -> str:
    """A sentence with its minus signs and thousands as they are printed."""
    signed = re.sub(r"(?<![\w.])-(?=\d)", theme.MINUS, said)
    return re.sub(r"(?<=\d),(?=\d{3})", theme.NBSP, signed)


def ambition_words(progress: Progress, found: Outlook) -> str:
    """A target beside that of the country, in a word; "not given" where there is none to compare with."""
    beside: Ambition | None = ambition(progress, found.report.inventories)
    if beside is None:
        return "not given"
    return {"more": "more ambitious", "less": "less ambitious", "as": "as ambitious", "cannot-tell": "cannot be told"}[
        beside.answer
    ]


def budget_words(progress: Progress, found: Outlook) -> str:
    """What is left of the budget of a target, in a few words."""
    rest = budget(progress, found.report.inventories)
    if rest.remaining_t is None:
        return "cannot be told"
    if rest.remaining_t <= 0:
        return "used up"
    return theme.tonnes(rest.remaining_t, None)


def budget_sentence(found: Outlook) -> str:
    """The budget of the chosen target in plain words; empty where none can be given."""
    rest: Budget = budget(found.progress, found.report.inventories)
    if rest.remaining_t is None or rest.whole_t is None or rest.emitted_t is None:
        return " ".join(rest.reasons) if found.progress.target and found.comparable else ""
    said = (
        f"The path allows {theme.tonnes(rest.whole_t, None)} in all from {rest.first_year} to {rest.last_year}; "
        f"{theme.tonnes(rest.emitted_t, None)} were emitted up to {rest.emitted_to}."
    )
    if rest.remaining_t <= 0:
        return f"{said} The budget is used up."
    if rest.years_left is None:
        return f"{said} {theme.tonnes(rest.remaining_t, None)} are left."
    return (
        f"{said} What is left lasts {theme.years(rest.years_left)} at the emissions of {rest.emitted_to}, and has to "
        f"last {wording.counted((rest.last_year or 0) - (rest.emitted_to or 0), 'year', 'years').lower()}."
    )


def level(progress: Progress) -> str:
    """The tonnes that a target leads to."""
    if progress.target_t is None:
        return "cannot be told"
    if progress.target_t == 0 or progress.target is None:
        return "net zero"
    gas = level_gas(progress.target, progress.baseline)  # CO₂e goes without saying
    return theme.tonnes(progress.target_t, gas if gas == "CO2" else None)


def verdict(progress: Progress) -> str:
    """The verdict in a word; the year of a target without an inventory of it is no news of its own."""
    return wording.outcome(progress) if progress.verdict is not Verdict.CANNOT_TELL else "Cannot tell"


def place(item: Estimate) -> str:
    """Where an action works: its sector and, where it has one, its carrier."""
    carrier = f", {CARRIERS[item.action.carrier].name.lower()}" if item.action.carrier else ""
    return SECTORS[item.action.sector].name + carrier


def status(item: Estimate) -> str:
    """Where an action stands."""
    return STATUS_NAMES[item.action.status]


def avoided(item: Estimate) -> str:
    """What an action avoids a year in full effect, and who says so."""
    if item.avoided_t is None:
        return f"unknown: {item.reason}"
    return theme.tonnes(item.avoided_t, None) + (", computed" if item.how == "computed" else "")


def counts(wedge: Wedge | None) -> str:
    """What an action takes off in the last year of the plan, or why it takes off nothing."""
    if wedge is None:
        return "cannot be told"
    return wedge.reason or theme.tonnes(wedge.saved_t[-1], None)


def cost(item: Estimate) -> str:
    """The cost of an action in its own currency."""
    action = item.action
    return "not reported" if action.cost is None else f"{theme.number(action.cost)}{theme.NBSP}{action.currency}"


def cost_per_tonne(item: Estimate) -> str:
    """The cost for each tonne avoided a year, in the currency of the action."""
    value = item.cost_per_tonne
    if value is None:
        return "not known"
    return f"{theme.number(value, 0 if value >= 10 else 2)}{theme.NBSP}{item.action.currency}"
