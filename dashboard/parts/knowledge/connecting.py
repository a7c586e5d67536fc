"""Whom a city can ask: the offices of its partners, what they wrote last, and who else works on the same subject."""

from __future__ import annotations

import streamlit as st

from analytics.knowledge.fitting import Help
from analytics.knowledge.topics import HELPING, TOPICS
from dashboard import language, session
from dashboard.language import gettext as _
from dashboard.widgets import text
from dashboard.words.printed_dates import printed
from datasets import CityRecord, pair_room

NOTES = 2
"""So many of the newest notes of a partner are shown."""
FIRST_LETTERS = 160


def part(city: CityRecord, found: Help | None) -> None:
    """Its own office, then each partner on file, then who else works on what it lacks."""
    st.header(_("Ask somebody"), anchor=False)
    _office(city.city_id)
    room = session.at_city(city.city_id).pairs.room()
    for partner in dict.fromkeys(one.partner for one in room.pairings):
        if partner in session.by_id():
            _office(partner)
            _notes(room, partner)
    if found is not None and found.gap.group:
        _others(city.city_id, found.gap.group)
    session.link(
        "figures", _("Enter the contact office"), icon=":material/edit_note:", asked={"table": "contact_offices"}
    )


def _office(city_id: str) -> None:
    name = session.name_of(city_id)
    offices = session.at_city(city_id).knowledge.contacts()
    if not offices:
        st.markdown(f"**{text(name)}** :gray[{text(_('no contact office on file'))}]")
    for one in offices:
        st.markdown(f"**{text(name)}**, {text(one.office)} · {text(one.reached)}")
        spoken = [language.LANGUAGES.get(code, code) for code in one.languages.split(";") if code]
        told = [_("speaks {languages}", languages=language.listed(spoken))] if spoken else []
        if one.offers:
            told.append(_("offers: {topics}", topics=_topics(one.offers)))
        if one.seeks:
            told.append(_("seeks: {topics}", topics=_topics(one.seeks)))
        st.caption(text(" · ".join(told)))


def _topics(codes: str) -> str:
    return language.listed([language.lowered(TOPICS[code]) for code in codes.split(";")])


def _notes(room: pair_room.PairRoom, partner: str) -> None:
    """What a partner wrote last."""
    mine = [
        note for note in reversed(room.notes) if partner in (note.partner, note.city_id) and note.by_city == partner
    ]
    for note in mine[:NOTES]:
        st.caption(text(f"{printed(note.written[:10])}: {note.what[:FIRST_LETTERS]}"))


def _others(city_id: str, group: str) -> None:
    """The cities that work on a group of sectors: by their pairings, or by what they put on file."""
    at_work = {other for other, touched in session.groups_at_work().items() if touched == group}
    at_work |= {entry.city_id for entry in session.entries() if entry.topic in HELPING.get(group, ())}
    if others := (at_work & session.by_id().keys()) - {city_id}:
        listed = language.listed(sorted(map(session.name_of, others), key=language.alphabetical))
        st.caption(text(_("Others on file that work on it: {cities}.", cities=listed)))
