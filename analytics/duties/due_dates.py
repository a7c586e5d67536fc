"""What is due when, by the commitments of a city, its region and the dates on file.

Nothing is dated by a guess: where the day from which a rule counts is not on file, the duty is undated and says what is
missing.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from analytics.adaptation.risk_matrix import NamedHazard, lacking
from analytics.duties.covenant_words import RULES, STEPS, TARGET_YEARS
from analytics.pairs import dated
from analytics.text.sentences import Sentence

FROM_2030 = date(2015, 10, 15)
"""The day from which cities joined for 2030 [M]: who joined before, joined for 2020."""
ENERGY_FROM = date(2025, 1, 1)
"""The day from which energy poverty is compulsory in the European Union."""
SUBMITTED = ("plan_2020", "plan", "progress")
"""The rules that are met by sending something in, which is known by its date alone."""
INCLUDE_ADAPTATION = ("target_2030", "target_2040", "target_2050")
"""The commitments that include adaptation."""


@dataclass(frozen=True)
class CovenantRecord:
    """What the duties of a city follow from. ``steps`` holds by code the dates on file, each as far as it is known and
    "" where none is; ``inventory`` is the year of the newest inventory."""

    steps: Mapping[str, tuple[str, ...]]
    inventory: int | None
    european: bool
    in_union: bool
    hazards: Sequence[NamedHazard] = ()
    """The hazards on file, with their risk as far as it is stated."""
    adaptation_plans: tuple[int | None, ...] = ()
    """The years of the plans for adaptation on file, None where one has no year."""
    energy: bool = False
    """Whether an indicator of energy poverty of the city is on file."""

    def newest(self, *codes: str) -> str:
        """The newest date of some steps; "" where none has one."""
        return max((day for code in codes for day in self.steps.get(code, ()) if day), key=dated.latest, default="")

    @property
    def joined(self) -> str:
        """The date of joining, as far as it is known."""
        return self.newest("joined")


@dataclass(frozen=True)
class Duty:
    """One duty: its ``rule``, for which step where it is of one, by when, from what it counts, how it stands, and the
    one thing that is missing."""

    rule: str
    of: str
    due: date | None
    since: str
    state: str
    missing: str = ""


def plus_years(day: date, years: int) -> date:
    """The day so many years later; of 29 February the last of February where that year has none [R]."""
    year = day.year + years
    return date(year, day.month, min(day.day, monthrange(year, day.month)[1]))


def duties(found: CovenantRecord, today: date) -> tuple[Duty, ...]:
    """All duties, those with a date first, the earliest first. Of a date that is known to the year or the month alone
    its last day counts."""
    listed = [*(_european(found, today) if found.european else _global(found, today)), *_targets(found, today)]
    if not any(found.steps.get(code) for code in ("plan", "report")):  # nobody told when anything was submitted
        listed = [_not_known(duty) for duty in listed]
    return tuple(sorted(listed, key=lambda duty: (duty.due is None, duty.due or date.max, duty.rule, duty.of)))


def _not_known(duty: Duty) -> Duty:
    """A duty to submit something whose day is past, where no submission is known of: done or not, nobody told."""
    asked = duty.rule in SUBMITTED and duty.state == "not_on_file"
    return replace(duty, state="not_known") if asked else duty


def coming(listed: Iterable[Duty], today: date) -> Duty | None:
    """The next of duties, the earliest first, whose day is still to come."""
    return next((duty for duty in listed if duty.due is not None and duty.due >= today and duty.state != "done"), None)


def _european(found: CovenantRecord, today: date) -> Iterator[Duty]:
    if not found.steps:
        return
    told = [*_plans(found, today), _report(found, today)]
    yield from told
    yield from _adaptation_plan(found, today)
    yield _inventory(found, today)
    if found.in_union:
        yield _energy(found, told, today)


def _plans(found: CovenantRecord, today: date) -> Iterator[Duty]:
    """The plan for each commitment. One that was submitted before a commitment does not meet it."""
    plans = found.steps.get("plan", ())
    for code in TARGET_YEARS:
        if code in found.steps and not _too_late(found, code):
            since = _committed(found, code)
            done = any(not day or not since or dated.latest(day) >= dated.earliest(since) for day in plans)
            early = code == "target_2020" and bool(since) and dated.latest(since) < FROM_2030
            missing = Sentence("the date on which the plan was submitted")
            yield _counted("plan_2020" if early else "plan", code, since, today, done, missing)


def _adaptation_plan(found: CovenantRecord, today: date) -> Iterator[Duty]:
    """Risk assessment and plan for adaptation, due once, by the first commitment that asks for them. A plan that was
    made before it does not meet it [R]; neither does one without the risks that it answers, nor these alone."""
    adapts = [code for code in ("adaptation", *INCLUDE_ADAPTATION) if code in found.steps]
    if adapts:
        since = {code: day for code in adapts if (day := _committed(found, code))}
        code = min(since, key=lambda one: dated.latest(since[one]), default=adapts[0])
        first = since.get(code, "")
        years = found.adaptation_plans
        planned = any(year is None or not first or year >= dated.earliest(first).year for year in years)
        missing = lacking(found.hazards) or ("" if planned else Sentence("an adaptation plan"))
        yield _counted("adaptation_plan", code, first, today, not missing, missing)


def _report(found: CovenantRecord, today: date) -> Duty:
    since = found.newest("plan", "report")
    return _counted("report", "", since, today, False, _REPORT)


def _energy(found: CovenantRecord, plans_and_reports: Sequence[Duty], today: date) -> Duty:
    """Energy poverty belongs in the first plan or report that is still owed and due from January 2025 on; a figure on
    file does not yet show that it stands there."""
    owed = [
        duty for duty in plans_and_reports if duty.due is not None and duty.due >= ENERGY_FROM and duty.state != "done"
    ]
    first = min(owed, key=lambda duty: duty.due or date.max, default=None)
    due, since = (first.due, first.since) if first else (None, "")
    figure = Sentence("an indicator of energy poverty of the city")
    missing = Sentence("the date of the newest plan or report") if found.energy else figure
    return Duty("energy", "", due, since, _state(due, today), missing)


def _global(found: CovenantRecord, today: date) -> Iterator[Duty]:
    since = found.joined
    if not since:  # nothing on file says that the city has joined, so that nothing that is known is due
        for rule in ("first_year", "all_parts", "progress"):
            yield Duty(rule, "joined", None, "", "undated", Sentence("the date on which the city joined"))
        return
    done = found.inventory is not None and any(one.rated for one in found.hazards)
    yield _counted("first_year", "joined", since, today, done, _FIRST)
    yield _counted("all_parts", "joined", since, today, False, _ALL)
    yield _counted("progress", "", found.newest("report", "plan", "joined"), today, False, _REPORT)
    yield _inventory(found, today)


_FIRST = Sentence("an inventory, and a hazard with its risk")
_ALL = Sentence("what the three pillars below still lack")
_REPORT = Sentence("the date of the newest plan or report")


def _targets(found: CovenantRecord, today: date) -> Iterator[Duty]:
    for code, year in TARGET_YEARS.items():
        if code in found.steps and not _too_late(found, code):
            due = date(year, 12, 31)
            yield Duty("target", code, due, "", "open" if due >= today else "past")


def _too_late(found: CovenantRecord, code: str) -> bool:
    """Whether a city joined after the year that it is said to have committed itself for: nothing is due by then."""
    return bool(found.joined) and dated.earliest(found.joined).year > TARGET_YEARS[code]


def _committed(found: CovenantRecord, code: str) -> str:
    """From when a commitment counts: its own date; without one the day of joining, where a city that joined then joined
    for just this; "" otherwise."""
    own = found.newest(code)
    if own or not found.joined:
        return own
    early = dated.latest(found.joined) < FROM_2030
    meant = code == "target_2020" if early else code in ("target_2030", "adaptation")
    return found.joined if meant else ""


def _inventory(found: CovenantRecord, today: date) -> Duty:
    if found.inventory is None:
        return Duty("inventory", "", None, "", "undated", Sentence("a first inventory"))
    due = date(found.inventory + RULES["inventory"].years, 12, 31)
    missing = Sentence("an inventory after {year}", year=found.inventory)
    return Duty("inventory", "", due, str(found.inventory), _state(due, today), missing)


def _counted(rule: str, of: str, since: str, today: date, done: bool, missing: str) -> Duty:
    due = plus_years(dated.latest(since), RULES[rule].years) if since else None
    state = "done" if done else _state(due, today)
    told = missing
    if not since and of in STEPS and of != "joined":
        told = Sentence("the date of the step: {step}", step=STEPS[of])
    return Duty(rule, of, due, since, state, "" if done else told)


def _state(due: date | None, today: date) -> str:
    if due is None:
        return "undated"
    return "open" if due >= today else "not_on_file"
