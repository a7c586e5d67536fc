"""Outlook: what the actions would close of the way to a target, what can be tried, and what it would take."""

from __future__ import annotations

import streamlit as st

from dashboard import session
from dashboard.parts import page_actions, traces
from dashboard.parts.knowledge import elsewhere
from dashboard.parts.outlook import outlooks, trying_out, way_to_target


def _page() -> None:
    city = session.city()
    ahead = outlooks.found(session.at_city(city.city_id).report())
    outlooks.head(ahead)
    if outlooks.lacking(ahead):
        outlooks.missing(ahead)
        elsewhere.part(city)
        return
    page_actions.actions(ahead.report)
    outlooks.controls(ahead)
    way_to_target.steps(ahead)
    with st.container(border=True, key="part-picture"):
        trying_out.picture(ahead)
    for place, show in zip(st.columns(2), outlooks.beside_each_other(ahead), strict=True):
        with place:
            for part in show:
                with st.container(border=True, height="stretch"):
                    part(ahead)
    for below in outlooks.below(ahead):
        with st.container(border=True, key=f"part-{below.__name__}"):
            below(ahead)
    left, right = st.columns([1, 2])  # what worked elsewhere is said in one line in every language
    with left:
        traces.target(ahead)
    with right:
        elsewhere.part(city, folded=True)


_page()
