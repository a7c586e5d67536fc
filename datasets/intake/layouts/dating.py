"""Of which year a table is, by the labels and titles above it and by the name of its sheet.

The label of an inventory goes before that of a base year, and a label before a title. Where they do not settle it, the
year is asked for; where it stands in a text and not beside its name, the place is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from analytics.text.problems import Problem, ask, warn
from analytics.text.sentences import Sentence, quoted
from datasets.intake.layouts.long_records import Page, SheetCell
from datasets.intake.meaning.questions import LEAVE_OUT
from datasets.intake.meaning.year_words import LABELS, PERIOD, YEAR, Kind, kind

_TITLES = ("monitoring", "title", "bare")
_NO_INVENTORY = ("ahead", "target", "other")
MOST_NAMED = 4
"""So many texts with years are quoted in a question."""


class StatedYears(NamedTuple):
    """A year above a table: what the words around it say of it, and the cell where it stands, with its whole text."""

    kind: Kind
    year: SheetCell
    text: str


@dataclass(frozen=True)
class Dating:
    """The year of a table, if it is known, with what is told or asked about it.

    ``base`` marks one that stands beside the label of a base year alone; ``candidates`` are those that it may be, where
    it is asked for, and ``stated`` tells whether anything else than the year of a source or the like is named.
    """

    year: SheetCell | None = None
    problem: Problem | None = None
    base: bool = False
    candidates: tuple[str, ...] = ()
    stated: bool = False

    @property
    def open(self) -> bool:
        """Whether the year has to be said."""
        return self.problem is not None and self.problem.severity == "ask"


UNDATED = Dating()


def above(page: Page, first: int, last: int, named: Callable[[str], bool]) -> Dating:
    """The year of the table below the rows from ``first`` up to ``last`` (which is not looked at).

    ``named`` tells whether a text names what figures are of or their unit, as the header of a column does.
    """
    stated = list(_stated(page, first, last, named))
    sheet = of_sheet(page.grid.sheet)
    for label in ("inventory", "year"):
        if found := _of(stated, label):
            clear = len(found) == 1 and (sheet is None or sheet.kind not in _TITLES or sheet.year.text in found)
            return Dating(next(iter(found.values())).year) if clear else _asked(stated, sheet, LABELS[:2])
    if base := _of(stated, "base"):
        return _beside_base(stated, sheet, base)
    titles = _of(stated, *_TITLES)
    year = next(iter(titles), None)
    ahead = [each for each in stated if each.kind == "ahead" and each.year.text in ("", year)]
    if len(titles) > 1 or (titles and (ahead or (sheet and sheet.kind in _TITLES and sheet.year.text != year))):
        return _asked(stated, sheet)
    if titles:
        return read(next(iter(titles.values())))
    if sheet and sheet.kind not in _NO_INVENTORY and not any(each.kind == "ahead" for each in stated):
        return read(sheet)
    return _asked(stated, sheet) if any(each.year.text for each in stated) or sheet else UNDATED


def told(dated: Dating, about: MutableMapping[str, SheetCell], answers: Mapping[str, str]) -> list[Problem]:
    """What is told or asked of a year, unless the answer names it, too. A year beside the label of a base year alone
    is taken out of what stands ``about`` the table where the answer names another: a monitoring inventory names its
    baseline, too."""
    said = answers.get("year")
    if dated.base and dated.year is not None and said not in (None, LEAVE_OUT, dated.year.text):
        about.pop("year", None)
        return [
            dated.year.located(
                warn(
                    "base-year-beside",
                    Sentence("the base year {year}", year=dated.year.text),
                    "the year of the inventory beside a name of its own",
                    Sentence("The figures were read as those of {year}, as named for this file.", year=said),
                )
            )
        ]
    known = said is not None and (dated.year is None or dated.year.text == said)
    return [dated.problem] if dated.problem and not known else []


def questions(unsettled: Sequence[Dating], alike: bool) -> list[Problem]:
    """One question for tables whose year is not settled, where one answer serves them all; else a refusal of each."""
    problems = [dated.problem for dated in unsettled if dated.problem]
    if alike:
        return [replace(problem, cells=len(problems)) for problem in problems[:1]]
    fix = Sentence('Write its year above the table, beside "Inventory year".')
    return [replace(problem, severity="block", fix=fix, key=None, choices=()) for problem in problems]


def of_sheet(name: str | None) -> StatedYears | None:
    """The one year in the name of a sheet; None where it holds none or several."""
    found = sorted(set(YEAR.findall(name or "")))
    if not name or len(found) != 1:
        return None
    return StatedYears(kind(name), SheetCell(found[0], sheet=name), name)


def said_of_sheet(name: str | None) -> tuple[str, Problem] | None:
    """The year that the name of a sheet says, with the warning that tells it; None for that of a target or source."""
    stated = of_sheet(name)
    if stated is None or stated.kind in _NO_INVENTORY:
        return None
    problem = read(stated).problem
    return (stated.year.text, problem) if problem else None


def said_of_titles(titles: Sequence[str], first: int) -> tuple[str, Problem | None] | None:
    """The one year that the titles above a table say, the first of them in the row ``first``, with the warning that
    tells it; None where they name several, or a target, a source or anything else than an inventory."""
    stated = [
        StatedYears(kind(title), SheetCell(year, row=row), title)
        for row, title in enumerate(titles, start=first)
        for year in dict.fromkeys(YEAR.findall(title))
    ]
    if len({each.year.text for each in stated}) != 1 or any(each.kind not in (*LABELS, *_TITLES) for each in stated):
        return None
    return stated[0].year.text, read(stated[0]).problem


def _of(stated: Sequence[StatedYears], *kinds: str) -> dict[str, StatedYears]:
    """The first statement of each year among those of some kinds."""
    found: dict[str, StatedYears] = {}
    for each in stated:
        if each.kind in kinds and each.year.text:
            found.setdefault(each.year.text, each)
    return found


def _beside_base(stated: Sequence[StatedYears], sheet: StatedYears | None, base: dict[str, StatedYears]) -> Dating:
    """The year where a base year is labelled and no other: that of a monitoring inventory goes before it, and where
    any other title names another year, it is asked which of them the figures are of."""
    every = [*stated, *([sheet] if sheet else [])]
    monitored = _of(every, "monitoring")
    others = _of(every, *_TITLES).keys() - base.keys()
    if len(base) == 1 and len(monitored) == 1 and others <= monitored.keys():
        (found,) = monitored.values()
        return read(found) if found.year.text not in base else Dating(base[found.year.text].year)
    ahead = any(each.kind == "ahead" for each in every)
    if len(base) > 1 or others or ahead:
        return _asked(stated, sheet)
    (found,) = base.values()
    return Dating(found.year, base=True)


def read(stated: StatedYears) -> Dating:
    """The year as a text says it, with the place where it was read."""
    problem = warn(
        "year-read",
        quoted(stated.text),
        'the year in a cell of its own, beside words such as "Inventory year"',
        Sentence(
            "The figures were read as those of {year}, which stands there; check that it is their year.",
            year=stated.year.text,
        ),
        row=stated.year.row or None,
        column=stated.year.column or None,
        sheet=stated.year.sheet,
    )
    return Dating(stated.year, problem)


def _asked(
    stated: Sequence[StatedYears], sheet: StatedYears | None, kinds: Sequence[str] = (*LABELS, *_TITLES)
) -> Dating:
    """The question which of the years is that of the figures; years of targets and of other things are no choices."""
    every = [*stated, *([sheet] if sheet else [])]
    shown = [each for each in every if each.kind != "unknown" or each.year.text] or every
    texts = list(dict.fromkeys(each.text for each in shown))[:MOST_NAMED]
    choices = tuple(_of(every, *kinds, *(_TITLES if sheet else ())))
    first = shown[0].year
    problem = ask(
        "year-unclear",
        Sentence("{texts} above the figures", texts=", ".join(map(quoted, texts))),
        "one year that is called the year of the inventory",
        'Say of which year the figures are, or write it above the table beside "Inventory year"; leave them out '
        "where they are of a target or a forecast, which is no inventory.",
        row=first.row or None,
        column=first.column or None,
        sheet=first.sheet,
        key="year",
        choices=(*(choices if len(choices) > 1 else ()), LEAVE_OUT),
    )
    candidates = tuple(_of(every, *LABELS, *_TITLES, "unknown"))
    return Dating(None, problem, candidates=candidates, stated=any(each.kind != "other" for each in every))


def _stated(page: Page, first: int, last: int, named: Callable[[str], bool]) -> Iterator[StatedYears]:
    """Every year above a table with what is said of it; targets and forecasts also where they name none."""
    for row in range(first, last):
        texts = page.texts(row)
        for place, (column, text) in enumerate(texts):
            years = (text.strip(),) if PERIOD.fullmatch(text.strip()) else tuple(dict.fromkeys(YEAR.findall(text)))
            own = kind(text)
            if (
                own == "other" and years and not any(map(str.isalpha, text))
            ):  # a date, of which it is asked what it means
                label, whole = _around(page, row, place, first)
                if label in LABELS:
                    yield StatedYears(label, page.cell(row, column).saying(text), whole)
                    continue
            dated = any(YEAR.search(right) for _, right in texts[place + 1 : place + 2])
            if not years and own == "ahead" and not dated:
                yield StatedYears(own, page.cell(row, column).saying(""), text)
            beside = [word for word in YEAR.sub(" ", text).split() if kind(word) == "bare" and len(word) > 1]
            if own == "bare" and years and any(map(named, beside)):  # "GWh in 2023", as beside a unit's label
                own = "title"
            elif own == "bare" and years:
                own, text = _around(page, row, place, first)
            elif own == "unknown" and named(YEAR.sub(" ", text).strip(" _-:,")):
                own = "title"
            if len(years) > 1 and own in _TITLES:  # a period or a comparison: no title of one year
                own = "unknown"
            for year in years:
                yield StatedYears(own, page.cell(row, column).saying(year), text)


def _around(page: Page, row: int, place: int, first: int) -> tuple[Kind, str]:
    """What the label of a year that stands alone says: the text left of it, or the one above it."""
    texts = page.texts(row)
    column, text = texts[place]
    left = next((each for _, each in reversed(texts[:place]) if not (YEAR.search(each) and kind(each) == "bare")), "")
    over = page.text(row - 1, column) if row > first and not YEAR.search(page.text(row - 1, column)) else ""
    beside, higher = kind(left) if left else "unknown", kind(over) if over else "unknown"
    labels = (*LABELS, "ahead", "target")
    if over and higher in labels and beside not in labels:
        return higher, f"{over} {text}"
    if left:
        return beside if beside != "bare" else "unknown", f"{left} {text}"
    if over and higher in ("other", *_TITLES):
        return higher, f"{over} {text}"
    return "bare", text
