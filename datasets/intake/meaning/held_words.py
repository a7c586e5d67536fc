"""What the words in a column tell of it, whatever it is called."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from analytics.text import numerals
from analytics.text.parts_of_year import HALVES, parts_of_year
from datasets.intake.meaning import other_figures
from datasets.intake.meaning.fields import HOLDS, gas_of, is_method, is_unit
from datasets.intake.meaning.other_figures import is_other
from datasets.intake.meaning.sum_words import is_total

OF_WORDS = ("macro_area", "sector", "subsector", "carrier")
"""The fields whose cells are words; a column of numbers is none of them, whatever its name holds."""
MOST_CARRIERS, MOST_WORDS = 24, 5
"""No column of carriers holds more different words, or longer ones."""


def words_in(cells: Sequence[str]) -> list[str]:
    """The different words of a column, without totals."""
    return list(dict.fromkeys(word for cell in cells if (word := cell.strip()) and not is_total(word)))


def numbers_in(cells: Sequence[str]) -> int:
    """How many cells of a column look like numbers."""
    return sum(numerals.read_one(cell[:200]).shape != "bad" for cell in cells if cell.strip())


def may_be(field: str, name: str, cells: Sequence[str]) -> bool:
    """Whether the cells of a column can be those of a field that its name holds."""
    words = words_in(cells)
    if field == "method":  # how figures were counted is no method of an inventory
        return name == field or not words or any(map(is_method, words))
    if field == "source":  # "Fonte" of energy is no source of figures
        return not any(map(HOLDS["carrier"], words))
    filled = sum(map(bool, map(str.strip, cells)))
    if field == "value":
        return not filled or numbers_in(cells) > 0
    return field not in OF_WORDS or not filled or numbers_in(cells) < filled


def of_parts(name: str, cells: Sequence[str]) -> bool:
    """Whether months or quarters stand in a column, and nothing else but totals and blanks; beside all of a year one
    word may stand for their sum."""
    parts = parts_of_year(words_in(cells), name)
    named = [part for part in parts if part]
    if not named:
        return False
    whole = len({part.number for part in named}) == named[0].of > HALVES
    return len(named) == len(parts) or (whole and len(named) + 1 == len(parts))


def names_sectors(words: Sequence[str]) -> bool:
    """Whether at least half of some words are names of sectors, and of no carriers."""
    named = sum(HOLDS["sector"](word) and not HOLDS["carrier"](word) for word in words)
    return named > 0 and 2 * named >= len(words)


def recurring(cells: Sequence[str]) -> list[str]:
    """The different words of a column, where they may be those of carriers: few, short, without digits, and carriers
    all of them or some more than once."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    words = list(dict.fromkeys(filled))
    if not (1 < len(words) < len(filled) or (words and all(map(HOLDS["carrier"], words)))):
        return []
    short = all(len(word.split()) <= MOST_WORDS and word.isprintable() for word in words)
    other = other_figures.are_kinds(words) or any(is_unit(word) or gas_of(word) or is_other(word) for word in words)
    fitting = short and len(words) <= MOST_CARRIERS and not other
    return words if fitting and not any(character.isdigit() for word in words for character in word) else []


def tells_apart(samples: Sequence[Sequence[str]], place: int, labels: Collection[int]) -> bool:
    """Whether rows that are alike in all other labels differ in one."""
    others = sorted({*labels} - {place})
    rows = list(zip(*(samples[at] for at in (*others, place)), strict=True))
    return len({row[:-1] for row in rows}) < len(set(rows))
