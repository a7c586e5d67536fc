"""The words of human languages by which files are read, from tables that whoever speaks a language can mend.

A table has the columns kind, meaning, language, word and source. A word stands for itself, whole and in either case; a
star behind it stands for any letters that follow ("prelim*"), a star before it for any that go before ("*jahr"). What
the words are looked for in, and what is made of them, stands in the code that asks for their kind.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

ANY = "*"
HOME = Path(__file__).parent / "words"


class Word(NamedTuple):
    """One row of a table."""

    kind: str
    meaning: str
    language: str
    word: str
    source: str


@dataclass(frozen=True, eq=False)
class Lexicon:
    """The words of one table. What is asked for is made when it is first asked for, and kept."""

    table: Path

    def meanings(self, kind: str) -> Mapping[str, str]:
        """Each word of a kind, with its meaning."""
        return _kinds(self)[kind]

    def words(self, kind: str, meaning: str | None = None) -> frozenset[str]:
        """The words of a kind, or of one meaning within it."""
        return _words(self, kind, meaning)

    def pattern(self, *kinds: str) -> re.Pattern[str]:
        """What finds any word of some kinds in a text."""
        return _pattern(self, kinds)

    def any_in(self, text: str, *kinds: str) -> bool:
        """Whether any word of some kinds stands in a text."""
        return self.pattern(*kinds).search(text) is not None

    def one_of(self, kind: str, meaning: str | None = None, gap: str = " ") -> str:
        """A part of a pattern: any word of a kind, the longest first, with ``gap`` in the place of a space."""
        longest = sorted(self.words(kind, meaning), key=lambda word: (-len(word), word))
        return f"(?:{'|'.join(_escaped(word, gap) for word in longest)})"


@cache
def lexicon(name: str) -> Lexicon:
    """The words of units and numbers, which the method itself reads."""
    return Lexicon(HOME / f"{name}.csv")


@cache
def rows(table: Path) -> tuple[Word, ...]:
    """Every row of a table."""
    with table.open(encoding="utf-8", newline="") as file:
        return tuple(map(Word._make, csv.reader(file)))[1:]


@cache
def _kinds(lexicon: Lexicon) -> Mapping[str, Mapping[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for row in rows(lexicon.table):
        found.setdefault(row.kind, {})[row.word] = row.meaning
    return found


@cache
def _words(lexicon: Lexicon, kind: str, meaning: str | None) -> frozenset[str]:
    return frozenset(word for word, meant in _kinds(lexicon)[kind].items() if meaning in (None, meant))


@cache
def _pattern(lexicon: Lexicon, kinds: tuple[str, ...]) -> re.Pattern[str]:
    words = sorted(
        {word for kind in kinds for word in _words(lexicon, kind, None)}, key=lambda word: (-len(word), word)
    )
    return re.compile("|".join(map(_bounded, words)), re.IGNORECASE)


def _bounded(word: str) -> str:
    """A word that no letter stands beside, but where a star allows it."""
    before = "" if word.startswith(ANY) else r"(?<!\w)"
    after = "" if word.endswith(ANY) else r"(?!\w)"
    return f"{before}{_escaped(word)}{after}"


def _escaped(word: str, gap: str = " ") -> str:
    letters = gap.join(map(re.escape, word.strip(ANY).split(" ")))
    return letters + r"\w*" if word.endswith(ANY) else letters
