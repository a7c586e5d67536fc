"""The colours of documents, in one place, as ``dashboard/theme.py`` is the one place for those of the screen.

They are the screen's own green and inks, so that a printed sheet and the page look alike; each text stands out from
its ground by at least 4.5 to 1 (WCAG 2.2, 1.4.3).
"""

from __future__ import annotations

BAND = "#0B6E4F"
"""The ground of titles and column heads; the text on it is ``PAPER``."""
PAPER = "#FFFFFF"
INK = "#16211D"
SOFT = "#5B6470"
LINE = "#C3CFC8"
GROUP = "#E6ECE8"
"""The ground of a row that names a group of rows."""
INPUT = "#FFF8DC"
"""The ground of a cell to be filled in."""
FIXED = "#F4F6F5"
KEYED = "#DCE6F2"
"""The ground of a cell that holds a notation key."""
BLOCK, ASK, WARN = "#F8C9BE", "#FFE08A", "#CFE5F7"
"""The grounds of cells that were refused, that wait for an answer and that were taken with a warning."""
SEVERITIES = {"block": BLOCK, "ask": ASK, "warn": WARN}


def rgb(colour: str) -> str:
    """A colour as workbooks write it: "0B6E4F"."""
    return colour.removeprefix("#")
