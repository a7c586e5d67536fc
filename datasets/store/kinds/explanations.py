"""Why a place of an inventory holds what it holds: a reason that somebody gives, and who gives it."""

from __future__ import annotations

from typing import NamedTuple

from datasets.store.kind import Form, Row, StatedKind


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


TABLE = """
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
"""


def cells(explanation: Explanation) -> Row:
    """An explanation as the cells of a line."""
    return explanation.year, explanation.place, explanation.carrier, explanation.reason, explanation.by


FORM = Form(("year", "place", "carrier", "reason", "by"), cells)
KIND = StatedKind(
    name="explanations",
    called="explanations",
    tables={"explanations": TABLE},
    entry=Explanation,
    replaces="same",
    key=("year", "place", "carrier"),
    order=lambda given: (given.year, given.place, given.carrier or ""),
    form=FORM,
)
