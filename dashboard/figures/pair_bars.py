"""Two cities side by side: for each matter two bars, one full and one hatched, each with its city and its number."""

from __future__ import annotations

import plotly.graph_objects as go

from analytics.inventories.comparison import Comparison
from dashboard import theme
from dashboard.figures.annotation import plain
from dashboard.figures.sectors import SectorBar, bars
from dashboard.language import say


def side_by_side(comparison: Comparison, names: tuple[str, str], dark: bool = False) -> go.Figure:
    """The rows of a comparison, per inhabitant: below the name of each the first city in full colour, the second
    hatched."""
    looks = ((theme.palette(dark).ours, ""), (theme.SKY if dark else theme.BLUE, "/"))
    made = []
    for row in comparison.rows:
        made.append(SectorBar(plain(say(row.name)), 0.0, "", looks[0][0], strong=True))
        for name, value, look in zip(names, comparison.amounts(row), looks, strict=True):
            made.append(SectorBar(plain(name), value, shown(value, comparison), *look))
    return bars(made, dark, aside=False)


def shown(value: float, comparison: Comparison) -> str:
    """An amount of a comparison in words: t of its gas per inhabitant."""
    return theme.per_head(value, comparison.left.gas if comparison.left else None)
