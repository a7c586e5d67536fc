"""The actions of a city as a list: who does what by when, how much it cuts, and the way into each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from urllib.parse import quote

import streamlit as st

from analytics.commitment.actions import STATUS_NAMES, Estimate
from dashboard import choices, opened, session, tables, theme, visitors
from dashboard.language import gettext as _
from dashboard.language import ngettext, say
from dashboard.parts import outcomes
from dashboard.parts.outlook import outlook_wording, outlooks
from dashboard.parts.plan import action_form
from datasets import Outlook

FIRST = 9
"""So many actions are listed at once, the largest; the others open below them."""


def part(ahead: Outlook) -> None:
    """The list with its filter by status, and the form of the one that the address asks for."""
    city_id, every = ahead.report.city.city_id, outlooks.planned(ahead)
    outcomes.of_form("plan", city_id)
    outcomes.undo("plan", city_id, _("Taken back on the page Plan"))
    count, asked = len(every), action_form.asked(ahead)
    title = ngettext("{count} action", "{count} actions", count) if count else _("No actions")
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.header(title, anchor=False, width="content")
        if visitors.may("commit_edited", city_id):
            _doors()
    if asked:
        action_form.form(ahead, asked)
    chosen = _status(every)
    listed = [item for item in every if chosen in ("", item.action.status)]
    _table(ahead, listed[:FIRST])
    if rest := listed[FIRST:]:
        label = ngettext("{number} more", "{number} more", len(rest))
        if (opens := opened.expander(label, ":material/more_horiz:", "more-actions")) is not None:
            with opens:
                _table(ahead, rest)


def _doors() -> None:
    """The ways to bring a list, to change many at once, and to enter one."""
    with st.container(horizontal=True, width="content", gap="small", vertical_alignment="center"):
        session.link("plan", _("Import"), icon=":material/upload_file:", asked={"part": "list"})
        session.link("plan", _("Edit as a table"), icon=":material/table:")
        st.button(
            _("Add an action"),
            icon=":material/add:",
            on_click=choices.choose,
            args=(action_form.ACTION, action_form.NEW),
            key="action-add",
        )


def _status(every: Sequence[Estimate]) -> str:
    """The status that the address asks for ("" for all), with a button for each that the list has."""
    counts = Counter(item.action.status for item in every)
    if len(counts) < 2:
        return ""
    labels = {"": _("All")}
    labels |= {
        code: f"{say(STATUS_NAMES[code])} {theme.number(counts[code])}" for code in STATUS_NAMES if code in counts
    }
    asked = session.asked("status", list(labels), "view") or ""
    choices.row("status", labels, asked)
    return asked


def _table(ahead: Outlook, listed: Sequence[Estimate]) -> None:
    if not listed:
        return
    city = ahead.report.city
    links: list[str] = []
    if visitors.may("commit_edited", city.city_id):
        address = session.address(city.city_id, "outlook")
        links = [f"{address}&{action_form.ACTION}={quote(item.action.id)}" for item in listed]
    columns = {
        _("Action"): [item.action.name for item in listed],
        # Translators: who is responsible for an action.
        _("Responsible"): [item.action.responsible or "" for item in listed],
        _("Status"): [say(STATUS_NAMES[item.action.status]) for item in listed],
        # Translators: the tonnes that an action avoids in a year.
        _("Avoids a year"): [outlook_wording.avoided(item) for item in listed],
        _("Cost"): [outlook_wording.cost(item) for item in listed],
    }
    tables.show(tables.markup(columns, outlooks.costs_title(ahead), {}, links=links))
