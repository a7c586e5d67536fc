"""Drivers: what moved the emissions from one year to another, the weather, and whether the verdict survives."""

from __future__ import annotations

import streamlit as st

from dashboard import session
from dashboard.parts import driving


def _page() -> None:
    report = session.report(session.city().city_id)
    moved = driving.found(report)
    driving.head(moved)
    driving.controls(moved)
    driving.shown(moved)
    for place, part in zip(st.columns(2), (driving.weather, driving.robustness), strict=True):
        with place, st.container(border=True, height="stretch"):
            part(moved)


_page()
