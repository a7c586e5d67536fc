"""What the store hands out and takes in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from analytics.inventories.inventory import About, Cell, Population

if TYPE_CHECKING:
    import pyarrow

    from analytics.commitment.actions import Action
    from analytics.commitment.targets import Target
    from analytics.factors.heating import DegreeDays
    from datasets.store.kind import Entry, Kind
    from datasets.store.kinds.gdp import GdpRow
    from datasets.store.kinds.local_energy import LocalEnergy
    from datasets.store.kinds.own_factors import CityFactor


@dataclass(frozen=True)
class CityRecord:
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

    def named(self, part: str) -> bool:
        """Whether a part of its id, its name or another of its names, upper and lower case alike."""
        asked = part.strip().casefold()
        return any(asked in name.casefold() for name in (self.name, self.city_id, *self.other_names))


class Slot(NamedTuple):
    """One table of one inventory: what a revision replaces as a whole."""

    city_id: str
    year: int
    method: str
    measure: str


@dataclass(frozen=True)
class Revision:
    """One entry of the ledger. ``in_force`` is True while at least one of its tables is the one that counts;
    ``answers`` are those that settled the questions of its file; ``head`` is the hash of the chain up to it."""

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
    answers: Mapping[str, str] = field(default_factory=dict)
    head: str | None = None


class PopulationRow(NamedTuple):
    """Inhabitants that go with one inventory; ``population_year`` is that in which they were counted, where it is
    another."""

    city_id: str
    year: int
    method: str
    inhabitants: float
    source: str
    population_year: int | None = None


class AboutRow(NamedTuple):
    """Approach, GWP set and notes of one inventory; "unknown" where its source does not say."""

    city_id: str
    year: int
    method: str
    approach: str
    gwp_set: str
    notes: str


class PrintedRow(NamedTuple):
    """A total that a file prints for one table of an inventory, in MWh or t, beside the sum of its ``parts``.

    ``sectors`` are codes parted by bars; with carrier and scope they say of which cells it is the total, where
    ``selects``.
    """

    city_id: str
    year: int
    method: str
    measure: str
    value: float
    parts: float
    number: int
    rounding: float
    named: str
    sectors: str
    carrier: str | None
    scope: int | None
    selects: bool
    original_text: str
    original_unit: str
    source_sheet: str | None
    source_row: int | None
    source_column: str | None


class LeftOutRow(NamedTuple):
    """A column of the file of a revision whose amounts of activity were not taken."""

    source_sheet: str | None
    source_row: int | None
    source_column: str
    cells: int


class MappingRow(NamedTuple):
    """That the answers of a revision are for files with this ``signature`` of a city ("": of several)."""

    city_id: str
    signature: str


class AccountRow(NamedTuple):
    """That a city reports to CDP under this account number."""

    city_id: str
    account: str


class RememberedAnswer(NamedTuple):
    """One answer that a file of a city ("": of several) was committed with."""

    revision: int
    city_id: str
    question: str
    answer: str


class DraftOwner(NamedTuple):
    """Whose a file that waits for its commit is: of a keeper (a signed-in person or a browser), and of the city on
    whose page it was begun. Begun where no city was on file ("") it waits on the page of whichever there is since.
    ``earlier`` is the keeper under which an earlier edition would have kept it, the same as now where there is none."""

    keeper: str
    city_id: str
    earlier: str | None = None

    @property
    def keepers(self) -> tuple[str, str]:
        """Both names that this owner's files may stand under."""
        return self.keeper, self.earlier or self.keeper


class SavedDraft(NamedTuple):
    """A file that was brought and not committed, without its bytes. ``saved_at`` is in UTC; ``city`` and ``year`` are
    what was answered for a file that names none."""

    draft_id: str
    owner: DraftOwner
    saved_at: datetime
    file_name: str
    file_sha256: str
    file_bytes: int
    city: str | None
    year: int | None
    answers: Mapping[str, str]


class Rows(Protocol):
    """Rows for the store with the columns of ``ROW_COLUMNS``: an Arrow table, or what gives one piece by piece."""

    @property
    def num_rows(self) -> int:
        """How many there are."""

    def slice(self, offset: int, length: int) -> pyarrow.Table:
        """Some of them, in order."""


@dataclass(frozen=True)
class Submission:
    """Everything one revision brings; ``rows`` is None where it brings something beside inventories only.

    ``brings`` holds entries of any kind by its name; those that much of the program states have a field of their own.
    """

    rows: Rows | None
    row_count: int
    author: str
    layout: str
    reason: str | None = None
    file_name: str | None = None
    file_sha256: str | None = None
    sample: bool = False
    population: Sequence[PopulationRow] = ()
    about: Sequence[AboutRow] = ()
    new_cities: Sequence[CityRecord] = field(default=())
    factors: Sequence[CityFactor] = ()
    supply: Sequence[LocalEnergy] = ()
    targets: Sequence[Target] = ()
    gdp: Sequence[GdpRow] = ()
    actions: Mapping[str, Sequence[Action]] = field(default_factory=dict)
    """The whole list of actions of a city, in the place of the one it had."""
    degree_days: Sequence[DegreeDays] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    mappings: Sequence[MappingRow] = ()
    printed: Sequence[PrintedRow] = ()
    left_out: Sequence[LeftOutRow] = ()
    accounts: Sequence[AccountRow] = ()
    brings: Mapping[str, Any] = field(default_factory=dict)

    @property
    def stated(self) -> Mapping[str, Any]:
        """What it brings beside inventories, by the name of its kind."""
        return {
            "factors": self.factors,
            "supply": self.supply,
            "targets": self.targets,
            "gdp": self.gdp,
            "actions": self.actions,
            "degree_days": self.degree_days,
            **self.brings,
        }


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
    "source_sheet",
    "source_column",
)


class OnFile(NamedTuple):
    """What is on file of one city: its cells in force, its inhabitants and what its inventories say of themselves."""

    cells: list[Cell]
    population: dict[tuple[int, str], Population]
    about: dict[tuple[int, str], About]


class Register(NamedTuple):
    """Who is who: cities with their accounts, pairings, and what cities state beside their inventories.

    It changes with a commit only, and is kept until then.
    """

    cities: tuple[CityRecord, ...]
    pairings: tuple[tuple[str, str], ...]
    stated: Mapping[str, dict[str, Any]]
    """By the name of each kind the entries that count, by city."""
    accounts: dict[str, str]
    """The ids of cities by their account numbers with CDP."""

    def of(self, kind: Kind[Entry]) -> dict[str, tuple[Entry, ...]]:
        """The entries of one kind that count, by city."""
        return self.stated.get(kind.name, {})

    @property
    def targets(self) -> dict[str, tuple[Target, ...]]:
        """Targets by city, those on the whole city first, by year."""
        return self.stated.get("targets", {})

    @property
    def factors(self) -> dict[str, tuple[CityFactor, ...]]:
        """Factors of their own by city, the newest revision first: the first that fits is the one that counts."""
        return self.stated.get("factors", {})

    @property
    def supply(self) -> dict[str, tuple[LocalEnergy, ...]]:
        """Local production, purchases and heat by city, the newest revision first."""
        return self.stated.get("supply", {})

    @property
    def gdp(self) -> dict[str, tuple[GdpRow, ...]]:
        """GDP by city, oldest year first."""
        return self.stated.get("gdp", {})

    @property
    def actions(self) -> dict[str, tuple[Action, ...]]:
        """Actions by city, in the order in which they were listed."""
        return self.stated.get("actions", {})

    @property
    def degree_days(self) -> dict[str, tuple[DegreeDays, ...]]:
        """Degree days by city, oldest period first."""
        return self.stated.get("degree_days", {})


@dataclass(frozen=True, eq=False)
class Moment:
    """The store as it was after ``revision``: the register, and by city the newest revision that says anything of it.

    What is read of a city as of this moment stays the same until another revision touches the city, so that
    (city, ``of_city``) names it for good. ``samples`` are the revisions that came with the program. Nobody may change
    any of it: it is shared.
    """

    revision: int
    register: Register
    touched: Mapping[str, int]
    samples: frozenset[int]

    @cached_property
    def by_id(self) -> dict[str, CityRecord]:
        """The cities by their ids: every click asks for one, of thousands."""
        return {city.city_id: city for city in self.register.cities}

    def of_city(self, city_id: str) -> int:
        """The newest revision that says anything of a city, 0 where none does."""
        return self.touched.get(city_id, 0)
