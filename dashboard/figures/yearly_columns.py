"""Columns, one a year and divided by sector: the chosen year is framed, a year without an inventory is hatched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from textwrap import wrap
from typing import Any

import plotly.graph_objects as go

from analytics.inventories.inventory import UNSPLIT
from analytics.vocabulary import SECTOR_GROUPS
from dashboard import theme
from dashboard.figures import no_data
from dashboard.figures.annotation import word
from dashboard.figures.behind import Table
from dashboard.figures.charts import chart, margins
from dashboard.figures.waterfall import smaller
from dashboard.language import gettext as _
from dashboard.language import ngettext, say
from dashboard.words import spans
from dashboard.words.amounts import Amounts
from dashboard.words.names import group_name

HEIGHT, LEFT, TOP, BOTTOM = 352, 126, 30, 26
"""Pixels: the picture, the room for the names of sectors, above the highest column, and for the years."""
LETTERS = 15
"""Letters of a name in one line."""
LABELLED = 0.055
"""The part of the highest column from which a sector bears its name."""
PALE = 0.62
"""How much of its colour a year that is not chosen keeps."""
SPOKEN = 4
"""Years without an inventory that have room for words."""


@dataclass(frozen=True)
class YearColumn:
    """One inventory: what it is called in the address, its year, and its amounts by group of sectors (t, MWh or t per
    inhabitant)."""

    key: str
    year: int
    parts: Mapping[str, float]

    @property
    def total(self) -> float:
        """The sum of its sectors, removals taken off."""
        return fsum(self.parts.values())

    @property
    def top(self) -> float:
        """How high its column stands."""
        return fsum(value for value in self.parts.values() if value > 0)


def groups_of(series: Sequence[YearColumn]) -> list[str]:
    """The groups of sectors that any year holds, those that the newest year has most of first, from below."""
    held = {group for column in series for group in column.parts}
    newest = series[-1].parts
    return sorted(held, key=lambda group: (-newest.get(group, 0.0), SECTOR_GROUPS.index(group)))


def gaps(series: Sequence[YearColumn], this_year: int) -> list[list[int]]:
    """The years without an inventory, from the first one on file to today, those that follow each other together."""
    have = {column.year for column in series}
    return spans.runs(set(range(min(have), this_year + 1)) - have)


def columns(
    series: Sequence[YearColumn], chosen: str, amounts: Amounts, this_year: int, change: str = "", dark: bool = False
) -> go.Figure:
    """The columns, oldest first. ``change`` stands beside the total of the chosen year."""
    colours = theme.palette(dark)
    most = max(column.top for column in series) or 1.0
    figure = chart(dark, HEIGHT)
    missing = gaps(series, this_year)
    for years in missing:
        no_data.hatch(figure, [(years[0] - 0.5, years[-1] + 0.5, 0, most)], colours)
    like = max(column.total for column in series)
    for group in groups_of(series):
        mine = [column for column in series if group in column.parts]
        figure.add_bar(
            x=[column.year for column in mine],
            y=[column.parts[group] for column in mine],
            name=say(group_name(group)),
            width=0.84,
            customdata=[column.key for column in mine],
            marker={
                "color": [
                    theme.faint(theme.sector_colour(group), 1.0 if column.key == chosen else PALE) for column in mine
                ],
                "line": {"color": colours.paper, "width": 1},
            },
            selected={"marker": {"opacity": 1}},
            unselected={"marker": {"opacity": 1}},
            hovertext=[_told(column, group, amounts, like) for column in mine],
            hoverinfo="text",
        )
    front = next(column for column in series if column.key == chosen)
    frame = {"type": "rect", "x0": front.year - 0.46, "x1": front.year + 0.46, "y0": 0, "y1": front.top}
    figure.update_layout(
        barmode="relative",
        shapes=[{**frame, "line": {"color": colours.ink, "width": 2.5}}],
        annotations=[
            *_names(series, most, colours),
            *_totals(series, front, amounts, change, colours),
            *_absent(missing, most, colours),
        ],
        margin=margins(LEFT, 8, TOP, BOTTOM),
        hovermode="closest",
    )
    written = _ticks(series, front.year, this_year)
    lowest = min(0.0, *(fsum(value for value in column.parts.values() if value < 0) for column in series))
    figure.update_yaxes(visible=False, range=[lowest, most])
    figure.update_xaxes(
        range=[series[0].year - 0.6, max(this_year, series[-1].year) + 0.6],
        tickvals=written,
        ticktext=[f"<b>{year}</b>" if year == front.year else str(year) for year in written],
        tickangle=0,
    )
    return figure


def _told(column: YearColumn, group: str, amounts: Amounts, like: float) -> str:
    """What the pointer says: the sector, its amount and its part of the year."""
    value = column.parts[group]
    shown = f"{amounts.words(value, like)}{theme.share(value, column.total)}"
    whole = amounts.words(column.total, like)
    # Translators: beside a column of a chart: the whole of a year.
    return f"<b>{column.year}: {say(group_name(group))}</b><br>{shown}<br>" + _("in all {amount}", amount=whole)


def _ticks(series: Sequence[YearColumn], chosen: int, this_year: int) -> list[int]:
    """The years that are written below: the first, the chosen one, and of the others those with room beside them."""
    years = [column.year for column in series]
    apart = max((max(years[-1], this_year) - years[0]) / 5, 1)
    kept = sorted({years[0], chosen})
    for year in reversed(years):
        if all(abs(year - other) >= apart for other in kept):
            kept.append(year)
    return sorted(kept)


def _names(series: Sequence[YearColumn], most: float, colours: theme.Palette) -> list[dict[str, Any]]:
    """The sectors beside the first column, at the height of their parts; what is small there shares one line."""
    found: list[tuple[str, float, float]] = []
    level, small = 0.0, 0
    for group in groups_of(series):
        value = series[0].parts.get(group, 0.0)
        if value < LABELLED * most:
            small += 1
        else:
            found.append((say(group_name(group)), level + value / 2, value))
        level += max(value, 0.0)
    labels = [("<br>".join(wrap(name, LETTERS)), middle) for name, middle, _value in found]
    if small and found:
        labels.append((smaller(small), level))
    beside = {"xref": "paper", "shift": -6, "align": "right"}
    return [word(name, 0, middle, colours.soft, "right", **beside) for name, middle in labels]


def _totals(
    series: Sequence[YearColumn], front: YearColumn, amounts: Amounts, change: str, colours: theme.Palette
) -> list[dict[str, Any]]:
    """The total of the first year and, with its change, that of the chosen one, above what stands around it."""
    shown = {series[0].key: amounts.words(series[0].total)}
    words = amounts.words(front.total, series[0].total)
    shown[front.key] = f"{words}{'<br>' if front is series[-1] else ' '}{change}" if change else words
    span = max(series[-1].year - series[0].year, 1) / 5
    made = []
    for column in series:
        if column.key not in shown:
            continue
        last = column is series[-1] and column is not series[0]
        near = [other.top for other in series if abs(other.year - column.year) <= span]
        side, shift = ("left", -8) if last or column is series[0] else ("center", 0)
        above = {"yanchor": "bottom", "yshift": 3, "bgcolor": colours.paper, "size": 14, "shift": shift}
        above |= {"align": "left"} if last else {}
        y = column.top if last else max(near)
        made.append(word(f"<b>{shown[column.key]}</b>", column.year, y, colours.ink, side, **above))
    return made


def _absent(missing: Sequence[Sequence[int]], most: float, colours: theme.Palette) -> list[dict[str, Any]]:
    """What the last hatched stretch is, where there is room to say it."""
    if not missing or len(missing[-1]) < SPOKEN:
        return []
    first, last = missing[-1][0], missing[-1][-1]
    # Translators: in a chart, upon the years from {first} to {last}, of which there is no inventory.
    said = _("no inventory<br>{first} to {last}", first=first, last=last)
    along = {"bgcolor": colours.paper, "textangle": -90}  # which is narrower on a phone than the words
    return [word(said, (first + last) / 2, 0.3 * most, colours.soft, "center", **along)]


def columns_table(series: Sequence[YearColumn], amounts: Amounts) -> Table:
    """Every year with its sectors and their sum; what a year does not hold stays blank."""
    table: Table = {_("Year"): [column.year for column in series]}
    for group in groups_of(series):
        table[f"{say(group_name(group))} ({amounts.unit})"] = [column.parts.get(group) for column in series]
    table[_("Total ({unit})", unit=amounts.unit)] = [column.total for column in series]
    return table


def columns_title(series: Sequence[YearColumn], amounts: Amounts) -> str:
    """How many years are shown, and of what."""
    count = len(series)
    if all(set(column.parts) == {UNSPLIT} for column in series):
        return ngettext("{count} year, not divided by sector", "{count} years, not divided by sector", count)
    if amounts.shown == "energy":
        return ngettext("{count} year of energy by sector", "{count} years of energy by sector", count)
    if amounts.shown == "per-head":
        return ngettext("{count} year by sector, per inhabitant", "{count} years by sector, per inhabitant", count)
    return ngettext("{count} year by sector", "{count} years by sector", count)
