"""The columns of a table that hold labels, found by their names and by the words in their rows, and the units that
stand behind these ("Municipal fleet, MWh")."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import replace

from analytics.text.header_units import header_unit
from analytics.text.sentences import Sentence
from datasets.intake.layouts import head_words, header_rows
from datasets.intake.layouts.brackets import unit_like
from datasets.intake.layouts.declared import NAMING, Across, Apart
from datasets.intake.layouts.long_records import NOWHERE, Page, SheetCell
from datasets.intake.meaning import other_figures
from datasets.intake.meaning.fields import gas_of
from datasets.intake.meaning.sum_words import is_total

LEAST_ROWS = 2
"""So many labels with a unit of energy or emissions state the units of their rows."""
OTHER = Apart("row-left-out", Sentence("amounts that are neither energy nor emissions"))
KINDS = ("energy", "emissions")
WASTE = "municipal_waste"
"""What is collected, and not all of it burned."""
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
        if name == "source":  # of energy, or of emissions
            name = head_words.kind_of(page.text(row, column) for row in body if page.text(row, column)) or name
        units = [header_rows.unit_of(text) is not None for row in body if (text := page.text(row, column))]
        beside = name == "unit" and 2 * sum(units) <= len(units)
        if name and name not in others and not beside:  # else the name of the unit that stands beside or above it
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
        levels = NAMING[:-1] if len(placed) > MOST_LEVELS else NAMING[1:-1]
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


def with_units(table: Across) -> Across:
    """A table with bare labels and the unit behind the last label of each row, its rows that measure something else
    apart; as it is where it states its unit elsewhere, or where no labels do. A label that says no more than what is
    measured ("Energy (MWh)") is none beside others. A sum without a unit is measured as the row below it."""
    below = NOWHERE
    units: dict[int, SheetCell] = {}
    words: dict[tuple[int, int], str] = {}
    page, labels = table.page, sorted(table.labels.values())
    for row in () if table.states_unit else reversed(table.rows):
        held = [(column, text) for column in labels if (text := page.text(row, column))]
        if not held or not table.filled(row, [*table.heads, *table.totals]):
            continue
        column, text = held[-1]
        label, bracket = page.cell(row, column), text.rpartition("(")[2].rstrip(") ")
        fuel = header_rows.own_unit(text) if header_rows.carrier(text) else None
        if named := header_unit(text):
            plain = "" if len(held) > 1 and head_words.measures(text) else named[0].strip(" ,:;-–([")
            words[row, column], below = plain, label.saying(named[1].name)
        elif fuel or (text.endswith(")") and unit_like(bracket)):
            below = label.saying(fuel or bracket)
        units[row] = below
    kinds = {row: header_rows.measured(cell.text) for row, cell in units.items() if cell.text}
    if sum(kind in KINDS for kind in kinds.values()) < LEAST_ROWS:
        return table
    burned = {row: header_rows.carrier(page.text(row, labels[-1])) for row, kind in kinds.items() if kind == "fuel"}
    fuels = {row for row, carrier in burned.items() if carrier and carrier != WASTE}
    others = [row for row in units if kinds.get(row) not in KINDS and row not in fuels]
    return replace(
        table,
        page=page.worded(words),
        rows_apart=dict.fromkeys(others, OTHER),
        below={(row, column): {"unit": cell} for row, cell in units.items() for column in table.columns},
    )
