"""What can be tagged with what it serves, by the names of its kind."""

from __future__ import annotations

from collections.abc import Mapping

from analytics.text.sentences import sentences

TAGGED: Mapping[str, str] = sentences(
    {
        "action": "Mitigation action",
        "adaptation_action": "Adaptation action",
        "goal": "Adaptation goal",
        "hazard": "Climate hazard",
        "promise": "Promise to a partner",
        "milestone": "Milestone of a pairing",
        "priority": "Priority of the region",
        "cluster": "Cluster",
        "chain": "Value chain",
        "project": "Project",
        "resource": "Resource",
        "experience": "Experience",
    }
)
"""By code what an entry is."""
