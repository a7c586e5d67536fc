"""What the single places of inventories are asked of a verdict, and what somebody explained of them, as columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import numpy as np

from analytics.inventories.people import PEOPLE
from analytics.inventories.spots import CARRIER_CODES, REFERENCES, SECTOR_CODES, Floats, Integers, Spot, Truths
from analytics.text.given_reasons import says_something
from analytics.text.sentences import Sentence
from analytics.vocabulary import SECTORS, TOTAL_PLACE


@dataclass(frozen=True)
class PlaceQuestions:
    """One row for each question. ``first`` and ``then`` are numbers of inventories among the places, of the base year
    and of the newest one, ``earlier`` a column for each inventory between, the last one first; -1 for none. ``year``,
    ``base_year`` and ``earlier_year`` are theirs. Tonnes; ``declared_t`` is what the target itself says of its base
    year, ``base_most_t`` and ``least_t`` are the most that the total of the base year, and the least that the newest
    one, plausibly is for its inhabitants, ``slope`` by how many tonnes the path moves with one of the baseline.
    ``missing`` are the key sectors without a figure, as bits, ``lacking`` and ``base_lacking`` where energy stands
    without emissions; ``co2e`` where both totals are CO2e."""

    first: Integers
    then: Integers
    year: Integers
    base_year: Integers
    gap_t: Floats
    base_t: Floats
    declared_t: Floats
    base_most_t: Floats
    least_t: Floats
    path_t: Floats
    slope: Floats
    missing: Integers
    lacking: Truths
    base_lacking: Truths
    co2e: Truths
    earlier: Integers
    earlier_year: Integers

    @property
    def before(self) -> Integers:
        """The inventory before the newest one."""
        return self.earlier[:, 0]

    def at(self, chosen: Any) -> PlaceQuestions:
        """These questions alone."""
        return PlaceQuestions(*(getattr(self, name)[chosen] for name in self.__dataclass_fields__))


_WHOLE = SECTOR_CODES.index(TOTAL_PLACE)


def spot_of(place: str, carrier: str | None = None) -> Spot:
    """The place of an inventory that an explanation speaks of: a sector, a GPC reference, or ``PEOPLE``."""
    return Spot(place, carrier) if place in SECTORS else Spot("other", carrier, None, place)


def name_of(spot: Spot) -> str:
    """What an explanation is about, in words: a place of an inventory, or its inhabitants."""
    return Sentence("Inhabitants") if spot.gpc_ref == PEOPLE else spot.name


class Outlived(NamedTuple):
    """What an explanation was given for, on a day, and the smaller figure that a later file holds, in t; ``later``
    where the larger one came on file after that day, too."""

    given: date
    then_t: float
    now_t: float
    later: bool = False


class Cause(NamedTuple):
    """Why a place, a sector or a GPC reference, holds what it holds in a year: for one carrier or for all (None), with
    the reason and who gives it. ``PEOPLE`` in the place of one is about the inhabitants of the year. One that is
    ``outlived`` settles nothing."""

    year: int
    place: str
    carrier: str | None
    reason: str
    by: str
    outlived: Outlived | None = None

    @property
    def told(self) -> Sentence:
        """The place, its year, the reason, and who gives it; and what it was given for where that was more."""
        named = name_of(spot_of(self.place, self.carrier))
        # Translators: a place of an inventory, its year, why it holds what it holds, and who says so.
        said = Sentence("{place}, {year}: {reason} ({by})", place=named, year=self.year, reason=self.reason, by=self.by)
        if self.outlived is None:
            return said
        values: dict[str, object] = {
            "said": said,
            "day": self.outlived.given.isoformat(),
            "then_t": self.outlived.then_t,
            "now_t": self.outlived.now_t,
        }
        if self.outlived.later:
            return Sentence(
                "{said}. The reason given on {day} says nothing of the fall from {then_t:,.0f} t, which came on file "
                "later, to {now_t:,.0f} t.",
                **values,
            )
        # Translators: after a place, its year, why it holds what it holds, and who says so.
        return Sentence(
            "{said}. The reason given on {day} was for {then_t:,.0f} t; a later file holds {now_t:,.0f} t.", **values
        )


class ExplainedPlaces(NamedTuple):
    """Places of the later inventory of a question that somebody explained for a ``year``: a sector or a reference (0
    for none), and a carrier (0 where it is meant for all)."""

    question: Integers
    year: Integers
    sector: Integers
    reference: Integers
    carrier: Integers

    def of(self, chosen: Truths) -> ExplainedPlaces:
        """These alone."""
        return ExplainedPlaces(*(column[chosen] for column in self))

    @property
    def whole(self) -> Integers:
        """The questions of which a whole inventory was explained."""
        found: Integers = self.question[(self.sector == _WHOLE + 1) & (self.carrier == 0)]
        return found

    def holds(self, question: Integers, places: tuple[Integers, Integers, Integers]) -> Truths:
        """Which places, each of a question and with its sector, reference and carrier, are among these."""
        sector, reference, carrier = places
        found = np.zeros(len(question), dtype=bool)
        for where, named in ((sector + 1, self.sector), (reference, self.reference)):
            asked = _named(self.question, named, self.carrier)[named > 0]
            for said in (carrier, np.zeros_like(carrier)):
                found |= np.isin(_named(question, where, said), asked)
        return found


NOTHING = ExplainedPlaces(*(np.zeros(0, dtype=np.int64) for _ in range(5)))


def explained(given: Sequence[tuple[int, Cause]]) -> ExplainedPlaces:
    """Explanations that still hold and say something as columns, each with the number of its question."""
    rows = [
        (
            question,
            item.year,
            SECTOR_CODES.index(item.place) + 1 if item.place in SECTORS else 0,
            0 if item.place in SECTORS else REFERENCES.index(item.place),
            CARRIER_CODES.index(item.carrier or ""),
        )
        for question, item in given
        if item.place != PEOPLE and item.outlived is None and says_something(item.reason)
    ]
    return ExplainedPlaces(*np.asarray(rows, dtype=np.int64).reshape(-1, 5).T)


def _named(question: Integers, place: Integers, carrier: Integers) -> Integers:
    return (question * (len(REFERENCES) + len(SECTOR_CODES) + 1) + place) * len(CARRIER_CODES) + carrier
