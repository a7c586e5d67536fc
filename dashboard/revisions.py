"""The history of a city: every revision with who, when, why and from which file; and the way back."""

from __future__ import annotations

from itertools import groupby

import streamlit as st

from analytics.problems import Problem, Refused
from analytics.vocabulary import METHOD_NAMES, Method
from dashboard import review, session, theme
from dashboard.widgets import text
from dashboard.wording import year_list
from datasets.store import City, Revision, Slot

FIRST_SHOWN = 8
LAYOUT_NAMES = {"sample": "Sample data", "undo": "Undo", "long": "Long table", "gpc": "GPC cells"}


def history(city: City) -> None:
    """The revisions of a city, newest first; older ones on demand."""
    found = session.store().history(city.city_id)
    st.header(text(f"History of {city.name}"), anchor=False)
    if not found:
        st.markdown(text(f"Nothing is on file for {city.name} yet. The first committed file starts its history."))
        return
    st.caption("Nothing is ever overwritten: a correction is a new revision, and undoing one is one more.")
    every = len(found) <= FIRST_SHOWN or st.toggle(f"Show all {len(found)} revisions")
    for revision in found if every else found[:FIRST_SHOWN]:
        _entry(revision)


def _entry(revision: Revision) -> None:
    with st.container(border=True):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            with st.container(horizontal=True, vertical_alignment="center", width="content"):
                st.markdown(f"**Revision {revision.revision}**", width="content")
                if revision.in_force:
                    st.badge("In force", icon=":material/check:", color="green")
                else:
                    st.badge("Replaced", icon=":material/history:", color="gray")
            if revision.in_force and not revision.sample:
                _undo_form(revision)
        st.markdown(text(what(revision)))
        st.caption(text(whence(revision)))


BESIDE = {"targets": "targets of the city", "factors": "factors of the city's own"}
"""What a revision without a table of an inventory brings, by its layout."""


def what(revision: Revision) -> str:
    """Who did what, when and why, in words."""
    brought = tables(revision.slots) if revision.slots else BESIDE.get(revision.layout, "nothing")
    act = f"took back revision {revision.undoes}" if revision.undoes else f"committed {brought}"
    when = f"{theme.date(revision.committed_at)}, {revision.committed_at:%H:%M} UTC"
    reason = f" Reason: {revision.reason.rstrip('.')}." if revision.reason else ""
    return f"{revision.author} {act} on {when}.{reason}"


def whence(revision: Revision) -> str:
    """The file behind a revision: name, hash, layout, rows."""
    parts = [LAYOUT_NAMES.get(revision.layout, revision.layout)]
    if revision.file_name:
        parts.append(revision.file_name)
    if revision.file_sha256:
        parts.append(f"SHA-256 {revision.file_sha256[:12]}…")
    if not revision.undoes:
        parts.append(f"{theme.number(revision.rows)} {'row' if revision.rows == 1 else 'rows'}")
    return " · ".join(parts)


def tables(slots: tuple[Slot, ...]) -> str:
    """The tables that a revision puts in force, with runs of years drawn together."""
    by_kind = sorted(slots, key=lambda slot: (slot.measure, slot.method, slot.year))
    parts = [
        f"the {measure} of {year_list(slot.year for slot in group)} ({METHOD_NAMES[Method(method)]})"
        for (measure, method), group in groupby(by_kind, key=lambda slot: (slot.measure, slot.method))
    ]
    return " and ".join(parts) or "nothing"


def _undo_form(revision: Revision) -> None:
    number = revision.revision
    key = f"undo-{number}"
    with st.popover("Undo", icon=":material/undo:"), st.form(key, border=False):
        st.markdown(f"Puts back what counted before revision {number}, as one more revision.")
        st.text_input("Reason", key=f"{key}-reason", max_chars=300, placeholder="Why it is taken back")
        st.form_submit_button(f"Undo revision {number}", type="primary", on_click=_undo, args=(revision, key))


def _undo(revision: Revision, key: str) -> None:
    reason = str(st.session_state.get(f"{key}-reason") or "").strip()
    if not reason:
        found = f"no reason for undoing revision {revision.revision}"
        review.done(
            refused=[
                Problem(
                    "ask", "reason-missing", found, "a reason", "Say in a few words why it is taken back.", key="reason"
                )
            ]
        )
        return
    try:
        added = session.store().undo(revision.revision, review.author(), reason)
    except Refused as refusal:
        review.done(refused=refusal.problems)
        return
    words = f"Revision {revision.revision} is undone by revision {added.revision}; what counted before counts again."
    review.done(words, revision.slots[0].city_id if revision.slots else None)
