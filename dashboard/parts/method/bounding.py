"""The limits of a good answer on the Method page: how much, what each is for, and where it is from."""

from __future__ import annotations

import streamlit as st

from analytics.bounding_limits import LIMITS, Limit
from dashboard import language, theme
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.tables import table


def limits() -> None:
    """Every limit as a table."""
    title = _("Limits of a good answer")
    st.header(title, anchor=False)
    table(
        {
            _("Limit"): [item.name for item in LIMITS],
            _("Value"): [_value(item) for item in LIMITS],
            _("Used in"): [item.used_in for item in LIMITS],
            _("Source"): [f"{say(item.source)} [{item.mark}]" for item in LIMITS],
        },
        title,
        numeric=(_("Value"),),
    )


def _value(item: Limit) -> str:
    values = [round(100 * value, 1) if item.unit == "%" else value for value in item.values]
    shown = "–".join(theme.number(value, len(f"{value:g}".partition(".")[2])) for value in values)
    return language.per_cent(shown) if item.unit == "%" else f"{shown} {item.unit}".rstrip()
