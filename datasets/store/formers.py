"""What inventories held before later revisions took its place: their former states, and the rows of these."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from datasets.store import sums, touched
from datasets.store.kind import Cursor

_STATES = """
    WITH changed AS (
        SELECT inventory, city_id, year, method, revision,
               max(content_revision) FILTER (measure = 'energy') AS energy,
               max(content_revision) FILTER (measure = 'emissions') AS emissions
        FROM (
            SELECT inventory, city_id, year, method, revision, content_revision, measure
            FROM slots JOIN asked USING (city_id, year, method)
            WHERE $upto IS NULL OR revision <= $upto
            UNION ALL SELECT *, unnest($others::INTEGER[]), NULL, NULL FROM asked
        ) GROUP BY ALL
    ), stood AS (
        SELECT inventory, city_id, year, method, revision AS since, lead(revision) OVER mine AS until,
               coalesce(last_value(energy IGNORE NULLS) OVER mine, 0) AS energy,
               coalesce(last_value(emissions IGNORE NULLS) OVER mine, 0) AS emissions
        FROM changed WINDOW mine AS (PARTITION BY inventory, year, method ORDER BY revision)
    )
    SELECT stood.*, row_number() OVER (ORDER BY inventory, since) - 1 AS place,
           list_has_any(
               $slips::INTEGER[], [energy, emissions, CASE WHEN list_contains($others::INTEGER[], since) THEN since END]
           )
               AND coalesce(
                   greatest(ended.committed_at - began.committed_at, began.committed_at - ended.committed_at)
                       < INTERVAL 1 DAY,
                   false
               ) AS withdrawn
    FROM stood
        LEFT JOIN revisions AS began ON began.revision = since LEFT JOIN revisions AS ended ON ended.revision = until
    WHERE until IS NOT NULL AND greatest(energy, emissions) > 0
    ORDER BY place
"""
"""An inventory changes with each revision that fills one of its two tables, and with the others that are given; the
last state is the one in force."""
_FILLED = """
    SELECT place, city_id, year, method, measure, revision FROM (
        SELECT place, city_id, year, method, 'energy' AS measure, energy AS revision FROM states
        UNION ALL SELECT place, city_id, year, method, 'emissions', emissions FROM states
    ) WHERE revision > 0
"""


class FormerTables:
    """The former states of some inventories, read on one cursor.

    ``states`` has for each the number of its inventory, the revisions ``since`` which and ``until`` before which it
    stood, whether an undo took it back within a day (``withdrawn``), and ``place``, its own number; in the order of the
    inventories, then of time.
    """

    def __init__(
        self,
        cursor: Cursor,
        inventories: Mapping[str, Sequence[Any]],
        upto: int | None = None,
        others: Sequence[int] = (),
    ) -> None:
        """Find the states of these ``inventories`` (columns inventory, city_id, year, method), with ``upto`` as after
        that revision; ``others`` are revisions that change them without filling a table."""
        import pyarrow  # here and not above: who reads one city does not wait for it

        self._cursor = cursor
        asked = {"asked": pyarrow.table(dict(inventories))}
        given = {"upto": upto, "slips": sorted(touched.slips(cursor, upto)), "others": list(others)}
        self.states = sums.selected(cursor, _STATES, asked, given)

    def cells(self, meaning: sums.Meaning) -> sums.HeldCells:
        """The rows of the states that their totals hold; the number of a table is that of its state."""
        return sums.cells(self._cursor, sums.selected(self._cursor, _FILLED, {"states": self.states}), meaning)
