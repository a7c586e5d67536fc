"""Taking the ledger of a database to a server whole."""

from __future__ import annotations

from contextlib import closing
from threading import Lock

from datasets.store import chain, database, pseudonyms, whole_revisions
from datasets.store.chain import Head
from datasets.store.kind import Cursor
from datasets.store.kinds import followed_ledger
from datasets.store.postgres.ledger_follower import LedgerFollower
from datasets.store.postgres.shared_ledger import SharedLedger


def found(cursor: Cursor, ledger: SharedLedger) -> Head:
    """Make a ledger that holds every revision of a database, which nobody else writes meanwhile; the database follows
    it from then on. Returns the head of both.

    What arrived is read back and sealed anew before it is kept. Raises Refused where the server is out of reach or its
    role may not make tables, where there is a ledger, and where the content does not fit its seals.
    """
    with closing(ledger), ledger.turn():
        ledger.make()
        links = chain.stored(cursor)
        head = Head(max(links), links[max(links)])
        content = whole_revisions.taken(cursor, 0, head.revision, ())
        people = pseudonyms.addresses(cursor)
        ledger.add(sorted(links.items()), chain.BEGINNING, database.SCHEMA_VERSION, content, people)
        LedgerFollower(ledger, lambda: closing(cursor.cursor()), Lock()).look_through()
        name = ledger.identity()
        ledger.keep(head)
        followed_ledger.note(cursor, name)
    return head
