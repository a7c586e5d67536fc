"""A kind of data that is declared by its columns: its table, its form as CSV, its editing and what makes an entry of a
row follow from them, so that a further kind is an entry and a declaration.

An entry is a named tuple: the city, the columns in their order, whether it is withdrawn, and its revision. Texts and
codes of which nothing is said are "", years and numbers None; several codes are one text, parted by semicolons.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

from analytics.pairs import dated
from analytics.text.problems import Problem, Refused, block
from analytics.text.sentences import Sentence
from datasets.store.kind import SOURCE, EditedColumn, Editing, Entry, Form, StatedKind

Cells = Mapping[str, Any]
"""A row of a table as it was checked cell by cell: by the field of each column what it holds, None for nothing."""
PAGE = EditedColumn("page", "Page or line", "text", blank=True)
NOTE = EditedColumn("note", "Note", "text", blank=True)
ADDRESS = EditedColumn("address", "Address", "text", blank=True)
"""Where something is found: kept as a text, opened by nobody but a reader, never fetched. Every kind that has it is
held to ``as_address``."""
_SCHEMES = ("https://", "http://")
WHENCE = (SOURCE, PAGE, NOTE)
"""The columns that say where something is from."""
_SQL_NAMES = {"value": "amount", "end": "ended"}
_EMPTY = "coalesce(CAST(NAME AS VARCHAR), '') = ''"
_TABLE = """
CREATE TABLE IF NOT EXISTS TABLE_NAME (
    revision INTEGER NOT NULL,
    position INTEGER NOT NULL,
    city_id VARCHAR NOT NULL,
    LINES,
    withdrawn BOOLEAN NOT NULL
)
"""


class Rule(NamedTuple):
    """What cells of one row have to have in common: the ``problem`` of a row that breaks it, at its column; and the
    rule as a ``check`` of the table, "" where the table cannot tell."""

    problem: Callable[[Cells], Problem | None]
    check: str = ""


@dataclass(frozen=True, kw_only=True)
class DeclaredKind(StatedKind[Entry]):
    """A kind that is declared: ``record`` is what a line of a file calls it, ``rules`` hold within each row."""

    record: str
    rules: tuple[Rule, ...]
    editing: Editing

    def made(self, city_id: str, row: Cells) -> Entry:
        """The entry of a row of which every cell was checked. Raises Refused with every rule that the row breaks."""
        wrong = [problem for rule in self.rules if (problem := rule.problem(row)) is not None]
        if wrong:
            raise Refused(*dict.fromkeys(wrong))
        return self.entry(city_id, *(_held(column, row.get(column.field)) for column in self.editing.columns))


def declared(
    table: str,
    entry: type[Any],
    columns: Sequence[EditedColumn],
    *,
    called: str,
    record: str,
    title: str,
    purpose: str,
    place: int,
    key: tuple[str, ...],
    order: Callable[[Any], Any],
    name: str = "",
    rules: tuple[Rule, ...] = (),
) -> DeclaredKind[Any]:
    """A kind whose entries stand in one ``table``, after which it is named unless it has a ``name`` of its own. The
    newest of the entries alike in ``key`` counts; see ``StatedKind`` and ``Editing`` for the other words."""
    fields = tuple(column.field for column in columns)
    assert entry._fields == ("city_id", *fields, "withdrawn", "revision"), f"the fields of {table} are not its columns"
    if ADDRESS in columns:
        rules = (*rules, Rule(as_address))
    lines = [*map(_line, columns), *("CHECK (" + rule.check + ")" for rule in rules if rule.check)]
    lines.sort(key=lambda line: line.startswith("CHECK"))
    return DeclaredKind(
        name=name or table,
        called=called,
        record=record,
        tables={table: _TABLE.replace("TABLE_NAME", table).replace("LINES", ",\n    ".join(lines))},
        entry=entry,
        replaces="same",
        key=key,
        order=order,
        rules=rules,
        form=Form(fields, lambda one: one[1:-2]),
        editing=Editing(Sentence(title), Sentence(purpose), tuple(columns), entry, key, withdrawn=True, place=place),
    )


def as_address(row: Cells) -> Problem | None:
    """An address that is none, such as ``javascript:``, or a word."""
    said = row[ADDRESS.field]
    if said is None or (said.casefold().startswith(_SCHEMES) and " " not in said and "." in said):
        return None
    _scheme, colon, rest = said.partition(":")
    fix = Sentence("Leave it blank, or write it in the note.")
    if "." in said and " " not in said and (not colon or rest.startswith("//")):
        fix = Sentence("Write {address} if that is meant.", address=f"https://{(rest if colon else said).lstrip('/')}")
    return refused("address-none", f'"{said[:60]}"', "an address that begins with https://", fix, ADDRESS.field)


def in_order(first: str, last: str, *, strictly: bool = False) -> Rule:
    """Two years, of which the ``last`` is not before the ``first``, and not the same where ``strictly``."""

    def problem(row: Cells) -> Problem | None:
        start, end = row[first], row[last]
        if start is None or end is None or end > start or (end == start and not strictly):
            return None
        after = Sentence("a year after {year}", year=start)
        expected = after if strictly else Sentence("{year} or later", year=start)
        return refused("years-upside-down", str(end), expected, "Correct one of the two.", last)

    return Rule(problem, " < ".join((first, last)) if strictly else " <= ".join((first, last)))


def range_of(low: str, high: str) -> Rule:
    """A figure that reaches from ``low`` to ``high``."""

    def problem(row: Cells) -> Problem | None:
        least, most = row[low], row[high]
        if least is None or most is None or most >= least:
            return None
        return refused(
            "range-upside-down",
            f"{most:,.15g}",
            Sentence("at least {low}", low=f"{least:,.15g}"),
            "Correct the figure.",
            high,
        )

    return Rule(problem, " <= ".join((_sql_name(low), _sql_name(high))))


def needs(field: str, needed: str, expected: str, fix: str = Sentence("Fill it in.")) -> Rule:
    """Where a ``field`` is filled in, so is another one, which is called as ``expected``."""

    def problem(row: Cells) -> Problem | None:
        if row[field] is None or row[needed] is not None:
            return None
        return refused("cell-missing", Sentence("nothing"), expected, fix, needed)

    empty = [_EMPTY.replace("NAME", _sql_name(name)) for name in (field, needed)]
    return Rule(problem, empty[0] + " OR NOT " + empty[1])


def not_to_come(year: str) -> Rule:
    """A year in which something was said or done: it is not to come."""

    def problem(row: Cells) -> Problem | None:
        this_year = datetime.now(UTC).year
        if row[year] is None or row[year] <= this_year:
            return None
        return refused(
            "year-to-come", str(row[year]), Sentence("a year up to {year}", year=this_year), "Correct the year.", year
        )

    return Rule(problem)


def a_share(unit: str, *fields: str) -> Rule:
    """Figures in a ``unit`` that says of what they are a share, such as "% of households": from 0 to 100. One in a bare
    per cent may be a change, which has no such bounds [R]."""

    def problem(row: Cells) -> Problem | None:
        if not str(row[unit] or "").replace(" ", "").startswith("%of"):
            return None
        for field in fields:
            if row[field] is not None and not 0 <= row[field] <= 100:
                return refused("share", f"{row[field]:,.15g}", "a share from 0 to 100 %", "Correct the figure.", field)
        return None

    return Rule(problem)


def done_already(day: str) -> Rule:
    """A date, as far as it is known, on which something was done: it is not to come."""

    def problem(row: Cells) -> Problem | None:
        today = datetime.now(UTC).date()
        if row[day] is None or dated.earliest(row[day]) <= today:
            return None
        return refused(
            "step-later",
            row[day],
            Sentence("a date up to today, {date}", date=today.isoformat()),
            "Correct the date, or enter it when it is done.",
            day,
        )

    return Rule(problem)


def refused(code: str, found: str, expected: str, fix: str, column: str) -> Problem:
    """What is wrong with the cell of a row at the ``column`` of that field."""
    return block(code, found, expected, fix, column=column, key=column)


def _sql_name(field: str) -> str:
    return _SQL_NAMES.get(field, field)


def _line(column: EditedColumn) -> str:
    """A column of the table, as narrow as the column that is edited."""
    name = _sql_name(column.field)
    if column.holds == "year":
        return name + " SMALLINT" + ("" if column.blank else " NOT NULL")
    if column.holds == "number":
        bounds = ["isfinite(" + name + ")"]
        if column.least is not None:
            bounds.append(" ".join((name, ">" if column.above else ">=", f"{column.least:.15g}")))
        if column.most is not None:
            bounds.append(" ".join((name, "<=", f"{column.most:.15g}")))
        return name + " DOUBLE" + ("" if column.blank else " NOT NULL") + " CHECK (" + " AND ".join(bounds) + ")"
    checks = [] if column.blank else [name + " <> ''"]
    if column.settled:
        codes = [*column.choices, *([""] if column.blank else [])]
        checks.append(name + " IN (" + ", ".join("'" + code + "'" for code in codes) + ")")
    return name + " VARCHAR NOT NULL" + (" CHECK (" + " AND ".join(checks) + ")" if checks else "")


def _held(column: EditedColumn, cell: Any) -> Any:
    """A cell as a field of an entry."""
    if cell is None:
        return None if column.holds in ("year", "number") else ""
    return ";".join(cell) if isinstance(cell, tuple) else cell
