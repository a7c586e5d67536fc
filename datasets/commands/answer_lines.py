"""An answer as values for JSON, and the same values as lines for people."""

from __future__ import annotations

import argparse
from typing import Any, NamedTuple

from datasets import Store

WIDE = 110
"""So many letters of an entry stand on one line; a longer one has a line for each of its values."""
NOTHING = "–"
FEWEST_PARTED = 10_000
"""From this number on a whole number is written with its thousands parted: below it may be a year."""


class InWords(NamedTuple):
    """The answer of a command that has words of its own for people."""

    values: Any
    lines: list[str]


def told(store: Store, asked: argparse.Namespace) -> InWords:
    """What a command answers (``tells``): in words of its own, or its values line by line."""
    found = asked.tells(store, asked)
    values, said = found if isinstance(found, InWords) else (found, lines(found))
    return InWords(values, said or ["Nothing is on file."])


def lines(values: Any) -> list[str]:
    """Values as people read them: every name with its value, what is nested below what it belongs to; a text that
    nobody filled in is left out."""
    if isinstance(values, list | tuple):
        found = []
        for one in values:
            first, *others = lines(one) or [NOTHING]
            found += [f"- {first}", *(f"  {line}" for line in others)]
        return found
    if not isinstance(values, dict):
        return [_said(values)]
    nested = {name: value for name, value in values.items() if _is_nested(value)}
    plain = {name: value for name, value in values.items() if name not in nested and value != ""}
    cells = [f"{_named(name)}: {_said(value)}" for name, value in plain.items()]
    together = ", ".join(cells)
    found = [together] if cells and len(together) <= WIDE else cells
    for name, value in nested.items():
        found += [f"{_named(name)}:", *(f"  {line}" for line in lines(value))]
    return found


def _is_nested(value: Any) -> bool:
    """Whether a value is one of many: several texts or numbers are said in one line."""
    if isinstance(value, dict):
        return bool(value)
    return isinstance(value, list | tuple) and any(isinstance(one, dict | list | tuple | str) for one in value)


def _named(name: Any) -> str:
    return str(name).replace("_", " ")


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}" if abs(value) >= FEWEST_PARTED else str(value)
    if isinstance(value, float):
        return f"{value:,.10g}"
    if isinstance(value, list | tuple):
        return ", ".join(map(_said, value)) or NOTHING
    return NOTHING if value in (None, {}) else str(value)
