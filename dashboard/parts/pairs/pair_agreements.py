"""Promises and notes of a pair: who does what by when, kept or late; what one asks, and the replies."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from analytics.pairs import dated
from analytics.pairs.milestone_kinds import MILESTONES
from analytics.pairs.promised import PromiseState, state_of
from analytics.text.problems import Refused, ask
from analytics.text.sentences import Sentence
from dashboard import frame, offered, opened, session, visitors, widgets
from dashboard.language import gettext as _
from dashboard.language import ngettext, say
from dashboard.parts import outcomes
from dashboard.parts.pairs import pair_forms, pair_learning
from dashboard.widgets import text
from dashboard.words.printed_dates import printed
from datasets import Revision

if TYPE_CHECKING:
    from streamlit.elements.lib.mutable_popover_container import PopoverContainer

    from dashboard.parts.pairs.pairing import Facing

_REASON = "pair-reason"
FIELDS: Mapping[str, Mapping[str, str]] = {
    "promise": {
        "by_city": Sentence("Who promises"),
        "who": Sentence("Office"),
        "what": Sentence("What it does"),
        "due": Sentence("By when (2027, 2027-03 or 2027-03-31)"),
        "action": Sentence("Number of a recorded action, if any"),
        "figure": Sentence("Figure behind it, if any"),
    },
    "note": {
        "by_city": Sentence("Who writes"),
        "reply_to": Sentence("In reply to"),
        "what": Sentence("Note"),
        "about": Sentence("About which action, case or figure"),
    },
    "milestone": {
        "kind": Sentence("Kind"),
        "date": Sentence("Date, as far as it is known (2019, 2019-04, 2019-04-12)"),
        "what": Sentence("What happened"),
        "source": Sentence("Source"),
        "address": Sentence("Its address"),
    },
}
"""The labels of the fields of each form, by the columns of its file."""
_ELSEWHERE: Mapping[str, tuple[str, ...] | None] = {
    **{record: tuple(labels) for record, labels in FIELDS.items()},
    pair_forms.AWAY: ("reason",),
    pair_forms.FILE: None,
}
"""By what was entered the fields beside which its form tells what is wrong with them; None where it tells all of it."""
BETWEEN = " · "
"""What stands between the questions of a meeting."""
FIRST_QUESTIONS = 2
"""So many questions of each city are read at once."""
PART = "agreements"
"""What the address calls the promises and notes of a pair."""
_CHOSEN = ("by_city", "kind")
"""What is chosen from a list stays as it was chosen; what was written is gone once it is on file."""
STATES: Mapping[PromiseState, tuple[str, str]] = {
    # Translators: a promise that was kept.
    PromiseState.KEPT: (":green[:material/task_alt:]", Sentence("kept")),
    # Translators: a promise that is not kept yet, and not late.
    PromiseState.OPEN: (":gray[:material/circle:]", Sentence("open")),
    # Translators: a promise that should have been kept by now.
    PromiseState.LATE: (":orange[:material/schedule:]", Sentence("late")),
}


def cards(found: Facing) -> None:
    """The next meeting, promises and notes beside each other, each with its form."""
    frame.begins(PART)
    city_id = found.left.city.city_id
    record = session.kept(pair_forms.RECORD, "")
    outcomes.of_form("pair", city_id, _ELSEWHERE.get(record, ()))
    outcomes.undo("pair", city_id, _("Taken back on the page Pairs"))
    with st.container(key=PART):
        for place, card in zip(st.columns(3), (_next_meeting, _promises, _notes), strict=True):
            with place, st.container(border=True, height="stretch"):
                card(found)


def _may(found: Facing) -> bool:
    return visitors.may("pairs.state", found.left.city.city_id)


def _form_of(found: Facing, label: str, icon: str, key: str) -> PopoverContainer | None:
    """The place of a form, once it was opened; None for who may not send it."""
    return opened.popover(label, icon, f"{key}-open") if _may(found) else None


def tools(found: Facing) -> None:
    """What is rarer: a milestone, a change of the pairing, an entry put away, the way in and out as a file."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if _may(found):
            with st.container(width=260):
                visitors.author_field()
            with st.container(width=260):
                st.text_input(_("Reason"), key=_REASON, max_chars=300, placeholder=_usual_reason())
        _milestone_form(found)
        pair_forms.change(found.room, dict(zip((side.city_id for side in found.sides), found.names, strict=True)))
        pair_forms.put_away(found.room)
        _file(found)


def _next_meeting(found: Facing) -> None:
    """What is to come, or a date to set, with what each could ask as the agenda."""
    st.header(_("Next meeting"), anchor=False)
    for one in found.room.to_come(_today()):
        points = "\n".join(f"- {text(point)}" for point in one.what.split(BETWEEN))
        st.markdown(f"**{text(printed(one.date))}**\n\n{points}")
    key, (agenda, more) = _key(found, "meeting"), _agenda(found)
    place = _form_of(found, _("Set a date"), ":material/event:", key)
    if place is not None:
        with place, st.form(key, border=False):
            st.date_input(_("Date"), None, _today(), key=f"{key}-date", format="YYYY-MM-DD")
            _wrong(found, "milestone", "date")
            for number, asked in enumerate(agenda):
                st.checkbox(text(asked), True, key=f"{key}-{number}")
            st.form_submit_button(_("Save"), type="primary", on_click=_meet, args=(found, key, agenda))
    if not found.room.to_come(_today()):
        st.markdown("\n".join(f"- {text(asked)}" for asked in agenda))
        label = ngettext("{count} more question", "{count} more questions", len(more))
        opens = opened.expander(label, None, f"{key}-more") if more else None
        if opens is not None:
            opens.markdown("\n".join(f"- {text(asked)}" for asked in more))
    if found.room.to_come(_today()) or any(not one.kept for one in found.room.promises):
        name = "-".join(side.city_id for side in found.sides)
        room, today, title = found.room, _today(), _("{first} – {second}", first=found.names[0], second=found.names[1])
        # Translators: a button that saves the meetings to come and the promises as a file for calendar programs.
        words = _("Calendar (.ics)")
        offered.download(
            words, lambda: room.calendar(today, title), f"{name}.ics", "text/calendar", icon=":material/event:"
        )


def _agenda(found: Facing) -> tuple[list[str], list[str]]:
    """The questions of each city to the other: the first ones, and all others."""
    told: tuple[list[str], list[str]] = ([], [])
    for own, asked, first in ((*found.sides, False), (*found.sides[::-1], True)):
        for place, question in enumerate(pair_learning.asking(found, first)):
            said = _("{city} to {partner}: {question}", city=own.name, partner=asked.name, question=question)
            told[place >= FIRST_QUESTIONS].append(said)
    return told


def _meet(found: Facing, key: str, agenda: Sequence[str]) -> None:
    day = session.kept(f"{key}-date")
    chosen = [asked for number, asked in enumerate(agenda) if session.kept(f"{key}-{number}")]
    if day is None:
        session.keep(pair_forms.RECORD, "milestone")
        nothing, expected, fix = Sentence("no date"), Sentence("the day of the meeting"), Sentence("Choose it.")
        problem = ask("date-missing", nothing, expected, fix, column="date")
        outcomes.done("pair", city_id=found.left.city.city_id, refused=(problem,))
        return
    what = BETWEEN.join(chosen) or _("Next meeting")
    cells = {"kind": "meeting", "date": day.isoformat(), "what": what, "source": _usual_reason()}
    _state(found, "milestone", cells | {"partner": found.right.city.city_id})


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
            if standing is not PromiseState.KEPT and _may(found):
                cells = one._asdict() | {"kept": _today().isoformat(), "withdrawn": ""}
                kept = partial(_keep_promise, found, cells, one.revision)
                st.button(_("Mark as kept"), icon=":material/task_alt:", key=f"pair-kept-{one.id}", on_click=kept)
    key = _key(found, "promise")
    place = _form_of(found, _("Record a promise"), ":material/handshake:", key)
    if place is None:
        return
    with place, st.form(key, border=False):
        _choice(found, "promise", "by_city", names)
        for name in ("who", "what", "due", "action", "figure"):
            _line(found, "promise", name)
        _submit(found, "promise", _("Record the promise"))


def _keep_promise(found: Facing, cells: Mapping[str, object], seen: int) -> None:
    _state(found, "promise", cells, seen)


def _action(found: Facing, promise: str, action: str) -> str:
    """The action behind a promise; one that is not on file is plain text."""
    if promise in found.room.without_action():
        return _("action {id}, which is not recorded", id=action)
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
    place = _form_of(found, _("Write a note"), ":material/edit:", key)
    if place is None:
        return
    with place, st.form(key, border=False):
        _choice(found, "note", "by_city", names)
        answers = {"": _("nobody: a new note")} | {one.id: _shortened(one.what) for one in notes}
        _choice(found, "note", "reply_to", answers)
        st.text_area(say(FIELDS["note"]["what"]), key=_key(found, "note-what"))
        _wrong(found, "note", "what")
        _line(found, "note", "about")
        _submit(found, "note", _("Send the note"))


def _milestone_form(found: Facing) -> None:
    key = _key(found, "milestone")
    place = _form_of(found, _("Add a milestone"), ":material/flag:", key)
    if place is None:
        return
    with place, st.form(key, border=False):
        _choice(found, "milestone", "kind", {kind: say(name) for kind, name in MILESTONES.items()})
        for name in ("date", "what", "source", "address"):
            _line(found, "milestone", name)
        _submit(found, "milestone", _("Add the milestone"))


def _file(found: Facing) -> None:
    """What the pair shares as a file, and such a file taken in."""
    left, right = (report.city.city_id for report in (found.left, found.right))
    shared = session.at_city(left).pairs
    offered.download(
        _("Take the pair along (CSV)"),
        lambda: shared.file(right),
        f"{left}_{right}.csv",
        "text/csv",
        icon=":material/download:",
    )
    if not visitors.may("pairs.state_all", left):
        return
    key = _key(found, "file")
    place = opened.popover(_("Bring a file"), ":material/upload_file:", f"{key}-open")
    if place is None:
        return
    with place:
        pair_forms.bring(left, key, _reason)


def _line(found: Facing, record: str, name: str) -> None:
    st.text_input(say(FIELDS[record][name]), key=_key(found, f"{record}-{name}"))
    _wrong(found, record, name)


def _wrong(found: Facing, record: str, name: str) -> None:
    """Below a field of the form that was sent last, what is wrong with what was entered in it."""
    if session.kept(pair_forms.RECORD) == record:
        outcomes.at_field("pair", found.left.city.city_id, name, say(FIELDS[record][name]))


def _choice(found: Facing, record: str, name: str, of: Mapping[str, str]) -> None:
    label, key = say(FIELDS[record][name]), _key(found, f"{record}-{name}")
    st.selectbox(label, list(of), format_func=of.__getitem__, key=key)
    _wrong(found, record, name)


def _submit(found: Facing, record: str, label: str) -> None:
    st.form_submit_button(label, type="primary", on_click=_entered, args=(found, record))
    if session.kept(pair_forms.RECORD) == record and outcomes.was_refused("pair", found.left.city.city_id):
        st.caption(_("Not taken yet: what is wrong stands beside its field."))  # which may be scrolled out of sight


def _entered(found: Facing, record: str) -> None:
    """Put on file what a form holds."""
    places = {name: _key(found, f"{record}-{name}") for name in FIELDS[record]}
    cells = {name: str(session.kept(place) or "") for name, place in places.items()}
    here = found.left.city.city_id
    if record == "promise" and (unfounded := session.at_city(here).pairs.unfounded(cells)):
        session.keep(pair_forms.RECORD, record)
        outcomes.done("pair", city_id=here, refused=unfounded)
        return
    if _state(found, record, cells | {"partner": found.right.city.city_id}):
        for name, place in places.items():
            if name not in _CHOSEN:  # a field that is forgotten keeps its text in the browser; an empty one does not
                session.keep(place, "")


def _state(found: Facing, record: str, cells: Mapping[str, object], seen: int | None = None) -> bool:
    said = {name: str(value) for name, value in cells.items() if value is not None}
    here = session.at_city(found.left.city.city_id)
    session.keep(pair_forms.RECORD, record)
    reason = _reason(_shortened(said.get("what", "")))
    act = partial(here.pairs.state, record, said, visitors.author(), reason, seen)
    return _done(found, act, lambda: _late(said))


def _late(said: Mapping[str, str]) -> str:
    """That a promise counts as late from its first day on; nothing of one that does not, and of what is none."""
    due, kept = said.get("due", ""), said.get("kept", "")
    late = bool(due) and state_of(dated.read(due), kept, _today()) is PromiseState.LATE
    return _("Its date is past already: it counts as late.") if late else ""


def _done(found: Facing, act: Callable[[], Revision], beside: Callable[[], str] = str) -> bool:
    """Do something, and remember what it led to for the next drawing of the page."""
    city_id = found.left.city.city_id
    try:
        made = act()
    except Refused as refusal:
        outcomes.done("pair", city_id=city_id, refused=refusal.problems)
        return False
    told = " ".join(filter(None, (_("On file for both cities, and can be undone in History."), beside())))
    outcomes.done("pair", told, city_id, revision=made)
    return True


def _reason(what: str) -> str:
    """The reason that was given, else the usual one with what was entered, so that entries can be told apart."""
    usual = _("{reason}: {what}", reason=_usual_reason(), what=what) if what else _usual_reason()
    return str(session.kept(_REASON) or "").strip() or usual


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
    """What waits in the room of a pair, on the page of a city: its open promises to partners and how many of them are
    late, and the notes of partners that nobody has answered."""
    room = session.at_city(city_id).pairs.room()
    waiting = [one for one in room.promises if not one.kept]
    if waiting:
        late = sum(state_of(one.due, one.kept, _today()) is PromiseState.LATE for one in waiting)
        words = ngettext("{count} promise of a pair is late", "{count} promises of a pair are late", late)
        if not late:
            words = ngettext("{count} promise of a pair is open", "{count} promises of a pair are open", len(waiting))
        _door(words, city_id, waiting[0].partner, ":material/handshake:")
    answered = {one.reply_to for one in room.notes if one.by_city == city_id}
    asked = [one for one in room.notes if one.by_city != city_id and one.id not in answered]
    if asked:
        words = ngettext(
            "{count} note of a partner waits for an answer", "{count} notes of partners wait for an answer", len(asked)
        )
        _door(words, city_id, asked[0].partner, ":material/edit:")


def _door(words: str, city_id: str, partner: str, icon: str) -> None:
    on_file = any(city.city_id == partner for city in session.cities())
    pair = {"pair": f"{city_id}~{partner}"} if on_file else {}
    session.link("pairs", words, city_id, icon=icon, asked=pair | {frame.PART: PART})
