"""The pieces of the Duties page: the finding, what is due when and why, the three pillars, the calendar as a file."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from analytics.duties.covenant_words import RULES, STATES, STEPS
from analytics.duties.due_dates import Duty
from analytics.duties.pillar_phases import PHASE_STATES, PHASES, PILLARS, Phase
from dashboard import language, session, tables, widgets
from dashboard.language import gettext as _
from dashboard.language import ngettext, say
from dashboard.widgets import text
from dashboard.words.printed_dates import printed
from datasets import CityDuties

_STEPS_TABLE = {"table": "covenant_steps"}
_ICONS: Mapping[str, str] = {
    "on_file": ":material/check_circle:",
    "in_part": ":material/contrast:",
    "too_old": ":material/schedule:",
    "missing": ":material/radio_button_unchecked:",
}
_COLOURS: Mapping[str, str] = {"on_file": "green", "in_part": "gray", "too_old": "orange", "missing": "gray"}
_WHERE: Mapping[tuple[str, str], tuple[str, str]] = {
    ("mitigation", "assessment"): ("data", ""),
    ("mitigation", "goal"): ("plan", ""),
    ("mitigation", "plan"): ("plan", ""),
    ("adaptation", "assessment"): ("figures", "hazards"),
    ("adaptation", "goal"): ("figures", "adaptation_goals"),
    ("adaptation", "plan"): ("figures", "climate_facts"),
}
"""By pillar and phase the page, and the table of Figures, where what is missing is entered; of others the steps."""


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
        return _("It is not on file whether {city} joined the Covenant", city=city)
    if not count:
        return _("No duty of {city} is past without being on file as done", city=city)
    return ngettext(
        "{city}: the date of {number} duty is past, and it is not on file as done",
        "{city}: the dates of {number} duties are past, and they are not on file as done",
        count,
        city=city,
    )


def next_line(found: CityDuties) -> str:
    """What is due next, or that nothing with a date is to come."""
    coming = found.next
    if coming is None or coming.due is None:
        return _("Nothing with a date is to come. What has no date says below what is missing.")
    return _("Next: {duty}, {date}.", duty=named(coming), date=printed(coming.due.isoformat()))


def named(duty: Duty) -> str:
    """A duty by its rule and the step that it is of."""
    rule = say(RULES[duty.rule].name)
    return f"{rule} ({say(STEPS[duty.of])})" if duty.of in STEPS else rule


def listed(found: CityDuties) -> None:
    """Every duty with its date, its state, what is missing, and the rule with its source."""
    # Translators: the heading above a list of duties.
    st.header(_("What is due when"), anchor=False)
    tables.table(
        {
            _("Duty"): [named(duty) for duty in found.duties],
            # Translators: the heading of a column of dates.
            _("Due"): [printed(duty.due.isoformat()) if duty.due else "–" for duty in found.duties],
            _("State"): [STATES[duty.state] for duty in found.duties],
            # Translators: the heading of a column: the one thing that is missing.
            _("Missing"): [duty.missing or "–" for duty in found.duties],
        },
        _("Every duty with its date, its state and what is missing"),
    )
    with st.expander(_("Each rule with its source"), icon=":material/rule:"):
        for code in dict.fromkeys(duty.rule for duty in found.duties):
            rule = RULES[code]
            st.markdown(
                f"**{text(say(rule.name))}.** {text(say(rule.text))}  \n:gray[{text(f'{rule.source} [{rule.mark}]')}]"
            )
        st.caption(_("Of a date that is known to the year alone, its last day counts; of 29 February the last of it."))
    with st.container(horizontal=True, vertical_alignment="center"):
        if any(duty.due for duty in found.duties):  # a calendar without a day is no file to take along
            _calendar(found)
        session.link(
            "figures", _("Enter a commitment or a submission"), icon=":material/edit_note:", asked=_STEPS_TABLE
        )


def _calendar(found: CityDuties) -> None:
    file = found.calendar(
        lambda duty: f"{say(found.city.name)}: {named(duty)}",
        lambda duty: " ".join(filter(None, (say(RULES[duty.rule].text), say(duty.missing)))),
    )
    name = f"{found.city.city_id}_duties.ics"
    st.download_button(_("Take the dates along (.ics)"), file, name, "text/calendar", icon=":material/event:")


def pillars(found: CityDuties) -> None:
    """The three pillars side by side, each with its phases and the one thing that each lacks."""
    st.header(_("Three pillars"), anchor=False)
    for place, pillar in zip(st.columns(3), found.pillars, strict=True):
        with place, st.container(border=True, height="stretch"):
            st.markdown(f"**{text(say(PILLARS[pillar.pillar]))}**")
            for phase in pillar.phases:
                _phase(phase)
    st.caption(
        _("What is on file here decides the state. A badge is awarded by the Global Covenant alone: none is claimed.")
    )


def _phase(phase: Phase) -> None:
    with st.container(gap="xxsmall"):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.markdown(text(say(PHASES[phase.phase])), width="content")
            st.badge(say(PHASE_STATES[phase.state]), icon=_ICONS[phase.state], color=_COLOURS[phase.state])  # type: ignore[arg-type]
        if phase.missing:
            page, table = _WHERE.get((phase.pillar, phase.phase), ("figures", "covenant_steps"))
            if phase.pillar == "energy" and phase.phase in ("assessment", "goal", "plan"):
                st.caption(text(_("Missing: {what}.", what=say(phase.missing))))
            else:
                words = _("Missing: {what}.", what=say(phase.missing))
                session.link(page, words, asked={"table": table} if table else {})


def steps(found: CityDuties) -> None:
    """What the city promised and submitted, each step with its date and source."""
    st.header(_("What the city promised and submitted"), anchor=False)
    if not found.steps:
        widgets.nothing(_("No step is on file."), _("When the city joined, and to what it committed itself."))
        return
    for step in found.steps:
        when = printed(step.date) if step.date else _("no date printed")
        # Translators: where in a list of cities something is printed; {city_id} is an id such as BG0002.
        place = _("entry {city_id} of the list", city_id=step.city_id) if step.page == step.city_id else step.page
        source = " · ".join(filter(None, (step.source, place, step.note)))
        st.markdown(f"**{text(say(STEPS[step.step]))}**, {text(when)}  \n:gray[{text(source)}]")
    told = language.listed([say(STATES["undated"])])
    st.caption(text(_("A commitment without a date starts no clock: its duties say “{state}”.", state=told)))
