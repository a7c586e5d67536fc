"""Strategies of the region, pairings and projects of the city on one line of time, up to today and beyond."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from analytics.pairs import dated
from dashboard import language, theme
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.parts.innovation import region_words as words
from datasets import InnovationRoom, PairRoom

LEAST_YEARS, BEYOND = 8.0, 0.5
"""Years that the axis has at least, and years that it goes on after the last one."""
TICK_YEARS = 2
STYLE = """<style>
.lanes { display: grid; row-gap: .375rem; margin: .5rem 0 1rem; }
.lanes > div { display: grid; grid-template-columns: minmax(12rem, 1fr) 3fr; column-gap: 1rem; align-items: center; }
.lanes .named { line-height: 1.25; overflow-wrap: anywhere; }
.lanes .named small { display: block; font-size: .8125rem; color: color-mix(in srgb, currentColor 78%, transparent); }
.lanes .track { position: relative; height: 1.5rem; }
.lanes .bar { position: absolute; top: .25rem; height: 1rem; min-width: .5rem; border-radius: .1875rem; }
.lanes .past { opacity: .55; }
.lanes .open { background: none !important; border-top: .1875rem dotted; top: .6875rem; height: 0; border-radius: 0; }
.lanes .now { position: absolute; top: -.375rem; bottom: 0; border-left: 2px solid currentColor; }
.lanes .tick { position: absolute; top: 0; transform: translateX(-50%); font-size: .8125rem;
  color: color-mix(in srgb, currentColor 78%, transparent); }
@container (max-width: 600px) { .lanes > div { grid-template-columns: 1fr; } }
</style>"""


@dataclass(frozen=True)
class Lane:
    """One line: what it is, from when to when as numbers of years (``last`` None where no end is known), and both in
    words."""

    name: str
    first: float
    last: float | None
    told: str


def lanes(room: InnovationRoom, pairs: PairRoom, names: dict[str, str]) -> list[Lane]:
    """What has a date, strategies first, then pairings by their partner's name, then projects; each by its start."""
    found = [*_strategies(room), *_pairings(pairs, names)]
    projects = [
        Lane(
            one.project,
            _begins(one.start),
            _ends(one.end) if one.end else None,
            " · ".join(filter(None, (one.programme, words.span(one.start, one.end)))),
        )
        for one in room.projects
        if one.start
    ]
    return [*found, *sorted(projects, key=lambda lane: lane.first)]


def _strategies(room: InnovationRoom) -> Iterator[Lane]:
    for one in reversed(room.region.strategies if room.region else ()):
        # Translators: a region, whose strategy of smart specialisation is meant.
        name = _("Strategy of {region}", region=words.called(room.region)) if room.region else ""
        yield Lane(name, float(one.first), None if one.last is None else one.last + 1.0, words.period(one))


def _pairings(pairs: PairRoom, names: dict[str, str]) -> Iterator[Lane]:
    for one in pairs.pairings:
        if one.start:
            end = dated.latest(one.end) if one.end else dated.after(one.start, one.months) if one.months else None
            last = None if end is None else _ends(end.isoformat())
            name = _("With {city}", city=names.get(one.partner, one.partner))
            yield Lane(name, _begins(one.start), last, f"{one.programme} · {words.span(one.start, one.end)}")


def _begins(day: str) -> float:
    return dated.middle(dated.earliest(day).isoformat())


def _ends(day: str) -> float:
    return dated.middle(dated.latest(day).isoformat())


def picture(held: Sequence[Lane], today: float, dark: bool) -> str:
    """The lanes as markup; what comes from a table is escaped. Every date stands in words beside its bar."""
    green = theme.palette(dark).ours
    last = max([today, *(lane.last or lane.first for lane in held)]) + BEYOND
    first = min([*(lane.first for lane in held), last - LEAST_YEARS])

    def at(year: float) -> str:
        return f"{100 * (year - first) / (last - first):.2f}%"

    now = f'<span class="now" style="left:{at(today)}"></span>'
    rows = []
    for lane in held:
        end = max(today, lane.first) if lane.last is None else lane.last
        width = f"{100 * (end - lane.first) / (last - first):.2f}%"
        kind = "open" if lane.last is None else "past" if lane.last < today else ""
        style = f"left:{at(lane.first)};width:{width};background:{green};border-color:{green}"
        rows.append(
            f'<div><span class="named">{escape(lane.name)}<small>{escape(lane.told)}</small></span>'
            f'<span class="track" aria-hidden="true"><span class="bar {kind}" style="{style}"></span>{now}</span></div>'
        )
    begins = int(first) + TICK_YEARS - int(first) % TICK_YEARS
    ticks = "".join(
        f'<span class="tick" style="left:{at(year)}">{year}</span>' for year in range(begins, int(last) + 1, TICK_YEARS)
    )
    rows.append(f'<div aria-hidden="true"><span></span><span class="track">{ticks}</span></div>')
    return f'{STYLE}<div class="lanes">{"".join(rows)}</div>'


def finding(room: InnovationRoom) -> str:
    """How many projects run, or that none is said to."""
    running = [one.project for one in room.projects if one.status == "running"]
    if running:
        # Translators: the names of projects that run today.
        return _("Today run: {projects}.", projects=language.listed(list(map(say, running))))
    return _("No project on file is said to run today.")
