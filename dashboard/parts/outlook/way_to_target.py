"""The ladder: what is left in the target year with the decided actions, then with each further kind, each as a range
between the published totals, against the target. The words beside the bars say all that they show."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from analytics.commitment.expert import YearlyRates, yearly_rates
from analytics.commitment.ladder import Rung
from analytics.inventories.published import PublishedTotal
from dashboard import session, theme, widgets
from dashboard.language import gettext as _
from dashboard.language import ngettext, say
from dashboard.parts.outlook import outlook_wording
from dashboard.widgets import text
from datasets import Outlook

_STYLE = """<style>
.ladder { width: 100%; border-collapse: collapse; font-size: .9375rem; line-height: 1.3; print-color-adjust: exact;
  -webkit-print-color-adjust: exact; }
.ladder caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.ladder :is(th, td) { text-align: left; font-weight: 400; padding: .375rem 1rem .375rem 0; vertical-align: middle;
  border-bottom: 1px solid color-mix(in srgb, currentColor 15%, transparent); }
.ladder tbody th { font-weight: 600; }
.ladder thead :is(th, td) { opacity: .85; padding-bottom: .125rem; border: 0; }
.ladder .answer { text-align: right; padding-right: 0; }
.ladder .bar { min-width: 9rem; padding-right: 1.5rem; }
@media (min-width: 1200px) { .ladder tbody :is(th, td) { white-space: nowrap; } .ladder .bar { width: 99%; } }
.ladder .left { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.ladder .bar div { position: relative; height: 1.25rem; border-left: 1px solid currentColor; }
.ladder .bar i { position: absolute; top: .125rem; bottom: .125rem; }
.ladder .bar i.aim { top: -.5rem; bottom: -.5rem; width: 0; border-left: 2px dashed currentColor; }
.ladder .aimed { position: relative; display: block; height: 1.3em; }
.ladder .aimed span { position: absolute; transform: translateX(-50%); white-space: nowrap; font-weight: 600; }
@media (max-width: 640px) { .ladder, .ladder tbody, .ladder tr, .ladder :is(th, td) { display: block; width: auto; }
  .ladder tr { border-bottom: 1px solid color-mix(in srgb, currentColor 15%, transparent); padding: .375rem 0; }
  .ladder :is(th, td) { border: 0; padding: .0625rem 0; } .ladder thead { display: none; }
  .ladder :is(.answer, .left) { text-align: left; } .ladder .bar i.aim { top: -.125rem; bottom: -.125rem; } }
</style>"""


def steps(ahead: Outlook) -> None:
    """The ladder with how its ends are to be read; nothing where there is no plan."""
    city = session.at_city(ahead.report.city.city_id)
    rungs, others = session.made_of("ladder", lambda: city.ladder(ahead), ahead), city.other_totals(ahead)
    if not rungs or ahead.plan is None:
        return
    st.html(_STYLE + markup(ahead, rungs))
    if notes := note(ahead, others):
        st.caption(text(notes))


def note(ahead: Outlook, others: Sequence[PublishedTotal]) -> str:
    """Which totals the ranges lie between, and which of them judges nothing."""
    start = ahead.start
    if start is None or not others:
        return ""
    named = [f"{theme.tonnes(item.total_t, item.gas)} ({say(item.name)})" for item in others]
    said = _(
        "From {own} of {year} as judged, and from what else was published of that year and judges nothing: {others}.",
        own=theme.tonnes(start.emissions_t, start.gas),
        year=start.year,
        others="; ".join(named),
    )
    if all(item.gas == start.gas for item in others):
        return said
    alone = _("A total in CO₂ alone stands for at least as much in CO₂e: that end of a range is the lowest it can be.")
    return f"{said} {alone}"


def markup(ahead: Outlook, rungs: Sequence[Rung]) -> str:
    """The ladder as a table of HTML, every text said in the reader's language and escaped."""
    plan, colours = ahead.plan, theme.palette(widgets.dark())
    assert plan is not None
    year, like = plan.years[-1], plan.reference_t[0]
    aim = ahead.progress.target_t if ahead.comparable else None
    trend = ahead.trend.tonnes[-1] if ahead.trend and ahead.scenario and ahead.scenario.kind != "trend" else None
    whole = max(*(max(rung.left_t) for rung in rungs), aim or 0.0, trend or 0.0, 1.0) * 1.02
    rows = []
    for rung in rungs:
        over = bool(rung.open_t) and max(rung.open_t) > 0
        colour = colours.required if not rung.open_t else colours.rising if over else colours.ours
        bar = _bar(min(rung.left_t), max(rung.left_t), aim, whole, colour)
        said = answer(rung, like, ahead.report.this_year or year)
        name = outlook_wording.rung_name(ahead, rung)
        rows.append(_row(name, _added(rung, like), span(sorted(rung.left_t), like), bar, _strong(said)))
    if trend is not None:
        rates = yearly_rates(ahead.progress, ahead.report.inventories)
        # Translators: a step of a ladder: emissions go on as in the last ten years.
        name, bar = _("if the recent trend went on"), _bar(trend, trend, aim, whole, colours.required)
        left = theme.tonnes(trend, None, like=like)
        rows.insert(1, _row(name, "", left, bar, _strong(trend_answer(rates, trend, aim, like))))
    # Translators: the head of a table: what is left in the target year, step by step.
    head = _("Left in {year}, step by step", year=year)
    aimed = (
        escape(_("From zero"))
        if aim is None
        else _aimed(_("target {amount}", amount=theme.tonnes(aim, None)), 100 * aim / whole)
    )
    # Translators: the head of a column: what a step leaves open to the target.
    last = _("open to the target") if aim is not None else ""
    if aim is None:
        last = _("no target") if ahead.progress.target is None else _("target by another method")
    # Translators: the head of a column: the emissions that a step leaves.
    then = _("Then left")
    return (
        f'<table class="ladder"><caption>{escape(head)}</caption><thead><tr><th scope="col">{escape(head)}</th>'
        f'<th scope="col">{escape(_("Actions"))}</th><th scope="col" class="left">{escape(then)}</th>'
        f'<th scope="col" class="bar">{aimed}</th><th scope="col" class="answer">{escape(last)}</th></tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table>"
    )


def _row(name: str, added: str, left: str, bar: str, answer: str) -> str:
    return (
        f'<tr><th scope="row">{escape(name)}</th><td>{escape(added)}</td><td class="left">{escape(left)}</td>'
        f'<td class="bar">{bar}</td><td class="answer">{answer}</td></tr>'
    )


def _strong(said: str) -> str:
    """An answer as HTML, in bold unless it says that nothing can be told."""
    return escape(said) if said.startswith("○") or not said else f"<b>{escape(said)}</b>"


def _aimed(words: str, left: float) -> str:
    return f'<span class="aimed"><span style="left: {left:.2f}%">{escape(words)}</span></span>'


def _bar(least: float, most: float, aim: float | None, whole: float, colour: str) -> str:
    """What is left from zero, faint up to the least and stronger between least and most, with the target as a line."""
    left, wide = 100 * max(least, 0.0) / whole, 100 * (most - max(least, 0.0)) / whole
    ends = f"border: 0 solid {colour}; border-width: 0 2px; background: {theme.faint(colour, 0.45)}"
    mark = f"left: calc({left:.2f}% - 2px); width: calc({max(wide, 0.0):.2f}% + 4px); {ends}"
    line = "" if aim is None else f'<i class="aim" style="left: {100 * aim / whole:.2f}%"></i>'
    faint = f'<i style="left: 0; width: {left:.2f}%; background: {theme.faint(colour, 0.14)}"></i>'
    return f'<div aria-hidden="true">{faint}<i style="{mark}"></i>{line}</div>'


def _added(rung: Rung, like: float) -> str:
    """How many actions a step adds, and how much they take off."""
    if not rung.statuses:
        return ""
    most = max(rung.adds_t, key=abs)
    amount = theme.tonnes(most, None, like=like) if most else theme.number(0)
    if rung.statuses == ("expected",):
        return _("{amount} less", amount=amount)
    return ngettext("{number} action, {amount} less", "{number} actions, {amount} less", rung.count, amount=amount)


def span(ends: Sequence[float], like: float) -> str:
    """One amount, or the two between which it lies, the unit once where it is one."""
    first, last = theme.tonnes(ends[0], None, like=like), theme.tonnes(ends[-1], None, like=like)
    if first == last:
        return last
    number, _mark, unit = first.rpartition(theme.NBSP)
    # Translators: two amounts between which something lies, as in "2.40 to 3.08 Mt".
    return _("{first} to {last}", first=number if last.rpartition(theme.NBSP)[2] == unit else first, last=last)


def answer(rung: Rung, like: float, this_year: int) -> str:
    """What is still open after a step, or by how much it passes the target and in which year."""
    if not rung.open_t:
        return ""
    least, most = min(rung.open_t), max(rung.open_t)
    amounts = span(sorted(map(abs, (least, most))), like)
    if least > 0:
        return f"▲ {_('{amount} open', amount=amounts)}"
    if most <= 0:
        years = sorted({year for year in rung.passed if year is not None and year > this_year})
        said = _("passed by {amount}", amount=amounts)
        if len(years) == len(set(rung.passed)) > 0:
            when = str(years[0]) if len(years) == 1 else _("{first} to {last}", first=years[0], last=years[-1])
            said = _("passed by {amount}, in {years}", amount=amounts, years=when)
        return f"● {said}"
    short, by = theme.tonnes(most, None, like=like), theme.tonnes(-least, None, like=like)
    return f"◆ {_('{open} open, or passed by {amount}', open=short, amount=by)}"


def trend_answer(rates: YearlyRates, trend_t: float, aim: float | None, like: float) -> str:
    """Whether the recent trend gets there, and in which year."""
    if aim is None:
        return ""
    if rates.trend_told is False:
        # Translators: said of the recent trend.
        return f"○ {_('no clear trend')}"
    off = theme.tonnes(abs(trend_t - aim), None, like=like)
    if trend_t <= aim:
        return f"● {_('passed by {amount}', amount=off)}"
    if rates.arrives is None:
        return f"▲ {_('{amount} open', amount=off)}"
    return f"▲ {_('{amount} open; reached in {year}', amount=off, year=rates.arrives)}"
