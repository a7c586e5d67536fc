"""What the Adaptation page says of a city: its finding, what is known of a hazard, and what is to be done next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from analytics.adaptation import risk_matrix
from analytics.adaptation.climate_history import ToldFact
from analytics.adaptation.goals_and_actions import OUTCOMES, STATUSES, costs
from analytics.adaptation.hazard_names import hazard_name
from analytics.adaptation.risk_matrix import NamedHazard
from analytics.adaptation.vulnerable import CHANGES, LEVELS, TIMEFRAMES
from analytics.frames.frame_tags import SENDAI_TARGETS
from dashboard import language, theme
from dashboard.language import gettext as _
from dashboard.language import ngettext, say
from datasets import AdaptationRoom

MOST_KNOWN = 1
"""So many facts of a hazard stand in its row, one with a figure first; all of them stand below."""
_ARROWS = {"increase": "▲", "decrease": "▼"}


@dataclass(frozen=True)
class AdaptationStep:
    """One thing to do: what, why, and the ``table`` of Figures where it is done, at the ``row`` of one matter."""

    what: str
    why: str
    table: str
    row: str = ""


def headline(room: AdaptationRoom, city: str) -> str:
    """The finding: how many hazards are named, and how many of them have a level of risk."""
    count, rated = len(room.named), [one for one in room.named if one.rated]
    if not count:
        return _("{city} names no climate hazard yet", city=city)
    if not rated:
        return ngettext(
            "{city} names {number} hazard, which has no risk level yet",
            "{city} names {number} hazards; none of them has a risk level yet",
            count,
            city=city,
        )
    worst = hazard_name(rated[0].code)
    return ngettext(
        "The one hazard of {city} has a risk level: {worst}",
        "{rated} of {number} hazards of {city} have a risk level; the greatest risk: {worst}",
        count,
        city=city,
        rated=len(rated),
        worst=worst,
    )


def standing_line(room: AdaptationRoom) -> str:
    """How many hazards, events, goals and actions are on file, of those that are; "" where nothing is."""
    events = sum(fact.kind == "event" for fact in room.facts)
    told = {
        ngettext("{number} hazard", "{number} hazards", len(room.named)): len(room.named),
        ngettext("{number} event", "{number} events", events): events,
        ngettext("{number} goal", "{number} goals", len(room.goals)): len(room.goals),
        ngettext("{number} action", "{number} actions", len(room.actions)): len(room.actions),
    }
    return " · ".join(words for words, number in told.items() if number)


def risk_badge(room: AdaptationRoom) -> tuple[str, str]:
    """Whether the hazards are rated, in two words, with the colour of its badge."""
    rated = sum(one.rated for one in room.named)
    if not room.named:
        return _("No hazard"), "gray"
    if not rated:
        return _("Risk: not rated"), "gray"
    if rated < len(room.named):
        return _("Risk: rated in part"), "orange"
    return _("Risk: rated"), "green"


def known(room: AdaptationRoom, code: str) -> str:
    """What is known of a hazard today: its levels where stated, what was observed and what it did, when it is felt."""
    said = []
    for statement in room.stated_of(code):
        if statement.probability or statement.consequence:
            said.append(
                _(
                    "probability {probability}, consequence {consequence}",
                    probability=LEVELS.get(statement.probability, _("not stated")),
                    consequence=LEVELS.get(statement.consequence, _("not stated")),
                )
            )
        if statement.timeframe:
            # Translators: {when} is such as "now", "medium term (2026 to 2050)".
            said.append(_("felt: {when}", when=TIMEFRAMES[statement.timeframe]))
        elif statement.note and not statement.probability:
            said.append(statement.note)
    facts = _telling(room, code, "observed", "impact", "event")
    said += [told_fact(fact) for fact in facts[:MOST_KNOWN]]
    if len(facts) > MOST_KNOWN:
        said.append(_("and {number} more", number=theme.number(len(facts) - MOST_KNOWN)))
    return "; ".join(dict.fromkeys(map(str, said))) or _("not stated")


def expected(room: AdaptationRoom, code: str) -> str:
    """How a hazard is expected to change, with an arrow where a source says so."""
    said = []
    for statement in room.stated_of(code):
        for change, of in ((statement.intensity, "intensity"), (statement.frequency, "frequency")):
            if change:
                told = {"change": say(CHANGES[change])}
                # Translators: {change} is such as "increases", "stays as it is".
                words = _("intensity {change}", **told) if of == "intensity" else _("frequency {change}", **told)
                said.append(" ".join(filter(None, (_ARROWS.get(change, ""), words))))
    facts = _telling(room, code, "expected")
    said += [told_fact(fact) for fact in facts[:MOST_KNOWN]]
    return "; ".join(dict.fromkeys(said)) or _("not stated")


def _telling(room: AdaptationRoom, code: str, *kinds: str) -> list[ToldFact]:
    """The facts of a hazard, those with a figure first, of the city itself before those of a wider area, the newest
    first."""

    def rank(fact: ToldFact) -> tuple[bool, bool, int]:
        return fact.value is None, bool(fact.area), -(fact.last_year or fact.first_year or 0)

    return sorted(room.facts_of(code, *kinds), key=rank)


def told_fact(fact: ToldFact) -> str:
    """A fact with its figure, its years and the area that it is of."""
    figure = shown_figure(fact.value, fact.most, fact.unit)
    beside = ", ".join(filter(None, (shown_years(fact.first_year, fact.last_year), fact.area)))
    what = f"{fact.what}:" if figure else fact.what
    return " ".join(filter(None, (what, figure, f"({beside})" if beside else "")))


def shown_figure(value: float | None, most: float | None, unit: str) -> str:
    """A figure with its unit, up to its upper end where it is a range; nothing where none is printed."""
    if value is None:
        return ""
    said = _plain(value)
    if most is not None:
        # Translators: a range of figures, such as "5.3 to 25.3".
        said = _("{low} to {high}", low=said, high=_plain(most))
    if unit.startswith("%"):
        return f"{language.per_cent(said)}{unit[1:]}"
    return f"{said}{theme.NBSP}{unit}" if unit else said


def shown_years(first: int | None, last: int | None) -> str:
    """A period as far as it is printed."""
    if first is not None and last is not None:
        return str(first) if first == last else f"{first}–{last}"
    if first is not None:
        return _("since {year}", year=first)
    # Translators: a year by which something is to be done or will be so.
    return _("by {year}", year=last) if last is not None else ""


def _plain(value: float) -> str:
    return theme.number(value, 0 if value == int(value) else 1)


def deaths(room: AdaptationRoom) -> list[str]:
    """What a study found of deaths from heat and from cold in cities of the country, each with its interval."""
    said = {
        "heat": _("Heat: {deaths} deaths a year ({low} to {high}, 95 % interval)", **_interval(room, "heat")),
        "cold": _("Cold: {deaths} deaths a year ({low} to {high}, 95 % interval)", **_interval(room, "cold")),
    }
    whose = _(
        "Of the cities in a study of {country}, adults from 20 years, 2000 to 2019: neither the whole country nor this "
        "city.",
        country=language.country(room.country_code, room.country),
    )
    return [*(said[cause] for cause in room.country_deaths), whose]


def _interval(room: AdaptationRoom, cause: str) -> dict[str, str]:
    found = room.country_deaths[cause]
    return {name: theme.number(getattr(found, name)) for name in ("deaths", "low", "high")}


def told_goal(goal: Any) -> str:
    """A goal with its indicator from base to target, and what came of it."""
    base, target = _valued(goal.base_value, goal.base_year), _valued(goal.target_value, goal.target_year)
    measured = " ".join(filter(None, (goal.indicator, " → ".join(filter(None, (base, target))), goal.unit)))
    outcome = say(OUTCOMES[goal.outcome]) if goal.outcome else ""
    return " · ".join(filter(None, (goal.goal, measured, outcome)))


def told_action(action: Any) -> str:
    """An action with how much of it there is, its years, where it stands, its cost and its tags."""
    status = say(STATUSES[action.status]) if action.status else _("no status")
    figure = shown_figure(action.value, None, action.unit)
    cost = f"{theme.number(action.cost)}{theme.NBSP}{action.currency}" if action.cost is not None else ""
    also = _("counted as mitigation action {id}", id=action.mitigation) if action.mitigation else ""
    tags = [say(SENDAI_TARGETS[code]) for code in action.sendai.split(";") if code in SENDAI_TARGETS]
    tags += [f"SDG {code}" for code in action.sdg.split(";") if code]
    years = shown_years(action.first_year, action.last_year)
    return " · ".join(filter(None, (action.action, figure, years, status, cost, also, *tags)))


def _valued(value: float | None, year: int | None) -> str:
    said = "" if value is None else _plain(value)
    return " ".join(filter(None, (said, f"({year})" if year is not None else "")))


def open_steps(room: AdaptationRoom, this_year: int) -> list[AdaptationStep]:
    """What is to be done next, the most telling first: what an assessment asks for, then goals and actions."""
    found = []
    unrated = [one for one in room.named if not one.rated]
    if not room.named:
        found.append(
            AdaptationStep(
                _("Name the hazards"),
                _("Those that the city's own plan or the civil protection names, with the document as source."),
                "hazards",
            )
        )
    elif unrated:
        found.append(
            AdaptationStep(
                _("Rate {hazard} first", hazard=hazard_name(unrated[0].code)),
                _("Most is known of it. Each rating has a probability, a consequence and a source."),
                "hazards",
                unrated[0].code,
            )
        )
    for goal in room.goals:
        if goal.target_year is not None and goal.target_year < this_year and not goal.outcome:
            why = _("Its year, {year}, is past.", year=goal.target_year)
            found.append(
                AdaptationStep(_("Say what came of a goal: {goal}", goal=goal.goal), why, "adaptation_goals", goal.goal)
            )
    if not room.goals:
        first = hazard_name(room.named[0].code) if room.named else ""
        title = _("Set a goal for {hazard}", hazard=first) if first else _("Set a goal")
        why = _("An indicator, its value in a base year, and its value in a target year.")
        found.append(AdaptationStep(title, why, "adaptation_goals"))
    found += [
        AdaptationStep(
            _("Say how far it is: {action}", action=action.action),
            _("Due in {year}; its status is not known.", year=action.last_year),
            "adaptation_actions",
            action.action,
        )
        for action in room.actions
        if action.last_year is not None and action.last_year <= this_year and not action.status
    ]
    if room.named and not any(statement.people for statement in room.hazards):
        why = _("Older people, children, outdoor workers: an assessment asks who is hit.")
        found.append(AdaptationStep(_("Name the groups of people that are hit"), why, "hazards"))
    if not room.actions:
        why = _("With hazard, status and year; one that also saves emissions is counted once.")
        found.append(AdaptationStep(_("Add the actions"), why, "adaptation_actions"))
    if not any(fact.kind == "event" for fact in room.facts):
        why = _("Heat, storms, floods of the past years, each with its year, figure and source.")
        found.append(AdaptationStep(_("Enter what happened"), why, "climate_facts"))
    return found


def rating_words(hazard: NamedHazard) -> str:
    """The probability and the consequence of a hazard, in words."""
    nothing = _("not stated")
    if not hazard.probability and not hazard.consequence:
        return nothing
    return " / ".join(say(LEVELS.get(level, nothing)) for level in (hazard.probability, hazard.consequence))


def cost_line(room: AdaptationRoom) -> str:
    """What the actions cost beside those of mitigation; nothing where none states a cost or is one."""
    found = costs(room.actions)
    said = []
    if found.stated:
        sums = language.listed([f"{theme.number(amount)}{theme.NBSP}{unit}" for unit, amount in found.sums.items()])
        said.append(
            ngettext(
                "{number} action states a cost: {sums}.",
                "{number} actions state a cost, together {sums}.",
                found.stated,
                sums=sums,
            )
        )
    if found.shared:
        said.append(
            ngettext(
                "{number} action is a mitigation action as well: cost and effect are counted there.",
                "{number} actions are mitigation actions as well: cost and effect are counted there.",
                found.shared,
            )
        )
    return " ".join(said)


def counted_from(room: AdaptationRoom) -> list[str]:
    """Each number of the page: what it counts, and of which sources."""
    events = [fact for fact in room.facts if fact.kind == "event"]
    told: list[tuple[str, int, Sequence[Any]]] = [
        (_("Hazards"), len(room.named), [*room.hazards, *(fact for fact in room.facts if fact.hazard)]),
        (_("Events"), len(events), events),
        (_("Goals"), len(room.goals), room.goals),
        (_("Actions"), len(room.actions), room.actions),
    ]
    lines = [
        # Translators: what a number counts, and the sources that name what is counted.
        _("{what}: {number}. Source: {sources}", what=what, number=theme.number(number), sources=_sources(held))
        for what, number, held in told
        if number
    ]
    if any(one.rated for one in room.named):
        lines.append(
            _(
                "Order of the hazards: probability times consequence, each low 1, moderate 2, high 3 (our own "
                "reasoning); those without a level by how much is told of them."
            )
        )
    else:
        lines.append(_("Order of the hazards: by how much is told of them, since no level is stated."))
    return lines


def _sources(held: Iterable[Any]) -> str:
    return "; ".join(dict.fromkeys(one.source for one in held))


def without_hazards(names: tuple[str, str], rooms: tuple[AdaptationRoom, AdaptationRoom]) -> list[str]:
    """Which of two cities name no hazard."""
    return [name for name, room in zip(names, rooms, strict=True) if not room.codes]


def hazards_title(names: tuple[str, str], rooms: tuple[AdaptationRoom, AdaptationRoom]) -> str:
    """What the hazards of two cities are told under: those that both face, unless one names none."""
    # Translators: climate hazards that both cities of a pair name.
    return _("Climate hazards") if without_hazards(names, rooms) else _("Hazards both face")


def hazards_faced(names: tuple[str, str], rooms: tuple[AdaptationRoom, AdaptationRoom]) -> list[tuple[str, str]]:
    """Who of two cities faces what, each line with the hazards in words."""
    found = risk_matrix.shared(*(room.codes for room in rooms))
    lines = [
        (_("Both"), found.both),
        # Translators: two cities name different hazards of one kind, such as river floods and coastal floods.
        (_("Of one kind"), found.alike),
        (_("{city} alone", city=names[0]), found.left),
        (_("{city} alone", city=names[1]), found.right),
    ]
    return [(name, language.listed([say(hazard_name(code)) for code in codes])) for name, codes in lines if codes]
