"""Putting the rows of one city together again: each revision lies where it was written, those of one city far apart.

The engine passes over blocks of rows by the lowest and the highest number in them. So the numbers by which cells name
tables of inventories, places and origins are given out anew in the order of the cities. They are the same numbers, so
that whoever adds a revision goes on behind the highest; seals rest on none of them.
"""

from __future__ import annotations

import os
import shutil
import time
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from analytics.text.problems import Problem, Refused
from datasets.store import backup, chain, creation, database, disk, leftovers
from datasets.store.kind import Cursor

RENUMBERED = """
CREATE TEMPORARY TABLE slots_anew AS
SELECT mine.slot AS before, given.slot AS after
FROM (
    SELECT slot, row_number() OVER (ORDER BY city_id, revision, position) AS nth FROM slots WHERE slot IS NOT NULL
) AS mine
JOIN (SELECT slot, row_number() OVER (ORDER BY slot) AS nth FROM slots WHERE slot IS NOT NULL) AS given USING (nth);

CREATE TEMPORARY TABLE places_anew AS
SELECT mine.place AS before, given.place AS after
FROM (
    SELECT place, row_number() OVER (ORDER BY first, place) AS nth FROM places LEFT JOIN (
        SELECT place, min(after) AS first FROM cells JOIN slots_anew ON before = slot GROUP BY place
    ) USING (place)
) AS mine
JOIN (SELECT place, row_number() OVER (ORDER BY place) AS nth FROM places) AS given USING (nth);

CREATE TEMPORARY TABLE origins_anew AS
SELECT mine.origin AS before, given.origin AS after
FROM (
    SELECT origin, row_number() OVER (ORDER BY first, origin) AS nth FROM origins LEFT JOIN (
        SELECT origin, min(after) AS first FROM cells JOIN slots_anew ON before = slot GROUP BY origin
    ) USING (origin)
) AS mine
JOIN (SELECT origin, row_number() OVER (ORDER BY origin) AS nth FROM origins) AS given USING (nth);
"""
"""Each number as it was and as it is to be."""
READ = {
    "slots": """
        SELECT slots.* REPLACE (after AS slot) FROM slots LEFT JOIN slots_anew ON before = slot
        ORDER BY city_id, revision, position
    """,
    "places": "SELECT places.* REPLACE (after AS place) FROM places JOIN places_anew ON before = place ORDER BY after",
    "origins": """
        SELECT origins.* REPLACE (after AS origin) FROM origins JOIN origins_anew ON before = origin ORDER BY after
    """,
    "cells": """
        SELECT cells.* REPLACE (slots_anew.after AS slot, places_anew.after AS place, origins_anew.after AS origin)
        FROM cells
        JOIN slots_anew ON slots_anew.before = slot
        JOIN places_anew ON places_anew.before = place
        JOIN origins_anew ON origins_anew.before = origin
        ORDER BY slots_anew.after, position
    """,
}
"""The tables whose rows are put in another order."""
_SIZES = """
    SELECT (SELECT count(*) FROM slots), (SELECT count(*) FROM places), (SELECT count(*) FROM origins),
           (SELECT count(*) FROM cells)
"""
_SPREAD_MOST = "SELECT city_id FROM slots GROUP BY city_id ORDER BY count(DISTINCT revision) DESC, city_id LIMIT 1"
_OF_CITY = "SELECT count(*), sum(value ORDER BY revision, position) FROM inventory_rows WHERE city_id = $city"
TIMES_READ = 5


class Compacted(NamedTuple):
    """What a database took before and after: its size in bytes, and the milliseconds in which the rows of one ``city``
    are read, the one that most revisions tell of (None where there is none)."""

    head: chain.Head
    city: str | None
    bytes_before: int
    bytes_after: int
    ms_before: float
    ms_after: float

    def as_dict(self) -> dict[str, Any]:
        """What was found, for JSON, with the hash of the head in place of both its parts."""
        return self._asdict() | {"head": self.head.sha256}


def compact(path: Path, step: backup.Step = lambda _name: None) -> Compacted:
    """Write the database at ``path`` anew with the rows of each city together, and put that in its place.

    The new file is whole, and its chain verified, before it takes the name; until then the old one is as it was, and
    no other program may open it. ``step`` is told "copy" of each table and "check" of each revision. Raises Refused
    where there is no database, where another program has it open, where the disk forbids it, and where its chain does
    not hold: then nothing is changed.
    """
    path = path.resolve()
    creation.existing(path)
    for stopped in leftovers.unfinished(path):
        if not database.in_use(stopped):
            leftovers.remove(stopped)
    with closing(database.connect(path)) as folding:  # what is written ahead, which would be left behind
        folding.execute("CHECKPOINT")
    part = disk.aside(path, "part")
    try:
        with closing(duckdb.connect(str(path), read_only=True)) as held:  # so that nobody commits to it meanwhile
            if ahead := leftovers.write_ahead(path):
                raise Refused(database.unreadable(str(ahead[0]), database.HELD[0]))
            found = _written(held, path, part, step)
            shutil.copymode(path, part)
            if os.name == "nt":  # which replaces no file that is open
                held.close()
            backup.take_the_place(part, path)
            return found
    except OSError as error:
        raise Refused(disk.problem(path, error)) from error
    except duckdb.Error as error:
        raise Refused(database.damage(str(path), error) or database.unreadable(str(path), str(error))) from error
    finally:
        leftovers.remove(part)


def _written(held: Cursor, path: Path, part: Path, step: backup.Step) -> Compacted:
    """Write the new file and compare it with the one that is held."""
    named = held.execute(_SPREAD_MOST).fetchone()
    city = named[0] if named else None
    ms_before, head, sizes = _milliseconds(held, city), chain.head(held), held.execute(_SIZES).fetchall()
    held.execute(RENUMBERED)
    backup.fill(held, part, step, read=READ)
    made = backup.checked(part, step)
    with closing(duckdb.connect(str(part), read_only=True)) as copy:
        if made != (head or chain.Head(0, chain.BEGINNING)) or copy.execute(_SIZES).fetchall() != sizes:
            raise Refused(
                Problem(
                    "block",
                    "rows-astray",
                    f'"{path}", of which some rows belong to no table, place or origin on file',
                    "rows that all belong to one",
                    "Run `python -m datasets verify`, or restore a backup. Nothing was changed.",
                )
            )
        return Compacted(made, city, path.stat().st_size, part.stat().st_size, ms_before, _milliseconds(copy, city))


def _milliseconds(cursor: Cursor, city: str | None) -> float:
    """The shortest time in which the rows of a city were read."""
    times = []
    for _ in range(TIMES_READ):
        before = time.perf_counter()
        cursor.execute(_OF_CITY, {"city": city}).fetchall()
        times.append(1000 * (time.perf_counter() - before))
    return min(times)
