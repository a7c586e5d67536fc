"""The questions that a file can raise and the answers they take. An answer that means nothing is refused by name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache, reduce
from typing import NoReturn

from analytics import units
from analytics.factors.calorific import GALLONS, QUINTALS
from analytics.text import years
from analytics.text.code_pages import ALPHABETS, LATIN
from analytics.text.problems import Problem, Refused, ask, block
from analytics.text.sentences import Sentence, first_of, joined, quoted
from analytics.units import Unit
from analytics.vocabulary import CARRIERS, SECTORS, Approach, Method, NotationKey
from datasets.intake.meaning import fuel_amounts, tag_answers
from datasets.intake.meaning.tag_answers import NOT_STATED
from datasets.intake.readers.encoding import ENCODING
from datasets.intake.readers.marks import column_number
from datasets.reference import catalogue

CORRECT = Sentence("Correct the answer.")
LEAVE_OUT = "leave-out"
LEAVE_FILE_OUT = "leave-file-out"
"""The answer, to whatever question, that the file is not taken."""
LEFT_OUT = Sentence("The rows were left out, as answered.")
"""What is told where that was the answer."""
READ_LIKE_OTHERS = Sentence("They were read like the others, as answered.")
"""What is told of rows of which it was answered that they count."""
KEEP = "keep"
SCOPES_APART = "scopes-apart"
"""Whether printed totals count or their scopes; of one row that prints 0 (``scopes-apart:7``) never the total."""
OF_ZERO = ("scopes", LEAVE_OUT)
_NO_FIGURE = (*(key.value for key in NotationKey), LEAVE_OUT)
OTHER_FIGURES, AS_INVENTORY = "other-figures", "as-inventory"
"""Whether figures beside which something else is said are the inventory all the same."""
MISSING_NUMBER, AS_WRITTEN = "missing-number", "as-written"
"""Whether numbers that programs write for a missing figure (-9999) are the figures all the same."""
LISTED_PARTS, SPLIT_ROWS = "listed-parts", "split-rows"
"""Whether rows that are listed below a figure are part of it, and whether carriers below sectors hold the same."""
TWO_MONTHS, COVER_BOTH, ONE_MONTH = "two-months", "cover-both", "one-month"
"""Whether figures of every second month cover two months each, or one."""
AS_READ, SUM_ROWS = "as-read", "sum-rows"
"""That figures count as they were read, and whether rows do whose figures are the sum of others."""
HIDDEN_COLUMNS = "hidden-columns"
"""Whether figures in columns that a workbook hides count."""
ONE_WAY = {
    "odd-marks": AS_READ,
    "year-words": "use-year",
    "printed-totals": AS_READ,
    "several-rows": "add-up",
    "parentheses": "negative",
    "trailing-minus": "negative",
    "unit-in-cell": "split",
    "year-date": "use-year",
    "reported-again": "latest",
}
"""The questions whether cells or rows are meant in the one way that makes figures of them, or are left out."""
CHOICES: dict[str, tuple[str, ...]] = {
    "decimal": ("comma", "point"),
    ENCODING: (*ALPHABETS, *LATIN),
    "swapped-columns": ("swap", "as-named"),
    **{question: (answer, LEAVE_OUT) for question, answer in ONE_WAY.items()},
    "carrier-blank": (NOT_STATED,),
    "gas": ("CO2e", "CO2", "CH4", "N2O", fuel_amounts.FUEL),
    "method": tuple(method.value for method in Method),
    "total-rows": (LEAVE_OUT, KEEP),
    SUM_ROWS: (LEAVE_OUT, KEEP),
    "total-alone": (LEAVE_OUT, LEAVE_FILE_OUT),
    LISTED_PARTS: (LEAVE_OUT, KEEP),
    SPLIT_ROWS: (LEAVE_OUT, KEEP),
    "population-fraction": ("thousands", LEAVE_OUT, AS_WRITTEN),
    "population-scaled": ("thousands", LEAVE_OUT),
    "duplicate-rows": ("keep-one", "keep-all"),
    "held-back": ("alone", LEAVE_FILE_OUT),
    "fill-down": ("yes", "no"),
    "words-down": ("sector", "carrier", "city"),
    "words-across": ("sector", "carrier"),
    TWO_MONTHS: (COVER_BOTH, ONE_MONTH),
    "not-available": _NO_FIGURE,
    MISSING_NUMBER: (AS_WRITTEN, *_NO_FIGURE),
    "dash": (*_NO_FIGURE[:-1], "zero", LEAVE_OUT),
    "marked": ("drop", *_NO_FIGURE),
    "digits": ("as-digits", *_NO_FIGURE),
    "grouping": ("as-one-number", *_NO_FIGURE),
    "multiple": ("multiply", *_NO_FIGURE),
    "scale": (AS_WRITTEN, "thousands"),
    OTHER_FIGURES: (AS_INVENTORY, LEAVE_OUT),
    "number-format": ("as-held", LEAVE_OUT),
    "shown-divided": ("as-held", "as-shown"),
    "hidden-rows": (KEEP, LEAVE_OUT),
    HIDDEN_COLUMNS: (KEEP, LEAVE_OUT),
    "fiscal-year": ("first", "last"),
    "fiscal-named": ("as-named", "year-before"),
    "calendar": (*years.CALENDARS, LEAVE_OUT),
    "new-city": ("add",),
    "new-cities": ("add", LEAVE_OUT),
    SCOPES_APART: ("printed", "scopes", LEAVE_OUT),
    "scope-blank": _NO_FIGURE,
    "basic-plus": (Method.OWN.value, LEAVE_OUT),
    "approach": (*(approach.value for approach in Approach), "unknown"),
    "gwp": (*dict.fromkeys(row["gwp_set"] for row in catalogue.records("gwp")), "unknown"),
    **{question: tuple(meanings) for question, meanings in units.ASKED.items()},
    "per-period": units.PER_PERIOD,
    "gal": GALLONS,
    "quintal": tuple(QUINTALS),
    "basis": fuel_amounts.BASES,
    fuel_amounts.GROSS_UNITS: ("gross", "net"),
}
"""The questions with a fixed list of answers, asked once for a file."""
CONFLICT = "conflicting-rows"
"""Which of several rows counts that give one cell different figures: ``conflicting-rows:2`` takes one of the rows."""
SEVERAL, ADD_UP = "several-rows", "add-up"
"""Whether the many rows of each cell, such as months or meters, are added up."""
PART_YEAR, AS_SUM = "part-year", "as-sum"
"""What is done with a year of which months or quarters are missing or stand twice: ``part-year:2019``."""
ROWS, BUT_PLANNED, OF_THE_CITY = "rows", "but-planned", "of-the-city"
"""Which rows are an inventory, by a column that tells kinds of them apart: ``rows:Status`` takes a word of it; or all
but those that are planned, expected or a target; or all, as parts that add up;
or all, since the words belong to the name of the city, such as its state."""
NOTE = "note"
"""What is done with the rows of which a note says something of their own, by its text: ``note:* data of 2018``."""
UNUSED = "columns-unused"
"""Whether the figures count as they stand beside columns that are not used, or which of these tells kinds of rows."""
SAME_PLACE = "same-place"
"""Whether rows of one place under several labels or names add up, or which of them counts: ``same-place:Label``."""
UNREAD = "unread"
"""Whether what cannot be read is left out, by the code of its refusal: ``unread:value-text``."""
UNIT_OF = "unit-of"
"""Which unit a word means that is none: ``unit-of:MWhr``."""
OF_A_WORD = (
    "sector",
    "carrier",
    "carrier-of",
    "city",
    "year",
    "column",
    "inhabitants",
    UNIT_OF,
    ROWS,
    SAME_PLACE,
    CONFLICT,
    PART_YEAR,
    NOTE,
)
"""The questions about one word or row of the file, such as ``sector:Transpotr``; ``column:year`` takes a column."""
OPEN = ("reason", "unit", UNIT_OF, "city", "year", "inhabitants", *fuel_amounts.TYPED)
"""The questions that take any answer of their kind, such as a year, beside those on offer."""
ABOUT_FINDINGS = ("repair", "looked")
"""What is said of findings about the file, such as ``looked:unit-slip:IT0004:2019:7``; each is checked where it is
used."""
SCOPES = ("1", "2", "3", NOT_STATED)
FREE = ("reason", "unit", "header-row", "sheet", "city", "year", "sector")
NONE, EVERY_COLUMN = "none", "every-column"
"""The answers that no column holds a field, and that several columns of figures count, each for its carrier."""
MOST_NAMED = 20


def faults(answers: Mapping[str, str], header: Sequence[str], header_row: int, fields: Sequence[str]) -> list[Problem]:
    """One refusal for each answer that does not fit its question, and for each that fits no question at all."""
    found = []
    given = {key: answer for key, answer in answers.items() if answer != LEAVE_FILE_OUT}
    for key, answer in given.items():
        kind, colon, word = key.partition(":")
        try:
            if tag_answers.corrects(key):
                if tag_answers.place_of(word) is None:
                    expected = Sentence(
                        "a place such as {row}, {cell}, {column} or {sheet}",
                        row="7",
                        cell="7:NAME",
                        column=":NAME",
                        sheet="SHEET!7",
                    )
                    _refuse(expected)
                if kind == tag_answers.UNIT:
                    _unit(answer, answers)
                else:
                    _one_of(answer, SCOPES if kind == tag_answers.SCOPE else (tag_answers.IS_TOTAL, tag_answers.COUNTS))
            elif key == "unit" or (kind == UNIT_OF and answer != LEAVE_OUT):
                _unit(answer, answers)
            elif colon and kind in OF_A_WORD:
                _of_a_word(kind, word, answer, header, fields)
            elif key in CHOICES:
                _one_of(answer, CHOICES[key])
            elif colon and kind in (SCOPES_APART, UNREAD):
                _one_of(answer, OF_ZERO if kind == SCOPES_APART else (LEAVE_OUT,))
            elif key == UNUSED:
                _one_of(answer, (KEEP, *header))
            elif key == "header-row":
                if answer != str(header_row):
                    _refuse(
                        Sentence(
                            "a row with text, such as {header_row}, in which column names were found",
                            header_row=header_row,
                        ),
                        Sentence("Name another row."),
                    )
            elif key in ("year", "sector"):
                _of_a_word(key, "", answer, header, fields)
            elif kind in fuel_amounts.QUESTIONS:
                fuel_amounts.check_answer(key, answer, answers)
            elif key not in FREE and kind not in ABOUT_FINDINGS:
                _refuse(
                    Sentence(
                        "one of the questions {names}, or a word's: sector:WORD", names=", ".join((*CHOICES, *FREE))
                    )
                )
        except Refused as refusal:
            for problem in refusal.problems:
                found.append(refused(key, answer, problem.expected, problem.fix))
    return found


def answerable(problem: Problem, out: str = LEAVE_OUT) -> Problem:
    """A question, with leaving ``out`` what it is about where else one answer alone could be given."""
    key, choices = problem.key or "", dict.fromkeys(problem.choices)
    alone = key and len(choices) == 1 and key.partition(":")[0] not in OPEN
    return replace(problem, choices=(*choices, out)) if alone and problem.severity != "warn" else problem


def leavable(problem: Problem) -> Problem:
    """A refusal that takes no answer yet, with the one that leaves out what it is about; rows in conflict have a
    question of their own, now or next."""
    alone = problem.severity == "block" and problem.key is None and problem.code != "conflicting-duplicate"
    return replace(problem, key=f"{UNREAD}:{problem.code}", choices=(LEAVE_OUT,)) if alone else problem


def names_rows(key: str) -> bool:
    """Whether a question names rows of one file, and means others in the next."""
    kind = key.partition(":")[0]
    return kind in (CONFLICT, PART_YEAR, SCOPES_APART, UNREAD, *ABOUT_FINDINGS) or tag_answers.names_row(key)


def unfitting(answers: Mapping[str, str], layout: str, header: Sequence[str]) -> list[Problem]:
    """One refusal for each answer that names a column, which a file of another layout than a long table cannot take:
    its columns are known by the layout, but for those that stand beside its fields in ``header``."""
    return [
        refused(
            key,
            answer,
            Sentence(
                "no column to be named: the file was read as {layout}, whose columns are known by its layout",
                layout=layout,
            ),
            "Leave the answer out, or bring one number a row with the column names of the template.",
        )
        for key, answer in answers.items()
        if key.startswith("column:") and answer not in (*header, NONE)
    ]


def refused(key: str, answer: str, expected: str, fix: str = CORRECT) -> Problem:
    """The refusal of an answer, with what was expected in its place and what is to do."""
    return block(
        "answer-unknown",
        Sentence("the answer {key}={answer}", key=key[:60], answer=answer[:60]),
        expected,
        fix,
        key=key,
    )


def _refuse(expected: str, fix: str = CORRECT) -> NoReturn:
    raise Refused(refused("", "", expected, fix))


def _one_of(answer: str, choices: Sequence[str]) -> None:
    if answer not in choices:
        _refuse(Sentence("one of {names}", names=", ".join(choices)) if len(choices) > 1 else choices[0])


def _unit(answer: str, answers: Mapping[str, str]) -> Unit:
    try:
        return units.unit(answer, answers)
    except Refused as refusal:
        problem = refusal.problems[0]
        if problem.severity == "ask" or problem.code == "unit-needs-fuel":  # what it raises is asked at its cells
            return units.UNITS["t"]
        raise


def _of_a_word(kind: str, word: str, answer: str, header: Sequence[str], fields: Sequence[str]) -> None:
    if answer == LEAVE_OUT and (kind == "year" or (word and kind in ("sector", "carrier"))):
        return
    if kind == "sector" and answer not in SECTORS and catalogue.sector_code(answer) is None:
        _refuse(Sentence("one of {names}", names=", ".join((*SECTORS, LEAVE_OUT) if word else SECTORS)))
    if kind == "carrier" and answer not in (*CARRIERS, NOT_STATED) and catalogue.carrier_code(answer) is None:
        _refuse(Sentence("one of {names}", names=", ".join((*CARRIERS, NOT_STATED, LEAVE_OUT))))
    if kind == "carrier-of" and answer not in (*CARRIERS, NOT_STATED):
        _refuse(Sentence("one of {names}", names=joined((*CARRIERS, NOT_STATED), "comma")))
    if kind == PART_YEAR:
        _one_of(answer, (LEAVE_OUT, AS_SUM))
    if kind == "inhabitants" and not (answer == LEAVE_OUT or answer.isdecimal()):
        _refuse(Sentence("one of {names}", names=LEAVE_OUT))
    if kind == "year" and years.read_year(answer).value is None:
        _refuse(
            Sentence(
                "a year from {first} to {last}, or {answer}",
                first=years.FIRST_YEAR,
                last=years.LAST_YEAR,
                answer=LEAVE_OUT,
            )
        )
    if kind == "column":
        if word not in fields:
            _refuse(Sentence("column:FIELD=NAME, with a field out of {names}", names=", ".join(fields)))
        if answer not in (NONE, EVERY_COLUMN) and column(header, answer) is None:
            names = ", ".join(quoted(name) for name in header[:30])
            _refuse(Sentence("one of the columns {names}, a letter such as [C], or {NONE}", names=names, NONE=NONE))


def column(header: Sequence[str], answer: str) -> int | None:
    """The position of the column that an answer names by its header, or by its letter in brackets: ``[C]``.

    None where there is no such column, and where several bear the name.
    """
    exact = [place for place, name in enumerate(header) if answer.strip() == name.strip()]
    if len(exact) == 1:
        return exact[0]
    lettered = re.search(r"\[([A-Z]{1,3})\]$", answer)
    place = column_number(lettered[1]) if lettered else len(header)
    return place if place < len(header) else None


@lru_cache(maxsize=1024)
def letter(place: int) -> str:
    """The letter of a column as a spreadsheet shows it: 0 is A, 26 is AA."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def carriers_asked(names: Sequence[str], row: int) -> Problem:
    """The question which of some columns holds the carriers, if any: without one its rows would be of one cell."""
    return ask(
        "missing-column",
        Sentence("rows that differ in {names} alone", names=all_of(names)),
        "a column with the carrier, where rows tell carriers apart",
        "Say which column holds the carriers, or that none does.",
        row=row,
        column=names[0],
        key="column:carrier",
        choices=(*names, NONE),
    )


def all_of(names: Sequence[str]) -> str:
    """Several names in one sentence: "a" and "b"."""
    return reduce(lambda one, other: Sentence("{first} and {second}", first=one, second=other), map(quoted, names))


def without(header: Sequence[str], row: int) -> Problem:
    """The refusal of a file none of whose columns holds figures."""
    return block(
        "no-figures",
        Sentence("the columns {names}, none of which holds figures of energy or emissions", names=listed(header)),
        "a column of numbers, such as energy_mwh, emissions_tco2e, or value with unit",
        "Bring the table of the inventory: lists, texts and factors are none.",
        row=row,
    )


def listed(names: Sequence[str]) -> str:
    """The names of columns in words, the first of many."""
    nameless = Sentence("one without a name")
    return first_of([quoted(name) if name.strip() else nameless for name in names], MOST_NAMED)
