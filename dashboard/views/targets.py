"""Targets: what was promised, what the actions close of it, and what it would take."""

from __future__ import annotations

import streamlit as st

from dashboard import session, widgets
from dashboard.parts import commitment_forms, outlook_words, outlooks, promises, traces


def _page() -> None:
    ahead = outlooks.found(session.report(session.city().city_id))
    outlooks.head(ahead)
    commitment_forms.outcome(ahead)
    outlooks.controls(ahead)
    widgets.cards(outlook_words.cards(ahead))
    left, right = st.columns([1.8, 1])
    with left, st.container(border=True, height="stretch"):
        outlooks.picture(ahead)
    with right:
        *upper, last = outlooks.right(ahead)
        for part in upper:
            with st.container(border=True):
                part(ahead)
        with st.container(border=True, height="stretch"):
            last(ahead)
    for part in (*outlooks.below(ahead), traces.target, promises.form, commitment_forms.upload):
        with st.container(border=part is not traces.target, key=f"part-{part.__name__}"):
            part(ahead)


_page()
