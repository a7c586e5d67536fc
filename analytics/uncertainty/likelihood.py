"""How likely an answer is, in the calibrated words of the IPCC."""

from __future__ import annotations

from enum import StrEnum
from math import erf, sqrt
from typing import Any

import numpy as np

from analytics.formula import OURS, formula
from analytics.text.sentences import Sentence
from analytics.uncertainty.draws import SIGMAS
from analytics.uncertainty.errors import Floats, Sides

GUIDANCE = "IPCC AR5 Guidance Note on Consistent Treatment of Uncertainties (2010)"
TOO_CLOSE = (33.0, 66.0)
"""About as likely as not, of 100: in between an answer is too close to call."""
MOVED = 10.0
"""[R] Points of 100 by which a probability moves before what moved it is told."""
MOST_SAID = 99.0
"""Of 100: beyond it an answer is virtually certain, and its odds are said as more than that."""


class Likelihood(StrEnum):
    """How likely an answer is, from the surest word to none."""

    VIRTUALLY_CERTAIN = "virtually-certain"
    VERY_LIKELY = "very-likely"
    LIKELY = "likely"
    AS_LIKELY_AS_NOT = "about-as-likely-as-not"


LIKELIHOOD_NAMES: dict[Likelihood, str] = {
    # Translators: the IPCC's calibrated words for how likely something is: more than 99 of 100.
    Likelihood.VIRTUALLY_CERTAIN: Sentence("virtually certain"),
    # Translators: the IPCC's calibrated words: more than 90 of 100.
    Likelihood.VERY_LIKELY: Sentence("very likely"),
    # Translators: the IPCC's calibrated words: more than 66 of 100.
    Likelihood.LIKELY: Sentence("likely"),
    # Translators: the IPCC's calibrated words: 33 to 66 of 100.
    Likelihood.AS_LIKELY_AS_NOT: Sentence("about as likely as not"),
}
_ABOVE = ((MOST_SAID, Likelihood.VIRTUALLY_CERTAIN), (90.0, Likelihood.VERY_LIKELY), (TOO_CLOSE[1], Likelihood.LIKELY))
_phi = np.frompyfunc(lambda z: (1 + erf(z / sqrt(2))) / 2, 1, 1)


@formula(
    name="Probability of being at or below the path",
    text=Sentence("P = 100 × Φ(−1.96 × gap ÷ U), with the side U of the interval that reaches towards zero"),
    units="of 100; gap and U in t, Φ the normal distribution",
    source=Sentence("This program"),
    mark="R",
    remark="A gap of zero has 50 of 100, whatever its uncertainty; a wider interval never makes it surer.",
)
def at_or_below(gap_t: Any, interval: Sides) -> Any:
    """How probable it is that the true gap is zero or below, of 100, by the half intervals of the gap in t.

    Without any uncertainty 100 or 0, and 50 for a gap of zero. Numbers and columns alike; NaN stays NaN. Source: our
    own rule [R], the normal distribution of IPCC 2006 Guidelines, Vol. 1, Ch. 3, Approach 1.
    """
    gap = np.asarray(gap_t, dtype=np.float64)
    towards = np.where(gap > 0, interval.below, interval.above)
    with np.errstate(divide="ignore", invalid="ignore"):
        z = np.where(gap == 0, 0.0, -gap / towards * SIGMAS)
    found: Floats = np.asarray(_phi(z), dtype=np.float64) * 100
    return found if found.ndim else float(found)


OFF = 0.37
"""[R] The share of published totals that are taken to be off by more than their errors: of 28 city-years that were
published twice 61 % differ, which is 1 − (1 − 0.37)². The 5 % of versions come from the same 28: what is off takes
their place, and the weaker of the two is said, so that nothing counts twice."""


@formula(
    name=Sentence("Probability with totals that may be off"),
    text=Sentence(
        "P = {right:g} × P′(gap) + {off:g} × P′(gap + s), never surer of an answer than P(gap), never of the other one",
        right=1 - OFF,
        off=OFF,
    ),
    units=Sentence("of 100; s in t is what the years beside lead to expect of the gap, P′ is P without versions"),
    source=OURS,
    mark="R",
    remark=Sentence("A gap that no other year bears out is never surer than that."),
)
def with_expected(gap_t: Any, interval: Sides, plain: Sides, shift_t: Any) -> Any:
    """How probable it is that the true gap is zero or below, of 100, where a share of all totals is off and the years
    beside tell what they should be: a gap larger by ``shift_t``, in t. ``plain`` is the interval without the errors of
    versions. Source: our own rule [R]."""
    alone, good = at_or_below(gap_t, interval), np.asarray(gap_t) <= 0
    towards = np.where(good, plain.above, plain.below)
    mixed = (1 - OFF) * at_or_below(gap_t, plain) + OFF * at_or_below(gap_t + shift_t, Sides(towards, towards))
    weaker = np.where(good, np.clip(mixed, 50.0, alone), np.clip(mixed, alone, 50.0))
    return np.where(np.isnan(alone), np.nan, weaker)


@formula(
    name="Words of likelihood",
    text=Sentence(
        "virtually certain > 99, very likely > 90, likely > 66, about as likely as not 33 to 66: too close to call"
    ),
    units="of 100, the probability of the answer given, as it is said: in whole numbers",
    source=GUIDANCE,
    mark="M",
    remark="That the number is rounded first is our own rule [R]: so word and number never contradict.",
    conditional=True,
    also=(
        "analytics.uncertainty.likelihood.of_answer",
        "analytics.uncertainty.likelihood.whole",
        "analytics.uncertainty.likelihood.too_close",
        "analytics.uncertainty.likelihood.moved",
        "analytics.uncertainty.likelihood.of_hundred",
    ),
)
def likelihood(probability: float) -> Likelihood:
    """The word for an answer of this probability, a number of 100 [M]. An answer has 50 or more: what has less is the
    other one. Source: IPCC AR5 guidance note on uncertainties, calibrated words [M]."""
    said = whole(probability)
    return next((word for least, word in _ABOVE if said > least), Likelihood.AS_LIKELY_AS_NOT)


def whole(probability: Any) -> Any:
    """A probability of 100 as it is said, in whole numbers: 66.4 is 66 of 100, so that no word claims more than the
    number beside it. Numbers and columns alike. Source: our own rule [R]."""
    return np.round(probability)


def of_hundred(probability: float) -> Sentence:
    """A probability, a number of 100, as it is said: never 0 and never 100, which nobody knows. Source: our own rule
    [R]."""
    said = whole(probability)
    if said > MOST_SAID:
        return Sentence("more than 99 of 100")
    # Translators: a probability, as in "86 of 100".
    return Sentence("{number} of 100", number=int(said)) if said >= 1 else Sentence("less than 1 of 100")


def too_close(at_or_below_path: Any) -> Any:
    """Where a probability of being at or below the path, a number of 100, leaves neither answer likely. Numbers and
    columns alike; NaN is not. Source: our own rule [R], by the calibrated words."""
    return whole(of_answer(at_or_below_path)) <= TOO_CLOSE[1]


def moved(one: Any, other: Any) -> Any:
    """Where two probabilities of being at or below the path, each a number of 100, are ``MOVED`` apart or more, or only
    one of them is too close to call. Numbers and columns alike; not where one is NaN. Source: our own rule [R]."""
    known = ~(np.isnan(one) | np.isnan(other))
    return known & ((np.abs(np.subtract(one, other)) >= MOVED) | (too_close(one) != too_close(other)))


def of_answer(at_or_below_path: Any) -> Any:
    """The probability of the likelier of the two answers, a number of 100 [M]: mirrored for what lies above its path.
    Numbers and columns alike. Source: our own rule [R]."""
    return np.maximum(at_or_below_path, 100 - at_or_below_path)
