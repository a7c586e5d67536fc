"""Texts beside a table that say its figures are in thousands or millions, while the unit does not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from analytics.text import multiples
from analytics.text.problems import Problem
from analytics.text.sentences import Sentence
from analytics.units import LONGEST_TEXT
from datasets.intake.meaning.mapping import FIELDS
from datasets.intake.meaning.questions import CHOICES
from datasets.intake.readers.encoding import quoted

KEY = "scale"


def asked(texts: Iterable[tuple[str, int, str | None]], answers: Mapping[str, str]) -> list[Problem]:
    """The question whether the figures are as they stand, at the first text (with its row and sheet) that speaks of
    thousands; none where it was answered."""
    if KEY in answers:
        return []
    found = next((each for each in texts if _stated(each[0])), None)
    if found is None:
        return []
    text, row, sheet = found
    return [
        Problem(
            "ask",
            "scale-stated",
            quoted(text),
            Sentence("a unit that says by itself how much a figure is"),
            Sentence(
                "Write the unit of the figures in full, such as GWh for thousands of MWh; or say that the figures "
                "count as they are written."
            ),
            row=row,
            sheet=sheet,
            key=KEY,
            choices=CHOICES[KEY],
        )
    ]


@lru_cache(maxsize=4096)
def _stated(text: str) -> bool:
    people = any(word in text.casefold() for word in FIELDS["population"])
    return multiples.stated(text[: 2 * LONGEST_TEXT]) and not people
