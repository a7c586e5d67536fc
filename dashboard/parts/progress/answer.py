"""The one answer of Progress: for which moment, how strong, by how much, and what a reader has to know beside it."""

from __future__ import annotations

from dataclasses import dataclass

from analytics.commitment.judged import Progress
from analytics.commitment.reasons import PANDEMIC
from analytics.uncertainty.likelihood import MOST_SAID, whole
from analytics.vocabulary import OUTCOME_NAMES, VERDICT_NAMES, Verdict
from dashboard import theme
from dashboard.decisions import lines
from dashboard.language import gettext as _
from dashboard.language import listed, say
from dashboard.words import verdicts
from datasets import CityReport

MOST_LINES = 2
"""So many sentences stand below the title; more is behind "How sure, and why"."""


@dataclass(frozen=True)
class CityAnswer:
    """What Progress says of a city first. ``badge`` is the answer for today, ``title`` the finding with its moment,
    ``line`` what makes it surer or weaker. ``sure`` is how likely it is, in words, "" where nothing is known of
    errors; ``gap_t`` the distance from the path; ``reasons`` what forbids an answer or softens it, each a sentence.
    ``warning`` is what makes its figures look wrong."""

    verdict: Verdict
    badge: str
    title: str
    line: str
    sure: str
    gap_t: float | None
    reasons: tuple[str, ...]
    warning: str = ""


def answer(report: CityReport) -> CityAnswer:
    """The answer of a city's leading target."""
    leading, today = report.leading, report.today
    said = lines(TABLE, report, MOST_LINES) or [verdicts.context(report)]
    return CityAnswer(
        today.verdict,
        _badge(report),
        _title(report),
        " ".join(said),
        sure(leading),
        None if leading.codes else leading.gap_t,
        tuple(dict.fromkeys(say(one) for one in (*leading.reasons, *leading.open, *today.reasons, *leading.notes))),
        _alike(report),
    )


def sure(progress: Progress) -> str:
    """How likely an answer is, as a share: "81%", never all of it; "" where nothing is known of errors."""
    if progress.strength is None or progress.codes:
        return ""
    most = min(float(whole(progress.strength.answer)), float(MOST_SAID))
    return theme.percent(most)


def _badge(report: CityReport) -> str:
    judged = report.leading
    verdict = report.today.verdict
    named = say(
        OUTCOME_NAMES[judged.outcome] if judged.outcome and report.past(judged) is None else VERDICT_NAMES[verdict]
    )
    if report.this_year is None or report.past(judged) is None:
        return named
    # Translators: the answer for today, as in "Today (2026): cannot tell".
    return _("Today ({year}): {answer}", year=report.this_year, answer=named[:1].lower() + named[1:])


def _title(report: CityReport) -> str:
    title, latest = verdicts.headline(report), report.leading.latest
    if latest is None or latest.year not in PANDEMIC or report.leading.verdict is not Verdict.ON_TRACK:
        return title
    # Translators: {finding} as in "Boston was likely ahead of its 2030 path in 2020".
    return _("{finding}, a pandemic year", finding=title)


def _alike(report: CityReport) -> str:
    latest, others = report.leading.latest, listed([say(name) for name in report.alike])
    if latest is None or not others:
        return ""
    told = {"year": latest.year, "city": others}
    return _("Every figure of {year} is that of {city}, too: no two cities are so alike.", **told)


def _too_close(report: CityReport) -> str | None:
    leading = report.leading
    if leading.verdict is not Verdict.TOO_CLOSE or leading.gap_t is None or leading.strength is None:
        return None
    like = leading.latest.emissions_t if leading.latest else None
    gap, wide = (theme.tonnes(abs(one), None, like=like) for one in (leading.gap_t, max(leading.strength.gap)))
    return _("The gap is {gap}, give or take {wide}: both answers are possible.", gap=gap, wide=wide)


def _confident(report: CityReport) -> str | None:
    share = sure(report.leading)
    if not share or report.leading.verdict is Verdict.TOO_CLOSE:
        return None
    return _("We are {share} confident.", share=share)


def _turned(report: CityReport) -> str | None:
    """That the inventory before lay on the other side of the path."""
    leading, city = report.leading, report.city.name
    before, year, latest = leading.previous_gap_t, leading.previous_year, leading.latest
    if leading.codes or before is None or year is None or latest is None or leading.gap_t is None:
        return None
    if (before > 0) == (leading.gap_t > 0):
        return None
    if latest.year - year == 1:
        if before > 0:
            return _("One year earlier {city} was above the path.", city=city)
        return _("One year earlier {city} was below the path.", city=city)
    if before > 0:
        return _("In {year} {city} was above the path.", city=city, year=year)
    return _("In {year} {city} was below the path.", city=city, year=year)


def _allowed_until(report: CityReport) -> str | None:
    leading = report.leading
    late, latest, base = leading.years_late, leading.latest, leading.baseline
    if leading.codes or late is None or late < 1 or latest is None or base is None or latest.year - late < base.year:
        return None
    return _("The path allowed this level until {year}.", year=int(latest.year - late))


def _no_figure_of_errors(report: CityReport) -> str | None:
    leading = report.leading
    if leading.codes or leading.gap_t is None or leading.strength is not None:
        return None
    return _("How sure that is cannot be said: its uncertainty is unknown.")


def _one_total(report: CityReport) -> str | None:
    if report.leading.codes or report.leading.latest is None or not report.leading.latest.unsplit:
        return None
    return _("The inventory is one total without sectors.")


TABLE = (_too_close, _confident, _no_figure_of_errors, _turned, _allowed_until, _one_total)
"""What stands below the title, the first two that hold; without an answer what is known instead."""
