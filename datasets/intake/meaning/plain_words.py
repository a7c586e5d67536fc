"""Words that say no more than that energy or a gas was measured, around the name of a carrier or alone."""

from __future__ import annotations

import re
from functools import cache

from datasets.intake.meaning.fields import FIELDS
from datasets.intake.meaning.sum_words import is_total
from datasets.intake.readers.dialect import folded
from datasets.reference import catalogue


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
    return frozenset(without_gases(folded(words)).split()) <= measuring()


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
    """What finds the names of greenhouse gases that are more than one word."""
    names = sorted((name for name in FIELDS["gas"] if " " in name), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b", re.IGNORECASE)
