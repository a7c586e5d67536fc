"""Finding entries of knowledge by words of seven languages, with a ranking that can be explained.

An entry is the higher, the more of the words that are looked for it has, the rarer they are, and the more exactly they
match: as written, by the beginning or the stem, by meaning (our own vocabulary), by a likely slip of the keyboard, or
by a part or root of the word; a word of the title counts most. All of it is our own rule [R].
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import numpy as np

from analytics.knowledge.matching import (
    COLUMNS,
    OF_SEVERAL,
    WEIGHTS,
    EntryHit,
    EntryText,
    How,
    Matched,
    Places,
    SearchFound,
)
from analytics.text.nearest import nearest
from datasets.reference import word_forms
from datasets.store.full_text import FullText

LOOKED_AT = 60
"""So many of the best entries are looked at word by word; the order of those behind them is by rare words alone."""
LIKE = 78
"""The least likeness of two words, from 0 to 100, for one to be taken as a slip for the other."""
LONGEST = 200
"""So many characters of what is looked for are read."""
MOST_WORDS = 12
_SHORTEST_SLIP = 4


@dataclass(frozen=True)
class _Asked:
    """One thing that is looked for: the words that say it, and how each word of the index answers it."""

    said: str
    answers: dict[str, How] = field(default_factory=dict)


class KnowledgeSearch:
    """The texts of a list of entries, prepared for searching."""

    def __init__(self, texts: Sequence[EntryText]) -> None:
        self._texts = texts

    @cached_property  # pages that look for nothing take the entries alone
    def _index(self) -> FullText:
        return FullText(tuple(" ".join(known) for known in _columns(text).values()) for text in self._texts)

    def find(self, query: str, allowed: Places | None = None, most: int = LOOKED_AT) -> SearchFound:
        """The entries that have any of the words of a query, the best first; of the places ``allowed`` alone."""
        asked = self._asked(query)
        number = len(self._texts)
        score = np.zeros(number)
        rare: list[float] = []
        for one in asked:
            places = self._index.having(one.answers)
            rare.append(math.log(1 + number / len(places)) if len(places) else 0.0)
            score[places] += rare[-1]
        if allowed is not None:
            kept = np.zeros(number, dtype=bool)
            kept[allowed] = True
            score[~kept] = 0
        places = np.flatnonzero(score)
        best = places[np.argsort(-score[places], kind="stable")][:LOOKED_AT]
        hits = sorted((self._hit(int(place), asked, rare) for place in best), key=lambda hit: (-hit.score, hit.place))
        unknown = tuple(one.said for one, weight in zip(asked, rare, strict=True) if not weight)
        return SearchFound(tuple(hits[:most]), tuple(one.said for one in asked), places, unknown)

    def _hit(self, place: int, asked: Sequence[_Asked], rare: Sequence[float]) -> EntryHit:
        matched, score = [], 0.0
        words = _columns(self._texts[place])
        for one, weight in zip(asked, rare, strict=True):
            best: tuple[float, Matched] | None = None
            for column, known in words.items():
                for answer, how in one.answers.items():
                    if answer in known:
                        as_said = known[answer] == one.said
                        how = "word" if as_said else "form" if how == "word" else how
                        worth = WEIGHTS[how] * COLUMNS[column]
                        if best is None or worth > best[0]:
                            best = worth, Matched(one.said, how, known[answer], column)
            if best is not None:
                score += weight * best[0]
                matched.append(best[1])
        return EntryHit(place, score, tuple(matched))

    def _asked(self, query: str) -> list[_Asked]:
        words = word_forms.tokens(query[:LONGEST])[: 2 * MOST_WORDS]
        meant = word_forms.concepts(words)
        phrases: list[word_forms.Meant] = []
        inside: set[int] = set()
        for one in meant:
            span = set(range(one.first, one.first + one.length))
            if one.length > 1 and not span & inside and len(self._index.having({_concept(one.concept)})):
                phrases.append(one)
                inside |= span
        found = [
            _Asked(" ".join(words[one.first : one.first + one.length]), {_concept(one.concept): "meaning"})
            for one in phrases
        ]
        for place, word in enumerate(words):
            if place not in inside and (not word_forms.without_weight(word) or len(words) == 1):
                found += self._of_word(word, [one.concept for one in meant if one.first == place])
        return found[:MOST_WORDS]

    def _of_word(self, word: str, concepts: Sequence[str]) -> list[_Asked]:
        plain: dict[str, How] = {_concept(concept): "meaning" for concept in concepts[:1]}
        plain |= dict.fromkeys(word_forms.stems(word), "form")
        plain[word] = "word"
        found = [_Asked(word, plain), *(_Asked(word, {_concept(concept): "meaning"}) for concept in concepts[1:])]
        if not len(self._index.having(plain)):
            plain |= dict.fromkeys(self._beginning_with(word), "begins") or self._slips(word) or _akin(word)
        return found

    def _beginning_with(self, word: str) -> list[str]:
        if len(word) < _SHORTEST_SLIP:
            return []
        return [known for known in self._index.words() if known.startswith(word)][:LOOKED_AT]

    def _slips(self, word: str) -> dict[str, How]:
        """The word of the index, or of the vocabulary, that is most like one that is in neither."""
        if len(word) < _SHORTEST_SLIP:
            return {}
        known = [one for one in (*self._index.words(), *word_forms.vocabulary()) if one[0] == word[0]]
        near = nearest(word, known, 1, LIKE)
        if not near:
            return {}
        meant = [_concept(concept) for concept in word_forms.meaning(near[0])]
        return dict.fromkeys((near[0], *word_forms.stems(near[0]), *meant), "slip")


def _akin(word: str) -> dict[str, How]:
    near = word_forms.akin(word)
    return {_concept(near[1]): "akin"} if near else {}


def _concept(name: str) -> str:
    """A concept as a word of the index, which no text holds."""
    return f"0{name.replace('_', '')}"


def _columns(text: EntryText) -> dict[str, Mapping[str, str]]:
    """By column the words of the index that a text has, each with the word of the text that it stands for."""
    languages = {column: "" if column in OF_SEVERAL else text.language for column in COLUMNS}
    return {column: _forms(getattr(text, column), language) for column, language in languages.items()}


@lru_cache(maxsize=4096)  # the tags and places of many entries are the same
def _forms(said: str, language: str) -> Mapping[str, str]:
    words = word_forms.tokens(said)
    found = {
        _concept(one.concept): " ".join(words[one.first : one.first + one.length])
        for one in reversed(word_forms.concepts(words))
    }
    for word in words:
        found |= dict.fromkeys([word_forms.stem(language, word)] if language else word_forms.stems(word), word)
    return found | {word: word for word in words}
