"""An idea of others that is taken into the plan of a city: which one, when, and why."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from analytics.knowledge.knowledge_entries import KnowledgeEntry
from dashboard import session, visitors
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.parts import outcomes
from dashboard.words import knowledge_words as words
from datasets import CityRecord, Refused

_FIELDS = ("idea", "start", "end", "reason")
MOST_YEARS = 2100


def part(city: CityRecord, ideas: Sequence[KnowledgeEntry]) -> None:
    """The form for one of the ``ideas``; nothing where there is none to take."""
    st.header(_("Take into our plan"), anchor=False)
    outcomes.of_form("ideas", city.city_id, _FIELDS)
    outcomes.undo("ideas", city.city_id, _("Taken back on the page Knowledge"))
    by_id = {entry.id: entry for entry in ideas}
    if not by_id:
        st.caption(_("Search for an idea to take."))
        return
    key, this_year = _key(city.city_id), session.this_year()
    if session.kept(f"{key}-idea") not in by_id:
        session.forget(f"{key}-idea")
    with st.form(key, border=False):
        labels = {code: f"{entry.title} ({words.known_by(entry)}, {say(entry.who)})" for code, entry in by_id.items()}
        st.selectbox(_("Idea"), list(by_id), format_func=labels.__getitem__, key=f"{key}-idea")
        left, right = st.columns(2)
        left.number_input(_("Start"), 1990, MOST_YEARS, value=this_year, key=f"{key}-start")
        right.number_input(_("End"), 1990, MOST_YEARS, value=max(2030, this_year + 1), key=f"{key}-end")
        visitors.author_field()
        st.text_input(_("Reason"), key=f"{key}-reason", max_chars=300)
        st.form_submit_button(_("Take into our plan"), type="primary", on_click=_take, args=(city.city_id, by_id))
    st.caption(_("The tonnes of others are not taken over: they rest on another base. Enter your own in the plan."))


def _take(city_id: str, by_id: dict[str, KnowledgeEntry]) -> None:
    idea, start, end, reason = (session.kept(f"{_key(city_id)}-{name}") for name in _FIELDS)
    try:
        knowledge = session.at_city(city_id).knowledge
        made = knowledge.take(by_id[idea], int(start), int(end), visitors.author(), str(reason or ""))
    except Refused as refusal:
        outcomes.done("ideas", city_id=city_id, refused=refusal.problems)
        return
    session.forget(f"{_key(city_id)}-reason")
    outcomes.done("ideas", _("On file as revision {revision}.", revision=made.revision), city_id, revision=made)


def offered(ideas: Sequence[KnowledgeEntry]) -> list[KnowledgeEntry]:
    """Those that can become an action, each once."""
    return [entry for entry in dict.fromkeys(ideas) if entry.takeable]


def _key(city_id: str) -> str:
    return f"take-{city_id}"
