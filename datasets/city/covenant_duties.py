"""What a city owes the Covenant by when, and how far its pillars are, from what is on file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from analytics.duties.covenant_words import STEPS, TARGET_YEARS
from analytics.duties.due_dates import INCLUDE_ADAPTATION, CovenantRecord, Duty, coming, duties
from analytics.duties.pillar_phases import Phase, PillarFacts, PillarStanding, phases, standings
from analytics.energy_access.access_indicators import POVERTY
from analytics.energy_access.access_phases import access_phases
from analytics.text.sentences import Sentence
from datasets.city import adaptation_room, energy_room
from datasets.city.counted_statements import counting
from datasets.city.programme_standing import Programme
from datasets.exports import duty_calendar
from datasets.exports.duty_calendar import CalendarDay
from datasets.reference.countries import UNION
from datasets.store import CityRecord, Reader
from datasets.store.kinds import covenant_steps
from datasets.store.kinds.climate_facts import ClimateFact
from datasets.store.kinds.covenant_steps import CovenantStep

BESIDE_UNION = frozenset(
    {
        *("AD", "AL", "AM", "AZ", "BA", "BY", "CH", "GB", "GE", "IS"),
        *("LI", "MD", "ME", "MK", "NO", "RS", "TR", "UA", "XK"),
    }
)
"""Other countries whose cities report to the Covenant in Europe, its East included [M]."""


@dataclass(frozen=True)
class CityDuties:
    """The duties of a city as of ``today``, the earliest first, the steps that they follow from, and its phases."""

    city: CityRecord
    today: date
    steps: tuple[CovenantStep, ...]
    duties: tuple[Duty, ...]
    phases: tuple[Phase, ...]

    @property
    def next(self) -> Duty | None:
        """The next duty whose day is still to come."""
        return coming(self.duties, self.today)

    @property
    def pillars(self) -> tuple[PillarStanding, ...]:
        """The three pillars in order, each with its phases, its next duty and the one thing that it lacks first."""
        return standings(self.duties, self.phases, self.today)

    def calendar(self, name: Callable[[Duty], str], about: Callable[[Duty], str]) -> bytes:
        """The duties with a date as a file for calendar programs, each in the words of who asks."""
        return duty_calendar.calendar(self._days(name, about), self.today)

    def _days(self, name: Callable[[Duty], str], about: Callable[[Duty], str]) -> list[CalendarDay]:
        return [
            CalendarDay(duty.due, name(duty), about(duty), f"{self.city.city_id} {duty.rule} {duty.of}")
            for duty in self.duties
            if duty.due is not None
        ]

    def since(self, duty: Duty) -> tuple[CovenantStep, ...]:
        """The steps on file from whose date a duty counts; none where it counts from something else."""
        return tuple(step for step in self.steps if step.date and step.date == duty.since)

    @property
    def past(self) -> tuple[Duty, ...]:
        """The duties whose day is past and for which nothing is on file here."""
        return tuple(duty for duty in self.duties if duty.state == "not_on_file")


@dataclass(frozen=True)
class ProgrammeDuties:
    """The duties of all cities that promised anything, by name, as of ``today``."""

    today: date
    cities: tuple[CityDuties, ...]

    @property
    def dated(self) -> tuple[tuple[CityDuties, Duty], ...]:
        """Every duty with a date and its city, the earliest first."""
        found = [(one, duty) for one in self.cities for duty in one.duties if duty.due is not None]
        return tuple(sorted(found, key=lambda item: (item[1].due or date.max, item[0].city.name)))

    def calendar(self, name: Callable[[CityDuties, Duty], str], about: Callable[[Duty], str]) -> bytes:
        """The duties of all cities with a date as one file for calendar programs."""
        days = [day for one in self.cities for day in one._days(partial(name, one), about)]
        return duty_calendar.calendar(sorted(days, key=lambda day: day.day), self.today)


def of_programme(reader: Reader, found: Programme, today: date) -> ProgrammeDuties:
    """The duties of the cities of a programme, but for those that promised nothing."""
    years = [None if row < 0 else int(found.totals.year[row]) for row in found.newest]
    named = sorted(zip(found.cities, years, strict=True), key=lambda item: item[0].name)
    told = (of_city(reader, city, inventory, today) for city, inventory in named)
    return ProgrammeDuties(today, tuple(one for one in told if one.steps))


def of_city(reader: Reader, city: CityRecord, inventory: int | None, today: date) -> CityDuties:
    """What is due for a city, from its steps, the year of its newest inventory, its targets, actions and adaptation."""
    register = reader.register
    steps = tuple(counting(register, covenant_steps.KIND, city.city_id))
    room, supplied = adaptation_room.room(register, city.city_id), energy_room.room(register, city)
    by_code: dict[str, list[str]] = {}
    for step in steps:
        by_code.setdefault(step.step, []).append(step.date)
    union = city.country_code in UNION
    plans = [fact for fact in room.facts if fact.kind == "plan"]
    planned = tuple(fact.last_year or fact.first_year for fact in plans)
    found = CovenantRecord(
        steps={code: tuple(days) for code, days in by_code.items()},
        inventory=inventory,
        european=union or city.country_code in BESIDE_UNION,
        in_union=union,
        hazards=room.named,
        adaptation_plans=planned,
        energy=any(one.indicator in POVERTY for one in supplied.own),
    )
    listed = duties(found, today)
    facts = PillarFacts(
        committed=_named(reversed(tuple(TARGET_YEARS)), by_code),
        adapts=_named(("adaptation",), by_code) or _includes(by_code),
        energy_promised=_named(("energy",), by_code) or _includes(by_code),
        inventory=inventory,
        inventory_late=any(duty.rule == "inventory" and duty.state == "not_on_file" for duty in listed),
        targets=len(register.targets.get(city.city_id, ())),
        actions=len(register.actions.get(city.city_id, ())),
        hazards=room.named,
        goals=len(room.goals),
        adaptation_plans=len(planned),
        adaptation_actions=len(room.actions),
        reports=len(by_code.get("report", ())),
        plans=len(by_code.get("plan", ())),
        plan_owed=any(duty.rule in ("plan", "plan_2020") and duty.state != "done" for duty in listed),
        energy=access_phases(supplied.own, supplied.goals, supplied.measures),
        adaptation_plan=_newest(plans),
        report_late=any(duty.rule in ("report", "progress") and duty.state == "not_on_file" for duty in listed),
    )
    return CityDuties(city, today, steps, listed, phases(facts))


def _named(codes: Iterable[str], by_code: Mapping[str, list[str]]) -> str:
    """The first commitment of these that is on file, by its name; "" where none is."""
    return next((STEPS[code] for code in codes if code in by_code), "")


def _includes(by_code: Mapping[str, list[str]]) -> str:
    """A commitment to cut emissions that holds adaptation and access to energy as well; "" where none is on file."""
    step = _named(INCLUDE_ADAPTATION, by_code)
    return Sentence("{step}, which includes it", step=step) if step else ""


def _newest(plans: Iterable[ClimateFact]) -> str:
    """The newest plan in words, before what is only counted or said of a part of one; "" where there is none."""

    def rank(fact: ClimateFact) -> tuple[bool, int]:
        return fact.value is None and not fact.hazard, fact.last_year or fact.first_year or 0

    one = max(plans, key=rank, default=None)
    if one is None:
        return ""
    year = one.last_year or one.first_year
    return Sentence("{what} ({year})", what=one.what, year=year) if year else one.what
