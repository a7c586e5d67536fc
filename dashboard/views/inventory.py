"""Inventory: what one year was made of, by sector and carrier or scope, and where each number comes from."""

from __future__ import annotations

import streamlit as st

from dashboard import session, widgets
from dashboard.parts import traces
from dashboard.parts.inventory import inventory_parts, inventory_wording


def _page() -> None:
    report = session.at_city(session.city().city_id).report()
    top = st.container()
    view = inventory_parts.view(report)
    if view is None:
        inventory_parts.empty(report)
        return
    with top:
        inventory_parts.head(view)
    widgets.cards(inventory_wording.cards(view.found))
    left, right = st.columns([1.8, 1])
    with left, st.container(border=True, height="stretch"):
        inventory_parts.picture(view)
    with right, st.container(border=True, height="stretch"):
        inventory_parts.beside(view)
    inventory_parts.setting(view)
    inventory_parts.two_years(view)
    inventory_parts.table(view)
    traces.inventory(view)
    inventory_parts.made(view)


_page()
