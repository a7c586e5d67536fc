"""Numbers as sentences write them: thousands apart by a no-break space, a true minus sign, as many digits as fit.

The text stays a number underneath, so that a sentence with it can be written again in the style of another language.
Whole numbers as people type them are read here, too: a start does not wait for all that cells may hold (``numerals``).
"""

from __future__ import annotations

from analytics.text.sentences import Sentence

NBSP = "\u00a0"
MOST_DIGITS = 18
"""So many digits a whole number has at most, of whatever is counted or numbered here."""


def whole(text: str) -> int | None:
    """The whole number that the digits of a text say, be it of any script; None for a text with anything else in it,
    such as a raised two, for none, and for more digits than a number has (``MOST_DIGITS``)."""
    said = text.strip()
    return int(said) if said.isdecimal() and len(said) <= MOST_DIGITS else None


class Digits(float):
    """A number that reads in English as its ``text``, whatever digits it holds besides."""

    __slots__ = ("text",)

    text: str

    def __new__(cls, value: float, text: str) -> Digits:
        """The number with its text."""
        made = super().__new__(cls, value)
        made.text = text
        return made

    def __format__(self, format_spec: str, /) -> str:
        return format(float(self), format_spec) if format_spec else self.text

    def __reduce__(self) -> tuple[object, ...]:
        return Digits, (float(self), self.text)


def written(value: float, text: str) -> str:
    """A number whose digits are ``text``, as Python writes them: its thousands parted and its minus made true."""
    return Sentence("{number}", number=Digits(value, text.replace(",", NBSP).replace("-", "−")))
