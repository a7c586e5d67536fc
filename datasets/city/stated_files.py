"""What cities state in rows as files: our own table of every declared kind, in and out, and CDP's of hazards, in.

A line of our own table is of the kind that its ``record`` names. It is taken in whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from analytics.adaptation.hazard_names import hazard_code
from analytics.adaptation.vulnerable import code_of
from analytics.text import numerals
from analytics.text.problems import Problem, Refused
from analytics.text.sentences import Sentence
from datasets.city import beyond_rows, cdp_hazards, edited_cells, stated_table
from datasets.city.counted_statements import counting
from datasets.intake.own_files.harmless import table
from datasets.reference.naming import find_city
from datasets.store import Reader, Revision, Store
from datasets.store.declared_kind import DeclaredKind
from datasets.store.kind import EditedColumn
from datasets.store.kinds import STATED, city_hazards
from datasets.store.records import Register

LAYOUT = "statements"
"""The layout of a revision that such a file brings."""
RECORDS: Mapping[str, DeclaredKind[Any]] = {kind.record: kind for kind in STATED if isinstance(kind, DeclaredKind)}
"""Every declared kind by what a line of our own table calls it."""


@dataclass(frozen=True)
class StatedFile:
    """What a file holds: entries by the name of their kind, and what of it is not taken in, with row and reason."""

    name: str
    content: bytes
    entries: Mapping[str, tuple[Any, ...]]
    problems: tuple[Problem, ...] = ()
    rows: int = 0

    @property
    def cities(self) -> tuple[str, ...]:
        """The ids of the cities of which it says anything."""
        return tuple(dict.fromkeys(one.city_id for held in self.entries.values() for one in held))


def columns(records: Sequence[str]) -> tuple[str, ...]:
    """The columns of our own table of some kinds, by their records."""
    fields = (column.field for record in records for column in RECORDS[record].editing.columns)
    return tuple(dict.fromkeys(["record", "city", *fields]))


def read(reader: Reader, data: bytes, name: str, city_id: str | None = None) -> StatedFile:
    """Read a file; rows of our own table that name no city are those of ``city_id``. Raises Refused for what is neither
    table, and with every row of our own that is wrong."""
    if cdp_hazards.is_header(data[:2000].decode("utf-8", "replace").partition("\n")[0].casefold()):
        found, problems, rows = cdp_hazards.CdpAnswers(reader.register).read(data, name)
        return StatedFile(name, data, {city_hazards.KIND.name: found} if found else {}, problems, rows)
    return _own(reader, data, name, city_id)


def commit(store: Store, found: StatedFile, who: str, reason: str) -> Revision:
    """Put in force what a file holds. Raises Refused where it holds nothing, and where nobody says why."""
    if not found.cities:
        expected, fix = Sentence("rows of a city on file"), Sentence("Add the cities first, in Figures.")
        raise Refused(Problem("block", "nothing-taken", Sentence("no row of a city on file"), expected, fix))
    return stated_table.bring(store, LAYOUT, found.entries, who, reason, (found.name, found.content))


def written(register: Register, city_id: str, records: Sequence[str]) -> bytes:
    """What counts of a city of some kinds, by their records, as our own table, which reads back without a
    difference."""
    header = columns(records)
    lines: list[Sequence[Any]] = [header]
    for record in records:
        kind = RECORDS[record]
        for one in counting(register, kind, city_id):
            cells = one._asdict() | {"record": record, "city": city_id}
            lines.append([cells.get(column) for column in header])
    return table(lines)


class _Row(NamedTuple):
    """One entry of our own table, with its kind."""

    kind: DeclaredKind[Any]
    entry: Any


def _own(reader: Reader, data: bytes, name: str, city_id: str | None) -> StatedFile:
    cities = reader.register.cities

    def of_row(said: Mapping[str, str]) -> _Row:
        record = said.get("record", "").strip().casefold() or city_hazards.KIND.record
        if record not in RECORDS:
            expected = Sentence("one of {names}", names=", ".join(RECORDS))
            fix = Sentence("Correct the name.")
            raise Refused(Problem("block", "record-unknown", f'"{record[:40]}"', expected, fix, column="record"))
        named = said.get("city", "").strip()
        of_city = city_id if city_id and not named else find_city(named, cities).city_id
        return _Row(RECORDS[record], entry(RECORDS[record], of_city, said))

    def again(said: Mapping[str, str], first: int) -> Problem:
        record = said.get("record", "").strip() or city_hazards.KIND.record
        found = Sentence("the {record} of row {row} again", record=record, row=first)
        fix = Sentence("Take one of the two out.")
        return Problem("block", "said-twice", found, Sentence("one row for each"), fix)

    def matter(row: _Row) -> Any:
        return row.kind.name, row.entry.city_id, row.kind.same(row.entry)

    only = next((city for city in cities if city.city_id == city_id), None)
    taken = stated_table.numbered(data, name, only, columns([*RECORDS]), ("source",), of_row, matter, again)
    entries: dict[str, list[Any]] = {}
    for _, row in taken:
        entries.setdefault(row.kind.name, []).append(row.entry)
    number = {id(row.entry): number for number, row in taken}
    wrong = [found for kind, held in entries.items() for found in beyond_rows.wrong(reader, kind, held)]
    if wrong:
        raise Refused(*(replace(problem, row=number[id(one)]) for one, problem in wrong))
    return StatedFile(name, data, {kind: tuple(held) for kind, held in entries.items()}, rows=len(taken))


def entry(kind: DeclaredKind[Any], city_id: str, said: Mapping[str, str]) -> Any:
    """An entry of the texts of a row. Raises Refused with every cell that is wrong."""
    row: dict[str, Any] = {}
    wrong: list[Problem] = []
    for column in kind.editing.columns:
        try:
            row[column.field] = edited_cells.cell_of(column, _meant(column, said.get(column.field, "")))
        except Refused as refusal:
            wrong += [replace(problem, column=column.field) for problem in refusal.problems]
    if wrong:
        raise Refused(*wrong)
    return kind.made(city_id, row)


def _meant(column: EditedColumn, said: str) -> Any:
    """The cell that a text means: a code for a word that is known, a number, several codes; None for nothing."""
    text = " ".join(said.split())
    if not text:
        return None
    if column.holds == "choice":
        return _code(column, text)
    if column.holds == "choices":
        return tuple(_code(column, part.strip()) for part in text.split(";") if part.strip())
    if column.holds in ("text", "date"):
        return text
    number = numerals.read_one(text, "point").value
    return text if number is None else float(number)


def _code(column: EditedColumn, word: str) -> str:
    known = hazard_code(word) if column.field == "hazard" else code_of(word, column.choices)
    return known or word
