"""Data: take in a file, see what it would do, and commit it."""

from __future__ import annotations

import streamlit as st

from dashboard import frame, session
from dashboard.language import gettext as _
from dashboard.parts import outcomes
from dashboard.parts.data import check, doubtful_figures, review, takeaways, welcome
from dashboard.parts.history.revisions import undo_form


def _page() -> None:
    city = session.chosen()
    found = review.current()
    check.head(city, found)
    outcomes.of_inventories(undo_form)
    frame.tell(check.headline(found) if found else outcomes.said_of_inventories())
    if found:
        check.result(found)
        return
    left, right = st.columns([1.6, 1])
    with left, st.container(border=True, height="stretch"):
        st.header(_("Choose a file"), anchor=False)
        review.uploader()
        welcome.on_file(city)
    with right, st.container(border=True, height="stretch"):
        takeaways.template()
    doubtful_figures.on_file(city)


_page()
