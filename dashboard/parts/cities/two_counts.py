"""How many cities stand where, today and by their last known answers: a square for each city, of many a bar."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import streamlit as st

from analytics.vocabulary import Verdict
from dashboard import session, theme, widgets
from dashboard.language import gettext as _
from dashboard.parts.cities import city_sentences
from datasets import Programme

SQUARES = 40
"""Up to so many cities each has a square of its own."""
_STYLE = """<style>
.counts { display: grid; grid-template-columns: max-content minmax(8rem, max-content) 1fr; gap: .5rem 1.25rem;
  align-items: center; margin-bottom: .5rem; }
.counts b { font-weight: 600; }
.counts .squares { display: flex; flex-wrap: wrap; gap: .25rem; }
.counts .squares i { font-style: normal; width: 1.5rem; height: 1.5rem; line-height: 1.5rem; text-align: center;
  border-radius: .25rem; }
.counts .bar { gap: 1px; min-width: 16rem; }
.counts .bar i { width: auto; min-width: 1.5rem; }
@media (max-width: 768px) { .counts { grid-template-columns: 1fr; gap: .25rem; } .counts b { margin-top: .5rem; } }
</style>"""


def board(found: Programme) -> None:
    """The two counts, today's first."""
    this_year, dark = session.this_year(), widgets.dark()
    rows = {
        _("Today ({year})", year=this_year): city_sentences.counted(found.today(this_year)),
        _("Last known"): city_sentences.counted(found.verdicts),
    }
    st.html(_STYLE + f'<div class="counts">{"".join(_row(name, counts, dark) for name, counts in rows.items())}</div>')


def _row(name: str, counts: Mapping[Verdict, int], dark: bool) -> str:
    """One count: its name, its squares, which no screen reader needs, and its words."""
    palette, few = theme.palette(dark), sum(counts.values()) <= SQUARES
    squares = []
    for verdict, count in counts.items():
        sign = theme.VERDICT_SIGNS[verdict]
        look = f"background: {palette.verdict(verdict)}; color: {palette.paper}"
        if verdict is Verdict.CANNOT_TELL:
            look = f"box-shadow: inset 0 0 0 1.5px {palette.shore}; color: {palette.soft}"
        size = "" if few else f"; flex: {count} 1 1.5rem"
        squares += [f'<i style="{escape(look + size)}">{sign}</i>'] * (count if few else 1)
    kind = "squares" if few else "squares bar"
    said = escape(city_sentences.where(counts))
    return f'<b>{escape(name)}</b><span class="{kind}" aria-hidden="true">{"".join(squares)}</span><span>{said}</span>'
