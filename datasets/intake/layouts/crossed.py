"""Words down and words across where no other layout knows them: carriers down and sectors across, and a language that
no list of words holds. What a word means is asked about; a table without a unit of energy or emissions is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple

from analytics.text import numerals
from analytics.text.header_units import header_unit
from analytics.text.parts_of_year import are_parts
from analytics.text.problems import Problem
from analytics.text.sentences import Sentence
from datasets.intake.layouts import across, header_rows, sum_rows
from datasets.intake.layouts.long_records import NOWHERE, Layout, Page, SheetCell
from datasets.intake.meaning.questions import CHOICES
from datasets.intake.meaning.sum_words import is_total
from datasets.intake.readers.encoding import quoted

KEY, ACROSS = "words-down", "words-across"
"""What the words beside the rows are, where no word of a table is known; and those above the columns beside years."""
MOST_COLUMNS = 100
"""No table has more sectors or carriers across."""
LEAST_ROWS = 2
"""So many rows with figures make a table."""


class _Crossed(NamedTuple):
    """The row of the heads, the column of the labels, and what both are: sectors, carriers, or years."""

    row: int
    label: int
    columns: tuple[int, ...]
    heads: str
    labels: str
    unsure: bool


def header(page: Page) -> int | None:
    """The row of heads above columns of nothing but figures, each row of which bears a word or a year."""
    found = _found(page)
    return found.row if found else None


def layout(page: Page, answers: Mapping[str, str]) -> Layout | None:
    """One record for each figure. Columns that are the sum of the others are checked and left out."""
    found = _found(page, answers)
    if found is None:
        return None
    named, body = page.headed(found.row), range(found.row + 1, page.height)
    shares = frozenset(column for column in found.columns if header_rows.percent(page.text(found.row, column)))
    figures = [column for column in found.columns if column not in shares]
    totals = [column for column in figures if len(figures) > 1 and is_total(page.text(found.row, column))]
    rest = [column for column in figures if column not in totals]
    unknown = [at for at in rest if len(rest) > LEAST_ROWS and not _known(_word(page.text(found.row, at)))]
    totals += [at for at in unknown if sum_rows.across(page, body, at, [other for other in rest if other != at])]
    parts = frozenset(column for column in rest if column not in totals)
    heads = {column: _said(named.cell(found.row, column), found.heads) for column in sorted(parts)}
    table = across.Across(
        named,
        found.row,
        found.row + 1,
        heads,
        {found.labels: found.label},
        header_rows.about(page, 0, found.row),
        totals={column: across.TotalColumn(NOWHERE, parts) for column in totals},
        columns_apart=dict.fromkeys(shares, across.SHARES),
        dated=found.labels == "year",
        again=found.row,
    )
    read = across.layout(table, answers, "crossed")
    if read and found.unsure and _key(found) not in answers:
        asked = replace(read.sheet, problems=(*read.sheet.problems, _which(named, found)))
        return replace(read, sheet=asked, origins=replace(read.origins, waiting=tuple(range(len(read.sheet.rows)))))
    return read


def _said(cell: SheetCell, kind: str) -> dict[str, SheetCell]:
    """What a head says: a word, a unit, or both."""
    own, word = header_unit(cell.text), _word(cell.text)
    return {**({kind: cell.saying(word)} if word else {}), **({"unit": cell.saying(own[1].name)} if own else {})}


def _known(word: str) -> bool:
    return bool(header_rows.carrier(word) or header_rows.sector(word))


def _word(text: str) -> str:
    """A head without its unit; nothing where it is one."""
    own = header_unit(text)
    return own[0].strip(" ,:;-–([") if own else text


def _key(found: _Crossed) -> str:
    return KEY if found.labels in _OPPOSITE else ACROSS


def _which(page: Page, found: _Crossed) -> Problem:
    """Which words are sectors, where nothing tells: shown with the first of both."""
    down = page.text(next(row for row in range(found.row + 1, page.height) if page.text(row, found.label)), found.label)
    over = page.text(found.row, found.columns[0])
    told = Sentence("{down} beside the figures and {over} above them", down=quoted(down), over=quoted(over))
    key, known = _key(found), Sentence("words that are known")
    fix = Sentence("Say whether sectors or carriers stand beside the rows; the others stand above the columns.")
    if key == ACROSS:
        fix = Sentence("Say whether sectors or carriers stand above the columns.")
    return Problem("ask", key, told, known, fix, found.row + 1, key=key, choices=CHOICES[key])


def _found(page: Page, answers: Mapping[str, str] = MappingProxyType({})) -> _Crossed | None:
    for row in range(min(page.height, header_rows.FIRST_ROWS)):
        texts = page.texts(row)
        if not texts or any(header_rows.numeric(text) for _, text in texts):
            continue
        first = texts[0][0]
        bare = first > 0 and any(page.text(later, first - 1) for later in range(row + 1, page.height))
        label, columns = (first - 1, texts) if bare else (first, texts[1:])
        if not 0 < len(columns) <= MOST_COLUMNS:
            continue
        found = _Crossed(row, label, tuple(column for column, _ in columns), *_axes(page, row, label, columns, answers))
        if found.heads and _figures(page, found) and _measured(page, found):
            return found
    return None


def _axes(
    page: Page, row: int, label: int, columns: Sequence[tuple[int, str]], answers: Mapping[str, str]
) -> tuple[str, str, bool]:
    """What heads and labels are, by the words that are known or the name of the labels, else as was ``said``: carriers
    where the others are sectors; and whether nothing tells. Nothing where both are the same, or a head names a column
    of another table."""
    words = [text for later in range(row + 1, page.height) if (text := page.text(later, label))]
    heads = [word for _, text in columns if (word := _word(text))]
    corner = header_rows.field(page.text(row, label))
    if corner not in (None, "sector", "carrier", "year", "period") or any(map(header_rows.field, heads)):
        return "", "", False
    down, over = _kind(words), _kind(heads)
    dated = sum(bool(header_rows.year_text(word)) for word in words) >= LEAST_ROWS
    if dated or corner == "period" or are_parts(words):
        known = over or ("carrier" if any(map(header_rows.carrier, heads)) else "")
        return known or answers.get(ACROSS, "sector"), "year" if dated else "period", not known
    down = corner if corner in _OPPOSITE else down or _OPPOSITE.get(over, "")
    unsure = not down and bool(heads)
    down = down or answers.get(KEY, "sector")
    over = over or _OPPOSITE[down]
    return ("", "", False) if over == down else (over, down, unsure)


_ASKED = ("dash", "not-available", "marked")
"""What a figure's cell may hold that is asked about."""
_OPPOSITE = {"sector": "carrier", "carrier": "sector"}


def _kind(words: Sequence[str]) -> str:
    """Whether words are sectors or carriers, by those that are known as one of them alone; a total is neither."""
    words = [header_rows.unlisted(word) for word in words if not is_total(word)]
    sectors = sum(bool(header_rows.sector(word)) and not header_rows.carrier(word) for word in words)
    carriers = sum(bool(header_rows.carrier(word)) and not header_rows.sector(word) for word in words)
    return "sector" if sectors > carriers else "carrier" if carriers > sectors else ""


def _figures(page: Page, found: _Crossed) -> bool:
    """Whether nothing but figures stands below the heads, beside a word each, in enough rows."""
    rows, names, columns = 0, page.texts(found.row), frozenset(found.columns)
    for row in range(page.height):
        filled = [(column, text) for column, text in page.texts(row) if column > found.label]
        shown = [header_rows.figure(text) or numerals.read_one(text).fault in _ASKED for _, text in filled]
        if row < found.row and len(filled) > 1 and any(shown):  # a table that began before
            return False
        if row <= found.row or page.texts(row) == names:
            continue
        stray = any(column not in columns for column, _ in filled)
        label = page.text(row, found.label)
        again = header_rows.year_word(label) or header_rows.field(label) in ("year", "unit", "city")
        dated = len(filled) == 1 < len(columns) and header_rows.year(filled[0][1])
        if again or dated:  # another table begins, of which something else holds
            return False
        if stray or (any(shown) and not label) or (len(shown) > 1 and not all(shown)):
            return False
        rows += any(shown)
    return rows >= LEAST_ROWS


def _measured(page: Page, found: _Crossed) -> bool:
    """Whether a unit of energy or emissions stands above the table or among its heads."""
    above = header_rows.about(page, 0, found.row).get("unit", NOWHERE).text
    heads = [named[1].name for _, text in page.texts(found.row) if (named := header_unit(text))]
    return any(header_rows.measured(unit) in ("energy", "emissions") for unit in (above, *heads) if unit)
