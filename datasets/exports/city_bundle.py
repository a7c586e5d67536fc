"""A city taken along whole: everything that was ever committed of it, to be opened in another installation."""

from __future__ import annotations

from collections.abc import Sequence

from analytics.text.problems import blocked
from analytics.text.sentences import Sentence
from datasets.intake.own_files import bundle_file
from datasets.intake.own_files.bundle_file import Bundle
from datasets.reference.naming import find_city
from datasets.store import Store


def bundle(store: Store, city: str, years: Sequence[int] = (), revision: int | None = None) -> bytes:
    """The bundle of a city, as it was after ``revision`` or is: always the same bytes for the same history.

    Raises Refused for an unknown city, and for some ``years`` alone: a part of a history proves nothing.
    """
    if years:
        raise blocked(
            "bundle-years",
            Sentence("a bundle of {years}", years=", ".join(map(str, years))),
            "a bundle of all years",
            "Leave the year out; the other formats hold single years.",
        )
    entry, revisions = store.city_revisions(find_city(city, store.cities()).city_id)
    upto = max(revisions, default=0) if revision is None else revision
    return bundle_file.written(Bundle(entry, tuple(one for number, one in revisions.items() if number <= upto)))
