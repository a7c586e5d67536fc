"""What two cities did together and when each counted its emissions, on one axis of years, up to today."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from analytics.pairs import dated
from analytics.pairs.milestone_kinds import MILESTONES
from dashboard import theme
from dashboard.figures import no_data
from dashboard.figures.annotation import plain, word
from dashboard.figures.charts import chart, margins, trace
from dashboard.language import gettext as _
from dashboard.language import ngettext, say
from dashboard.words.printed_dates import printed
from datasets import pair_room

HEIGHT = 240
TOGETHER, SPAN, FIRST, SECOND = 2.7, 3.2, 1.4, 0.4
"""The height of each line: milestones, spans of the pairings, and the inventories of both cities."""
BACK = 1.0
"""Years before the first mark."""
LEAST_YEARS = 6.0


def timeline(
    room: pair_room.PairRoom, years: Sequence[Sequence[int]], names: tuple[str, str], today: float, dark: bool
) -> go.Figure:
    """Pairings as bars, dated milestones as diamonds, the inventories of both cities as dots; the time of which nothing
    is on file, up to ``today``, is hatched."""
    colours = theme.palette(dark)
    figure = chart(dark, HEIGHT)
    marks = [(dated.middle(one.date), one) for one in room.milestones if one.date]
    spans = [(start, min(end, today), words, printed_end) for start, end, words, printed_end in _spans(room)]
    known = [
        *(at for at, _one in marks),
        *(end if printed_end else start for start, end, _words, printed_end in spans),
        *(year + 0.5 for own in years for year in own),
    ]
    begun = min([*known, *(start for start, *_rest in spans), today - LEAST_YEARS]) - BACK
    words: list[dict[str, Any]] = []
    if (last := max(known, default=begun)) < today - 0.5:
        words.append(_hatched(figure, last, today, colours))
    for start, end, _said, printed_end in spans:  # hollow where the end is only planned: nobody has printed it
        figure.add_shape(
            type="rect",
            x0=start,
            x1=end,
            y0=SPAN - 0.22,
            y1=SPAN + 0.22,
            fillcolor=colours.ours if printed_end else colours.paper,
            line={"color": colours.ours, "width": 1.5, "dash": "solid" if printed_end else "dot"},
        )
    if marks:
        told = [f"{printed(one.date)}, {say(MILESTONES[one.kind])}" for _at, one in marks]
        mark = {"symbol": "diamond", "size": 10, "color": colours.ours, "line": {"color": colours.paper, "width": 1}}
        trace(figure, [(at, TOGETHER) for at, _one in marks], told, name=_("Together"), marker=mark)
    for place, own, name in zip((FIRST, SECOND), years, names, strict=True):
        mark = {"size": 9, "color": colours.ours}
        trace(figure, [(year + 0.5, place) for year in own], [*map(str, own)], name=name, marker=mark)
    together = "; ".join(said for _start, _end, said, _printed in spans)
    named = [(_("Together: {what}", what=together) if together else _("Together"), SPAN)]
    named += [(_counted(name, own), place) for name, own, place in zip(names, years, (FIRST, SECOND), strict=True)]
    words += [
        word(plain(told), begun, place + 0.44, colours.ink, "left", weight=600, size=14) | {"bgcolor": colours.paper}
        for told, place in named
    ]
    figure.add_vline(x=today, line={"color": colours.ink, "width": 1.5})
    words.append(word(_("today"), today, 4.18, colours.ink, "right", weight=600, size=14, shift=-4))
    figure.update_layout(annotations=words, margin=margins(4, 8, 2, 24))
    figure.update_xaxes(range=[begun, today + 0.15], tickformat="d", nticks=8)
    figure.update_yaxes(visible=False, range=[0.1, 4.4])
    return figure


def _spans(room: pair_room.PairRoom) -> list[tuple[float, float, str, bool]]:
    """Each pairing from its start to its end, or for as many months as it was to last, with its words, and whether a
    source prints that end."""
    found = []
    for pairing in room.pairings:
        if not pairing.start:
            continue
        start, until = dated.earliest(pairing.start), pairing.start
        end = dated.latest(pairing.end) if pairing.end else dated.after(until, pairing.months or 0)
        # Translators: a programme that pairs cities and since when, as in "International Urban Cooperation, 2018".
        said = _("{programme}, {date}", programme=pairing.programme, date=printed(pairing.start))
        found.append((_at(start.isoformat()), _at(end.isoformat()), said, bool(pairing.end)))
    return found


def _at(day: str) -> float:
    return dated.middle(day)


def _hatched(figure: go.Figure, first: float, last: float, colours: theme.Palette) -> dict[str, Any]:
    no_data.hatch(figure, [(first, last, 0.1, 4.4)], colours)
    said = _("nothing<br>since {year}", year=int(first))
    return word(said, last, 2.45, colours.ink, "right", weight=600, size=14, shift=-6) | {
        "align": "right",
        "bgcolor": colours.paper,
    }


def _counted(name: str, own: Sequence[int]) -> str:
    if not own:
        return _("{city}: no inventory", city=name)
    return ngettext("{city}: {count} inventory", "{city}: {count} inventories", len(own), city=name)
