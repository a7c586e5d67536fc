"""Partners: who is like the city and why, as people weigh it; and where it stands among similar cities."""

from __future__ import annotations

import streamlit as st

from dashboard import session, theme, widgets
from dashboard.parts.partners import partner_reasons, partner_weights, standing_among, suggestion_cards
from dashboard.widgets import text


def _page() -> None:
    city = session.city()
    weights = partner_weights.chosen_weights()
    cities = session.candidates(weights["sectors"] > 0)
    where = partner_weights.chosen_place(cities.continent[cities.places[city.city_id]])
    found = session.suggestions(city.city_id, weights, where)
    partners = partner_weights.partners(city.city_id)
    with st.container(gap="xsmall"):
        st.caption(text(partner_weights.eyebrow(city, partners)))
        st.title(text(partner_reasons.headline(found)), anchor=False)
        st.markdown(text(partner_weights.context(found, where)))
    with st.container(key="page-actions", horizontal=True):
        widgets.copy_link()
    st.html(theme.sheet_criteria() + suggestion_cards.STYLE)
    left, right = st.columns([2.6, 1], gap="medium")
    with left:
        suggestion_cards.cards(found)
        suggestion_cards.more(found)
    with right:
        partner_weights.sliders(weights, where)
        partner_weights.silent(found)
        partner_weights.turning(found, partners)
    st.caption(text(partner_weights.note(found)))
    standing_among.part(city.city_id, partners)


_page()
