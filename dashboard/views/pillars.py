"""Three pillars: mitigation, adaptation and access to energy of a city on one page, with what is due and missing."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from dashboard import session
from dashboard.parts.pillars import pillar_parts, pillar_words


def _page() -> None:
    here = session.at_city(session.city().city_id)
    found = here.duties(datetime.now(UTC).date().isoformat())
    pillar_parts.head(found)
    pillar_parts.pillars(found, pillar_words.states(here.report(), here.adaptation(), here.energy()))
    left, right = st.columns([1.2, 1], gap="medium")
    with left, st.container(border=True, height="stretch"):
        pillar_parts.due(found)
    with right, st.container(border=True, height="stretch"):
        pillar_parts.promised(found)


_page()
