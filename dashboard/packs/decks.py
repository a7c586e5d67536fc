"""The decks that leave the screen: which there are, and how each is made of a city, of two, or of all. What one
deck alone needs is read with it: a pack of a city wants neither the programme nor what came since a day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from analytics.text.problems import blocked
from analytics.text.sentences import Sentence
from dashboard.language import gettext as _
from dashboard.packs.slide_deck import Edition, deck
from datasets import Cities, City, Store, pair_room

if TYPE_CHECKING:
    from dashboard.packs.programme_slides import Meeting

Made = TypeVar("Made")


def mayor(city: City, edition: Edition) -> bytes:
    """The slides of a city for its mayor’s office: the answer with its curve, what moved with the next steps, what lies
    ahead; without an inventory its pillars."""
    from dashboard.packs import city_slides

    year = edition.today.year
    return deck(lambda: city_slides.mayor(city, year), lambda: _("Emissions against the target"), edition)


def technical(city: City, edition: Edition) -> bytes:
    """Every slide of a city that says something, 12 to 17 of a city with inventories by sector."""
    from dashboard.packs import city_details

    year = edition.today.year
    return deck(lambda: city_details.technical(city, year), lambda: _("Emissions against the target"), edition)


def pair(first: City, second: City, edition: Edition) -> bytes:
    """The slides of two cities that are paired, or could be."""
    from dashboard.packs import pair_slides

    return deck(lambda: pair_slides.pair(first, second, edition.today), lambda: _("Two cities side by side"), edition)


def programme(held: Meeting, edition: Edition) -> bytes:
    """The slides of all cities and pairs on file, for a meeting of the programme."""
    from dashboard.packs import programme_slides

    return deck(lambda: programme_slides.programme(held, edition.today), lambda: _("Programme"), edition)


def of_all(store: Store) -> Meeting:
    """All cities and pairs of a store, for a meeting of the programme."""
    from dashboard.packs import programme_slides

    everyone = Cities(store)
    return programme_slides.meeting(
        everyone.programme(), pair_room.lines(everyone.store.register()), lambda city: read_once(store, city)
    )


def since(city: City, then: City | None, day: date, edition: Edition) -> bytes:
    """The slides of what changed in a city since the end of a ``day``, on which it stood as ``then`` (None: nothing was
    on file of it)."""
    from dashboard.packs import since_slides

    make = partial(since_slides.since, city, then, day, edition.today)
    return deck(make, lambda: _("What changed since we last met"), edition)


def revision_of(city: City, day: date) -> int | None:
    """The newest revision of a city at the end of a day; None where nothing was on file of it. Raises Refused for a day
    that is to come."""
    if day > datetime.now(UTC).date():
        found = Sentence("the day {day}, which is to come", day=day.isoformat())
        fix = Sentence("Give the day of the last meeting.")
        raise blocked("deck-since", found, "today or a day before", fix)
    return next((one.revision for one in city.history() if one.committed_at.date() <= day), None)


def read_once(store: Store, city: str, revision: int | None = None) -> City:
    """A city, as it stood after a ``revision`` where one is named, whose readings are made once for all slides of a
    deck."""
    answers: dict[Any, Any] = {}

    def keep(read: Callable[..., Made], of: Any, named: Mapping[str, Any], /) -> Made:
        key = (read.__qualname__, *named.items())
        if key not in answers:
            answers[key] = read(of, **named)
        made: Made = answers[key]
        return made

    return City(store, city, revision, keep=keep)


def codes(*cities: City) -> tuple[str, ...]:
    """The figure codes of these cities, of those that have one."""
    return tuple(code for city in cities if (code := city.code()) is not None)
