"""Energy access: whether energy is secure, sustainable and affordable in the city, what it aims at and does."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from dashboard import session
from dashboard.language import gettext as _
from dashboard.parts.energy import energy_parts, figure_form
from dashboard.parts.stated import statement_file


def _page() -> None:
    city = session.city()
    here, today = session.at_city(city.city_id), datetime.now(UTC).date().isoformat()
    room = here.energy()
    energy_parts.head(city, room)
    figure_form.told(city.city_id)
    entering = figure_form.asked()
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


_page()
