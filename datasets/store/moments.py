"""The newest moment of a store: read whole once, then brought up to date by the revisions that came since."""

from __future__ import annotations

from datasets.store import ledger, reading, touched
from datasets.store.kind import Cursor
from datasets.store.records import Moment


def moment(cursor: Cursor, known: Moment | None = None, newest: int | None = None) -> Moment:
    """The moment that a cursor sees; ``known`` is an earlier one, to which only what came since is added, ``newest``
    the number of the newest revision where it was read already.

    A database gets its first cities without a revision, with all that comes with them.
    """
    newest = ledger.newest(cursor) if newest is None else newest
    if known is None or (
        known.revision == 0 and (newest or _cities(cursor) > len(known.register.cities) + len(known.register.away))
    ):
        return Moment(newest, reading.register(cursor), touched.by_city(cursor), _samples(cursor))
    if newest == known.revision:
        return known
    later = touched.by_city(cursor, known.revision)
    return Moment(
        newest,
        reading.renewed(cursor, known.register, list(later)),
        {**known.touched, **later},
        known.samples | _samples(cursor, known.revision),
    )


def _cities(cursor: Cursor) -> int:
    """How many cities are on file."""
    ((count,),) = cursor.execute("SELECT count(*) FROM cities").fetchall()
    return int(count)


def _samples(cursor: Cursor, after: int = 0) -> frozenset[int]:
    """The revisions after ``after`` that came with the program."""
    rows = cursor.execute("SELECT revision FROM revisions WHERE sample AND revision > ?", [after]).fetchall()
    return frozenset(revision for (revision,) in rows)
