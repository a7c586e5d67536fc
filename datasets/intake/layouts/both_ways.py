"""Words beside the rows and above the columns of a table that no other layout knows: which of them are sectors,
carriers or cities, and whether nothing but figures stands between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analytics.text import numerals
from analytics.text.parts_of_year import are_parts
from datasets.intake.layouts import head_words, header_rows, label_units, table_heads
from datasets.intake.layouts.long_records import NOWHERE, Page, SheetCell
from datasets.reference import registry

LEAST = 2
"""So many years, or known words, or rows make an axis."""
KEY, ACROSS = "words-down", "words-across"
"""What the words beside the rows are, where no word of a table is known; and those above the columns beside years."""
_ASKED = ("dash", "not-available", "marked")
"""What a figure's cell may hold that is asked about."""


def words_of(
    page: Page,
    body: range,
    over: Mapping[int, Sequence[SheetCell]],
    label: int,
    columns: Sequence[int],
    answers: Mapping[str, str],
) -> tuple[str, str, str]:
    """What the labels and the heads are, by the words that are known or the name of the labels, else as was answered:
    carriers where the others are sectors; and the question where nothing tells. Nothing where both are the same, or a
    head names a column of another table."""
    words = [text for row in body if (text := page.text(row, label))]
    texts = [cell.text for column in columns for cell in over[column]]
    heads = [header_rows.bare(text) for text in texts if not head_words.is_plain(text)]
    corner = header_rows.field(over[label][-1].text) if label in over else None
    if corner not in (None, "sector", "carrier", "year", "period") or any(
        header_rows.field(header_rows.bare(text)) for text in texts
    ):
        return "", "", ""
    known = head_words.kind_of(heads)
    dated = sum(bool(header_rows.year_text(word)) for word in words) >= LEAST
    if dated or corner == "period" or are_parts(words):
        known = known or ("carrier" if any(map(header_rows.carrier, heads)) else "")
        known = known or ("sector" if any(map(head_words.pair, heads)) else "")
        down, across = "year" if dated else "period", known or answers.get(ACROSS, "sector")
        return ("", "", "") if down == across else (down, across, "" if known else ACROSS)
    down = corner if corner in head_words.OPPOSITE else head_words.kind_of(words)
    asked = KEY if not down and heads and known != "period" else ""
    if not down:
        down = answers.get(KEY) or ("city" if _cities(words) else head_words.OPPOSITE.get(known, "sector"))
    known = known or head_words.OPPOSITE.get(down, "sector")
    return ("", "", "") if known == down else (down, known, asked)


def _cities(words: Sequence[str]) -> bool:
    """Whether half of the words are names of cities that signed the Covenant."""
    return 2 * sum(bool(registry.matches(word)) for word in words) >= len(words)


def only_figures(page: Page, rows: Sequence[int], label: int, columns: Sequence[int]) -> bool:
    """Whether nothing but figures stands below the heads, beside a word each, in enough rows."""
    count = 0
    for row in range(page.height):
        filled = [(column, text) for column, text in page.texts(row) if column > label]
        shown = [header_rows.figure(text) or numerals.read_one(text).fault in _ASKED for _, text in filled]
        if row < rows[0] and len(filled) > 1 and any(shown):  # a table that began before
            return False
        if row <= rows[-1] or table_heads.again(page, row, rows[-1]):
            continue
        stray = any(column not in columns for column, _ in filled)
        text = page.text(row, label)
        again = header_rows.year_word(text) or header_rows.field(text) in ("year", "unit", "city")
        dated = len(filled) == 1 < len(columns) and header_rows.year(filled[0][1]) and not _of_a_body(page, row)
        if again or dated:  # another table begins, of which something else holds
            return False
        if stray or (any(shown) and not text) or (len(shown) > 1 and not all(shown)):
            return False
        count += any(shown)
    return count >= LEAST


def _of_a_body(page: Page, row: int) -> bool:
    """Whether rows of words and figures stand right above and below a row: what looks like a year in it is a figure."""
    beside = [[text for _, text in page.texts(at)] for at in (row - 1, row + 1) if 0 <= at < page.height]
    return all(len(texts) > 1 and all(map(header_rows.figure, texts[1:])) for texts in beside)


def measured(page: Page, rows: Sequence[int], label: int) -> bool:
    """Whether a unit of energy or emissions stands above the table, among its heads or behind several labels."""
    above = header_rows.about(page, 0, rows[0]).get("unit", NOWHERE).text
    heads = [own for row in rows for _, text in page.texts(row) if (own := header_rows.unit_of(text))]
    beside = [own for row in range(rows[-1] + 1, page.height) if (own := header_rows.own_unit(page.text(row, label)))]
    units = (above, *heads, *(beside if len(beside) > 1 else ()))
    return any(header_rows.measured(unit) in label_units.KINDS for unit in units if unit)
