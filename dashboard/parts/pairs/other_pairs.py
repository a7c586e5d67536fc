"""Pairings of which nothing can be compared: with a partner that is not on file, and those of other cities."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from analytics.pairs.at_a_glance import OtherPairing
from dashboard import language, session, tables
from dashboard.language import gettext as _
from dashboard.language import ngettext
from dashboard.widgets import text
from dashboard.words.printed_dates import printed
from datasets import CityRecord


def every() -> None:
    """All of them, of cities and of regions, as their sources name them."""
    others = session.other_pairings()
    if not others:
        return
    regions = sum(one.regions for one in others)
    head = ngettext("{count} other pairing", "{count} other pairings", len(others))
    with st.expander(text(head)):
        st.markdown(
            text(
                ngettext(
                    "Named by the pages of the programme, {number} of them of regions. Their figures are not on file "
                    "here, so nothing of them is compared.",
                    "Named by the pages of the programme, {number} of them of regions. Their figures are not on file "
                    "here, so nothing of them is compared.",
                    regions,
                )
            )
        )
        _table(others)


def of_cities(cities: Sequence[CityRecord]) -> None:
    """Those of the cities of a pair beside their pair."""
    mine = [one for city in cities for one in session.at_city(city.city_id).other_pairings()]
    for one in mine:
        st.caption(text(sentence(one)))


def sentence(one: OtherPairing) -> str:
    """One of them, with its source; never as if there were figures."""
    said = {"first": _named(one.first, one.first_country), "second": _named(one.second, one.second_country)}
    return _(
        "Also paired: {first} with {second} ({programme}{date}). No figures of both are on file, so nothing is "
        "compared. Source: {source}.",
        programme=one.programme,
        date=f", {printed(one.year)}" if one.year else "",
        source=one.source,
        **said,
    )


def _named(partner: str, country: str) -> str:
    name = language.countries().get(country)
    return f"{partner} ({name})" if name else partner


def _table(others: Sequence[OtherPairing]) -> None:
    rows: dict[str, list[str]] = {
        _("Partners"): [_("{first} – {second}", first=one.first, second=one.second) for one in others],
        _("Countries"): [
            " – ".join(language.countries().get(code, code) for code in (one.first_country, one.second_country) if code)
            for one in others
        ],
        # Translators: the heading of a column: whether cities or regions are paired.
        _("Of"): [_("regions") if one.regions else _("cities") for one in others],
        _("Year"): [printed(one.year) if one.year else _("not printed") for one in others],
        _("Source"): [f"{one.source}. {one.address}" for one in others],
    }
    tables.table(rows, _("Other pairings"))
