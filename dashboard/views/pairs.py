"""Pairs: the programme's pairings, each as an honest side-by-side or with the reason why there is none."""

from __future__ import annotations

import streamlit as st

from dashboard.parts.pairs import pairing


def _page() -> None:
    every = pairing.every()
    if not every:
        pairing.nothing()
        return
    pair = pairing.chosen(every)
    found = every[pair]
    names, comparison = found.names, found.comparison
    pairing.head(comparison, names, pair)
    pairing.selector(every, pair)
    for place, report in zip(st.columns(2), (found.left, found.right), strict=True):
        with place:
            pairing.city_card(report)
    if comparison.refused:
        pairing.refusal(comparison, names)
    else:
        pairing.picture(comparison, names)
    pairing.overview(every)


_page()
