"""Partner: our pair, any two cities side by side, and who could be a partner."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from analytics.pairs.facing import index
from dashboard import frame, opened, session, theme, widgets
from dashboard.language import gettext as _
from dashboard.parts import page_actions
from dashboard.parts.data import welcome
from dashboard.parts.pairs import (
    meeting,
    other_pairs,
    pair_agreements,
    pair_forms,
    pair_history,
    pair_learning,
    pair_pictures,
    pairing,
    why_paired,
)
from dashboard.parts.partners import (
    partner_reasons,
    partner_weights,
    shared_regions,
    standing_among,
    suggestion_cards,
)
from dashboard.parts.twin import twin_amounts, twin_borrowing, twin_head, two_cities
from dashboard.widgets import text


def ours() -> None:
    """Two cities in one room: what they share and did, what compares, what each could ask, promises and notes."""
    if not session.cities():
        welcome.page()
        pair_forms.bring_cities()
        return
    if pair_forms.asked():
        pair_forms.new_page()
        return
    every = pairing.ways()
    if not every:
        city = session.city()
        pairing.nothing()
        pair_forms.told(city.city_id)
        pair_forms.bring_first(city.city_id)
        other_pairs.of_cities([city])
        pair_forms.change_others(city.city_id)
        return
    pair = pairing.chosen(every)
    found = pairing.facing(pair)
    if here := session.on_screen():
        pair_forms.told(here.city_id)
    pairing.selector(every, pair)
    with st.container(gap="xsmall"):
        page_actions.of_pair(found)
        pairing.head(found)
    pair_forms.doubts(found.room.doubts)
    pair_history.part(found)
    pair_agreements.cards(found)
    _beside((partial(why_paired.part, found),), (partial(pair_learning.worked, found),))
    _beside((partial(meeting.exchange, found),), (partial(meeting.since_last, found),))
    pair_agreements.tools(found)


def _beside(*columns: tuple[Callable[[], None], ...]) -> None:
    for place, parts in zip(st.columns(len(columns), gap="large"), columns, strict=True):
        with place:
            for part in parts:
                part()


def compare() -> None:
    """Any two cities by what both report and each on its own base, what each could borrow, and what is missing last."""
    pair = two_cities.chosen()
    two_cities.selector(pair)
    found, faced = two_cities.room(pair), pairing.facing(pair)
    twin_head.title(found, faced)
    if found.comparison.rows:
        _beside((partial(twin_amounts.bars, found),), (partial(twin_amounts.measures, found),))
    own_base = (
        [partial(pair_pictures.curve_card, faced, bool(found.comparison.rows))] if any(map(index, faced.sides)) else []
    )
    if faced.shares.rows:
        own_base.append(partial(pair_pictures.share_card, faced))
    if own_base and pair[0] != pair[1]:
        widgets.row(*own_base)
    if not found.comparison.rows:
        twin_amounts.by_itself(found)
    widgets.stacked(*twin_borrowing.parts(found))
    twin_amounts.energy(found)
    twin_head.doors(found, faced)
    if found.comparison.rows and (opens := opened.expander(_("What was restated or left out"), None, "left-out")):
        with opens:
            twin_amounts.left_out(found)
    twin_head.score(found)


def find() -> None:
    """Who is like the city and why, as people weigh it; and where it stands among similar cities."""
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
    by_id = session.by_id()
    shared_regions.part(city, next((by_id[one] for one in partners if one in by_id), None))
    standing_among.part(city.city_id, partners)
    other_pairs.of_cities([city])
    pair_forms.change_others(city.city_id)


frame.tabs("partner", {"ours": ours, "compare": compare, "find": find})
