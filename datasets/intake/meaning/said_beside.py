"""Texts above and below a table, and the names of sheets, that make its figures something else than the inventory of a
city's year: a part of it, a sample, figures per inhabitant, losses, a potential, a budget, those of a larger area."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from analytics.text.numerals import MONTH
from analytics.text.problems import Problem
from analytics.text.sentences import Sentence, quoted
from datasets.intake.meaning.other_figures import in_words, of_some_months
from datasets.intake.meaning.questions import AS_INVENTORY, CHOICES, LEAVE_OUT, OTHER_FIGURES
from datasets.intake.meaning.thousands import Line
from datasets.intake.meaning.year_words import LONGEST, YEAR, of_a_forecast
from datasets.intake.own_files.sheet_words import group_names
from datasets.reference import catalogue

_WORDS = catalogue.lexicon("figures")
_MONTH = re.compile(rf"(?<!\w){MONTH}[ ./-]+(?:19|20)[0-9]{{2}}(?![0-9])", re.IGNORECASE)
"""A month with its year; one alone may be a name."""
_DAY = re.compile(rf"[0-9]{{1,2}}\.?\s*(?:de\s+)?{MONTH}", re.IGNORECASE)


def asked(texts: Iterable[Line], answers: Mapping[str, str], odd: Iterable[Line] = ()) -> tuple[list[Problem], bool]:
    """The question whether figures are the inventory as they stand, at the first text (with its row and sheet) that
    says otherwise, or may (``odd``); as a warning where they are left out, which the second value tells; none where
    they count."""
    found = next((each for each in texts if speaks_of_others(each[0])), None) or next(iter(odd), None)
    if found is None or answers.get(OTHER_FIGURES) == AS_INVENTORY:
        return [], False
    text, row, sheet = found
    question = Problem(
        "ask",
        "other-figures",
        Sentence("{words} beside the table", words=quoted(text)),
        Sentence("figures of what a city used or emitted in a year"),
        Sentence(
            "Say whether the figures are what the city used or emitted in the whole year, as they stand; or leave them "
            "out, where they are a part of it, per head, planned, possible, lost or those of a larger area."
        ),
        row=row,
        sheet=sheet,
        key=OTHER_FIGURES,
        choices=CHOICES[OTHER_FIGURES],
    )
    told = question.by(answers, {LEAVE_OUT: Sentence("The figures were left out, as answered.")})
    return [told], answers.get(OTHER_FIGURES) == LEAVE_OUT


@lru_cache(maxsize=4096)
def speaks_of_others(text: str) -> bool:
    """Whether a text beside a table says that its figures are no inventory of a city's whole year. Prose does not, nor
    do lines that name a source, unless it is a scenario or a forecast, nor the name of a sector or of a group of
    them."""
    words = text.replace("_", " ").casefold()
    if catalogue.sector_code(text) or catalogue.normal_label(text) in group_names():
        return False
    if len(text) >= LONGEST or of_a_source(text):
        return len(text) < LONGEST and of_a_forecast(words)
    month = _MONTH.search(words) is not None and _DAY.search(words) is None
    part = catalogue.lexicon("places").words("part of a city", "") & {*in_words(text)}
    mean = len({*YEAR.findall(words)}) > 1 and _WORDS.any_in(words, "mean of years")
    other = mean or _WORDS.any_in(words, "other in a title", "larger in a title")
    return month or bool(part) or of_some_months(words) or other


def names_source(text: str) -> bool:
    """Whether a line that begins so says more than a year: "Data from 2018" names no source."""
    said = _WORDS.pattern("source line").sub("", YEAR.sub("", text).casefold())
    return of_a_source(text) and any(map(str.isalpha, said))


def of_a_source(text: str) -> bool:
    """Whether a line begins with a word for where it is from or who made it."""
    found = _WORDS.pattern("source line").match(text.replace("_", " ").casefold().lstrip(" *([-–"))
    return found is not None
