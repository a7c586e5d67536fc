"""The newest moment of a store: read whole once, then brought up to date by the revisions that came since."""

from __future__ import annotations

import duckdb

from datasets.store import ledger, reading
from datasets.store.records import Moment

Cursor = duckdb.DuckDBPyConnection


def moment(cursor: Cursor, known: Moment | None = None) -> Moment:
    """The moment that a cursor sees; ``known`` is an earlier one, to which only what came since is added.

    A database without a revision is read whole each time: its cities can come without one.
    """
    newest = ledger.newest(cursor)
    if known is None or known.revision == 0:
        return Moment(newest, reading.register(cursor), ledger.touched(cursor), ledger.samples(cursor))
    if newest == known.revision:
        return known
    touched = ledger.touched(cursor, known.revision)
    return Moment(
        newest,
        reading.renewed(cursor, known.register, list(touched)),
        {**known.touched, **touched},
        known.samples | ledger.samples(cursor, known.revision),
    )
