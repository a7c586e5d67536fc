"""What was answered about the file of a revision: its values follow from its texts and these answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from datasets.store.kind import Cursor, LedgerKind, Row

TABLE = """
CREATE TABLE IF NOT EXISTS answers (
    revision INTEGER NOT NULL,
    position INTEGER NOT NULL,
    question VARCHAR NOT NULL,
    answer VARCHAR NOT NULL
)
"""


def apart(answers: Mapping[str, str]) -> dict[str, Sequence[Row]]:
    """Answers as rows, by their questions."""
    return {"answers": sorted(answers.items())}


def of_revisions(cursor: Cursor, numbers: Sequence[int]) -> dict[int, dict[str, str]]:
    """The answers by question, by the number of their revision."""
    rows = cursor.execute(
        "SELECT revision, question, answer FROM answers WHERE revision IN (SELECT unnest($numbers)) ORDER BY position",
        {"numbers": numbers},
    ).fetchall()
    found: dict[int, dict[str, str]] = {}
    for number, question, answer in rows:
        found.setdefault(number, {})[question] = answer
    return found


KIND = LedgerKind(name="answers", tables={"answers": TABLE}, apart=apart, of_city=False)
