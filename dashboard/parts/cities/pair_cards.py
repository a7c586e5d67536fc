"""A card for each pair: since when and what for, a small curve of each city, what can be said of both, what is open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from html import escape

import streamlit as st

from analytics.pairs import running
from analytics.pairs.at_a_glance import PairLine
from analytics.pairs.facing import matters
from analytics.pairs.milestone_kinds import MILESTONES
from dashboard import downloads, session, tables, theme, widgets
from dashboard.figures import card_curves, small_curves
from dashboard.figures.small_curves import CityCurve
from dashboard.language import gettext as _
from dashboard.language import listed, ngettext, say
from dashboard.notation import subscripts
from dashboard.parts.cities import city_curves
from dashboard.parts.pairs import pairing
from dashboard.parts.pairs.pair_learning import MATTER_NAMES
from dashboard.widgets import text
from dashboard.words.printed_dates import printed
from datasets import Programme

MOST = 12
"""So many pairs have a card; the reports of their cities are read one by one. The others stand in a table."""
_STYLE = """<style>
.pairs { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(19rem, 100%), 1fr));
  grid-auto-rows: auto; gap: .625rem; }
.pairs article { border: 1px solid color-mix(in srgb, currentColor 20%, transparent); border-radius: .625rem;
  padding: .625rem .75rem .75rem; display: grid; grid-row: span 4; grid-template-rows: subgrid; gap: 0;
  font-size: .8125rem;
  line-height: 1.4; min-width: 0; overflow-wrap: break-word; }
.pairs h3 { font-size: .9375rem; line-height: 1.3; font-weight: 650; padding: 0; margin: 0; }
.pairs a { color: inherit; text-decoration: none; }
.pairs h3 a { color: var(--ours); }
.pairs a:is(:hover, :focus-visible) { text-decoration: underline; text-underline-offset: .2em; }
.pairs p { margin: 0; font-size: inherit; }
.pairs .both { border-top: 1px solid color-mix(in srgb, currentColor 15%, transparent); margin-top: .375rem;
  padding-top: .375rem; display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; }
.pairs .city { display: flex; flex-direction: column; min-width: 0; }
.pairs .curve { margin-top: auto; }
.pairs .city b { font-weight: 650; font-size: .9375rem; }
.pairs .curve { position: relative; aspect-ratio: 170 / 100; }
.pairs .curve img { width: 100%; height: 100%; display: block; }
.pairs .curve span { position: absolute; transform: translateY(-50%); font-weight: 650; padding-left: .5rem;
  white-space: nowrap; }
.pairs .curve.none { display: grid; place-items: center; font-weight: 600;
  background: repeating-linear-gradient(135deg, color-mix(in srgb, currentColor 14%, transparent)
  0 1px, transparent 1px 8px);
  border: 1px dashed color-mix(in srgb, currentColor 35%, transparent); border-radius: .25rem; }
.pairs .curve.none a { background: var(--paper); padding: .25rem .5rem; border-radius: .25rem; }
.pairs .years { display: flex; justify-content: space-between; width: 84%; margin: 0; }
.pairs .said { border-top: 1px solid color-mix(in srgb, currentColor 15%, transparent);
  padding-top: .375rem; margin-top: .375rem; }
</style>"""


@dataclass(frozen=True)
class _Card:
    line: PairLine
    names: tuple[str, str]
    curves: tuple[CityCurve, CityCurve]
    said: str


def board(found: Programme) -> None:
    """The cards of the first pairs, a table of the others, and the numbers behind the curves."""
    lines = session.pair_lines()
    head = ngettext("{count} pair", "{count} pairs", len(lines))
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom"):
        st.header(text(head), anchor=False)
        pairing.new()
    key = f"cards of {session.newest_revision()}, {_today()}"
    made = session.made_of(key, partial(_Cards, found, lines[:MOST]), found)
    dark = widgets.dark()
    st.html(_STYLE + session.made_of(f"{key}, {dark}", partial(_markup, made.cards, dark), made))
    note = _(
        "Index, each city's own base year or first inventory = 100. Grey: the path to its target. Names open the city "
        "or the pair. Sources stand on each city's page."
    )
    st.caption(text(note))
    curves = [curve for card in made.cards for curve in card.curves]
    downloads.numbers(_("Curves of the cities in pairs"), small_curves.curves_table(curves), note, "pair-cards")
    if lines[MOST:]:
        _others(found, lines[MOST:])


class _Cards:
    """The cards that are shown, made once for each revision."""

    def __init__(self, found: Programme, lines: Sequence[PairLine]) -> None:
        numbers = {city.city_id: number for number, city in enumerate(found.cities)}
        known = [line for line in lines if {line.left, line.right} <= numbers.keys()]
        wanted = [numbers[city_id] for line in known for city_id in (line.left, line.right)]
        curves = city_curves.curves(found, wanted)
        self.cards = [
            _Card(line, (left.name, right.name), (left, right), said((line.left, line.right), (left.name, right.name)))
            for line, left, right in zip(known, curves[::2], curves[1::2], strict=True)
        ]


def said(pair: pairing.Pair, names: pairing.Pair) -> str:
    """What can be said of both in one sentence; else what is shown of both, and what would unlock more."""
    return said_of(pairing.facing(pair), names)


def said_of(found: pairing.Facing, names: pairing.Pair) -> str:
    """What can be said of two cities that face each other, in one sentence."""
    if not found.comparison.refused:
        return f"✓ {pairing.finding(found.comparison, names)}"
    every = matters(*found.sides, found.shares, found.comparison)
    shown = [say(MATTER_NAMES[matter.code]) for matter in every if matter.shown]
    lacking = next((matter.reasons[0] for matter in every if not matter.shown and matter.reasons), None)
    return " ".join(
        filter(None, (f"✓ {' · '.join(shown)}." if shown else "", subscripts(say(lacking)) if lacking else ""))
    )


def _markup(cards: Sequence[_Card], dark: bool) -> str:
    scale = card_curves.CardScale([curve for card in cards for curve in card.curves])
    return f'<div class="pairs">{"".join(_article(card, scale, dark) for card in cards)}</div>'


def _article(card: _Card, scale: card_curves.CardScale, dark: bool) -> str:
    pair = session.pair_address(f"{card.line.left}{session.PAIRED}{card.line.right}")
    # Translators: two cities that are paired.
    title = _("{first} – {second}", first=card.names[0], second=card.names[1])
    told = "<br>".join(escape(words) for words in told_of(card.line, _today()))
    cities = "".join(_city(curve, scale, dark) for curve in card.curves)
    return (
        f'<article><h3><a href="{escape(pair)}">{escape(title)}</a></h3><p class="told">{told}</p>'
        f'<div class="both">{cities}</div><p class="said">{escape(card.said)}</p></article>'
    )


def told_of(line: PairLine, today: date) -> list[str]:
    """Since when and what for, what they did last, and what they promised and did not keep yet."""
    said = [listed([say(topic) for topic in line.topics[:2]])] if line.topics else []
    if line.start and line.end:
        said.append(_("{start} to {end}", start=printed(line.start), end=printed(line.end)))
    elif line.announced:
        said.append(_("announced: {date}", date=printed(line.start)))
    elif line.start and line.months and running.over(line.start, line.end, line.months, today):
        said.append(_("{start}, planned for {months} months", start=printed(line.start), months=line.months))
    elif line.start:
        said.append(_("since {date}", date=printed(line.start)))
    if line.last:
        # Translators: the last thing that two cities did together, and when.
        said.append(_("last: {what}, {date}", what=say(MILESTONES[line.last[1]]), date=printed(line.last[0])))
    if line.followed:
        # Translators: what two cities did after their project; nobody printed when.
        said.append(_("later, undated: {what}", what=say(MILESTONES["follow_up"])))
    if line.due:
        late = line.late(today)
        words = ngettext("{number} promise open", "{number} promises open", len(line.due))
        said.append(f"{words}, {_('{number} late', number=late)}" if late else words)
    return said


def _city(curve: CityCurve, scale: card_curves.CardScale, dark: bool) -> str:
    colour = theme.palette(dark).verdict(curve.verdict)
    name = f'<a href="{escape(session.address(curve.city_id))}">{escape(curve.name)}</a>'
    sign = f'<span style="color: {escape(colour)}" aria-hidden="true">{theme.VERDICT_SIGNS[curve.verdict]}</span>'
    head = f'<b>{sign} {name}</b><p style="color: {escape(colour)}">{escape(curve.words)}</p>'
    if not curve.points and not curve.path:
        words = escape(_("Add the first inventory of {city}", city=curve.name))
        door = f'<a href="{escape(session.address(curve.city_id, "data"))}">{words}</a>'
        door = door if session.may_open("data", curve.city_id) else ""
        return f'<div class="city">{head}<div class="curve none">{door}</div></div>'
    alt = escape(small_curves.told(curve))
    drawing = f'<img src="{card_curves.address(curve, scale, dark)}" alt="{alt}">'
    years = f'<p class="years" aria-hidden="true"><span>{scale.first}</span><span>{scale.last}</span></p>'
    return f'<div class="city">{head}<div class="curve">{drawing}{_end(curve, scale, colour)}</div>{years}</div>'


def _end(curve: CityCurve, scale: card_curves.CardScale, colour: str) -> str:
    """The last figure beside its mark; of a single inventory without a path the year."""
    if not curve.points:
        return ""
    year, value = curve.points[-1]
    x, y = scale.at(year, value)
    alone = len(curve.points) == 1 and not curve.path
    words = _("only {year}", year=year) if alone else theme.number(value)
    left, top = 100 * x / card_curves.WIDTH, 100 * y / card_curves.HEIGHT
    below = "padding: 0; transform: translate(-50%, 45%); " if alone else ""  # a word is longer than the room beside it
    look = f"{below}left: {left:.1f}%; top: {top:.1f}%; color: {colour}"
    return f'<span style="{escape(look)}" aria-hidden="true">{escape(words)}</span>'


def _others(found: Programme, lines: Sequence[PairLine]) -> None:
    """The pairs beyond the cards, each in a row."""
    names = {city.city_id: city.name for city in found.cities}
    rows: dict[str, list[str]] = {_("Pair"): [], _("What there is"): []}
    links = []
    for line in lines:
        rows[_("Pair")].append(_("{first} – {second}", first=names[line.left], second=names[line.right]))
        rows[_("What there is")].append(" · ".join(told_of(line, _today())))
        links.append(session.pair_address(f"{line.left}{session.PAIRED}{line.right}"))
    tables.show(tables.markup(rows, _("The other pairs"), {}, links=links))


def _today() -> date:
    return datetime.now(UTC).date()
