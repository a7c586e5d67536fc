"""Whether an answer rests on the emission factors that a city states: the same figures by the default factors.

A factor of a city's own can be better than a default one, so that it counts; but one that raises the baseline or lowers
the newest year makes the answer better, so that an answer that it turns is told beside the verdict.
"""

from __future__ import annotations

from math import fsum, nan

from analytics.commitment.codes import Code, Reason
from analytics.commitment.judged import Progress
from analytics.inventories.inventory import Inventory
from analytics.inventories.spots import Spot
from analytics.inventories.weighing import YearlyFactor
from analytics.text.sentences import Sentence, counted, joined
from analytics.uncertainty.likelihood import moved as moved_much
from analytics.uncertainty.likelihood import of_hundred
from analytics.vocabulary import CARRIERS, VERDICT_NAMES, Verdict

_NAMED = 3
"""So many factors are named."""


def by_default(now: Progress, then: Progress, stated: YearlyFactor, default: YearlyFactor) -> Reason | None:
    """That ``then``, judged by the ``default`` factors, gives another answer than ``now``, by the ``stated`` ones, or
    much other odds: with the factors that move most, in t/MWh, and how many more there are. None where there is no
    answer to turn. Source: our own rule [R]."""
    odds = [item.strength.probability if item.strength else nan for item in (now, then)]
    same = now.verdict is then.verdict
    if now.verdict is Verdict.CANNOT_TELL or (same and not moved_much(*odds)):
        return None
    moved: dict[tuple[int, str], dict[Spot, float]] = {}
    for mine, other in zip(_held(now), _held(then), strict=True):
        if mine is None or other is None:
            continue
        for spot in {*mine.spots.tonnes, *other.spots.tonnes}:
            amount = abs(mine.spots.tonnes.get(spot, 0.0) - other.spots.tonnes.get(spot, 0.0))
            if spot.carrier and amount:
                moved.setdefault((mine.year, spot.carrier), {})[spot] = amount
    if not moved:
        return None
    named = []
    for (year, carrier), spots in sorted(moved.items(), key=lambda item: -fsum(item[1].values())):
        sector = max(spots, key=lambda spot: spots[spot]).sector
        own, usual = stated(year, carrier, sector), default(year, carrier, sector)
        if own is not None and usual is not None:
            values: dict[str, object] = {"factor": _short(own), "default": _short(usual), "year": year}
            name = CARRIERS[carrier].within
            # Translators: a carrier, its factor and the usual one: "electricity 0.9 t/MWh against 0.4 in 2010".
            named.append(Sentence("{carrier} {factor:g} t/MWh against {default:g} in {year}", carrier=name, **values))
    if not named:
        return None
    factors, rest = joined(named[:_NAMED], "comma"), len(named) - _NAMED
    said = Sentence(
        "By the default factors in place of the city's own ({factors}): {answer}.",
        factors=counted("{places} and {number} more", "{places} and {number} more", rest, places=factors)
        if rest > 0
        else factors,
        answer=VERDICT_NAMES[then.verdict],
    )
    if same:
        said = Sentence(
            "{said} The chance of being at or below the path would be {chance}.", said=said, chance=of_hundred(odds[1])
        )
    return Reason(Code.FACTORS_OF_ITS_OWN, said, max(fsum(spots.values()) for spots in moved.values()))


def _held(judged: Progress) -> tuple[Inventory | None, Inventory | None]:
    """The inventories of the base year and of the year that judges."""
    return judged.baseline.inventory if judged.baseline else None, judged.latest


def _short(factor: float) -> float:
    """A factor with three significant digits."""
    return float(f"{factor:.3g}")
