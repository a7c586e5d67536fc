"""The heating degree days of a year or of a long-term average, as a city states them."""

from __future__ import annotations

from dataclasses import dataclass

from analytics.detection.plausibility import above_zero, limit, share
from analytics.factors.heating import DegreeDays, one_basis
from analytics.text import given_reasons
from analytics.text.problems import Problem, Refused
from analytics.text.sentences import Sentence
from analytics.text.years import FIRST_YEAR, LAST_YEAR
from datasets.store import Revision, Store, Submission

LAYOUT = "degree-days"


@dataclass(frozen=True)
class NewDegreeDays:
    """Heating degree days in °C day of one ``year``, or of the long-term ``average`` from a first to a last year.

    ``base`` is the base temperature in °C; only days up to a mean of ``days_up_to`` count where one is named.
    ``share_heating`` is the share of the fuels and heat of buildings that warms rooms, 0 to 1.
    """

    hdd: float
    base: float
    source: str
    year: int | None = None
    average: tuple[int, int] | None = None
    days_up_to: float | None = None
    share_heating: float | None = None


def state(store: Store, city_id: str, stated: NewDegreeDays, who: str, reason: str) -> Revision:
    """Commit the degree days of one year, or a long-term average; the same period again replaces them.

    Raises Refused: a year out of range, degree days that are not above zero, a share outside 0 to 1, another base than
    the city's other years have, a missing source or reason.
    """
    first, last = stated.average or (stated.year or 0, stated.year or 0)
    if not FIRST_YEAR <= first <= last <= LAST_YEAR or (stated.average and first == last):
        found, expected = f"the years {first} to {last}", f"years from {FIRST_YEAR} to {LAST_YEAR}, the first one first"
        raise Refused(Problem("block", "year-range", found, expected, "Correct the years.", column="year"))
    above_zero("heating degree days", stated.hdd, "°C day")
    limit("heating degree days", stated.hdd, "°C day", 0, 20_000, fix="Give the sum of one year.")
    limit("base temperature", stated.base, "°C", 0, 30, fix="Give the base in °C.")
    if stated.days_up_to is not None:
        limit("warmest heated day", stated.days_up_to, "°C", -30, stated.base, fix="It is at most the base.")
    if stated.share_heating is not None:
        share("share of space heating", stated.share_heating)
    if not stated.source.strip():
        fix = "Degree days without it cannot be checked."
        raise Refused(Problem("ask", "source-missing", "no source", "a source", fix, key="source"))
    given_reasons.insist(reason, Sentence("no reason"), Sentence("Say in a few words why."))
    row = DegreeDays(
        city_id,
        first,
        last,
        stated.base,
        stated.days_up_to,
        stated.hdd,
        stated.share_heating,
        stated.source.strip(),
    )
    kept = [
        other
        for other in store.register().degree_days.get(city_id, ())
        if (other.first_year, other.last_year) != (first, last)
    ]
    one_basis((*kept, row))
    return store.commit(Submission(None, 0, who, LAYOUT, reason=reason.strip(), degree_days=(row,)))
