"""Duties: what the city owes the Covenant by when and why, and how far its three pillars are."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from dashboard import session
from dashboard.language import gettext as _
from dashboard.parts.duties import duty_parts
from dashboard.parts.stated import statement_file as files


def _page() -> None:
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


_page()
