"""A column of numbers: what each cell says, and what is wrong with the cells that say nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from os import cpu_count
from typing import Any, Literal

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analytics import numerals
from analytics.problems import Problem
from analytics.sentences import Sentence, joined
from analytics.vocabulary import NotationKey
from datasets.checking.account import Account
from datasets.checking.questions import CHOICES, LEAVE_OUT
from datasets.readers.encoding import quoted

KEYS: tuple[str, ...] = tuple(key.value for key in NotationKey)
NO_KEY, UNREAD_KEY = -1, -2
"""What stands for a key where there is none, and where there is a text that is none."""
CODES = {"blank": "blank-value", "style": "decimal-mixed"}
MOST_SAMPLES = 3
PIECE = 1 << 17
"""Cells of a long column that are read at a time, side by side."""
NOTES = {
    "minus": (
        Sentence("a minus sign that is not a hyphen"), Sentence("a hyphen"), Sentence("It was read as a minus sign"),
    ),
    "parted": (
        Sentence("thousands parted by a space or an apostrophe"), Sentence("plain digits"),
        Sentence("It was read as one number"),
    ),
    "as-text": (
        Sentence("a number stored as text in the workbook"), Sentence("a number"),
        Sentence("It was read as a number"),
    ),
    "keys": (
        Sentence("several notation keys in one cell"), Sentence("one notation key"),
        Sentence("The first one was kept"),
    ),
}  # fmt: skip
"""What is told of cells that were read although they are not written plainly."""


def numbers(
    texts: pa.Array,
    column: str,
    stated: np.ndarray,
    answers: Mapping[str, str],
    account: Account,
    delimiter: str | None = None,
    kinds: np.ndarray | None = None,
) -> tuple[np.ndarray, np.ndarray]:
    """Texts -> numbers (NaN where a notation key stands) and the position of the key of each row in KEYS.

    ``stated`` holds the keys that stand beside the cells. Every cell that is neither a number nor a key, or both, is
    located; a decimal style that the column leaves open is asked for once. ``delimiter`` is named in that question.
    ``kinds`` holds the letters of ``Grid.kinds``: what a workbook holds as a number ("n") has no style to ask for.
    """
    cells = _Column(texts, column, answers, account)
    exact = kinds == "n" if kinds is not None else np.zeros(0, dtype=bool)
    styled = pd.Series(texts.to_pandas())
    typed = styled[exact].astype(np.float64).to_numpy() if exact.any() else None
    read = _read(styled.mask(exact, "0") if typed is not None else styled, cells.decimal)
    values = read.values.to_numpy(dtype=np.float64, copy=True)
    if typed is not None:
        values[exact] = typed
    inside = read.notation.to_numpy()
    keys = stated.copy()
    keyed = np.flatnonzero(pd.notna(inside))
    if len(keyed):
        own = pd.Index(KEYS).get_indexer(pd.Index(inside[keyed])).astype(keys.dtype)
        cells.two_keys(keyed[(stated[keyed] >= 0) & (stated[keyed] != own)])
        keys[keyed] = own
    if read.needs_answer:
        cells.ask_decimal(read.ambiguous.to_numpy(), delimiter)
    faults = read.faults.to_numpy()
    for fault in dict.fromkeys(faults.tolist()):
        places = read.faults.index.to_numpy()[faults == fault]
        if fault == "blank":
            places = places[stated[places] == NO_KEY]
        if not cells.settled(fault, places, values, keys):
            cells.faulty(fault, places)
    cells.value_and_key(np.flatnonzero((stated >= 0) & ~np.isnan(values)), stated)
    for note, places in read.notes.items():
        cells.noted(note, places.to_numpy())
    if kinds is not None and (kinds == "n").any():
        cells.noted("as-text", np.flatnonzero((kinds == "t") & ~np.isnan(values)))
    return values, keys


def _read(texts: pd.Series[Any], decimal: Literal["point", "comma"] | None) -> numerals.Numerals:
    """A column as ``numerals.read`` reads it, a long one in pieces: what one piece shows of the style holds for all."""
    if len(texts) <= PIECE:
        return numerals.read(texts, decimal)
    pieces = [texts.iloc[start : start + PIECE] for start in range(0, len(texts), PIECE)]
    with ThreadPoolExecutor(cpu_count()) as pool:
        found = list(pool.map(lambda piece: numerals.read(piece, decimal), pieces))
        style = numerals.common_style(item.style for item in found)
        if decimal is None and style == "mixed":  # a piece with one style alone does not know that it is disputed
            return numerals.read(texts, decimal)
        if decimal is None and style == "point":
            proven = [item.style == "point" for item in found]
            again = pool.map(
                lambda piece: numerals.read(piece, "point"),
                [piece for piece, sure in zip(pieces, proven, strict=True) if not sure],
            )
            found = [item if sure else next(again) for item, sure in zip(found, proven, strict=True)]
    return _joined(found, style)


def _joined(found: Sequence[numerals.Numerals], style: numerals.Style) -> numerals.Numerals:
    notes: dict[str, list[pd.Index]] = {}
    for note, places in (each for item in found for each in item.notes.items()):
        notes.setdefault(note, []).append(places)
    return numerals.Numerals(
        values=pd.concat([item.values for item in found]),
        style=style,
        needs_answer=any(item.needs_answer for item in found),
        ambiguous=_together([item.ambiguous for item in found]),
        bad=_together([item.bad for item in found]),
        faults=pd.concat([item.faults for item in found]),
        notation=pd.concat([item.notation for item in found]),
        notes={note: _together(places) for note, places in sorted(notes.items())},
        shapes={shape: sum(item.shapes[shape] for item in found) for shape in found[0].shapes},
    )


def _together(places: Sequence[pd.Index]) -> pd.Index:
    return places[0].append(list(places[1:]))


class _Column:
    """The cells of one column of numbers, and how their faults are told."""

    def __init__(self, texts: pa.Array, name: str, answers: Mapping[str, str], account: Account) -> None:
        self.texts, self.name, self.answers, self.account = texts, name, answers, account
        self.decimal: Literal["point", "comma"] | None = _decimal(answers)

    def text(self, place: int) -> str:
        found = str(self.texts[place].as_py())
        return quoted(found) if found.strip() else Sentence("a blank cell")

    def _samples(self, places: np.ndarray) -> str:
        """Some of the texts at ``places``, each with its first row."""
        first: dict[str, int] = {}
        for place in places[:500]:
            first.setdefault(self.texts[int(place)].as_py(), int(self.account.rows[place]))
        shown = [
            Sentence("{text} in row {row}", text=quoted(text), row=row)
            for text, row in list(first.items())[:MOST_SAMPLES]
        ]
        return joined(shown, "comma") if len(shown) > 1 else quoted(next(iter(first), ""))

    def two_keys(self, places: np.ndarray) -> None:
        self.account.add(
            Problem(
                "block",
                "two-keys",
                "",
                Sentence("one notation key"),
                Sentence("Remove the one that does not count."),
                column=self.name,
            ),
            places,
            lambda place: Sentence("{text} with another notation key beside it", text=self.text(place)),
        )

    def value_and_key(self, places: np.ndarray, stated: np.ndarray) -> None:
        self.account.add(
            Problem(
                "block", "value-and-key", "", Sentence("a number or a notation key, not both"),
                Sentence("Remove the one that does not count."), column=self.name,
            ),
            places,
            lambda place: Sentence(
                "{text} with the notation key {key} beside it", text=self.text(place), key=KEYS[stated[place]]
            ),
        )  # fmt: skip

    def ask_decimal(self, places: np.ndarray, delimiter: str | None) -> None:
        samples = self._samples(places)
        found = (
            Sentence("{samples} in a file parted by {mark}", samples=samples, mark=delimiter) if delimiter else samples
        )
        self.account.add(
            Problem(
                "ask", "decimal-style", found,
                Sentence("numbers whose decimal mark is known: a point or a comma"),
                Sentence("Choose the decimal style of this file."),
                column=self.name, key="decimal", choices=CHOICES["decimal"],
            ),
            places,
        )  # fmt: skip

    def settled(self, fault: str, places: np.ndarray, values: np.ndarray, keys: np.ndarray) -> bool:
        """Whether the file's answer settles the cells of a fault: a key for "n/a", negative for brackets."""
        answer = self.answers.get(fault)
        if fault in ("not-available", "dash") and answer in KEYS:
            keys[places] = KEYS.index(answer)
        elif fault == "dash" and answer == "zero":
            values[places] = 0.0
        elif fault in ("not-available", "dash") and answer == LEAVE_OUT:
            self.account.ignored[places] = True
            self.account.add(
                Problem(
                    "warn", "row-left-out", self._samples(places), Sentence("a number or a notation key"),
                    Sentence("The rows were left out, as answered."), column=self.name,
                ),
                places,
            )  # fmt: skip
        elif fault == "parentheses" and answer == "negative":
            self._negative(places, values)
        else:
            return False
        return True

    def _negative(self, places: np.ndarray, values: np.ndarray) -> None:
        inner = pc.utf8_trim(self.texts.take(pa.array(places)), "() \u00a0\t")
        read = numerals.read(pd.Series(inner.to_pandas()), self.decimal)
        values[places] = -read.values.to_numpy()
        if read.needs_answer:
            self.ask_decimal(places[read.ambiguous.to_numpy()], None)
        if len(read.bad):
            self.faulty("style", places[read.bad.to_numpy()])

    def faulty(self, fault: str, places: np.ndarray) -> None:
        rule = numerals.FAULTS[fault]
        code = CODES.get(fault, f"value-{fault}")
        if fault in CHOICES:
            self.account.add(
                Problem(
                    "ask", code, self._samples(places), rule.expected, rule.fix, column=self.name, key=fault,
                    choices=CHOICES[fault],
                ),
                places,
            )  # fmt: skip
            return
        self.account.add(Problem("block", code, "", rule.expected, rule.fix, column=self.name), places, self.text)

    def noted(self, note: str, places: np.ndarray) -> None:
        """Warn of cells that were read although they are not written plainly; a refused cell is told of once."""
        places = places[~self.account.rejected[places]]
        if note not in NOTES or not len(places):
            return
        found, expected, done = NOTES[note]
        self.account.add(
            Problem(
                "warn", f"value-{note}",
                Sentence("{found}, such as {sample}", found=found, sample=self.text(int(places[0]))), expected,
                Sentence("{done}; the original text is kept.", done=done), column=self.name,
            ),
            places,
        )  # fmt: skip


def _decimal(answers: Mapping[str, str]) -> Literal["point", "comma"] | None:
    return {"point": "point", "comma": "comma"}.get(answers.get("decimal", ""))  # type: ignore[return-value]


def split_units(texts: pa.Array, answers: Mapping[str, str]) -> tuple[pa.Array, dict[int, str]]:
    """The number texts of a column without the units in its cells, and each such unit by the position of its cell.

    Only where the file's answer says that "100 MWh" is to be taken apart.
    """
    if answers.get("unit-in-cell") != "split":
        return texts, {}
    read = numerals.read(pd.Series(texts.to_pandas()), _decimal(answers))
    places = read.faults.index[read.faults == "unit-in-cell"].to_numpy()
    parts = [numerals.split_unit(text) or (text, "") for text in texts.take(pa.array(places)).to_pylist()]
    bare = texts.to_numpy(zero_copy_only=False).astype(object)
    bare[places] = [number for number, _ in parts]
    return pa.array(bare, pa.string()), dict(zip(places.tolist(), (unit for _, unit in parts), strict=True))
