"""Pairs: the programme's pairings, each as an honest side-by-side or with the reason why there is none."""

from __future__ import annotations

import streamlit as st

from analytics.inventories.comparison import compare
from dashboard import session
from dashboard.parts import pairing


def _page() -> None:
    pairs = session.store().pairings()
    pair = pairing.chosen(pairs)
    left, right = session.report(pair[0]), session.report(pair[1])
    names = (left.city.name, right.city.name)
    comparison = compare(left.inventories, right.inventories, names)
    pairing.head(comparison, names, pair)
    pairing.selector(pairs, pair)
    for place, report in zip(st.columns(2), (left, right), strict=True):
        with place:
            pairing.city_card(report)
    if comparison.refused:
        pairing.refusal(comparison, names)
    else:
        pairing.picture(comparison, names)
    pairing.overview(pairs)


_page()
