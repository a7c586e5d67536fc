"""Partners: who is like the city and why, as people weigh it; and where it stands among similar cities."""

from __future__ import annotations

import streamlit as st

from analytics.partners.suggesting import suggested
from dashboard import session, theme
from dashboard.parts.partners import partner_reasons, standing_among, suggestion_cards, weighing
from dashboard.widgets import text


def _page() -> None:
    city = session.city()
    weights = weighing.chosen_weights()
    cities = session.candidates(weights["sectors"] > 0)
    own = cities.places[city.city_id]
    where = weighing.chosen_place(cities.continent[own])
    found = suggested(cities, city.city_id, weights, where)
    partners = weighing.partners(city.city_id)
    with st.container(gap="xsmall"):
        st.caption(text(weighing.eyebrow(city, partners)))
        st.title(text(partner_reasons.headline(found)), anchor=False)
        st.markdown(text(weighing.context(found, where)))
    st.html(theme.sheet_criteria() + suggestion_cards.STYLE)
    left, right = st.columns([2.6, 1], gap="medium")
    with left:
        suggestion_cards.cards(found)
        suggestion_cards.more(found)
        st.caption(text(weighing.note(found)))
    with right:
        weighing.sliders(weights, where)
        weighing.silent(found)
        weighing.turning(found, partners)
    standing_among.part(city.city_id)


_page()
