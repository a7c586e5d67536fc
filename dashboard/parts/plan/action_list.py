"""The list of actions that the page Plan takes in and checks before it counts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from analytics.commitment.actions import STATUS_NAMES
from analytics.commitment.wedges import Needs
from analytics.text.sentences import counted
from analytics.vocabulary import CARRIERS, SECTORS
from dashboard import offered, session, theme, visitors, widgets
from dashboard.language import gettext as _
from dashboard.language import ngettext, say
from dashboard.parts import outcomes
from dashboard.widgets import text
from datasets import ActionsDraft, ActionsEffect, Outlook, Refused
from datasets.intake.plans import edited

_LIST = "actions-list"
_ROUND = "actions-round"
MOST_SHOWN = 12
"""Problems that the page lists one by one; the rest is counted."""


@dataclass
class _Chosen:
    """The list of actions under review, on the page of its city alone."""

    city_id: str
    name: str
    data: bytes
    answers: dict[str, str] = field(default_factory=dict)


def upload(ahead: Outlook) -> None:
    """A list of actions: chosen, checked, its effect shown, and committed in the place of the one on file."""
    st.header(_("Bring a list of actions"), anchor=False)
    told, taken = st.columns(2, gap="medium")
    with told:
        _template()
    if visitors.may("commit_actions", ahead.report.city.city_id):
        with taken:
            _list(ahead)


def _template() -> None:
    """What a list of actions holds, and an empty one."""
    st.markdown(_("One action a row. The list replaces the one on file; the earlier one stays in the history."))
    offered.download(
        _("Template (CSV)"),
        edited.TEMPLATE_CSV.encode("utf-8-sig"),
        "actions-template.csv",
        "text/csv",
        icon=":material/download:",
        on_click="ignore",
    )
    with st.expander(_("What the columns hold"), icon=":material/view_column:"):
        st.markdown(
            # Translators: the names of columns in a file; "id", "name", "sector", "start", "end", "status", "carrier",
            # "cost", "currency", "responsible" and "source" are written so in the file.
            _(
                "Needed: id, name, sector, start, end (years) and status ({statuses}). Then what is known: carrier, "
                "energy saved and renewable energy (MWh a year), avoided (t CO₂e a year), cost with currency (such as "
                "EUR), responsible, SDGs (such as 7; 11), source. Without tonnes they are computed from the energy and "
                "the city's own factor.",
                statuses=text(", ".join(STATUS_NAMES)),
            )
        )


def _list(ahead: Outlook) -> None:
    """The field for the list, and what its check found."""
    city_id = ahead.report.city.city_id
    key = f"actions-upload-{city_id}-{session.kept(_ROUND, 0)}"
    st.file_uploader(
        _("List of actions"), key=key, on_change=_take, args=(key, city_id), help=_("CSV or workbook, up to 20 MB")
    )
    chosen: _Chosen | None = session.kept(_LIST)
    if chosen is None or chosen.city_id != city_id:
        return
    draft = session.at_city(city_id).draft_actions(chosen.data, chosen.name, chosen.answers, uploaded=True)
    _checked(draft, chosen)
    st.button(_("Close the list"), icon=":material/close:", on_click=_aside, type="tertiary")


def _checked(draft: ActionsDraft, chosen: _Chosen) -> None:
    said = ngettext(
        "{file}: {number} row, {read} read, {rejected} not.",
        "{file}: {number} rows, {read} read, {rejected} not.",
        draft.rows_in,
        file=draft.name,
        read=draft.imported,
        rejected=draft.rejected,
    )
    st.markdown(text(said))
    asked = [problem for problem in draft.problems if problem.severity == "ask" and problem.key and problem.choices]
    others = [problem for problem in draft.problems if problem not in asked]
    widgets.problems(others[:MOST_SHOWN])
    if len(others) > MOST_SHOWN:
        more = len(others) - MOST_SHOWN
        st.caption(_("And {number} more. `python -m datasets import-actions` lists every one.", number=more))
    for place, problem in enumerate(asked[:MOST_SHOWN]):
        # Translators: a question: its place in a file, what was found there, and what to say.
        label = _("{place}: {found}. {fix}", place=problem.place(), found=problem.found, fix=problem.fix)
        st.selectbox(
            text(label),
            problem.choices,
            index=None,
            format_func=_choice,
            key=f"actions-answer-{place}",
            on_change=_answer,
            args=(chosen, str(problem.key), f"actions-answer-{place}"),
        )
    if draft.ready:
        st.markdown(text(effect_words(session.at_city(draft.city_id).actions_effect(draft))))
        with st.form("commit-actions", border=False):
            st.text_input(_("Reason"), key="actions-reason", max_chars=300, placeholder=_("Why the list is taken in"))
            st.form_submit_button(_("Commit the list"), type="primary", on_click=_commit, args=(draft,))


def effect_words(effect: ActionsEffect) -> str:
    """What a commit would do, in one or two sentences."""
    parts = [
        # Translators: said of actions, cells or tables.
        ngettext("{number} new", "{number} new", effect.new) if effect.new else "",
        # Translators: said of actions, cells or tables.
        ngettext("{number} changed", "{number} changed", effect.changed) if effect.changed else "",
        # Translators: said of actions or cells.
        ngettext("{number} unchanged", "{number} unchanged", effect.unchanged) if effect.unchanged else "",
        # Translators: said of actions that a new list no longer holds.
        ngettext("{number} gone", "{number} gone", effect.removed) if effect.removed else "",
    ]
    said = _("Actions: {changes}.", changes=", ".join(filter(None, parts)))
    before, after = _closes(effect.before), _closes(effect.after)
    if before is None or after is None or effect.after is None:
        return said
    closes = _(
        "They close {after} of the gap to {year}; before it was {before}.",
        after=after,
        year=effect.after.year,
        before=before,
    )
    return " ".join([said, *_decided(effect), closes, _("Nothing is written yet.")])


def _decided(effect: ActionsEffect) -> list[str]:
    """What the decided actions alone would close, where that is another share than now."""
    before, after = (
        theme.part_of(min(needs.decided_t, needs.to_cut_t), needs.to_cut_t) if needs and needs.to_cut_t > 0 else None
        for needs in (effect.before, effect.after)
    )
    if before is None or after is None or before == after:
        return []
    return [_("Decided actions would close {after} of the gap instead of {before}.", after=after, before=before)]


def _closes(needs: Needs | None) -> str | None:
    if needs is None or needs.closed_percent is None:
        return None
    return theme.percent(needs.closed_percent, 1)


def _choice(word: str) -> str:
    known: Any = SECTORS.get(word) or CARRIERS.get(word)
    return say(known.name) if known else word


def _answer(chosen: _Chosen, key: str, place: str) -> None:
    answer = session.kept(place)
    if answer:
        chosen.answers[key] = answer


def _take(key: str, city_id: str) -> None:
    uploaded = session.kept(key)
    outcomes.forget("plan")
    if uploaded is None:
        session.forget(_LIST)
    else:
        session.keep(_LIST, _Chosen(city_id, uploaded.name, uploaded.getvalue()))


def _aside() -> None:
    session.forget(_LIST)
    session.keep(_ROUND, session.kept(_ROUND, 0) + 1)


def _commit(draft: ActionsDraft) -> None:
    try:
        reason = str(session.kept("actions-reason") or "")
        added = session.at_city(draft.city_id).commit_actions(draft, visitors.author(), reason)
    except Refused as refusal:
        outcomes.done("plan", city_id=draft.city_id, refused=refusal.problems)
        return
    _aside()
    words = counted(
        "The list of {number} action is saved as revision {revision}.",
        "The list of {number} actions is saved as revision {revision}.",
        draft.imported,
        revision=added.revision,
    )
    outcomes.done("plan", words, draft.city_id, revision=added)
