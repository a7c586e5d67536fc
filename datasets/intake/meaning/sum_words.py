"""The words by which a label announces a sum of other rows."""

from __future__ import annotations

import re
from functools import lru_cache

from datasets.reference import catalogue

_WORDS = catalogue.lexicon("totals")
_EVERY = re.compile(rf"{_WORDS.one_of('every')}(?: {_WORDS.one_of('the')})? {_WORDS.one_of('summed')}")
"""All sectors or carriers, by which a row is the sum of the others."""


@lru_cache(maxsize=1 << 14)
def closes_group(word: str) -> bool:
    """Whether a label is the sum of a group that it names: "Residential Total", "Residential (total)". What is known by
    its whole name is none."""
    *before, last = catalogue.normal_label(word).strip(" .:*)").replace("(", " ").split() or [""]
    known = catalogue.sector_code(word) or catalogue.carrier_code(word)
    return bool(before) and last in _WORDS.words("total behind a name") and not known


@lru_cache(maxsize=1 << 14)
def is_sum(word: str) -> bool:
    """Whether a label of a long table is that of a sum, of the whole or of a group."""
    return is_total(word) or closes_group(word)


def counts_twice(word: str) -> bool:
    """Whether figures under a label would be counted twice, or are no part of the inventory: "of which schools",
    "BASIC"."""
    part = _WORDS.pattern("part").match(catalogue.normal_label(word).strip(" .:*-–—("))
    return is_sum(word) or part is not None


def part_named(word: str) -> str:
    """What a label says that it is a part of the row above: "road" of "of which road"; nothing of others."""
    plain = catalogue.normal_label(word).strip(" .:*-–—(")
    found = _WORDS.pattern("part").match(plain)
    return plain[found.end() :].strip(" :,)") if found else ""


def is_rest(word: str) -> bool:
    """Whether a label says that it holds the others only: "Other transport"."""
    return catalogue.lexicon("columns").pattern("rest").match(catalogue.normal_label(word)) is not None


@lru_cache(maxsize=1 << 14)
def is_total(word: str) -> bool:
    """Whether a label announces a sum of other rows: "Total", "TOTAL (GPC BASIC)", "Totale edifici"."""
    words = _plain(word)
    first = re.split(r"[\s:(]", words, maxsplit=1)[0]
    named = first in _WORDS.words("total") or _WORDS.pattern("total by two words").match(catalogue.folded(word))
    return bool(named) or _is_whole(words)


def _is_whole(words: str) -> bool:
    """Whether words say no more than that they are a sum: "Total", "All sectors"; of some, only where they are alone,
    as "Alle Gebäude" are buildings."""
    named = words in _WORDS.words("total") or words in _WORDS.words("total alone")
    return named or _EVERY.fullmatch(words) is not None


def is_subtotal(word: str) -> bool:
    """Whether a label announces the sum of the rows next to it, and not of the whole."""
    return _WORDS.pattern("subtotal").match(_plain(word)) is not None


def summed_up(word: str) -> str:
    """What a total says that it is the sum of, beside the word that makes it one: "transport" of "Total transport",
    nothing of "Grand total" or "Total GHG emissions", which mean the whole."""
    words = _plain(word)
    if closes_group(word) and not is_total(word):
        return re.split(r"[\s(]+\w+\)?$", words)[0].strip(" ,:-–—")
    parts = re.split(r"[\s:(]", words, maxsplit=1)
    rest = parts[1].strip(" ():,-–—") if len(parts) > 1 else ""
    whole = _is_whole(words) or _EVERY.fullmatch(rest)
    return "" if whole or set(re.split(r"[^\w+]+", rest)) <= _WORDS.words("whole") | {""} else rest


def _plain(word: str) -> str:
    return catalogue.normal_label(word).strip(' .:*"')
