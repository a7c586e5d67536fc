"""Duties: three pillars, what the city owes the Covenant by when, and which frames its entries serve."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from dashboard import frame, session
from dashboard.language import gettext as _
from dashboard.parts.duties import duty_parts
from dashboard.parts.frames import frame_parts
from dashboard.parts.pillars import pillar_parts, pillar_words
from dashboard.parts.stated import statement_file
from dashboard.parts.stated import statement_file as files


def pillars() -> None:
    """Mitigation, adaptation and access to energy on one board, with what is due and missing."""
    here = session.at_city(session.city().city_id)
    found = here.duties(datetime.now(UTC).date().isoformat())
    duty_parts.head(found)
    pillar_parts.pillars(found, pillar_words.states(here.report(), here.adaptation(), here.energy()))
    left, right = st.columns([1.2, 1], gap="medium")
    with left, st.container(border=True, height="stretch"):
        pillar_parts.due(found)
    with right, st.container(border=True, height="stretch"):
        pillar_parts.promised(found)


def dates() -> None:
    """What the city owes the Covenant by when and why."""
    city = session.city()
    found = session.at_city(city.city_id).duties(datetime.now(UTC).date().isoformat())
    duty_parts.head(found)
    with st.container(border=True):
        duty_parts.listed(found)
    st.header(_("Three pillars"), anchor=False)
    duty_parts.board(found, doors=True)
    duty_parts.steps(found)
    files.files(city, "steps", _("A table of commitments and submissions"), "step")
    duty_parts.programme()


def frames() -> None:
    """What serves the Sustainable Development Goals, the New Urban Agenda, Sendai and Paris, by city and pair."""
    city = session.city()
    at = session.at_city(city.city_id)
    by_id = session.by_id()
    partners = dict.fromkeys(one.partner for one in at.pairs.room().pairings if one.partner in by_id)
    sides = [
        (one, session.at_city(one.city_id).innovation.served()) for one in (city, *map(by_id.__getitem__, partners))
    ]
    frame = frame_parts.chosen()
    frame_parts.head(city, frame, sides[0][1])
    frame_parts.parts(frame, sides)
    frame_parts.tagging(city, frame, sides[0][1])
    statement_file.files(city, "tags", _("A table of tags"), "tags")


frame.tabs("duties", {"pillars": pillars, "dates": dates, "frames": frames})
