"""A card: rows, a chart of them and one sentence.

What replaces the chart for those who do not see it, its table and its files all follow from these, so that they cannot
differ from what is drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import streamlit as st

from dashboard import session, widgets
from dashboard.widgets import text
from datasets import Value

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from dashboard.figures.sectors import BarChart


@dataclass(frozen=True)
class ChartCard:
    """One thing shown: a ``finding`` of one sentence, the ``rows`` behind it as columns, and the chart that ``draw``
    makes of them in a theme. ``source`` is its one line of unit and source, ``about`` what its files say of their
    numbers. ``of`` is what the chart is made of: as long as that is the same, it is not drawn again. ``bars`` are the
    rows of a chart of bars, for where they can be edited."""

    key: str
    finding: str
    rows: Mapping[str, Sequence[Value]]
    draw: Callable[[bool], go.Figure]
    source: str
    of: object
    about: Mapping[str, str] = field(default_factory=dict)
    bars: BarChart | None = None


def of_bars(
    key: str,
    finding: str,
    rows: Mapping[str, Sequence[Value]],
    bars: BarChart,
    source: str,
    of: object,
    about: Mapping[str, str] | None = None,
) -> ChartCard:
    """A card of bars."""
    return ChartCard(key, finding, rows, bars.figure, source, of, about or {}, bars)


def chart(card: ChartCard, kind: str = "") -> None:
    """The chart of a card with its source line and one button for its table and files; the finding stands above."""
    dark = widgets.dark()
    figure = session.drawn(f"{card.key} {kind}", card.of, dark, lambda: card.draw(dark))
    widgets.figure(figure, card.source, card.key, card.rows, card.finding, card.about)


def show(card: ChartCard, kind: str = "") -> None:
    """A card with its finding as the heading."""
    st.header(text(card.finding), anchor=False)
    chart(card, kind)
