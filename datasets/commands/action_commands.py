"""The commands of mitigation actions: ``actions`` lists what they take off, ``import-actions`` takes a list in."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import Any

from analytics.commitment.actions import Estimate
from analytics.commitment.wedges import Needs, Plan
from datasets import ActionsDraft, City, Outlook, Revision, Store
from datasets.city.outlook import KINDS
from datasets.commands import Commands, flag, import_command, needed, option, place, replies
from datasets.commands.arguments import TARGET, author, pairs, plain


def add(commands: Commands) -> None:
    """The two commands with their options."""
    commands.add(
        "actions",
        "city",
        target=TARGET,
        scenario=f"{', '.join(KINDS)}, or a change in per cent a year",
        life=option("years that an action lasts, for its cost per tonne over that life", type=float),
        tells=listing,
    )

    commands.add(
        "import-actions",
        file=place(type=Path),
        city=needed(),
        answer=option("settle a question", action="append", default=[], metavar="KEY=VALUE"),
        reason=option("why the list of the city is replaced", default=""),
        author="who commits (default: the user of this machine)",
        dry_run=flag("check and report, write nothing"),
        command=run,
    )


def listing(store: Store, asked: argparse.Namespace) -> dict[str, Any]:
    """The answer of ``actions``: every action, what all take off the scenario, and what it would take."""
    found = City(store, asked.city).outlook(asked.target, asked.scenario)
    return as_dict(found, asked.life)


def as_dict(found: Outlook, life: float | None = None) -> dict[str, Any]:
    """An outlook with plain values, as the JSON of the command line prints it. Tonnes by year, actions by id."""
    target, start, plan = found.progress.target, found.start, found.plan
    return {
        "city": found.report.city.city_id,
        "target": None
        if target is None
        else {"name": target.name, "year": target.year, "emissions_t": found.progress.target_t},
        "start": None if start is None else {"year": start.year, "emissions_t": start.emissions_t, "gas": start.gas},
        "scenario": found.scenario and asdict(found.scenario),
        "trend": found.trend and asdict(found.trend),
        "actions": [_action(item, plan, life) for item in found.estimates],
        "life_years": life,
        "years": list(plan.years) if plan else [],
        "after_t": list(plan.after_t) if plan else [],
        "needs": found.needs and _needs(found.needs),
        "reasons": list(found.reasons),
    }


def run(store: Store, asked: argparse.Namespace) -> int:
    """Check a list of actions, commit it where it stands ready and is meant to be, and print the answer. Returns 0, or
    2 when it was refused. Raises Refused for an unknown city, an unreadable file or answer, and a missing reason."""
    answers = pairs(asked.answer, "--answer decimal=comma")
    data = import_command.content(asked.file)
    city = City(store, asked.city)
    found = city.draft_actions(data, plain(asked.file.name), answers)
    revision, outcome = None, found.outcome
    if found.ready and not asked.dry_run:
        revision, outcome = city.commit_actions(found, author(asked.author, store), asked.reason), "committed"
    if asked.json:
        replies.as_json(draft_as_dict(found, outcome, revision))
    else:
        print("\n".join(draft_lines(found, outcome, revision)))
        if revision:
            replies.head(revision)
    return 0 if found.ready else 2


def draft_as_dict(found: ActionsDraft, outcome: str, revision: Revision | None) -> dict[str, Any]:
    """A draft with plain values, as the JSON of the command line prints it."""
    return {
        "outcome": outcome,
        "file": found.name,
        "city": found.city_id,
        "rows_in": found.rows_in,
        "imported": found.imported,
        "rejected": found.rejected,
        "columns": dict(found.columns),
        "actions": [asdict(action) for action in found.actions],
        "problems": [problem.as_dict() for problem in found.problems],
        "revision": revision and revision.revision,
        "head": revision and revision.head,
    }


def draft_lines(found: ActionsDraft, outcome: str, revision: Revision | None) -> list[str]:
    """A draft as a person reads it: the account of its rows, every problem, and what was written."""
    lines = [f"{found.name}: {replies.several(found.rows_in, 'row')}, {found.imported} read, {found.rejected} refused"]
    lines += [f"{problem.severity}: {problem.sentence()}" for problem in found.problems]
    answer = {
        "committed": f"committed as revision {revision.revision}" if revision else "committed",
        "dry-run": "ready; nothing was written",
        "needs-answers": "needs answers; nothing was written",
        "blocked": "not taken; nothing was written",
    }
    return [*lines, answer[outcome]]


def _action(item: Estimate, plan: Plan | None, life: float | None) -> dict[str, Any]:
    wedge = next((wedge for wedge in plan.wedges if wedge.action == item.action), None) if plan else None
    return asdict(item.action) | {
        "avoided_in_full_effect_t": item.avoided_t,
        "how": item.how,
        "cost_per_yearly_tonne": item.cost_per_tonne,
        "cost_per_tonne_over_life": None if life is None else item.over_life(life),
        "saved_t": list(wedge.saved_t) if wedge else [],
        "reason": item.reason or (wedge.reason if wedge else None),
    }


def _needs(found: Needs) -> dict[str, Any]:
    steps = [{"action": step.estimate.action.id, "adds_t": step.adds_t, "left_t": step.left_t} for step in found.steps]
    plain = {name: value for name, value in vars(found).items() if name not in ("steps", "notes")}
    return plain | {"closed_percent": found.closed_percent, "steps": steps, "notes": list(found.notes)}
