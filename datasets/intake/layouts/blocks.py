"""The tables of a sheet that have carriers or scopes across: their headers, their columns, and where they end."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import takewhile
from typing import NamedTuple

from analytics.text.header_units import header_unit, is_factor_header
from datasets.intake.layouts import head_words, header_rows, sum_rows, titles
from datasets.intake.layouts.dating import UNDATED, Dating
from datasets.intake.layouts.long_records import NOWHERE, Page, SheetCell
from datasets.intake.meaning import year_words
from datasets.intake.meaning.other_figures import beside
from datasets.intake.own_files.sheet_words import without_carrier
from datasets.intake.readers.dialect import folded
from datasets.reference import catalogue

LEAST_CARRIERS, LEAST_ALONE = 3, 2
LEAST_SCOPES = 2
MOST_HEADS = 3
"""So many rows of heads stand over each other."""
DESCRIBED = re.compile(r"^\(?(?:type of )?(?:fuel|energy)[ a-z]*/ ?energy[ a-z]*used|^\(?fuel type", re.IGNORECASE)
"""How a row begins that describes the fuels of the row above it."""
MIXED = 0
"""What stands for the scope of a column that is headed by several."""


LABELS = frozenset({"city", "year", "macro_area", "sector", "subsector", "carrier"})
"""The fields whose names right of the figures are those of another table beside this one."""
LEAST_AGREEING, MOSTLY = 3, 0.8
"""[R] So many rows, and so large a part of all, must add up to a column of totals before its unit is that of all."""
MONEY = frozenset("€$£")
BESIDE = ("share", "note")
"""The kinds of columns that hold no figure of the table."""


class Role(NamedTuple):
    """What a column holds: figures of a carrier and a scope, a total of other columns, shares, notes, or labels;
    figures of several scopes at once ("mixed"), or the scope 2 of contracts beside that of the grid ("market")."""

    kind: str
    carrier: SheetCell = NOWHERE
    scope: int | None = None
    scope_cell: SheetCell = NOWHERE
    unit: SheetCell = NOWHERE
    """The unit in the header of a column of no carrier, or in a row of units below the header."""


@dataclass
class Block:
    """One table of a sheet: the rows of its header, its columns, and the rows from ``first`` up to ``last``.

    A title above these rows may name their ``carrier``, or be the reason why they are ``refused``.
    """

    page: Page
    header: tuple[int, ...]
    roles: dict[int, Role]
    labels: list[int]
    first: int
    last: int = 0
    about: dict[str, SheetCell] = field(default_factory=dict)
    dated: Dating = UNDATED
    carrier: SheetCell | None = None
    refused: titles.TitledPart | None = None


def blocks(page: Page) -> list[Block]:
    """The tables of a sheet that have carriers or scopes across."""
    return page.once(_blocks)


def _blocks(page: Page) -> list[Block]:
    found: list[Block] = []
    row = 0
    while row < page.height and (found or row < header_rows.FIRST_ROWS):
        header = _header(page, row)
        block = _block(page, header) if header else None
        row = header[-1] + 1 if header else row + 1
        if block is None:
            continue
        named = [column for column, role in block.roles.items() if role.carrier.text]
        block.about, block.dated = header_rows.about_carriers(page, found[-1].last if found else 0, header, named)
        _units_below(page, block)
        _unit_apart(page, block)
        block.last = _end(page, block)
        row = max(row, block.last)
        found.append(block)
    for block in found:
        _name_others(block)
        _unit_of_total(block)
    every = [part for block in found for part in _parted(block)]
    return [block for block in every if any(figures(block, row) for row in range(block.first, block.last))]


def _parted(block: Block) -> list[Block]:
    """A table as one for each group of its rows, where titles among them name another unit, year or carrier."""
    carriers = [role.carrier for role in block.roles.values() if role.carrier.text and role.kind != "note"]
    units = {own for cell in carriers if (own := header_rows.own_unit(cell.text)) and not header_rows.remark(cell.text)}
    described = frozenset(
        row
        for row in range(block.first, block.last)
        if carrier_row(block.page, row, block)
        or again(block, row)
        or any(DESCRIBED.search(text) for _, text in block.page.texts(row))
    )
    in_rows = any(header_rows.field(block.page.names[column]) == "carrier" for column in block.labels)
    beside = frozenset({"carrier"} if described or in_rows else ())
    named = frozenset({"carriers"}) if carriers else beside
    found, _ = titles.parts(
        titles.TitledTable(
            block.page,
            block.first,
            block.last,
            frozenset(block.roles),
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
    )


def _header(page: Page, row: int) -> tuple[int, ...]:
    """The rows of a header that begins in ``row``, or none."""
    below = range(row + 1, min(row + MOST_HEADS, page.height))
    return (row, *takewhile(partial(_continues, page), below)) if announces(page, row) else ()


def announces(page: Page, row: int) -> bool:
    """Whether a row is the header of such a table: carriers or scopes across, or the last columns each one carrier; two
    carriers are enough where nothing else stands beside the names of sectors but totals and shares."""
    filled = page.texts(row)
    texts = [text for _, text in filled]
    scopes = {header_rows.scope(text) or (0 if header_rows.scopes(text) else None) for text in texts} - {None}
    carriers = sum(1 for text in texts if header_rows.carrier(text))
    enough = carriers >= LEAST_CARRIERS or len(scopes) >= LEAST_SCOPES or header_rows.carrier_columns(texts)
    if carriers == LEAST_ALONE and not enough:
        named = filled[0][0] > 0 or header_rows.field_named(texts[0]) == "sector"
        enough = named and all(map(_of_a_matrix, texts))
    if not enough or any(map(header_rows.numeric, texts)):
        return False
    label = filled[0][0] - bool(header_rows.carrier(texts[0]))
    return not header_rows.months_below(page, row, max(label, 0))


def _of_a_matrix(text: str) -> bool:
    return (
        bool(header_rows.carrier(text))
        or header_rows.field_named(text) == "sector"
        or _is_total(text)
        or header_rows.percent(text)
    )


def _continues(page: Page, row: int) -> bool:
    texts = [text for _, text in page.texts(row)]
    named = sum(1 for text in texts if header_rows.carrier(text) or header_rows.scope(text) or header_rows.scopes(text))
    return named >= LEAST_SCOPES and not any(map(header_rows.numeric, texts)) and not header_rows.sector(texts[0])


def _block(page: Page, header: tuple[int, ...]) -> Block | None:
    """The columns of a table by the words above them."""
    above = (header[0] - 1, *header) if header[0] and _heads(page, header[0] - 1) else header
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
    start = min((*carriers, *scopes), default=0)
    if not start:  # nothing on the left names the sectors
        return None
    roles, over = dict[int, Role](), header_rows.spread(scopes, range(start, page.width))
    for column in range(start, page.width):
        words = " ".join(page.text(row, column) for row in above if row >= header[0] or column >= start).strip()
        number, cell = over.get(column, (None, NOWHERE))
        beside = column not in carriers and column not in scopes
        if header_rows.percent(words) or (beside and header_rows.per_head(words)):
            roles[column] = Role("share")
        elif beside and _is_total(words):
            roles[column] = Role("total")
        elif number == MIXED:
            inside = _several(cell) <= {other for other, _ in scopes.values()}
            roles[column] = Role("total" if inside else "mixed", scope_cell=cell)
        elif column in carriers:
            roles[column] = Role("figures", carriers[column], number, cell)
        elif catalogue.normal_label(words) in without_carrier():
            roles[column] = Role("figures")
        elif number is not None and not (carriers and column not in scopes and words):
            roles[column] = Role(
                "figures",
                page.cell(header[-1], column) if words and not header_rows.scope(words) else NOWHERE,
                number,
                cell,
            )
    second = [column for column, role in roles.items() if role.scope == 2]
    market = [at for at in second if any(header_rows.market_based(page.text(row, at)) for row in above)]
    if len(market) < len(second):
        roles |= {column: roles[column]._replace(kind="market") for column in market}
    labels = [column for column in range(start) if any(page.text(row, column) for row in range(above[0], page.height))]
    return Block(page, above, roles, labels, header[-1] + 1)


def _several(cell: SheetCell) -> set[int]:
    """The scopes that one header names."""
    named = {int(number) for number in re.findall(r"[123]", cell.text)}
    through = re.search(r"[123]\s*[-\u2013]\s*[123]", cell.text)
    return set(range(min(named), max(named) + 1)) if through else named


def summed(block: Block, column: int) -> list[int]:
    """The columns that a column of totals sums up: all, or those of the scopes that it names."""
    cell = block.roles[column].scope_cell
    named = _several(cell) if cell.text else set()
    return [place for place, role in block.roles.items() if not named or role.scope in named]


def _name_others(block: Block) -> None:
    """Give a role to the other columns that have a name: one of texts, of money or of figures per head is no figure of
    the table; one of numbers may be of a carrier that is not known, so that it is asked about as one."""
    page = block.page
    body = range(block.first, block.last)
    named = any(role.carrier.text for role in block.roles.values())
    for column in range(min(block.roles, default=page.width), page.width):
        head = [page.cell(row, column) for row in block.header if page.text(row, column)]
        words = " ".join(cell.text for cell in head)
        role = block.roles.get(column)
        guessed = role is not None and role.kind == "figures" and role.carrier.text and not header_rows.carrier(words)
        if (role and not guessed) or not head or header_rows.field(words) in LABELS:
            continue
        cells = [page.text(row, column) for row in body if page.filled(row, column)]
        split = frozenset(re.sub(r"[^\w€$£]+", " ", folded(words)).split())
        if not any(map(header_rows.figure, cells)) or beside(split) or split & MONEY or is_factor_header(words):
            block.roles[column] = Role("note", head[-1])
        elif named and role is None:
            others = [place for place, other in block.roles.items() if other.kind == "figures" and place < column]
            summed = sum_rows.across(page, body, column, others)
            block.roles[column] = Role("total") if summed else Role("figures", head[-1])


def _heads(page: Page, row: int) -> bool:
    """Whether the row above a header belongs to it: it names the columns of labels ("Macro-area", "Sector"), or
    carriers beside groups of those below ("Electricity", "Heat/cold", "Fossil fuels" over four of them)."""
    texts = page.texts(row)
    if not texts or any(header_rows.numeric(text) for _, text in texts):
        return False
    if header_rows.sector(texts[0][1]) and not header_rows.carrier(texts[0][1]):
        return False
    alone = [text for column, text in texts if column and header_rows.carrier(text) and not page.text(row + 1, column)]
    return bool(alone) or any(header_rows.field(text) in ("sector", "macro_area", "subsector") for _, text in texts)


def _begins(page: Page, row: int) -> bool:
    """Whether the header of a table begins in a row."""
    return announces(page, row) or (row + 1 < page.height and announces(page, row + 1) and _heads(page, row))


def _is_total(words: str) -> bool:
    """Whether a header announces a sum of the row, or names nothing but what is measured."""
    return header_rows.total_column(words) or head_words.measures(words)


def _units_below(page: Page, block: Block) -> None:
    """Give columns the units that stand in a row of units right below the header. Where another unit stands beside a
    carrier or above the table, nobody knows which is meant: the row stays one of the table."""
    row, above = block.first, block.about.get("unit", NOWHERE)
    if row >= page.height or not header_rows.unit_row([text for _, text in page.texts(row)]):
        return
    given = {column: page.cell(row, column) for column in block.roles if page.filled(row, column)}
    for column, cell in given.items():
        beside = header_rows.unit_of_figures(block.roles[column].carrier, above)
        if beside is None or (beside.text and header_rows.unit_of(beside.text) != header_rows.unit_of(cell.text)):
            return
    block.roles |= {column: block.roles[column]._replace(unit=cell) for column, cell in given.items()}
    block.first = row + 1


def _unit_apart(page: Page, block: Block) -> None:
    """Give totals the unit that stands in their own header. Where that measures something else than the figures beside
    it, such as emissions beside the energy of carriers, the column is no total of them: it holds figures of its own."""
    others = [role for role in block.roles.values() if role.kind == "figures"]
    above = block.about.get("unit", NOWHERE)
    units = [role.unit if role.unit.text else header_rows.unit_of_figures(role.carrier, above) for role in others]
    kinds = {header_rows.measured(unit.text) for unit in units if unit is not None and unit.text}
    apart = dict[int, Role]()
    for column, role in block.roles.items():
        cell = page.cell(next((r for r in reversed(block.header) if page.text(r, column)), block.header[-1]), column)
        named = header_unit(cell.text) if role.kind == "total" and not role.unit.text else None
        unit = cell.saying(named[1].name) if named else role.unit
        if role.kind == "total" and unit.text:
            own = kinds and header_rows.measured(unit.text) not in {*kinds, None}
            block.roles[column] = role._replace(kind="figures" if own else "total", unit=unit)
            apart |= {column: block.roles[column]} if own else {}
    for column, role in apart.items() if len(apart) > 1 else ():  # each beside the carrier that it is of
        before = [other.carrier for place, other in block.roles.items() if place < column and other.carrier.text]
        block.roles[column] = role._replace(carrier=before[-1] if before else NOWHERE)


def _unit_of_total(block: Block) -> None:
    """Give a table that states no unit the one in the header of its totals, where most rows add up to them."""
    held = [column for column, role in block.roles.items() if role.kind == "figures"]
    named = [(column, role.unit) for column, role in block.roles.items() if role.kind == "total" and role.unit.text]
    if "unit" in block.about or len(named) != 1 or any(header_rows.own_unit(block.roles[c].carrier.text) for c in held):
        return
    (column, unit) = named[0]
    rows = [row for row in range(block.first, block.last) if block.page.filled(row, column)]
    agreeing = [row for row in rows if sum_rows.adds_up(block.page, row, column, held)]
    if len(agreeing) >= LEAST_AGREEING and MOSTLY * len(rows) <= len(agreeing):
        block.about["unit"] = unit


def _end(page: Page, block: Block) -> int:
    """Where a table ends: at the next header, at a blank row after which no figures come, or at the page's end. A group
    of sectors may stand below a blank row, under a title of its own."""
    for row in range(block.first, page.height):
        if _begins(page, row) and not carrier_row(page, row, block) and not again(block, row):
            return _below_figures(page, block, row)
        if page.texts(row):
            continue
        below = next((later for later in range(row, page.height) if page.texts(later)), None)
        if below is None or _begins(page, below) or fact(page, below):
            return row
        if not (figures(block, below) or _goes_on(page, block, below)):
            return row
    return page.height


def again(block: Block, row: int) -> bool:
    """Whether a row among those of a table names its columns once more; a sentence may stand above it, but no title."""
    page, above = block.page, row - 1
    if row <= block.first or page.texts(row) != page.texts(block.header[-1]):
        return False
    texts = [text for _, text in page.texts(above)]
    if len(texts) == 1 and not (year_words.YEAR.search(texts[0]) or header_unit(texts[0])):
        above -= 1
    return bool(figures(block, above)) and not fact(page, above)


def _below_figures(page: Page, block: Block, row: int) -> int:
    """Where the texts above a header begin that stand below the last figures of the table before it: its titles."""
    while row > block.first and page.texts(row - 1) and (not figures(block, row - 1) or fact(page, row - 1)):
        row -= 1
    return row


def fact(page: Page, row: int) -> bool:
    """Whether a row says what holds for a table: its city, year or unit beside the name of it."""
    texts = page.texts(row)
    if len(texts) != 2:
        return False
    (column, text), (after, _) = texts
    stated = header_rows.said(text, page.cell(row, column), page.cell(row, after))
    return bool(stated) or year_words.kind(text) in (*year_words.LABELS, "target")


def _goes_on(page: Page, block: Block, row: int) -> bool:
    """Whether a row without figures is the title of more rows of the table: before the next blank row or header a
    sector has figures."""
    for later in range(row, page.height):
        if not page.texts(later) or _begins(page, later):
            return False
        labels = [page.text(later, column) for column in block.labels]
        if figures(block, later) and any(header_rows.sector(text) for text in labels if text):
            return True
    return False


def figures(block: Block, row: int) -> list[int]:
    """The columns of a row that hold a figure, a key or an error."""
    return [
        column for column, role in block.roles.items() if role.kind not in BESIDE and block.page.filled(row, column)
    ]


def carrier_row(page: Page, row: int, block: Block) -> bool:
    """Whether a row names the carriers of the figures above it, or their sectors, as where its header names scopes
    alone; below a header that names carriers such a row is the next header."""
    if any(role.carrier.text and role.kind != "note" for role in block.roles.values()):
        return False
    texts = {column: text for column in block.roles if (text := page.text(row, column))}
    if sum(1 for text in texts.values() if header_rows.carrier(text)) >= LEAST_CARRIERS:
        return True
    words = len(texts) >= LEAST_CARRIERS and not any(map(header_rows.figure, texts.values()))
    above = set(figures(block, row - 1)) if words and row > block.first else set()
    return texts.keys() <= above and any(map(header_rows.sector, texts.values()))
