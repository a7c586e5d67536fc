"""The unit of each row of a column of numbers, from whatever says it: its cell, a column of units, the header, a text
around the table or an answer; the gas, which may stand in a column of its own ("t" and "CH4" are tonnes of methane);
and the calorific value, gross or net, that a title, a name or a word of the row tells."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
import pyarrow as pa

from analytics import units
from analytics.factors import bases
from analytics.factors.bases import Basis
from analytics.text import numerals
from analytics.text.header_units import header_unit
from analytics.text.problems import Refused, blocked, warn
from analytics.text.sentences import Sentence, quoted
from analytics.units import Unit
from analytics.vocabulary import Quantity
from datasets.intake.checking import checks
from datasets.intake.checking.account import resolved
from datasets.intake.checking.coded_columns import CellWords, Coded, meanings, together
from datasets.intake.checking.word_columns import WordColumns
from datasets.intake.layouts import header_rows
from datasets.intake.layouts.long_records import VALUE
from datasets.intake.meaning.fields import gas_of
from datasets.intake.meaning.mapping import Values
from datasets.intake.readers.text_table import texts_of
from datasets.store.combinations import positions

LOOKED_AT = 50
"""Cells of a column without a unit that are looked at for units in them."""
FIELDS = ("source", "macro_area", "sector", "subsector", "carrier")
"""The fields whose words may name the calorific value of their row, the surest last."""
MOST_ROWS = 200_000
"""In longer tables the columns that are not used are not looked through."""
MOST_WORDS = 50_000
"""A column of more different words is not looked through: it names no calorific value, but each row."""
NOTHING, GROSS, NET = range(3)
_CODES: dict[Basis | None, int] = {None: NOTHING, "gross": GROSS, "net": NET}
Beside = tuple[str, str]
"""The words of a row for its unit and its gas; the second is blank where the file has no such column."""


def stated(table: WordColumns, values: Values, inside: Mapping[int, str]) -> Coded:
    """The unit of each row of a column of numbers as the file states it; ``inside`` are the units in its cells, by the
    positions of these. A file that names none is refused."""
    beside, gas = table.units_beside(values), table.words("gas")
    bare = beside.name is None and values.unit is None and not inside and "unit" not in table.answers
    titled = _titled(table, values.column) if bare else None
    if bare and titled is None:
        _refuse_without(table, values)
        return Coded(beside.codes, [None])
    name = beside.name if beside.name is not None else values.column
    words = (
        together(beside, gas, name=name)
        if gas.name is not None
        else CellWords(name, beside.codes, [(word, "") for word in beside.words])
    )
    resolve = unit(table.answers, values.unit or titled, gas.name)
    waiting = _asked(table, values, beside, inside)
    table.account.settled[waiting] = True
    found = _resolved(table, values, words, inside, resolve)
    table.account.settled[waiting] = False
    return found


def _asked(table: WordColumns, values: Values, beside: CellWords, inside: Mapping[int, str]) -> np.ndarray:
    """The rows without a unit that stand below different ones, after it was asked whether each takes the one above it:
    one unit for all of them would be wrong for some."""
    if values.unit is not None or beside.name is None or "fill-down" in table.answers or "" not in beside.words:
        return np.zeros(0, dtype=np.int64)
    below = table.below_units(beside) & ~table.account.settled
    below[list(inside)] = False
    places = positions(below)
    question = checks.merged(Refused(replace(checks.NO_UNIT, column=beside.name))).problems[0]
    table.account.add(question, places)
    return places


def _resolved(
    table: WordColumns,
    values: Values,
    words: CellWords,
    inside: Mapping[int, str],
    resolve: Callable[[Beside], Unit],
) -> Coded:
    """The unit of each row by its words, and by those that stand ``inside`` its cell of figures."""
    if not inside:
        return Coded(words.codes, resolved(words, resolve, table.account))
    cell = np.full(table.length, "", dtype=object)
    cell[list(inside)] = list(inside.values())
    every = together(CellWords.of(values.column, pa.array(cell, pa.string())), words, name=values.column)

    def at(column: str | None, said: Beside) -> Unit:
        try:
            return resolve(said)
        except Refused as refusal:
            raise refusal.changed(column=column) from None

    def both(pair: tuple[str, Beside]) -> Unit:
        within, (word, of) = pair
        found = at(values.column, (within, of)) if within else at(words.name, (word, of))
        if within and word and at(words.name, (word, of)) != found:
            raise blocked(
                "unit-conflict",
                Sentence("{unit} next to the unit {other}", unit=quoted(within), other=quoted(word)),
                "one unit",
                "Correct the cell or the unit.",
            )
        return found

    return Coded(every.codes, resolved(every, both, table.account))


def _refuse_without(table: WordColumns, values: Values) -> None:
    """Refuse the figures of a column of which nothing says the unit."""
    account = table.account
    account.rejected[~account.settled] = True
    cells = texts_of(table.sheet.columns[values.index]).slice(0, LOOKED_AT).to_pylist()
    inside_cells = any(cells) and all(map(numerals.split_unit, filter(None, cells)))  # which is asked about
    if not account.settled.all() and not inside_cells:  # else every figure was refused, and a unit would help none
        found = Sentence("no unit, neither in the header nor in a column of its own")
        row = table.sheet.dialect.header_row
        account.tell(replace(checks.NO_UNIT, found=found, row=row, column=values.column))


def _titled(table: WordColumns, column: str) -> Unit | None:
    """The one unit that the texts around a table name, as in "All values in GWh", which is told with its place."""
    named = {text: found[1] for text in table.sheet.dialect.around if (found := header_unit(text))}
    if len(set(named.values())) != 1 or any(len(header_rows.kinds(text)) > 1 for text in named):
        return None
    text, unit = next(iter(named.items()))
    table.account.tell(
        warn(
            "unit-read",
            quoted(text),
            "the unit in the header of the figures, or in a column of its own",
            Sentence("The figures were read in {unit}, which stands there; check that it is theirs.", unit=unit.symbol),
            column=column,
        )
    )
    return unit


def unit(answers: Mapping[str, str], header: Unit | None, column: str | None) -> Callable[[Beside], Unit]:
    """Unit and gas of a row -> Unit. What a plain mass weighed is what its row says, before any answer for the file; a
    unit of another gas is refused, and so is a gas that is kept nowhere. ``column`` is that of the gases."""
    without = checks.unit(answers, header)

    def resolve(beside: Beside) -> Unit:
        word, named = beside
        gas = gas_of(named) if named else None
        if not named:
            own: Unit = without(word)
            return own
        if gas is None:
            raise blocked(
                "gas-unknown",
                quoted(named),
                "CO2e, CO2, CH4 or N2O",
                "Correct the gas, or bring the row in CO2e.",
                column=column,
            )
        found: Unit = checks.unit({**answers, "gas": gas}, header)(word)
        if found.kind == "emissions" and found.quantity not in (Quantity.CO2E, gas.lower()):
            raise blocked(
                "unit-conflict",
                Sentence("{unit} next to the gas {gas}", unit=quoted(found.symbol), gas=named),
                "a unit of the same gas",
                "Correct the gas or the unit.",
            )
        return found

    return resolve


def gases(named: CellWords) -> np.ndarray:
    """A number for the gas of each row, by which rows of one place in CO2e are parts that add up; the same for all
    where CO2e itself is among them, which may be their sum."""
    gases = [gas_of(word) for word in named.words]
    return meanings(named, [None] * len(gases) if "CO2e" in gases else gases)


def on_basis(table: WordColumns, column: str, unit: Coded) -> Coded:
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
    both = together(unit, Coded(found, (NOTHING, GROSS, NET)))
    return Coded(both.codes, [_on(*each) for each in both.words])


def _on(unit: Unit | None, said: int) -> Unit | None:
    usual = unit is not None and (unit.basis is None or unit.name in units.MOSTLY_GROSS)
    if unit is None or unit.kind != "energy" or said == NOTHING or not usual:
        return unit
    return units.on(unit, "gross" if said == GROSS else "net")


def _of_sheets(table: WordColumns) -> np.ndarray:
    """Gross for the rows of a sheet whose name, or a text beside whose table, says so; of a delimited file, for all."""
    found = np.zeros(table.length, dtype=np.int8)
    origins, dialect = table.account.origins, table.sheet.dialect
    titles = [(text, None) for text in (*dialect.titles, *dialect.notes)]
    mine = dict.fromkeys(origins.sheets)
    beside = [(text, sheet) for text, _, sheet in origins.beside if sheet in mine] if mine else titles
    said = [*beside, *zip(mine, mine, strict=True)]
    gross = {sheet for text, sheet in said if text and bases.said(text) == "gross"}
    if gross and not origins.several:
        found[:] = GROSS
    elif gross:
        found[[place for place, sheet in enumerate(origins.sheets) if sheet in gross]] = GROSS
    return found


def _words(table: WordColumns) -> list[CellWords]:
    """The words of the columns that may name the calorific value of a row, those of unused columns first."""
    used = {*table.columns.positions.values(), *[values.index for values in table.columns.values]}
    header = table.sheet.header if table.length <= MOST_ROWS else ()
    unused = [CellWords.of(name, table.sheet.columns[at]) for at, name in enumerate(header) if at not in used]
    origins = table.account.origins
    # The headers that stand above the figures in the file, and what an adapter took a sector or carrier from.
    held = [origins.columns.get(VALUE, ()), *map(origins.written.get, FIELDS)]
    written = [CellWords.of("", pa.array(texts, pa.string())) for texts in held if texts]
    every = [*unused, *written, *map(table.words, FIELDS)]
    return [words for words in every if len(words.words) <= MOST_WORDS]
