"""The tables of a sheet that have carriers or scopes across: their headers, their columns, and where they end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, takewhile

from analytics.text.header_units import header_unit, is_factor_header
from analytics.text.sentences import Sentence
from datasets.intake.layouts import across, head_words, header_rows, sum_rows, table_heads, titles
from datasets.intake.layouts.dating import UNDATED, Dating
from datasets.intake.layouts.long_records import NOWHERE, Page, SheetCell
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
MARKET = across.Apart(
    "market-left-out",
    Sentence("market-based emissions of scope 2 beside location-based ones"),
    Sentence("The location-based ones were read, as they count in the total; the others were left out."),
)
SEVERAL_SCOPES = across.Apart(
    "scope-mixed",
    Sentence("figures of one scope"),
    Sentence("Part the figures by scope, or bring a column for each scope beside their total."),
    refused=True,
)


@dataclass
class Block:
    """One table of a sheet: the rows of its header, its columns, and the rows from ``first`` up to ``last``.

    ``heads`` say of each column of figures what it is of, ``scopes`` which scope stands over a column (``MIXED`` for
    several); ``totals`` sum up others, ``apart`` are columns that are none of the table, ``units`` stand in a row of
    their own below the header. A title above these rows may name their ``carrier``, or be the reason why they are
    ``refused``; ``body`` are the rows of all parts then.
    """

    page: Page
    header: tuple[int, ...]
    labels: list[int]
    first: int
    scopes: dict[int, tuple[int, SheetCell]]
    heads: dict[int, dict[str, SheetCell]] = field(default_factory=dict)
    totals: dict[int, across.TotalColumn] = field(default_factory=dict)
    apart: dict[int, across.Apart] = field(default_factory=dict)
    units: dict[int, SheetCell] = field(default_factory=dict)
    last: int = 0
    about: dict[str, SheetCell] = field(default_factory=dict)
    dated: Dating = UNDATED
    carrier: SheetCell | None = None
    refused: titles.TitledPart | None = None
    body: range | None = None

    @property
    def columns(self) -> list[int]:
        """Every column that something is known of, beside those of labels."""
        return sorted({*self.heads, *self.totals, *self.apart})

    @property
    def of_carriers(self) -> bool:
        """Whether the header names carriers."""
        return any(head["carrier"].text for head in self.heads.values())

    def of_scope(self, column: int, carrier: SheetCell) -> dict[str, SheetCell]:
        """The head of a column: its carrier, and the scope over it."""
        number, cell = self.scopes.get(column, (MIXED, NOWHERE))
        return {"carrier": carrier, "scope": cell.saying(str(number)) if number != MIXED else NOWHERE}


def blocks(page: Page) -> list[Block]:
    """The tables of a sheet that have carriers or scopes across."""
    return page.once(_blocks)


def _blocks(page: Page) -> list[Block]:
    found: list[Block] = []
    row = 0
    while row < page.height and (found or row < header_rows.FIRST_ROWS):
        header = table_heads.carriers_across(page, row)
        block = _block(page, header) if header else None
        row = header[-1] + 1 if header else row + 1
        if block is None:
            continue
        named = [column for column, head in block.heads.items() if head["carrier"].text]
        block.about, block.dated = head_words.about_carriers(page, found[-1].last if found else 0, header, named)
        _units_below(page, block)
        _unit_apart(page, block)
        block.last = _end(page, block)
        row = max(row, block.last)
        found.append(block)
    for block in found:
        _name_others(block)
        _unit_of_total(block)
        _sum_up(block)
    every = [part for block in found for part in _parted(block)]
    return [block for block in every if any(figures(block, row) for row in range(block.first, block.last))]


def _parted(block: Block) -> list[Block]:
    """A table as one for each group of its rows, where titles among them name another unit, year or carrier."""
    carriers = [head["carrier"] for head in block.heads.values()]
    units = {own for cell in carriers if (own := header_rows.own_unit(cell.text)) and not header_rows.remark(cell.text)}
    described = frozenset(
        row
        for row in range(block.first, block.last)
        if carrier_row(block.page, row, block) or any(DESCRIBED.search(text) for _, text in block.page.texts(row))
    )
    in_rows = any(header_rows.field(block.page.names[column]) == "carrier" for column in block.labels)
    beside = frozenset({"carrier"} if described or in_rows else ())
    named = frozenset({"carriers"}) if block.of_carriers else beside
    found, _ = titles.parts(
        titles.TitledTable(
            block.page,
            block.header[-1],
            block.first,
            block.last,
            frozenset(block.columns),
            frozenset(units),
            block.about.get("unit", NOWHERE).text,
            block.about.get("year", NOWHERE).text,
            named,
            described,
        )
    )
    if len(found) == 1 and not found[0].refused:
        return [block]
    return [_part(block, part) for part in found]


def _part(block: Block, part: titles.TitledPart) -> Block:
    """The rows of a table below a title, with what that says."""
    said = {"unit": part.unit, "year": part.dated.year if part.dated else None}
    about = block.about | {name: cell for name, cell in said.items() if cell}
    return replace(
        block,
        first=part.first,
        last=part.last,
        about=about,
        dated=part.dated or block.dated,
        carrier=part.carrier,
        refused=part if part.refused else None,
        body=range(block.first, block.last),
    )


def _block(page: Page, header: tuple[int, ...]) -> Block | None:
    """The columns of a table by the words above them."""
    above = (header[0] - 1, *header) if header[0] and table_heads.belongs(page, header[0] - 1) else header
    page = page.headed(*above)
    texts = [(row, column, text) for row in above for column, text in page.texts(row)]
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
        rows = [row for row in below if any(header_rows.figure(page.text(row, at)) for at in carriers)]
        counted = takewhile(lambda head: _counts(page, rows, *head), reversed(left))
        asked = [*(at for at, text in left if head_words.of_a_carrier(text)), *(at for at, _ in counted)]
        carriers |= {column: page.cell(header[0], column) for column in asked}
    start = min((*carriers, *scopes), default=0)
    if not start:  # nothing on the left names the sectors
        return None
    labels = [column for column in range(start) if any(page.text(row, column) for row in range(above[0], page.height))]
    over = header_rows.spread(scopes, range(start, page.width))
    block = Block(page, above, labels, header[-1] + 1, over)
    for column in range(start, page.width):
        words = " ".join(page.text(row, column) for row in above if row >= header[0] or column >= start).strip()
        number, cell = over.get(column, (None, NOWHERE))
        beside = column not in carriers and column not in scopes
        if header_rows.percent(words) or (beside and header_rows.per_head(words)):
            block.apart[column] = across.SHARES
        elif (beside and table_heads.sums_up(words)) or (
            number == MIXED and _several(cell) <= {each for each, _ in scopes.values()}
        ):
            block.totals[column] = across.TotalColumn(NOWHERE, frozenset())
        elif number == MIXED:
            block.apart[column] = SEVERAL_SCOPES
        elif column in carriers:
            block.heads[column] = block.of_scope(column, carriers[column])
        elif catalogue.normal_label(words) in without_carrier():
            block.heads[column] = {"carrier": NOWHERE, "scope": NOWHERE}
        elif number is not None and not (carriers and column not in scopes and words):
            named = page.cell(header[-1], column) if words and not header_rows.scope(words) else NOWHERE
            block.heads[column] = block.of_scope(column, named)
    second = [column for column, head in block.heads.items() if head["scope"].text == "2"]
    market = [at for at in second if any(header_rows.market_based(page.text(row, at)) for row in above)]
    for column in market if len(market) < len(second) else ():
        block.apart[column] = MARKET
        del block.heads[column]
    return block


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


def _sum_up(block: Block) -> None:
    """Say of each column of totals which columns it sums up: all, or those of the scopes that it names."""
    block.heads = dict(sorted(block.heads.items()))
    for column, total in block.totals.items():
        number, cell = block.scopes.get(column, (None, NOWHERE))
        named = {str(scope) for scope in _several(cell)} if number == MIXED else set()
        parts = frozenset(at for at, head in block.heads.items() if not named or head["scope"].text in named)
        block.totals[column] = total._replace(parts=parts, scope=header_rows.scope(block.page.names[column]))


def _name_others(block: Block) -> None:
    """Give a role to the other columns that have a name: one of texts, of money or of figures per head is no figure of
    the table; one of numbers may be of a carrier that is not known, so that it is asked about as one."""
    page = block.page
    body = range(block.first, block.last)
    named, known = block.of_carriers, block.columns
    for column in range(min(known, default=page.width), page.width):
        head = [page.cell(row, column) for row in block.header if page.text(row, column)]
        words = " ".join(cell.text for cell in head)
        guessed = column in block.heads and block.heads[column]["carrier"].text and not header_rows.carrier(words)
        if (column in known and not guessed) or not head or header_rows.field(words) in LABELS:
            continue
        cells = [page.text(row, column) for row in body if page.filled(row, column)]
        if cells and all(map(header_rows.percent, cells)):
            block.heads.pop(column, None)
            block.apart[column] = across.SHARES
        elif not any(map(header_rows.figure, cells)) or beside(words) or is_factor_header(words):
            block.heads.pop(column, None)
            said = Sentence('what stands in the column "{column}", which is of no carrier', column=head[-1].text)
            block.apart[column] = across.Apart("column-left-out", said)
        elif named and not guessed:
            unit = {"unit": block.units[column]} if column in block.units else {}
            if sum_rows.across(page, body, column, [place for place in block.heads if place < column]):
                block.totals[column] = across.TotalColumn(block.units.get(column, NOWHERE), frozenset())
            else:
                block.heads[column] = {"carrier": head[-1], "scope": NOWHERE, **unit}


def _units_below(page: Page, block: Block) -> None:
    """Give columns the units that stand in a row of units right below the header. Where another unit stands beside a
    carrier or above the table, nobody knows which is meant: the row stays one of the table."""
    row, above = block.first, block.about.get("unit", NOWHERE)
    if row >= page.height or not header_rows.unit_row([text for _, text in page.texts(row)]):
        return
    units = {column: page.cell(row, column) for column, _ in page.texts(row)}
    given = {column: units[column] for column in block.columns if column in units}
    for column, cell in given.items():
        beside = header_rows.unit_of_figures(block.heads.get(column, {}).get("carrier", NOWHERE), above)
        if beside is None or (beside.text and header_rows.unit_of(beside.text) != header_rows.unit_of(cell.text)):
            return
    block.heads |= {column: head | {"unit": given[column]} for column, head in block.heads.items() if column in given}
    block.totals |= {at: total._replace(unit=given[at]) for at, total in block.totals.items() if at in given}
    block.units, block.first = units, row + 1


def _unit_apart(page: Page, block: Block) -> None:
    """Give totals the unit that stands in their own header. Where that measures something else than the figures beside
    it, such as emissions beside the energy of carriers, the column is no total of them: it holds figures of its own."""
    above = block.about.get("unit", NOWHERE)
    units = [head.get("unit") or header_rows.unit_of_figures(head["carrier"], above) for head in block.heads.values()]
    kinds = {header_rows.measured(unit.text) for unit in units if unit is not None and unit.text}
    apart = dict[int, SheetCell]()
    for column, total in block.totals.items():
        cell = page.cell(next((r for r in reversed(block.header) if page.text(r, column)), block.header[-1]), column)
        named = header_unit(cell.text) if not total.unit.text else None
        unit = cell.saying(named[1].name) if named else total.unit
        block.totals[column] = total._replace(unit=unit)
        if unit.text and kinds and header_rows.measured(unit.text) not in {*kinds, None}:
            apart[column] = unit
    for column, unit in apart.items():
        before = [head["carrier"] for at, head in sorted(block.heads.items()) if at < column and head["carrier"].text]
        beside = before[-1] if before and len(apart) > 1 else NOWHERE  # each beside the carrier that it is of
        block.heads[column] = {"carrier": beside, "scope": NOWHERE, "unit": unit}
        del block.totals[column]


def _unit_of_total(block: Block) -> None:
    """Give a table that states no unit the one in the header of its totals, where most rows add up to them."""
    named = [(column, total.unit) for column, total in block.totals.items() if total.unit.text]
    stated = any(header_rows.own_unit(head["carrier"].text) for head in block.heads.values())
    if "unit" in block.about or len(named) != 1 or stated:
        return
    (column, unit) = named[0]
    rows = [row for row in range(block.first, block.last) if block.page.filled(row, column)]
    agreeing = [row for row in rows if sum_rows.adds_up(block.page, row, column, block.heads)]
    if len(agreeing) >= LEAST_AGREEING and MOSTLY * len(rows) <= len(agreeing):
        block.about["unit"] = unit


def _end(page: Page, block: Block) -> int:
    """Where a table ends: at the next header, at a blank row after which no figures come, or at the page's end. A group
    of sectors may stand below a blank row, under a title of its own."""
    for row in range(block.first, page.height):
        if table_heads.begins(page, row) and not carrier_row(page, row, block) and not _again(block, row):
            return _below_figures(page, block, row)
        if page.texts(row):
            continue
        below = next((later for later in range(row, page.height) if page.texts(later)), None)
        if below is None or table_heads.begins(page, below) or table_heads.fact(page, below):
            return row
        if not (figures(block, below) or _goes_on(page, block, below)):
            return row
    return table_heads.last_row(page, block.first, block.columns, block.labels)


def _again(block: Block, row: int) -> bool:
    """Whether a row among those of a table names its columns once more; a sentence may stand above it, but no title."""
    page, above = block.page, row - 1
    if row <= block.first or not table_heads.again(page, row, block.header[-1]):
        return False
    texts = [text for _, text in page.texts(above)]
    if len(texts) == 1 and not (year_words.YEAR.search(texts[0]) or header_unit(texts[0])):
        above -= 1
    return bool(figures(block, above)) and not table_heads.fact(page, above)


def _below_figures(page: Page, block: Block, row: int) -> int:
    """Where the texts above a header begin that stand below the last figures of the table before it: its titles."""
    while (
        row > block.first and page.texts(row - 1) and (not figures(block, row - 1) or table_heads.fact(page, row - 1))
    ):
        row -= 1
    return row


def _goes_on(page: Page, block: Block, row: int) -> bool:
    """Whether a row without figures is the title of more rows of the table: before the next blank row or header a
    sector has figures."""
    for later in range(row, page.height):
        if not page.texts(later) or table_heads.begins(page, later):
            return False
        labels = [page.text(later, column) for column in block.labels]
        if figures(block, later) and any(header_rows.sector(text) for text in labels if text):
            return True
    return False


def figures(block: Block, row: int) -> list[int]:
    """The columns of a row that hold a figure, a key or an error."""
    beside = (column for column, why in block.apart.items() if why in (MARKET, SEVERAL_SCOPES))
    return sorted(column for column in (*block.heads, *block.totals, *beside) if block.page.filled(row, column))


def carrier_row(page: Page, row: int, block: Block) -> bool:
    """Whether a row names the carriers of the figures above it, or their sectors, as where its header names scopes
    alone; below a header that names carriers such a row is the next header."""
    if block.of_carriers:
        return False
    texts = {column: text for column in block.columns if (text := page.text(row, column))}
    if sum(1 for text in texts.values() if header_rows.carrier(text)) >= table_heads.LEAST_CARRIERS:
        return True
    words = len(texts) >= table_heads.LEAST_CARRIERS and not any(map(header_rows.figure, texts.values()))
    above = set(figures(block, row - 1)) if words and row > block.first else set()
    return texts.keys() <= above and any(map(header_rows.sector, texts.values()))
