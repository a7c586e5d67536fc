"""The pieces of the Adaptation page: the risk matrix with its table, what happened, what changes, who is hit, what is
done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import partial

import streamlit as st

from analytics.adaptation import risk_matrix
from analytics.adaptation.climate_history import Sourced
from analytics.adaptation.hazard_names import HAZARDS, hazard_name
from analytics.adaptation.vulnerable import HEALTH_IMPACTS, PEOPLE_HIT, SECTORS_HIT
from dashboard import downloads, language, opened, session, tables, widgets
from dashboard.figures.climate_change_bars import ChangeRow, amount, bars
from dashboard.figures.event_lanes import LaneEvent, lanes
from dashboard.figures.hazard_matrix import matrix
from dashboard.language import gettext as _
from dashboard.language import ngettext, say
from dashboard.parts.adaptation import adaptation_words as words
from dashboard.parts.adaptation import rating
from dashboard.parts.traces import TITLE
from dashboard.widgets import text
from datasets import AdaptationRoom, CityRecord, Value

MOST_STEPS = 3
MOST_ROWS = 4
"""So many rows of one unit are drawn; all facts stand in the list below."""
MOST_UNITS = 2
_PAGE = "figures"
_ENTER = ":material/edit_note:"


def head(city: CityRecord, room: AdaptationRoom) -> None:
    """Whose adaptation it is, whether its hazards are rated, and the finding."""
    badge, colour = words.risk_badge(room)
    icon = ":material/help:" if colour == "gray" else ":material/flood:"
    with st.container(gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key="eyebrow"):
            st.badge(badge, icon=icon, color=colour)  # type: ignore[arg-type]
            # Translators: the name of a page: climate hazards, and what the city does about them.
            st.caption(text(f"{_('Adaptation')} · {say(city.name)}"), width="content")
        st.title(text(words.headline(room, say(city.name))), anchor=False)
        st.markdown(text(words.standing_line(room)))


def next_steps(room: AdaptationRoom, most: int | None = MOST_STEPS) -> None:
    """What is to be done next, each a door to the table where it is done."""
    found = words.open_steps(room, session.this_year())[:most]
    if not found or not session.may_open(_PAGE):
        return
    st.header(ngettext("{count} next step", "{count} next steps", len(found)), anchor=False)
    for place, step in enumerate(found):
        with st.container(border=True, gap="xxsmall", key=f"adaptation-step-{place}"):
            session.link(
                _PAGE, step.what, icon=":material/arrow_forward:", asked={"table": step.table, "row": step.row}
            )
            st.caption(text(step.why))
    st.caption(text(_("An assessment asks for the risk of each hazard, its change, when, and who and what is hit.")))


def risks(city: CityRecord, room: AdaptationRoom) -> None:
    """The matrix of what is rated beside the hazards that are not, each to be rated in its row; below, over the whole
    width, all of them with what is known and expected."""
    dark = widgets.dark()
    rated = [one for one in room.named if one.rated]
    picture, rest = st.columns([1.2, 1], gap="medium") if rated else (None, st.container())
    if picture is not None:
        with picture:
            # Translators: the heading of a matrix of risk.
            st.header(_("How bad"), anchor=False)
            drawn = session.drawn("hazard-matrix", room, dark, partial(matrix, rated, dark))
            widgets.picture(drawn, _("The hazards of the city, numbered as in the matrix"), "hazard-matrix")
    with rest:
        rating.unrated(city, room)
    with st.container():
        st.header(_("What is known"), anchor=False)
        columns = {
            _("Hazard"): [f"{say(hazard_name(one.code))} ({one.number})" for one in room.named],
            _("Known today"): [words.known(room, one.code) for one in room.named],
            _("Expected"): [words.expected(room, one.code) for one in room.named],
        }
        if rated:  # otherwise each of them is listed above as not rated
            # Translators: the heading of a column: the probability and the consequence of a hazard.
            columns[_("Probability / consequence")] = [words.rating_words(one) for one in room.named]
        tables.table(columns, _("The hazards of the city, numbered as in the matrix"))
        unconfirmed = [hazard_name(one.code) for one in room.named if not _confirmed(one.code)]
        if unconfirmed:
            told = language.listed(list(map(say, unconfirmed)))
            st.caption(text(_("Not in CDP’s list of hazards of 2021: {hazards}.", hazards=told)))
        if any(one.differing for one in room.named):
            st.caption(text(_("Sources differ in a level; the newest counts, the higher one of one year.")))
        session.link(_PAGE, _("Climate hazards"), icon=_ENTER, asked={"table": "hazards"})


def _confirmed(code: str) -> bool:
    return code not in HAZARDS or HAZARDS[code].confirmed


def happened(room: AdaptationRoom) -> None:
    """Events in lanes, and below them each with its source."""
    events = [fact for fact in room.facts if fact.kind == "event" and (fact.first_year or fact.last_year)]
    undated = [fact for fact in room.facts if fact.kind == "event" and fact not in events]
    if not events and not undated:
        return
    shown = [
        LaneEvent(
            next((code for code in room.codes if risk_matrix.belongs(fact.hazard, code, room.codes)), fact.hazard),
            fact.first_year or fact.last_year or 0,
            fact.last_year or fact.first_year or 0,
            words.shown_figure(fact.value, fact.most, fact.unit),
            fact.what,
        )
        for fact in events
    ]
    with st.container(border=True):
        if shown:
            first = min(event.first for event in shown)
            title = _("What happened since {year}", year=first)
            st.header(title, anchor=False)
            now, dark = datetime.now(UTC), widgets.dark()
            today = session.this_year() + (now.timetuple().tm_yday - 1) / 366
            drawn = session.drawn(f"events {today:.1f}", room, dark, partial(lanes, _sorted(shown), today, dark))
            table: dict[str, list[Value]] = {
                _("Year"): [one.first for one in shown],
                _("Event"): [f"{one.what} {one.figure}" for one in shown],
            }
            widgets.picture(drawn, downloads.aloud(title, table), "climate-events")
        with st.expander(_("Each with its source ({count})", count=len(events) + len(undated))):
            _list([*events, *undated])


def _sorted(events: Sequence[LaneEvent]) -> list[LaneEvent]:
    """Those of a hazard together, the hazard of the newest event first."""
    newest = {event.hazard: max(one.last for one in events if one.hazard == event.hazard) for event in events}
    return sorted(events, key=lambda event: (-newest[event.hazard], event.hazard, event.first))


def _list(facts: Sequence[Sourced]) -> None:
    """Facts as a list, those of one source together, with the source once below them."""
    for source in dict.fromkeys(fact.source for fact in facts):
        mine = [fact for fact in facts if fact.source == source]
        st.markdown("\n".join(f"- {text(words.told_fact(fact))}" for fact in mine))
        _source(source, [fact.page for fact in mine], [fact.note for fact in mine])


def _source(source: str, pages: Sequence[str], notes: Sequence[str]) -> None:
    """Where lines are from: the document, its pages and what to know of them, each once."""
    beside = [source, ", ".join(dict.fromkeys(filter(None, pages))), "; ".join(dict.fromkeys(filter(None, notes)))]
    st.caption(text(" · ".join(filter(None, beside))))


def changes(room: AdaptationRoom) -> None:
    """What was observed, solid, and what is expected, hatched: one axis for each unit."""
    st.header(_("What changed, and what is expected"), anchor=False)
    by_unit = _by_unit(room)
    if not by_unit:
        widgets.nothing(
            _("No figure of the climate is known here."),
            _("Days above a temperature, rain, sea level: each with its years and its source."),
        )
    dark = widgets.dark()
    for place, (unit, rows) in enumerate(list(by_unit.items())[:MOST_UNITS]):
        st.caption(text(unit))
        drawn = session.drawn(f"climate-change {place}", room, dark, partial(bars, rows[:MOST_ROWS], dark))
        told_rows = [f"{row.what}: {amount(row)} {row.unit} ({row.when})" for row in rows[:MOST_ROWS]]
        widgets.picture(drawn, "; ".join(told_rows), f"climate-change-{place}")
    told = [fact for fact in room.facts if fact.kind in ("observed", "expected")]
    if told:
        label = _("Each with its source ({count})", count=len(told))
        if (opens := opened.expander(label, None, "climate-facts")) is not None:
            with opens:
                _list(told)
    session.link(_PAGE, _("Add a climate fact"), icon=_ENTER, asked={"table": "climate_facts"})


def _by_unit(room: AdaptationRoom) -> dict[str, list[ChangeRow]]:
    """The figures that can be drawn, by their unit: those of which two periods are on file first, then what is
    expected. A single observation without another to compare it with is told and not drawn."""
    found: dict[str, list[ChangeRow]] = {}
    observed = [fact for fact in room.facts if fact.kind == "observed" and fact.value is not None]
    for what in dict.fromkeys(fact.what for fact in observed):
        mine = sorted((fact for fact in observed if fact.what == what), key=lambda fact: fact.first_year or 0)
        first, last = mine[0], mine[-1]
        if first is last or first.unit != last.unit or last.value is None:
            continue
        when = " → ".join(words.shown_years(fact.first_year, fact.last_year) for fact in (first, last))
        row = ChangeRow(_of_area(last.what, last.area), last.unit, first.value, last.value, None, when, False)
        found.setdefault(last.unit, []).append(row)
    for fact in room.facts:
        if fact.kind == "expected" and fact.value is not None:
            when = words.shown_years(fact.first_year, fact.last_year)
            what = _of_area(fact.what, fact.area or when)
            row = ChangeRow(what, fact.unit, None, fact.value, fact.most, when, True)
            found.setdefault(fact.unit, []).append(row)
    return dict(sorted(found.items(), key=lambda item: -len(item[1])))


def _of_area(what: str, area: str) -> str:
    return f"{what} ({area})" if area else what


def hit(room: AdaptationRoom) -> None:
    """Whom and what the hazards hit, as sources name them, and the impacts with a figure."""
    # Translators: the heading above groups of people and sectors that hazards hit.
    st.header(_("Who and what is hit"), anchor=False)
    told = [
        (_("Groups of people"), _counted([one.people for one in room.hazards], PEOPLE_HIT)),
        (_("Sectors"), _counted([one.sectors for one in room.hazards], SECTORS_HIT)),
        (_("Impacts on health"), _counted([one.impacts for one in room.hazards], HEALTH_IMPACTS)),
    ]
    for name, said in told:
        if said:
            within = [said[0], *map(language.lowered, said[1:])]
            st.markdown(f"**{text(name)}**  \n{text(language.listed(within))}")
    if not told[0][1]:
        widgets.nothing(
            _("No vulnerable group is named."), _("Older people, children, outdoor workers: an assessment asks for it.")
        )
    for source in dict.fromkeys(one.source for one in room.hazards if one.people or one.sectors or one.impacts):
        _source(source, [one.page for one in room.hazards if one.source == source], [])
    impacts = [fact for fact in room.facts if fact.kind in ("impact", "exposure", "sensitivity", "perception")]
    if impacts:
        st.markdown(f"**{text(_('Impacts'))}**")
        _list(impacts)
    capacity = [fact for fact in room.facts if fact.kind in ("capacity", "assessment", "plan")]
    if capacity:
        st.markdown(f"**{text(_('To build on'))}**")
        _list(capacity)


def context(city: CityRecord, room: AdaptationRoom) -> None:
    """What a study found of cities in the country: apart from what is the city's own."""
    if not room.country_deaths:
        return
    with st.container(border=True):
        # Translators: a heading: figures of a wider area, which are not those of the city.
        st.header(text(_("Context, not {city}", city=say(city.name))), anchor=False)
        st.markdown("  \n".join(text(line) for line in words.deaths(room)))
        st.caption(text("; ".join(dict.fromkeys(one.source for one in room.country_deaths.values()))))


def _counted(held: Sequence[str], of: Mapping[str, str]) -> list[str]:
    """The codes of several entries in words, those that most entries name first."""
    counts = Counter(code for codes in held for code in filter(None, codes.split(";")))
    order = list(of)
    return [say(of[code]) for code in sorted(counts, key=lambda code: (-counts[code], order.index(code)))]


def done(room: AdaptationRoom) -> None:
    """The goals with base and target, and the actions with status and year."""
    # Translators: the heading above the goals and actions of adaptation.
    st.header(_("Goals and actions"), anchor=False)
    if not room.goals:
        widgets.nothing(_("No goal is known here."), _("A goal has a measure, a base and a year."))
    for source in dict.fromkeys(goal.source for goal in room.goals):
        goals = [goal for goal in room.goals if goal.source == source]
        st.markdown("\n".join(f"- {text(words.told_goal(goal))}" for goal in goals))
        _source(source, [goal.page for goal in goals], [goal.note for goal in goals])
    session.link(_PAGE, _("Set a goal"), icon=_ENTER, asked={"table": "adaptation_goals"})
    if not room.actions:
        widgets.nothing(_("No action is known here."), _("An action has a hazard, a status, a year and a source."))
    for source in dict.fromkeys(action.source for action in room.actions):
        actions = [action for action in room.actions if action.source == source]
        st.markdown("\n".join(f"- {text(words.told_action(action))}" for action in actions))
        _source(source, [action.page for action in actions], [action.note for action in actions])
    if line := words.cost_line(room):
        st.caption(text(line))
    session.link(_PAGE, _("Add an action"), icon=_ENTER, asked={"table": "adaptation_actions"})


def origins(room: AdaptationRoom) -> None:
    """Where each number of the page comes from: what was counted, from which sources, by which rule."""
    opens = opened.expander(say(TITLE), ":material/account_tree:", "hazards-counted")
    if opens is None:
        return
    with opens:
        st.markdown("\n".join(f"- {text(line)}" for line in words.counted_from(room)))


def empty(city: CityRecord, room: AdaptationRoom) -> None:
    """The page of a city that names no hazard: everything that is to be done, in order."""
    left, right = st.columns([1.4, 1], gap="large")
    with left:
        next_steps(room, most=None)
        happened(room)
    with right:
        done(room)
        facts = [fact for fact in room.facts if fact.kind != "event"]
        if facts:
            st.markdown(f"**{text(_('What is known'))}**")
            _list(facts)
