"""The verdict on a city in sentences: the finding, how far from the path, and what cannot be told.

Plain text: pages escape it.
"""

from __future__ import annotations

from typing import NamedTuple

from analytics.bounding_limits import OLDEST_INVENTORY_YEARS
from analytics.commitment.baseline import Baseline
from analytics.commitment.codes import Code
from analytics.commitment.judged import Progress
from analytics.commitment.reasons import part_judged
from analytics.commitment.targets import Target
from analytics.inventories.inventory import Inventory
from analytics.text.sentences import Sentence
from analytics.uncertainty.likelihood import Likelihood
from analytics.vocabulary import VERDICT_NAMES, Verdict
from dashboard import language, theme
from dashboard.language import gettext as _
from dashboard.language import listed, say
from dashboard.words import strengths
from dashboard.words.commitments import promise, reason
from datasets import CityReport

RULE = Sentence(
    "The newest inventory is held against the path from the baseline to the target, made by the same method, "
    "approach and GWP set. At or below the path is on track, above it is behind, and where neither is likely "
    "the answer is too close to call. Without a baseline, a target, an "
    "inventory after the baseline, the key sectors or a matching method the answer is “cannot tell”: missing data "
    "never counts as good. A published total without sectors is judged as a total. An inventory more than {years} "
    "years old says nothing about today.",
    years=OLDEST_INVENTORY_YEARS,
)


def eyebrow(report: CityReport) -> str:
    """Where we are: city, country and partner."""
    parts = [say(report.city.name), language.country(report.city.country_code, report.city.country)]
    if report.twin:
        parts.append(_("paired with {city}", city=report.twin.name))
    return " · ".join(part for part in parts if part)


def headline(report: CityReport) -> str:
    """The finding in one sentence."""
    city, leading = report.city.name, report.leading
    latest = leading.latest
    if leading.codes or latest is None:
        return cannot_assess(city, leading.codes)
    if leading.verdict is Verdict.TOO_CLOSE:
        return _too_close(report, latest.year)
    likely = leading.strength.likelihood if leading.strength else Likelihood.VIRTUALLY_CERTAIN
    if likely in (Likelihood.VERY_LIKELY, Likelihood.LIKELY):
        return _likely(report, latest.year, very=likely is Likelihood.VERY_LIKELY)
    return _certain(report, latest)


def _certain(report: CityReport, latest: Inventory) -> str:
    """The finding where it is virtually certain, or where nothing is known of errors."""
    city, leading = report.city.name, report.leading
    target = leading.target.year if leading.target else latest.year
    year, distance = latest.year, theme.tonnes(abs(leading.gap_t or 0.0), None, like=latest.emissions_t)
    if leading.outcome == "met":
        return _("{city} met its target for {year}", city=city, year=year)
    if leading.outcome == "missed":
        return _("{city} missed its target for {year} by {distance}", city=city, year=year, distance=distance)
    if leading.verdict is not Verdict.ON_TRACK:
        # Translators: the city emits more than the path to its target allows.
        return _("{city} was behind its {target} path in {year}", city=city, target=target, year=year)
    return _("{city} was ahead of its {target} path in {year}", city=city, target=target, year=year)


def _too_close(report: CityReport, year: int) -> str:
    """The finding where neither answer is likely."""
    city, target = report.city.name, report.leading.target
    if target is not None and target.year == year:
        return _("Too close to call: {city} and its target for {year}", city=city, year=year)
    # Translators: {target} is the year of the target, as in "its 2030 path".
    return _(
        "Too close to call: {city} and its {target} path in {year}",
        city=city,
        target=target.year if target else year,
        year=year,
    )


def _likely(report: CityReport, year: int, very: bool) -> str:
    """The finding where it is likely or very likely, and no more."""
    leading = report.leading
    said = {"city": report.city.name, "year": year, "target": leading.target.year if leading.target else year}
    match leading.outcome, leading.verdict is Verdict.ON_TRACK, very:
        case "met", _ahead, True:
            return _("{city} very likely met its target for {year}", **said)
        case "met", _ahead, False:
            return _("{city} likely met its target for {year}", **said)
        case "missed", _ahead, True:
            return _("{city} very likely missed its target for {year}", **said)
        case "missed", _ahead, False:
            return _("{city} likely missed its target for {year}", **said)
        case _outcome, True, True:
            # Translators: {target} is the year of the target, as in "its 2030 path".
            return _("{city} was very likely ahead of its {target} path in {year}", **said)
        case _outcome, True, False:
            # Translators: {target} is the year of the target, as in "its 2030 path".
            return _("{city} was likely ahead of its {target} path in {year}", **said)
        case _outcome, False, True:
            # Translators: {target} is the year of the target, as in "its 2030 path".
            return _("{city} was very likely behind its {target} path in {year}", **said)
    # Translators: {target} is the year of the target, as in "its 2030 path".
    return _("{city} was likely behind its {target} path in {year}", **said)


def cannot_assess(city: str, codes: int) -> str:
    """What keeps a verdict away, as a headline: the leading one of the reasons, which say it in full."""
    # Translators: {reason} is one of the reasons without a verdict, as in "Lyon cannot be assessed: no target on file".
    return _("{city} cannot be assessed: {reason}", city=city, reason=reason(codes))


def context(report: CityReport) -> str:
    """The sentences below the headline: how far since the baseline, how far from the path, and the year before."""
    leading = report.leading
    latest, base, target = leading.latest, leading.baseline, leading.target
    if latest is None or latest.emissions_t is None:
        return _without_emissions(report)
    if leading.codes or leading.gap_t is None or base is None or target is None:
        return _without_verdict(report, latest)
    sentences = [_distance(leading.gap_t, latest.emissions_t, leading.change_percent, base, target)]
    sentences += filter(None, [strengths.sentence(leading)])
    called = leading.verdict is not Verdict.TOO_CLOSE
    if called and leading.years_late is not None and leading.years_late >= 0.05:
        # Translators: how long after the path the city reaches these emissions, as in "2.1 years".
        sentences.append(_("By the path, this level was due {span} earlier.", span=theme.years(leading.years_late)))
    if leading.previous_gap_t is not None and leading.previous_year is not None:
        distance = theme.tonnes(abs(leading.previous_gap_t), None, like=latest.emissions_t)
        sentences.append(_earlier(leading.previous_gap_t, distance, leading.previous_year, latest.year))
    sentences += [say(part_judged(target, base.inventory, latest))] if latest.covers is not None else []
    sentences += [say(note) for note in leading.beside if note.code is Code.ASKS_LITTLE]
    if latest.unsplit:
        sentences.append(_("The inventory is one total without sectors."))
    return " ".join(sentences)


def _distance(gap_t: float, emissions_t: float, moved: float | None, base: Baseline, target: Target) -> str:
    """How far the emissions are from the baseline, where it is above zero, and from the path."""
    distance, goal = theme.tonnes(abs(gap_t), None, like=emissions_t), promise(target)
    if moved is None:
        if gap_t <= 0:
            return _("Emissions are {distance} under the path to {target}.", distance=distance, target=goal)
        return _("Emissions are {distance} over the path to {target}.", distance=distance, target=goal)
    change = theme.percent(abs(moved))
    match moved <= 0, gap_t <= 0:
        case True, True:
            return _(
                "Emissions are {change} below {year}, {distance} under the path to {target}.",
                change=change,
                year=base.year,
                distance=distance,
                target=goal,
            )
        case True, False:
            return _(
                "Emissions are {change} below {year}, {distance} over the path to {target}.",
                change=change,
                year=base.year,
                distance=distance,
                target=goal,
            )
        case False, True:
            return _(
                "Emissions are {change} above {year}, {distance} under the path to {target}.",
                change=change,
                year=base.year,
                distance=distance,
                target=goal,
            )
    return _(
        "Emissions are {change} above {year}, {distance} over the path to {target}.",
        change=change,
        year=base.year,
        distance=distance,
        target=goal,
    )


def _earlier(gap_t: float, distance: str, year: int, latest: int) -> str:
    """How far the inventory before was from the path."""
    if latest - year == 1:
        if gap_t > 0:
            return _("A year earlier they were {distance} above it.", distance=distance)
        return _("A year earlier they were {distance} below it.", distance=distance)
    if gap_t > 0:
        return _("In {year} they were {distance} above it.", year=year, distance=distance)
    return _("In {year} they were {distance} below it.", year=year, distance=distance)


def _without_emissions(report: CityReport) -> str:
    latest, target = report.leading.latest, report.leading.target
    if latest is not None:
        sentences = [_("The inventory of {year} gives no total of emissions.", year=latest.year)]
        if latest.energy_mwh is not None:
            sentences.append(_("Energy is known: {energy}.", energy=theme.energy(latest.energy_mwh)))
        return " ".join(sentences)
    sentences = [_("Its target is {target}.", target=promise(target))] if target else []
    sentences.append(_("No published inventory was found; the page fills as soon as one is added."))
    if report.twin:
        sentences.append(_("Its partner {city} can show how it is done.", city=report.twin.name))
    return " ".join(sentences)


def _without_verdict(report: CityReport, latest: Inventory) -> str:
    emissions, target = theme.tonnes(latest.emissions_t, latest.gas), report.leading.target
    if latest.per_head_t is not None:
        found = _(
            "In {year} the city reported {emissions}, {per_head} per inhabitant.",
            year=latest.year,
            emissions=emissions,
            per_head=theme.per_head(latest.per_head_t, latest.gas),
        )
    else:
        found = _("In {year} the city reported {emissions}.", year=latest.year, emissions=emissions)
    if target is None:
        return f"{found} {_('Without a target there is no path to hold it against.')}"
    return f"{found} {_('The target is {target}.', target=promise(target))}"


class Answer(NamedTuple):
    """The answer for today, as badges and lists show it: its ``words`` hold the last known one where the inventory is
    too old."""

    verdict: Verdict
    words: str


def answer(report: CityReport, progress: Progress | None = None, chance: bool = False) -> Answer:
    """The answer on a target (the leading one without any) for today; ``chance`` says how likely it is in a number."""
    judged = progress or report.leading
    past = report.past(judged)
    if past is None:
        words = strengths.sure(judged) if chance else strengths.judged(judged)
        return Answer(judged.verdict, words)
    odds = judged.strength.answer if chance and judged.strength and judged.verdict is not Verdict.TOO_CLOSE else None
    return Answer(Verdict.CANNOT_TELL, headed(judged.verdict, past, odds))


def headed(verdict: Verdict, past: int | None, chance: float | None = None) -> str:
    """A verdict as a word for today, "On track", or where it is one of a ``past`` year that says nothing about today,
    "Cannot tell · on track in 2020"."""
    if past is None:
        return say(VERDICT_NAMES[verdict])
    then = strengths.with_odds(last_known(verdict, past), chance)
    return f"{say(VERDICT_NAMES[Verdict.CANNOT_TELL])} · {then}"


def last_known(verdict: Verdict, year: int) -> str:
    """The last answer where nothing can be told of today, within a line."""
    if verdict is Verdict.ON_TRACK:
        return _("on track in {year}", year=year)
    if verdict is Verdict.TOO_CLOSE:
        return _("too close to call in {year}", year=year)
    return _("behind in {year}", year=year)


def caveat(report: CityReport) -> str | None:
    """What a reader must know beside the verdict: that another city has the very same figures, why there is none, what
    could turn it, or that it says nothing about today."""
    latest, others = report.leading.latest, listed([say(name) for name in report.alike])
    said = []
    if latest is not None and others:
        told = {"year": latest.year, "city": others}
        said.append(_("Every figure of {year} is that of {city}, too: no two cities are so alike.", **told))
    return " ".join(filter(None, (*said, _limits(report)))) or None


def _limits(report: CityReport) -> str | None:
    leading, latest = report.leading, report.leading.latest
    if leading.verdict is Verdict.CANNOT_TELL:
        if latest is None or leading.target is None:
            return None
        return " ".join([_("No verdict."), *map(say, leading.reasons)])
    softer = [note for note in leading.beside if note.code & (Code.OTHER_TARGET | Code.FACTORS_OF_ITS_OWN)]
    limits = [say(limit) for limit in (*softer, *leading.open)]
    if report.today.verdict is not Verdict.CANNOT_TELL:
        return " ".join(limits) or None
    stands = _("Where {city} stands today cannot be told.", city=report.city.name)
    return " ".join([*limits, stands, *map(say, report.today.reasons)])


def head_doubts(report: CityReport) -> str | None:
    """What is open about the inhabitants, where a change per inhabitant is told."""
    leading = report.leading
    if leading.per_head_change_percent is None or not leading.doubts:
        return None
    return " ".join([_("Per inhabitant, under review."), *map(say, leading.doubts)])
