"""An idea of others that a city takes into its own plan, with where it is from and without the tonnes of others."""

from __future__ import annotations

from analytics.knowledge.evidence import EVIDENCE
from analytics.knowledge.knowledge_entries import KnowledgeEntry
from analytics.knowledge.topics import ACTION_SECTORS
from analytics.text.problems import blocked
from analytics.text.sentences import Sentence
from datasets.intake.plans import edited
from datasets.intake.plans.action_cells import ActionsDraft
from datasets.intake.plans.listing import COLUMNS
from datasets.store import Reader


def drafted(reader: Reader, city_id: str, entry: KnowledgeEntry, start: int, end: int) -> ActionsDraft:
    """The list of actions of a city with an idea at its end, undecided, from ``start`` to ``end``. What others expect
    of it stands in its origin alone: the city's own base gives other tonnes. Raises Refused for an idea that is no
    action, and for one that was taken already."""
    if not entry.takeable:
        raise blocked(
            "idea-no-action",
            f"“{entry.title}”",
            "one measure in a sector that emits",
            "Take another idea, or enter an action of your own.",
        )
    filed = reader.register.actions.get(city_id, ())
    if any(action.id == entry.id for action in filed):
        raise blocked(
            "idea-taken",
            Sentence("an idea that is in the plan already: {title}", title=entry.title),
            "an idea that is not in the plan",
            "Change the action in the list.",
        )
    origin = ", ".join(filter(None, (EVIDENCE.get(entry.evidence, ""), entry.who, entry.source)))
    row = dict.fromkeys(COLUMNS, "") | {
        "id": entry.id,
        "name": entry.title,
        "sector": ACTION_SECTORS[entry.topic],
        "start": str(start),
        "end": str(end),
        "status": "planned",
        "source": f"Idea: {origin}",
    }
    return edited.draft(city_id, [*map(edited.cells, filed), row])
