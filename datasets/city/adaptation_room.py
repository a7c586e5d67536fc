"""What is on file of a city's adaptation: hazards, climate facts, goals and actions, as they count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from analytics.adaptation import risk_matrix
from analytics.adaptation.risk_matrix import NamedHazard
from datasets.city.counted_statements import counting
from datasets.reference import climate_deaths
from datasets.reference.climate_deaths import CountryDeaths
from datasets.store.kinds import adaptation_actions, adaptation_goals, city_hazards, climate_facts
from datasets.store.kinds.adaptation_actions import AdaptationAction
from datasets.store.kinds.adaptation_goals import AdaptationGoal
from datasets.store.kinds.city_hazards import CityHazard
from datasets.store.kinds.climate_facts import ClimateFact
from datasets.store.records import Register

OF_ADAPTATION = (city_hazards.KIND, climate_facts.KIND, adaptation_goals.KIND, adaptation_actions.KIND)
"""The kinds of data of adaptation."""
CAUSES = ("heat", "cold")
MADE = ("plan", "assessment", "capacity")
"""The kinds of facts that tell what a city made."""


@dataclass(frozen=True)
class AdaptationRoom:
    """What counts of a city: hazards as sources state them, climate facts, goals and actions; and, by cause, the deaths
    from heat and cold in cities of its country, which are not its own."""

    city_id: str
    hazards: tuple[CityHazard, ...]
    facts: tuple[ClimateFact, ...]
    goals: tuple[AdaptationGoal, ...]
    actions: tuple[AdaptationAction, ...]
    country: str
    country_code: str
    country_deaths: Mapping[str, CountryDeaths]

    @cached_property
    def named(self) -> tuple[NamedHazard, ...]:
        """The hazards that any of it names, numbered as in matrix and table."""
        return risk_matrix.named(self.hazards, self.facts)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of these hazards."""
        return tuple(one.code for one in self.named)

    @property
    def newest_year(self) -> int | None:
        """The newest year in which a hazard was stated, something happened or was observed, or a plan, an assessment or
        a body was made: of these the first of their years, since a plan reaches ahead."""
        seen = [one.stated for one in self.hazards]
        seen += [fact.last_year or fact.first_year for fact in self.facts if fact.kind in ("event", "observed")]
        seen += [fact.first_year or fact.last_year for fact in self.facts if fact.kind in MADE]
        return max((year for year in seen if year is not None), default=None)

    def facts_of(self, code: str, *kinds: str) -> tuple[ClimateFact, ...]:
        """The facts that are told with a hazard, of some ``kinds`` or of all."""
        return tuple(
            one
            for one in self.facts
            if (not kinds or one.kind in kinds) and risk_matrix.belongs(one.hazard, code, self.codes)
        )

    def stated_of(self, code: str) -> tuple[CityHazard, ...]:
        """What sources state of a hazard."""
        return tuple(one for one in self.hazards if one.hazard == code)


def room(register: Register, city_id: str) -> AdaptationRoom:
    """What counts of the adaptation of a city."""
    hazards, facts, goals, actions = (tuple(counting(register, kind, city_id)) for kind in OF_ADAPTATION)
    city = register.by_id[city_id]
    known = climate_deaths.by_country()
    deaths = {cause: known[city.country_code, cause] for cause in CAUSES if (city.country_code, cause) in known}
    return AdaptationRoom(city_id, hazards, facts, goals, actions, city.country, city.country_code, deaths)
