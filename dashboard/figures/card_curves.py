"""The curve of one city on a card: so small that a drawing of a few lines shows it, without a program behind it."""

from __future__ import annotations

import base64
from collections.abc import Sequence

from analytics.vocabulary import Verdict
from dashboard import theme
from dashboard.figures.small_curves import CityCurve, Points

WIDTH, HEIGHT = 170, 100
RIGHT, TOP, BOTTOM = 30, 8, 4
"""The room for the last figure, above the highest index and below the axis."""
HIGHEST = 110.0
_SIZE = 4.5


class CardScale:
    """Where years and index values lie on every card of a page, the base being 100."""

    def __init__(self, curves: Sequence[CityCurve]) -> None:
        """One scale for all."""
        points = [point for curve in curves for point in (*curve.points, *curve.path)]
        years = [year for year, _value in points] or [0]
        self.first, self.last = min(years), max(*years, min(years) + 1)
        self.most = max([HIGHEST, *(value for _year, value in points)])

    def at(self, year: float, value: float) -> tuple[float, float]:
        """Across from the left and down from the top."""
        across = 4 + (year - self.first) / (self.last - self.first) * (WIDTH - RIGHT - 4)
        return round(across, 1), round(TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / self.most), 1)


def address(curve: CityCurve, scale: CardScale, dark: bool) -> str:
    """The drawing as the address of a picture, which holds all of it."""
    drawing = base64.b64encode(svg(curve, scale, dark).encode()).decode()
    return f"data:image/svg+xml;base64,{drawing}"


def svg(curve: CityCurve, scale: CardScale, dark: bool) -> str:
    """The level of the base, the grey path to the target, the inventories, and the newest one as the mark of its
    answer."""
    colours = theme.palette(dark)
    colour = colours.verdict(curve.verdict)
    (left, base), (right, _base) = scale.at(scale.first, 100), scale.at(scale.last, 100)
    axis = HEIGHT - BOTTOM
    drawn = [
        f'<path d="M{left} {base}H{right}" stroke="{colours.grid}"/>',
        f'<path d="M{left} {axis}H{right}" stroke="{colours.required}"/>',
        _way(curve.path, scale, colours.shore, 2),
        *(_way(stretch, scale, colour, 2) for stretch in curve.stretches),
    ]
    if curve.path:
        drawn.append(_mark(*scale.at(*curve.path[-1]), Verdict.TOO_CLOSE, colours.required, 3.5))
    for year, value in curve.points[:-1]:
        x, y = scale.at(year, value)
        drawn.append(f'<circle cx="{x}" cy="{y}" r="1.8" fill="{colour}"/>')
    if curve.points:
        drawn.append(_mark(*scale.at(*curve.points[-1]), curve.verdict, colour, _SIZE, colours.paper))
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" fill="none">'
    return f"{head}{''.join(drawn)}</svg>"


def named(curve: CityCurve, scale: CardScale, dark: bool) -> str:
    """The drawing with its last figure beside its mark, where no page writes it there."""
    drawn = svg(curve, scale, dark)
    if not curve.points:
        return drawn
    x, y = scale.at(*curve.points[-1])
    look = f'font-size="12" font-weight="600" fill="{theme.palette(dark).verdict(curve.verdict)}"'
    words = f'<text x="{x + 7}" y="{y + 4:.1f}" {look}>{theme.number(curve.points[-1][1])}</text>'
    return drawn.replace("<svg ", f'<svg font-family="{theme.DRAWN_FONT}" ', 1).replace("</svg>", f"{words}</svg>")


def _way(points: Points, scale: CardScale, colour: str, width: float) -> str:
    if len(points) < 2:
        return ""
    places = " ".join(f"{x},{y}" for x, y in (scale.at(*point) for point in points))
    return f'<polyline points="{places}" stroke="{colour}" stroke-width="{width}" stroke-linejoin="round"/>'


def _mark(x: float, y: float, verdict: Verdict, colour: str, size: float, paper: str = "none") -> str:
    """The mark of a verdict, as on the map."""
    if verdict is Verdict.CANNOT_TELL:
        return f'<circle cx="{x}" cy="{y}" r="{size}" fill="{paper}" stroke="{colour}" stroke-width="2"/>'
    if verdict is Verdict.ON_TRACK:
        return f'<circle cx="{x}" cy="{y}" r="{size}" fill="{colour}"/>'
    top, low = f"{x} {y - size:.1f}", f"{y + size:.1f}"
    if verdict is Verdict.BEHIND:
        return f'<path d="M{top}L{x + size:.1f} {low}H{x - size:.1f}Z" fill="{colour}"/>'
    return f'<path d="M{top}L{x + size:.1f} {y}L{x} {low}L{x - size:.1f} {y}Z" fill="{colour}"/>'
