"""The ladder: what is left in the target year with what is decided, then with each further kind of action, against the
target. The words beside the bars say all that they show."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from analytics.commitment.ladder import Rung
from analytics.inventories.published import PublishedTotal
from dashboard import session, theme
from dashboard.language import gettext as _
from dashboard.language import ngettext, say
from dashboard.parts.outlook import outlook_wording
from datasets import Outlook

ROOM = 1.2
"""Of the longest bar: so wide is the place of the bars, for the amounts at their ends."""
_STYLE = """<style>
.ladder { width: 100%; border-collapse: collapse; font-size: 1rem; line-height: 1.3; print-color-adjust: exact;
  -webkit-print-color-adjust: exact; --open: color-mix(in srgb, var(--rising) 45%, transparent); }
.ladder caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.ladder :is(th, td) { text-align: left; font-weight: 400; padding: .375rem 1rem .375rem 0; vertical-align: middle;
  border-bottom: 1px solid color-mix(in srgb, currentColor 15%, transparent); }
.ladder tbody th { font-weight: 600; }
.ladder tbody th::first-letter { text-transform: uppercase; }
@media (min-width: 1200px) { .ladder tbody :is(th, td) { white-space: nowrap; } }
.ladder thead :is(th, td) { opacity: .85; padding-bottom: .125rem; border: 0; }
.ladder .answer { text-align: right; padding-right: 0; white-space: nowrap; }
.ladder .bar { min-width: 9rem; width: 60%; }
.ladder .bar div { position: relative; height: 1.5rem; border-left: 2px solid currentColor; }
.ladder .bar i { position: absolute; top: .0625rem; bottom: .0625rem; box-sizing: border-box; }
.ladder .below { background: color-mix(in srgb, currentColor 25%, transparent); }
.ladder .open { background: repeating-linear-gradient(135deg, var(--open) 0 4px, transparent 4px 8px);
  border: 1px solid var(--rising); }
.ladder .off { background: var(--ours); }
.ladder .expected { border: 1.5px dashed var(--ours); }
.ladder .aim { top: -.4375rem !important; bottom: -.4375rem !important; border-left: 2px dashed currentColor; }
.ladder .bar b { position: absolute; top: .125rem; padding-left: .5rem; white-space: nowrap; }
.ladder .aimed { position: relative; display: block; height: 1.3em; }
.ladder .aimed span { position: absolute; transform: translateX(-50%); white-space: nowrap; font-weight: 600; }
@media (max-width: 640px) { .ladder, .ladder tbody, .ladder tr, .ladder :is(th, td) { display: block; width: auto; }
  .ladder tr { border-bottom: 1px solid color-mix(in srgb, currentColor 15%, transparent); padding: .375rem 0; }
  .ladder :is(th, td) { border: 0; padding: .0625rem 0; } .ladder thead { display: none; }
  .ladder .answer { text-align: left; } .ladder .aim { top: -.125rem !important; bottom: -.125rem !important; } }
</style>"""


def steps(ahead: Outlook) -> None:
    """The ladder; nothing where there is no plan."""
    city = session.at_city(ahead.report.city.city_id)
    rungs = session.made_of("ladder", lambda: city.ladder(ahead), ahead)
    if rungs and ahead.plan is not None:
        st.html(_STYLE + markup(ahead, rungs))


def note(ahead: Outlook, others: Sequence[PublishedTotal]) -> str:
    """The total that the ladder starts from, and what else was published of that year."""
    start = ahead.start
    if start is None or not others:
        return ""
    named = [f"{theme.tonnes(item.total_t, item.gas)} ({say(item.name)})" for item in others]
    return _(
        "From {own} of {year} as judged, and from what else was published of that year and judges nothing: {others}.",
        own=theme.tonnes(start.emissions_t, start.gas),
        year=start.year,
        others="; ".join(named),
    )


def markup(ahead: Outlook, rungs: Sequence[Rung]) -> str:
    """The ladder as a table of HTML, every text said in the reader's language and escaped: each step from the total
    that judges, what it takes off in green, what then stays above the target hatched."""
    plan = ahead.plan
    assert plan is not None
    year, like = plan.years[-1], plan.reference_t[0]
    aim = ahead.progress.target_t if ahead.comparable else None
    whole = max(*(rung.left_t[0] for rung in rungs), aim or 0.0, 1.0) * ROOM
    rows, before = [], rungs[0].left_t[0]
    for rung in rungs:
        left = rung.left_t[0]
        name, count = outlook_wording.rung_name(ahead, rung), _count(rung)
        amount = theme.tonnes(-rung.adds_t[0], None, signed=True, like=like) if rung.statuses else _amount(left, like)
        bar = _bar((before, left), aim, whole, amount, rung.statuses == ("expected",))
        said = _amount(left, like) if aim is None else answer(rung, like, ahead.report.this_year or year)
        rows.append(
            f'<tr><th scope="row">{escape(name)}</th><td>{escape(count)}</td><td class="bar">{bar}</td>'
            f'<td class="answer"><b>{escape(said)}</b></td></tr>'
        )
        before = left
    # Translators: the head of a table: what is left in the target year, step by step.
    head = _("Left in {year}, step by step", year=year)
    # Translators: the head of a column: what a step leaves open to the target.
    last = _("open to the target") if aim is not None else _("Then left")
    return (
        f'<table class="ladder"><caption>{escape(head)}</caption><thead><tr><th scope="col">{escape(head)}</th>'
        f'<th scope="col">{escape(_("Actions"))}</th><th scope="col" class="bar">{_aimed(ahead, aim, whole)}</th>'
        f'<th scope="col" class="answer">{escape(last)}</th></tr></thead><tbody>{"".join(rows)}</tbody></table>'
    )


def _aimed(ahead: Outlook, aim: float | None, whole: float) -> str:
    """The target above its line, or why there is none."""
    if aim is None:
        return escape(_("no target") if ahead.progress.target is None else _("target by another method"))
    words = escape(_("target {amount}", amount=theme.tonnes(aim, None)))
    return f'<span class="aimed"><span style="left: {100 * aim / whole:.2f}%">{words}</span></span>'


def _amount(tonnes: float, like: float) -> str:
    return theme.tonnes(tonnes, None, like=like)


def _bar(ends: tuple[float, float], aim: float | None, whole: float, amount: str, expected: bool) -> str:
    """What was left before a step and after it, from zero, with the target as a line and what the step moves."""
    low, high = sorted(max(end, 0.0) for end in ends)
    reached = ends[1] if aim is None else min(low, aim)
    kind = "expected" if expected else "off" if ends[1] <= ends[0] else "open"
    parts = [("below", 0.0, max(reached, 0.0)), (kind, low, high)]
    if aim is not None and low > aim:
        parts.append(("open", aim, low))
    drawn = [
        f'<i class="{name}" style="left: {100 * first / whole:.2f}%; width: {100 * (last - first) / whole:.2f}%"></i>'
        for name, first, last in parts
        if last > first
    ]
    line = "" if aim is None else f'<i class="aim" style="left: {100 * aim / whole:.2f}%"></i>'
    label = f'<b style="left: {100 * max(high, aim or 0.0) / whole:.2f}%">{escape(amount)}</b>'
    return f"<div>{''.join(drawn)}{line}{label}</div>"


def _count(rung: Rung) -> str:
    """How many actions a step adds."""
    if rung.statuses == ("expected",):
        # Translators: said of what others than the city bring, in a column that counts actions.
        return _("not an action")
    return ngettext("{number} action", "{number} actions", rung.count) if rung.statuses else ""


def answer(rung: Rung, like: float, this_year: int) -> str:
    """What is still open after a step, or by how much it passes the target and in which year."""
    if not rung.open_t:
        return ""
    amount = _amount(abs(rung.open_t[0]), like)
    if rung.open_t[0] > 0:
        return f"▲ {_('{amount} open', amount=amount)}"
    year = rung.passed[0] if rung.passed else None
    if year is None or year <= this_year:
        return f"● {_('passed by {amount}', amount=amount)}"
    return f"● {_('passed by {amount}, in {years}', amount=amount, years=year)}"
