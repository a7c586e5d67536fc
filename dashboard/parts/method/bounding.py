"""The limits of a good answer on the Method page: how much, what each protects, and where it is from."""

from __future__ import annotations

import streamlit as st

from analytics.bounding_limits import LIMITS
from dashboard import theme
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.tables import table


def limits() -> None:
    """Every limit as a table."""
    st.header(_("Limits of a good answer"), anchor=False)
    with st.expander(_("{number} limits", number=len(LIMITS)), icon=":material/table_rows:"):
        table(
            {
                _("Limit"): [item.name for item in LIMITS],
                _("Value"): [f"{theme.number(item.value, item.digits)} {say(item.unit)}" for item in LIMITS],
                # Translators: the head of a column: what a limit is good for.
                _("Protects"): [item.protects for item in LIMITS],
                _("Source"): [f"{say(item.source)} [{item.mark}]" for item in LIMITS],
            },
            _("Limits of a good answer"),
        )
