"""The heating degree days of a year or of a long-term average, as a city states them."""

from __future__ import annotations

from dataclasses import dataclass

from analytics.detection.plausibility import above_zero, limit, share
from analytics.factors.heating import DegreeDays, one_basis
from analytics.text.problems import Refused, ask
from analytics.text.sentences import Sentence
from analytics.text.years import FIRST_YEAR, LAST_YEAR
from datasets.city import stated_table
from datasets.city.new_factor import years_out_of_range
from datasets.store import Revision, Store
from datasets.store.kinds.degree_days import KIND

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

    Raises Refused, see ``degree_days``, and for another base than the city's other years have and a missing reason.
    """
    row = degree_days(city_id, stated)
    kept = [
        other
        for other in store.register().degree_days.get(city_id, ())
        if (other.first_year, other.last_year) != (row.first_year, row.last_year)
    ]
    one_basis((*kept, row))
    return stated_table.bring(store, LAYOUT, {KIND.name: (row,)}, who, reason)


def degree_days(city_id: str, stated: NewDegreeDays) -> DegreeDays:
    """The degree days of one year, or a long-term average. Raises Refused: a year out of range, degree days that are
    not above zero, a share outside 0 to 1, a missing source."""
    first, last = stated.average or (stated.year or 0, stated.year or 0)
    if not FIRST_YEAR <= first <= last <= LAST_YEAR or (stated.average and first == last):
        raise Refused(years_out_of_range(first, last))
    named = Sentence("heating degree days")
    above_zero(named, stated.hdd, "°C day")
    limit(named, stated.hdd, "°C day", 0, 20_000, fix=Sentence("Give the sum of one year."))
    limit(Sentence("base temperature"), stated.base, "°C", 0, 30, fix=Sentence("Give the base in °C."))
    if stated.days_up_to is not None:
        named, fix = Sentence("warmest heated day"), Sentence("It is at most the base.")
        limit(named, stated.days_up_to, "°C", -30, stated.base, fix=fix)
    if stated.share_heating is not None:
        share(Sentence("share of space heating"), stated.share_heating)
    if not stated.source.strip():
        raise Refused(
            ask(
                "source-missing",
                Sentence("no source"),
                "a source",
                "Degree days without it cannot be checked.",
                key="source",
            )
        )
    return DegreeDays(
        city_id,
        first,
        last,
        stated.base,
        stated.days_up_to,
        stated.hdd,
        stated.share_heating,
        stated.source.strip(),
    )
