"""What committing a table that people edited would do, and what of it is doubtful."""

from __future__ import annotations

from dataclasses import dataclass

from analytics.text.sentences import Sentence
from datasets.city.assessment import CityReport


@dataclass(frozen=True)
class FigureEffect:
    """What committing an edit would do: what it says anew, how the city stands before and after it, and what a table
    that its three pillars count changes in them (``pillars``; None of another table). ``doubts`` are to be confirmed,
    since a strange figure may be right: what it says under another's source, and the findings that it brings."""

    changes: tuple[Sentence, ...]
    before: CityReport
    after: CityReport
    pillars: tuple[Sentence, ...] | None = None
    doubts: tuple[Sentence, ...] = ()
