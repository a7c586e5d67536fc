"""Pairs: two cities in one room, what they share and did, what compares, what each could ask, promises and notes."""

from __future__ import annotations

import streamlit as st

from dashboard.parts.pairs import pair_agreements, pair_learning, pair_pictures, pairing


def _page() -> None:
    every = pairing.ways()
    if not every:
        pairing.nothing()
        return
    pair = pairing.chosen(every)
    found = pairing.facing(pair)
    pairing.selector(every, pair)
    pairing.head(found)
    pair_pictures.line_of_time(found)
    pairing.standings(found)
    parts = [pair_pictures.curve_card, pair_learning.worked]
    if found.shares.rows:
        parts.insert(0, pair_pictures.share_card)
    for place, card in zip(st.columns(2), parts[:2], strict=True):
        with place, st.container(border=True, height="stretch"):
            card(found)
    left, right = st.columns(2, gap="large")
    with left:
        pair_learning.comparable(found)
    with right:
        for part in (*parts[2:], pair_learning.nothing_yet):
            part(found)
    if not found.comparison.refused:
        pairing.picture(found.comparison, found.names)
    pair_learning.questions(found)
    pair_agreements.agreements(found)


_page()
