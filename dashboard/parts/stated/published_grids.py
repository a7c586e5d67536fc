"""Published electricity factors of a country's grids and areas, beside the table of a city's own factors."""

from __future__ import annotations

import streamlit as st

from dashboard import session, tables, theme
from dashboard.language import gettext as _
from dashboard.widgets import text
from datasets import CityRecord, Refused


def grids(city: CityRecord) -> None:
    """The newest factor of each area, where any is published; a city that wants one states it as its own."""
    try:
        found = session.all_cities().grid_factors(city.country_code)
    except Refused:  # the European table holds the country, or nobody published any
        return
    newest = {factor.area: factor for factor in reversed(found)}
    with st.expander(_("Published electricity factors of grids and areas"), icon=":material/bolt:"):
        st.caption(text(_("None is used by itself: state the one that fits as your own factor, with its source.")))
        factors = list(newest.values())
        tables.table(
            {
                _("Area"): [" ".join(dict.fromkeys((factor.area, factor.name))) for factor in factors],
                _("Year"): [str(factor.year) for factor in factors],
                "t/MWh": [theme.number(factor.t_per_mwh, 4) for factor in factors],
                _("Gas"): [factor.gas for factor in factors],
                _("Source"): [f"{factor.source}, {factor.edition}" for factor in factors],
            },
            _("Published electricity factors of grids and areas"),
        )
