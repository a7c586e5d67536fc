"""Inventory: what one year was made of, by sector and carrier or scope, and where each number comes from."""

from __future__ import annotations

import streamlit as st

from dashboard import session, widgets
from dashboard.parts import traces
from dashboard.parts.inventory import composition, wording


def _page() -> None:
    report = session.at_city(session.city().city_id).report()
    top = st.container()
    view = composition.view(report)
    if view is None:
        composition.empty(report)
        return
    with top:
        composition.head(view)
    widgets.cards(wording.cards(view.found))
    left, right = st.columns([1.8, 1])
    with left, st.container(border=True, height="stretch"):
        composition.picture(view)
    with right, st.container(border=True, height="stretch"):
        composition.beside(view)
    composition.setting(view)
    composition.two_years(view)
    composition.table(view)
    traces.inventory(view)
    composition.made(view)


_page()
