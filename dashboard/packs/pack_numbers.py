"""The numbers of a page of paper or a story as a workbook (XLSX) and as one table (CSV): what it says with every number
as it is printed, the table behind each chart with every digit, where all of it is from and how to cite it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from dashboard import theme
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.packs.paper import (
    Agreed,
    Chart,
    Heading,
    Paper,
    Paragraph,
    Part,
    Points,
    Runs,
    SideBySide,
    SmallTable,
    Squares,
    StripBars,
    ToDo,
    marked,
)
from dashboard.words import origins
from datasets import Numbers, Value

LONGEST_TITLE = 31
"""So many letters a sheet of a workbook may be called by."""
_UNTITLED = re.compile(r"[\[\]:*?/\\]+")
"""What stands in no title of a sheet."""
Columns = Mapping[str, Sequence[Value]]


def workbook(paper: Paper) -> bytes:
    """A sheet with everything, one with each table, and what they are."""
    tables = [(title, columns) for title, columns in _told(paper) if len(columns) > 1]
    sheets = {_title(place, title): columns for place, (title, columns) in enumerate(tables, start=1)}
    return _whole(paper).xlsx(say=say, more=sheets)


def table(paper: Paper) -> bytes:
    """Everything in one table, a line for each cell, below what it is."""
    return _whole(paper).csv(say)


def _whole(paper: Paper) -> Numbers:
    """Each cell with the part of the paper, the row and the column that it stands in."""
    lines = [
        (title, number, head, cell)
        for title, columns in _told(paper)
        for head, cells in columns.items()
        for number, cell in enumerate(cells, start=1)
    ]
    heads = (_("Part"), _("Row"), _("Column"), _("Value"))
    columns = {head: [line[place] for line in lines] for place, head in enumerate(heads)}
    return Numbers(paper.title, columns, _facts(paper))


def _facts(paper: Paper) -> dict[str, str]:
    sources = paper.sources.rstrip(".")
    told = {
        # Translators: what a file is about: a city, a pair of cities, or the programme.
        _("Subject"): paper.place,
        # Translators: when a file was made.
        _("Made"): paper.made,
        _("Answer"): paper.answer.words if paper.answer else "",
        _("Note"): paper.about,
        _("Unit"): _("The head of a column or the number itself names it; t is 1,000 kg."),
        _("Source"): paper.sources,
        _("Figure code"): ", ".join(paper.codes),
        _("Citation"): origins.citation(paper.place, paper.title.rstrip("."), sources),
    }
    return {name: fact for name, fact in told.items() if fact}


def _told(paper: Paper) -> Iterator[tuple[str, Columns]]:
    """What is said, and each table, in their order and below the heading that they stand under. What is said has one
    column."""
    yield paper.title, _said([say(paper.context), *([paper.about] if paper.about else [])])
    under = paper.title
    for part in _flat(paper.parts):
        match part:
            case Heading():
                under = part.words
            case Chart():
                if part.table is not None:
                    yield under, part.table
                if part.note:
                    yield under, _said([part.note])
            case SmallTable():
                yield part.title, {head: [row[at] for row in part.rows] for at, head in enumerate(part.heads)}
            case _:
                if sentences := _sentences(part):
                    yield under, _said(sentences)


def _flat(parts: Sequence[Part]) -> Iterator[Part]:
    for part in parts:
        if isinstance(part, SideBySide):
            for column in part.columns:
                yield from _flat(column)
        else:
            yield part


def _said(sentences: Sequence[str]) -> Columns:
    # Translators: the heading of a column of sentences in a file of numbers.
    return {_("What is said"): [*filter(None, sentences)]}


def _sentences(part: Part) -> list[str]:
    match part:
        case Paragraph():
            return [_plain(part.runs)]
        case Points():
            return [_plain(point.runs) for point in part.items]
        case ToDo():
            return [_plain(step) for step in part.items]
        case Squares():
            return [f"{part.name}: {part.said}"]
        case StripBars():
            return [_plain(marked(half)) for row in part.rows(theme.LIGHT) for half in (row.left, row.right)]
        case _:
            assert isinstance(part, Agreed)
            return []


def _plain(runs: Runs) -> str:
    return "".join(words for words, _bold in runs)


def _title(place: int, title: str) -> str:
    """What a sheet is called: its number, and as much of its title as may stand there."""
    return f"{place} {_UNTITLED.sub(' ', title)}"[:LONGEST_TITLE].rstrip()
