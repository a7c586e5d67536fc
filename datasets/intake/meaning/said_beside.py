"""Texts above and below a table, and the names of sheets, that say what its figures are: something else than the
inventory of a city and its year (a part of it, a sample, figures per inhabitant, losses, a potential, a budget, those
of a larger area), or in thousands, millions or another unit, while the unit at the figures does not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from analytics.text import multiples
from analytics.text.header_units import header_unit
from analytics.text.numerals import MONTH
from analytics.text.problems import Problem, ask
from analytics.text.sentences import Sentence, quoted
from analytics.units import LONGEST_TEXT, Unit, is_spelled, unit_key
from datasets.intake.meaning.fields import FIELDS
from datasets.intake.meaning.other_figures import in_words, of_some_months
from datasets.intake.meaning.questions import AS_INVENTORY, CHOICES, LEAVE_OUT, OTHER_FIGURES
from datasets.intake.meaning.year_words import LONGEST, YEAR, of_a_forecast
from datasets.intake.own_files.sheet_words import group_names
from datasets.intake.readers.text_table import TextTable, array_of, blank_cells
from datasets.reference import catalogue

_WORDS = catalogue.lexicon("figures")
_MONTH = re.compile(rf"(?<!\w){MONTH}[ ./-]+(?:19|20)[0-9]{{2}}(?![0-9])", re.IGNORECASE)
"""A month with its year; one alone may be a name."""
_DAY = re.compile(rf"[0-9]{{1,2}}\.?\s*(?:de\s+)?{MONTH}", re.IGNORECASE)
Line = tuple[str, int | None, str | None]
"""A text beside a table, with its row and sheet."""
SCALE, THOUSANDS = "scale", "thousands"
"""The question, and the answer that each figure is a thousand times as much."""


def asked(texts: Iterable[Line], answers: Mapping[str, str], odd: Iterable[Line] = ()) -> tuple[list[Problem], bool]:
    """The question whether figures are the inventory as they stand, at the first text (with its row and sheet) that
    says otherwise, or may (``odd``); as a warning where they are left out, which the second value tells; none where
    they count."""
    found = next((each for each in texts if speaks_of_others(each[0])), None) or next(iter(odd), None)
    if found is None or answers.get(OTHER_FIGURES) == AS_INVENTORY:
        return [], False
    text, row, sheet = found
    question = ask(
        "other-figures",
        Sentence("{words} beside the table", words=quoted(text)),
        "figures of what a city used or emitted in a year",
        "Say whether the figures are what the city used or emitted in the whole year, as they stand; or leave them "
        "out, where they are a part of it, per head, planned, possible, lost or those of a larger area.",
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


def scale_asked(texts: Iterable[Line], answers: Mapping[str, str], sheet: TextTable) -> list[Problem]:
    """The question whether the figures are as they stand, at the first text (with its row and sheet) that speaks of
    thousands, or of another unit than those of its kind that stand in the table; none where it was answered."""
    if SCALE in answers:
        return []
    found = next((each for each in texts if says_scale(each[0]) or contradicts(each[0], sheet)), None)
    if found is None:
        return []
    text, row, page = found
    thousands = multiples.in_thousands(text) if says_scale(text) else _thousandfold(text, sheet)
    whole = Sentence(
        "Write the unit of the figures in full, such as GWh for thousands of MWh; or say that the figures count as "
        "they are written."
    )
    return [
        ask(
            "scale-stated",
            quoted(text),
            "a unit that says by itself how much a figure is" if says_scale(text) else "the unit of the figures",
            "Say whether the figures are in thousands of the unit that stands there, or count as they are written."
            if thousands
            else whole,
            row=row,
            sheet=page,
            key=SCALE,
            choices=CHOICES[SCALE] if thousands else CHOICES[SCALE][:1],
        )
    ]


def contradicts(text: str, sheet: TextTable) -> bool:
    """Whether a text ends in a unit ("all figures in GWh"), and figures of its kind stand in others alone."""
    found = header_unit(text[: 2 * LONGEST_TEXT])
    if found is None:
        return False
    stem = found[0]
    behind = text.rpartition(stem)[2] if stem else ""
    if stem[-1:].isdigit() and is_spelled(unit_key(behind.strip(" .,;"))):  # "1 MWh = 3.6 GJ" is an amount
        return False
    kind, amount = _amount(found[1])
    used = {each for of, each in map(_amount, _units(sheet)) if of == kind}
    return bool(used) and amount not in used


@lru_cache(maxsize=4096)
def says_scale(text: str) -> bool:
    """Whether a text says that figures are in thousands or millions; those of inhabitants are others."""
    people = any(word in text.casefold() for word in FIELDS["population"])
    return multiples.stated(text[: 2 * LONGEST_TEXT]) and not people


def scaled(unit: Unit, answers: Mapping[str, str]) -> Unit:
    """The unit of figures that are in thousands of ``unit``, where that was answered; else ``unit``."""
    return replace(unit, times=1000 * unit.times) if answers.get(SCALE) == THOUSANDS else unit


def _thousandfold(text: str, sheet: TextTable) -> bool:
    """Whether a text names a unit of which each that stands at figures of its kind is a thousandth."""
    found = header_unit(text[: 2 * LONGEST_TEXT])
    kind, amount = _amount(found[1]) if found else ("", "")
    return all(multiples.larger(used, 1) == amount for of, used in map(_amount, _units(sheet)) if of == kind)


def _units(sheet: TextTable) -> Iterator[Unit]:
    """The units of a table, in its header and in its column of units; a name above nothing states none."""
    for name, column in zip(sheet.header, sheet.columns, strict=True):
        if len(column) and header_unit(name) and blank_cells(column).all():
            continue
        words = array_of(column).unique().to_pylist() if catalogue.folded(name) in FIELDS["unit"] else []
        yield from (known[1] for said in (name, *(f"({word})" for word in words)) if (known := header_unit(said)))


def _amount(said: Unit) -> tuple[str, str]:
    """What a unit measures, and in what amount: of "kt CO2e", and of "kt", the kilotonne."""
    return "energy" if said.kind == "energy" else f"mass {said.per_head}", said.name.split()[0]
