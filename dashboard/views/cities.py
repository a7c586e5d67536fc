"""Cities: every city and pair of the programme, today and as last known, on maps, by their inventories, in a table."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard import session, widgets
from dashboard.language import gettext as _
from dashboard.parts import page_actions
from dashboard.parts.cities import (
    choosing,
    city_sentences,
    every_signatory,
    fresh_and_missing,
    maps_and_table,
    pair_cards,
    territory,
    two_counts,
)
from dashboard.parts.pairs import other_pairs
from dashboard.widgets import text


def _page() -> None:
    newest = session.newest_revision()
    found = session.programme()
    lines = session.pair_lines()
    page_actions.of_programme(found)
    widgets.eyebrow(_("Programme"), False)
    st.title(text(city_sentences.headline(found)), anchor=False)
    two_counts.board(found)
    every_signatory.part()
    if behind := city_sentences.behind(found, newest):
        st.markdown(f":gray[:material/update: {text(behind)}]")
    for said in city_sentences.alike(found):
        st.warning(text(said), icon=widgets.SEVERITY_ICONS["warn"])
    if lines:
        pair_cards.board(found)
    maps_and_table.maps(found)
    left, right = st.columns(2, gap="large")
    with left:
        fresh_and_missing.fresh(found, city_sentences.in_order(found))
    with right:
        fresh_and_missing.missing(found)
        if lines:
            territory.together(lines)
    name = _("City by city")
    folded = partial(st.expander, name, choosing.asked_for(), icon=":material/table_rows:")
    with folded() if lines else st.container(border=True):  # each city stands on the card of its pair, too
        numbers = choosing.chosen(found, "" if lines else name)
        if not lines:
            maps_and_table.curves(found, numbers)
        maps_and_table.table(found, numbers)
        st.caption(text(city_sentences.note(found)))
    other_pairs.every()


_page()
