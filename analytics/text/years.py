"""Years as people write them: four digits, a date, a fiscal year; what is none says why."""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from analytics.text.faults import Fault
from analytics.text.numerals import LONGEST_NUMBER, MONTH, STRIPPED
from analytics.text.sentences import Sentence

FIRST_YEAR, LAST_YEAR = 1990, 2060

YEAR_FAULTS: dict[str, Fault] = {
    "blank": Fault("block", Sentence("a year"), Sentence("Fill in the year of the inventory.")),
    "text": Fault("block", Sentence("a year such as 2019"), Sentence("Write the year in four digits.")),
    "digits": Fault("block", Sentence("the digits 0 to 9"), Sentence("Type the year again with plain digits.")),
    "typo": Fault(
        "block", Sentence("a year in four digits"), Sentence("A letter stands for a digit: correct the year.")
    ),
    "out-of-range": Fault(
        "block",
        Sentence("a year from {first} to {last}", first=FIRST_YEAR, last=LAST_YEAR),
        Sentence("Correct the year."),
    ),
    "date": Fault("ask", Sentence("a year, not a date"), Sentence("Say whether the year of the date is meant.")),
    "fiscal": Fault(
        "ask", Sentence("one calendar year"), Sentence("Say to which year a period across two years belongs.")
    ),
}
_LOOKALIKES = str.maketrans("lIiOoSsBZz", "1110055822")
YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_FIRST_DAY = date(1899, 12, 30)
"""The day from which spreadsheets count."""
_CALENDARS = (-543, 621, 1911)
"""What is added to a year of Thailand, of Iran and of Taiwan."""
_ERAS = {"平成": 1988, "H": 1988, "令和": 2018, "R": 2018}
_TWO_YEARS = re.compile(r"(?:FY\s*)?([0-9]{4})\s*[/\u2010\u2011\u2013-]\s*([0-9]{4}|[0-9]{2})", re.IGNORECASE)
_ONE_FISCAL_YEAR = re.compile(r"FY\s*[0-9]{4}", re.IGNORECASE)
_DATED = re.compile(
    rf"[0-9]{{1,4}}[./-][0-9]{{1,2}}[./-][0-9]{{1,4}}|[0-9]{{4}}-[0-9]{{2}}(?![0-9])|{MONTH}\s*,?\s*[0-9]",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class YearReading:
    """One year cell. ``fault`` is a key of YEAR_FAULTS; ``choices`` are the years it may mean, likeliest first."""

    value: int | None = None
    fault: str | None = None
    choices: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()


def read_year(text: str) -> YearReading:
    """Read one calendar year from 1990 to 2060. Dates and fiscal years come back as a fault with choices."""
    bare = text.strip(STRIPPED)
    notes: tuple[str, ...] = ("spaces",) if bare != text else ()
    if not bare.strip("-\u2013\u2014."):
        return YearReading(fault="blank", notes=notes)
    if number := re.fullmatch(r"([0-9]{4})([.,]0+)?", bare):
        year = int(number[1])
        notes += ("decimals",) if number[2] else ()
        if not FIRST_YEAR <= year <= LAST_YEAR:
            return YearReading(fault="out-of-range", notes=notes)
        return YearReading(year, notes=notes)
    if bare.isnumeric() and not bare.isascii():
        return YearReading(fault="digits", notes=notes)
    meant = bare.translate(_LOOKALIKES)
    if re.fullmatch(r"[0-9]{4}", meant) and sum(character in "0123456789" for character in bare) >= 2:
        return YearReading(fault="typo", choices=_in_range(int(meant)), notes=notes)
    return _dated(bare[: 4 * LONGEST_NUMBER], notes)


def _dated(bare: str, notes: tuple[str, ...]) -> YearReading:
    if pair := _TWO_YEARS.fullmatch(bare):
        first, second = int(pair[1]), int(pair[1][: 4 - len(pair[2])] + pair[2])
        if second == first + 1 or (len(pair[2]) == 4 and second > first):
            return YearReading(fault="fiscal", choices=_in_range(first, second), notes=notes)
    choices = _in_range(*dict.fromkeys(int(year) for year in YEAR.findall(bare)))
    if _ONE_FISCAL_YEAR.fullmatch(bare) or len(choices) > 1:
        return YearReading(fault="fiscal", choices=choices, notes=notes)
    dated = bool(choices) and _DATED.search(bare) is not None
    return YearReading(fault="date" if dated else "text", choices=choices, notes=notes)


def otherwise_written(text: str) -> tuple[int, ...]:
    """The years that a text may mean which is none as it stands: one with its thousands parted ("2,019"), one that a
    spreadsheet shows as a date (1905-07-11 is day 2019 of its count), or one of another calendar: of Thailand (2562),
    Iran (1398), Taiwan (108) or Japan (令和元年). Iran's year begins in March, Japan's fiscal one in April."""
    bare = text.strip(STRIPPED)
    if parted := re.fullmatch(r"([12])[.,'\u2019\u00a0 ]([0-9]{3})", bare):
        return _in_range(int("".join(parted.groups())))
    if re.fullmatch(r"190[5-6]-[0-9]{2}-[0-9]{2}(?:[T ]00:00:00)?", bare):
        with suppress(ValueError):  # there is no such day
            return _in_range((date.fromisoformat(bare[:10]) - _FIRST_DAY).days)
    if era := re.fullmatch(r"(平成|令和|H|R)\.?([0-9]{1,2}|元)(?:年度?)?", unicodedata.normalize("NFKC", bare)):
        return _in_range(_ERAS[era[1]] + (1 if era[2] == "元" else int(era[2])))
    number = re.fullmatch(r"[0-9]{2,4}", bare.removesuffix("年"))
    return _in_range(*(int(number[0]) + step for step in _CALENDARS)) if number else ()


def _in_range(*years: int) -> tuple[int, ...]:
    return tuple(year for year in years if FIRST_YEAR <= year <= LAST_YEAR)
