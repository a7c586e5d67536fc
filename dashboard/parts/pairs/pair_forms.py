"""Pairings entered in the browser: a new one, its end and topics changed, put away; each with its reason and undo."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from analytics.pairs.milestone_kinds import MILESTONES
from analytics.text.problems import Problem, Refused
from dashboard import opened, session, visitors, widgets
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.parts import outcomes
from dashboard.widgets import text
from dashboard.words.printed_dates import printed
from datasets import City, Revision, pair_room

NEW = "new"
"""What the address asks for (``?new=1``) to enter a pairing; ``partner`` says with whom, ``on_file=no`` that it is not
kept here."""
PARTNER, ON_FILE = "partner", "on_file"
LINES = (("body", "partner_body"), ("start", "end", "months"), ("topics",), ("source", "address"), ("note",))
"""What can be changed of a pairing, by the columns of its file, as it stands line by line."""
FIELDS = tuple(name for line in LINES for name in line)
LONG = ("topics", "note")
FIRST_LETTERS = 60
"""So many letters of an entry name it in a list."""
OTHER_FIELDS = (PARTNER, "programme", "reason")
RECORD, AWAY, FILE = "pair-record", "away", "file"
"""Where the session keeps what was last entered: a promise, a note, a milestone, an entry put away or a file."""


def asked() -> bool:
    """Whether the address asks for a new pairing, of whom may enter one."""
    return bool(st.query_params.get(NEW)) and visitors.may("pairs.state", session.city().city_id)


def told(city_id: str) -> None:
    """What was last done with a pairing of this city, and the button that takes it back."""
    outcomes.of_form("pairing", city_id, (*FIELDS, "reason"))
    outcomes.undo("pairing", city_id, _("Taken back on the page Pairs"))


def doubts(found: Sequence[Problem]) -> None:
    """What is on file and looks doubtful: told, never refused."""
    for doubt in found:
        said = _(
            "Doubtful: {found}. Expected {expected}. {fix}",
            found=doubt.found,
            expected=doubt.expected,
            fix=doubt.fix,
        )
        st.warning(text(said), icon=widgets.SEVERITY_ICONS["warn"])


def new_page() -> None:
    """The page on which a pairing of the chosen city is entered."""
    city = session.city()
    session.link("pairs", _("Back to the pairs"), city.city_id, icon=":material/arrow_back:")
    st.title(text(_("A new pairing of {city}", city=city.name)), anchor=False)
    fields = (*OTHER_FIELDS, *FIELDS)
    outcomes.of_form("pairing", city.city_id, fields)
    key = f"pairing-new-{city.city_id}"
    with st.form(key, border=False), st.container(width=720):
        named = str(st.query_params.get(PARTNER) or "")
        session.keep(f"{key}-{PARTNER}", session.kept(f"{key}-{PARTNER}") or named)
        _field(key, city.city_id, PARTNER, _("Partner: its name or id"))
        away = session.kept(f"{key}-{ON_FILE}", st.query_params.get(ON_FILE) == "no")
        session.keep(f"{key}-{ON_FILE}", away)
        st.checkbox(_("The partner is not kept here: its name is plain text"), key=f"{key}-{ON_FILE}")
        _field(key, city.city_id, "programme", _("Programme"), placeholder="International Urban Cooperation")
        _fields(key, city.city_id, city.name)
        visitors.author_field()
        _field(key, city.city_id, "reason", _("Reason"), placeholder=_("Why it is entered"))
        label = _("Save the pairing")
        st.form_submit_button(label, type="primary", on_click=_enter, args=(key, city.city_id))


def _enter(key: str, city_id: str) -> None:
    cells = {name: str(session.kept(f"{key}-{name}") or "") for name in (PARTNER, "programme", *FIELDS)}
    cells[ON_FILE] = "no" if session.kept(f"{key}-{ON_FILE}") else ""
    made = _state(city_id, cells, str(session.kept(f"{key}-reason") or ""))
    if made is None:
        return
    for name in (*cells, "reason"):
        session.forget(f"{key}-{name}")
    for name in (NEW, PARTNER, ON_FILE):
        st.query_params.pop(name, None)
    partner = next((other for other in session.store().cities_of(made.revision) if other != city_id), None)
    if partner is not None:
        st.query_params["pair"] = f"{city_id}{session.PAIRED}{partner}"


def change(room: pair_room.PairRoom, names: Mapping[str, str]) -> None:
    """The pairings of a room, each to be changed or put away in a form of its own."""
    for number, one in enumerate(room.pairings):
        if not visitors.may("pairs.state", one.city_id):
            continue
        key = f"pairing-{one.city_id}-{one.partner}-{number}-{one.revision}"
        partner = names.get(one.partner, one.partner)
        place = opened.popover(_("Change the pairing"), ":material/edit:", f"{key}-change")
        if place is None:
            continue
        with place:
            st.markdown(f"**{text(partner)}, {text(one.programme)}**")
            with st.form(key, border=False):
                for name in FIELDS:
                    value = getattr(one, name)
                    was = "" if value is None else str(value)
                    session.keep(f"{key}-{name}", session.kept(f"{key}-{name}", was))
                _fields(key, one.city_id, names.get(one.city_id, one.city_id))
                _field(key, one.city_id, "reason", _("Reason"), placeholder=_("Why it is changed"))
                changed, away = (partial(_change, key, one, back) for back in (False, True))
                st.form_submit_button(_("Change it"), type="primary", on_click=changed)
                st.form_submit_button(_("Put it away"), on_click=away)


def change_others(city_id: str) -> None:
    """The pairings of a city with partners that are not on file, which have no page of their own."""
    names = {city.city_id: city.name for city in session.cities()}
    room = session.at_city(city_id).pairs.room()
    change(replace(room, pairings=tuple(one for one in room.pairings if one.partner not in names)), names)


def _change(key: str, one: Any, away: bool) -> None:
    said = {PARTNER: one.partner, "programme": one.programme, "withdrawn": "yes" if away else ""}
    said |= {name: str(session.kept(f"{key}-{name}") or "") for name in FIELDS}
    made = _state(one.city_id, said, str(session.kept(f"{key}-reason") or ""), one.revision)
    if made is not None and away:
        st.query_params.pop("pair", None)


def _state(city_id: str, cells: Mapping[str, str], reason: str, seen: int | None = None) -> Revision | None:
    """Put a pairing on file, and remember what it led to; one that was ``seen`` in another revision is refused."""
    try:
        made = session.at_city(city_id).pairs.state("pairing", cells, visitors.author(), reason, seen)
    except Refused as refusal:
        outcomes.done("pairing", city_id=city_id, refused=refusal.problems)
        return None
    outcomes.done(
        "pairing", _("The pairing is saved as revision {revision}.", revision=made.revision), city_id, revision=made
    )
    return made


def put_away(room: pair_room.PairRoom) -> None:
    """One milestone, promise or note to be taken back, with a reason."""
    labels = {
        f"{record}~{one.id}": f"{name}: {_shown(one)}" for record, name in _kinds().items() for one in room.held(record)
    }
    if not labels or not visitors.may("pairs.state", room.city_id):
        return
    key = f"pair-away-{room.city_id}-{room.partner}-{session.newest_revision()}"
    place = opened.popover(_("Put an entry away"), ":material/archive:", f"{key}-open")
    if place is None:
        return
    with place, st.form(key, border=False):
        st.selectbox(_("Entry"), list(labels), format_func=labels.__getitem__, key=f"{key}-entry")
        st.text_input(_("Reason"), key=f"{key}-reason", max_chars=300, placeholder=_("Why it is put away"))
        outcomes.at_field("pair", room.city_id, "reason")
        st.form_submit_button(_("Put it away"), type="primary", on_click=partial(_put_away, key, room))


def bring(city_id: str, key: str, reason: Callable[[str], str]) -> None:
    """A file of pairings, as it is taken along, taken in for a ``reason`` of its name; what is wrong is told here."""
    with st.form(key, border=False):
        brought = st.file_uploader(_("A file of a pair, as it is taken along here"), type=["csv"])
        label = _("Add the missing cities of the file that ship with the program")
        adding = visitors.may("add_city") and st.checkbox(
            label, value=not city_id, disabled=not city_id, key=f"{key}-adding"
        )
        if session.kept(RECORD) == FILE:
            outcomes.refused("pair", city_id)
        if st.form_submit_button(_("Take it in")) and brought is not None:
            session.keep(RECORD, FILE)
            _bring(city_id, brought.getvalue(), brought.name, reason(brought.name), adding)
            st.rerun()


def bring_first(city_id: str) -> None:
    """The way in for a file where no pairing is on file yet."""
    outcomes.of_form("pair", city_id, None)
    if not visitors.may("pairs.state_all", city_id):
        return
    key = f"pair-first-file-{city_id}"
    place = opened.popover(_("Bring a file"), ":material/upload_file:", f"{key}-open")
    if place is not None:
        with place:
            bring(city_id, key, lambda name: _("Brought by the file {name}", name=name))


def bring_cities() -> None:
    """The way in for a file where no city is on file: the first of its cities that ships takes it in."""
    if not visitors.may("add_city"):
        return
    with st.container(border=True):
        bring("", "pair-cities-file", lambda name: _("Brought by the file {name}", name=name))


def _bring(city_id: str, data: bytes, name: str, reason: str, adding: bool) -> None:
    who = visitors.author()
    try:
        every = session.all_cities()
        if city_id:
            taking = session.at_city(city_id).pairs.side_of(data, name).city_id
        else:
            taking = next((city.city_id for city in every.pairs_to_add(data, name)), "")
        if adding:
            made = every.take_pairs(taking, data, name, who, reason)
        else:
            made = session.at_city(taking).pairs.state_all(data, name, who, reason)
    except Refused as refusal:
        outcomes.done("pair", city_id=city_id, refused=refusal.problems)
        return
    told = _("On file for both cities, and can be undone in History.")
    notes = City(every.store, taking).pairs.only_named(data, name)
    outcomes.done("pair", told, city_id or taking, revision=made, notes=notes)
    if not city_id:
        session.turn_to(taking)


def _put_away(key: str, room: pair_room.PairRoom) -> None:
    record, _sign, name = str(session.kept(f"{key}-entry")).partition("~")
    one = next(entry for entry in room.held(record) if entry.id == name)
    cells = {field: str(value) for field, value in one._asdict().items() if value is not None} | {"withdrawn": "yes"}
    session.keep(RECORD, AWAY)
    try:
        made = session.at_city(room.city_id).pairs.state(
            record, cells, visitors.author(), str(session.kept(f"{key}-reason") or ""), one.revision
        )
    except Refused as refusal:
        outcomes.done("pair", city_id=room.city_id, refused=refusal.problems)
        return
    outcomes.done("pair", _("It is put away."), room.city_id, revision=made)


def _kinds() -> dict[str, str]:
    return {"promise": _("Promise"), "note": _("Note"), "milestone": _("Milestone")}


def _shown(one: object) -> str:
    """An entry in one line: its date and its first words."""
    date, what = (
        str(getattr(one, "date", "") or getattr(one, "due", "")),
        " ".join(str(getattr(one, "what", "")).split()),
    )
    kind = getattr(one, "kind", "")
    parts = (printed(date) if date else "", say(MILESTONES[kind]) if kind else "", what[:FIRST_LETTERS].strip())
    return ", ".join(filter(None, parts))


def _fields(key: str, city_id: str, city: str) -> None:
    known = _("2018, 2018-07 or 2018-07-18")
    labels = {
        "body": text(_("Who takes part for {city}, where it is not the city itself", city=city)),
        "partner_body": _("Who takes part for the partner, where it is not the city itself"),
        "start": _("Start"),
        "end": _("End"),
        "months": _("Length in months"),
        "topics": _("Topics, parted by semicolons"),
        "source": _("Source"),
        "address": _("Its address"),
        "note": _("Note"),
    }
    for line in LINES:
        for place, name in zip(st.columns(len(line)), line, strict=True):
            with place:
                _field(key, city_id, name, labels[name], placeholder=known if name in ("start", "end") else "")


def _field(key: str, city_id: str, name: str, label: str, placeholder: str = "") -> None:
    """A field, and below it what is wrong with what was entered."""
    kind = st.text_area if name in LONG else st.text_input
    kind(label, key=f"{key}-{name}", placeholder=placeholder)
    outcomes.at_field("pairing", city_id, name)
