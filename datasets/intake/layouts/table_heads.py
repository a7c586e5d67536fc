"""Where the tables of a sheet begin and end: the rows of heads above their figures, and what stands around them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from itertools import takewhile

from analytics.text import multiples, numerals
from datasets.intake.layouts import header_rows
from datasets.intake.layouts.head_words import (
    carrier_columns,
    is_known,
    is_measure,
    measures,
    overlong_years,
    years_alike,
)
from datasets.intake.layouts.long_records import Page
from datasets.intake.meaning import year_words

MOST_HEADS = 3
"""So many rows of heads stand over each other."""
LEAST_CARRIERS, LEAST_ALONE = 3, 2
"""So many carriers tell that a row names those of the columns; and where nothing stands beside them but labels."""
LEAST_SCOPES = 2
LEAST_NAMES = 2
"""So many texts in a row are the names of columns."""
SENTENCE = 4
"""So many words in the place of a figure are none that stands for it."""


def of_page(page: Page) -> list[tuple[int, ...]]:
    """The rows of heads that begin in each of the first rows of a sheet."""
    return [rows for top in range(min(page.height, header_rows.FIRST_ROWS)) if (rows := rows_of(page, top))]


def rows_of(page: Page, top: int) -> tuple[int, ...]:
    """The rows of heads from one on; none where it holds a figure."""
    texts = page.texts(top)
    numbers = [column for column, text in texts if header_rows.numeric(text) and not header_rows.year(text)]
    if not texts or (numbers and not {*numbers} <= {*years_alike(page, top), *overlong_years(page, top)}):
        return ()
    below = range(top + 1, min(top + MOST_HEADS, page.height))
    return (top, *takewhile(partial(_goes_on, page), below))


def carriers_across(page: Page, top: int) -> tuple[int, ...]:
    """The rows of heads from one on that names carriers or scopes, without a row of their units; none where it does
    not."""
    rows = rows_of(page, top) if announces(page, top) else ()
    below = range(rows[-1] + 1, min(top + MOST_HEADS, page.height)) if rows else range(0)
    rows = (*rows, *takewhile(partial(_names_them, page), below))
    return tuple(row for row in rows if not header_rows.unit_row([text for _, text in page.texts(row)]))


def _names_them(page: Page, row: int) -> bool:
    """Whether a row below heads names carriers or scopes of several columns, and no sector on their left."""
    texts = [text for _, text in page.texts(row)]
    told = (header_rows.carrier(text) or header_rows.scope(text) or header_rows.scopes(text) for text in texts)
    numbers = any(map(header_rows.numeric, texts))
    return sum(map(bool, told)) >= LEAST_SCOPES and not numbers and not header_rows.sector(texts[0])


def _goes_on(page: Page, row: int) -> bool:
    """Whether a row says more of the columns under the heads of the row above it: their units, or years, or words that
    come back under several of them."""
    heads = {column: text for column, text in page.texts(row - 1) if column and not header_rows.field(text)}
    below = {column: text for column, text in page.texts(row) if heads and column >= min(heads)}
    texts = list(below.values())
    alone = len(heads) == 1 and any(is_measure(text) or header_rows.year(text) for text in heads.values())
    if not texts or alone:  # as "Year" or "Unit" and what it is, above a table
        return False
    if all(map(is_measure, texts)):
        return any(map(header_rows.unit_of, texts)) and not all(map(_is_amount, texts))
    several = len(set(heads.values())) < len(texts)
    dated = any(map(header_rows.year, heads.values()))
    again = len(set(texts)) < len(texts) or not (dated or below.keys() <= heads.keys())
    if all(header_rows.year(text) or header_rows.period(text) for text in texts):
        return several and again
    each = sorted({*heads} & {*below})
    ends = [*each[1:], max(below) + 1] if each else []
    groups = {tuple(below.get(at) for at in range(first, end)) for first, end in zip(each, ends, strict=True)}
    alike = len(each) > 1 and len(groups) == 1
    told = sum(is_known(text) or header_rows.percent(text) for text in texts)
    measured = all(map(is_measure, heads.values()))
    named = alike or measured or 2 * told > len(texts)  # what is not known is asked about
    return several and again and named and not any(map(header_rows.figure, texts))


def _is_amount(text: str) -> bool:
    """Whether a cell holds a figure with its unit, and no unit that is counted by the thousand ("1000 MWh")."""
    return numerals.split_unit(text) is not None and multiples.counted(text) is None


def announces(page: Page, row: int) -> bool:
    """Whether a row is the header of such a table: carriers or scopes across, or the last columns each one carrier; two
    carriers are enough where nothing else stands beside the names of sectors but totals and shares."""
    filled = page.texts(row)
    texts = [text for _, text in filled]
    scopes = {header_rows.scope(text) or (0 if header_rows.scopes(text) else None) for text in texts} - {None}
    carriers = len([text for text in texts if header_rows.carrier(text)])
    enough = carriers >= LEAST_CARRIERS or len(scopes) >= LEAST_SCOPES or carrier_columns(texts)
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
        or sums_up(text)
        or header_rows.percent(text)
    )


def sums_up(words: str) -> bool:
    """Whether a header announces a sum of the row, or names nothing but what is measured."""
    return header_rows.total_column(words) or measures(words)


def belongs(page: Page, row: int) -> bool:
    """Whether the row above a header belongs to it: it names the columns of labels ("Macro-area", "Sector"), or
    carriers beside groups of those below ("Electricity", "Heat/cold", "Fossil fuels" over four of them)."""
    texts = page.texts(row)
    if not texts or any(header_rows.numeric(text) for _, text in texts):
        return False
    if header_rows.sector(texts[0][1]) and not header_rows.carrier(texts[0][1]):
        return False
    alone = [text for column, text in texts if column and header_rows.carrier(text) and not page.text(row + 1, column)]
    return bool(alone) or any(header_rows.field(text) in ("sector", "macro_area", "subsector") for _, text in texts)


def begins(page: Page, row: int) -> bool:
    """Whether the header of a table begins in a row."""
    return announces(page, row) or (row + 1 < page.height and announces(page, row + 1) and belongs(page, row))


def fact(page: Page, row: int) -> bool:
    """Whether a row says what holds for a table: its city, year or unit beside the name of it."""
    texts = page.texts(row)
    if len(texts) != 2:
        return False
    (column, text), (after, _) = texts
    stated = header_rows.said(text, page.cell(row, column), page.cell(row, after))
    return bool(stated) or year_words.kind(text) in (*year_words.LABELS, "target")


def above_years(page: Page, rows: Sequence[int]) -> bool:
    """Whether years stand beside a name of them ("Base year", "1990", "2021") above a row that heads columns by years,
    without a label of its own, or above the unit and that row."""
    column, text = page.texts(rows[0])[0]
    below = [
        row for row in range(rows[-1] + 1, min(rows[-1] + 1 + MOST_HEADS, page.height)) if not page.text(row, column)
    ]
    headed = any(sum(bool(header_rows.year(each)) for _, each in page.texts(row)) >= LEAST_NAMES for row in below)
    return year_words.kind(text) in year_words.LABELS and headed


def above_names(page: Page, rows: Sequence[int], heads: Iterable[int]) -> bool:
    """Whether one year stands beside the name of it ("Base year", "2019"), and words right below it: those of the
    columns, or the unit."""
    below = [text for column in heads if (text := page.text(rows[-1] + 1, column))]
    return fact(page, rows[0]) and bool(below) and not any(map(header_rows.figure, below))


def name_figures(page: Page, row: int) -> bool:
    """Whether a row names the columns of the figures in the row below it."""
    names = page.texts(row)
    if len(names) < LEAST_NAMES or row + 1 >= page.height or fact(page, row) or fact(page, row + 1):
        return False
    figures = [column for column, _ in names[1:] if header_rows.figure(page.text(row + 1, column))]
    return not any(counts(text) for _, text in names) and len(figures) == len(names) - 1


def counts(text: str) -> bool:
    """Whether a cell holds a figure that is no year."""
    return header_rows.figure(text) and not header_rows.year(text)


def again(page: Page, row: int, names: int) -> bool:
    """Whether a row below the names of the columns is the same once more."""
    return row > names and len(page.texts(row)) > 1 and page.texts(row) == page.texts(names)


def last_row(page: Page, first: int, figures: Iterable[int], labels: Iterable[int]) -> int:
    """Where the rows of a table end: above sentences in the place of figures, beside no sector or carrier."""
    last = page.height
    while last > first:
        texts = [text for column in figures if (text := page.text(last - 1, column))]
        named = [text for column in labels if (text := page.text(last - 1, column))]
        sentences = all(len(text.split()) >= SENTENCE and not text[:1].isdigit() for text in texts)
        if not (texts and sentences) or any(header_rows.sector(text) or header_rows.carrier(text) for text in named):
            break
        last -= 1
    return last
