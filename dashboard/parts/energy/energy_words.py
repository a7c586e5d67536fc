"""What the Energy access page says of a city: its finding, its figures with their year and source, what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from analytics.adaptation.goals_and_actions import OUTCOMES, STATUSES
from analytics.adaptation.vulnerable import PEOPLE_HIT
from analytics.energy_access.access_indicators import ATTRIBUTES, INDICATORS, PERCENT
from analytics.text.sentences import Sentence
from dashboard import theme
from dashboard.language import gettext as _
from dashboard.language import listed, ngettext, say
from datasets import EnergyRoom

_FIRST_ASKED = {"secure": "outage_hours", "sustainable": "renewable_share", "affordable": "unable_to_keep_warm"}
"""By attribute the indicator that is asked for where a city has none."""
_WANTED = {
    "secure": Sentence("Power cuts, homes without heating: the network operator and the housing office know."),
    "sustainable": Sentence("Renewables made and used in the city: the energy agency or the supplier knows."),
    "affordable": Sentence("Who cannot heat or pay: a survey of the city, or its social office, knows."),
}


@dataclass(frozen=True)
class EnergyStep:
    """One thing to do: what, why, and where: an ``indicator`` to enter on this page, or a ``table`` of Figures."""

    what: str
    why: str
    table: str = ""
    indicator: str = ""


def headline(room: EnergyRoom, city: str) -> str:
    """The finding: of how many attributes the city has figures of its own, and whether its goal has one."""
    told = sum(bool(room.of(attribute)) for attribute in ATTRIBUTES)
    if not told:
        return _("{city} has no figure of its own on access to energy", city=city)
    if told < len(ATTRIBUTES):
        return ngettext(
            "{city} has figures of its own for {number} of the three attributes of energy access",
            "{city} has figures of its own for {number} of the three attributes of energy access",
            told,
            city=city,
        )
    if any(goal.target_value is not None for goal in room.goals if not goal.area):
        return _("{city} has figures of its own for all of energy access, and a goal with a figure", city=city)
    return _("{city} has figures of its own for all of energy access; its goal has no figure yet", city=city)


def standing_line(room: EnergyRoom) -> str:
    """How many figures of the city, goals and measures are on file, of those that are; "" where nothing is."""
    told = {
        ngettext("{number} figure of the city itself", "{number} figures of the city itself", len(room.own)): room.own,
        ngettext("{number} goal", "{number} goals", len(room.goals)): room.goals,
        ngettext("{number} measure", "{number} measures", len(room.measures)): room.measures,
    }
    return " · ".join(words for words, held in told.items() if held)


def badge(room: EnergyRoom) -> tuple[str, str]:
    """Whether the city has figures of its own, in a few words, with the colour of their badge."""
    told = sum(bool(room.of(attribute)) for attribute in ATTRIBUTES)
    if not told:
        return _("No figure of the city"), "gray"
    return (_("Figures in part"), "orange") if told < len(ATTRIBUTES) else (_("Recorded figures"), "green")


def figure(one: Any) -> str:
    """A figure with its unit, and how exact it is."""
    shown = amount(one.value, one.in_unit)
    if one.bound == "about":
        # Translators: a figure that a source states roughly, such as "about 15 %".
        return _("about {figure}", figure=shown)
    if one.bound == "above":
        return _("more than {figure}", figure=shown)
    return _("less than {figure}", figure=shown) if one.bound == "below" else shown


def amount(value: float, unit: str) -> str:
    """A number with its unit; of shares the per cent sign alone, since the name of the indicator says of what."""
    decimals = 0 if value == int(value) else 1 if value >= 1 else 2
    if unit.startswith(PERCENT):
        return theme.percent(value, decimals)
    shown = theme.number(value, decimals)
    return shown if unit == "cuts" else f"{shown}{theme.NBSP}{unit}"


def when(one: Any) -> str:
    """The year of a figure."""
    return str(one.year) if one.year is not None else _("year not printed")


def beside(one: Any) -> str:
    """Of what and of whom a figure is, its year, and where it is from."""
    of = _("of households") if one.in_unit == "% of households" else ""
    return " · ".join(filter(None, (when(one), say(one.area), of, one.people, one.source, one.page, one.note)))


def wanted(attribute: str) -> str:
    """What would fill an attribute of which no figure is on file, and who knows."""
    return say(_WANTED[attribute])


def asked_first(attribute: str) -> str:
    """The indicator that is asked for first."""
    return _FIRST_ASKED[attribute]


def told_goal(goal: Any) -> str:
    """A goal with whose it is, from what to what, and what came of it."""
    unit = INDICATORS[goal.indicator].unit if goal.indicator else ""
    ends = [
        f"{amount(value, unit)} ({year})"
        for value, year in ((goal.base_value, goal.base_year), (goal.target_value, goal.target_year))
        if value is not None
    ]
    by = _("by {year}", year=goal.target_year) if goal.target_value is None and goal.target_year else ""
    no_figure = _("no target figure") if goal.target_value is None else ""
    name = say(INDICATORS[goal.indicator].name) if goal.indicator else ""
    outcome = say(OUTCOMES[goal.outcome]) if goal.outcome else ""
    return " · ".join(filter(None, (goal.goal, name, " → ".join(ends), by, no_figure, say(goal.area), outcome)))


def told_measure(measure: Any) -> str:
    """A measure with whose it is, for whom, its years, where it stands and what it costs."""
    groups = listed([say(PEOPLE_HIT[code]) for code in measure.people.split(";") if code in PEOPLE_HIT])
    status = say(STATUSES[measure.status]) if measure.status else _("no status")
    cost = f"{theme.number(measure.cost)}{theme.NBSP}{measure.currency}" if measure.cost is not None else ""
    first = _("since {year}", year=measure.first_year) if measure.first_year is not None else ""
    last = _("by {year}", year=measure.last_year) if measure.last_year is not None else ""
    return " · ".join(filter(None, (measure.measure, say(measure.area), groups, first, last, status, cost)))


def open_steps(room: EnergyRoom) -> list[EnergyStep]:
    """What is to be done next, the most telling first: a figure for each attribute, then goal and measures."""
    found = [
        EnergyStep(
            # Translators: {attribute} is "Secure", "Sustainable" or "Affordable".
            _("Enter a first figure: {attribute}", attribute=say(ATTRIBUTES[attribute])),
            wanted(attribute),
            indicator=_FIRST_ASKED[attribute],
        )
        for attribute in ("affordable", "secure", "sustainable")
        if not room.of(attribute)
    ]
    aims = [goal for goal in room.goals if not goal.area]
    if not aims:
        why = _("An indicator, its value in a base year, and its value in a target year.")
        found.append(EnergyStep(_("Set a goal for energy access"), why, "energy_goals"))
    elif all(goal.target_value is None for goal in aims):
        why = _("From which value to which, and by when: with a figure it can be told whether it is reached.")
        found.append(EnergyStep(_("Give the goal a figure"), why, "energy_goals"))
    steps = [measure for measure in room.measures if not measure.area]
    if not steps:
        why = _("What the city does, for whom, from when, and at what cost.")
        found.append(EnergyStep(_("Add the measures"), why, "energy_measures"))
    elif any(not measure.status for measure in steps):
        why = _("Planned, decided, ongoing or done: the report asks for it.")
        found.append(EnergyStep(_("Say how far the measures are"), why, "energy_measures"))
    return found
