"""What a page of paper and a story are made of: a head, parts one below the other, and a foot.

All words are plain text: ``handout`` and ``story`` say how each kind of part looks, and escape what they show.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import unescape

import plotly.graph_objects as go

from dashboard import theme
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.packs import drawing
from dashboard.parts.progress import strip
from dashboard.words.verdicts import Answer
from datasets import Value

Runs = Sequence[tuple[str, bool]]
"""Paragraph in their parts, each with whether it is bold."""
Drawn = Callable[[bool, int], str]
"""Draws a picture (SVG) for the dark theme or the light one, so many pixels wide."""
_MARKED = re.compile(r"(<b>.*?</b>)")
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Heading:
    """What stands above the parts that follow."""

    words: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; ``soft`` where it stands beside what is told."""

    runs: Runs
    soft: bool = False


@dataclass(frozen=True)
class Chart:
    """A chart with the sentence that replaces it, what is to be known of it, and the table of its numbers."""

    svg: Drawn
    alt: str
    note: str = ""
    table: Mapping[str, Sequence[Value]] | None = None


@dataclass(frozen=True)
class StripBars:
    """The bars that hold a year against its path, with their words; the colours are those of the theme."""

    rows: Callable[[theme.Palette], Sequence[strip.Row]]


@dataclass(frozen=True)
class Point:
    """One of several points: a sign, its colour by its name in the theme, and the words beside it."""

    sign: str
    look: str
    runs: Runs


@dataclass(frozen=True)
class Points:
    """Several points below each other."""

    items: Sequence[Point]


@dataclass(frozen=True)
class ToDo:
    """What to do next, with room to write who does it by when."""

    items: Sequence[Runs]


@dataclass(frozen=True)
class Agreed:
    """Empty lines to write on."""

    lines: int = 2


@dataclass(frozen=True)
class Squares:
    """A square for each city, by its answer; ``said`` says the same in words."""

    name: str
    items: Sequence[tuple[str, str]]
    said: str


@dataclass(frozen=True)
class SmallTable:
    """A small table, whose first column names its rows; ``title`` is what it is called where it is read aloud, ``own``
    the columns whose words stand in the language in which they are on file."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    own: Sequence[int] = ()


@dataclass(frozen=True)
class SideBySide:
    """Parts beside each other, each column in a frame where they are ``boxed``."""

    columns: Sequence[Sequence[Part]]
    boxed: bool = False


Part = Heading | Paragraph | Chart | StripBars | Points | ToDo | Agreed | Squares | SmallTable | SideBySide


@dataclass(frozen=True)
class Paper:
    """A page of paper or a story: who it is about and when it was made, the finding, its parts, and its foot with
    sources and figure codes."""

    place: str
    made: str
    title: str
    context: str
    parts: Sequence[Part]
    sources: str
    codes: Sequence[str] = ()
    answer: Answer | None = None
    about: str = ""
    country: str | None = None
    """The country whose paper it is printed on, by its code; None where it is of several."""


def said(words: str, soft: bool = False) -> Paragraph:
    """A paragraph without anything bold."""
    return Paragraph([(words, False)], soft)


def marked(html: str) -> Runs:
    """Paragraph of a page, whose bold parts stand in ``<b>``."""
    parts = ((part, part.startswith("<b>")) for part in _MARKED.split(html))
    return [(unescape(_TAG.sub("", part)), bold) for part, bold in parts if part]


def drawn(draw: Callable[[bool], go.Figure], high: int | None = None) -> Drawn:
    """A chart of the pages, made once for each theme; ``high`` where it is not as high as there."""
    figure = cache(draw)
    return lambda dark, wide: drawing.svg(figure(dark), wide, high, dark)


def rests_on(sources: Sequence[str], revision: int | None) -> str:
    """What the figures are from, and the newest revision that they were read after."""
    named = "; ".join(map(say, sources))
    told = [_("Rests on: {sources}.", sources=named) if named else _("No source is known.")]
    return " ".join([*told, *([_("Revision {number}.", number=revision)] if revision else [])])
