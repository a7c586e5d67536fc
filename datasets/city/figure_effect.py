"""What committing a table that people edited would do, and what of it is doubtful."""

from __future__ import annotations

from dataclasses import dataclass

from analytics.detection import per_head
from analytics.text.sentences import Sentence
from analytics.vocabulary import METHOD_NAMES, Method
from datasets.city.assessment import CityReport


@dataclass(frozen=True)
class FigureEffect:
    """What committing an edit would do: what it says anew, how the city stands before and after it, and what a table
    that its three pillars count changes in them (``pillars``; None of another table)."""

    changes: tuple[Sentence, ...]
    before: CityReport
    after: CityReport
    pillars: tuple[Sentence, ...] | None = None
    misplaced: tuple[Sentence, ...] = ()
    """What it says anew under a source that said something else."""

    @property
    def doubts(self) -> tuple[Sentence, ...]:
        """What is doubtful: what it says under another's source, and inhabitants that it says anew, each with their
        inventory: to be confirmed, since a strange figure may be right."""
        counted = {(item.year, item.method): item for item in self.before.inventories}
        found = [*self.misplaced]
        for item in self.after.inventories:
            was = counted.get((item.year, item.method))
            known = was.inhabitants if was else None
            if not item.inhabitants or item.inhabitants == known:
                continue
            years = {other.year: other.inhabitants for other in self.after.inventories if other.method == item.method}
            others = {year: people for year, people in years.items() if people and year != item.year}
            told = per_head.doubtful(item.year, per_head.People(item.inhabitants, known, others), told_later=False)
            if told is not None:
                said, repair = told
                named = {"year": item.year, "method": METHOD_NAMES[Method(item.method)], "doubt": said}
                found.append(Sentence("{year}, {method}: {doubt} {repair}", **named, repair=repair))
        return tuple(found)
