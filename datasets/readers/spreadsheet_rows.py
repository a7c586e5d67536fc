"""A sheet on its way out of the child process: rows of texts with the kind of each cell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from datasets.readers.grid import Shown

Row = tuple[str, list[str]]
"""The kinds of a row, one letter a cell with a space for a blank one, and the texts; blank cells at the end are cut.
A number whose format shows more than it holds has the letter of that (``number_formats.Letters``) in place of "n"."""


@dataclass
class Cells:
    """One sheet as it is read: ``rows`` from the first one of the sheet on, to be taken once."""

    sheet: str
    rows: Iterable[Row]
    visible: bool = True
    hidden: list[int] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    shown: list[Shown] = field(default_factory=list)
    """What the letters stand for, in their order; the same for every sheet of a workbook."""


def number(value: float) -> tuple[str, str]:
    """A number as its shortest exact decimal, never with an exponent."""
    text = repr(value)
    if text.endswith(".0"):
        text = text[:-2]
    elif "e" in text:
        text = format(Decimal(text), "f")
    elif text in ("inf", "-inf", "nan"):
        return "t", text
    return "n", "0" if text == "-0" else text
