"""Energy that a file calls gross (or net) elsewhere than in its unit: in a title or note, the name of a sheet or
column, or a word beside the figure. Its unit says so from then on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from analytics import units
from analytics.factors import bases
from analytics.factors.bases import Basis
from datasets.intake.checking.account import CellWords, Coded
from datasets.intake.layouts.long_records import VALUE
from datasets.store.combinations import combined

if TYPE_CHECKING:
    from datasets.intake.checking.word_columns import WordColumns

FIELDS = ("source", "macro_area", "sector", "subsector", "carrier")
"""The fields whose words may name the calorific value of their row, the surest last."""
MOST_ROWS = 200_000
"""In longer tables the columns that are not used are not looked through."""
MOST_WORDS = 50_000
"""A column of more different words is not looked through: it names no calorific value, but each row."""
NOTHING, GROSS, NET = range(3)
_CODES: dict[Basis | None, int] = {None: NOTHING, "gross": GROSS, "net": NET}


def told(table: WordColumns, column: str, unit: Coded) -> Coded:
    """The units of a column of numbers, those of energy on the calorific value that the file names beside it.

    What stands in the unit goes first, then a word of the row, the name of its column, its sheet, and a text above or
    below the table, of which only gross counts.
    """
    if not any(item is not None and item.kind == "energy" for item in unit.values):
        return unit
    found = _of_sheets(table)
    for header in (table.words("unit").name, column):
        found[:] = _CODES[bases.said(header or "")] or found
    for words in _words(table):
        codes = np.array([_CODES[bases.said(word)] for word in words.words], dtype=np.int8)
        if codes.any():
            mine = codes.take(words.codes)
            found = np.where(mine != NOTHING, mine, found)
    if not found.any():
        return unit
    codes, pairs = combined(unit.codes, found)
    return Coded(codes, [_on(unit.values[own], said) for own, said in pairs])


def _on(unit: units.Unit | None, said: int) -> units.Unit | None:
    usual = unit is not None and (unit.basis is None or unit.name in units.MOSTLY_GROSS)
    if unit is None or unit.kind != "energy" or said == NOTHING or not usual:
        return unit
    return units.on(unit, "gross" if said == GROSS else "net")


def _of_sheets(table: WordColumns) -> np.ndarray:
    """Gross for the rows of a sheet whose name, or a text beside whose table, says so; of a delimited file, for all."""
    found = np.zeros(table.length, dtype=np.int8)
    origins, dialect = table.account.origins, table.sheet.dialect
    titles = [(text, None) for text in (*dialect.titles, *dialect.notes)]
    mine = dict.fromkeys(origins.sheets) if origins else ()
    beside = [(text, sheet) for text, _, sheet in origins.beside if sheet in mine] if origins else titles
    said = [*beside, *zip(mine, mine, strict=True)]
    gross = {sheet for text, sheet in said if text and bases.said(text) == "gross"}
    if gross and (origins is None or not origins.several):
        found[:] = GROSS
    elif gross and origins is not None:
        found[[place for place, sheet in enumerate(origins.sheets) if sheet in gross]] = GROSS
    return found


def _words(table: WordColumns) -> list[CellWords]:
    """The words of the columns that may name the calorific value of a row, those of unused columns first."""
    used = {*table.columns.positions.values(), *[values.index for values in table.columns.values]}
    header = table.sheet.header if table.length <= MOST_ROWS else ()
    unused = [CellWords.of(name, table.sheet.columns[at]) for at, name in enumerate(header) if at not in used]
    origins = table.account.origins
    # The headers that stand above the figures in the file, and what an adapter took a sector or carrier from.
    held = [origins.columns.get(VALUE, ()), *map(origins.written.get, FIELDS)] if origins is not None else []
    written = [CellWords.of("", pa.array(texts, pa.string())) for texts in held if texts]
    every = [*unused, *written, *map(table.words, FIELDS)]
    return [words for words in every if len(words.words) <= MOST_WORDS]
