"""Targets: what was promised, what the actions close of it, and what it would take."""

from __future__ import annotations

import streamlit as st

from dashboard import session, widgets
from dashboard.parts import commitment_forms, outlook_words, outlooks, promises, traces


def _page() -> None:
    ahead = outlooks.found(session.report(session.city().city_id))
    outlooks.head(ahead)
    commitment_forms.outcome(ahead)
    widgets.cards(outlook_words.cards(ahead))
    outlooks.controls(ahead)
    left, right = st.columns([1.8, 1])
    with left, st.container(border=True, height="stretch"):
        outlooks.picture(ahead)
    with right, st.container(border=True, height="stretch"):
        outlooks.needs(ahead)
    for part in (outlooks.every_target, outlooks.actions):
        with st.container(border=True):
            part(ahead)
    traces.target(ahead)
    for place, form in zip(st.columns(2), (promises.form, commitment_forms.upload), strict=True):
        with place, st.container(border=True, height="stretch"):
            form(ahead)


_page()
