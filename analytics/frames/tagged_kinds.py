"""What can be tagged with what it serves, by the names of its kind."""

from __future__ import annotations

from collections.abc import Mapping

from analytics.text.sentences import Sentence

TAGGED: Mapping[str, str] = {
    "action": Sentence("Mitigation action"),
    "adaptation_action": Sentence("Adaptation action"),
    "goal": Sentence("Adaptation goal"),
    "hazard": Sentence("Climate hazard"),
    "promise": Sentence("Promise to a partner"),
    "milestone": Sentence("Milestone of a pairing"),
    "priority": Sentence("Priority of the region"),
    "cluster": Sentence("Cluster"),
    "chain": Sentence("Value chain"),
    "project": Sentence("Project"),
    "resource": Sentence("Resource"),
    "experience": Sentence("Experience"),
}
"""By code what an entry is."""
