"""Cities: every city of the programme with its verdict, on a map and in a table."""

from __future__ import annotations

import streamlit as st

from dashboard import session
from dashboard.language import gettext as _
from dashboard.parts.cities import overview, programme
from dashboard.widgets import text


def _page() -> None:
    found = session.programme()
    st.caption(_("Programme").upper())
    st.title(text(programme.headline(found)), anchor=False)
    st.markdown(text(programme.context(found)))
    if behind := programme.behind(found, session.newest_revision()):
        st.markdown(f":gray[:material/update: {text(behind)}]")
    overview.maps(found)
    with st.container(border=True):
        st.header(_("City by city"), anchor=False)
        numbers = overview.search(found)
        overview.links(found, numbers)
        overview.table(found, numbers)
        st.caption(text(programme.note(found)))


_page()
