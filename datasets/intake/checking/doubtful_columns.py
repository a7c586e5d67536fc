"""Columns of which it is asked what they hold: those that were taken for nothing and may say which figures count or
what they count (a flow, a multiple, a share, a larger area, another year), and the one column of figures whose header
holds words that are not known: it may measure something else than what a city used or emitted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from analytics.factors import bases
from analytics.text import numerals
from analytics.text.header_units import header_unit, is_factor_header
from analytics.text.problems import ask
from analytics.text.sentences import Sentence, joined, listed, quoted
from analytics.units import PER_YEAR
from datasets.intake.checking.account import Account
from datasets.intake.checking.table import CheckedTable
from datasets.intake.layouts.long_records import Origins
from datasets.intake.meaning import activity, other_figures, year_words
from datasets.intake.meaning.fields import FIELDS, KNOWN_WORDS
from datasets.intake.meaning.other_figures import in_words, measures_others
from datasets.intake.meaning.plain_words import explained, names
from datasets.intake.meaning.questions import KEEP, NONE, ROWS, UNUSED
from datasets.intake.meaning.said_beside import Line, of_a_source
from datasets.intake.own_files import own_tables
from datasets.intake.readers.text_table import TextTable
from datasets.reference import catalogue
from datasets.store.combinations import positions

_WORDS = catalogue.lexicon("columns")
_OF_FIELDS = frozenset(word for alias in KNOWN_WORDS for word in alias.split()) | {""}
_REGIONS = _WORDS.words("harmless", "beside a city")
MOST_COLUMNS, MOST_WORDS = 6, 4
"""So many columns, and words of each, are shown in the question."""
LONGEST = 6
"""A cell of more words is a remark."""
_KNOWN_KINDS = {
    "columns": ("and", "emissions", "scope", "direct or indirect"),
    "figures": (
        *("measured", "emissions", "gas", "like a carrier", "all oil", "of the figures"),
        *("land use", "saved or expected"),
    ),
    "totals": ("every", "the", "total", "whole", "summed"),
}
"""The kinds of words in the lexicons that say no more than that energy or a gas was measured, of what and where; a
change is one of land use, or the column was not taken (``other_figures``)."""
_OTHER_HORIZON = re.compile(r"\bGWP[-_ ]?(?:20|500)\b", re.IGNORECASE)
"""Weights of gases over another time than the hundred years of an inventory."""
MOST_OF_A_NAME = 3
"""A longer text before a colon is no name of a city."""
LEAST_LETTERS = 3
"""A shorter word is an article, a preposition or a sign."""


def ask_of_unused(
    sheet: TextTable,
    samples: Sequence[Sequence[str]],
    unused: Sequence[str],
    account: Account,
    of_cities: bool,
) -> None:
    """Ask once whether the figures count as they stand, or which column that was taken for nothing tells which of
    them count. What such a column holds is then asked as rows of several kinds are (``rows_apart``). Where rows give
    one cell different figures, any column of few words may tell them apart. ``of_cities`` says that a column names the
    city of each row, so that the region beside it is only where that lies."""
    answers = account.answers
    if answers.get(UNUSED) in (KEEP, *unused) or own_tables.is_ours(sheet.header):
        return
    clashing = any(problem.code == "conflicting-duplicate" for problem in account.problems())
    doubtful = {
        name: words
        for name, cells in zip(sheet.header, samples, strict=True)
        if name in unused and f"{ROWS}:{name}" not in answers
        if (words := list(dict.fromkeys(cell.strip() for cell in cells if cell and cell.strip())))
        if not (_harmless(name, cells, words, answers) or (of_cities and _of_a_place(name)))
        or (clashing and 1 < len(words) <= other_figures.MOST_KINDS)
    }
    if not doubtful:
        return
    shown = [
        Sentence(
            "{column} ({words})",
            column=quoted(name),
            words=joined([*words[:MOST_WORDS], *("…" for _ in words[MOST_WORDS : MOST_WORDS + 1])], "comma"),
        )
        for name, words in list(doubtful.items())[:MOST_COLUMNS]
    ]
    account.add(
        ask(
            "columns-unused",
            Sentence("columns that are not used: {names}", names=joined(shown, "comma")),
            "columns of which it is known that they do not change what the figures mean",
            "Say that the figures count as they stand, or which of these columns tells the rows that count from "
            "the others. Where a column holds a multiple, a share or another year, correct the figures in the file.",
            column=next(iter(doubtful)),
            key=UNUSED,
            choices=(KEEP, *doubtful),
        ),
        positions(~account.settled),
    )


def _of_a_place(name: str) -> bool:
    """Whether the name of a column beside cities says no more than where they lie, or how that is numbered."""
    words = set(re.findall(r"[^\W_]+", catalogue.folded(name)))
    return catalogue.folded(name) in _REGIONS or words <= {*_REGIONS, *_WORDS.words("harmless", "alone"), *_OF_FIELDS}


def _harmless(name: str, cells: Sequence[str], words: Sequence[str], answers: Mapping[str, str]) -> bool:
    """Whether a column is known to leave the meaning of the figures alone: notes, names, places on a map, dates of
    entry; other figures that its header names; and kinds of rows, which are asked about by themselves."""
    split = set(re.split(r"[^\w.°]+|_", catalogue.folded(name)))
    every = _WORDS.words("every use").issuperset(map(catalogue.folded, words))
    if not name.strip() or other_figures.are_kinds(cells) or every:
        return True
    if split & _WORDS.words("share"):
        return False
    alone = _WORDS.words("harmless", "alone")
    if split & _WORDS.words("harmless", "") or (split & alone and split <= alone | _OF_FIELDS):
        return True
    if all(map(activity.counted_in, words)) or "activity" in split:
        return True
    if any(numerals.read_one(word[:200]).shape == "bad" for word in words) and not activity.numeric(cells):
        return len(words) > other_figures.MOST_KINDS or any(len(word.split()) > LONGEST for word in words)
    return activity.named(name) or _other_figures(name, split, answers)


def _other_figures(name: str, split: set[str], answers: Mapping[str, str]) -> bool:
    """Whether a header says that a column of numbers measures something else beside the figures."""
    unit = header_unit(name)
    return (
        is_factor_header(name)
        or year_words.elsewhen(name)
        or other_figures.beside(name)
        or bool(split & _WORDS.words("another column"))
        or (unit is not None and (unit[1].per_head or "column:value" in answers))
    )


def ask_of_header(table: CheckedTable) -> None:
    """Ask whether the one column of figures holds what was used or emitted, where its header holds a word that is not
    known. A column that was named by hand is believed, and so are several that measure different things."""
    values = table.columns.values
    if table.account.origins.made or "column:value" in table.answers or len(values) != 1:
        return
    column = values[0].column
    unknown = unknown_words(column)
    if not unknown:
        return
    table.account.add(
        ask(
            "header-unknown",
            Sentence("{words} in the header of the figures", words=listed([quoted(word) for word in unknown])),
            "words that say what was used or emitted in a year",
            "Say that the column holds the energy or emissions of the inventory, or that it does not: what was "
            "exported, offset, allotted or planned is none.",
            column=column,
            key="column:value",
            choices=(column, NONE),
        ),
        positions(~table.account.settled),
    )


def odd_titles(origins: Origins, city: str) -> Iterator[Line]:
    """The title that states the unit of all figures and may measure others, with its row and sheet: beside words
    that are known, it holds some that are not. The names of cities, that of the file's own ``city`` too, are known."""
    texts = set(origins.written.get("unit", ())) - {""}
    text = texts.pop() if len(texts) == 1 else ""
    place = list(origins.written["unit"]).index(text) if text else 0
    places = names(text, city)
    unknown = [word for word in unknown_words(text) if not explained(word, places)]
    understood = len(unknown) < len(_beside_unit(text))
    if (unknown and understood) or (text and measures_others(text)):
        yield text, int(origins.rows["unit"][place]) or None, origins.sheets[place]


def of_others(text: str, city: str) -> bool:
    """Whether a title begins with a name that is not that of the ``city`` of its file, before what speaks of an
    inventory: "Otherby: energy use 2019"."""
    name, colon, rest = text.partition(":")
    words = in_words(name)
    said = bool(colon) and name.strip()[:1].isupper() and not of_a_source(text)
    said = said and year_words.kind(rest) in ("title", "monitoring")
    return said and 0 < len(words) <= MOST_OF_A_NAME and {*_known_words(), *in_words(city)}.isdisjoint(words)


def unknown_words(header: str) -> list[str]:
    """The words of a header beside its unit of which nothing is known, where it names a unit."""
    if horizon := _OTHER_HORIZON.search(header):
        return [horizon[0]]
    return [word for word in _beside_unit(header) if word not in _known_words()]


def _beside_unit(header: str) -> list[str]:
    """The words of a header beside its unit, without short ones; none where it names no unit."""
    found = header_unit(header)
    words = re.findall(r"[^\W\d_]+", PER_YEAR.sub("", catalogue.folded(bases.without(found[0])))) if found else []
    return [word for word in dict.fromkeys(words) if len(word) >= LEAST_LETTERS]


@cache
def _known_words() -> frozenset[str]:
    """The words of the lexicons and of the names of sectors and carriers."""
    named = {word for aliases in FIELDS.values() for word in aliases}
    named |= {row["label"] for row in catalogue.records("sectors_synonyms")} | set(catalogue.carriers())
    named |= {catalogue.normal_label(row["text"]) for row in catalogue.records("template_words")}
    for name, kinds in _KNOWN_KINDS.items():
        named |= {word for kind in kinds for word in catalogue.lexicon(name).words(kind)}
    return frozenset(word for text in named for word in re.findall(r"[^\W\d_]+", text))
