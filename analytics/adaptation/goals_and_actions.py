"""What is said of goals and actions of adaptation: where an action stands, and what came of a goal."""

from __future__ import annotations

from collections.abc import Mapping

from analytics.text.sentences import Sentence

STATUSES: Mapping[str, str] = {
    # Translators: where an action stands.
    "planned": Sentence("planned"),
    # Translators: where an action stands.
    "decided": Sentence("decided"),
    # Translators: where an action stands.
    "ongoing": Sentence("ongoing"),
    # Translators: where an action stands.
    "done": Sentence("done"),
    # Translators: where an action stands.
    "postponed": Sentence("postponed"),
    # Translators: where an action stands.
    "cancelled": Sentence("cancelled"),
}
OUTCOMES: Mapping[str, str] = {
    # Translators: what came of a goal.
    "reached": Sentence("reached"),
    # Translators: what came of a goal.
    "missed": Sentence("missed"),
    # Translators: what came of a goal.
    "not_measured": Sentence("not measured"),
}
