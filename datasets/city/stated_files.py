"""What cities state in rows as files: our own table of every declared kind, in and out, and CDP's of hazards, in.

A line of our own table is of the kind that its ``record`` names. It is taken in whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, NamedTuple

from analytics.adaptation.hazard_names import hazard_code
from analytics.adaptation.vulnerable import code_of
from analytics.text import numerals
from analytics.text.problems import Problem, Refused, block, blocked
from analytics.text.sentences import Sentence
from datasets.city import beyond_rows, cdp_hazards, edited_cells, stated_table, statement_words
from datasets.city.counted_statements import counting
from datasets.intake.own_files.harmless import table
from datasets.reference.naming import find_city
from datasets.store import Reader, Revision, Store
from datasets.store.declared_kind import DeclaredKind
from datasets.store.kind import SOURCE, EditedColumn
from datasets.store.kinds import DECLARED, city_hazards
from datasets.store.records import Register

LAYOUT = "statements"
"""The layout of a revision that such a file brings."""
RECORDS: Mapping[str, DeclaredKind[Any]] = {kind.record: kind for kind in DECLARED}
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
        raise blocked(
            "nothing-taken",
            Sentence("no row of a city on file"),
            "rows of a city on file",
            "Add the cities first, in Figures.",
        )
    return stated_table.bring(store, LAYOUT, found.entries, who, reason, (found.name, found.content))


def put(store: Store, kind: DeclaredKind[Any], made: Any, who: str, reason: str) -> Revision:
    """Commit one entry. Raises Refused for what does not fit the others on file, and where nobody says why."""
    with store.reader() as reader:
        wrong = [problem for _, problem in beyond_rows.wrong(reader, kind.name, [made])]
    if wrong:
        raise Refused(*wrong)
    return stated_table.state(store, kind, [made], who, reason)


def written(register: Register, city_id: str, records: Sequence[str], language: str, empty: bool) -> bytes:
    """What counts of a city of some kinds, by their records, as our own table, which reads back without a difference;
    with headings and choices in a ``language``, by fields and codes where that is CODES. An ``empty`` one has a row to
    fill in for each kind. Raises Refused for a record or a language that there is not."""
    statement_words.insist_on(language)
    rows: list[dict[str, Any]] = []
    for kind in map(of_record, records):
        held = [] if empty else counting(register, kind, city_id)
        rows += [_row(kind, city_id, kind.editing.row(one), language) for one in held]
        if empty:
            rows.append(_row(kind, city_id, {}, language))
    header = tuple(dict.fromkeys(name for record in records for name in _row(of_record(record), "", {}, language)))
    return table([header, *([row.get(name) for name in header] for row in rows)])


def of_record(said: str) -> DeclaredKind[Any]:
    """The kind that a line of our own table names, by its record or its title in any language. Raises Refused for
    another word."""
    named = said.strip()
    kind = RECORDS.get(named.casefold())
    kind = kind or next((one for one in DECLARED if statement_words.means(named, one.editing.title)), None)
    if kind is None:
        raise blocked(
            "record-unknown",
            f'"{named[:40]}"',
            Sentence("one of {names}", names=", ".join(RECORDS)),
            "Correct the name.",
            column="record",
        )
    return kind


def _row(kind: DeclaredKind[Any], city_id: str, cells: Mapping[str, Any], language: str) -> dict[str, Any]:
    """A row by the headings of the table."""
    if language == statement_words.CODES:
        plain = {column.field: _written(column, cells.get(column.field), language) for column in kind.editing.columns}
        return {"record": kind.record, "city": city_id, **plain}
    beside: dict[str, Any] = {
        statement_words.RECORD: statement_words.word(kind.editing.title, language),
        statement_words.CITY: city_id,
    }
    named = {column.title: _written(column, cells.get(column.field), language) for column in kind.editing.columns}
    return {statement_words.word(title, language): cell for title, cell in {**beside, **named}.items()}


def _written(column: EditedColumn, cell: Any, language: str) -> Any:
    if not column.choices or cell is None:
        return cell
    codes = (cell,) if isinstance(cell, str) else cell
    if language == statement_words.CODES:
        return ";".join(codes)
    return "; ".join(statement_words.word(column.choices[code], language) for code in codes)


class _Row(NamedTuple):
    """One entry of our own table, with its kind."""

    kind: DeclaredKind[Any]
    entry: Any


def _own(reader: Reader, data: bytes, name: str, city_id: str | None) -> StatedFile:
    cities = reader.register.cities
    only = next((city for city in cities if city.city_id == city_id), None)

    @cache
    def called(record: str, header: tuple[str, ...]) -> Mapping[str, str]:
        return statement_words.headings(RECORDS[record], header)

    def of_row(said: Mapping[str, str]) -> _Row | None:
        names = called(city_hazards.KIND.record, tuple(said))
        kind = of_record(said.get(names["record"], "").strip() or city_hazards.KIND.record)
        cells = {field: said.get(name, "") for field, name in called(kind.record, tuple(said)).items()}
        if not any(cell.strip() for field, cell in cells.items() if field not in ("record", "city")):
            return None  # a row of an empty table that nobody filled in
        named = cells["city"].strip()
        if only is not None:
            stated_table.insist_on_city(named, only)
        of_city = city_id if city_id and not named else find_city(named, cities).city_id
        return _Row(kind, entry(kind, of_city, cells))

    def again(_said: Mapping[str, str], first: int) -> Problem:
        return block(
            "said-twice",
            Sentence("what row {row} says already", row=first),
            "one row for each",
            "Take one of the two out.",
        )

    def matter(row: _Row | None) -> Any:
        return object() if row is None else (row.kind.name, row.entry.city_id, row.kind.same(row.entry))

    known, needed = statement_words.known_headings(), (statement_words.names_of(SOURCE.title),)
    numbered = stated_table.numbered(data, name, None, known, needed, of_row, matter, again)
    taken = [(number, row) for number, row in numbered if row is not None]
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
            wrong += [_at(column, problem) for problem in refusal.problems]
    if wrong:
        raise Refused(*wrong)
    return kind.made(city_id, row)


def _at(column: EditedColumn, problem: Problem) -> Problem:
    """What is wrong with a cell, at its column. An entry may come from a form, which has no row to be taken away."""
    fix = Sentence("Fill it in.") if problem.code == "cell-missing" else problem.fix
    return replace(problem, column=column.field, fix=fix)


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
    in_language = (code for code, name in column.choices.items() if statement_words.means(word, name))
    return known or next(in_language, word)
