"""The waterfall: from one year's total to another's, bar by bar; what is no change of the city is hatched and apart."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from math import fsum

import plotly.graph_objects as go

from analytics.change.attribution import WEATHER, Attribution, Bar
from analytics.change.drivers import POPULATION, RESTATEMENT
from dashboard import theme
from dashboard.figures.scale import Scale, scale
from dashboard.figures.sectors import SectorBar, bars
from dashboard.language import gettext as _
from dashboard.language import ngettext
from dashboard.words.driver_names import name, ordered

MOST_BARS = 12
HEADS = Bar(POPULATION)
"""The bar of the inhabitants."""
SMALLEST = 0.01
"""The part of the way from the lowest to the highest level below which a move is not told by itself."""


@dataclass(frozen=True)
class WaterfallStep:
    """One row: from ``start`` to ``end`` in t. ``kind`` is total, fall, rise, review, weather or
    restatement."""

    name: str
    start: float
    end: float
    kind: str

    @property
    def tonnes(self) -> float:
        """How far it moves."""
        return self.end - self.start


def steps(found: Attribution, review: bool = False) -> list[WaterfallStep]:
    """The rows from the first total to the last. What is too small to see, and beyond ``MOST_BARS`` the smallest, share
    one row. With ``review`` the inhabitants are in doubt, and so is their bar."""
    rows = [(name(bar, tonnes), tonnes, _kind(bar.driver, tonnes)) for bar, tonnes in ordered(found.bars) if tonnes]
    doubtful = name(HEADS, found.bars.get(HEADS, 0.0)) if review else None
    # Translators: a bar of a chart that rests on figures which somebody has to look at.
    rows = [(_("{bar}, in doubt", bar=row[0]), row[1], "review") if row[0] == doubtful else row for row in rows]
    levels = [*accumulate((row[1] for row in rows), initial=found.before_t)]
    least = SMALLEST * (max(levels) - min(levels))
    by_size = sorted((row for row in rows if row[2] in ("fall", "rise")), key=lambda row: abs(row[1]))
    over = len(rows) - MOST_BARS + 1 if len(rows) > MOST_BARS else 0
    small = [row for place, row in enumerate(by_size) if place < over or abs(row[1]) < least]
    if len(small) > 1:
        rest = fsum(row[1] for row in small)
        kept = [row for row in rows if row not in small]
        apart = next((place for place, row in enumerate(kept) if row[2] in ("weather", "restatement")), len(kept))
        rows = [*kept[:apart], (smaller(len(small)), rest, _kind("", rest)), *kept[apart:]]
    level = found.before_t
    done = [WaterfallStep(str(found.years[0]), 0.0, level, "total")]
    for label, tonnes, kind in rows:
        done.append(WaterfallStep(label, level, level + tonnes, kind))
        level += tonnes
    return [*done, WaterfallStep(str(found.years[-1]), 0.0, found.after_t, "total")]


def smaller(count: int) -> str:
    """What the parts of a picture are called that are too small to be told one by one."""
    # Translators: the bars of a chart that are too small to be drawn one by one.
    return ngettext("{number} smaller one", "{number} smaller ones", count)


def waterfall(found: Attribution, dark: bool = False, review: bool = False) -> go.Figure:
    """The rows as bars that hang where the one before ended; what is in ``review`` is pale and dashed."""
    return bars(bars_of(steps(found, review), dark), dark, aside=False, joined=True)


def bars_of(rows: list[WaterfallStep], dark: bool = False) -> list[SectorBar]:
    """A bar for each row."""
    unit, colours = unit_of(rows), theme.palette(dark)
    looks = {
        "total": (colours.required, ""),
        "fall": (colours.ours, ""),
        "weather": (colours.soft, "."),
        "restatement": (colours.soft, "/"),
    }
    return [
        SectorBar(
            row.name,
            row.tonnes / unit.tonnes,
            value_of(row, unit),
            *looks.get(row.kind, (colours.rising, "")),
            row.start / unit.tonnes,
            row.kind == "total",
            row.kind == "review",
        )
        for row in rows
    ]


def behind(found: Attribution) -> dict[str, list[str] | list[float]]:
    """Every bar with its tonnes, none drawn together: the table behind the picture."""
    bars = [(bar, tonnes) for bar, tonnes in ordered(found.bars) if tonnes]
    first, last = found.years[0], found.years[-1]
    return {
        # Translators: the head of a column that names the bars of a chart.
        _("Bar"): [
            _("Total {year}", year=first),
            *(name(bar, tonnes) for bar, tonnes in bars),
            _("Total {year}", year=last),
        ],
        f"t {found.gas}": [found.before_t, *(tonnes for _, tonnes in bars), found.after_t],
    }


def symbol(found: Attribution) -> str:
    """The unit of all labels."""
    return unit_of(steps(found)).symbol


def unit_of(rows: list[WaterfallStep]) -> Scale:
    """The unit that shows the moves, where there are any, with enough digits."""
    return scale([row.tonnes for row in rows if row.kind != "total"] or [row.end for row in rows])


def value_of(row: WaterfallStep, unit: Scale) -> str:
    """What is written above a bar."""
    if row.kind == "total":  # in the unit of the moves, which lead from one total to the other
        return f"{unit.number(row.end / unit.tonnes)}{theme.NBSP}{unit.symbol}"
    return unit.words(row.tonnes / unit.tonnes, signed=True)


def _kind(driver: str, tonnes: float) -> str:
    if driver in (WEATHER, RESTATEMENT):
        return "weather" if driver == WEATHER else "restatement"
    return "fall" if tonnes <= 0 else "rise"
