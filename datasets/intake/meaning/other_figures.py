"""Words in the name of a column that make its figures something else than what a city used or emitted in a year."""

from __future__ import annotations

from datasets.reference import catalogue

_WORDS = catalogue.lexicon("figures")


def others(words: frozenset[str], energy: bool) -> bool:
    """Whether the words of a header speak of other figures; ``energy`` says that its unit measures energy.

    What is saved, changed, expected or possible is none of a year, but for a change of land use; nor is what is paid
    or counted, a mean or sum of another span, and what is taken out of the air or comes of plants, whose sign or place
    in the total is another. What is produced or lost is no consumption of energy.
    """
    if energy and words & _WORDS.words("produced or lost"):
        return True
    saved = words & _WORDS.words("saved or expected") and not words & _WORDS.words("land use")
    return bool(words & _WORDS.words("paid or counted") or saved)


def beside(words: frozenset[str]) -> bool:
    """Whether a column of this name in a table of carriers holds something else than what a carrier used or emitted:
    notes, money, figures per head."""
    return bool(words & _WORDS.words("beside")) or others(words, energy=False)
