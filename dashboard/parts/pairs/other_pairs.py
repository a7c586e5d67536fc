"""Pairings of which nothing can be compared: with a partner that is not on file, and those of other cities."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from analytics.pairs.at_a_glance import OtherPairing
from dashboard import language, opened, session, tables
from dashboard.language import gettext as _
from dashboard.language import ngettext, term
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
    opens = opened.expander(text(head), None, "other-pairings")
    if opens is None:
        return
    with opens:
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
    """Those of the cities of a pair, beside their pair."""
    for city in cities:
        for one in session.other_pairings():
            if found := one.partner_of(city.names, city.country_code):
                st.caption(text(sentence(city, one, *found)))


def sentence(city: CityRecord, one: OtherPairing, partner: str, code: str) -> str:
    """One of them as its city sees it, with its source; never as if there were figures."""
    country = language.countries().get(code)
    return _(
        "{city} is also paired with {partner} ({programme}). No figures of that partner are on file, so nothing is "
        "compared. Source: {source}.",
        city=city.name,
        partner=f"{partner}, {country}" if country else partner,
        programme=f"{one.programme}, {printed(one.year)}" if one.year else one.programme,
        source=one.source,
    )


def _table(others: Sequence[OtherPairing]) -> None:
    countries = language.countries()
    rows: dict[str, list[str]] = {
        _("Partners"): [_("{first} – {second}", first=term(one.first), second=term(one.second)) for one in others],
        _("Countries"): [
            " – ".join(countries.get(code, code) for code in (one.first_country, one.second_country) if code)
            for one in others
        ],
        # Translators: the heading of a column: whether cities or regions are paired.
        _("Of"): [_("regions") if one.regions else _("cities") for one in others],
        _("Year"): [printed(one.year) if one.year else _("not printed") for one in others],
        _("Source"): [f"{one.source}. {one.address}" for one in others],
    }
    tables.table(rows, _("Other pairings"))
