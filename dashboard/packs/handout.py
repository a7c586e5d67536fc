"""One page of paper for a city (PDF, A4, tagged): verdict, curve, sectors, actions, next steps and how it is judged.

Every sentence, figure and picture comes from the functions that the Progress page uses. No browser is needed.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from datetime import datetime
from html import unescape
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import typst

from analytics.commitment.expert import yearly_rates
from analytics.inventories.opening import opening
from dashboard import language, theme
from dashboard.figures import sectors, trajectory_curve, trajectory_words
from dashboard.language import gettext as _
from dashboard.language import ngettext, say
from dashboard.notation import subscripts
from dashboard.packs import drawing
from dashboard.parts.outlook import outlook_wording
from dashboard.parts.progress import captions, steps, strip
from dashboard.words import shown_series, strengths, verdicts
from datasets import CityReport, Outlook

TEMPLATE = Path(__file__).with_name("handout.typ")
WIDE, HALF_WIDE, HIGH, ROW = 760, 360, 310, 40
"""Pixels of the pictures: how wide curve and bars are, how high the curve and one bar with its name."""
PALE = 64
"""How far what lies behind a hatch covers, up to 255."""
LOOK = ("ours", "ink", "soft", "shore", "grid")
"""The colours of the theme that the template uses."""
FEW_ACTIONS = 3
"""So many actions are named, the largest first."""
_MARKED = re.compile(r"(<b>.*?</b>)")
_TAG = re.compile(r"<[^>]*>")
_RGBA = re.compile(r"[\d.]+")


def handout(report: CityReport, ahead: Outlook, today: datetime, code: str | None = None) -> bytes:
    """The page of a city in the language that is spoken, as the bytes of a PDF; ``today`` is the date on it and
    ``code`` the figure code of the city, by which its figures are found again."""
    found = find_spec("font_source_sans_pro")
    assert found is not None
    assert found.origin is not None
    made: bytes = typst.compile(
        TEMPLATE,
        sys_inputs={"page": json.dumps(_page(report, ahead, today, code))},
        font_paths=[Path(found.origin).parent],
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
        timestamp=today.replace(microsecond=0),
    )
    return made


def _page(report: CityReport, ahead: Outlook, today: datetime, code: str | None) -> dict[str, Any]:
    """Everything that the page says and shows, as plain text."""
    leading, colours = report.leading, theme.LIGHT
    latest, base = leading.latest, leading.baseline.inventory if leading.baseline else None
    made = [theme.date(today)]
    made += [_("Sample figures")] if report.holds_samples(latest, base) else []
    next_ones = steps.steps(report, today.year)
    sources = "; ".join(map(say, leading.sources))
    told = [_("Rests on: {sources}.", sources=sources) if sources else _("No source on file.")]
    told += [_("Revision {number}.", number=latest.revision)] if latest else []
    caveat = " ".join(filter(None, (verdicts.caveat(report), verdicts.head_doubts(report))))
    return {
        "language": language.current(),
        "look": {name: _numbers(getattr(colours, name)) for name in LOOK},
        "maker": _("Covenant of Mayors dashboard"),
        "title": verdicts.headline(report),
        "place": verdicts.eyebrow(report),
        "made": " · ".join(made),
        "answer": verdicts.answer(report).words,
        "about": subscripts(caveat),
        "context": verdicts.context(report),
        "strip": _strip(report),
        "curve": _curve(report),
        "sectors": _sectors(report),
        # Translators: the heading above what a city does to reach its target.
        "actions-title": _("Actions"),
        "actions": _actions(ahead, today.year),
        "steps-title": ngettext("{count} next step", "{count} next steps", len(next_ones)),
        "steps": [step.parts for step in next_ones],
        # Translators: on paper, before a line on which somebody writes who does a step.
        "who": _("Who"),
        # Translators: on paper, before a line on which somebody writes by when a step is done.
        "when": _("by when"),
        # Translators: on paper, above empty lines.
        "agreed": _("Agreed today"),
        "method-title": _("How the verdict is made"),
        "method": f"{say(verdicts.RULE)} {say(strengths.UNCERTAINTY)}",
        "sources": " ".join(told),
        # Translators: at the foot of a page of paper, before a code such as US-BOS-R3-7F3A.
        "code-words": _("Figure code: type it on the Method page to see every row behind these figures"),
        "code": code or "",
    }


def _strip(report: CityReport) -> list[dict[str, Any]]:
    """The bars below the title, as on the page; none where it has none."""
    found = strip.drawing(report.leading)
    if found is None:
        return []
    return [
        {
            "left": _marked(row.left),
            "right": _marked(row.right),
            "parts": [_bar(part, row.whole) for part in row.parts if part.last > part.first or part.mark == "tick"],
        }
        for row in strip.rows(found, yearly_rates(report.leading, report.inventories), theme.LIGHT)
    ]


def _bar(part: strip.Part, whole: float) -> dict[str, Any]:
    """A part of a bar with its ends from 0 to 1, and its colours as red, green, blue and how far they cover."""
    shares = {"first": part.first / whole, "last": part.last / whole}
    solid = _numbers(part.colour)
    pale = [*solid[:3], PALE]
    return asdict(part) | shares | {"solid": solid, "pale": pale}


def _numbers(colour: str) -> list[int]:
    """A colour as red, green, blue and how far it covers, each up to 255."""
    *parts, share = _RGBA.findall(colour if colour.startswith("rgba") else theme.faint(colour, 1))
    return [*map(int, parts), round(255 * float(share))]


def _marked(html: str) -> list[tuple[str, bool]]:
    """Words of the page in their parts, each with whether it is bold."""
    parts = ((part, part.startswith("<b>")) for part in _MARKED.split(html))
    return [(unescape(_TAG.sub("", part)), bold) for part, bold in parts if part]


def _curve(report: CityReport) -> dict[str, str] | None:
    """The curve against the path, as on the page; None where there is none."""
    if not shown_series.has_curve(report):
        return None
    shown = shown_series.in_front(report)
    figure = trajectory_curve.curve(report, shown=shown)
    return {
        "title": shown_series.curve_title(report, shown),
        "svg": drawing.svg(figure, WIDE, HIGH),
        "alt": trajectory_words.curve_alt(report, shown),
    }


def _sectors(report: CityReport) -> dict[str, str]:
    """What the sectors did, else what the newest inventory was made of, else what is missing, as on the page."""
    first, latest = shown_series.compared_with(report), report.leading.latest
    told = opening(latest, report.inventories)
    if first is not None and latest is not None:
        drawn = _bars(sectors.changes(first, latest))
        return {"title": captions.sector_title(first, latest), "svg": drawn, "alt": sectors.changes_alt(first, latest)}
    if told is not None and shown_series.has_sectors(told):
        drawn = _bars(sectors.composition(told))
        return {"title": captions.made_of_title(told), "svg": drawn, "alt": sectors.composition_alt(told)}
    title, what, then = captions.no_drivers(report)
    return {"title": title, "svg": "", "alt": f"{what} {then}"}


def _bars(figure: go.Figure) -> str:
    """Bars closer to each other than on the page, which is as high as what stands beside them."""
    return drawing.svg(figure, HALF_WIDE, ROW * len(figure.data[0].y))


def _actions(ahead: Outlook, this_year: int) -> list[str]:
    """How far the actions on file lead, and the largest of them with what each avoids."""
    known = sorted((item for item in ahead.estimates if item.avoided_t), key=lambda item: -(item.avoided_t or 0.0))
    named = [
        # Translators: an action of a city and what it avoids a year, as in "LED lights: 1.2 kt a year".
        _("{action}: {amount} a year", action=item.action.name, amount=theme.tonnes(item.avoided_t, None))
        for item in known[:FEW_ACTIONS]
    ]
    return [f"{outlook_wording.headline(ahead, this_year)}.", *named]
