"""Taking in a list of mitigation actions: every cell is read or refused at its place, and nothing is guessed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from analytics.commitment.actions import Action
from analytics.commitment.wedges import Needs
from analytics.text.problems import Problem, Refused
from analytics.text.sentences import Sentence
from datasets.city import outlook
from datasets.city.outlook import Outlook
from datasets.intake.plans.action_cells import read_cells
from datasets.intake.plans.action_table import opened
from datasets.intake.readers.limits import COMMAND_LINE, Limits
from datasets.reference.naming import find_city
from datasets.store import Revision, Store, Submission

LAYOUT = "actions"
COLUMNS: tuple[str, ...] = (
    "id",
    "name",
    "sector",
    "carrier",
    "start",
    "end",
    "status",
    "energy_saved_mwh",
    "renewable_mwh",
    "avoided_t",
    "cost",
    "currency",
    "responsible",
    "sdg",
    "source",
)
TEMPLATE_CSV = ",".join(COLUMNS) + "\n"
"""The columns of a list of actions. It holds no example: an invented action would be taken for a real one."""


@dataclass(frozen=True)
class ActionsDraft:
    """A list of actions that was read and checked, and not yet committed. ``columns`` says which column of the file was
    taken for which field. ``rows_in`` is always ``imported + rejected``."""

    name: str
    sha256: str
    city_id: str
    actions: tuple[Action, ...]
    problems: tuple[Problem, ...]
    rows_in: int
    imported: int
    rejected: int
    columns: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)

    @property
    def ready(self) -> bool:
        """Whether it may be committed: there are actions, nothing blocks, and every question has its answer."""
        return bool(self.actions) and not any(problem.severity in ("block", "ask") for problem in self.problems)

    @property
    def outcome(self) -> str:
        """ "blocked", "needs-answers", or "dry-run" when it stands ready."""
        severities = {problem.severity for problem in self.problems}
        return "blocked" if "block" in severities else "needs-answers" if "ask" in severities else "dry-run"


@dataclass(frozen=True)
class ActionsEffect:
    """What committing a list would do: how many actions are new, changed, unchanged and gone, and what all of them
    close of the gap to the next target before and after (None where it cannot be told)."""

    new: int
    changed: int
    unchanged: int
    removed: int
    before: Needs | None
    after: Needs | None


def draft(
    store: Store,
    data: bytes,
    name: str,
    city: str,
    answers: Mapping[str, str] | None = None,
    limits: Limits = COMMAND_LINE,
) -> ActionsDraft:
    """Read and check a list of actions of one city. Every problem is in the draft; nothing is raised for what the file
    holds. Raises Refused for an unknown city."""
    city_id, settled = find_city(city, store.cities()).city_id, dict(answers or {})
    sha256 = hashlib.sha256(data).hexdigest()
    table, problems = opened(data, name, settled, limits)
    if table is None:
        return ActionsDraft(name, sha256, city_id, (), tuple(problems), 0, 0, 0, answers=settled)
    read = read_cells(table, settled)
    with store.reader() as reader:
        same = reader.same_file(sha256)
    told = [*problems, *read.problems]
    if same is not None:
        found = Sentence(
            "the very file of revision {revision}, committed {date:%d %B %Y} by {author}",
            revision=same.revision,
            date=same.committed_at,
            author=same.author,
        )
        fix = Sentence("Commit it again only if that is meant.")
        told.append(Problem("warn", "same-file", found, Sentence("a file that is not on file yet"), fix))
    return ActionsDraft(
        name,
        sha256,
        city_id,
        read.actions,
        tuple(told),
        read.rows_in,
        len(read.actions),
        read.rows_in - len(read.actions),
        read.columns,
        settled,
    )


def effect(store: Store, found: ActionsDraft) -> ActionsEffect:
    """What committing a draft would do, found by doing it and rolling it back. Raises Refused if it is not ready."""
    _insist(found)
    with store.rehearsal(_submission(found, "rehearsal", "rehearsal")) as then, store.reader() as now:
        before: Outlook = outlook.read(now, found.city_id)
        after: Outlook = outlook.read(then, found.city_id)
        old = {action.id: action for action in now.register.actions.get(found.city_id, ())}
    new = {action.id: action for action in found.actions}
    shared = old.keys() & new.keys()
    return ActionsEffect(
        new=len(new.keys() - old.keys()),
        changed=sum(1 for key in shared if old[key] != new[key]),
        unchanged=sum(1 for key in shared if old[key] == new[key]),
        removed=len(old.keys() - new.keys()),
        before=before.needs,
        after=after.needs,
    )


def commit(store: Store, found: ActionsDraft, author: str, reason: str) -> Revision:
    """Put a list in force in the place of the one the city had, as one revision. Raises Refused for a draft that is not
    ready, and without a reason."""
    _insist(found)
    if not reason.strip():
        fix = Sentence("Say in a few words why the list is taken in.")
        raise Refused(
            Problem(
                "ask", "reason-missing", Sentence("no reason for the list"), Sentence("a reason"), fix, key="reason"
            )
        )
    return store.commit(_submission(found, author, reason.strip()))


def _insist(found: ActionsDraft) -> None:
    if found.ready:
        return
    wrong = [problem for problem in found.problems if problem.severity in ("block", "ask")]
    none = Problem("block", "no-actions", Sentence("no action"), Sentence("a list of actions"), Sentence("Add a row."))
    raise Refused(*(wrong or [none]))


def _submission(found: ActionsDraft, author: str, reason: str) -> Submission:
    return Submission(
        None,
        found.imported,
        author,
        LAYOUT,
        reason=reason,
        file_name=found.name,
        file_sha256=found.sha256,
        actions={found.city_id: found.actions},
    )
