"""Files that were brought and not committed yet, kept so that they outlive a refresh of the browser and a restart.

A draft is no part of the ledger: it holds the bytes of the file and the answers given so far, is changed as they are
given, and is deleted once it is committed or given up. It belongs to whoever brought it and to the city on whose page
it was begun (``DraftOwner``): it is offered to nobody else, and on no other city's page.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import uuid4

from analytics.text.problems import Refused, blocked
from analytics.text.sentences import Sentence
from datasets.intake.readers.limits import UPLOAD
from datasets.store import DraftOwner, SavedDraft, Store
from datasets.store.kinds.drafts import KEPT_DAYS, MOST_BYTES, MOST_KEPT, unknown

__all__ = ["KEPT_DAYS", "MOST_BYTES", "MOST_KEPT", "DraftOwner", "SavedDraft", "discard", "listed", "opened", "save"]


def save(
    store: Store,
    owner: DraftOwner,
    name: str,
    data: bytes,
    answers: Mapping[str, str] | None = None,
    city: str | None = None,
    year: int | None = None,
) -> SavedDraft:
    """Keep a file and the answers given so far. The same file of the same owner is one draft: the newer answers count.

    ``city`` and ``year`` are what was answered for a file that names none. Raises Refused for an owner without a
    keeper, for a file larger than an upload may be, and where the keeper has MOST_KEPT drafts or MOST_BYTES already.
    """
    if not owner.keeper.strip():
        raise blocked(
            "author-missing",
            Sentence("no author"),
            "who keeps the draft",
            "Say who you are.",
            column="author",
        )
    if len(data) > UPLOAD.file_bytes:
        raise blocked(
            "draft-too-large",
            Sentence('"{name}", {megabytes:,.0f} MB', name=name[:100], megabytes=len(data) / 1024**2),
            Sentence("at most {number} MB", number=UPLOAD.file_bytes // 1024**2),
            "Take it in on the command line, or split it.",
        )
    sha256 = hashlib.sha256(data).hexdigest()
    now = datetime.now(UTC).replace(tzinfo=None)
    draft = SavedDraft(uuid4().hex, owner, now, name, sha256, len(data), city, year, dict(answers or {}))
    return store.save_draft(draft, data)


def listed(store: Store, owner: DraftOwner) -> tuple[SavedDraft, ...]:
    """The drafts of one owner, the newest first."""
    return tuple(store.drafts(owner))


def opened(store: Store, owner: DraftOwner, draft_id: str) -> tuple[SavedDraft, bytes]:
    """One draft of one owner with the bytes of its file.

    Raises Refused where this owner has no such draft, be it gone or another's, and where the bytes are not those that
    were kept.
    """
    draft = next((item for item in listed(store, owner) if item.draft_id == draft_id), None)
    data = store.draft_content(owner, draft_id) if draft else None
    if draft is None or data is None:
        raise Refused(unknown(draft_id))
    if hashlib.sha256(data).hexdigest() != draft.file_sha256:
        raise blocked(
            "draft-damaged",
            Sentence('"{name}", which is not what was kept', name=draft.file_name[:100]),
            "the same bytes",
            "Discard the draft and bring the file again.",
        )
    return draft, data


def discard(store: Store, owner: DraftOwner, draft_id: str) -> None:
    """Give a draft up. One that is gone already, or another's, is left alone."""
    store.discard_draft(owner, draft_id)
