"""The inhabitants that a file states beside its figures, one number for an inventory."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from analytics.text import multiples, numerals, years
from analytics.text.problems import Problem, Refused
from analytics.text.sentences import Sentence
from datasets.intake.checking.account import Account, CellWords, resolved
from datasets.intake.checking.shown_numbers import Formats
from datasets.intake.checking.table import CheckedTable
from datasets.intake.meaning.questions import CHOICES, LEAVE_OUT
from datasets.intake.readers.encoding import quoted
from datasets.store import PopulationRow
from datasets.store.combinations import combined, positions

_SCALED = re.compile(r"000|[(\[]\s*k\s*[)\]]|thous|tausend|хил|милион", re.IGNORECASE)
"""What counts inhabitants by the thousand in the name of their column, also within a word ("PopulationThousands"),
beside the words for multiples."""
GROUPED_PEOPLE = re.compile(r"[1-9][0-9]{0,2}(?:([.,' \u2019\u202f\u2009])[0-9]{3})(?:\1[0-9]{3})*")
SLIPPED_PEOPLE = re.compile(r"[1-9][0-9]{3,}[.,][0-9]{3}")
"""A number of people in which one mark parts three digits from more than three."""
WHOLE = 1e-4
"""So little beside a whole number is what a spreadsheet made of it."""
BIGGEST_CITY = 60_000_000
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
    if _SCALED.search(words.name) or multiples.mentioned(words.name):
        account.tell(
            Problem(
                "block",
                "population-scaled",
                Sentence("inhabitants in thousands or millions"),
                Sentence("the number of inhabitants"),
                Sentence("Give the full number, and rename the column."),
                row=table.sheet.dialect.header_row,
                column=words.name,
            )
        )
        return ()
    _tell_grouped(words, account)
    _tell_shown(table, words)
    others = _of_several(table)
    numbers = resolved(words, lambda word: _number(word, table, others), account)
    rows, source, own_source = account.ready, table.words("source"), table.words("population_source")
    counted, counted_in = table.words("population_year"), _years(table)
    codes, groups = combined(
        table.city.codes[rows], table.year.codes[rows], table.method.codes[rows], words.codes[rows], counted.codes[rows]
    )
    first = np.zeros(len(groups), dtype=np.int64)
    first[codes[::-1]] = rows[::-1]
    found: dict[tuple[str, int, str], dict[PopulationRow, int]] = {}
    for place, (city, year, method, word, of) in enumerate(groups):
        number, at = numbers[word], first[place]
        if number is None:
            continue
        key = (table.city.values[city], table.year.values[year], table.method.values[method])
        stated = own_source.words[own_source.codes[at]] or source.words[source.codes[at]] or name
        other = counted_in[of] if counted_in[of] != key[1] else None
        found.setdefault(key, {}).setdefault(PopulationRow(*key, number, stated, other), place)
    settled = [_settled(key, held, rows, codes, table, others) for key, held in found.items()]
    return tuple(row for row in settled if row is not None)


def _of_several(table: CheckedTable) -> bool:
    """Whether the file is of several cities, of which one that waits must not hold up the others."""
    return len(np.unique(table.city.codes[table.account.ready])) > 1


def _number(word: str, table: CheckedTable, others: bool) -> float | None:
    """The inhabitants that a cell tells. What is no number keeps its city from being taken in, unless there are
    ``others`` in the file: then the inhabitants alone are left out."""
    try:
        return inhabitants(word, table.answers)
    except Refused as refusal:
        if not others or refusal.problems[0].severity == "ask":
            raise
        fix = Sentence("The inhabitants were left out, the other figures of the city were not; bring them corrected.")
        raise Refused(*(replace(problem, severity="warn", fix=fix) for problem in refusal.problems)) from refusal


def _years(table: CheckedTable) -> list[int | None]:
    """The year in which the inhabitants were counted, by the words of its column, of a date its year; what is none is
    told."""
    words = table.words("population_year")
    read = [years.read_year(word) for word in words.words]
    found = [year.choices[0] if year.fault == "date" and len(year.choices) == 1 else year.value for year in read]
    unread = np.array([year is None and bool(word) for word, year in zip(words.words, found, strict=True)], dtype=bool)
    places = positions(unread.take(words.codes))
    if len(places):
        table.account.add(
            Problem(
                "warn",
                "population-year-unread",
                quoted(words.words[words.codes[places[0]]]),
                Sentence("the year in which the inhabitants were counted"),
                Sentence("It was left out; the number of inhabitants was kept."),
                column=words.name,
            ),
            places,
        )
    return found


def _settled(
    key: tuple[str, int, str],
    held: Mapping[PopulationRow, int],
    rows: np.ndarray,
    codes: np.ndarray,
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
    expected = Sentence("one number of inhabitants for an inventory")
    fix = Sentence("Say which of them is right, or correct the one that is wrong.")
    if others or answer == LEAVE_OUT:
        fix = Sentence("The inhabitants were left out, the other figures of the city were not; say which is right.")
    later = next(place for row, place in held.items() if row.inhabitants != numbers[0])
    table.account.add(
        Problem(
            "warn" if others or answer == LEAVE_OUT else "ask",
            "population-conflict",
            Sentence("{number:,.0f} beside {inhabitants:,.0f}", number=numbers[1], inhabitants=numbers[0]),
            expected,
            fix,
            column=table.words("population").name,
            key=question,
            choices=(*(f"{number:.0f}" for number in numbers), LEAVE_OUT),
        ),
        rows[codes == later],
    )
    return None


def _tell_grouped(words: CellWords, account: Account) -> None:
    """A warning where marks part the thousands of people, who are counted in whole numbers."""
    grouped = positions(words.mask(lambda word: GROUPED_PEOPLE.fullmatch(word) is not None))
    if len(grouped):
        sample = quoted(words.words[words.codes[grouped[0]]])
        account.add(
            Problem(
                "warn",
                "population-grouped",
                Sentence("inhabitants such as {sample}", sample=sample),
                Sentence("plain digits"),
                Sentence("The marks were read as parting thousands, since people are counted in whole numbers."),
                column=words.name,
            ),
            grouped,
        )


def _tell_shown(table: CheckedTable, words: CellWords) -> None:
    """What the number formats of a workbook show beside inhabitants."""
    account = table.account
    shown = account.origins.shown.get(words.name or "") if account.origins else None
    if shown is not None:
        filled = words.mask(bool)
        texts = [words.words[code] for code in words.codes]
        formats = Formats(words.name or "", shown, texts.__getitem__, filled, account, table.answers)
        formats.refuse_percent()
        for found, places in formats.groups.items():
            if multiples.stated(f"({found.text})") and found.divided == 1:
                account.add(
                    Problem(
                        "block",
                        "population-scaled",
                        formats.words(int(places[0])),
                        Sentence("the number of inhabitants"),
                        Sentence("Give the full number, and the cells a plain number format."),
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
    if not word:
        return None
    said = numerals.read_one(word)
    if said.key or said.fault in ("blank", "dash", "not-available"):  # "n/a" or "NE" says that there is no number
        return None
    grouped = GROUPED_PEOPLE.fullmatch(word)
    decimal, parted = answers.get("decimal"), answers.get("population-fraction")
    if SLIPPED_PEOPLE.fullmatch(word) and parted == "thousands":
        grouped = SLIPPED_PEOPLE.fullmatch(word)
    reading = numerals.read_one(word, "comma" if decimal == "comma" else "point")
    if not grouped and SLIPPED_PEOPLE.fullmatch(word):
        reading = numerals.read_one(word, "comma" if "," in word else "point")
    number = float(re.sub("[^0-9]", "", word)) if grouped else reading.value
    part = number is not None and 0 < number < 1000 and bool(number % 1)  # nobody counts a part of a small place
    if number is not None and part and parted == "thousands":
        return round(1000 * number)
    doubtful = SLIPPED_PEOPLE.fullmatch(word) or (number is not None and 0 < number < BIGGEST_CITY / 1000)
    if number is not None and doubtful and abs(number - round(number)) > WHOLE and (part or parted != "as-written"):
        raise Refused(
            Problem(
                "ask",
                "population-fraction",
                quoted(word),
                Sentence("a whole number of inhabitants"),
                Sentence("Say whether the figure is in thousands.")
                if part
                else Sentence(
                    "Say whether the mark parts thousands or decimals; correct it where the figure is in thousands."
                ),
                key="population-fraction",
                choices=CHOICES["population-fraction"][: 1 if part else 2],
            )
        )
    if number is None or not 0 < number < BIGGEST_CITY:
        raise Refused(
            Problem(
                "block",
                "population-unknown",
                quoted(word),
                Sentence("a number of inhabitants, not in thousands or millions"),
                Sentence("Correct it, or leave it blank."),
            )
        )
    return number
