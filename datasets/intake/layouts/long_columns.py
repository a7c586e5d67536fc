"""The columns of a long table put so that each holds one thing: several columns of figures as one number a row, words
that say two things at once ("Households – natural gas", "Electricity consumption, MWh") in two columns, and remarks
right of the table, under no name, in a column called by its letter."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa

from analytics.text.header_units import header_unit
from datasets.intake.layouts import head_words, header_rows
from datasets.intake.layouts.long_records import NOWHERE, VALUE, Layout, Origins
from datasets.intake.meaning.mapping import Columns, mapped
from datasets.intake.meaning.missing_columns import holds_figures, holds_units, may_be_carrier, measures_fuel
from datasets.intake.meaning.questions import EVERY_COLUMN
from datasets.intake.meaning.sum_words import is_total
from datasets.intake.readers.text_table import TextTable, array_of, blank_cells
from datasets.reference.catalogue import folded

ANSWER = f"column:{VALUE}"
MOST_ROWS = 20_000
"""A longer table was written by a program, which leaves no figure out and names its columns once."""
LEAST_KINDS = 2
"""Energy and emissions."""
_GAS = "gas"
"""What is measured beside emissions, and a carrier beside energy."""
_Both = tuple[str, str] | None
"""The two things that a word says, or None."""
LEAST_WORDS = 2
"""So many different words of a column must say both."""


def melted_text(sheet: TextTable, answers: Mapping[str, str]) -> Layout | None:
    """``melted`` for a delimited table; None where it is not to be."""
    if not _melts(sheet, answers):
        return None
    return melted(Layout("long", sheet, Origins([None] * len(sheet.rows))), answers)


def melted(found: Layout, answers: Mapping[str, str]) -> Layout:
    """The table with a record for each figure of each column, its carrier and unit as the name of the column says them;
    as it is, where that was not answered and no row has energy alone beside others with emissions, or the reverse. A
    blank beside a figure of its row is no record."""
    sheet, origins = found.sheet, found.origins
    if not _melts(sheet, answers):
        return found
    texts = [array_of(column).to_pylist() for column in sheet.columns]
    columns = mapped(sheet.header, answers, sheet.dialect.header_row, texts)[0]
    places = _of_figures(sheet.header, columns, texts)
    if len(places) < 2:
        return found
    filled = np.array([[bool(text.strip()) for text in texts[place]] for place in places])
    filled[0] |= ~filled.any(axis=0)
    rows, which = np.nonzero(filled.T)
    unsaid = "sector" not in columns.positions and "sector" not in answers
    said = [_said(sheet.header[place], unsaid) for place in places]
    if "carrier" in columns.positions:
        said = [{**one, "carrier": ""} for one in said]
    taken = pa.array(rows)
    kept = [place for place in range(len(sheet.header)) if place not in places]
    of_figures = {
        **{field: held for field in said[0] if any(held := [said[each][field] for each in which])},
        VALUE: [texts[places[each]][row] for row, each in zip(rows.tolist(), which.tolist(), strict=True)],
    }
    names = [sheet.header[places[each]] for each in which]
    numbers = np.asarray(sheet.rows[np.arange(len(sheet.rows))])[rows]
    table = replace(
        sheet,
        header=(*(sheet.header[place] for place in kept), *of_figures),
        columns=(
            *(array_of(sheet.columns[place]).take(taken) for place in kept),
            *(pa.array(held, pa.string()) for held in of_figures.values()),
        ),
        rows=numbers,
    )
    return replace(found, sheet=table, origins=_origins(origins, rows, names, numbers, tuple(of_figures)))


def _melts(sheet: TextTable, answers: Mapping[str, str]) -> bool:
    """Whether each figure is a record of its own: as answered, or since a row has one of energy and emissions alone."""
    if ANSWER in answers or len(sheet.rows) > MOST_ROWS:
        return answers.get(ANSWER) == EVERY_COLUMN
    kinds = {
        place: found[1].kind
        for place, name in enumerate(sheet.header)
        if header_rows.own_unit(name) and (found := header_unit(name))
    }
    held = {kind: np.zeros(len(sheet.rows), dtype=bool) for kind in kinds.values()}
    if len(held) < LEAST_KINDS:
        return False
    for place, kind in kinds.items():
        held[kind] |= ~blank_cells(sheet.columns[place])
    return bool((np.any([*held.values()], axis=0) & ~np.all([*held.values()], axis=0)).any())


def _origins(
    origins: Origins, rows: np.ndarray, names: Sequence[str], numbers: np.ndarray, said: Sequence[str]
) -> Origins:
    """Where each figure stands with all that is ``said`` by the name of its column, and what its cell is beside its
    text."""
    each = list(zip(names, rows.tolist(), strict=True))
    kinds = np.array([origins.kinds[name][row] for name, row in each], dtype="<U1") if origins.kinds else None
    shown = [origins.shown[name][row] if name in origins.shown else None for name, row in each]
    return replace(
        origins,
        sheets=[origins.sheets[row] for row in rows.tolist()],
        columns=dict.fromkeys(said, tuple(names)),
        kinds={} if kinds is None else {VALUE: kinds},
        shown={VALUE: shown} if any(shown) else {},
        groups=numbers,
    )


def _of_figures(header: Sequence[str], columns: Columns, texts: Sequence[Sequence[str]]) -> list[int]:
    """The columns of figures: those that are known by their unit, and beside them those of fuel or called by a carrier;
    where none is known, all that may hold figures."""
    known = {values.index for values in columns.values}
    unused = {place for place, name in enumerate(header) if name in columns.unused}
    fuels = {place for place in unused if measures_fuel(header[place])}
    rest = {at for at in unused - fuels if holds_figures(header[at], texts[at]) or holds_units(texts[at])}
    named = {place for place in rest if header_rows.carrier(header[place]) or may_be_carrier(header[place])}
    return sorted({*known, *fuels, *(named if known else rest)})


def _said(name: str, sectors: bool) -> dict[str, str]:
    """The carrier and the unit that the name of a column says, and the sector where no column holds the ``sectors``; no
    carrier where it says only what is measured."""
    found = header_unit(name)
    own = header_rows.unit_of_figures(NOWHERE.saying(name), NOWHERE) or NOWHERE
    measures = head_words.measures(name) and not (found and found[1].kind == "energy" and _GAS in folded(name).split())
    text = name.replace(own.text, "").strip(" ()[]（）,:-") if own.text else name
    stem = header_rows.bare(name) if found else text
    last = stem.rpartition(":")[2].strip()  # "Sales: Domestic"
    stem = last if header_rows.sector(last) else stem
    text = stem if is_total(stem) and sectors else "" if measures else stem
    said = {"carrier": header_rows.coded(NOWHERE.saying(text)).text, "unit": found[1].name if found else own.text}
    if not sectors or header_rows.carrier(text):
        return {"sector": "", **said} if sectors else said
    both = head_words.pair(text)
    return {"sector": both[0] if both else text, **said, "carrier": both[1] if both else ""}


def parted(sheet: TextTable) -> TextTable:
    """A table with two columns in the place of one whose words say two things at once; any other table as it is."""
    if len(sheet.rows) > MOST_ROWS:
        return sheet
    for wanted, part in (("unit", _measure_and_unit), ("carrier", head_words.pair)):
        fields = [header_rows.field(name) for name in sheet.header]
        headed = wanted == "unit" and any(map(header_unit, sheet.header))
        if wanted in fields or headed:
            continue
        for place, field in enumerate(fields):
            said = _said_twice(sheet, place, part) if field in (None, "sector", "subsector", "carrier") else {}
            if len(said) >= LEAST_WORDS:
                sheet = _in_two(sheet, place, wanted, said)
                break
    return sheet


def _said_twice(sheet: TextTable, place: int, part: Callable[[str], _Both]) -> dict[str, _Both]:
    """What each different word of a column says, totals aside nothing less than both; else nothing. The first word that
    does not ends it: a column may hold thousands of names."""
    said: dict[str, _Both] = {}
    for word in filter(None, dict.fromkeys(cell.strip() for cell in sheet.columns[place].to_pylist())):
        said[word] = part(word)
        if not (said[word] or is_total(word)):
            return {}
    return said


def _measure_and_unit(word: str) -> _Both:
    """What is measured, nothing where it is energy or a gas and no more, and the unit."""
    named = header_unit(word)
    if named is None or header_rows.numeric(word) or header_rows.numeric(named[0]):
        return None
    return "" if head_words.measures(word) else named[0].strip(" ,:;-–(["), named[1].name


def _in_two(sheet: TextTable, place: int, wanted: str, said: Mapping[str, _Both]) -> TextTable:
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


def with_remarks(sheet: TextTable, letters: Sequence[str] = ()) -> TextTable:
    """The table with each column of remarks (words that somebody wrote beside a row) called by its letter, or where no
    letter is known by its first remark, so that what it says is asked about as that of any other column that is not
    known.

    Not for cells that commas part: a comma within a number pushes what follows to the right.
    """
    last = max((place for place, name in enumerate(sheet.header) if name.strip()), default=0)
    if last + 1 == len(sheet.header):  # as nearly every table
        return sheet
    every = [[(cell or "").strip() for cell in column.to_pylist()] for column in sheet.columns]
    figures = [cells for cells in every[: last + 1] if 2 * sum(map(header_rows.numeric, cells)) > len(cells)]
    header = [
        [*letters, *filter(None, every[place])][place if letters else 0]
        if place > last and _holds_remarks(every[place], figures)
        else name
        for place, name in enumerate(sheet.header)
    ]
    return replace(sheet, header=tuple(header))


def _holds_remarks(cells: Sequence[str], figures: Sequence[Sequence[str]]) -> bool:
    """Whether what stands in a column are words that mean nothing in a table, beside rows whose figures are all in
    their columns."""
    rows = [row for row, cell in enumerate(cells) if cell]
    filled = all(header_rows.figure(column[row]) for row in rows for column in figures)
    return bool(figures) and filled and all(_remark(cells[row]) for row in rows)


def _remark(text: str) -> bool:
    known = header_rows.unit_of(text) or header_rows.carrier(text) or header_rows.sector(text)
    return any(map(str.isalpha, text)) and not (known or header_rows.figure(text))
