"""What an overview tells of each pair in a line, and of the pairings of others."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from analytics.pairs.promised import PromiseState, state_of


@dataclass(frozen=True)
class PairLine:
    """Two cities on file that are paired: since when, what for, what they did last and what is not kept yet.

    ``left`` and ``right`` are their ids. ``start`` and ``end`` are dates as far as they are printed, ``months`` the
    planned length; of several pairings those of the newest. ``announced``: the start is that of the announcement alone.
    ``last`` is the newest dated milestone as its date, its kind and what happened, and ``followed`` what a follow-up
    without a date says, which came after the project; ``due`` are the dates of the promises that are not kept.
    """

    left: str
    right: str
    topics: tuple[str, ...]
    start: str
    announced: bool
    end: str
    months: int | None
    last: tuple[str, str, str] | None
    followed: str
    due: tuple[str, ...]

    def late(self, today: date) -> int:
        """How many of its promises should have been kept by now."""
        return sum(state_of(due, "", today) is PromiseState.LATE for due in self.due)


class OtherPairing(NamedTuple):
    """A pairing of which no inventories are on file for both: of other cities, of regions, or of one city on file.

    ``first`` and ``second`` are the partners as a source names them, with their countries (ISO alpha-2, "" where not
    known). ``regions`` says that both are regions. ``year`` is the one in which the source names it, "" for none.
    """

    first: str
    first_country: str
    second: str
    second_country: str
    regions: bool
    programme: str
    year: str
    source: str
    address: str

    def partner_of(self, names: Collection[str], country: str) -> tuple[str, str] | None:
        """The partner of a city with these ``names`` (in small letters), and its country; None where the city is none
        of the two. Its metropolitan body is taken for it, as in "Bologna (Metropolitan)"; a region is not."""
        first, second = (self.first, self.first_country), (self.second, self.second_country)
        for (named, where), partner in ((first, second), (second, first)):
            if not self.regions and named.partition(" (")[0].casefold() in names and where in ("", country):
                return partner
        return None
