"""What an adapter makes of a grid: a long table with the field names of our own CSV, and where each cell of it stands
in the user's file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeVar, cast

import numpy as np
import pyarrow as pa

from analytics.grouped import grouped
from analytics.text.problems import Problem, block, warn
from analytics.text.sentences import Sentence, quoted
from datasets.intake.meaning import activity
from datasets.intake.meaning.questions import leavable, letter
from datasets.intake.readers.text_table import TextTable

if TYPE_CHECKING:
    from datasets.intake.readers.grid import Grid, Shown

T = TypeVar("T")
VALUE = "value"


class SheetCell(NamedTuple):
    """One cell of the user's file, or a word that an adapter derived from one.

    ``row`` is the row as a spreadsheet shows it, 0 where the word stands nowhere; ``column`` the header above it, or
    its letter; ``kind`` its letter in ``Grid.kinds`` ("t" in a delimited file), ``shown`` what its number format shows
    beside its number; ``written`` is what stands there where ``text`` is a word that was derived from it.
    """

    text: str
    row: int = 0
    column: str = ""
    sheet: str | None = None
    kind: str = "t"
    shown: Shown | None = None
    written: str = ""

    def located(self, problem: Problem) -> Problem:
        """A problem at the place of this cell."""
        return replace(problem, row=self.row or None, column=self.column or None, sheet=self.sheet)

    @property
    def where(self) -> tuple[str | None, int, str]:
        """Its sheet, its row and the name of its column."""
        return self.sheet, self.row, self.column

    def saying(self, text: str) -> SheetCell:
        """Another word in the place of this cell: what was derived from it, or part of it."""
        return self._replace(text=text, kind="t", shown=None, written=self.written or self.text)


NOWHERE = SheetCell("")


class Printed(NamedTuple):
    """A total that the file prints: its cell, the unit it is in, and the positions of the records that it sums up.

    ``carrier`` (code) and ``scope`` say which cells of the inventory those are; none means all.
    ``named`` says what it totals. ``beside`` are parts that are no records, such as gases in columns of their own, each
    with the unit that it is in. ``near`` is a sum of which somebody said that it is one, though it differs a little.
    """

    cell: SheetCell
    parts: tuple[int, ...]
    named: str
    unit: str = ""
    carrier: str | None = None
    scope: int | None = None
    beside: tuple[tuple[SheetCell, str], ...] = ()
    near: bool = False


class Page:
    """A grid as an adapter looks at it: cells by position, with the names that its columns bear in problems.

    ``moved`` gives the column of the file for cells that are looked at in another one, which is ``told``.
    """

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.rows = grid.rows
        self.height = len(grid.rows)
        self.width = max(map(len, grid.rows), default=0)
        self.names = tuple(map(letter, range(self.width)))
        self._words: dict[int, tuple[str, ...]] = {}
        self._texts: dict[int, list[tuple[int, str]]] = {}
        self._found: dict[object, Any] = {}
        self.moved: Mapping[tuple[int, int], int] = {}
        self.told: tuple[Problem, ...] = ()

    def once(self, find: Callable[[Page], T]) -> T:
        """What ``find`` makes of the page; it looks once, however many ask."""
        if find not in self._found:
            self._found[find] = find(self)
        return cast("T", self._found[find])

    def words(self, row: int) -> tuple[str, ...]:
        """The texts of all cells of a row, without spaces at their ends and hidden characters."""
        if row not in self._words:
            self._words[row] = tuple(map(clean, self.rows[row]))
        return self._words[row]

    def text(self, row: int, column: int) -> str:
        """The text of a cell, as in ``words``; nothing right of the last one."""
        cells = self._words[row] if row in self._words else self.words(row)
        return cells[column] if column < len(cells) else ""

    def kind(self, row: int, column: int) -> str:
        """The letter of a cell in ``Grid.kinds``; every filled cell of a delimited file is text."""
        if self.grid.kinds is None:
            return "t" if self.text(row, column) else ""
        kinds = self.grid.kinds[row]
        return kinds[column] if column < len(kinds) else ""

    def filled(self, row: int, column: int) -> bool:
        """Whether a cell holds something: a text, a number, an error, or a formula that was not calculated."""
        return bool(self.text(row, column)) or self.kind(row, column) in ("e", "f")

    def holds(self, column: int, first: int) -> bool:
        """Whether some cell of a column holds something, from a row on."""
        return any(self.filled(row, column) for row in range(first, self.height))

    def headed(self, *rows: int) -> Page:
        """The page with its columns named by the texts in ``rows``; by letters where they are blank or not unique."""
        joined = [
            " ".join(dict.fromkeys(filter(None, (self.text(row, column) for row in rows))))
            for column in range(self.width)
        ]
        page = Page(self.grid)
        page._words, page._texts, page.moved = self._words, self._texts, self.moved
        page.names = tuple(
            name if name and joined.count(name) == 1 else letter(place) for place, name in enumerate(joined)
        )
        return page

    def worded(self, texts: Mapping[tuple[int, int], str]) -> Page:
        """The page with other words in some cells, each in the place of what it was made of."""
        page = Page(self.grid)
        page.names, page.moved = self.names, self.moved
        for row in {row for row, _ in texts}:
            page._words[row] = tuple(texts.get((row, place), text) for place, text in enumerate(self.words(row)))
        return page

    def cell(self, row: int, column: int) -> SheetCell:
        """A cell with its place."""
        shown = self.grid.shown[row][column] if self.grid.shown else None
        kind = self.kind(row, column) or "t"
        name = self.names[self.moved.get((row, column), column)]
        return SheetCell(self.text(row, column), row + 1, name, self.grid.sheet, kind, shown)

    def value(self, row: int, column: int) -> SheetCell:
        """A cell that holds a number; a formula without a stored result reads as one, since it has no other text."""
        found = self.cell(row, column)
        raw = self.rows[row][column] if column < len(self.rows[row]) else ""
        if found.kind == "f" and not found.text.startswith("="):
            return found._replace(text=f"={found.text}" if found.text else "=(not calculated)")
        return found if raw == found.text else found._replace(text=raw)

    def values(self, rows: Sequence[int], column: int) -> list[str]:
        """The texts of a column in these rows as ``value`` reads each, without their places."""
        found = [cells[column] if column < len(cells) else "" for cells in map(self.rows.__getitem__, rows)]
        if self.grid.kinds is not None:
            uncalculated = [place for place, row in enumerate(rows) if self.grid.kinds[row][column] == "f"]
            for place in uncalculated:
                found[place] = self.value(rows[place], column).text
        return found

    def texts(self, row: int) -> list[tuple[int, str]]:
        """The filled cells of a row: position and text."""
        if row not in self._texts:
            self._texts[row] = [(place, text) for place, text in enumerate(self.words(row)) if text]
        return self._texts[row]

    def alone(self) -> Iterator[tuple[int, int, str]]:
        """The texts that stand alone in their rows, as titles do: row, position and text."""
        return ((row, *texts[0]) for row in range(self.height) if len(texts := self.texts(row)) == 1)


@lru_cache(maxsize=1 << 14)
def clean(text: str) -> str:
    """A label on one line: hidden characters off, every kind of space as one space."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    for hidden in "\u200b\u200c\u200d\u2060\ufeff\u00ad":
        text = text.replace(hidden, "")
    return " ".join(text.split())


@dataclass(frozen=True)
class Origins:
    """Where each record of a long table stands in the user's file.

    ``rows`` and ``columns`` hold for each field that an adapter made the row and the column of its cell by record;
    the fields of a table that was long already keep their own columns. ``kinds`` gives the letters of ``Grid.kinds``
    of a column of numbers, ``shown`` what number formats show beside the numbers of a column, where one does.
    ``groups`` numbers the rows of the file where one row gives several records; ``detail``
    tells apart records of the same cell that stand for different sources and add up.
    """

    sheets: Sequence[str | None]
    rows: Mapping[str, np.ndarray] = field(default_factory=dict)
    columns: Mapping[str, Sequence[str]] = field(default_factory=dict)
    kinds: Mapping[str, np.ndarray] = field(default_factory=dict)
    shown: Mapping[str, Sequence[Shown | None]] = field(default_factory=dict)
    groups: np.ndarray | None = None
    detail: np.ndarray | None = None
    printed: tuple[Printed, ...] = ()
    waiting: tuple[int, ...] = ()
    """The records that wait for the answer to a question of the adapter."""
    beside: tuple[tuple[str, int | None, str | None], ...] = ()
    """The texts above and below the tables and the names of the sheets, each with its row and sheet."""
    outside: tuple[tuple[str, int | None, str | None], ...] = ()
    """Those of them that are alone in their rows, above the first table of a sheet or below its last one, and the names
    of the sheets."""
    hidden: frozenset[tuple[str | None, int]] = frozenset()
    """The rows that the workbook hides, each with its sheet."""
    written: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """What stands in the file where an adapter derived the word of a field from it, by record."""
    headings: frozenset[str] = frozenset()
    """The headings of tables that stand as the city of their records until somebody says whose they are."""

    def at(self, place: int, row: int, column: str | None) -> tuple[str | None, int, str | None]:
        """Sheet, row and column of a cell of the record at ``place``; ``row`` is the row of the record."""
        sheet = self.sheets[place] if len(self.sheets) > place else None
        if column is None or column not in self.rows:
            return sheet, row, self.columns[column][place] if column and column in self.columns else column
        own = int(self.rows[column][place])
        name = self.columns[column][place]
        if own == 0 or not name:
            return sheet, row, self.columns[VALUE][place] if VALUE in self.columns else column
        return sheet, own, name

    @cached_property
    def made(self) -> bool:
        """Whether an adapter made the table from cells that stood otherwise."""
        return bool(self.rows)

    @cached_property
    def several(self) -> bool:
        """Whether the records stand on several sheets, so that a row is named by its sheet and number."""
        return len(set(self.sheets)) > 1

    @property
    def put_together(self) -> bool:
        """Whether rows of the table may be of different tables, or of different cells of one row."""
        return self.made or self.several

    @cached_property
    def sheet(self) -> str | None:
        """The sheet of the first record."""
        return self.sheets[0] if len(self.sheets) else None


IN_THEIR_ROWS = Origins(())
"""Of a table that stands in the user's file as it is: each record is a row, under the names of its own columns."""


class Records:
    """The records of a layout while an adapter gathers them, each a set of fields with their cells."""

    def __init__(self) -> None:
        self.values: list[SheetCell] = []
        self.fields: dict[str, list[SheetCell]] = {}
        self.groups: list[int] = []
        self.details: list[int] = []
        self.printed: list[Printed] = []
        self.waiting: list[int] = []
        self._known: dict[tuple[object, ...], int] = {}
        self.ignored = self.rejected = 0
        self.refused_at: list[tuple[str | None, int]] = []
        self.problems: list[Problem] = []
        self._passed_over: set[tuple[str | None, int, str]] = set()

    def __len__(self) -> int:
        return len(self.values)

    def add(self, value: SheetCell, fields: Mapping[str, SheetCell], group: int = 0, detail: int = 0) -> int:
        """Add one number with what is known of it, and return its position."""
        place = len(self.values)
        self.values.append(value)
        self.groups.append(group)
        self.details.append(detail)
        for name, cell in fields.items():
            if name not in self.fields:
                self.fields[name] = [NOWHERE] * place
            self.fields[name].append(cell)
        for cells in self.fields.values():
            if len(cells) == place:
                cells.append(NOWHERE)
        return place

    def count(self, total: Printed, fields: Mapping[str, SheetCell], detail: int) -> None:
        """Add a printed total as a figure that counts beside its parts, as somebody corrected it, which is told."""
        self.add(total.cell, fields, detail=detail)
        said = {"text": quoted(total.cell.text), "name": quoted(total.named[:60]), "number": len(total.parts)}
        self.say(
            "total-counts",
            lambda text: Sentence("{text} in {name}, which the file prints as the sum of {number} figures", **said),
            Sentence("figures that add up once"),
            Sentence("It counts beside them, as corrected."),
            [total.cell],
        )

    def detail(self, *source: object) -> int:
        """The number of a source of figures: the same for the same words."""
        return self._known.setdefault(source, len(self._known))

    def leave_out(
        self, code: str, found: str, fix: str, cells: Iterable[SheetCell], counted: int | None = None
    ) -> None:
        """Count cells (or ``counted`` rows) that are no figures of the inventory, and say so once."""
        listed = list(cells)
        self.ignored += counted if listed and counted is not None else len(listed)
        self.say(code, lambda text: found, Sentence("figures that add up once"), fix, listed)

    def say(
        self,
        code: str,
        found: Callable[[str], str],
        expected: str,
        fix: str,
        cells: Sequence[SheetCell],
        asked: str | None = None,
        choices: tuple[str, ...] = (),
    ) -> None:
        """Tell of some cells at the first of them, by its text; or ask, where they wait for the answer to a question.
        Nothing where there are none."""
        for cell in cells[:1]:
            severity: Literal["ask", "warn"] = "ask" if asked else "warn"
            problem = Problem(severity, code, found(cell.text), expected, fix, key=asked, choices=choices)
            self.problems.append(replace(cell.located(problem), cells=len(cells)))

    def leave_activity(self, cells: Sequence[SheetCell]) -> None:
        """Say of each column of amounts of activity how many of its cells are not taken."""
        columns = grouped(((cell.sheet, cell.column), cell) for cell in cells)
        self.problems += [
            activity.told(column, len(held), held[0].row, sheet) for (sheet, column), held in columns.items()
        ]

    def pass_over(self, carrier: SheetCell, remark: str | None, unit: SheetCell) -> None:
        """Say once that a ``remark`` in brackets beside a carrier was not taken for the unit of its figures."""
        place = (carrier.sheet, carrier.row, carrier.column)
        if remark is None or not unit.text or place in self._passed_over:
            return
        self._passed_over.add(place)
        self.problems.append(
            warn(
                "unit-remark",
                Sentence('"{text}" next to the carrier, which is no unit', text=remark[:60]),
                "a unit in brackets, or none",
                Sentence("It was read as a remark, and the figures in {unit}, as stated elsewhere.", unit=unit.text),
                row=carrier.row or None,
                column=carrier.column or None,
                sheet=carrier.sheet,
            )
        )

    def undated(self, people: SheetCell, years: int) -> bool:
        """Whether inhabitants above a table of several years are left out, which is told: nobody knows of which year
        they are."""
        if years < 2 or not people.text:
            return False
        self.problems.append(
            warn(
                "population-undated",
                Sentence("{number} inhabitants above several years", number=people.text[:60]),
                "the inhabitants of each year",
                "They were left out; bring them in a row or column of each year.",
                row=people.row or None,
                column=people.column or None,
                sheet=people.sheet,
            )
        )
        return True

    def refuse(self, code: str, expected: str, fix: str, cells: Sequence[SheetCell], most: int = 100) -> None:
        """Refuse cells that cannot be placed in the table, each at its place."""
        self.rejected += len(cells)
        self.refused_at += [(cell.sheet, cell.row) for cell in cells]
        for done, cell in enumerate(cells[:most]):
            left = len(cells) - done if done == most - 1 else 1
            refusal = leavable(block(code, quoted(cell.text[:60]), expected, fix))
            self.problems.append(replace(cell.located(refusal), cells=left))

    def layout(self, name: str, grouped: bool = False, detailed: bool = False) -> Layout:
        """The long table of all records. ``grouped``: rows of the file are counted, not single numbers."""
        names = (*self.fields, VALUE)
        cells = {**self.fields, VALUE: self.values}
        rows = {field: np.array([cell.row for cell in cells[field]], dtype=np.int32) for field in names}
        sheet = TextTable(
            header=names,
            columns=tuple(pa.array([cell.text for cell in cells[field]], pa.string()) for field in names),
            rows=rows[VALUE],
            problems=tuple(self.problems),
        )
        origins = Origins(
            sheets=[cell.sheet for cell in self.values],
            rows=rows,
            columns={field: [cell.column for cell in cells[field]] for field in names},
            kinds={VALUE: np.array([cell.kind for cell in self.values], dtype="<U1")},
            shown={name: held for name, mine in cells.items() if any(held := [cell.shown for cell in mine])},
            groups=np.array(self.groups) if grouped else None,
            detail=np.array(self.details) if detailed else None,
            printed=tuple(self.printed),
            waiting=tuple(self.waiting),
            written={
                name: texts for name, mine in self.fields.items() if any(texts := [cell.written for cell in mine])
            },
        )
        return Layout(name, sheet, origins, self.rejected, self.ignored, tuple(self.refused_at))


@dataclass(frozen=True)
class Layout:
    """A file whose layout was recognised: its long table, the origin of every record, and how many of its cells (or
    rows) are refused or left out before any number was read."""

    name: str
    sheet: TextTable
    origins: Origins
    rejected: int = 0
    ignored: int = 0
    refused_at: tuple[tuple[str | None, int], ...] = ()
    """Sheet and row of each cell that is refused."""

    def texts(self, name: str) -> list[str]:
        """The texts of a column by record; blanks where none bears the name."""
        if name not in self.sheet.header:
            return [""] * len(self.sheet.rows)
        return [text or "" for text in self.sheet.columns[self.sheet.header.index(name)].to_pylist()]

    def rows_on(self, sheet: str | None) -> list[int]:
        """The rows of its records that stand on one sheet, in order."""
        rows = self.sheet.rows[np.arange(len(self.sheet.rows))].tolist()
        return sorted({row for row, own in zip(rows, self.origins.sheets, strict=False) if own == sheet})

    def standing(self, name: str, cells: Sequence[SheetCell]) -> Layout:
        """The layout with the place where the text of a field stands, by record; where a cell has none it stays."""
        origins = self.origins
        if not origins.made:
            return self
        rows, columns = origins.rows.get(name), origins.columns.get(name, [""] * len(cells))
        own = np.array([cell.row for cell in cells], dtype=np.int32)
        placed = own if rows is None else np.where(own > 0, own, rows)
        named = [cell.column or column for cell, column in zip(cells, columns, strict=True)]
        places, names = {**origins.rows, name: placed}, {**origins.columns, name: named}
        return replace(self, origins=replace(origins, rows=places, columns=names))

    @property
    def plainly(self) -> bool:
        """Whether it is one number a row already, and one row beside no other."""
        return self.name == "long" and len(np.unique(np.asarray(self.sheet.rows))) == len(self.sheet.rows)

    @property
    def of_cells(self) -> bool:
        """Whether its account counts filled cells, since each cell of a row is a figure of its own, and not rows."""
        return self.name != "long" and self.origins.groups is None
