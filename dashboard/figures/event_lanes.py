"""What happened in a city, a lane for each hazard, on one axis of years that leaves out the long time of which nothing
is on file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from analytics.adaptation.hazard_names import hazard_name
from dashboard import theme
from dashboard.figures import no_data
from dashboard.figures.annotation import plain, word
from dashboard.figures.charts import chart, margins, trace
from dashboard.language import gettext as _
from dashboard.language import say

LANE, HEAD, FOOT = 54, 26, 30
"""Pixels: a lane, what stands above the first, and the axis below the last."""
LONG_AGO = 30
"""[R] An axis is broken where more years than these lie between two events."""
BREAK = 2.0
"""The width of the break, in years of the newer part."""
OLD_SHARE = 0.22
"""The share of the axis that the time before the break takes."""


@dataclass(frozen=True)
class LaneEvent:
    """One event of a hazard, from ``first`` to ``last`` year, with its figure in a few signs and what it was."""

    hazard: str
    first: int
    last: int
    figure: str
    what: str


@dataclass(frozen=True)
class _Axis:
    """Years on the axis: those up to ``old_end`` are drawn together, then comes a break, then those from
    ``new_start``."""

    old_start: int
    old_end: int
    new_start: int
    end: float

    def at(self, year: float) -> float:
        """Where a year stands."""
        if self.old_end and year <= self.old_end:
            wide = (self.end - self.new_start) * OLD_SHARE / (1 - OLD_SHARE)
            share = (year - self.old_start) / max(self.old_end - self.old_start, 1)
            return self.new_start - BREAK - wide * (1 - share)
        return year


def lanes(events: Sequence[LaneEvent], today: float, dark: bool = False) -> go.Figure:
    """A dot for an event of one year, a bar for one of several; the time since the last one is hatched."""
    colours = theme.palette(dark)
    named = list(dict.fromkeys(event.hazard for event in events))
    figure = chart(dark, HEAD + FOOT + LANE * len(named))
    axis = _axis(events, today)
    begin = axis.at(min(event.first for event in events)) - 1.2
    last = max(event.last for event in events) + 1
    words = []
    if last < today - 0.5:
        words.append(_hatched(figure, axis.at(last), today, len(named), last - 1, colours))
    for lane, hazard in enumerate(named):
        height = len(named) - 1 - lane
        figure.add_shape(
            type="line", x0=begin, x1=today, y0=height, y1=height, line={"color": colours.grid}, layer="below"
        )
        words.append(word(plain(say(hazard_name(hazard))), begin, height + 0.42, colours.ink, "left", weight=600))
        mine = [event for event in events if event.hazard == hazard]
        for event in mine:
            _mark(figure, event, axis, height, colours)
        for year in dict.fromkeys(event.last for event in mine):
            said = [event.figure for event in mine if event.last == year and event.figure]
            if said:
                side = "right" if axis.at(year) > (begin + today) / 2 else "left"
                shift = -9 if side == "right" else 9
                start = min(event.first for event in mine if event.last == year)
                where = axis.at(start) if side == "right" else axis.at(year + 1)
                words.append(
                    word(plain(" · ".join(said)), where, height, colours.rising, side, weight=600, shift=shift)
                )
    figure.add_vline(x=today, line={"color": colours.ink, "width": 1.5})
    words.append(word(_("today"), today, len(named) - 0.38, colours.ink, "right", weight=600, shift=-4))
    if axis.old_end:
        words.append(word("⁄⁄", axis.new_start - BREAK / 2, -0.5, colours.required, "center", weight=600))
    ticks = _ticks(axis, today)
    figure.update_layout(annotations=words, margin=margins(4, 8, 2, FOOT))
    figure.update_xaxes(
        range=[begin, today + 0.2], tickvals=[axis.at(year) for year in ticks], ticktext=[str(year) for year in ticks]
    )
    figure.update_yaxes(visible=False, range=[-0.5, len(named) - 0.2], fixedrange=True)
    return figure


def _span(event: LaneEvent) -> str:
    return str(event.first) if event.first == event.last else f"{event.first}–{event.last}"


def _axis(events: Sequence[LaneEvent], today: float) -> _Axis:
    years = sorted({event.first for event in events})
    for earlier, later in zip(years, [*years[1:], int(today)], strict=True):
        if later - earlier > LONG_AGO and later >= today - 2 * LONG_AGO:
            return _Axis(years[0], earlier, min(later, int(today) - 5), today)
    return _Axis(years[0], 0, years[0], today)


def _ticks(axis: _Axis, today: float) -> list[int]:
    newer = range(int(axis.new_start), int(today) + 1)
    step = next(size for size in (1, 2, 5, 10, 20, 50, 100) if len(newer) / size <= 7)
    found = [year for year in newer if year % step == 0]
    return [*([axis.old_start, axis.old_end] if axis.old_end else []), *found]


def _mark(figure: go.Figure, event: LaneEvent, axis: _Axis, height: int, colours: theme.Palette) -> None:
    told = f"{_span(event)}: {event.what}"
    if event.first == event.last:
        mark = {"size": 11, "color": colours.rising}
        trace(figure, [(axis.at(event.first) + 0.5, height)], [told], marker=mark)
        return
    ends = ((axis.at(event.first), height), (axis.at(event.last) + 1, height))
    trace(figure, ends, [told, told], line={"color": colours.rising, "width": 9})


def _hatched(
    figure: go.Figure, first: float, today: float, count: int, year: int, colours: theme.Palette
) -> dict[str, object]:
    top = count - 0.5
    no_data.hatch(figure, [(first, today, -0.5, top)], colours)
    told = _("nothing<br>since {year}", year=year)
    return word(told, today, (count - 1) / 2, colours.ink, "right", weight=600, shift=-6) | {
        "align": "right",
        "bgcolor": colours.paper,
    }
