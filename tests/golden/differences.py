"""What differs between two recorded answers: where, what it was, and what it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, is_dataclass
from difflib import SequenceMatcher
from typing import Any, NamedTuple

DIGITS = 12
"""So many digits of a number are compared: sums of the same figures in another order differ in the last ones."""
MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?([+-]\d\d:\d\d|Z)?")


HASH = re.compile(r"\b[0-9a-f]{64}\b")
"""A hash of the chain, into which the moment of a commit goes; those of old databases are compared as they are."""
CODE = re.compile(r"-R(\d+)-[0-9A-F]{4}\b")
"""The code of a figure ends in letters of the chain, into which the moment of each commit goes."""


class Difference(NamedTuple):
    """One value that changed; None where there was, or is, nothing."""

    where: str
    old: Any
    new: Any

    def told(self) -> str:
        """The difference on three lines, each cut where it is long."""
        return f"{self.where}\n    - {_short(self.old)}\n    + {_short(self.new)}"


def plain(value: Any) -> Any:
    """An answer as JSON holds it; moments of a clock, and what is made of them, are taken out."""
    if isinstance(value, str):
        return CODE.sub(r"-R\1", MOMENT.sub("MOMENT", str(value)))
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return float(f"{value:.{DIGITS}g}")
    if isinstance(value, Mapping):
        return {str(key): plain(part) for key, part in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return plain(asdict(value))
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    return plain(str(value))


def differences(old: Any, new: Any, where: str = "") -> Iterator[Difference]:
    """Every value that is in one of two answers and not, or otherwise, in the other."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in dict.fromkeys((*old, *new)):
            inner = f"{where} > {key}" if where else key
            if key in old and key in new:
                yield from differences(old[key], new[key], inner)
            else:
                yield Difference(inner, old.get(key), new.get(key))
    elif isinstance(old, list) and isinstance(new, list):
        yield from _of_lists(old, new, where)
    elif old != new or isinstance(old, bool) != isinstance(new, bool):
        yield Difference(where, old, new)


def _of_lists(old: Sequence[Any], new: Sequence[Any], where: str) -> Iterator[Difference]:
    """Lists are laid side by side, so that one line more is one difference."""
    written = [repr(part) for part in old], [repr(part) for part in new]
    for same, first, last, start, end in SequenceMatcher(None, *written, autojunk=False).get_opcodes():
        if same == "equal":
            continue
        for number in range(max(last - first, end - start)):
            before = old[first + number] if first + number < last else None
            after = new[start + number] if start + number < end else None
            yield from differences(before, after, f"{where}[{first + number}]")


def _short(value: Any) -> str:
    text = "nothing" if value is None else str(value)
    return text if len(text) <= 300 else f"{text[:300]} … ({len(text):,} letters)"
