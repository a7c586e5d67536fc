"""Pairs: two cities in one room, what they share and did, what compares, what each could ask, promises and notes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from dashboard import session
from dashboard.parts import page_actions
from dashboard.parts.adaptation import hazard_parts
from dashboard.parts.data import welcome
from dashboard.parts.pairs import other_pairs, pair_agreements, pair_forms, pair_learning, pair_pictures, pairing


def _page() -> None:
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


_page()
