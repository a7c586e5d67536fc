"""The forms in which words of seven languages are compared: without case and accents, as stems, and by what they mean.

Stems are those of Snowball (BSD licence), for Bulgarian our own; what words mean stands in our own vocabulary
(``shipped/words/concepts.csv``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

from analytics.text.lexicon import ANY, rows
from datasets.reference import bulgarian_stems
from datasets.reference.catalogue import SHIPPED
from datasets.reference.countries import folded

STEMMED = {
    "en": "english",
    "de": "german",
    "fr": "french",
    "es": "spanish",
    "it": "italian",
    "pt": "portuguese",
}
"""The languages of the dashboard that Snowball has a stemmer for."""
BULGARIAN = "bg"
_TABLE = SHIPPED / "words" / "concepts.csv"
_ALIKE = 3
"""The forms of a word share so many first letters: phrases are looked for by them, since stems take their time."""
_LEAST_LETTERS = 3
"""Shorter beginnings of a word mean anything."""
_LEAST_PART = 4
"""A part of a compound has so many letters at least, and so has the rest."""
_LEAST_ROOT = 6
"""Words that share so many letters on end are akin [R]."""


class Meant(NamedTuple):
    """What some words of a text mean: from the word ``first`` on, ``length`` words."""

    first: int
    length: int
    concept: str


@lru_cache(maxsize=200_000)  # a library of many entries uses the same words
def stem(language: str, word: str) -> str:
    """The stem of a folded word; the word itself in a language without a stemmer."""
    if language == BULGARIAN:
        return bulgarian_stems.stem(word)
    stemmer = _stemmer(language)
    return str(stemmer.stemWord(word)) if stemmer else word


def stems(word: str) -> frozenset[str]:
    """The stems of a word whose language nobody knows."""
    return frozenset(stem(language, word) for language in (*STEMMED, BULGARIAN))


def tokens(text: str) -> list[str]:
    """The words of a text, folded."""
    return folded(text).split()


def without_weight(word: str) -> bool:
    """Whether a word such as "the" says nothing of what is looked for."""
    return word in _words().weightless


def concepts(words: Sequence[str]) -> list[Meant]:
    """What the phrases of a text mean, the longest first, and then what its single words do."""
    found = sorted(_phrases(words), key=lambda one: (-one.length, one.first))
    singles = (Meant(place, 1, concept) for place, word in enumerate(words) for concept in meaning(word))
    return [*found, *singles]


@lru_cache(maxsize=200_000)
def meaning(word: str) -> tuple[str, ...]:
    """The concepts of a single folded word: of its whole, else of its beginning and of its end, as in compounds."""
    known = _words()
    if word in known.whole:
        return (known.whole[word],)
    begins = next((known.begins[word[:size]] for size in _sizes(word) if word[:size] in known.begins), None)
    ends = next((known.ends[word[-size:]] for size in _sizes(word) if word[-size:] in known.ends), None)
    return tuple(dict.fromkeys(filter(None, (begins, ends))))


def akin(word: str) -> tuple[str, str] | None:
    """The word of our vocabulary, with its concept, that one which is not in it is made of or shares its root with:
    a part of a compound ("Wasserversorgung"), else the longest run of letters that both have ("luminarias",
    "iluminación"). None where nothing is akin."""
    known = _words()
    parts = [
        part
        for size in range(len(word) - _LEAST_PART, _LEAST_PART - 1, -1)
        for part in (word[:size], word[-size:])
        if part in known.whole
    ]
    if parts:
        return parts[0], known.whole[parts[0]]
    meant = {**known.ends, **known.begins, **known.whole}
    for size in range(len(word), max(_LEAST_ROOT, len(word) // 2) - 1, -1):
        for place in range(len(word) - size + 1):
            root = word[place : place + size]
            alike = [one for one in meant if root in one]
            if alike:
                nearest = min(alike, key=lambda one: (len(one), one))
                return nearest, meant[nearest]
    return None


def vocabulary() -> tuple[str, ...]:
    """The words by which a misspelt one may be understood, folded."""
    return tuple(_words().whole)


def _sizes(word: str) -> Iterable[int]:
    return range(len(word), _LEAST_LETTERS - 1, -1)


def _phrases(words: Sequence[str]) -> Iterator[Meant]:
    known = _words().phrases
    for place, first in enumerate(words):
        for language, phrase, concept in known.get(first[:_ALIKE], ()):
            said = words[place : place + len(phrase)]
            if tuple(stem(language, word) for word in said) == phrase:
                yield Meant(place, len(phrase), concept)


class _Words(NamedTuple):
    """The vocabulary, folded: whole words, beginnings, ends, phrases (language, stems, concept) by their first letters,
    and what has no weight."""

    whole: dict[str, str]
    begins: dict[str, str]
    ends: dict[str, str]
    phrases: dict[str, list[tuple[str, tuple[str, ...], str]]]
    weightless: frozenset[str]


@cache
def _words() -> _Words:
    known = _Words({}, {}, {}, {}, frozenset(folded(row.word) for row in rows(_TABLE) if row.kind == "without weight"))
    for row in rows(_TABLE):
        if row.kind != "concept":
            continue
        word = folded(row.word)
        if " " in word:
            phrase = tuple(stem(row.language, part) for part in word.split())
            known.phrases.setdefault(word.split()[0][:_ALIKE], []).append((row.language, phrase, row.meaning))
        elif row.word.startswith(ANY):
            known.ends.setdefault(word, row.meaning)
        elif row.word.endswith(ANY):
            known.begins.setdefault(word, row.meaning)
        else:
            known.whole.setdefault(word, row.meaning)
            known.whole.setdefault(stem(row.language, word), row.meaning)
    return known


@cache
def _stemmer(language: str) -> Any:
    import snowballstemmer  # only who searches waits for it

    return snowballstemmer.stemmer(STEMMED[language]) if language in STEMMED else None
