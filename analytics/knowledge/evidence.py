"""How the result of a measure is known, the strongest kind first, and in which order entries are offered."""

from __future__ import annotations

from collections.abc import Mapping

from analytics.text.sentences import Sentence

CLAIMED, PLANNED = "claimed", "planned"
EVIDENCE: Mapping[str, str] = {
    # Translators: how a result is known: against places or people without the measure. The first word says measured.
    "control group": Sentence("Measured against a control group"),
    # Translators: how a result is known: before and after a measure, without a comparison.
    "before-after": Sentence("Measured before and after"),
    # Translators: how a result is known: it was measured.
    "measured": Sentence("Measured"),
    # Translators: how a result is known: by a model, factors or a projection.
    "modelled": Sentence("Modelled"),
    # Translators: a result that was bought: certificates of green power.
    "purchased": Sentence("Bought"),
    # Translators: a result that somebody states without saying how it is known.
    CLAIMED: Sentence("Claimed"),
    # Translators: a result that a city expects, by its own estimate.
    PLANNED: Sentence("Planned"),
}
"""The kinds of evidence by code, each beginning with the one word that tells it from the others."""
FOUND = ("control group", "before-after", "measured")
"""The kinds by which something was found to work: what is modelled, bought, claimed or planned is not."""
DIRECTIONS: Mapping[str, str] = {
    "helps": Sentence("It helped"),
    # Translators: what a study found of a measure.
    "no effect": Sentence("No effect found"),
    # Translators: what a study found of a measure.
    "harms": Sentence("It did harm"),
}
"""What was found, by code."""
AGAINST = ("no effect", "harms")
"""What speaks against a measure."""


def rank(evidence: str, direction: str, in_figures: bool) -> int:
    """Where an entry stands among others: what helped and how surely that is known first; then what states no figure;
    then what has no result at all, and last what did not help, which is shown beside what did. Source: our own rule
    [R]."""
    if not evidence:
        return 2 * len(EVIDENCE)
    if direction in AGAINST:
        return 3 * len(EVIDENCE)
    return [*EVIDENCE].index(evidence) + len(EVIDENCE) * (not in_figures)
