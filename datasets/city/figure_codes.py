"""The code below a slide, a picture and a page of paper: which city, as of which revision, and the beginning of the
hash of the ledger up to it. Typed into the dashboard or a command it leads back to the figures as they stood then."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from typing import TYPE_CHECKING

from analytics.text.problems import Refused, blocked
from analytics.text.sentences import Sentence

if TYPE_CHECKING:
    from datasets.store import CityRecord, Store
    from datasets.store.kinds.carried_revisions import CarriedRow

SEALED = 4
"""So many signs of the hash stand in a code: enough to tell another ledger by, short enough to be typed."""
LIKE = "US-BOS-R3-7F3A"
"""How a code looks."""
_CODE = re.compile(r"(?P<city>.+)-R(?P<revision>[0-9]{1,9})-(?P<seal>[0-9A-F]{4})", re.IGNORECASE)


def code(store: Store, city_id: str, upto: int | None) -> str | None:
    """The code of a city as it stood after the revision ``upto``, or as it is; None where it has none that is
    sealed."""
    history = store.history(city_id, upto)
    newest = next((revision for revision in history if revision.head), None)
    if newest is None or newest.head is None:
        return None
    numbers = {revision.revision for revision in history}
    first = next((row for row in _known(store, city_id, numbers) if row.here == newest.revision and row.came), None)
    number, head = (newest.revision, newest.head) if first is None else (first.origin, first.head)
    return f"{city_id}-R{number}-{head[:SEALED].upper()}"


def _known(store: Store, city_id: str, numbers: Set[int]) -> Iterator[CarriedRow]:
    """By what other ledgers call revisions of a city after which the same counts here and there: all that stands before
    them is the same here (``numbers``: of the history) and in the bundle that they came with."""
    openings: dict[int, set[int]] = {}
    for opening, row in store.elsewhere(city_id):
        before = openings.setdefault(opening, set())
        before.add(row.here)
        if before == {number for number in numbers if number <= row.here}:
            yield row


def is_code(said: str) -> bool:
    """Whether something typed looks like a code."""
    return _CODE.fullmatch("".join(said.split())) is not None


def read(store: Store, said: str) -> tuple[CityRecord, int]:
    """The city and the revision that a code means; upper and lower case are alike.

    A code of another database leads to its figures where the bundle of the city was opened. Raises Refused where it is
    no code, where its city or revision is not on file, and where something else counts here after that revision than
    where the code was made.
    """
    from datasets.reference.naming import find_city

    found = _CODE.fullmatch("".join(said.split()))
    if found is None:
        raise _refused(
            f'"{said.strip()}"',
            Sentence("a figure code, as {code}", code=LIKE),
            Sentence("It stands at the foot of each slide and of the page of paper: type it as it stands there."),
        )
    city, number = find_city(found["city"], store.cities()), int(found["revision"])
    seal, history = found["seal"].upper(), store.history(city.city_id)
    if any(item.revision == number and (item.head or "")[:SEALED].upper() == seal for item in history):
        return city, number
    for row in _known(store, city.city_id, {item.revision for item in history}):
        if row.origin == number and row.head[:SEALED].upper() == seal:
            return city, row.here
    raise _refused(
        Sentence("the figure code {code}", code=found.group().upper()),
        Sentence("a revision of {city} in this database", city=city.name),
        Sentence("It was made from another database: open it there, or open a bundle of the city from there here."),
    )


def _refused(found: str, expected: str, fix: str) -> Refused:
    return blocked("figure-code", found, expected, fix)
