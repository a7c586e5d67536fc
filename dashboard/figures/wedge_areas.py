"""The wedges: inventories, where emissions would go, what each action takes off, and the target."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from textwrap import wrap
from typing import Any

import numpy as np
import plotly.graph_objects as go

from analytics.commitment import levers
from analytics.commitment.baseline import level_gas
from analytics.commitment.wedges import Plan, Wedge
from analytics.vocabulary import SECTORS
from dashboard import theme
from dashboard.figures import horizon
from dashboard.figures.annotation import plain, word
from dashboard.figures.charts import chart, trace
from dashboard.figures.labels import width
from dashboard.figures.scale import Scale, scale
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.words.names import group_name
from dashboard.words.shown_series import path_points
from datasets import Outlook

HEIGHT = 340
MOST_BANDS = 5
"""More actions than this are drawn together by sector group, and more groups than this as others."""
MOST_ROOM = 132
"""Pixels at the right that the labels where the lines end take at most."""
LINE_PIXELS, GAP_PIXELS = 17, 4
"""The height of one line of a label, and the least between two labels."""
_MARGINS = {"l": 56, "r": 34, "t": 14, "b": 30}
_LONGEST, _FEW = 18, 3
"""Letters in one line of a label; up to so many wedges leave their names a third line."""


@dataclass(frozen=True)
class Band:
    """One wedge of the picture: an action, or the actions of one sector group. Tonnes by year."""

    name: str
    colour: str
    tonnes: tuple[float, ...]
    undecided: bool
    count: int = 1


def bands(plan: Plan) -> list[Band]:
    """What is drawn of a plan, the largest in its last year first: each action, or the sum of a sector group where
    there are many. Together they are all that is saved."""
    counting = [wedge for wedge in plan.wedges if any(wedge.saved_t)]
    if len(counting) <= MOST_BANDS:
        ordered = sorted(counting, key=lambda wedge: -wedge.saved_t[-1])
        return [
            Band(_name(wedge), colour, wedge.saved_t, wedge.action.undecided)
            for wedge, colour in zip(ordered, theme.OKABE_ITO, strict=False)
        ]
    groups: dict[str, list[Wedge]] = {}
    for wedge in counting:
        groups.setdefault(SECTORS[wedge.action.sector].group, []).append(wedge)
    found = [
        Band(
            say(group_name(group)),
            theme.sector_colour(group),
            _sum(mine),
            all(w.action.undecided for w in mine),
            len(mine),
        )
        for group, mine in groups.items()
    ]
    found.sort(key=lambda band: -band.tonnes[-1])
    rest = found[MOST_BANDS - 1 :]
    if len(found) <= MOST_BANDS:
        return found
    whole = tuple(map(float, np.sum([band.tonnes for band in rest], axis=0)))
    undecided, count = all(band.undecided for band in rest), sum(band.count for band in rest)
    return [*found[: MOST_BANDS - 1], Band(_("Other sectors"), theme.GREY, whole, undecided, count)]


def _name(wedge: Wedge) -> str:
    """The name of an action; a cut that is tried bears that of its sector."""
    action = wedge.action
    return group_name(action.name) if action.id.startswith(levers.CUT) else action.name


def wedges(found: Outlook, dark: bool = False, on_file: Plan | None = None) -> go.Figure:
    """The picture of an outlook that has a plan: lines of inventories, scenario, trend and required path, the target,
    and the wedges between the scenario and what is left of it. Where something else is tried, the plan ``on_file``
    stays as a dotted line."""
    plan, start = found.plan, found.start
    assert plan is not None
    assert start is not None
    colours, drawn = theme.palette(dark), bands(plan)
    target_t = found.progress.target_t
    known = [item for item in found.report.inventories if item.method == start.method and item.emissions_t is not None]
    first = min([*(item.year for item in known), start.year])
    path = _from(first, path_points(found.progress, found.report.inventories)) if found.comparable else []
    extremes = [*plan.reference_t, *plan.after_t, *(item.emissions_t or 0.0 for item in known)]
    extremes += [*(level for _year, level in path), *([target_t] if target_t is not None else [])]
    unit = scale(extremes)
    figure = chart(dark, HEIGHT)
    years, top = np.array(plan.years), 1.1 * max(extremes) / unit.tonnes
    unknown = horizon.unknown_years(found.report)
    hatched = horizon.add_unknown_years(figure, unknown, (0.0, top), colours) if unknown else []
    _add_bands(figure, plan, drawn, unit, colours)
    if found.line is not None and found.trend is not None:
        along = np.arange(found.line.first_year, plan.years[-1] + 1)
        _line(
            figure,
            along,
            found.line.tonnes(along),
            unit,
            _("trend"),
            start.gas,
            colours.required,
            dash="dash",
            width=1.5,
        )
    # Translators: lines in the picture of what lies ahead: how emissions go without the actions, and with all of them.
    _line(figure, years, plan.reference_t, unit, _("scenario"), start.gas, colours.required, width=2)
    _add_path(figure, found, path, unit, colours)
    if drawn:
        _line(figure, years, plan.after_t, unit, _("after all actions"), start.gas, colours.ours, width=2.5)
    if on_file is not None:
        _line(figure, years, on_file.after_t, unit, _("listed plan"), start.gas, colours.ours, width=2, dash="dot")
    known.sort(key=lambda item: item.year)
    trace(
        figure,
        [(item.year, (item.emissions_t or 0.0) / unit.tonnes) for item in known],
        [f"<b>{item.year}</b>  {theme.tonnes(item.emissions_t, item.gas)}" for item in known],
        name=_("inventories"),
        line={"color": colours.ours, "width": 3},
        marker={"size": 8},
    )
    target = _add_target(figure, found, (first, plan.years[-1]), unit, colours)
    ends = _ends(found, plan, drawn, unit, colours)
    _finish(figure, ends, target, unit, (first, plan.years[-1]), extremes, colours, hatched)
    return figure


def _add_target(
    figure: go.Figure, found: Outlook, years: tuple[int, int], unit: Scale, colours: theme.Palette
) -> End | None:
    """The level of the target as a dashed line over all years, also of one that follows another method, and its
    label."""
    if found.progress.target_t is None:
        return None
    level = found.progress.target_t / unit.tonnes
    line = {"color": colours.ink, "width": 1.25, "dash": "dash"}
    trace(figure, [(year, level) for year in years], name=_("level of the target"), line=line)
    if found.comparable:
        return End(level, f"<b>{_('target')} {unit.words(level)}</b>", colours.ink)
    # Translators: a target that is judged by another method than the inventories beside it.
    return End(level, f"{_('target by another method')} {unit.words(level)}", colours.soft)


def behind(found: Outlook, on_file: Plan | None = None) -> dict[str, list[Any]]:
    """The table behind the picture, in tonnes by year: the inventories, the scenario, each wedge, what is left, the
    target, and the plan ``on_file`` where something else is tried. A blank is no figure of that year."""
    plan, start = found.plan, found.start
    assert plan is not None
    assert start is not None
    known = {item.year: item.emissions_t for item in found.report.inventories if item.method == start.method}
    known = {year: tonnes for year, tonnes in known.items() if tonnes is not None}
    years = sorted({*known, *plan.years})

    def column(tonnes: Mapping[int, float | None]) -> list[Any]:
        return [tonnes.get(year) for year in years]

    def ahead(tonnes: Sequence[float]) -> list[Any]:
        return column(dict(zip(plan.years, tonnes, strict=True)))

    columns: dict[str, list[Any]] = {_("Year"): list(years), _("Inventories (t)"): column(known)}
    columns[_("Scenario (t)")] = ahead(plan.reference_t)
    if found.trend:
        columns[_("Trend (t)")] = ahead(found.trend.tonnes)
    for band in bands(plan):
        columns[f"{band.name} (t)"] = ahead(band.tonnes)
    columns[_("After all actions (t)")] = ahead(plan.after_t)
    if found.needs:
        columns[_("Target (t)")] = column({plan.years[-1]: found.needs.target_t})
    if on_file:
        columns[_("Listed plan (t)")] = ahead(on_file.after_t)
    return columns


def _sum(mine: Sequence[Wedge]) -> tuple[float, ...]:
    return tuple(map(float, np.sum([wedge.saved_t for wedge in mine], axis=0)))


def _line(
    figure: go.Figure,
    years: np.ndarray,
    tonnes: Any,
    unit: Scale,
    name: str,
    gas: str | None,
    colour: str,
    width: float,
    dash: str = "solid",
) -> None:
    points = [*zip(years, map(float, tonnes), strict=True)]
    told = [f"<b>{at}</b>  {theme.tonnes(t, gas)}<br>{name}" for at, t in points]
    line = {"color": colour, "width": width, "dash": dash}
    trace(figure, [(at, t / unit.tonnes) for at, t in points], told, name=name, line=line)


def _add_bands(figure: go.Figure, plan: Plan, drawn: Sequence[Band], unit: Scale, colours: theme.Palette) -> None:
    """The wedges from the top down, the largest one first; those that nobody decided are hatched."""
    top, years = np.array(plan.reference_t), np.array(plan.years)
    for band in drawn:
        lower = top - np.array(band.tonnes)
        trace(figure, zip(years, top / unit.tonnes, strict=True), line={"width": 0})
        pattern = {"shape": "/", "fgcolor": colours.paper, "bgcolor": band.colour, "size": 8, "solidity": 0.25}
        fill = {"fill": "tonexty", "fillcolor": band.colour, "fillpattern": pattern if band.undecided else None}
        line = {"width": 1, "color": colours.paper}
        trace(figure, zip(years, lower / unit.tonnes, strict=True), name=band.name, line=line, **fill)
        top = lower


def _from(first: int, points: Sequence[tuple[int, float]]) -> list[tuple[int, float]]:
    """The points of a path from the ``first`` year of the picture on: before the inventories there is nothing beside
    it."""
    later = [(year, level) for year, level in points if year >= first]
    if len(later) == len(points):
        return later
    years, levels = zip(*points, strict=True)
    return [(first, float(np.interp(first, years, levels))), *((year, level) for year, level in later if year > first)]


def _add_path(
    figure: go.Figure, found: Outlook, points: Sequence[tuple[int, float]], unit: Scale, colours: theme.Palette
) -> None:
    """The required path, dotted, and the target as a diamond."""
    progress, target = found.progress, found.progress.target
    if not found.comparable or target is None or progress.target_t is None or progress.baseline is None:
        return
    if points:
        line = {"color": colours.required, "width": 1.5, "dash": "dot"}
        trace(figure, [(year, t / unit.tonnes) for year, t in points], name=_("required path"), line=line)
    marker = {"symbol": "diamond", "size": 12, "color": colours.paper, "line": {"color": colours.ink, "width": 2}}
    level = theme.tonnes(progress.target_t, level_gas(target, progress.baseline))
    at = [(target.year, progress.target_t / unit.tonnes)]
    trace(figure, at, [f"<b>{say(target.name)}</b><br>{level}"], name=_("target"), marker=marker)


@dataclass(frozen=True)
class End:
    """A label where a line or a wedge ends: the height that it belongs to, its words and its colour."""

    height: float
    words: str
    colour: str

    @property
    def pixels(self) -> float:
        """How much room it takes."""
        return (self.words.count("<br>") + 1) * LINE_PIXELS + GAP_PIXELS


def _ends(found: Outlook, plan: Plan, drawn: Sequence[Band], unit: Scale, colours: theme.Palette) -> list[End]:
    """The labels where lines and wedges end."""
    names = {
        # Translators: how emissions go ahead, at the end of a line of a chart; keep these very short.
        "held": _("held at {year}", year=plan.years[0]),
        "given": _("baseline scenario"),
        "trend": _("recent trend"),
    }
    kind = found.scenario.kind if found.scenario else "held"
    top = plan.reference_t[-1] / unit.tonnes
    ends = [End(top, _words(names.get(kind, _("scenario")), unit, top), colours.soft)]
    if found.trend and kind != "trend":
        level = found.trend.tonnes[-1] / unit.tonnes
        ends.append(End(level, _words(_("recent trend"), unit, level), colours.soft))
    for band in drawn:
        height = band.tonnes[-1] / unit.tonnes
        name = _short(band.name, 3 if len(drawn) <= _FEW else 2)
        ends.append(End(top - height / 2, _words(name, unit, -height), colours.ink))
        top -= height
    if drawn:
        # Translators: what is left after all actions, at the end of a line of a chart; keep it very short.
        ends.append(End(top, f"<b>{_words(_('after all'), unit, top)}</b>", colours.ours))
    return ends


def _words(name: str, unit: Scale, value: float) -> str:
    return f"{name}<br>{unit.words(value)}"


def _short(name: str, lines: int) -> str:
    """A name over several lines, with dots where it is longer still."""
    safe = plain(name).replace("&", "+")
    return "<br>".join(wrap(safe, _LONGEST, max_lines=lines, placeholder="…"))


def apart(heights: Sequence[float], sizes: Sequence[float], floor: float, ceiling: float) -> list[float]:
    """Where the middles of labels of these ``sizes`` go that belong at ``heights`` (falling): as near as can be by
    least squares, none over another, and all between ``floor`` and ``ceiling`` where there is room."""
    # Below the first one a label is shifted by all that lies between, so that they only have to keep their order.
    shifts = [0.0, *np.cumsum([(one + other) / 2 for one, other in pairwise(sizes)])]
    runs: list[list[float]] = []  # runs of labels that touch each other: the sum of their places, and how many
    for height, shift in zip(heights, shifts, strict=True):
        runs.append([height + shift, 1])
        while len(runs) > 1 and runs[-2][0] / runs[-2][1] < runs[-1][0] / runs[-1][1]:
            total, count = runs.pop()
            runs[-1] = [runs[-1][0] + total, runs[-1][1] + count]
    levels = [total / count for total, count in runs for _ in range(int(count))]
    least, most = floor + sizes[-1] / 2 + shifts[-1], ceiling - sizes[0] / 2
    return [float(max(min(level, most), least) - shift) for level, shift in zip(levels, shifts, strict=True)]


def _finish(
    figure: go.Figure,
    ends: list[End],
    target: End | None,
    unit: Scale,
    years: tuple[int, int],
    extremes: Sequence[float],
    colours: theme.Palette,
    hatched: Sequence[dict[str, Any]],
) -> None:
    """Axes, the labels at the right moved apart so that none covers another, and that of the target beside its mark."""
    first, last = years
    span = max(last - first, 1)
    lowest, highest = min(0.0, min(extremes) / unit.tonnes), max(0.0, max(extremes) / unit.tonnes)
    air = 0.1 * (highest - lowest) or 1.0
    least, most = lowest - (air if lowest < 0 else 0.0), highest + air
    room = max(width(end.words, 13) for end in ends)
    plot = max(HEIGHT - _MARGINS["t"] - _MARGINS["b"], round(sum(end.pixels for end in ends)))
    figure.update_layout(
        height=plot + _MARGINS["t"] + _MARGINS["b"],
        margin=_MARGINS | {"r": min(round(_MARGINS["r"] + room), MOST_ROOM)},
    )
    pixel = (most - least) / plot
    order = sorted(ends, key=lambda end: -end.height)
    sizes = [end.pixels * pixel for end in order]
    heights = apart([end.height for end in order], sizes, least, most)
    arrow = {"showarrow": True, "arrowhead": 0, "arrowwidth": 1, "arrowcolor": colours.shore, "ax": 18}
    arrow |= {"startstandoff": 2, "standoff": 5, "borderpad": 0, "align": "left"}
    labels: list[dict[str, Any]] = [
        word(end.words, last, end.height, end.colour, "left", ay=(end.height - height) / pixel, **arrow)
        for height, end in zip(heights, order, strict=True)
    ]
    step = next(size for size in (1, 2, 5, 10, 20, 50, 100) if span / size <= 4)
    ticks = [year for year in range(first, last + 1) if year % step == 0]
    years_shown = (first - span * 0.06, float(last))
    if target is not None:
        above = {"yanchor": "bottom", "yshift": 3, "borderpad": 0}
        labels.append(word(target.words, first, target.height, target.colour, "left", **above))
    labels += [
        {"bgcolor": colours.paper, **{key: value for key, value in label.items() if key != "along"}}
        for label in hatched
    ]
    figure.update_layout(annotations=labels)
    figure.update_traces(cliponaxis=False)
    figure.update_xaxes(
        range=years_shown,
        tickvals=ticks,
        ticktext=[str(year) for year in ticks],
        showline=lowest >= 0,
    )
    figure.update_yaxes(
        range=[least, most],
        ticksuffix=f"\u00a0{unit.symbol}",
        nticks=7,
        zeroline=lowest < 0,
        zerolinecolor=colours.shore,
    )
