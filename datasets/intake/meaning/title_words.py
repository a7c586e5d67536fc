"""Words of a title that say no more than what was measured, when, in which place and by what it is parted."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from itertools import pairwise

from datasets.intake.meaning import year_words
from datasets.intake.meaning.fields import KNOWN_WORDS
from datasets.intake.meaning.measured_words import measuring
from datasets.intake.meaning.other_figures import in_words
from datasets.reference import catalogue, registry

_KINDS = {
    "years": ("base", "filler", "inventory", "label of years", "monitoring", "strong", "year"),
    "places": ("after a name", "before a name", "city itself", "country"),
    "figures": ("of the figures", "parted by"),
}
"""The kinds of words in the lexicons that stand in the title of an inventory."""
SHORT = 2
"""So few letters are an article or a preposition."""
STEM, ENDING = 3, 2
"""[R] So many letters at least begin the name of a city in each of its cases, and so many at its end may differ."""


def names(title: str, city: str) -> frozenset[str]:
    """The names of places in a title: of the ``city`` of the file, and what stands beside a word for a municipality."""
    words = [(registry.folded(word), word[:1].isupper()) for word in re.findall(r"[^\W\d_]+", title)]
    before, after = (catalogue.lexicon("places").words(kind) for kind in ("before a name", "after a name"))
    beside = {other for (one, _), (other, name) in pairwise(words) if name and one in before}
    beside |= {one for (one, name), (other, _) in pairwise(words) if name and other in after}
    return frozenset(beside) | {registry.folded(word) for word in in_words(city)}


def explained(word: str, places: Collection[str]) -> bool:
    """Whether a word (in the form of comparison) says nothing of which nothing is known: it speaks of an inventory, or
    it is the name of a signatory, of a country or of one of the ``places``, in whichever case ("Linköpings")."""
    known = word in _held() or word in KNOWN_WORDS or word in measuring() or year_words.of_figures(word)
    place = registry.folded(word)
    return bool(
        known
        or len(word) <= SHORT
        or word.isdecimal()
        or place in _held()
        or any(_case_of(place, name) for name in places)
        or registry.matches(word)
        or registry.country_code(word)
    )


def _case_of(word: str, name: str) -> bool:
    """Whether a word may be a name with another ending."""
    stem = name[: max(STEM, len(name) - ENDING)]
    return word.startswith(stem) and len(word) <= len(name) + ENDING


@cache
def _held() -> frozenset[str]:
    lexicons = ((catalogue.lexicon(name), kinds) for name, kinds in _KINDS.items())
    return frozenset(word for lexicon, kinds in lexicons for kind in kinds for word in lexicon.words(kind))
