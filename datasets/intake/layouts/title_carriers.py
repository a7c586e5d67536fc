"""The carrier that the title of a table names for the figures below it, which name none: "Electricity use, MWh"."""

from __future__ import annotations

import re

from analytics.vocabulary import CARRIERS
from datasets.intake.layouts import head_words, header_rows
from datasets.intake.layouts.long_records import Page, SheetCell
from datasets.intake.meaning import year_words
from datasets.intake.meaning.mapping import KNOWN_WORDS
from datasets.intake.meaning.measured_words import measuring, without_gases
from datasets.intake.meaning.other_figures import measures_others
from datasets.intake.meaning.said_beside import speaks_of_others
from datasets.reference import catalogue, registry

LONGEST_TITLE, LONGEST_NAME = 120, 4
"""A longer text is prose; so many words may name one carrier."""
_SHORT = 2
"""So few letters are an article or a preposition."""


def above(page: Page, last: int) -> SheetCell | None:
    """The one carrier that the texts alone in their rows above the row ``last`` and the name of the sheet speak of: by
    its code where nothing else is said, else by all the words, so that it is asked about. None where they speak of
    several or of none; a text that says that the figures are no inventory is asked about as such."""
    titles = [page.cell(row, texts[0][0]) for row in range(last) if len(texts := page.texts(row)) == 1]
    titles += [SheetCell(page.grid.sheet, sheet=page.grid.sheet)] if page.grid.sheet else []
    said = [(title, spoken_of(title.text)) for title in titles if of_an_inventory(title.text)]
    named = [(title, codes, rest) for title, (codes, rest) in said if codes]
    if len({code for _, codes, _ in named for code in codes}) != 1:
        return None
    title, codes, _ = named[0]
    return title.saying(title.text if any(rest for _, _, rest in named) else codes[0])


def of_an_inventory(title: str) -> bool:
    """Whether a title speaks of nothing else than what a city used or emitted in a year."""
    return len(title) <= LONGEST_TITLE and not speaks_of_others(title) and not measures_others(title)


def spoken_of(title: str) -> tuple[list[str], list[str]]:
    """The codes of the carriers that a title names, or what is like one, and its words of which nothing is known."""
    words = re.findall(r"[^\W_]+", without_gases(title))
    codes, rest, at = list[str](), list[str](), 0
    while at < len(words):
        ends = range(min(at + LONGEST_NAME, len(words)), at, -1)
        end = next((end for end in ends if header_rows.carrier(_bare(" ".join(words[at:end])))), at)
        if end > at:
            codes.append(str(header_rows.carrier(_bare(" ".join(words[at:end])))))
        elif not _explained(words[at].casefold()):
            (codes if head_words.like_carrier(words[at]) else rest).append(words[at])
        at = max(end, at + 1)
    rest = [] if registry.matches(" ".join(rest)) else rest  # the city, which is that of the file or asked about
    return codes, [*rest, *(code for code in codes if code not in CARRIERS)]


def _bare(words: str) -> str:
    """A word without the one for what is measured that it ends in, as in "Stromverbrauch"."""
    ends = [word for word in measuring() if len(word) > LONGEST_NAME and words.casefold().endswith(word)]
    return words[: -len(max(ends, key=len))] or words if ends and " " not in words else words


def _explained(word: str) -> bool:
    """Whether a word of a title says no more than what was measured, when, in which unit and by what it is parted."""
    known = word in measuring() or word in KNOWN_WORDS or word in catalogue.lexicon("figures").words("of the figures")
    return bool(
        known
        or len(word) <= _SHORT
        or word.isdecimal()
        or year_words.of_figures(word)
        or header_rows.sector(word)
        or header_rows.unit_of(word)
        or catalogue.lexicon("figures").any_in(word, "parted by")
    )
