"""What kinds of facts are told of a city's climate, and what of them is behind us, ahead of us, or a state of
things."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from analytics.text.sentences import Sentence

FACTS: Mapping[str, str] = {
    # Translators: a kind of climate fact: something that happened on a day or in a year.
    "event": Sentence("Event"),
    # Translators: a kind of climate fact: what was measured.
    "observed": Sentence("Observed"),
    # Translators: a kind of climate fact: what is expected to come.
    "expected": Sentence("Expected"),
    # Translators: a kind of climate fact: what a hazard did to people and things.
    "impact": Sentence("Impact"),
    # Translators: a kind of climate fact: who and what stands in the way of a hazard.
    "exposure": Sentence("Exposure"),
    # Translators: a kind of climate fact: how easily people and things are harmed by a hazard.
    "sensitivity": Sentence("Sensitivity"),
    # Translators: a kind of climate fact: what helps a city to adapt, such as trees, money or a team.
    "capacity": Sentence("Adaptive capacity"),
    # Translators: a kind of climate fact: an assessment of risks or vulnerabilities that was made.
    "assessment": Sentence("Assessment"),
    # Translators: a kind of climate fact: a plan for adaptation.
    "plan": Sentence("Adaptation plan"),
    # Translators: a kind of climate fact: what people say in a survey.
    "perception": Sentence("What people feel"),
}
"""The kinds by code, in the order in which they are told."""


class ToldFact(Protocol):
    """One fact as it can be told: what it is, its years, its figure up to its upper end, and of which area it is."""

    @property
    def what(self) -> str:
        """The fact."""

    @property
    def first_year(self) -> int | None:
        """The first year of its period."""

    @property
    def last_year(self) -> int | None:
        """The last one."""

    @property
    def value(self) -> float | None:
        """Its figure."""

    @property
    def most(self) -> float | None:
        """The upper end of the figure, where it is a range."""

    @property
    def unit(self) -> str:
        """The unit of the figure."""

    @property
    def area(self) -> str:
        """Of what it is, where that is not the city."""


class Sourced(ToldFact, Protocol):
    """A fact with its source."""

    @property
    def source(self) -> str:
        """The document that it is from."""

    @property
    def page(self) -> str:
        """The place in it."""

    @property
    def note(self) -> str:
        """What to know of it."""
