"""From when each duty of a city counts, when it is due, and for how long its date is past, on one axis of years."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from textwrap import wrap

import plotly.graph_objects as go

from analytics.duties.covenant_words import RULES, STATES, STEPS
from analytics.duties.due_dates import Duty
from analytics.pairs import dated
from dashboard import theme
from dashboard.figures.annotation import plain, word
from dashboard.figures.charts import chart, margins, trace
from dashboard.language import gettext as _
from dashboard.language import ngettext, say
from dashboard.words.printed_dates import printed
from datasets import CityDuties

LANE, LINE, HEAD, FOOT = 36, 17, 24, 26
"""Pixels: a lane, each further line of its name, what stands above the first lane, and the axis below the last."""
LETTERS = 38
"""So many letters of a name stand on one line of a phone."""
_SYMBOLS = {
    "done": "circle",
    "not_on_file": "triangle-up",
    "not_known": "circle-open",
    "past": "diamond-open",
    "open": "circle-open",
}


def lines(found: CityDuties, dark: bool = False) -> go.Figure:
    """A lane for the steps on file, and one for each rule by which something is due: from the day it counts from to the
    day it is due, and on to today where nothing on file shows that it was done."""
    colours = theme.palette(dark)
    steps = [(dated.middle(step.date), say(STEPS[step.step])) for step in found.steps if step.date]
    by_rule = lanes(found)
    names = [_named(rule, duties, found.today) for rule, duties in by_rule]
    if steps:
        # Translators: the steps of a city on a line of time: when it joined, committed itself, or submitted something.
        names.insert(0, _("Promised and submitted"))
    today = dated.middle(found.today.isoformat())
    figure = chart(dark)
    deep, words = 0.0, []
    for place, name in enumerate(names):
        written = wrap(name, LETTERS)
        deep += LANE + LINE * (len(written) - 1)
        duties = by_rule[place - bool(steps)][1] if place or not steps else ()
        late = any(duty.state == "not_on_file" for duty in duties)
        colour = colours.rising if late else colours.ink
        label = word("<br>".join(map(plain, written)), 0, -deep + 8, colour, "left", weight=600)
        words.append(label | {"xref": "paper", "yanchor": "bottom", "align": "left", "bgcolor": colours.paper})
        for duty in duties:
            _drawn(figure, duty, -deep, today, colours)
        if not duties:
            _marks(figure, [at for at, _step in steps], -deep, "circle", colours.ours, [step for _at, step in steps])
    figure.add_vline(x=today, line={"color": colours.ink, "width": 1.5})
    words.append(word(_("today"), today, HEAD / 2, colours.ink, "right", weight=600, shift=-4))
    figure.update_layout(annotations=words, height=int(deep + HEAD + FOOT + 14), margin=margins(4, 8, 2, FOOT))
    known = [*(at for at, _step in steps), today, *(at for _rule, some in by_rule for one in some for at in _ends(one))]
    figure.update_xaxes(range=[min(known) - 0.6, max(known) + 0.8], tickformat="d", nticks=9)
    figure.update_yaxes(visible=False, range=[-deep - 14, HEAD], fixedrange=True)
    return figure


def lanes(found: CityDuties) -> list[tuple[str, list[Duty]]]:
    """The duties with a date by their rule, the earliest rule first."""
    by_rule: dict[str, list[Duty]] = {}
    for duty in found.duties:
        if duty.due is not None:
            by_rule.setdefault(duty.rule, []).append(duty)
    return list(by_rule.items())


def _named(rule: str, duties: Sequence[Duty], today: date) -> str:
    """A rule, and for how many years the first of its dates is past."""
    name = say(RULES[rule].name)
    past = [duty.due for duty in duties if duty.due is not None and duty.state == "not_on_file"]
    if not past:
        return name
    first = min(past)
    years = today.year - first.year - ((today.month, today.day) < (first.month, first.day))
    if not years:
        return _("{duty}: date past", duty=name)
    # Translators: a duty whose date is past, and for how many whole years.
    return ngettext("{duty}: date past for {number} year", "{duty}: date past for {number} years", years, duty=name)


def _ends(duty: Duty) -> list[float]:
    """From when a duty counts, where that is known, and when it is due, as places on an axis of years."""
    return [dated.middle(day) for day in (duty.since, duty.due.isoformat() if duty.due else "") if day]


def _drawn(figure: go.Figure, duty: Duty, height: float, today: float, colours: theme.Palette) -> None:
    *since, due = _ends(duty)
    colour = {"done": colours.ours, "not_on_file": colours.rising}.get(duty.state, colours.required)
    if duty.state == "not_on_file":
        _stroke(figure, due, today, height, colours.rising, 9)
    for start in since:
        _stroke(figure, start, due, height, colour, 2)
        _marks(figure, [start], height, "line-ns-open", colour, [printed(duty.since)])
    _marks(
        figure, [due], height, _SYMBOLS[duty.state], colour, [f"{printed(str(duty.due))}: {say(STATES[duty.state])}"]
    )


def _stroke(figure: go.Figure, start: float, end: float, height: float, colour: str, width: int) -> None:
    trace(figure, ((start, height), (end, height)), line={"color": colour, "width": width})


def _marks(
    figure: go.Figure, at: Sequence[float], height: float, symbol: str, colour: str, said: Sequence[str]
) -> None:
    mark = {"symbol": symbol, "size": 11, "color": colour, "line": {"color": colour, "width": 2}}
    trace(figure, [(place, height) for place in at], said, marker=mark)
