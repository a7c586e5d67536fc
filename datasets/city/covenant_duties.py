"""What a city owes the Covenant by when, and how far its pillars are, from what is on file; steps are checked here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from analytics.adaptation.vulnerable import RANKS
from analytics.duties.covenant_words import STEPS, TARGET_YEARS
from analytics.duties.due_dates import INCLUDE_ADAPTATION, INVENTORY_YEARS, CovenantRecord, Duty, coming, duties
from analytics.duties.pillar_phases import Phase, PillarFacts, phases
from analytics.pairs import dated
from analytics.text.problems import Problem, Refused
from analytics.text.sentences import Sentence
from datasets.city import adaptation_room
from datasets.city.assessment import CityReport
from datasets.city.counted_statements import counting
from datasets.exports import duty_calendar
from datasets.exports.duty_calendar import CalendarDay
from datasets.store import CityRecord, Reader
from datasets.store.kinds import covenant_steps
from datasets.store.kinds.covenant_steps import CovenantStep

UNION = frozenset(
    {
        *("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU"),
        *("IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"),
    }
)
"""The members of the European Union by their ISO codes, since 2020."""
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

    def calendar(self, name: Callable[[Duty], str], about: Callable[[Duty], str]) -> bytes:
        """The duties with a date as a file for calendar programs, each in the words of who asks."""
        days = [
            CalendarDay(duty.due, name(duty), about(duty), f"{self.city.city_id} {duty.rule} {duty.of}")
            for duty in self.duties
            if duty.due is not None
        ]
        return duty_calendar.calendar(days, self.today)

    @property
    def past(self) -> tuple[Duty, ...]:
        """The duties whose day is past and for which nothing is on file here."""
        return tuple(duty for duty in self.duties if duty.state == "not_on_file")


def of_city(reader: Reader, city: CityRecord, report: CityReport, today: date) -> CityDuties:
    """What is due for a city, from its steps, its newest inventory, its targets, actions and adaptation."""
    register = reader.register
    steps = tuple(counting(register, covenant_steps.KIND, city.city_id))
    room = adaptation_room.room(register, city.city_id)
    by_code: dict[str, list[str]] = {}
    for step in steps:
        by_code.setdefault(step.step, []).append(step.date)
    inventory = max((item.year for item in report.inventories), default=None)
    union = city.country_code in UNION
    planned = any(fact.kind == "plan" for fact in room.facts)
    found = CovenantRecord(
        steps={code: tuple(days) for code, days in by_code.items()},
        inventory=inventory,
        european=union or city.country_code in BESIDE_UNION,
        in_union=union,
        assessed=planned or any(one.rated for one in room.named),
    )
    facts = PillarFacts(
        committed=any(code in by_code for code in TARGET_YEARS),
        adapts=any(code in by_code for code in ("adaptation", *INCLUDE_ADAPTATION)),
        energy_promised=any(code in by_code for code in ("energy", *INCLUDE_ADAPTATION)),
        inventory=inventory,
        inventory_due=today.year if inventory is None or today.year > inventory + INVENTORY_YEARS else inventory,
        targets=len(report.targets),
        actions=len(register.actions.get(city.city_id, ())),
        hazards=len(room.named),
        rated=sum(one.probability in RANKS and one.consequence in RANKS for one in room.named),
        goals=len(room.goals),
        adaptation_plans=int(planned),
        adaptation_actions=len(room.actions),
        reports=len(by_code.get("report", ())),
    )
    return CityDuties(city, today, steps, duties(found, today), phases(facts))


def step(city_id: str, row: Mapping[str, Any]) -> CovenantStep:
    """A step of a row. Raises Refused for what is no date, and for one to come: a step is what was done."""
    written = str(row["date"] or "")
    expected = Sentence("a date as far as it is known: 2018, 2018-07 or 2018-07-18")
    try:
        day = dated.read(written)
    except ValueError as error:
        raise _refused("date-unreadable", f'"{written[:40]}"', expected, Sentence("Correct the date.")) from error
    today = datetime.now(UTC).date()
    if day and dated.earliest(day) > today:
        expected = Sentence("a date up to today, {date}", date=today.isoformat())
        raise _refused("step-later", day, expected, Sentence("Correct the date, or enter it when it is done."))
    source, page, note = (row[name] or "" for name in ("source", "page", "note"))
    return CovenantStep(city_id, row["step"], day, source, page, note)


def insist_on_one_of_each(reader: Reader, city_id: str, made: Sequence[CovenantStep]) -> None:
    """Raise Refused where a city would have joined twice, or have made one commitment twice, on different dates."""
    held = {(one.step, one.date): one for one in counting(reader.register, covenant_steps.KIND, city_id)}
    back = {(one.step, one.date) for one in made if one.withdrawn}
    held |= {(one.step, one.date): one for one in made if not one.withdrawn}
    for code in STEPS:
        days = sorted(day for step_code, day in held if step_code == code and (step_code, day) not in back)
        if len(days) > 1 and code not in ("plan", "report"):
            found = Sentence("{step} twice: {dates}", step=STEPS[code], dates=", ".join(day or "–" for day in days))
            fix = Sentence("Keep one of the two: take the other row away.")
            raise _refused("step-twice", found, Sentence("one date for this step"), fix)


def _refused(code: str, found: str, expected: str, fix: str) -> Refused:
    return Refused(Problem("block", code, found, expected, fix, column="date", key="date"))
