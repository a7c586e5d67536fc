"""What stands in the notes of the slides for who speaks: the rule behind the number, and the two questions to expect,
each with the answer that the pages give."""

from __future__ import annotations

from analytics.commitment.expert import UNTOLD, outside, yearly_rates
from analytics.vocabulary import METHOD_NAMES, Method
from dashboard import theme
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.notation import subscripts
from dashboard.parts.progress import captions
from dashboard.words import origins, shown_series, strengths, verdicts
from datasets import CityReport

Question = tuple[str, str]


def verdict(report: CityReport) -> str:
    """Beside the first slide."""
    sure = strengths.sentence(report.leading) if report.leading.strength else ""
    return _notes(
        say(verdicts.RULE),
        (_("How sure is that?"), sure or _no_verdict(report)),
        (_("Is that where the city stands today?"), verdicts.caveat(report) or verdicts.context(report)),
    )


def curve(report: CityReport) -> str:
    """Beside the curve."""
    return _notes(
        captions.curve_note(report, squares=True) if shown_series.has_curve(report) else say(verdicts.RULE),
        (_("Does it get there as it goes on?"), _trend(report)),
        (_("Why does the line begin and end where it does?"), _line(report)),
    )


def sectors(report: CityReport) -> str:
    """Beside what the newest inventory is made of."""
    latest = report.leading.latest
    if latest is None:
        return _notes(say(verdicts.RULE), (_("What is missing?"), captions.no_drivers(report)[2]))
    return _notes(
        origins.source_note(latest),
        (_("What is not in this total?"), " ".join(map(say, outside(latest)))),
        (_("Who counted it?"), _("{source}, revision {number}.", source=_sources(report), number=latest.revision)),
    )


def drivers(report: CityReport) -> str:
    """Beside what moved."""
    first, latest = shown_series.compared_with(report), report.leading.latest
    if first is None or latest is None:
        return _notes(captions.no_change(report), (_("What is missing?"), captions.no_drivers(report)[2]))
    return _notes(
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


def next_steps(report: CityReport) -> str:
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
    return _notes(
        say(verdicts.RULE),
        (_("How much is left to cut?"), to_cut),
        (
            _("When do we know more?"),
            _("With the next inventory, of {year} or later.", year=latest.year + 1)
            if latest
            else _("With the first inventory."),
        ),
    )


def _notes(rule: str, *questions: Question) -> str:
    # Translators: in the notes of a slide, before the rule by which its figure is made.
    said = [_("Rule: {rule}", rule=rule)]
    # Translators: in the notes of a slide: a question that somebody may ask, and the answer to it.
    said += [_("Asked: {question} Answer: {answer}", question=asked, answer=told) for asked, told in questions if told]
    return subscripts("\n\n".join(said))


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
