"""The pieces of the page of the three pillars: each with what is on file, what is due and the one thing that is
missing; what the city promised; what is due next, and why."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from analytics.duties.covenant_words import RULES, STATES
from analytics.duties.due_dates import Duty
from analytics.duties.pillar_phases import PILLARS, PillarStanding
from analytics.text.sentences import Sentence
from dashboard import session, widgets
from dashboard.language import gettext as _
from dashboard.language import ngettext, say
from dashboard.parts.duties import duty_parts
from dashboard.parts.pillars.pillar_words import PillarState
from dashboard.widgets import text
from dashboard.words.phase_marks import PILLAR_ICONS
from dashboard.words.printed_dates import printed
from datasets import CityDuties

MOST_DUTIES = 4
"""So many duties are told with their reason, and those that a pillar names; all of them stand on Duties."""
_PAGES: Mapping[str, tuple[str, Sentence]] = {
    "mitigation": ("progress", Sentence("Progress")),
    "adaptation": ("adaptation", Sentence("Adaptation")),
    "energy": ("energy", Sentence("Energy access")),
}
"""By pillar the page that holds it, and the title of that page."""


def pillars(found: CityDuties, states: Mapping[str, PillarState]) -> None:
    """The board of all phases, and below it the three pillars side by side."""
    duty_parts.board(found)
    for place, standing in zip(st.columns(3, gap="medium"), found.pillars, strict=True):
        with place, st.container(border=True, height="stretch", gap="small"):
            _pillar(found, standing, states[standing.pillar])


def _pillar(found: CityDuties, standing: PillarStanding, state: PillarState) -> None:
    st.header(f"{PILLAR_ICONS[standing.pillar]} {text(say(PILLARS[standing.pillar]))}", anchor=False)
    st.markdown(f"**{text(state.finding)}**")
    newest = _("Newest year: {year}", year=state.newest) if state.newest is not None else _("No year yet")
    lines = [newest, *_due(found, standing)]
    st.markdown("  \n".join(map(text, lines)))
    with st.container(key=f"step-pillar-{standing.pillar}", border=True, gap="xxsmall"):
        if standing.lacks is None:
            st.markdown(_("Nothing is missing."))
        else:
            duty_parts.door(standing.lacks, icon=":material/edit_note:")
    page, title = _PAGES[standing.pillar]
    session.link(page, say(title), icon=":material/arrow_forward:")


def _due(found: CityDuties, standing: PillarStanding) -> list[str]:
    """What is past of a pillar, and what comes next; without either what is owed without a date."""
    told = []
    if standing.past:
        told.append(ngettext("{number} duty is past", "{number} duties are past", len(standing.past)))
    if standing.next is not None and standing.next.due is not None:
        day = printed(standing.next.due.isoformat())
        told.append(_("Next: {duty}, {date}.", duty=duty_parts.named(standing.next), date=day))
    told += [_("Without a date: {duty}", duty=duty_parts.named(duty)) for duty in _undated(found, standing)]
    return told or [_("No duty with a date lies ahead")]


def _undated(found: CityDuties, standing: PillarStanding) -> list[Duty]:
    """The first duty of a pillar without a date, where nothing of it is past and nothing with a date is to come."""
    if standing.past or standing.next is not None:
        return []
    mine = (duty for duty in found.duties if standing.pillar in RULES[duty.rule].pillars and duty.state == "undated")
    return [*mine][:1]


def promised(found: CityDuties) -> None:
    """What the city promised and submitted."""
    duty_parts.steps(found)
    label = _("Enter a commitment or a submission")
    session.link("figures", label, icon=":material/edit_note:", asked={"table": "covenant_steps"})


def due(found: CityDuties) -> None:
    """What is past, what comes next and what has no date, each with its rule; all of it stands on Duties."""
    st.header(_("What is due, and why"), anchor=False)
    coming = [duty for duty in found.duties if duty.due is not None and duty.state == "open"]
    undated = [duty for duty in found.duties if duty.state == "undated"]
    above = [
        duty for standing in found.pillars for duty in (standing.next, *_undated(found, standing)) if duty is not None
    ]
    ordered = [*found.past, *coming, *undated]
    told = [duty for place, duty in enumerate(ordered) if place < MOST_DUTIES or duty in above]
    if not told:
        widgets.nothing(
            _("No duty follows from what is known here."),
            _("A date of joining, of a commitment or of a report starts a clock."),
        )
    for duty in told:
        _reason(duty)
    if len(told) < len(found.duties):
        said = {"number": len(told), "all": len(found.duties)}
        st.caption(_("{number} of {all} duties are told here; the page Duties has them all.", **said))
    session.link("duties", _("All duties, and the calendar"), icon=":material/event_available:")


def _reason(duty: Duty) -> None:
    rule = RULES[duty.rule]
    day = f"{printed(duty.due.isoformat())} · " if duty.due is not None else ""
    missing = _("Missing: {what}.", what=say(duty.missing)) if duty.missing else ""
    why = " ".join(filter(None, (say(rule.text), missing, say(rule.source))))
    st.markdown(f"**{text(f'{day}{duty_parts.named(duty)}')}** · {text(say(STATES[duty.state]))}  \n:gray[{text(why)}]")
