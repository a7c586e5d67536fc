"""What is said of goals and actions of adaptation: where an action stands, what came of a goal, and what both serve."""

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
SENDAI: Mapping[str, str] = {
    "A": Sentence("A Fewer deaths"),
    "B": Sentence("B Fewer people affected"),
    "C": Sentence("C Less economic loss"),
    "D": Sentence("D Less damage to infrastructure and services"),
    "E": Sentence("E More strategies against disasters"),
    "F": Sentence("F More international cooperation"),
    "G": Sentence("G More early warning"),
}
"""The seven global targets of the Sendai Framework for Disaster Risk Reduction 2015-2030 (United Nations), in short."""
DEVELOPMENT_GOALS: Mapping[str, str] = {str(number): f"SDG {number}" for number in range(1, 18)}
"""The Sustainable Development Goals of the United Nations by number."""
