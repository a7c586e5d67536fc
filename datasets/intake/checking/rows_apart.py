"""Rows that are set apart before their words are read: the names of the columns once more, amounts of activity, what is
planned or a target, figures that a workbook hides, and rows of which a note says something of their own: those that
bear the mark of a note beside the table ("Industry*"), and those whose labels state another unit than the table.
Whether the last three count is asked, of all rows of a note together."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from operator import eq, ne
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pyarrow as pa

from analytics.text import multiples
from analytics.text.header_units import header_unit
from analytics.text.problems import Problem, ask, block, warn
from analytics.text.sentences import Sentence, counted, joined, listed, quoted
from datasets.intake.checking.account import Account
from datasets.intake.checking.coded_columns import CellWords
from datasets.intake.layouts import header_rows
from datasets.intake.layouts.long_records import Layout
from datasets.intake.meaning import activity, other_figures, said_beside, year_words
from datasets.intake.meaning.mapping import Values
from datasets.intake.meaning.questions import (
    ADD_UP,
    BUT_PLANNED,
    KEEP,
    LEAVE_OUT,
    LEFT_OUT,
    NOTE,
    OF_THE_CITY,
    READ_LIKE_OTHERS,
    ROWS,
    UNUSED,
    refused,
)
from datasets.intake.meaning.said_beside import Line
from datasets.intake.readers.text_table import TextTable, array_of
from datasets.store.combinations import positions

if TYPE_CHECKING:
    from datasets.intake.checking.word_columns import WordColumns

LEAST_NAMES = 2
"""A row that repeats fewer names of columns may hold a word that is one by chance."""
HIDDEN = "hidden-rows"
"""The question whether figures in hidden rows count."""
MOST_NAMED = 10
_ALL = (ADD_UP, OF_THE_CITY)
"""The answers by which the words of a column tell the rows apart that all count."""
_NAMES_AGAIN = warn(
    "header-again",
    Sentence("the names of the columns once more"),
    "rows of data",
    "The rows were left out.",
)
_TWO_TABLES = block(
    "two-tables",
    Sentence("names of other columns, from which on the rows are another table"),
    "one table",
    "Bring each table as a file or sheet of its own.",
)
_MARK = r"[*†‡§#]+|[⁰¹²³⁴-⁹]+|[(\[][0-9A-Za-z]{1,2}[)\]]|(?<!\S)[0-9A-Za-z]{1,2}\)"
_MARKED = re.compile(rf"(?:(?<!m)(?:{_MARK})(?=\s*(?:$|[(\[])))|^[*†‡§]+")
"""The marks at the end of a label or before what stands there in brackets, and signs before it; m² is none."""
_NOTE = re.compile(rf"\s*({_MARK})[\s:=\u2013-]*(.+)", re.DOTALL)
_UNIT = re.compile(r"[(\[][^()\[\]]+[)\]]\s*$")
"""What a label ends in where it states its unit."""
_LABELS = ("sector", "subsector")


def names_again(sheet: TextTable, fields: Sequence[CellWords], account: Account) -> None:
    """Leave out the rows that repeat all names. Where only some of them are repeated another table begins, whose rows
    cannot be told from those of the first: they are refused. ``fields`` are the columns of labels."""
    if account.origins.made or len(fields) < LEAST_NAMES:
        return
    named = ((words, (words.name or "").strip()) for words in fields)
    repeated = [words.mask(partial(eq, name)) for words, name in named if name and name in words.words]
    if len(repeated) < LEAST_NAMES:
        return
    again = positions(np.asarray(np.sum(repeated, axis=0, dtype=np.int8) >= LEAST_NAMES))
    whole = np.array([_whole(sheet, int(place)) for place in again], dtype=bool)
    account.leave_out(replace(_NAMES_AGAIN, column=sheet.header[0]), again[whole])
    if whole.all():
        return
    first = int(again[~whole][0])
    account.add(replace(_TWO_TABLES, column=sheet.header[0]), np.array([first]))
    account.rejected[first:] |= ~account.ignored[first:]
    account.settled[first:] = True


def _whole(sheet: TextTable, place: int) -> bool:
    cells = [str(column[place].as_py() or "").strip() for column in sheet.columns]
    return cells == [name.strip() for name in sheet.header]


def amounts(table: WordColumns) -> None:
    """Leave out the rows that are amounts of activity by their unit, such as passenger-km, and tell how many."""
    words = table.words("unit")
    if not any(map(activity.counted_in, words.words)):
        return
    places = positions(words.mask(activity.counted_in) & ~table.account.settled)
    if len(places):
        column = table.columns.values[0].column if table.columns.values else words.name or ""
        table.account.leave_out(activity.told(column, len(places)), places)


def kinds(
    sheet: TextTable,
    samples: Sequence[Sequence[str]],
    unused: Sequence[str],
    account: Account,
) -> None:
    """Ask of each column that was taken for nothing and holds the kinds of rows (what was used or emitted, what is
    planned or a target, inhabitants) which rows are the inventory; leave out the others, as answered."""
    for place, name in enumerate(sheet.header):
        told_apart = account.answers.get(UNUSED) == name or f"{ROWS}:{name}" in account.answers
        if name in unused and (told_apart or other_figures.are_kinds(samples[place])):
            _ask_kinds(CellWords.of(name, sheet.columns[place]), other_figures.no_inventory, account)


def adding_up(table: WordColumns) -> list[np.ndarray]:
    """The codes of the columns of which it was answered that their words tell parts apart, which add up."""
    named = zip(table.sheet.header, table.sheet.columns, strict=True)
    return [CellWords.of(name, column).codes for name, column in named if table.answers.get(f"{ROWS}:{name}") == ADD_UP]


def forecasts(sheet: TextTable, source: int | None, account: Account) -> None:
    """Ask of the column of sources which rows are the inventory, where the source of some is a scenario or a forecast;
    leave out the others, as answered."""
    column = None if source is None else CellWords.of(sheet.header[source], sheet.columns[source])
    if column is not None and any(map(year_words.of_a_forecast, column.words)):
        _ask_kinds(column, year_words.of_a_forecast, account)


def _ask_kinds(column: CellWords, none: Callable[[str], bool], account: Account) -> None:
    """Ask which rows are the inventory by the words of a column, ``none`` telling of a word that its rows are not;
    leave out the others, as answered."""
    key = f"{ROWS}:{column.name}"
    answer = account.answers.get(key)
    if answer in (KEEP, *_ALL):
        return
    words = [word for word in column.words if word]
    held = [word for word in words if not none(word)]
    question = ask(
        "row-kinds",
        Sentence(
            'rows of several kinds in the column "{column}": {kinds}',
            column=column.name,
            kinds=listed(words[: other_figures.MOST_KINDS]),
        ),
        "rows of what was used or emitted",
        "Say which rows are the inventory, or that all are: what is planned or a target is none.",
        column=column.name,
        key=key,
        choices=(
            *(held if len(held) <= other_figures.MOST_KINDS else ()),
            *((BUT_PLANNED,) if 1 < len(held) < len(words) else ()),
            *(_ALL if len(held) > 1 else ()),
            LEAVE_OUT,
            KEEP,
        ),
    )
    out = column.mask(none if answer == BUT_PLANNED else partial(ne, answer))
    leaving = dict.fromkeys((*words, BUT_PLANNED, LEAVE_OUT), LEFT_OUT)
    account.settle(question, positions(out & ~account.settled), leaving)


def hidden(sheet: TextTable, values: Sequence[Values], account: Account) -> None:
    """Ask whether the figures in rows that a workbook hides count, with what they are, or do as answered: they may be
    left over, or only filtered away."""
    if not account.origins.hidden:
        return
    found, sheets = account.origins.hidden, account.origins.sheets
    numbers = np.asarray(sheet.rows).tolist()
    places = np.array([place for place, row in enumerate(numbers) if (sheets[place], row) in found], dtype=np.int64)
    if not len(places):
        return
    rows = list(dict.fromkeys(int(sheet.rows[place]) for place in places))
    cells = [cell for one in values for cell in array_of(sheet.columns[one.index]).take(places).to_pylist()]
    figures = [quoted(cell) for cell in cells if cell.strip()][:MOST_NAMED]
    question = ask(
        HIDDEN,
        Sentence("{rows}, with {figures}", rows=named(rows), figures=joined(figures, "comma")),
        "rows that are shown",
        "Say whether the figures of hidden rows count, or show the rows in the workbook to check.",
        key=HIDDEN,
        choices=(KEEP, LEAVE_OUT),
    )
    account.settle(question, places, keeping={KEEP: READ_LIKE_OTHERS})


def named(rows: Sequence[int]) -> Sentence:
    """Hidden rows by their numbers."""
    shown = joined(map(str, rows[:MOST_NAMED]), "comma")
    if len(rows) > MOST_NAMED:
        return Sentence("{number} hidden rows: {rows} and more", number=len(rows), rows=shown)
    return counted("{number} hidden row: {rows}", "{number} hidden rows: {rows}", len(rows), rows=shown)


class NotedRows(NamedTuple):
    """What is said (``text``, at a ``line`` beside the table or in the labels) of the rows at some ``places``: whether
    they may be other figures than those of the table, and which year or unit it states in the place of theirs."""

    text: str
    line: Line | None
    places: np.ndarray
    doubtful: bool = True
    stated: tuple[str, str] | None = None
    own: str = ""
    """The year or unit of the table in the place of which another one is stated."""

    @property
    def key(self) -> str:
        """The question of these rows."""
        return f"{NOTE}:{self.text}"


def noted(
    sheet: TextTable, layout: Layout | None, lines: Sequence[Line], answers: Mapping[str, str], year: int | None
) -> tuple[list[NotedRows], TextTable, int | None]:
    """The rows of which one of the ``lines`` beside a table says something, the table with the years and units that
    were answered in them, and the ``year`` that is left to stand in for a column."""
    noted = _found(sheet, layout, lines, answers, year)
    return noted, *_carried_out(sheet, noted, answers, year)


def _found(
    sheet: TextTable, layout: Layout | None, lines: Sequence[Line], answers: Mapping[str, str], year: int | None
) -> list[NotedRows]:
    """The rows of each note among the ``lines`` beside a table whose mark stands at a label or head, and of each unit
    that labels state otherwise; ``year`` is that of a table without a column of years."""
    notes = [(match, line) for line in lines if (match := _NOTE.match(line[0]))]
    told = []
    marks = _marks(sheet, layout) if notes else {}
    for match, line in notes:
        pages = np.array(layout.origins.sheets if layout else (), dtype=object)
        places = marks.get(_bare(match[1]), np.array([], dtype=np.int64))
        places = places[pages[places] == line[2]] if len(pages) else places
        if len(places):
            table = _Said(sheet, places, answers, year)
            stated = table.stated(match[2])
            told.append(NotedRows(line[0], line, places, table.doubtful(match[2]), stated, table.own(stated)))
    return [*told, *(_of_labels(sheet, answers, year) if layout and layout.origins.made else ())]


def _of_labels(sheet: TextTable, answers: Mapping[str, str], year: int | None) -> Iterator[NotedRows]:
    """The rows whose labels end in a unit that measures the same as that of the table in another amount, by unit."""
    held = [words for name in _LABELS if "unit" in sheet.header and (words := _words(sheet, name))]
    for words in held:
        units = [unit[0].strip() if (unit := _UNIT.search(word)) else "" for word in words.words]
        for text in dict.fromkeys(filter(None, units)):
            places = positions(np.array([unit == text for unit in units], dtype=bool)[words.codes])
            table = _Said(sheet, places, answers, year)
            if len(places) and said_beside.contradicts(text, sheet) and (stated := table.stated(text)):
                yield NotedRows(text, None, places, True, stated, table.own(stated))


def _carried_out(
    sheet: TextTable, noted: Iterable[NotedRows], answers: Mapping[str, str], year: int | None
) -> tuple[TextTable, int | None]:
    """The table with the year or unit that notes state in the rows where that was answered, and the year that is left
    to stand in for a column."""
    for each in noted:
        if each.stated and answers.get(each.key) == each.stated[1]:
            name = _column(sheet, each.stated[0], answers) or each.stated[0]
            words = _words(sheet, name)
            texts = np.array(words.words, dtype=object)[words.codes] if words else np.full(len(sheet.rows), str(year))
            texts = texts.astype(object)
            texts[each.places] = each.stated[1]
            sheet, year = sheet.beside(name, texts.tolist()), None if each.stated[0] == "year" else year
    return sheet, year


def settle_noted(noted: Iterable[NotedRows], account: Account) -> None:
    """Ask whether the rows of each note count, or do as answered; a note that says nothing else of them is told."""
    for each in noted:
        stated = each.stated[1] if each.stated else ""
        question = Problem(
            "ask" if each.doubtful else "warn",
            "row-note",
            Sentence("{words}, which is said of these rows", words=quoted(each.text)),
            Sentence("figures of the year, the unit and the place of the table"),
            Sentence(
                "Say whether {stated} counts for these rows, as is said of them, or {own}, as the table says; or leave "
                "them out.",
                stated=stated,
                own=each.own,
            )
            if stated
            else Sentence(
                "Say whether these rows are what the city used or emitted in the whole year, as they stand; or leave "
                "them out, where they are a part of it, in another unit, per head or those of another place."
            ),
            key=each.key,
            choices=(stated, KEEP, LEAVE_OUT) if stated else (KEEP, LEAVE_OUT),
        )
        if not each.doubtful:
            unread = Sentence("The note was not read; check that the rows count as they stand.")
            account.add(replace(question, key=None, choices=(), fix=unread), each.places)
            continue
        answer = account.answers.get(each.key)
        if answer is not None and answer not in question.choices:
            account.tell(refused(each.key, answer, Sentence("one of {names}", names=", ".join(question.choices))))
        as_said = {stated: Sentence("They were read as {answer}, as answered.", answer=stated)} if stated else {}
        account.settle(question, each.places, keeping={**as_said, KEEP: READ_LIKE_OTHERS})


class _Said(NamedTuple):
    """Some rows of a table, of which something is said."""

    sheet: TextTable
    places: np.ndarray
    answers: Mapping[str, str]
    year: int | None

    def doubtful(self, text: str) -> bool:
        """Whether a note says that the rows are of another year than theirs, of a part of one, in another unit, per
        head or anything else than what a city used or emitted in a year."""
        scaled = said_beside.says_scale(text) or said_beside.contradicts(text, self.sheet)
        partly = year_words.elsewhen(text) or other_figures.measures_others(text)
        return scaled or partly or said_beside.speaks_of_others(text) or bool(self._other_year(text))

    def stated(self, text: str) -> tuple[str, str] | None:
        """The year or the unit that is stated, with its field, where the rows have one other of them."""
        units = self._of("unit")
        used = header_unit(f"({next(iter(units))})") if len(units) == 1 else None
        said = header_unit(text) if said_beside.contradicts(text, self.sheet) else None
        if used and said:
            return "unit", " ".join([said[1].name.split()[0], *used[1].name.split()[1:]])
        if used and multiples.in_thousands(text) and (larger := multiples.larger(used[1].name, 1)):
            return "unit", larger
        years = self._other_year(text)
        return ("year", next(iter(years))) if len(years) == 1 and len(self._of("year")) == 1 else None

    def own(self, stated: tuple[str, str] | None) -> str:
        """The year or unit of the rows in the place of which another one is ``stated``."""
        return next(iter(self._of(stated[0]))) if stated else ""

    def _other_year(self, text: str) -> set[str]:
        """The years in a note that are none of the rows', unless it speaks of a source or the like."""
        years = set(year_words.YEAR.findall(text))
        other = said_beside.names_source(text) or year_words.of_something_else(text)
        return set() if other or years & self._of("year") else years

    def _of(self, field: str) -> set[str]:
        """The different texts of a field in the rows."""
        words = _words(self.sheet, _column(self.sheet, field, self.answers))
        if words is None:
            return {str(self.year)} if field == "year" and self.year else set()
        return {words.words[code] for code in np.unique(words.codes[self.places])}


def _marks(sheet: TextTable, layout: Layout | None) -> dict[str, np.ndarray]:
    """The rows that bear each mark in any cell, or in what stood in the file where a word was derived from it."""
    written = [pa.array(texts, pa.string()) for texts in layout.origins.written.values()] if layout else []
    masks: dict[str, np.ndarray] = {}
    for column in (*map(array_of, sheet.columns), *written):
        words = CellWords.of("", column)
        borne = [{_bare(mark) for mark in _MARKED.findall(word)} for word in words.words]
        for mark in set().union(*borne):
            mask = np.array([mark in marks for marks in borne], dtype=bool)[words.codes]
            masks[mark] = mask | masks.get(mark, np.zeros(len(mask), dtype=bool))
    return {mark: positions(mask) for mark, mask in masks.items()}


def _bare(mark: str) -> str:
    """A mark in the form of comparison: "(a)" and "a)" are one, and so are "¹" and "(1)"."""
    return unicodedata.normalize("NFKC", mark).strip("()[]").casefold()


def _column(sheet: TextTable, field: str, answers: Mapping[str, str]) -> str | None:
    """The name of the column of a field, by its name or as answered."""
    named = answers.get(f"column:{field}")
    return next((name for name in sheet.header if name == named or header_rows.field(name) == field), None)


def _words(sheet: TextTable, name: str | None) -> CellWords | None:
    """The words of the column of a name; None where there is none."""
    return CellWords.of(name, sheet.columns[sheet.header.index(name)]) if name in sheet.header and name else None
