"""The curve in sentences, for those who do not see it, and the few words that are written into it."""

from __future__ import annotations

from analytics.commitment.judged import Progress
from analytics.commitment.targets import Target
from analytics.inventories.inventory import Inventory
from analytics.text.sentences import Sentence
from analytics.vocabulary import Method
from dashboard import theme
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.words.shown_series import own_series, recent_trend
from datasets import CityReport

ONE_LINE = 9
"""Letters of a target's label that stand on one line."""
SHORT_METHODS = {
    Method.GPC: Sentence("GPC BASIC"),
    # Translators: an inventory by the method of the Covenant of Mayors.
    Method.COVENANT: Sentence("Covenant inventory"),
    # Translators: the city's own method.
    Method.OWN: Sentence("own method"),
}


def finding(report: CityReport, shown: Progress | None) -> str:
    """What the curve tells in a sentence or two: how far the newest inventory is from the path, and where the recent
    trend leads if it is clear; empty where neither can be told."""
    trend = recent_trend(report, shown) if shown else None
    told = _trend(report, shown) if shown and trend and trend.told else []
    return " ".join([*_distance(shown or report.leading), *told])


def series_name(trace: str, report: CityReport) -> str:
    """What a trace of the curve is called where its figures are edited."""
    own = own_series(report)
    year = "".join(letter for letter in trace if letter.isdigit())
    method = SHORT_METHODS[Method(own[-1].method)] if own else ""
    known = {
        "inventories": say(method),
        "gap": _("Distance to the path"),
        "baseline": _("Baseline"),
        "trend": _("Recent trend"),
        "shortfall": _("Distance to the target"),
        "today": _("Today"),
    }
    if year:
        return _("Target {year}", year=year) if trace.startswith("target") else _("path to {year}", year=year)
    return known.get(trace, trace)


def _distance(progress: Progress) -> list[str]:
    """How far the newest inventory is from the path, in a sentence; none where it cannot be told."""
    if progress.gap_t is None or not progress.latest or progress.codes:
        return []
    year, distance = (
        progress.latest.year,
        theme.tonnes(abs(progress.gap_t), progress.latest.gas, like=progress.latest.emissions_t),
    )
    if progress.gap_t > 0:
        return [_("In {year} emissions were {distance} above the path.", year=year, distance=distance)]
    return [_("In {year} emissions were {distance} below the path.", year=year, distance=distance)]


def _trend(report: CityReport, shown: Progress) -> list[str]:
    """Where the recent trend leads, in a sentence; none where it is not drawn."""
    trend, target, level = recent_trend(report, shown), shown.target, shown.target_t
    if trend is None or target is None or level is None:
        return []
    end = float(trend.tonnes(target.year))
    said = {"emissions": theme.tonnes(end, None), "year": target.year}
    if end <= level:
        return [_("The recent trend leads to {emissions} in {year}, at or below the target.", **said)]
    short = theme.tonnes(end - level, None, like=end)
    return [_("The recent trend leads to {emissions} in {year}, {short} above the target.", short=short, **said)]


def amount(inventory: Inventory) -> str:
    """The emissions of an inventory with their gas."""
    return theme.tonnes(inventory.emissions_t, inventory.gas)


def short(target: Target) -> str:
    """A target in a few words, what it is measured by, or the second of two long words, on a second line."""
    promised = theme.promised(target)
    if target.intensity and target.reduction_percent is not None:
        below = theme.reduction(target.reduction_percent)
        return promised.replace(f"{below} ", f"{below}<br>")
    return "<br>".join(promised.rsplit(" ", 1)) if len(promised) > ONE_LINE else promised
