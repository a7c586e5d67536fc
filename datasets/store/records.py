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
    from datasets.store.kind import Entry, LedgerKind, StatedKind
    from datasets.store.kinds.about import AboutRow
    from datasets.store.kinds.accounts import AccountRow
    from datasets.store.kinds.gdp import GdpRow
    from datasets.store.kinds.inhabitants import PopulationRow
    from datasets.store.kinds.left_out import LeftOutRow
    from datasets.store.kinds.local_energy import LocalEnergy
    from datasets.store.kinds.mappings import MappingRow
    from datasets.store.kinds.own_factors import CityFactor
    from datasets.store.kinds.printed import PrintedRow


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

    @property
    def names(self) -> frozenset[str]:
        """Its id and its names, in small letters."""
        return frozenset(name.casefold() for name in (self.city_id, self.name, *self.other_names))

    def named(self, part: str) -> bool:
        """Whether a part of its id, its name or another of its names, upper and lower case alike."""
        asked = part.strip().casefold()
        return any(asked in name for name in self.names)


class Slot(NamedTuple):
    """One table of one inventory: what a revision replaces as a whole."""

    city_id: str
    year: int
    method: str
    measure: str


@dataclass(frozen=True)
class Revision:
    """One entry of the ledger. ``in_force`` is True while at least one of its tables is the one that counts;
    ``answers`` are those that settled the questions of its file; ``head`` is the hash of the chain up to it. Who
    is the author of one that ``came`` with a bundle was checked by nobody here: the bundle tells it."""

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
    came: bool = False


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

    def of(self, kind: LedgerKind) -> Any:
        """What it brings of one kind."""
        return self.brings.get(kind.name) or getattr(self, kind.name, ())


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


@dataclass(frozen=True)
class Register:
    """Who is who: cities with their accounts, pairings, and what cities state beside their inventories.

    It changes with a commit only, and is kept until then.
    """

    cities: tuple[CityRecord, ...]
    pairings: tuple[tuple[str, str], ...]
    stated: Mapping[str, dict[str, Any]]
    """By the name of each kind the entries that count, by city."""
    accounts: dict[str, str]
    """The ids of cities by their account numbers with CDP."""
    away: tuple[CityRecord, ...] = ()
    """The cities that were put away: on file, and in no list, reading of all cities or choice."""

    @cached_property
    def by_id(self) -> dict[str, CityRecord]:
        """The cities by their ids: every click asks for one, of thousands."""
        return {city.city_id: city for city in self.cities}

    def of(self, kind: StatedKind[Entry]) -> dict[str, tuple[Entry, ...]]:
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

    def of_city(self, city_id: str) -> int:
        """The newest revision that says anything of a city, 0 where none does."""
        return self.touched.get(city_id, 0)
