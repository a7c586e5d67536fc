"""The source of a figure for which nobody named a document: who entered it."""

from __future__ import annotations

from analytics.text.sentences import Sentence


def entered(author: str) -> Sentence:
    """The source of a figure for which nobody named a document: who entered it."""
    return Sentence("Entered by {author}", author=author)


def source_of(kept: str | None) -> str | None:
    """A source as it was kept; one that says who entered the figure as that sentence, which can be translated."""
    start = str(entered(""))
    return entered(kept.removeprefix(start)) if kept and kept.startswith(start) else kept
