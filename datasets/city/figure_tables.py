"""What a city states beside its inventories as tables that people edit: read, checked cell by cell, and committed.

What columns a table has is said by its kind of data (``Editing``); a kind that has any is a table here.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

from analytics.detection.case import Finding
from analytics.factors.heating import one_basis
from analytics.text.problems import Problem, Refused, ask, block, blocked
from analytics.text.sentences import Sentence, joined
from datasets.city import (
    adaptation_room,
    assessment,
    beyond_rows,
    counted_statements,
    energy_room,
    figure_file,
    new_factor,
    new_weather,
    pillar_effect,
    stated_files,
    stated_table,
)
from datasets.city.assessment import CityReport
from datasets.city.edited_cells import blank_as_none, cell_of, sized
from datasets.city.examining import detective
from datasets.city.figure_effect import FigureEffect
from datasets.city.pillar_effect import PillarStates
from datasets.store import Reader, Revision, Store, Submission
from datasets.store.declared_kind import WHENCE, DeclaredKind
from datasets.store.kind import SOURCE, EditedColumn, Editing, InventoryKind, LedgerKind, StatedKind
from datasets.store.kinds import BROUGHT
from datasets.store.kinds.covenant_steps import KIND as STEPS

Cells = Mapping[str, Any]
"""A row of such a table: what stands in each column, by its field; None for nothing."""
COUNTED = frozenset(
    kind.name
    for kind in (*adaptation_room.OF_ADAPTATION, *(stated_files.RECORDS[name] for name in energy_room.OF_ENERGY), STEPS)
)
"""The tables that the three pillars of a city count."""
EDITED: Mapping[str, LedgerKind] = {kind.name: kind for kind in BROUGHT if kind.editing is not None}


@dataclass(frozen=True)
class FigureTable:
    """One kind of data of a city as a table: what the kind says of it, and the rows that count."""

    name: str
    editing: Editing
    rows: tuple[Cells, ...]
    fixed: bool
    """Whether its rows are those of the inventories: none is added or taken away."""

    def file(self) -> bytes:
        """The table as CSV, which ``merged`` takes in again without a difference."""
        return figure_file.written(self.editing.columns, self.rows)

    def merged(self, data: bytes, name: str) -> FigureEdit:
        """The edit that a delimited file makes: its rows, numbered as they stand there, and after them those on file
        that it does not name. Raises Refused for what is no such table."""
        return self._with(figure_file.read(self.editing.columns, data, name))

    def stating(self, said: Mapping[str, str]) -> FigureEdit:
        """The edit by one row, texts by their columns: it comes in the place of the one of the same name."""
        return self._with((figure_file.row(self.editing.columns, said),))

    def like(self, said: Mapping[str, str]) -> tuple[Cells, ...]:
        """The rows with these cells, texts by their columns."""
        cells = figure_file.row(self.editing.columns, said)
        return tuple(row for row in self.rows if all(row[field] == cells[field] for field in said))

    def _with(self, given: Sequence[Cells]) -> FigureEdit:
        named = {_identity(self.editing, row) for row in given}
        others = (row for row in self.rows if _identity(self.editing, row) not in named)
        return FigureEdit(self.name, self.rows, (*given, *others))


@dataclass(frozen=True)
class FigureEdit:
    """What somebody made of a table: the rows as they were ``seen`` before, and as they are to be."""

    name: str
    seen: tuple[Cells, ...]
    rows: tuple[Cells, ...]

    def on(self, now: FigureTable) -> FigureEdit:
        """The edit on what is on file now: each cell that was changed keeps the change, any other is that of now."""
        seen, mine = (_by_identity(now.editing, rows) for rows in (self.seen, self.rows))
        kept: list[Cells] = []
        for row in now.rows:
            identity = _identity(now.editing, row)
            before, made = seen.get(identity, {}), mine.pop(identity, None)
            if made is not None:
                kept.append({field: made[field] if made[field] != before.get(field) else row[field] for field in row})
            elif identity not in seen:
                kept.append(row)
        added = (row for identity, row in mine.items() if identity not in seen)
        return FigureEdit(self.name, now.rows, (*kept, *added))


def titles() -> dict[str, str]:
    """By the name of each kind of data that is edited as a table its title, what is asked for most first."""
    return {
        name: _editing(EDITED[name]).title for name in sorted(EDITED, key=lambda name: _editing(EDITED[name]).place)
    }


def table(reader: Reader, city_id: str, name: str) -> FigureTable:
    """One kind of data of a city. Raises Refused for a name that is no table's."""
    kind = _kind(name)
    editing = _editing(kind)
    rows = tuple({**editing.row(entry), **of} for of, entry in _entries(reader, city_id, kind))
    return FigureTable(name, editing, rows, isinstance(kind, InventoryKind))


def effect(store: Store, city_id: str, edit: FigureEdit, gwp: str, approach: str, today: int | None) -> FigureEffect:
    """What committing an edit would do, found by doing it and rolling it back. Raises Refused, see ``state``."""
    day = date(today, 12, 31) if today else datetime.now(UTC).date()

    counted = edit.name in COUNTED

    def standing(reader: Reader) -> tuple[CityReport, PillarStates | None, tuple[Finding, ...]]:
        report = assessment.read(reader, city_id, None, gwp, approach, today)
        if not counted:
            return report, None, detective.in_force(reader, city_id)
        inventory = max((item.year for item in report.inventories), default=None)
        return report, pillar_effect.states(reader, report.city, inventory, day), ()

    with store.reader() as now:
        brought, changes = _brought(now, city_id, edit)
        before, was, known = standing(now)
    with store.rehearsal(_submission(edit, brought, "rehearsal", "rehearsal")) as then:
        after, becomes, found = standing(then)
    told = pillar_effect.changed(was, becomes) if was is not None and becomes is not None else None
    doubts = (*_misplaced(_editing(_kind(edit.name)), edit), *_anew(known, found))
    return FigureEffect(changes, before, after, told, doubts)


def _anew(known: Sequence[Finding], found: Sequence[Finding]) -> Iterator[Sentence]:
    """The findings that nobody has explained and that were not told before."""
    before = {(finding.year, finding.message) for finding in known}
    for finding in found:
        if not finding.settled and (finding.year, finding.message) not in before:
            yield Sentence("{year}: {doubt} {repair}", year=finding.year, doubt=finding.message, repair=finding.repair)


def state(store: Store, city_id: str, edit: FigureEdit, who: str, reason: str) -> Revision:
    """Commit what an edit says anew, as one revision.

    Raises Refused: with every cell that is wrong, each with its row and column; where nothing is changed; where
    somebody else changed the table since it was seen; where nobody says why.
    """
    with store.reader() as now:
        brought, _ = _brought(now, city_id, edit)
    stated_table.insist_on_reason(who, reason)
    return store.commit(_submission(edit, brought, who, reason.strip()), partial(_insist_on_seen, city_id, edit))


def _submission(edit: FigureEdit, brought: Sequence[Any], who: str, reason: str) -> Submission:
    return Submission(None, 0, who, edit.name, reason=reason, brings={edit.name: tuple(brought)})


def _kind(name: str) -> LedgerKind:
    if name not in EDITED:
        raise blocked(
            "table-unknown", f'"{name[:40]}"', Sentence("one of {names}", names=", ".join(EDITED)), "Choose one."
        )
    return EDITED[name]


def _editing(kind: LedgerKind) -> Editing:
    assert kind.editing is not None
    return kind.editing


def _entries(reader: Reader, city_id: str, kind: LedgerKind) -> list[tuple[Cells, Any]]:
    """What counts of a kind, each with the cells that its entry does not hold: of an inventory its year and method, the
    newest first; of what is stated the newest of each identity that was not taken back."""
    if isinstance(kind, InventoryKind):
        held = reader.in_force(city_id)
        told = getattr(held, kind.name)
        places = sorted({(cell.year, cell.method) for cell in held.cells}, key=lambda place: (-place[0], place[1]))
        return [({"year": year, "method": method}, told.get((year, method))) for year, method in places]
    assert isinstance(kind, StatedKind)
    editing, newest = _editing(kind), dict[Hashable, Any]()
    if counted_statements.takes_back(kind):
        return [({}, entry) for entry in counted_statements.counting(reader.register, kind, city_id)]
    for entry in reader.register.of(kind).get(city_id, ()):
        newest.setdefault(_identity(editing, editing.row(entry)), entry)
    found = [entry for entry in newest.values() if getattr(entry, "value", 0) is not None]
    return [({}, entry) for entry in sorted(found, key=lambda entry: str(_identity(editing, editing.row(entry))))]


def _identity(editing: Editing, row: Cells) -> tuple[Any, ...]:
    return tuple(row.get(field) for field in editing.identity)


def _insist_on_seen(city_id: str, edit: FigureEdit, reader: Reader) -> None:
    """Raise Refused where a table is no longer what somebody saw when the edit was begun."""
    now = table(reader, city_id, edit.name)
    before, after = _by_identity(now.editing, edit.seen), _by_identity(now.editing, now.rows)
    if before != after:
        changed = joined(_changes(now.editing, before, after), "semicolon")
        raise blocked(
            "edited-meanwhile",
            Sentence("a table that somebody changed meanwhile: {changes}", changes=changed),
            "the table as you saw it",
            "Nothing of yours is lost: look at what is on file now, and save again.",
            key="meanwhile",
        )


def _by_identity(editing: Editing, rows: Sequence[Cells]) -> dict[tuple[Any, ...], Cells]:
    return {_identity(editing, row): dict(row) for row in rows}


def _changes(
    editing: Editing, before: Mapping[tuple[Any, ...], Cells], after: Mapping[tuple[Any, ...], Cells]
) -> tuple[Sentence, ...]:
    """What differs between two states of a table, a sentence for each cell, or for a row that came or went."""
    found = []
    for identity in dict.fromkeys((*after, *before)):
        row = after.get(identity) or before[identity]
        of = joined((_shown(column, row) for column in _naming(editing)), "comma")
        if identity not in before:
            # Translators: a row of a table that was added; what stands before the colon says of what it is.
            found.append(Sentence("{row}: new", row=of))
        elif identity not in after:
            # Translators: a row of a table that was taken away.
            found.append(Sentence("{row}: taken away", row=of))
        else:
            for column in editing.columns:
                was, is_now = before[identity].get(column.field), after[identity].get(column.field)
                if was != is_now:
                    cells = {"before": _shown(column, before[identity]), "after": _shown(column, after[identity])}
                    found.append(Sentence("{row}, {column}: {before} → {after}", row=of, column=column.title, **cells))
    return tuple(found)


def _misplaced(editing: Editing, edit: FigureEdit) -> Iterator[Sentence]:
    """What is said anew in a row that stands for what its source says: of a source alone nobody else may rate or
    count."""
    if SOURCE.field not in editing.identity:
        return
    beside = {*editing.identity, *(column.field for column in WHENCE)}
    before = _by_identity(editing, edit.seen)
    for row in edit.rows:
        was = before.get(_identity(editing, row), row)
        anew = [one for one in editing.columns if one.field not in beside and row.get(one.field) != was.get(one.field)]
        if anew:
            yield Sentence(
                "{row}, {columns}: it will stand under the source “{source}”. Where that does not say so, leave the "
                "row as it was and add one with the source that does.",
                row=_shown(_naming(editing)[0], row),
                columns=joined((column.title for column in anew), "comma"),
                source=row[SOURCE.field],
            )


def _naming(editing: Editing) -> list[EditedColumn]:
    return [column for column in editing.columns if column.field in editing.identity]


def _shown(column: EditedColumn, row: Cells) -> str:
    """A cell in words."""
    cell = row.get(column.field)
    if cell is None:
        return Sentence("nothing")
    if column.holds == "choice":
        return column.choices.get(cell, str(cell))
    if column.holds == "choices":
        return joined((column.choices.get(code, code) for code in cell), "comma")
    if column.holds == "year":
        return str(cell)
    return sized(cell, column.measure) if isinstance(cell, int | float) else str(cell)


def _brought(reader: Reader, city_id: str, edit: FigureEdit) -> tuple[list[Any], tuple[Sentence, ...]]:
    """The entries that an edit brings, and what it says anew in words. Raises Refused with all that is wrong."""
    kind = _kind(edit.name)
    editing = _editing(kind)
    rows = _checked(editing, edit)
    before, after = _by_identity(editing, edit.seen), {_identity(editing, row): row for _, row in rows}
    changes = _changes(editing, before, after)
    if not changes:
        raise Refused(ask("nothing-changed", Sentence("a table without a change"), "a change", "Change a cell first."))
    wrong = []
    made: dict[tuple[Any, ...], Any] = {}
    whole = isinstance(kind, StatedKind) and kind.replaces == "list"
    made_of = kind.made if isinstance(kind, DeclaredKind) else partial(_plain, editing)
    make: Callable[[str, Cells], Any] = _MAKERS.get(edit.name) or made_of
    for number, row in rows:
        identity = _identity(editing, row)
        if whole or before.get(identity) != row:
            try:
                made[identity] = make(city_id, row)
            except Refused as refusal:
                wrong += [_located(editing, problem, number) for problem in refusal.problems]
    gone = [identity for identity in before if identity not in after]
    wrong += _lost(editing, [before[identity] for identity in gone], whole and not made)
    if wrong:
        raise Refused(*wrong)
    taken_back = [] if whole else _taken_back(reader, city_id, kind, gone)
    brought = [*taken_back, *made.values()]
    if edit.name in _TOGETHER:
        _TOGETHER[edit.name](reader, city_id, brought)
    numbers = {_identity(editing, row): number for number, row in rows}
    of = {id(entry): numbers[identity] for identity, entry in made.items()}
    if told := beyond_rows.wrong(reader, edit.name, brought):
        raise Refused(*(_located(editing, problem, of[id(entry)]) for entry, problem in told))
    return brought, changes


def _lost(editing: Editing, gone: Sequence[Cells], empty: bool) -> list[Problem]:
    """What is wrong with taking rows away: where a kind knows no such thing, or no row would be left of a list."""
    if not gone or (editing.withdrawn and not empty):
        return []
    of = joined((_shown(column, gone[0]) for column in _naming(editing)), "comma")
    return [
        block(
            "row-removed",
            Sentence("no row of {row}, which is recorded", row=of),
            "a row for it",
            "Bring the row back; to take it away, undo the revision that stated it, in History.",
        )
    ]


def _taken_back(reader: Reader, city_id: str, kind: LedgerKind, gone: Sequence[tuple[Any, ...]]) -> list[Any]:
    """The entries by which a city takes back what it stated."""
    editing = _editing(kind)
    held: dict[tuple[Any, ...], Any] = {}
    for _, entry in _entries(reader, city_id, kind):
        held[_identity(editing, editing.row(entry))] = entry
    found: list[Any] = []
    back = {"withdrawn": True} if counted_statements.takes_back(kind) else {"value": None, "original_text": ""}
    for identity in gone:
        if identity in held:
            found.append(held[identity]._replace(**back))
    return found


def _checked(editing: Editing, edit: FigureEdit) -> list[tuple[int, dict[str, Any]]]:
    """The rows of an edit with their numbers, without the empty ones. Raises Refused with every cell that is wrong."""
    seen = _by_identity(editing, edit.seen)
    found: list[tuple[int, dict[str, Any]]] = []
    first: dict[tuple[Any, ...], int] = {}
    wrong: list[Problem] = []
    for number, row in enumerate(edit.rows, start=1):
        given = {column.field: blank_as_none(row.get(column.field)) for column in editing.columns}
        if seen.get(_identity(editing, given)) == given or all(cell is None for cell in given.values()):
            if any(cell is not None for cell in given.values()):
                first.setdefault(_identity(editing, given), number)
                found.append((number, given))
            continue
        for column in editing.columns:
            try:
                given[column.field] = cell_of(column, given[column.field])
            except Refused as refusal:
                wrong += [replace(problem, row=number, column=column.title) for problem in refusal.problems]
        other = first.setdefault(_identity(editing, given), number)
        if other != number:
            wrong.append(
                block(
                    "row-twice",
                    Sentence("the same as row {number}", number=other),
                    "one row of each",
                    "Keep one of the two.",
                    row=number,
                )
            )
        found.append((number, given))
    if wrong:
        raise Refused(*wrong)
    return found


def _located(editing: Editing, problem: Problem, row: int) -> Problem:
    """A problem of a row at the column that it names."""
    titles = {column.field: column.title for column in editing.columns}
    return replace(problem, row=row, column=titles.get(problem.column or problem.key or ""))


def _plain(editing: Editing, city_id: str, row: Cells) -> Any:
    texts = {column.field: row[column.field] or "" for column in editing.columns if column.holds == "text"}
    return editing.entry(city_id=city_id, **{**row, **texts})


def _one_base(reader: Reader, city_id: str, made: Sequence[Any]) -> None:
    anew = {(days.first_year, days.last_year) for days in made}
    held = reader.register.degree_days.get(city_id, ())
    one_basis((*(days for days in held if (days.first_year, days.last_year) not in anew), *made))


def _one_series(_reader: Reader, _city_id: str, made: Sequence[Any]) -> None:
    """Raise Refused where years of GDP do not share unit, currency and year of prices."""
    bases = list(dict.fromkeys((row.unit, row.currency, row.price_year) for row in made))
    if len(bases) > 1:
        raise blocked(
            "gdp-basis",
            joined((" ".join(basis) for basis in bases), "semicolon"),
            "one unit, one currency and one year of prices for all years",
            "Bring all years to one of them: otherwise they make no series.",
        )


_MAKERS: Mapping[str, Callable[[str, Cells], Any]] = {
    "factors": new_factor.factor,
    "supply": new_factor.energy,
    "degree_days": new_weather.degree_days,
}
"""What makes an entry of a row where more has to be known than its cells; any other kind's is made of these alone."""
_TOGETHER: Mapping[str, Callable[[Reader, str, Sequence[Any]], None]] = {
    "degree_days": _one_base,
    "gdp": _one_series,
}
"""What the rows of a table have to have in common."""
