"""The story of one city: the verdict, how it came, what drives it, what is planned and next, how sure the answer is,
and how it is made. Every sentence, figure and picture is one of the pages."""

from __future__ import annotations

from datetime import datetime

from analytics.commitment.actions import STATUS_NAMES
from analytics.commitment.flips import Flips
from dashboard import theme
from dashboard.figures import reading_dots
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.packs.city_paper import bars, curve_parts, method_parts, of_city, row_parts, sector_parts, step_parts
from dashboard.packs.paper import Heading, Paper, Part, SideBySide, SmallTable, said
from dashboard.parts.outlook import outlook_wording
from dashboard.parts.progress import city_cards
from dashboard.words import origins, shown_series, strengths
from datasets import City, CityReport, Outlook

MOST_ACTIONS, FEW_READINGS = 12, 5
"""So many actions, the largest first, and so many other readings of the figures are told."""


def city_story(city: City, today: datetime) -> Paper:
    """The story of a city in the language that is spoken; ``today`` is the date on it."""
    report, ahead = city.report(), city.outlook()
    parts = [
        *bars(report),
        *curve_parts(report),
        *_made_of(report),
        *_energy(report),
        *_planned(ahead, today.year),
        *step_parts(report, today.year, ahead),
        *_sure(report, city),
        SideBySide([method_parts()], boxed=True),
    ]
    return of_city(report, today, parts, city.code())


def _made_of(report: CityReport) -> list[Part]:
    """What the sectors did, and what the newest inventory was made of where that is another picture."""
    card = city_cards.composition(report) if shown_series.compared_with(report) else None
    return [*sector_parts(report), *(row_parts(card) if card else [])]


def _energy(report: CityReport) -> list[Part]:
    """Energy by carrier, where the newest inventory has it."""
    card = city_cards.carriers(report)
    return row_parts(card) if card else []


def _planned(ahead: Outlook, this_year: int) -> list[Part]:
    """How far the actions on file lead, and the largest of them with what each avoids."""
    parts: list[Part] = [Heading(outlook_wording.headline(ahead, this_year)), said(outlook_wording.context(ahead))]
    known = sorted(ahead.estimates, key=lambda item: -(item.avoided_t or 0.0))[:MOST_ACTIONS]
    rows = [
        (item.action.name, theme.tonnes(item.avoided_t, None), say(STATUS_NAMES.get(item.action.status, "")))
        for item in known
    ]
    heads = [_("Action"), _("Avoided a year"), _("Status")]
    filed = [said(origins.as_filed(), soft=True)] if rows and origins.as_filed() else []
    return [*parts, *([SmallTable(_("Actions"), heads, rows, own=(0,))] if rows else []), *filed]


def _sure(report: CityReport, city: City) -> list[Part]:
    """How sure the answer is and what could turn it; nothing where there is none."""
    strength = report.leading.strength
    if strength is None or report.leading.codes:
        return []
    words = [strengths.sentence(report.leading), strengths.better(strength), strengths.note(strength)]
    return [Heading(strengths.title(report.leading)), *map(said, words), *_turning(city.flips())]


def _turning(tried: Flips) -> list[Part]:
    """The readings that would turn the answer, the largest turn first."""
    rows = [(say(name), reading_dots.amount(gap_t, tried)) for name, gap_t in tried.told[:FEW_READINGS]]
    table = SmallTable(_("Other readings of the figures"), [_("Read otherwise"), _("From the path")], rows)
    return [Heading(_("What could turn the answer")), said(say(tried.sentence)), *([table] if rows else [])]
