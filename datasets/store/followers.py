"""Which databases follow the ledger of a server (``postgres``); what speaks to one is loaded for these alone."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from threading import Lock
from typing import TYPE_CHECKING

from analytics.text.problems import Problem, Refused
from datasets.store.kind import Cursor
from datasets.store.kinds import followed_ledger

if TYPE_CHECKING:
    from datasets.store.postgres.ledger_follower import LedgerFollower


def follower(
    address: str | None, path: str, cursor: Callable[[], AbstractContextManager[Cursor]], writing: Lock
) -> LedgerFollower | None:
    """What follows the ledger at an address for the database at ``path``, after all that is new was taken over; None
    for a database that holds its ledger itself. Raises Refused where it may not or cannot follow."""
    if address is None:
        with cursor() as asked:
            if followed_ledger.read(asked) is not None:
                raise Refused(_follows(path))
        return None
    from datasets.store.postgres.ledger_follower import LedgerFollower
    from datasets.store.postgres.shared_ledger import SharedLedger

    followed = LedgerFollower(SharedLedger(address), cursor, writing)
    followed.begin()
    return followed


def _follows(path: str) -> Problem:
    return Problem(
        "block",
        "database-follows",
        f'"{path}", which follows the ledger of a server',
        "the address of that ledger in COVENANT_LEDGER",
        "Set COVENANT_LEDGER=postgresql://USER@HOST/DATABASE, or name another file with --database.",
    )
