"""The columns of one file by their fields and words, for what looks at several of them while they are resolved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from analytics.text.problems import Refused, block
from analytics.text.sentences import Sentence, quoted
from analytics.units import Unit
from analytics.vocabulary import measure
from datasets.intake.checking import checks
from datasets.intake.checking.account import Account
from datasets.intake.checking.coded_columns import CellWords, Coded, meanings, together
from datasets.intake.meaning.fields import FIELDS, MERGED
from datasets.intake.meaning.mapping import Columns, Values
from datasets.intake.meaning.questions import LEAVE_OUT, OF_THE_CITY, ROWS
from datasets.intake.own_files import own_tables
from datasets.intake.readers.text_table import TextColumn, TextTable
from datasets.store import CityRecord

REORDERED = block(
    "text-reordered",
    "",
    "a text without hidden characters that turn its direction",
    "Delete the cell and type the text again: it may show another text than it holds.",
)
LEAVING = {"year": "year", "macro_area": "sector", "sector": "sector", "subsector": "sector", "carrier": "carrier"}
"""The fields of which a word may be answered to leave its rows out, each with the question about it."""


@dataclass(frozen=True)
class NumberColumn:
    """One column of numbers: MWh or tonnes, or the position of a notation key in KEYS (negative for none). ``net`` is
    the share of what was stated that is net energy, where some of it was gross."""

    column: str
    header_unit: Unit | None
    amounts: np.ndarray
    keys: np.ndarray
    unit: Coded
    texts: TextColumn
    net: np.ndarray | None = None

    @property
    def quantity(self) -> Coded:
        """What each row measures."""
        return Coded(self.unit.codes, [item and item.quantity for item in self.unit.values])

    @property
    def measure(self) -> Coded:
        """The table of the inventory to which each row belongs."""
        return Coded(self.unit.codes, [item and measure(item.quantity) for item in self.unit.values])


class WordColumns:
    """The columns of one file by field, with the words in them. ``totals`` are the rows that are sums of others,
    ``told_totals`` tells of which rows somebody said whether they are, ``named_totals`` are those that are, as said.

    What the words mean (``city`` to ``method``) is filled in by whoever resolves them, with the cities ``known`` by
    their ids, and the ids of those of the ``accounts`` that stand beside them.
    """

    totals: np.ndarray
    told_totals: np.ndarray
    named_totals: np.ndarray
    city: Coded
    year: Coded
    label: Coded
    sector: Coded
    carrier: Coded
    gpc: Coded
    method: Coded

    def __init__(self, sheet: TextTable, answers: Mapping[str, str], columns: Columns, account: Account) -> None:
        """Nothing is resolved yet."""
        self.sheet, self.answers, self.columns, self.account = sheet, answers, columns, account
        self.length = len(sheet.rows)
        self.known: dict[str, CityRecord] = {}
        self.accounts: dict[str, str] = {}
        self.titles = (*sheet.dialect.titles, *[text for text, *_ in account.origins.beside])
        """The texts above and below the table, and the names of sheets."""
        lacking = FIELDS.keys() - columns.positions.keys()
        self._words = _Words(self._found, dict.fromkeys(lacking, CellWords.constant("", self.length)))
        if "sector" in lacking and not self.given("gpc_ref"):
            self._words["sector"] = CellWords.constant(answers.get("sector", ""), self.length)
        self.words: Callable[[str], CellWords] = self._words.__getitem__
        """The distinct words of a field; a blank in every row when the file has no such column."""

    def given(self, field: str, option: object = None) -> bool:
        """Whether the file has a column for a field, or an option stands in for it."""
        return field in self.columns.positions or option is not None

    def left_by_word(self, field: str, kind: str) -> np.ndarray:
        """The rows with a word of a field of which an answer (``kind:word``) says that they are left out."""
        return self.words(field).mask(lambda word: bool(word) and self.answers.get(f"{kind}:{word}") == LEAVE_OUT)

    def blank(self, field: str, refusal: Refused) -> Refused:
        """The answer to a blank cell: a question where something stands above it that it may stand for."""
        above = bool(self.length) and bool(self.words(field).at(0))
        return checks.merged(refusal) if above and "fill-down" not in self.answers else refusal

    def of_the_file(self, resolve: Callable[[str], Any], word: str, field: str) -> Any:
        """What the city or year that was given beside the file means; None, with its problem told, where it is none."""
        try:
            return resolve(word)
        except Refused as refusal:
            found = (
                Sentence("{word} as the city of the file", word=quoted(word))
                if field == "city"
                else Sentence("{word} as the year of the file", word=quoted(word))
            )
            self.account.tell(*refusal.changed(found=found).problems)
            return None

    def units_beside(self, values: Values) -> CellWords:
        """The words for the unit of one column of numbers: those of the column of units, unless the unit stands in its
        header and the others are those of an amount beside it."""
        of_others = values.unit is not None and any(other.unit is None for other in self.columns.values)
        return CellWords.constant("", self.length) if of_others else self.words("unit")

    def below_units(self, words: CellWords) -> np.ndarray:
        """The rows whose cell in the column of units is blank below one that is filled, as a mask; none where all of
        them stand below the same unit, which one answer for the file can say again."""
        blank = words.mask(lambda word: not word)
        above = np.maximum.accumulate(np.where(blank, 0, np.arange(self.length)))
        origins = self.account.origins
        if "unit" in origins.columns:  # of a figure without a place for its unit, none stands above
            held = zip(origins.sheets, origins.columns["unit"], strict=True)
            column = meanings(Coded(np.arange(self.length), [(sheet, name) if name else None for sheet, name in held]))
            blank &= (column == column[above]) & np.array([bool(name) for name in origins.columns["unit"]], dtype=bool)
        below = blank & ~blank[above] & words.mask(bool)[above]
        return below if len(np.unique(words.codes[above][below])) > 1 else np.zeros(self.length, dtype=bool)

    def below_scopes(self, words: CellWords) -> np.ndarray:
        """The rows whose scope is blank below one that is stated in the first row of its block alone, as a mask; none
        in our own tables, whose blank says that no scope is stated, and where scopes stand in rows that follow each
        other or are as many as the blanks."""
        blank = words.mask(lambda word: not word)
        stated = np.flatnonzero(~blank)
        merged = 1 < len(stated) < blank.sum() and not stated[0] and np.diff(stated).min() > 1
        ours = self.account.origins.made or own_tables.is_ours(self.sheet.header)
        return blank if merged and not ours else np.zeros(self.length, dtype=bool)

    def below_subsectors(self, words: CellWords) -> np.ndarray:
        """The rows whose sub-sector is blank below one that is stated in a row of the same sector, as a mask: both are
        blank in them, as in merged cells beside the carriers of a sub-sector."""
        place = self.columns.positions.get("sector")
        if place is None:
            return np.zeros(self.length, dtype=bool)
        sectors = CellWords.of(self.sheet.header[place], self.sheet.columns[place])
        blank, without = (held.mask(lambda word: not word) for held in (words, sectors))
        above, within = (np.maximum.accumulate(np.where(none, 0, np.arange(self.length))) for none in (blank, without))
        return np.asarray(blank & without & (above >= within))

    def _found(self, field: str) -> CellWords:
        place = self.columns.positions[field]
        words = CellWords.of(self.sheet.header[place], self.sheet.columns[place])
        if field == "city":
            words = self._named_in_full(words)
        if words.reordered is not None and field != "source":  # of which nothing is read
            self.account.add(replace(REORDERED, column=words.name), *words.reordered)
        if self.answers.get("fill-down") != "yes" or "" not in words.words:
            return words
        fills = {"unit": self.below_units, "scope": self.below_scopes, "subsector": self.below_subsectors}
        below = fills.get(field)
        if below is not None:
            return replace(words, codes=np.where(below(words), words.filled_down().codes, words.codes))
        return words.filled_down() if field in MERGED else words

    def _named_in_full(self, words: CellWords) -> CellWords:
        """The names of cities with the words of the columns of which it was answered that they belong to them."""
        for name, column in zip(self.sheet.header, self.sheet.columns, strict=True):
            if self.answers.get(f"{ROWS}:{name}") == OF_THE_CITY:
                both = together(words, CellWords.of(name, column))
                words = replace(words, codes=both.codes, words=[", ".join(filter(None, pair)) for pair in both.words])
        return words


class _Words(dict[str, CellWords]):
    """The words of each field, found when they are first asked for."""

    def __init__(self, found: Callable[[str], CellWords], known: Mapping[str, CellWords]) -> None:
        super().__init__(known)
        self._found = found

    def __missing__(self, field: str) -> CellWords:
        return self.setdefault(field, self._found(field))
