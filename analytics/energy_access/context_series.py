"""Figures of a wider area by year, which stand beside those of a city and never for them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ContextSeries:
    """Figures of a wider area by year: what they are, of which ``area``, in which ``unit``, and who publishes them.
    ``provisional`` are the years that the publisher may still change, ``breaks`` those that begin a series anew."""

    name: str
    area: str
    unit: str
    source: str
    points: tuple[tuple[int, float], ...]
    provisional: tuple[int, ...] = ()
    breaks: tuple[int, ...] = ()
