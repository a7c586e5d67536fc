"""What the page of paper of one city says: verdict, curve, sectors, actions, next steps and how it is judged.

Every sentence, figure and picture comes from the functions that the Progress page uses.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from analytics.commitment.actions import UNCOUNTED
from analytics.commitment.expert import yearly_rates
from dashboard import theme
from dashboard.cards import ChartCard
from dashboard.downloads import aloud
from dashboard.language import ended, ngettext, say
from dashboard.language import gettext as _
from dashboard.notation import subscripts
from dashboard.packs.paper import (
    Agreed,
    Chart,
    Heading,
    Paper,
    Paragraph,
    Part,
    SideBySide,
    StripBars,
    ToDo,
    drawn,
    rests_on,
    said,
)
from dashboard.parts.outlook import outlook_wording
from dashboard.parts.progress import captions, city_cards, steps, strip
from dashboard.words import origins, shown_series, strengths, verdicts
from datasets import CityReport, Outlook

HIGH, ROW = 290, 40
"""Pixels of the pictures: how high the curve is, and one bar with its name: closer to each other than on the page."""
FEW_ACTIONS = 3
"""So many actions are named, the largest first."""


def city_paper(report: CityReport, ahead: Outlook, today: datetime, code: str | None = None) -> Paper:
    """The page of a city in the language that is spoken; ``today`` is the date on it and ``code`` the figure code of
    the city, by which its figures are found again."""
    left = [*sector_parts(report), *action_parts(ahead, today.year)]
    parts = [
        *bars(report),
        *curve_parts(report, HIGH),
        SideBySide([left, [*step_parts(report, today.year, ahead), Agreed()]]),
        SideBySide([method_parts()], boxed=True),
    ]
    return of_city(report, today, parts, code)


def of_city(report: CityReport, today: datetime, parts: list[Part], code: str | None) -> Paper:
    """The head and the foot around the parts of a city."""
    leading = report.leading
    latest, base = leading.latest, leading.baseline.inventory if leading.baseline else None
    made = [theme.date(today), *([_("Sample figures")] if report.holds_samples(latest, base) else [])]
    caveat = " ".join(filter(None, (verdicts.caveat(report), verdicts.head_doubts(report))))
    return Paper(
        place=verdicts.eyebrow(report),
        made=" · ".join(made),
        title=verdicts.headline(report),
        context=verdicts.context(report),
        parts=parts,
        sources=rests_on(leading.sources, latest.revision if latest else None),
        codes=[code] if code else [],
        answer=verdicts.answer(report),
        about=subscripts(caveat),
        country=report.city.country_code,
    )


def bars(report: CityReport) -> list[Part]:
    """The bars below the title, as on the page; none where it has none."""
    found = strip.drawing(report.leading)
    return [StripBars(partial(strip.rows, found, yearly_rates(report.leading, report.inventories)))] if found else []


def curve_parts(report: CityReport, high: int | None = None) -> list[Part]:
    """The curve against the path with how to read it; nothing where there is none."""
    if not shown_series.has_curve(report):
        return []
    shown = shown_series.in_front(report)
    return chart_parts(city_cards.curve(report, shown), high, captions.curve_reading(report, shown))


def chart_parts(
    card: ChartCard, high: int | None = None, reading: Sequence[str] = (), noted: bool = True
) -> list[Part]:
    """A card of the page with its finding above and its source below, after how it is to be read."""
    note = " ".join([*reading, card.source]) if noted else ""
    return [Heading(card.finding), Chart(drawn(card.draw, high), aloud(card.finding, card.rows), note, card.rows)]


def row_parts(card: ChartCard, noted: bool = True) -> list[Part]:
    """A card of bars, as high as its rows take."""
    return chart_parts(card, ROW * len(next(iter(card.rows.values()))), noted=noted)


def sector_parts(report: CityReport) -> list[Part]:
    """What the sectors did, else what the newest inventory was made of, else what is missing, as on the page."""
    first, latest = shown_series.compared_with(report), report.leading.latest
    if first is not None and latest is not None:
        return row_parts(city_cards.changes(report, first, latest), noted=False)
    if card := city_cards.composition(report):
        return row_parts(card, noted=False)
    title, what, then = captions.no_drivers(report)
    return [Heading(title), said(f"{what} {then}")]


def action_parts(ahead: Outlook, this_year: int) -> list[Part]:
    """How far the actions on file lead, and the largest of them with what each avoids."""
    counted = (item for item in ahead.estimates if item.avoided_t and item.action.status not in UNCOUNTED)
    known = sorted(counted, key=lambda item: -(item.avoided_t or 0.0))
    named = [
        # Translators: an action of a city and what it avoids a year, as in "LED lights: 1.2 kt a year".
        _("{action}: {amount} a year", action=item.action.name, amount=theme.tonnes(item.avoided_t, None))
        for item in known[:FEW_ACTIONS]
    ]
    # Translators: the heading above what a city does to reach its target.
    head = Heading(_("Actions"))
    filed = [said(origins.as_filed(), soft=True)] if named and origins.as_filed() else []
    return [head, said(ended(outlook_wording.headline(ahead, this_year))), *map(said, named), *filed]


def step_parts(report: CityReport, this_year: int, ahead: Outlook | None = None) -> list[Part]:
    """The next steps."""
    found = steps.steps(report, this_year, ahead)
    title = ngettext("{count} next step", "{count} next steps", len(found))
    return [Heading(title), ToDo([step.parts for step in found])]


def method_parts() -> list[Part]:
    """How the verdict is made."""
    told = said(f"{say(verdicts.RULE)} {say(strengths.UNCERTAINTY)}", soft=True)
    return [Paragraph([(_("How the verdict is made"), True)]), told]
