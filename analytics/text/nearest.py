"""Words that are written much like one another: what somebody may have meant by a word that nobody knows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

Likeness = Literal["ratio", "token_sort_ratio", "WRatio"]
"""How texts are compared: letter by letter as they stand; by their words in any order; or in small letters and without
signs, by the parts of them that are most alike."""


def nearest(
    text: str, known: Iterable[str], most: int = 3, least: float = 60, likeness: Likeness = "ratio"
) -> list[str]:
    """The ``known`` words that are most like a text, the nearest first, ``most`` of them at the most, each with a
    likeness of ``least`` or more. Of 100, that is twice the letters in common by all letters. None for a text that is
    like none of them."""
    from rapidfuzz import fuzz, process
    from rapidfuzz.utils import default_process

    found = process.extract(
        text,
        list(known),
        scorer=getattr(fuzz, likeness),
        processor=default_process if likeness == "WRatio" else None,
        limit=most,
        score_cutoff=least,
    )
    return [word for word, _, _ in found]
