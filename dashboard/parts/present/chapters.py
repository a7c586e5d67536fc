"""The slides of a city on the screen: which there are, what each is titled, and what it shows.

Titles, sentences, figures and pictures are those of the Progress page and of the slides as a file.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import plotly.graph_objects as go
import streamlit as st

from analytics.inventories.inventory import Inventory
from analytics.inventories.opening import opening
from dashboard import downloads, session, widgets
from dashboard.decisions import NextStep
from dashboard.figures import behind, sectors, trajectory_curve
from dashboard.language import gettext as _
from dashboard.language import ngettext, say
from dashboard.notation import subscripts
from dashboard.parts.progress import captions, steps, strip
from dashboard.widgets import text
from dashboard.words import four_figures, origins, shown_series, verdicts
from datasets import CityReport, Outlook


@dataclass(frozen=True)
class Chapter:
    """One slide: its title, what is shown below it, what stands at its foot (method, source and revision), and the
    inventories that it speaks of. All words are plain text."""

    title: str
    show: Callable[[], None]
    foot: str
    spoken_of: tuple[Inventory | None, ...]


def chapters(report: CityReport, this_year: int, ahead: Outlook | None = None) -> tuple[Chapter, ...]:
    """The slides that say something of this city, in their order; the first and the last always do. The next steps
    look at what lies ``ahead``, as those of Progress do."""
    leading = report.leading
    told = opening(leading.latest, report.inventories)
    first, latest = shown_series.compared_with(report), leading.latest
    base = leading.baseline.inventory if leading.baseline else None
    sources = "; ".join(map(say, leading.sources))
    foot = _("Rests on: {sources}.", sources=sources) if sources else _("No source on file.")
    found = [Chapter(verdicts.headline(report), partial(_verdict, report), foot, (latest, base))]
    if shown_series.has_curve(report) and report.inventories:
        shown = shown_series.in_front(report)
        title = shown_series.curve_title(report, shown)
        note = captions.curve_note(report, shown)
        found.append(Chapter(title, partial(_curve, report), note, tuple(report.inventories)))
    if told is not None and shown_series.has_sectors(told):
        note = origins.source_note(told)
        found.append(
            Chapter(captions.made_of_heading(report, told), partial(_composition, report, told), note, (told,))
        )
    if first is not None and latest is not None:
        title, note = captions.sector_title(first, latest), captions.change_note(first, latest)
        found.append(Chapter(title, partial(_changes, report, first, latest), note, (first, latest)))
    next_ones = steps.steps(report, this_year, ahead)
    title = ngettext("{count} next step", "{count} next steps", len(next_ones))
    found.append(Chapter(title, partial(_steps, next_ones), say(verdicts.RULE), (latest,)))
    return tuple(found)


def _verdict(report: CityReport) -> None:
    if drawing := strip.drawing(report.leading):
        strip.strip(drawing)
    else:
        st.markdown(text(verdicts.context(report)))
    widgets.cards(four_figures.cards(report))
    if caveat := verdicts.caveat(report):
        st.caption(text(subscripts(caveat)))


def _curve(report: CityReport) -> None:
    shown = shown_series.in_front(report)
    alt = downloads.aloud(shown_series.curve_title(report, shown), behind.curve(report))
    _picture("curve", report, lambda dark: trajectory_curve.curve(report, dark), alt)


def _composition(report: CityReport, told: Inventory) -> None:
    alt = downloads.aloud(captions.made_of_heading(report, told), behind.composition(told))
    _picture("composition", report, lambda dark: sectors.composition(told, dark), alt)


def _changes(report: CityReport, first: Inventory, latest: Inventory) -> None:
    alt = downloads.aloud(captions.sector_title(first, latest), behind.changes(first, latest))
    _picture("changes", report, lambda dark: sectors.changes(first, latest, dark), alt)


def _picture(kind: str, report: CityReport, draw: Callable[[bool], go.Figure], alt: str) -> None:
    dark = widgets.dark()
    widgets.picture(session.drawn(kind, report, dark, lambda: draw(dark)), alt, f"slide-{kind}")


def _steps(found: list[NextStep]) -> None:
    widgets.numbered(map(_marked, found))


def _marked(step: NextStep) -> str:
    """A step as markdown, what it is about in bold."""
    return "".join(f"**{text(part)}**" if bold else _spaced(part) for part, bold in step.parts)


def _spaced(part: str) -> str:
    """Text as markdown with the spaces around it, which keep it apart from bold words."""
    return f"{' ' * part.startswith(' ')}{text(part)}{' ' * part.endswith(' ')}"
