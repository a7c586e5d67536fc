"""The source of a figure for which nobody named a document: who entered it."""

from __future__ import annotations

from analytics.text.sentences import Sentence
from datasets.store import pseudonyms


def entered(author: str) -> Sentence:
    """The source of a figure for which nobody named a document: who entered it."""
    if pseudonyms.ADDRESS.fullmatch(author):  # a revision holds no address, and its history tells who it was
        return Sentence("Entered by hand")
    return Sentence("Entered by {author}", author=author)


def source_of(kept: str) -> str:
    """A source as it was kept; one that says who entered the figure as that sentence, which can be translated."""
    start = str(entered(""))
    if kept == (by_hand := Sentence("Entered by hand")):
        return by_hand
    return entered(kept.removeprefix(start)) if kept.startswith(start) else kept
