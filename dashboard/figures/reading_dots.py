"""Other readings of the figures: how far above or below the path each puts the city, beside what the verdict says."""

from __future__ import annotations

from textwrap import wrap

import plotly.graph_objects as go

from analytics.commitment.flips import Flips
from analytics.vocabulary import Verdict
from dashboard import theme
from dashboard.figures.annotation import word
from dashboard.figures.charts import chart, margins, trace
from dashboard.figures.scale import scale
from dashboard.language import gettext as _
from dashboard.language import say

ROW, LINE, HEAD, FOOT = 46, 18, 30, 46
"""Pixels: a row at least, a line of a name, what stands above the first row, and below the last one."""
LETTERS = 20
"""Letters of a name in one line."""
LONGEST_AMOUNT = 14
"""Letters of an amount in one line: more would lie upon the band."""
WIDEST = 36
"""Letters in one line of what stands below the picture, which is as narrow as a column."""
MOST = 8
"""So many readings are drawn; the table beside the picture has all."""
LABELS = 0.4
"""The share of the width for the names, and below for the amounts."""
AMOUNTS = 0.31


def dots(found: Flips, dark: bool = False) -> go.Figure:
    """One row a reading: a disc on the path's good side, a triangle on the other; grey is what the errors alone may
    be."""
    colours, rows = theme.palette(dark), rows_of(found)
    unit = scale([gap for _name, gap, _doubt in rows])
    lines = max(len(wrap(name, LETTERS)) for name, _gap, _doubt in rows)
    height = HEAD + FOOT + max(ROW, LINE * lines) * len(rows)
    figure = chart(dark, height)
    most = max(abs(gap) for _name, gap, _doubt in rows) / unit.tonnes * 1.12 or 1.0
    strength = found.claim.strength
    shapes = []
    if strength is not None:
        low, high = (min(side / unit.tonnes, most) for side in strength.gap)
        shapes.append(
            {
                "type": "rect",
                "x0": -high,
                "x1": low,
                "y0": -0.5,
                "y1": len(rows) - 0.5,
                "fillcolor": colours.grid,
                "opacity": 0.6,
                "line": {"width": 0},
                "layer": "below",
            }
        )
    path = {"type": "line", "x0": 0, "x1": 0, "y0": -0.5, "y1": len(rows) - 0.4, "line": {"color": colours.soft}}
    shapes.append(path)
    annotations = []
    for place, (name, gap_t, doubt) in enumerate(rows):
        y, value = len(rows) - 1 - place, gap_t / unit.tonnes
        answer = Verdict.ON_TRACK if gap_t <= 0 else Verdict.BEHIND
        colour = colours.verdict(Verdict.CANNOT_TELL if doubt else answer)
        trace(figure, ((0, y), (value, y)), line={"color": colour, "width": 3})
        mark = {"symbol": theme.VERDICT_MARKS[answer], "color": colour, "size": 12}
        trace(figure, [(value, y)], [f"<b>{name}</b><br>{amount(gap_t, found)}"], marker=mark)
        label = "<br>".join(wrap(name, LETTERS))
        told = "<br>".join(wrap(amount(gap_t, found), LONGEST_AMOUNT))
        annotations += [
            word(f"<b>{label}</b>" if place == 0 else label, 0, y, colours.ink, "left", xref="paper", align="left"),
            word(told, 1, y, colour, "right", xref="paper", align="right"),
        ]
    # Translators: above a line in a chart: the path to the target.
    annotations.append(word(f"<b>{_('its path')}</b>", 0, 1, colours.ink, "center", yref="paper", yanchor="bottom"))
    figure.update_layout(shapes=shapes, annotations=annotations, margin=margins(2, 2, HEAD, FOOT if strength else 2))
    figure.update_xaxes(visible=False, range=[-most, most], domain=[LABELS, 1 - AMOUNTS])
    figure.update_yaxes(visible=False, range=[-0.5, len(rows) - 0.5])
    if strength is not None:
        # Translators: what a grey field in a chart is.
        said = "<br>".join(wrap(_("grey: within the uncertainty of the figures"), WIDEST))
        below = {"yref": "paper", "yanchor": "top", "yshift": -6}
        figure.add_annotation(word(said, 0, 0, colours.soft, "center", **below))
    return figure


def rows_of(found: Flips) -> list[tuple[str, float, bool]]:
    """What the verdict says first, then the other readings with their gap and whether it is in doubt."""
    # Translators: the figures read as they stand on file, beside other ways to read them.
    rows = [(_("As filed"), found.claim.gap_t or 0.0, False)]
    rows += [(say(item.name), item.gap_t, item.in_doubt) for item in found.readings[:MOST]]
    return rows


def amount(gap_t: float, found: Flips) -> str:
    """A gap in words, short: "0.18 Mt ahead", in the unit of the emissions."""
    latest = found.claim.latest
    distance = theme.tonnes(abs(gap_t), None, like=latest.emissions_t if latest else None, least=theme.OF_ONE_CHART)
    if gap_t <= 0:
        # Translators: how far the emissions are below the path, short.
        return _("{distance} ahead", distance=distance)
    # Translators: how far the emissions are above the path, short.
    return _("{distance} behind", distance=distance)


def behind(found: Flips) -> dict[str, list[str] | list[float | None]]:
    """Every reading with its gap: the table behind the picture."""
    everything = [(_("As filed"), found.claim.gap_t), *((say(item.name), item.gap_t) for item in found.readings)]
    return {_("Reading"): [name for name, _gap in everything], "t CO2e": [gap for _name, gap in everything]}
