"""Two installations meet: what changed since the partners last met, their bundles, and the code below a slide."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from analytics.pairs import dated
from analytics.vocabulary import METHOD_NAMES, Method
from dashboard import session, theme
from dashboard.language import gettext as _
from dashboard.language import ngettext, say
from dashboard.parts.history import revisions
from dashboard.parts.method import figure_code
from dashboard.parts.pairs.pairing import Facing
from dashboard.parts.stated import bundle_card
from dashboard.widgets import text
from dashboard.words.printed_dates import printed
from datasets import City, CityReport

MOST_CHANGES = 3


def since_last(found: Facing) -> None:
    """What came of each city since the last meeting, the newest first; of one whose record begins later, when. Below,
    the code of a figure on paper, and the way to it."""
    _since(found)
    figure_code.field()


def _since(found: Facing) -> None:
    today = datetime.now(UTC).date()
    met = found.room.last_met(today)
    if not met:
        return
    st.header(text(_("Since you last met, {date}", date=printed(met))), anchor=False)
    kept = sum(bool(one.kept) and one.kept >= met for one in found.room.promises)
    if kept:
        st.markdown(text(ngettext("{count} promise kept.", "{count} promises kept.", kept)))
    for city in found.cities:
        _changes(city, met)


def _changes(city: City, met: str) -> None:
    every, day = city.history(), dated.latest(met)
    came = [one for one in every if one.committed_at.date() > day]
    name = city.record.name
    if not came:
        st.markdown(text(_("{city}: nothing new.", city=name)))
        return
    if len(came) == len(every):
        began = _("{city}: recorded here since {date}.", city=name, date=theme.date(came[-1].committed_at))
        st.markdown(text(began))
        return
    st.markdown(text(ngettext("{city}: {count} change.", "{city}: {count} changes.", len(came), city=name)))
    before = next(one for one in every if one not in came)
    anew = restated(session.at_city(city.id, before.revision).report(), city.report())
    st.markdown("\n".join(f"- {text(one)}" for one in [*map(revisions.what, came[:MOST_CHANGES]), *anew]))
    session.link("history", _("History of {city}", city=name), city.id, icon=":material/history:")


def restated(then: CityReport, now: CityReport) -> list[str]:
    """The totals that were counted anew, as they stood ``then`` and as they stand: no change of the city."""
    stood = {(item.year, item.method): item for item in then.inventories}
    told = []
    for item in now.inventories:
        before = stood.get((item.year, item.method))
        if before is None or None in (before.emissions_t, item.emissions_t):
            continue
        was, becomes = (theme.tonnes(one.emissions_t, one.gas) for one in (before, item))
        if (before.emissions_t, before.gas) != (item.emissions_t, item.gas):
            named = f"{item.year}, {say(METHOD_NAMES[Method(item.method)])}"
            told.append(f"{_('Restatement')}: {named}: {was} → {becomes}")
    return told


def exchange(found: Facing) -> None:
    """The bundle of one's own city, that of the partner brought here, and what differs."""
    bundle_card.bundle(found.left.city)
