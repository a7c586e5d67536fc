"""What stands in the notes of the slides for who speaks: sentences that can be said aloud, as the pages say them."""

from __future__ import annotations

from analytics.commitment.expert import UNTOLD, outside, yearly_rates
from analytics.vocabulary import METHOD_NAMES, Method
from dashboard import theme
from dashboard.figures import trajectory_words
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.notation import subscripts
from dashboard.parts.progress import captions
from dashboard.words import shown_series, strengths, verdicts
from datasets import CityReport, Outlook


def verdict(report: CityReport) -> list[str]:
    """Beside the answer: how far from the path, how sure that is, what one must know, and where the trend leads."""
    return spoken(
        trajectory_words.finding(report, shown_series.in_front(report)),
        strengths.sentence(report.leading) or reasons(report),
        verdicts.caveat(report) or verdicts.context(report),
        verdicts.head_doubts(report) or "",
        _trend(report) if report.leading.latest else "",
    )


def sectors(report: CityReport) -> list[str]:
    """Beside what the newest inventory is made of."""
    latest = report.leading.latest
    if latest is None:
        return spoken(captions.no_drivers(report)[2])
    return spoken(*map(say, outside(latest)), left_to_cut(report))


def drivers(report: CityReport) -> list[str]:
    """Beside what moved."""
    first, latest = shown_series.compared_with(report), report.leading.latest
    if first is None or latest is None:
        return spoken(captions.no_change(report), captions.no_drivers(report)[2])
    return spoken(
        _("The bars describe what changed between two inventories, and not what a single measure achieved."),
        _(
            "Only sectors that both inventories have are compared, {first} and {last}, by {method}.",
            first=first.year,
            last=latest.year,
            method=METHOD_NAMES[Method(latest.method)],
        ),
        left_to_cut(report),
    )


def next_steps(report: CityReport) -> list[str]:
    """Beside the next steps."""
    latest = report.leading.latest
    year = latest.year + 1 if latest else None
    more = _("With the next inventory, of {year} or later.", year=year) if year else _("With the first inventory.")
    return spoken(left_to_cut(report), f"{_('When do we know more?')} {more}")


def left_to_cut(report: CityReport) -> str:
    """How much is left to the target."""
    left = report.leading.left_t
    if left is None:
        return reasons(report)
    return _("{amount} to the target.", amount=theme.tonnes(left, None)) if left > 0 else ""


def ahead(found: Outlook, context: str) -> list[str]:
    """Beside what lies ahead, after the ``context`` of the page."""
    return spoken(context, no_forecast(), _trend(found.report) if found.trend else "")


def no_forecast() -> str:
    """What a step of the ladder is, to who takes it for a forecast."""
    return _("No forecast: it shows what is left if the listed actions are carried out.")


def spoken(*sentences: str) -> list[str]:
    """The paragraphs beside a slide: each sentence once."""
    return [subscripts(one) for one in dict.fromkeys(sentences) if one]


def reasons(report: CityReport) -> str:
    """Why nothing is told, where there is no verdict."""
    return " ".join(map(say, report.leading.reasons)) or verdicts.context(report)


def _trend(report: CityReport) -> str:
    """Where the recent trend leads, as on the Progress page."""
    rates = yearly_rates(report.leading, report.inventories)
    if rates.short_t is None:
        return say(rates.reason or "")
    said = (
        _("The recent trend ends {amount} above the target.", amount=theme.tonnes(rates.short_t, None))
        if rates.short_t > 0
        else _("The recent trend ends at the target or below it.")
    )
    return said if rates.trend_told else f"{said} {say(UNTOLD)}"
