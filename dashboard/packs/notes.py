"""What stands in the notes of the slides for who speaks: the rule behind the number, and the two questions to expect,
each with the answer that the pages give."""

from __future__ import annotations

from analytics.commitment.expert import UNTOLD, outside, yearly_rates
from analytics.vocabulary import METHOD_NAMES, Method
from dashboard import theme
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.notation import subscripts
from dashboard.parts.outlook import outlook_wording
from dashboard.parts.progress import captions
from dashboard.words import origins, shown_series, strengths, verdicts
from datasets import CityReport, Outlook

Question = tuple[str, str]


def verdict(report: CityReport) -> list[str]:
    """Beside the first slide."""
    sure = strengths.sentence(report.leading) if report.leading.strength else ""
    return notes(
        say(verdicts.RULE),
        (_("How sure is that?"), sure or _no_verdict(report)),
        (_("Is that where the city stands today?"), verdicts.caveat(report) or verdicts.context(report)),
    )


def curve(report: CityReport) -> list[str]:
    """Beside the curve."""
    return notes(
        captions.curve_note(report, squares=True) if shown_series.has_curve(report) else say(verdicts.RULE),
        (_("Does it get there as it goes on?"), _trend(report)),
        (_("Why does the line begin and end where it does?"), _line(report)),
    )


def sectors(report: CityReport) -> list[str]:
    """Beside what the newest inventory is made of."""
    latest = report.leading.latest
    if latest is None:
        return notes(say(verdicts.RULE), (_("What is missing?"), captions.no_drivers(report)[2]))
    return notes(
        origins.source_note(latest),
        (_("What is not in this total?"), " ".join(map(say, outside(latest)))),
        (_("Who counted it?"), _("{source}, revision {number}.", source=_sources(report), number=latest.revision)),
    )


def drivers(report: CityReport) -> list[str]:
    """Beside what moved."""
    first, latest = shown_series.compared_with(report), report.leading.latest
    if first is None or latest is None:
        return notes(captions.no_change(report), (_("What is missing?"), captions.no_drivers(report)[2]))
    return notes(
        captions.change_note(first, latest),
        (
            _("Did our measures do that?"),
            _("The bars describe what changed between two inventories, and not what a single measure achieved."),
        ),
        (
            _("Are both years counted alike?"),
            _(
                "Only sectors that both inventories have are compared, {first} and {last}, by {method}.",
                first=first.year,
                last=latest.year,
                method=METHOD_NAMES[Method(latest.method)],
            ),
        ),
    )


def next_steps(report: CityReport) -> list[str]:
    """Beside the next steps."""
    latest = report.leading.latest
    left = report.leading.left_t
    to_cut = _no_verdict(report)
    if left is not None:
        to_cut = (
            _("{amount} to the target.", amount=theme.tonnes(left, None))
            if left > 0
            else _("Nothing: the newest inventory is at the target or below it.")
        )
    return notes(
        say(verdicts.RULE),
        (_("How much is left to cut?"), to_cut),
        (
            _("When do we know more?"),
            _("With the next inventory, of {year} or later.", year=latest.year + 1)
            if latest
            else _("With the first inventory."),
        ),
    )


def ahead(found: Outlook) -> list[str]:
    """Beside what lies ahead."""
    trend = found.trend
    return notes(
        say(outlook_wording.HOW),
        (_("Is that a forecast?"), no_forecast()),
        (_("Does it get there as it goes on?"), _trend(found.report) if trend else outlook_wording.context(found)),
    )


def no_forecast() -> str:
    """What a step of the ladder is, to who takes it for a forecast."""
    return _("No: it is what would be left if the actions on file were carried out, and nothing else changed.")


def notes(rule: str, *questions: Question) -> list[str]:
    """The paragraphs beside a slide: the rule by which its figure is made, and what may be asked."""
    # Translators: in the notes of a slide, before the rule by which its figure is made.
    said = [_("Rule: {rule}", rule=rule)]
    # Translators: in the notes of a slide: a question that somebody may ask, and the answer to it.
    said += [_("Asked: {question} Answer: {answer}", question=asked, answer=told) for asked, told in questions if told]
    return [subscripts(one) for one in said]


def _no_verdict(report: CityReport) -> str:
    """Why nothing is told, where there is no verdict."""
    return " ".join(map(say, report.leading.reasons)) or verdicts.context(report)


def _trend(report: CityReport) -> str:
    """Where the recent trend leads, as on the Progress page."""
    rates = yearly_rates(report.leading, report.inventories)
    if rates.short_t is None:
        return say(rates.reason or "") or _no_verdict(report)
    said = (
        _("The recent trend ends {amount} above the target.", amount=theme.tonnes(rates.short_t, None))
        if rates.short_t > 0
        else _("The recent trend ends at the target or below it.")
    )
    return said if rates.trend_told else f"{said} {say(UNTOLD)}"


def _line(report: CityReport) -> str:
    """From which inventory to which the line runs."""
    own = shown_series.own_series(report)
    if not own:
        return _no_verdict(report)
    return _(
        "It joins the years from {first} to {last} of which an inventory by {method} gives a total.",
        first=own[0].year,
        last=own[-1].year,
        method=METHOD_NAMES[Method(own[-1].method)],
    )


def _sources(report: CityReport) -> str:
    return "; ".join(map(say, report.leading.sources)) or _("No source on file.")
