"""Figures below the heads of columns: what each head says (year, sector, carrier, scope, unit) and what stands left of
a row.

A layout declares which columns hold what; titles among the rows, headings, sums and what is left out are found here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import dropwhile
from typing import NamedTuple

from analytics.text.header_units import header_unit
from analytics.text.parts_of_year import part_of_year
from analytics.text.sentences import Sentence
from datasets.intake.layouts import counted_again, head_words, header_rows, outline, table_heads, titles
from datasets.intake.layouts.label_columns import unknown
from datasets.intake.layouts.long_records import NOWHERE, Layout, Page, Printed, Records, SheetCell
from datasets.intake.layouts.outline import NAMING
from datasets.intake.meaning import tag_answers
from datasets.intake.meaning.sum_words import is_total

OF_ALL = ("city", "carrier", "population", "source", "method", "gwp_set", "approach")
"""What may be written above the table for all its figures."""
Row = outline.LabelledRow


class Apart(NamedTuple):
    """Why figures are none of a table: what was found of those that are left out, what would have been expected of
    those that are ``refused``, and what was done or is to do."""

    code: str
    said: Sentence
    fix: Sentence = Sentence("They were left out.")
    refused: bool = False


SHARES = Apart("share-left-out", Sentence("shares of a total in per cent, or figures per head"))
TOTALS = Apart(
    "total-left-out",
    Sentence("totals of other cells"),
    Sentence("They were checked against their parts and left out."),
)
UNDATED = Apart("row-left-out", Sentence("figures in rows without a year, such as means or changes"))


class TotalColumn(NamedTuple):
    """A column of totals: the unit in its head, the columns that it sums up, and the scope that it names."""

    unit: SheetCell
    parts: frozenset[int]
    scope: int | None = None


@dataclass(frozen=True)
class Across:
    """A table as its layout declares it: ``page`` bears the names of its columns, ``row`` holds them, the rows from
    ``first`` up to ``last`` stand below them.

    ``heads`` say of each column of figures what it is of, ``labels`` where a field stands in each row; ``totals`` sum
    up others. ``columns_apart`` and ``rows_apart`` are none of the table (None: they hold no figures at all). ``about``
    stands above the table, ``units`` are stated in its header. Where each row is ``dated``, one without a year
    describes others; ``other`` says what a column is that holds anything else, None for one that nobody can place.
    """

    page: Page
    row: int
    first: int
    heads: Mapping[int, Mapping[str, SheetCell]]
    labels: Mapping[str, int]
    about: Mapping[str, SheetCell]
    other: Callable[[str], Sentence | None] | None = None
    totals: Mapping[int, TotalColumn] = field(default_factory=dict)
    columns_apart: Mapping[int, Apart] = field(default_factory=dict)
    rows_apart: Mapping[int, Apart | None] = field(default_factory=dict)
    units: frozenset[str] = frozenset()
    dated: bool = False
    crossed: bool = False
    """Whether sums run both ways, sectors down and carriers or scopes across: a row may be the sum of those below it,
    rows of one label from several sources add up, and a figure in a column of totals alone is one."""
    last: int = 0
    parts: Sequence[titles.TitledPart] = ()
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
    def own(self) -> frozenset[str]:
        """What the columns or rows say by themselves, so that no title among the rows does."""
        beside = {name for name in ("unit", "carrier") if name in self.labels}
        heads = {"year" for says in self.heads.values() if "year" in says}
        carriers = {"carrier" for says in self.heads.values() if "sector" in says or "carrier" in says}
        return frozenset({*beside, *heads, *carriers, *({"years"} if self.dated else ())})

    @property
    def naming(self) -> list[int]:
        """The columns that say of what a row is, coarsest first; those of years, cities or units say something else."""
        sectors = {"sector", "subsector"} & self.labels.keys()
        return [self.labels[name] for name in NAMING if name in self.labels] if sectors else []

    @cached_property
    def unknown(self) -> dict[str, int]:
        """The columns of words that nothing is known of, by name."""
        rows = (row for row in self.rows if row not in self.rows_apart and self.filled(row, self.heads))
        return unknown(self.page, rows, {*self.heads, *self.totals, *self.columns_apart, *self.labels.values()})

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

    def above(self, part: titles.TitledPart) -> SheetCell:
        """The unit of a part where neither the row nor the head has one."""
        return part.unit or self.about.get("unit", _of_a_label(self))


def layout(table: Across, answers: Mapping[str, str], name: str) -> Layout | None:
    """The records of one table (``read``) as a file of its layout; None where it holds no figure."""
    records = Records()
    read(records, table, answers)
    return records.layout(name) if len(records) or records.rejected else None


def read(records: Records, table: Across, answers: Mapping[str, str]) -> None:
    """Add one record for each figure below a head. Totals are held against their parts and left out."""
    about = _about(records, table)
    parts, again = (table.parts, []) if table.parts else titles.parts(_titled(table))
    rows = _readable(records, table, parts, again)
    lines = _lines(table, rows, answers)
    summed = [line for line in lines if line.total]
    if not table.crossed and len(summed) == len(lines):
        summed = [line for line in summed if line.parts]
    left = {line.row for line in (*summed, *(line for line in lines if line.parts and not line.asked))}
    doubtful = counted_again.found(table.page, lines, table.naming[-1], answers) if table.naming else []
    lines = counted_again.without(records, lines, doubtful, answers)
    conflicting: list[SheetCell] = []
    for line in (line for line in lines if line.row not in left):
        detail = _detail(records, table, line)
        for column, cell in line.figures.items():
            said = _said(records, table, line, column, titles.at(parts, line.row))
            if said is None:
                conflicting.append(cell)
            else:
                table.placed[line.row, column] = records.add(cell, about | said, detail=detail)
    fitting = Sentence("a unit beside the carrier that fits {unit} above", unit=table.above(parts[0]).text)
    records.refuse("unit-conflict", fitting, Sentence("Correct one of the units."), conflicting)
    waiting = counted_again.asked(records, table.page, min(table.labels.values(), default=0), lines, doubtful, answers)
    records.waiting += [place for (row, _), place in table.placed.items() if row in waiting]
    for counted, line, column in _totals(records, table, lines, left, parts, answers):
        said = _said(records, table, line, column, titles.at(parts, line.row)) or {}
        scope = {"scope": counted.cell.saying(str(counted.scope))} if counted.scope and column in table.totals else {}
        records.count(counted, about | said | scope, _detail(records, table, line))
    body = [row for row in table.rows if row not in again]
    for apart in dict.fromkeys(table.columns_apart.values()):
        columns = [column for column, why in table.columns_apart.items() if why == apart]
        _set_apart(records, apart, [cell for row in body for cell in table.filled(row, columns)])
    _beside(records, table, rows, again)


def _detail(records: Records, table: Across, line: Row) -> int:
    """What tells the figures of a row from those of the same cell in other rows, which are of other sources; months and
    other parts of a year are of one source."""
    own = (text for column, text in enumerate(line.path) if column != table.labels.get("period"))
    path = dropwhile(lambda text: not text, own)  # a table right of another one is no other source
    source = (table.first, *path, line.said.get("carrier", NOWHERE).text)
    return records.detail(source) if table.crossed else 0


def _about(records: Records, table: Across) -> dict[str, SheetCell]:
    """What stands above the table and holds for each of its figures."""
    about = {said: table.about[said] for said in OF_ALL if said in table.about}
    years = {says["year"].text for says in table.heads.values() if "year" in says} or {
        year for row in table.rows if (year := table.year(row))
    }
    if "population" not in table.labels and records.undated(about.get("population", NOWHERE), len(years)):
        del about["population"]
    return about | ({"year": table.about["year"]} if "year" in table.about and not years else {})


def _titled(table: Across) -> titles.TitledTable:
    """The table as it is looked through for titles: whether its unit stands in its header or above it."""
    figures = frozenset({*table.heads, *table.totals, *table.columns_apart})
    above = table.about.get("unit", NOWHERE).text
    return titles.TitledTable(
        table.page, table.row, table.first, table.rows.stop, figures, table.units, above, own=table.own
    )


def _set_apart(records: Records, apart: Apart, cells: Sequence[SheetCell]) -> None:
    tell = records.refuse if apart.refused else records.leave_out
    tell(apart.code, apart.said, apart.fix, cells)


def _readable(records: Records, table: Across, parts: Sequence[titles.TitledPart], again: Sequence[int]) -> list[int]:
    """The rows with figures, without those that describe others and those that are refused for a title above them."""
    rows: list[int] = []
    apart: dict[Apart, list[SheetCell]] = {}
    refused: dict[int, list[SheetCell]] = {}
    for row in table.rows:
        cells = table.filled(row, [*table.heads, *table.totals])
        part = titles.at(parts, row)
        why = UNDATED if table.dated and not table.year(row) else table.rows_apart.get(row)
        if why:
            apart.setdefault(why, []).extend(cells)
        elif cells and row not in again and row not in table.rows_apart:
            if part.refused:
                refused.setdefault(part.first, []).extend(cells)
            else:
                rows.append(row)
    for part in parts:
        if part.first in refused:
            titles.refuse(records, part, refused[part.first])
    for why, cells in apart.items():
        _set_apart(records, why, cells)
    return rows


def _lines(table: Across, rows: Sequence[int], answers: Mapping[str, str]) -> list[Row]:
    """The rows with figures: which of them are sums, and of what, by their words and by arithmetic; carriers that stand
    below a sector with the label of it."""
    every: list[Row] = []
    path: list[str] = [""] * min({*table.heads, *table.totals, *table.columns_apart}, default=0)
    for row in table.rows:
        own = [table.page.text(row, column).strip("-–— ") for column in range(len(path))]
        filled = next((place for place, text in enumerate(own) if text), len(own))
        path = [*path[:filled], *own[filled:]]
        if row in rows or (row not in table.rows_apart and not table.filled(row, table.heads)):
            line = _line(table, row, tuple(path), row in rows)
            every += [line] if line.label.text or line.figures or row in rows else []
    if table.naming:
        every = outline.with_totals(every, answers)
    elif named := {"city", "carrier", "period"} & table.labels.keys():
        every = [
            line._replace(total=any(is_total(table.page.text(line.row, table.labels[name])) for name in named))
            for line in every
        ]
    every = outline.within_sectors(every, table.labels)
    found = outline.Outline()
    across = any(says["carrier"].text for says in table.heads.values() if "carrier" in says)
    if table.naming and "carrier" not in table.labels and not across:
        found = outline.outlined(every, answers)
    lines = []
    for line in (line for line in every if line.row in rows):
        if sector := found.sectors.get(line.row):
            said = {**line.said, **dict.fromkeys(NAMING[:-1], NOWHERE), "sector": sector, "carrier": line.label}
            line = line._replace(said=said)
        lines.append(line._replace(parts=found.parents.get(line.row, line.parts)))
    alone = bool(table.naming) and not {"city", "kind", "unit", "carrier", "period"} & table.labels.keys()
    if table.crossed or alone:
        lines = outline.with_parents(lines, table.labels, table.heads, answers, table.crossed)
    return outline.with_carriers(lines)


def _line(table: Across, row: int, path: tuple[str, ...], figured: bool) -> Row:
    said = {
        name: header_rows.label(table.page.cell(row, place))
        for name, place in (*table.labels.items(), *table.unknown.items())
    }
    named = [said[name] for name in NAMING if name in said and said[name].text]
    of_heads = any("sector" in head or head.get("carrier", NOWHERE).text for head in table.heads.values())
    if named and not of_heads and "carrier" not in said and (both := head_words.pair(named[-1].text)):
        said |= {"sector": named[-1].saying(both[0]), "carrier": named[-1].saying(both[1])}
    return Row(
        row,
        named[-1] if named else NOWHERE,
        table.figures(row) if figured else {},
        bool(table.naming) and any(is_total(cell.text) for cell in named),
        (),
        said,
        path,
    )


def _said(
    records: Records, table: Across, line: Row, column: int, part: titles.TitledPart
) -> dict[str, SheetCell] | None:
    """What is known of one figure: what its row and its head say, and the unit in its row, under a title, in its header
    or above the table; None where the unit beside its carrier contradicts the one above."""
    page, head = table.page, table.heads.get(column, {})
    named = {name: cell for name, cell in head.items() if name != "unit" and (cell.text or name not in line.said)}
    said = {**line.said, **named}
    if table.dated:
        written = page.cell(line.row, table.labels["year"])
        said["year"] = written.saying(table.year(line.row))
        said |= {"period": written} if part_of_year(written.text) else {}
    if part.carrier and not said.get("carrier", NOWHERE).text:
        said["carrier"] = part.carrier
    said |= table.below.get((line.row, column), {})
    unit = _unit(table, said.get("carrier", NOWHERE), column, part)
    if unit is None:
        return None
    if "carrier" in said:
        if "unit" not in table.labels:
            records.pass_over(said["carrier"], header_rows.remark(said["carrier"].text), unit)
        said["carrier"] = header_rows.coded(said["carrier"])
    return said | ({"unit": unit} if unit.text and "unit" not in table.labels else {})


def _unit(table: Across, carrier: SheetCell, column: int, part: titles.TitledPart) -> SheetCell | None:
    """The unit of figures: that of their column, unless one stands beside the carrier of the row and the other with the
    year above; else the one beside the carrier, or above. None where these contradict each other."""
    head = table.heads.get(column, {})
    own = table.totals[column].unit if column in table.totals else head.get("unit", NOWHERE)
    beside_year = own.row == head.get("year", NOWHERE).row and header_rows.own_unit(carrier.text)
    if own.text and (not beside_year or header_rows.remark(carrier.text)):
        return own
    return header_rows.unit_of_figures(carrier, table.above(part))


def _of_a_label(table: Across) -> SheetCell:
    """A unit in the name of a column of labels ("Emissions (kt CO2e)")."""
    for column, text in table.page.texts(table.row) if not table.crossed else ():
        if column in {*table.labels.values(), *table.unknown.values()} and (found := header_unit(text)):
            return table.page.cell(table.row, column).saying(found[1].name)
    return NOWHERE


def _totals(
    records: Records,
    table: Across,
    lines: Sequence[Row],
    left: set[int],
    parts: Sequence[titles.TitledPart],
    answers: Mapping[str, str],
) -> list[tuple[Printed, Row, int]]:
    """Add the printed totals of a table: of each row, of each group of rows, and of the whole. None of them is a figure
    but those which somebody said that they count: they are given with their row and column."""
    page, cells, counting = table.page, list[SheetCell](), list[tuple[Printed, Row, int]]()
    since: list[Row] = []
    whole: list[Row] = []
    for place, line in enumerate(lines):
        part = titles.at(parts, line.row)
        if line.row not in left:
            since.append(line)
            whole.append(line)
            columns = [at for at in table.totals if page.filled(line.row, at) and (line.row, at) not in table.placed]
            mine = [line.row]
        else:
            columns = [at for at in (*table.heads, *table.totals) if page.filled(line.row, at)]
            mine = list(line.parts) or [one.row for one in outline.summed(lines, place, (since, whole), left, parts)]
            since = since if line.parts else []
        for column in columns:
            total = table.totals.get(column)
            carrier = table.heads.get(column, {}).get("carrier", NOWHERE)
            unit = _unit(table, carrier, column, part) or NOWHERE
            unit = unit if unit.text else table.below.get((line.row, column), {}).get("unit", unit)
            if "unit" in table.labels:
                unit = page.cell(line.row, table.labels["unit"]) if line.row in left else NOWHERE
            summed = [at for at in table.heads if at in total.parts] if total else [column]
            if total and not table.crossed and unit.text:
                summed = [at for at in summed if table.heads[at].get("unit", table.above(part)).text == unit.text]
            added = tuple(table.placed[row, at] for row in mine for at in summed if (row, at) in table.placed)
            named = line.label.text if table.naming else page.text(table.row, column) if total else ""
            scope = total.scope if total else int(table.heads[column].get("scope", NOWHERE).text or 0) or None
            code = header_rows.carrier(carrier.text) if carrier.text else None
            printed = Printed(page.value(line.row, column), added, named or "Total", unit.text, code, scope)
            if _counts(printed.cell, total is None, line.row not in left, answers):
                counting.append((printed, line, column))
            else:
                records.printed.append(printed)
                cells.append(printed.cell)
    _set_apart(records, TOTALS, cells)
    return counting


def _counts(cell: SheetCell, in_column: bool, in_row: bool, answers: Mapping[str, str]) -> bool:
    """Whether somebody said that a total counts beside its parts: of a row those ``in_column`` of figures are meant, of
    a column those ``in_row`` of figures."""
    said = next((one for one in tag_answers.given(answers, tag_answers.TOTAL) if one.place.covers(cell.where)), None)
    if said is None or said.answer != tag_answers.COUNTS:
        return False
    return said.place.rank == 2 or (in_row if said.place.row is None else in_column)


def _beside(records: Records, table: Across, rows: Sequence[int], again: Sequence[int]) -> None:
    """The figures right of the labels that stand under no head: refused where nothing names them, else left out."""
    page, figures = table.page, {*table.heads, *table.columns_apart, *table.totals}
    used = {*figures, *table.labels.values()}
    if table.other is None:
        return
    for column in range(min(figures if table.crossed else used, default=0), page.width):
        cells = [
            page.value(row, column)
            for row in table.rows
            if column not in used
            and row not in again
            and row not in table.rows_apart
            and page.filled(row, column)
            and (row in rows or any(page.text(row, place) for place in table.labels.values()))
            and (page.kind(row, column) in ("n", "e", "f") or header_rows.figure(page.text(row, column)))
        ]
        name = page.text(table.row, column)
        if cells and not (said := table.other(name) if name else None):
            wanted = Sentence("a name above every column that holds something")
            records.refuse("unnamed-column", wanted, Sentence("Name the column or empty it."), cells)
        elif cells and said:
            records.leave_out("column-left-out", said, SHARES.fix, cells)
