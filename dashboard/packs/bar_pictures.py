"""Bars of a slide, one for each name: a chart that can be edited, laid out so that no name and no figure is cut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from dashboard import theme
from dashboard.figures.sectors import BarChart, SectorBar
from dashboard.packs import letters, master
from dashboard.packs.canvas import CENTRE, MIDDLE, Canvas, Fill, Stretch
from dashboard.packs.master import Box
from dashboard.packs.native_charts import Axis, Bars, bar_chart

NAMES = 0.34
"""The part of the width that names may take; longer ones are broken."""
MOST_ROW = 92.0
BAR = 1.62
"""How many heights of a bar a row is."""
SIZES = (16.0, 14.0, 13.0, 12.0, 11.0, 10.0, 9.0, 8.0, 7.0, 6.0)
LEAST_FIELD = 0.24
"""The part of the width beside the names that the bars keep. Where words at their ends leave less, LibreOffice squeezes
the whole chart, so that no bar ends where the line of a level or another part of the slide has its value."""
_BREAKS = ("  ", "; ", " · ")
"""Where words at the end of a bar may be broken."""


Level = tuple[float, str]
"""A value at which a broken line crosses all bars, and what it is called."""


def bars(sheet: Canvas, area: Box, told: BarChart, alt: str) -> float:
    """A bar for each row, the first above, with its words at its end, and the level that they are held against. Bars
    that start elsewhere than at zero hang on bars that are not seen. Returns where the picture ends."""
    rows, level = told.rows(False), told.level
    head = 26.0 if level else 0.0
    free = Box(area.left, area.top + head, area.wide, area.high - head)
    row = min(max(free.high / len(rows), 1.0), MOST_ROW)
    frame = Box(free.left, free.top, free.wide, row * len(rows))
    names, size, rows = _names(rows, frame, row)
    chart, values = _scaled(rows, frame, names, size, level)
    fills = [filled(item.colour, bool(item.hatch or item.doubted)) for item in rows]
    hung = any(item.start for item in rows)
    made = [Bars(told.unit, [item.value for item in rows], fills, [item.shown for item in rows], backed=bool(level))]
    if hung:
        made = [one for side in (1, -1) for one in _hung(rows, side, told.unit, fills)]
    if level is not None:
        _crossing(sheet, chart, values, level, size, [(item, item.value < level[0]) for item in rows])
    bar_chart(sheet, frame, chart, _folded(rows, size, names), made, values, size, alt, stacked=hung, gap=62)
    point = chart.wide / (values.high - values.low)
    for place, item in enumerate(rows if hung else ()):
        wide = letters.width(item.shown, size, True)
        x = chart.left + (item.ends[not item.below] - values.low) * point + (-wide - 6 if item.below else 6)
        where = Box(x, frame.top + place * row, wide + 4, row)
        sheet.words(where, [[Stretch(item.shown, size, bold=True)]], anchor=MIDDLE, wrap=False)
    if level is not None:
        _crossing(sheet, chart, values, level, size, [(item, item.value >= level[0]) for item in rows])
        _level_words(sheet, chart, values, level, size, area)
    return frame.bottom


def _hung(rows: Sequence[SectorBar], side: int, unit: str, fills: Sequence[Fill]) -> list[Bars]:
    """What of bars lies on one ``side`` of zero (1: above, -1: below), hung on what is not seen; [] where none does."""
    ends = [sorted(max(side * end, 0.0) for end in item.ends) for item in rows]
    if not any(far for _near, far in ends):
        return []
    unseen = Bars("", [side * near for near, _far in ends], [None] * len(rows))
    return [unseen, Bars(unit, [side * (far - near) for near, far in ends], fills)]


def _names(rows: Sequence[SectorBar], frame: Box, row: float) -> tuple[float, float, Sequence[SectorBar]]:
    """How wide the names stand, and in letters of which size, so that none is higher than its row and the words at the
    ends leave room for the bars; and the rows with these words, on two lines where one is too long for letters that
    are read from afar."""
    broken = [replace(item, shown=_broken(item.shown)) for item in rows]
    sizes = SIZES if frame.wide > master.HALF else SIZES[4:]
    for told, size in [*((rows, size) for size in sizes[:4]), *((broken, size) for size in sizes)]:
        wide = min(max(letters.width(item.name, size) for item in rows) + 14, NAMES * frame.wide)
        lines = max(item.shown.count("\n") + 1 for item in told)
        high = max(lines * size * letters.LINE, *(letters.high(item.name, size, wide - 14) for item in rows))
        if high <= row and sum(_rooms(told, size)) <= (1 - LEAST_FIELD) * (frame.wide - wide):
            return wide, size, told
    return NAMES * frame.wide, SIZES[-1], broken


def _folded(rows: Sequence[SectorBar], size: float, wide: float) -> list[str]:
    """The names, one that is wider than their room on two lines: LibreOffice squeezes the chart before it folds one."""
    told = []
    for item in rows:
        name, spaces = item.name, [place for place, sign in enumerate(item.name) if sign == " "]
        if spaces and letters.width(name, size) > wide - 13:
            end = min(spaces, key=lambda place: abs(place - len(item.name) / 2))
            name = f"{name[:end]}\n{name[end + 1 :]}"
        told.append(name)
    return told


def _broken(shown: str) -> str:
    """Words at the end of a bar on two lines, broken as near to their middle as may be."""
    ends = [place for sign in _BREAKS for place in range(len(shown)) if shown.startswith(sign, place)]
    if not ends:
        return shown
    end = min(ends, key=lambda place: abs(place - len(shown) / 2))
    return f"{shown[:end].rstrip()}\n{shown[end:].lstrip(' ;·')}"


def _rooms(rows: Sequence[SectorBar], size: float) -> tuple[float, float]:
    """What the words take at the ends of bars below zero, and above it."""
    low, high = ([item for item in rows if item.below == below] for below in (True, False))
    wides = [[letters.width(item.shown, size, True) + 12 for item in side] for side in (low, high)]
    return max(wides[0], default=0.0), max(wides[1], default=0.0)


def _scaled(rows: Sequence[SectorBar], frame: Box, names: float, size: float, level: Level | None) -> tuple[Box, Axis]:
    """The field of the bars, and an axis on which the words at their ends find room."""
    ends = [0.0, level[0] if level else 0.0, *(end for item in rows for end in item.ends)]
    least, most = min(ends), max(ends)
    field = Box(frame.left + names, frame.top, frame.wide - names, frame.high)
    low_room, high_room = _rooms(rows, size)
    span = (most - least) or 1.0
    point = span / max(field.wide - low_room - high_room, 1.0)
    return field, Axis(least - low_room * point, most + high_room * point)


def _crossing(
    sheet: Canvas, field: Box, values: Axis, level: Level, size: float, drawn: Sequence[tuple[SectorBar, bool]]
) -> None:
    """A broken line at a level beside the rows that are ``drawn``: over a bar that reaches it, and above and below the
    words of one that does not."""
    point = field.wide / (values.high - values.low)
    x = field.left + (level[0] - values.low) * point
    row = field.high / len(drawn)
    for place, (item, shown) in enumerate(drawn):
        left = field.left + (item.value - values.low) * point
        met = item.value < level[0] and x < left + letters.width(item.shown, size, True) + 12
        words = (item.shown.count("\n") + 1) * size * letters.LINE / 2 if met else 0.0
        for dash in range(int(row // 10)) if shown else ():
            top = 10.0 * dash + 2
            if top + 6 <= row / 2 - words or top >= row / 2 + words:
                sheet.field(Box(x - 0.9, field.top + place * row + top, 1.8, 6.0), Fill(theme.LIGHT.ink))


def _level_words(sheet: Canvas, field: Box, values: Axis, level: Level, size: float, area: Box) -> None:
    """What the level is, above its line."""
    x = field.left + (level[0] - values.low) / (values.high - values.low) * field.wide
    wide = letters.width(level[1], size, True) + 4
    left = min(max(x - wide / 2, area.left), area.right - wide)
    where = Box(left, area.top, wide, size * letters.LINE)
    sheet.words(where, [[Stretch(level[1], size, bold=True)]], CENTRE, wrap=False)


@dataclass(frozen=True)
class Group:
    """One series of bars beside others or upon them: its name, its values, its colour, whether it is hatched, and what
    is written at each. None: nothing is told, which ``shown`` says."""

    name: str
    values: Sequence[float | None]
    colour: str
    hatch: bool = False
    shown: Sequence[str] = ()


def groups(sheet: Canvas, area: Box, names: Sequence[str], held: Sequence[Group], alt: str) -> None:
    """For each name a bar of each group, the first above; what the groups are stands above them."""
    large = area.wide > master.HALF
    size = 14.0 if large else 10.0
    left = area.left
    for one in held:
        sheet.field(Box(left, area.top + 3, 12, 12), filled(one.colour, one.hatch))
        wide = letters.width(one.name, size, True) + 6
        sheet.words(Box(left + 18, area.top, wide, 18), [[Stretch(one.name, size, bold=True)]], wrap=False)
        left += 18 + wide + 24
    free = Box(area.left, area.top + 28, area.wide, area.high - 28)
    row = min(free.high / len(names), MOST_ROW)
    frame = free._replace(high=row * len(names))
    every = [
        SectorBar(name, value or 0.0, said, one.colour)
        for one in held
        for name, value, said in zip(names, one.values, one.shown, strict=True)
    ]
    wide, chosen, _told = _names(every, frame, row)
    chosen = min(chosen, row / len(held) * 0.66)
    field, values = _scaled(every, frame, wide, chosen, None)
    made = [Bars(one.name, one.values, [filled(one.colour, one.hatch)] * len(names), one.shown) for one in held]
    bar_chart(sheet, frame, field, names, made, values, chosen, alt)


def filled(colour: str, hatched: bool) -> Fill:
    """What fills a bar: its colour, in a hatch with that of the paper."""
    return Fill(theme.LIGHT.paper, behind=colour) if hatched else Fill(colour)


def columns(
    sheet: Canvas,
    area: Box,
    names: Sequence[str],
    parts: Sequence[Group],
    values: Axis,
    totals: Sequence[str],
    alt: str,
) -> None:
    """Upright bars, each made of parts, with what it comes to above it and the parts named at the right."""
    size = 14.0 if area.wide > master.HALF else 10.5
    key = max(letters.width(one.name, size) for one in parts) + 30 if len(parts) > 1 else 0.0
    key = min(key, 0.3 * area.wide)
    left, bottom = 12 + letters.width(values.form.replace('"', ""), size) + 14, size * 1.9
    top = 0.03 * area.high
    field = Box(area.left + left, area.top + top, area.wide - left - key - 10, area.high - top - bottom)
    looks = [[filled(one.colour, one.hatch)] * len(names) for one in parts]
    told = [Bars(one.name, one.values, look) for one, look in zip(parts, looks, strict=True)]
    bar_chart(sheet, area, field, names, told, values, size, alt, upright=True, stacked=True, gap=38)
    each = field.wide / len(names)
    small = next(
        (
            one
            for one in (size, size - 2, size - 4, size - 5)
            if max(letters.width(said, one, True) for said in totals) <= each - 2
        ),
        0,
    )
    for place, said in enumerate(totals):
        whole = sum(max(one.values[place] or 0.0, 0.0) for one in parts)
        y = field.bottom - (whole - values.low) / (values.high - values.low) * field.high
        if small and said:
            where = Box(field.left + place * each, y - small * 1.35, each, small * 1.3)
            sheet.words(where, [[Stretch(said, small, bold=True)]], CENTRE, wrap=False)
    if key:
        _key(sheet, Box(area.right - key + 8, field.top, key - 8, field.high), parts, size)


def _key(sheet: Canvas, area: Box, parts: Sequence[Group], size: float) -> None:
    """What each colour is, from above as the parts lie."""
    heights = [letters.high(one.name, size, area.wide - 20) + 6 for one in reversed(parts)]
    for one, top in zip(reversed(parts), accumulate(heights, initial=area.top), strict=False):
        sheet.field(Box(area.left, top + 2, 12, 12), filled(one.colour, one.hatch))
        sheet.words(Box(area.left + 20, top, area.wide - 20, size * 3), [[Stretch(one.name, size)]])
