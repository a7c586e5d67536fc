"""The pieces of the Duties page: the finding, what is due when and why, the three pillars, the dates as a file, and the
dates of every city."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial

import streamlit as st

from analytics.duties.covenant_words import RULES, STATES, STEPS
from analytics.duties.due_dates import Duty
from analytics.duties.pillar_phases import PHASE_STATES, PHASES, PILLARS, Phase
from dashboard import language, offered, opened, session, tables, theme, widgets
from dashboard.figures import duty_lines
from dashboard.language import gettext as _
from dashboard.language import ngettext, say
from dashboard.parts.cities import city_sentences
from dashboard.widgets import text
from dashboard.words.phase_marks import PHASE_ICONS, PILLAR_ICONS
from dashboard.words.printed_dates import printed
from datasets import CityDuties

MOST_ROWS = 200
"""So many dates of all cities stand on the page; the calendar holds all of them."""
_STEPS_TABLE = {"table": "covenant_steps"}
_SIGNS: Mapping[str, str] = {
    "done": "●",
    "not_on_file": "▲",
    "not_known": "○",
    "past": "◐",
    "open": "○",
    "undated": "○",
}
"""The mark beside the state of a duty, which its colour alone would not tell."""
_WHERE: Mapping[tuple[str, str], tuple[str, str]] = {
    ("mitigation", "assessment"): ("data", ""),
    ("mitigation", "goal"): ("plan", "targets"),
    ("mitigation", "plan"): ("plan", ""),
    ("adaptation", "assessment"): ("figures", "hazards"),
    ("adaptation", "goal"): ("figures", "adaptation_goals"),
    ("adaptation", "plan"): ("figures", "climate_facts"),
    ("energy", "assessment"): ("figures", "energy_indicators"),
    ("energy", "goal"): ("figures", "energy_goals"),
    ("energy", "plan"): ("figures", "energy_measures"),
}
"""By pillar and phase the page and its table or part where what is missing is entered; of others the steps."""


def head(found: CityDuties) -> None:
    """Whose duties they are, and how many are past without anything on file."""
    with st.container(gap="xsmall"):
        # Translators: the name of a page: what is due when.
        st.caption(text(f"{_('Duties')} · {say(found.city.name)}"))
        st.title(text(headline(found)), anchor=False)
        st.markdown(text(next_line(found)))


def headline(found: CityDuties) -> str:
    """The finding in a sentence."""
    city, count = say(found.city.name), len(found.past)
    if not found.steps:
        return _("We have no record of {city} joining the Covenant", city=city)
    if not count and any(duty.state == "not_known" for duty in found.duties):
        return _("We do not know whether {city} submitted its plan", city=city)
    if not count:
        return _("{city} has no overdue duty", city=city)
    return ngettext(
        "{city} has {number} overdue duty",
        "{city} has {number} overdue duties",
        count,
        city=city,
    )


def next_line(found: CityDuties) -> str:
    """What is longest past its date, and what is due next, or that nothing with a date is to come."""
    said, coming = [], found.next
    past = min(((duty.due, named(duty)) for duty in found.past if duty.due is not None), default=None)
    if past is not None:
        said.append(_("Past its date: {duty}, {date}.", duty=past[1], date=printed(past[0].isoformat())))
    if coming is None or coming.due is None:
        said.append(_("No duty with a date lies ahead. The list names what each of the others lacks."))
    else:
        said.append(_("Next: {duty}, {date}.", duty=named(coming), date=printed(coming.due.isoformat())))
    return " ".join(said)


def named(duty: Duty) -> str:
    """A duty by its rule and the step that it is of."""
    rule = say(RULES[duty.rule].name)
    return f"{rule} ({say(STEPS[duty.of])})" if duty.of in STEPS else rule


def listed(found: CityDuties) -> None:
    """Every duty with its date, its state, what is missing, and the rule with its source."""
    # Translators: the heading above a list of duties.
    st.header(_("What is due when"), anchor=False)
    st.caption(text(counted_by_state(found)))
    if duty_lines.lanes(found):
        dark = widgets.dark()
        drawn = session.drawn("duties", found, dark, partial(duty_lines.lines, found, dark))
        widgets.picture(drawn, _("Every duty with its date, its state and what is missing"), "duty-lines")
    states = [duty.state for duty in found.duties]
    palette = theme.palette(widgets.dark())
    tables.table(
        {
            _("Duty"): [named(duty) for duty in found.duties],
            # Translators: the heading of a column of dates.
            _("Due"): [printed(duty.due.isoformat()) if duty.due else "–" for duty in found.duties],
            _("State"): [f"{_SIGNS[state]}{theme.NBSP}{say(STATES[state])}" for state in states],
            # Translators: the heading of a column: the one thing that is missing.
            _("Missing"): [duty.missing or "–" for duty in found.duties],
        },
        _("Every duty with its date, its state and what is missing"),
        {_("State"): [{"done": palette.ours, "not_on_file": palette.rising}.get(state) for state in states]},
    )
    if (opens := opened.expander(_("Each rule with its source"), ":material/rule:", "duty-rules")) is not None:
        with opens:
            for code in dict.fromkeys(duty.rule for duty in found.duties):
                rule = RULES[code]
                lines = [f"**{text(say(rule.name))}.** {text(say(rule.text))}"]
                lines += [text(line) for duty in found.duties if duty.rule == code and (line := reckoned(found, duty))]
                st.markdown("  \n".join([*lines, f":gray[{text(f'{say(rule.source)} [{rule.mark}]')}]"]))
            st.caption(
                _("Of a date that is known to the year alone, its last day counts; of 29 February the last of it.")
            )
            widgets.marks()
    with st.container(horizontal=True, vertical_alignment="center"):
        if any(duty.due for duty in found.duties):  # a calendar without a day is no file to take along
            _calendar(found)
        session.link(
            "figures", _("Enter a commitment or a submission"), icon=":material/edit_note:", asked=_STEPS_TABLE
        )


def reckoned(found: CityDuties, duty: Duty) -> str:
    """How the date of a duty follows from what is on file; nothing where it has none."""
    if duty.due is None:
        return ""
    due, years = printed(duty.due.isoformat()), RULES[duty.rule].years
    if not years:
        return f"{named(duty)}: {due}"
    steps = language.listed([say(STEPS[step.step]) for step in found.since(duty)])
    since = f"{printed(duty.since)} ({steps})" if steps else printed(duty.since)
    # Translators: how a date is reckoned, such as "19 January 2010 = 19 January 2009 (Joined the Covenant) + 1 year".
    return ngettext("{due} = {since} + {number} year", "{due} = {since} + {number} years", years, due=due, since=since)


def _about(duty: Duty) -> str:
    return " ".join(filter(None, (say(RULES[duty.rule].text), say(duty.missing))))


def _titled(found: CityDuties, duty: Duty) -> str:
    return f"{say(found.city.name)}: {named(duty)}"


def programme() -> None:
    """The dates of every city of the programme, the earliest first, and all of them as one calendar."""
    if not st.toggle(_("The dates of every city"), key="duties-of-all"):
        return
    newest, today = session.newest_revision(), datetime.now(UTC).date().isoformat()
    standing = session.programme()
    asked = (standing.revision, today)
    found = session.once("programme-duties", asked, lambda: session.all_cities().duties(standing, today))
    dated = found.dated
    with st.container(border=True):
        st.header(_("Dates of the programme"), anchor=False)
        if behind := city_sentences.behind(standing, newest):
            st.markdown(f":gray[:material/update: {text(behind)}]")
        tables.table(
            {
                _("City"): [say(one.city.name) for one, _duty in dated[:MOST_ROWS]],
                _("Duty"): [named(duty) for _one, duty in dated[:MOST_ROWS]],
                _("Due"): [printed(duty.due.isoformat()) if duty.due else "–" for _one, duty in dated[:MOST_ROWS]],
                _("State"): [STATES[duty.state] for _one, duty in dated[:MOST_ROWS]],
            },
            _("Every duty of every city that has a date"),
        )
        if len(dated) > MOST_ROWS:
            st.caption(text(_("and {number} more", number=theme.number(len(dated) - MOST_ROWS))))
        undated = sum(duty.due is None for one in found.cities for duty in one.duties)
        told = ngettext("{number} duty has no date yet.", "{number} duties have no date yet.", undated)
        st.caption(text(f"{told} {_('Cities of which nothing says that they joined are left out.')}"))
        file = found.calendar(_titled, _about)
        offered.download(
            _("Take the dates of every city along (.ics)"),
            file,
            "programme_duties.ics",
            "text/calendar",
            icon=":material/event:",
        )


def counted_by_state(found: CityDuties) -> str:
    """How many duties are in each state; together they are all."""
    counts = Counter(duty.state for duty in found.duties)
    known = ((say(words), theme.number(counts[state])) for state, words in STATES.items() if counts[state])
    return " · ".join(_("{what}: {number}", what=words, number=number) for words, number in known)


def _calendar(found: CityDuties) -> None:
    file = found.calendar(partial(_titled, found), _about)
    name = f"{found.city.city_id}_duties.ics"
    offered.download(_("Take the dates along (.ics)"), file, name, "text/calendar", icon=":material/event:")


def board(found: CityDuties, doors: bool = False) -> None:
    """The three pillars below each other, each with its phases in a row: how each stands, what shows it, what it lacks;
    with ``doors`` as the way to where that is entered."""
    with st.container(key="pillar-board", gap="xsmall"):
        for pillar in found.pillars:
            name, *places = st.columns([0.8, *[1] * len(pillar.phases)], gap="xsmall", vertical_alignment="center")
            name.markdown(f"{PILLAR_ICONS[pillar.pillar]} **{text(say(PILLARS[pillar.pillar]))}**")
            for place, phase in zip(places, pillar.phases, strict=True):
                with place:
                    _tile(phase, doors)
    st.caption(states_note(found))


def _tile(phase: Phase, doors: bool) -> None:
    key = f"phase-{phase.state}-{phase.pillar}-{phase.phase}"
    with st.container(key=key, height="stretch", gap="xxsmall"):
        state = f"{PHASE_ICONS[phase.state]} {text(say(PHASE_STATES[phase.state]))}"
        st.markdown(f"**{text(say(PHASES[phase.phase]))}**  \n{state}")
        if phase.shown_by:
            st.caption(text(say(phase.shown_by)))
        if phase.missing and doors:
            door(phase)
        elif phase.missing and not phase.shown_by:
            st.caption(text(_("Missing: {what}.", what=say(phase.missing))))


def states_note(found: CityDuties) -> str:
    """By what the states are told, and that a plan stands for itself where the risks that it answers are not rated."""
    told = [
        _("What is entered here decides the state. A badge is awarded by the Global Covenant alone: none is claimed.")
    ]
    states = {(one.pillar, one.phase): one.state for one in found.phases}
    if states["adaptation", "plan"] == "on_file" and states["adaptation", "assessment"] != "on_file":
        told.append(_("Each step is told for itself: a plan is on file, while the risks have no level here yet."))
    return " ".join(told)


def door(phase: Phase, icon: str = ":material/arrow_forward:") -> None:
    """What a phase lacks, as the way to the page where it is entered."""
    page, table = _WHERE.get((phase.pillar, phase.phase), ("figures", "covenant_steps"))
    words = _("Missing: {what}.", what=say(phase.missing))
    part = "part" if page == "plan" else "table"
    session.link(page, words, icon=icon, asked={part: table} if table else {}, told=True)


def steps(found: CityDuties) -> None:
    """What the city promised and submitted, each step with its date and source."""
    st.header(_("What the city promised and submitted"), anchor=False)
    if not found.steps:
        widgets.nothing(_("No step is known here."), _("Enter when the city joined and what it committed itself to."))
        return
    for step in found.steps:
        when = printed(step.date) if step.date else _("no date printed")
        # Translators: where in a list of cities something is printed; {city_id} is an id such as BG0002.
        place = _("entry {city_id} of the list", city_id=step.city_id) if step.page == step.city_id else step.page
        source = " · ".join(filter(None, (step.source, place, step.note)))
        st.markdown(f"**{text(say(STEPS[step.step]))}**, {text(when)}  \n:gray[{text(source)}]")
    waiting = [code for code in STEPS if any(one.of == code and one.state == "undated" for one in found.duties)]
    if undated := [say(STEPS[step.step]) for step in found.steps if step.step in waiting and not step.date]:
        told = {"steps": language.listed(undated), "state": say(STATES["undated"])}
        st.caption(
            text(_("No date is known for: {steps}. The duties that count from it are listed as “{state}”.", **told))
        )
