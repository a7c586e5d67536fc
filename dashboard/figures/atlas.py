"""The map: cities and pairs of the programme on the shores of two continents, fetched from nowhere (``outlines``)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

from analytics.inventories.spots import Floats
from analytics.text.sentences import Sentence
from analytics.vocabulary import VERDICT_NAMES, Verdict
from dashboard import theme
from dashboard.figures.charts import chart, margins, trace
from dashboard.figures.outlines import outlines

HEIGHT = 300
BULGE = 0.12
"""How far the line of a pair bends to the north, as a part of the way from west to east."""
CLOSE = 400
"""So many points of a line lie closer to each other than a name is high, across an ocean too."""
_PHONE_PIXELS = 330
_LETTER, _LINE, _REACH, _MARK = 7.2, 15.0, 9.0, 7.0


@dataclass(frozen=True)
class MapPoint:
    """One city on the map, in degrees, with its verdict and a line for the pointer."""

    name: str
    latitude: float
    longitude: float
    verdict: Verdict
    line: str
    city_id: str = ""


@dataclass(frozen=True)
class MapPair:
    """The line of a pair: from one city to the other, as longitude and latitude; its words, and what a click opens."""

    first: tuple[float, float]
    second: tuple[float, float]
    line: str
    opens: str

    def points(self, count: int = 41) -> Floats:
        """Points on its way, which bends to the north, as rows of longitude and latitude."""
        part = np.linspace(0, 1, count)[:, np.newaxis]
        first, second = np.array(self.first), np.array(self.second)
        bent = (first + second) / 2 + np.array([0, BULGE * abs(second[0] - first[0])])
        return np.asarray((1 - part) ** 2 * first + 2 * part * (1 - part) * bent + part**2 * second)


@dataclass(frozen=True)
class Panel:
    """One part of the world: its name, its frame in degrees, and its outlines."""

    name: str
    west: float
    east: float
    south: float
    north: float
    land: Floats
    water: Floats

    def holds(self, place: MapPoint) -> bool:
        """Whether a city lies in this panel."""
        return self.west <= place.longitude <= self.east and self.south <= place.latitude <= self.north


def _panel(name: Sentence, west: float, east: float, south: float, north: float) -> Panel:
    return Panel(name, west, east, south, north, outlines(str(name), "land"), outlines(str(name), "water"))


PANELS = (
    _panel(Sentence("North America"), -127.0, -57.0, 23.0, 52.0),
    _panel(Sentence("Europe"), -12.5, 32.5, 35.5, 56.5),
)


def atlas(panel: Panel, places: Sequence[MapPoint], pairs: Sequence[MapPair] = (), dark: bool = False) -> go.Figure:
    """The cities of one panel, each with its name, its verdict by mark and colour, and the lines of their pairs."""
    colours = theme.palette(dark)
    shown = [place for place in places if panel.holds(place)]
    figure = chart(dark, HEIGHT)
    for shores, fill in ((panel.land, colours.land), (panel.water, colours.paper)):
        trace(figure, shores, fill="toself", fillcolor=fill, line={"color": colours.shore, "width": 0.8})
    _lines(figure, panel, pairs, colours)
    positions = label_boxes(panel, shown, pairs)
    for verdict in Verdict:
        group = [place for place in shown if place.verdict is verdict]
        trace(
            figure,
            [(place.longitude, place.latitude) for place in group],
            [f"<b>{place.name}</b><br>{place.line}" for place in group],
            name=str(VERDICT_NAMES[verdict]),
            mode="markers+text",
            text=[f"<b>{place.name}</b>" if place.name in positions else "" for place in group],
            textposition=[positions[place.name][0] if place.name in positions else "top center" for place in group],
            textfont={"size": 13, "color": colours.ink},
            marker={
                "symbol": theme.VERDICT_MARKS[verdict],
                "size": 14,
                "color": colours.verdict(verdict),
                "line": {"color": colours.paper, "width": 1.5}
                if verdict is not Verdict.CANNOT_TELL
                else {"width": 2.5, "color": colours.required},
            },
            customdata=[place.city_id for place in group],
            selected={"marker": {"opacity": 1}},
            unselected={"marker": {"opacity": 1}, "textfont": {"color": colours.ink}},
        )
    middle = math.radians((panel.south + panel.north) / 2)
    figure.update_layout(margin=margins(0, 0, 0, 0))
    grid = {"showgrid": True, "gridcolor": colours.grid, "dtick": 10, "showticklabels": False, "showline": False}
    figure.update_xaxes(range=[panel.west, panel.east], **grid)
    figure.update_yaxes(range=[panel.south, panel.north], scaleanchor="x", scaleratio=1 / math.cos(middle), **grid)
    return figure


def _lines(figure: go.Figure, panel: Panel, pairs: Sequence[MapPair], colours: theme.Palette) -> None:
    """The line of each pair, and upon it the unseen marks that a pointer finds: a line alone hears no click."""
    if not pairs:
        return
    ways = [pair.points() for pair in pairs]
    drawn = np.concatenate([part for way in ways for part in (way, np.full((1, 2), np.nan))])
    trace(figure, drawn, line={"color": colours.required, "width": 1.5})
    heard = [
        (*spot, pair)
        for pair, way in zip(pairs, ways, strict=True)
        for spot in way[2:-2].tolist()
        if panel.west < spot[0] < panel.east and panel.south < spot[1] < panel.north
    ]
    unseen = {"color": "rgba(0, 0, 0, 0)", "size": 12}
    trace(
        figure,
        [(x, y) for x, y, _pair in heard],
        [pair.line for _x, _y, pair in heard],
        marker=unseen,
        selected={"marker": unseen},
        unselected={"marker": unseen},
        customdata=[pair.opens for _x, _y, pair in heard],
    )


Box = tuple[float, float, float, float]
"""Left, right, bottom and top in pixels."""


def label_boxes(panel: Panel, places: Sequence[MapPoint], pairs: Sequence[MapPair] = ()) -> dict[str, tuple[str, Box]]:
    """Where each name goes so that no two meet, and the lines of pairs run through it least, worked out for a phone: on
    anything wider there is only more room.

    A name without room is left to the pointer and the table.
    """
    degree = _PHONE_PIXELS / (panel.east - panel.west)
    stretch = 1 / math.cos(math.radians((panel.south + panel.north) / 2))
    spots = {place.name: (place.longitude * degree, place.latitude * degree * stretch) for place in places}
    taken: list[Box] = [(x - _MARK, x + _MARK, y - _MARK, y + _MARK) for x, y in spots.values()]
    limits = (panel.west * degree, panel.east * degree)
    ways = [pair.points(CLOSE) * (degree, degree * stretch) for pair in pairs]
    drawn = np.concatenate(ways) if ways else np.empty((0, 2))
    chosen: dict[str, tuple[str, Box]] = {}
    for place in sorted(places, key=lambda item: -item.longitude):
        x, y = spots[place.name]
        width = len(place.name) * _LETTER
        boxes: dict[str, Box] = {
            "middle right": (x + _REACH, x + _REACH + width, y - _LINE / 2, y + _LINE / 2),
            "middle left": (x - _REACH - width, x - _REACH, y - _LINE / 2, y + _LINE / 2),
            "top right": (x + _REACH, x + _REACH + width, y + _REACH, y + _REACH + _LINE),
            "bottom right": (x + _REACH, x + _REACH + width, y - _REACH - _LINE, y - _REACH),
            "top center": (x - width / 2, x + width / 2, y + _REACH, y + _REACH + _LINE),
            "bottom center": (x - width / 2, x + width / 2, y - _REACH - _LINE, y - _REACH),
            "bottom left": (x - _REACH - width, x - _REACH, y - _REACH - _LINE, y - _REACH),
        }
        free = [name for name, box in boxes.items() if _fits(box, limits, taken)]
        if free:
            best = min(free, key=lambda name: _crossed(boxes[name], drawn))
            chosen[place.name] = (best, boxes[best])
            taken.append(boxes[best])
    return chosen


def _crossed(box: Box, drawn: Floats) -> int:
    """How many points of lines lie in a box."""
    left, right, bottom, top = box
    x, y = drawn[:, 0], drawn[:, 1]
    return int(np.count_nonzero((left < x) & (x < right) & (bottom < y) & (y < top)))


def _fits(box: Box, limits: tuple[float, float], taken: Sequence[Box]) -> bool:
    left, right, bottom, top = box
    if left < limits[0] or right > limits[1]:
        return False
    return not any(
        left < box_right and box_left < right and bottom < box_top and box_bottom < top
        for box_left, box_right, box_bottom, box_top in taken
    )
