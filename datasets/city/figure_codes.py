"""The code below a slide, a picture and a page of paper: which city, as of which revision, and the beginning of the
hash of the ledger up to it. Typed into the dashboard or a command it leads back to the figures as they stood then."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from analytics.text.problems import Problem, Refused
from analytics.text.sentences import Sentence

if TYPE_CHECKING:
    from datasets.store import CityRecord, Store

SEALED = 4
"""So many signs of the hash stand in a code: enough to tell another ledger by, short enough to be typed."""
LIKE = "US-BOS-R3-7F3A"
"""How a code looks."""
_CODE = re.compile(r"(?P<city>.+)-R(?P<revision>[0-9]{1,9})-(?P<seal>[0-9A-F]{4})", re.IGNORECASE)


def code(store: Store, city_id: str, upto: int | None) -> str | None:
    """The code of a city as it stood after the revision ``upto``, or as it is; None where it has none that is
    sealed."""
    newest = next((revision for revision in store.history(city_id, upto) if revision.head), None)
    if newest is None or newest.head is None:
        return None
    return f"{city_id}-R{newest.revision}-{newest.head[:SEALED].upper()}"


def is_code(said: str) -> bool:
    """Whether something typed looks like a code."""
    return _CODE.fullmatch("".join(said.split())) is not None


def read(store: Store, said: str) -> tuple[CityRecord, int]:
    """The city and the revision that a code means; upper and lower case are alike.

    Raises Refused where it is no code, where its city or revision is not on file, and where the ledger here holds
    something else at this revision than the one that the code was made from.
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
    revision = next((item for item in store.history(city.city_id) if item.revision == number), None)
    if revision is None or (revision.head or "")[:SEALED].upper() != found["seal"].upper():
        raise _refused(
            Sentence("the figure code {code}", code=found.group().upper()),
            Sentence("a revision of {city} in this database", city=city.name),
            Sentence("It was made from another database: open it there, or restore a backup of that one."),
        )
    return city, number


def _refused(found: str, expected: str, fix: str) -> Refused:
    return Refused(Problem("block", "figure-code", found, expected, fix))
