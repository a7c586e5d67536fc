"""Cities: every city of the programme with its verdict, on a map and in a table."""

from __future__ import annotations

import streamlit as st

from dashboard import session
from dashboard.language import gettext as _
from dashboard.parts.cities import city_sentences, maps_and_table
from dashboard.widgets import text


def _page() -> None:
    found = session.programme()
    st.caption(_("Programme"))
    st.title(text(city_sentences.headline(found, session.this_year())), anchor=False)
    if then := city_sentences.of_then(found, session.this_year()):
        st.markdown(text(then))
    st.markdown(text(city_sentences.context(found)))
    if behind := city_sentences.behind(found, session.newest_revision()):
        st.markdown(f":gray[:material/update: {text(behind)}]")
    maps_and_table.maps(found)
    with st.container(border=True):
        st.header(_("City by city"), anchor=False)
        numbers = maps_and_table.search(found)
        maps_and_table.links(found, numbers)
        maps_and_table.table(found, numbers)
        st.caption(text(city_sentences.note(found)))


_page()
