"""Columns of a long table whose words say two things at once: a sector and its carrier ("Households – natural gas"), or
what is measured and its unit ("Electricity consumption, MWh")."""

from __future__ import annotations

from dataclasses import replace

import pyarrow as pa

from analytics.text.header_units import header_unit
from datasets.intake.layouts import head_words, header_rows
from datasets.intake.layouts.long_layout import MOST_ROWS
from datasets.intake.meaning.sum_words import is_total
from datasets.intake.readers.text_table import TextTable

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
            words = [] if field not in (None, "sector", "subsector", "carrier") else _words(sheet, place)
            said = {word: part(word) for word in words}
            if len(said) >= LEAST_WORDS and all(said[word] or is_total(word) for word in words):
                sheet = _with(sheet, place, wanted, said)
                break
    return sheet


def _words(sheet: TextTable, place: int) -> list[str]:
    return [word for word in dict.fromkeys(cell.strip() for cell in sheet.columns[place].to_pylist()) if word]


def _unit(word: str) -> tuple[str, str] | None:
    """What is measured, nothing where it is energy or a gas and no more, and the unit."""
    named = header_unit(word)
    if named is None or header_rows.numeric(word) or header_rows.numeric(named[0]):
        return None
    return "" if head_words.measures(word) else named[0].strip(" ,:;-–(["), named[1].name


def _carrier(word: str) -> tuple[str, str] | None:
    """The sector and the carrier."""
    return head_words.pair(word)


def _with(sheet: TextTable, place: int, wanted: str, said: dict[str, tuple[str, str] | None]) -> TextTable:
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
