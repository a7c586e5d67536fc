"""Text in a CSV file that a spreadsheet program will not run as a formula, and the way back to what it was."""

from __future__ import annotations

import re

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
ESCAPED = r"'*[=+\-@\t\r]"
"""How a text begins before which an apostrophe is put."""
_ESCAPED = re.compile(ESCAPED)


def harmless(text: str) -> str:
    """A text for a CSV file that a spreadsheet program will not run as a formula; a number is left alone.

    An apostrophe goes before it, also where apostrophes stand there already, so that ``as_written`` gives the very
    text back.
    """
    if not _ESCAPED.match(text):
        return text
    try:
        float(text)
    except ValueError:
        return f"'{text}"
    return text


def as_written(text: str) -> str:
    """The text that ``harmless`` made harmless."""
    return text[1:] if text.startswith("'") and _ESCAPED.match(text) else text
