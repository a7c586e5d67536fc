"""Several sheets of one layout as one table: a sheet for each year, city or measure; and what the sheets hold that are
read as no table: figures beside labels are told, never passed over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

import numpy as np
import pyarrow as pa

from analytics.text import years
from analytics.text.digits import whole
from analytics.text.header_units import header_unit
from analytics.text.problems import Problem, warn
from analytics.text.sentences import counted
from datasets.intake.layouts import header_rows
from datasets.intake.layouts.long_records import VALUE, Layout, Origins, Page, Printed
from datasets.intake.meaning.fields import MERGED
from datasets.intake.readers.text_table import TextTable

T = TypeVar("T")
LEAST_ROWS = 2
"""A note may have one number beside a text; a table has several."""


def joinable(found: Sequence[Layout], beside: bool = False) -> bool:
    """Whether sheets can be read as one table: of one layout, none in which several sources of a cell add up, since two
    sheets with the same cell would add up, too. Long ones need the same columns in the same order (tables ``beside``
    each other on one sheet the same first one), each called otherwise, and no first row that a row of the sheet before
    might fill."""
    first = found[0]
    if any(layout.name != first.name or layout.origins.detail is not None for layout in found):
        return False
    if first.name != "long":
        return True
    alike, headers = slice(1 if beside else None), [layout.sheet.header for layout in found]
    called = all(len({*header}) == len(header) and header[alike] == headers[0][alike] for header in headers)
    return called and not any(_open(layout.sheet) for layout in found)


def plainly_valued(layout: Layout) -> Layout:
    """A long table of one column of figures with its unit in a column of its own, so that others with another unit go
    below it; any other as it is."""
    named = {name: found[1].name for name in layout.sheet.header if (found := header_unit(name))}
    if layout.name != "long" or len(named) != 1 or "unit" in map(header_rows.field, layout.sheet.header):
        return layout
    ((column, unit),) = named.items()

    def renamed(held: Mapping[str, T]) -> dict[str, T]:
        return {VALUE if name == column else name: one for name, one in held.items()}

    sheet, origins = layout.sheet, layout.origins
    header = (*(VALUE if name == column else name for name in sheet.header), "unit")
    units = pa.array([unit] * len(sheet.rows), pa.string())
    moved = replace(origins, kinds=renamed(origins.kinds), shown=renamed(origins.shown))
    return replace(layout, sheet=replace(sheet, header=header, columns=(*sheet.columns, units)), origins=moved)


def _open(sheet: TextTable) -> bool:
    """Whether the first row leaves one of the columns blank that are filled from above: it must not be filled from the
    last row of another sheet."""
    columns = zip(sheet.header, sheet.columns, strict=True)
    return any(
        header_rows.field(name) in MERGED and not (len(column) and (column[0].as_py() or "").strip())
        for name, column in columns
    )


def joined(found: Sequence[Layout]) -> Layout:
    """The records of all sheets, one sheet after the other, each with its place; what one of them lacks is blank."""
    names = tuple(dict.fromkeys(name for layout in found for name in layout.sheet.header))
    starts = np.cumsum([0, *(len(layout.sheet.rows) for layout in found)]).tolist()
    sheet = TextTable(
        header=names,
        columns=tuple(
            pa.array([text for layout in found for text in layout.texts(name)], pa.string()) for name in names
        ),
        rows=np.concatenate([np.asarray(layout.sheet.rows, dtype=np.int64) for layout in found]),
        blank_rows=sum(layout.sheet.blank_rows for layout in found),
        footnotes=sum(layout.sheet.footnotes for layout in found),
        dialect=found[0].sheet.dialect,
        problems=tuple(
            replace(problem, sheet=problem.sheet or layout.origins.sheet)
            for layout in found
            for problem in layout.sheet.problems
        ),
    )
    return Layout(
        found[0].name,
        sheet,
        _origins(found, names, starts),
        sum(layout.rejected for layout in found),
        sum(layout.ignored for layout in found),
        tuple(place for layout in found for place in layout.refused_at),
    )


def _origins(found: Sequence[Layout], names: Sequence[str], starts: Sequence[int]) -> Origins:
    mine = [layout.origins for layout in found]
    made = mine[0].made
    counts = [len(layout.sheet.rows) for layout in found]
    parts = list(zip(mine, counts, strict=True))
    return Origins(
        sheets=[sheet for origins in mine for sheet in origins.sheets],
        rows={
            name: np.concatenate([origins.rows.get(name, np.zeros(count, dtype=np.int32)) for origins, count in parts])
            for name in (names if made else ())
        },
        columns={
            name: [column for origins, count in parts for column in origins.columns.get(name, [""] * count)]
            for name in (names if made else ())
        },
        kinds={
            name: np.concatenate(
                [origins.kinds.get(name, np.full(count, "t", dtype="<U1")) for origins, count in parts]
            )
            for name in dict.fromkeys(name for origins in mine for name in origins.kinds)
        },
        shown={
            name: [one for origins, count in parts for one in origins.shown.get(name, [None] * count)]
            for name in dict.fromkeys(name for origins in mine for name in origins.shown)
        },
        groups=_numbered([origins.groups for origins in mine]),
        printed=tuple(
            _moved(printed, start) for origins, start in zip(mine, starts, strict=False) for printed in origins.printed
        ),
        waiting=tuple(start + place for origins, start in zip(mine, starts, strict=False) for place in origins.waiting),
        beside=tuple(text for origins in mine for text in origins.beside),
        hidden=frozenset[tuple[str | None, int]]().union(*(origins.hidden for origins in mine)),
        written={
            name: [text for origins, count in parts for text in origins.written.get(name, [""] * count)]
            for name in dict.fromkeys(name for origins in mine for name in origins.written)
        },
    )


def _numbered(parts: Sequence[np.ndarray | None]) -> np.ndarray | None:
    """Numbers that are of one sheet each: those of a later sheet go on after those of the one before."""
    ends = np.cumsum([0, *(0 if part is None else int(part.max(initial=-1)) + 1 for part in parts)])
    known = [part + end for part, end in zip(parts, ends, strict=False) if part is not None]
    return np.concatenate(known) if known and len(known) == len(parts) else None


def _moved(printed: Printed, start: int) -> Printed:
    return printed._replace(parts=tuple(part + start for part in printed.parts))


def told(page: Page) -> tuple[Problem, int] | None:
    """A warning with the count of figures that stand beside labels on a sheet that was not read, and in how many rows
    they stand; None for notes and lists."""
    found = list(_figures(page))
    rows = {row for row, _ in found}
    if len(rows) < LEAST_ROWS:
        return None
    problem = warn(
        "sheet-not-read",
        counted(
            "{number:,} figure beside labels, in no table that is known",
            "{number:,} figures beside labels, in no table that is known",
            len(found),
        ),
        "a table with sectors and figures: one number a row, a column a year, or carriers or scopes across",
        "The sheet was left out: bring its figures in the table that was read, or as a file of their own.",
        row=min(rows) + 1,
        sheet=page.grid.sheet,
        cells=len(found),
    )
    return problem, len(rows)


def _figures(page: Page) -> Iterator[tuple[int, int]]:
    """The cells with a number, right of a text in their row, that are no year and no number of a row."""
    for row in range(page.height):
        labelled = False
        for column, text in page.texts(row):
            if not header_rows.numeric(text):
                labelled = labelled or (page.kind(row, column) == "t" and any(map(str.isalpha, text)))
            elif labelled and not years.FIRST_YEAR <= (whole(text) or 0) <= years.LAST_YEAR:
                yield row, column
