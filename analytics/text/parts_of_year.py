"""Parts of a year as people write them: "2019-03", "März 2019", "03", "Q1", "2. trimestre", "H2", a date within one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from analytics.text.lexicon import lexicon
from analytics.text.numerals import MONTH, STRIPPED

MONTHS, QUARTERS, HALVES, WEEKS = 12, 4, 2, 52
LAST_WEEK = 53
"""Some years have a week more."""
_NUMBERS = lexicon("numbers")
_YEAR, _MONTH_NUMBER = r"(?:19|20)[0-9]{2}", r"(?P<month>0?[1-9]|1[0-2])"
_BESIDE = rf"(?:{_YEAR})?[ ./,_-]*"
_NAMED = re.compile(
    rf"(?:[0-9]{{1,4}}[ ./,-]*)?(?P<word>{MONTH})(?:[ ./,_-]*[0-9]{{1,4}})?(?:,? {_YEAR})?", re.IGNORECASE
)
_NUMBERED = (
    re.compile(rf"{_YEAR}(?:[ ./_-]|[ ./_-]?-?M|(?=[0-9]{{2}}$)){_MONTH_NUMBER}", re.IGNORECASE),
    re.compile(rf"{_MONTH_NUMBER}[ ./_-]{_YEAR}"),
)
_DATE = re.compile(
    rf"(?:{_YEAR}[./-](?P<month>[0-9]{{1,2}})[./-][0-9]{{1,2}}"
    rf"|(?P<one>[0-9]{{1,2}})[./-](?P<other>[0-9]{{1,2}})[./-](?:{_YEAR}|[0-9]{{2}}))(?:[ T][0-9: .]*(?:[AP]M)?)?",
    re.IGNORECASE,
)
_TWO_YEARS = re.compile(r"[0-9]{2}([0-9]{2})[ /_-]+([0-9]{2})")
_WORDS = {QUARTERS: _NUMBERS.one_of("quarter"), HALVES: _NUMBERS.one_of("half"), WEEKS: _NUMBERS.one_of("week")}
_DIGITS = {QUARTERS: "[1-4]", HALVES: "[12]", WEEKS: "0?[1-9]|[1-4][0-9]|5[0-3]"}
_COUNTED = {
    of: re.compile(
        rf"{_BESIDE}(?:{word}\.?\s*(?P<after>{_DIGITS[of]})"
        rf"|(?P<before>{_DIGITS[of]}|iv|i{{1,3}}|{_NUMBERS.one_of('ordinal')})\s*(?:\.|er|e|ème|[ºª°]|st|nd|rd|th)?[\s-]*{word})"
        rf"\.?[ ./,_-]*(?:{_YEAR})?",
        re.IGNORECASE,
    )
    for of, word in _WORDS.items()
}
"""What finds a part that is counted, by how many of them make up a year."""
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
"""The numbers of quarters and halves as they are counted in many countries."""


_TO = re.compile(rf"\s+(?:[-\u2010-\u2015]|{_NUMBERS.one_of('up to')})\s+")
LONGEST_BILL = 2
"""A bill ends at most so many months after the one in which it begins."""


class PartOfYear(NamedTuple):
    """A month, a quarter, a half or a week: ``number`` out of ``of`` in a year, 12, 4, 2 or 52; ``dated``: read from a
    day."""

    number: int
    of: int
    dated: bool = False


@lru_cache(maxsize=4096)
def part_of_year(text: str, month_first: bool = False) -> PartOfYear | None:
    """The month, quarter, half or week that a text is, with or without its year, or in which its date lies; None for
    others, as for a year, a longer period, or a number alone. Of a bill's period it is the month in which that begins;
    of "03/04/2019" the first number is the day, unless ``month_first``."""
    bare = text.strip(STRIPPED)
    for of, pattern in _COUNTED.items():
        if found := pattern.fullmatch(bare):
            said = (found["after"] or found["before"]).casefold()
            number = int(_NUMBERS.meanings("ordinal").get(said) or _ROMAN.get(said, said))
            return PartOfYear(number, of) if number <= (LAST_WEEK if of == WEEKS else of) else None
    for pattern in _NUMBERED:
        if found := pattern.fullmatch(bare):
            return PartOfYear(int(found["month"]), MONTHS)
    if found := _DATE.fullmatch(bare):
        number = int(found["month"] or found["one" if month_first else "other"])
        return PartOfYear(number, MONTHS, dated=True) if 1 <= number <= MONTHS else None
    if len(ends := _TO.split(bare)) == 2:
        return _begun(*(part_of_year(end, month_first) for end in ends))
    if found := _NAMED.fullmatch(bare):
        # The number of a month by its name, or by the letters that it begins with.
        word = found["word"].rstrip(".").casefold()
        known = {**_NUMBERS.meanings("month"), **_NUMBERS.meanings("whole month")}
        whole = _NUMBERS.words("whole month")
        fitting = [name for name in known if word == name or (name not in whole and word.startswith(name))]
        number = int(known[max(fitting, key=len)] or 0) if fitting else 0
        dated = len(re.findall(r"[0-9]+", bare)) > 1
        return PartOfYear(number, MONTHS, dated) if number else None
    return None


def _begun(first: PartOfYear | None, last: PartOfYear | None) -> PartOfYear | None:
    """The month in which a period from one day to another begins, where it is no longer than a bill's."""
    if not (first and last and first.dated and last.dated):
        return None
    return first if (last.number - first.number) % MONTHS <= LONGEST_BILL else None


def parts_of_year(texts: Sequence[str], name: str) -> list[PartOfYear | None]:
    """The months or quarters of a column called ``name``: its texts decide together whether days or months come first,
    and numbers alone, Roman ones too, are quarters, halves or weeks where its name says so; Arabic ones else months."""
    both = [[part_of_year(text, first) for text in texts] for first in (False, True)]
    found = max(both, key=lambda read: (sum(map(bool, read)), len(set(read))))
    of = next((of for of, word in _WORDS.items() if re.search(rf"\b{word}s?\b", name, re.IGNORECASE)), MONTHS)
    parts = [part or _alone(text, of) for part, text in zip(found, texts, strict=True)]
    return [None] * len(parts) if all(map(_across_two_years, texts, parts)) else parts


def are_parts(texts: Iterable[str]) -> bool:
    """Whether texts are months or quarters, each of them; a period across two years ("2011/12") is none, unless others
    beside it are."""
    every = [(text, part_of_year(text)) for text in texts]
    return all(part for _, part in every) and not all(_across_two_years(*each) for each in every)


def _across_two_years(text: str, part: PartOfYear | None) -> bool:
    """Whether a text is no month for certain: none at all, or one that may be two years, such as "2011/12"."""
    years = _TWO_YEARS.fullmatch(text.strip(STRIPPED))
    return part is None or (years is not None and (int(years[1]) + 1) % 100 == int(years[2]))


def _alone(text: str, of: int) -> PartOfYear | None:
    bare = text.strip(STRIPPED)
    found = re.fullmatch(r"0?([1-9]|1[0-2])(?:\.0)?" if of < WEEKS else r"0?([1-9]|[1-4][0-9]|5[0-3])(?:\.0)?", bare)
    roman = _ROMAN.get(bare.casefold().rstrip("."), "0") if of < MONTHS else "0"
    number = int(found[1] if found else roman)
    return PartOfYear(number, of) if 0 < number <= (LAST_WEEK if of == WEEKS else of) else None
