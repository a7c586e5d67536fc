"""The three pillars of the Covenant by their phases, as far as what is on file shows. No badge follows from them: GCoM
alone awards it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from analytics.text.sentences import Sentence

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
    """One phase of a pillar: how it stands, and the one thing that is missing ("" where nothing is)."""

    pillar: str
    phase: str
    state: str
    missing: str = ""


@dataclass(frozen=True)
class PillarFacts:
    """What the phases are told from: counts of what is on file of a city."""

    committed: bool
    adapts: bool
    energy_promised: bool
    inventory: int | None
    inventory_due: int
    targets: int
    actions: int
    hazards: int
    rated: int
    goals: int
    adaptation_plans: int
    adaptation_actions: int
    reports: int


def phases(facts: PillarFacts) -> tuple[Phase, ...]:
    """Each phase of each pillar, in order. An inventory is too old after the year by which a new one is due."""
    report = Sentence("a monitoring report with its date")
    old = facts.inventory is not None and facts.inventory_due > facts.inventory + 4
    inventory = "missing" if facts.inventory is None else "too_old" if old else "on_file"
    risks = "missing" if not facts.hazards else "on_file" if facts.rated == facts.hazards else "in_part"
    wanted = Sentence("a hazard of the city") if not facts.hazards else Sentence("the risk of each hazard")
    planned = "on_file" if facts.adaptation_plans else "in_part" if facts.adaptation_actions else "missing"
    figure = Sentence("an indicator of the city itself")
    told = {
        ("mitigation", "commitment"): ("on_file" if facts.committed else "missing", _PROMISE),
        ("mitigation", "assessment"): (inventory, Sentence("an inventory of the last four years")),
        ("mitigation", "goal"): ("on_file" if facts.targets else "missing", Sentence("a target")),
        ("mitigation", "plan"): ("on_file" if facts.actions else "missing", Sentence("an action")),
        ("mitigation", "monitoring"): ("on_file" if facts.reports else "missing", report),
        ("adaptation", "commitment"): ("on_file" if facts.adapts else "missing", _PROMISE),
        ("adaptation", "assessment"): (risks, wanted),
        ("adaptation", "goal"): ("on_file" if facts.goals else "missing", Sentence("a goal with a measure")),
        ("adaptation", "plan"): (planned, Sentence("an adaptation plan")),
        ("adaptation", "monitoring"): ("on_file" if facts.reports else "missing", report),
        ("energy", "commitment"): ("on_file" if facts.energy_promised else "missing", _PROMISE),
        ("energy", "assessment"): ("missing", figure),
        ("energy", "goal"): ("missing", Sentence("a goal for energy access")),
        ("energy", "plan"): ("missing", Sentence("a measure for energy access")),
        ("energy", "monitoring"): ("on_file" if facts.reports else "missing", report),
    }
    return tuple(
        Phase(pillar, phase, state, "" if state == "on_file" else missing)
        for (pillar, phase), (state, missing) in told.items()
    )


_PROMISE = Sentence("the commitment with its date")
