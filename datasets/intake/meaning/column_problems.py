"""What is told and asked of the columns of a file by their names."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from analytics.text.problems import Problem
from analytics.text.sentences import Sentence, joined
from datasets.intake.meaning import questions as asked
from datasets.intake.readers.encoding import quoted

MOST_NAMED = 20


def carriers_asked(names: Sequence[str], row: int) -> Problem:
    """The question which of some columns holds the carriers, if any: without one its rows would be of one cell."""
    return Problem(
        "ask",
        "missing-column",
        Sentence("rows that differ in {names} alone", names=all_of(names)),
        Sentence("a column with the carrier, where rows tell carriers apart"),
        Sentence("Say which column holds the carriers, or that none does."),
        row=row,
        column=names[0],
        key="column:carrier",
        choices=(*names, asked.NONE),
    )


def all_of(names: Sequence[str]) -> str:
    """Several names in one sentence: "a" and "b"."""
    return reduce(_and, map(quoted, names))


def _and(first: str, second: str) -> str:
    return Sentence("{first} and {second}", first=first, second=second)


def without(header: Sequence[str], row: int) -> Problem:
    """The refusal of a file none of whose columns holds figures."""
    return Problem(
        "block",
        "no-figures",
        Sentence("the columns {names}, none of which holds figures of energy or emissions", names=listed(header)),
        Sentence("a column of numbers, such as energy_mwh, emissions_tco2e, or value with unit"),
        Sentence("Bring the table of the inventory: lists, texts and factors are none."),
        row=row,
    )


def listed(names: Sequence[str]) -> str:
    """The names of columns in words, the first of many."""
    nameless = Sentence("one without a name")
    shown = joined((quoted(name) if name.strip() else nameless for name in names[:MOST_NAMED]), "comma")
    more = len(names) - MOST_NAMED
    return Sentence("{names} and {number} more", names=shown, number=more) if more > 0 else shown
