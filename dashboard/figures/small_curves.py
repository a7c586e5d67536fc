"""Many cities as small curves on one scale: each city's own base is 100, and the grey line is its path to the target.

They are drawn in one plane, two beside each other at any width, so that a dozen cities cost no more than one curve.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from analytics.vocabulary import Verdict
from dashboard import theme
from dashboard.figures import no_data
from dashboard.figures.annotation import word
from dashboard.figures.behind import Table
from dashboard.figures.charts import chart, margins, trace
from dashboard.language import gettext as _

ROW, HEAD, BASE = 118, 42, 14
"""Pixels: one city, what stands above its curve, and the years below the last row."""
ACROSS, GUTTER = 2, 0.08
"""Cities beside each other, and the room between them as a part of the width of one."""
END_ROOM = 0.12
"""The part of a city's width for the last figure."""
Points = tuple[tuple[int, float], ...]
"""Years and index values, the base being 100."""


@dataclass(frozen=True)
class CityCurve:
    """One city: its last answer with its words, its stretches of inventories that may be joined, and its path."""

    city_id: str
    name: str
    verdict: Verdict
    words: str
    stretches: tuple[Points, ...] = ()
    path: Points = ()

    @property
    def points(self) -> Points:
        """Every inventory with a total, oldest first."""
        return tuple(point for stretch in self.stretches for point in stretch)


@dataclass(frozen=True)
class _Plane:
    """Where a city's years and values lie in the plane: ``years`` from first to last, ``most`` the highest index."""

    years: tuple[int, int]
    most: float
    rows: int

    def x(self, place: int, year: float) -> float:
        """Across, from 0 to 2 cities."""
        first, last = self.years
        share = (year - first) / max(last - first, 1) * (1 - GUTTER - END_ROOM)
        return place % ACROSS + share

    def y(self, place: int, value: float) -> float:
        """Pixels below the top, as a negative number."""
        return -(place // ACROSS) * ROW - HEAD - (ROW - HEAD - BASE) * (1 - value / self.most)


def plane(curves: Sequence[CityCurve]) -> _Plane:
    """One scale for all: from the first year of any city to its last one, and up to the highest index."""
    years = [year for curve in curves for year, _value in (*curve.points, *curve.path)] or [0, 1]
    values = [value for curve in curves for _year, value in (*curve.points, *curve.path)]
    return _Plane((min(years), max(years)), max([110.0, *values]), -(-len(curves) // ACROSS))


def drawn(curves: Sequence[CityCurve], dark: bool = False) -> go.Figure:
    """A name with its last answer and a curve for each city."""
    colours, at = theme.palette(dark), plane(curves)
    height = at.rows * ROW + BASE
    figure = chart(dark, height)
    bases: tuple[list[Any], list[Any]] = ([], [])
    paths: tuple[list[Any], list[Any]] = ([], [])
    for place, curve in enumerate(curves):
        _join(bases, at, place, ((at.years[0], 100.0), (at.years[1], 100.0)))
        _join(paths, at, place, curve.path)
    for (x, y), line in (
        (bases, {"color": colours.grid, "width": 1}),
        (paths, {"color": colours.shore, "width": 2}),
    ):
        trace(figure, zip(x, y, strict=True), line=line)
    labels: list[dict[str, Any]] = []
    for place, curve in enumerate(curves):
        if not curve.points and not curve.path:
            _hatch(figure, at, place, colours)
        colour = colours.verdict(curve.verdict)
        _draw(figure, at, place, curve, colour)
        labels += _labels(at, place, curve, colour, colours)
    first, last = at.years
    for place in range(len(curves) - min(ACROSS, len(curves)), len(curves)):
        for year, anchor in ((first, "left"), (last, "right")):
            labels.append(word(str(year), at.x(place, year), at.y(place, 0), colours.soft, anchor, yanchor="top"))
    figure.update_layout(annotations=labels, margin=margins(2, 2, 2, 6), hovermode="closest")
    figure.update_xaxes(visible=False, range=[0, ACROSS - GUTTER])
    figure.update_yaxes(visible=False, range=[-height, 0])
    return figure


def _join(into: tuple[list[Any], list[Any]], at: _Plane, place: int, points: Sequence[tuple[int, float]]) -> None:
    """Put a line into a trace that holds many, with a gap behind it."""
    if points:
        into[0].extend([*(at.x(place, year) for year, _value in points), None])
        into[1].extend([*(at.y(place, value) for _year, value in points), None])


def _hatch(figure: go.Figure, at: _Plane, place: int, colours: theme.Palette) -> None:
    """The place of a curve of which nothing is on file."""
    left, right = (at.x(place, year) for year in at.years)
    low, high = (at.y(place, value) for value in (0, at.most))
    no_data.hatch(figure, [(left, right, low, high)], colours)


def _draw(figure: go.Figure, at: _Plane, place: int, curve: CityCurve, colour: str) -> None:
    """The inventories of one city; the newest one bears its answer as a mark."""
    if not curve.points:
        return
    line: tuple[list[Any], list[Any]] = ([], [])
    for stretch in curve.stretches:
        _join(line, at, place, stretch)
    trace(figure, zip(*line, strict=True), line={"color": colour, "width": 2.5})
    last = len(curve.points) - 1
    trace(
        figure,
        [(at.x(place, year), at.y(place, value)) for year, value in curve.points],
        [
            # Translators: a city, a year and its emissions, where those of its base year are 100.
            f"<b>{curve.name}</b><br>" + _("{year}: {index} (base = 100)", year=year, index=theme.number(value))
            for year, value in curve.points
        ],
        customdata=[curve.city_id] * (last + 1),
        marker={
            "color": colour,
            "size": [4] * last + [11],
            "symbol": ["circle"] * last + [theme.VERDICT_MARKS[curve.verdict]],
            "line": {"width": [0] * last + [2], "color": colour},
            "opacity": 1,
        },
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
    )


def _labels(at: _Plane, place: int, curve: CityCurve, colour: str, colours: theme.Palette) -> list[dict[str, Any]]:
    """The name, the last answer below it, and the last figure at the end of the curve."""
    x, top = place % ACROSS, -(place // ACROSS) * ROW
    left = {"yanchor": "top", "align": "left"}
    labels = [
        word(f"<b>{curve.name}</b>", x, top, colours.ink, "left", size=14, **left),
        word(curve.words, x, top - 18, colour, "left", **left),
    ]
    if curve.points:
        year, value = curve.points[-1]
        said = theme.number(value) if len(curve.points) > 1 or curve.path else str(year)
        end = {"size": 14, "shift": 9, "align": "left", "bgcolor": colours.paper}
        labels.append(word(f"<b>{said}</b>", at.x(place, year), at.y(place, value), colour, "left", **end))
    return labels


def told(curve: CityCurve) -> str:
    """A curve in words: the city with its last answer and its last index."""
    last = f", {curve.points[-1][0]} {theme.number(curve.points[-1][1])}" if curve.points else ""
    return f"{curve.name}: {curve.words}{last}"


def curves_table(curves: Sequence[CityCurve]) -> Table:
    """Every point of every curve: city, what it is, year and index."""
    rows = [(curve.name, _("Inventory"), year, value) for curve in curves for year, value in curve.points]
    rows += [(curve.name, _("Path"), year, value) for curve in curves for year, value in curve.path]
    heads = (_("City"), _("Point"), _("Year"), _("Index (base = 100)"))
    return {head: [row[place] for row in rows] for place, head in enumerate(heads)}
