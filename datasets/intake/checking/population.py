"""The inhabitants that a file states beside its figures, one number for an inventory."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial

import numpy as np

from analytics.text import multiples, numerals, years
from analytics.text.problems import Problem, Refused, ask, block, blocked, warn
from analytics.text.sentences import Sentence, quoted
from datasets.intake.checking.account import Account, resolved
from datasets.intake.checking.coded_columns import CellWords, Coded, groups
from datasets.intake.checking.shown_numbers import Formats
from datasets.intake.checking.table import CheckedTable
from datasets.intake.meaning.questions import CHOICES, LEAVE_OUT
from datasets.store import PopulationRow
from datasets.store.combinations import positions

_SCALED = re.compile(r"000|[(\[]\s*k\s*[)\]]|thous|tausend|хил|милион", re.IGNORECASE)
"""What counts inhabitants by the thousand in the name of their column, also within a word ("PopulationThousands"),
beside the words for multiples."""
GROUPED_PEOPLE = re.compile(r"[1-9][0-9]{0,2}(?:([.,' \u2019\u202f\u2009])[0-9]{3})(?:\1[0-9]{3})*")
SLIPPED_PEOPLE = re.compile(r"[1-9][0-9]{3,}[.,][0-9]{3}")
"""A number of people in which one mark parts three digits from more than three."""
WHOLE = 1e-4
"""So little beside a whole number is what a spreadsheet made of it."""
BIGGEST_CITY = 60_000_000
SCALED, THOUSANDS = "population-scaled", "thousands"
"""The question whether inhabitants are counted by the thousand, and the answer that they are."""
QUESTION = "inhabitants"
"""The question which of several numbers is that of a city and year: ``inhabitants:IT0004 2019``."""


def told(table: CheckedTable, name: str) -> tuple[PopulationRow, ...]:
    """Inhabitants by inventory, with their own year and source: where the file names no source of theirs, that of
    their rows, or ``name``, the file.

    Of two figures for one inventory neither is taken before one is chosen. In a file of several cities the others do
    not wait for that.
    """
    words, account = table.words("population"), table.account
    if words.name is None:
        return ()
    scaled = _SCALED.search(words.name) or multiples.mentioned(words.name)
    answer = table.answers.get(SCALED) if scaled else None
    if scaled and answer is None:
        account.tell(
            ask(
                SCALED,
                Sentence("inhabitants in thousands or millions"),
                "the number of inhabitants",
                "Say whether the numbers are in thousands; if not, give the full number, and rename the column.",
                row=table.sheet.dialect.header_row,
                column=words.name,
                key=SCALED,
                choices=CHOICES[SCALED],
            )
        )
    if scaled and answer != THOUSANDS:
        return ()
    read = partial(inhabitants, answers=table.answers)
    if scaled:
        read = partial(_in_thousands, mark=_mark_of_decimals(words.words, table.answers))
    else:
        _tell_grouped(words, account)
    _tell_shown(table, words)
    others = len(np.unique(table.city.codes[table.account.ready])) > 1  # which a city that waits must not hold up
    numbers = resolved(words, lambda word: _number(word, read, others), account)
    source, own_source = table.words("source"), table.words("population_source")
    said = (Coded(words.codes, numbers), Coded(table.words("population_year").codes, _years(table)))
    found: dict[tuple[str, int, str], dict[PopulationRow, np.ndarray]] = {}
    for (city, year, method, number, counted), rows in groups(
        account.ready, table.city, table.year, table.method, *said
    ):
        if number is None:
            continue
        stated = own_source.at(rows[0]) or source.at(rows[0]) or name
        row = PopulationRow(city, year, method, number, stated, counted if counted != year else None)
        found.setdefault((city, year, method), {}).setdefault(row, rows)
    settled = [_settled(key, held, table, others) for key, held in found.items()]
    return tuple(row for row in settled if row is not None)


def _number(word: str, read: Callable[[str], float | None], others: bool) -> float | None:
    """The inhabitants that a cell tells, as it is ``read``. What is no number keeps its city from being taken in,
    unless there are ``others`` in the file: then the inhabitants alone are left out."""
    try:
        return read(word)
    except Refused as refusal:
        if not others or refusal.problems[0].severity == "ask":
            raise
        fix = Sentence("The inhabitants were left out, the other figures of the city were not; bring them corrected.")
        raise refusal.changed(severity="warn", fix=fix) from refusal


def _years(table: CheckedTable) -> list[int | None]:
    """The year in which the inhabitants were counted, by the words of its column, of a date its year; what is none is
    told."""
    words = table.words("population_year")
    read = [years.read_year(word) for word in words.words]
    found = [year.choices[0] if year.fault == "date" and len(year.choices) == 1 else year.value for year in read]
    unread = {word for word, year in zip(words.words, found, strict=True) if word and year is None}
    table.account.tell_words(
        words,
        unread.__contains__,
        warn(
            "population-year-unread",
            "",
            "the year in which the inhabitants were counted",
            "It was left out; the number of inhabitants was kept.",
        ),
    )
    return found


def _settled(
    key: tuple[str, int, str],
    held: Mapping[PopulationRow, np.ndarray],
    table: CheckedTable,
    others: bool,
) -> PopulationRow | None:
    """The inhabitants of one inventory; where the file gives it several numbers, the one that is answered, or none."""
    numbers = list(dict.fromkeys(row.inhabitants for row in held))
    if len(numbers) == 1:
        return next(iter(held))
    question = f"{QUESTION}:{key[0]} {key[1]}"
    answer = table.answers.get(question)
    chosen = next((row for row in held if f"{row.inhabitants:.0f}" == answer), None)
    if chosen is not None:
        return chosen
    fix = (
        Sentence("The inhabitants were left out, the other figures of the city were not; say which is right.")
        if others or answer == LEAVE_OUT
        else Sentence("Say which of them is right, or correct the one that is wrong.")
    )
    table.account.add(
        Problem(
            "warn" if others or answer == LEAVE_OUT else "ask",
            "population-conflict",
            Sentence("{number:,.0f} beside {inhabitants:,.0f}", number=numbers[1], inhabitants=numbers[0]),
            Sentence("one number of inhabitants for an inventory"),
            fix,
            column=table.words("population").name,
            key=question,
            choices=(*(f"{number:.0f}" for number in numbers), LEAVE_OUT),
        ),
        next(rows for row, rows in held.items() if row.inhabitants != numbers[0]),
    )
    return None


def _tell_grouped(words: CellWords, account: Account) -> None:
    """A warning where marks part the thousands of people, who are counted in whole numbers."""
    grouped = positions(words.mask(lambda word: GROUPED_PEOPLE.fullmatch(word) is not None))
    if len(grouped):
        account.add(
            warn(
                "population-grouped",
                Sentence("inhabitants such as {sample}", sample=quoted(words.at(grouped[0]))),
                "plain digits",
                "The marks were read as parting thousands, since people are counted in whole numbers.",
                column=words.name,
            ),
            grouped,
        )


def _tell_shown(table: CheckedTable, words: CellWords) -> None:
    """What the number formats of a workbook show beside inhabitants."""
    account = table.account
    shown = account.origins.shown.get(words.name or "")
    if shown is not None:
        filled = words.mask(bool)
        formats = Formats(words.name or "", shown, words.at, filled, account)
        formats.refuse_percent()
        for found, places in formats.groups.items():
            if multiples.stated(f"({found.text})") and found.divided == 1:
                account.add(
                    block(
                        "population-scaled",
                        formats.words(int(places[0])),
                        "the number of inhabitants",
                        "Give the full number, and the cells a plain number format.",
                        column=words.name,
                    ),
                    places,
                    formats.words,
                )
            elif found.divided > 1:
                formats.warn_divided(found, places)


def inhabitants(word: str, answers: Mapping[str, str]) -> float | None:
    """Text -> number of inhabitants, or None for a blank or what says as much.

    People are counted in whole numbers, so that 389.261 can only be 389 thousand; a fraction such as 2876.614 is asked
    about, since its mark may part thousands that lack another one, or the figure be in thousands.
    """
    if _says_nothing(word):
        return None
    grouped = GROUPED_PEOPLE.fullmatch(word)
    decimal, parted = answers.get("decimal"), answers.get("population-fraction")
    if SLIPPED_PEOPLE.fullmatch(word) and parted == "thousands":
        grouped = SLIPPED_PEOPLE.fullmatch(word)
    reading = (
        numerals.read_one(word, "comma" if "," in word else "point")
        if not grouped and SLIPPED_PEOPLE.fullmatch(word)
        else numerals.read_one(word, "comma" if decimal == "comma" else "point")
    )
    number = float(re.sub("[^0-9]", "", word)) if grouped else reading.value
    part = number is not None and 0 < number < 1000 and bool(number % 1)  # nobody counts a part of a small place
    if number is not None and part and parted == "thousands":
        return round(1000 * number)
    doubtful = SLIPPED_PEOPLE.fullmatch(word) or (number is not None and 0 < number < BIGGEST_CITY / 1000)
    if number is not None and doubtful and abs(number - round(number)) > WHOLE and (part or parted != "as-written"):
        if parted == LEAVE_OUT:
            return None
        raise Refused(
            ask(
                "population-fraction",
                quoted(word),
                "a whole number of inhabitants",
                "Say whether the figure is in thousands."
                if part
                else "Say whether the mark parts thousands or decimals; correct it where the figure is in thousands.",
                key="population-fraction",
                choices=CHOICES["population-fraction"][not (part or SLIPPED_PEOPLE.fullmatch(word)) : 2 if part else 3],
            )
        )
    return _of_a_city(word, number)


def _says_nothing(word: str) -> bool:
    """Whether a cell is blank or says that there is no number: "n/a", "NE"."""
    said = numerals.read_one(word)
    return not word or said.key is not None or said.fault in ("blank", "dash", "not-available")


def _of_a_city(word: str, number: float | None) -> float:
    """A number of people that a city can have; raises Refused for any other one."""
    if number is None or not 0 < number < BIGGEST_CITY:
        raise blocked(
            "population-unknown",
            quoted(word),
            "a number of inhabitants, not in thousands or millions",
            "Correct it, or leave it blank.",
        )
    return number


def _in_thousands(word: str, mark: numerals.Decimal | None) -> float | None:
    """Text -> number of inhabitants, of a cell that counts them by the thousand with a ``mark`` of decimals; None for a
    blank. Without a mark nothing is read of which it is not known whether it has decimals."""
    if _says_nothing(word):
        return None
    value = numerals.read_one(word, mark).value
    return _of_a_city(word, None if value is None else round(1000 * value))


def _mark_of_decimals(words: Sequence[str], answers: Mapping[str, str]) -> numerals.Decimal | None:
    """The mark of decimals of numbers in thousands: as answered, else the one that some of them can only have, or
    without which one would be larger than any city; None where nothing tells."""
    if answers.get("decimal") in ("comma", "point"):
        return "comma" if answers["decimal"] == "comma" else "point"
    shapes = {numerals.read_one(word).shape for word in words}
    parted = [word for word in words if GROUPED_PEOPLE.fullmatch(word) or SLIPPED_PEOPLE.fullmatch(word)]
    large = [word for word in parted if 1000 * float(re.sub("[^0-9]", "", word)) >= BIGGEST_CITY]
    if "point" in shapes or any("." in word for word in large):
        return "point"
    return "comma" if "comma" in shapes or any("," in word for word in large) else None
