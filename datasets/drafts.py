"""Files that were brought and not committed yet, kept so that they outlive a refresh of the browser and a restart.

A draft is no part of the ledger: it holds the bytes of the file and the answers given so far, is changed as they are
given, and is deleted once it is committed or given up. Nobody sees the drafts of another author.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import uuid4

from analytics.problems import Problem, Refused
from analytics.sentences import Sentence
from datasets.readers.limits import UPLOAD
from datasets.store import SavedDraft, Store

MOST_KEPT = 20
"""So many drafts one author may keep; each may be as large as an upload."""

__all__ = ["MOST_KEPT", "SavedDraft", "discard", "listed", "opened", "save"]


def save(
    store: Store,
    author: str,
    name: str,
    data: bytes,
    answers: Mapping[str, str] | None = None,
    city: str | None = None,
    year: int | None = None,
) -> SavedDraft:
    """Keep a file and the answers given so far. The same file of the same author is one draft: the newer answers count.

    ``author`` is whoever is signed in, or an id of the browser. Raises Refused for a blank author, for a file larger
    than an upload may be, and when the author keeps MOST_KEPT drafts already.
    """
    if not author.strip():
        raise Refused(
            Problem(
                "block",
                "author-missing",
                Sentence("no author"),
                Sentence("who keeps the draft"),
                Sentence("Say who you are."),
                column="author",
            )
        )
    if len(data) > UPLOAD.file_bytes:
        raise Refused(
            Problem(
                "block",
                "draft-too-large",
                Sentence('"{name}", {megabytes:,.0f} MB', name=name[:100], megabytes=len(data) / 1024**2),
                Sentence("at most {megabytes} MB", megabytes=UPLOAD.file_bytes // 1024**2),
                Sentence("Take it in on the command line, or split it."),
            )
        )
    sha256 = hashlib.sha256(data).hexdigest()
    kept = listed(store, author)
    known = next((item.draft_id for item in kept if item.file_sha256 == sha256), None)
    if known is None and len(kept) >= MOST_KEPT:
        raise Refused(
            Problem(
                "block",
                "too-many-drafts",
                Sentence("{number} drafts of {author}", number=len(kept), author=author[:60]),
                Sentence("at most {number}", number=MOST_KEPT),
                Sentence("Commit or discard one of them first."),
            )
        )
    now = datetime.now(UTC).replace(tzinfo=None)
    draft = SavedDraft(known or uuid4().hex, author, now, name, sha256, len(data), city, year, dict(answers or {}))
    store.save_draft(draft, data)
    return draft


def listed(store: Store, author: str) -> tuple[SavedDraft, ...]:
    """The drafts of one author, the newest first."""
    return tuple(store.drafts(author))


def opened(store: Store, author: str, draft_id: str) -> tuple[SavedDraft, bytes]:
    """One draft of one author with the bytes of its file.

    Raises Refused where this author has no such draft, be it gone or another's, and where the bytes are not those that
    were kept.
    """
    draft = next((item for item in listed(store, author) if item.draft_id == draft_id), None)
    data = store.draft_content(author, draft_id) if draft else None
    if draft is None or data is None:
        raise Refused(
            Problem(
                "block",
                "draft-unknown",
                Sentence('the draft "{name}"', name=draft_id[:40]),
                Sentence("a draft of yours"),
                Sentence("It was committed or discarded, or belongs to somebody else: bring the file again."),
            )
        )
    if hashlib.sha256(data).hexdigest() != draft.file_sha256:
        raise Refused(
            Problem(
                "block",
                "draft-damaged",
                Sentence('"{name}", which is not what was kept', name=draft.file_name[:100]),
                Sentence("the same bytes"),
                Sentence("Discard the draft and bring the file again."),
            )
        )
    return draft, data


def discard(store: Store, author: str, draft_id: str) -> None:
    """Give a draft up, or take it away after its commit. One that is gone already, or another's, is left alone."""
    store.discard_draft(author, draft_id)
