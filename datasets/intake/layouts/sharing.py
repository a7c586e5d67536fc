"""What is written above one table of a workbook and holds for others too: the sheet of emissions need not repeat what
the sheet of energy says of the same city and year. Nothing is taken from another year."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from analytics.grouped import grouped
from datasets.intake.layouts.long_records import SheetCell

WHOLE = ("city", "year")
"""What may stand once in the file, where no other table says another."""
OF_AN_INVENTORY = ("population", "gwp_set", "approach")
SAID = (*WHOLE, "method", *OF_AN_INVENTORY)
"""The fields that are written above a table and hold for every figure of it."""


def complete(tables: Sequence[tuple[str | None, dict[str, SheetCell]]]) -> None:
    """Complete, in place, what is written above each table; ``tables`` gives the sheet of each, in order.

    A table below another of its sheet belongs to the same city and year unless it says otherwise. City and year that
    stand once in the file hold for all of it. The rest is shared within a city and year (and method), and only where
    all that is said agrees.
    """
    for (above_sheet, above), (sheet, about) in pairwise(tables):
        if sheet == above_sheet:
            for name in WHOLE:
                if name in above:
                    about.setdefault(name, above[name])
    every = [about for _, about in tables]
    for name in WHOLE:
        _share(every, name)
    for same in _groups(every, WHOLE):
        _share(same, "method")
    for same in _groups(every, (*WHOLE, "method")):
        for name in OF_AN_INVENTORY:
            _share(same, name)


def _groups(tables: Sequence[dict[str, SheetCell]], names: Sequence[str]) -> list[list[dict[str, SheetCell]]]:
    said = ((tuple(about[name].text if name in about else "" for name in names), about) for about in tables)
    return list(grouped(said).values())


def _share(tables: Sequence[dict[str, SheetCell]], name: str) -> None:
    """Give a fact to the tables that lack it, where the others agree."""
    stated = [about[name] for about in tables if name in about and about[name].text]
    if len({cell.text for cell in stated}) == 1:
        for about in tables:
            if name not in about or not about[name].text:
                about[name] = stated[0]
