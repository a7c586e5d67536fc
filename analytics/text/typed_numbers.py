"""A number that a person types: read by the marks of their language, refused where it can be two numbers.

A file shows by its other cells how it writes numbers; one typed figure shows nothing, and 866.510 is a city or one man.
"""

from __future__ import annotations

from decimal import Decimal

from analytics.text.numerals import read_one
from analytics.text.problems import Refused, ask, blocked
from analytics.text.sentences import Sentence


def number(text: str, grouping: str = "", expected: str = "", column: str | None = None) -> float:
    """The number that a text says, ``grouping`` being what parts thousands in the language of who typed it. Raises
    Refused for what is none (``expected`` says what belongs there), and for what another language reads otherwise
    where that mark does not settle it."""
    reading = read_one(text)
    wanted = expected or Sentence("a number")
    if reading.shape == "either":
        by_point, by_comma = read_one(text, "point").value or 0.0, read_one(text, "comma").value or 0.0
        if not grouping or grouping not in text:
            small, large = sorted((by_point, by_comma), key=abs)
            values = {"text": text.strip(), "small": small, "large": large}
            raise Refused(
                ask(
                    "number-two-ways",
                    Sentence("“{text}”, which can be {small:,.15g} or {large:,.15g}", **values),
                    wanted,
                    Sentence("Type {large} or {small}.", large=f"{large:.0f}", small=f"{text.strip()}0"),
                    column=column,
                )
            )
        return by_comma if grouping == "." else by_point
    value = read_one(text, reading.shape).value if reading.shape in ("point", "comma") else reading.value
    if value is None:
        raise blocked("cell-range", f'"{text[:40]}"', wanted, "Correct the figure.", column=column)
    return value


def insist_on_whole(value: float, unit: str, expected: str, column: str | None = None) -> None:
    """Raise Refused for a part of what is only counted whole, such as a ``unit`` of inhabitants."""
    if value % 1:
        raise blocked(
            "cell-fraction",
            Sentence("{number:,.15g} {unit}", number=value, unit=unit),
            expected,
            "Type every digit.",
            column=column,
        )


def digits(value: float) -> str:
    """A number with each of its digits and commas between thousands, never with just three decimals below a thousand,
    so that it reads one way in every language."""
    written = format(Decimal(repr(float(value))), ",f")
    written = written.rstrip("0").rstrip(".") if "." in written else written
    return f"{written}0" if "." in written and read_one(written).shape == "either" else written
