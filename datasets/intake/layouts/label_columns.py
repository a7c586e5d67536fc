"""The columns of a table that hold words: labels, found by their names and by the words in their rows, and those that
nothing is known of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence

from analytics.text.header_units import header_unit
from datasets.intake.layouts import head_words, header_rows, outline
from datasets.intake.layouts.long_records import Page
from datasets.intake.meaning import other_figures
from datasets.intake.meaning.gas_names import gas_of
from datasets.intake.meaning.mapping import FIELDS
from datasets.intake.meaning.questions import letter
from datasets.intake.meaning.sum_words import is_total

MOST_LEVELS = 2
"""Columns of labels beyond so many begin with the coarsest, the macro-area."""


def by_field(
    page: Page, rows: Sequence[int], body: range, figures: Container[int], start: int, others: Container[str]
) -> dict[str, int]:
    """Field -> the column that holds it, by its name, else by its words in the rows of a ``body``. Where no column is
    called a sector, those of texts left of the figures are, coarsest first. ``others`` are fields that no column of
    labels holds."""
    fields: dict[str, int] = {}
    names = {column: text for row in rows for column, text in page.texts(row) if column not in figures}
    for column, text in names.items():
        name = header_rows.field_named(text)
        if name == "source" and any(header_rows.carrier(page.text(row, column)) for row in body):
            name = "carrier"
        beside = name == "unit" and not any(header_rows.unit_of(page.text(row, column)) for row in body)
        if name and name not in others and not beside:  # else the name of the unit that stands beside it
            fields.setdefault(name, column)
    left = {
        column: [text for row in body if (text := page.text(row, column))]
        for column in range(start)
        if column not in fields.values()
    }
    words = {column: held for column, held in left.items() if not all(map(header_rows.numeric, held))}
    telling = {column: held for column, held in words.items() if len(set(held)) > 1 or head_words.kind_of(held[:1])}
    words = telling or words  # one word in all rows, such as the name of a region, tells none of them apart
    several = len(words) > 1 or {"sector", "subsector"} & fields.keys() or _all_carriers(page, words, body)
    for column, held in list(words.items()) if several else ():
        back = (
            column != next(iter(words)) and min(Counter(held).values()) > 1 and not any(map(header_rows.sector, held))
        )
        carriers = head_words.kind_of(held) == "carrier" or back  # words that come back under each of others
        word = "scope" if "scope" not in others and all(map(header_rows.scope, held)) else "carrier" if carriers else ""
        kind = "kind" if other_figures.are_kinds(held) else "gas" if all(map(gas_of, held)) else word
        if kind and kind not in fields:
            fields[kind] = column
            del words[column]
    if not fields.keys() & {"sector", "macro_area", "subsector", "gpc_ref"}:
        # A column of a name that nobody knows may be that of the carriers, where these do not stand across.
        placed = [at for place, at in enumerate(words) if not place or "carrier" in others or at not in names]
        levels = outline.NAMING[:-1] if len(placed) > MOST_LEVELS else outline.NAMING[1:-1]
        fields |= dict(zip(levels, placed, strict=False))
    rest = {column: held for column, held in words.items() if column not in fields.values()}
    if "subsector" not in fields and (details := [column for column, held in rest.items() if _details(held)]):
        fields["subsector"] = details[0]
    return fields


def _details(words: Sequence[str]) -> bool:
    """Whether a column of an unknown name tells rows of one sector apart by its words: those of sectors, or of what is
    measured, with its unit. Any others may be versions of one figure, which do not add up."""
    sectors = sum(bool(header_rows.sector(word)) for word in words)
    units = [word for word in words if header_unit(word)]
    measured_so = bool(units) and all(head_words.measures(word) or header_rows.carrier(word) for word in units)
    return 2 * sectors > len(words) or measured_so


def _all_carriers(page: Page, words: Mapping[int, Sequence[str]], body: range) -> bool:
    """Whether the only column of labels holds carriers beside figures and nothing else, but for totals."""
    rows = [row for row in body if any(page.text(row, column) for column in words)]
    headings = any(len(page.texts(row)) == 1 for row in rows)
    held = [word for column in words for word in words[column] if not is_total(word)]
    return bool(held) and not headings and all(header_rows.carrier(word) for word in held)


def unknown(page: Page, rows: Iterable[int], known: set[int]) -> dict[str, int]:
    """The columns that hold words in the rows of a table, without those that are ``known``: what stands in them may say
    which figures count, so that each record carries it along. They bear the names of their columns beside the fields of
    a record; one that is the very name of a field gives way to the letter of the column."""
    held, found = list(rows), dict[str, int]()
    for column in sorted(set(range(page.width)) - known):
        texts = [text for row in held if (text := page.text(row, column))]
        if not all(header_rows.numeric(text) or header_rows.figure(text) for text in texts):
            name = page.names[column]
            found[letter(column) if name in FIELDS else name] = column
    return found
