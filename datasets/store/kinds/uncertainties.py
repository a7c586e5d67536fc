"""How uncertain figures of a city's inventories are, as the city states it."""

from __future__ import annotations

from typing import NamedTuple

from datasets.store.kind import Form, Row, StatedKind


class Uncertainty(NamedTuple):
    """How uncertain one part of a place is: ``part`` is activity, factor or emissions.

    ``year`` is None where it holds for all years, ``place`` (a sector or a GPC reference), ``carrier`` and ``gas`` are
    None where it holds for all of them. ``lower_percent`` and ``upper_percent`` are the sides of a 95 % interval; both
    are None where the city gives a ``grade`` of data quality (H, M or L) in their place.
    """

    city_id: str
    year: int | None
    place: str | None
    carrier: str | None
    gas: str | None
    part: str
    lower_percent: float | None
    upper_percent: float | None
    grade: str | None
    reason: str
    by: str
    revision: int = 0


TABLE = """
CREATE TABLE IF NOT EXISTS uncertainties (
    revision INTEGER NOT NULL,
    position INTEGER NOT NULL,
    city_id VARCHAR NOT NULL,
    year SMALLINT,
    place VARCHAR, -- a sector or a GPC reference
    carrier VARCHAR,
    gas VARCHAR,
    part VARCHAR NOT NULL CHECK (part IN ('activity', 'factor', 'emissions')),
    lower_percent DOUBLE CHECK (lower_percent >= 0),
    upper_percent DOUBLE CHECK (upper_percent >= 0),
    grade VARCHAR CHECK (grade IN ('H', 'M', 'L')),
    reason VARCHAR NOT NULL CHECK (reason <> ''),
    stated_by VARCHAR NOT NULL CHECK (stated_by <> ''),
    CHECK ((grade IS NULL) = (lower_percent IS NOT NULL AND upper_percent IS NOT NULL))
)
"""


def where(found: Uncertainty) -> tuple[int, str, str, str, str]:
    """What it is the uncertainty of: stated again, the newer one counts."""
    return found.year or 0, found.place or "", found.carrier or "", found.gas or "", found.part


def cells(found: Uncertainty) -> Row:
    """An uncertainty as the cells of a line."""
    return found[1:-1]


FORM = Form(
    ("year", "place", "carrier", "gas", "part", "lower_percent", "upper_percent", "grade", "reason", "by"), cells
)
KIND = StatedKind(
    name="uncertainties",
    called="uncertainties",
    tables={"uncertainties": TABLE},
    entry=Uncertainty,
    replaces="same",
    key=("year", "place", "carrier", "gas", "part"),
    order=where,
    form=FORM,
)
