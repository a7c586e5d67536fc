"""What is on file of a city's adaptation as a file, and such a file, or CDP's table, taken in."""

from __future__ import annotations

import streamlit as st

from dashboard import session, theme, visitors
from dashboard.language import gettext as _
from dashboard.language import ngettext, say
from dashboard.parts import outcomes
from datasets import CityRecord, Refused

MOST_TOLD = 5
"""So many rows that are left out are told one by one."""
_FORM = "adaptation-file"


def files(city: CityRecord) -> None:
    """The table of the city to take along, and the form that takes one in."""
    outcomes.of_form("adaptation", city.city_id)
    with st.expander(_("Take it along, or bring a file"), icon=":material/upload_file:"):
        content = session.at_city(city.city_id).adaptation_file()
        name = f"{city.city_id}_adaptation.csv"
        st.download_button(_("Take it along (CSV)"), content, name, "text/csv", icon=":material/download:")
        st.caption(_("The file that you take along reads back without a difference; CDP’s table of 2021 is read too."))
        with st.form(f"{_FORM}-{city.city_id}", border=False):
            brought = st.file_uploader(_("A table of hazards, climate facts, goals and actions"), type=["csv"])
            visitors.author_field()
            reason = st.text_input(_("Reason"), key=f"{_FORM}-reason-{city.city_id}", max_chars=300)
            taken = st.form_submit_button(_("Take it in"), type="primary", icon=":material/save:")
        if taken and brought is not None:
            _take(city, brought.getvalue(), brought.name, reason)
            st.rerun()


def _take(city: CityRecord, data: bytes, name: str, reason: str) -> None:
    """Put a file on file, and tell what of it was left out."""
    try:
        found = session.all_cities().read_adaptation(data, name, city.city_id)
        made = session.all_cities().state_adaptation(found, visitors.author(), reason)
    except Refused as refusal:
        outcomes.done("adaptation", city_id=city.city_id, refused=refusal.problems)
        return
    told = [_("On file as revision {revision}.", revision=made.revision)]
    if found.problems:
        number = len(found.problems)
        told.append(ngettext("{number} row was left out.", "{number} rows were left out.", number))
        told += [problem.sentence() for problem in found.problems[:MOST_TOLD]]
        if number > MOST_TOLD:
            told.append(_("and {number} more", number=theme.number(number - MOST_TOLD)))
    outcomes.done("adaptation", " ".join(map(say, told)), city.city_id, revision=made)
