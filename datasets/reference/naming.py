"""Which city is meant by a name or an id."""

from __future__ import annotations

from collections.abc import Sequence

from analytics.text.nearest import nearest
from analytics.text.problems import Refused, ask
from analytics.text.sentences import Sentence, joined
from datasets.reference import registry
from datasets.store import CityRecord

LEAST_ALIKE = 70
"""From which likeness (of 100) on a name is offered in the place of one that nobody knows."""
MOST_NAMES, MOST_NEAR = 12, 3
"""So many names are looked at for so many cities that are offered, each once."""


def find_city(text: str, cities: Sequence[CityRecord]) -> CityRecord:
    """The one city of ``cities`` with this id, name or other name, upper and lower case alike, and its state by name or
    by code.

    Raises Refused: with the matches when several bear the name, with the nearest names when none does.
    """
    if named := [city for city in cities if city.city_id == text]:  # at once, since every click asks this of all cities
        return named[0]
    asked = text.strip().casefold()
    spelled = {asked, registry.by_state_code(text).strip().casefold()}
    # An id is nobody else's: a city that was added as MANCHESTER is not the Manchester of the register.
    found = [city for city in cities if asked == city.city_id.casefold()] or [
        city for city in cities if not spelled.isdisjoint(name.casefold() for name in (city.name, *city.other_names))
    ]
    if not found and registry.of_a_municipality(text):
        called = [city for city in cities if registry.called(text, (city.city_id, city.name, *city.other_names))]
        found = [city for city in called if registry.bears(city, text)]
    if len(found) == 1:
        return found[0]
    if found:
        names = tuple(f"{city.city_id} ({city.name}, {city.country})" for city in found)
        raise Refused(
            ask(
                "city-ambiguous",
                f'"{text}"',
                "one city",
                "Name it by its id.",
                key="city",
                choices=names,
            )
        )
    bearers = {name: city.city_id for city in cities for name in (city.name, *city.other_names, city.city_id)}
    each: dict[str, str] = {}  # one name of each city: its office is like that of any other
    for name in nearest(registry.bare(text), bearers, most=MOST_NAMES, least=LEAST_ALIKE, likeness="WRatio"):
        each.setdefault(bearers[name], name)
    near = list(each.values())[:MOST_NEAR]
    fix = Sentence("Check the spelling, or list the cities with `python -m datasets cities`.")
    if not cities:
        fix = Sentence("No city is on file yet: import an inventory of it first, or add it on the page Figures.")
    elif signatories := [one for one in registry.matches(text) if not one.group]:
        fix = Sentence(
            "It has no inventory here yet. `python -m datasets status {city}` tells what others published.",
            city=signatories[0].city_id,
        )
    raise Refused(
        ask(
            "city-unknown",
            f'"{text}"',
            Sentence("one of {names}", names=joined(near, "comma")) if near else "a known city",
            fix,
            key="city",
            choices=tuple(near),
        )
    )


def named(cities: Sequence[CityRecord], text: str) -> frozenset[str]:
    """The ids of all that bear this very name, with or without a word for a municipality before it: of ``cities`` and
    of the signatories."""
    asked = {registry.bare(text), registry.bare(registry.by_state_code(text))}
    return frozenset(
        {
            city.city_id
            for city in cities
            if not asked.isdisjoint(map(registry.bare, (city.city_id, city.name, *city.other_names)))
        }
        | {signatory.city_id for signatory in registry.matches(text)}
    )
