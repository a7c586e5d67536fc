"""The first minutes: a database without a city, a city without an inventory, and figures that are only samples."""

from __future__ import annotations

import streamlit as st

from dashboard import city_search, session, visitors
from dashboard.language import gettext as _
from dashboard.parts import outcomes
from dashboard.parts.cities import every_signatory
from dashboard.parts.data import takeaways
from dashboard.parts.history import revisions
from dashboard.widgets import text
from datasets import CityRecord, Refused


def page() -> None:
    """In the place of a page where no city is on file: every signatory to search, and three other ways to begin."""
    st.title(_("Find your city: it is probably already here"), anchor=False)
    st.markdown(_("All signatories of the Covenant of Mayors, with what was published of them."))
    city_search.field(large=True)
    every_signatory.part()
    columns = st.columns(3)
    with columns[0], st.container(border=True, height="stretch"):
        st.header(_("Bring a file"), anchor=False)
        st.markdown(_("A workbook or CSV as it is. It is read and checked first; nothing counts before you commit it."))
        session.link("data", _("Choose a file"), icon=":material/upload_file:")
    with columns[1], st.container(border=True, height="stretch"):
        takeaways.template()
    with columns[2], st.container(border=True, height="stretch"):
        st.header(_("Look at the sample"), anchor=False)
        st.markdown(_("Published figures of the twelve cities of the six pairings. They can be removed again."))
        if visitors.may("load_samples"):
            st.button(_("Load the sample cities"), icon=":material/science:", on_click=_load)


def _load() -> None:
    try:
        session.all_cities().load_samples(visitors.author())
    except Refused as refusal:
        outcomes.done("data", refused=refusal.problems)


def on_file(city: CityRecord | None) -> None:
    """Below the field for a file: what is on file of the city on screen, and where its history is."""
    if city is None:
        if visitors.may("load_samples"):
            st.button(_("Load the sample cities instead"), icon=":material/science:", on_click=_load, type="tertiary")
        return
    found = session.revisions(city.city_id)
    if session.only_samples(city.city_id):
        revisions.sample_note(city)
    elif not found:
        st.markdown(
            _(
                "Nothing is on file for {city} yet: the first file that you commit starts its curve.",
                city=text(city.name),
            )
        )
    if found:
        session.link("history", _("History of {city}", city=city.name), city.city_id, icon=":material/history:")
