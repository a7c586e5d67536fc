"""Frames: what on file serves the Sustainable Development Goals, the New Urban Agenda, Sendai and Paris, by city and
pair."""

from __future__ import annotations

import streamlit as st

from dashboard import session
from dashboard.language import gettext as _
from dashboard.parts.frames import frame_parts
from dashboard.parts.stated import statement_file


def _page() -> None:
    city = session.city()
    at = session.at_city(city.city_id)
    by_id = session.by_id()
    partners = dict.fromkeys(one.partner for one in at.pairs.room().pairings if one.partner in by_id)
    sides = [
        (one, session.at_city(one.city_id).innovation.served()) for one in (city, *map(by_id.__getitem__, partners))
    ]
    frame = frame_parts.chosen()
    frame_parts.head(city, frame, sides[0][1])
    with st.container(border=True):
        frame_parts.parts(frame, sides)
    frame_parts.entries(frame, sides)
    frame_parts.rules()
    statement_file.files(city, "tags", _("A table of tags"), "tags")


_page()
