"""The curves of two cities, each as an index of its own base year."""

from __future__ import annotations

import plotly.graph_objects as go

from analytics.pairs.facing import PairSide, index
from dashboard import theme
from dashboard.figures.annotation import plain, shortened, word
from dashboard.figures.charts import chart, margins, trace
from dashboard.language import gettext as _
from dashboard.language import say

HEIGHT = 292
SPREAD = 9.0
"""Two labels at the right end stand at least so many points of the index apart."""


def curves(
    sides: tuple[PairSide, PairSide], aims: tuple[tuple[int, float] | None, ...], today: int, dark: bool
) -> go.Figure:
    """Both curves, the first full, the second dashed, with names and newest values at their ends; ``aims`` are year and
    level of the leading target of each, on its own base."""
    colours = theme.palette(dark)
    figure = chart(dark, HEIGHT)
    strokes = (colours.ours, theme.SKY if dark else theme.BLUE)
    ends: list[tuple[float, float, str, str]] = []
    for place, side in enumerate(sides):
        found, aim = index(side), aims[place]
        if not found:
            continue
        trace(
            figure,
            found,
            [f"{say(side.name)}, {year}: {theme.number(level)}" for year, level in found],
            name=say(side.name),
            mode="lines+markers" if len(found) < 6 else "lines",
            line={"color": strokes[place], "width": 2.5, "dash": "dash" if place else "solid"},
            marker={"size": 8, "symbol": "square" if place else "circle"},
        )
        year, level = found[-1]
        # Translators: a label at the end of a curve: a city and its index, as in "Boston 68".
        name = shortened(say(side.name))
        ends.append((year, level, _("{city} {index}", city=name, index=theme.number(level)), strokes[place]))
        if aim is not None:
            mark = {"symbol": "diamond-open", "size": 11, "color": strokes[place], "line": {"width": 2}}
            told = _("target of {city}, {year}: {index}", city=side.name, year=aim[0], index=theme.number(aim[1]))
            trace(figure, [aim], [told], name=say(side.name), marker=mark)
            path = ((side.base[0] if side.base else found[0][0], 100.0), aim)
            line = {"color": colours.required, "width": 1.5, "dash": "dot"}
            trace(figure, path, name=say(side.name), line=line)
            said = _("target {amount}", amount=theme.number(aim[1]))
            ends.append((aim[0], aim[1], said, strokes[place]))
    if not ends:
        return _empty(figure, colours)
    words = [
        word(plain(said), year, level, colour, "left", weight=600, size=14, shift=8) | {"bgcolor": colours.paper}
        for year, level, said, colour in _apart(ends)
    ]
    years = [year for year, *_rest in ends] + [year for side in sides for year, _level in index(side)]
    figure.update_layout(annotations=words, margin=margins(34, 8, 8, 26))
    figure.update_xaxes(
        range=[min(years) - 1, max(*years, today) + 0.34 * (max(*years, today) - min(years)) + 1],
        tickformat="d",
        nticks=6,
    )
    highest = max([105.0, *(level for side in sides for _year, level in index(side))])
    figure.update_yaxes(range=[-4, highest * 1.06], tickvals=[0, 50, 100])
    return figure


def _apart(ends: list[tuple[float, float, str, str]]) -> list[tuple[float, float, str, str]]:
    """The labels, moved up where the next lower one would touch them."""
    found: list[tuple[float, float, str, str]] = []
    for year, level, said, colour in sorted(ends, key=lambda end: end[1]):
        lowest = max((high + SPREAD for near, high, *_rest in found if abs(near - year) < 8), default=level)
        found.append((year, max(level, lowest), said, colour))
    return found


def _empty(figure: go.Figure, colours: theme.Palette) -> go.Figure:
    figure.update_xaxes(visible=False)
    figure.update_yaxes(visible=False)
    figure.add_annotation(text=_("no inventory"), font={"size": 14, "color": colours.soft})
    return figure
