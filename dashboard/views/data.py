"""Data: take in a file, see what it would do, and commit it."""

from __future__ import annotations

import streamlit as st

from dashboard import session
from dashboard.language import gettext as _
from dashboard.parts import review, takeaways, verification, welcome


def _page() -> None:
    city = session.chosen()
    found = review.current()
    verification.head(city, found)
    verification.outcome()
    left, right = st.columns([1.6, 1])
    with left, st.container(border=True, height="stretch"):
        st.header(_("Choose a file"), anchor=False)
        review.uploader()
        if not found:
            welcome.standing(city)
    with right, st.container(border=True, height="stretch"):
        if found:
            verification.summary(found)
        else:
            takeaways.template()
    if found:
        verification.result(found)
    else:
        welcome.steps()


_page()
