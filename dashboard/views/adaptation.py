"""Adaptation: which climate hazards the city names, how bad they are, what happened, who is hit, and what it does."""

from __future__ import annotations

import streamlit as st

from dashboard import session
from dashboard.language import gettext as _
from dashboard.parts.adaptation import hazard_parts
from dashboard.parts.knowledge import elsewhere
from dashboard.parts.stated import statement_file
from datasets import CityRecord


def _page() -> None:
    city = session.city()
    room = session.at_city(city.city_id).adaptation()
    hazard_parts.head(city, room)
    if not room.named:
        hazard_parts.empty(city, room)
        hazard_parts.context(city, room)
        _files(city)
        return
    left, right = st.columns([3, 1], gap="medium")
    with left, st.container(border=True, height="stretch"):
        hazard_parts.risks(room)
    with right:
        hazard_parts.next_steps(room)
    hazard_parts.happened(room)
    columns = st.columns(3, gap="large")
    for place, part in zip(columns, (hazard_parts.changes, hazard_parts.hit, hazard_parts.done), strict=True):
        with place:
            part(room)
    elsewhere.part(city, of_hazards=True)
    hazard_parts.context(city, room)
    hazard_parts.origins(room)
    _files(city)


def _files(city: CityRecord) -> None:
    asked = _("A table of hazards, climate facts, goals and actions")
    statement_file.files(city, "adaptation", asked, "hazard", "fact", "goal", "action")


_page()
