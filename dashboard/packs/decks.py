"""The decks that leave the screen: which there are, and how each is made of a city, of two, or of all."""

from __future__ import annotations

from dashboard.language import gettext as _
from dashboard.packs import city_slides
from dashboard.packs.slide_deck import Edition, deck
from datasets import City


def mayor(city: City, edition: Edition) -> bytes:
    """The five slides of a city for its mayor's office, fewer where a slide would say nothing."""
    year = edition.today.year
    return deck(lambda: city_slides.mayor(city, year), lambda: _("Emissions against the target"), edition)


def codes(*cities: City) -> tuple[str, ...]:
    """The figure codes of these cities, of those that have one."""
    return tuple(code for city in cities if (code := city.code()) is not None)
