"""A word that stands on a picture, as Plotly takes it."""

from __future__ import annotations

from typing import Any

LONGEST_NAME = 25
"""So many letters of a name have room beside the marks of a chart."""


def plain(text: str) -> str:
    """A text of somebody's own without what Plotly reads as a tag: a name or a fact is no markup."""
    return text.replace("<", "‹").replace(">", "›")


def word(
    text: str,
    x: float,
    y: float,
    colour: str,
    side: str,
    *,
    weight: int = 400,
    size: int = 13,
    shift: int = 0,
) -> dict[str, Any]:
    """A label whose ``side`` (left, center, right) stands at ``x``, in the middle of ``y``, ``shift`` pixels further to
    the right. ``size`` is that of its letters in pixels, ``weight`` their thickness as in CSS. A text of somebody's
    own is to be made ``plain`` before."""
    return {
        "text": text,
        "x": x,
        "y": y,
        "xanchor": side,
        "yanchor": "middle",
        "xshift": shift,
        "font": {"size": size, "color": colour, "weight": weight},
    }


def shortened(name: str) -> str:
    """A name of a city that keeps its room in a chart: of a very long one the end is left out, which three dots say."""
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"
