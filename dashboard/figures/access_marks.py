"""Small drawings of energy access: a share as a hundred squares, and a series of years as a line."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from math import floor

from dashboard import theme

_SIDE, _PITCH, _DOWN = 8, 10, 5
"""A square, from one to the next, and how many stand below each other."""
_ACROSS = 100 // _DOWN
WIDTH, HEIGHT, _EDGE = 260, 64, 6


def squares(share: float, better: str, dark: bool) -> str:
    """The address of a picture of a hundred squares, of which as many are filled as the share has per cent; the last
    one in part."""
    colours = theme.palette(dark)
    colour = colours.rising if better == "less" else colours.ours
    drawn = []
    for place in range(100):
        x, y = place // _DOWN * _PITCH, place % _DOWN * _PITCH
        drawn.append(_square(x, y, _SIDE, colours.grid))
        filled = min(max(share - place, 0.0), 1.0)
        if filled > 0:
            drawn.append(_square(x, y, floor(_SIDE * filled * 10) / 10, colour))
    return _address(_ACROSS * _PITCH - 2, _DOWN * _PITCH - 2, "".join(drawn))


def _square(x: int, y: int, width: float, colour: str) -> str:
    return f'<rect x="{x}" y="{y}" width="{width}" height="{_SIDE}" rx="1.5" fill="{colour}"/>'


def line(points: Sequence[tuple[int, float]], breaks: Sequence[int], dark: bool) -> str:
    """The address of a picture of a series, its axis from zero; where the series begins anew, the line does, too."""
    colours = theme.palette(dark)
    first, last = points[0][0], points[-1][0]
    most = max(value for _year, value in points) or 1.0

    def at(year: int, value: float) -> str:
        across = _EDGE + (year - first) / max(last - first, 1) * (WIDTH - 2 * _EDGE)
        return f"{across:.1f},{HEIGHT - _EDGE - value / most * (HEIGHT - 2 * _EDGE):.1f}"

    stretches: list[list[str]] = [[]]
    for year, value in points:
        if year in breaks and stretches[-1]:
            stretches.append([])
        stretches[-1].append(at(year, value))
    drawn = [
        f'<polyline points="{" ".join(held)}" fill="none" stroke="{colours.required}" stroke-width="2"/>'
        for held in stretches
    ]
    x, y = at(*points[-1]).split(",")
    axis = f'<path d="M0 {HEIGHT - 1}H{WIDTH}" stroke="{colours.required}"/>'
    return _address(
        WIDTH, HEIGHT, axis + "".join(drawn) + f'<circle cx="{x}" cy="{y}" r="4" fill="{colours.required}"/>'
    )


def _address(width: int, height: int, drawn: str) -> str:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
    return f"data:image/svg+xml;base64,{base64.b64encode(f'{head}{drawn}</svg>'.encode()).decode()}"
