"""Method: every formula, factor, unit and word in use, with its source and how well it is sourced."""

from __future__ import annotations

import streamlit as st

from dashboard import reference, session
from dashboard.widgets import text


def _page() -> None:
    report = session.report(session.city().city_id)
    with st.container(gap="xsmall"):
        st.caption(text(f"METHOD · {report.city.name.upper()}"))
        st.title(reference.headline(), anchor=False)
        st.markdown(reference.CONTEXT)
    section = reference.section()
    if section == "formulas":
        reference.formulas()
    elif section == "factors":
        reference.used_factors(report)
        reference.electricity(report)
        reference.printed_by(report)
        reference.potentials()
        reference.fuels()
    elif section == "words":
        reference.accepted_units()
        reference.notation_keys()
        reference.vocabulary()
    else:
        reference.sources()


_page()
