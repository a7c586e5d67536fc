"""A card: rows, a chart of them and one sentence.

What replaces the chart for those who do not see it, its table and its files all follow from these, so that they cannot
differ from what is drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import streamlit as st

from dashboard import downloads, session, widgets
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.widgets import text
from datasets import Value

if TYPE_CHECKING:
    import plotly.graph_objects as go

MOST_SAID = 12
"""So many rows are read aloud; of more the first and the last ones, and the table has all."""


@dataclass(frozen=True)
class ChartCard:
    """One thing shown: a ``finding`` of one sentence, the ``rows`` behind it as columns, and the chart that ``draw``
    makes of them in a theme. ``source`` is its one line of unit and source, ``about`` what its files say of their
    numbers. ``of`` is what the chart is made of: as long as that is the same, it is not drawn again."""

    key: str
    finding: str
    rows: Mapping[str, Sequence[Value]]
    draw: Callable[[bool], go.Figure]
    source: str
    of: object
    about: Mapping[str, str] = field(default_factory=dict)

    @property
    def alt(self) -> str:
        """The rows in one sentence after the finding."""
        return alt(self.finding, self.rows)


def alt(finding: str, rows: Mapping[str, Sequence[Value]]) -> str:
    """Rows as they are read aloud: each with its name and its figures."""
    texts = downloads.texts({say(head): list(cells) for head, cells in rows.items()})
    told = [", ".join(cell for cell in row if cell) for row in zip(*texts.values(), strict=True)]
    if len(told) > MOST_SAID:
        half = MOST_SAID // 2
        # Translators: between the first and the last rows of a long table that is read aloud.
        told = [*told[:half], _("{number} more", number=len(told) - 2 * half), *told[-half:]]
    heads = ", ".join(texts)
    return f"{say(finding)}. {heads}: {'; '.join(told)}."


def chart(card: ChartCard, kind: str = "") -> None:
    """The chart of a card with its source line and one button for its table and files; the finding stands above."""
    dark = widgets.dark()
    figure = session.drawn(f"{card.key} {kind}", card.of, dark, lambda: card.draw(dark))
    widgets.figure(figure, card.alt, card.source, card.key, card.rows, card.finding, card.about)


def show(card: ChartCard, kind: str = "") -> None:
    """A card with its finding as the heading."""
    st.header(text(card.finding), anchor=False)
    chart(card, kind)
