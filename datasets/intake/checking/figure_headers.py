"""A header with a good unit whose other words are not known: it may measure something else than what a city used or
emitted, such as what was exported, offset or allotted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from analytics.factors import bases
from analytics.text.header_units import header_unit
from analytics.text.problems import Problem
from analytics.text.sentences import Sentence, listed
from analytics.units import PER_YEAR
from datasets.intake.checking.table import CheckedTable
from datasets.intake.layouts.long_records import Origins
from datasets.intake.meaning import year_words
from datasets.intake.meaning.fields import FIELDS
from datasets.intake.meaning.other_figures import in_words, measures_others
from datasets.intake.meaning.questions import NONE
from datasets.intake.meaning.said_beside import of_a_source
from datasets.intake.meaning.thousands import Line
from datasets.intake.meaning.title_words import explained, names
from datasets.intake.readers.dialect import folded
from datasets.intake.readers.encoding import quoted
from datasets.reference import catalogue
from datasets.store.combinations import positions

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
LEAST = 3
"""A shorter word is an article, a preposition or a sign."""


def settle(table: CheckedTable) -> None:
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
        Problem(
            "ask",
            "header-unknown",
            Sentence("{words} in the header of the figures", words=listed([quoted(word) for word in unknown])),
            Sentence("words that say what was used or emitted in a year"),
            Sentence(
                "Say that the column holds the energy or emissions of the inventory, or that it does not: what was "
                "exported, offset, allotted or planned is none."
            ),
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
    understood = len(unknown) < len(_words(text))
    if (unknown and understood) or (text and measures_others(text)):
        yield text, int(origins.rows["unit"][place]) or None, origins.sheets[place]


def of_others(text: str, city: str) -> bool:
    """Whether a title begins with a name that is not that of the ``city`` of its file, before what speaks of an
    inventory: "Otherby: energy use 2019"."""
    name, colon, rest = text.partition(":")
    words = in_words(name)
    said = bool(colon) and name.strip()[:1].isupper() and not of_a_source(text)
    said = said and year_words.kind(rest) in ("title", "monitoring")
    mine = set(in_words(city))
    return said and 0 < len(words) <= MOST_OF_A_NAME and not any(word in _known() or word in mine for word in words)


def unknown_words(header: str) -> list[str]:
    """The words of a header beside its unit of which nothing is known, where it names a unit."""
    if horizon := _OTHER_HORIZON.search(header):
        return [horizon[0]]
    return [word for word in _words(header) if word not in _known()]


def _words(header: str) -> list[str]:
    """The words of a header beside its unit, without short ones; none where it names no unit."""
    found = header_unit(header)
    words = re.findall(r"[^\W\d_]+", PER_YEAR.sub("", folded(bases.without(found[0])))) if found else []
    return [word for word in dict.fromkeys(words) if len(word) >= LEAST]


@cache
def _known() -> frozenset[str]:
    """The words of the lexicons and of the names of sectors and carriers."""
    named = {word for aliases in FIELDS.values() for word in aliases}
    named |= {row["label"] for row in catalogue.records("sectors_synonyms")} | set(catalogue.carriers())
    named |= {catalogue.normal_label(row["text"]) for row in catalogue.records("template_words")}
    for name, kinds in _KNOWN_KINDS.items():
        named |= {word for kind in kinds for word in catalogue.lexicon(name).words(kind)}
    return frozenset(word for text in named for word in re.findall(r"[^\W\d_]+", text))
