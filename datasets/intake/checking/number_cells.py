"""A column of numbers: what each cell says, and what is wrong with the cells that say nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from analytics.text import multiples, numerals
from analytics.text.header_units import header_unit
from analytics.text.numerals import Decimal
from analytics.text.problems import Problem, ask, block, warn
from analytics.text.sentences import Sentence, joined, quoted
from analytics.units import PER_YEAR
from analytics.vocabulary import NotationKey
from datasets.intake.checking.account import Account
from datasets.intake.checking.coded_columns import places
from datasets.intake.layouts import header_rows
from datasets.intake.meaning.fields import gas_of
from datasets.intake.meaning.questions import AS_READ, AS_WRITTEN, CHOICES, LEAVE_OUT, LEFT_OUT, MISSING_NUMBER
from datasets.intake.readers.splitting import side_by_side
from datasets.intake.readers.text_table import TextColumn, array_of
from datasets.intake.readers.texts import pieces_of
from datasets.reference import catalogue
from datasets.store.combinations import SPAN, positions

KEYS: tuple[str, ...] = tuple(key.value for key in NotationKey)
NO_KEY, UNREAD_KEY = -1, -2
"""What stands for a key where there is none, and where there is a text that is none."""
CODES = {"blank": "blank-value", "style": "decimal-mixed"}
MOST_SAMPLES = 3
FEWEST_OTHERS = 4
"""[R] So many cells have to be written in one way for each that is written in another, before it is an odd one."""
FEWEST_IN_GROUPS = 3
"""[R] So many numbers with three digits behind a mark, beside each with another number of them, may part thousands."""
WITH_NUMBER = ("marked", "digits", "grouping", "multiple")
"""The faults of which a question shows the number that a cell may be."""
IN_DOUBT = {
    "digits": Sentence("Say whether letters and foreign digits stand for plain ones in this file."),
    "grouping": Sentence("Say whether commas part thousands and lakhs in this file, as in India."),
}
"""What to do about such cells, where they can be repaired to one number."""
MISSING = (-9999.0, -99999.0, -999999.0, 99999999.0, 999999999.0)
"""[R] Numbers that statistical programs write where a figure is missing, and that no city uses or emits."""
_WORD = re.compile(r"[^\W\d_]{2,}")
_TENS = catalogue.lexicon("figures").words("container", "power of ten")
LEAST_WORDS = 2
"""[R] A single word where a number should stand may be a slip; so many are a remark on why there is none."""
PIECE = 1 << 17
"""Cells of a long column that are read at a time, side by side."""
NOTES = {
    "minus": (
        Sentence("a minus sign that is not a hyphen"),
        Sentence("a hyphen"),
        Sentence("It was read as a minus sign"),
    ),
    "parted": (
        Sentence("thousands parted by a space or an apostrophe"),
        Sentence("plain digits"),
        Sentence("It was read as one number"),
    ),
    "as-text": (
        Sentence("a number stored as text in the workbook"),
        Sentence("a number"),
        Sentence("It was read as a number"),
    ),
    "keys": (
        Sentence("several notation keys in one cell"),
        Sentence("one notation key"),
        Sentence("The first one was kept"),
    ),
}
"""What is told of cells that were read although they are not written plainly."""


def numbers(
    texts: TextColumn,
    column: str,
    stated: np.ndarray,
    account: Account,
    delimiter: str | None = None,
    kinds: np.ndarray | None = None,
) -> tuple[np.ndarray, np.ndarray]:
    """Texts -> numbers (NaN where a notation key stands) and the position of the key of each row in KEYS.

    ``stated`` holds the keys that stand beside the cells. Every cell that is neither a number nor a key, or both, is
    located; a decimal style that the column leaves open is asked for once. ``delimiter`` is named in that question.
    ``kinds`` holds the letters of ``Grid.kinds``: what a workbook holds as a number ("n") has no style to ask for.
    A printed total proves a decimal point as a cell of the column does: "1,160,700" below "510,300".
    """
    cells = _Column(texts, column, account)
    exact = kinds == "n" if kinds is not None else np.zeros(0, dtype=bool)
    if exact.any():
        import pandas as pd

        styled = pd.Series(array_of(texts).to_pandas())
        read = _Read.of(pa.array(styled.mask(exact, "0"), pa.string()), cells.decimal)
        read.values[exact] = styled[exact].astype(np.float64)
    else:
        read = _Read.of(texts, cells.decimal)
    if len(read.ambiguous) and read.style == "ambiguous" and _points_in_totals(account):
        read = _Read.of(texts, "point")
    values, keys = read.values, stated.copy()
    read = replace(read, faults=_with_remarks(read, texts))
    missing = places(len(values), lambda rows: np.isin(values[rows], MISSING))
    if len(missing) and account.answers.get(MISSING_NUMBER) != AS_WRITTEN:
        values[missing] = np.nan
        read = replace(read, faults={**read.faults, MISSING_NUMBER: missing})
    keyed = places(len(keys), lambda rows: read.keys[rows] != NO_KEY)
    if len(keyed):
        cells.two_keys(keyed[(stated[keyed] >= 0) & (stated[keyed] != read.keys[keyed])])
    keys[keyed] = read.keys[keyed]
    if len(read.ambiguous):
        cells.ask_decimal(read.ambiguous, delimiter)
    cells.ask_odd(read, exact)
    for fault, at in read.faults.items():
        if fault == "blank":
            at = at[stated[at] == NO_KEY]
        if fault in ("digits", "grouping"):  # some of them can be repaired to one number
            one = np.array([bool(numerals.inner(text, fault)) for text in texts.take(pa.array(at)).to_pylist()])
            cells.refused(fault, at[~one])
            at = at[one]
        if not cells.settled(fault, at, values, keys):
            cells.faulty(fault, at)
    both = places(len(keys), lambda rows: (stated[rows] >= 0) & ~np.isnan(values[rows]))
    if len(both):
        cells.value_and_key(both, stated)
    for note, at in read.notes.items():
        cells.noted(note, at)
    if kinds is not None and (kinds == "n").any():
        cells.noted("as-text", positions((kinds == "t") & ~np.isnan(values)))
    return values, keys


def _with_remarks(read: _Read, texts: TextColumn) -> dict[str, np.ndarray]:
    """The faults of a column of numbers, those texts in it that are remarks ("Not listed", "Recommended by 2030") told
    as cells that say why there is no figure; in a column of texts, and for what names something, they are none."""
    at = read.faults.get("text", positions(np.zeros(0, dtype=bool)))
    said = [_is_remark(text) for text in texts.take(pa.array(at)).to_pylist()]
    if not any(said) or sum(said) > np.count_nonzero(~np.isnan(read.values)) + len(read.ambiguous):
        return read.faults
    remarks = at[np.array(said)]
    unread = np.union1d(remarks, read.faults.get("not-available", at[:0]))
    return {**read.faults, "text": np.setdiff1d(at, remarks), "not-available": unread}


def _is_remark(text: str) -> bool:
    named = header_rows.sector(text) or header_rows.carrier(text) or header_rows.scope(text) or header_unit(text)
    named = named or gas_of(PER_YEAR.sub("", text))
    words = _WORD.findall(text.casefold())
    number = multiples.mentioned(text) or not _TENS.isdisjoint(words)  # "five hundred" is a figure in words
    return not named and not number and len(words) >= LEAST_WORDS


def _points_in_totals(account: Account) -> bool:
    """Whether the totals that a file prints read with a decimal point alone."""
    texts = [total.cell.text for total in account.origins.printed if total.cell.kind != "n"]
    return numerals.read_cells(pa.array(texts, pa.string())).style == "point"


@dataclass(frozen=True)
class _Read:
    """A column as ``numerals.read`` reads it, with the rows of each thing that it found; ``keys`` are positions in
    KEYS."""

    values: np.ndarray
    keys: np.ndarray
    ambiguous: np.ndarray
    faults: dict[str, np.ndarray]
    notes: dict[str, np.ndarray]
    style: numerals.Style

    @classmethod
    def of(cls, texts: TextColumn, decimal: Decimal | None) -> _Read:
        """Read a column piece by piece: what one piece shows of the decimal style holds for all."""
        bounds = pieces_of(texts, PIECE) or [(0, 0)]
        values = np.empty(bounds[-1][1])

        def read(place: tuple[int, int], decimal: Decimal | None) -> _Piece:
            first, end = place
            found = numerals.read_cells(texts.slice(first, end - first), decimal)
            values[first:end] = found.values
            return _Piece.of(found, first)

        pieces = list(side_by_side(lambda place: read(place, decimal), iter(bounds)))
        style = numerals.common_style(piece.style for piece in pieces)
        if decimal is None and style == "mixed":  # a piece with one style alone does not know that it is disputed
            whole = numerals.read_cells(array_of(texts))
            return cls._joined(whole.values, [_Piece.of(whole, 0)], style)
        if decimal is None and style == "point":
            unsure = [number for number, piece in enumerate(pieces) if piece.style != "point"]
            again = side_by_side(lambda number: read(bounds[number], "point"), iter(unsure))
            for number, piece in zip(unsure, again, strict=True):
                pieces[number] = piece
        return cls._joined(values, pieces, style)

    @classmethod
    def _joined(cls, values: np.ndarray, pieces: Sequence[_Piece], style: numerals.Style) -> _Read:
        keys = np.full(len(values), NO_KEY, dtype=np.int8)
        for piece in pieces:
            for key, rows in piece.keys.items():
                keys[rows] = KEYS.index(key)
        faults, notes = (
            {
                name: np.concatenate([held[name] for held in each if name in held])
                for name in dict.fromkeys(chain(*each))
            }
            for each in ([piece.faults for piece in pieces], [piece.notes for piece in pieces])
        )
        ambiguous = np.concatenate([piece.ambiguous for piece in pieces])
        return cls(values, keys, ambiguous, faults, notes, style)


class _Piece(NamedTuple):
    """What was found in one piece of a column, at rows of the whole column."""

    style: numerals.Style
    ambiguous: np.ndarray
    keys: dict[str, np.ndarray]
    faults: dict[str, np.ndarray]
    notes: dict[str, np.ndarray]

    @classmethod
    def of(cls, found: numerals.Cells, first: int) -> _Piece:
        keys, faults, notes = [
            {name: rows + first for name, rows in held.items()} for held in (found.keys, found.faults, found.notes)
        ]
        return cls(found.style, found.ambiguous + first, keys, faults, notes)


class _Column:
    """The cells of one column of numbers, and how their faults are told."""

    def __init__(self, texts: TextColumn, name: str, account: Account) -> None:
        self.texts, self.name, self.answers, self.account = texts, name, account.answers, account
        self.decimal: Decimal | None = _decimal(account.answers)

    def text(self, place: int) -> str:
        found = str(self.texts[place].as_py())
        return quoted(found) if found.strip() else Sentence("a blank cell")

    def _samples(self, places: np.ndarray, fault: str = "") -> str:
        """Some of the texts at ``places``, each with its first row; with the number of a repair, where it has one."""
        first: dict[str, int] = {}
        for place in places[:500]:
            first.setdefault(self.texts[int(place)].as_py(), int(self.account.rows[place]))
        named = {text: self._repaired(text, fault) for text in list(first)[:MOST_SAMPLES]}
        shown = [Sentence("{text} in row {row}", text=said, row=first[text]) for text, said in named.items()]
        return joined(shown, "comma") if len(shown) > 1 else next(iter(named.values()), "")

    def _repaired(self, text: str, fault: str) -> str:
        number = numerals.read_one(numerals.inner(text, fault), self.decimal).value if fault in WITH_NUMBER else None
        if number is None:
            return quoted(text)
        return Sentence("{text} (perhaps {number:,.10g})", text=quoted(text), number=number)

    def two_keys(self, places: np.ndarray) -> None:
        self.account.add(
            block(
                "two-keys",
                "",
                "one notation key",
                "Remove the one that does not count.",
                column=self.name,
            ),
            places,
            lambda place: Sentence("{text} with another notation key next to it", text=self.text(place)),
        )

    def value_and_key(self, places: np.ndarray, stated: np.ndarray) -> None:
        self.account.add(
            block(
                "value-and-key",
                "",
                "a number or a notation key, not both",
                "Remove the one that does not count.",
                column=self.name,
            ),
            places,
            lambda place: Sentence(
                "{text} with the notation key {key} next to it", text=self.text(place), key=KEYS[stated[place]]
            ),
        )

    def ask_decimal(self, places: np.ndarray, delimiter: str | None) -> None:
        found = self._samples(places)
        if delimiter:
            found = Sentence("{samples} in a file parted by {mark}", samples=found, mark=delimiter)
        self.account.add(
            ask(
                "decimal-style",
                found,
                "numbers whose decimal mark is known: a point or a comma",
                Sentence("Confirm the decimal comma for this file: {text} has no other reading.", text=proof)
                if (proof := self._comma_alone(places))
                else "Choose the decimal style of this file.",
                column=self.name,
                key="decimal",
                choices=CHOICES["decimal"],
            ),
            places,
        )

    def _comma_alone(self, places: np.ndarray) -> str | None:
        """The first text at ``places`` that reads with a decimal comma alone; None where another reads with a point
        alone, or none is sure."""
        texts = self.texts.take(pa.array(places[:SPAN])).cast(pa.string())
        sure = pa.compute.index(pa.compute.match_substring_regex(texts, numerals.COMMA_ALONE), True).as_py()
        mixed = numerals.read_cells(texts).style == "mixed"
        return None if sure < 0 or mixed else quoted(texts[sure].as_py())

    def ask_odd(self, read: _Read, exact: np.ndarray) -> None:
        """Ask about cells that are written otherwise than the rest of their column, such as 39,5 among 48.200 and
        98.700. A cell with both marks shows how all are meant; one below 1 has no thousands to part."""
        decimal = self.decimal or read.style
        if decimal not in ("point", "comma") or read.style == "mixed" or self.answers.get("odd-marks") == AS_READ:
            return
        held = array_of(self.texts).cast(pa.string())
        mark, parting = (".", ",") if decimal == "point" else (",", ".")
        number = ~np.isnan(read.values)
        number[read.ambiguous] = True
        number[: len(exact)] &= ~exact
        marked, parted = (_matching(held, re.escape(each)) & number for each in (mark, parting))
        below_one = _matching(held, r"^[^0-9]*0")
        fine, coarse = positions(marked & ~below_one), positions(parted)
        odd, others = (fine, coarse) if len(fine) <= len(coarse) else (coarse, fine)
        alike = _matching(held.take(pa.array(fine)), numerals.EITHER)
        rare = fine[~alike] if self.decimal is None and _as_groups(held, number & ~marked) else odd[:0]
        if len(rare) and len(rare) * FEWEST_IN_GROUPS <= alike.sum():
            odd = rare
        elif not len(odd) or (marked & parted).any() or (not alike.any() and len(odd) * FEWEST_OTHERS > len(others)):
            return
        self.account.add(
            ask(
                "decimal-odd",
                Sentence(
                    "{samples}, written otherwise than the other numbers of the column", samples=self._samples(odd)
                ),
                "one way to part thousands and decimals in a column",
                "Say whether these cells count as they read in the style of the file; if not, correct them.",
                column=self.name,
                key="odd-marks",
                choices=CHOICES["odd-marks"],
            ),
            odd,
        )

    def settled(self, fault: str, places: np.ndarray, values: np.ndarray, keys: np.ndarray) -> bool:
        """Whether the file's answer settles the cells of a fault: a key for "n/a", negative for brackets."""
        answer = self.answers.get(fault, "")
        if fault == "unit-in-cell" or answer not in CHOICES.get(fault, ()):  # units were taken apart before
            return False
        if answer in KEYS:
            keys[places] = KEYS.index(answer)
        elif answer == "zero":
            values[places] = 0.0
        elif answer == LEAVE_OUT:
            self.account.ignored[places] = True
            self.account.add(
                warn(
                    "row-left-out",
                    self._samples(places),
                    "a number or a notation key",
                    LEFT_OUT,
                    column=self.name,
                ),
                places,
            )
        else:
            inner = [numerals.inner(text, fault) for text in self.texts.take(pa.array(places)).to_pylist()]
            read = numerals.read_cells(pa.array(inner, pa.string()), self.decimal)
            values[places] = read.values
            if len(read.ambiguous):
                self.ask_decimal(places[read.ambiguous], None)
            for bad in read.faults.values():
                self.faulty("style", places[bad])
        return True

    def faulty(self, fault: str, places: np.ndarray) -> None:
        if fault not in CHOICES:
            self.refused(fault, places)
            return
        fix = IN_DOUBT.get(fault, numerals.FAULTS[fault].fix)
        found, choices = self._samples(places, fault), CHOICES[fault]
        asked = replace(self._of(fault), severity="ask", found=found, fix=fix, key=fault, choices=choices)
        self.account.add(asked, places)

    def refused(self, fault: str, places: np.ndarray) -> None:
        self.account.add(self._of(fault), places, self.text)

    def _of(self, fault: str) -> Problem:
        rule, code = numerals.FAULTS[fault], CODES.get(fault, f"value-{fault}")
        return block(code, "", rule.expected, rule.fix, column=self.name)

    def noted(self, note: str, places: np.ndarray) -> None:
        """Warn of cells that were read although they are not written plainly; a refused cell is told of once."""
        places = places[~self.account.rejected[places]]
        if note not in NOTES or not len(places):
            return
        found, expected, done = NOTES[note]
        self.account.add(
            warn(
                f"value-{note}",
                Sentence("{found}, such as {sample}", found=found, sample=self.text(int(places[0]))),
                expected,
                Sentence("{done}; the original text is kept.", done=done),
                column=self.name,
            ),
            places,
        )


def _as_groups(held: pa.Array, plain: np.ndarray) -> bool:
    """Whether some numbers without a mark are below a thousand, and none above it: what parts thousands leaves these as
    they are. Of decimals hardly any is a whole number."""
    whole, small = (_matching(held, pattern) & plain for pattern in (r"^\s*[0-9]+\s*$", r"^\s*[1-9][0-9]{2}\s*$"))
    return bool(small.any()) and not bool((whole & ~small).any())


def _matching(texts: pa.Array, pattern: str) -> np.ndarray:
    return np.asarray(pa.compute.match_substring_regex(texts, pattern).to_numpy(zero_copy_only=False))


def _decimal(answers: Mapping[str, str]) -> Decimal | None:
    return {"point": "point", "comma": "comma"}.get(answers.get("decimal", ""))  # type: ignore[return-value]


def split_units(texts: TextColumn, answers: Mapping[str, str]) -> tuple[TextColumn, dict[int, str]]:
    """The number texts of a column without the units in its cells, and each such unit by the position of its cell.

    Only where the file's answer says that "100 MWh" is to be taken apart.
    """
    if answers.get("unit-in-cell") != "split":
        return texts, {}
    held = array_of(texts)
    at = numerals.read_cells(held, _decimal(answers)).faults.get("unit-in-cell", np.zeros(0, dtype=np.int64))
    parts = [numerals.split_unit(text) or (text, "") for text in held.take(pa.array(at)).to_pylist()]
    bare = held.to_numpy(zero_copy_only=False).astype(object)
    bare[at] = [number for number, _ in parts]
    return pa.array(bare, pa.string()), dict(zip(at.tolist(), (unit for _, unit in parts), strict=True))
