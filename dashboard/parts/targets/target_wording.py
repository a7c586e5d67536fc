"""The sentences of the Targets page, computed from what lies ahead. Plain text: pages escape it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analytics.commitment.actions import STATUS_NAMES, Estimate
from analytics.commitment.ambition import Ambition, ambition
from analytics.commitment.baseline import level_gas
from analytics.commitment.budget import Budget, budget
from analytics.commitment.judged import Progress
from analytics.commitment.wedges import Wedge
from analytics.text.sentences import Sentence
from analytics.vocabulary import CARRIERS, SECTORS, Verdict
from dashboard import language, theme
from dashboard.language import gettext as _
from dashboard.language import ngettext, say
from dashboard.words import commitments, origins, strengths, verdicts
from dashboard.words.card import Card
from dashboard.words.shown_series import path_words
from datasets import Outlook

SCENARIOS = {
    # Translators: a scenario that actions are set against.
    "given": Sentence("Baseline scenario"),
    # Translators: a scenario: the emissions of the newest inventory stay what they are.
    "held": Sentence("Held level"),
    # Translators: a scenario: emissions go on as they did.
    "trend": Sentence("Recent trend"),
}
HOW = Sentence(
    "Actions are set against a scenario, from the newest inventory on. What was in effect before that year is in the "
    "inventory already. An action builds up on a straight line from its start and is whole from its end on; a done one "
    "counts from its end, a cancelled one never. Several actions on the same sector and carrier each work on what the "
    "others leave, so that never more is saved than is emitted and their order does not matter. Each sector keeps its "
    "share of the total. Cost per yearly tonne is the whole cost over the tonnes avoided a year in full effect. All of "
    "these are our own rules."
)


def headline(found: Outlook, this_year: int) -> str:
    """The finding in one sentence."""
    city, progress, needs = found.report.city.name, found.progress, found.needs
    target = progress.target
    if target is None:
        return _("No target is on file for {city}", city=city)
    year = target.year
    if found.start is None or not found.comparable:
        return verdicts.cannot_assess(city, progress.codes)
    if needs is None:
        return _past(progress, city, year)
    like = found.start.emissions_t
    if needs.to_cut_t <= 0 and progress.verdict is Verdict.CANNOT_TELL:
        distance = theme.tonnes(-needs.to_cut_t, None, like=like)
        return _(
            "{city} reports {distance} less than its target for {year} allows; whether it is reached cannot be "
            "assessed: {reason}",
            city=city,
            distance=distance,
            year=year,
            reason=commitments.reason(progress.codes),
        )
    if needs.to_cut_t <= 0:
        if found.scenario and found.scenario.kind == "held":
            distance = theme.tonnes(-needs.to_cut_t, None, like=like)
            return _(
                "{city} is {distance} below its target for {year} already", city=city, distance=distance, year=year
            )
        return _("In this scenario {city} reaches its target for {year} without an action", city=city, year=year)
    left = theme.tonnes(needs.to_cut_t, None, like=like)
    if year < this_year:
        return _(
            "{city} had {left} left to cut for {year}; no later inventory shows whether it did",
            city=city,
            left=left,
            year=year,
        )
    if not found.estimates:
        return _("{city} has no action on file; {left} remain to be cut by {year}", city=city, left=left, year=year)
    return _closing(city, year, needs.closed_percent or 0.0)


def _past(progress: Progress, city: str, year: int) -> str:
    """The finding where the year of the target has passed."""
    if progress.outcome == "met":
        return _("{city} met its target for {year}", city=city, year=year)
    if progress.outcome == "missed":
        return _("{city} missed its target for {year}", city=city, year=year)
    return _("{city}: the year of the target, {year}, has passed", city=city, year=year)


def _closing(city: str, year: int, percent: float) -> str:
    """How much of the gap the actions close. English forms the genitive of a name by its end: ``Fort Collins’``."""
    hissing = city.endswith("s")
    if percent >= 100:
        if hissing:
            return _("The actions on file close all of {city}’ gap to {year}", city=city, year=year)
        return _("The actions on file close all of {city}’s gap to {year}", city=city, year=year)
    if percent >= 1 or percent == 0:
        share = theme.percent(percent)
        if hissing:
            return _("The actions on file close {share} of {city}’ gap to {year}", share=share, city=city, year=year)
        return _("The actions on file close {share} of {city}’s gap to {year}", share=share, city=city, year=year)
    said = {"share": theme.percent(1), "city": city, "year": year}
    if hissing:
        return _("The actions on file close less than {share} of {city}’ gap to {year}", **said)
    return _("The actions on file close less than {share} of {city}’s gap to {year}", **said)


def context(found: Outlook) -> str:
    """One sentence below the headline: from where to where, and how much that is a year."""
    target, start, needs = found.progress.target, found.start, found.needs
    if target is None:
        if any(item.emissions_t is not None for item in found.report.inventories):
            return _("A base year, a target year and a percentage are enough; they can be added below.")
        return commitments.to_set_a_target(found.report)
    promise = _("The target is {target}.", target=commitments.promise(target))
    if start is None or needs is None:
        return promise
    emissions = theme.tonnes(start.emissions_t, start.gas)
    if start.emissions_t is None or start.emissions_t <= needs.target_t:
        reported = _("In {year} emissions were {emissions}.", year=start.year, emissions=emissions)
        return f"{promise} {reported}"
    way = _(
        "From {emissions} in {base} to {level} in {year} is {yearly} less each year.",
        emissions=emissions,
        base=start.year,
        level=theme.tonnes(needs.target_t, level_gas(target, found.progress.baseline)),
        year=needs.year,
        yearly=theme.tonnes((start.emissions_t - needs.target_t) / (needs.year - start.year), None),
    )
    around = found.report.around.get((start.year, start.method))
    if around is None:
        return f"{promise} {way}"
    wide = strengths.around(around, start.emissions_t)
    return " ".join([promise, way, _("The total of {year} is uncertain by {wide}.", year=start.year, wide=wide)])


def cards(found: Outlook) -> list[Card]:
    """The four figures: to cut, decided actions, all actions, still open."""
    needs, start = found.needs, found.start
    if needs is None or start is None:
        return _unknown_cards(found)
    like = start.emissions_t
    decided = sum(not item.action.undecided and item.action.status != "cancelled" for item in found.estimates)
    every = sum(item.action.status != "cancelled" for item in found.estimates)
    left = max(needs.to_cut_t - needs.every_t, 0.0)
    return [
        Card(_("Left to cut by {year}", year=needs.year), _size(needs.to_cut_t, like), _against(found, start.year)),
        Card(_("Decided actions"), _size(needs.decided_t, like), _counted(decided)),
        Card(_("All actions"), _size(needs.every_t, like), _counted(every)),
        Card(
            _("Still open"),
            _size(left, like),
            _("in {year}", year=needs.year),
            "off",
            None if left > 0 or found.progress.verdict is Verdict.CANNOT_TELL else True,
        ),
    ]


def _unknown_cards(found: Outlook) -> list[Card]:
    """The four cards of a gap that cannot be told: what is on file, and why there is no more."""
    target, count = found.progress.target, len(found.estimates)
    # Translators: a figure that cannot be told.
    unknown = _("Unknown")
    why = commitments.reason(found.progress.codes) if found.progress.codes else _("see the reasons")
    known = level(found.progress) if found.progress.target_t is not None else unknown
    # Translators: said of a target.
    none = _("none on file")
    # Translators: said of actions.
    number = str(count) if count else _("None")
    return [
        Card(_("Left to cut by {year}", year=target.year) if target else _("Left to cut"), unknown, why),
        Card(_("Level of the target"), known if target else _("No target"), _("as reported") if target else none),
        Card(_("Actions on file"), number, _("of this city")),
        Card(_("Still open"), unknown, why),
    ]


def _against(found: Outlook, start: int) -> str:
    """The scenario that a gap is of, in a few words."""
    kind = found.scenario.kind if found.scenario else "held"
    # Translators: what is left to cut, seen from a scenario: emissions of that year go on unchanged.
    held = _("from {year}, held level", year=start)
    # Translators: what is left to cut of the emissions that the baseline scenario expects.
    given = _("of the baseline scenario")
    # Translators: what is left to cut after the trend has gone on.
    trend = _("after the trend")
    # Translators: what is left to cut where emissions change by the same per cent each year.
    rate = _("at a constant rate")
    return {"held": held, "given": given, "trend": trend, "rate": rate}[kind]


def _size(tonnes: float, like: float | None) -> str:
    # Translators: no tonnes: nothing is left to cut, or an action takes nothing off.
    return theme.tonnes(tonnes, None, like=like) if tonnes > 0 else _("Nothing")


def _counted(count: int) -> str:
    return ngettext("{number} action", "{number} actions", count) if count else _("none on file")


def chart_title(found: Outlook) -> str:
    """What the picture shows."""
    plan = found.plan
    assert plan is not None
    end, like = plan.years[-1], plan.reference_t[-1]
    saved = plan.saved(end)
    if saved <= 0:
        return _("{first} to {last}: no action takes anything off yet", first=plan.years[0], last=end)
    return _("Actions take {amount} off by {year}", amount=theme.tonnes(saved, None, like=like), year=end)


def chart_note(found: Outlook) -> str:
    """How to read the picture, and where its figures are from."""
    start, scenario = found.start, found.scenario
    assert start is not None
    assert scenario is not None
    parts = [printed(scenario.said)]
    if found.trend and scenario.kind != "trend":
        # Translators: how to read a picture: what its dashed line shows.
        parts.append(_("Dashed: {trend}", trend=printed(language.lowered(found.trend.said))))
    if found.comparable:
        parts += [
            _("Dotted: the required path."),
            *path_words([found.progress.target] if found.progress.target else []),
        ]
    if any(item.action.undecided for item in found.estimates):
        parts.append(_("Hatched: not decided yet."))
    if scenario.source:
        parts.append(_("Source of the scenario: {source}.", source=scenario.source))
    parts.append(origins.source_note(start))
    return " ".join(parts)


def printed(said: str) -> str:
    """A sentence in the reader's language, with its minus signs and thousands as they are printed."""
    signed = re.sub(r"(?<![\w.])-(?=\d)", theme.MINUS, say(said))
    # Other languages have their own marks in place already.
    return re.sub(r"(?<=\d),(?=\d{3})", theme.NBSP, signed) if language.current() == language.ENGLISH else signed


def ambition_words(progress: Progress, found: Outlook) -> str:
    """A target beside that of the country, in a word; "not given" where there is none to compare with."""
    beside: Ambition | None = ambition(progress, found.report.inventories)
    if beside is None:
        # Translators: said of the target of a country.
        return _("not given")
    # Translators: said of a target beside that of the country.
    more, less = _("more ambitious"), _("less ambitious")
    # Translators: said of a target beside that of the country.
    equal = _("as ambitious")
    return {"more": more, "less": less, "as": equal, "cannot-tell": _("cannot be told")}[beside.answer]


def budget_words(progress: Progress, found: Outlook) -> str:
    """What is left of the budget of a target, in a few words."""
    rest = budget(progress, found.report.inventories)
    if rest.remaining_t is None:
        return _("cannot be told")
    if rest.remaining_t <= 0:
        # Translators: said of a budget of emissions.
        return _("used up")
    return theme.tonnes(rest.remaining_t, None)


def budget_sentence(found: Outlook) -> str:
    """The budget of the chosen target in plain words; empty where none can be given."""
    rest: Budget = budget(found.progress, found.report.inventories)
    if rest.remaining_t is None or rest.whole_t is None or rest.emitted_t is None:
        return " ".join(map(say, rest.reasons)) if found.progress.target and found.comparable else ""
    said = _(
        "The path allows {whole} in all from {first} to {last}; {emitted} were emitted up to {year}.",
        whole=theme.tonnes(rest.whole_t, None),
        first=rest.first_year,
        last=rest.last_year,
        emitted=theme.tonnes(rest.emitted_t, None),
        year=rest.emitted_to,
    )
    return f"{said} {_rest(rest, rest.remaining_t)}"


def _rest(rest: Budget, remaining_t: float) -> str:
    """What is left of a budget, and how long it lasts."""
    if remaining_t <= 0:
        return _("The budget is used up.")
    if rest.years_left is None:
        return _("{amount} are left.", amount=theme.tonnes(remaining_t, None))
    span = (rest.last_year or 0) - (rest.emitted_to or 0)
    return ngettext(
        "What is left lasts {lasting} at the emissions of {year}, and has to last {count} year.",
        "What is left lasts {lasting} at the emissions of {year}, and has to last {count} years.",
        span,
        count=language.count(span).lower(),
        lasting=theme.years(rest.years_left),
        year=rest.emitted_to,
    )


def level(progress: Progress) -> str:
    """The tonnes that a target leads to."""
    if progress.target_t is None:
        return _("cannot be told")
    if progress.target is None or progress.target_t == 0:
        return _("net zero")
    gas = level_gas(progress.target, progress.baseline)  # CO₂e goes without saying
    return theme.tonnes(progress.target_t, gas if gas == "CO2" else None)


def place(item: Estimate) -> str:
    """Where an action works: its sector and, where it has one, its carrier."""
    sector = say(SECTORS[item.action.sector].name)
    return f"{sector}, {say(CARRIERS[item.action.carrier].within)}" if item.action.carrier else sector


def status(item: Estimate) -> str:
    """Where an action stands."""
    return say(STATUS_NAMES[item.action.status])


def avoided(item: Estimate) -> str:
    """What an action avoids a year in full effect, and who says so."""
    if item.avoided_t is None:
        # Translators: what an action avoids is unknown, and why.
        return _("unknown: {reason}", reason=item.reason)
    amount = theme.tonnes(item.avoided_t, None)
    # Translators: tonnes that are not stated by the city but computed from the energy of an action.
    return _("{amount}, computed", amount=amount) if item.how == "computed" else amount


def counts(wedge: Wedge | None) -> str:
    """What an action takes off in the last year of the plan, or why it takes off nothing."""
    if wedge is None:
        return _("cannot be told")
    return say(wedge.reason) if wedge.reason else theme.tonnes(wedge.saved_t[-1], None)


def overlap(found: Outlook) -> list[str]:
    """Why an action that would be taken next cuts other tonnes there than in the picture; nothing where it does not."""
    if found.plan is None or found.needs is None:
        return []
    beside = {wedge.action.id: wedge.saved_t[-1] for wedge in found.plan.wedges}
    if all(_alike(step.adds_t, beside[step.estimate.action.id]) for step in found.needs.steps):
        return []
    return [
        _(
            "Actions on the same emissions overlap: here each cuts what those before it leave; in the picture they "
            "share what they cut together."
        )
    ]


def shortened(found: Outlook) -> str:
    """That actions take off less together than each would alone; empty where they do not."""
    if found.plan is None or all(_alike(wedge.saved_t[-1], wedge.stated_t[-1]) for wedge in found.plan.wedges):
        return ""
    return _(
        "An action counts with less than it avoids alone where others work on the same emissions, or where these are "
        "fewer than it would avoid."
    )


def _alike(one_t: float, other_t: float) -> bool:
    """Whether two amounts read the same."""
    return theme.tonnes(one_t) == theme.tonnes(other_t)


def cost(item: Estimate) -> str:
    """The cost of an action in its own currency."""
    action = item.action
    return theme.missing() if action.cost is None else f"{theme.number(action.cost)}{theme.NBSP}{action.currency}"


def over_life(listed: Sequence[Estimate], life: int | None) -> dict[str, list[str]]:
    """The column of the cost per tonne over the life chosen; nothing without one."""
    if life is None:
        return {}
    # Translators: the cost of an action for each tonne that it avoids in so many years.
    head = ngettext("Per tonne over {number} year", "Per tonne over {number} years", life)
    return {head: [_per_tonne(item.over_life(life), item) for item in listed]}


def cost_per_tonne(item: Estimate) -> str:
    """The cost for each tonne avoided a year, in the currency of the action."""
    return _per_tonne(item.cost_per_tonne, item)


def _per_tonne(value: float | None, item: Estimate) -> str:
    if value is None:
        # Translators: said of a cost.
        return _("not known")
    return f"{theme.number(value, 0 if value >= 10 else 2)}{theme.NBSP}{item.action.currency}"
