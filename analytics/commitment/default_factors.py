"""Whether an answer rests on the emission factors that a city states: the same figures by the default factors.

A factor of a city's own can be better than a default one, so that it counts; but one that raises the baseline or lowers
the newest year makes the answer better, so that an answer that it turns is told beside the verdict.
"""

from __future__ import annotations

from math import fsum

from analytics.commitment.codes import Code, Reason
from analytics.commitment.judged import Progress
from analytics.inventories.inventory import Inventory
from analytics.inventories.spots import Spot
from analytics.inventories.weighing import YearlyFactor
from analytics.text.sentences import Sentence
from analytics.vocabulary import CARRIERS, VERDICT_NAMES, Verdict


def by_default(now: Progress, then: Progress, stated: YearlyFactor, default: YearlyFactor) -> Reason | None:
    """That ``then``, judged by the ``default`` factors, gives another answer than ``now``, by the ``stated`` ones: with
    the factor that moves most, in t/MWh. None where there is no answer to turn. Source: our own rule [R]."""
    if now.verdict in (then.verdict, Verdict.CANNOT_TELL):
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
    (year, carrier), spots = max(moved.items(), key=lambda item: fsum(item[1].values()))
    sector = max(spots, key=lambda spot: spots[spot]).sector
    own, usual = stated(year, carrier, sector), default(year, carrier, sector)
    if own is None or usual is None:
        return None
    said = Sentence(
        "By the default factors in place of the city's own ({carrier} {factor:g} t/MWh against {default:g} in {year}): "
        "{answer}.",
        carrier=CARRIERS[carrier].within,
        factor=_short(own),
        default=_short(usual),
        year=year,
        answer=VERDICT_NAMES[then.verdict],
    )
    return Reason(Code.FACTORS_OF_ITS_OWN, said, fsum(spots.values()))


def _held(judged: Progress) -> tuple[Inventory | None, Inventory | None]:
    """The inventories of the base year and of the year that judges."""
    return judged.baseline.inventory if judged.baseline else None, judged.latest


def _short(factor: float) -> float:
    """A factor with three significant digits."""
    return float(f"{factor:.3g}")
