"""Method: every formula, factor, unit and word in use, with its source and an example from the city's own rows."""

from __future__ import annotations

import streamlit as st

from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.parts.method import figure_code, reference, terms
from dashboard.widgets import text


def _page() -> None:
    with st.container(gap="xsmall"):
        place = st.empty()
        st.title(reference.headline(), anchor=False)
        st.markdown(say(reference.CONTEXT))
    figure_code.field()
    section = reference.section()
    found = reference.view(section)
    place.caption(text(_("Method · {place}", place=found.name)))
    if section == "formulas":
        reference.formulas(found)
    elif section == "factors":
        reference.factors(found)
    elif section == "words":
        terms.terms()
    elif section == "sectors":
        terms.notation_keys()
        terms.sectors()
    elif section == "units":
        terms.carriers()
        terms.accepted_units()
    else:
        reference.sources()


_page()
