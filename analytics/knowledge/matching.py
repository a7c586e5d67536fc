"""What a search among entries of knowledge looks at, and what it says of each one that it finds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple, Protocol

import numpy as np

from analytics.knowledge.knowledge_entries import KnowledgeEntry

Places = np.ndarray[tuple[int], np.dtype[np.int64]]
How = Literal["word", "form", "begins", "meaning", "slip", "akin"]
WEIGHTS: Mapping[How, float] = {"word": 1.0, "form": 0.95, "begins": 0.9, "meaning": 0.85, "slip": 0.7, "akin": 0.6}
"""How much a match counts, by how it matches."""
COLUMNS: Mapping[str, float] = {"title": 1.0, "told": 0.8, "place": 1.0, "tags": 0.9}
"""The columns of the index, with how much a match in each counts: a tag says what an entry is about, and counts more
than a word of a title that only means the same."""
OF_SEVERAL = frozenset({"place", "tags"})
"""The columns whose words are of several languages, whatever the language of the entry."""


class EntryText(NamedTuple):
    """What can be found of an entry: its words in four columns, and the language of its title and of what is told."""

    title: str
    told: str
    place: str
    tags: str
    language: str = "en"


class Matched(NamedTuple):
    """How a word that is looked for stands in an entry: ``found`` is the entry's word, in a ``column``."""

    said: str
    how: How
    found: str
    column: str


class EntryHit(NamedTuple):
    """An entry that was found, by its place in the list, with its score and all that matched."""

    place: int
    score: float
    matched: tuple[Matched, ...]


@dataclass(frozen=True)
class SearchFound:
    """What was found: the best entries first, how many words were looked for, and every entry that matches at all."""

    hits: tuple[EntryHit, ...]
    words: tuple[str, ...]
    places: Places
    unknown: tuple[str, ...] = ()
    """The words of which nothing is on file."""


class Finder(Protocol):
    """What finds entries by words."""

    def find(self, query: str, allowed: Places | None = None, most: int = ...) -> SearchFound:
        """The entries that have any of the words of a query, the best first; of the places ``allowed`` alone."""


class Library(NamedTuple):
    """Every entry, what ships first, and what finds them by words."""

    entries: tuple[KnowledgeEntry, ...]
    search: Finder
