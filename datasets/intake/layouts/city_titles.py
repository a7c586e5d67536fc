"""The city that the name of a sheet or a title says ("Turin 2016", "Comune di Modena"), for figures that name none.

Nothing is attributed silently: where a file is said to be of one city, and its sheet or title says another, the figures
keep the city that the sheet or title says, and whoever checks them sees the contradiction.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache

import numpy as np
import pyarrow as pa

from analytics.text.problems import Problem
from analytics.text.sentences import Sentence
from datasets.intake.layouts import header_rows
from datasets.intake.layouts.axes import years_across
from datasets.intake.layouts.blocks import announces
from datasets.intake.layouts.long_records import NOWHERE, Layout, Page, SheetCell
from datasets.intake.meaning.mapping import KNOWN_WORDS
from datasets.intake.readers.dialect import folded
from datasets.intake.readers.encoding import quoted
from datasets.intake.readers.text_table import TextTable
from datasets.reference import catalogue, registry

Known = Callable[[str], frozenset[str]]
"""The ids of the cities that bear a name; none for what is no name of a city."""
LEAST_LETTERS = 4
"""Shorter names of sheets and titles are abbreviations, though a few towns are called so."""
_YEAR = re.compile(r"[\s_(]*\b(?:19|20)[0-9]{2}\b\)?|\b(?:BEI|MEI|IBE)\b[\s_]*")
_PARTS = re.compile(r"\s+[-–—|]\s+|[:;,(]")


def city_of(text: str, known: Known, bare: bool = True) -> str | None:
    """The name of a city that a text is, beside a year, or that stands in it after a word for a municipality. Without
    such a word it counts only where it stands alone, and ``bare`` allows it."""
    whole = _YEAR.sub(" ", text.replace("_", " ")).strip(" -–—_")
    if bare and _may_be_a_name(whole) and known(whole):
        return whole
    for part in _PARTS.split(text):
        name = _YEAR.sub(" ", part).strip()
        if registry.of_a_municipality(name) and known(name):
            return name
    return None


def _may_be_a_name(text: str) -> bool:
    letters = sum(map(str.isalpha, text))
    other = (
        folded(text) in KNOWN_WORDS
        or folded(text) in catalogue.lexicon("places").words("not a name")
        or header_rows.carrier(text)
        or header_rows.sector(text)
        or header_rows.unit_of(text)
    )
    return letters >= LEAST_LETTERS and not any(map(str.isdigit, text)) and not other


def attributed(found: Layout, pages: Sequence[Page], known: Known, given: str | None) -> Layout:
    """The layout with the city that sheets and titles say for the figures below them that name none; unless it is the
    one that was ``given`` for the file. Refused where the figures name another."""
    if any(header_rows.field(name) == "city" for name in found.sheet.header) and not found.origins.made:
        return found
    known = cache(known)
    titles = {page.grid.sheet: (_of_the_sheet(page, known), list(_titles(page, known, found))) for page in pages}
    asked = known(given) if given else frozenset[str]()
    texts = _column(found, "city")
    said: list[SheetCell] = []
    problems: dict[tuple[str | None, int], Problem] = {}
    for place, text in enumerate(texts):
        sheet = found.origins.sheets[place] if len(found.origins.sheets) > place else None
        own, above = titles.get(sheet, (NOWHERE, []))
        title = next((cell for cell in reversed(above) if cell.row < int(found.sheet.rows[place])), NOWHERE)
        cell = title if title.text else own
        for other in (text, own.text):
            if cell.text and other and known(other) and not known(cell.text) & known(other):
                problems.setdefault((sheet, cell.row), _conflict(cell, other, sheet))
        new = cell.text and not text and not known(cell.text) & asked
        said.append(cell if new else NOWHERE)
    if not problems and not any(cell.text for cell in said):
        return found
    return _with(found, [text or cell.text for text, cell in zip(texts, said, strict=True)], said, [*problems.values()])


def _of_the_sheet(page: Page, known: Known) -> SheetCell:
    name = city_of(page.grid.sheet or "", known)
    return SheetCell(name, sheet=page.grid.sheet) if name else NOWHERE


def _titles(page: Page, known: Known, found: Layout) -> Iterator[SheetCell]:
    """The rows of one or two texts that begin with a city; of a long table those above it. A name alone is a title
    above a header only: among the rows of a table it may be that of a part of a city."""
    sheets = found.origins.sheets
    figures = sorted({int(found.sheet.rows[at]) for at, sheet in enumerate(sheets) if sheet == page.grid.sheet})
    for row in range(min(page.height, header_rows.FIRST_ROWS) if found.name == "long" else page.height):
        texts = page.texts(row)
        if not 0 < len(texts) <= 2:
            continue
        name = city_of(texts[0][1], known, bare=len(texts) == 1)
        if name and (registry.of_a_municipality(texts[0][1]) or _above_a_table(page, row, figures)):
            yield page.cell(row, texts[0][0]).saying(name)


def _above_a_table(page: Page, row: int, figures: Sequence[int]) -> bool:
    """Whether the next row of figures below a row is the first of its table."""
    place = bisect_right(figures, row)
    below = range(row + 1, figures[place] - 1) if place < len(figures) else range(0)
    return not place or any(announces(page, later) or years_across(page, later) > 1 for later in below)


def _column(found: Layout, name: str) -> list[str]:
    if name not in found.sheet.header:
        return [""] * len(found.sheet.rows)
    return [text or "" for text in found.sheet.columns[found.sheet.header.index(name)].to_pylist()]


def _conflict(cell: SheetCell, other: str, sheet: str | None) -> Problem:
    said = {"city": quoted(cell.text), "other": quoted(other)}
    return Problem(
        "block",
        "city-conflict",
        Sentence("{city} as the title of figures that are said to be of {other}", **said),
        Sentence("one city"),
        Sentence("Correct the title, the name of the sheet or the name of the city."),
        row=cell.row or None,
        column=cell.column or None,
        sheet=sheet,
    )


def _with(found: Layout, texts: list[str], said: list[SheetCell], problems: list[Problem]) -> Layout:
    """The layout with its column of cities, each with the place of the title that says it."""
    sheet, origins, cities = found.sheet, found.origins, pa.array(texts, pa.string())
    columns = dict(zip(sheet.header, sheet.columns, strict=True)) | {"city": cities}
    sheet = replace(
        sheet, header=tuple(columns), columns=tuple(columns.values()), problems=(*sheet.problems, *problems)
    )
    if origins.made:
        length = len(texts)
        rows, names = origins.rows.get("city", np.zeros(length, np.int32)), origins.columns.get("city", [""] * length)
        own = np.array([cell.row for cell in said], dtype=np.int32)
        places = [cell.column or name for cell, name in zip(said, names, strict=True)]
        origins = replace(
            origins,
            rows={**origins.rows, "city": np.where(own > 0, own, rows)},
            columns={**origins.columns, "city": places},
        )
    return replace(found, sheet=sheet, origins=origins)


def titled(sheet: TextTable, known: Known, given: str | None) -> TextTable:
    """A delimited table with a column of cities more, where a title above it names one and no column does."""
    names = (name for text in sheet.dialect.titles if (name := city_of(text, known)))
    city = next(names, None)
    if (
        city is None
        or any(header_rows.field(name) == "city" for name in sheet.header)
        or (given and known(city) & known(given))
    ):
        return sheet
    column = pa.array([city] * len(sheet.rows), pa.string())
    return replace(sheet, header=(*sheet.header, "city"), columns=(*sheet.columns, column))
