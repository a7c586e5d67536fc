"""Answers by which somebody corrects what the figures of a sheet were taken for: their unit, their scope, or whether
they are a total of others.

The question names the figures by their place, ``[SHEET!][ROW][:COLUMN]``: ``unit:7`` is row 7, ``unit:7:Natural gas``
a cell, ``unit::Natural gas`` a column by the name that problems give it, ``unit:Energy!`` a sheet. The file stays as it
is, and so does what it states in the store; what a figure was read as follows from that and these answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from analytics.text.sentences import Sentence

UNIT, SCOPE, TOTAL = "unit", "scope", "total"
KINDS = (UNIT, SCOPE, TOTAL)
"""What of a figure can be corrected: what stands before the colon of the question."""
NOT_STATED = "not-stated"
"""The answer that a source states none."""
IS_TOTAL, COUNTS = "yes", "no"
"""The answers to ``total:…``: the figures add up others, or count beside them."""
_PLACE = re.compile(r"(?:(?P<sheet>[^:]+?)!)?(?P<row>[0-9]{0,7})(?::(?P<column>.+))?", re.DOTALL)

Where = tuple[str | None, int, str | None]
"""A figure by its sheet (None in delimited text), its row as a spreadsheet counts it, and the name of its column."""


class TagPlace(NamedTuple):
    """Some figures of a file: those of a sheet, a row, a column or one cell. What is None names no bound."""

    sheet: str | None = None
    row: int | None = None
    column: str | None = None

    def covers(self, where: Where) -> bool:
        """Whether a figure is among them."""
        return all(own is None or own == held for own, held in zip(self, where, strict=True))

    @property
    def rank(self) -> int:
        """How particular it is: 0 for a sheet, 1 for a row or a column, 2 for a cell. The most particular decides."""
        return (self.row is not None) + (self.column is not None)

    @property
    def written(self) -> str:
        """The place as a question names it."""
        sheet = "" if self.sheet is None else f"{self.sheet}!"
        return f"{sheet}{'' if self.row is None else self.row}{'' if self.column is None else f':{self.column}'}"


class TagAnswer(NamedTuple):
    """A correction among the answers of a file, with the question that it answers."""

    key: str
    kind: str
    place: TagPlace
    answer: str


def question(kind: str, place: TagPlace) -> str:
    """The question about the ``kind`` of tag of some figures."""
    return f"{kind}:{place.written}"


@lru_cache(maxsize=1024)
def place_of(word: str) -> TagPlace | None:
    """The place that a question names behind its colon; None where it names none."""
    found = _PLACE.fullmatch(word)
    if found is None:
        return None
    return TagPlace(found["sheet"], int(found["row"]) if found["row"] else None, found["column"])


def corrects(key: str) -> bool:
    """Whether a question corrects a tag."""
    kind, colon, _word = key.partition(":")
    return bool(colon) and kind in KINDS


def names_row(key: str) -> bool:
    """Whether a question corrects the tag of a row or cell, which is another one in the next file."""
    place = place_of(key.partition(":")[2]) if corrects(key) else None
    return place is not None and place.row is not None


def given(answers: Mapping[str, str], *kinds: str) -> list[TagAnswer]:
    """The corrections of these kinds among the answers of a file, the most particular first."""
    found = [
        TagAnswer(key, kind, place, answer)
        for key, answer in answers.items()
        for kind, colon, word in (key.partition(":"),)
        if colon and kind in kinds and (place := place_of(word)) is not None
    ]
    return sorted(found, key=lambda one: -one.place.rank)


def at(answers: Mapping[str, str], kind: str, where: Where) -> str | None:
    """What a figure was corrected to; None where nobody corrected it."""
    return next((one.answer for one in given(answers, kind) if one.place.covers(where)), None)


def told(one: TagAnswer) -> Sentence:
    """A correction in words, such as "MWh as the unit of row 7"."""
    place = named(one.place)
    if one.kind == UNIT:
        return Sentence("{unit} as the unit of {place}", place=place, unit=one.answer)
    if one.kind == SCOPE:
        return Sentence("{scope} for {place}", place=place, scope=scope_named(one.answer))
    if one.answer == IS_TOTAL:
        return Sentence("{place} left out as a total of other figures", place=place)
    return Sentence("{place} counted, though it looks like a total", place=place)


def scope_named(answer: str) -> Sentence:
    """A scope in words."""
    return Sentence("no scope") if answer == NOT_STATED else Sentence("scope {scope}", scope=answer)


def named(place: TagPlace) -> Sentence:
    """A place in words."""
    sheet, row, column = place
    if row is not None and column is not None:
        here = Sentence("row {row} of the column “{column}”", row=row, column=column)
    elif row is not None:
        here = Sentence("row {row}", row=row)
    elif column is not None:
        here = Sentence("the column “{column}”", column=column)
    else:
        return Sentence("all figures of the file") if sheet is None else Sentence("the sheet “{sheet}”", sheet=sheet)
    return here if sheet is None else Sentence("{place} in the sheet “{sheet}”", place=here, sheet=sheet)


def places_of(figures: Iterable[Where], among: Iterable[Where]) -> tuple[TagPlace, ...]:
    """The fewest places that hold just these ``figures`` ``among`` all of a file: a sheet, columns, rows, or cells."""
    wanted, every = set(figures), set(among)
    for named in (
        lambda one: TagPlace(one[0]),
        lambda one: TagPlace(one[0], column=one[2]),
        lambda one: TagPlace(*one[:2]),
    ):
        places = dict.fromkeys(map(named, sorted(wanted, key=str)))
        if len(places) <= len(wanted) and all(
            one in wanted for one in every if any(place.covers(one) for place in places)
        ):
            return tuple(places)
    return tuple(TagPlace(*one) for one in sorted(wanted, key=str))
