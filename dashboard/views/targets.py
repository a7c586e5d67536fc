"""Targets: what was promised, what the actions close of it, and what it would take."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard import session, widgets
from dashboard.parts import outcomes, traces
from dashboard.parts.targets import action_list, outlooks, promises, target_wording


def _page() -> None:
    ahead = outlooks.found(session.at_city(session.city().city_id).report())
    outlooks.head(ahead)
    outcomes.of_form("targets", ahead.report.city.city_id)
    outlooks.controls(ahead)
    widgets.cards(target_wording.cards(ahead))
    if outlooks.bare(ahead):
        for part in (outlooks.missing, action_list.upload):
            with st.container(border=True):
                part(ahead)
        return
    beside = [partial(part, ahead) for part in outlooks.right(ahead)]
    if ahead.plan is None:
        widgets.row(partial(outlooks.picture, ahead), *beside)
    else:
        left, right = st.columns([1.8, 1])
        with left, st.container(border=True, height="stretch"):
            outlooks.picture(ahead)
        with right:
            for part in beside:
                with st.container(border=True, height="stretch"):
                    part()
    for below in (*outlooks.below(ahead), traces.target, promises.form, action_list.upload):
        with st.container(border=below is not traces.target, key=f"part-{below.__name__}"):
            below(ahead)


_page()
