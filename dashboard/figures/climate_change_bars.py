"""How a city's climate changed and is to change: what was observed in full colour, what is expected hatched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

import plotly.graph_objects as go

from dashboard import theme
from dashboard.figures.annotation import plain, word
from dashboard.figures.charts import chart, margins, trace
from dashboard.language import gettext as _

ROW, FOOT = 74, 30
"""Pixels: a row with its words above it, and the axis below the last one."""
LETTERS, LINES = 40, 2
"""So many letters of what a row is stand in a line above it, and so many lines."""
FREE = 1.22
"""How much longer than the longest bar the axis is, so that its figure fits behind it."""


@dataclass(frozen=True)
class ChangeRow:
    """One figure that changed from ``before`` to ``after`` (observed), or that is expected to be ``after``; ``most`` is
    its upper end where it is a range."""

    what: str
    unit: str
    before: float | None
    after: float
    most: float | None
    when: str
    expected: bool


def bars(rows: Sequence[ChangeRow], dark: bool = False) -> go.Figure:
    """A row for each figure, all in one unit: from what it was to what it is, or up to what is expected."""
    colours = theme.palette(dark)
    height = FOOT + ROW * len(rows)
    figure = chart(dark, height)
    words = []
    values = [value for row in rows for value in (row.before, row.after, row.most) if value is not None]
    low, high = min(0.0, *values), max(0.0, *values)
    for place, row in enumerate(rows):
        y = len(rows) - 1 - place
        end = row.after if row.most is None else row.most
        start = row.before if row.before is not None else 0.0 if row.most is None else row.after
        pattern = {"shape": "/", "size": 7, "solidity": 0.35, "fgcolor": colours.rising, "bgcolor": colours.paper}
        marker = {"color": theme.faint(colours.rising, 0.45), "line": {"width": 0}}
        if row.expected:
            marker = {"color": colours.rising, "pattern": pattern, "line": {"width": 1, "color": colours.rising}}
        figure.add_bar(
            x=[end - start], base=[start], y=[y], orientation="h", width=0.2, marker=marker, hoverinfo="skip"
        )
        ends = [(row.before, colours.required)] if row.before is not None else []
        ends.append((end, colours.rising))
        mark = {"size": 11, "color": [colour for _at, colour in ends]}
        trace(figure, [(at, y) for at, _colour in ends], [row.when] * len(ends), marker=mark)
        words.append(word(_short(row.what), low, y + 0.36, colours.ink, "left", weight=600) | {"align": "left"})
        words.append(word(amount(row), max(end, start), y, colours.rising, "left", weight=600, shift=10))
    figure.update_layout(annotations=words, margin=margins(4, 4, 2, FOOT), barmode="overlay")
    figure.update_xaxes(range=[low, low + (high - low or 1.0) * FREE], title=None, nticks=5, zeroline=True)
    figure.update_yaxes(visible=False, range=[-0.3, len(rows) - 0.3], fixedrange=True)
    return figure


def amount(row: ChangeRow) -> str:
    """The figure of a row: what it became, or its range."""
    said = theme.number(row.after, _digits(row.after))
    if row.most is not None:
        # Translators: a range of figures, such as "5.3 to 25.3".
        return _("{low} to {high}", low=said, high=theme.number(row.most, _digits(row.most)))
    return said


def _digits(value: float) -> int:
    return 0 if value == int(value) else 1


def _short(what: str) -> str:
    return "<br>".join(wrap(plain(what), LETTERS, max_lines=LINES, placeholder="…"))
