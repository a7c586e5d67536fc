"""Cities: every city of the programme with its verdict today and its last known one, as curves, on maps, in a table."""

from __future__ import annotations

import streamlit as st

from dashboard import session
from dashboard.language import gettext as _
from dashboard.parts.cities import choosing, city_sentences, maps_and_table, two_counts
from dashboard.widgets import text


def _page() -> None:
    session.follow()
    found = session.programme()
    st.caption(_("Programme"))
    st.title(text(city_sentences.headline(found)), anchor=False)
    two_counts.board(found)
    st.markdown(text(city_sentences.context(found)))
    if behind := city_sentences.behind(found, session.newest_revision()):
        st.markdown(f":gray[:material/update: {text(behind)}]")
    numbers = choosing.chosen(found)
    left, right = st.columns([1.8, 1])
    with left, st.container(border=True):
        maps_and_table.curves(found, numbers)
    with right:
        maps_and_table.maps(found)
    with st.container(border=True):
        st.header(_("City by city"), anchor=False)
        maps_and_table.table(found, numbers)
        st.caption(text(city_sentences.note(found)))


_page()
