"""The stage of a presentation: one slide as large as the window, what can be said aloud, the doors to the others, and
their keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard import downloads, session, tables, theme, widgets
from dashboard.cards import ChartCard
from dashboard.decisions import NextStep
from dashboard.language import gettext as _
from dashboard.language import ngettext
from dashboard.widgets import text
from dashboard.words import verdicts
from datasets import CityReport

if TYPE_CHECKING:
    from dashboard.packs.city_parts import CitySlide

HERE = Path(__file__).resolve().parent
SLIDE = "slide"
"""What the address calls the number of the slide, the first being 1."""


def chosen(count: int) -> int:
    """The number of the slide that the address asks for, from 1 to ``count``; a number that is none is said to be."""
    numbers = [str(number) for number in range(1, count + 1)]
    asked = session.asked(SLIDE, numbers, "slide")
    shown = asked if asked in numbers else numbers[0]
    if session.kept(SLIDE) != shown:  # a link to the page that is open turns it here, but not in the address bar
        session.keep(SLIDE, shown)
        st.query_params[SLIDE] = shown
    return int(shown)


def slide(report: CityReport, told: CitySlide, number: int, count: int) -> None:
    """One slide: who and the verdict above, the title, what it shows, at its foot sources, day and number, and beside
    it what can be said aloud."""
    st.html(HERE / "stage.css")
    with st.container(key="stage"):
        with st.container(key="stage-top", horizontal=True, vertical_alignment="center"):
            widgets.eyebrow(verdicts.eyebrow(report), report.holds_samples(*told.spoken_of), verdicts.answer(report))
        st.title(text(told.title), anchor=False)
        if told.line:
            with st.container(key="stage-line"):
                st.markdown(text(told.line))
        with st.container(key="stage-body"):
            if told.chart is not None:
                _chart(told.chart)
            if told.table is not None:
                heads, rows, _shares = told.table
                with st.container(key="stage-table"):
                    tables.table(dict(zip(heads, zip(*rows, strict=True), strict=True)), told.title)
            if told.to_do:
                _steps(told.to_do)
        made = _("Made on {date}.", date=theme.date(datetime.now(UTC)))
        st.caption(text(f"{told.foot} {made}"))
    with st.container(key="stage-notes"):
        st.markdown("\n\n".join(map(text, told.notes)))
    _doors(report.city.city_id, number, count)


def _chart(card: ChartCard) -> None:
    dark = widgets.dark()
    figure = session.drawn(f"slide {card.key}", card.of, dark, lambda: card.draw(dark))
    with st.container(key="stage-chart"):
        widgets.picture(figure, downloads.aloud(card.finding, card.rows), f"slide-{card.key}")


def _steps(found: Sequence[NextStep]) -> None:
    with st.container(key="stage-steps"):
        st.markdown(ngettext("{count} next step", "{count} next steps", len(found)))
        widgets.numbered(f"**{text(one.about)}**  \n   {text(one.why)}" for one in found)


def _doors(city_id: str, number: int, count: int) -> None:
    """Back, on and out, as links that the address bar follows; the arrow keys take the same ones."""
    with st.container(key="stage-doors", horizontal=True, vertical_alignment="center", gap="small"):
        if number > 1:
            with st.container(key="stage-back", width="content"):
                _door(city_id, number - 1, _("Back"), ":material/arrow_back:")
        # Translators: the number of a slide and how many there are.
        st.caption(_("{number} of {count}", number=number, count=count), width="content")
        if number < count:
            with st.container(key="stage-on", width="content"):
                _door(city_id, number + 1, _("Next"), ":material/arrow_forward:")
        with st.container(key="stage-out", width="content"):
            session.link("progress", _("Close"), city_id, icon=":material/close:")
        _keys()(data={"full": _("Full screen"), "notes": _("Notes")}, key="stage-keys")


def _door(city_id: str, number: int, label: str, icon: str) -> None:
    session.link("present", label, city_id, icon=icon, asked={SLIDE: str(number)})


@cache
def _keys() -> Callable[..., Any]:
    script = (HERE / "stage.js").read_text(encoding="utf-8")
    html = '<button type="button" value="notes"></button><button type="button" value="full"></button>'
    css = """
button { font: inherit; color: inherit; background: transparent; cursor: pointer; padding: 0 .5rem; border: 0; }
button:focus-visible { outline: 2px solid currentColor; outline-offset: 1px; }
"""
    return st.components.v2.component("covenant_stage", html=html, css=css, js=script)
