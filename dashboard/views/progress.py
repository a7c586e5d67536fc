"""Progress, the front page: is the city on track, by how much, what drives it, what next."""

from __future__ import annotations

import streamlit as st

from dashboard import frame, session
from dashboard.parts import page_actions, traces
from dashboard.parts.drivers import driving
from dashboard.parts.knowledge import elsewhere
from dashboard.parts.pairs import pair_agreements
from dashboard.parts.progress import odds, standing, strip


def answer() -> None:
    """The answer, what it is made of and what comes next."""
    report = session.at_city(session.city().city_id).report()
    standing.head(report)
    page_actions.actions(report)
    pair_agreements.reminder(report.city.city_id)
    drawing = strip.drawing(report.leading)
    if drawing:
        strip.strip(drawing, report)
    else:
        standing.figures(report)
    tall = drawing is not None and odds.turns(report)  # what stands beside the curve is taller then
    left, right = st.columns([1.8, 1])
    with left:
        with st.container(border=True, height="content" if tall else "stretch"):
            standing.curve(report)
        if tall:
            standing.figures(report, narrow=True)
    with right:
        standing.next_steps(report)
        odds.turning(report)
    if drawing and not tall:
        standing.figures(report)
    for place, show in zip(st.columns(2), standing.second_row(report), strict=True):
        with place:
            for part in show:
                with st.container(border=True, height="stretch" if report.targets else "content"):
                    part(report)
    elsewhere.part(report.city, folded=True)
    with st.container(key="expert"):  # not on the one page of paper
        odds.beside_the_verdict(report)
    standing.rule(report)
    standing.numbers(report)
    traces.progress(report)


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
