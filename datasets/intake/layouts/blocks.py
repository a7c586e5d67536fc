"""Sectors down, carriers or scopes across: the Covenant matrix, and the inventory tables of climate contracts.

A carrier or a scope stands above each column of numbers, in one to three rows; where carriers stand in a row below the
numbers, or down among the sectors, they are taken from there. A sheet may hold several such tables, and the tables of
several sheets are read together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from analytics.text.header_units import header_unit, is_factor_header
from analytics.text.problems import Problem
from analytics.text.sentences import Sentence
from datasets.intake.layouts import (
    column_groups,
    dating,
    head_words,
    header_rows,
    label_columns,
    sharing,
    sum_rows,
    table_heads,
    titles,
)
from datasets.intake.layouts.across import read
from datasets.intake.layouts.declared import SHARES, Across, Apart, TotalColumn
from datasets.intake.layouts.long_records import NOWHERE, Layout, Page, Records, SheetCell
from datasets.intake.meaning import year_words
from datasets.intake.meaning.other_figures import beside
from datasets.intake.own_files.sheet_words import without_carrier
from datasets.reference import catalogue

LOOKED_AT = 20
"""By so many rows below the names it is told whether a column left of the known carriers holds figures."""
DESCRIBED = re.compile(r"^\(?(?:type of )?(?:fuel|energy)[ a-z]*/ ?energy[ a-z]*used|^\(?fuel type", re.IGNORECASE)
"""How a row begins that describes the fuels of the row above it."""
MIXED = 0
"""What stands for the scope of a column that is headed by several."""


LABELS = frozenset({"city", "year", "macro_area", "sector", "subsector", "carrier"})
"""The fields whose names right of the figures are those of another table beside this one."""
LEAST_AGREEING, MOSTLY = 3, 0.8
"""[R] So many rows, and so large a part of all, must add up to a column of totals before its unit is that of all."""
MARKET = Apart(
    "market-left-out",
    Sentence("market-based emissions of scope 2 next to location-based ones"),
    Sentence("The location-based ones were read, as they count in the total; the others were left out."),
)
SEVERAL_SCOPES = Apart(
    "scope-mixed",
    Sentence("figures of one scope"),
    Sentence("Part the figures by scope, or bring a column for each scope beside their total."),
    refused=True,
)
DESCRIBES = Apart("row-left-out", Sentence("shares or fuels that describe other rows"))
SHIFTED = Apart(
    "shifted-row",
    Sentence("a label left of the first figure: the cells of this row may be shifted by a column"),
    Sentence("Move the cells of this row to their columns."),
    refused=True,
)


def tables(pages: Sequence[Page]) -> list[Across]:
    """The tables of all sheets, each with what is written above it and what it shares with others."""
    found = [replace(table, about=dict(table.about)) for page in pages for table in blocks(page)]
    sharing.complete([(table.page.grid.sheet, table.about) for table in found])
    for table in found:  # what is named above a table itself goes before what another table says
        above, year = table.year_above, table.about.get("year", NOWHERE)
        if above.open and above.stated and year.text and above.candidates != (year.text,):
            del table.about["year"]
    return found


def _date(records: Records, found: Sequence[Across], answers: Mapping[str, str]) -> None:
    """Tell where the years of the tables were read, and ask for one that is not settled, once for all of them."""
    told: dict[Problem, None] = {}  # parts of a table share what stands above it
    for table in (table for table in found if not table.year_above.open):
        told |= dict.fromkeys(dating.told(table.year_above, table.about, answers))
    records.problems += told
    dated = [table for table in found if "year" in table.about or all("year" in head for head in table.heads.values())]
    unsettled = [table.year_above for table in found if table.year_above.open and table not in dated]
    # Tables of different years cannot share an answer.
    alike = len(unsettled) == len(found) and len({each.candidates for each in unsettled}) == 1
    if "year" not in answers or not alike:
        records.problems += dating.questions(unsettled, alike)


def layout(pages: Sequence[Page], answers: Mapping[str, str]) -> Layout | None:
    """The records of all tables in ``pages``; the unit of one without any is asked about as in a long table."""
    records = Records()
    found = tables(pages)
    _date(records, found, answers)
    for table in found:
        read(records, table, answers)
    for page in pages:
        _below(records, page)
    kind = "covenant" if any(table.of_carriers for table in found) else "contract"
    return records.layout(kind, detailed=True) if len(records) or records.rejected else None


def blocks(page: Page) -> list[Across]:
    """The tables of a sheet that have carriers or scopes across, as what their heads and labels say."""
    return page.once(_blocks)


def _blocks(page: Page) -> list[Across]:
    found: list[Across] = []
    row = 0
    while row < page.height and (found or row < header_rows.FIRST_ROWS):
        header = table_heads.carriers_across(page, row)
        table = _table(page, header, found[-1].last if found else 0) if header else None
        row = max(header[-1] + 1 if header else row + 1, table.last if table else 0)
        found += [table] if table else []
    every = [part for table in found for part in _parted(table)]
    return [table for table in every if any(figures(table, row) for row in table.rows)]


def _parted(table: Across) -> Iterator[Across]:
    """A table as one for each group of its rows, where titles among them name another unit, year or carrier."""
    for part in titles.parts(table)[0]:
        said = {"unit": part.unit, "year": part.dated.year if part.dated else None}
        about = table.about | {name: cell for name, cell in said.items() if cell}
        dated = part.dated or table.year_above
        yield replace(table, first=part.first, last=part.last, about=about, year_above=dated, parts=[part])


def _table(page: Page, header: tuple[int, ...], after: int) -> Across | None:
    """The table below some rows of heads, the first of them below the row ``after``; None where nothing on the left
    names the sectors."""
    over = (header[0] - 1, *header) if header[0] and table_heads.belongs(page, header[0] - 1) else header
    table = column_groups.dated(column_groups.without_targets(_columns(page.headed(*over), header, over)))
    if not table.columns:
        return None
    last = over[0] if head_words.carrier_columns([text for _, text in page.texts(over[0])]) else table.first
    about, dated = header_rows.about(page, after, last), header_rows.dating_above(page, after, last)
    unit = about.get("unit", NOWHERE)
    carriers = {page.names[column] for column, head in table.heads.items() if head["carrier"].text}
    if unit.row - 1 in over and unit.column in carriers:  # the one beside a carrier is not that of others
        del about["unit"]
    table = _unit_apart(_units_below(replace(table, about=about, year_above=dated)))
    table = _unit_of_total(_name_others(replace(table, last=_end(table))))
    return _declared(table)


def _declared(table: Across) -> Across:
    """A table with what its labels say, and what is said of single rows and figures."""
    page, start = table.page, min(table.columns)
    across_it = ("carrier", "scope") if table.of_carriers else ("scope",)  # named in a corner
    others = ("value", *across_it)
    labels = label_columns.by_field(page, table.header, table.rows, range(start, page.width), start, others)
    carriers = [head["carrier"].text for head in table.heads.values()]
    units = {own for text in carriers if (own := header_rows.own_unit(text)) and not header_rows.remark(text)}
    heads = dict(sorted(table.heads.items()))
    table = label_columns.with_units(replace(table, heads=heads, labels=labels, units=frozenset(units)))
    apart = dict(_rows_apart(table)) | dict(table.rows_apart)
    return replace(table, rows_apart=apart, below={**table.below, **dict(_named_below(table))})


def _columns(page: Page, header: tuple[int, ...], rows: tuple[int, ...]) -> Across:
    """The columns of a table by the words above them, the first of ``rows`` with the names of labels or groups; none
    where nothing on the left names the sectors."""
    texts = [(row, column, text) for row in rows for column, text in page.texts(row)]
    carriers = {
        column: page.cell(row, column)
        for row, column, text in texts
        if header_rows.carrier(text)
        and not header_rows.scope(text)
        and (row in header or (column and not page.text(header[0], column)))  # else it names a group, or is a title
    }
    scopes = {
        column: (scope or MIXED, page.cell(row, column))
        for row, column, text in texts
        if (scope := header_rows.scope(text)) or header_rows.scopes(text)
    }
    if carriers or not scopes:  # "Gas (MWh)" alone or left of those that are known, which is asked about
        first = min(carriers, default=page.width)
        left = [(at, text) for at, text in page.texts(header[0]) if 0 < at < first]
        below = range(header[-1] + 1, min(page.height, header[-1] + 1 + LOOKED_AT))
        figured = [row for row in below if any(header_rows.figure(page.text(row, at)) for at in carriers)]
        counted = takewhile(lambda head: _counts(page, figured, *head), reversed(left))
        asked = [*(at for at, text in left if head_words.of_a_carrier(text)), *(at for at, _ in counted)]
        carriers |= {column: page.cell(header[0], column) for column in asked}
    start = min((*carriers, *scopes), default=0)
    over = header_rows.spread(scopes, range(start, page.width))
    heads, totals, apart = dict[int, Mapping[str, SheetCell]](), dict[int, TotalColumn](), dict[int, Apart]()
    for column in range(start, page.width) if start else ():
        words = " ".join(page.text(row, column) for row in rows if row >= header[0] or column >= start).strip()
        number, cell = over.get(column, (None, NOWHERE))
        of_scope = {"scope": cell.saying(str(number)) if number else NOWHERE}
        beside = column not in carriers and column not in scopes
        if header_rows.percent(words) or (beside and header_rows.per_head(words)):
            apart[column] = SHARES
        elif (beside and table_heads.sums_up(words)) or (
            number == MIXED and _several(cell) <= {each for each, _ in scopes.values()}
        ):
            totals[column] = TotalColumn(NOWHERE, frozenset(), header_rows.scope(page.names[column]))
        elif number == MIXED:
            apart[column] = SEVERAL_SCOPES
        elif column in carriers:
            heads[column] = {"carrier": carriers[column], **of_scope}
        elif catalogue.normal_label(words) in without_carrier():
            heads[column] = {"carrier": NOWHERE, "scope": NOWHERE}
        elif number is not None and not (carriers and column not in scopes and words):
            named = page.cell(header[-1], column) if words and not header_rows.scope(words) else NOWHERE
            heads[column] = {"carrier": named, **of_scope}
    second = [column for column, head in heads.items() if head["scope"].text == "2"]
    market = [at for at in second if any(header_rows.market_based(page.text(row, at)) for row in rows)]
    for column in market if len(market) < len(second) else ():
        apart[column] = MARKET
        del heads[column]
    for column in (at for at in totals if over.get(at, (None,))[0] == MIXED):
        named_so = {*map(str, _several(over[column][1]))}
        parts = frozenset(at for at, head in heads.items() if head["scope"].text in named_so)
        totals[column] = totals[column]._replace(parts=parts)
    return Across(page, rows[-1], rows[-1] + 1, heads, {}, {}, None, totals, apart, header=rows, crossed=True)


def _counts(page: Page, rows: Sequence[int], column: int, name: str) -> bool:
    """Whether a column holds figures in most of the rows that have some of the known carriers, under a name that is
    none of a label, and no numbers of its rows."""
    cells = [text for row in rows if (text := page.text(row, column)) and not header_rows.unit_of(text)]
    whole_numbers = [int(text) for text in cells if text.isdecimal()]
    steps = {after - before for before, after in pairwise(whole_numbers)}
    numbered = len(whole_numbers) == len(cells) and steps <= {0, 1}
    told = header_rows.field_named(name) or all(map(header_rows.year, cells))
    return 2 * sum(map(header_rows.figure, cells)) > len(cells) and not (told or numbered)  # others may be dashes


def _several(cell: SheetCell) -> set[int]:
    """The scopes that one header names."""
    named = {int(number) for number in re.findall(r"[123]", cell.text)}
    through = re.search(r"[123]\s*[-\u2013]\s*[123]", cell.text)
    return set(range(min(named), max(named) + 1)) if through else named


def _name_others(table: Across) -> Across:
    """Give a role to the other columns that have a name: one of texts, of money or of figures per head is no figure of
    the table; one of numbers may be of a carrier that is not known, so that it is asked about as one."""
    page, known = table.page, table.columns
    heads, totals, apart = dict(table.heads), dict(table.totals), dict(table.columns_apart)
    for column in range(min(known, default=page.width), page.width):
        head = [page.cell(row, column) for row in table.header if page.text(row, column)]
        words = " ".join(cell.text for cell in head)
        guessed = column in heads and heads[column]["carrier"].text and not header_rows.carrier(words)
        if (column in known and not guessed) or not head or header_rows.field(words) in LABELS:
            continue
        cells = [page.text(row, column) for row in table.rows if page.filled(row, column)]
        unit = next((page.cell(row, column) for row in range(table.row + 1, table.first)), NOWHERE)
        if cells and all(map(header_rows.percent, cells)):
            heads.pop(column, None)
            apart[column] = SHARES
        elif not any(map(header_rows.figure, cells)) or beside(words) or is_factor_header(words):
            heads.pop(column, None)
            apart[column] = Apart(
                "column-left-out",
                Sentence('the words of the column "{column}", which are of no carrier', column=head[-1].text),
            )
        elif table.of_carriers and not guessed:
            if sum_rows.across(page, table.rows, column, [place for place in heads if place < column]):
                totals[column] = TotalColumn(unit, frozenset(), header_rows.scope(page.names[column]))
            else:
                heads[column] = {"carrier": head[-1], "scope": NOWHERE, **({"unit": unit} if unit.text else {})}
    return replace(table, heads=heads, totals=totals, columns_apart=apart)


def _units_below(table: Across) -> Across:
    """Give columns the units that stand in a row of units right below the header. Where another unit stands beside a
    carrier or above the table, nobody knows which is meant: the row stays one of the table."""
    page, row, above = table.page, table.first, table.unit
    if row >= page.height or not header_rows.unit_row([text for _, text in page.texts(row)]):
        return table
    given = {column: page.cell(row, column) for column in table.columns if page.text(row, column)}
    for column, cell in given.items():
        beside = header_rows.unit_of_figures(table.heads.get(column, {}).get("carrier", NOWHERE), above)
        if beside is None or (beside.text and header_rows.unit_of(beside.text) != header_rows.unit_of(cell.text)):
            return table
    heads = {at: {**head, "unit": given[at]} if at in given else head for at, head in table.heads.items()}
    totals = {at: total._replace(unit=given.get(at, NOWHERE)) for at, total in table.totals.items()}
    return replace(table, first=row + 1, heads=heads, totals=totals)


def _unit_apart(table: Across) -> Across:
    """Give totals the unit that stands in their own header. Where that measures something else than the figures beside
    it, such as emissions beside the energy of carriers, the column is no total of them: it holds figures of its own."""
    page, above = table.page, table.unit
    units = [head.get("unit") or header_rows.unit_of_figures(head["carrier"], above) for head in table.heads.values()]
    kinds = {header_rows.measured(unit.text) for unit in units if unit is not None and unit.text}
    totals, heads = dict[int, TotalColumn](), dict(table.heads)
    for column, total in table.totals.items():
        cell = page.cell(next((row for row in reversed(table.header) if page.text(row, column)), table.row), column)
        named = header_unit(cell.text) if not total.unit.text else None
        totals[column] = total._replace(unit=cell.saying(named[1].name)) if named else total
    units_apart = {at: total.unit for at, total in totals.items() if kinds and total.unit.text}
    apart = {at: unit for at, unit in units_apart.items() if header_rows.measured(unit.text) not in {*kinds, None}}
    for column, unit in apart.items():
        before = [head["carrier"] for at, head in sorted(heads.items()) if at < column and head["carrier"].text]
        beside = before[-1] if before and len(apart) > 1 else NOWHERE  # each beside the carrier that it is of
        heads[column] = {"carrier": beside, "scope": NOWHERE, "unit": unit}
        del totals[column]
    return replace(table, heads=heads, totals=totals)


def _unit_of_total(table: Across) -> Across:
    """Give a table that states no unit the one in the header of its totals, where most rows add up to them."""
    named = [(column, total.unit) for column, total in table.totals.items() if total.unit.text]
    stated = any(header_rows.own_unit(head["carrier"].text) for head in table.heads.values())
    if "unit" in table.about or len(named) != 1 or stated:
        return table
    (column, unit) = named[0]
    rows = [row for row in table.rows if table.page.filled(row, column)]
    agreeing = [row for row in rows if sum_rows.adds_up(table.page, row, column, table.heads)]
    sure = len(agreeing) >= LEAST_AGREEING and MOSTLY * len(rows) <= len(agreeing)
    return replace(table, about={**table.about, "unit": unit}) if sure else table


def _end(table: Across) -> int:
    """Where a table ends: at the next header, at a blank row after which no figures come, or at the page's end. A group
    of sectors may stand below a blank row, under a title of its own."""
    page = table.page
    for row in range(table.first, page.height):
        if table_heads.begins(page, row) and not carrier_row(table, row) and not _again(table, row):
            return _below_figures(table, row)
        if page.texts(row):
            continue
        below = next((later for later in range(row, page.height) if page.texts(later)), None)
        if below is None or table_heads.begins(page, below) or table_heads.fact(page, below):
            return row
        if not (figures(table, below) or _goes_on(table, below)):
            return row
    return table_heads.last_row(page, table.first, table.columns, range(min(table.columns)))


def _again(table: Across, row: int) -> bool:
    """Whether a row among those of a table names its columns once more; a sentence may stand above it, but no title."""
    page, above = table.page, row - 1
    if row <= table.first or not table_heads.again(page, row, table.row):
        return False
    texts = [text for _, text in page.texts(above)]
    if len(texts) == 1 and not (year_words.YEAR.search(texts[0]) or header_unit(texts[0])):
        above -= 1
    return bool(figures(table, above)) and not table_heads.fact(page, above)


def _below_figures(table: Across, row: int) -> int:
    """Where the texts above a header begin that stand below the last figures of the table before it: its titles."""
    page = table.page
    while (
        row > table.first and page.texts(row - 1) and (not figures(table, row - 1) or table_heads.fact(page, row - 1))
    ):
        row -= 1
    return row


def _goes_on(table: Across, row: int) -> bool:
    """Whether a row without figures is the title of more rows of the table: before the next blank row or header a
    sector has figures."""
    page = table.page
    for later in range(row, page.height):
        if not page.texts(later) or table_heads.begins(page, later):
            return False
        labels = [page.text(later, column) for column in range(min(table.columns))]
        if figures(table, later) and any(header_rows.sector(text) for text in labels if text):
            return True
    return False


def figures(table: Across, row: int) -> list[int]:
    """The columns of a row that hold a figure, a key or an error."""
    beside = (column for column, why in table.columns_apart.items() if why in (MARKET, SEVERAL_SCOPES))
    return sorted(column for column in (*table.heads, *table.totals, *beside) if table.page.filled(row, column))


def carrier_row(table: Across, row: int) -> bool:
    """Whether a row names the carriers of the figures above it, or their sectors, as where its header names scopes
    alone; below a header that names carriers such a row is the next header."""
    if table.of_carriers:
        return False
    page = table.page
    texts = {column: text for column in table.columns if (text := page.text(row, column))}
    if sum(1 for text in texts.values() if header_rows.carrier(text)) >= table_heads.LEAST_CARRIERS:
        return True
    words = len(texts) >= table_heads.LEAST_CARRIERS and not any(map(header_rows.figure, texts.values()))
    above = set(figures(table, row - 1)) if words and row > table.first else set()
    return texts.keys() <= above and any(map(header_rows.sector, texts.values()))


def _rows_apart(table: Across) -> Iterator[tuple[int, Apart | None]]:
    """The rows that are none of the table: those that name carriers, those that describe others, and those whose cells
    may be shifted."""
    page = table.page
    words = [column for name, column in table.labels.items() if name not in ("year", "period", "population")]
    for row in range(table.first, table.last):
        named = [text for column in table.labels.values() if (text := page.text(row, column))]
        numbers = any(header_rows.numeric(page.text(row, column)) for column in words)
        if carrier_row(table, row) or table_heads.again(page, row, table.row):
            yield row, None
        elif figures(table, row) and any(header_rows.percent(text) or DESCRIBED.search(text) for text in named):
            yield row, DESCRIBES
        elif figures(table, row) and numbers:
            yield row, SHIFTED


def _named_below(table: Across) -> Iterator[tuple[tuple[int, int], dict[str, SheetCell]]]:
    """The carriers, or the places, that stand in a row below the figures that they are of."""
    page = table.page
    for row in range(table.first + 1, table.last):
        if carrier_row(table, row):
            name = "carrier" if any(header_rows.carrier(page.text(row, at)) for at in table.columns) else "subsector"
            for column in figures(table, row - 1):
                if page.text(row, column).strip("-–— "):
                    yield (row - 1, column), {name: page.cell(row, column)}


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
        "row-left-out", Sentence("figures below the table, in rows that belong to none"), SHARES.fix, cells
    )
