"""The curve of a city against its path as a picture (SVG) for the city's own website, with its source on it."""

from __future__ import annotations

from functools import partial
from html import escape
from textwrap import wrap

from analytics.text.problems import Problem, Refused
from dashboard import language, theme
from dashboard.downloads import aloud
from dashboard.figures import behind, trajectory_curve
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.packs.paper import drawn, rests_on
from dashboard.words import shown_series
from datasets import City, Store

WIDE = 760
"""Pixels."""
LINE, LETTERS = 18, 112
"""Of the words below: pixels from one line to the next, and how many letters stand on one."""


def curve(store: Store, city: str, spoken: str) -> str:
    """The picture in a language. Raises Refused for a language that there is not, and for a city without a curve."""
    if spoken not in language.LANGUAGES:
        expected = f"one of {', '.join(language.LANGUAGES)}"
        raise Refused(Problem("block", "language-unknown", f'"{spoken[:20]}"', expected, "Choose one."))
    return language.bound(partial(_curve, City(store, city), spoken))()


def _curve(city: City, spoken: str) -> str:
    language.use(spoken)
    report = city.report()
    if not shown_series.has_curve(report):
        found, expected = f"no curve of {city.record.name}", "a target and inventories to hold against it"
        raise Refused(Problem("block", "nothing-on-file", found, expected, "State them first."))
    shown = shown_series.in_front(report)
    picture = drawn(partial(trajectory_curve.curve, report, shown=shown))(False, WIDE)
    revision = report.leading.latest.revision if report.leading.latest else None
    title = f"{say(city.record.name)}: {shown_series.curve_title(report, shown)}"
    alt = aloud(title, behind.curve(report))
    below = [*wrap(rests_on(report.leading.sources, revision), LETTERS), _("Figure code {code}", code=city.code())]
    head, body = picture.split(">", 1)
    high = int(head.partition('height="')[2].partition('"')[0])
    whole = high + LINE * (len(below) + 2)
    words = "".join(
        f'<text x="8" y="{high + LINE * (place + 2)}" font-size="12" fill="{theme.LIGHT.ink}">{escape(line)}</text>'
        for place, line in enumerate(below)
    )
    box = f"0 -{LINE + 6} {WIDE} {whole + LINE}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDE}" height="{whole + LINE}" viewBox="{box}"'
        f' role="img" font-family="{theme.DRAWN_FONT}, sans-serif">'
        f"<title>{escape(title)}</title><desc>{escape(alt)}</desc>"
        f'<rect y="-{LINE + 6}" width="100%" height="100%" fill="{theme.LIGHT.paper}"/>'
        f'<text x="8" y="-4" font-size="15" font-weight="600" fill="{theme.LIGHT.ink}">{escape(title)}</text>'
        f"{body.removesuffix('</svg>')}{words}</svg>"
    )
