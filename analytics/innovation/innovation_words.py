"""What is said of priorities and projects: of what kind they are, and where they stand."""

from __future__ import annotations

from collections.abc import Mapping

from analytics.text.sentences import Sentence

PRIORITY_KINDS: Mapping[str, str] = {
    # Translators: a kind of priority of a region: one that is of an industry or field.
    "sector": Sentence("of a field"),
    # Translators: a kind of priority of a region: one that concerns all fields.
    "cross-cutting": Sentence("across fields"),
    # Translators: a kind of priority of a region: one that is new.
    "emerging": Sentence("emerging"),
}
PROJECT_STATUSES: Mapping[str, str] = {
    # Translators: where a project stands.
    "planned": Sentence("planned"),
    # Translators: where a project stands.
    "running": Sentence("running"),
    # Translators: where a project stands.
    "ended": Sentence("ended"),
}
