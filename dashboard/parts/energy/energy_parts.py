"""The pieces of the Energy access page: the three attributes, what a plan has to hold, goals and measures, and the
figures of wider areas, which stand apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import streamlit as st

from analytics.duties.pillar_phases import PHASE_STATES, PHASES, Phase
from analytics.energy_access.access_indicators import ATTRIBUTES, GEOGRAPHIES, INDICATORS
from analytics.energy_access.context_series import ContextSeries
from dashboard import language, opened, session, tables, widgets
from dashboard.figures import access_marks
from dashboard.language import gettext as _
from dashboard.language import ngettext, say
from dashboard.parts import traces
from dashboard.parts.energy import energy_words as words
from dashboard.widgets import text
from dashboard.words.phase_marks import PHASE_COLOURS, PHASE_ICONS
from datasets import CityRecord, EnergyRoom

MOST_STEPS, MOST_LARGE = 3, 3
"""So many next steps, and so many figures of an attribute, are shown large; the other figures follow as a list."""
ICONS: Mapping[str, str] = {
    "secure": ":material/shield:",
    "sustainable": ":material/solar_power:",
    "affordable": ":material/payments:",
}
_ENTER = ":material/edit_note:"
_STYLE = """<style>
.access { display: grid; gap: 1rem; }
.access p { margin: 0; font-size: 1rem; line-height: 1.35; }
.access b { font-size: 1.5rem; font-weight: 700; color: var(--rising); margin-right: .375rem; }
.access .more b { color: var(--ours); }
.access img { display: block; width: 100%; max-width: 14rem; margin: .25rem 0; }
.access small { display: block; font-size: .8125rem; opacity: .85; overflow-wrap: anywhere; }
.context { display: grid; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); gap: 1rem 2rem;
  padding: 1rem; border-radius: .5rem; background: color-mix(in srgb, currentColor 5%, transparent); }
.context figure { margin: 0; display: flex; flex-direction: column; }
.context figcaption { font-weight: 600; font-size: .875rem; margin-bottom: auto; }
.context img { display: block; width: 100%; }
.context p { display: flex; justify-content: space-between; margin: 0; font-size: .8125rem; }
.context b { font-size: 1rem; }
</style>"""


def head(city: CityRecord, room: EnergyRoom) -> None:
    """Whose access to energy it is, whether it is known, and the finding."""
    told, colour = words.badge(room)
    with st.container(gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key="eyebrow"):
            st.badge(told, icon=":material/bolt:", color=colour)  # type: ignore[arg-type]
            # Translators: the name of a page: whether energy is secure, sustainable and affordable.
            st.caption(text(f"{_('Energy access')} · {say(city.name)}"), width="content")
        st.title(text(words.headline(room, say(city.name))), anchor=False)
        st.markdown(text(words.standing_line(room)))


def attributes(room: EnergyRoom) -> None:
    """The three attributes beside each other, and what is to be done next."""
    columns = st.columns([1, 1, 1, 1.1], gap="medium")
    for place, attribute in zip(columns, ATTRIBUTES, strict=False):
        with place:
            _attribute(room, attribute)
    with columns[-1]:
        _next_steps(room)


def _attribute(room: EnergyRoom, attribute: str) -> None:
    found = room.of(attribute)
    st.header(f"{ICONS[attribute]} {text(say(ATTRIBUTES[attribute]))}", anchor=False)
    if not found:
        widgets.nothing(_("No figure of the city is known here."), words.wanted(attribute))
    else:
        large = "".join(map(_large, found[:MOST_LARGE]))
        st.html(f'{_STYLE}<div class="access">{large}</div>')
        if more := found[MOST_LARGE:]:
            with st.expander(ngettext("{number} more figure", "{number} more figures", len(more))):
                _list(more)
    _door(_("Enter a figure"), words.asked_first(attribute))


def _large(one: Any) -> str:
    """One figure as HTML: the number, what it counts, of a share a hundred squares, and below it year and source."""
    indicator = INDICATORS[one.indicator]
    kind = "more" if indicator.better != "less" else "less"
    drawn = ""
    if indicator.is_share and one.value <= 100:
        address = access_marks.squares(one.value, indicator.better, widgets.dark())
        # Translators: what a screen reader says of a hundred squares, so many of which are filled.
        alt = _("{figure} of a hundred squares are filled", figure=words.figure(one))
        drawn = f'<img src="{address}" alt="{escape(alt)}">'
    said = f"<p><b>{escape(words.figure(one))}</b>{escape(say(indicator.name))}</p>"
    return f'<div class="{kind}">{said}{drawn}<small>{escape(words.beside(one))}</small></div>'


def _door(label: str, indicator: str) -> None:
    session.link("energy", label, icon=_ENTER, asked={"enter": indicator})


def _list(found: Sequence[Any]) -> None:
    for one in found:
        area = "" if one.geography == "city" else f"{say(GEOGRAPHIES[one.geography])}: "
        st.markdown(f"**{text(words.figure(one))}** {text(say(INDICATORS[one.indicator].name))}")
        st.caption(text(area + words.beside(one)))


def _next_steps(room: EnergyRoom) -> None:
    found = words.open_steps(room)[:MOST_STEPS]
    if not found or not session.may_open("figures"):
        return
    st.header(ngettext("{count} next step", "{count} next steps", len(found)), anchor=False)
    for place, step in enumerate(found):
        with st.container(border=True, gap="xxsmall", key=f"energy-step-{place}"):
            if step.indicator:
                _door(step.what, step.indicator)
            else:
                session.link("figures", step.what, icon=":material/arrow_forward:", asked={"table": step.table})
            st.caption(text(step.why))


def asked_for(room: EnergyRoom, phases: Sequence[Phase]) -> None:
    """What plan and monitoring have to hold, as far as it is on file."""
    title = _("Asked of every EU signatory since January 2025") if room.in_union else _("What the pillar asks for")
    st.header(title, anchor=False)
    for phase in phases:
        with st.container(horizontal=True, wrap=False, vertical_alignment="center"):
            missing = _("Missing: {what}.", what=say(phase.missing)) if phase.missing else ""
            told = " · ".join(filter(None, (say(phase.shown_by), missing)))
            st.markdown(f"**{text(say(PHASES[phase.phase]))}** {text(told)}", width="stretch")
            st.badge(say(PHASE_STATES[phase.state]), icon=PHASE_ICONS[phase.state], color=PHASE_COLOURS[phase.state])  # type: ignore[arg-type]
    st.caption(_("What is entered here decides the state. No badge follows from it: GCoM alone awards it."))


def done(room: EnergyRoom) -> None:
    """The goals and the measures, each with its source."""
    st.header(_("Goals and measures"), anchor=False)
    if not room.goals:
        widgets.nothing(_("No goal is known here."), _("A goal has a measure, a base and a year."))
    for goal in room.goals:
        _told(words.told_goal(goal), goal.source, goal.page, goal.note)
    session.link("figures", _("Set a goal"), icon=_ENTER, asked={"table": "energy_goals"})
    if not room.measures:
        widgets.nothing(_("No measure is known here."), _("A measure has a group, a status, a year and a source."))
    for measure in room.measures:
        _told(words.told_measure(measure), measure.source, measure.page, measure.note)
    session.link("figures", _("Add a measure"), icon=_ENTER, asked={"table": "energy_measures"})


def _told(said: str, *whence: str) -> None:
    st.markdown(f"{text(said)}  \n:gray[{text(' · '.join(filter(None, whence)))}]")


def context(city: CityRecord, room: EnergyRoom) -> None:
    """What is published of wider areas: apart from the city's own figures, each with the name of its area."""
    if not room.context and not room.beside:
        return
    areas = dict.fromkeys([*(one.area for one in room.beside), *(series.area for series in room.context)])
    with st.container(border=True):
        # Translators: a heading: figures of a wider area, which are not those of the city.
        st.header(text(_("Context, not {city}", city=say(city.name))), anchor=False)
        told = _("Of {areas}. Such figures do not stand for the city; they are here for orientation.", areas="{areas}")
        st.markdown(text(told.replace("{areas}", ", ".join(_area(city, area) for area in areas))))
        _list(room.beside)
        if room.context:
            drawn = "".join(_series(series, _area(city, series.area)) for series in room.context)
            st.html(f'{_STYLE}<div class="context">{drawn}</div>')
            _yearly(city, room.context)


def _area(city: CityRecord, area: str) -> str:
    """The name of a wider area in the reader's language."""
    return language.country(city.country_code, area) if area == city.country else say(area)


def _series(series: ContextSeries, area: str) -> str:
    """One series as HTML: what it is of which area, its line, and its first and last year with their figures."""
    (first, least), (last, newest) = series.points[0], series.points[-1]
    told = {"area": area, "first": first, "last": last}
    alt = _(
        "{area}: {least} in {first}, {newest} in {last}",
        least=words.amount(least, series.unit),
        newest=words.amount(newest, series.unit),
        **told,
    )
    picture = access_marks.line(series.points, series.breaks, widgets.dark())
    name = f"{say(series.name)} · {area}"
    ends = [f"{words.amount(least, series.unit)} · {first}", f"{words.amount(newest, series.unit)} · {last}"]
    open_yet = f" {_('(provisional)')}" if last in series.provisional else ""
    return (
        f'<figure><figcaption>{escape(name)}</figcaption><img src="{picture}" alt="{escape(alt)}">'
        f"<p><span>{escape(ends[0])}</span><b>{escape(ends[1] + open_yet)}</b></p></figure>"
    )


def _yearly(city: CityRecord, found: Sequence[ContextSeries]) -> None:
    """Every year of the series as a table, with what its publisher says of single years, and the sources."""
    opens = opened.expander(_("Each year, with its source"), None, "context-years")
    if opens is None:
        return
    with opens:
        years = sorted({year for series in found for year, _value in series.points}, reverse=True)
        columns = {_("Year"): [str(year) for year in years]}
        for series in found:
            values = dict(series.points)
            columns[f"{say(series.name)}, {_area(city, series.area)}"] = [_cell(series, year, values) for year in years]
        tables.table(columns, _("Figures of wider areas by year"), numeric=list(columns)[1:])
        if any(series.provisional or series.breaks for series in found):
            st.caption(_("p: the publisher may still change it; b: the series begins anew, so that years differ."))
        for source in dict.fromkeys(series.source for series in found):
            st.caption(text(source))


def _cell(series: ContextSeries, year: int, values: Mapping[int, float]) -> str:
    if year not in values:
        return "–"
    flags = "".join(sign for sign, held in (("p", series.provisional), ("b", series.breaks)) if year in held)
    return " ".join(filter(None, (words.amount(values[year], series.unit), flags)))


def worked_out(room: EnergyRoom) -> None:
    """What is worked out here, each figure down to what was put in."""
    if not room.passports:
        return
    opens = opened.expander(say(traces.TITLE), ":material/account_tree:", "energy-traces")
    if opens is None:
        return
    with opens:
        traces.shown(tuple(room.passports.values()))
