"""What a text says of the year in it or beside it: the year of an inventory, that of its baseline, or another one.

A sheet holds many years: of targets and forecasts, of a census, of the edition of a factor, of its printing. Only words
that speak of the inventory make a year the one of its figures.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Literal

from analytics.text.parts_of_year import are_parts
from analytics.text.years import YEAR as YEAR
from datasets.reference import catalogue

Kind = Literal["inventory", "year", "base", "monitoring", "title", "bare", "ahead", "target", "other", "unknown"]
"""``inventory``, ``year`` and ``base`` are labels of a year; ``monitoring`` and ``title`` speak of an inventory or of
its figures; ``bare`` says nothing; ``ahead`` is a target or forecast, ``target`` the label of its year; ``other`` is of
something else."""
LABELS: tuple[Kind, ...] = ("inventory", "year", "base")
LONGEST = 120
"""A longer text is prose, and dates nothing."""
PERIOD = re.compile(
    r"(?:(?:FY\s*)?(?:19|20)|FY\s*['\u2018\u2019]?)[0-9]{2}\s*[/\u2010\u2011\u2013-]\s*['\u2018\u2019]?(?:[0-9]{2}|[0-9]{4})",
    re.IGNORECASE,
)
_DATE = re.compile(r"[0-9]{1,4}[./-][0-9]{1,2}[./-][0-9]{1,4}")
_SPAN = re.compile(r"([^\W\d_]+)\.?\s*[-\u2010\u2011\u2013]\s*([^\W\d_]+)")
_TOKEN = re.compile(r"[^\W\d_]+")
_WORDS = catalogue.lexicon("years")
_MARKED = re.compile(rf"{YEAR.pattern}\s*\(?([^\W\d_])\)?(?!\w)")
"""A year with a letter behind it, in brackets or not."""


@lru_cache(maxsize=4096)
def kind(text: str) -> Kind:
    """What a text says of the year in it, or of the one that stands beside it."""
    words = YEAR.sub(" ", text).replace("_", " ").casefold()
    words = _WORDS.pattern("source of figures").sub(" ", words)  # which is none of a publication
    if not _TOKEN.search(words):
        return "other" if _DATE.search(text) else "bare"
    if _WORDS.any_in(words, "ahead"):
        years = (_WORDS.any_in(token, "year", "year compound") for token in _TOKEN.findall(words))
        return "target" if any(years) else "ahead"
    if len(text) >= LONGEST or _WORDS.any_in(words, "other") or _DATE.search(text):
        return "other"
    if _WORDS.any_in(words, "plan") and not _WORDS.any_in(words, "strong"):
        return "other"
    tokens = [word for word in _tokens(words) if not _WORDS.any_in(word, "flag", "flag of a unit")]
    if not tokens:
        return "bare"
    if label := _label(tokens):
        return label
    if _WORDS.any_in(words, "monitoring"):
        return "monitoring"
    return "title" if _WORDS.any_in(words, "speaks") else "unknown"


def is_label(text: str) -> bool:
    """Whether a text is the name of a year, such as that of the base, in the place of the year itself."""
    return YEAR.search(text) is None and kind(text) in LABELS


def names_year(text: str) -> bool:
    """Whether a text is the name of a year (``is_label``), or of that of a target."""
    return is_label(text) or (YEAR.search(text) is None and kind(text) in ("ahead", "target"))


def _tokens(words: str) -> list[str]:
    """The words of a text that may say something of a year."""
    return [word for word in _TOKEN.findall(words) if word not in _WORDS.words("filler")]


def _label(tokens: list[str]) -> Kind | None:
    """Whether words are the label of a year and no more: "Inventory year", "Anno base", "Bezugsjahr"."""
    year = any(_WORDS.any_in(token, "year") for token in tokens)
    if not year or not all(_WORDS.any_in(token, "year", "base", "inventory", "strong") for token in tokens):
        return None
    if any(_WORDS.any_in(token, "base") for token in tokens):
        return "base"
    return "inventory" if any(_WORDS.any_in(token, "inventory", "strong") for token in tokens) else "year"


def heads_figures(words: list[str]) -> bool:
    """Whether the words beside a year in a header only say which inventory it is: "BEI", "Monitoring year"."""
    tokens, saying = _tokens(" ".join(words).casefold()), ("year", "base", "strong", "monitoring")
    says = any(_WORDS.any_in(token, *saying) for token in tokens)
    return says and all(_WORDS.any_in(token, *saying, "inventory") for token in tokens)


def of_something_else(text: str) -> bool:
    """Whether a text speaks of another thing than figures of the year in it, such as of an edition or a census; one
    that calls it a year does not."""
    return kind(text) == "other" and not _WORDS.any_in(text.casefold(), "year")


def of_figures(word: str) -> bool:
    """Whether a word beside a year only says that figures of an inventory stand there: "Emissions", "of"."""
    said = ("year", "base", "inventory", "strong", "monitoring", "speaks", "flag", "flag of a unit", "filler")
    return _WORDS.any_in(word, *said)


def among(text: str) -> int | None:
    """The one year in a text of other words ("2018 (prelim.)"); None where there are several or none, or it is that of
    a target, a forecast or of something else than an inventory."""
    found = set(YEAR.findall(text))
    if len(found) != 1 or kind(text) in ("ahead", "target", "other"):
        return None
    return int(found.pop())


@lru_cache(maxsize=4096)
def marked(text: str) -> str:
    """The year in a text with the letter behind it, where that may mark a forecast as well as figures of a year that is
    over: "2025p" is provisional or projected, "2024 (e)" estimated or expected. Nothing for others."""
    found = _MARKED.search(text)
    letter = unicodedata.normalize("NFKC", found[1]).casefold() if found else ""  # which may be raised: "2018ᵖ"
    return found[0] if found and letter in _WORDS.words("mark of a forecast") else ""


@lru_cache(maxsize=4096)
def of_a_forecast(text: str) -> bool:
    """Whether a figure is of a scenario or forecast by its source; that of a plan or project may count all the same."""
    return _WORDS.any_in(text.casefold(), "forecast")


@lru_cache(maxsize=4096)
def elsewhen(text: str) -> bool:
    """Whether a text speaks of another time than a year of an inventory: of a target or a forecast, of a season, a half
    or the highest of a year, of a span of months ("Jan-Jun")."""
    spans = any(are_parts(ends) for ends in _SPAN.findall(text))
    return spans or _WORDS.any_in(text.replace("_", " ").casefold(), "part") or ahead(text)


@lru_cache(maxsize=4096)
def ahead(text: str) -> bool:
    """Whether a text speaks of a target, a plan, a scenario or a forecast."""
    return _WORDS.any_in(text.replace("_", " ").casefold(), "ahead", "planned")
