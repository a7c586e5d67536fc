"""Numbers as our own files write them: with every digit, so that reading gives back the very same number."""

from __future__ import annotations

from decimal import Decimal


def shortest(value: float) -> str:
    """The shortest decimal that gives back the same number: "1424218", "0.0047", "1e-09"."""
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(float(value))


def plain(value: float) -> str:
    """A number as digits with a decimal point that gives back the same number and can be read in one way only.

    "12.345" could mean twelve thousand; it is written "12.3450".
    """
    digits = format(Decimal(shortest(value)), "f")
    whole, point, decimals = digits.partition(".")
    return f"{whole}{point}{decimals}0" if len(decimals) == 3 else digits
