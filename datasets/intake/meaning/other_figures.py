"""Words in the name of a column, or beside a figure, that make it something else than what a city used or emitted in a
year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from analytics.text.header_units import header_unit
from analytics.text.lexicon import lexicon
from analytics.text.parts_of_year import MONTHS, part_of_year
from analytics.vocabulary import Quantity
from datasets.intake.meaning import activity, year_words
from datasets.reference import catalogue

_WORDS = catalogue.lexicon("figures")
MONEY = frozenset("€$£")
_BRACKETED = re.compile(r"[(\[]([^()\[\]]+)[)\]]")
_PER_SYMBOL = re.compile(rf"\b{lexicon('units').one_of('per')}\s+(ha\b|\w*[²³0-9])", re.IGNORECASE)
"""A word for "per" and the symbol of an area: "per km2"."""
MOST_KINDS = 12
"""A column of more different words tells no kinds of rows apart."""
MOST_WORDS = 3
"""A longer cell is a remark."""


def others(text: str, energy: bool) -> bool:
    """Whether the words of a header speak of other figures; ``energy`` says that its unit measures energy.

    What is saved, changed, expected or possible is none of a year, but for a change of land use; nor is what is paid
    or counted, a mean or sum of another span, and what is taken out of the air or comes of plants, whose sign or place
    in the total is another, nor what stands over an area. What is produced or lost is no consumption of energy.
    """
    words = frozenset(in_words(text))
    if energy and any(word.endswith(_produced_or_lost()) for word in words):  # alone or as in "Stromerzeugung"
        return True
    saved = words & _WORDS.words("saved or expected") and not words & _WORDS.words("land use")
    over_area = any(map(activity.counted_in, _PER_SYMBOL.findall(text)))
    return bool(words & _WORDS.words("paid or counted") or saved or over_area)


@cache
def _produced_or_lost() -> tuple[str, ...]:
    return tuple(_WORDS.words("produced or lost"))


def measures_others(text: str) -> bool:
    """Whether a title speaks of what is no use or emission of a year, as the header of a column may."""
    found = header_unit(text)
    energy = found is not None and found[1].quantity == Quantity.ENERGY
    return others(text, energy) or (found is not None and of_some_months(text))


def of_some_months(text: str) -> bool:
    """Whether a text names two months that stand beside each other or around one word ("January to June"), and are not
    the first and the last of a year."""
    parts = [part_of_year(word) for word in in_words(text)]
    pairs = [
        (one.number, other.number)
        for gap in (1, 2)
        for one, other in zip(parts, parts[gap:], strict=False)
        if one and other
    ]
    return any(one != other for one, other in pairs) and (1, MONTHS) not in pairs


def in_words(text: str) -> list[str]:
    """The words of a text in the form of comparison, without numbers and signs."""
    return re.findall(r"[^\W\d_]+", catalogue.folded(text))


def beside(text: str) -> bool:
    """Whether a column of this name in a table of carriers holds something else than what a carrier used or emitted:
    notes, money, areas, figures per head."""
    apart = _WORDS.words("beside") & {*in_words(text)} or MONEY & {*text}
    return bool(apart) or others(text, energy=False) or any(map(activity.counted_in, _BRACKETED.findall(text)))


def are_kinds(cells: Sequence[str | None]) -> bool:
    """Whether some words of a column are those of a target, a plan, a part of a year, inhabitants or a way of counting
    the same thing, and all are short and few."""
    words = {cell.strip() for cell in cells if cell and cell.strip()}
    short = all(len(word.split()) <= MOST_WORDS for word in words)
    ways = catalogue.lexicon("columns").words("way of counting")
    return (
        0 < len(words) <= MOST_KINDS
        and short
        and any(no_inventory(word) or catalogue.folded(word) in ways for word in words)
    )


def is_version(word: str) -> bool:
    """Whether a label names a way of counting, an edition or a bound of a figure, of which one counts."""
    columns = catalogue.lexicon("columns")
    return catalogue.folded(word) in columns.words("way of counting") | columns.words("edition or bound")


def is_other(word: str) -> bool:
    """Whether a word beside a figure says that it is an edition or bound of one, or something else than a use of the
    city: what is produced or saved, figures per head, those of a larger area."""
    other = others(word, energy=True)
    return other or is_version(word) or _WORDS.any_in(word.casefold(), "other in a title", "larger in a title")


def no_inventory(word: str) -> bool:
    """Whether a word beside a figure says that it is a target, planned or expected, of a part of a year, a number of
    inhabitants, or of contracts for electricity in the place of the grid."""
    columns = catalogue.lexicon("columns")
    people = catalogue.folded(word) in columns.words("field", "population")
    return people or year_words.elsewhen(word) or columns.any_in(word, "market")
