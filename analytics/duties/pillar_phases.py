"""The three pillars of the Covenant by their phases, as far as what is on file shows. No badge follows from them: GCoM
alone awards it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from analytics.adaptation.risk_matrix import NamedHazard, lacking
from analytics.duties.covenant_words import RULES
from analytics.duties.due_dates import Duty, coming
from analytics.energy_access.access_phases import AccessPhase, access_phases
from analytics.text.sentences import Sentence, counted

PILLARS: Mapping[str, str] = {
    "mitigation": Sentence("Mitigation"),
    "adaptation": Sentence("Adaptation"),
    "energy": Sentence("Access to energy"),
}
PHASES: Mapping[str, str] = {
    # Translators: a phase of a pillar.
    "commitment": Sentence("Commitment"),
    # Translators: a phase of a pillar: the inventory, the risk assessment, the figures of energy access.
    "assessment": Sentence("Assessment"),
    # Translators: a phase of a pillar.
    "goal": Sentence("Goal"),
    # Translators: a phase of a pillar.
    "plan": Sentence("Plan"),
    # Translators: a phase of a pillar.
    "monitoring": Sentence("Monitoring"),
}
PHASE_STATES: Mapping[str, str] = {
    # Translators: the state of a phase.
    "on_file": Sentence("on file"),
    # Translators: the state of a phase.
    "in_part": Sentence("in part"),
    # Translators: the state of a phase.
    "too_old": Sentence("too old"),
    # Translators: the state of a phase.
    "missing": Sentence("missing"),
}


@dataclass(frozen=True)
class Phase:
    """One phase of a pillar: how it stands, the one thing that is missing ("" where nothing is), and what on file shows
    it, be it in part ("" where nothing does, or where the figures of the pillar themselves do)."""

    pillar: str
    phase: str
    state: str
    missing: str = ""
    shown_by: str = ""


@dataclass(frozen=True)
class PillarStanding:
    """Where a pillar stands: its phases in order, the next duty that is to come, those whose day is past, and the first
    phase that lacks something."""

    pillar: str
    phases: tuple[Phase, ...]
    next: Duty | None
    past: tuple[Duty, ...]

    @property
    def lacks(self) -> Phase | None:
        """The first phase that lacks something; None where all is on file."""
        return next((phase for phase in self.phases if phase.missing), None)


@dataclass(frozen=True)
class PillarFacts:
    """What the phases are told from: counts of what is on file of a city, and the names of what stands for more."""

    committed: str
    """The commitment to cut emissions, by its name; "" where none is on file."""
    adapts: str
    energy_promised: str
    inventory: int | None
    inventory_late: bool
    targets: int
    actions: int
    hazards: Sequence[NamedHazard]
    goals: int
    adaptation_plans: int
    adaptation_actions: int
    reports: int
    plans: int = 0
    """Action plans of which is on file that they were submitted."""
    plan_owed: bool = False
    """Whether one that meets a commitment is still owed."""
    report_late: bool = False
    """Whether the day of the next report is past."""
    adaptation_plan: str = ""
    """The newest plan for adaptation, by its name."""
    energy: Mapping[str, AccessPhase] = field(default_factory=dict)
    """The phases of access to energy by their code; missing where none is told."""


def phases(facts: PillarFacts) -> tuple[Phase, ...]:
    """Each phase of each pillar, in order. An inventory is too old after the year by which a new one is due, a report
    after the day of the next one; actions without a plan that was submitted are a plan in part [R]."""
    reported = _shown(facts.reports, "too_old" if facts.report_late else "on_file")
    report = Sentence("a monitoring report with its date")
    settled = facts.plans and not facts.plan_owed
    plan = "on_file" if settled else "in_part" if facts.plans or facts.actions else "missing"
    submitted = (
        Sentence("the date on which the plan was submitted") if plan == "in_part" else Sentence("an action plan")
    )
    inventory = _shown(facts.inventory, "too_old" if facts.inventory_late else "on_file")
    wanted = lacking(facts.hazards)
    risks = "on_file" if not wanted else "in_part" if facts.hazards else "missing"
    planned = "on_file" if facts.adaptation_plans else "in_part" if facts.adaptation_actions else "missing"
    access = facts.energy or access_phases((), (), ())
    told = {
        ("mitigation", "commitment"): (_shown(facts.committed), _PROMISE),
        ("mitigation", "assessment"): (inventory, Sentence("an inventory of the last four years")),
        ("mitigation", "goal"): (_shown(facts.targets), Sentence("a target")),
        ("mitigation", "plan"): (plan, submitted),
        ("mitigation", "monitoring"): (reported, report),
        ("adaptation", "commitment"): (_shown(facts.adapts), _PROMISE),
        ("adaptation", "assessment"): (risks, wanted),
        ("adaptation", "goal"): (_shown(facts.goals), Sentence("a goal with a measure")),
        ("adaptation", "plan"): (planned, Sentence("an adaptation plan")),
        ("adaptation", "monitoring"): (reported, report),
        ("energy", "commitment"): (_shown(facts.energy_promised), _PROMISE),
        **{("energy", phase): (one.state, one.missing) for phase, one in access.items()},
        ("energy", "monitoring"): _followed(access["monitoring"], reported, report),
    }
    followed = told["energy", "monitoring"][0]
    shown_by = {
        ("mitigation", "commitment"): facts.committed,
        ("mitigation", "plan"): _part_of_plan(facts) if plan == "in_part" else "",
        ("adaptation", "commitment"): facts.adapts,
        ("adaptation", "assessment"): _rated(facts.hazards) if risks == "in_part" else "",
        ("adaptation", "plan"): _actions(facts.adaptation_actions) if planned == "in_part" else facts.adaptation_plan,
        ("energy", "commitment"): facts.energy_promised,
        **{("energy", phase): one.part for phase, one in access.items()},
        ("energy", "monitoring"): _part_of_monitoring(reported) if followed == "in_part" else "",
    }
    return tuple(
        Phase(pillar, phase, state, "" if state == "on_file" else missing, shown_by.get((pillar, phase), ""))
        for (pillar, phase), (state, missing) in told.items()
    )


_PROMISE = Sentence("the commitment with its date")


def standings(listed: Sequence[Duty], told: Sequence[Phase], today: date) -> tuple[PillarStanding, ...]:
    """Each pillar with its phases and its duties, in order."""
    found = []
    for pillar in PILLARS:
        mine = [duty for duty in listed if pillar in RULES[duty.rule].pillars]
        past = tuple(duty for duty in mine if duty.state == "not_on_file")
        its = tuple(phase for phase in told if phase.pillar == pillar)
        found.append(PillarStanding(pillar, its, coming(mine, today), past))
    return tuple(found)


def _followed(again: AccessPhase, reported: str, report: str) -> tuple[str, str]:
    """Access to energy is followed where a report is on file and a figure was measured again; either is a part."""
    if reported == "missing":
        return ("in_part" if again.state == "on_file" else "missing"), report
    return (reported, report) if again.state == "on_file" else ("in_part", again.missing)


def _part_of_plan(facts: PillarFacts) -> str:
    return Sentence("a plan of before the commitment") if facts.plans else _actions(facts.actions)


def _actions(number: int) -> str:
    return counted("{number} action without a plan", "{number} actions without a plan", number)


def _rated(hazards: Sequence[NamedHazard]) -> str:
    rated = sum(one.rated for one in hazards)
    return Sentence("{rated} of {number} hazards have a risk level", rated=rated, number=len(hazards))


def _part_of_monitoring(reported: str) -> str:
    if reported == "missing":
        return Sentence("a figure that was measured again, and no report")
    return Sentence("a report, and no figure that was measured again")


def _shown(number: object, state: str = "on_file") -> str:
    return state if number else "missing"
