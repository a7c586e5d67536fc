"""Targets in words: the promise, its verdict, how far from its path, and where it is from."""

from __future__ import annotations

from collections.abc import Sequence

from analytics.commitment.codes import name
from analytics.commitment.judged import Progress
from analytics.commitment.targets import Target
from analytics.vocabulary import METHOD_NAMES, OUTCOME_NAMES, VERDICT_NAMES, Method
from dashboard import theme
from dashboard.language import gettext as _
from dashboard.language import listed, ngettext, say
from dashboard.notation import subscripts
from datasets import CityReport


def promise(target: Target) -> str:
    """A target in words."""
    return say(target.name)


def outcome(progress: Progress) -> str:
    """The verdict on one target in a word: met, missed, on track, behind or cannot tell."""
    return say(OUTCOME_NAMES[progress.outcome] if progress.outcome else VERDICT_NAMES[progress.verdict])


def gap(progress: Progress) -> str:
    """The gap of one target in words: how much above or below the path, or why there is no verdict."""
    return from_path(progress.gap_t, progress.latest.emissions_t if progress.latest else None, progress.codes)


def from_path(gap_t: float | None, emissions_t: float | None, codes: int) -> str:
    """A gap in tonnes in words, in the unit of the emissions beside it; the leading one of the reasons where ``codes``
    forbid a verdict, since a gap beside it would be a second answer."""
    if codes or gap_t is None:
        return reason(codes)
    distance = theme.tonnes(abs(gap_t), None, like=emissions_t)
    if gap_t > 0:
        # Translators: how far above the path to the target, in a table.
        return _("{distance} above", distance=distance)
    # Translators: how far below the path to the target, in a table.
    return _("{distance} below", distance=distance)


def reason(codes: int) -> str:
    """The leading one of the codes that forbid a verdict, in a few words."""
    return subscripts(name(codes))


def targets_title(report: CityReport) -> str:
    """How many targets are on file."""
    if not report.targets:
        return _("No targets")
    return ngettext("{count} target", "{count} targets", len(report.targets))


def target_sources(report: CityReport) -> str:
    """Where the targets are from, what they leave out, and whose method they follow."""
    sources = "; ".join(dict.fromkeys(say(target.source) for target in report.targets))
    methods = dict.fromkeys(METHOD_NAMES[Method(target.method)] for target in report.targets)
    judged = _("Judged by: {methods}.", methods=listed(list(methods)))
    return f"{_('Source: {sources}.', sources=sources)} {judged}"


def target_label(target: Target, every: Sequence[Target]) -> str:
    """A target in as few words as tell it from the others: its year, else what it promises by then, else all of it."""
    same = [item for item in every if item.year == target.year]
    if len(same) == 1:
        return _("Target {year}", year=target.year)
    promised = theme.promised(target)
    if [theme.promised(item) for item in same].count(promised) > 1:
        return promise(target)
    # Translators: one of two targets of a year, by what it promises, as in "Target 2030: −60 % a head".
    return _("Target {year}: {promise}", year=target.year, promise=promised)
