"""Columns that were taken for nothing, and may say which figures count or what they count: a flow, a multiple, a share,
a larger area, another year. They are asked about in one question; only what is known to be harmless is passed over."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from analytics.text import numerals
from analytics.text.header_units import header_unit, is_factor_header
from analytics.text.problems import Problem
from analytics.text.sentences import Sentence, joined
from datasets.intake.checking.account import Account
from datasets.intake.meaning import activity, other_figures, year_words
from datasets.intake.meaning.fields import KNOWN_WORDS
from datasets.intake.meaning.questions import KEEP, ROWS, UNUSED
from datasets.intake.own_files import long_table
from datasets.intake.readers.dialect import folded
from datasets.intake.readers.encoding import quoted
from datasets.intake.readers.text_table import TextTable
from datasets.reference import catalogue
from datasets.store.combinations import positions

_WORDS = catalogue.lexicon("columns")
_OF_FIELDS = frozenset(word for alias in KNOWN_WORDS for word in alias.split()) | {""}
_REGIONS = _WORDS.words("harmless", "beside a city")
MOST_COLUMNS, MOST_WORDS = 6, 4
"""So many columns, and words of each, are shown in the question."""
LONGEST = 6
"""A cell of more words is a remark."""


def settle(
    sheet: TextTable,
    samples: Sequence[Sequence[str]],
    unused: Sequence[str],
    account: Account,
    of_cities: bool,
) -> None:
    """Ask once whether the figures count as they stand, or which column that was taken for nothing tells which of
    them count. What such a column holds is then asked as rows of several kinds are (``rows_apart``). Where rows give
    one cell different figures, any column of few words may tell them apart. ``of_cities`` says that a column names the
    city of each row, so that the region beside it is only where that lies."""
    answers = account.answers
    if answers.get(UNUSED) in (KEEP, *unused) or long_table.is_ours(sheet.header):
        return
    clashing = any(problem.code == "conflicting-duplicate" for problem in account.problems())
    doubtful = {
        name: words
        for name, cells in zip(sheet.header, samples, strict=True)
        if name in unused and f"{ROWS}:{name}" not in answers
        if (words := _words(cells))
        if not (_harmless(name, cells, words, answers) or (of_cities and _of_a_place(name)))
        or (clashing and 1 < len(words) <= other_figures.MOST_KINDS)
    }
    if not doubtful:
        return
    shown = [
        Sentence(
            "{column} ({words})",
            column=quoted(name),
            words=joined([*words[:MOST_WORDS], *("…" for _ in words[MOST_WORDS : MOST_WORDS + 1])], "comma"),
        )
        for name, words in list(doubtful.items())[:MOST_COLUMNS]
    ]
    account.add(
        Problem(
            "ask",
            "columns-unused",
            Sentence("columns that are not used: {names}", names=joined(shown, "comma")),
            Sentence("columns of which it is known that they do not change what the figures mean"),
            Sentence(
                "Say that the figures count as they stand, or which of these columns tells the rows that count from "
                "the others. Where a column holds a multiple, a share or another year, correct the figures in the file."
            ),
            column=next(iter(doubtful)),
            key=UNUSED,
            choices=(KEEP, *doubtful),
        ),
        positions(~account.settled),
    )


def _words(cells: Sequence[str | None]) -> list[str]:
    return list(dict.fromkeys(cell.strip() for cell in cells if cell and cell.strip()))


def _of_a_place(name: str) -> bool:
    """Whether the name of a column beside cities says no more than where they lie, or how that is numbered."""
    words = set(re.findall(r"[^\W_]+", folded(name)))
    return folded(name) in _REGIONS or words <= {*_REGIONS, *_WORDS.words("harmless", "alone"), *_OF_FIELDS}


def _harmless(name: str, cells: Sequence[str], words: Sequence[str], answers: Mapping[str, str]) -> bool:
    """Whether a column is known to leave the meaning of the figures alone: notes, names, places on a map, dates of
    entry; other figures that its header names; and kinds of rows, which are asked about by themselves."""
    split = set(re.split(r"[^\w.°]+|_", folded(name)))
    if not name.strip() or other_figures.are_kinds(cells):
        return True
    if split & _WORDS.words("share"):
        return False
    alone = _WORDS.words("harmless", "alone")
    if split & _WORDS.words("harmless", "") or (split & alone and split <= alone | _OF_FIELDS):
        return True
    if all(map(activity.counted_in, words)) or "activity" in split:
        return True
    if any(numerals.read_one(word[:200]).shape == "bad" for word in words) and not activity.numeric(cells):
        return len(words) > other_figures.MOST_KINDS or any(len(word.split()) > LONGEST for word in words)
    return activity.named(name) or _other_figures(name, split, answers)


def _other_figures(name: str, split: set[str], answers: Mapping[str, str]) -> bool:
    """Whether a header says that a column of numbers measures something else beside the figures."""
    unit = header_unit(name)
    return (
        is_factor_header(name)
        or year_words.elsewhen(name)
        or other_figures.beside(name)
        or bool(split & _WORDS.words("another column"))
        or (unit is not None and (unit[1].per_head or "column:value" in answers))
    )
