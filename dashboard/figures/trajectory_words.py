"""The curve in sentences, for those who do not see it, and the few words that are written into it."""

from __future__ import annotations

from analytics.commitment.baseline import Baseline, level_gas
from analytics.commitment.judged import Progress
from analytics.commitment.targets import Target
from analytics.inventories.inventory import Inventory
from analytics.text.sentences import Sentence
from analytics.vocabulary import METHOD_NAMES, Method
from dashboard import theme
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.words.shown_series import drawn_targets, has_path, other_series, own_series, recent_trend
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


def curve_alt(report: CityReport, shown: Progress | None = None) -> str:
    """The curve in sentences: first and last figures, the path to each target or to ``shown`` alone with the recent
    trend, and what is drawn apart."""
    parts = [_inventories(report)]
    for progress in [shown] if shown else drawn_targets(report):
        target, base = progress.target, progress.baseline
        if target and base and has_path(progress):
            parts.append(_from_base(base, target.year, theme.tonnes(progress.target_t, level_gas(target, base))))
    if shown is not None:
        parts += _trend(report, shown)
    parts += _distance(shown or report.leading)
    for method, series in other_series(report).items():
        told = series if len(series) < 4 else series[-1:]
        # Translators: the emissions of one year, in a list.
        ends = [_("{emissions} in {year}", emissions=amount(item), year=item.year) for item in told]
        parts.append(
            _(
                "Drawn apart, another method ({method}): {inventories}.",
                method=METHOD_NAMES[Method(method)],
                inventories=", ".join(ends),
            )
        )
    return " ".join(parts)


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


def _inventories(report: CityReport) -> str:
    """The inventories of the target's method in a sentence."""
    own, city = own_series(report), report.city.name
    if not own:
        return _("Chart of {city} without an inventory by the target's method.", city=city)
    first, last, method = own[0], own[-1], SHORT_METHODS[Method(own[0].method)]
    if len(own) > 1:
        return _(
            "Line chart of {number} inventories of {city} ({method}): from {first} in {first_year} to {last} in "
            "{last_year}.",
            number=len(own),
            city=city,
            method=method,
            first=amount(first),
            first_year=first.year,
            last=amount(last),
            last_year=last.year,
        )
    return _(
        "One inventory of {city} ({method}): {emissions} in {year}.",
        city=city,
        method=method,
        emissions=amount(first),
        year=first.year,
    )


def _from_base(base: Baseline, year: int, level: str) -> str:
    """The two ends of a path in a sentence."""
    said = {
        "first": theme.tonnes(base.emissions_t, base.gas),
        "first_year": base.year,
        "last": level,
        "last_year": year,
    }
    if base.declared:
        return _("Path from {first} in {first_year} as declared with the target to {last} in {last_year}.", **said)
    return _("Path from {first} in {first_year} to {last} in {last_year}.", **said)


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
