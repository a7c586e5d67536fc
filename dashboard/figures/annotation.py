"""A word that stands on a picture, as Plotly takes it."""

from __future__ import annotations

from typing import Any

LONGEST_NAME = 25
"""So many letters of a name have room beside the marks of a chart."""


def plain(text: str) -> str:
    """A text of somebody's own without what Plotly reads as a tag: a name or a fact is no markup."""
    return text.replace("<", "‹").replace(">", "›")


def word(text: str, x: float, y: float, colour: str, side: str, /, **more: Any) -> dict[str, Any]:
    """A label whose ``side`` (left, center, right) stands at ``x``, in the middle of ``y``, ``shift`` pixels further to
    the right. ``size`` is that of its letters in pixels, ``weight`` their thickness as in CSS; what ``more`` is told is
    what Plotly knows of a label. A text of somebody's own is to be made ``plain`` before."""
    font = {"size": more.pop("size", 13), "color": colour, "weight": more.pop("weight", 400)}
    shown = {"xanchor": side, "yanchor": "middle", "xshift": more.pop("shift", 0), "font": font}
    return {"text": text, "x": x, "y": y} | shown | more


def shortened(name: str) -> str:
    """A name of a city that keeps its room in a chart: of a very long one the end is left out, which three dots say."""
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"
