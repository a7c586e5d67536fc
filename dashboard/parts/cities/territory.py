"""What the cities in pairs emit together: their territorial totals alone, each tonne once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from analytics.inventories.territorial_sum import TerritorialSum, lying_within, territorial_sum
from analytics.pairs.at_a_glance import PairLine
from dashboard import session, theme
from dashboard.language import gettext as _
from dashboard.language import listed, ngettext, say
from dashboard.widgets import text
from datasets import CityRecord

MOST = 24
"""So many cities at most: their reports are read one by one."""


def together(lines: Sequence[PairLine]) -> None:
    """The sum, what it holds, and what it leaves out and why."""
    ids = list(dict.fromkeys(city_id for line in lines for city_id in (line.left, line.right)))
    known = session.by_id()
    shown = [city_id for city_id in ids if city_id in known][:MOST]
    reports = {city_id: session.at_city(city_id).report() for city_id in shown}
    named = {city_id: (known[city_id].name, known[city_id].country_code) for city_id in shown}
    found = territorial_sum({city: report.inventories for city, report in reports.items()}, lying_within(named))
    st.header(text(_("What the cities in pairs emit on their own territory")), anchor=False)
    amount, *rest = sentences(found, known)
    st.markdown(f"**{text(amount)}**")
    st.caption(text(" ".join(rest)))
    if more := len(ids) - len(shown):
        words = ngettext(
            "{number:,} more city in pairs is not read.", "{number:,} more cities in pairs are not read.", more
        )
        st.caption(text(words))


def sentences(found: TerritorialSum, known: Mapping[str, CityRecord]) -> list[str]:
    """The sum with its years; how it is made; what is left out."""
    said = []
    if found.tonnes is not None:
        cities = [
            # Translators: a city and the year of its inventory.
            _("{city} ({year})", city=known[city_id].name, year=year)
            for city_id, year in sorted(found.counted.items(), key=lambda item: known[item[0]].name)
        ]
        said.append(_("{amount} together in {cities}.", amount=theme.tonnes(found.tonnes), cities=listed(cities)))
        said.append(
            _(
                "Scope 1 alone, the territorial total of the GPC: bought power and heat cause emissions elsewhere, "
                "which would be counted twice. The years differ."
            )
        )
        if len(found.gwp) > 1 or "unknown" in found.gwp:
            said.append(_("Not all state by which GWP set their gases are added up."))
    reasons: dict[str, list[str]] = {}
    for city_id, why in found.left_out.items():
        reasons.setdefault(say(why), []).append(known[city_id].name)
    said += [
        # Translators: {cities} are cities that a sum leaves out, {reason} is why, as in "no inventory on file".
        _("Left out: {cities} ({reason}).", cities=listed(sorted(names)), reason=why)
        for why, names in reasons.items()
    ]
    return said
