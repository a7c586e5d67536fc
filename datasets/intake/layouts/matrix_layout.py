"""Sectors down, carriers or scopes across: the Covenant matrix, and the inventory tables of climate contracts.

A carrier or a scope stands above each column of numbers, in one to three rows; where carriers stand in a row below the
numbers, or down among the sectors, they are taken from there. Totals are checked and left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import takewhile
from typing import NamedTuple

from analytics.text.problems import Problem
from analytics.text.sentences import Sentence
from datasets.intake.layouts import dating, header_rows, outline, sharing, sum_rows, titles
from datasets.intake.layouts.blocks import DESCRIBED, Block, Role, blocks, carrier_row, figures, summed
from datasets.intake.layouts.long_records import NOWHERE, Layout, Page, Printed, Records, SheetCell
from datasets.intake.meaning.questions import CHOICES, KEEP, LEAVE_OUT
from datasets.intake.meaning.sum_words import closes_group, is_total, summed_up

_LEFT_OUT = Sentence("They were left out.")
_OF_A_SECTOR = ("macro_area", "sector", "subsector", "carrier")


class _Line(NamedTuple):
    """One row of a table: its labels by field, and whether it is a total of others."""

    row: int
    labels: dict[str, SheetCell]
    total: SheetCell | None
    carrier: SheetCell
    path: tuple[str, ...] = ()
    parent: bool = False
    children: tuple[int, ...] = ()


def tables(pages: Sequence[Page]) -> list[Block]:
    """The tables of all sheets, each with what is written above it and what it shares with others."""
    found = [block for page in pages for block in blocks(page)]
    sharing.complete([(block.page.grid.sheet, block.about) for block in found])
    for block in found:  # what is named above a table itself goes before what another table says
        dated, year = block.dated, block.about.get("year", NOWHERE)
        if dated.open and dated.stated and year.text and dated.candidates != (year.text,):
            del block.about["year"]
    return found


def _date(records: Records, found: Sequence[Block], answers: Mapping[str, str]) -> None:
    """Tell where the years of the tables were read, and ask for one that is not settled, once for all of them."""
    told: dict[Problem, None] = {}  # parts of a table share what stands above it
    for block in found:
        if problem := dating.not_of_base(block.dated, answers):
            block.about.pop("year", None)
            told[problem] = None
        elif not block.dated.open:
            told |= dict.fromkeys(dating.told(block.dated, answers))
    records.problems += told
    unsettled = [block.dated for block in found if block.dated.open and "year" not in block.about]
    # Tables of different years cannot share an answer.
    alike = len(unsettled) == len(found) and len({dated.candidates for dated in unsettled}) == 1
    if "year" not in answers or not alike:
        records.problems += dating.questions(unsettled, alike)


def layout(pages: Sequence[Page], answers: Mapping[str, str]) -> Layout | None:
    """The records of all tables in ``pages``; the unit of one without any is asked about as in a long table."""
    records = Records()
    kind = "contract"
    found = tables(pages)
    _date(records, found, answers)
    for block in found:
        if any(role.carrier.text and role.kind != "note" for role in block.roles.values()):
            kind = "covenant"
        _read(records, block, answers)
    for page in pages:
        _below(records, page)
    return records.layout(kind, detailed=True) if len(records) or records.rejected else None


def _read(records: Records, block: Block, answers: Mapping[str, str]) -> None:
    """Add the figures of one table to ``records``."""
    if block.refused:
        cells = [
            block.page.value(row, column) for row in range(block.first, block.last) for column in figures(block, row)
        ]
        titles.refuse(records, block.refused, cells)
        return
    lines = _with_parents(_lines(records, block, answers), block, answers)
    shares = [
        block.page.value(line.row, column)
        for line in lines
        for column, role in block.roles.items()
        if role.kind == "share" and block.page.filled(line.row, column)
    ]
    shared = Sentence("shares of a total in per cent, or figures per head")
    records.leave_out("share-left-out", shared, _LEFT_OUT, shares)
    _settle_scopes(records, block, lines)
    _notes(records, block)
    placed = {line.row: _add(records, block, line) for line in lines if line.total is None and not line.parent}
    _ask_parents(records, block, [line for line in lines if line.children and not line.parent], placed, answers)
    _totals(records, block, lines, placed)


def _settle_scopes(records: Records, block: Block, lines: Sequence[_Line]) -> None:
    """Leave out the scope 2 of contracts beside that of the grid, since both would count the same electricity; refuse
    figures below a header of several scopes, which belong to none of them."""
    cells: dict[str, list[SheetCell]] = {"market": [], "mixed": []}
    for line in lines:
        for column, role in block.roles.items():
            if role.kind in cells and block.page.filled(line.row, column):
                cells[role.kind].append(block.page.value(line.row, column))
    found = Sentence("market-based emissions of scope 2 beside location-based ones")
    fix = Sentence("The location-based ones were read, as they count in the total; the others were left out.")
    records.leave_out("market-left-out", found, fix, cells["market"])
    fix = Sentence("Part the figures by scope, or bring a column for each scope beside their total.")
    records.refuse("scope-mixed", Sentence("figures of one scope"), fix, cells["mixed"])


def _notes(records: Records, block: Block) -> None:
    """Tell once of each column beside the figures that holds something else, with what was left out of it."""
    for column, role in block.roles.items():
        rows = range(block.first, block.last) if role.kind == "note" else ()
        cells = [block.page.value(row, column) for row in rows if block.page.filled(row, column)]
        found = Sentence('what stands in the column "{column}", which is of no carrier', column=role.carrier.text)
        records.leave_out("column-left-out", found, _LEFT_OUT, cells)


def _below(records: Records, page: Page) -> None:
    """Rows of figures below the last table of a sheet, which belong to none: left out, and told."""
    found = blocks(page)
    end = found[-1].last if found else page.height
    cells = [
        page.value(row, column)
        for row in range(end, page.height)
        if len(figures(found[-1], row)) > 1
        for column in figures(found[-1], row)
    ]
    records.leave_out(
        "row-left-out", Sentence("figures below the table, in rows that belong to none"), _LEFT_OUT, cells
    )


def _with_parents(lines: list[_Line], block: Block, answers: Mapping[str, str]) -> list[_Line]:
    """The rows, those marked that are the sum of the rows below; as parents where the answer leaves them out."""
    plain = [
        place
        for place, line in enumerate(lines)
        if line.total is None and not line.parent and not line.carrier.text and not closes_group(_name(line))
        if any("%" not in block.page.text(line.row, column) for column in figures(block, line.row))
    ]
    cells = [
        {
            column: block.page.value(lines[place].row, column)
            for column, role in block.roles.items()
            if role.kind == "figures" and block.page.filled(lines[place].row, column)
        }
        for place in plain
    ]
    said = answers.get("total-rows")
    sectors = [header_rows.sector(_name(lines[place])) for place in plain]
    sure = {} if said == KEEP else sum_rows.families(cells, answers, sectors)
    for place, parts in sorted(sure.items()):  # the outermost first, whose sector holds for all within
        below = tuple(lines[plain[leaf]].row for leaf in sum_rows.leaves(sure, place))
        lines[plain[place]] = lines[plain[place]]._replace(children=below, parent=True)
        for part in (plain[part] for part in parts if sectors[part] is None and len(below) < len(plain) - 1):
            lines[part] = _within(lines[part], lines[plain[place]])
    rest = [place for place in range(len(plain)) if place not in sure]
    for at, count in sum_rows.children(
        [cells[place] for place in rest], answers, [sectors[place] for place in rest]
    ).items():
        following = rest[at + 1 : at + 1 + count]
        own = lines[plain[rest[at]]]
        lines[plain[rest[at]]] = own._replace(
            children=tuple(lines[plain[part]].row for part in following), parent=said == LEAVE_OUT
        )
        of_all = count >= len(rest) - 1  # the sum of the whole table is no sector of its rows
        for part in (plain[part] for part in following if sectors[part] is None and said != KEEP and not of_all):
            lines[part] = _within(lines[part], own)
    return lines


def _within(line: _Line, parent: _Line) -> _Line:
    """A row that no sector is named for, as a part of the row that is the sum of it and others."""
    own = next((cell for cell in reversed(line.labels.values()) if cell.text), NOWHERE)
    above = parent.labels if "sector" in parent.labels else {}
    return line._replace(labels={**line.labels, **above, "subsector": own} if above else line.labels)


def _ask_parents(
    records: Records,
    block: Block,
    lines: Sequence[_Line],
    placed: Mapping[int, Mapping[int, int]],
    answers: Mapping[str, str],
) -> None:
    """Rows that look like a sum of others would be counted twice: they wait for an answer, unless all are kept."""
    if not lines or answers.get("total-rows") == "keep":
        return
    first = block.page.cell(lines[0].row, block.labels[0] if block.labels else 0)
    records.waiting += [place for line in lines for place in placed[line.row].values()]
    said = {"name": _name(lines[0]), "row": first.row, "number": len(lines[0].children)}
    records.problems.append(
        Problem(
            "ask",
            "parent-row",
            Sentence('"{name}" in row {row}, which looks like the sum of the {number} rows below it', **said),
            Sentence("rows that add up once"),
            Sentence("Say whether such rows are left out or kept."),
            row=first.row,
            column=first.column,
            sheet=first.sheet,
            key="total-rows",
            choices=CHOICES["total-rows"],
            cells=len(lines),
        )
    )


def _lines(records: Records, block: Block, answers: Mapping[str, str]) -> list[_Line]:
    """The rows of a table that hold figures; carriers down the side belong to the sector above them."""
    page = block.page
    fields = header_rows.label_fields([page.names[column] for column in block.labels])
    found: list[_Line] = []
    headings: list[outline.LabelledRow] = []
    above: list[str] = [""] * len(block.labels)
    described: list[SheetCell] = []
    for row in range(block.first, block.last):
        columns = figures(block, row)
        own = [page.text(row, column).strip("-–— ") for column in block.labels]
        filled = next((place for place, text in enumerate(own) if text), len(own))
        above = [*above[:filled], *own[filled:]]
        labels = {name: page.cell(row, column) for name, column in zip(fields, block.labels, strict=True) if name}
        labels = {name: header_rows.label(labels[name]) for name in sorted(labels, key=_OF_A_SECTOR.__contains__)}
        texts = [cell.text for cell in labels.values() if cell.text]
        if carrier_row(page, row, block):
            continue
        if not columns:
            _refuse_stray(records, block, row, _alone(block, row) if texts else [])
            headings += [outline.LabelledRow(row, cell, {}) for cell in labels.values() if cell.text][:1]
            continue
        if any(header_rows.percent(text) for text in texts) or any(map(DESCRIBED.search, texts)):
            described += [page.value(row, column) for column in columns]
            continue
        shifted = [
            page.value(row, column)
            for name, column in zip(fields, block.labels, strict=True)
            if name not in ("year", "population")
            and header_rows.numeric(page.text(row, column))
            and not _counter(block, column)
        ]
        if shifted:
            wanted = Sentence("a label left of the first figure: the cells of this row may be shifted by a column")
            fix = Sentence("Move the cells of this row to their columns.")
            records.refuse("shifted-row", wanted, fix, [page.value(row, column) for column in columns])
            continue
        total = next((cell for cell in labels.values() if cell.text and is_total(cell.text)), None)
        found.append(_Line(row, labels, total, NOWHERE, tuple(above)))
    records.leave_out("row-left-out", Sentence("shares or fuels that describe other rows"), _LEFT_OUT, described)
    return _in_outline(found, headings, block, answers)


def _in_outline(
    lines: list[_Line], headings: Sequence[outline.LabelledRow], block: Block, answers: Mapping[str, str]
) -> list[_Line]:
    """The rows, those marked that are the sum of others by their figures alone; with the sector of each carrier that
    stands below one, and with the sectors that carriers add up to as their parents."""
    own = [
        outline.LabelledRow(
            line.row,
            next((cell for cell in reversed(line.labels.values()) if cell.text), NOWHERE),
            {column: block.page.value(line.row, column) for column in figures(block, line.row)},
            line.total is not None,
        )
        for line in lines
    ]
    own = outline.with_totals(own, answers)
    lines = [
        line._replace(total=mine.label, parent=True, children=mine.parts) if mine.parts else line
        for line, mine in zip(lines, own, strict=True)
    ]
    across = any(role.carrier.text and role.kind != "note" for role in block.roles.values())
    if across or any("carrier" in line.labels for line in lines):
        return lines
    found = outline.outlined(sorted([*headings, *own], key=lambda line: line.row), answers)
    for place, (line, mine) in enumerate(zip(lines, own, strict=True)):
        if sector := found.sectors.get(line.row):
            labels = {**line.labels, **dict.fromkeys(line.labels, NOWHERE), "sector": sector}
            lines[place] = line._replace(labels=labels, carrier=mine.label)
        elif parts := found.parents.get(line.row):
            lines[place] = line._replace(parent=True, children=parts)
    return lines


def _counter(block: Block, column: int) -> bool:
    """Whether a column of labels only numbers the rows."""
    cells = [block.page.text(row, column) for row in range(block.first, block.last)]
    filled = [cell for cell in cells if cell]
    return (
        bool(filled) and all(map(header_rows.numeric, filled)) and column == block.labels[0] and len(block.labels) > 1
    )


def _add(records: Records, block: Block, line: _Line) -> dict[int, int]:
    """Add the figures of one row, and give the position of each by its column."""
    page = block.page
    below = line.row + 1
    names_below = below < block.last and carrier_row(page, below, block)
    found: dict[int, int] = {}
    columns = figures(block, line.row)
    alone = all(block.roles[column].kind != "figures" for column in columns)
    detail = records.detail((block.first, *line.path, line.carrier.text))
    conflicting: list[SheetCell] = []
    for column in columns:
        role = block.roles[column]
        if role.kind in ("mixed", "market"):
            continue
        if role.kind != "figures" and not alone:  # a figure in the column of totals alone has no parts: it is one
            continue
        carrier = role.carrier if role.carrier.text else line.carrier if line.carrier.text else block.carrier or NOWHERE
        labels = line.labels
        if names_below and page.text(below, column).strip("-–— "):
            named = page.cell(below, column)
            if any(header_rows.carrier(page.text(below, place)) for place in block.roles):
                carrier = named
            else:
                labels = {**labels, "subsector": named}
        scope = role.scope_cell.saying(str(role.scope)) if role.scope else NOWHERE
        unit = role.unit if role.unit.text else header_rows.unit_of_figures(carrier, block.about.get("unit", NOWHERE))
        if unit is None:
            conflicting.append(page.value(line.row, column))
            continue
        about = {name: block.about[name] for name in (*sharing.SAID, "source") if name in block.about}
        about |= {"unit": unit} if unit.text else {}
        records.pass_over(carrier, header_rows.remark(carrier.text), unit)
        found[column] = records.add(
            page.value(line.row, column),
            {**about, **labels, "carrier": header_rows.coded(carrier), "scope": scope},
            detail=detail,
        )
    above = block.about.get("unit", NOWHERE).text
    fitting = Sentence("a unit beside the carrier that fits {unit} above", unit=above)
    records.refuse("unit-conflict", fitting, Sentence("Correct one of the units."), conflicting)
    outside = range(min(block.roles, default=0), page.width)
    stray = [column for column in outside if column not in block.roles and page.filled(line.row, column)]
    _refuse_stray(records, block, line.row, stray)
    return found


def _alone(block: Block, row: int) -> list[int]:
    """The columns without a meaning that hold the only figures of a row."""
    outside = range(min(block.roles, default=0), block.page.width)
    return [
        column
        for column in outside
        if column not in block.roles
        and (block.page.kind(row, column) in ("n", "e", "f") or header_rows.numeric(block.page.text(row, column)))
    ]


def _refuse_stray(records: Records, block: Block, row: int, columns: Sequence[int]) -> None:
    if columns:
        records.refuse(
            "unnamed-column",
            Sentence("a carrier, a scope or a total above every column that holds something"),
            Sentence("Name the column or empty it."),
            [block.page.value(row, column) for column in columns],
        )


def _totals(records: Records, block: Block, lines: Sequence[_Line], placed: Mapping[int, Mapping[int, int]]) -> None:
    """The printed totals of a table: of each row, of each group of rows, and of the whole; none of them is a figure."""
    page = block.page
    total_columns = [column for column, role in block.roles.items() if role.kind == "total"]
    left: list[SheetCell] = []
    since: list[int] = []
    whole: list[int] = []
    for place, line in enumerate(lines):
        if line.total is None and not line.parent:
            since.append(line.row)
            whole.append(line.row)
            scope_of = [header_rows.scope(page.names[column]) for column in total_columns]
            for column, scope in zip(total_columns, scope_of, strict=True):
                if page.filled(line.row, column) and column not in placed[line.row]:
                    parts = tuple(placed[line.row][c] for c in summed(block, column) if c in placed[line.row])
                    left.append(page.value(line.row, column))
                    unit = block.roles[column].unit.text
                    found = _printed(left[-1], parts, _name(line), block, line=line, scope=scope)
                    records.printed.append(found._replace(unit=unit or found.unit))
            continue
        if line.children:
            children = list(line.children)
        else:
            children = _named_by(line, _summed(lines, place, since, whole), lines)
            since = []
        for column in figures(block, line.row):
            role = block.roles[column]
            if role.kind in ("market", "mixed"):
                continue
            columns = [column] if role.kind == "figures" else summed(block, column)
            parts = tuple(placed[row][c] for row in children for c in columns if row in placed and c in placed[row])
            left.append(page.value(line.row, column))
            known = line if line.parent else None
            records.printed.append(
                _printed(left[-1], parts, _name(line), block, line=known, role=role if columns == [column] else None)
            )
    records.leave_totals(Sentence("totals of other cells"), left)


def _summed(lines: Sequence[_Line], place: int, since: list[int], whole: list[int]) -> list[int]:
    """The rows that a row of totals adds up: those above it, or those below where such rows come first."""
    later = lines[place + 1 :]
    first, own = lines[0].total, lines[place].total
    if first is not None and not whole and not summed_up(first.text):  # the total of the whole, above all its parts
        return [line.row for line in later if _is_part(line)]
    if first is not None and own is not None and summed_up(own.text):
        return [line.row for line in takewhile(_is_part, later)]
    return since if any(line.total is not None for line in later) else whole


def _is_part(line: _Line) -> bool:
    return line.total is None and not line.parent


def _named_by(line: _Line, rows: Sequence[int], lines: Sequence[_Line]) -> list[int]:
    """Which of some rows a total adds up: where it names a sector ("Subtotal transport"), those of this sector, and
    those that are not known."""
    of = {
        other.row: next((found for cell in other.labels.values() if (found := header_rows.sector(cell.text))), None)
        for other in lines
        if other.row in rows
    }
    return sum_rows.of_total(line.total.text if line.total else "", of)


def _name(line: _Line) -> str:
    return next((cell.text for cell in reversed(line.labels.values()) if cell.text), "Total")


def _printed(
    cell: SheetCell,
    parts: tuple[int, ...],
    named: str,
    block: Block,
    line: _Line | None = None,
    role: Role | None = None,
    scope: int | None = None,
) -> Printed:
    unit = header_rows.unit_of_figures(role.carrier if role else NOWHERE, block.about.get("unit", NOWHERE))
    code = next((header_rows.sector(c.text) for c in reversed(line.labels.values()) if c.text), None) if line else None
    return Printed(
        cell,
        parts,
        named,
        unit.text if unit else "",
        (code,) if code else (),
        header_rows.carrier(role.carrier.text) if role and role.carrier.text else None,
        role.scope if role else scope,
    )
