"""Columns of a long table whose words say two things at once: a sector and its carrier ("Households – natural gas"), or
what is measured and its unit ("Electricity consumption, MWh")."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import pyarrow as pa

from analytics.text.header_units import header_unit
from datasets.intake.layouts import head_words, header_rows
from datasets.intake.layouts.long_layout import MOST_ROWS
from datasets.intake.meaning.sum_words import is_total
from datasets.intake.readers.text_table import TextTable

_Both = tuple[str, str] | None
"""The two things that a word says, or None."""
LEAST_WORDS = 2
"""So many different words of a column must say both."""


def parted(sheet: TextTable) -> TextTable:
    """A table with a column for each of the two; any other table as it is."""
    if len(sheet.rows) > MOST_ROWS:
        return sheet
    for wanted, part in (("unit", _unit), ("carrier", _carrier)):
        fields = [header_rows.field(name) for name in sheet.header]
        headed = wanted == "unit" and any(map(header_unit, sheet.header))
        if wanted in fields or headed:
            continue
        for place, field in enumerate(fields):
            said = _said(sheet, place, part) if field in (None, "sector", "subsector", "carrier") else {}
            if len(said) >= LEAST_WORDS:
                sheet = _with(sheet, place, wanted, said)
                break
    return sheet


def _said(sheet: TextTable, place: int, part: Callable[[str], _Both]) -> dict[str, _Both]:
    """What each different word of a column says, totals aside nothing less than both; else nothing. The first word that
    does not ends it: a column may hold thousands of names."""
    said: dict[str, _Both] = {}
    for word in filter(None, dict.fromkeys(cell.strip() for cell in sheet.columns[place].to_pylist())):
        said[word] = part(word)
        if not (said[word] or is_total(word)):
            return {}
    return said


def _unit(word: str) -> _Both:
    """What is measured, nothing where it is energy or a gas and no more, and the unit."""
    named = header_unit(word)
    if named is None or header_rows.numeric(word) or header_rows.numeric(named[0]):
        return None
    return "" if head_words.measures(word) else named[0].strip(" ,:;-–(["), named[1].name


def _carrier(word: str) -> _Both:
    """The sector and the carrier."""
    return head_words.pair(word)


def _with(sheet: TextTable, place: int, wanted: str, said: Mapping[str, _Both]) -> TextTable:
    """The table with the first part of each word in the place of the word, and the second in a column of its own."""
    cells = [cell.strip() for cell in sheet.columns[place].to_pylist()]
    both = [said.get(cell) or (cell, "") for cell in cells]
    first, second = [one for one, _ in both], [other for _, other in both]
    name = "sector" if wanted == "carrier" else sheet.header[place]
    codes = {one: header_rows.carrier(one) for one in first if one}
    if wanted == "unit" and codes and all(codes.values()):
        name, first = "carrier", [codes.get(one) or "" for one in first]
    header = (*(name if at == place else own for at, own in enumerate(sheet.header)), wanted)
    kept = [pa.array(first, pa.string()) if at == place else own for at, own in enumerate(sheet.columns)]
    return replace(sheet, header=header, columns=(*kept, pa.array(second, pa.string())))
