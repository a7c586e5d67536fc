"""Why places of an inventory hold what they hold: an explanation as it is given, and a table of them, checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analytics.inventories.people import PEOPLE
from analytics.text.problems import Problem, Refused
from analytics.text.years import FIRST_YEAR, LAST_YEAR
from datasets.city import stated_table
from datasets.store import CityRecord, Revision, Store
from datasets.store.kinds.explanations import FORM, KIND, Explanation

COLUMNS = ("city", *FORM.columns)
REQUIRED = ("year", "place", "reason")


def explanation(city: CityRecord, year: str, place: str, carrier: str, reason: str, by: str) -> Explanation:
    """One explanation in the words of the store; "inhabitants" in the place of a place is about those of the year.
    Raises Refused: no year or one out of range, a place or carrier that nobody knows, a missing reason or name."""
    if not year.strip().isdecimal() or not FIRST_YEAR <= int(year) <= LAST_YEAR:
        expected = f"a year from {FIRST_YEAR} to {LAST_YEAR}"
        raise Refused(
            Problem("block", "year-range", f'the year "{year[:40]}"', expected, "Correct the year.", column="year")
        )
    stated_table.insist_on_reason(by, reason)
    heads = place.strip().casefold() == PEOPLE
    named = PEOPLE if heads else stated_table.place(place)
    return Explanation(city.city_id, int(year), named, stated_table.carrier(carrier), reason.strip(), by.strip())


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
        return Problem("block", "explained-twice", found, expected, fix)

    return stated_table.from_table(data, name, city, COLUMNS, REQUIRED, of_row, KIND.same, again)


def state(
    store: Store, given: Sequence[Explanation], who: str, reason: str, file: tuple[str, bytes] | None = None
) -> Revision:
    """Commit explanations, of a ``file`` with its name and bytes or without one; the same place of a year again
    replaces what was said of it. Raises Refused where no reason is given."""
    return stated_table.state(store, KIND, given, who, reason, file)
