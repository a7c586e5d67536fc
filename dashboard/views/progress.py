"""Progress, the front page: is the city on track, by how much, what drives it, what next."""

from __future__ import annotations

import streamlit as st

from dashboard import frame, session
from dashboard.parts import page_actions
from dashboard.parts.drivers import driving
from dashboard.parts.knowledge import elsewhere
from dashboard.parts.pairs import pair_agreements
from dashboard.parts.progress import answer as answers
from dashboard.parts.progress import how_sure, standing
from dashboard.parts.published import published_beside


def answer() -> None:
    """The answer, what it is made of and what comes next."""
    report = session.at_city(session.city().city_id).report()
    found = answers.answer(report)
    standing.head(report, found)
    page_actions.actions(report)
    pair_agreements.reminder(report.city.city_id)
    with st.container(key="course"):
        left, right = st.columns([2.16, 1])
        with left, st.container(border=True, height="stretch"):
            standing.course(report)
        with right:
            standing.next_steps(report, session.at_city(report.city.city_id).outlook())
    with st.container(key="causes"):
        standing.causes(report)
    published_beside.part(report)
    standing.evidence(report)
    how_sure.panel(report, found)


def drivers() -> None:
    """What moved the emissions from one year to another, the weather, and what would turn the verdict."""
    report = session.at_city(session.city().city_id).report()
    moved = driving.found(report)
    driving.head(moved)
    if report.inventories:
        page_actions.actions(report)
    driving.controls(moved)
    driving.shown(moved)
    elsewhere.part(report.city)


frame.tabs("progress", {"answer": answer, "drivers": drivers})
