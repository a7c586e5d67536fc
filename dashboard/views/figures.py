"""Figures: what a city states beside its inventories, edited in tables; its exports, and its entry in the list."""

from __future__ import annotations

import streamlit as st

from dashboard import choices, session, visitors, widgets
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.parts import outcomes
from dashboard.parts.stated import bundle_card, exports_card, figure_editor, published_grids, register_forms, statements
from dashboard.widgets import text
from datasets import Cities, CityRecord

FACTORS = "factors"
REASONS = "reasons"
"""How the address names a city's own factors, and what is said of single figures."""


def _page() -> None:
    city = session.chosen()
    with st.container(gap="xsmall"):
        # Translators: the name of a page: inhabitants, GDP, factors and the like.
        name = _("Figures")
        st.caption(text(f"{name} · {say(city.name)}" if city else name))
        title = _("What {city} states beside its inventories", city=city.name) if city else _("No city is on file yet")
        st.title(text(title), anchor=False)
        st.markdown(
            _("Each change is a revision with a reason under your name, and can be undone here and in History.")
        )
    with st.container(width=320):
        visitors.author_field()
    if city is None:
        for part in (register_forms.register, bundle_card.bundle):
            with st.container(border=True):
                part(None)
        return
    outcomes.of_inventories()
    _tables(city)
    widgets.row(lambda: exports_card.exports(city), lambda: register_forms.register(city))
    with st.container(border=True):
        bundle_card.bundle(city)


def _tables(city: CityRecord) -> None:
    """One table at a time, of those that the kinds of data make, and what is said of single figures."""
    # Translators: the choice of the reasons for single figures and of how sure they are.
    options = {**Cities.figure_titles(), REASONS: _("Reasons and uncertainties")}
    first = next(iter(options))
    chosen = session.asked("table", list(options), "table") or first
    with st.container(border=True):
        choices.row("table", options, chosen)
        if chosen == REASONS:
            statements.forms(city)
        else:
            figure_editor.editor(city, chosen)
            if chosen == FACTORS:
                published_grids.grids(city)


_page()
