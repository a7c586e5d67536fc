"""Adaptation & energy: climate hazards and what the city does about them; access to energy."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from dashboard import frame, session
from dashboard.language import gettext as _
from dashboard.parts.adaptation import hazard_parts
from dashboard.parts.energy import energy_parts, figure_form
from dashboard.parts.knowledge import elsewhere
from dashboard.parts.stated import statement_file
from datasets import CityRecord


def hazards() -> None:
    """Which hazards the city names, how bad they are, what happened, who is hit, and what it does."""
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
        hazard_parts.risks(city, room)
    with right:
        hazard_parts.next_steps(room)
    hazard_parts.happened(room)
    columns = st.columns(3, gap="large")
    for place, part in zip(columns, (hazard_parts.changes, hazard_parts.hit, hazard_parts.done), strict=True):
        with place:
            part(room)
    elsewhere.of_hazards(city)
    hazard_parts.context(city, room)
    hazard_parts.origins(room)
    _files(city)


def _files(city: CityRecord) -> None:
    asked = _("A table of hazards, climate facts, goals and actions")
    statement_file.files(city, "adaptation", asked, "hazard", "fact", "goal", "action")


def energy() -> None:
    """Whether energy is secure, sustainable and affordable in the city, what it aims at and does."""
    city = session.city()
    here, today = session.at_city(city.city_id), datetime.now(UTC).date().isoformat()
    room = here.energy()
    energy_parts.head(city, room)
    figure_form.told(city.city_id)
    entering = figure_form.asked(city.city_id)
    if entering:
        figure_form.form(city, entering)
    energy_parts.attributes(room)
    left, right = st.columns(2, gap="medium")
    with left, st.container(border=True, height="stretch"):
        energy_parts.done(room)
    with right, st.container(border=True, height="stretch"):
        energy_parts.asked_for(room, [phase for phase in here.duties(today).phases if phase.pillar == "energy"])
    energy_parts.context(city, room)
    energy_parts.worked_out(room)
    if not entering:  # one form at a time asks for a name
        asked = _("A table of figures, goals and measures of energy access")
        statement_file.files(city, "energy", asked, "indicator", "energy goal", "measure")


frame.tabs("adaptation", {"hazards": hazards, "energy": energy})
