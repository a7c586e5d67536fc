"""Words that say no more than that energy or a gas was measured, around the name of a carrier or alone; and words of a
title that say no more than what was measured, when, in which place and by what it is parted."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from itertools import pairwise

from datasets.intake.meaning import year_words
from datasets.intake.meaning.fields import FIELDS, KNOWN_WORDS
from datasets.intake.meaning.other_figures import in_words, is_other, is_version
from datasets.intake.meaning.sum_words import is_total
from datasets.reference import catalogue, registry

_KINDS = {
    "years": ("base", "filler", "inventory", "label of years", "monitoring", "strong", "year"),
    "places": ("after a name", "before a name", "city itself", "country"),
    "figures": ("of the figures", "parted by"),
}
"""The kinds of words in the lexicons that stand in the title of an inventory."""
SHORT = 2
"""So few letters are an article or a preposition."""
LONGEST_GAS = len("methane")
"""No single word for a gas that is also a carrier is longer."""
STEM, ENDING = 3, 2
"""[R] So many letters at least begin the name of a city in each of its cases, and so many at its end may differ."""


def measured_carrier(words: str) -> str | None:
    """The code of the carrier that stands between words for what is measured: "Consumption of natural gas"."""
    named, known_words = [] if is_total(words) else catalogue.normal_label(words).split(), measuring()
    first, last = 0, len(named)
    while first < last and named[first] in known_words and not catalogue.carrier_code(" ".join(named[first:last])):
        first += 1
    while first < last and named[last - 1] in known_words and not catalogue.carrier_code(" ".join(named[first:last])):
        last -= 1
    return catalogue.carrier_code(" ".join(named[first:last])) if first < last else None


def says_measured(words: str) -> bool:
    """Whether words say no more than that energy or a greenhouse gas was measured, or say nothing. Gas or fuel alone is
    a carrier: it says what was used."""
    return frozenset(without_gases(catalogue.folded(words)).split()) <= measuring()


def adds_up(name: str) -> bool:
    """Whether the figures of a column of this name, without its unit, may add up with those of the columns beside it:
    they are no target or forecast, nothing else than a use of the city, and no other way of counting the same, edition
    or bound ("Consumption-based emissions", "Low estimate")."""
    counted = catalogue.lexicon("columns").any_in(name.casefold(), "way of counting", "market")
    rest = " ".join(word for word in in_words(without_gases(name)) if word not in measuring())
    return not (counted or is_other(name) or is_version(rest) or year_words.ahead(name))


def without_gases(words: str) -> str:
    """Words without the names of greenhouse gases, in which gas is no carrier."""
    return _greenhouse_gas().sub(" ", words)


@cache
def measuring() -> frozenset[str]:
    """The words that only say that energy or a gas was measured."""
    named = {word for alias in FIELDS["value"] for word in alias.split()}
    return catalogue.lexicon("figures").words("measured") | (named - FIELDS["carrier"])


@cache
def _greenhouse_gas() -> re.Pattern[str]:
    """What finds the names of greenhouse gases that are more than one word, or a compound with what follows in it:
    "Treibhausgasemissionen"."""
    names = [name for name in FIELDS["gas"] if " " in name or len(name) > LONGEST_GAS]
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))})\w*", re.IGNORECASE)


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
        or not without_gases(word).strip()
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
