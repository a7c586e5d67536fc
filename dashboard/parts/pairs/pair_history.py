"""What two cities did together, an event a row, and when each counted its emissions: one axis of years up to today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from html import escape

import streamlit as st

from analytics.pairs import dated
from analytics.pairs.milestone_kinds import MILESTONES
from dashboard import opened, session, theme, widgets
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.parts.knowledge import elsewhere
from dashboard.parts.pairs import pair_learning
from dashboard.parts.pairs.pair_pictures import happened, inventory_years, year_and_day
from dashboard.parts.pairs.pairing import Facing
from dashboard.widgets import text
from dashboard.words.printed_dates import printed
from datasets import pair_room

MOST_EVENTS = 8
"""So many events have a row, the newest first; all stand below with their sources."""
LEAST_YEARS, BEYOND = 8.0, 0.75
TICK_YEARS = 5
_STYLE = """<style>
.lanes { display: grid; margin: .25rem 0 .75rem; font-size: .9375rem; }
.lanes > div { display: grid; grid-template-columns: minmax(15rem, 2fr) 3fr; column-gap: 1rem; align-items: center;
  border-bottom: 1px solid color-mix(in srgb, currentColor 12%, transparent); padding: .3125rem 0; }
.lanes .named { line-height: 1.3; overflow: hidden; display: -webkit-box; -webkit-line-clamp: 2;
  -webkit-box-orient: vertical; }
.lanes small { font-size: .8125rem; color: color-mix(in srgb, currentColor 78%, transparent); }
.lanes .track { position: relative; align-self: stretch; min-height: 1.375rem; }
.lanes i { position: absolute; top: calc(50% - .375rem); height: .75rem; border-radius: .375rem;
  background: var(--mark); }
.lanes .day, .lanes .count { width: .75rem; margin-left: -.375rem; }
.lanes .day { border-radius: 0; transform: rotate(45deg) scale(.8); }
.lanes .count { background: color-mix(in srgb, currentColor 65%, transparent); }
.lanes .planned { background: none; border: 1.5px dotted var(--mark); }
.lanes .now { position: absolute; top: -.375rem; bottom: -.375rem; border-left: 2px solid currentColor; }
.lanes .tick { position: absolute; transform: translateX(-50%); font-size: .8125rem; }
@container (max-width: 600px) { .lanes > div { grid-template-columns: 1fr; } }
</style>"""


@dataclass(frozen=True)
class Lane:
    """One row: its words, when, and its marks: from and to as numbers of years, and of what kind they are."""

    name: str
    told: str
    marks: tuple[tuple[float, float, str], ...]


def lanes(room: pair_room.PairRoom, years: Sequence[Sequence[int]], names: tuple[str, str], today: date) -> list[Lane]:
    """Events to come and past, the newest first, those without a date after them; then pairings and inventories."""
    events = [one for one in room.milestones if one.kind not in ("budget", "topic")]
    known = sorted((one for one in events if one.date), key=lambda one: one.date, reverse=True)
    shown = (known + [one for one in events if not one.date])[:MOST_EVENTS]
    found = [
        Lane(
            f"{say(MILESTONES[one.kind])}: {pair_learning.worded(one)}",
            printed(one.date) if one.date else _("undated"),
            (_mark(one.date, today),) if one.date else (),
        )
        for one in shown
    ]
    for one in room.pairings:
        if one.start:
            last = one.end or dated.after(one.start, one.months or 0).isoformat()
            kind = "span" if one.end else "planned"  # hollow where the end is only planned: nobody has printed it
            when = f"{printed(one.start)} – {printed(one.end)}" if one.end else printed(one.start)
            found.append(Lane(one.programme, when, ((_begins(one.start), _ends(last), kind),)))
    for name, own in zip(names, years, strict=True):
        if own:
            # Translators: a row of an axis of years: when a city counted its emissions.
            words = _("Inventories of {city}", city=name)
            found.append(
                Lane(words, ", ".join(map(str, own)), tuple((year + 0.5, year + 0.5, "count") for year in own))
            )
    return found


def _mark(day: str, today: date) -> tuple[float, float, str]:
    """A day or month is a point, a year alone a bar as long as the year; what is to come is hollow."""
    first, last = dated.earliest(day), dated.latest(day)
    to_come = " planned" if first > today else ""
    if (last - first).days > 31:
        return _begins(day), _ends(day), f"span{to_come}"
    middle = dated.middle(day)
    return middle, middle, f"day{to_come}"


def _begins(day: str) -> float:
    return dated.middle(dated.earliest(day).isoformat())


def _ends(day: str) -> float:
    return dated.middle(dated.latest(day).isoformat())


def picture(held: Sequence[Lane], today: float, dark: bool) -> str:
    """The rows as markup; what comes from a table is escaped. Every date stands in words beside its mark."""
    ends = [last for lane in held for _first, last, _kind in lane.marks]
    last = max([today, *ends]) + BEYOND
    first = min([*(begins - 0.5 for lane in held for begins, _last, _kind in lane.marks), last - LEAST_YEARS])

    def at(year: float) -> str:
        return f"{100 * (year - first) / (last - first):.2f}%"

    ticks = range(int(first) + TICK_YEARS - int(first) % TICK_YEARS, int(last) + 1, TICK_YEARS)
    scale = "".join(f'<span class="tick" style="left:{at(year)}">{year}</span>' for year in ticks)
    rows = [f'<div aria-hidden="true"><span></span><span class="track">{scale}</span></div>']
    now = f'<span class="now" style="left:{at(today)}"></span>'
    for lane in held:
        marks = "".join(
            f'<i class="{kind}" style="left:{at(begins)}'
            + (f';width:{100 * (until - begins) / (last - first):.2f}%"' if until > begins else '"')
            + "></i>"
            for begins, until, kind in lane.marks
        )
        rows.append(
            f'<div><span class="named">{escape(lane.name)} <small>{escape(lane.told)}</small></span>'
            f'<span class="track" aria-hidden="true">{marks}{now}</span></div>'
        )
    return f'{_STYLE}<div class="lanes" style="--mark:{theme.palette(dark).ours}">{"".join(rows)}</div>'


def part(found: Facing) -> None:
    """The rows, and below them every milestone with its source, and what there is to read of both."""
    now = datetime.now(UTC)
    if held := lanes(found.room, inventory_years(found), found.names, now.date()):
        st.html(picture(held, year_and_day(now), widgets.dark()))
    label = _("Milestones, each with its source ({count})", count=len(found.room.milestones))
    opens = opened.expander(label, None, "milestones") if found.room.milestones else None
    if opens is None:
        return
    with opens:
        for one in found.room.milestones:
            note = f" ({one.note})" if one.note else ""
            address = f" · {one.address}" if one.address else ""
            when = printed(one.date) if one.date else _("undated")
            what = happened(pair_learning.worded(one), one.value, one.unit)
            st.markdown(
                f"**{text(when)}, {text(say(MILESTONES[one.kind]))}:** {text(what)}  \n"
                f":gray[{text(f'{one.source}{note}{address}')}]"
            )
        own, partner = (side.city_id for side in found.sides)
        for entry in session.at_city(own).knowledge.told_with(partner):
            read = _("To read: {title}", title=entry.title)
            session.link("knowledge", read, icon=":material/menu_book:", asked={elsewhere.ENTRY: entry.id})
