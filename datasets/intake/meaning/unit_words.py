"""Words that are units, by which a column of them is known whatever it is called."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from analytics import units
from analytics.text.problems import Problem, Refused


def are_units(words: Sequence[str]) -> bool:
    """Whether there are words and each is a unit, or one that is asked about: of several meanings, or of a fuel."""
    return bool(words) and all(map(_may_be_unit, words))


def is_unit(word: str) -> bool:
    """Whether a word is a unit of one meaning."""
    return _refusal(word) is None


def _may_be_unit(word: str) -> bool:
    found = _refusal(word)
    return found is None or found.severity == "ask" or found.code == "unit-needs-fuel"


@lru_cache(maxsize=1 << 12)
def _refusal(word: str) -> Problem | None:
    """Why a word is no unit of one meaning; None for one."""
    try:
        units.unit(word, suggesting=False)
    except Refused as refusal:
        return refusal.problems[0]
    return None
