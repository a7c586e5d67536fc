"""Which revision says anything of which city: by that a history is told, and what was read of a city is kept."""

from __future__ import annotations

from collections.abc import Set
from datetime import datetime, timedelta

from datasets.store.kind import Cursor
from datasets.store.kinds import BROUGHT, OF_INVENTORIES, STATED, for_each_table

SAYING = frozenset({"slots", *(name for kind in BROUGHT if kind.of_city for name in kind.tables)})
"""The tables whose rows say something of a city."""
_SAYS = "SELECT revision, city_id FROM TABLE"
_SAID = """
    SELECT DISTINCT revision, city_id FROM (
        OF_TABLES
    ) WHERE ($city IS NULL OR city_id = $city) AND ($numbers::INTEGER[] IS NULL OR list_contains($numbers, revision))
""".replace("OF_TABLES", for_each_table(_SAYS, (), *sorted(SAYING)))
"""Which revision says anything of which city. What an undo takes back beside inventories is said in what it undoes."""
_NEWEST_SAID = "SELECT city_id, max(revision) FROM (OF_TABLES) GROUP BY ALL"
_BROUGHT = for_each_table("SELECT revision FROM TABLE WHERE revision = $1", [*STATED, *OF_INVENTORIES])
_REPLACED = for_each_table(
    """
    SELECT later.revision FROM TABLE AS mine JOIN TABLE AS later USING (city_id)
    WHERE mine.revision = $revision AND later.revision > $revision
    """,
    [kind for kind in STATED if kind.replaces == "list"],
)
_COUNTING = " UNION ALL ".join(
    for_each_table(
        """
        SELECT newest = revision AS counts FROM (
            SELECT revision, max(revision) OVER (PARTITION BY KEY) AS newest FROM TABLE
            WHERE NOT list_contains($gone::INTEGER[], revision)
        ) WHERE revision = $revision
        """,
        [kind],
    ).replace("KEY", ", ".join(["city_id", *(kind.key or ["revision"])]))
    for kind in (*STATED, *OF_INVENTORIES)
)
"""For each row of a revision whether it is the newest that is said of its key; what has no key stands beside others."""
MANY = 200
"""For more revisions than this all are read, which is sooner than picking them out."""


def by_city(cursor: Cursor, after: int = 0) -> dict[str, int]:
    """By city the newest revision that says anything of it, or takes back what one said; of those after ``after``."""
    taken_back = undoes(cursor)
    ((newest,),) = cursor.execute("SELECT coalesce(max(revision), 0) FROM revisions").fetchall()
    behind: dict[int, int] = {}  # the newest one that says it, for each revision that stands behind one after ``after``
    for number in range(after + 1, newest + 1):
        said: int | None = number
        while said is not None and behind.get(said) != number:  # also where a damaged file goes in circles
            behind[said] = number
            said = taken_back.get(said)
    numbers = list(behind) if len(behind) <= MANY else None
    found: dict[str, int] = {}
    for said, city_id in cursor.execute(_SAID, {"city": None, "numbers": numbers}).fetchall():
        if said in behind:
            found[city_id] = max(found.get(city_id, 0), behind[said])
    return found


def said_since(cursor: Cursor, after: int, tables: Set[str]) -> dict[str, int]:
    """As ``by_city``, where these ``tables`` hold all that the revisions after one brought, and none of them takes
    another back: asking a few tables takes a tenth of asking all."""
    asked = SAYING & tables
    if not asked:
        return {}
    said = for_each_table(_SAYS + " WHERE revision > $1", (), *sorted(asked))
    return dict(cursor.execute(_NEWEST_SAID.replace("OF_TABLES", said), [after]).fetchall())


def undoes(cursor: Cursor) -> dict[int, int]:
    """By the number of each undo the revision that it takes back."""
    return dict(cursor.execute("SELECT revision, undoes FROM revisions WHERE undoes IS NOT NULL").fetchall())


def of_city(cursor: Cursor, city_id: str) -> list[int]:
    """The revisions that say anything of a city, or take back what one said."""
    numbers = {said for said, _ in cursor.execute(_SAID, {"city": city_id, "numbers": None}).fetchall()}
    for number, taken in sorted(undoes(cursor).items()):  # an undo comes after what it undoes
        if taken in numbers:
            numbers.add(number)
    return sorted(numbers)


def first(cursor: Cursor, revision: int) -> int:
    """The revision that an undo goes back to, through the undoes that it undoes; any other one is its own."""
    taken_back = undoes(cursor)
    passed = {revision}
    while revision in taken_back and taken_back[revision] not in passed:  # a damaged file may go in circles
        revision = taken_back[revision]
        passed.add(revision)
    return revision


def cities_of(cursor: Cursor, revision: int) -> list[str]:
    """The ids of the cities of which a revision says anything, or of which it takes something back."""
    said = cursor.execute(_SAID, {"city": None, "numbers": [first(cursor, revision)]}).fetchall()
    return sorted(city_id for _, city_id in said)


def undone(cursor: Cursor, upto: int | None = None) -> frozenset[int]:
    """The revisions that an undo has taken back, where that undo has not been undone itself.

    With ``upto`` as it was after that revision: what came later does not count, and stands among those left out.
    """
    rows = cursor.execute(
        """
        SELECT revision, undoes FROM revisions
        WHERE undoes IS NOT NULL AND ($upto IS NULL OR revision <= $upto) ORDER BY revision DESC
        """,
        {"upto": upto},
    ).fetchall()
    found: set[int] = set()
    if upto is not None:
        later = cursor.execute("SELECT revision FROM revisions WHERE revision > $upto", {"upto": upto}).fetchall()
        found.update(revision for (revision,) in later)
    for revision, taken_back in rows:
        if revision not in found:
            found.add(taken_back)
    return frozenset(found)


def slips(cursor: Cursor, upto: int | None = None) -> frozenset[int]:
    """The revisions that an undo took back within a day after they came; with ``upto`` as it was after that one. Of a
    time that went back nobody knows how long it was: less than a day counts as within one, more does not."""
    rows = cursor.execute(
        """
        SELECT came.revision FROM revisions AS undo JOIN revisions AS came ON undo.undoes = came.revision
        WHERE greatest(undo.committed_at - came.committed_at, came.committed_at - undo.committed_at) < INTERVAL 1 DAY
            AND ($upto IS NULL OR undo.revision <= $upto)
        """,
        {"upto": upto},
    ).fetchall()
    return undone(cursor, upto) & {revision for (revision,) in rows}


def within_a_day(came: datetime, ended: datetime) -> bool:
    """Whether what came and ended at these times stood for less than a day, as ``slips`` counts it."""
    return abs(ended - came) < timedelta(days=1)


def beside_inventories(cursor: Cursor, revision: int) -> bool:
    """Whether a revision without a table of an inventory brought something beside them, of any kind."""
    return cursor.execute(_BROUGHT, [revision]).fetchone() is not None


def replaced_by(cursor: Cursor, revision: int, gone: Set[int]) -> list[int]:
    """The later revisions whose lists count in the place of those of ``revision``; of those not ``gone``, which were
    undone."""
    rows = cursor.execute(_REPLACED, {"revision": revision}).fetchall()
    return sorted({number for (number,) in rows}.difference(gone))


def overtaken(cursor: Cursor, revision: int, gone: Set[int]) -> bool:
    """Whether later revisions, of those not ``gone``, count in the place of all that ``revision`` states."""
    if replaced_by(cursor, revision, gone):
        return True
    rows = cursor.execute(_COUNTING, {"revision": revision, "gone": sorted(gone)}).fetchall()
    return bool(rows) and not any(counts for (counts,) in rows)
