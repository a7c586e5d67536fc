"""Figures below the heads of columns: what each head says (year, sector, carrier, scope, unit) and what stands left of
a row.

A layout declares which columns hold what; titles among the rows, headings, sums and what is left out are found here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import dropwhile

from analytics.inventories.parents import MODES, OWNERS
from analytics.text.header_units import header_unit
from analytics.text.parts_of_year import part_of_year
from analytics.text.sentences import Sentence
from datasets.intake.layouts import counted_again, head_words, header_rows, outline, sum_rows, titled_figures, titles
from datasets.intake.layouts.declared import NAMING, SHARES, Across, Apart, TitledPart
from datasets.intake.layouts.long_records import NOWHERE, Layout, Printed, Records, SheetCell
from datasets.intake.meaning import tag_answers
from datasets.intake.meaning.sum_words import is_total

OF_ALL = ("city", "carrier", "population", "source", "method", "gwp_set", "approach")
"""What may be written above the table for all its figures."""
Row = outline.LabelledRow


TOTALS = Apart(
    "total-left-out",
    Sentence("totals of other cells"),
    Sentence("They were checked against their parts and left out."),
)
UNDATED = Apart("row-left-out", Sentence("figures in rows without a year, such as means or changes"))


def layout(table: Across, answers: Mapping[str, str], name: str) -> Layout | None:
    """The records of one table (``read``) as a file of its layout; None where it holds no figure."""
    records = Records()
    read(records, table, answers)
    return records.layout(name) if len(records) or records.rejected else None


def read(records: Records, table: Across, answers: Mapping[str, str]) -> None:
    """Add one record for each figure below a head. Totals are held against their parts and left out."""
    about = _about(records, table)
    parts, again = (table.parts, []) if table.parts else titles.parts(table)
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
    records.refuse(
        "unit-conflict",
        Sentence("a unit next to the carrier that fits {unit} above", unit=_above(table, parts[0]).text),
        Sentence("Correct one of the units."),
        conflicting,
    )
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


def _set_apart(records: Records, apart: Apart, cells: Sequence[SheetCell]) -> None:
    tell = records.refuse if apart.refused else records.leave_out
    tell(apart.code, apart.said, apart.fix, cells)


def _readable(records: Records, table: Across, parts: Sequence[TitledPart], again: Sequence[int]) -> list[int]:
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
    path: list[str] = [""] * min(table.columns, default=0)
    for row in table.rows:
        own = [table.page.text(row, column).strip("-–— ") for column in range(len(path))]
        filled = next((place for place, text in enumerate(own) if text), len(own))
        path = [*path[:filled], *own[filled:]]
        if row in rows or (row not in table.rows_apart and not table.filled(row, table.heads)):
            line = _line(table, row, tuple(path), row in rows)
            every += [line] if line.label.text or line.figures or row in rows else []
    if table.naming:
        every = outline.with_totals(every, answers)
    elif named := {"city", "carrier", "period", "scope"} & table.labels.keys():
        every = [
            line._replace(total=any(is_total(table.page.text(line.row, table.labels[name])) for name in named))
            for line in every
        ]
    every = outline.within_sectors(every, table.labels)
    found = outline.Outline()
    if table.naming and "carrier" not in table.labels and not table.of_carriers:
        found = outline.outlined([_without_totals(table, line) for line in every], answers)
    lines = []
    for line in (line for line in every if line.row in rows):
        if sector := found.sectors.get(line.row):
            said = {**line.said, **dict.fromkeys(NAMING[:-1], NOWHERE), "sector": sector}
            scope = titled_figures.plain_scope(line.label.text)
            said |= {"scope": line.label.saying(scope)} if scope else {"carrier": line.label}
            line = line._replace(said=said)
        lines.append(line._replace(parts=found.parents.get(line.row, line.parts)))
    alone = bool(table.naming) and not {"city", "kind", "unit", "carrier", "period"} & table.labels.keys()
    if table.crossed or alone:
        lines = outline.with_parents(lines, table.labels, table.heads, answers, table.crossed)
    return outline.with_carriers(lines)


def _without_totals(table: Across, line: Row) -> Row:
    """A row without what stands in columns of totals: one with nothing else is a heading."""
    return line._replace(figures={column: cell for column, cell in line.figures.items() if column in table.heads})


def _line(table: Across, row: int, path: tuple[str, ...], figured: bool) -> Row:
    said = {
        name: header_rows.label(table.page.cell(row, place))
        for name, place in (*table.labels.items(), *table.unknown.items())
    }
    if scope := header_rows.scope(said.get("scope", NOWHERE).text):
        said["scope"] = said["scope"].saying(str(scope))
    if owner := _owner(table, said, path):
        said["sector"] = owner
    named = [said[name] for name in NAMING if name in said and said[name].text]
    of_heads = all(head.get("carrier", NOWHERE).text or "sector" in head for head in table.heads.values())
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


def _owner(table: Across, said: Mapping[str, SheetCell], path: Sequence[str]) -> SheetCell | None:
    """Whose the vehicles of a row are, where a cell merged down says that beside the first of its rows alone, and the
    row itself names no more than the way in which they move ("Motorcycles" below "Municipal fleet")."""
    place, own = table.labels.get("sector", len(path)), said.get("sector", NOWHERE)
    if own.text or place >= len(path) or header_rows.sector(path[place]) not in OWNERS:
        return None
    moves = header_rows.sector(said.get("subsector", NOWHERE).text) in MODES
    return own.saying(path[place]) if moves else None


def _said(records: Records, table: Across, line: Row, column: int, part: TitledPart) -> dict[str, SheetCell] | None:
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
    if "carrier" in said and said["carrier"] != table.about.get("carrier"):
        if "unit" not in table.labels:
            records.pass_over(said["carrier"], header_rows.remark(said["carrier"].text), unit)
        said["carrier"] = header_rows.coded(said["carrier"])
    return said | ({"unit": unit} if unit.text and "unit" not in table.labels else {})


def _unit(table: Across, carrier: SheetCell, column: int, part: TitledPart) -> SheetCell | None:
    """The unit of figures: that of their column, unless one stands beside the carrier of the row and the other with the
    year above; else the one beside the carrier, or above. None where these contradict each other."""
    head = table.heads.get(column, {})
    own = table.totals[column].unit if column in table.totals else head.get("unit", NOWHERE)
    beside_year = own.row == head.get("year", NOWHERE).row and header_rows.own_unit(carrier.text)
    if own.text and (not beside_year or header_rows.remark(carrier.text)):
        return own
    return header_rows.unit_of_figures(carrier, _above(table, part))


def _above(table: Across, part: TitledPart) -> SheetCell:
    """The unit of a part where neither the row nor the head has one."""
    return part.unit or table.about.get("unit", _of_a_label(table))


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
    parts: Sequence[TitledPart],
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
        named_scope = _scope(line, [one for one in lines if one.row in mine], answers) if line.row in left else None
        for column in columns:
            total = table.totals.get(column)
            carrier = table.heads.get(column, {}).get("carrier", NOWHERE)
            unit = _unit(table, carrier, column, part) or NOWHERE
            unit = unit if unit.text else table.below.get((line.row, column), {}).get("unit", unit)
            if "unit" in table.labels:
                unit = page.cell(line.row, table.labels["unit"]) if line.row in left else NOWHERE
            summed = (
                [at for at in (*table.heads, column) if at == column or not total.parts or at in total.parts]
                if total
                else [column]
            )
            if total and not table.crossed and unit.text:
                above = _above(table, part)
                summed = [at for at in summed if table.heads.get(at, {}).get("unit", above).text == unit.text]
            added = tuple(table.placed[row, at] for row in mine for at in summed if (row, at) in table.placed)
            named = line.label.text if table.naming else page.text(table.row, column) if total else ""
            scope = total.scope if total else int(table.heads[column].get("scope", NOWHERE).text or 0) or None
            scope = scope or named_scope
            code = header_rows.carrier(carrier.text) if carrier.text else None
            near = line.near and line.row in left
            printed = Printed(page.value(line.row, column), added, named or "Total", unit.text, code, scope, near=near)
            if _counts(printed.cell, total is None, line.row not in left, answers):
                counting.append((printed, line, column))
            else:
                records.printed.append(printed)
                cells.append(printed.cell)
    _set_apart(records, TOTALS, cells)
    return counting


def _scope(total: Row, parts: Sequence[Row], answers: Mapping[str, str]) -> int | None:
    """The scope that the label of a total names, where its parts add up to it."""
    scope, lines = titled_figures.plain_scope(total.label.text), [line.figures for line in (total, *parts)]
    decimal = sum_rows.style(lines if scope else [], answers)
    own, *others = [sum_rows.numbers(figures, decimal) for figures in lines]
    return int(scope) if scope and others and sum_rows.equal(own, others) else None


def _counts(cell: SheetCell, in_column: bool, in_row: bool, answers: Mapping[str, str]) -> bool:
    """Whether somebody said that a total counts beside its parts: of a row those ``in_column`` of figures are meant, of
    a column those ``in_row`` of figures."""
    said = next((one for one in tag_answers.given(answers, tag_answers.TOTAL) if one.place.covers(cell.where)), None)
    if said is None or said.answer != tag_answers.COUNTS:
        return False
    return said.place.rank == 2 or (in_row if said.place.row is None else in_column)


def _beside(records: Records, table: Across, rows: Sequence[int], again: Sequence[int]) -> None:
    """The figures right of the labels that stand under no head: refused where nothing names them, else left out."""
    page, figures = table.page, table.columns
    used = {*figures, *table.labels.values()}
    if table.other is None and not table.crossed:
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
        if cells and not (said := table.other(name) if name and table.other else None):
            records.refuse(
                "unnamed-column",
                Sentence("a name above every column that holds something"),
                Sentence("Name the column or empty it."),
                cells,
            )
        elif cells and said:
            records.leave_out("column-left-out", said, SHARES.fix, cells)
