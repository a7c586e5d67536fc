"""The command ``duties``: what a city owes the Covenant by when, with the rule and what is missing."""

from __future__ import annotations

import argparse
from typing import Any

from analytics.duties.covenant_words import RULES, STATES, STEPS
from analytics.duties.pillar_phases import PHASE_STATES, PHASES, PILLARS
from datasets import City, Store
from datasets.commands import Commands


def add(commands: Commands) -> None:
    """The command with its options."""
    listed = commands.add("duties")
    listed.add_argument("city")
    listed.add_argument("--on", help="the day as of which it is told, such as 2026-11-27 (default: today)")
    listed.set_defaults(tells=listing)


def listing(store: Store, asked: argparse.Namespace) -> tuple[Any, list[str]]:
    """Each duty with its date, state, rule and source, and the phases of the pillars, as values and as lines."""
    found = City(store, asked.city).duties(asked.on)
    values = {
        "city": found.city.city_id,
        "today": found.today.isoformat(),
        "steps": [step._asdict() for step in found.steps],
        "duties": [
            {
                "rule": duty.rule,
                "of": duty.of or None,
                "due": duty.due.isoformat() if duty.due else None,
                "since": duty.since or None,
                "state": duty.state,
                "missing": duty.missing or None,
                "text": RULES[duty.rule].text,
                "source": RULES[duty.rule].source,
                "mark": RULES[duty.rule].mark,
            }
            for duty in found.duties
        ],
        "phases": [
            {"pillar": phase.pillar, "phase": phase.phase, "state": phase.state, "missing": phase.missing or None}
            for phase in found.phases
        ],
    }
    lines = []
    for duty in found.duties:
        of = f", {STEPS[duty.of]}" if duty.of in STEPS else ""
        missing = f" Missing: {duty.missing}." if duty.missing else ""
        day = duty.due.isoformat() if duty.due else "no date"
        lines.append(f"{day:<10}  {RULES[duty.rule].name}{of}: {STATES[duty.state]}.{missing}")
        lines.append(f"            {RULES[duty.rule].text} [{RULES[duty.rule].mark}: {RULES[duty.rule].source}]")
    for phase in found.phases:
        missing = f"; missing: {phase.missing}" if phase.missing else ""
        lines.append(f"{PILLARS[phase.pillar]}, {PHASES[phase.phase]}: {PHASE_STATES[phase.state]}{missing}")
    return values, lines
