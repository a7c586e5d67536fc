"""What stands in brackets beside a carrier: whether it may be a unit, or only says more of the carrier."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from analytics import units
from analytics.text.nearest import nearest
from datasets.reference import catalogue

SHORTEST_WORD = 4
"""Fewer letters than this are taken for the symbol of a unit, as most of them have."""
ALIKE = 80
"""From this likeness (``nearest``) on, a word is taken for a unit that was misspelt."""
_BLEND = re.compile(r"[BE] ?[0-9]{1,3}|RON ?[0-9]{2,3}|SP ?9[58]", re.IGNORECASE)
"""The grades of blends and petrol: B7 is diesel with up to 7 % of biodiesel, and no unit."""


@lru_cache(maxsize=1024)
def unit_like(text: str) -> bool:
    """Whether a text that is no known unit may be meant as one: a short one, one with digits or signs, a misspelt unit,
    or a word that measures something else. "light", "mains" and "B7" may not."""
    words = units.plain_text(text)
    if _BLEND.fullmatch(words):
        return False
    return any(_like(word) for word in re.split(r"[-/\s]+", words)) or bool(_near(words))


def _like(word: str) -> bool:
    letters = word.strip(".,;:'\u2019")
    short = len(letters) < SHORTEST_WORD
    no_energy = letters.casefold() in catalogue.lexicon("figures").words("container")
    return short or not letters.isalpha() or no_energy or bool(_near(letters))


def _near(word: str) -> list[str]:
    return nearest(units.unit_key(word).casefold(), _spellings(), 1, ALIKE)


@cache
def _spellings() -> tuple[str, ...]:
    """Every spelling of a unit of energy, emissions, mass or volume, as it is looked up."""
    return tuple(map(str.casefold, units.spellings("energy", "mass", "volume", "asked", "asked of fuel", "refused")))
