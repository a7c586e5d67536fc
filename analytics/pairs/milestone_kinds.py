"""What a milestone of a pairing can be."""

from __future__ import annotations

from collections.abc import Mapping

from analytics.text.sentences import Sentence

MILESTONES: Mapping[str, str] = {
    "announcement": Sentence("Announcement"),
    # Translators: a kind of milestone: what two cities had agreed before they were paired.
    "earlier": Sentence("Before the pairing"),
    # Translators: a kind of milestone: the day on which something began.
    "start": Sentence("Start"),
    # Translators: a kind of milestone: the day on which something ended.
    "end": Sentence("End"),
    "meeting": Sentence("Meeting"),
    "visit": Sentence("Visit"),
    # Translators: a kind of milestone: people of two cities learn from each other.
    "exchange": Sentence("Exchange"),
    # Translators: a kind of milestone: a congress, a summit.
    "event": Sentence("Event"),
    # Translators: a kind of milestone: what two cities talk about.
    "topic": Sentence("Topic"),
    # Translators: a kind of milestone: what a city wants to learn from its partner.
    "interest": Sentence("Wants to learn"),
    # Translators: a kind of milestone: what a city aims at.
    "goal": Sentence("Goal"),
    # Translators: a kind of milestone: what came of an exchange.
    "result": Sentence("Result"),
    # Translators: a kind of milestone: a tool or text that was shown.
    "resource": Sentence("Tool or text"),
    # Translators: a kind of milestone: money.
    "budget": Sentence("Budget"),
    # Translators: a kind of milestone: what a council decided.
    "decision": Sentence("Decision"),
    # Translators: a kind of milestone: what was signed.
    "agreement": Sentence("Agreement"),
    # Translators: a kind of milestone: what came after the end of a project.
    "follow_up": Sentence("Follow-up"),
}
"""The kinds by code, in the order of a pairing's life."""
BEFORE = frozenset({"announcement", "earlier"})
"""What may be dated before the start of a pairing."""
AFTERWARDS = frozenset({"decision", "agreement", "follow_up", "result", "resource", "meeting"})
"""What may be dated after its end: partners go on meeting when a project is over."""
