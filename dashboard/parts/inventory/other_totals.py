"""What else was published as the total of the year of an inventory."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from analytics.inventories.inventory import Inventory
from analytics.inventories.published import PublishedTotal, beyond_gap, difference
from dashboard import session, tables, theme
from dashboard.language import gettext as _
from dashboard.language import ngettext
from dashboard.widgets import text


def beside(found: Inventory) -> None:
    """The other published totals of the year, each beside the inventory; nothing where there are none."""
    others = [item for item in session.at_city(found.city_id).published() if item.year == found.year]
    if not others:
        return
    named = _("Other published totals of {year}", year=found.year)
    st.markdown(f"**{text(named)}**")
    st.caption(_("They rest on another boundary, method or report, and judge nothing."))
    leading = session.at_city(found.city_id).report().leading
    if leading.latest is not None and leading.gap_t is not None and leading.latest == found:
        apart = beyond_gap(others, found, leading.gap_t)
        if apart:
            st.markdown(text(_further(len(apart))))
    tables.table(_columns(others, found), named, numeric=[_("Total"), _("Against this inventory")])


def _further(count: int) -> str:
    return ngettext(
        "{count} of them lies further from this inventory than this inventory from its path: by it the answer could "
        "be another.",
        "{count} of them lie further from this inventory than this inventory from its path: by them the answer could "
        "be another.",
        count,
    )


def _columns(others: Sequence[PublishedTotal], found: Inventory) -> dict[str, list[str]]:
    """Each total; its distance from the inventory only where both count one gas."""
    apart = [difference(item, found) for item in others]
    return {
        _("Written"): [item.label for item in others],
        _("Total"): [theme.tonnes(item.total_t, item.gas) for item in others],
        _("Against this inventory"): ["" if by is None else theme.tonnes(by, None, signed=True) for by in apart],
        _("Source"): [item.source for item in others],
    }
