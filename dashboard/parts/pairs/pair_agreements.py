"""Promises and notes of a pair: who does what by when, kept or late; what one asks, and the replies."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from functools import partial

import streamlit as st

from analytics.pairs.milestone_kinds import MILESTONES
from analytics.pairs.promised import PromiseState, state_of
from analytics.text.problems import Refused
from analytics.text.sentences import Sentence
from dashboard import language, opened, session, visitors, widgets
from dashboard.language import gettext as _
from dashboard.language import ngettext, say
from dashboard.parts import outcomes
from dashboard.parts.pairs import pair_forms
from dashboard.parts.pairs.pairing import Facing
from dashboard.widgets import text
from dashboard.words.printed_dates import printed
from datasets import Revision

_REASON = "pair-reason"
STATES: Mapping[PromiseState, tuple[str, str]] = {
    # Translators: a promise that was kept.
    PromiseState.KEPT: (":green[:material/task_alt:]", Sentence("kept")),
    # Translators: a promise that is not kept yet, and not late.
    PromiseState.OPEN: (":gray[:material/circle:]", Sentence("open")),
    # Translators: a promise that should have been kept by now.
    PromiseState.LATE: (":orange[:material/schedule:]", Sentence("late")),
}


def agreements(found: Facing) -> None:
    """Promises beside notes, each with its form, and the way in and out as a file."""
    city_id = found.left.city.city_id
    outcomes.of_form("pair", city_id)
    pair_forms.undo("pair", city_id)
    left, right = st.columns(2, gap="large")
    with left:
        _promises(found)
    with right:
        _notes(found)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        with st.container(width=260):
            visitors.author_field()
        with st.container(width=260):
            st.text_input(_("Reason"), key=_REASON, max_chars=300, placeholder=_usual_reason())
        _milestone_form(found)
        pair_forms.change(found.room, dict(zip((side.city_id for side in found.sides), found.names, strict=True)))
        pair_forms.put_away(found.room)
        _file(found)


def _promises(found: Facing) -> None:
    st.header(_("Promises"), anchor=False)
    names = {report.city.city_id: say(report.city.name) for report in (found.left, found.right)}
    if not found.room.promises:
        widgets.nothing(_("No promise yet."), _("Who does what by when? Both cities will see it."))
    for one in found.room.promises:
        standing = state_of(one.due, one.kept, _today())
        mark, word = STATES[standing]
        by_when = _("kept {date}", date=printed(one.kept)) if one.kept else _("by {date}", date=printed(one.due))
        behind = " · ".join(filter(None, (_action(found, one.id, one.action), one.figure)))
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(
                f"{mark} **{text(names.get(one.by_city, one.by_city))}, {text(one.who)}:** {text(one.what)}  \n"
                f":gray[{text(say(word))} · {text(by_when)}{f' · {text(behind)}' if behind else ''}]",
                width="stretch",
            )
            if standing is not PromiseState.KEPT:
                cells = one._asdict() | {"kept": _today().isoformat(), "withdrawn": ""}
                st.button(
                    _("Kept"), key=f"pair-kept-{one.id}", on_click=_state, args=(found, "promise", cells, one.revision)
                )
    key = _key(found, "promise")
    place = opened.popover(_("Record a promise"), ":material/handshake:", f"{key}-open")
    if place is None:
        return
    with place, st.form(key, border=False):
        st.selectbox(_("Who promises"), list(names), format_func=names.__getitem__, key=_key(found, "promise-by_city"))
        _line(found, "promise", "who", _("Office"))
        _line(found, "promise", "what", _("What it does"))
        _line(found, "promise", "due", _("By when (2027, 2027-03 or 2027-03-31)"))
        _line(found, "promise", "action", _("Number of an action on file, if any"))
        _line(found, "promise", "figure", _("Figure behind it, if any"))
        _submit(found, "promise", _("Record the promise"))


def _action(found: Facing, promise: str, action: str) -> str:
    """The action behind a promise; one that is not on file is plain text."""
    if promise in {doubt.key for doubt in found.room.doubts}:
        return _("action {id}, which is not on file", id=action)
    return _("action {id}", id=action) if action else ""


def _notes(found: Facing) -> None:
    st.header(_("Notes between partners"), anchor=False)
    names = {report.city.city_id: say(report.city.name) for report in (found.left, found.right)}
    notes = found.room.notes
    if not notes:
        widgets.nothing(_("No note yet."), _("What worked there? Both cities will see it, with the reply beside it."))
    known = {one.id for one in notes}
    for one in notes:
        if one.reply_to in known:
            continue
        for note in (one, *(reply for reply in notes if reply.reply_to == one.id)):
            with st.container(gap="xxsmall", border=note is one):
                about = f" · {_('about {matter}', matter=note.about)}" if note.about else ""
                who = f"{names.get(note.by_city, note.by_city)}, {note.author} · {printed(note.written[:10])}{about}"
                st.caption(text(who if note is one else f"↳ {who}"))
                st.text(note.what)
    key = _key(found, "note")
    place = opened.popover(_("Write a note"), ":material/edit:", f"{key}-open")
    if place is None:
        return
    with place, st.form(key, border=False):
        st.selectbox(_("Who writes"), list(names), format_func=names.__getitem__, key=_key(found, "note-by_city"))
        answers = {"": _("nobody: a new note")} | {one.id: _shortened(one.what) for one in notes}
        st.selectbox(_("In reply to"), list(answers), format_func=answers.__getitem__, key=_key(found, "note-reply_to"))
        st.text_area(_("Note"), key=_key(found, "note-what"))
        _line(found, "note", "about", _("About which action, case or figure"))
        _submit(found, "note", _("Send the note"))


def _milestone_form(found: Facing) -> None:
    key = _key(found, "milestone")
    place = opened.popover(_("Add a milestone"), ":material/flag:", f"{key}-open")
    if place is None:
        return
    with place, st.form(key, border=False):
        kinds = {kind: say(name) for kind, name in MILESTONES.items()}
        st.selectbox(_("Kind"), list(kinds), format_func=kinds.__getitem__, key=_key(found, "milestone-kind"))
        _line(found, "milestone", "date", _("Date, as far as it is known (2019, 2019-04, 2019-04-12)"))
        _line(found, "milestone", "what", _("What happened"))
        _line(found, "milestone", "source", _("Source"))
        _line(found, "milestone", "address", _("Its address"))
        _submit(found, "milestone", _("Add the milestone"))


def _file(found: Facing) -> None:
    """What the pair shares as a file, and such a file taken in."""
    left, right = (report.city.city_id for report in (found.left, found.right))
    file = language.bound(partial(session.at_city(left).pairs.file, right))
    st.download_button(
        _("Take the pair along (CSV)"), file, f"{left}_{right}.csv", "text/csv", icon=":material/download:"
    )
    key = _key(found, "file")
    place = opened.popover(_("Bring a file"), ":material/upload_file:", f"{key}-open")
    if place is None:
        return
    with place, st.form(key, border=False):
        brought = st.file_uploader(_("A file of a pair, as it is taken along here"), type=["csv"])
        if st.form_submit_button(_("Take it in")) and brought is not None:
            data, name = brought.getvalue(), brought.name
            _done(found, lambda: session.at_city(left).pairs.state_all(data, name, visitors.author(), _reason()))
            st.rerun()


def _line(found: Facing, record: str, name: str, label: str) -> None:
    st.text_input(label, key=_key(found, f"{record}-{name}"))


def _submit(found: Facing, record: str, label: str) -> None:
    st.form_submit_button(label, type="primary", on_click=_entered, args=(found, record))


def _entered(found: Facing, record: str) -> None:
    """Put on file what a form holds."""
    names = (
        "by_city",
        "who",
        "what",
        "due",
        "action",
        "figure",
        "reply_to",
        "about",
        "kind",
        "date",
        "source",
        "address",
    )
    cells = {name: str(session.kept(_key(found, f"{record}-{name}")) or "") for name in names}
    _state(found, record, cells | {"partner": found.right.city.city_id})


def _state(found: Facing, record: str, cells: Mapping[str, object], seen: int | None = None) -> None:
    said = {name: str(value) for name, value in cells.items() if value is not None}
    here = session.at_city(found.left.city.city_id)
    if _done(found, lambda: here.pairs.state(record, said, visitors.author(), _reason(), seen)):
        for name in said:
            session.forget(_key(found, f"{record}-{name}"))


def _done(found: Facing, act: Callable[[], Revision]) -> bool:
    """Do something, and remember what it led to for the next drawing of the page."""
    city_id = found.left.city.city_id
    try:
        made = act()
    except Refused as refusal:
        outcomes.done("pair", city_id=city_id, refused=refusal.problems)
        return False
    outcomes.done("pair", _("On file for both cities, and can be undone in History."), city_id, revision=made)
    return True


def _reason() -> str:
    return str(session.kept(_REASON) or "").strip() or _usual_reason()


def _usual_reason() -> str:
    # Translators: the reason that stands in the history of both cities.
    return _("Recorded in the room of the pair")


def _key(found: Facing, name: str) -> str:
    """Where the session keeps a field: what is entered for one pair is not shown for the next."""
    return f"pair-{name}-{'~'.join(sorted((found.left.city.city_id, found.right.city.city_id)))}"


def _shortened(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= 60 else f"{plain[:59]}…"


def _today() -> date:
    return datetime.now(UTC).date()


def reminder(city_id: str) -> None:
    """One line on the page of a city: its promises to partners that are open, and how many of them are late."""
    waiting = [one for one in session.at_city(city_id).pairs.room().promises if not one.kept]
    if not waiting:
        return
    late = sum(state_of(one.due, one.kept, _today()) is PromiseState.LATE for one in waiting)
    words = ngettext("{count} promise of a pair is late", "{count} promises of a pair are late", late)
    if not late:
        words = ngettext("{count} promise of a pair is open", "{count} promises of a pair are open", len(waiting))
    session.link("pairs", words, city_id, icon=":material/handshake:")
