"""Cities: every city of the programme with its verdict, on a map and in a table."""

from __future__ import annotations

import streamlit as st

from dashboard import overview, programme, session
from dashboard.widgets import text


def _page() -> None:
    reports = [session.report(city.city_id) for city in session.cities()]
    st.caption("PROGRAMME")
    st.title(text(programme.headline(reports)), anchor=False)
    st.markdown(text(programme.context(reports)))
    overview.maps(reports)
    with st.container(border=True):
        st.header("City by city", anchor=False)
        with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
            st.markdown("Open", width="content")
            for report in reports:
                session.link("progress", report.city.name, report.city.city_id, icon=":material/chevron_right:")
        overview.table(reports)
        st.caption(text(programme.note(reports)))


_page()
