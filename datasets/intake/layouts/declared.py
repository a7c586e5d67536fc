"""A table as its layout declares it: what its heads and its labels say, which columns are totals or none of it, and
what stands around it. Everything else is found by ``across.read``."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from analytics.text.sentences import Sentence
from datasets.intake.layouts import dating, header_rows, table_heads
from datasets.intake.layouts.long_records import NOWHERE, Page, SheetCell
from datasets.intake.meaning.fields import FIELDS
from datasets.intake.meaning.questions import letter

NAMING = ("macro_area", "sector", "subsector", "carrier")
"""The fields that say what a row is of, coarsest first."""


class Apart(NamedTuple):
    """Why figures are none of a table: what was found of those that are left out, what would have been expected of
    those that are ``refused``, and what was done or is to do."""

    code: str
    said: Sentence
    fix: Sentence = Sentence("They were left out.")
    refused: bool = False


AHEAD = Apart("forecast-left-out", Sentence("figures of a target, a scenario or a forecast"))
SHARES = Apart("share-left-out", Sentence("shares of a total in per cent, or figures per head"))


@dataclass(frozen=True)
class TitledPart:
    """The rows of a table from ``first`` up to ``last`` for which the same holds; what is None is as in all of it.

    ``refused`` names the titles for which the rows are refused, by what they leave open.
    """

    first: int
    last: int
    unit: SheetCell | None = None
    dated: dating.Dating | None = None
    carrier: SheetCell | None = None
    refused: Mapping[str, SheetCell] = field(default_factory=dict)


class TotalColumn(NamedTuple):
    """A column of totals: the unit in its head, the columns that it sums up (all, where none are told), and the scope
    that it names."""

    unit: SheetCell = NOWHERE
    parts: frozenset[int] = frozenset()
    scope: int | None = None


@dataclass(frozen=True)
class Across:
    """A table as its layout declares it: ``page`` bears the names of its columns, ``row`` holds them, the rows from
    ``first`` up to ``last`` stand below them.

    ``heads`` say of each column of figures what it is of, ``labels`` where a field stands in each row; ``totals`` sum
    up others. ``columns_apart`` and ``rows_apart`` are none of the table (None: they hold no figures at all). ``about``
    stands above the table, ``units`` are stated in the rows of its ``header``. Where each row is ``dated``, one without
    a year describes others; ``other`` says what a column is that holds anything else, None for one that nobody can
    place. ``asked`` is the key of the question what its words are, where nothing tells; ``kind`` is its layout.
    """

    page: Page
    row: int
    first: int
    heads: Mapping[int, Mapping[str, SheetCell]]
    labels: Mapping[str, int]
    about: dict[str, SheetCell]
    other: Callable[[str], Sentence | None] | None = None
    totals: Mapping[int, TotalColumn] = field(default_factory=dict)
    columns_apart: Mapping[int, Apart] = field(default_factory=dict)
    rows_apart: Mapping[int, Apart | None] = field(default_factory=dict)
    units: frozenset[str] = frozenset()
    header: tuple[int, ...] = ()
    kind: str = ""
    asked: str = ""
    dated: bool = False
    year_above: dating.Dating = dating.UNDATED
    """The year that is written above the table, with what is told or asked about it."""
    crossed: bool = False
    """Whether sums run both ways, sectors down and carriers or scopes across: a row may be the sum of those below it,
    rows of one label from several sources add up, and a figure in a column of totals alone is one."""
    last: int = 0
    parts: Sequence[TitledPart] = ()
    """The parts of the table by its titles, where they are known."""
    below: Mapping[tuple[int, int], Mapping[str, SheetCell]] = field(default_factory=dict)
    """What is said of single figures by their row and column, such as carriers that stand below them."""
    placed: dict[tuple[int, int], int] = field(default_factory=dict)

    @cached_property
    def rows(self) -> range:
        """Every row below the names of the columns, without sentences in the place of figures at their end."""
        last = self.last or table_heads.last_row(self.page, self.first, self.heads, self.labels.values())
        return range(self.first, last)

    @property
    def columns(self) -> list[int]:
        """Every column that something is known of, beside those of labels."""
        return sorted({*self.heads, *self.totals, *self.columns_apart})

    @property
    def unit(self) -> SheetCell:
        """The unit above the table, for what has none of its own."""
        return self.about.get("unit", NOWHERE)

    @property
    def stated(self) -> list[str]:
        """The units in the header of the table and above it."""
        return [unit for unit in (*self.units, self.unit.text) if unit]

    @property
    def states_unit(self) -> bool:
        """Whether the unit of its figures stands above the table, in its header or in a column of its own."""
        own = (
            "unit" in head or header_rows.own_unit(head.get("carrier", NOWHERE).text) for head in self.heads.values()
        )
        return "unit" in {*self.about, *self.labels} or any(own)

    @property
    def of_carriers(self) -> bool:
        """Whether carriers stand above the columns."""
        return any(says["carrier"].text for says in self.heads.values() if "carrier" in says)

    @property
    def own(self) -> frozenset[str]:
        """What the columns or rows say by themselves, so that no title among the rows does: "years" where each row has
        its own, "carriers" where those of a table with sums both ways have theirs."""
        beside = {name for name in ("unit", "carrier") if name in self.labels}
        heads = {name for says in self.heads.values() for name in ("year", "carrier") if name in says}
        if self.crossed:
            below = {name for said in self.below.values() for name in said}
            heads = {"carriers"} if self.of_carriers else {"carrier"} & below
        sectors = {"carrier" for says in self.heads.values() if "sector" in says}
        return frozenset({*beside, *heads, *sectors, *({"years"} if self.dated else ())})

    @property
    def naming(self) -> list[int]:
        """The columns that say of what a row is, coarsest first; those of years, cities or units say something else."""
        sectors = {"sector", "subsector"} & self.labels.keys()
        return [self.labels[name] for name in NAMING if name in self.labels] if sectors else []

    @cached_property
    def unknown(self) -> dict[str, int]:
        """The columns that hold words that nothing is known of: what stands in them may say which figures count, so
        that each record carries it along. They bear the names of their columns beside the fields of a record; one that
        is the very name of a field gives way to the letter of the column."""
        rows = [row for row in self.rows if row not in self.rows_apart and self.filled(row, self.heads)]
        found: dict[str, int] = {}
        for column in sorted(set(range(self.page.width)) - {*self.columns, *self.labels.values()}):
            texts = [text for row in rows if (text := self.page.text(row, column))]
            if not all(header_rows.numeric(text) or header_rows.figure(text) for text in texts):
                name = self.page.names[column]
                found[letter(column) if name in FIELDS else name] = column
        return found

    def year(self, row: int) -> str:
        """The year of a row, where each has its own."""
        text = self.page.text(row, self.labels["year"]) if "year" in self.labels else ""
        return header_rows.year_text(text) if self.dated else text

    def filled(self, row: int, columns: Sequence[int] | Mapping[int, object]) -> list[SheetCell]:
        """The cells of a row in some columns that hold something."""
        return [self.page.value(row, column) for column in columns if self.page.filled(row, column)]

    def figures(self, row: int) -> dict[int, SheetCell]:
        """The figures of a row, those in columns of totals only where they stand alone."""
        own = {column: self.page.value(row, column) for column in self.heads if self.page.filled(row, column)}
        alone = self.totals if self.crossed and not own else {}
        return own or {column: self.page.value(row, column) for column in alone if self.page.filled(row, column)}
