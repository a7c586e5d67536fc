"""The table of what two partners share: a line for each pairing, milestone, promise and note, checked and mirrored.

A command, a page and a file say an entry alike: texts by the names of ``COLUMNS``.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Any, NamedTuple

from analytics.pairs import dated
from analytics.pairs.milestone_kinds import AFTERWARDS, BEFORE, MILESTONES
from analytics.text import numerals
from analytics.text.problems import Problem, Refused, ask, block, blocked, warn
from analytics.text.sentences import Sentence
from datasets.city import stated_table
from datasets.city.counted_statements import counting, said
from datasets.city.pair_room import OF_PAIRS, of_both
from datasets.intake.own_files.harmless import table
from datasets.reference import programme_facts, samples
from datasets.reference.naming import find_city
from datasets.store import CityRecord, Reader, Revision, Store
from datasets.store.declared_kind import as_address
from datasets.store.kind import StatedKind
from datasets.store.kinds import city_pairings, milestones, pair_promises, partner_notes
from datasets.store.kinds.city_pairings import CityPairing
from datasets.store.kinds.milestones import Milestone
from datasets.store.kinds.pair_promises import PairPromise
from datasets.store.kinds.partner_notes import PartnerNote
from datasets.store.records import Register

COLUMNS = tuple(
    dict.fromkeys(
        [
            "record",
            "city",
            "city_name",
            "partner",
            "partner_name",
            "on_file",
            *(name for kind in OF_PAIRS if kind.form for name in kind.form.columns),
        ]
    )
)
LONGEST = 4000
"""So many characters of a note, a promise or a milestone are taken: more is a document, which has an address."""
LONGEST_CELL = 500
_SECONDS = "%Y-%m-%dT%H:%M:%S"
YES = ("yes", "true", "withdrawn")
NOT_ON_FILE = ("no", "false")
Entry = CityPairing | Milestone | PairPromise | PartnerNote


class Speaker(NamedTuple):
    """Whose entries are read: the city, who acts for it, and what is on file."""

    city: CityRecord
    who: str
    register: Register


def entry(speaker: Speaker, cells: Mapping[str, str]) -> Entry:
    """One entry of its cells. Raises Refused for a record that is none, and for whatever is wrong with a cell."""
    record = cells.get("record", "").strip().casefold()
    if record not in _MAKERS:
        expected = Sentence("one of {names}", names=", ".join(_MAKERS))
        raise _refused("record-unknown", f'"{record[:40]}"', expected, Sentence("Correct the name."), "record")
    return _MAKERS[record](speaker, cells, _partner(speaker, cells))


def from_table(data: bytes, name: str, speaker: Speaker) -> tuple[Entry, ...]:
    """The entries of a delimited file with the columns that it needs of ``COLUMNS``. Raises Refused with all that is
    wrong in its rows: nothing of such a file is taken."""

    def again(cells: Mapping[str, str], first: int) -> Problem:
        return block(
            "said-twice",
            Sentence("the {record} of row {row} again", record=cells["record"].strip(), row=first),
            "one row for each",
            "Take one of the two out.",
        )

    unknown: set[str] = set()

    def of_row(cells: Mapping[str, str]) -> Entry:
        for column in cells.keys() - {*COLUMNS} - unknown:  # a misspelt name would leave its column out unseen
            if cells[column].strip():
                unknown.add(column)
                found = Sentence('the column "{name}"', name=column[:40])
                expected = Sentence("one of {names}", names=", ".join(COLUMNS))
                fix = Sentence("Correct the name of the column, or take it out.")
                raise _refused("column-unknown", found, expected, fix, column)
        try:
            return entry(speaker, cells)
        except Refused as refusal:
            raise Refused(*(_of_file(problem) for problem in refusal.problems)) from refusal

    needed = city_pairings.TABLE_COLUMNS
    found = stated_table.numbered(data, name, speaker.city, COLUMNS, needed, of_row, _matter, again)
    return tuple(one for _, one in found)


def brought(speaker: Speaker, entries: Sequence[Entry]) -> dict[str, tuple[Entry, ...]]:
    """The entries by their kind that are not on file just so, each also as its partner sees it where that is on file.
    Raises Refused for what does not fit what is on file or comes along: a milestone outside of its pairing, a reply to
    no note."""
    for one in entries:
        _insist_on_fit(speaker, one, entries)
    found: dict[str, list[Entry]] = {}
    for one in entries:
        sides = (one, programme_facts.mirrored(one)) if one.partner in speaker.register.by_id else (one,)
        if not all(_stands(speaker.register, side) for side in sides):
            found.setdefault(_kind(one).name, []).extend(sides)
    return {name: tuple(held) for name, held in found.items()}


def _stands(register: Register, one: Entry) -> bool:
    """Whether an entry is on file just as it is said."""
    now = said(register, _kind(one), one.city_id).get(_kind(one).same(one))
    return now is not None and one._replace(revision=now.revision) == now


def side_of(data: bytes, name: str, speaker: Speaker) -> CityRecord:
    """Whose side a table tells: that of a city on file where each row is its own with the speaker's city as partner,
    such as what it exported of the two; else that of the speaker's city. Raises Refused for what is no such table."""
    cities = speaker.register.cities
    sides: set[str] = set()
    for _row, cells in stated_table.read_rows(data, name, COLUMNS, city_pairings.TABLE_COLUMNS):
        try:
            side, partner = (find_city(cells.get(column, ""), cities) for column in ("city", "partner"))
        except Refused:
            return speaker.city
        sides.add(side.city_id if partner.city_id == speaker.city.city_id else speaker.city.city_id)
    return speaker.register.by_id[sides.pop()] if len(sides) == 1 else speaker.city


def only_named(data: bytes, name: str, speaker: Speaker) -> tuple[Problem, ...]:
    """A note on each partner of a table that is not on file, and of which the table does not say so: it stands as a
    name. Raises Refused as ``from_table``."""
    told: dict[str, Problem] = {}
    for row, cells in stated_table.read_rows(data, name, COLUMNS, city_pairings.TABLE_COLUMNS):
        partner = _partner(speaker, cells)
        if partner not in speaker.register.by_id and cells.get("on_file", "").strip().casefold() not in NOT_ON_FILE:
            note = warn(
                "partner-only-named",
                Sentence("{partner} is not on file here: what is said of it stands under its name", partner=partner),
                "a partner on file",
                Sentence("To see its figures beside those of {city}, add it to the list.", city=speaker.city.name),
                row,
                column="partner",
            )
            told.setdefault(partner, note)
    return tuple(told.values())


def shipping(data: bytes, name: str, cities: Sequence[CityRecord]) -> tuple[CityRecord, ...]:
    """The cities that a table names, that are none of those on file and that ship with the program. Raises Refused for
    what is no such table."""
    shipped = {city.city_id: city for city in samples.register()}
    known = {city.city_id for city in cities} | {name for city in cities for name in city.names}
    told: dict[str, CityRecord] = {}
    for _row, cells in stated_table.read_rows(data, name, COLUMNS, city_pairings.TABLE_COLUMNS):
        for side in ("city", "partner"):
            one = shipped.get(cells.get(side, "").strip())
            called = cells.get(f"{side}_name", "").strip().casefold()
            if one is not None and called in ("", *one.names) and not {one.city_id, *one.names} & known:
                told[one.city_id] = one
    return tuple(told.values())


def state(
    store: Store,
    speaker: Speaker,
    given: Sequence[Entry],
    reason: str,
    file: tuple[str, bytes] | None = None,
    seen: int | None = None,
) -> Revision:
    """Commit entries, of a ``file`` with its name and bytes or without one, for both partners. Raises Refused as
    ``brought``, where nobody says why, and where another revision than the one that was ``seen`` says by now what they
    say anew; where all of it is on file already."""
    check = partial(_insist_on_seen, speaker.city.city_id, given, seen)
    anew = brought(speaker, given)
    if not anew:
        raise Refused(
            ask(
                "nothing-new",
                Sentence("nothing new: all of it is on file already"),
                "something that is not",
                "Nothing was written.",
            )
        )
    return stated_table.bring(store, "pairings", anew, speaker.who, reason, file, check)


def _insist_on_seen(city_id: str, given: Sequence[Entry], seen: int | None, reader: Reader) -> None:
    for one in given if seen is not None else ():
        now = of_both(reader.register, _kind(one), city_id, one.partner).get(_kind(one).same(one))
        if now is not None and now.revision != seen:
            found = Sentence("an entry that revision {revision} changed meanwhile", revision=now.revision)
            fix = Sentence("Nothing was overwritten: look at what is on file now, and save again.")
            raise _refused("edited-meanwhile", found, Sentence("the entry as you saw it"), fix, "id")


def written(register: Register, city_id: str, partner: str | None = None) -> bytes:
    """What is on file of a city with one partner, or with all, as a table that reads back without a difference."""
    lines: list[Sequence[Any]] = [COLUMNS]
    for kind in OF_PAIRS:
        form = kind.form
        assert form is not None
        for one in sorted(said(register, kind, city_id).values(), key=kind.order):
            if partner in (None, one.partner):
                cells = dict(zip(form.columns, form.cells(one), strict=True))
                partner_on_file = register.by_id.get(one.partner)
                cells |= {"city": city_id, "city_name": register.by_id[city_id].name}
                cells |= {"partner_name": partner_on_file.name} if partner_on_file else {"on_file": NOT_ON_FILE[0]}
                lines.append([cells.get(column) for column in COLUMNS])
    return table(lines)


def _of_file(problem: Problem) -> Problem:
    """A problem of a row, with what is to be done in a file."""
    fix = Sentence("Correct the name, or write “no” in the column on_file: the partner is not kept here.")
    return replace(problem, fix=fix) if problem.code == "partner-unknown" else problem


def _partner(speaker: Speaker, cells: Mapping[str, str]) -> str:
    """The id of the partner where it is on file, else its name where ``on_file`` says no, or where a file from another
    database tells it: the ids of that one may be unknown here, or another's. Raises Refused."""
    named = _text(cells, "partner", required=True)
    called = _text(cells, "partner_name")
    if called and named not in speaker.register.by_id:
        with suppress(Refused):
            return find_city(called, speaker.register.cities).city_id
        return called
    if cells.get("on_file", "").strip().casefold() in NOT_ON_FILE:
        return named
    if any(named == one.partner for one in said(speaker.register, city_pairings.KIND, speaker.city.city_id).values()):
        return named
    try:
        partner = find_city(named, speaker.register.cities).city_id
    except Refused as refusal:
        (problem,) = refusal.problems
        fix = Sentence("Correct the name, or say that the partner is not kept here.")
        raise _refused("partner-unknown", problem.found, problem.expected, fix, "partner") from refusal
    if partner == speaker.city.city_id:
        found = Sentence("{city}, paired with itself", city=speaker.city.name)
        raise _refused("partner-itself", found, Sentence("another city"), Sentence("Correct the name."), "partner")
    return partner


def _pairing(speaker: Speaker, cells: Mapping[str, str], partner: str) -> CityPairing:
    start, end = _date(cells, "start"), _date(cells, "end")
    if start and end and dated.latest(end) < dated.earliest(start):
        expected = Sentence("an end after the start, {start}", start=start)
        raise _refused("end-before-start", end, expected, Sentence("Correct one of the two."), "end")
    months = _number(cells, "months")
    if months is not None and (months != int(months) or not 0 < months <= 1200):
        found = f'"{cells["months"].strip()[:40]}"'
        expected = Sentence("a whole number of months")
        raise _refused("months-unreadable", found, expected, Sentence("Correct the number."), "months")
    return CityPairing(
        city_id=speaker.city.city_id,
        partner=partner,
        programme=_text(cells, "programme", required=True),
        body=_text(cells, "body"),
        partner_body=_text(cells, "partner_body"),
        start=start,
        end=end,
        months=None if months is None else int(months),
        topics="; ".join(filter(None, (part.strip() for part in _text(cells, "topics", LONGEST).split(";")))),
        source=_text(cells, "source", required=True),
        address=_address(cells),
        note=_text(cells, "note", LONGEST),
        withdrawn=_withdrawn(cells),
    )


def _address(cells: Mapping[str, str]) -> str:
    said = _text(cells, "address")
    if problem := as_address({"address": said or None}):
        raise Refused(problem)
    return said


def _milestone(speaker: Speaker, cells: Mapping[str, str], partner: str) -> Milestone:
    kind = cells.get("kind", "").strip().casefold()
    if kind not in MILESTONES:
        expected = Sentence("one of {names}", names=", ".join(MILESTONES))
        raise _refused("milestone-kind", f'"{kind[:40]}"', expected, Sentence("Correct the name."), "kind")
    date, what = _date(cells, "date"), _text(cells, "what", LONGEST, required=True)
    return Milestone(
        city_id=speaker.city.city_id,
        partner=partner,
        id=_text(cells, "id") or _named(kind, date, what),
        kind=kind,
        date=date,
        what=what,
        value=_number(cells, "value"),
        unit=_text(cells, "unit"),
        source=_text(cells, "source", required=True),
        address=_address(cells),
        note=_text(cells, "note", LONGEST),
        withdrawn=_withdrawn(cells),
    )


def _promise(speaker: Speaker, cells: Mapping[str, str], partner: str) -> PairPromise:
    by_city, who = _by_city(speaker, cells, partner), _text(cells, "who", required=True)
    due, what = _date(cells, "due", required=True), _text(cells, "what", LONGEST, required=True)
    kept, today = _date(cells, "kept"), datetime.now(UTC).date()
    if kept and dated.earliest(kept) > today:
        expected = Sentence("a date up to today, {date}", date=today.isoformat())
        raise _refused("kept-to-come", kept, expected, Sentence("Say it once it is kept."), "kept")
    return PairPromise(
        city_id=speaker.city.city_id,
        partner=partner,
        id=_text(cells, "id") or _named(by_city, who, due, what),
        by_city=by_city,
        who=who,
        what=what,
        due=due,
        action=_text(cells, "action"),
        figure=_text(cells, "figure"),
        kept=kept,
        withdrawn=_withdrawn(cells),
    )


def _note(speaker: Speaker, cells: Mapping[str, str], partner: str) -> PartnerNote:
    by_city, author = (
        _by_city(speaker, cells, partner),
        _text(cells, "author") or _text({"author": speaker.who}, "author"),
    )
    written_on = _time(cells, "written")
    what, reply_to = _text(cells, "what", LONGEST, required=True), _text(cells, "reply_to")
    return PartnerNote(
        city_id=speaker.city.city_id,
        partner=partner,
        id=_text(cells, "id") or _named(by_city, author, written_on, reply_to, what),
        by_city=by_city,
        author=author,
        written=written_on,
        reply_to=reply_to,
        about=_text(cells, "about"),
        what=what,
        withdrawn=_withdrawn(cells),
    )


_MAKERS: Mapping[str, Callable[[Speaker, Mapping[str, str], str], Entry]] = {
    city_pairings.RECORD: _pairing,
    milestones.RECORD: _milestone,
    pair_promises.RECORD: _promise,
    partner_notes.RECORD: _note,
}
"""What makes an entry of its cells, by the name of the record."""
_KINDS: Mapping[type[Entry], StatedKind[Any]] = {
    CityPairing: city_pairings.KIND,
    Milestone: milestones.KIND,
    PairPromise: pair_promises.KIND,
    PartnerNote: partner_notes.KIND,
}


def _kind(one: Entry) -> StatedKind[Any]:
    return _KINDS[type(one)]


def _matter(one: Entry) -> Any:
    return _kind(one).name, _kind(one).same(one)


def _insist_on_fit(speaker: Speaker, one: Entry, together: Sequence[Entry]) -> None:
    """Raise Refused for an entry that fits nothing on file nor what comes with it."""
    pairings = [pairing for pairing in _known(speaker, together, city_pairings.KIND) if pairing.partner == one.partner]
    if isinstance(one, CityPairing):
        _insist_on_its_milestones(speaker, one, pairings, together)
    if isinstance(one, CityPairing) or one.withdrawn:
        return
    seeded = {one.city_id, one.partner} in map(set, speaker.register.pairings)
    if not pairings and not seeded:
        found = Sentence("no pairing of {city} with {partner}", city=speaker.city.name, partner=one.partner)
        fix = Sentence("Enter the pairing first.")
        raise _refused("no-pairing", found, Sentence("a pairing on file"), fix, "partner")
    if isinstance(one, Milestone) and _outside(one, pairings):
        spans = "; ".join(f"{pairing.start or '?'} – {pairing.end or '?'}" for pairing in pairings)
        expected = Sentence("a date within the pairing ({spans})", spans=spans)
        fix = Sentence("Correct the date, or the kind: what came before or after has a kind of its own.")
        raise _refused("milestone-outside", one.date, expected, fix, "date")
    if isinstance(one, PartnerNote) and one.reply_to:
        notes = [note.id for note in _known(speaker, together, partner_notes.KIND) if note.partner == one.partner]
        if one.reply_to not in notes or one.reply_to == one.id:
            fix = Sentence("Answer a note that is there, or write one of its own.")
            raise _refused("reply-to-none", f'"{one.reply_to[:40]}"', Sentence("a note of these two"), fix, "reply_to")


def _insist_on_its_milestones(
    speaker: Speaker, one: CityPairing, pairings: Sequence[CityPairing], together: Sequence[Entry]
) -> None:
    """Raise Refused for a start or an end that leaves a milestone on file outside."""
    coming = {_matter(entry) for entry in together}
    for milestone in counting(speaker.register, milestones.KIND, speaker.city.city_id):
        if milestone.partner == one.partner and _matter(milestone) not in coming and _outside(milestone, pairings):
            found = Sentence("the milestone of {date} outside of it", date=milestone.date)
            expected, fix = Sentence("a pairing that holds its milestones"), Sentence("Correct the milestone first.")
            raise _refused("milestone-outside", found, expected, fix, "end" if one.end else "start")


def _known(speaker: Speaker, together: Iterable[Entry], kind: StatedKind[Any]) -> list[Any]:
    """What is said by now: what counts, and what comes along in its place, be it withdrawn, so that what was put away
    comes in again from a file."""
    coming = {_matter(one): one for one in together if _kind(one) is kind}
    here = [one for one in of_both(speaker.register, kind, speaker.city.city_id).values() if not one.withdrawn]
    return [*(one for one in here if _matter(one) not in coming), *coming.values()]


def _outside(milestone: Milestone, pairings: Sequence[CityPairing]) -> bool:
    return bool(milestone.date and pairings) and not any(_inside(milestone, pairing) for pairing in pairings)


def _inside(milestone: Milestone, pairing: CityPairing) -> bool:
    """Whether a milestone may be one of a pairing. Of a length in months no end follows: visits went on after it."""
    early = bool(pairing.start) and dated.latest(milestone.date) < dated.earliest(pairing.start)
    late = bool(pairing.end) and dated.earliest(milestone.date) > dated.latest(pairing.end)
    return not (early and milestone.kind not in BEFORE) and not (late and milestone.kind not in AFTERWARDS)


def _by_city(speaker: Speaker, cells: Mapping[str, str], partner: str) -> str:
    """Which of the two speaks; the city itself where none is named."""
    named = cells.get("by_city", "").strip()
    named = {cells.get("partner", "").strip(): partner, cells.get("city", "").strip(): ""}.get(named, named)
    on_file = [city for city in speaker.register.cities if city.city_id in (speaker.city.city_id, partner)]
    if not named or named == partner:
        return named or speaker.city.city_id
    try:
        return find_city(named, on_file).city_id
    except Refused as refusal:
        names = ", ".join([*(city.name for city in on_file), *([] if len(on_file) == 2 else [partner])])
        expected, fix = Sentence("one of {names}", names=names), Sentence("Name one of the two cities.")
        raise _refused("by-neither", f'"{named[:40]}"', expected, fix, "by_city") from refusal


def _text(cells: Mapping[str, str], name: str, most: int = LONGEST_CELL, required: bool = False) -> str:
    """A cell as plain text: of several lines where it may be long, else of one. Raises Refused for one that is too long
    or blank."""
    lines = cells.get(name, "").replace("\r\n", "\n").replace("\r", "\n")
    if len(lines) > most:
        found = Sentence("{number} characters", number=f"{len(lines):,}")
        expected = Sentence("at most {number}", number=f"{most:,}")
        fix = Sentence("Shorten it, or put a document on the web and name its address.")
        raise _refused("text-too-long", found, expected, fix, name)
    plain = "".join(
        one if one == "\n" or unicodedata.category(one) not in ("Cc", "Cs") else " " for one in lines
    ).strip()
    if required and not plain:
        raise _refused(f"{name}-missing", Sentence("nothing"), Sentence("a text"), Sentence("Fill it in."), name)
    return plain if most == LONGEST else " ".join(plain.split())


def _date(cells: Mapping[str, str], name: str, required: bool = False) -> str:
    """A date as far as it is said. Raises Refused for what is none, and for a blank one where it is ``required``."""
    expected = Sentence("a date as far as it is known: 2018, 2018-07 or 2018-07-18")
    written_so = cells.get(name, "").strip()
    if required and not written_so:
        raise _refused("date-missing", Sentence("no date"), expected, Sentence("Say by when."), name)
    try:
        return dated.read(written_so)
    except ValueError as error:
        raise _refused(
            "date-unreadable", f'"{written_so[:40]}"', expected, Sentence("Correct the date."), name
        ) from error


def _time(cells: Mapping[str, str], name: str) -> str:
    """When a note was written, in UTC: now, where nothing is said. Raises Refused for what is neither time nor date."""
    said_so = cells.get(name, "").strip()
    if not said_so:
        return datetime.now(UTC).strftime(_SECONDS)
    with suppress(ValueError):
        return datetime.strptime(said_so, _SECONDS).strftime(_SECONDS)
    return _date(cells, name)


def _number(cells: Mapping[str, str], name: str) -> float | None:
    written_so = cells.get(name, "").strip()
    if not written_so:
        return None
    number = numerals.read_one(written_so, "point").value
    if number is None:
        expected = Sentence("a number, or nothing")
        raise _refused("number-unreadable", f'"{written_so[:40]}"', expected, Sentence("Correct the number."), name)
    return float(number)


def _withdrawn(cells: Mapping[str, str]) -> bool:
    return cells.get("withdrawn", "").strip().casefold() in YES


def _named(*parts: str) -> str:
    """The id of an entry that was given none: the same words bear the same one, so that nothing is taken in twice."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:10]


def _refused(code: str, found: str, expected: str, fix: str, column: str) -> Refused:
    return blocked(code, found, expected, fix, column=column, key=column)
