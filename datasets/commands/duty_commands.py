"""The command ``duties``: what a city, or every city, owes the Covenant by when, with the rule and what is missing."""

from __future__ import annotations

import argparse
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from analytics.duties.covenant_words import RULES, STATES, STEPS
from analytics.duties.due_dates import Duty
from datasets import Cities, City, CityDuties, Store
from datasets.commands import Commands, flag, option, place
from datasets.commands.answer_lines import InWords
from datasets.store import disk


def add(commands: Commands) -> None:
    """The command with its options."""
    commands.add(
        "duties",
        city=place("without one: the dates of every city that joined, the earliest first", nargs="?"),
        on=option("the day as of which it is told, such as 2026-11-27 (default: today)", type=_day),
        calendar=option("write the dates for calendar programs, too", type=Path, metavar="FILE.ics"),
        force=flag("replace a file that is there already"),
        tells=listing,
    )


def _day(text: str) -> str:
    """A day as the command was given it. Raises ValueError, which argparse tells, where it is none."""
    return date.fromisoformat(text).isoformat()


def listing(store: Store, asked: argparse.Namespace) -> dict[str, Any] | InWords:
    """The duties of a city, or of all; as a file as well where one is asked for."""
    if asked.city is None:
        return _of_all(store, asked)
    found = City(store, asked.city).duties(asked.on)
    if asked.calendar:
        disk.write(asked.calendar, found.calendar(partial(_title, found), _about), asked.force)
    return {
        "city": found.city.city_id,
        "today": found.today.isoformat(),
        "steps": [step._asdict() for step in found.steps],
        "duties": [_values(duty) for duty in found.duties],
        "phases": [
            {
                "pillar": phase.pillar,
                "phase": phase.phase,
                "state": phase.state,
                "shown_by": phase.shown_by or None,
                "missing": phase.missing or None,
            }
            for phase in found.phases
        ],
    }


def _of_all(store: Store, asked: argparse.Namespace) -> InWords:
    everyone = Cities(store)
    found = everyone.duties(everyone.programme(), asked.on)
    if asked.calendar:
        disk.write(asked.calendar, found.calendar(_title, _about), asked.force)
    values = {
        "today": found.today.isoformat(),
        "duties": [{"city": one.city.city_id} | _values(duty) for one in found.cities for duty in one.duties],
    }
    return InWords(values, [f"{duty.due}  {_title(one, duty)}: {STATES[duty.state]}" for one, duty in found.dated])


def _title(found: CityDuties, duty: Duty) -> str:
    of = f", {STEPS[duty.of]}" if duty.of in STEPS else ""
    return f"{found.city.name}: {RULES[duty.rule].name}{of}"


def _about(duty: Duty) -> str:
    return f"{RULES[duty.rule].text} {duty.missing}".strip()


def _values(duty: Duty) -> dict[str, Any]:
    rule = RULES[duty.rule]
    return {
        "rule": duty.rule,
        "of": duty.of or None,
        "due": duty.due.isoformat() if duty.due else None,
        "since": duty.since or None,
        "years": rule.years or None,
        "state": duty.state,
        "missing": duty.missing or None,
        "text": rule.text,
        "source": rule.source,
        "mark": rule.mark,
    }
