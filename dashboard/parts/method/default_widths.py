"""The default uncertainties on the Method page: how wide, of what, and where each is from."""

from __future__ import annotations

import streamlit as st

from analytics.text.sentences import shipped
from analytics.uncertainty.errors import Interval
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.tables import table
from dashboard.widgets import text
from dashboard.words import strengths
from datasets.reference import catalogue


def defaults() -> None:
    """Every default uncertainty, those in use where nothing is known first."""
    rows = sorted(catalogue.records("uncertainty"), key=lambda row: row["default"] != "yes")
    st.header(_("Default uncertainties"), anchor=False)
    st.markdown(
        text(
            _(
                "They hold where neither the city nor its file says how sure a figure is. A named fuel has its own "
                "range. The page Data takes a city's own."
            )
        )
    )
    with st.expander(_("{number} default uncertainties", number=len(rows)), icon=":material/table_rows:"):
        table(
            {
                _("Of"): [say(shipped(row["quantity"])) for row in rows],
                # Translators: the heading of a column: a 95 % interval in per cent.
                _("95 % interval"): [strengths.percent(_interval(row)) for row in rows],
                # Translators: the heading of a column: whether a figure is the one used where nothing is known.
                _("In use"): [_("yes") if row["default"] == "yes" else _("no") for row in rows],
                _("Source"): [row["source"] for row in rows],
            },
            _("Default uncertainties"),
        )


def _interval(row: dict[str, str]) -> Interval:
    return Interval(float(row["lower_percent"]) / 100, float(row["upper_percent"]) / 100)
