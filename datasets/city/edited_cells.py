"""One cell that somebody typed into a table of figures: what it means, or what it should hold."""

from __future__ import annotations

import math
import unicodedata
from typing import Any

from analytics.pairs import dated
from analytics.text import typed_numbers
from analytics.text.problems import Refused, ask, blocked
from analytics.text.sentences import Sentence, joined
from analytics.text.years import FIRST_YEAR, LAST_YEAR
from datasets.store.kind import EditedColumn

LONGEST = 300
"""So many letters a cell of text holds."""


def blank_as_none(cell: Any) -> Any:
    """A cell as it was typed; None where it holds nothing but blanks, no choice, or no number."""
    if isinstance(cell, str):
        return cell if cell.strip() else None
    if isinstance(cell, list | tuple):
        return tuple(cell) or None
    return None if isinstance(cell, float) and math.isnan(cell) else cell


def cell_of(column: EditedColumn, cell: Any) -> Any:
    """A cell as the store keeps it, several choices in their order. Raises Refused for one that is empty, no number,
    out of range, no date or no choice."""
    if cell is None:
        if column.blank:
            return None
        raise Refused(ask("cell-missing", Sentence("nothing"), column.title, "Fill it in, or take the row away."))
    if column.holds in ("choice", "choices"):
        named = {str(name).casefold(): code for code, name in column.choices.items()}
        said = (cell,) if column.holds == "choice" else tuple(cell)
        # A choice may be written by its name, which is what its refusal lists.
        several = [one if one in column.choices else named.get(str(one).casefold(), one) for one in said]
        for code in several:
            if code not in column.choices:
                raise blocked(
                    "cell-choice",
                    f'"{str(code)[:40]}"',
                    Sentence("one of {names}", names=joined(column.choices.values(), "comma")),
                    "Choose one.",
                )
        return several[0] if column.holds == "choice" else tuple(code for code in column.choices if code in several)
    if column.holds == "text":
        return _text(str(cell))
    return _date(str(cell)) if column.holds == "date" else _number(column, cell)


def _date(cell: str) -> str:
    try:
        return dated.read(cell)
    except ValueError as error:
        raise blocked(
            "date-unreadable",
            f'"{cell[:40]}"',
            "a date as far as it is known: 2018, 2018-07 or 2018-07-18",
            "Correct the date.",
        ) from error


def _text(cell: str) -> str:
    strange = [letter for letter in cell if unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Co")]
    if strange or len(cell) > LONGEST:
        raise blocked(
            "cell-text",
            Sentence("an invisible character ({code})", code=f"U+{ord(strange[0]):04X}")
            if strange
            else Sentence("{number} letters", number=len(cell)),
            Sentence("plain text of at most {number} letters", number=LONGEST),
            "Write it shorter, or type it anew.",
        )
    return cell.strip()


def _number(column: EditedColumn, cell: Any) -> int | float:
    year = column.holds == "year"
    low, high = (FIRST_YEAR, LAST_YEAR) if year and column.least is None else (column.least, column.most)
    shown = cell if isinstance(cell, str) else Sentence("{number:.15g}", number=cell)
    number = typed_numbers.number(cell, expected=_range(column, low, high)) if isinstance(cell, str) else float(cell)
    below = low is not None and (number < low or (column.above and number == low))
    if not math.isfinite(number) or below or (high is not None and number > high) or (year and number != int(number)):
        expected, near = _range(column, low, high), _near_years(str(shown)) if year else ()
        raise blocked(
            "cell-range",
            shown,
            expected,
            Sentence("Did you mean {names}?", names=joined(near, "comma")) if near else "Correct the figure.",
            choices=near,
        )
    if column.counts:
        typed_numbers.insist_on_whole(number, column.measure, Sentence("a whole number of inhabitants"))
    return int(number) if year else number


def _near_years(cell: str) -> tuple[str, ...]:
    """The years that a number with one digit too many may mean: of 20223 they are 2022 and 2023."""
    if not (cell.isascii() and cell.isdigit() and len(cell) == len(str(LAST_YEAR)) + 1):
        return ()
    shorter = dict.fromkeys(cell[:place] + cell[place + 1 :] for place in range(len(cell)))
    return tuple(sorted(year for year in shorter if FIRST_YEAR <= int(year) <= LAST_YEAR))[:3]


def _range(column: EditedColumn, low: float | None, high: float | None) -> Sentence:
    """Which numbers a column takes, in words."""
    if column.holds == "year" and low is not None and high is not None:
        return Sentence("a year from {low} to {high}", low=int(low), high=int(high))
    if low is None:
        return Sentence("a number")
    least, most = (_amount(column, low), None if high is None else _amount(column, high))
    if most is None:
        return Sentence("a number above {low}", low=least) if column.above else Sentence("at least {low}", low=least)
    if column.above:
        return Sentence("a number above {low}, at most {high}", low=least, high=most)
    return Sentence("a number from {low} to {high}", low=least, high=most)


def _amount(column: EditedColumn, number: float) -> Sentence:
    return sized(number, column.unit)


def sized(number: float, unit: str) -> Sentence:
    """A number with every digit and its unit, where it has one."""
    if not unit:
        return Sentence("{number:,.15g}", number=number)
    # Translators: a number with its unit.
    return Sentence("{number:,.15g} {unit}", number=number, unit=unit)
