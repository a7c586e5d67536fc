"""Why a place of an inventory holds what it holds: a reason that somebody gives, and who gives it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from datasets.store.kind import Form, Kind, KindTable, Row, as_rows


class Explanation(NamedTuple):
    """Why one place of the inventories of a year holds what it holds.

    ``place`` is a sector or a GPC reference, ``carrier`` is None where the reason is for all of them.
    """

    city_id: str
    year: int
    place: str
    carrier: str | None
    reason: str
    by: str
    revision: int = 0


TABLE = KindTable(
    created="""
    CREATE TABLE IF NOT EXISTS explanations (
        revision INTEGER NOT NULL,
        position INTEGER NOT NULL,
        city_id VARCHAR NOT NULL,
        year SMALLINT NOT NULL,
        place VARCHAR NOT NULL, -- a sector or a GPC reference
        carrier VARCHAR,
        reason VARCHAR NOT NULL CHECK (reason <> ''),
        stated_by VARCHAR NOT NULL CHECK (stated_by <> '')
    )
    """,
    written="INSERT INTO explanations VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    read="""
    SELECT city_id, year, place, carrier, reason, stated_by, revision
    FROM explanations WHERE $cities::VARCHAR[] IS NULL OR list_contains($cities, city_id)
    ORDER BY revision, position
    """,
)


def apart(explanations: Sequence[Explanation]) -> dict[str, list[Row]]:
    """Explanations as rows."""
    return {"explanations": as_rows(explanations)}


def together(rows: Mapping[str, Sequence[Row]]) -> Iterator[tuple[int, str, Explanation]]:
    """Each explanation as it was given."""
    for found in (Explanation(*row) for row in rows["explanations"]):
        yield found.revision, found.city_id, found


def where(explanation: Explanation) -> tuple[int, str, str]:
    """What is explained: explained again, the newer reason counts."""
    return explanation.year, explanation.place, explanation.carrier or ""


def cells(explanation: Explanation) -> Row:
    """An explanation as the cells of a line."""
    return explanation.year, explanation.place, explanation.carrier, explanation.reason, explanation.by


FORM = Form(("year", "place", "carrier", "reason", "by"), cells)
KIND = Kind(
    name="explanations",
    called="explanations",
    tables={"explanations": TABLE},
    apart=apart,
    together=together,
    replaces="same",
    key=where,
    order=where,
    form=FORM,
)
