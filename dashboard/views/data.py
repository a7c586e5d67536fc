"""Data: take in a file, see what it would do, commit it, and take it back."""

from __future__ import annotations

import streamlit as st

from dashboard import review, revisions, session, verification
from dashboard.widgets import text


def _page() -> None:
    city = session.city()
    found = review.current()
    with st.container(gap="xsmall"):
        st.caption(text(f"DATA · {city.name.upper()}"))
        st.title(text(verification.headline(found) if found else f"Add an inventory of {city.name}"), anchor=False)
        st.markdown("A file is read and checked first. Nothing counts before you commit it; everything can be undone.")
    verification.outcome()
    left, right = st.columns([1.6, 1])
    with left, st.container(border=True, height="stretch"):
        st.header("Choose a file", anchor=False)
        review.uploader()
    with right, st.container(border=True, height="stretch"):
        verification.template()
    if found:
        verification.result(found)
    with st.container(border=True):
        revisions.history(city)


_page()
