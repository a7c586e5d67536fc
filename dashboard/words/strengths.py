"""How strong a verdict is in sentences: its odds, the interval of its gap, and what to measure better.

Plain text: pages escape it.
"""

from __future__ import annotations

from analytics.commitment.judged import Progress
from analytics.inventories.spots import Spot
from analytics.text.sentences import Sentence
from analytics.uncertainty.errors import Interval
from analytics.uncertainty.likelihood import LIKELIHOOD_NAMES, of_hundred
from analytics.uncertainty.strength import LEAST, Strength, Weight
from analytics.uncertainty.widths import PART_NAMES
from analytics.vocabulary import CARRIERS, GPC_REFERENCES, OUTCOME_NAMES, SECTORS, VERDICT_NAMES, Verdict
from dashboard import theme
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.words.names import GAS_NAMES, place_name
from datasets import Uncertainty

EVEN = 0.95
"""From here on the narrower side of an interval counts as wide as the wider one, which is shown for both."""
ALL_DEFAULT = 99.9
"""Per cent of an uncertainty from defaults that is all of it."""
UNCERTAINTY = Sentence(
    "How likely an answer is follows from the uncertainty of both inventories (IPCC 2006 Guidelines, volume 1, chapter "
    "3): factors of fuels are wrong alike in both years, those of electricity and activity data are not. More than "
    "66 of 100 is likely, more than 90 very likely, more than 99 virtually certain; below that the verdict is too "
    "close to call."
)


def odds(probability: float) -> str:
    """A probability, given of 100, in words."""
    return say(of_hundred(probability))


def around(interval: Interval, like: float | None) -> str:
    """The half intervals of an amount in t: one where both sides read alike, else both."""
    below, above = (theme.tonnes(side, None, like=like) for side in interval)
    if min(interval) >= EVEN * max(interval):
        # Translators: how far a figure may be off, as in "± 0.31 Mt".
        return _("± {amount}", amount=theme.tonnes(max(interval), None, like=like)).replace("± ", f"±{theme.NBSP}")
    # Translators: how far a figure may be off below and above, as in "−0.2 to +0.4 Mt".
    return _("{minus}{below} to +{above}", minus=theme.MINUS, below=below, above=above)


def judged(progress: Progress) -> str:
    """The verdict on one target with how likely it is: "On track, likely"; a word alone where nothing is known of
    it."""
    verdict = say(OUTCOME_NAMES[progress.outcome] if progress.outcome else VERDICT_NAMES[progress.verdict])
    if progress.strength is None or progress.verdict in (Verdict.CANNOT_TELL, Verdict.TOO_CLOSE):
        return verdict
    # Translators: a verdict and how likely it is, as in "On track, likely".
    return _("{verdict}, {likelihood}", verdict=verdict, likelihood=LIKELIHOOD_NAMES[progress.strength.likelihood])


def sure(progress: Progress) -> str:
    """The verdict on one target with its odds: "On track, likely (86 of 100)"; a word alone where there are none."""
    verdict = judged(progress)
    if progress.strength is None or progress.verdict in (Verdict.CANNOT_TELL, Verdict.TOO_CLOSE):
        return verdict
    return with_odds(verdict, progress.strength.answer)


def with_odds(verdict: str, chance: float | None) -> str:
    """An answer with its odds of 100: "On track, likely (86 of 100)"; the words alone where there are none."""
    if chance is None:
        return verdict
    # Translators: a verdict and how likely it is, as in "On track, likely (86 of 100)".
    return _("{verdict} ({chance})", verdict=verdict, chance=odds(chance))


def sentence(progress: Progress) -> str:
    """How sure a verdict is, how uncertain its gap, and whose uncertainties these are; nothing where there is none."""
    found = progress.strength
    if found is None or progress.verdict is Verdict.CANNOT_TELL or progress.latest is None:
        return ""
    wide, (own, count) = around(found.gap, progress.latest.emissions_t), found.of_its_own
    if found.too_close:
        said = _(
            "That distance is uncertain by {wide}; the chance of being at or below the path is {chance}.",
            wide=wide,
            chance=odds(found.probability),
        )
    else:
        # Translators: as in "likely (86 of 100)".
        said = _(
            "That distance is uncertain by {wide}, which makes the answer {likelihood} ({chance}).",
            wide=wide,
            likelihood=LIKELIHOOD_NAMES[found.likelihood],
            chance=odds(found.answer),
        )
    if own:
        return f"{said} {_('{own} of {count} uncertainties are the city’s own.', own=own, count=count)}"
    return f"{said} {_('With default uncertainties.')}" if found.by_default else said


def place(weight: Weight) -> str:
    """The place that adds to an uncertainty, in words."""
    spot = weight.spot
    if weight.named:
        return say(weight.named)
    if spot is None:
        return _("The baseline as declared")
    if not spot.carrier and spot.gpc_ref in GPC_REFERENCES and spot.scope == 2:
        # Translators: a sector and what it buys through a grid.
        return _("{sector}, bought power and heat", sector=say(SECTORS[spot.sector].name))
    return place_name(spot._replace(gpc_ref=None))


def errors(weight: Weight) -> str:
    """How wide the errors of a place are, and whose they are."""
    told = (
        # Translators: what is uncertain, by how much, and where the figure is from in brackets.
        _(
            "{part} {wide} ({source})",
            part=PART_NAMES[width.part],
            wide=percent(width.interval),
            source=_("default") if width.origin == "default" else say(width.source),
        )
        for width in weight.widths
        if width.interval.upper >= LEAST
    )
    return "; ".join(dict.fromkeys(told))


def percent(interval: Interval) -> str:
    """An interval in per cent, as "± 5 %" or "−60 to +81 %"."""
    below, above = (100 * side for side in interval)
    if round(below, 1) == round(above, 1):
        return _("± {share}", share=theme.percent(above))
    return _("{minus}{below} to +{above}", minus=theme.MINUS, below=theme.number(below), above=theme.percent(above))


def title(progress: Progress) -> str:
    """How sure the answer is, as a heading."""
    found = progress.strength
    if found is None:
        return ""
    if found.too_close:
        return _("Too close to call: {chance} for being at or below the path", chance=odds(found.probability))
    likelihood = LIKELIHOOD_NAMES[found.likelihood]
    # Translators: a heading: how likely the answer is, in a word and as in "86 of 100".
    return _("How sure: {likelihood}, {chance}", likelihood=likelihood, chance=odds(found.answer))


def better(found: Strength) -> str:
    """Which places add most to what is unsure."""
    if not found.weights:
        return _("No place adds to the uncertainty.")
    first = found.weights[0]
    return _(
        "{share} of that uncertainty (by its variance) comes from one place: {place}. To be surer, measure "
        "these better.",
        share=theme.percent(first.percent),
        place=place(first),
    )


def note(found: Strength) -> str:
    """What the uncertainty rests on."""
    graded = any(width.origin == "graded" for weight in found.weights for width in weight.widths)
    if not found.by_default and graded:
        return _(
            "95 % intervals, as the city states them or as its files grade their data: what a grade (H, M, L) stands "
            "for is our own rule."
        )
    if not found.by_default:
        return _("95 % intervals, as the city states them.")
    if found.default_percent > ALL_DEFAULT:
        return _("95 % intervals, with default uncertainties: the city has stated none of its own.")
    share = theme.percent(found.default_percent)
    if graded:
        return _(
            "95 % intervals; {share} of the variance is by defaults, the rest as the city states it or as its files "
            "grade their data: what a grade (H, M, L) stands for is our own rule.",
            share=share,
        )
    return _("95 % intervals; {share} of the variance is by defaults, the rest as the city states it.", share=share)


def stated(found: Uncertainty) -> str:
    """What a city states of the uncertainty of a place, and who says so."""
    place = _stated_place(found.place, found.carrier)
    named = _("{place}, {year}", place=place, year=found.year) if found.year else place
    if found.grade or found.lower_percent is None or found.upper_percent is None:
        # Translators: a grade of data quality: H, M or L.
        wide = _("grade {grade}", grade=found.grade)
    else:
        wide = percent(Interval(found.lower_percent / 100, found.upper_percent / 100))
    # Translators: a place, what is uncertain of it, by how much, why, and who says so.
    return _(
        "{place}, {part}: {wide}. {reason} ({by})",
        place=f"{named}, {GAS_NAMES[found.gas]}" if found.gas else named,
        part=PART_NAMES[found.part],
        wide=wide,
        reason=found.reason,
        by=found.by,
    )


def _stated_place(place: str | None, carrier: str | None) -> str:
    if place is None:
        # Translators: what a statement holds for: every sector and place of the inventories.
        named = _("All places")
        return f"{named}, {say(CARRIERS[carrier].name)}" if carrier else named
    sector, reference = (GPC_REFERENCES[place].sector, place) if place in GPC_REFERENCES else (place, None)
    return place_name(Spot(sector, carrier, None, reference))
