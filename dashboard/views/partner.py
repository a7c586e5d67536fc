"""Partner: our pair, any two cities side by side, who could be a partner, and what regions share."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from dashboard import frame, session, theme, widgets
from dashboard.language import gettext as _
from dashboard.parts import page_actions
from dashboard.parts.adaptation import hazard_parts
from dashboard.parts.data import welcome
from dashboard.parts.innovation import region_parts
from dashboard.parts.knowledge import elsewhere
from dashboard.parts.pairs import other_pairs, pair_agreements, pair_forms, pair_learning, pair_pictures, pairing
from dashboard.parts.partners import partner_reasons, partner_weights, standing_among, suggestion_cards
from dashboard.parts.stated import statement_file
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
    pairing.selector(every, pair)
    if here := session.on_screen():
        pair_forms.told(here.city_id)
    with st.container(gap="xsmall"):
        page_actions.of_pair(found)
        pairing.head(found)
    pair_forms.doubts(found.room.doubts)
    other_pairs.of_cities([found.left.city, found.right.city])
    pair_forms.change_others(found.left.city.city_id)
    pair_pictures.line_of_time(found)
    pairing.standings(found)
    _together(found)
    pair_agreements.agreements(found)


def _together(found: pairing.Facing) -> None:
    """What the two look like side by side, and what each can learn: the pictures first where there are shares, else
    what came of the exchange."""
    first, second = pair_learning.questions(found)
    compared, worked = partial(pair_learning.comparable, found), partial(pair_learning.worked, found)
    missing, curves = partial(pair_learning.nothing_yet, found), partial(pair_pictures.curve_card, found)
    hazards = partial(hazard_parts.both_face, found.names, found.adapting)
    told = bool(found.shares.rows)  # without shares there is room for what else is on file
    cards = (partial(pair_pictures.share_card, found), curves) if told else (curves, worked)
    for place, card in zip(st.columns(2), cards, strict=True):
        with place, st.container(border=True, height="stretch"):
            card()
    if told:
        _beside((compared,), (worked, missing, hazards))
        _beside((first,), (second,))
    else:
        _beside((compared, hazards), (first, second, missing))


def _beside(*columns: tuple[Callable[[], None], ...]) -> None:
    for place, parts in zip(st.columns(len(columns), gap="large"), columns, strict=True):
        with place:
            for part in parts:
                part()


def compare() -> None:
    """Any two cities restated to what both report, how well they compare, and what each could borrow."""
    pair = two_cities.chosen()
    two_cities.selector(pair)
    found = two_cities.room(pair)
    twin_head.title(found)
    if found.comparison.rows:
        left, right = st.columns([1, 1], gap="large")
        with left:
            twin_amounts.bars(found)
            twin_amounts.measures(found)
        with right:
            twin_head.score(found)
            twin_amounts.unmeasured(found)
        widgets.stacked(partial(twin_amounts.left_out, found), partial(twin_amounts.energy, found))
    else:
        twin_amounts.by_itself(found)
        widgets.stacked(partial(twin_head.score, found), partial(twin_amounts.energy, found))
    widgets.stacked(*twin_borrowing.parts(found))
    for place, city_id in zip(st.columns(2), dict.fromkeys(pair), strict=False):
        with place:
            elsewhere.part(session.at_city(city_id).record, named=True, folded=True)


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
    standing_among.part(city.city_id, partners)


def regions() -> None:
    """What the region of the city specialises in, which other regions share it, and by which words."""
    city = session.city()
    at = session.at_city(city.city_id)
    room, pairs = at.innovation.room(), at.pairs.room()
    by_id = session.by_id()
    partner = next((by_id[one.partner] for one in pairs.pairings if one.partner in by_id), None)
    region_parts.head(city, room, pairs.group, partner)
    region_parts.priorities(room)
    usual = next((one.name for one in room.others if partner and partner.city_id in one.cities and one.newest), None)
    region_parts.partner_region(room, partner)
    with st.container(border=True):
        other = region_parts.chosen(room, usual)
        if other is not None:
            beside = next((by_id[one] for one in other.cities if one in by_id), partner)
            cuts = (at.innovation.to_cut(), session.at_city(beside.city_id).innovation.to_cut() if beside else None)
            region_parts.pair(room, other, cuts)
            if beside is not None:
                region_parts.cutting((city, beside), cuts)
    region_parts.projects(room, pairs)
    region_parts.clusters(room)
    region_parts.other_pairs(room)
    asked = _("A table of regions, priorities, clusters, value chains and projects")
    statement_file.files(city, "innovation", asked, "region", "priority", "cluster", "chain", "project", "tags")


frame.tabs("partner", {"ours": ours, "compare": compare, "find": find, "regions": regions})
