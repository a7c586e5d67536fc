"""Files that wait for their commit. They are no part of the ledger: they are changed, and discarded without a trace."""

from __future__ import annotations

import json

import duckdb

from datasets.store.records import SavedDraft

Cursor = duckdb.DuckDBPyConnection


def write(cursor: Cursor, draft: SavedDraft, data: bytes) -> None:
    """Keep a file with its answers; one that is kept already under this id and author gets the new answers only."""
    answers = json.dumps(dict(draft.answers), ensure_ascii=True)
    known = cursor.execute("SELECT 1 FROM drafts WHERE draft_id = ? AND author = ?", [draft.draft_id, draft.author])
    if known.fetchone():
        cursor.execute(
            """
            UPDATE drafts SET saved_at = ?, file_name = ?, city = ?, year = ?, answers = ?
            WHERE draft_id = ? AND author = ?
            """,
            [draft.saved_at, draft.file_name, draft.city, draft.year, answers, draft.draft_id, draft.author],
        )
        return
    cursor.execute(
        "INSERT INTO drafts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            draft.draft_id, draft.author, draft.saved_at, draft.file_name, draft.file_sha256, draft.file_bytes,
            draft.city, draft.year, answers, data,
        ],
    )  # fmt: skip


def listed(cursor: Cursor, author: str) -> list[SavedDraft]:
    """The drafts of one author, the newest first, without their files."""
    rows = cursor.execute(
        """
        SELECT draft_id, author, saved_at, file_name, file_sha256, file_bytes, city, year, answers
        FROM drafts WHERE author = ? ORDER BY saved_at DESC, draft_id
        """,
        [author],
    ).fetchall()
    return [SavedDraft(*(*row[:-1], json.loads(row[-1]))) for row in rows]


def content(cursor: Cursor, author: str, draft_id: str) -> bytes | None:
    """The file of one draft of one author; None where there is none."""
    row = cursor.execute("SELECT file FROM drafts WHERE draft_id = ? AND author = ?", [draft_id, author]).fetchone()
    return None if row is None else bytes(row[0])


def delete(cursor: Cursor, author: str, draft_id: str) -> None:
    """Discard one draft of one author; nothing happens where there is none."""
    cursor.execute("DELETE FROM drafts WHERE draft_id = ? AND author = ?", [draft_id, author])
