"""The newest moment of a store: read whole once, then brought up to date by the revisions that came since."""

from __future__ import annotations

from collections.abc import Set

from datasets.store import chain, reading, touched
from datasets.store.kind import Cursor
from datasets.store.records import Moment

_CAME = "SELECT revision, undoes, sample FROM revisions WHERE revision > ?"


def moment(
    cursor: Cursor, known: Moment | None = None, newest: int | None = None, tables: Set[str] = frozenset()
) -> Moment:
    """The moment that a cursor sees; ``known`` is an earlier one, to which only what came since is added, ``newest``
    the number of the newest revision where it was read already. ``tables`` hold what came since, where that is not
    sealed.

    A database gets its first cities without a revision, with all that comes with them.
    """
    if known is not None and known.revision == newest != 0:
        return known
    since = cursor.execute(_CAME, [0 if known is None else known.revision]).fetchall()
    samples = frozenset(revision for revision, _, sample in since if sample)
    last: int = max((revision for revision, *_ in since), default=0)
    if known is None or (
        known.revision == 0 and (last or _cities(cursor) > len(known.register.cities) + len(known.register.away))
    ):
        return Moment(last, reading.register(cursor), touched.by_city(cursor), samples)
    if not since:
        return known
    told = tables or chain.sealed_tables(cursor, known.revision + 1, last)
    if any(undoes is not None for _, undoes, _ in since) or not told:  # an undo says what it takes back
        later = touched.by_city(cursor, known.revision)
        register = reading.renewed(cursor, known.register, list(later))
    else:
        later = touched.said_since(cursor, known.revision, told)
        register = reading.renewed(cursor, known.register, list(later), tables=told)
    return Moment(last, register, {**known.touched, **later}, known.samples | samples)


def _cities(cursor: Cursor) -> int:
    """How many cities are on file."""
    ((count,),) = cursor.execute("SELECT count(*) FROM cities").fetchall()
    return int(count)
