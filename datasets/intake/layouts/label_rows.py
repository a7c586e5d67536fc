"""One column of figures beside labels that hold sectors and, below each of them, its carriers.

Such a table names its columns as a long one does ("Sector", "MWh"); what a row is of follows from its outline.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from datasets.intake.layouts import across, head_words, header_rows, outline, table_heads
from datasets.intake.layouts.declared import Across
from datasets.intake.layouts.long_records import Layout, Page
from datasets.intake.meaning.mapping import Columns, mapped
from datasets.intake.meaning.missing_columns import left_out
from datasets.intake.meaning.sum_words import is_total

_LABELS = ("subsector", "sector")


def suspected(columns: Columns, samples: Sequence[Sequence[str]]) -> bool:
    """Whether carriers stand among the sectors of a long table, or headings without figures, by the first cells of its
    columns."""
    place = columns.positions.get(_label(columns) or "")
    if place is None or not columns.values:
        return False
    figures = zip(*(samples[one.index] for one in columns.values), strict=True)
    blank = [word for word, cells in zip(samples[place], figures, strict=True) if word and not any(cells)]
    return len(set(blank)) > 1 or any(outline.sure(word) for word in set(samples[place]) if word)


def found(page: Page, answers: Mapping[str, str] = MappingProxyType({})) -> tuple[int, Columns] | None:
    """The row that names a column of labels and one of figures, where the labels are an outline, and its columns."""
    for row, *_ in page.once(table_heads.of_page):
        names = [_name(page.text(row, column)) for column in range(page.width)]
        fields = {header_rows.field(name) for name in names if name}
        if not fields & {"sector", "subsector"} or "carrier" in fields:
            continue
        samples = [[page.text(later, column) for later in range(row + 1, page.height)] for column in range(page.width)]
        columns, problems = mapped(names, answers, row + 1, samples)
        label = columns.positions.get(_label(columns) or "")
        unsure = any(problem.severity == "block" or problem.code == "unit-ambiguous" for problem in problems)
        if label is None or not columns.values or unsure:
            continue
        lines = [
            outline.LabelledRow(
                later,
                page.cell(later, label),
                {one.index: page.value(later, one.index) for one in columns.values if page.filled(later, one.index)},
                is_total(page.text(later, label)),
            )
            for later in range(row + 1, page.height)
            if page.text(later, label)
        ]
        outlined = outline.outlined(outline.with_totals(lines, answers), answers)
        both = [line for line in lines if head_words.pair(line.label.text)]
        return (row, columns) if outlined.sectors or len(both) >= outline.LEAST_CARRIERS else None
    return None


def layout(page: Page, answers: Mapping[str, str]) -> Layout | None:
    """One record for each figure beside a label. Sectors with a figure above their carriers, and rows that are called
    totals, are checked against their parts and left out."""
    if (answered := found(page, answers)) is None:
        return None
    row, columns = answered
    named = page.headed(row)
    heads = {
        one.index: {"unit": named.cell(row, one.index).saying(one.unit.name)} if one.unit else {}
        for one in columns.values
    }
    about = header_rows.about(page, 0, row)
    read = across.layout(Across(named, row, row + 1, heads, columns.positions, about), answers, "outline")
    if read is None:
        return None
    unused = tuple(name for name in columns.unused if name not in read.sheet.header)  # what is carried along is told
    return replace(read, sheet=read.sheet.telling(*left_out(unused, row + 1)))


def _name(text: str) -> str:
    """The name of a column, which is that of sectors where it names these and their carriers: "Sector / carrier"."""
    fields = {header_rows.field(part.strip()) for part in text.split("/")}
    return "sector" if fields == {"sector", "carrier"} else text


def _label(columns: Columns) -> str | None:
    """The field of the last column of labels, where no other column says of what the figures are."""
    if {"carrier", "gpc_ref"} & columns.positions.keys():
        return None
    return next((name for name in _LABELS if name in columns.positions), None)
