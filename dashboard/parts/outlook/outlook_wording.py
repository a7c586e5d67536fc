"""The sentences of the Outlook page, computed from what lies ahead. Plain text: pages escape it."""

from __future__ import annotations

import re

from analytics.commitment import levers
from analytics.commitment.actions import STATUS_NAMES, Estimate
from analytics.commitment.ambition import Ambition, ambition
from analytics.commitment.baseline import level_gas
from analytics.commitment.budget import Budget, budget
from analytics.commitment.judged import Progress
from analytics.commitment.ladder import Rung
from analytics.commitment.wedges import Wedge
from analytics.text.sentences import Sentence
from analytics.vocabulary import CARRIERS, SECTORS, Verdict
from dashboard import language, session, theme
from dashboard.language import gettext as _
from dashboard.language import ngettext, say
from dashboard.words import commitments, origins, strengths, verdicts
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
    "share of the total. Cost per tonne is the whole cost over all tonnes that an action avoids in its life. All of "
    "these are our own rules."
)


def headline(found: Outlook, this_year: int) -> str:
    """The finding in one sentence."""
    city, progress, needs = found.report.city.name, found.progress, found.needs
    target = progress.target
    if target is None:
        return _("{city} has no target yet", city=city)
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
        return _("{city} has no action yet; {left} remain to be cut by {year}", city=city, left=left, year=year)
    return _closing(city, year, theme.part_of(min(needs.decided_t, needs.to_cut_t), needs.to_cut_t))


def _past(progress: Progress, city: str, year: int) -> str:
    """The finding where the year of the target has passed."""
    if progress.outcome == "met":
        return _("{city} met its target for {year}", city=city, year=year)
    if progress.outcome == "missed":
        return _("{city} missed its target for {year}", city=city, year=year)
    return _("{city}: the year of the target, {year}, has passed", city=city, year=year)


def _closing(city: str, year: int, share: str) -> str:
    """How much of the gap closes by what is decided: what is only planned closes nothing yet. English forms the
    genitive of a name by its end: ``Fort Collins’``."""
    said = {"share": share, "city": city, "year": year}
    if city.endswith("s"):
        return _("Decided actions close {share} of {city}’ gap to {year}", **said)
    return _("Decided actions close {share} of {city}’s gap to {year}", **said)


def context(found: Outlook) -> str:
    """One line below the headline: the target, and what all that is listed would close."""
    target, needs = found.progress.target, found.needs
    if target is None:
        return _("A base year, a target year and a percentage are enough.")
    said = [_("The target is {target}.", target=commitments.promise(target))]
    if needs is not None and found.estimates and needs.to_cut_t > 0:
        listed = theme.part_of(min(needs.every_t, needs.to_cut_t), needs.to_cut_t)
        said.append(_("If every action were carried out, {share} of it would close.", share=listed))
    return " ".join(said)


def way(found: Outlook) -> str:
    """From where to where, how much that is a year, and how uncertain the start is; "" where that is not known."""
    target, start, needs = found.progress.target, found.start, found.needs
    if target is None or start is None or needs is None:
        return ""
    emissions = theme.tonnes(start.emissions_t, start.gas)
    if start.emissions_t is None or start.emissions_t <= needs.target_t:
        return _("In {year} emissions were {emissions}.", year=start.year, emissions=emissions)
    said = _(
        "From {emissions} in {base} to {level} in {year} is {yearly} less each year.",
        emissions=emissions,
        base=start.year,
        level=theme.tonnes(needs.target_t, level_gas(target, found.progress.baseline)),
        year=needs.year,
        yearly=theme.tonnes((start.emissions_t - needs.target_t) / (needs.year - start.year), None),
    )
    around = found.report.around.get((start.year, start.method))
    if not around:
        return said
    wide = strengths.around(around, start.emissions_t)
    return f"{said} {_('The total of {year} is uncertain by {wide}.', year=start.year, wide=wide)}"


def action_count(found: Outlook) -> int:
    """How many actions are on file; what is expected without one is none."""
    return sum(item.action.status != "expected" for item in found.estimates)


def rung_name(found: Outlook, rung: Rung) -> str:
    """What a step of the ladder adds to those before it."""
    if rung.statuses == ("unstated",):
        # Translators: a step of a ladder: the actions of which no source says how far they are.
        return _("no status yet")
    if rung.statuses:
        return say(STATUS_NAMES[rung.statuses[0]])
    kind, year = found.scenario.kind if found.scenario else "held", found.start.year if found.start else 0
    # Translators: the first step of a ladder: emissions stay as in that year.
    held = _("as in {year}", year=year)
    # Translators: the first step of a ladder: by the baseline scenario.
    given = _("by the baseline scenario")
    # Translators: the first step of a ladder: emissions go on as they did.
    trend = _("by the recent trend")
    # Translators: the first step of a ladder: emissions change by the same per cent each year.
    rate = _("at a constant rate")
    return {"held": held, "given": given, "trend": trend, "rate": rate}[kind]


def tried_title(found: Outlook, tried: Outlook) -> str:
    """What the sliders give, against the target where there is one to compare with."""
    plan, level = tried.plan, found.progress.target_t
    assert plan is not None
    year, left, like = plan.years[-1], plan.after_t[-1], plan.reference_t[0]
    said = {"left": theme.tonnes(left, None, like=like), "year": year}
    if level is None or not found.comparable:
        return _("Tried: {left} are left in {year}", **said)
    off = theme.tonnes(abs(left - level), None, like=like)
    if left > level:
        return _("Tried: {left} are left in {year}, {amount} above the target", **said, amount=off)
    return _("Tried: {left} are left in {year}, {amount} below the target", **said, amount=off)


def chart_title(found: Outlook) -> str:
    """What the picture shows."""
    plan = found.plan
    assert plan is not None
    end, like = plan.years[-1], plan.reference_t[-1]
    if not found.estimates:
        return _("Move a slider: what would a cut in a sector do by {year}?", year=end)
    saved = plan.saved(end)
    if saved <= 0:
        return _("{first} to {last}: no action takes anything off yet", first=plan.years[0], last=end)
    return _("Actions take {amount} off by {year}", amount=theme.tonnes(saved, None, like=like), year=end)


def chart_note(found: Outlook, tried: bool = False) -> str:
    """How to read the picture, where its figures are from, and that what is ``tried`` is written nowhere."""
    scenario = found.scenario
    assert scenario is not None
    parts = [printed(scenario.said)]
    if tried:
        if not any(item.action.id.startswith(levers.CUT) for item in found.estimates):
            parts.append(_("Dotted in green: the plan."))
        parts.append(_("What is tried stands in the address alone; nothing is written."))
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
    return " ".join([*parts, *_from(found)])


def ladder_note(found: Outlook) -> str:
    """What the bars of what is left in the target year start from, and where their figures are from."""
    assert found.scenario is not None
    return " ".join([printed(found.scenario.said), *_from(found)])


def _from(found: Outlook) -> list[str]:
    """Where the figures of a picture of what lies ahead are from."""
    assert found.start is not None
    assert found.scenario is not None
    named = found.scenario.source
    told = [_("Source of the scenario: {source}.", source=named)] if named else []
    return [*told, origins.source_note(found.start)]


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


def _budget(progress: Progress, found: Outlook) -> Budget:
    return session.made_of("budget", lambda: budget(progress, found.report.inventories), progress, found.report)


def budget_words(progress: Progress, found: Outlook) -> str:
    """What is left of the budget of a target, in a few words."""
    rest = _budget(progress, found)
    if rest.remaining_t is None:
        return _("cannot be told")
    if rest.remaining_t <= 0:
        # Translators: said of a budget of emissions.
        return _("used up")
    return theme.tonnes(rest.remaining_t, None)


def budget_sentence(found: Outlook) -> str:
    """The budget of the chosen target in plain words; empty where none can be given."""
    rest = _budget(found.progress, found)
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


def over_life(item: Estimate, life: int | None) -> str:
    """The cost for each tonne avoided in the action's own life, else in the ``life`` assumed, or what lacks."""
    value = item.over_life(life)
    if value is None:
        if item.cost_per_tonne is not None:
            return _("life not known")
        # Translators: said of a cost.
        return _("not known")
    return f"{theme.number(value, 0 if value >= 10 else 2)}{theme.NBSP}{item.action.currency}"
