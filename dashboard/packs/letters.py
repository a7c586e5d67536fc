"""How much room words take on a slide, so that nothing is cut and nothing runs into what stands below.

The slides are set in Arial, which every computer has. It is not on file here; Source Sans is, whose letters are
narrower by a part that differs little between words and languages.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PIL import ImageFont

WIDER = 1.14
"""Arial against Source Sans, by the widest of the sentences that were measured (numbers with their unit)."""
LINE = 1.2
"""A line's height as a part of the size of its letters."""
LONGEST_WORD = 40
_MEASURED = 100


@cache
def _font(bold: bool) -> ImageFont.FreeTypeFont:
    found = find_spec("font_source_sans_pro")
    assert found is not None
    assert found.origin is not None
    name = "SourceSansPro-Bold.ttf" if bold else "SourceSansPro-Regular.ttf"
    return ImageFont.truetype(Path(found.origin).parent / "files" / name, _MEASURED)


@cache
def _wide(word: str, bold: bool) -> float:
    return _font(bold).getlength(word) / _MEASURED * WIDER


def width(words: str, size: float, bold: bool = False) -> float:
    """How wide the longest line of some words is, in the unit of ``size``, the height of the letters."""
    return max((_wide(line, bold) for line in words.split("\n")), default=0.0) * size


def lines(words: str, size: float, wide: float, bold: bool = False) -> int:
    """How many lines no wider than ``wide`` words take, broken at spaces; longer words are broken, too."""
    count, space = 0, _wide(" ", bold) * size
    for line in words.split("\n"):
        count, left = count + 1, wide
        for word in line.split(" "):
            needed = _wide(word, bold) * size
            if needed > left and left < wide:
                count, left = count + 1, wide
            while needed > wide:
                count, needed = count + 1, needed - wide
            left -= needed + space
    return count


def longest(words: str, size: float, bold: bool = False) -> float:
    """How wide the longest single word is; one of more than LONGEST_WORD letters may be broken, which would else make
    all others too small to be read."""
    every = (word for word in re.split(r"[ \n]", words) if len(word) <= LONGEST_WORD)
    return max((_wide(word, bold) for word in every), default=0.0) * size


def high(words: str, size: float, wide: float, bold: bool = False) -> float:
    """How high words stand that are broken to be no wider than ``wide``."""
    return lines(words, size, wide, bold) * size * LINE


def fitting(words: str, wide: float, most: float, sizes: tuple[float, ...], bold: bool = False) -> float:
    """The first of ``sizes``, the largest first, at which words stand no higher than ``most``; else the last."""
    return next((size for size in sizes if high(words, size, wide, bold) <= most), sizes[-1])
