"""Figures: what a city states beside its inventories, edited in tables; its exports, and its entry in the list."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import streamlit as st

from analytics.text.sentences import Sentence
from dashboard import choices, session, visitors, widgets
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.parts import outcomes
from dashboard.parts.stated import bundle_card, exports_card, figure_editor, published_grids, register_forms, statements
from dashboard.widgets import text
from datasets import Cities, CityRecord

GROUPS: Mapping[str, tuple[str, ...]] = {
    # Translators: a group of tables: what a city states of itself and beside its inventories.
    Sentence("City and inventories"): (),
    Sentence("Adaptation"): ("hazards", "climate_facts", "adaptation_goals", "adaptation_actions"),
    Sentence("Energy access"): ("energy_indicators", "energy_goals", "energy_measures"),
    # Translators: a group of tables: what a city promised, and which goals and agreements its entries serve.
    Sentence("Commitments and frames"): ("covenant_steps", "entry_tags"),
    Sentence("Knowledge"): ("resources", "experiences", "contact_offices"),
    Sentence("Innovation"): (
        "city_regions",
        "region_priorities",
        "region_clusters",
        "value_chains",
        "innovation_projects",
    ),
}
"""The tables by group, so that few stand side by side; one that no other group names is of the first."""
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


def grouped(options: Collection[str]) -> dict[str, list[str]]:
    """The tables that there are, by group, each in one of them."""
    named = {code for codes in GROUPS.values() for code in codes}
    return {
        name: [code for code in options if (code in codes if codes else code not in named)]
        for name, codes in GROUPS.items()
    }


def _tables(city: CityRecord) -> None:
    """One table at a time, of those that the kinds of data make, and what is said of single figures."""
    # Translators: the choice of the reasons for single figures and of how sure they are.
    options = {**Cities.figure_titles(), REASONS: _("Reasons and uncertainties")}
    first = next(iter(options))
    chosen = session.asked("table", list(options), "table") or first
    groups = grouped(options)
    mine = next(codes for codes in groups.values() if chosen in codes)
    with st.container(border=True):
        choices.row("table", {codes[0]: say(name) for name, codes in groups.items()}, mine[0], above="group")
        choices.row("table", {code: options[code] for code in mine}, chosen)
        if chosen == REASONS:
            statements.forms(city)
        else:
            figure_editor.editor(city, chosen)
            if chosen == FACTORS:
                published_grids.grids(city)


_page()
