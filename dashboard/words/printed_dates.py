"""Dates as far as they are printed, as people write them: 2018, July 2018, 18 July 2018."""

from __future__ import annotations

from analytics.pairs import dated
from dashboard import language


def printed(said: str) -> str:
    """A date of ``dated.read`` in the reader's language, no finer than it is."""
    parts = said.count("-")
    if parts == 0:
        return said
    return (language.month, language.day)[parts - 1](dated.earliest(said))
