"""Why places of an inventory hold what they hold: an explanation as it is given, and a table of them, checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from analytics.commitment.codes import OpenPlace
from analytics.commitment.judged import Progress
from analytics.commitment.place_questions import name_of, spot_of
from analytics.detection.case import Finding
from analytics.inventories.people import PEOPLE, years_in
from analytics.inventories.spots import Spot
from analytics.text.digits import whole
from analytics.text.problems import Problem, block, blocked
from analytics.text.sentences import Sentence, joined
from analytics.text.years import FIRST_YEAR, LAST_YEAR
from analytics.vocabulary import TOTAL_PLACE
from datasets.city import stated_table
from datasets.store import CityRecord, Revision, Store
from datasets.store.kinds.explanations import FORM, KIND, Explanation

COLUMNS = ("city", *FORM.columns)
REQUIRED = ("year", "place", "reason")
FEW = 8
"""So many places are named where somebody explains one that asks for no reason."""
MOST_APART = 3
"""So many places of one finding are explained one by one; a reason for more of them is one for the whole year."""


def asking(judged: Iterable[Progress], findings: Iterable[Finding]) -> tuple[OpenPlace, ...]:
    """The places of a city that ask for a reason: those whose former level is open in a verdict, most tonnes first,
    then the inhabitants of the years that a verdict doubts, and the places of findings that nobody explained. A finding
    about a whole year, or more places than ``MOST_APART``, asks for one of its place "total"."""
    judged = tuple(judged)
    found: dict[tuple[int, Spot], OpenPlace] = {}
    opened = [item for progress in judged for item in progress.unexplained]
    for item in sorted(opened, key=lambda item: -(item.tonnes or 0.0)):
        found.setdefault(item[:2], item)
    for year in (year for progress in judged for doubt in progress.doubts for year in years_in(doubt)):
        found.setdefault((year, spot_of(PEOPLE)), OpenPlace(year, spot_of(PEOPLE), None))
    for finding in findings:
        spots = [Spot(item.sector, item.carrier or None, None, item.gpc_ref or None) for item in finding.spots]
        for spot in spots if 0 < len(spots) <= MOST_APART else [Spot(TOTAL_PLACE)]:
            if not finding.settled:
                found.setdefault((finding.year, spot), OpenPlace(finding.year, spot, finding.tonnes_at_stake))
    return tuple(found.values())


def insist_on_open(given: Explanation, asked: Sequence[OpenPlace], known: Iterable[Explanation]) -> None:
    """Raise Refused for the explanation of a place that asks for none: its figure did not vanish, and no finding doubts
    it. What was explained may be explained anew."""
    if any(KIND.same(item) == KIND.same(given) for item in known) or any(_names(given, item) for item in asked):
        return
    named = [_place(item.spot, item.year) for item in asked if item.year == given.year] or [
        _place(item.spot, item.year) for item in asked
    ]
    said = _place(spot_of(given.place, given.carrier), given.year)
    raise blocked(
        "place-not-open",
        said,
        Sentence("a place that vanished or is in doubt: {places}", places=joined(named[:FEW], "semicolon"))
        if named
        else "a place that vanished or is in doubt; there is none",
        "A figure that stands needs no reason. Choose the place and the year whose figure is gone.",
        column="place",
    )


def _place(spot: Spot, year: int) -> Sentence:
    # Translators: a place of an inventory and its year, as in "Residential buildings, Natural gas, 2019".
    return Sentence("{place}, {year}", place=name_of(spot), year=year)


def _names(given: Explanation, asked: OpenPlace) -> bool:
    mine = given.place in (asked.spot.sector, asked.spot.gpc_ref) and given.carrier in (None, asked.spot.carrier)
    return given.year == asked.year and mine


def explanation(city: CityRecord, year: str, place: str, carrier: str, reason: str, by: str) -> Explanation:
    """One explanation in the words of the store; "inhabitants" in the place of a place is about those of the year.
    Raises Refused: no year or one out of range, a place or carrier that nobody knows, a missing reason or name."""
    number = whole(year)
    if number is None or not FIRST_YEAR <= number <= LAST_YEAR:
        raise blocked(
            "year-range",
            Sentence('the year "{year}"', year=year[:40]),
            Sentence("a year from {first} to {last}", first=FIRST_YEAR, last=LAST_YEAR),
            "Correct the year.",
            column="year",
        )
    stated_table.insist_on_reason(by, reason)
    heads = place.strip().casefold() == PEOPLE
    named = PEOPLE if heads else stated_table.place(place)
    return Explanation(city.city_id, number, named, stated_table.carrier(carrier), reason.strip(), by.strip())


def from_table(data: bytes, name: str, city: CityRecord, by: str) -> tuple[Explanation, ...]:
    """The explanations of a delimited file with the columns year, place, carrier, reason, by and city.

    Where a row names nobody, it is said ``by`` that name. Raises Refused with all that is wrong in its rows: nothing of
    such a file is taken.
    """

    def of_row(said: Mapping[str, str]) -> Explanation:
        who = said.get("by", "").strip() or by
        return explanation(city, said["year"], said["place"], said.get("carrier", ""), said["reason"], who)

    def again(said: Mapping[str, str], first: int) -> Problem:
        found = f"{said['place']} of {said['year'].strip()} again, after row {first}"
        expected, fix = "one reason for a place and year", "Put both reasons into one row."
        return block("explained-twice", found, expected, fix)

    found = stated_table.numbered(data, name, city, COLUMNS, REQUIRED, of_row, KIND.same, again)
    return tuple(one for _, one in found)


def state(
    store: Store, given: Sequence[Explanation], who: str, reason: str, file: tuple[str, bytes] | None = None
) -> Revision:
    """Commit explanations, of a ``file`` with its name and bytes or without one; the same place of a year again
    replaces what was said of it. Raises Refused where no reason is given."""
    return stated_table.state(store, KIND, given, who, reason, file)
