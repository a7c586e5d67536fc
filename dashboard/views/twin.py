"""Twin room: any two cities restated to what both report, how well they compare, and what each could borrow."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard import session, widgets
from dashboard.parts.knowledge import elsewhere
from dashboard.parts.twin import twin_amounts, twin_borrowing, twin_head, two_cities


def _page() -> None:
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


_page()
