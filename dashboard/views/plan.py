"""Plan: where the actions and the targets of a city are entered, changed and withdrawn."""

from __future__ import annotations

import streamlit as st

from dashboard import choices, session
from dashboard.language import gettext as _
from dashboard.parts import outcomes
from dashboard.parts.plan import planning


def _page() -> None:
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


_page()
