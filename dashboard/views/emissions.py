"""Inventory: the years by sector, what one of them was made of, what is missing, and where each number comes from."""

from __future__ import annotations

import streamlit as st

from dashboard import session
from dashboard.parts import page_actions
from dashboard.parts.inventory import inventory_parts, pictures


def _page() -> None:
    report = session.at_city(session.city().city_id).report()
    top = st.container()
    view = inventory_parts.view(report)
    if view is None:
        inventory_parts.empty(report)
        return
    with top:
        inventory_parts.head(view)
    page_actions.actions(report)
    pictures.pictures(view)
    inventory_parts.two_years(view)
    inventory_parts.evidence(view)


_page()
