"""What the store hands out and takes in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from analytics.inventory import About, Cell, Population
from analytics.targets import Target


@dataclass(frozen=True)
class City:
    """A city as the register knows it. Coordinates are WGS 84 degrees, None where nobody gave them."""

    city_id: str
    name: str
    other_names: tuple[str, ...]
    country_code: str
    country: str
    region: str
    latitude: float | None
    longitude: float | None
    sample: bool
    source: str


class Slot(NamedTuple):
    """One table of one inventory: what a revision replaces as a whole."""

    city_id: str
    year: int
    method: str
    measure: str


@dataclass(frozen=True)
class Revision:
    """One entry of the ledger. ``in_force`` is True while at least one of its tables is the one that counts."""

    revision: int
    committed_at: datetime
    author: str
    reason: str | None
    file_name: str | None
    file_sha256: str | None
    layout: str
    rows: int
    undoes: int | None
    sample: bool
    slots: tuple[Slot, ...]
    in_force: bool


class PopulationRow(NamedTuple):
    """Inhabitants of one inventory."""

    city_id: str
    year: int
    method: str
    inhabitants: float
    source: str


class AboutRow(NamedTuple):
    """Approach, GWP set and notes of one inventory; "unknown" where its source does not say."""

    city_id: str
    year: int
    method: str
    approach: str
    gwp_set: str
    notes: str


@dataclass(frozen=True)
class Submission:
    """Everything one revision brings. ``rows`` is an Arrow table with the columns of ``ROW_COLUMNS``."""

    rows: Any
    row_count: int
    author: str
    layout: str
    reason: str | None = None
    file_name: str | None = None
    file_sha256: str | None = None
    sample: bool = False
    population: Sequence[PopulationRow] = ()
    about: Sequence[AboutRow] = ()
    new_cities: Sequence[City] = field(default=())


ROW_COLUMNS: tuple[str, ...] = (
    "city_id",
    "year",
    "method",
    "measure",
    "source_row",
    "sector",
    "label",
    "carrier",
    "scope",
    "gpc_ref",
    "quantity",
    "value",
    "notation_key",
    "original_text",
    "original_unit",
    "source",
)


class Standing(NamedTuple):
    """What is on file of one city: its cells in force, its inhabitants and what its inventories say of themselves."""

    cells: list[Cell]
    population: dict[tuple[int, str], Population]
    about: dict[tuple[int, str], About]


class Register(NamedTuple):
    """Who is who: cities, pairings and targets by city. It changes with a commit only, and is kept until then."""

    cities: tuple[City, ...]
    pairings: tuple[tuple[str, str], ...]
    targets: dict[str, tuple[Target, ...]]
