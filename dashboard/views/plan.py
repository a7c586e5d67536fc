"""Plan: what is decided and what it closes, the lists of actions and targets, and what worked elsewhere."""

from __future__ import annotations

import streamlit as st

from analytics.knowledge.knowledge_entries import KnowledgeEntry
from dashboard import choices, frame, session, visitors, widgets
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.parts import outcomes, page_actions
from dashboard.parts.knowledge import connecting, elsewhere, entry_list, learned_form, taking
from dashboard.parts.outlook import behind_plan, outlooks, way_to_target
from dashboard.parts.plan import listed_actions, planning
from dashboard.parts.stated import statement_file
from dashboard.widgets import text
from dashboard.words import knowledge_words as words
from datasets import CityRecord


def outlook() -> None:
    """What the actions would close of the way to a target, the list of them, and ideas; all else behind one line."""
    city = session.city()
    ahead = outlooks.found(session.at_city(city.city_id).report())
    outlooks.head(ahead)
    if outlooks.lacking(ahead):
        outlooks.missing(ahead)
        elsewhere.part(city)
        return
    page_actions.actions(ahead.report)
    outlooks.targets(ahead)
    way_to_target.steps(ahead)
    main, side = st.columns([2.3, 1], gap="large")
    with main:
        listed_actions.part(ahead)
        if not ahead.estimates:  # nothing is listed: what it would take is said at once
            outlooks.needs(ahead)
    with side:
        elsewhere.part(city)
    behind_plan.part(ahead)


def lists() -> None:
    """Where the actions and the targets of a city are entered, changed and withdrawn."""
    city_id = session.city().city_id
    ahead = session.at_city(city_id).outlook()
    planning.head(ahead)
    outcomes.of_form("plan", city_id)
    outcomes.undo("plan", city_id, _("Taken back on the page Plan"))
    parts = planning.parts()
    asked = session.asked("part", list(parts), "view") or next(iter(parts))
    choices.row("part", parts, asked)
    with st.container(border=True, key=f"shown-{asked}"):
        planning.SHOWN[asked](ahead)


def ideas() -> None:
    """What was found for the gap of the city, or what others plan, never mixed; a search among all of it, and the way
    into the plan."""
    city = session.city()
    # Translators: what studies and cities found when a measure was tried, and what cities plan: two lists.
    parts = {"found": _("What was found"), "planned": _("What cities plan")}
    of = session.asked("of", list(parts), "view") or "found"
    planned = of == "planned"
    library = session.plans() if planned else session.library()
    found = session.help_for(city.city_id, planned=planned)
    threats = () if planned else session.hazard_help(city.city_id)
    with st.container(gap="xsmall"):
        # Translators: the name of a page: what worked in other cities.
        st.caption(text(f"{_('Knowledge')} · {say(city.name)}"))
        st.title(text(words.headline(found, say(city.name), planned)), anchor=False)
    with st.container(key="page-actions", horizontal=True):
        widgets.copy_link()
    choices.row("of", parts, of)
    second = session.help_for(city.city_id, after=found.gap.group, planned=planned) if found is not None else None
    offered = [one for one in (found, second) if one is not None] + [*threats]
    if offered:
        elsewhere.table(offered, _("What cities plan") if planned else _("What worked elsewhere"))
    fits = {fit.entry.id: (one.gap, fit) for one in offered for fit in one.fits}
    query = entry_list.search_field(len(library.entries))
    main, side = st.columns([2.3, 1], gap="large")
    with main:
        shown = entry_list.part(library, query, fits)
        if any(fit.times is not None for _gap, fit in fits.values()):
            st.caption(text(words.sizes(offered[0].asking)))
    with side:
        _acts(city, [*(fit.entry for _gap, fit in fits.values()), *shown], planned)
        if not planned:
            with st.container(border=True):
                connecting.part(city, found)


def _acts(city: CityRecord, ideas: list[KnowledgeEntry], planned: bool) -> None:
    """One form at a time, since each asks who one is: an idea into the plan, a file, or what the city learned."""
    may = visitors.may("knowledge.state", city.city_id)
    takes = may and (planned or st.toggle(_("Take into our plan"), key="knowledge-take"))
    if not may or (not takes and st.toggle(_("Take all along, or bring a file"), key="knowledge-files")):
        asked = _("A table of resources, experiences and contact offices")
        statement_file.files(city, "knowledge", asked, "resource", "experience", "contact")
        return
    with st.container(border=True):
        if takes:
            taking.part(city, taking.offered(ideas))
        else:
            learned_form.part(city)


frame.tabs("plan", {"outlook": outlook, "edit": lists, "ideas": ideas})
