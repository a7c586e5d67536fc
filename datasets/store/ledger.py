"""The append-only ledger: revisions are added, put in force, and undone by one more revision."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import asdict, fields, replace
from datetime import UTC, datetime
from typing import Any

from analytics.commitment.targets import Target
from analytics.text import given_reasons
from analytics.text.problems import blocked
from analytics.text.sentences import Sentence
from datasets.store import chain, pseudonyms, touched
from datasets.store.chain import Sealing
from datasets.store.kind import Cursor, insert
from datasets.store.kinds import BROUGHT, access_tokens, city_roles
from datasets.store.kinds.given_answers import of_revisions
from datasets.store.kinds.stated_targets import KIND as TARGETS
from datasets.store.records import CityRecord, Revision, Slot, Submission
from datasets.store.shared_values import Writer

Row = tuple[Any, ...]

MOST_OF_A_REASON, MOST_OF_A_FILE_NAME = 2_000, 255
"""In letters."""
_CAME = "SELECT DISTINCT here FROM carried_revisions WHERE came"
_CLOCK_WENT_BACK = """
    SELECT revision FROM (
        SELECT revision, committed_at, lag(committed_at) OVER (ORDER BY revision) AS before FROM revisions
        WHERE revision NOT IN (SELECT here FROM carried_revisions WHERE came)
    ) WHERE committed_at < before ORDER BY revision
"""
_PUT_IN_FORCE = """
    WITH mine AS (
        SELECT DISTINCT revision, city_id, year, method, measure, content_revision FROM slots
        WHERE revision IN (SELECT unnest($numbers::INTEGER[]))
    ), current AS (
        SELECT city_id, year, method, measure, arg_max(content_revision, revision) AS content FROM slots
        WHERE ($upto IS NULL OR revision <= $upto) AND city_id IN (SELECT city_id FROM mine) GROUP BY ALL
    )
    SELECT mine.revision, city_id, year, method, measure, content_revision = content
    FROM mine JOIN current USING (city_id, year, method, measure) ORDER BY ALL
"""


def tables(submission: Submission) -> frozenset[str]:
    """Every table that may hold rows of a submission."""
    of_rows = () if submission.rows is None else ("inventory_rows", "slots")
    return frozenset(
        ["revisions", *of_rows, *(each for kind in BROUGHT if submission.of(kind) for each in kind.tables)]
    )


def in_order(submission: Submission) -> Submission:
    """A submission with its rows as they are stored and sealed."""
    import pyarrow  # here and not above: who only reads does not wait for it

    rows = submission.rows
    return replace(submission, rows=chain.in_order(rows)) if isinstance(rows, pyarrow.Table) else submission


def append(
    cursor: Cursor, submission: Submission, sealing: Sealing | None = None, number: int | None = None
) -> Revision:
    """Write one submission as the next revision, inside the caller's transaction.

    ``sealing`` seals the rows while they are written, so that nothing has to be read back; ``number`` is that of the
    next revision, where it is known.
    """
    number = _next(cursor) if number is None else number
    write_cities(cursor, submission.new_cities)
    at = _write_revision(cursor, number, submission, undoes=None)
    slots: tuple[Slot, ...] = ()
    if submission.rows is not None and submission.rows.num_rows:
        pieces = chain.pieces(submission.rows)
        slots = Writer(cursor, number).write(pieces if sealing is None else sealing.watched(pieces))
    # Write what a revision brings of each kind. Raises ValueError for a kind that is none, so that nothing is lost.
    if unknown := set(submission.brings).difference(kind.name for kind in BROUGHT):
        raise ValueError(f"Nothing is known of the kinds {sorted(unknown)}.")
    for kind in BROUGHT:
        if brought := submission.of(kind):
            kind.write(cursor, number, brought)
    return _as_written(submission, number, at, slots) if slots else revision(cursor, number)


def _as_written(submission: Submission, number: int, at: datetime, slots: tuple[Slot, ...]) -> Revision:
    """A revision whose tables were just put in force, without reading it back."""
    return Revision(
        revision=number,
        committed_at=at,
        author=submission.author,
        reason=submission.reason,
        file_name=submission.file_name,
        file_sha256=submission.file_sha256,
        layout=submission.layout,
        rows=submission.row_count,
        undoes=None,
        sample=submission.sample,
        slots=slots,
        in_force=True,
        answers=dict(submission.answers),
    )


def undo(cursor: Cursor, revision: int, author: str, reason: str) -> int:
    """Put back what counted before ``revision``, as a new revision. Returns the number of the new one.

    Raises Refused when no reason is given, when the revision is unknown, and when one of its tables no longer holds
    what it put there.
    """
    missing = Sentence("no reason for undoing revision {revision}", revision=revision)
    given_reasons.insist(reason, missing, Sentence("Say in a few words why it is taken back."))
    slots = _slots(cursor, revision) if 0 < revision <= newest(cursor) else ()
    known = 0 < revision <= newest(cursor)
    if not slots and not (known and _beside_counts(cursor, revision)):
        raise blocked(
            "revision-unknown",
            Sentence("revision {revision}", revision=revision),
            Sentence("a revision between 1 and {newest}", newest=newest(cursor)),
            "Look up the number in the history.",
        )
    later = _later(cursor, revision)
    if later:
        numbers = ", ".join(map(str, later))
        raise blocked(
            "revision-replaced",
            Sentence(
                "revision {revision}, which revision {numbers} has since replaced",
                revision=revision,
                numbers=numbers,
            ),
            "a revision that is still in force",
            Sentence("Undo revision {revision} first.", revision=later[-1]),
        )
    number = _next(cursor)
    reached = _access(cursor)
    submission = Submission(rows=None, row_count=0, author=author, layout="undo", reason=reason)
    _write_revision(cursor, number, submission, undoes=revision)
    cursor.execute(
        """
        INSERT INTO slots BY NAME
        SELECT ? AS revision,
               row_number() OVER (ORDER BY mine.city_id, mine.year, mine.method, mine.measure) AS position,
               mine.city_id, mine.year, mine.method, mine.measure,
               coalesce(arg_max(earlier.content_revision, earlier.revision), 0) AS content_revision
        FROM slots AS mine
        LEFT JOIN slots AS earlier
          ON (earlier.city_id, earlier.year, earlier.method, earlier.measure)
           = (mine.city_id, mine.year, mine.method, mine.measure) AND earlier.revision < mine.revision
        WHERE mine.revision = ?
        GROUP BY mine.city_id, mine.year, mine.method, mine.measure
        """,
        [number, revision],
    )
    # Raise Refused where an undo would give somebody access: what was ended or taken away stays so.
    after = _access(cursor)
    for (what, *of), reaches in after.items():
        if reaches <= reached.get((what, *of), 0):
            continue
        if what == "role":
            found = Sentence("a change of roles that took access from {person}", person=of[-1])
            fix = Sentence("Give {person} the role anew.", person=of[-1])
        else:
            found = Sentence("a change that ended the token {name}", name=of[-1])
            fix = Sentence("Make a new token.")
        raise blocked("access-undone", found, "an undo that gives nobody access", fix)
    return number


def _access(cursor: Cursor) -> dict[tuple[str, ...], int]:
    """What gives access, and how far: the rank of a person's role in a city, and 1 for a token that was not ended."""
    gone = touched.undone(cursor)
    roles = [one for given in city_roles.KIND.read(cursor, gone).values() for one in given]
    tokens = [one for made in access_tokens.KIND.read(cursor, gone).values() for one in made]
    reaches: dict[tuple[str, ...], int] = {("token", one.name): int(not one.ended) for one in tokens}
    for one in roles:
        reaches["role", one.city_id, one.person] = city_roles.RANK.index(one.role)
    return reaches


def _later(cursor: Cursor, revision: int) -> list[int]:
    """The revisions that have since replaced what ``revision`` put in force."""
    rows = cursor.execute(
        """
        SELECT DISTINCT max(every.revision) FROM slots AS mine
        JOIN slots AS every USING (city_id, year, method, measure)
        WHERE mine.revision = ? GROUP BY city_id, year, method, measure, mine.content_revision
        HAVING arg_max(every.content_revision, every.revision) <> mine.content_revision
        """,
        [revision],
    ).fetchall()
    beside = touched.replaced_by(cursor, revision, touched.undone(cursor))
    return sorted({*(number for (number,) in rows), *beside})


def newest(cursor: Cursor) -> int:
    """The number of the newest revision, 0 in an empty ledger."""
    ((found,),) = cursor.execute("SELECT coalesce(max(revision), 0) FROM revisions").fetchall()
    return int(found)


def history(cursor: Cursor, city_id: str, upto: int | None = None) -> list[Revision]:
    """Every revision that touched one city, newest first; with ``upto`` as they stood after that one."""
    rows = cursor.execute(
        """
        SELECT revision, committed_at, author, reason, file_name, file_sha256, layout, row_count, undoes, sample
        FROM revisions WHERE list_contains($numbers::INTEGER[], revision) AND ($upto IS NULL OR revision <= $upto)
        ORDER BY revision DESC
        """,
        {"numbers": touched.of_city(cursor, city_id), "upto": upto},
    ).fetchall()
    return _revisions(cursor, rows, upto)


def revision(cursor: Cursor, number: int) -> Revision:
    """One revision by its number. Raises Refused when there is none."""
    found = revisions(cursor, [number])
    if not found:
        raise blocked(
            "revision-unknown",
            Sentence("revision {revision}", revision=number),
            "a recorded revision",
            "Look it up in the history.",
        )
    return found[number]


def revisions(cursor: Cursor, numbers: Iterable[int]) -> dict[int, Revision]:
    """Those of some revisions that are on file, by number."""
    rows = cursor.execute(
        """
        SELECT revision, committed_at, author, reason, file_name, file_sha256, layout, row_count, undoes, sample
        FROM revisions WHERE revision IN (SELECT unnest($numbers::BIGINT[]))
        """,
        {"numbers": [number for number in numbers if number.bit_length() < 64]},  # the engine takes no longer one
    ).fetchall()
    return {found.revision: found for found in _revisions(cursor, rows)}


def clock_went_back(cursor: Cursor) -> list[int]:
    """The revisions that bear an earlier time than the one before, but for those that came with a bundle, which bear
    their own. They keep what the clock said: the order of revisions is that of their numbers."""
    return [number for (number,) in cursor.execute(_CLOCK_WENT_BACK).fetchall()]


def same_file(cursor: Cursor, sha256: str) -> Revision | None:
    """The newest revision made from a file with this SHA-256, None when the file is new."""
    ((found,),) = cursor.execute("SELECT max(revision) FROM revisions WHERE file_sha256 = ?", [sha256]).fetchall()
    return revision(cursor, found) if found else None


def committed(cursor: Cursor, slots: Sequence[Slot]) -> dict[Slot, Revision]:
    """For each of ``slots`` that somebody has committed, the revision in force; the shipped samples do not count."""
    if not slots:
        return {}
    cities = {slot.city_id for slot in slots}
    rows = _in_force_of(cursor, slots) if len(cities) > 1 else _in_force_of_one(cursor, cities.pop(), frozenset(slots))
    filled = {Slot(*row[:4]): row[4] for row in rows}
    known = revisions(cursor, set(filled.values())) if filled else {}
    return {slot: known[filled[slot]] for slot in slots if slot in filled}


def _in_force_of(cursor: Cursor, slots: Sequence[Slot]) -> list[Row]:
    """Of the slots that somebody has committed, each with the revision that fills it."""
    cursor.register("asked", _asked(slots))
    rows = cursor.execute(
        """
        WITH current AS (
            SELECT city_id, year, method, measure, arg_max(content_revision, revision) AS content
            FROM slots JOIN asked USING (city_id, year, method, measure) GROUP BY ALL
        )
        SELECT city_id, year, method, measure, content FROM current
        JOIN revisions ON revisions.revision = content WHERE NOT sample
        """
    ).fetchall()
    cursor.unregister("asked")
    return rows


def _in_force_of_one(cursor: Cursor, city_id: str, slots: Set[Slot]) -> list[Row]:
    """Which slots of one city are in force; it has a few hundred, so that no table has to be made to ask."""
    rows = cursor.execute(
        """
        SELECT city_id, year, method, measure, content FROM (
            SELECT city_id, year, method, measure, arg_max(content_revision, revision) AS content
            FROM slots WHERE city_id = ? GROUP BY ALL
        ) JOIN revisions ON revisions.revision = content WHERE NOT sample
        """,
        [city_id],
    ).fetchall()
    return [row for row in rows if Slot(*row[:4]) in slots]


def changed(cursor: Cursor, since: int) -> dict[Slot, int]:
    """The tables that revisions after one put in force, be it by an undo, each with the newest of these revisions."""
    rows = cursor.execute(
        "SELECT city_id, year, method, measure, max(revision) FROM slots WHERE revision > ? GROUP BY ALL", [since]
    ).fetchall()
    return {Slot(*row[:4]): row[4] for row in rows}


def on_file(cursor: Cursor, slots: Sequence[Slot]) -> set[Slot]:
    """Which of ``slots`` hold figures, samples among them."""
    if not slots:
        return set()
    cursor.register("asked", _asked(slots))
    rows = cursor.execute(
        "SELECT DISTINCT city_id, year, method, measure FROM slots JOIN asked USING (city_id, year, method, measure)"
    ).fetchall()
    cursor.unregister("asked")
    return {Slot(*row) for row in rows}


def _asked(slots: Sequence[Slot]) -> Any:
    """Slots as an Arrow table: one statement for all of them, where a statement each takes a millisecond."""
    import pyarrow  # here and not above: who only reads does not wait for it

    return pyarrow.Table.from_pylist([slot._asdict() for slot in slots])


def _beside_counts(cursor: Cursor, revision: int, upto: int | None = None) -> bool:
    """Whether a revision brought something beside inventories, or took some back, and that still stands; with ``upto``
    after that one."""
    if revision in touched.undone(cursor, upto):
        return False
    return touched.beside_inventories(cursor, touched.first(cursor, revision))


def _next(cursor: Cursor) -> int:
    return newest(cursor) + 1


def _slots(cursor: Cursor, number: int) -> tuple[Slot, ...]:
    rows = cursor.execute(
        "SELECT city_id, year, method, measure FROM slots WHERE revision = ? ORDER BY ALL", [number]
    ).fetchall()
    return tuple(Slot(*row) for row in rows)


def _write_revision(cursor: Cursor, number: int, submission: Submission, undoes: int | None) -> datetime:
    _insist_on_length(Sentence("a reason"), submission.reason, MOST_OF_A_REASON)
    _insist_on_length(Sentence("the name of a file"), submission.file_name, MOST_OF_A_FILE_NAME)
    at = datetime.now(UTC)
    hidden = pseudonyms.written(cursor, submission.author)
    told = (hidden, submission.reason, submission.file_name, submission.file_sha256, submission.layout)
    row = (number, at.replace(tzinfo=None), *told, submission.row_count, undoes, submission.sample)
    insert(cursor, "revisions", [row])
    return at


def _insist_on_length(what: Sentence, text: str | None, most: int) -> None:
    if text is not None and len(text) > most:
        raise blocked(
            "too-long",
            Sentence("{what} of {letters:,} letters", what=what, letters=len(text)),
            Sentence("at most {most:,} letters", most=most),
            "Shorten it, and do it again.",
        )


def _revisions(cursor: Cursor, rows: Sequence[Row], upto: int | None = None) -> list[Revision]:
    """Revisions from their rows, with what they put in force and whether it counts; with ``upto`` after that one.

    A few queries for all of them, since each costs about as much as all.
    """
    numbers = [row[0] for row in rows]
    slots: dict[int, list[Slot]] = {}
    counting: set[int] = set()
    for number, *slot, counts in cursor.execute(_PUT_IN_FORCE, {"numbers": numbers, "upto": upto}).fetchall():
        slots.setdefault(number, []).append(Slot(*slot))
        if counts:
            counting.add(number)
    answers, heads = of_revisions(cursor, numbers), chain.links_of(cursor, numbers)
    came = {number for (number,) in cursor.execute(_CAME).fetchall()}
    known = pseudonyms.addresses(cursor)
    for number in numbers:
        beside = number not in slots and _beside_counts(cursor, number, upto)
        if beside and not touched.overtaken(cursor, number, touched.undone(cursor, upto)):
            counting.add(number)
    return [
        Revision(
            revision=row[0],
            committed_at=row[1].replace(tzinfo=UTC),
            author=known.get(str(row[2]), str(row[2])),
            reason=row[3],
            file_name=row[4],
            file_sha256=row[5],
            layout=row[6],
            rows=row[7],
            undoes=row[8],
            sample=row[9],
            slots=tuple(slots.get(row[0], ())),
            in_force=row[0] in counting,
            answers=answers.get(row[0], {}),
            head=heads.get(row[0]),
            came=row[0] in came,
        )
        for row in rows
    ]


def seed(
    cursor: Cursor, cities: Sequence[CityRecord], pairings: Sequence[tuple[str, str, str]], targets: Sequence[Target]
) -> None:
    """Write the register of cities with their pairings and targets, inside the caller's transaction."""
    write_cities(cursor, cities)
    insert(cursor, "pairings", [(position, *pairing) for position, pairing in enumerate(pairings, start=1)])
    TARGETS.write(cursor, newest(cursor), targets)


def write_cities(cursor: Cursor, cities: Sequence[CityRecord]) -> None:
    """Add the entries of cities that are not in the register yet, inside the caller's transaction."""
    if not cities:
        return
    import pyarrow as pa  # here and not above, as in _asked

    types = {"other_names": pa.list_(pa.string()), "latitude": pa.float64(), "longitude": pa.float64()}
    schema = pa.schema(
        [
            (each.name, pa.bool_() if each.name == "sample" else types.get(each.name, pa.string()))
            for each in fields(CityRecord)
        ]
    )
    cursor.register("stated", pa.Table.from_pylist([asdict(city) for city in cities], schema))
    # Somebody may have committed a file of the same new city in the meantime.
    cursor.execute("INSERT INTO cities BY NAME SELECT * FROM stated WHERE city_id NOT IN (SELECT city_id FROM cities)")
    cursor.unregister("stated")
