"""The first minutes: a database without a city, a city without an inventory, and figures that are only samples."""

from __future__ import annotations

import streamlit as st

from analytics.problems import Refused
from dashboard import session
from dashboard.parts import review, revisions, takeaways
from dashboard.widgets import text
from datasets import samples
from datasets.store import City


def page() -> None:
    """In the place of a page where no city is on file: three ways to begin."""
    with st.container(gap="xsmall"):
        st.caption("FIRST STEPS")
        st.title("No city is on file yet", anchor=False)
        st.markdown("Bring your own inventory, begin with a template, or look around with twelve real cities.")
    columns = st.columns(3)
    with columns[0], st.container(border=True, height="stretch"):
        st.header("Bring a file", anchor=False)
        st.markdown("A workbook or CSV as it is. It is read and checked first; nothing counts before you commit it.")
        session.link("data", "Choose a file", icon=":material/upload_file:")
    with columns[1], st.container(border=True, height="stretch"):
        takeaways.template()
    with columns[2], st.container(border=True, height="stretch"):
        st.header("Look at the sample", anchor=False)
        st.markdown("Published figures of the twelve cities of the six pairings. They can be removed again.")
        st.button("Load the sample cities", icon=":material/science:", on_click=_load)


def _load() -> None:
    try:
        samples.add(session.store())
    except Refused as refusal:
        review.done(refused=refusal.problems)


def standing(city: City | None) -> None:
    """Below the field for a file: what is on file of the city on screen, and where its history is."""
    if city is None:
        st.button("Load the sample cities instead", icon=":material/science:", on_click=_load, type="tertiary")
        return
    found = session.revisions(city.city_id)
    if session.only_samples(city.city_id):
        revisions.sample_note(city)
    elif not found:
        st.markdown(text(f"Nothing is on file for {city.name} yet: the first file that you commit starts its curve."))
    if found:
        session.link("history", f"History of {city.name}", city.city_id, icon=":material/history:")
