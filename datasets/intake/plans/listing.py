"""Taking in a list of mitigation actions: every cell is read or refused at its place, and nothing is guessed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace

from analytics.text import given_reasons
from analytics.text.problems import Refused, block, warn
from analytics.text.sentences import Sentence
from datasets.intake.plans.action_cells import ActionsDraft, read_cells
from datasets.intake.plans.action_table import opened
from datasets.intake.readers.limits import COMMAND_LINE, Limits
from datasets.reference.naming import find_city
from datasets.store import Reader, Revision, Store, Submission

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
    "life_years",
    "responsible",
    "sdg",
    "source",
)


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
    read = read_cells(table, settled, city_id)
    with store.reader() as reader:
        same, over = reader.same_file(sha256), tuple(reader.register.actions.get(city_id, ()))
    told = [*problems, *read.problems]
    if same is not None:
        told.append(
            warn(
                "same-file",
                Sentence(
                    "the very file of revision {revision}, committed {date:%d %B %Y} by {author}",
                    revision=same.revision,
                    date=same.committed_at,
                    author=same.author,
                ),
                "a file that is new",
                "Commit it again only if that is meant.",
            )
        )
    return replace(read, name=name, sha256=sha256, problems=tuple(told), answers=settled, over=over)


def commit(
    store: Store,
    found: ActionsDraft,
    author: str,
    reason: str,
    check: Callable[[Reader], None] = lambda reader: None,
) -> Revision:
    """Put a list in force in the place of the one the city had, as one revision. Raises Refused for a draft that is not
    ready, without a reason, and where ``check`` does, which sees what is on file then."""
    insist(found)
    why = Sentence("Say in a few words why the file is taken in.")
    given_reasons.insist(reason, Sentence("no reason for the list"), why)
    return store.commit(submission(found, author, reason.strip()), check)


def insist(found: ActionsDraft) -> None:
    """Raise Refused, with what stands in the way, for a list that is not ready to be committed."""
    if found.ready:
        return
    wrong = [problem for problem in found.problems if problem.severity in ("block", "ask")]
    none = block("no-actions", Sentence("no action"), "a list of actions", "Add a row.")
    raise Refused(*(wrong or [none]))


def submission(found: ActionsDraft, author: str, reason: str) -> Submission:
    """What a list gives to the ledger, with who commits it and why."""
    return Submission(
        None,
        found.imported,
        author,
        LAYOUT,
        reason=reason,
        file_name=found.name or None,
        file_sha256=found.sha256 or None,
        actions={found.city_id: found.actions},
    )
