"""The room of a slide of ``template.pptx``: how large it is, and where what stands on it begins and ends.

Lengths are points (1/72 inch) from the upper left corner. The template holds the colours of
``dashboard.theme``, its font and the places of each layout: ``tests/dashboard/packs/making_template.py`` makes it.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

TEMPLATE = Path(__file__).with_name("template.pptx")
EMU = 12_700
"""So many units of the file are a point."""
WIDE, HIGH, MARGIN = 960.0, 540.0, 42.0
INNER = WIDE - 2 * MARGIN
GAP = 28.0
"""What lies between the two languages of a slide."""
HALF = (INNER - GAP) / 2
SECOND_TITLE, DATE, NUMBER = 17, 14, 15
"""The places of a layout by their numbers: the title of the second language, the day with the figure codes, and the
number of the slide. Who and source are 10 and 11, those of the second language 12 and 13."""


class Box(NamedTuple):
    """A rectangle of a slide."""

    left: float
    top: float
    wide: float
    high: float

    @property
    def bottom(self) -> float:
        """Where it ends below."""
        return self.top + self.high

    @property
    def right(self) -> float:
        """Where it ends at the right."""
        return self.left + self.wide

    @property
    def units(self) -> tuple[int, int, int, int]:
        """Its lengths in units of the file."""
        left, top, wide, high = (round(length * EMU) for length in self)
        return left, top, wide, high


WHOLE = Box(MARGIN, 30, INNER, HIGH - 48)
COLUMNS = (WHOLE._replace(wide=HALF), WHOLE._replace(left=MARGIN + HALF + GAP, wide=HALF))
